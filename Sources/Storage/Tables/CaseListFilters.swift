import Basics
import Casework
import Enforcement

/// The filters of a case list as conditions, and as sources: the rows that one filter leaves, read by its own index.
struct CaseListFilters {
  enum Source: Hashable { case facets, id, serial, name, persons, overdue, filedOn, closedOn }

  private let query: CaseListQuery
  private let search: CaseSearch
  private let court: CourtCode
  /// Those in which any case matches.
  private let statuses: [String]

  init(_ query: CaseListQuery, _ search: CaseSearch, _ court: CourtCode, statuses: [String]) {
    self.query = query
    self.search = search
    self.court = court
    self.statuses = statuses
  }

  /// Nothing but what ``CaseCounts`` counts.
  var onlyFacets: Bool { sources == [.facets] && search == .everything }

  private var sources: [Source] {
    var sources: [Source] = [.facets]
    switch search {
    case .everything: break
    case .id: sources.append(.id)
    case .number(let number): if number.serial != nil { sources.append(.serial) }
    case .name: sources.append(.name)
    case .persons: sources.append(.persons)
    }
    if query.overdueAt != nil { sources.append(.overdue) }
    if query.filedOn != nil { sources.append(.filedOn) }
    if query.closedOn != nil { sources.append(.closedOn) }
    return sources
  }

  /// The source with the fewest cases; sizes beyond `limit` are not told apart, except the facets' and the overdue ones'.
  func narrowest(
    facets: Int, overdue: [String: Int], atMost limit: Int, _ db: any Database
  ) throws -> (source: Source, cases: Int) {
    var best = (source: Source.facets, cases: facets)
    for source in sources.dropFirst() where best.cases > 0 {
      let cases = source == .overdue ? overdue.values.reduce(0, +) : try size(source, atMost: limit + 1, db)
      if cases < best.cases { best = (source, cases) }
    }
    return best
  }

  /// Overdue cases of each status, counted to a limit; empty where the query does not ask for them.
  func overdue(atMost limit: Int, _ db: any Database) throws -> [String: Int] {
    guard query.overdueAt != nil else { return [:] }
    var counts: [String: Int] = [:]
    for status in statuses {
      var binds = Binds()
      let sql = """
        SELECT COUNT(*) FROM (SELECT 1 FROM cases c WHERE \(ofCourt("c", &binds)) AND c.status = \(binds.add(.text(status))) \
        AND c.nearest_due < \(binds.add(.int(query.overdueAt?.milliseconds ?? 0))) LIMIT \(binds.add(.int(limit)))) t
        """
      counts[status] = Int(try db.query(sql, binds.values).first?.int(0) ?? 0)
    }
    return counts
  }

  private func size(_ source: Source, atMost limit: Int, _ db: any Database) throws -> Int {
    var binds = Binds()
    let candidates = candidates(source, withCases: false, &binds)
    let sql = """
      SELECT COUNT(*) FROM (SELECT 1 FROM \(candidates.from) WHERE \(candidates.conditions.joined(separator: " AND ")) \
      LIMIT \(binds.add(.int(limit)))) t
      """
    return Int(try db.query(sql, binds.values).first?.int(0) ?? 0)
  }

  /// How many cases fit, where they are not read whole. Exact where the source has no more than ``SQLCaseReads/countMax`` cases, or
  /// ``CaseListSQL/narrowMax`` where each has to be fetched to see whether it fits; whatever it has where the query asks for it.
  func count(_ source: Source, _ db: any Database) throws -> CaseListTotals {
    var binds = Binds()
    let checks = checks(except: source, &binds)
    // The indexes of facets, clocks and days of filing hold what else a query without a search may ask.
    let inIndex = checks.isEmpty || search == .everything && query.closedOn == nil && source != .closedOn
    let most = query.countsAll ? Int(Int32.max) : inIndex ? SQLCaseReads.countMax : CaseListSQL.narrowMax
    if checks.isEmpty {
      let cases = try size(source, atMost: most + 1, db)
      return CaseListTotals(cases: min(cases, most), isExact: cases <= most)
    }
    let candidates = candidates(source, withCases: true, &binds)
    let matches = checks.joined(separator: " AND ")
    let rows = try db.query(
      """
      SELECT COUNT(*), COALESCE(SUM(t.fits), 0) FROM (SELECT CASE WHEN \(matches) THEN 1 ELSE 0 END AS fits \
      FROM \(candidates.from) WHERE \(candidates.conditions.joined(separator: " AND ")) LIMIT \(binds.add(.int(most + 1)))) t
      """, binds.values)
    return CaseListTotals(cases: Int(rows.first?.int(1) ?? 0), isExact: rows.first.map { $0.int(0) <= Int64(most) } ?? true)
  }

