import Basics
import Casework
import Enforcement

/// Ids grow with time, so that they order rows and name the place where a page ends.
extension SQLCaseReads: PagedReads {
  public func desk(
    roles: Set<Role>, staff: Set<ID<StaffMember>>, court: CourtCode, after: (due: Instant?, node: ID<ProcessNode>)?, limit: Int
  ) async throws -> [DeskRow] {
    try await desk(roles, staff, court, after: after, limit, where: "")
  }

  /// Lines of cases of livelihood only.
  func livelihoodRows(
    _ roles: Set<Role>, _ staff: Set<ID<StaffMember>>, _ court: CourtCode, _ limit: Int
  ) async throws -> [DeskRow] {
    try await desk(roles, staff, court, after: nil, limit, where: "AND c.livelihood = 1")
  }

  private func desk(
    _ roles: Set<Role>, _ staff: Set<ID<StaffMember>>, _ court: CourtCode, after: (due: Instant?, node: ID<ProcessNode>)?,
    _ limit: Int, where more: String
  ) async throws -> [DeskRow] {
    let own: Set<Role> = [.officer, .judge]
    let due = after.map { $0.due?.milliseconds ?? Projections.noDue } ?? .min
    let node = after?.node.raw ?? .min
    return try await connections.read { db in
      var rows: [SQLRow] = []
      let columns = "SELECT n.id, n.key, n.due, n.owner, n.warnings, n.case_id, c.number, c.livelihood FROM"
      let end = "AND (n.due, n.id) > ($3, $4) \(more) ORDER BY n.due, n.id LIMIT $5"
      for role in roles.subtracting(own) {
        rows += try db.query(
          "\(columns) open_nodes n JOIN cases c ON c.id = n.case_id WHERE n.court = $1 AND n.owner = $2 \(end)",
          [.text(court.text), .text(role.rawValue), .int(due), .int(node), .int(limit)])
      }
      for (role, column) in [(Role.officer, "handler"), (.judge, "judge")] where !roles.isDisjoint(with: own) {
        for member in staff.sorted() {
          rows += try db.query(
            "\(columns) cases c JOIN open_nodes n ON n.case_id = c.id WHERE c.\(column) = $1 AND n.owner = $2 \(end)",
            [.int(member.raw), .text(role.rawValue), .int(due), .int(node), .int(limit)])
        }
      }
      var seen: Set<Int64> = []
      let sorted = rows.filter { seen.insert($0.int(0)).inserted }.sorted { ($0.int(2), $0.int(0)) < ($1.int(2), $1.int(0)) }
      return try sorted.prefix(limit).map { row in
        DeskRow(
          node: ID(raw: row.int(0)), key: row.text(1), due: Moments.due(row.int(2)),
          owner: Role(rawValue: row.text(3)) ?? .officer, warnings: Int(row.int(4)), caseID: ID(raw: row.int(5)),
          number: row.text(6), livelihood: row.int(7) == 1, debtors: try CaseListSQL.parties(row.int(5), "debtor", db))
      }
    }
  }

  public func requests(
    court: CourtCode, status: String?, before: ID<PartnerRequest>?, limit: Int
  ) async throws -> [RequestRow] {
    try await connections.read { db in
      var values: [SQLValue] = [.text(court.text), .int(before?.raw ?? .max), .int(limit)]
      if let status { values.append(.text(status)) }
      return try db.query(
        """
        SELECT r.id, r.case_id, c.number, r.unit, r.action, r.status, r.sent_at, r.deadline, r.answered_at, r.outcome
        FROM requests r JOIN cases c ON c.id = r.case_id
        WHERE r.court = $1 AND r.id < $2 \(status == nil ? "" : "AND r.status = $4") ORDER BY r.id DESC LIMIT $3
        """, values
      ).map { row in
        RequestRow(
          id: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2), unit: row.text(3),
          action: PartnerAction(rawValue: row.text(4)) ?? .query, status: row.text(5),
          sentAt: Instant(milliseconds: row.int(6)), deadline: Instant(milliseconds: row.int(7)),
          answeredAt: row.int(8) == 0 ? nil : Instant(milliseconds: row.int(8)), outcome: PartnerOutcome(rawValue: row.text(9)))
      }
    }
  }

  public func money(court: CourtCode, before: Int64?, limit: Int) async throws -> [(id: Int64, row: MoneyRow)] {
    try await connections.read { db in
      let values: [SQLValue] = [.text(court.text), .int(before ?? .max), .int(limit)]
      let receipts = try db.query(
        """
        SELECT r.id, r.case_id, c.number, r.amount, r.on_day, r.pay_by FROM receipts r JOIN cases c ON c.id = r.case_id
        WHERE r.court = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3
        """, values
      ).map { row in
        (
          id: row.int(0),
          row: MoneyRow(
            caseID: ID(raw: row.int(1)), number: row.text(2), kind: "receipt", amount: Money(fen: row.int(3)),
            at: Instant(Day(number: Int32(row.int(4)))), payBy: Day(number: Int32(row.int(5))))
        )
      }
      let payouts = try db.query(
        """
        SELECT p.id, p.case_id, c.number, p.status, p.total, p.proposed_at FROM payouts p JOIN cases c ON c.id = p.case_id
        WHERE p.court = $1 AND p.id < $2 ORDER BY p.id DESC LIMIT $3
        """, values
      ).map { row in
        (
          id: row.int(0),
          row: MoneyRow(
            caseID: ID(raw: row.int(1)), number: row.text(2), kind: row.text(3), amount: Money(fen: row.int(4)),
            at: Instant(milliseconds: row.int(5)), payBy: nil)
        )
      }
      return Array((receipts + payouts).sorted { $0.id > $1.id }.prefix(limit))
    }
  }
}
