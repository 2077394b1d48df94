import Basics
import Casework
import Enforcement

/// Names stand clear in a working table, and the cases of a name under its characters and pairs of neighbours, so that part of a
/// two-character name finds its cases, and so do two of its pinyin initials. Names come from the vault, so that this is no derived table.
enum NameIndex {
  static func update(_ transaction: Transaction, _ db: any Database) throws {
    let names = Dictionary(
      transaction.deposits.filter { $0.content.kind == Person.vaultKind }.map { ($0.ref, $0.content.fields["name"] ?? "") }
    ) { _, last in last }
    for part in transaction.streams where part.stream.kind == .person {
      guard let person = Int64(part.stream.key) else { continue }
      for event in part.events {
        let ref = (event as? PersonRecorded)?.vault ?? (event as? PersonUpdated)?.vault
        guard let ref, let name = names[ref], !name.isEmpty else { continue }
        try set(name, of: person, isNew: event is PersonRecorded, db)
      }
    }
    for part in transaction.streams where part.stream.kind == .caseFile {
      for event in part.events {
        let outsiders =
          (event as? RemedyReceived).map { [$0.outsider, $0.change?.party].compactMap { $0 } }
          ?? (event as? PartyReplaced).map { [$0.party] } ?? (event as? PropertyDisowned).map { [$0.owner] }
          ?? (event as? ReceiptAttributed).map { [$0.party].compactMap { $0 } }
        guard let parties = (event as? ApplicationReceived)?.parties ?? (event as? CaseTakenOver)?.parties ?? outsiders,
          let caseID = Int64(part.stream.key)
        else { continue }
        let names = try parties.compactMap { try name(of: $0.person.raw, db) }
        try add(Set(names.flatMap(grams)), to: caseID, transaction.court.text, db)
      }
    }
  }

  private static func name(of person: Int64, _ db: any Database) throws -> String? {
    try db.query("SELECT name FROM person_names WHERE person = $1", [.int(person)]).first?.text(0)
  }

  private static func set(_ name: String, of person: Int64, isNew: Bool, _ db: any Database) throws {
    let old = isNew ? nil : try NameIndex.name(of: person, db)
    guard old != name else { return }
    try db.run(
      "INSERT INTO person_names (person, name) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET name = excluded.name",
      [.int(person), .text(name)])
    guard !isNew else { return }
    let cases = try db.query(
      "SELECT c.id, c.court FROM case_parties p JOIN cases c ON c.id = p.case_id WHERE p.person = $1", [.int(person)])
    for row in cases {
      let stay = try db.query(
        "SELECT n.name FROM case_parties p JOIN person_names n ON n.person = p.person WHERE p.case_id = $1", [.int(row.int(0))]
      ).reduce(into: Set<String>()) { $0.formUnion(grams($1.text(0))) }
      for gram in grams(old ?? "").subtracting(stay) {
        try db.run(
          "DELETE FROM case_grams WHERE court = $1 AND gram = $2 AND case_id = $3",
          [.text(row.text(1)), .text(gram), .int(row.int(0))])
      }
      try add(stay, to: row.int(0), row.text(1), db)
    }
  }

  private static func add(_ grams: Set<String>, to caseID: Int64, _ court: String, _ db: any Database) throws {
    for gram in grams {
      try db.run(
        "INSERT INTO case_grams (court, gram, case_id) VALUES ($1, $2, $3) ON CONFLICT (court, gram, case_id) DO NOTHING",
        [.text(court), .text(gram), .int(caseID)])
    }
  }

  /// Each character and each pair of neighbours; of the initials the pairs only.
  static func grams(_ name: String) -> Set<String> {
    let name = name.filter { !$0.isWhitespace }
    let characters = name.map { $0.lowercased() }
    return PinyinInitials.readings(name).reduce(into: Set(characters + pairs(characters))) { grams, initials in
      grams.formUnion(pairs(initials.map(String.init)))
    }
  }
  private static func pairs(_ characters: [String]) -> [String] { zip(characters, characters.dropFirst()).map { $0 + $1 } }
}
