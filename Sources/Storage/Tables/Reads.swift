import Basics
import Casework
import Enforcement

/// Reads of the log and look-ups for commands, in portable SQL.
public enum LogReads {
  public static let columns = "SELECT position, stream, version, court, name, at, actor, causation, payload, hash FROM log"

  /// Columns in the order of the log's queries.
  public static func row(_ row: SQLRow) -> LogRow {
    LogRow(
      position: row.int(0), stream: row.text(1), version: Int(row.int(2)), court: row.text(3), name: row.text(4), at: row.int(5),
      actor: row.text(6), causation: row.text(7), payload: row.blob(8), hash: row.blob(9))
  }
  /// Throws ``LogFault`` where stream or actor cannot be read, ``EventCodec/Failure`` for the payload.
  public static func event(_ stored: SQLRow, _ codec: EventCodec) throws -> RecordedEvent {
    let row = row(stored)
    guard let meta = row.meta else { throw LogFault(position: row.position, stream: row.stream) }
    return RecordedEvent(
      position: row.position, meta: meta, event: try codec.decode(row.name, row.payload, position: row.position))
  }

  public static func identities(_ digests: [String], _ db: any Database) throws -> [String: Int64] {
    var found: [String: Int64] = [:]
    for digest in Set(digests) {
      if let id = try db.query("SELECT id FROM identities WHERE digest = $1", [.text(digest)]).first?.int(0) {
        found[digest] = id
      }
    }
    return found
  }

  public static func find(_ need: Need, _ court: CourtCode, _ db: any Database) throws -> NeedAnswer {
    switch need {
    case .load:
      return .load(try CaseCounts.load(court, db))
    case .ledger: return .ledger(try LedgerControl.standing(court, db))
    case .moneyWeek(let from, let through): return .moneyWeek(try MoneySQL.week(from, through, court, db))
    case .sameInstrument(let numbers):
      var found: [String: [String]] = [:]
      for number in Set(numbers) {
        let rows = try db.query(
          "SELECT number FROM cases WHERE court = $1 AND instrument = $2 AND number <> '' ORDER BY id LIMIT 20",
          [.text(court.text), .text(number)])
        if !rows.isEmpty { found[number] = rows.map { $0.text(0) } }
      }
      return .sameInstrument(found)
    case .docketRefs(let refs):
      var found: [String: ID<CaseFile>] = [:]
      for ref in Set(refs) where !ref.isEmpty {
        let row = try db.query(
          "SELECT id FROM cases WHERE court = $1 AND docket_ref = $2 AND docket_ref <> '' ORDER BY id LIMIT 1",
          [.text(court.text), .text(ref)]
        ).first
        if let row { found[ref] = ID(raw: row.int(0)) }
      }
      return .docketRefs(found)
    case .caseNumbers(let numbers):
      var found: [String: ID<CaseFile>] = [:]
      for number in Set(numbers) {
        let parts = Projections.numberParts(number)
        let row = try db.query(
          "SELECT id FROM cases WHERE court = $1 AND serial = $2 AND year = $3 AND number = $4",
          [.text(court.text), .int(parts.serial), .int(parts.year), .text(number)]
        ).first
        if let row { found[number] = ID(raw: row.int(0)) }
      }
      return .caseNumbers(found)
    case .letters(let numbers):
      var found: [String: Set<ID<Person>>] = [:]
      for number in Set(numbers) where !number.isEmpty {
        let rows = try db.query(
          "SELECT DISTINCT person FROM deliveries WHERE court = $1 AND tracking = $2 AND tracking <> ''",
          [.text(court.text), .text(number)])
        found[number] = Set(rows.map { ID(raw: $0.int(0)) })
      }
      return .letters(found)
    case .openCases(let staff, let limit):
      let rows = try ["handler", "judge"].flatMap { column in
        try db.query(
          "SELECT id FROM cases WHERE \(column) = $1 AND court = $2 AND status = 'open' ORDER BY id LIMIT $3",
          [.int(staff.raw), .text(court.text), .int(limit)])
      }
      return .openCases(Set(rows.map { $0.int(0) }).sorted().prefix(limit).map { ID(raw: $0) })
    case .bankBooks(let account, let day, let entries):
      return .bankBooks(try BankDaySQL.books(account, day, entries: entries, court, db))
    }
  }

  /// Kept by ``LogWriter`` with every transaction.
  public static func largestID(_ db: any Database) throws -> Int64 {
    try db.query("SELECT value FROM marks WHERE name = $1", [.text(LogWriter.idMark)]).first?.int(0) ?? 0
  }
}

