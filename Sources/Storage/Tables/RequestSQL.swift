import Basics
import Casework
import Enforcement

/// Requests to units in portable SQL.
enum RequestSQL {
  static let columns = """
    SELECT r.id, r.case_id, c.number, r.unit, r.action, r.status, r.sent_at, r.deadline, r.answered_at, r.outcome
    FROM requests r JOIN cases c ON c.id = r.case_id
    """

  static func row(_ row: SQLRow) -> RequestRow {
    RequestRow(
      id: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2), unit: row.text(3),
      action: PartnerAction(rawValue: row.text(4)) ?? .query, status: row.text(5), sentAt: Instant(milliseconds: row.int(6)),
      deadline: Instant(milliseconds: row.int(7)), answeredAt: row.int(8) == 0 ? nil : Instant(milliseconds: row.int(8)),
      outcome: PartnerOutcome(rawValue: row.text(9)))
  }

  private static func span(_ day: Day) -> (from: Int64, through: Int64) {
    (Instant(day).milliseconds, Instant.end(of: day).milliseconds)
  }

  /// By the moment of the answer, the newest first. The status is written so that no index fits it.
  static func answered(_ query: RequestQuery, _ court: CourtCode, _ db: any Database) throws -> [RequestRow] {
    var binds = Binds()
    var conditions = ["r.court = \(binds.add(.text(court.text)))", "r.answered_at > 0"]
    if let day = query.answeredOn {
      let span = span(day)
      conditions += ["r.answered_at >= \(binds.add(.int(span.from)))", "r.answered_at <= \(binds.add(.int(span.through)))"]
    }
    if let status = query.status { conditions.append("r.status || '' = \(binds.add(.text(status)))") }
    if query.outcomes == [.failed, .rejected] {
      conditions.append("r.outcome IN ('failed', 'rejected')")
    } else if !query.outcomes.isEmpty {
      let places = query.outcomes.map(\.rawValue).sorted().map { binds.add(.text($0)) }
      conditions.append("r.outcome || '' IN (\(places.joined(separator: ", ")))")
    }
    conditions += others(query, &binds)
    if let day = query.sentOn {
      let span = span(day)
      conditions += ["r.sent_at + 0 >= \(binds.add(.int(span.from)))", "r.sent_at + 0 <= \(binds.add(.int(span.through)))"]
    }
    return try db.query(
      """
      \(columns) WHERE \(conditions.joined(separator: " AND ")) ORDER BY r.answered_at DESC, r.id DESC \
      LIMIT \(binds.add(.int(query.limit)))
      """, binds.values
    ).map(row)
  }

  /// By the moment of sending, the newest first, of one status.
  static func sent(_ query: RequestQuery, _ status: String, _ court: CourtCode, _ db: any Database) throws -> [RequestRow] {
    var binds = Binds()
    var conditions = ["r.court = \(binds.add(.text(court.text)))", "r.status = \(binds.add(.text(status)))"]
    if let day = query.sentOn {
      let span = span(day)
      conditions += ["r.sent_at >= \(binds.add(.int(span.from)))", "r.sent_at <= \(binds.add(.int(span.through)))"]
    }
    conditions += others(query, &binds)
    return try db.query(
      """
      \(columns) WHERE \(conditions.joined(separator: " AND "))
      ORDER BY \(status == "late" ? "c.livelihood DESC, " : "")r.sent_at DESC, r.id DESC \
      LIMIT \(binds.add(.int(query.limit)))
      """, binds.values
    ).map(row)
  }

  private static func others(_ query: RequestQuery, _ binds: inout Binds) -> [String] {
    query.unit.map { ["r.unit = \(binds.add(.text($0)))"] } ?? []
  }

  static func counts(_ court: CourtCode, _ today: Day, _ db: any Database) throws -> RequestCounts {
    var counts = RequestCounts()
    func bounded(_ condition: String, _ values: [SQLValue]) throws -> Int {
      let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM requests WHERE court = $1 AND \(condition) LIMIT $2) t"
      let most = SQLValue.int(RequestCounts.exactTo + 1)
      return Int(try db.query(sql, [.text(court.text), most] + values).first?.int(0) ?? 0)
    }
    for status in RequestRow.statuses { counts.byStatus[status] = try bounded("status = $3", [.text(status)]) }
    counts.unsuccessful = try bounded("answered_at > 0 AND outcome IN ('failed', 'rejected')", [])
    var units: [String: UnitWork] = [:]
    func add(_ condition: String, _ values: [SQLValue], _ place: WritableKeyPath<UnitWork, Int>) throws {
      let sql = "SELECT unit, COUNT(*) FROM requests WHERE court = $1 AND \(condition) GROUP BY unit"
      for row in try db.query(sql, [.text(court.text)] + values) {
        units[row.text(0), default: UnitWork(unit: row.text(0))][keyPath: place] = Int(row.int(1))
      }
    }
    let day = span(today)
    try add("status = 'waiting'", [], \.waiting)
    try add("status = 'late'", [], \.late)
    try add("status = 'givenUp'", [], \.givenUp)
    try add("answered_at >= $2 AND answered_at <= $3", [.int(day.from), .int(day.through)], \.answeredToday)
    counts.units = units.values.sorted { $0.unit < $1.unit }
    return counts
  }

  /// How far around an answer its transaction is looked for.
  private static let nearby: Int64 = 500

  /// What was decided in the answer's own transaction.
  static func happened(_ request: RequestRow, _ codec: EventCodec, _ db: any Database) throws -> [RecordedEvent] {
    let answers = try db.query(
      "SELECT position, causation, at FROM log WHERE stream = $1 ORDER BY version",
      [.text(StreamID.partnerRequest(request.id).description)])
    guard let answer = answers.last(where: { $0.int(2) == request.answeredAt?.milliseconds }) else { return [] }
    let position = answer.int(0)
    return try db.query(
      LogReads.columns + " WHERE position >= $1 AND position <= $2 AND causation = $3 ORDER BY position",
      [.int(position - nearby), .int(position + nearby), .text(answer.text(1))]
    ).map { try LogReads.event($0, codec) }
  }
}
