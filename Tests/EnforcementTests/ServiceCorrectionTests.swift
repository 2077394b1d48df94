import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("What was recorded wrongly of service is put right")
struct ServiceCorrectionTests {
  private func corrects(
    _ matter: ServedCase, _ kind: PaperKind, _ mistake: String, on day: Day? = nil, by actor: Actor? = nil
  ) async throws -> String? {
    var fields: [String: InputValue] = [
      "paper": "\(try await matter.paper(kind).id)", "to": "\(try await matter.debtor)", "mistake": .text(mistake),
      "reason": "录入时点错", "evidence": "送达回证",
    ]
    if let day { fields["on"] = .text("\(day)") }
    let handler = try #require(try await matter.file.triage.handler)
    return try await matter.does(
      "correction.service", fields, by: actor ?? Actor(.staff(handler), roles: [.officer, .judge]))
  }
  private func serves(_ matter: ServedCase, _ kind: PaperKind, on day: Day) async throws {
    let fields: [String: InputValue] = [
      "paper": "\(try await matter.paper(kind).id)", "to": "\(try await matter.debtor)", "way": "direct", "on": "\(day)",
    ]
    #expect(try await matter.does("papers.recordService", fields, by: matter.clerk) == nil)
  }

  @Test(
    "A service that did not happen is taken back: the clock that ran from it stops, the node of serving opens, and it is done again"
  )
  func notServed() async throws {
    let matter = try await ServedCase()
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == "nothingWrong")
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] { try await serves(matter, kind, on: matter.today) }
    #expect(try await matter.file.process.isOpen("awaitPropertyReport"))
    #expect(try await corrects(matter, .enforcementNotice, "notServed", by: matter.clerk) == "notYourRole")
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == nil)
    let debtor = try await matter.debtor
    let file = try await matter.file
    #expect(!file.papers.isServed(.enforcementNotice, on: debtor))
    #expect(file.unserved(on: debtor).map(\.kind) == [.enforcementNotice])
    #expect(try await matter.delivery(.enforcementNotice).status == .due)
    #expect(
      file.process.isOpen("serveDebtor") && !file.process.isOpen("awaitPropertyReport")
        && !file.process.isOpen("performancePeriod"))
    #expect(file.undoing.open.map(\.kind) == [.serveAgain])
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == "serviceNotRecorded")
    try await matter.court.advance(to: Instant(matter.today + 3, hour: 9))
    try await serves(matter, .enforcementNotice, on: matter.today)
    let again = try await matter.file
    #expect(again.undoing.open.isEmpty && !again.process.isOpen("serveDebtor"))
    let due = try #require(again.process.open.values.first { $0.key == "awaitPropertyReport" }?.due)
    #expect(due.day >= matter.today + 10)
  }

  @Test("A wrong day of service is put right, and the clock that runs from it is counted anew with its reasons")
  func otherDay() async throws {
    let matter = try await ServedCase()
    let sealed = matter.today
    try await matter.court.advance(to: Instant(sealed + 5, hour: 9))
    try await serves(matter, .enforcementNotice, on: sealed)
    func due() async throws -> Day? {
      try await matter.file.process.open.values.first { $0.key == "awaitPropertyReport" }?.due?.day
    }
    let before = try #require(try await due())
    #expect(try await corrects(matter, .enforcementNotice, "otherDay") == "required")
    #expect(try await corrects(matter, .enforcementNotice, "otherDay", on: sealed) == "nothingWrong")
    #expect(try await corrects(matter, .enforcementNotice, "otherDay", on: sealed + -1) == "servedBeforeSealed")
    #expect(try await corrects(matter, .enforcementNotice, "otherDay", on: matter.today + 1) == "servedInFuture")
    #expect(try await corrects(matter, .enforcementNotice, "otherDay", on: sealed + 4) == nil)
    #expect(try await matter.paper(.enforcementNotice).served.map(\.on) == [sealed + 4])
    #expect(try await matter.delivery(.enforcementNotice).servedOn == sealed + 4)
    let after = try #require(try await due())
    #expect(after > before && after >= sealed + 14)
    let told = try await matter.court.events().compactMap { $0.event as? NodeRescheduled }.last
    #expect(told?.key == "awaitPropertyReport" && told?.reasons.steps.isEmpty == false)
    #expect(try await matter.file.undoing.open.isEmpty)
  }

  @Test("A return written down for a letter that is still on its way is taken back, and its result can be recorded")
  func notReturned() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    let letter: [String: InputValue] = ["to": "\(debtor)", "way": "mail", "on": "\(matter.today)", "tracking": "EMS123456789"]
    #expect(try await matter.does("service.send", letter, by: matter.clerk) == nil)
    let back: [String: InputValue] = ["to": "\(debtor)", "why": "moved", "on": "\(matter.today)"]
    #expect(try await matter.does("service.return", back, by: matter.clerk) == nil)
    #expect(try await corrects(matter, .enforcementNotice, "notReturned") == nil)
    let delivery = try await matter.delivery(.enforcementNotice)
    #expect(delivery.status == .sent && !delivery.hasFailed && delivery.openTry?.tracking == "EMS123456789")
    #expect(try await matter.delivery(.propertyReportOrder).status == .returned, "each paper by itself")
    #expect(try await corrects(matter, .enforcementNotice, "notReturned") == "noReturn")
    // A visit that was never made leaves no trace in the register.
    let visited = try await ServedCase()
    let absent: [String: InputValue] = ["to": "\(try await visited.debtor)", "why": "absent", "on": "\(visited.today)"]
    #expect(try await visited.does("service.return", absent, by: visited.clerk) == nil)
    #expect(try await corrects(visited, .enforcementNotice, "notReturned") == nil)
    let unvisited = try await visited.delivery(.enforcementNotice)
    #expect(unvisited.status == .due && unvisited.tries.isEmpty)
  }

  @Test("A restriction ordered on a service that did not happen is listed to be lifted")
  func restriction() async throws {
    let matter = try await ServedCase()
    let president = try await matter.court.staff("院长", [.president])
    try await serves(matter, .enforcementNotice, on: matter.today)
    try await matter.court.advance(to: Instant(matter.today + 20, hour: 9))
    let debtor = try await matter.debtor
    let drafted = try await matter.does("sanctions.draftRestriction", ["debtors": .list(["\(debtor)"])], by: matter.officer)
    guard drafted == nil, let paper = try await matter.file.papers.unsigned.first(where: { $0.kind == .consumptionRestriction })
    else {
      Issue.record("no restriction: \(drafted ?? "")")
      return
    }
    #expect(try await matter.does("papers.sign", ["paper": "\(paper.id)"], by: president) == nil)
    #expect(try await matter.file.sanctions.liveRestrictions == [debtor])
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == nil)
    #expect(Set(try await matter.file.undoing.open.map(\.kind)) == [.serveAgain, .liftRestriction])
  }

  @Test("Publishing a notice puts its time before a chief; approved it stays open, and the day that counts as service ends it")
  func noticeTime() async throws {
    let matter = try await ServedCase()
    let chief = try await matter.court.staff("局长", [.bureauChief])
    try await publishes(matter)
    let published = matter.today
    let proposal = try #require(try await matter.file.term.proposals.first)
    #expect(proposal.kind == .publicNotice && proposal.first == published && proposal.last == nil)
    #expect(try await matter.file.term.proposals.count == 1, "one time for all papers of the notice")
    #expect(try await matter.file.process.isOpen("registerDeduction"))
    let words: [String: InputValue] = ["period": "\(proposal.id)", "decision": "approve", "reason": "情况属实"]
    let clerk = Actor(matter.clerk.ref, roles: [.clerk, .bureauChief])
    #expect(try await matter.does("clocks.decideExclusion", words, by: clerk) == "secondPerson", "not whoever published it")
    #expect(try await matter.does("clocks.decideExclusion", words, by: chief) == nil)
    let term = try await matter.file.term
    #expect(term.open.count == 1 && term.isStopped)
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == "nothingWrong")
    try await matter.court.advance(to: Instant(published + 30, hour: 1))
    let file = try await matter.file
    #expect(file.term.open.isEmpty && file.term.excluded.map(\.last) == [published + 30])
    #expect(try await corrects(matter, .enforcementNotice, "notServed") == "noticeStands")
  }

  @Test("A proposal that was left lying until the notice was over is approved with its own last day")
  func decidedLate() async throws {
    let matter = try await ServedCase()
    let chief = try await matter.court.staff("局长", [.bureauChief])
    try await publishes(matter)
    let published = matter.today
    try await matter.court.advance(to: Instant(published + 40, hour: 9))
    let proposal = try #require(try await matter.file.term.proposals.first)
    let words: [String: InputValue] = ["period": "\(proposal.id)", "decision": "approve", "reason": "情况属实"]
    #expect(try await matter.does("clocks.decideExclusion", words, by: chief) == nil)
    #expect(try await matter.file.term.excluded.map(\.last) == [published + 30])
  }

  @Test("Where the debtor comes for the papers while the notice runs its time ends on that day")
  func cameMeanwhile() async throws {
    let matter = try await ServedCase()
    let chief = try await matter.court.staff("局长", [.bureauChief])
    try await publishes(matter)
    let proposal = try #require(try await matter.file.term.proposals.first)
    let words: [String: InputValue] = ["period": "\(proposal.id)", "decision": "approve", "reason": "情况属实"]
    #expect(try await matter.does("clocks.decideExclusion", words, by: chief) == nil)
    try await matter.court.advance(to: Instant(matter.today + 6, hour: 9))
    try await serves(matter, .enforcementNotice, on: matter.today)
    #expect(try await matter.file.term.isStopped, "the other paper is still to be served")
    try await serves(matter, .propertyReportOrder, on: matter.today)
    #expect(try await matter.file.term.excluded.map(\.last) == [matter.today])
  }

  private func publishes(_ matter: ServedCase) async throws {
    let draft: [String: InputValue] = [
      "to": "\(try await matter.debtor)", "ground": "whereaboutsUnknown", "course": "村委会证明外出多年。",
    ]
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == nil)
    let notice = try await matter.paper(.publicNotice)
    #expect(try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.officer) == nil)
    let publish: [String: InputValue] = ["notice": "\(notice.id)", "medium": "courtBoard", "on": "\(matter.today)"]
    #expect(try await matter.does("service.publish", publish, by: matter.clerk) == nil)
  }
}
