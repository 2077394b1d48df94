import Basics
import City
import Enforcement
import Testing

@testable import Stories

/// Who acts for a colleague who is away, and how cases change hands.
@Suite struct PeopleTests {
  private static func absence(
    of staff: ScenarioPerson, by other: ScenarioPerson?, _ court: Scenario, from: Int = 0, days: Int = 10
  ) throws -> [String: InputValue] {
    let today = court.clock.now.day
    return [
      "staff": "\(try #require(staff.actor.staff))", "from": "\(today + from)", "until": "\(today + from + days)",
      "substitute": other?.actor.staff.map { "\($0)" } ?? "", "reason": "年休假",
    ]
  }

  @Test("Whoever stands in for the handler acts in his cases while he is away, and at no other time")
  func substitute() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "代理办案") { court in
      try await SmartSearch.controlled(in: court)
      let (handler, other) = (try await court.handler, try await court.anotherJudge())
      #expect(try await other.refusal("disposal.draftTransferRuling") == "notHandler")
      try await handler.does("organisation.recordAbsence", try Self.absence(of: handler, by: other, court, from: 1))
      #expect(try await other.refusal("disposal.draftTransferRuling") == "notHandler", "the absence begins tomorrow")
      try await court.advance(minutes: 24 * 60)
      try await other.does("disposal.draftTransferRuling")
      #expect(try await court.file.triage.handler == handler.actor.staff, "the case stays his")
      let acting = try await court.desk.acting(other.actor, court: court.configuration.court)
      #expect(acting.inCharge == Set([handler.actor.staff, other.actor.staff].compactMap { $0 }))

      let organisation = try await court.desk.organisation(court.configuration.court)
      let running = try #require(organisation.absences.values.first)
      #expect(organisation.isCovered(running.staff, on: court.clock.now.day))
      try await handler.does("organisation.endAbsence", ["absence": "\(running.id)"])
      #expect(try await other.refusal("disposal.draftTransferRuling") == "notHandler", "he is back")
      #expect(try await handler.refusal("organisation.endAbsence", ["absence": "\(running.id)"]) == "noSuchAbsence")
    }
  }

  @Test("Nobody leaves open cases alone: a substitute is named, is fit for it, and is here himself")
  func refusals() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "无人代理") { court in
      try await SmartSearch.controlled(in: court)
      let handler = try await court.handler
      let chief = try court.person(.bureauChief)
      let clerk = try court.person(.clerk)
      let second = try await court.anotherJudge()
      let third = try await court.staff("方正", [.judge])
      func refused(_ who: ScenarioPerson, _ fields: [String: InputValue]) async throws -> String? {
        try await who.refusal("organisation.recordAbsence", fields)
      }
      #expect(try await refused(handler, try Self.absence(of: handler, by: nil, court)) == "substituteNeeded")
      #expect(try await refused(clerk, try Self.absence(of: handler, by: second, court)) == "othersAbsence")
      #expect(try await refused(handler, try Self.absence(of: handler, by: handler, court)) == "noSubstitute")
      #expect(try await refused(handler, try Self.absence(of: handler, by: clerk, court)) == "substituteWithoutRole")
      #expect(try await refused(chief, try Self.absence(of: handler, by: second, court, from: -20)) == "absencePast")
      try await chief.does("organisation.recordAbsence", try Self.absence(of: second, by: third, court, from: 5))
      #expect(try await refused(handler, try Self.absence(of: handler, by: second, court)) == "substituteAway")
      #expect(try await refused(third, try Self.absence(of: third, by: nil, court, from: 8)) == "standsIn")
      #expect(try await refused(second, try Self.absence(of: second, by: third, court, from: 10)) == "absentAlready")
      try await clerk.does("organisation.recordAbsence", try Self.absence(of: clerk, by: nil, court))
    }
  }

  @Test("Open cases change hands together, each to whoever has fewest and is here; nobody who is away gets a new case")
  func handOver() async throws {
    try await StoryTests.live(from: "2026-06-01", "批量移交") { court in
      let lead = try court.person(.teamLead)
      var cases: [ID<CaseFile>] = []
      for ref in ["smart-search", "auction-house-clerk", "race-to-seal", "taiwan-loan"] {
        var application = try court.application(ref)
        application["receivedOn"] = ""
        try await court.person(.filingClerk).does("filing.submit", application)
        try await court.person(.filingJudge).does("filing.file")
        cases.append(try court.caseID)
      }
      court.look(at: cases[0])
      let leaving = try await court.handler
      let id = try #require(leaving.actor.staff)
      let mine = try await held(by: id, cases, court)
      #expect(!mine.isEmpty)
      let away = try await court.anotherJudge()
      let third = try await court.staff("方正", [.judge])
      try await lead.does("organisation.recordAbsence", try Self.absence(of: away, by: third, court))
      #expect(
        try await lead.refusal("triage.handOver", ["from": "\(id)", "to": "\(try #require(away.actor.staff))", "reason": "调离"])
          == "receiverAway")
      #expect(try await leaving.refusal("triage.handOver", ["from": "\(id)", "reason": "调离"]) == "notYourRole")

      try await lead.does("triage.handOver", ["from": "\(id)", "reason": "调离执行局"])
      #expect(try await held(by: id, cases, court).isEmpty)
      for changed in mine {
        court.look(at: changed)
        let file = try await court.file
        #expect(file.triage.handler != away.actor.staff && file.triage.judge != id && file.triage.handler != nil)
      }
      let again = try await lead.does("triage.handOver", ["from": "\(id)", "reason": "调离执行局"])
      #expect(again.isEmpty)

      var next = try court.application("far-authority")
      next["receivedOn"] = ""
      try await court.person(.filingClerk).does("filing.submit", next)
      try await court.person(.filingJudge).does("filing.file")
      #expect(try await court.file.triage.handler != away.actor.staff)
    }
  }

  /// Cases that this member handles or signs for.
  private func held(by staff: ID<StaffMember>, _ cases: [ID<CaseFile>], _ court: Scenario) async throws -> [ID<CaseFile>] {
    var held: [ID<CaseFile>] = []
    for id in cases {
      court.look(at: id)
      let triage = try await court.file.triage
      if triage.handler == staff || triage.judge == staff { held.append(id) }
    }
    return held
  }
}
