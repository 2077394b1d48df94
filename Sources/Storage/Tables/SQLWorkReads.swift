import Basics
import Casework
import Enforcement

/// Lists of nodes, warnings, requests and money in portable SQL.
extension SQLCaseReads: WorkReads {
  // MARK: Nodes

  public func nodes(_ query: NodeQuery, court: CourtCode) async throws -> NodePage {
    try await connections.read { db in
      var binds = Binds()
      var conditions = NodeSQL.conditions(query, court, &binds)
      let counted = try db.query(
        """
        SELECT COUNT(*) FROM (SELECT 1 FROM open_nodes n JOIN cases c ON c.id = n.case_id \
        WHERE \(conditions.joined(separator: " AND ")) LIMIT \(binds.add(.int(query.countMax + 1)))) t
        """, binds.values
      ).first?.int(0)
      binds = Binds()
      conditions = NodeSQL.conditions(query, court, &binds)
      if let after = query.after {
        conditions.append("(n.due, n.id) > (\(binds.add(.int(after.due))), \(binds.add(.int(after.id))))")
      }
      let rows = try db.query(
        """
        \(NodeSQL.columns) FROM open_nodes n JOIN cases c ON c.id = n.case_id WHERE \(conditions.joined(separator: " AND ")) \
        ORDER BY n.due, n.id LIMIT \(binds.add(.int(query.limit + 1)))
        """, binds.values)
      let shown = rows.prefix(query.limit)
      let total = counted.flatMap { $0 > Int64(query.countMax) ? nil : Int($0) }
      return NodePage(
        rows: shown.map(NodeSQL.row), places: shown.map { ($0.int(2), $0.int(0)) },
        next: rows.count > query.limit ? shown.last.map { ($0.int(2), $0.int(0)) } : nil,
        total: total)
    }
  }

  public func work(court: CourtCode, now: Instant) async throws -> [RoleWork] {
    try await connections.read { db in
      try db.query(
        """
        SELECT owner, COUNT(*), SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END), SUM(CASE WHEN due >= $2 AND due <= $3 THEN 1 ELSE 0 END)
        FROM open_nodes WHERE court = $1 GROUP BY owner ORDER BY owner
        """, [.text(court.text), .int(now.milliseconds), .int(Instant.end(of: now.day).milliseconds)]
      ).compactMap { row in
        Role(rawValue: row.text(0)).map {
          RoleWork(owner: $0, open: Int(row.int(1)), overdue: Int(row.int(2)), dueToday: Int(row.int(3)))
        }
      }
    }
  }

  public func warned(_ reach: WarningReach, court: CourtCode, limit: Int) async throws -> [WarnedNode] {
    try await connections.read { db in
      let rows =
        switch reach {
        case .own(let roles, let staff): try NodeSQL.ownWarned(roles, staff, court, limit, db)
        case .team(let lead): try NodeSQL.teamWarned(lead, court, limit, db)
        case .court: try NodeSQL.courtWarned(court, limit, db)
        }
      var seen: Set<Int64> = []
      let warned = rows.filter { seen.insert($0.int(0)).inserted }.map {
        WarnedNode(row: NodeSQL.row($0), level: Int($0.int(7)), warnedAt: $0.int(8) == 0 ? nil : Instant(milliseconds: $0.int(8)))
      }
      return Array(warned.sorted { NodeSQL.isFirst($0, $1) }.prefix(limit))
    }
  }

  public func load(court: CourtCode) async throws -> [ID<StaffMember>: Int] {
    try await connections.read { db in try CaseCounts.load(court, db) }
  }

  // MARK: Requests

  public func requests(_ query: RequestQuery, court: CourtCode) async throws -> [RequestRow] {
    try await connections.read { db in
      let statuses = query.status.map { [$0] } ?? RequestRow.statuses
      if query.answeredOn != nil || query.status == "answered" || !query.outcomes.isEmpty {
        return try RequestSQL.answered(query, court, db)
      }
      var rows: [RequestRow] = []
      for status in statuses { rows += try RequestSQL.sent(query, status, court, db) }
      return Array(rows.sorted { ($1.sentAt, $1.id) < ($0.sentAt, $0.id) }.prefix(query.limit))
    }
  }

  public func measures(_ query: MeasureQuery, court: CourtCode) async throws -> MeasurePage {
    try await connections.read { try MeasureSQL.page(query, court, $0) }
  }

  public func requestCounts(court: CourtCode, today: Day) async throws -> RequestCounts {
    try await connections.read { try RequestSQL.counts(court, today, $0) }
  }

  public func news(court: CourtCode, handler: ID<StaffMember>?, since: Instant, limit: Int) async throws -> [PartnerNews] {
    let codec = codec
    return try await connections.read { db in
      var binds = Binds()
      var conditions = [
        "r.court = \(binds.add(.text(court.text)))", "r.answered_at >= \(binds.add(.int(max(1, since.milliseconds))))",
      ]
      if let handler {
        let place = binds.add(.int(handler.raw))
        conditions.append("(c.handler + 0 = \(place) OR c.judge + 0 = \(place))")
      }
      let rows = try db.query(
        """
        \(RequestSQL.columns) WHERE \(conditions.joined(separator: " AND ")) \
        ORDER BY r.answered_at DESC, r.id DESC LIMIT \(binds.add(.int(limit)))
        """, binds.values)
      return try rows.map { row in
        let request = RequestSQL.row(row)
        return PartnerNews(request: request, happened: try RequestSQL.happened(request, codec, db))
      }
    }
  }

