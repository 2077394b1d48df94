import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("A ruling ends the enforcement: the application is withdrawn, or a settlement takes long (R8.1, R8.5)")
struct FinalEndingTests {
  private func withdraws(
    _ court: PerformanceCourt, _ more: [String: InputValue] = [:], by actor: Actor? = nil
  ) async throws -> String? {
    let fields: [String: InputValue] = [
      "appliedOn": .text("\(court.court.clock.now.day)"), "signed": "true", "text": "双方已另行协商，申请执行人自愿撤回。",
    ]
    return try await court.attempt("closing.withdrawApplication", fields.merging(more) { $1 }, by: actor).code
  }
  private func restricts(_ court: PerformanceCourt) async throws {
    let notice = try #require(try await court.file().papers.unsigned.first { $0.kind == .enforcementNotice })
    try await court.does("papers.sign", ["paper": "\(notice.id)"], by: court.officer)
    try await court.passes(days: 8)
    try await court.does("sanctions.draftRestriction")
    try await court.signs(.consumptionRestriction, by: court.president)
  }

  @Test(
    "The whole application is withdrawn: the judge's ruling closes the case, the restriction is to be lifted, the ruling is served"
  )
  func withdrawn() async throws {
    let court = try await PerformanceCourt()
    try await restricts(court)
    let today = court.court.clock.now.day
    #expect(try await withdraws(court, by: court.cashier) == "notYourRole")
    #expect(try await withdraws(court, ["signed": "false"]) == "withdrawalUnsigned")
    #expect(try await withdraws(court, ["byAgent": "true"]) == "noSpecialAuthority")
    #expect(try await withdraws(court, ["appliedOn": .text("\(today + 1)")]) == "withdrawnInFuture")
    #expect(try await withdraws(court, ["appliedOn": "2026-02-01"]) == "withdrawnBeforeApplied")
    #expect(try await withdraws(court) == nil)
    #expect(try await withdraws(court) == "finalProposed")
    #expect(try await court.file().process.isOpen("ruleFinalEnding"))
    let handler = try await court.handler()
    let draft = try #require(try await court.file().papers.unsigned.first { $0.kind == .finalTerminationRuling })
    if handler.has(.judge) {
      #expect(try await court.attempt("papers.sign", ["paper": "\(draft.id)"], by: handler).code != nil, "another hand signs")
    }
    try await court.signs(.finalTerminationRuling)
    let file = try await court.file()
    #expect(file.closing.closed?.way == .finallyTerminated && file.closing.final?.ruledOn == today)
    #expect(file.closing.closed?.standing?.map(\.reason) == [.toBeLifted])
    #expect(file.process.isOpen("liftConsumption") && !file.process.isOpen("ruleFinalEnding"))
    let lift = try #require(file.papers.unsigned.first { $0.kind == .consumptionLift })
    #expect(file.sanctions.drafts[lift.id]?.ground == .enforcementEnded)
    try await court.signs(.consumptionLift, by: court.president)
    #expect(try await court.file().sanctions.liveRestrictions.isEmpty)
    #expect(Standing.unexplained(try await court.file(), try await court.account()).isEmpty)
    #expect(try await withdraws(court) != nil, "a closed case has nothing to withdraw")
  }

  @Test("A draft that is withdrawn leaves the case as it was, and the application can be withdrawn again")
  func taken() async throws {
    let court = try await PerformanceCourt()
    #expect(try await withdraws(court) == nil)
    let draft = try #require(try await court.file().papers.unsigned.first { $0.kind == .finalTerminationRuling })
    try await court.does("papers.withdraw", ["paper": "\(draft.id)", "reason": "申请执行人改变主意"])
    #expect(try await court.file().closing.final == nil)
    #expect(try await !court.file().process.isOpen("ruleFinalEnding"))
    #expect(try await withdraws(court) == nil)
  }

  @Test("Money that came in is paid out before the enforcement ends")
  func money() async throws {
    let court = try await PerformanceCourt()
    try await court.receives(.yuan(20_000), line: "a1")
    #expect(try await withdraws(court) == nil)
    let draft = try #require(try await court.file().papers.unsigned.first { $0.kind == .finalTerminationRuling })
    #expect(try await court.attempt("papers.sign", ["paper": "\(draft.id)"], by: court.otherJudge()).code == "finalMoneyHeld")
  }

