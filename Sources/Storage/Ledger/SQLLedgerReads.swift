import Basics
import Casework
import Enforcement
import Ledger

/// Reads of the ledger in portable SQL.
public struct SQLLedgerReads: LedgerReads {
  private let connections: any ReadConnections
  private let codec: EventCodec

  public init(_ connections: any ReadConnections, codec: EventCodec = EventCodec()) {
    self.connections = connections
    self.codec = codec
  }

  public func balance(of account: LedgerAccount, court: CourtCode) async throws -> LedgerBalance {
    try await connections.read { db in
      let rows = try db.query(
        LedgerTables.accountColumns + " WHERE court = $1 AND account = $2", [.text(court.text), .text(account.description)])
      return rows.first.map { LedgerTables.balance($0, from: 1) } ?? .zero
    }
  }

  /// What stands, less what came after: a recent day is near the end of the ledger.
  public func posted(on account: LedgerAccount, court: CourtCode, before day: Day) async throws -> LedgerBalance {
    try await connections.read { db in
      let name = SQLValue.text(account.description)
      let rows = try db.query(
        LedgerTables.accountColumns + " WHERE court = $1 AND account = $2", [.text(court.text), name])
      guard let stands = rows.first.map({ LedgerTables.balance($0, from: 1) }) else { return .zero }
      let place = try BankDaySQL.place(of: Instant(day), db)
      func after(_ side: String) throws -> Money {
        let sum = try db.query(
          """
          SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_entries
          WHERE \(side) = $1 AND seq >= $2 AND court = $3 AND phase IN \(BankDaySQL.moves)
          """, [name, .int(place), .text(court.text)])
        return Money(fen: sum.first?.int(0) ?? 0)
      }
      return LedgerBalance(
        postedDebits: stands.postedDebits - (try after("debit")), postedCredits: stands.postedCredits - (try after("credit")),
        pendingDebits: .zero, pendingCredits: .zero)
    }
  }

  public func entries(_ filter: LedgerFilter, court: CourtCode, after place: Int64, limit: Int) async throws -> [LedgerLine] {
    try await connections.read { db in
      let question = LedgerQuestion(filter, court)
      return try db.query(question.sql, question.values(after: place, limit: limit)).map(LedgerQuestion.line)
    }
  }

  public func accounts(
    _ kind: LedgerAccount.Kind?, court: CourtCode, after account: LedgerAccount?, limit: Int
  ) async throws -> [LedgerAccountRow] {
    try await connections.read { db in
      // Texts of a kind begin with its name and a colon; the next character is the semicolon.
      let from = account?.description ?? kind.map { $0.rawValue + ":" } ?? ""
      let until = kind.map { $0.rawValue + ";" } ?? "~"
      let rows = try db.query(
        LedgerTables.accountColumns + " WHERE court = $1 AND account > $2 AND account < $3 ORDER BY account LIMIT $4",
        [.text(court.text), .text(from), .text(until), .int(max(0, limit))])
      return try rows.map { row in
        guard let account = LedgerAccount(row.text(0)) else { throw LedgerRowFault(ref: row.text(0)) }
        return LedgerAccountRow(account: account, balance: LedgerTables.balance(row, from: 1))
      }
    }
  }

  public func totals(_ court: CourtCode) async throws -> LedgerTotals {
    try await connections.read { try LedgerTables.totals(court, $0) }
  }

  public func courts() async throws -> [CourtCode] {
    try await connections.read { db in
      try db.query("SELECT DISTINCT court FROM ledger_accounts ORDER BY court", []).map { CourtCode($0.text(0)) }
    }
  }

  public func statements(_ court: CourtCode, limit: Int) async throws -> [LedgerDayClosed] {
    let codec = codec
    return try await connections.read { db in
      let rows = try db.query(
        LogReads.columns + " WHERE stream = $1 ORDER BY version DESC LIMIT $2",
        [.text(StreamID.courtLedger(court).description), .int(max(0, limit))])
      return try rows.compactMap { try LogReads.event($0, codec).event as? LedgerDayClosed }
    }
  }
}

/// A filter as SQL: entries with their events. Each condition is written only where it is asked for, so that its index serves it.
struct LedgerQuestion {
  let sql: String
  private let fixed: [SQLValue]

  init(_ filter: LedgerFilter, _ court: CourtCode) {
    // $1 place, $2 limit, then what follows.
    var values: [SQLValue] = [.text(court.text)]
    var conditions = ["e.seq > $1", "e.court = $3"]
    func add(_ value: SQLValue) -> String {
      values.append(value)
      return "$\(values.count + 2)"
    }
    if let account = filter.account {
      let name = add(.text(account.description))
      conditions.append("(e.debit = \(name) OR e.credit = \(name))")
    }
    if let caseID = filter.caseID {
      let account = add(.text(LedgerAccount(.case, "\(caseID)").description))
      let stream = add(.text(StreamID.caseAccount(caseID).description))
      let places = LedgerBooking.entriesPerEventMax
      conditions.append(
        """
        e.seq IN (SELECT seq FROM ledger_entries WHERE debit = \(account) UNION
          SELECT seq FROM ledger_entries WHERE credit = \(account) UNION
          SELECT x.seq FROM log s JOIN ledger_entries x ON x.seq >= s.position * \(places) AND x.seq < (s.position + 1) * \(places)
          WHERE s.stream = \(stream))
        """)
    }
    if let from = filter.from { conditions.append("l.at >= \(add(.int(Instant(from).milliseconds)))") }
    if let through = filter.through { conditions.append("l.at < \(add(.int(Instant(through + 1).milliseconds)))") }
    let fields = LedgerTables.entryFields.split(separator: " ").map { "e.\($0)" }.joined(separator: " ")
    sql = """
      SELECT e.seq, \(fields), r.amount, l.stream, l.version, l.at, l.actor
      FROM ledger_entries e JOIN log l ON l.position = e.seq / \(LedgerBooking.entriesPerEventMax)
      LEFT JOIN ledger_entries r ON r.ref = e.of_ref AND e.phase IN ('post', 'void')
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY e.seq LIMIT $2
      """
    fixed = values
  }

  func values(after place: Int64, limit: Int) -> [SQLValue] { [.int(place), .int(max(0, limit))] + fixed }

  static func line(_ row: SQLRow) throws -> LedgerLine {
    guard let source = StreamID(row.text(9)), let actor = Actor.Ref(row.text(12)) else { throw LedgerRowFault(ref: row.text(1)) }
    return LedgerLine(
      place: row.int(0), entry: try LedgerTables.entry(row, from: 1), reserved: row.optionalInt(8).map { Money(fen: $0) },
      source: source, version: Int(row.int(10)), at: Instant(milliseconds: row.int(11)), actor: actor)
  }
}
