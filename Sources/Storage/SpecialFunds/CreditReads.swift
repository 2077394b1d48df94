import Basics
import Casework
import Enforcement

extension SQLCaseReads {
  public func credits(of amount: Money, through day: Day, court: CourtCode, limit: Int) async throws -> [CreditRow] {
    try await connections.read { db in
      let values: [SQLValue] = [.text(court.text), .int(amount.fen), .int(Int64(day.number)), .int(limit)]
      func row(_ row: SQLRow) -> CreditRow {
        CreditRow(
          id: row.int(0), caseID: row.int(1) > 0 ? ID(raw: row.int(1)) : nil, number: row.text(2),
          on: Day(number: Int32(clamping: row.int(3))), amount: amount)
      }
      let ofCases = try db.query(
        """
        SELECT r.id, r.case_id, c.number, r.on_day FROM receipts r JOIN cases c ON c.id = r.case_id
        WHERE r.court = $1 AND r.amount = $2 AND r.on_day <= $3 ORDER BY r.on_day DESC, r.id DESC LIMIT $4
        """, values)
      let inSuspense = try db.query(
        """
        SELECT id, 0, '', on_day FROM bank_receipts
        WHERE court = $1 AND amount = $2 AND open = $2 AND on_day <= $3 ORDER BY on_day DESC, id DESC LIMIT $4
        """, values)
      return Array((ofCases + inSuspense).map(row).sorted { ($0.on, $0.id) > ($1.on, $1.id) }.prefix(limit))
    }
  }

  public func sharesOf(_ person: ID<Person>) async throws -> [ID<CaseFile>] {
    try await connections.read { db in
      try db.query("SELECT case_id FROM outside_creditors WHERE person = $1 ORDER BY case_id", [.int(person.raw)]).map {
        ID(raw: $0.int(0))
      }
    }
  }
}

/// Who takes part in a distribution from outside, by the case that leads it.
enum OutsideCreditorTables {
  static let tables: [(name: String, order: String)] = [("outside_creditors", "person, case_id")]

  static func apply(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    guard let event = event as? DistributionClaimJoined, event.source == .outside else { return }
    for creditor in event.creditors {
      try db.run(
        "INSERT INTO outside_creditors (person, case_id, court) VALUES ($1, $2, $3) ON CONFLICT (person, case_id) DO NOTHING",
        [.int(creditor.person.raw), .int(Int64(meta.stream.key) ?? 0), .text(meta.court.text)])
    }
  }
}
