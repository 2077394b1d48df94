import Basics
import Casework
import Enforcement

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
