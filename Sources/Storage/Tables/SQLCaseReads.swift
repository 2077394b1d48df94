import Basics
import Casework
import Enforcement

/// Case lists and work lists in portable SQL.
public struct SQLCaseReads: CaseReads {
  let connections: any ReadConnections
  let codec: EventCodec
  /// Totals are exact up to this; beyond it a page says "more than".
  static let countMax = 10_000
  private static let namesAtOnce = 500

  private let narrowMax: Int

  /// `narrowMax` is ``CaseListSQL/narrowMax``; a test sets it low to see the other way.
  public init(_ connections: any ReadConnections, codec: EventCodec = EventCodec(), narrowMax: Int = CaseListSQL.narrowMax) {
    self.connections = connections
    self.codec = codec
    self.narrowMax = narrowMax
  }

  public func list(_ query: CaseListQuery, court: CourtCode) async throws -> CaseListPage {
    let (narrowMax, keys) = (narrowMax, connections.keys)
    return try await connections.read {
      try CaseListSQL(query, court, narrowMax: narrowMax, hasher: keys, $0).page($0)
    }
  }

  public func counts(court: CourtCode, now: Instant) async throws -> CourtCounts {
    try await connections.read { db in
      var counts = CourtCounts()
      for row in try db.query(
        "SELECT name, value FROM counters WHERE court = $1 AND day = $2", [.text(court.text), .int(Int64(now.day.number))])
      {
        let value = row.int(1)
        switch row.text(0) {
        case "received": counts.receivedToday = Int(value)
        case "filed": counts.filedToday = Int(value)
        case "closed": counts.closedToday = Int(value)
        case "moneyIn": counts.moneyInToday = Money(fen: value)
        case "moneyOut": counts.moneyOutToday = Money(fen: value)
        case "requests": counts.requestsToday = Int(value)
        default: break
        }
      }
      func count(_ sql: String, _ values: [SQLValue]) throws -> Int { Int(try db.query(sql, values).first?.int(0) ?? 0) }
      counts.open = try count(
        "SELECT COALESCE(SUM(value), 0) FROM counters WHERE court = $1 AND name = 'open'", [.text(court.text)])
      counts.overdue = try count(
        "SELECT COUNT(*) FROM open_nodes WHERE court = $1 AND due < $2", [.text(court.text), .int(now.milliseconds)])
      counts.dueToday = try count(
        "SELECT COUNT(*) FROM open_nodes WHERE court = $1 AND due >= $2 AND due <= $3",
        [.text(court.text), .int(now.milliseconds), .int(Instant.end(of: now.day).milliseconds)])
      // Answers that came twice are one answered request, as the list shows it.
      counts.answersToday = try count(
        "SELECT COUNT(*) FROM requests WHERE court = $1 AND answered_at >= $2 AND answered_at <= $3",
        [.text(court.text), .int(Instant(now.day).milliseconds), .int(Instant.end(of: now.day).milliseconds)])
      counts.papersToSign = try count("SELECT COUNT(*) FROM papers WHERE court = $1 AND stage = 'draft'", [.text(court.text)])
      return counts
    }
  }

  public func history(_ caseID: ID<CaseFile>) async throws -> [RecordedEvent] {
    let codec = codec
    return try await connections.read { db in
      let requests = try db.query("SELECT id FROM requests WHERE case_id = $1", [.int(caseID.raw)]).map {
        StreamID.partnerRequest(ID(raw: $0.int(0)))
      }
      let streams = [StreamID.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] + requests
      var events: [RecordedEvent] = []
      for stream in streams {
        let rows = try db.query(LogReads.columns + " WHERE stream = $1 ORDER BY version", [.text(stream.description)])
        events += try rows.map { try LogReads.event($0, codec) }
      }
      return events.sorted { $0.position < $1.position }
    }
  }

  public func paper(code: String) async throws -> PaperRow? {
    guard !code.isEmpty else { return nil }
    return try await connections.read {
      try $0.query(PaperSQL.columns + " WHERE p.code = $1", [.text(code)]).first.flatMap(PaperSQL.row)
    }
  }

  public func requests(court: CourtCode, status: String?, limit: Int) async throws -> [RequestRow] {
    var query = RequestQuery()
    query.status = status
    query.limit = limit
    return try await requests(query, court: court)
  }

