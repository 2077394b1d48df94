import Basics

/// Days on which a member of staff is away, and who acts in his cases meanwhile.
public struct Absence: Sendable, Hashable {
  public let id: ID<Absence>
  public let staff: ID<StaffMember>
  /// First and last day.
  public let from: Day
  public internal(set) var until: Day
  /// Nil where he has no cases of his own.
  public let substitute: ID<StaffMember>?
  /// Kind `text`; nil where none was given.
  public let reason: VaultRef?

  /// Both ends included.
  public func covers(_ day: Day) -> Bool { from <= day && day <= until }
}

extension Organisation {
  /// Whether an absence covers the day.
  public func isAway(_ staff: ID<StaffMember>, on day: Day) -> Bool {
    absences.values.contains { $0.staff == staff && $0.covers(day) }
  }
  /// Active members with this role who are here on the day, oldest first.
  public func present(_ role: Role, on day: Day) -> [ID<StaffMember>] { members(role).filter { !isAway($0, on: day) } }
  /// Those in whose cases this member acts on the day. A substitute's own substitute does not act for both.
  public func covered(by staff: ID<StaffMember>, on day: Day) -> Set<ID<StaffMember>> {
    Set(absences.values.filter { $0.substitute == staff && $0.covers(day) }.map(\.staff))
  }
  /// Whether somebody looks after this member's cases on the day: he himself, or his substitute.
  public func isCovered(_ staff: ID<StaffMember>, on day: Day) -> Bool {
    guard let member = self.staff[staff], member.active else { return false }
    let away = absences.values.filter { $0.staff == staff && $0.covers(day) }
    return away.allSatisfy { absence in
      guard let other = absence.substitute, self.staff[other]?.active == true else { return false }
      return !isAway(other, on: day)
    }
  }
}

/// Somebody will be away from one day through another; whoever has open cases has a substitute named with it.
public struct AbsenceRecorded: Event {
  public static let name = "organisation.absenceRecorded.v1"
  public let absence: ID<Absence>
  public let staff: ID<StaffMember>
  public let from: Day
  public let until: Day
  public let substitute: ID<StaffMember>?
  /// Kind `text`; nil where none was given.
  public let reason: VaultRef?
  public init(
    absence: ID<Absence>, staff: ID<StaffMember>, from: Day, until: Day, substitute: ID<StaffMember>?, reason: VaultRef?
  ) {
    self.absence = absence
    self.staff = staff
    self.from = from
    self.until = until
    self.substitute = substitute
    self.reason = reason
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) {
    court.absences[absence] = Absence(id: absence, staff: staff, from: from, until: until, substitute: substitute, reason: reason)
  }
}

/// Back earlier than recorded, or the absence was recorded by mistake.
public struct AbsenceEnded: Event {
  public static let name = "organisation.absenceEnded.v1"
  public let absence: ID<Absence>
  /// The last day away; the day before the first where there was none.
  public let until: Day
  public init(absence: ID<Absence>, until: Day) {
    self.absence = absence
    self.until = until
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) { court.absences[absence]?.until = until }
}

/// Records that someone is away and who acts for him. Who has open cases needs a substitute: no case is without a person.
public struct RecordAbsence: Command {
  public static let name = "organisation.recordAbsence"
  public static let title = Phrase("登记外出、休假", "Record an absence")
  public static let roles = AbsenceRights.roles
  public static let fields = [
    Field("staff", Phrase("何人", "Who"), .pick(.staff)), Field("from", Phrase("自", "From"), .day),
    Field("until", Phrase("至", "Through"), .day),
    Field("substitute", Phrase("代理人", "Substitute"), .pick(.handler), required: false),
    Field("reason", Phrase("事由", "Reason"), .text(max: 200), required: false),
  ]
  let staff: ID<StaffMember>
  let from: Day?
  let until: Day?
  let substitute: ID<StaffMember>?
  let reason: String
  public init(_ input: inout Input) {
    staff = input.id("staff")
    from = input.day("from")
    until = input.day("until")
    substitute = input.optionalID("substitute")
    reason = input.text("reason", required: false)
    if let from, let until, until < from {
      input.fault("until", "beforeStart", Phrase("截止日早于起始日", "The last day is before the first"))
    }
  }
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> { [.load] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let from, let until else { return [] }
    let court = situation.organisation
    guard let member = court.staff[staff], member.active else { throw .noSuchStaff }
    try AbsenceRights.check(staff, situation.actor)
    guard until >= situation.today else { throw .absencePast(until) }
    func overlaps(_ absence: Absence) -> Bool { absence.from <= until && from <= absence.until }
    if let known = court.absences.values.first(where: { $0.staff == staff && overlaps($0) }) { throw .absentAlready(known) }
    if let substitute {
      guard substitute != staff, let other = court.staff[substitute], other.active else { throw .noSubstitute }
      let handling = member.roles.intersection([.officer, .judge])
      guard !handling.contains(.judge) || other.roles.contains(.judge),
        handling.isEmpty || !other.roles.isDisjoint(with: [.officer, .judge])
      else { throw .substituteWithoutRole }
      if let away = court.absences.values.first(where: { $0.staff == substitute && overlaps($0) }) { throw .substituteAway(away) }
    } else if let open = situation.findings.load[staff], open > 0 {
      throw .substituteNeeded(open)
    }
    // Whose substitute he is meanwhile would be left alone.
    if let left = court.absences.values.first(where: { $0.substitute == staff && overlaps($0) }) { throw .standsIn(left) }
    let words = reason.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": reason]))
    let recorded = AbsenceRecorded(
      absence: situation.ids.next(), staff: staff, from: from, until: until, substitute: substitute, reason: words)
    return [situation.append(.organisation(situation.court), [recorded])]
  }
}

