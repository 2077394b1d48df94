import Basics
import Casework
import Enforcement
import EnforcementLaw

/// Persons by what only they have: number of an ID, telephone, account. A working table of keyed digests, since the numbers stand
/// in the vault; a number that a person gave up still finds him.
public enum LookupIndex {
  /// A digest's first 64 bits, and whom it names.
  struct Line: Sendable {
    let key: Int64
    let person: Int64
  }
  /// What is looked up of a person's entry in the vault.
  private static let fields = ["idNumber", "phone", "confirmedPhone", "agentPhone", "payeeAccount"]
  /// Persons of one number at most: a telephone may be a family's, an account an agent's.
  private static let personsMax = 200
  /// Shorter texts, and those with fewer digits, are parts of names and case numbers.
  private static let lengths = 7...40
  private static let digitsMin = 5
  /// Signs of a resident number before 1999.
  private static let oldResidentLength = 15

  /// The lines that a transaction adds: of persons recorded or changed, and of accounts found for debtors.
  static func lines(_ transaction: Transaction, _ hasher: some IdentityHasher) -> [Line] {
    guard !transaction.deposits.isEmpty else { return [] }
    let contents = Dictionary(transaction.deposits.map { ($0.ref, $0.content) }) { _, last in last }
    var lines: [Line] = []
    for part in transaction.streams {
      for event in part.events {
        guard let owner = owner(event, part.stream), let content = contents[owner.vault] else { continue }
        lines += LookupIndex.lines(content, of: owner.person, hasher)
      }
    }
    return lines
  }

  /// Whose entry in the vault an event speaks of.
  static func owner(_ event: any Event, _ stream: StreamID) -> (person: Int64, vault: VaultRef)? {
    switch event {
    case let event as PersonRecorded: (Int64(stream.key) ?? 0, event.vault)
    case let event as PersonUpdated: (Int64(stream.key) ?? 0, event.vault)
    case let event as PayeeRecorded: (Int64(stream.key) ?? 0, event.vault)
    case let event as PropertyFound where event.kind == .deposit: (event.debtor.raw, event.vault)
    default: nil
    }
  }

  static func lines(_ content: VaultContent, of person: Int64, _ hasher: some IdentityHasher) -> [Line] {
    Set((fields + ["identity"]).compactMap { content.fields[$0] }.compactMap(plain)).map {
      Line(key: key($0, hasher), person: person)
    }
  }

  static func add(_ lines: [Line], _ db: any Database) throws {
    for line in lines {
      try db.run(
        "INSERT INTO lookups (key, person) VALUES ($1, $2) ON CONFLICT (key, person) DO NOTHING",
        [.int(line.key), .int(line.person)])
    }
  }

  /// Whoever has exactly this number; nobody where the text is none.
  static func persons(_ text: String, _ hasher: some IdentityHasher, _ db: any Database) throws -> [Int64] {
    guard let plain = plain(text) else { return [] }
    return try db.query(
      "SELECT person FROM lookups WHERE key = $1 ORDER BY person LIMIT \(personsMax)", [.int(key(plain, hasher))]
    ).map { $0.int(0) }
  }

  private static func key(_ plain: String, _ hasher: some IdentityHasher) -> Int64 {
    Int64(bitPattern: UInt64(hasher.digest(IdentityKey("lookup", plain)).prefix(16), radix: 16) ?? 0)
  }

  /// One spelling of a number: no spaces, hyphens and country code, capitals, an old resident number in its present form; nil where
  /// the text is no such number.
  static func plain(_ text: String) -> String? {
    var plain = ""
    for scalar in text.uppercased().unicodeScalars where !scalar.properties.isWhitespace && scalar != "-" {
      let isWide = (0xFF10...0xFF19).contains(scalar.value) || (0xFF21...0xFF3A).contains(scalar.value)
      plain.unicodeScalars.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    if plain.hasPrefix("+86") { plain.removeFirst(3) }
    guard lengths.contains(plain.count), plain.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
      plain.count(where: \.isNumber) >= digitsMin
    else { return nil }
    if plain.count == oldResidentLength, let resident = try? ResidentID.check(plain) { return resident.number }
    return plain
  }

  // MARK: A database from before

  /// Where in `marks` it stands that the table covers everything stored before it.
  private static let mark = "lookups"

  /// Fills the table from the log and the vault, once.
  public static func fill(_ db: any Database, keys: VaultKeys, codec: EventCodec) throws {
    guard try db.query("SELECT value FROM marks WHERE name = $1", [.text(mark)]).isEmpty else { return }
    let names = [PersonRecorded.name, PersonUpdated.name, PayeeRecorded.name, PropertyFound.name]
    let log = try db.cursor(
      LogReads.columns + " WHERE name IN ($1, $2, $3, $4) ORDER BY position", names.map(SQLValue.text))
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      guard let owner = owner(recorded.event, recorded.meta.stream),
        let content = try VaultTable.open([owner.vault], keys, db)[owner.vault]
      else { continue }
      try add(lines(content, of: owner.person, keys), db)
    }
    try db.run("INSERT INTO marks (name, value) VALUES ($1, 1)", [.text(mark)])
  }
}