  // MARK: Money, papers, cases

  public func money(_ query: MoneyQuery, court: CourtCode) async throws -> [MoneyRow] {
    try await connections.read { db in
      let receipts = query.kind == nil || query.kind == "receipt" ? try MoneySQL.receipts(query, court, db) : []
      let payouts = query.kind == "receipt" ? [] : try MoneySQL.payouts(query, court, db)
      return (receipts + payouts).sorted { $0.at > $1.at }
    }
  }

  public func drafts(
    _ signer: Signatory?, court: CourtCode, after: ID<Paper>?, limit: Int
  ) async throws -> (rows: [PaperRow], total: Int) {
    try await connections.read { db in
      var binds = Binds()
      var conditions = ["p.court = \(binds.add(.text(court.text)))", "p.stage = 'draft'"]
      if let signer { conditions.append("(\(PaperSQL.signed(by: signer, &binds)))") }
      let from = "FROM papers p JOIN cases c ON c.id = p.case_id WHERE"
      let total = try db.query("SELECT COUNT(*) \(from) \(conditions.joined(separator: " AND "))", binds.values).first?.int(0)
      if let after { conditions.append("p.id > \(binds.add(.int(after.raw)))") }
      let rows = try db.query(
        "\(PaperSQL.columns) WHERE \(conditions.joined(separator: " AND ")) ORDER BY p.id LIMIT \(binds.add(.int(limit)))",
        binds.values)
      return (rows.compactMap(PaperSQL.row), Int(total ?? 0))
    }
  }

  public func related(to caseID: ID<CaseFile>, court: CourtCode) async throws -> [RelatedCase] {
    try await connections.read { db in
      try db.query(
        """
        SELECT o.id, o.number, o.status FROM cases c JOIN cases o ON o.court = c.court AND o.instrument = c.instrument
        WHERE c.id = $1 AND c.court = $2 AND c.instrument <> '' AND o.id <> c.id ORDER BY o.id LIMIT 20
        """, [.int(caseID.raw), .text(court.text)]
      ).map { RelatedCase(id: ID(raw: $0.int(0)), number: $0.text(1), status: CaseStatus(rawValue: $0.text(2)) ?? .received) }
    }
  }
}

enum MoneySQL {
  static func receipts(_ query: MoneyQuery, _ court: CourtCode, _ db: any Database) throws -> [MoneyRow] {
    var binds = Binds()
    var conditions = ["r.court = \(binds.add(.text(court.text)))"]
    if let day = query.on { conditions.append("r.on_day = \(binds.add(.int(Int64(day.number))))") }
    return try db.query(
      """
      SELECT r.case_id, c.number, r.amount, r.on_day, r.pay_by FROM receipts r JOIN cases c ON c.id = r.case_id
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY r.on_day DESC, r.id DESC LIMIT \(binds.add(.int(query.limit)))
      """, binds.values
    ).map {
      MoneyRow(
        caseID: ID(raw: $0.int(0)), number: $0.text(1), kind: "receipt", amount: Money(fen: $0.int(2)),
        at: Instant(Day(number: Int32($0.int(3)))), payBy: Day(number: Int32($0.int(4))))
    }
  }

  /// What is settled stands at the moment of its settlement, all else at that of its proposal.
  static func payouts(_ query: MoneyQuery, _ court: CourtCode, _ db: any Database) throws -> [MoneyRow] {
    var binds = Binds()
    var conditions = ["p.court = \(binds.add(.text(court.text)))"]
    if let status = query.kind { conditions.append("p.status = \(binds.add(.text(status)))") }
    let moment = query.kind == "settled" ? "p.settled_at" : "CASE WHEN p.settled_at > 0 THEN p.settled_at ELSE p.proposed_at END"
    if let day = query.on {
      let from = binds.add(.int(Instant(day).milliseconds))
      conditions += ["\(moment) >= \(from)", "\(moment) <= \(binds.add(.int(Instant.end(of: day).milliseconds)))"]
    }
    if query.kind == "settled" { conditions.append("p.settled_at > 0") }
    let waits = ["proposed", "supervised", "approved"].contains(query.kind ?? "")
    return try db.query(
      """
      SELECT p.case_id, c.number, p.status, p.total, \(moment) FROM payouts p JOIN cases c ON c.id = p.case_id
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(waits ? "c.livelihood DESC, " : "")5 DESC, p.id DESC LIMIT \(binds.add(.int(query.limit)))
      """, binds.values
    ).map {
      MoneyRow(
        caseID: ID(raw: $0.int(0)), number: $0.text(1), kind: $0.text(2), amount: Money(fen: $0.int(3)),
        at: Instant(milliseconds: $0.int(4)), payBy: nil)
    }
  }
}
