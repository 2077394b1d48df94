import Basics

/// Who may attempt what.
public enum Authority {
  /// Refuses an actor none of whose roles is among the command's.
  public static func check(_ command: any Command.Type, _ actor: Actor) throws(Refusal) {
    guard actor.roles.isDisjoint(with: command.roles) else { return }
    let who = command.roles.subtracting([.machine]).sorted { $0.rawValue < $1.rawValue }
    let zh = who.map(\.title.zh).joined(separator: "、")
    let en = who.map(\.title.en).joined(separator: ", ")
    throw Refusal(
      "notYourRole",
      Phrase(
        "“\(command.title.zh)”由\(zh.isEmpty ? "系统" : zh)办理", "“\(command.title.en)” is for: \(en.isEmpty ? "the system" : en)"))
  }

  /// Refuses whoever has none of the command's roles, and in a case whoever is not one of its own people.
  public static func check(_ command: any Command.Type, in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try check(command, situation.actor)
    switch (command as? any CaseCommand.Type)?.reach ?? .ownCases {
    case .anyCase: return
    case .ownCases: try onCase(as: command.roles, in: situation, file)
    }
  }

  /// Who of those with these roles acts in a case. An office of the court acts in any. A judge or an officer acts where he is the
  /// case's handler or its judge, or stands in for one of them; an assistant, a clerk, a team lead also where one of them is of his
  /// team. Where the court keeps no teams, and where the case has no handler yet, the role suffices. The machine acts in any case.
  public static func onCase(as roles: Set<Role>, in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if isOnCase(as: roles, in: situation, file) { return }
    throw .notOnCase(roles)
  }
  /// As ``onCase(as:in:_:)``, as an answer.
  static func isOnCase(as roles: Set<Role>, in situation: Situation, _ file: CaseFile) -> Bool {
    let actor = situation.actor
    let able = actor.roles.intersection(roles)
    guard !able.isEmpty else { return false }
    guard actor.ref != .machine, able.isSubset(of: Role.ofCase), let handler = file.triage.handler else { return true }
    let own = [handler, file.triage.judge].compactMap { $0 }
    if !actor.inCharge.isDisjoint(with: own) { return true }
    guard !able.isDisjoint(with: Role.ofTeam) else { return false }
    let teams = actor.inCharge.map { situation.organisation.team(of: $0) }
    return situation.organisation.team(of: handler).isEmpty || teams.allSatisfy(\.isEmpty)
      || own.contains { teams.contains(situation.organisation.team(of: $0)) }
  }

  /// The two-person rule: `first` drafted or proposed, so someone else decides.
  public static func otherThan(_ first: Actor.Ref?, _ actor: Actor) throws(Refusal) {
    guard first == actor.ref else { return }
    throw Refusal(
      "secondPerson", Phrase("拟稿、提出的人不得自己审批，须由另一人办理", "Whoever drafted or proposed may not approve; a second person must"))
  }

  /// The two-person rule where several matters wait: refused where every one of them is the actor's own.
  public static func otherThanAll(_ proposers: [Actor.Ref], _ actor: Actor) throws(Refusal) {
    if proposers.allSatisfy({ $0 == actor.ref }) { try otherThan(proposers.first, actor) }
  }

  /// The handler of the case, who stands in for him while he is away, or one of the roles that may do his work.
  public static func handler(of file: CaseFile, or others: Set<Role> = [], _ actor: Actor) throws(Refusal) {
    if actor.has(.machine) || !actor.roles.isDisjoint(with: others) { return }
    if let staff = actor.staff, let handler = file.triage.handler, handler == staff || actor.standsInFor.contains(handler) {
      return
    }
    throw Refusal("notHandler", Phrase("由本案承办人办理", "For this case's handler"))
  }
}

/// In whose cases those with a role may attempt a command.
public enum CaseReach: Sendable, Hashable {
  /// The case's own people, and the offices of the court: the rule.
  case ownCases
  /// Everyone with the role: the exception, whose reason stands at the command.
  case anyCase
}

extension Refusal {
  /// The role is right, the case is somebody else's.
  static func notOnCase(_ roles: Set<Role>) -> Refusal {
    var who: [Phrase] = []
    if !roles.isDisjoint(with: [.judge, .officer]) {
      who.append(Phrase("本案承办人、本案员额法官或其代理人", "this case's handler, its judge or who stands in for them"))
    }
    let team = roles.intersection(Role.ofTeam).sorted { $0.rawValue < $1.rawValue }
    if !team.isEmpty {
      who.append(
        Phrase("同一团队的", "of their team: ")
          + Phrase(team.map(\.title.zh).joined(separator: "、"), team.map(\.title.en).joined(separator: ", ")))
    }
    who += roles.subtracting(Role.ofCase).subtracting([.machine, .partner]).sorted { $0.rawValue < $1.rawValue }.map(\.title)
    return Refusal(
      "notOnCase",
      Phrase(
        "您不是本案的办案人员；由\(who.map(\.zh).joined(separator: "，"))办理",
        "You are not on this case; it is for \(who.map(\.en).joined(separator: "; "))"),
      remedy: Phrase("确需由您办理的，先由团队负责人或执行局长变更承办人", "A lead or the bureau chief may give you the case first"))
  }
  /// Whether it is the person who may not, whatever stands in the case.
  public var isForOthers: Bool { ["notYourRole", "notOnCase"].contains(code) }
}
