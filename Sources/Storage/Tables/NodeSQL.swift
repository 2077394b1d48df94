import Basics
import Casework
import Enforcement

/// Open nodes and warnings in portable SQL.
enum NodeSQL {
  static let columns = "SELECT n.id, n.key, n.due, n.owner, n.case_id, c.number, c.handler"
  /// Columns of a warning: its level, and when it was given.
  static let warned =
    "\(columns), n.warnings, COALESCE((SELECT MAX(w.at) FROM warnings w WHERE w.node = n.id), 0)"

  static func row(_ row: SQLRow) -> NodeRow {
    NodeRow(
      node: ID(raw: row.int(0)), key: row.text(1), due: Moments.due(row.int(2)), owner: Role(rawValue: row.text(3)) ?? .officer,
      caseID: ID(raw: row.int(4)), number: row.text(5), handler: row.int(6) > 0 ? ID(raw: row.int(6)) : nil)
  }

  static func conditions(_ query: NodeQuery, _ court: CourtCode, _ binds: inout Binds) -> [String] {
    var conditions = ["n.court = \(binds.add(.text(court.text)))"]
    if let owner = query.owner { conditions.append("n.owner = \(binds.add(.text(owner.rawValue)))") }
    if let key = query.key { conditions.append("n.key = \(binds.add(.text(key)))") }
    if !query.keys.isEmpty {
      conditions.append("n.key IN (\(query.keys.sorted().map { binds.add(.text($0)) }.joined(separator: ", ")))")
    }
    for (key, other) in query.coveredBy.sorted(by: { $0.key < $1.key }) {
      conditions.append(
        """
        NOT (n.key = \(binds.add(.text(key))) AND EXISTS (SELECT 1 FROM open_nodes o WHERE o.case_id = n.case_id \
        AND o.key = \(binds.add(.text(other)))))
        """)
    }
    if let handler = query.handler { conditions.append("c.handler = \(binds.add(.int(handler.raw)))") }
    if let from = query.dueFrom { conditions.append("n.due >= \(binds.add(.int(from.milliseconds)))") }
    if let before = query.dueBefore { conditions.append("n.due < \(binds.add(.int(before.milliseconds)))") }
    return conditions
  }

  static func isFirst(_ left: WarnedNode, _ right: WarnedNode) -> Bool {
    if left.level != right.level { return left.level > right.level }
    let ends = (left.row.due?.milliseconds ?? .max, right.row.due?.milliseconds ?? .max)
    return ends.0 == ends.1 ? left.row.node < right.row.node : ends.0 < ends.1
  }

  static func ownWarned(
    _ roles: Set<Role>, _ staff: Set<ID<StaffMember>>, _ court: CourtCode, _ limit: Int, _ db: any Database
  ) throws -> [SQLRow] {
    var rows: [SQLRow] = []
    for role in roles.subtracting([.officer, .judge]) {
      rows += try db.query(
        """
        \(warned) FROM open_nodes n JOIN cases c ON c.id = n.case_id
        WHERE n.court = $1 AND n.owner = $2 AND n.warnings > 0 ORDER BY n.due, n.id LIMIT $3
        """, [.text(court.text), .text(role.rawValue), .int(limit)])
    }
    for (role, column) in [(Role.officer, "handler"), (.judge, "judge")] where !roles.isDisjoint(with: [.officer, .judge]) {
      for member in staff.sorted() {
        rows += try db.query(
          """
          \(warned) FROM cases c JOIN open_nodes n ON n.case_id = c.id
          WHERE c.\(column) = $1 AND n.owner = $2 AND n.warnings > 0 ORDER BY n.due, n.id LIMIT $3
          """, [.int(member.raw), .text(role.rawValue), .int(limit)])
      }
    }
    return rows
  }

  static func teamWarned(_ lead: ID<StaffMember>, _ court: CourtCode, _ limit: Int, _ db: any Database) throws -> [SQLRow] {
    try db.query(
      """
      \(warned) FROM open_nodes n JOIN cases c ON c.id = n.case_id
      WHERE n.court = $1 AND n.warnings > 1 AND c.handler IN (
        SELECT s.id FROM staff s JOIN staff l ON l.court = s.court AND l.team = s.team WHERE l.id = $2)
      ORDER BY n.warnings DESC, n.due, n.id LIMIT $3
      """, [.text(court.text), .int(lead.raw), .int(limit)])
  }

  /// Levels above the third are the third's, given again.
  static func courtWarned(_ court: CourtCode, _ limit: Int, _ db: any Database) throws -> [SQLRow] {
    try db.query(
      """
      \(warned) FROM open_nodes n JOIN cases c ON c.id = n.case_id
      WHERE n.court = $1 AND n.warnings > 1 AND n.warnings >= 3 ORDER BY n.warnings DESC, n.due, n.id LIMIT $2
      """, [.text(court.text), .int(limit)])
  }
}
