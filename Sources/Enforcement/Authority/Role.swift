import Basics

/// Who someone is in the court, or outside it (DESIGN, Safety).
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  case president, vicePresident, bureauChief, teamLead, judge, officer, assistant, clerk, searchOfficer
  case filingClerk, filingJudge, reception, trialManagement, cashier, moneySupervisor, commandCentre, endedTeam, bailiff
  case archivist, auditor, administrator
  /// Decides on objections, never on enforcement: no case is given to one.
  case reviewJudge
  case party, partner, machine

  /// Roles that belong to a case: whoever has one acts in his own cases. Every other role is an office of the court and acts in any.
  public static let ofCase: Set<Role> = [.judge, .officer, .assistant, .clerk, .teamLead]
  /// Those of them that a team shares.
  static let ofTeam: Set<Role> = [.assistant, .clerk, .teamLead]

  /// Those that a member of staff may have: the others belong to who is outside the court, and to the machine.
  public static let ofStaff = allCases.filter { ![.party, .partner, .machine].contains($0) }

  public var title: Phrase {
    switch self {
    case .president: Phrase("院长", "President")
    case .vicePresident: Phrase("副院长", "Vice-president")
    case .bureauChief: Phrase("执行局长", "Bureau chief")
    case .teamLead: Phrase("团队负责人", "Team lead")
    case .judge: Phrase("员额法官", "Judge")
    case .reviewJudge: Phrase("执行裁决法官", "Review judge")
    case .officer: Phrase("执行员", "Enforcement officer")
    case .assistant: Phrase("法官助理", "Assistant")
    case .clerk: Phrase("书记员", "Clerk")
    case .searchOfficer: Phrase("查控专员", "Search officer")
    case .filingClerk: Phrase("立案人员", "Filing clerk")
    case .filingJudge: Phrase("立案法官", "Filing judge")
    case .reception: Phrase("执行接待", "Reception")
    case .trialManagement: Phrase("审管办", "Trial-management office")
    case .cashier: Phrase("案款出纳", "Cashier")
    case .moneySupervisor: Phrase("案款监管", "Case-money supervisor")
    case .commandCentre: Phrase("指挥中心", "Command centre")
    case .endedTeam: Phrase("终本团队", "Ended-case team")
    case .bailiff: Phrase("司法警察", "Bailiff")
    case .archivist: Phrase("档案人员", "Archivist")
    case .auditor: Phrase("审计人员", "Auditor")
    case .administrator: Phrase("系统管理员", "Administrator")
    case .party: Phrase("当事人", "Party")
    case .partner: Phrase("协助单位", "Partner unit")
    case .machine: Phrase("系统", "The system")
    }
  }
}

/// Who attempts a command.
public struct Actor: Sendable, Hashable {
  /// As stored with each event.
  public enum Ref: Sendable, Hashable, CustomStringConvertible {
    case staff(ID<StaffMember>)
    case party(ID<Person>)
    case partner(String)
    case machine
    /// `staff:17`, `machine`.
    public var description: String {
      switch self {
      case .staff(let id): "staff:\(id)"
      case .party(let id): "party:\(id)"
      case .partner(let unit): "partner:\(unit)"
      case .machine: "machine"
      }
    }
    /// Reads what ``description`` writes: `machine`, `partner:bankA`, `staff:17`, `party:412`. Nil for anything else.
    public init?(_ description: String) {
      let parts = description.split(separator: ":", maxSplits: 1).map(String.init)
      switch (parts.first, parts.count) {
      case ("machine", 1): self = .machine
      case ("partner", 2): self = .partner(parts[1])
      case ("staff", 2):
        guard let id = ID<StaffMember>(parts[1]) else { return nil }
        self = .staff(id)
      case ("party", 2):
        guard let id = ID<Person>(parts[1]) else { return nil }
        self = .party(id)
      default: return nil
      }
    }
  }
  public let ref: Ref
  public let roles: Set<Role>
  /// Colleagues who are away and in whose cases this member acts.
  public let standsInFor: Set<ID<StaffMember>>
  public init(_ ref: Ref, roles: Set<Role>, standsInFor: Set<ID<StaffMember>> = []) {
    self.ref = ref
    self.roles = roles
    self.standsInFor = standsInFor
  }
  /// With the colleagues in whose cases he acts on that day.
  public func acting(in court: Organisation, on day: Day) -> Actor {
    guard let staff else { return self }
    return Actor(ref, roles: roles, standsInFor: court.covered(by: staff, on: day))
  }
  public static let machine = Actor(.machine, roles: [.machine])
  public var staff: ID<StaffMember>? { if case .staff(let id) = ref { id } else { nil } }
  /// The members whose cases are his today: his own, and those of whom he stands in for.
  public var inCharge: Set<ID<StaffMember>> { staff.map { standsInFor.union([$0]) } ?? [] }
  /// Whether one of his roles is this; for whose case it is see ``Authority``.
  public func has(_ role: Role) -> Bool { roles.contains(role) }
}

/// A member of the court's staff.
public enum StaffMember {}
