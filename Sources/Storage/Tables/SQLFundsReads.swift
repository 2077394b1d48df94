import Basics
import Casework
import Enforcement
import Ledger

extension MoneySQL {
  /// What came in and went out in these days by handler, and the cases that may hold money.
  static func week(_ from: Day, _ through: Day, _ court: CourtCode, _ db: any Database) throws -> MoneyWeek {
    var week = MoneyWeek()
    let received = try db.query(
      """
      SELECT c.handler, count(*), sum(r.amount) FROM receipts r JOIN cases c ON c.id = r.case_id
      WHERE r.court = $1 AND r.on_day >= $2 AND r.on_day <= $3 GROUP BY c.handler
      """, [.text(court.text), .int(Int64(from.number)), .int(Int64(through.number))])
    for row in received {
      week.flows[row.int(0), default: MoneyWeek.Flow()].receivedCount = Int(row.int(1))
      week.flows[row.int(0), default: MoneyWeek.Flow()].received = Money(fen: row.int(2))
    }
    let paid = try db.query(
      """
      SELECT c.handler, count(*), sum(p.total) FROM payouts p JOIN cases c ON c.id = p.case_id
      WHERE p.court = $1 AND p.settled_at >= $2 AND p.settled_at <= $3 GROUP BY c.handler
      """, [.text(court.text), .int(Instant(from).milliseconds), .int(Instant.end(of: through).milliseconds)])
    for row in paid {
      week.flows[row.int(0), default: MoneyWeek.Flow()].paidCount = Int(row.int(1))
      week.flows[row.int(0), default: MoneyWeek.Flow()].paidOut = Money(fen: row.int(2))
    }
    week.cases = try db.query(
      "SELECT id, number, handler FROM cases WHERE court = $1 AND money_in > money_out ORDER BY id LIMIT $2",
      [.text(court.text), .int(MoneyWeek.casesMax)]
    ).map { MoneyWeek.Case(id: ID(raw: $0.int(0)), number: $0.text(1), handler: $0.int(2) > 0 ? ID(raw: $0.int(2)) : nil) }
    return week
  }
}

extension SQLCaseReads: FundsReads {
  public func waiting(
    at gate: MoneyGate, court: CourtCode, limit: Int
  ) async throws -> (rows: [GateRow], total: Int, sum: Money) {
    guard let status = CaseAccount.PayoutState.Status.allCases.first(where: { $0.gate == gate }) else { return ([], 0, .zero) }
    let values: [SQLValue] = [.text(court.text), .text(status.rawValue)]
    return try await connections.read { db in
      let count = try db.query("SELECT count(*), COALESCE(sum(total), 0) FROM payouts WHERE court = $1 AND status = $2", values)
        .first
      let rows = try db.query(
        """
        SELECT p.id, p.case_id, c.number, c.handler, p.total, p.proposed_at, p.proposed_by, p.supervised_by, p.approved_by,
          (SELECT min(r.pay_by) FROM receipts r WHERE r.case_id = p.case_id)
        FROM payouts p JOIN cases c ON c.id = p.case_id
        WHERE p.court = $1 AND p.status = $2 ORDER BY p.proposed_at, p.id LIMIT $3
        """, values + [.int(Int64(limit))])
      return (rows.map { SQLCaseReads.gateRow($0, status) }, Int(count?.int(0) ?? 0), Money(fen: count?.int(1) ?? 0))
    }
  }

  public func casesWithMoney(court: CourtCode, limit: Int) async throws -> [MoneyCase] {
    try await connections.read { db in
      try db.query(
        """
        SELECT id, number, handler FROM cases WHERE court = $1 AND money_in > money_out ORDER BY id LIMIT $2
        """, [.text(court.text), .int(limit)]
      ).map { MoneyCase(id: ID(raw: $0.int(0)), number: $0.text(1), handler: $0.int(2) > 0 ? ID(raw: $0.int(2)) : nil) }
    }
  }

  public func ledgerCaseMoney(court: CourtCode) async throws -> Money {
    try await connections.read { db in
      let row = try db.query(
        "SELECT COALESCE(sum(posted_credits - posted_debits), 0) FROM ledger_accounts WHERE court = $1 AND kind = 'case'",
        [.text(court.text)]
      ).first
      return Money(fen: row?.int(0) ?? 0)
    }
  }

  public func lodged(court: CourtCode) async throws -> [LodgedSum] {
    try await connections.read { db in
      try db.query(
        """
        SELECT a.account, a.posted_credits - a.posted_debits,
          (SELECT l.at FROM ledger_entries e JOIN log l ON l.position = e.seq >> 20 WHERE e.credit = a.account ORDER BY e.seq LIMIT 1),
          COALESCE(f.ground, ''), COALESCE(f.case_id, 0)
        FROM ledger_accounts a LEFT JOIN fund_items f
          ON f.kind = 'lodged' AND f.id = CAST(substr(a.account, 8) AS BIGINT) AND f.decided_on > 0
        WHERE a.court = $1 AND a.kind = 'lodged' AND a.posted_credits > a.posted_debits ORDER BY a.account
        """, [.text(court.text)]
      ).map { row in
        LodgedSum(
          account: row.text(0), amount: Money(fen: row.int(1)), lodgedOn: Instant(milliseconds: row.int(2)).day,
          ground: Lodgement.ground(row.text(3)), caseID: row.int(4) > 0 ? ID(raw: row.int(4)) : nil)
      }
    }
  }

