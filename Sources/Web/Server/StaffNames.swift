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
    let court = services.court
    let version = try await services.desk.look(at: ID(raw: 0), actor: .machine, court: court).version(.organisation(court))
    if let known = services.openedNames.members(at: version) { return known }
    let staff = try await services.reads.staff(court: court)
    let known = services.openedNames.names
    let unknown = staff.map(\.vault).filter { known[$0] == nil }
    let opened = try await services.vault.open(unknown).compactMapValues { $0.fields["name"] }
    services.openedNames.add(opened)
    let members = staff.map {
      Member(id: $0.id, name: known[$0.vault] ?? opened[$0.vault] ?? "\($0.id)", roles: $0.roles, active: $0.active)
    }
    services.openedNames.keep(members, at: version)
    return members
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

  /// The staff as the organisation's stream had them at a version, which every change of them raises.
  private let staff = Mutex<(version: Int, members: [StaffNames.Member])>((-1, []))
  func members(at version: Int) -> [StaffNames.Member]? { staff.withLock { $0.version == version ? $0.members : nil } }
  func keep(_ members: [StaffNames.Member], at version: Int) { staff.withLock { $0 = (version, members) } }
}
