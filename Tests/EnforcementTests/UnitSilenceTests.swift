import Basics
import Casework
import Enforcement
import TestSupport
import Testing

/// Rules that a court working by itself among failing units has shown to be needed.
struct UnitSilenceTests {
  @Test func aUnitWhoseAnswerDidNotComeInTimeIsAskedOnceMoreUnderTheSameId() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    func asked() async -> Int { await matter.court.units.sent.count { $0.id == freeze.id } }
    #expect(await asked() == 1)
    try await matter.court.advance(to: freeze.requested.deadline.adding(hours: 1))
    #expect(await asked() == 2)
    // Not again and again: after that a person decides.
    try await matter.court.advance(to: freeze.requested.deadline.adding(hours: 24 * 20))
    #expect(await asked() == 2)
  }

  @Test func anAnswerInTimeIsNotAskedForAgain() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    try await matter.court.advance(to: freeze.requested.deadline.adding(hours: 24))
    #expect(await matter.court.units.sent.count { $0.id == freeze.id } == 1)
  }

  @Test func transferredMoneyThatTheCourtsBankReportsBeforeTheUnitAnswersIsNoExcess() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    let notice = try #require(try await matter.file.papers.unsigned.first { $0.kind == .enforcementNotice })
    _ = try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.judge)
    #expect(try await matter.does("disposal.draftTransferRuling", by: matter.assistant).code == nil)
    try await matter.signs(.transferRuling)
    let transfer = try await matter.request(.transfer)
    let sum = try #require(transfer.requested.amount)
    let credit: [String: InputValue] = ["amount": "\(sum - .yuan(10))", "bankLine": "b1", "source": "transfer"]
    #expect(try await matter.does("funds.bookReceipt", credit, by: .machine).code == nil)
    #expect(try await matter.file.seizure.excess == .zero)
    #expect(try await !matter.file.papers.unsigned.contains { $0.kind == .releaseRuling })
  }

  @Test func aDebtorAlreadyRestrictedIsNotReviewedForRestrictionAgain() async throws {
    let matter = try await ControlledCase()
    let president = try await matter.court.staff("院长", [.president])
    let debtor = try #require(try await matter.file.debtors.first?.person)
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      let paper = try #require(try await matter.file.papers.unsigned.first { $0.kind == kind })
      #expect(try await matter.does("papers.sign", ["paper": "\(paper.id)"], by: matter.judge).code == nil)
      let served: [String: InputValue] = [
        "paper": "\(paper.id)", "to": "\(debtor)", "way": "direct", "on": "\(matter.court.clock.now.day)",
      ]
      if try await matter.file.papers.all[paper.id]?.served.isEmpty ?? true {
        #expect(try await matter.does("papers.recordService", served, by: matter.judge).code == nil)
      }
    }
    #expect(try await matter.does("sanctions.draftRestriction", by: matter.assistant).code == nil)
    let order = try #require(try await matter.file.papers.unsigned.first { $0.kind == .consumptionRestriction })
    #expect(try await matter.does("papers.sign", ["paper": "\(order.id)"], by: president).code == nil)
    try await matter.court.advance(to: Instant(matter.court.clock.now.day + 30, hour: 9))
    #expect(try await matter.does("search.defaultReport", ["debtor": "\(debtor)"], by: matter.judge).code == nil)
    #expect(try await !matter.file.process.isOpen("restrictConsumption"))
  }
}
