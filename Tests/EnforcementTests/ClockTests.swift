import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("What moves the limit of a case")
struct ClockTests {
  private func exclude(
    _ court: PerformanceCourt, _ kind: String, _ first: Day, _ last: Day?, _ number: String
  ) async throws -> RuleCourt.Verdict {
    var fields: [String: InputValue] = [
      "kind": .text(kind), "first": .text("\(first)"), "number": .text(number), "reason": "见文书",
    ]
    if let last { fields["last"] = .text("\(last)") }
    return try await court.attempt("clocks.proposeExclusion", fields)
  }
  private func decide(_ court: PerformanceCourt, _ decision: String, by actor: Actor? = nil) async throws -> String? {
    let proposal = try #require(try await court.file().term.proposals.first)
    let fields: [String: InputValue] = ["period": "\(proposal.id)", "decision": .text(decision), "reason": "意见"]
    return try await court.attempt("clocks.decideExclusion", fields, by: actor ?? court.chief).code
  }
  private func limit(_ court: PerformanceCourt) async throws -> ProcessLine.OpenNode {
    try #require(try await court.file().process.open.values.first { $0.key == "caseLimit" })
  }

  @Test("Valuation and auction that do not overlap both count; the auction does not stop the clock of article 237 (R2.3)")
  func bothClocks() async throws {
    let court = try await PerformanceCourt(at: "2024-01-15")
    let filed = try #require(try await court.file().filing.filedOn)
    #expect(filed == Day("2024-01-15"))
    #expect(try await limit(court).due?.day == Day("2024-07-15"))
    try await court.passes(days: 90)
    for (kind, first, last) in [("valuation", "2024-02-01", "2024-03-12"), ("auction", "2024-03-12", "2024-04-10")] {
      let begin = try #require(Day(first))
      #expect(try await exclude(court, kind, begin, Day(last), kind).code == nil)
      #expect(try await court.file().process.isOpen("registerDeduction"))
      #expect(try await decide(court, "approve") == nil)
    }
    #expect(try await !court.file().process.isOpen("registerDeduction"))
    let file = try await court.file()
    let law = court.court.configuration.books.law
    let dates = try file.term.limit(filed: filed, today: court.court.clock.now.day, law: law).value
    #expect(dates.caseLimitDeducted == 40 + 29 && dates.art237Deducted == 40)
    #expect(try await limit(court).due?.day == dates.caseLimit)
  }

  @Test("Overlapping times are taken off once: valuation 1 March to 10 April and suspension 20 March to 1 May are 61 days")
  func union() throws {
    var file: any StreamState = CaseFile()
    func fold(_ event: any Event) {
      let meta = EventMeta(
        stream: StreamID(.caseFile, "1"), version: 1, court: CourtCode("浙1099"), at: Instant(milliseconds: 0),
        actor: .machine, causation: "c")
      event.fold(into: &file, meta)
    }
    let days = ["2024-03-01", "2024-04-10", "2024-03-20", "2024-05-01", "2024-01-15"].compactMap { Day($0) }
    fold(PeriodExcluded(kind: .valuation, first: days[0], last: days[1], number: "a", approval: nil))
    fold(PeriodExcluded(kind: .suspension, first: days[2], last: days[3], number: "b", approval: nil))
    let term = try #require(file as? CaseFile).term
    let books = try RuleCourt(at: Instant(days[4], hour: 9)).configuration.books.law
    #expect(try term.limit(filed: days[4], today: days[3], law: books).value.caseLimitDeducted == 61)
  }

