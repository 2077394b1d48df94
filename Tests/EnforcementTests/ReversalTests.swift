import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Credits that the bank takes back")
struct ReversalTests {
  private func held(_ court: DistributionCourt, _ account: LedgerAccount) async throws -> Money {
    account.posted(try await court.books().balance(account))
  }
  private func bank(_ court: DistributionCourt) async throws -> Money { try await held(court, .bank) }

  /// A line by which the bank takes a sum back.
  private func debit(_ court: DistributionCourt, _ amount: String, _ reference: String, text: String = "冲账") async throws
    -> [String: InputValue]
  {
    let day = "\(court.court.clock.now.day)"
    let line: [String: InputValue] = [
      "side": "debit", "amount": .text(amount), "reference": .text(reference), "text": .text(text),
    ]
    try await court.does(
      "receipts.take",
      [
        "account": "33050110990001", "day": .text(day), "paper": "statement", "statement": .text(reference),
        "lines": .list([.object(line)]),
      ],
      by: .machine)
    let stated = try #require(try await court.court.events().compactMap { $0.event as? BankLinesStated }.last?.lines.last)
    return ["account": "33050110990001", "day": .text(day), "line": "\(stated.id)"]
  }

  @Test("Money that is still here leaves the case by a new entry, and the debt is owed again")
  func stillHere() async throws {
    let court = try await DistributionCourt(claims: [.yuan(10_000)], proceeds: .yuan(20_000))
    #expect(try await court.file().closing.performedOn != nil)
    let receipt = try #require(try await court.account().receiptOrder.first)
    let named: [String: InputValue] = ["receipt": "\(receipt)", "reason": "付款人票据被退"]
    await #expect(throws: (any Error).self, "nothing is taken back without the bank's line") {
      try await court.does("receipts.reverse", named, by: court.cashier)
    }
    let other = named.merging(try await debit(court, "20000", "FK1", text: "代付案款")) { $1 }
    #expect(try await court.attempt("receipts.reverse", other, by: court.cashier).code == "notAReversal", "a payment of ours")
    let fields = named.merging(try await debit(court, "20000", "CZ1")) { $1 }
    #expect(try await court.attempt("receipts.reverse", fields).code == "notYourRole")
    try await court.does("receipts.reverse", fields, by: court.cashier)
    let account = try await court.account()
    #expect(account.received == .zero && account.balance == .zero && account.covered == .zero)
    #expect(try await court.file().closing.performedOn == nil, "it is owed again")
    let process = try await court.file().process
    #expect(!process.isOpen("payWithin30") && !process.isOpen("recoverReversal"))
    #expect(try await bank(court) == .zero)
    #expect(try await held(court, LedgerAccount(.case, "\(court.lead)")) == .zero)
    #expect(try await court.attempt("receipts.reverse", fields, by: court.cashier).code == "itemSettled", "a line once")
    let again = named.merging(try await debit(court, "20000", "CZ2")) { $1 }
    #expect(try await court.attempt("receipts.reverse", again, by: court.cashier).code == "noReceiptToReverse", "only once")
  }

  @Test("What was paid out already is a claim: nothing goes below zero, nobody is paid twice, and new money makes it good first")
  func paidOut() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(60_000)], proceeds: .yuan(20_000))
    // Another case's money lies at the same bank, and stays whose it is.
    let others = Money.yuan(30_000)
    try await court.does(
      "funds.bookReceipt", ["amount": .text("\(others)"), "bankLine": "他案1", "source": "debtor"], by: .machine, in: court.cases[1]
    )
    let receipt = try #require(try await court.account().receiptOrder.first)
    let named: [String: InputValue] = ["receipt": "\(receipt)", "reason": "银行错入"]
    let fields = named.merging(try await debit(court, "20000", "CZ1")) { $1 }
    try await court.does("funds.proposePayout")
    #expect(try await court.attempt("receipts.reverse", fields, by: court.cashier).code == "payoutToReturn", "still at the gates")
    try await court.paysOut(court.lead)
    #expect(try await bank(court) == others)
    let paid = try await court.account().paidOut
    try await court.does("receipts.reverse", fields, by: court.cashier)
    var account = try await court.account()
    #expect(account.covered == .yuan(20_000) && account.available == .zero && account.balance == .zero)
    #expect(account.paidOut == paid)
    #expect(try await court.file().process.isOpen("recoverReversal"))
    #expect(try await bank(court) == others - .yuan(20_000), "the bank has it")
    #expect(try await held(court, LedgerAccount(.case, "\(court.cases[1])")) == others)
    #expect(try await held(court, LedgerAccount(.costs, "reversed-\(receipt)")) == -.yuan(20_000))
    #expect(try await court.attempt("receipts.recoverReversed", by: court.cashier).code == "nothingToPay")

    // The debtor pays for real: the creditor has had his part, so it fills the gap.
    try await court.does(
      "funds.bookReceipt", ["amount": "12000", "bankLine": "再付1", "source": "debtor"], by: .machine)
    #expect(try await court.attempt("funds.proposePayout").code == "nothingToPay", "he is not paid a second time")
    #expect(
      try await court.attempt("receipts.recoverReversed", ["amount": "13000"], by: court.cashier).code == "payoutExceeds")
    try await court.does("receipts.recoverReversed", by: court.cashier)
    account = try await court.account()
    #expect(account.covered == .yuan(8_000) && account.available == .zero)
    #expect(try await court.file().process.isOpen("recoverReversal"))
    try await court.does(
      "funds.bookReceipt", ["amount": "9000", "bankLine": "再付2", "source": "debtor"], by: .machine)
    try await court.does("receipts.recoverReversed", by: court.cashier)
    account = try await court.account()
    #expect(account.covered == .zero && account.available == .yuan(1_000))
    #expect(try await !court.file().process.isOpen("recoverReversal"))
    #expect(try await held(court, LedgerAccount(.costs, "reversed-\(receipt)")) == .zero)
    try await court.does("funds.proposePayout")
    try await court.paysOut(court.lead)
    #expect(try await court.account().balance == .zero)
    #expect(try await bank(court) == others)
  }

  @Test("A credit in suspense is taken back from there, and not while it is matched")
  func suspense() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    func takes(_ reference: String) async throws -> ID<BankReceipt> {
      try await court.does(
        "receipts.take",
        [
          "account": "33050110990001", "day": .text("\(court.court.clock.now.day)"), "paper": "notice",
          "lines": .list([
            .object([
              "side": "credit", "amount": "700.00", "reference": .text(reference), "name": .text("路人\(reference.suffix(2))"),
            ])
          ]),
        ], by: .machine)
      let taken = try await court.court.events().last { $0.event is BankReceiptTaken }
      return ID(try #require(taken).meta.stream.key) ?? ID(raw: 0)
    }
    let before = try await bank(court)
    let first = try await takes("AK20250303000011")
    let of: [String: InputValue] = ["case": "", "receipt": "\(first)", "reason": "银行错账冲回"]
    let number = try await court.file().number
    try await court.does(
      "receipts.match", ["receipt": "\(first)", "parts": .list([.object(["case": .text(number)])])], by: court.cashier)
    let back = try await debit(court, "700", "CZ1")
    #expect(
      try await court.attempt("receipts.reverse", of.merging(back) { $1 }, by: court.cashier).code == "matchedStill")
    let second = try await takes("AK20250303000012")
    let suspended = of.merging(back) { $1 }.merging(["receipt": "\(second)"]) { $1 }
    try await court.does("receipts.reverse", suspended, by: court.cashier)
    #expect(try await held(court, LedgerAccount(.suspense, "\(second)")) == .zero)
    #expect(try await bank(court) == before + .yuan(700))
    let more = try await debit(court, "700", "CZ2")
    #expect(
      try await court.attempt("receipts.reverse", suspended.merging(more) { $1 }, by: court.cashier).code
        == "noReceiptToReverse")
    // What the bank took back out of the case cannot be given back to suspense: it would leave the case twice.
    let matched = try #require(try await court.account().receipts.values.first { $0.from == first })
    let ofCase = more.merging(["case": "\(court.lead)", "receipt": "\(matched.id)", "reason": "冲账"]) { $1 }
    try await court.does("receipts.reverse", ofCase, by: court.cashier)
    #expect(
      try await court.attempt(
        "receipts.undoMatch", ["receipt": "\(first)", "match": "\(matched.id)", "reason": "认错"], by: court.supervisor
      ).code == "noSuchMatch")
    #expect(try await held(court, LedgerAccount(.case, "\(court.lead)")) == court.account().balance)
  }

  @Test("What comes in is matched, noticed and its costs settled, each with its clock")
  func nodes() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    var process = try await court.file().process
    #expect(
      process.closed.contains("matchReceipt") && process.closed.contains("noticeArrival"), "a case's own account says whose it is"
    )
    let node = try #require(process.open.values.first { $0.key == "settleCosts" })
    #expect(node.owner == .officer && node.due?.day == court.court.clock.now.day + 10)
    #expect(try await court.attempt("funds.settleCosts", by: court.clerk).code == nil, "the assistant may")
    process = try await court.file().process
    #expect(!process.isOpen("settleCosts"))
    let settled = try #require(try await court.court.events().compactMap { $0.event as? CostsSettled }.last)
    #expect(settled.fee > .zero && settled.costs == .zero && !settled.reasons.citations.isEmpty)
    #expect(try await court.attempt("funds.settleCosts").code == "costsSettled")
    // Who proposes at once settles them by it.
    try await court.does("funds.bookReceipt", ["amount": "500", "bankLine": "补2", "source": "debtor"], by: .machine)
    #expect(try await court.file().process.isOpen("settleCosts"))
    try await court.does("funds.proposePayout")
    #expect(try await !court.file().process.isOpen("settleCosts"))
  }
}
