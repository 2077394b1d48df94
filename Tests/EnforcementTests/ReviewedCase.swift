import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

/// A case with a freeze in effect, and a review bench that had no part in it.
struct ReviewedCase {
  let base: ControlledCase
  let filing: Actor
  let clerk: Actor
  let bench: [Actor]
  var court: RuleCourt { base.court }

  init(frozen: Money = .yuan(200_000)) async throws {
    base = try await ControlledCase()
    filing = try await base.court.staff("立案法官", [.filingJudge])
    clerk = try await base.court.staff("书记员", [.clerk])
    var bench: [Actor] = []
    for name in ["裁决一", "裁决二", "裁决三", "裁决四", "裁决五", "裁决六"] {
      bench.append(try await base.court.staff(name, [.reviewJudge]))
    }
    self.bench = bench
    for unit in base.court.configuration.books.units
    where unit.kind != .bank && unit.kind != .courtBank && unit.channel == .online {
      let request = try await base.request(.query, to: unit.key)
      try await base.answers(request, .done, ["found": .list([])])
    }
    try await base.finds(.yuan(900_000), at: "bankA", account: "6222000000000001")
    for bank in ["bankB", "bankC"] {
      try await base.answers(try await base.request(.query, to: bank), .done, ["found": .list([])])
    }
    try await signsNotice()
    try await base.freezes()
    try await base.frozen(try await base.request(.freeze), frozen)
  }

  private func signsNotice() async throws {
    let handler = try await handler
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      while let paper = try await file.papers.unsigned.first(where: { $0.kind == kind }) {
        try await does("papers.sign", ["paper": "\(paper.id)"], by: handler)
      }
    }
  }

  var file: CaseFile { get async throws { try await base.file } }
  var handler: Actor {
    get async throws {
      let staff = try #require(try await file.triage.handler)
      return Actor(.staff(staff), roles: [.officer, .judge])
    }
  }
  var account: CaseAccount { get async throws { try await court.look(at: base.caseID).account(base.caseID) } }
  var matter: Remedy { get async throws { try #require(try await file.remedies.list.last) } }
  var today: Day { court.clock.now.day }

  @discardableResult func attempt(_ command: String, _ fields: [String: InputValue] = [:], by actor: Actor) async throws
    -> String?
  {
    try await base.does(command, fields, by: actor).code
  }
  @discardableResult func does(_ command: String, _ fields: [String: InputValue] = [:], by actor: Actor) async throws
    -> [any Event]
  {
    let verdict = try await base.does(command, fields, by: actor)
    if case .refused(let refusal) = verdict {
      throw RuleCourt.Failure.notDone("\(command): \(refusal.code) \(refusal.message.en)")
    }
    if case .faults(let faults) = verdict { throw RuleCourt.Failure.notDone("\(command): \(faults)") }
    return verdict.events
  }
  func passes(days: Int) async throws { try await court.advance(to: Instant(today + days, hour: 9)) }

  // MARK: Steps

  func files() async throws { try await does("remedies.file", ["remedy": "\(try await matter.id)"], by: filing) }
  func rules(_ outcome: RemedyOutcome) async throws {
    try await does(
      "remedies.draftRuling", ["remedy": "\(try await matter.id)", "outcome": .text(outcome.rawValue), "text": "经审查，事实清楚。"],
      by: clerk)
    let paper = try #require(try await matter.rulings.last).paper
    let presiding = try #require(try await matter.panel.first)
    try await does("papers.sign", ["paper": "\(paper)"], by: Actor(.staff(presiding), roles: [.reviewJudge]))
  }
  func serves() async throws {
    try await does("remedies.serve", ["remedy": "\(try await matter.id)", "way": "direct", "on": .text("\(today)")], by: clerk)
  }
  /// A friend of the debtor says that the frozen money is his.
  func thirdPartyObjects() async throws {
    let measure = try #require(try await file.seizure.live.first)
    try await does(
      "remedies.claimThing",
      [
        "measures": .list([.text("\(measure.id)")]), "kind": "natural", "name": "案外人石某", "idKind": "other", "idNumber": "T-1",
        "text": "账户内款项为本人所有。",
      ], by: clerk)
  }
}
