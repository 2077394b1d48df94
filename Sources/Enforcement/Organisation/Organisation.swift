import Basics

/// A court: its staff and their roles.
public struct Organisation: StreamState {
  public static let kind = StreamKind.organisation
  public init() {}
  public internal(set) var staff: [ID<StaffMember>: Member] = [:]
  public internal(set) var absences: [ID<Absence>: Absence] = [:]

  public struct Member: Sendable, Hashable {
    public var roles: Set<Role>
    public var active: Bool
    public var team: String
  }
  /// Active members with this role, oldest first.
  public func members(_ role: Role) -> [ID<StaffMember>] {
    staff.filter { $0.value.active && $0.value.roles.contains(role) }.map(\.key).sorted()
  }
}

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