/// Ends an absence that runs, or takes back one to come.
public struct EndAbsence: Command {
  public static let name = "organisation.endAbsence"
  public static let title = Phrase("销假", "End an absence")
  public static let roles = AbsenceRights.roles
  public static let fields = [Field("absence", Phrase("外出、休假", "Absence"), .text(max: 20))]
  let absence: ID<Absence>
  public init(_ input: inout Input) { absence = input.id("absence") }
  public var reads: [StreamID] { [] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let known = situation.organisation.absences[absence], known.until >= situation.today, known.until >= known.from else {
      throw .noSuchAbsence
    }
    try AbsenceRights.check(known.staff, situation.actor)
    let last = max(situation.today - 1, known.from - 1)
    return [situation.append(.organisation(situation.court), [AbsenceEnded(absence: absence, until: last)])]
  }
}

/// Everybody records his own absence; leads and the administrator record anybody's.
enum AbsenceRights {
  static let leads: Set<Role> = [.administrator, .teamLead, .bureauChief, .vicePresident, .president, .commandCentre]
  static let roles = Set(Role.ofStaff)
  static func check(_ staff: ID<StaffMember>, _ actor: Actor) throws(Refusal) {
    guard actor.staff == staff || !actor.roles.isDisjoint(with: leads) else { throw .othersAbsence }
  }
}

extension Refusal {
  static var othersAbsence: Refusal {
    Refusal(
      "othersAbsence", field: "staff",
      Phrase("他人的外出、休假由团队负责人、局领导或管理员登记", "A lead or the administrator records the absence of others"))
  }
  static func absencePast(_ until: Day) -> Refusal {
    Refusal("absencePast", field: "until", Phrase("截止日 \(until) 已过", "The last day, \(until), has passed"))
  }
  static func absentAlready(_ known: Absence) -> Refusal {
    Refusal(
      "absentAlready", field: "from",
      Phrase("已登记 \(known.from) 至 \(known.until) 外出", "An absence from \(known.from) through \(known.until) is recorded"))
  }
  static var noSubstitute: Refusal {
    Refusal("noSubstitute", field: "substitute", Phrase("代理人须是另一名在岗人员", "The substitute must be another active member"))
  }
  static var substituteWithoutRole: Refusal {
    Refusal(
      "substituteWithoutRole", field: "substitute",
      Phrase("法官须由法官代理，执行员由执行员或法官代理", "A judge stands in for a judge; an officer or a judge for an officer"))
  }
  static func substituteAway(_ away: Absence) -> Refusal {
    Refusal(
      "substituteAway", field: "substitute",
      Phrase("代理人 \(away.from) 至 \(away.until) 也不在岗", "The substitute is away from \(away.from) through \(away.until)"))
  }
  static func substituteNeeded(_ open: Int) -> Refusal {
    Refusal(
      "substituteNeeded", field: "substitute",
      Phrase("其名下有 \(open) 件在办案件，须指定代理人", "\(open) open cases are in his hands: name a substitute"),
      remedy: Phrase("指定代理人，或先移交案件", "Name a substitute, or hand the cases over first"))
  }
  static func standsIn(_ other: Absence) -> Refusal {
    Refusal(
      "standsIn", field: "staff",
      Phrase(
        "其 \(other.from) 至 \(other.until) 正代理他人办案，先为那人另定代理人",
        "He stands in for a colleague from \(other.from) through \(other.until); name another substitute there first"))
  }
  static var noSuchAbsence: Refusal {
    Refusal("noSuchAbsence", field: "absence", Phrase("没有这条未结束的外出、休假记录", "No such absence is running or to come"))
  }
}
