import Basics
import Casework
import Enforcement

/// The register of service as a table: one row for each paper and party, in its last state.
public enum DeliveryTables {
  /// Fills in what the log of an older court knows: papers that were served.
  public static func build(_ db: any Database, codec: EventCodec) throws {
    let log = try db.cursor(LogReads.columns + " WHERE name = $1 ORDER BY position", [.text(PaperServed.name)])
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      try apply(recorded.event, recorded.meta, Int64(recorded.meta.stream.key) ?? 0, db)
    }
  }

  static func apply(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    func put(_ paper: ID<Paper>, _ person: Int64, _ kind: PaperKind, _ change: String = "", _ values: [SQLValue] = []) throws {
      try db.run(
        """
        INSERT INTO deliveries (paper, person, case_id, court, kind, status, way, due_on, sent_on, tracking, done_on, deemed_on,
          tries, receipts)
        VALUES ($1, $2, $3, $4, $5, 'due', '', $6, 0, '', 0, 0, 0, 0) ON CONFLICT (paper, person) DO NOTHING
        """,
        [
          .int(paper.raw), .int(person), .int(id), .text(meta.court.text), .text(kind.rawValue), .int(Int64(meta.day.number)),
        ])
      guard !change.isEmpty else { return }
      try db.run(
        "UPDATE deliveries SET \(change) WHERE paper = $1 AND person = $2", [.int(paper.raw), .int(person)] + values)
    }
    func number(_ day: Day) -> SQLValue { .int(Int64(day.number)) }
    switch event {
    case let event as ServiceDue:
      for person in event.to { try put(event.paper, person.raw, event.kind) }
    case let event as PaperSent:
      try put(
        event.paper, event.to.raw, event.kind,
        "status = 'sent', way = $3, sent_on = $4, tracking = $5, done_on = 0, tries = tries + 1",
        [.text(event.way.rawValue), number(event.on), .text(event.tracking ?? "")])
    case let event as PaperReturned:
      let status: Delivery.Status = event.why == .refused ? .refused : .returned
      try put(
        event.paper, event.to.raw, event.kind, "status = $3, way = $4, done_on = $5",
        [.text(status.rawValue), .text(event.way.rawValue), number(event.on)])
    case let event as NoticePublished:
      try put(
        event.paper, event.to.raw, event.kind,
        "status = 'published', way = 'publicNotice', sent_on = $3, deemed_on = $4, done_on = 0, tries = tries + 1",
        [number(event.on), number(event.deemedOn)])
    case let event as PaperServed:
      // Units are served with the request.
      guard let person = ID<Person>(event.to) else { return }
      try put(
        event.paper, person.raw, event.kind, "status = 'served', way = $3, done_on = $4",
        [.text(event.way.rawValue), number(event.on)])
    case let event as ServiceCorrected:
      try put(
        event.paper, event.to.raw, event.kind, "status = $3, way = $4, done_on = $5, tries = $6",
        [
          .text(event.status.rawValue), .text(event.way?.rawValue ?? ""), .int(Int64(event.on?.number ?? 0)),
          .int(Int64(event.tries)),
        ])
    case let event as ServiceReceiptAttached:
      try put(event.paper, event.to.raw, event.kind, "receipts = receipts + 1")
    case let event as PaperWithdrawn:
      try db.run("UPDATE deliveries SET status = 'recalled' WHERE paper = $1", [.int(event.paper.raw)])
    default: break
    }
  }
}

extension SQLCaseReads {
  public func deliveries(_ query: DeliveryQuery, court: CourtCode) async throws -> [DeliveryRow] {
    try await connections.read { db in
      var binds = Binds()
      var conditions = ["d.court = \(binds.add(.text(court.text)))"]
      let statuses = query.statuses.map(\.rawValue).sorted()
      guard !statuses.isEmpty else { return [] }
      if statuses.count < Delivery.Status.allCases.count {
        conditions.append("d.status IN (\(statuses.map { binds.add(.text($0)) }.joined(separator: ", ")))")
      }
      if let way = query.way { conditions.append("d.way = \(binds.add(.text(way.rawValue)))") }
      if let id = query.caseID { conditions.append("d.case_id = \(binds.add(.int(id.raw)))") }
      if let day = query.dueThrough { conditions.append("d.due_on <= \(binds.add(.int(Int64(day.number))))") }
      if let tracking = query.tracking { conditions.append("d.tracking = \(binds.add(.text(tracking)))") }
      return try db.query(
        """
        SELECT d.case_id, c.number, d.paper, d.kind, d.person, d.status, d.way, d.due_on, d.sent_on, d.tracking, d.done_on,
          d.deemed_on, d.tries, d.receipts
        FROM deliveries d JOIN cases c ON c.id = d.case_id WHERE \(conditions.joined(separator: " AND "))
        ORDER BY d.due_on, d.case_id, d.person, d.paper LIMIT \(binds.add(.int(query.limit)))
        """, binds.values
      ).compactMap(SQLCaseReads.delivery)
    }
  }

  private static func delivery(_ row: SQLRow) -> DeliveryRow? {
    guard let kind = PaperKind(rawValue: row.text(3)), let status = Delivery.Status(rawValue: row.text(5)) else { return nil }
    func day(_ column: Int) -> Day? { row.int(column) == 0 ? nil : Day(number: Int32(row.int(column))) }
    return DeliveryRow(
      caseID: ID(raw: row.int(0)), number: row.text(1), paper: ID(raw: row.int(2)), kind: kind, person: ID(raw: row.int(4)),
      status: status, way: ServiceWay(rawValue: row.text(6)), dueOn: Day(number: Int32(row.int(7))), sentOn: day(8),
      tracking: row.text(9), doneOn: day(10), deemedOn: day(11), tries: Int(row.int(12)), receipts: Int(row.int(13)))
  }
}
