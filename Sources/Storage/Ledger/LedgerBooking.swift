import Basics
import Casework
import Enforcement
import Ledger

/// Books the money events of one transaction. It loads what they touch, a few statements for an event however many entries it has,
/// asks the rules of ``Books``, and writes rows only when every event may be booked.
struct LedgerBooking {
  /// Entries of one event: their places in the ledger are the event's position and this many beside it.
  static let entriesPerEventMax: Int64 = 1 << 20

  private let court: String
  private var books = Books()
  /// Balances as they stood.
  private var before: [LedgerAccount: LedgerBalance] = [:]
  private var known: Set<String> = []
  private var booked: [(event: Int, group: LedgerGroup)] = []

  init(_ court: CourtCode) { self.court = court.text }

  /// The money events of a transaction in order; the refusal of the first that may not be booked.
  mutating func add(_ transaction: Transaction, _ db: any Database) throws -> LedgerRefusal? {
    var place = 0
    for part in transaction.streams {
      for (offset, event) in part.events.enumerated() {
        if let event = event as? any MoneyEvent {
          let meta = EventMeta(
            stream: part.stream, version: part.expected + offset + 1, court: transaction.court, at: transaction.at,
            actor: transaction.actor, causation: transaction.causation)
          if let refusal = try add(event, meta, place: place, db) { return refusal }
        }
        place += 1
      }
    }
    return nil
  }

  /// `place` numbers the event for ``write(_:position:)``.
  mutating func add(_ event: any MoneyEvent, _ meta: EventMeta, place: Int = 0, _ db: any Database) throws -> LedgerRefusal? {
    for reference in event.restsOn {
      switch reference {
      case .group(let key): try know(group: key, db)
      case .entry(let id): try know(entries: [id], db)
      }
    }
    guard let group = event.postings(meta, books) else { return nil }
    return try book(group, place: place, db)
  }

  mutating func book(_ group: LedgerGroup, place: Int = 0, _ db: any Database) throws -> LedgerRefusal? {
    try know(group: group.key, db)
    try know(entries: group.references, db)
    try know(accounts: group.accounts, db)
    do throws(LedgerRefusal) {
      if try books.book(group) == .booked { booked.append((place, group)) }
      return nil
    } catch {
      return error
    }
  }

  /// Writes entries and balances; `position` gives the log's position of each event.
  func write(_ db: any Database, position: (Int) -> Int64) throws {
    guard !booked.isEmpty else { return }
    for (event, group) in booked {
      let first = LedgerTables.place(position(event))
      try db.runAll(
        LedgerTables.insertEntry,
        group.entries.lazy.enumerated().map { LedgerTables.row($1, court: court, place: first + Int64($0)) })
    }
    try db.runAll(LedgerTables.addToAccount, changes.map { LedgerTables.row($0, $1, court: court) })
  }

  /// What was booked, in order.
  var entries: [LedgerEntry] { booked.flatMap(\.group.entries) }
  /// What every account gained, in the order of their texts.
  var changes: [(account: LedgerAccount, change: LedgerBalance)] {
    let texts = before.map { ($0.key.description, $0.key, books.balance($0.key) - $0.value) }
    return texts.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
  }

  // MARK: What the rules need

  private mutating func know(group key: String, _ db: any Database) throws {
    guard known.insert(key).inserted else { return }
    let rows = try db.query(LedgerTables.entriesOfGroup, [.text(key + "#"), .text(key + "$")])
    let ends = rows.isEmpty ? [] : try db.query(LedgerTables.endsOfGroup, [.text(key + "#"), .text(key + "$")])
    let entries = try rows.map(LedgerTables.entry)
    know(entries, ends)
    books.know(group: key, entries.map(\.id))
  }

  private mutating func know(entries ids: [EntryID], _ db: any Database) throws {
    let missing = ids.filter { books.entries[$0] == nil }.map { SQLValue.text($0.description) }
    guard !missing.isEmpty else { return }
    let rows = try Blocks.query(missing, db) { "\(LedgerTables.entryColumns) WHERE ref IN (\($0))" }
    let ends = try Blocks.query(missing, db) {
      "SELECT of_ref, ref FROM ledger_entries WHERE of_ref IN (\($0)) AND of_ref <> ''"
    }
    know(try rows.map(LedgerTables.entry), ends)
  }

  private mutating func know(_ entries: [LedgerEntry], _ ends: [SQLRow]) {
    var endedBy: [String: EntryID] = [:]
    for row in ends { endedBy[row.text(0)] = EntryID(row.text(1)) }
    // What this transaction has booked or ended is newer than the tables.
    for entry in entries where books.entries[entry.id] == nil {
      books.know(entry, endedBy: endedBy.isEmpty ? nil : endedBy[entry.id.description])
    }
  }

  private mutating func know(accounts: Set<LedgerAccount>, _ db: any Database) throws {
    var missing = accounts.filter { before[$0] == nil }
    guard !missing.isEmpty else { return }
    for account in missing { before[account] = .zero }
    let keys = missing.map { SQLValue.text($0.description) }
    let rows = try Blocks.query(keys, leading: [.text(court)], db) {
      "\(LedgerTables.accountColumns) WHERE court = $1 AND account IN (\($0))"
    }
    for row in rows {
      guard let account = LedgerAccount(row.text(0)), missing.remove(account) != nil else { continue }
      let balance = LedgerTables.balance(row, from: 1)
      before[account] = balance
      books.know(account, balance: balance)
    }
  }
}

/// Questions about many keys at once: a few statements of fixed widths, so that each is prepared once.
enum Blocks {
  static let widths = [256, 64, 16, 4, 1]

  /// `sql` is given the placeholders; `leading` values come before them.
  static func query(
    _ keys: [SQLValue], leading: [SQLValue] = [], _ db: any Database, sql: (String) -> String
  ) throws -> [SQLRow] {
    var rows: [SQLRow] = []
    var rest = keys[...]
    while !rest.isEmpty {
      let width = widths.first { $0 <= rest.count } ?? 1
      let places = (1...width).map { "$\(leading.count + $0)" }.joined(separator: ", ")
      rows += try db.query(sql(places), leading + rest.prefix(width))
      rest = rest.dropFirst(width)
    }
    return rows
  }
}
