import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// Names and labels for one page: parties masked as the reader may see them, staff, units, nodes.
struct People: Sendable {
  let names: [ID<Person>: String]
  let staff: [ID<StaffMember>: String]
  let books: CourtBooks
  let masked: Bool

  func person(_ id: ID<Person>?) -> String {
    guard let id, let name = names[id] else { return "—" }
    return masked ? People.mask(name) : name
  }
  func persons(_ ids: [ID<Person>]) -> String { ids.map(person).joined(separator: "、") }
  func member(_ id: ID<StaffMember>?) -> String { id.flatMap { staff[$0] } ?? "—" }
  func unit(_ key: String) -> Phrase { books.units.first { $0.key == key }?.name ?? Phrase(key, key) }
  func node(_ key: String) -> Phrase { books.process.nodes[key]?.name ?? Phrase(key, key) }

  /// 王某: the family name and 某 (R10.6); an organisation keeps its first four characters.
  static func mask(_ name: String) -> String { name.count <= 4 ? name.prefix(1) + "某" : name.prefix(4) + "××" }

  var speaker: Speaker {
    Speaker(person: { person($0) }, staff: { member($0) }, unit: { unit($0) }, node: { node($0) })
  }
  func actor(_ ref: Actor.Ref) -> String {
    switch ref {
    case .staff(let id): member(id)
    case .party(let id): person(id)
    case .partner(let key): unit(key).zh
    case .machine: "系统"
    }
  }

  static func load(_ persons: [ID<Person>], _ services: CourtServices, masked: Bool) async throws -> People {
    People(
      names: try await services.reads.names(persons), staff: try await StaffNames(services: services).all(),
      books: services.desk.books,
      masked: masked)
  }
}