  @Test("A proposal is decided by a chief who did not make it; one refused changes nothing; one paper excludes once")
  func decision() async throws {
    let court = try await PerformanceCourt()
    let today = court.court.clock.now.day
    let before = try await limit(court).due
    #expect(try await exclude(court, "valuation", today + -5, today, "评1").code == "beforeFiling")
    #expect(try await exclude(court, "valuation", today, today + -1, "评1").code == "rangeReversed")
    #expect(try await exclude(court, "valuation", today + 1, nil, "评1").code == "exclusionInFuture")
    #expect(try await exclude(court, "suspension", today, nil, "评1").code == "ownRuling")
    #expect(try await exclude(court, "illness", today, nil, "评1").code == "notAChoice")
    #expect(try await exclude(court, "valuation", today, nil, "").code == "required")
    #expect(try await exclude(court, "valuation", today, nil, "评1").code == nil)
    #expect(try await exclude(court, "valuation", today, nil, "评1").code == "alreadyExcluded")
    #expect(try await decide(court, "approve", by: court.handler()) == "notYourRole")
    #expect(try await decide(court, "refuse") == nil)
    #expect(try await limit(court).due == before)
    #expect(try await limit(court).pausedAt == nil)
  }

  @Test("While a time goes on the limit stands still; it is looked at every thirty days and ends with its paper")
  func open() async throws {
    let court = try await PerformanceCourt()
    let today = court.court.clock.now.day
    let before = try #require(try await limit(court).due).day
    _ = try await exclude(court, "valuation", today, nil, "委评1号")
    _ = try await decide(court, "approve")
    #expect(try await limit(court).pausedAt != nil)
    #expect(try await court.file().process.nearest?.key != "caseLimit")
    try await court.passes(days: 31)
    let node = try #require(try await court.file().process.open.values.first { $0.key == "reviewDeduction" })
    #expect(node.isWarned, "somebody has to look")
    let period = try #require(try await court.file().term.open.first).id
    try await court.does("clocks.reviewExclusion", ["period": "\(period)", "reason": "评估机构现场勘验中"])
    let again = try #require(try await court.file().process.open.values.first { $0.key == "reviewDeduction" })
    #expect(again.id != node.id)
    let end: [String: InputValue] = ["period": "\(period)", "last": .text("\(today + 31)"), "number": "评报1号"]
    try await court.does("clocks.endExclusion", end)
    #expect(try await court.attempt("clocks.endExclusion", end).code == "noOpenPeriod")
    let calendar = court.court.configuration.books.law.calendar
    #expect(try await limit(court).due?.day == calendar.rolled(before + 31))
    #expect(try await limit(court).pausedAt == nil)
    #expect(try await !court.file().process.isOpen("reviewDeduction"))
  }

  @Test(
    "An extension is asked for five days before the limit, approved by the president, and beyond the court's own needs the high court"
  )
  func extend() async throws {
    let court = try await PerformanceCourt(at: "2026-01-05")
    let most = court.court.configuration.books.law.settings.maxExtensions
    for number in 1...(most + 1) {
      let before = try #require(try await limit(court).due).day
      try await court.does("clocks.askExtension", ["reason": "标的物处置尚需时间"])
      #expect(try await court.attempt("clocks.askExtension", ["reason": "再次"]).code == "extensionAsked")
      #expect(try await court.file().process.isOpen("extendLimit"))
      let approve: [String: InputValue] = ["decision": "approve", "number": "延1号", "reason": "同意"]
      #expect(try await court.attempt("clocks.decideExtension", approve, by: court.chief).code == "notYourRole")
      if number > most {
        #expect(try await court.attempt("clocks.decideExtension", approve, by: court.president).code == "extensionsExceeded")
        try await court.does(
          "clocks.decideExtension", approve.merging(["filedWithHighCourt": "true"]) { $1 }, by: court.president)
      } else {
        try await court.does("clocks.decideExtension", approve, by: court.president)
      }
      #expect(try #require(try await limit(court).due).day > before)
    }
    let due = try #require(try await limit(court).due).day
    try await court.passes(days: due - court.court.clock.now.day - 4)
    #expect(try await court.attempt("clocks.askExtension", ["reason": "迟"]).code == "extensionLate")
  }

