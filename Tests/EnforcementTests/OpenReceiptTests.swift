import Basics
import EnforcementLaw
import Testing

@testable import Enforcement

/// What of each receipt is still here.
struct OpenReceiptTests {
  private func account(_ receipts: [Int64], paid: Int64) -> CaseAccount {
    var account = CaseAccount()
    let first = Day(2026, 3, 2) ?? .earliest
    for (index, amount) in receipts.enumerated() {
      let id = ID<Receipt>(raw: Int64(index + 1))
      account.receiptOrder.append(id)
      account.receipts[id] = CaseAccount.ReceiptState(
        id: id, amount: Money(fen: amount), on: first + index * 10, source: .debtor, payBy: first + index * 10 + 30, from: nil)
    }
    let line = PayoutLine(id: ID(raw: 90), kind: .applicant, payee: nil, amount: Money(fen: paid), vault: nil)
    if paid > 0 {
      account.payouts[ID(raw: 80)] = CaseAccount.PayoutState(
        id: ID(raw: 80), lines: [line], proposedAt: Instant(first), gates: GateBook(proposedBy: .machine),
        lineStatus: [line.id: .settled])
      account.payoutOrder.append(ID(raw: 80))
    }
    return account
  }

  @Test("What came in first goes out first, and what is left adds up to the balance")
  func firstInFirstOut() {
    for paid in [0, 40, 100, 101, 149, 150, 210] {
      let account = account([100, 50, 60], paid: Int64(paid))
      let open = account.openReceipts
      #expect(open.reduce(Money.zero) { $0 + $1.unpaid } == account.balance)
      #expect(open.allSatisfy { $0.unpaid > .zero && $0.unpaid <= $0.receipt.amount })
      #expect(zip(open, open.dropFirst()).allSatisfy { $0.0.receipt.on < $0.1.receipt.on && $0.1.unpaid == $0.1.receipt.amount })
    }
    #expect(account([100, 50, 60], paid: 120).openReceipts.map(\.unpaid.fen) == [30, 60])
  }

  @Test("A receipt is overdue from the day after its last day, unless an approved delay holds it")
  func overdue() throws {
    var account = account([100], paid: 0)
    let receipt = try #require(account.receipts.values.first)
    #expect(account.openReceipts.first?.isOverdue(on: receipt.payBy) == false)
    #expect(account.openReceipts.first?.isOverdue(on: receipt.payBy + 1) == true)
    account.delays[ID(raw: 1)] = CaseAccount.DelayState(
      id: ID(raw: 1), receipts: [receipt.id], ground: .suspended, proposedBy: .machine, proposedOn: receipt.on)
    #expect(account.openReceipts.first?.isOverdue(on: receipt.payBy + 1) == true)
    account.delays[ID(raw: 1)]?.stage = .approved
    #expect(account.openReceipts.first?.isOverdue(on: receipt.payBy + 1) == false)
  }
}
