import Basics
import Casework
import Enforcement

/// One page of the case list. A filter that leaves few cases is read whole by its own index and then sorted; otherwise the sort's
/// index is walked, status by status, until the page is full. Either way few thousand rows are looked at, however many there are.
public struct CaseListSQL {
  /// Up to so many cases are fetched and sorted. Walking looks at about `page / share` entries of an index, each cheaper than a case:
  /// at a million cases and 25 rows a page both cost the same near this number where names are looked for.
  public static let narrowMax = 3000

  private let query: CaseListQuery
  private let court: CourtCode
  private let search: CaseSearch

  private let most: Int

  init(
    _ query: CaseListQuery, _ court: CourtCode, narrowMax: Int = narrowMax, hasher: some IdentityHasher, _ db: any Database
  ) throws {
    most = narrowMax
    self.query = query
    self.court = court
    search = try CaseSearch(query.text, court: court, hasher, db)
  }

  func page(_ db: any Database) throws -> CaseListPage {
    let standing = try CaseCounts.matching(query, court, db)
    let filters = CaseListFilters(query, search, court, statuses: standing.map(\.status).uniqued())
    let overdue = try filters.overdue(atMost: SQLCaseReads.countMax, db)
    let open = standing.filter { overdue[$0.status] != 0 }
    guard !open.isEmpty else { return CaseListPage(rows: [], next: nil, all: .nothing) }
    let facets = standing.reduce(0) { $0 + $1.cases }
    let narrowest = try filters.narrowest(facets: facets, overdue: overdue, atMost: most, db)
    let isNarrow = narrowest.cases <= most
    let keys = isNarrow ? try sorted(narrowest.source, filters, db) : try walked(open, overdue, filters, db)
    let shown = keys.prefix(query.limit)
    let next =
      keys.count > query.limit
      ? shown.last.map { CaseListQuery.Cursor(value: $0.int(1), second: $0.int(2), id: $0.int(0)) } : nil
    let all =
      isNarrow && (query.after == nil || !keys.isEmpty)
      ? totals(keys) : filters.onlyFacets ? CaseListTotals(cases: facets) : try filters.count(narrowest.source, db)
    return CaseListPage(rows: try rows(shown.map { $0.int(0) }, db), next: next, all: all)
  }

  private func totals(_ sorted: [SQLRow]) -> CaseListTotals {
    guard let row = sorted.first else { return .nothing }
    let sums = CaseListTotals.Sums(claimed: Money(fen: row.int(4)), moneyIn: Money(fen: row.int(5)))
    return CaseListTotals(cases: Int(row.int(3)), sums: sums)
  }

  // MARK: Sorts

  /// The sort's columns, in the order of its index.
  private var columns: [String] {
    switch query.sort {
    case .due: ["nearest_due"]
    case .filed: ["filed_on"]
    case .number: ["year", "serial"]
    case .claimed: ["claimed"]
    case .updated: ["updated_at"]
    }
  }
  private var selected: String { "c.id, c.\(columns[0]), \(columns.count > 1 ? "c.\(columns[1])" : "0")" }
  private var order: String {
    let way = query.descending ? "DESC" : "ASC"
    return (columns.indices.map { "\($0 + 2) \(way)" } + ["1 \(way)"]).joined(separator: ", ")
  }

  /// Rows after the last one shown; `names` are the sort's columns and the id where the condition stands.
  private func continued(_ names: [String], _ binds: inout Binds) -> [String] {
    guard let after = query.after else { return [] }
    let values = [after.value] + (columns.count > 1 ? [after.second] : []) + [after.id]
    let places = values.map { binds.add(.int($0)) }.joined(separator: ", ")
    return ["(\(names.joined(separator: ", "))) \(query.descending ? "<" : ">") (\(places))"]
  }

  // MARK: Ways

  /// Reads all candidates of one filter, counts and sums what the others leave, and sorts it.
  private func sorted(_ source: CaseListFilters.Source, _ filters: CaseListFilters, _ db: any Database) throws -> [SQLRow] {
    var binds = Binds()
    let candidates = filters.candidates(source, withCases: true, &binds)
    let conditions = candidates.conditions + filters.checks(except: source, &binds)
    let names = columns.count > 1 ? ["m.key1", "m.key2", "m.id"] : ["m.key1", "m.id"]
    let after = continued(names, &binds).map { "WHERE " + $0 }.joined()
    return try db.query(
      """
      WITH m AS MATERIALIZED (SELECT c.id AS id, c.\(columns[0]) AS key1, \(columns.count > 1 ? "c.\(columns[1])" : "0") AS key2,
        c.claimed AS claimed, c.money_in AS money_in FROM \(candidates.from) WHERE \(conditions.joined(separator: " AND "))),
      s AS (SELECT COUNT(*) AS cases, CAST(SUM(claimed) AS BIGINT) AS claimed, CAST(SUM(money_in) AS BIGINT) AS money_in FROM m)
      SELECT m.id, m.key1, m.key2, s.cases, s.claimed, s.money_in FROM s CROSS JOIN m \(after)
      ORDER BY \(order) LIMIT \(binds.add(.int(query.limit + 1)))
      """, binds.values)
  }