  public func passing(court: CourtCode) async throws -> [WaitingSum] {
    // The words are our own, never input.
    let kinds = WaitingSum.kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try await connections.read { db in
      let open = try db.query(
        """
        SELECT account, kind, posted_credits - posted_debits FROM ledger_accounts
        WHERE court = $1 AND kind IN (\(kinds)) AND posted_credits > posted_debits ORDER BY account
        """, [.text(court.text)])
      return try open.compactMap { row in
        guard let kind = LedgerAccount.Kind(rawValue: row.text(1)) else { return nil }
        let amount = Money(fen: row.int(2))
        let since = try SQLCaseReads.since(row.text(0), amount, court, db)
        // Money that was moved here has been with the court since the bank's day.
        let arrived = kind == .suspense ? try SQLCaseReads.arrived(row.text(0), db) : nil
        return WaitingSum(account: row.text(0), kind: kind, amount: amount, since: min(since, arrived ?? since))
      }
    }
  }
  private static func arrived(_ account: String, _ db: any Database) throws -> Day? {
    guard let id = account.split(separator: ":").last.flatMap({ Int64($0) }) else { return nil }
    return try db.query("SELECT on_day FROM bank_receipts WHERE id = $1", [.int(id)]).first.map { Day(number: Int32($0.int(0))) }
  }
  /// The day of the oldest credit of which something is left: the newest ones make up what lies there.
  private static func since(_ account: String, _ amount: Money, _ court: CourtCode, _ db: any Database) throws -> Day {
    var left = amount.fen
    var before = Int64.max
    var day = Day(number: 0)
    while left > 0 {
      let credits = try db.query(
        """
        SELECT e.seq, e.amount, l.at FROM ledger_entries e JOIN log l ON l.position = e.seq >> 20
        WHERE e.credit = $1 AND e.court = $2 AND e.seq < $3 AND e.phase IN ('posted', 'post', 'reversal')
        ORDER BY e.seq DESC LIMIT 200
        """, [.text(account), .text(court.text), .int(before)])
      guard !credits.isEmpty else { break }
      for credit in credits where left > 0 {
        left -= credit.int(1)
        before = credit.int(0)
        day = Instant(milliseconds: credit.int(2)).day
      }
    }
    return day
  }

  public func chased(
    handler: ID<StaffMember>?, court: CourtCode, after: ChasedRow.Place?, limit: Int
  ) async throws -> [ChasedRow] {
    // Before the first day there is nothing: whoever begins goes on from there.
    let from = after ?? ChasedRow.Place(arrivedOn: Day(number: .min), receipt: ID(raw: 0))
    return try await connections.read { db in
      var values: [SQLValue] = [
        .text(court.text), .int(limit), .int(Int64(from.arrivedOn.number)), .int(from.receipt.raw),
      ]
      if let handler { values.append(.int(handler.raw)) }
      return try db.query(
        """
        SELECT r.id, r.case_id, c.number, c.handler, r.on_day, r.pay_by, r.chased, r.chased_on
        FROM receipts r JOIN cases c ON c.id = r.case_id
        WHERE r.court = $1 AND r.chased > 0 AND r.paid_on = 0 AND (r.on_day, r.id) > ($3, $4)
          \(handler == nil ? "" : "AND c.handler = $5")
        ORDER BY r.on_day, r.id LIMIT $2
        """, values
      ).map { row in
        func day(_ column: Int) -> Day { Day(number: Int32(row.int(column))) }
        return ChasedRow(
          receipt: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2),
          handler: row.int(3) > 0 ? ID(raw: row.int(3)) : nil, arrivedOn: day(4), payBy: day(5), times: Int(row.int(6)),
          last: day(7))
      }
    }
  }

  private static func gateRow(_ row: SQLRow, _ status: CaseAccount.PayoutState.Status) -> GateRow {
    var passed: [MoneyGate: Actor.Ref] = [:]
    passed[.supervision] = Actor.Ref(row.text(7))
    passed[.approval] = Actor.Ref(row.text(8))
    return GateRow(
      payout: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2),
      handler: row.int(3) > 0 ? ID(raw: row.int(3)) : nil, total: Money(fen: row.int(4)),
      proposedAt: Instant(milliseconds: row.int(5)), status: status,
      gates: GateBook(proposedBy: Actor.Ref(row.text(6)) ?? .machine, passed: passed, next: status.gate),
      payBy: row.int(9) > 0 ? Day(number: Int32(row.int(9))) : nil)
  }
}
