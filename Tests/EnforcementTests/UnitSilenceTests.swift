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
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] { try await matter.serves(kind, on: debtor, "direct") }
    #expect(try await matter.does("sanctions.draftRestriction", by: matter.assistant).code == nil)
    let order = try #require(try await matter.file.papers.unsigned.first { $0.kind == .consumptionRestriction })
    #expect(try await matter.does("papers.sign", ["paper": "\(order.id)"], by: president).code == nil)
    try await matter.court.advance(to: Instant(matter.court.clock.now.day + 30, hour: 9))
    #expect(try await matter.does("search.defaultReport", ["debtor": "\(debtor)"], by: matter.judge).code == nil)
    #expect(try await !matter.file.process.isOpen("restrictConsumption"))
  }

  @Test func whoIsServedByPublicNoticeHasTheTimeForTheReportFromTheDayThatCountsAsService() async throws {
    let matter = try await ControlledCase()
    let court = matter.court
    let id = try await court.fileCase("2", claims: [(.principal, .yuan(1_000), "")], confirmed: false)
    let opened = try await court.look(at: id).caseFile(id)
    let debtor = try #require(opened.debtors.first?.person)
    let notice = try #require(opened.papers.unsigned.first { $0.kind == .enforcementNotice })
    let paper: [String: InputValue] = ["case": "\(id)", "paper": "\(notice.id)"]
    #expect(try await court.attempt("papers.sign", paper, by: matter.judge).code == nil)
    try await court.settle()
    let today = court.clock.now.day
    let drafted: [String: InputValue] = [
      "case": "\(id)", "to": "\(debtor)", "ground": "whereaboutsUnknown", "course": "住所无人居住，电话停机。",
    ]
    #expect(try await court.attempt("service.draftNotice", drafted, by: matter.judge).code == nil)
    let text = try #require(try await court.look(at: id).caseFile(id).papers.unsigned.first { $0.kind == .publicNotice })
    #expect(try await court.attempt("papers.sign", ["case": "\(id)", "paper": "\(text.id)"], by: matter.judge).code == nil)
    try await court.settle()
    let published: [String: InputValue] = [
      "case": "\(id)", "notice": "\(text.id)", "medium": "courtNetwork", "on": "\(today)",
    ]
    #expect(try await court.attempt("service.publish", published, by: matter.judge).code == nil)
    try await court.settle()
    let waiting = try await court.look(at: id).caseFile(id)
    #expect(waiting.papers.latest(.enforcementNotice)?.served == [])
    #expect(!waiting.process.isOpen("awaitPropertyReport") && waiting.process.isOpen("publicNoticeService"))
    try await court.advance(to: Instant(today + 30, hour: 8))
    let file = try await court.look(at: id).caseFile(id)
    let served = try #require(file.papers.latest(.enforcementNotice)?.served.map(\.on).max())
    #expect(served == today + 30)
    let due = try #require(file.process.open.values.first { $0.key == "awaitPropertyReport" }?.due)
    #expect(due.day >= served + 10)
  }

  @Test func aPolicyThatWasSurrenderedIsNoPropertyThatCouldBeDisposedOf() async throws {
    let matter = try await ControlledCase()
    let policy: [String: InputValue] = ["kind": "policy", "identity": "p", "value": "20000.00"]
    try await matter.answers(try await matter.request(.query, to: "insurer"), .done, ["found": .list([.object(policy)])])
    for unit in ["bankA", "bankB", "bankC", "realEstate", "vehicle"] {
      try await matter.answers(try await matter.request(.query, to: unit), .done, ["found": .list([])])
    }
    #expect(try await matter.file.disposable.count == 1)
    try await matter.freezes(["policy"])
    let freeze = try await matter.request(.freezePolicy)
    try await matter.answers(freeze, .done, ["amount": "20000.00", "rank": "1", "from": "\(matter.court.clock.now.day)"])
    let debtor = try #require(try await matter.file.debtors.first?.person)
    try await matter.serves(.enforcementNotice, on: debtor, "direct")
    #expect(try await matter.does("disposal.draftTransferRuling", by: matter.assistant).code == nil)
    try await matter.signs(.transferRuling)
    try await matter.answers(try await matter.request(.surrender), .done, ["amount": "20000.00", "bankLine": "t1"])
    #expect(try await matter.file.disposable.isEmpty)
  }
}

extension ControlledCase {
  /// Signs a paper and serves it on a debtor.
  fileprivate func serves(_ kind: PaperKind, on debtor: ID<Person>, _ way: InputValue) async throws {
    let paper = try #require(try await file.papers.unsigned.first { $0.kind == kind })
    #expect(try await does("papers.sign", ["paper": "\(paper.id)"], by: judge).code == nil)
    if try await file.papers.all[paper.id]?.served.contains(where: { $0.to == "\(debtor)" }) ?? false { return }
    let served: [String: InputValue] = ["paper": "\(paper.id)", "to": "\(debtor)", "way": way, "on": "\(court.clock.now.day)"]
    #expect(try await does("papers.recordService", served, by: judge).code == nil)
  }
}
