import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// Names and labels for one page: parties masked as the reader may see them, staff, units, nodes.
struct People: Sendable {
  let names: [ID<Person>: String]
  let staff: [ID<StaffMember>: String]
  /// Who may be given a case, in order of id.
  let handlers: [(id: ID<StaffMember>, name: String)]
  let books: CourtBooks
  let masked: Bool

  func person(_ id: ID<Person>?) -> String {
    guard let id, let name = names[id] else { return "—" }
    return masked ? People.mask(name, books.law.settings) : name
  }
  func persons(_ ids: [ID<Person>]) -> String { ids.map(person).joined(separator: "、") }
  func member(_ id: ID<StaffMember>?) -> String { id.flatMap { staff[$0] } ?? "—" }
  func unit(_ key: String) -> Phrase { books.units.first { $0.key == key }?.name ?? Phrase(key, key) }
  func node(_ key: String) -> Phrase { books.process.nodes[key]?.name ?? Phrase(key, key) }

  /// 王某 as the court's settings mask names (R10.6); an organisation, whose name is longer, keeps its first four characters.
  static func mask(_ name: String, _ settings: CourtSettings) -> String {
    name.count <= 4 ? Masking.mask(.name, name, settings: settings).value : name.prefix(4) + "××"
  }

  var speaker: Speaker {
    Speaker(person: { person($0) }, staff: { member($0) }, unit: { unit($0) }, node: { node($0) })
  }
  func actor(_ ref: Actor.Ref) -> Phrase {
    switch ref {
    case .staff(let id): Phrase(member(id), member(id))
    case .party(let id): Phrase(person(id), person(id))
    case .partner(let key): unit(key)
    case .machine: Role.machine.title
    }
  }

  static func load(_ persons: [ID<Person>], _ services: CourtServices, masked: Bool) async throws -> People {
    let staff = try await StaffNames(services: services).all()
    return People(
      names: try await services.reads.names(persons),
      staff: Dictionary(staff.map { ($0.id, $0.name) }) { first, _ in first },
      handlers: staff.filter { $0.active && !$0.roles.isDisjoint(with: [.officer, .judge]) }.map { ($0.id, $0.name) },
      books: services.desk.books, masked: masked)
  }

  /// As this reader may see them.
  static func load(_ persons: [ID<Person>], _ services: CourtServices, for reader: Reader) async throws -> People {
    try await load(persons, services, masked: !reader.seesNames)
  }
}
