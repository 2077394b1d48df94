import Basics
import Casework
import Enforcement

/// One page of the case list: filters become conditions, the sort picks its index, the cursor continues from the last row.
struct CaseListSQL {
  private let query: CaseListQuery
  private var conditions: [String] = []
  private var values: [SQLValue] = []

  init(_ query: CaseListQuery, _ court: CourtCode) {
    self.query = query
    add("c.court = ?", .text(court.text))
    if let status = query.status { add("c.status = ?", .text(status.rawValue)) }
    if let lane = query.lane { add("c.lane = ?", .text(lane.rawValue)) }
    if let handler = query.handler { add("c.handler = ?", .int(handler.raw)) }
    if let type = query.type { add("c.type = ?", .text(type)) }
    if let now = query.overdueAt { add("c.nearest_due < ?", .int(now.milliseconds)) }
    if query.livelihood { add("c.livelihood = ?", .int(1)) }
    if let day = query.filedOn { add("c.filed_on = ?", .int(Int64(day.number))) }
    if let day = query.closedOn { add("c.closed_on = ?", .int(Int64(day.number))) }
    search(query.text)
  }

  /// A placeholder `?` becomes the next `$n`.
  private mutating func add(_ condition: String, _ value: SQLValue) {
    values.append(value)
    conditions.append(condition.replacing("?", with: "$\(values.count)"))
  }

  /// Part of a name, of a case number, or an id. Names are looked up by pairs of characters, then by the whole text.
  private mutating func search(_ text: String) {
    let text = text.filter { !$0.isWhitespace }.lowercased()
    guard !text.isEmpty else { return }
    if let id = Int64(text), text.count > 12 {
      add("c.id = ?", .int(id))
    } else if text.contains(where: { $0.isNumber || $0 == "(" || $0 == "（" }) {
      let parts = Projections.numberParts(text.hasSuffix("号") ? text : text + "号")
      if text.hasPrefix("(") || text.hasPrefix("（"), parts.year > 0 {
        add("c.year = ?", .int(parts.year))
        if parts.serial > 0, !text.hasSuffix(")"), !text.hasSuffix("）") { add("c.serial = ?", .int(parts.serial)) }
      } else if let serial = Int(text.filter(\.isNumber)), text.allSatisfy({ $0.isNumber }) {
        add("c.serial = ?", .int(serial))
      } else {
        add("c.number LIKE ?", .text("%\(text)%"))
      }
    } else {
      let grams = text.count == 1 ? [text] : Array(zip(text, text.dropFirst()).map { "\($0)\($1)" })
      var inner = "SELECT cp.case_id FROM name_grams g0 JOIN case_parties cp ON cp.person = g0.person"
      for (index, gram) in grams.prefix(8).enumerated() {
        if index > 0 {
          inner += " JOIN name_grams g\(index) ON g\(index).person = g0.person AND g\(index).gram = $\(values.count + 1)"
        }
        values.append(.text(gram))
      }
      inner += " WHERE g0.gram = $\(values.count - grams.prefix(8).count + 1)"
      conditions.append("c.id IN (\(inner))")
    }
  }

  /// The sort's columns, in the order of its index.
  private var sort: (first: String, second: String) {
    switch query.sort {
    case .due: ("c.nearest_due", "0")
    case .filed: ("c.filed_on", "0")
    case .number: ("c.year", "c.serial")
    case .claimed: ("c.claimed", "0")
    case .updated: ("c.updated_at", "0")
    }
  }

  func page(_ db: any Database) throws -> CaseListPage {
    var conditions = conditions
    var values = values
    let (first, second) = sort
    let way = query.descending ? "DESC" : "ASC"
    if let after = query.after {
      let sign = query.descending ? "<" : ">"
      let place = values.count
      values += second == "0" ? [.int(after.value), .int(after.id)] : [.int(after.value), .int(after.second), .int(after.id)]
      let columns = second == "0" ? "(\(first), c.id)" : "(\(first), \(second), c.id)"
      let marks = (1...(second == "0" ? 2 : 3)).map { "$\(place + $0)" }.joined(separator: ", ")
      conditions.append("\(columns) \(sign) (\(marks))")
    }
    let order = second == "0" ? "\(first) \(way), c.id \(way)" : "\(first) \(way), \(second) \(way), c.id \(way)"
    values.append(.int(query.limit + 1))
    let sql = """
      SELECT c.id, c.number, c.type, c.status, c.lane, c.handler, c.received_on, c.filed_on, c.claimed, c.money_in, c.livelihood,
        c.nearest_key, c.nearest_due, c.nearest_owner, \(first), \(second)
      FROM cases c WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT $\(values.count)
      """
    let rows = try db.query(sql, values)
    let shown = rows.prefix(query.limit)
    let next =
      rows.count > query.limit
      ? shown.last.map { CaseListQuery.Cursor(value: $0.int(14), second: $0.int(15), id: $0.int(0)) } : nil
    return CaseListPage(rows: try shown.map { try row($0, db) }, next: next, total: query.after == nil ? try total(db) : nil)
  }

  /// Counts at most ``SQLCaseReads/countMax`` + 1 rows.
  private func total(_ db: any Database) throws -> Int? {
    let sql =
      "SELECT COUNT(*) FROM (SELECT 1 FROM cases c WHERE \(conditions.joined(separator: " AND ")) LIMIT \(SQLCaseReads.countMax + 1)) t"
    let count = Int(try db.query(sql, values).first?.int(0) ?? 0)
    return count > SQLCaseReads.countMax ? nil : count
  }

  private func row(_ row: SQLRow, _ db: any Database) throws -> CaseRow {
    let id = row.int(0)
    return CaseRow(
      id: ID(raw: id), number: row.text(1), type: row.text(2), status: CaseStatus(rawValue: row.text(3)) ?? .received,
      lane: Lane(rawValue: row.text(4)), handler: row.int(5) > 0 ? ID(raw: row.int(5)) : nil,
      receivedOn: Day(number: Int32(row.int(6))), filedOn: row.int(7) == 0 ? nil : Day(number: Int32(row.int(7))),
      claimed: Money(fen: row.int(8)), moneyIn: Money(fen: row.int(9)), livelihood: row.int(10) == 1, nearestKey: row.text(11),
      nearestDue: Moments.due(row.int(12)), nearestOwner: Role(rawValue: row.text(13)),
      applicants: try CaseListSQL.parties(id, "applicant", db), debtors: try CaseListSQL.parties(id, "debtor", db))
  }

  /// The first few parties of a role.
  static func parties(_ caseID: Int64, _ role: String, _ db: any Database) throws -> [ID<Person>] {
    try db.query(
      "SELECT person FROM case_parties WHERE case_id = $1 AND role = $2 ORDER BY place LIMIT 4", [.int(caseID), .text(role)]
    )
    .map { ID(raw: $0.int(0)) }
  }
}