  public func money(court: CourtCode, limit: Int) async throws -> [MoneyRow] {
    var query = MoneyQuery()
    query.limit = limit
    return try await money(query, court: court)
  }

  public func names(_ persons: [ID<Person>]) async throws -> [ID<Person>: String] {
    try await connections.read { db in
      var names: [ID<Person>: String] = [:]
      let ids = Set(persons).map(\.raw)
      for start in stride(from: 0, to: ids.count, by: SQLCaseReads.namesAtOnce) {
        var binds = Binds()
        let list = binds.add(Array(ids[start..<min(start + SQLCaseReads.namesAtOnce, ids.count)]))
        for row in try db.query("SELECT person, name FROM person_names WHERE person IN (\(list))", binds.values) {
          names[ID(raw: row.int(0))] = row.text(1)
        }
      }
      return names
    }
  }

  public func staff(court: CourtCode) async throws -> [(id: ID<StaffMember>, roles: Set<Role>, active: Bool, vault: VaultRef)] {
    try await connections.read { db in
      try db.query(
        "SELECT id, roles, active, vault, vault_version, vault_digest FROM staff WHERE court = $1 ORDER BY id",
        [.text(court.text)]
      ).map { row in
        (
          ID(raw: row.int(0)), Set(row.text(1).split(separator: ",").compactMap { Role(rawValue: String($0)) }), row.int(2) == 1,
          VaultRef(id: ID(raw: row.int(3)), version: Int(row.int(4)), digest: row.text(5))
        )
      }
    }
  }

  public func casesOf(_ person: ID<Person>) async throws -> [ID<CaseFile>] {
    try await connections.read {
      try $0.query(
        "SELECT DISTINCT case_id FROM case_parties WHERE person = $1 AND role <> 'thirdParty' ORDER BY case_id",
        [.int(person.raw)]
      ).map {
        ID(raw: $0.int(0))
      }
    }
  }
}

enum Moments {
  static func due(_ value: Int64) -> Instant? { value == Projections.noDue ? nil : Instant(milliseconds: value) }
}

enum PaperSQL {
  static let columns = """
    SELECT p.id, p.case_id, c.number, p.kind, p.stage, p.drafted_at, p.sealed_at, p.sha256 FROM papers p JOIN cases c ON c.id = p.case_id
    """
  /// The rule of ``Authority/onCase(as:in:_:)`` as a condition on papers `p` of cases `c`.
  static func signed(by signer: Signatory, _ binds: inout Binds) -> String {
    func kinds(_ kinds: Set<PaperKind>) -> String {
      "p.kind IN (\(kinds.map(\.rawValue).sorted().map { binds.add(.text($0)) }.joined(separator: ", ")))"
    }
    var ways = ["1 = 0"]
    if !signer.inAnyCase.isEmpty { ways.append(kinds(signer.inAnyCase)) }
    if !signer.inOwnCases.isEmpty {
      let own = binds.add(signer.staff.map(\.raw).sorted())
      ways.append("\(kinds(signer.inOwnCases)) AND (c.handler = 0 OR c.handler IN (\(own)) OR c.judge IN (\(own)))")
    }
    if !signer.inTeamCases.isEmpty {
      let teams = signer.teams.sorted().map { binds.add(.text($0)) }.joined(separator: ", ")
      let theirs = "SELECT id FROM staff WHERE team IN (\(teams))"
      let none = signer.teams.allSatisfy(\.isEmpty) ? "1 = 1" : "c.handler IN (SELECT id FROM staff WHERE team = '')"
      ways.append("\(kinds(signer.inTeamCases)) AND (\(none) OR c.handler IN (\(theirs)) OR c.judge IN (\(theirs)))")
    }
    return ways.map { "(\($0))" }.joined(separator: " OR ")
  }
  static func row(_ row: SQLRow) -> PaperRow? {
    guard let kind = PaperKind(rawValue: row.text(3)), let stage = Papers.Stage(rawValue: row.text(4)) else { return nil }
    return PaperRow(
      id: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2), kind: kind, stage: stage,
      draftedAt: Instant(milliseconds: row.int(5)), sealedAt: row.int(6) == 0 ? nil : Instant(milliseconds: row.int(6)),
      sha256: row.text(7))
  }
}
