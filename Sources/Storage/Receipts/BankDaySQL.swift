import Basics
import Casework
import Enforcement
import Ledger

/// A day of the bank beside the books, in portable SQL.
enum BankDaySQL {
  static let bank = SQLValue.text(LedgerAccount.bank.description)
  /// Phases that move money; what is reserved is not at the bank yet.
  static let moves = "('posted', 'post', 'reversal')"

  /// What a decision about the day needs to know.
  static func books(
    _ account: String, _ day: Day, entries: [String], _ court: CourtCode, _ db: any Database
  ) throws -> BankBooks {
    var books = BankBooks()
    let which: [SQLValue] = [.text(court.text), .text(account), .int(Int64(day.number))]
    let booked = try db.query(
      """
      SELECT l.digest FROM bank_lines l JOIN bank_entries e ON e.digest = l.digest AND e.digest <> ''
      WHERE l.court = $1 AND l.account = $2 AND l.day = $3
      """, which)
    books.booked = Set(booked.map { $0.text(0) })
    let span = try places(of: day, db)
    books.entries = try self.entries(span, court, limit: .max, db).map { row in
      BankBooks.Entry(
        ref: row.line.entry.id.description, signed: row.signed, isSettled: row.state != .open, isTiming: row.state == .timing)
    }
    for ref in entries {
      if let row = try entry(ref, court, db) {
        books.named[ref] = BankBooks.Entry(
          ref: ref, signed: row.signed, isSettled: row.state != .open, isTiming: row.state == .timing)
      }
    }
    books.balance = try balance(through: span.upperBound, court, db)
    books.previousClosing = try previousClosing(account, day, court, db)
    return books
  }

  static func previousClosing(_ account: String, _ day: Day, _ court: CourtCode, _ db: any Database) throws -> Money? {
    try db.query(
      """
      SELECT closing FROM bank_days WHERE court = $1 AND account = $2 AND day < $3 AND closing IS NOT NULL
      ORDER BY day DESC LIMIT 1
      """, [.text(court.text), .text(account), .int(Int64(day.number))]
    ).first?.optionalInt(0).map { Money(fen: $0) }
  }

  // MARK: Entries

  /// Places in the ledger of what was booked on a day. The log's moments grow with its positions, so its first event of a day is found by
  /// halving.
  static func places(of day: Day, _ db: any Database) throws -> Range<Int64> {
    let from = try place(of: Instant(day), db)
    return from..<max(from, try place(of: Instant(day + 1), db))
  }
  static func place(of moment: Instant, _ db: any Database) throws -> Int64 {
    let last = try db.query("SELECT COALESCE(MAX(position), 0) FROM log", []).first?.int(0) ?? 0
    var (low, high) = (Int64(0), last + 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      let row = try db.query(
        "SELECT at FROM log WHERE position >= $1 ORDER BY position LIMIT 1", [.int(middle)]
      ).first
      if let row, row.int(0) < moment.milliseconds { low = middle } else { high = middle }
    }
    return LedgerTables.place(high)
  }

  static let state = """
    CASE WHEN COALESCE(b.settled, '') NOT IN ('', 'timing') THEN b.settled WHEN EXISTS (
      SELECT 1 FROM bank_lines n WHERE n.digest = b.digest AND b.digest <> '') THEN 'same'
      WHEN b.settled = 'timing' THEN 'timing' ELSE 'open' END
    """
  static var columns: String {
    let fields = LedgerTables.entryFields.split(separator: " ").map { "e.\($0)" }.joined(separator: " ")
    return """
      SELECT e.seq, \(fields), NULL, l.stream, l.version, l.at, l.actor, \(state)
      FROM ledger_entries e JOIN log l ON l.position = e.seq / \(LedgerBooking.entriesPerEventMax)
      LEFT JOIN bank_entries b ON b.ref = e.ref
      """
  }
  static func row(_ row: SQLRow) throws -> BankEntryRow {
    BankEntryRow(line: try LedgerQuestion.line(row), state: ItemState(rawValue: row.text(13)) ?? .open)
  }

