import Basics
import Casework
import Enforcement

/// The court's staff for pages: names, opened from the vault, and roles.
struct StaffNames: Sendable {
  let services: CourtServices

  struct Member: Sendable {
    let id: ID<StaffMember>
    let name: String
    let roles: Set<Role>
    let active: Bool
  }

  func all() async throws -> [Member] {
    let staff = try await services.reads.staff(court: services.court)
    let opened = try await services.vault.open(staff.map(\.vault))
    return staff.map {
      Member(id: $0.id, name: opened[$0.vault]?.fields["name"] ?? "\($0.id)", roles: $0.roles, active: $0.active)
    }
  }

  func name(_ id: ID<StaffMember>) async -> String {
    guard let members = try? await all() else { return "" }
    return members.first { $0.id == id }?.name ?? ""
  }
}