  /// Tables and conditions that give the cases of one filter, by its index. `CROSS JOIN` keeps the order of the tables in SQLite.
  func candidates(_ source: Source, withCases: Bool, _ binds: inout Binds) -> (from: String, conditions: [String]) {
    switch source {
    case .facets:
      let same = CaseCounts.columns.map { "c.\($0) = k.\($0)" }
      return ("case_counts k CROSS JOIN cases c", CaseCounts.facets(query, court, of: "k", &binds) + same)
    case .id:
      guard case .id(let id) = search else { return ("cases c", ["1 = 0"]) }
      return ("cases c", ["c.id = \(binds.add(.int(id)))"])
    case .serial:
      guard case .number(let number) = search, let serial = number.serial else { return ("cases c", ["1 = 0"]) }
      return ("cases c", [ofCourt("c", &binds), "c.serial = \(binds.add(.int(serial)))"])
    case .name: return named(withCases: withCases, &binds)
    // The court is asked of each case: by its index all cases of the court would be passed.
    case .persons: return ("cases c", ["c.court || '' = \(binds.add(.text(court.text)))", ofPersons(&binds)])
    case .overdue:
      return ("cases c", standing(&binds) + ["c.nearest_due < \(binds.add(.int(query.overdueAt?.milliseconds ?? 0)))"])
    case .filedOn: return ("cases c", standing(&binds) + ["c.filed_on = \(binds.add(day(query.filedOn)))"])
    case .closedOn:
      // The index holds closed cases only, which the condition has to say; with `=` beside it, all of them would be passed.
      let on = binds.add(day(query.closedOn))
      return ("cases c", [ofCourt("c", &binds), "c.closed_on > 0", "c.closed_on BETWEEN \(on) AND \(on)"])
    }
  }

  private func named(withCases: Bool, _ binds: inout Binds) -> (from: String, conditions: [String]) {
    guard case .name(let grams) = search else { return ("cases c", ["1 = 0"]) }
    var from: [String] = []
    var conditions: [String] = []
    for (index, gram) in grams.enumerated() {
      from.append("case_grams g\(index)")
      conditions += [ofCourt("g\(index)", &binds), "g\(index).gram = \(binds.add(.text(gram)))"]
      if index > 0 { conditions.append("g\(index).case_id = g0.case_id") }
    }
    if withCases {
      from.append("cases c")
      conditions.append("c.id = g0.case_id")
    }
    return (from.joined(separator: " CROSS JOIN "), conditions)
  }

  private func ofPersons(_ binds: inout Binds) -> String {
    guard case .persons(let persons) = search else { return "1 = 0" }
    let places = persons.map { binds.add(.int($0)) }.joined(separator: ", ")
    return "c.id IN (SELECT case_id FROM case_parties WHERE person IN (\(places)))"
  }

  private func ofCourt(_ table: String, _ binds: inout Binds) -> String { "\(table).court = \(binds.add(.text(court.text)))" }
  private func standing(_ binds: inout Binds) -> [String] {
    [ofCourt("c", &binds), "c.status IN (\(statuses.map { binds.add(.text($0)) }.joined(separator: ", ")))"]
  }
  private func day(_ day: Day?) -> SQLValue { .int(Int64(day?.number ?? 0)) }

  /// All filters but those that `source`, or a walk for nil, fulfils by itself. They are written so that no index fits them: which one
  /// is read has been decided, and without statistics the database would decide otherwise.
  func checks(except source: Source?, _ binds: inout Binds) -> [String] {
    var checks: [String] = []
    if source != .facets {
      if source != nil, source != .overdue, source != .filedOn, let status = query.status {
        checks.append("c.status || '' = \(binds.add(.text(status.rawValue)))")
      }
      if let lane = query.lane { checks.append("c.lane || '' = \(binds.add(.text(lane.rawValue)))") }
      if let type = query.type { checks.append("c.type || '' = \(binds.add(.text(type)))") }
      if query.livelihood { checks.append("c.livelihood + 0 = \(binds.add(.int(1)))") }
      if let handler = query.handler { checks.append("c.handler + 0 = \(binds.add(.int(handler.raw)))") }
      if source == .id { checks.append("c.court || '' = \(binds.add(.text(court.text)))") }
    }
    checks += searched(except: source, &binds)
    if source != .overdue, let now = query.overdueAt { checks.append("c.nearest_due + 0 < \(binds.add(.int(now.milliseconds)))") }
    if source != .filedOn, query.filedOn != nil { checks.append("c.filed_on + 0 = \(binds.add(day(query.filedOn)))") }
    if source != .closedOn, query.closedOn != nil { checks.append("c.closed_on + 0 = \(binds.add(day(query.closedOn)))") }
    return checks
  }

  private func searched(except source: Source?, _ binds: inout Binds) -> [String] {
    switch search {
    case .everything: return []
    case .persons: return source == .persons ? [] : [ofPersons(&binds)]
    case .id(let id): return source == .id ? [] : ["c.id + 0 = \(binds.add(.int(id)))"]
    case .number(let number):
      var checks: [String] = []
      if source != .serial, let serial = number.serial { checks.append("c.serial + 0 = \(binds.add(.int(serial)))") }
      if let year = number.year { checks.append("c.year + 0 = \(binds.add(.int(year)))") }
      if let type = number.type { checks.append("c.type || '' = \(binds.add(.text(type.rawValue)))") }
      return checks
    case .name(let grams):
      guard source != .name else { return [] }
      return grams.map {
        """
        EXISTS (SELECT 1 FROM case_grams g WHERE g.court = \(binds.add(.text(court.text))) AND g.gram = \(binds.add(.text($0))) \
        AND g.case_id = c.id)
        """
      }
    }
  }
}
