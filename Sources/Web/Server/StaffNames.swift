import Basics
import Casework
import Enforcement
import Synchronization

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
    let known = services.openedNames.names
    let unknown = staff.map(\.vault).filter { known[$0] == nil }
    let opened = try await services.vault.open(unknown).compactMapValues { $0.fields["name"] }
    services.openedNames.add(opened)
    return staff.map {
      Member(id: $0.id, name: known[$0.vault] ?? opened[$0.vault] ?? "\($0.id)", roles: $0.roles, active: $0.active)
    }
  }

  func name(_ id: ID<StaffMember>) async -> String {
    guard let members = try? await all() else { return "" }
    return members.first { $0.id == id }?.name ?? ""
  }
}

/// Names of staff already opened: a version of a vault entry never changes, so a new name comes under a new reference.
final class OpenedNames: Sendable {
  private let opened = Mutex<[VaultRef: String]>([:])
  var names: [VaultRef: String] { opened.withLock { $0 } }
  func add(_ names: [VaultRef: String]) {
    guard !names.isEmpty else { return }
    opened.withLock { $0.merge(names) { first, _ in first } }
  }
}