  /// Entries on the bank's account in these places, in the order booked.
  static func entries(_ span: Range<Int64>, _ court: CourtCode, limit: Int, _ db: any Database) throws -> [BankEntryRow] {
    let side = { (side: String) in
      "\(columns) WHERE e.\(side) = $1 AND e.seq >= $2 AND e.seq < $3 AND e.court = $4 AND e.phase IN \(moves)"
    }
    return try db.query(
      "\(side("debit")) UNION ALL \(side("credit")) ORDER BY 1 LIMIT $5",
      [bank, .int(span.lowerBound), .int(span.upperBound), .text(court.text), .int(Int64(limit))]
    ).map(row)
  }

  static func entry(_ ref: String, _ court: CourtCode, _ db: any Database) throws -> BankEntryRow? {
    try db.query(
      "\(columns) WHERE e.ref = $1 AND e.court = $2 AND (e.debit = $3 OR e.credit = $3) AND e.phase IN \(moves)",
      [.text(ref), .text(court.text), bank]
    ).first.map(row)
  }

  /// The books' balance at the bank before a place: the balance that stands, less what came after.
  static func balance(through place: Int64, _ court: CourtCode, _ db: any Database) throws -> Money {
    let stands =
      try db.query(
        "SELECT posted_debits - posted_credits FROM ledger_accounts WHERE court = $1 AND account = $2", [.text(court.text), bank]
      ).first?.int(0) ?? 0
    func after(_ side: String) throws -> Int64 {
      try db.query(
        """
        SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_entries
        WHERE \(side) = $1 AND seq >= $2 AND court = $3 AND phase IN \(moves)
        """, [bank, .int(place), .text(court.text)]
      ).first?.int(0) ?? 0
    }
    return Money(fen: stands - (try after("debit")) + (try after("credit")))
  }

  // MARK: Lines

  static let lineState = """
    CASE WHEN n.settled NOT IN ('', 'timing') THEN n.settled WHEN e.ref IS NOT NULL THEN 'same'
      WHEN n.settled = 'timing' THEN 'timing' ELSE 'open' END
    """
  static func lines(_ account: String, _ day: Day, _ court: CourtCode, limit: Int, _ db: any Database) throws -> [BankLineRow] {
    try db.query(
      """
      SELECT n.id, n.side, n.amount, n.payment, n.is_return, n.vault, n.vault_version, n.vault_digest, \(lineState), e.ref
      FROM bank_lines n LEFT JOIN bank_entries e ON e.digest = n.digest AND e.digest <> ''
      WHERE n.court = $1 AND n.account = $2 AND n.day = $3 ORDER BY n.id LIMIT $4
      """, [.text(court.text), .text(account), .int(Int64(day.number)), .int(limit)]
    ).map { row in
      BankLineRow(
        id: ID(raw: row.int(0)), side: BankLine.Side(rawValue: row.text(1)) ?? .credit, amount: Money(fen: row.int(2)),
        payment: row.text(3).isEmpty ? nil : row.text(3), isReturn: row.int(4) == 1,
        vault: row.int(5) == 0 ? nil : VaultRef(id: ID(raw: row.int(5)), version: Int(row.int(6)), digest: row.text(7)),
        state: ItemState(rawValue: row.text(8)) ?? .open, entry: row.optionalText(9))
    }
  }

  /// Days with the number of their lines that are still open.
  static func days(_ condition: String, _ values: [SQLValue], limit: Int, _ db: any Database) throws -> [BankDayRow] {
    try db.query(
      """
      SELECT d.account, d.day, d.opening, d.closing, d.lines, d.reconciled_at, (
        SELECT COUNT(*) FROM bank_lines n WHERE n.court = d.court AND n.account = d.account AND n.day = d.day AND n.settled = ''
          AND NOT EXISTS (SELECT 1 FROM bank_entries e WHERE e.digest = n.digest AND e.digest <> ''))
      FROM bank_days d WHERE \(condition) ORDER BY d.day DESC, d.account LIMIT \(max(0, limit))
      """, values
    ).map { row in
      BankDayRow(
        account: row.text(0), day: Day(number: Int32(row.int(1))), opening: row.optionalInt(2).map { Money(fen: $0) },
        closing: row.optionalInt(3).map { Money(fen: $0) }, lines: Int(row.int(4)), open: Int(row.int(6)),
        reconciledAt: row.int(5) == 0 ? nil : Instant(milliseconds: row.int(5)))
    }
  }
}
