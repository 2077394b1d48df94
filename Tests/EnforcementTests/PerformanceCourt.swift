import Basics
import Casework
import Enforcement
import TestSupport

/// A case with its people, in which clocks and performance are tried out.
struct PerformanceCourt {
  let court: RuleCourt
  let officer: Actor
  let judge: Actor
  let chief: Actor
  let president: Actor
  let supervisor: Actor
  let cashier: Actor
  let reviewer: Actor
  let caseID: ID<CaseFile>

  init(
    _ claims: [(ClaimItem.Kind, Money, String)] = [(.principal, .yuan(100_000), "")], debtors: Int = 1,
    at day: String = "2026-03-02"
  ) async throws {
    court = try RuleCourt(at: Instant(Day(day) ?? Day(number: 0), hour: 9))
    officer = try await court.staff("周执", [.officer])
    judge = try await court.staff("郑衡", [.judge])
    _ = try await court.staff("卢平", [.judge])
    chief = try await court.staff("韩局", [.bureauChief])
    president = try await court.staff("唐院", [.president])
    supervisor = try await court.staff("简正", [.moneySupervisor])
    cashier = try await court.staff("余款", [.cashier])
    reviewer = try await court.staff("沈审", [.trialManagement])
    caseID = try await court.fileCase("履行", claims: claims, debtors: debtors)
  }

  func file() async throws -> CaseFile { try await court.look(at: caseID).caseFile(caseID) }
  func account() async throws -> CaseAccount { try await court.look(at: caseID).account(caseID) }
  /// Whoever handles the case: an officer or a judge.
  func handler() async throws -> Actor {
    let id = try await file().triage.handler
    return [officer, judge].first { $0.staff == id } ?? officer
  }
  /// A judge who is not the handler.
  func otherJudge() async throws -> Actor {
    let staff = try await court.look(at: caseID).organisation.staff
    let handler = try await file().triage.handler
    let found = staff.sorted { $0.key < $1.key }.first { $0.value.roles.contains(.judge) && $0.key != handler }
    return found.map { Actor(.staff($0.key), roles: $0.value.roles) } ?? judge
  }

  func attempt(_ command: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil) async throws -> RuleCourt.Verdict
  {
    var person = actor
    if person == nil { person = try await handler() }
    let whole = fields.merging(["case": "\(caseID)"]) { first, _ in first }
    let verdict = try await court.attempt(command, whole, by: person ?? officer)
    try await court.settle()
    return verdict
  }
  @discardableResult
  func does(_ command: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil) async throws -> [any Event] {
    let verdict = try await attempt(command, fields, by: actor)
    guard case .done = verdict else { throw RuleCourt.Failure.notDone("\(command): \(verdict.code ?? "")") }
    return verdict.events
  }
  func signs(_ kind: PaperKind, by actor: Actor? = nil) async throws {
    guard let paper = try await file().papers.unsigned.first(where: { $0.kind == kind }) else {
      throw RuleCourt.Failure.notDone("no draft of \(kind)")
    }
    var signer = actor
    if signer == nil { signer = try await otherJudge() }
    try await does("papers.sign", ["paper": "\(paper.id)"], by: signer)
  }
  func passes(days: Int) async throws { try await court.advance(to: Instant(court.clock.now.day + days, hour: 9)) }
  /// Money comes in on the case's account.
  func receives(_ amount: Money, line: String) async throws {
    _ = try await court.attempt(
      "funds.bookReceipt", ["case": "\(caseID)", "amount": .text("\(amount)"), "bankLine": .text(line), "source": "debtor"],
      by: .machine)
    try await court.settle()
  }
}
