import Basics
import Enforcement

/// Something that a member of staff may do next in a case.
struct OfficeDuty: Sendable {
  let command: String
  var fields: [String: InputValue] = [:]
  let who: ScenarioPerson
}

/// Who there is to act.
struct OfficePeople: Sendable {
  let all: [ScenarioPerson]

  func first(_ role: Role, otherThan others: [Actor.Ref?] = []) -> ScenarioPerson? {
    all.first { person in person.actor.has(role) && !others.contains { $0 == person.actor.ref } }
  }
  func handler(of file: CaseFile) -> ScenarioPerson? {
    all.first { $0.actor.staff != nil && $0.actor.staff == file.triage.handler }
  }
  /// Who signs a draft: the handler or the case's judge where the paper is theirs, never its drafter.
  func signer(of paper: Papers.PaperState, _ file: CaseFile) -> ScenarioPerson? {
    let signers = paper.kind.signers
    let able = all.filter { $0.actor.ref != paper.draftedBy && !$0.actor.roles.isDisjoint(with: signers) }
    if [.enforcementNotice, .propertyReportOrder, .resumptionNotice].contains(paper.kind) { return handler(of: file) }
    let offices = able.filter { !$0.actor.roles.intersection(signers).isSubset(of: Role.ofCase) }
    return able.first { $0.actor.staff == file.triage.judge } ?? offices.first { $0.actor.staff != file.triage.handler }
      ?? able.first { $0.actor.staff == file.triage.handler } ?? able.first
  }
}
