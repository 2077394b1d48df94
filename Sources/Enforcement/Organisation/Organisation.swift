import Basics

/// A court: its staff and their roles.
public struct Organisation: StreamState {
  public static let kind = StreamKind.organisation
  public init() {}
  public internal(set) var staff: [ID<StaffMember>: Member] = [:]
  public internal(set) var absences: [ID<Absence>: Absence] = [:]
  /// Reports on tables of an earlier system that were signed, by the tables' digest.
  public internal(set) var takeovers: [String: Takeover] = [:]

  /// A takeover of running cases by the digest of its tables: who signed for it, and how it ended.
  public struct Takeover: Sendable, Hashable {
    public let signedBy: ID<StaffMember>
    public let signedOn: Day
    public let cases: Int
    public internal(set) var finishedOn: Day?
    public internal(set) var differences: Int?
  }

  /// What somebody may do here. Who has left stays known, for what he did is in the log.
  public struct Member: Sendable, Hashable {
    public var roles: Set<Role>
    public var active: Bool
    public var team: String
  }
  /// Whose team a member belongs to; empty where none is kept.
  public func team(of member: ID<StaffMember>) -> String { staff[member]?.team ?? "" }
  /// Active members with this role, oldest first.
  public func members(_ role: Role) -> [ID<StaffMember>] {
    staff.filter { $0.value.active && $0.value.roles.contains(role) }.map(\.key).sorted()
  }
}

/// Somebody may sign in from now on, with these roles.
public struct StaffJoined: Event {
  public static let name = "organisation.staffJoined.v1"
  public let staff: ID<StaffMember>
  public let roles: [Role]
  public let team: String
  /// Name and sign-in name: kind `staff`.
  public let vault: VaultRef
  public init(staff: ID<StaffMember>, roles: [Role], team: String, vault: VaultRef) {
    self.staff = staff
    self.roles = roles
    self.team = team
    self.vault = vault
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) {
    court.staff[staff] = Organisation.Member(roles: Set(roles), active: true, team: team)
  }
}

/// Roles, team or right to sign in are now these; it holds from the next thing he does.
public struct StaffChanged: Event {
  public static let name = "organisation.staffChanged.v1"
  public let staff: ID<StaffMember>
  public let roles: [Role]
  public let active: Bool
  public let team: String
  public init(staff: ID<StaffMember>, roles: [Role], active: Bool, team: String) {
    self.staff = staff
    self.roles = roles
    self.active = active
    self.team = team
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) {
    court.staff[staff] = Organisation.Member(roles: Set(roles), active: active, team: team)
  }
}