  @Test(
    "A suspension takes effect when it has reached all it names; what may not go on stands still and goes on with the days it had"
  )
  func suspension() async throws {
    let court = try await PerformanceCourt()
    let search = try await court.file().process.open.values.first { $0.key == "finishInvestigation" }
    let due = try #require(search?.due).day
    let draft: [String: InputValue] = ["kind": "suspension", "ground": "heirsAwaited", "text": "被执行人死亡"]
    #expect(try await court.attempt("clocks.draftPause", ["kind": "suspension", "text": "无事由"]).code == "required")
    try await court.does("clocks.draftPause", draft)
    #expect(try await court.attempt("clocks.draftPause", draft).code == "pauseDrafted")
    try await court.signs(.suspensionRuling)
    let file = try await court.file()
    #expect(file.term.pause?.ground == .heirsAwaited, "all parties agreed to electronic service")
    #expect(file.process.open.values.first { $0.key == "finishInvestigation" }?.pausedAt != nil)
    #expect(file.process.open.values.first { $0.key == "caseLimit" }?.pausedAt != nil)
    #expect(file.process.isOpen("suspension"))
    #expect(try await court.attempt("closing.submit").code == "enforcementPaused")
    try await court.passes(days: 20)
    let warned = try await court.file().process.open.values.first { $0.key == "finishInvestigation" }?.warnings
    #expect(warned == 0, "nobody is warned of a clock that stands still")
    try await court.does("clocks.draftContinuation", ["text": "继承人已确定"])
    try await court.signs(.continuationNotice)
    let after = try await court.file()
    #expect(after.term.pause == nil && after.term.open.isEmpty)
    let calendar = court.court.configuration.books.law.calendar
    #expect(after.process.open.values.first { $0.key == "finishInvestigation" }?.due?.day == calendar.rolled(due + 20))
    #expect(after.term.excluded.map(\.kind) == [.suspension])
  }

  @Test(
    "A stay on security needs the applicant's consent and at most a year, one on a notice three months; it runs out by itself")
  func stay() async throws {
    let court = try await PerformanceCourt()
    func draft(_ kind: String, _ months: Int, consented: Bool = false) async throws -> String? {
      var fields: [String: InputValue] = [
        "kind": .text(kind), "months": .text("\(months)"), "number": "通1号", "text": "事由",
      ]
      if consented { fields["consented"] = "true" }
      return try await court.attempt("clocks.draftPause", fields).code
    }
    #expect(try await draft("securedStay", 6) == "consentMissing")
    #expect(try await draft("securedStay", 13, consented: true) == "notInRange")
    #expect(try await draft("superiorStay", 4) == "stayTooLong")
    #expect(try await draft("superiorStay", 2) == nil)
    try await court.signs(.stayDecision)
    let until = try #require(try await court.file().term.pause?.until)
    #expect(until == court.court.clock.now.day.adding(months: 2))
    try await court.court.advance(to: Instant(until, hour: 20))
    #expect(try await court.file().term.pause != nil, "its last day still counts")
    try await court.passes(days: 2)
    #expect(try await court.file().term.pause == nil)
    #expect(try await !court.file().process.isOpen("stay"))
  }

  @Test("The doubled part of the delay interest does not run while a founded objection suspends enforcement (法释〔2014〕8号 3)")
  func doubledInterest() async throws {
    for (ground, less) in [("thirdPartyObjectionFounded", true), ("applicantAgrees", false)] {
      let court = try await PerformanceCourt()
      try await court.does("clocks.draftPause", ["kind": "suspension", "ground": .text(ground), "text": "事由"])
      let law = court.court.configuration.books.law
      let day = court.court.clock.now.day + 30
      let before = try CaseDebt.owed(try await court.file(), try await court.account(), on: day, law: law).value[.doubled]
      try await court.signs(.suspensionRuling)
      let after = try CaseDebt.owed(try await court.file(), try await court.account(), on: day, law: law).value[.doubled]
      #expect((after < before) == less, "\(ground)")
    }
  }
}
