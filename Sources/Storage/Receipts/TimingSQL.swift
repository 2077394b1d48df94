import Basics
import Casework
import Enforcement
import Ledger

/// What people explained and what has not met its counterpart yet, in portable SQL.
enum TimingSQL {
  /// By how much the bank has more than the books for explained reasons, through a day.
  static func explained(_ account: String, through day: Day, before place: Int64, _ court: CourtCode, _ db: any Database) throws
    -> Money
  {
    let lines =
      try db.query(
        """
        SELECT CAST(COALESCE(SUM(CASE WHEN n.side = 'credit' THEN n.amount ELSE -n.amount END), 0) AS BIGINT) FROM bank_lines n
        WHERE n.court = $1 AND n.account = $2 AND n.day <= $3 AND n.settled IN ('explained', 'timing')
          AND NOT EXISTS (SELECT 1 FROM bank_entries e WHERE e.digest = n.digest AND e.digest <> '')
        """, [.text(court.text), .text(account), .int(Int64(day.number))]
      ).first?.int(0) ?? 0
    let entries =
      try db.query(
        """
        SELECT CAST(COALESCE(SUM(CASE WHEN e.debit = $3 THEN e.amount ELSE -e.amount END), 0) AS BIGINT)
        FROM bank_entries b JOIN ledger_entries e ON e.ref = b.ref
        WHERE b.court = $1 AND b.settled IN ('explained', 'timing') AND e.seq < $2 AND (e.debit = $3 OR e.credit = $3)
          AND e.phase IN \(BankDaySQL.moves)
          AND NOT EXISTS (SELECT 1 FROM bank_lines n WHERE n.digest = b.digest AND b.digest <> '')
        """, [.text(court.text), .int(place), BankDaySQL.bank]
      ).first?.int(0) ?? 0
    return Money(fen: lines - entries)
  }

  static func items(_ court: CourtCode, limit: Int, _ db: any Database) throws -> [TimingItem] {
    let lines = try db.query(
      """
      SELECT n.id, n.account, n.day, n.side, n.amount FROM bank_lines n WHERE n.court = $1 AND n.settled = 'timing'
        AND NOT EXISTS (SELECT 1 FROM bank_entries e WHERE e.digest = n.digest AND e.digest <> '')
      ORDER BY n.day, n.id LIMIT $2
      """, [.text(court.text), .int(Int64(limit))]
    ).map { row in
      let signed = Money(fen: row.text(3) == BankLine.Side.credit.rawValue ? row.int(4) : -row.int(4))
      let day = Day(number: Int32(row.int(2)))
      return TimingItem(
        day: day, line: (ID(raw: row.int(0)), row.text(1)), entry: nil, signed: signed,
        counterpart: try entry(of: signed, from: day, court, db).map { .entry($0) })
    }
    let entries = try db.query(
      """
      \(BankDaySQL.columns) WHERE b.court = $1 AND b.settled = 'timing' AND (e.debit = $2 OR e.credit = $2)
        AND e.phase IN \(BankDaySQL.moves) ORDER BY 1 LIMIT $3
      """, [.text(court.text), BankDaySQL.bank, .int(Int64(limit))]
    ).map(BankDaySQL.row).filter { $0.state == .timing }.map { row in
      TimingItem(
        day: row.line.at.day, line: nil, entry: row.line.entry.id.description, signed: row.signed,
        counterpart: try line(of: row.signed, from: row.line.at.day, court, db))
    }
    return (lines + entries).sorted { $0.day < $1.day }
  }

  private static func entry(of signed: Money, from day: Day, _ court: CourtCode, _ db: any Database) throws -> String? {
    let side = signed > .zero ? "debit" : "credit"
    let from = try BankDaySQL.place(of: Instant(day), db)
    return try db.query(
      """
      \(BankDaySQL.columns) WHERE e.\(side) = $1 AND e.court = $2 AND e.amount = $3 AND e.seq >= $4
        AND e.phase IN \(BankDaySQL.moves) ORDER BY 1 LIMIT 20
      """, [BankDaySQL.bank, .text(court.text), .int(abs(signed.fen)), .int(from)]
    ).map(BankDaySQL.row).first { $0.state == .open }?.line.entry.id.description
  }

  private static func line(of signed: Money, from day: Day, _ court: CourtCode, _ db: any Database) throws -> TimingItem
    .Counterpart?
  {
    let side = signed > .zero ? BankLine.Side.credit : .debit
    return try db.query(
      """
      SELECT n.id, n.account, n.day FROM bank_lines n WHERE n.court = $1 AND n.settled = '' AND n.side = $2 AND n.amount = $3
        AND n.day >= $4 AND NOT EXISTS (SELECT 1 FROM bank_entries e WHERE e.digest = n.digest AND e.digest <> '')
      ORDER BY n.day, n.id LIMIT 1
      """, [.text(court.text), .text(side.rawValue), .int(abs(signed.fen)), .int(Int64(day.number))]
    ).first.map { .line(ID(raw: $0.int(0)), account: $0.text(1), day: Day(number: Int32($0.int(2)))) }
  }
}
