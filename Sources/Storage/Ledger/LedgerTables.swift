import Basics
import Casework
import Enforcement
import Ledger

/// The ledger's derived tables: entries in the order booked, the sums of every account, the statements.
public enum LedgerTables {
  /// With the columns that order their comparison.
  public static let tables: [(name: String, order: String)] = [
    ("ledger_entries", "seq"), ("ledger_accounts", "court, account"), ("ledger_statements", "court, number"),
  ]

  /// Books one event of a log that is read again. A log whose money may not be booked is not ours.
  static func apply(_ event: any Event, _ meta: EventMeta, position: Int64, _ db: any Database) throws {
    guard let event = event as? any MoneyEvent else { return }
    var booking = LedgerBooking(meta.court)
    if let refusal = try booking.add(event, meta, db) {
      throw LedgerLogFault(position: position, stream: meta.stream.description, refusal: refusal)
    }
    try booking.write(db) { _ in position }
  }

  /// Builds the tables from the log of a database that had none, in the caller's transaction.
  public static func build(_ db: any Database, codec: EventCodec) throws {
    for table in tables { try db.run("DELETE FROM \(table.name)", []) }
    let log = try events(db)
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      try apply(recorded.event, recorded.meta, position: recorded.position, db)
      try statement(recorded.event, recorded.meta, position: recorded.position, db)
    }
  }

  /// The events of the log that concern the ledger, in order. Names are our own words, never input.
  static func events(_ db: any Database) throws -> any RowReader {
    let types = eventCatalogue.filter { $0 is any MoneyEvent.Type || $0 is LedgerDayClosed.Type }
    let names = types.map { "'\($0.name)'" }.joined(separator: ", ")
    return try db.cursor(LogReads.columns + " WHERE name IN (\(names)) ORDER BY position", [])
  }

  static func statement(_ event: any Event, _ meta: EventMeta, position: Int64, _ db: any Database) throws {
    guard let event = event as? LedgerDayClosed else { return }
    try db.run(
      """
      INSERT INTO ledger_statements (court, number, day, through, entries, digest, position) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (court, number) DO NOTHING
      """,
      [
        .text(meta.court.text), .int(event.number), .int(Int64(event.day.number)), .int(event.through), .int(event.entries),
        .text(event.digest), .int(position),
      ])
  }

  // MARK: Rows

  /// The place of an event's first entry.
  static func place(_ position: Int64) -> Int64 { position * LedgerBooking.entriesPerEventMax }

  static let insertEntry = """
    INSERT INTO ledger_entries (seq, court, ref, debit, credit, amount, code, phase, of_ref)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """
  static func row(_ entry: LedgerEntry, court: String, place: Int64) -> [SQLValue] {
    [
      .int(place), .text(court), .text(entry.id.description), .text(entry.debit.description), .text(entry.credit.description),
      .int(entry.amount.fen), .text(entry.code.rawValue), .text(entry.phase.word),
      .text(entry.phase.of.map(\.description) ?? ""),
    ]
  }
  static let entryFields = "ref, debit, credit, amount, code, phase, of_ref"
  static let entryColumns = "SELECT \(entryFields) FROM ledger_entries"
  static let entriesOfGroup = "\(entryColumns) WHERE ref >= $1 AND ref < $2 ORDER BY seq"
  static let endsOfGroup = "SELECT of_ref, ref FROM ledger_entries WHERE of_ref >= $1 AND of_ref < $2 AND of_ref <> ''"

  static func entry(_ row: SQLRow) throws -> LedgerEntry { try entry(row, from: 0) }
  static func entry(_ row: SQLRow, from first: Int) throws -> LedgerEntry {
    let of = row.text(first + 6)
    guard let id = EntryID(row.text(first)), let debit = LedgerAccount(row.text(first + 1)),
      let credit = LedgerAccount(row.text(first + 2)), let code = LedgerCode(rawValue: row.text(first + 4)),
      let phase = LedgerEntry.Phase(row.text(first + 5), of: of.isEmpty ? nil : EntryID(of))
    else { throw LedgerRowFault(ref: row.text(first)) }
    return LedgerEntry(id, debit: debit, credit: credit, amount: Money(fen: row.int(first + 3)), code: code, phase: phase)
  }

  static let addToAccount = """
    INSERT INTO ledger_accounts (court, account, kind, posted_debits, posted_credits, pending_debits, pending_credits)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (court, account) DO UPDATE SET
      posted_debits = ledger_accounts.posted_debits + excluded.posted_debits,
      posted_credits = ledger_accounts.posted_credits + excluded.posted_credits,
      pending_debits = ledger_accounts.pending_debits + excluded.pending_debits,
      pending_credits = ledger_accounts.pending_credits + excluded.pending_credits
    """
  static func row(_ account: LedgerAccount, _ change: LedgerBalance, court: String) -> [SQLValue] {
    [
      .text(court), .text(account.description), .text(account.kind.rawValue), .int(change.postedDebits.fen),
      .int(change.postedCredits.fen), .int(change.pendingDebits.fen), .int(change.pendingCredits.fen),
    ]
  }
  static let accountColumns =
    "SELECT account, posted_debits, posted_credits, pending_debits, pending_credits FROM ledger_accounts"
  static func balance(_ row: SQLRow, from first: Int) -> LedgerBalance {
    LedgerBalance(
      postedDebits: Money(fen: row.int(first)), postedCredits: Money(fen: row.int(first + 1)),
      pendingDebits: Money(fen: row.int(first + 2)), pendingCredits: Money(fen: row.int(first + 3)))
  }

  static func totals(_ court: CourtCode, _ db: any Database) throws -> LedgerTotals {
    let rows = try db.query(
      """
      SELECT kind, CAST(SUM(posted_debits) AS BIGINT), CAST(SUM(posted_credits) AS BIGINT), CAST(SUM(pending_debits) AS BIGINT),
        CAST(SUM(pending_credits) AS BIGINT) FROM ledger_accounts WHERE court = $1 GROUP BY kind
      """, [.text(court.text)])
    var totals = LedgerTotals()
    for row in rows {
      guard let kind = LedgerAccount.Kind(rawValue: row.text(0)) else { throw LedgerRowFault(ref: row.text(0)) }
      totals.kinds[kind] = balance(row, from: 1)
    }
    return totals
  }
}

/// An event of the log cannot be booked.
public struct LedgerLogFault: Error, Sendable, CustomStringConvertible {
  public let position: Int64
  public let stream: String
  public let refusal: LedgerRefusal
  public var description: String { "event \(position) (\(stream)): \(refusal.message.en)" }
}

/// A row of the ledger's tables that is none.
public struct LedgerRowFault: Error, Sendable, CustomStringConvertible {
  public let ref: String
  public var description: String { "the ledger's tables have a row that cannot be read: \(ref)" }
}