/// The queue of work, claimed under leases. A lease of 0 waits; any other is the moment until which someone has the row.
public enum WorkTable {
  /// The moment at which the next row of these kinds is, or again becomes, free and due.
  public static func nextDue(_ kinds: Set<WorkItem.Kind>, paced: Bool, _ db: any Database) throws -> Instant? {
    var moments = try kinds.compactMap { kind in
      try db.query(
        "SELECT due FROM work WHERE kind = $1 AND paced = $2 AND lease = 0 ORDER BY due, place LIMIT 1",
        [.text(kind.rawValue), .flag(paced)]
      ).first?.int(0)
    }
    for row in try db.query("SELECT kind, due, lease FROM work WHERE lease > 0 AND paced = $1", [.flag(paced)]) {
      guard let kind = WorkItem.Kind(rawValue: row.text(0)), kinds.contains(kind) else { continue }
      moments.append(max(row.int(1), row.int(2)))
    }
    return moments.min().map(Instant.init(milliseconds:))
  }

  /// Each kind by its index, so that a long queue of one kind never stands before another.
  public static func take(
    _ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64, _ db: any Database
  ) throws -> [WorkItem] {
    let moment = SQLValue.int(now.milliseconds)
    try db.run("UPDATE work SET lease = 0 WHERE lease > 0 AND lease <= $1", [moment])
    var rows: [SQLRow] = []
    for kind in kinds {
      rows += try db.query(
        """
        SELECT id, kind, key, due, paced, payload, place FROM work
        WHERE kind = $1 AND paced = $2 AND lease = 0 AND due <= $3 ORDER BY due, place LIMIT $4
        """, [.text(kind.rawValue), .flag(paced), moment, .int(max(0, limit))])
    }
    let taken = rows.sorted { ($0.int(3), $0.int(6)) < ($1.int(3), $1.int(6)) }.prefix(max(0, limit))
    let lease = max(now.adding(seconds: leaseSeconds).milliseconds, 1)
    return try taken.compactMap { row in
      try db.run("UPDATE work SET lease = $2 WHERE id = $1", [.text(row.text(0)), .int(lease)])
      return WorkItem.Kind(rawValue: row.text(1)).map {
        WorkItem(
          id: row.text(0), kind: $0, key: row.text(2), due: Instant(milliseconds: row.int(3)), paced: row.int(4) == 1,
          payload: row.text(5))
      }
    }
  }

  /// When the oldest item of work not done was due, by kind.
  public static func oldest(_ db: any Database) throws -> [WorkItem.Kind: Instant] {
    var oldest: [WorkItem.Kind: Instant] = [:]
    for row in try db.query("SELECT kind, MIN(due) FROM work GROUP BY kind", []) {
      if let kind = WorkItem.Kind(rawValue: row.text(0)) { oldest[kind] = Instant(milliseconds: row.int(1)) }
    }
    return oldest
  }

  /// How many items of work are not done, by kind; unknown kinds are left out.
  public static func pending(_ db: any Database) throws -> [WorkItem.Kind: Int] {
    var pending: [WorkItem.Kind: Int] = [:]
    for row in try db.query("SELECT kind, COUNT(*) FROM work GROUP BY kind", []) {
      if let kind = WorkItem.Kind(rawValue: row.text(0)) { pending[kind] = Int(row.int(1)) }
    }
    return pending
  }

  static func has(_ id: String, _ db: any Database) throws -> Bool {
    try !db.query("SELECT id FROM work WHERE id = $1", [.text(id)]).isEmpty
  }

  /// The number of the newest row: later rows of the same moment come after it.
  public static func lastPlace(_ db: any Database) throws -> Int64 {
    try db.query("SELECT COALESCE(MAX(place), 0) FROM work", []).first?.int(0) ?? 0
  }
}

/// Sealed content by reference.
public enum VaultTable {
  public static func open(_ refs: [VaultRef], _ keys: VaultKeys, _ db: any Database) throws -> [VaultRef: VaultContent] {
    var opened: [VaultRef: VaultContent] = [:]
    for ref in Set(refs) {
      let rows = try db.query("SELECT sealed FROM vault WHERE id = $1 AND version = $2", [.int(ref.id.raw), .int(ref.version)])
      guard let sealed = rows.first?.blob(0) else { continue }
      opened[ref] = try content(sealed, ref, keys)
    }
    return opened
  }
  static func content(_ sealed: [UInt8], _ ref: VaultRef, _ keys: VaultKeys) throws -> VaultContent {
    let bytes = try keys.decrypt(sealed, id: ref.id, version: ref.version)
    return try JSONText.decode(VaultContent.self, String(decoding: bytes, as: UTF8.self))
  }
}