  private func settles(_ court: PerformanceCourt, days: [Int]) async throws {
    let today = court.court.clock.now.day
    try await court.does(
      "settlement.record",
      [
        "form": "written", "allSides": "true", "on": .text("\(today)"), "fee": "debtor", "terms": "分期",
        "instalments": .list(days.map { .object(["due": .text("\(today + $0)"), "amount": "40000"]) }),
      ])
  }

  @Test(
    "A settlement within months is not long; one of long performance closes the case, its restriction stays, its clock goes on")
  func long() async throws {
    let short = try await PerformanceCourt()
    #expect(try await short.attempt("closing.closeLongSettlement", ["text": "x"]).code == "noSettlement")
    try await settles(short, days: [30, 60])
    #expect(try await short.attempt("closing.closeLongSettlement", ["text": "x"]).code == "notLong")
    let court = try await PerformanceCourt()
    try await restricts(court)
    try await settles(court, days: [30, 400])
    try await court.does("closing.closeLongSettlement", ["text": "和解分期至明年"])
    try await court.signs(.finalTerminationRuling)
    let closed = try await court.file()
    #expect(closed.closing.closed?.way == .finallyTerminated)
    #expect(closed.closing.closed?.standing?.map(\.reason) == [.longSettlement])
    #expect(!closed.sanctions.liveRestrictions.isEmpty)
    #expect(Standing.unexplained(closed, try await court.account()).isEmpty)
    // The first instalment is missed after the closing: the applicant hears of it, and may apply again.
    try await court.passes(days: 35)
    #expect(try await court.file().performance.settlement?.missed.count == 1)
    // Everything agreed is paid at last: what still restricts the debtor is lifted.
    try await court.receives(.yuan(80_000), line: "b1")
    let paid = try await court.file()
    #expect(paid.performance.settlement?.status == .fulfilled && paid.closing.performedOn != nil)
    #expect(paid.papers.unsigned.contains { $0.kind == .consumptionLift })
  }

  @Test("A broken settlement closes nothing: the instrument is enforced again")
  func broken() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, days: [10, 400])
    try await court.passes(days: 14)
    #expect(try await court.attempt("closing.closeLongSettlement", ["text": "x"]).code == "settlementBreached")
  }

  @Test(
    "After a withdrawal the applicant applies again within the limitation: what was paid counts on; later it is noted, never refused"
  )
  func again() async throws {
    for (days, late) in [(100, false), (800, true)] {
      let court = try await PerformanceCourt()
      try await court.does(
        "performance.reportDirect",
        [
          "side": "applicant", "payer": "\(try #require(try await court.file().debtors.first?.person))",
          "payee": "\(try #require(try await court.file().applicants.first?.person))", "amount": "30000",
          "on": .text("\(court.court.clock.now.day)"), "text": "转账凭证",
        ])
      #expect(try await withdraws(court) == nil)
      try await court.signs(.finalTerminationRuling)
      let ended = try await court.file()
      try await court.passes(days: days)
      func party(_ role: String, _ name: String) -> InputValue {
        .object([
          "role": .text(role), "kind": "natural", "name": .text(name), "confirmedAddress": "true", "idKind": "passport",
          "idNumber": .text(role == "applicant" ? "E31000001" : "E31000002"),
        ])
      }
      let verdict = try await court.court.attempt(
        "filing.import",
        [
          "cases": .list([
            .object([
              "type": "执恢", "earlierCase": .text(ended.number), "receivedOn": .text("\(court.court.clock.now.day)"),
              "instrumentNumber": "(2025)浙1099民初771号", "instrumentCourt": "临江市人民法院", "instrumentKind": "judgment",
              "instrumentDate": "2025-11-02", "lastPerformanceDay": "2026-01-01",
              "parties": .list([party("applicant", "申请人"), party("debtor", "被执行人")]),
              "claims": .list([.object(["kind": "principal", "amount": "100000"])]),
            ])
          ])
        ], by: .machine)
      #expect(verdict.code == nil)
      let filed = try #require(verdict.events.compactMap { $0 as? CaseFiled }.first)
      #expect(filed.limitationRisk == late)
      #expect(verdict.events.contains { ($0 as? EarlierRoundsCarried)?.direct?.first?.amount == .yuan(30_000) })
      #expect(try await court.file().closing.resumedBy != nil)
    }
  }
}
