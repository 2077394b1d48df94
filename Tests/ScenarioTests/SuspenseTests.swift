import Basics
import Casework
import City
import Enforcement
import Storage
import Testing

@testable import Stories

/// Money that names no case, in a court whose bank is the city's.
@Suite struct SuspenseTests {
  @Test("What the debtor paid without naming his case is found for it and pays the creditor; what a stranger sent goes back")
  func suspense() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "不明款") { court in
      try await SmartSearch.controlled(in: court)
      let number = try await court.file.number
      try await court.city.payCourt(
        PayCourtOrder(payerName: "王知战", caseSubAccount: SubAccount.general, amount: .yuan(20_000), text: "\(number) 还款"))
      try await court.city.payCourt(
        PayCourtOrder(payerName: "误汇公司", caseSubAccount: SubAccount.general, amount: .yuan(500), text: "货款"))
      try await court.settle()
      try await court.advance(minutes: 5)
      let reads = SQLCaseReads(court.store)
      let code = court.configuration.court
      let rows = try await reads.receipts(ReceiptQuery(), court: code)
      #expect(rows.map(\.open).sorted() == [.yuan(500), .yuan(20_000)])
      let own = try #require(rows.first { $0.amount == .yuan(20_000) })
      let stray = try #require(rows.first { $0.amount == .yuan(500) })

      let found = try await reads.candidates(
        MatchSearch(clues: RemittanceClues("\(number) 还款"), payerName: "王知战", payerAccount: "", amount: own.amount), court: code)
      let best = try #require(found.first)
      #expect(best.caseID == (try court.caseID) && best.clues.isSuperset(of: [.caseNumber, .payerIsDebtor]))

      let cashier = try court.person(.cashier)
      let parts: InputValue = .list([.object(["case": .text(number)])])
      try await cashier.does("receipts.match", ["receipt": "\(own.id)", "parts": parts])
      #expect(try await court.account.received == .yuan(20_000))
      #expect(try await court.file.process.open.values.count { $0.key == "payWithin30" } == 1)

      let back: [String: InputValue] = [
        "receipt": "\(stray.id)", "reason": "误汇", "payerName": "误汇公司", "payerAccount": "6228000011112222", "payerBank": "外地示例银行",
        "evidence": "汇款行书面答复第 12 号",
      ]
      try await cashier.does("receipts.proposeRefund", back)
      for role in [Role.moneySupervisor, .bureauChief] {
        try await court.person(role).does("receipts.approveRefund", ["receipt": "\(stray.id)"])
      }
      try await court.advance(minutes: 10)
      #expect(try await reads.receipts(ReceiptQuery(), court: code).first { $0.id == stray.id }?.status == "settled")
      #expect(await court.city.balance(of: SubAccount.general) == .yuan(20_000))

      // Undone and matched again, the money pays the creditor out of the court's one account.
      let match = try #require(try await court.account.receiptOrder.first)
      try await court.person(.moneySupervisor).does(
        "receipts.undoMatch", ["receipt": "\(own.id)", "match": "\(match)", "reason": "再核实"])
      #expect(try await !court.file.process.open.values.contains { $0.key == "payWithin30" })
      try await cashier.does("receipts.match", ["receipt": "\(own.id)", "parts": parts])
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)
      #expect(await court.city.balance(of: SubAccount.general) == .zero)
      #expect(try await court.store.ledgerCheck(keys: nil).faults.isEmpty)
    }
  }

  @Test("Money that nobody matched in time is warned of, once")
  func clock() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "不明款逾期") { court in
      try await SmartSearch.controlled(in: court)
      try await court.city.payCourt(
        PayCourtOrder(payerName: "误汇公司", caseSubAccount: SubAccount.general, amount: .yuan(500), text: "货款"))
      try await court.settle()
      try await court.advance(minutes: 6 * 24 * 60)
      let missed = try await court.events().filter { $0.event is ClaimMissed }
      #expect(missed.count == 1)
      let counts = try await SQLCaseReads(court.store).receiptCounts(court: court.configuration.court, today: court.clock.now.day)
      #expect(counts.overdue == 1 && counts.openSum == .yuan(500))
    }
  }
}