  /// Walks the sort's index side by side for each status, and for each type where the index tells them apart. A status with few overdue
  /// cases would be walked in vain: these are read by their clocks and sorted.
  private func walked(
    _ standing: [CaseCounts.Standing], _ overdue: [String: Int], _ filters: CaseListFilters, _ db: any Database
  ) throws -> [SQLRow] {
    var binds = Binds()
    let names = (columns + ["id"]).map { "c.\($0)" }
    // Sorted by the clock, the overdue ones stand together.
    let bounded = query.sort == .due ? query.overdueAt : nil
    let few = standing.map(\.status).uniqued().filter { overdue[$0] ?? Int.max <= most }
    let clocks = few.map { status in
      let conditions = [
        "c.court = \(binds.add(.text(court.text)))", "c.status = \(binds.add(.text(status)))",
        "c.nearest_due < \(binds.add(.int(query.overdueAt?.milliseconds ?? 0)))",
      ]
      let rest = filters.checks(except: nil, &binds) + continued(names, &binds)
      return """
        SELECT * FROM (SELECT \(selected) FROM cases c WHERE \((conditions + rest).joined(separator: " AND ")) \
        LIMIT \(binds.add(.int(most + 1))))
        """
    }
    let many = standing.filter { !few.contains($0.status) }
    let byType = query.sort == .number
    let walks = (byType ? many.map { ($0.status, $0.type) } : many.map(\.status).uniqued().map { ($0, "") }).map { status, type in
      var place = ["c.court = \(binds.add(.text(court.text)))", "c.status = \(binds.add(.text(status)))"]
      if byType { place.append("c.type = \(binds.add(.text(type)))") }
      if let bounded { place.append("c.nearest_due < \(binds.add(.int(bounded.milliseconds)))") }
      let conditions = place + continued(names, &binds) + filters.checks(except: nil, &binds)
      return "SELECT \(selected) FROM cases c WHERE \(conditions.joined(separator: " AND "))"
    }
    return try db.query(
      "\((clocks + walks).joined(separator: " UNION ALL ")) ORDER BY \(order) LIMIT \(binds.add(.int(query.limit + 1)))",
      binds.values)
  }

  // MARK: Rows

  /// In the order of `ids`.
  private func rows(_ ids: [Int64], _ db: any Database) throws -> [CaseRow] {
    guard !ids.isEmpty else { return [] }
    var binds = Binds()
    let list = binds.add(ids)
    let found = try db.query(
      """
      SELECT id, number, type, status, lane, handler, received_on, filed_on, claimed, money_in, livelihood, nearest_key, nearest_due,
        nearest_owner FROM cases WHERE id IN (\(list))
      """, binds.values)
    let cases = Dictionary(found.map { ($0.int(0), $0) }) { first, _ in first }
    let parties = Dictionary(
      grouping: try db.query(
        "SELECT case_id, role, person FROM case_parties WHERE case_id IN (\(list)) ORDER BY case_id, place", binds.values)
    ) { $0.int(0) }
    return ids.compactMap { id in cases[id].map { CaseListSQL.row($0, parties[id] ?? []) } }
  }

  private static func row(_ row: SQLRow, _ parties: [SQLRow]) -> CaseRow {
    func first(_ role: String) -> [ID<Person>] {
      parties.filter { $0.text(1) == role }.prefix(partiesMax).map { ID(raw: $0.int(2)) }
    }
    return CaseRow(
      id: ID(raw: row.int(0)), number: row.text(1), type: row.text(2), status: CaseStatus(rawValue: row.text(3)) ?? .received,
      lane: Lane(rawValue: row.text(4)), handler: row.int(5) > 0 ? ID(raw: row.int(5)) : nil,
      receivedOn: Day(number: Int32(row.int(6))), filedOn: row.int(7) == 0 ? nil : Day(number: Int32(row.int(7))),
      claimed: Money(fen: row.int(8)), moneyIn: Money(fen: row.int(9)), livelihood: row.int(10) == 1, nearestKey: row.text(11),
      nearestDue: Moments.due(row.int(12)), nearestOwner: Role(rawValue: row.text(13)), applicants: first("applicant"),
      debtors: first("debtor"))
  }

  /// Parties of a role that a list names.
  private static let partiesMax = 4

  /// The first few parties of a role.
  static func parties(_ caseID: Int64, _ role: String, _ db: any Database) throws -> [ID<Person>] {
    try db.query(
      "SELECT person FROM case_parties WHERE case_id = $1 AND role = $2 ORDER BY place LIMIT \(partiesMax)",
      [.int(caseID), .text(role)]
    )
    .map { ID(raw: $0.int(0)) }
  }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
