import Basics
import Casework
import Enforcement

/// How many cases stand at each combination of what lists filter by: exact totals without counting rows, the handlers' loads, and
/// the size of a filter before its rows are read. A derived table of some thousand rows at a million cases.
enum CaseCounts {
  /// The columns that make a combination; the same names as in `cases`.
  static let columns = ["court", "status", "lane", "type", "livelihood", "handler"]
  private static let list = columns.joined(separator: ", ")

  /// Whether an event may move a case from one combination to another.
  static func concerns(_ event: any Event) -> Bool {
    switch event {
    case is ApplicationReceived, is CaseFiled, is ApplicationRefused, is LaneAssigned, is HandlerAssigned, is CaseClosed,
      is CaseTakenOver, is LivelihoodSet:
      true
    default: false
    }
  }

  /// Where the case stands; nil before its application.
  static func place(of caseID: Int64, _ db: any Database) throws -> [SQLValue]? {
    try db.query("SELECT \(list) FROM cases WHERE id = $1", [.int(caseID)]).first?.values
  }

  static func move(from old: [SQLValue]?, to new: [SQLValue]?, _ db: any Database) throws {
    guard old != new else { return }
    if let old {
      let here = columns.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
      try db.run("UPDATE case_counts SET cases = cases - 1 WHERE \(here)", old)
      try db.run("DELETE FROM case_counts WHERE \(here) AND cases = 0", old)
    }
    if let new {
      try db.run(
        """
        INSERT INTO case_counts (\(list), cases) VALUES ($1, $2, $3, $4, $5, $6, 1)
        ON CONFLICT (\(list)) DO UPDATE SET cases = case_counts.cases + 1
        """, new)
    }
  }

  /// All combinations anew, after a replay.
  static func recount(_ db: any Database) throws {
    try db.run("DELETE FROM case_counts", [])
    try db.run("INSERT INTO case_counts (\(list), cases) SELECT \(list), COUNT(*) FROM cases GROUP BY \(list)", [])
  }

  /// Cases that match the list's filters on these columns, by status and type; those with none are left out.
  static func matching(_ query: CaseListQuery, _ court: CourtCode, _ db: any Database) throws -> [Standing] {
    var binds = Binds()
    let conditions = facets(query, court, of: "k", &binds).joined(separator: " AND ")
    // Grouped in the table's own order, so that nothing is sorted; the lanes are put together here.
    let rows = try db.query(
      "SELECT k.status, k.type, SUM(k.cases) FROM case_counts k WHERE \(conditions) GROUP BY k.status, k.lane, k.type",
      binds.values)
    return Dictionary(grouping: rows) { [$0.text(0), $0.text(1)] }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { Standing(status: $0.key[0], type: $0.key[1], cases: Int($0.value.reduce(0) { $0 + $1.int(2) })) }
  }

  /// How many cases of a type have a status.
  struct Standing {
    let status: String
    let type: String
    let cases: Int
  }

  /// The list's filters on these columns.
  static func facets(_ query: CaseListQuery, _ court: CourtCode, of table: String, _ binds: inout Binds) -> [String] {
    var conditions = ["\(table).court = \(binds.add(.text(court.text)))"]
    if let status = query.status { conditions.append("\(table).status = \(binds.add(.text(status.rawValue)))") }
    if let lane = query.lane { conditions.append("\(table).lane = \(binds.add(.text(lane.rawValue)))") }
    if let type = query.type { conditions.append("\(table).type = \(binds.add(.text(type)))") }
    if query.livelihood { conditions.append("\(table).livelihood = \(binds.add(.int(1)))") }
    if let handler = query.handler { conditions.append("\(table).handler = \(binds.add(.int(handler.raw)))") }
    return conditions
  }

  /// Open cases of each handler.
  static func load(_ court: CourtCode, _ db: any Database) throws -> [ID<StaffMember>: Int] {
    let rows = try db.query(
      "SELECT handler, SUM(cases) FROM case_counts WHERE court = $1 AND status = 'open' AND handler > 0 GROUP BY handler",
      [.text(court.text)])
    return Dictionary(rows.map { (ID<StaffMember>(raw: $0.int(0)), Int($0.int(1))) }) { first, _ in first }
  }
}

/// Values of a statement in the making, and their places `$n`.
struct Binds {
  private(set) var values: [SQLValue] = []
  mutating func add(_ value: SQLValue) -> String {
    values.append(value)
    return "$\(values.count)"
  }

  /// A list of ids for `IN`. The last one fills it up to a multiple of 25, so that statements of few lengths are prepared.
  mutating func add(_ ids: [Int64]) -> String {
    let filled = ids + Array(repeating: ids.last ?? 0, count: (25 - ids.count % 25) % 25)
    return filled.map { add(.int($0)) }.joined(separator: ", ")
  }
}
