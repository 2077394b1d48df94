import Basics
import Casework
import Enforcement

/// The derived tables: a function of events alone, written in the same transaction, rebuilt and compared by `replay --check`.
public enum Projections {
  /// Derived tables with the columns that order their comparison.
  public static let tables: [(name: String, order: String)] =
    [
      ("cases", "id"), ("case_parties", "case_id, place"), ("persons", "id"), ("identities", "digest"), ("open_nodes", "id"),
      ("papers", "id"), ("measures", "id"), ("receipts", "id"), ("payouts", "id"), ("requests", "id"), ("staff", "id"),
      ("counters", "court, name, day"), ("warnings", "id"), ("case_counts", CaseCounts.columns.joined(separator: ", ")),
      ("other_numbers", "court, text, case_id"), ("deliveries", "paper, person"),
    ] + LedgerTables.tables + BatchTables.tables + ReceiptTables.tables + FundItemTables.tables
    + ClusterTables.tables + OutsideCreditorTables.tables + RemedyTables.tables
  /// Stands in `nearest_due` and `due` for "no clock": sorts after every moment.
  public static let noDue: Int64 = .max

  /// Applies one event; the case whose nearest clock may have changed.
  public static func apply(_ event: any Event, _ meta: EventMeta, position: Int64, _ db: any Database) throws -> Int64? {
    switch meta.stream.kind {
    case .caseFile:
      try FundItemTables.apply(event, meta, position: position, db)
      return try caseEvent(event, meta, position, db)
    case .caseAccount:
      try accountEvent(event, meta, db)
      try ReceiptTables.accountEvent(event, meta, db)
      try FundItemTables.apply(event, meta, position: position, db)
    case .bankReceipt:
      try ReceiptTables.receiptEvent(event, meta, db)
      try FundItemTables.deposit(event, meta, db)
    case .bankStatement: try ReceiptTables.dayEvent(event, meta, position: position, db)
    case .person: try personEvent(event, meta, db)
    case .property: try propertyEvent(event, meta, db)
    case .partnerRequest: try requestEvent(event, meta, db)
    case .organisation: try staffEvent(event, meta, db)
    case .moneyBulletins: break
    case .courtLedger: try LedgerTables.statement(event, meta, position: position, db)
    case .payoutBatch: try BatchTables.apply(event, meta, db)
    case .cluster: try ClusterTables.apply(event, meta, db)
    case .distribution: try OutsideCreditorTables.apply(event, meta, db)
    case .aidFund: try ReceiptTables.fundEvent(event, meta, db)
    case .caseNumbers: break
    }
    return nil
  }

  /// Brings a case's nearest clock up to date; once a transaction for each case touched.
  public static func refreshNearest(_ caseID: Int64, _ db: any Database) throws {
    let nearest = try db.query(
      "SELECT key, due, owner FROM open_nodes WHERE case_id = $1 ORDER BY due, id LIMIT 1", [.int(caseID)]
    ).first
    try db.run(
      "UPDATE cases SET nearest_key = $2, nearest_due = $3, nearest_owner = $4 WHERE id = $1",
      [.int(caseID), .text(nearest?.text(0) ?? ""), .int(nearest?.int(1) ?? noDue), .text(nearest?.text(2) ?? "")])
  }

  static func count(_ name: String, _ meta: EventMeta, _ value: Int64 = 1, _ db: any Database) throws {
    try db.run(
      """
      INSERT INTO counters (court, name, day, value) VALUES ($1, $2, $3, $4)
      ON CONFLICT (court, name, day) DO UPDATE SET value = counters.value + excluded.value
      """, [.text(meta.court.text), .text(name), .int(Int64(meta.day.number)), .int(value)])
  }

  // MARK: Cases

  private static func caseEvent(_ event: any Event, _ meta: EventMeta, _ position: Int64, _ db: any Database) throws -> Int64? {
    let id = Int64(meta.stream.key) ?? 0
    var touched = true
    switch event {
    case let event as ApplicationReceived: try received(event, meta, db)
    case let event as NodeOpened: try opened(event, meta, id, db)
    case let event as LivelihoodSet:
      try db.run(
        "UPDATE cases SET livelihood = $2, livelihood_grounds = $3 WHERE id = $1",
        [.int(id), .flag(!event.grounds.isEmpty), .text(LivelihoodColumn.text(event.grounds))])
      touched = false
    case let event as NodeClosed:
      try db.run("DELETE FROM open_nodes WHERE id = $1", [.int(event.node.raw)])
    case let event as NodePaused:
      try db.run("UPDATE open_nodes SET due = $2, warnings = 0 WHERE id = $1", [.int(event.node.raw), .int(noDue)])
    case let event as NodeRescheduled:
      try db.run(
        "UPDATE open_nodes SET due = $2, warnings = 0 WHERE id = $1",
        [.int(event.node.raw), .int(event.due?.milliseconds ?? noDue)])
    case let event as NodeWarned:
      try db.run("UPDATE open_nodes SET warnings = $2 WHERE id = $1", [.int(event.node.raw), .int(event.level)])
      try db.run(
        "INSERT INTO warnings (id, case_id, court, node, key, level, overdue, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
          .int(position), .int(id), .text(meta.court.text), .int(event.node.raw), .text(event.key), .int(event.level),
          .flag(event.overdue), .int(meta.at.milliseconds),
        ])
      touched = false
    case let event as WarningHandled:
      try db.run("UPDATE open_nodes SET warnings = 0 WHERE id = $1", [.int(event.node.raw)])
      touched = false
    default:
      touched = try TakenOverTables.apply(event, meta, id, db)
      try caseFacts(event, meta, id, db)
      try paperFacts(event, meta, id, db)
      try DeliveryTables.apply(event, meta, id, db)
      try measureFacts(event, meta, id, db)
      try RemedyTables.apply(event, meta, id, db)
    }
    return touched ? id : nil
  }

  private static func received(_ event: ApplicationReceived, _ meta: EventMeta, _ db: any Database) throws {
    let claimed = event.claims.reduce(Money.zero) { $0 + $1.amount }
    try db.run(
      """
      INSERT INTO cases (id, court, number, year, serial, type, status, lane, handler, judge, received_on, filed_on, closed_on,
        closing_way, claimed, money_in, money_out, livelihood, docket_ref, instrument, nearest_key, nearest_due, nearest_owner,
        updated_at, resumes, livelihood_grounds)
      VALUES ($1, $2, '', 0, 0, $3, 'received', '', 0, 0, $4, 0, 0, '', $5, 0, 0, $6, $7, $8, '', $9, '', $10, $11, $12)
      """,
      [
        .int(event.caseID.raw), .text(meta.court.text), .text(event.type.rawValue), .int(Int64(event.receivedOn.number)),
        .int(claimed.fen), .flag(event.livelihood), .text(event.docketRef ?? ""), .text(event.instrument.number), .int(noDue),
        .int(meta.at.milliseconds), .int(event.resumes?.raw ?? 0),
        .text(LivelihoodColumn.text(LivelihoodGround.of(event.claims, stated: event.livelihood))),
      ])
    for (place, party) in event.parties.enumerated() {
      try db.run(
        """
        INSERT INTO case_parties (case_id, person, role, place, vault, vault_version, vault_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
          .int(event.caseID.raw), .int(party.person.raw), .text(party.role.rawValue), .int(place), .int(party.vault.id.raw),
          .int(party.vault.version), .text(party.vault.digest),
        ])
    }
    try count("received", meta, 1, db)
  }

  private static func opened(_ event: NodeOpened, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    try db.run(
      "INSERT INTO open_nodes (id, case_id, court, key, subject, due, owner, opened_at, warnings) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
      [
        .int(event.node.raw), .int(id), .text(meta.court.text), .text(event.key), .text(event.subject ?? ""),
        .int(event.due?.milliseconds ?? noDue), .text(event.owner.rawValue), .int(meta.at.milliseconds),
      ])
  }

  private static func caseFacts(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    let at = SQLValue.int(meta.at.milliseconds)
    switch event {
    case let event as CaseFiled:
      let (year, serial) = numberParts(event.number)
      try db.run(
        "UPDATE cases SET status = 'open', number = $2, year = $3, serial = $4, filed_on = $5, updated_at = $6 WHERE id = $1",
        [.int(id), .text(event.number), .int(year), .int(serial), .int(Int64(event.filedOn.number)), at])
      try count("filed", meta, 1, db)
      try count("open", meta, 1, db)
    case is ApplicationRefused:
      try db.run("UPDATE cases SET status = 'refused', updated_at = $2 WHERE id = $1", [.int(id), at])
      try count("refused", meta, 1, db)
    case let event as LaneAssigned:
      try db.run("UPDATE cases SET lane = $2, updated_at = $3 WHERE id = $1", [.int(id), .text(event.lane.rawValue), at])
    case let event as HandlerAssigned:
      try db.run(
        "UPDATE cases SET handler = $2, judge = $3, updated_at = $4 WHERE id = $1",
        [.int(id), .int(event.handler.raw), .int(event.judge.raw), at])
    case let event as ClaimReduced:
      try db.run(
        "UPDATE cases SET claimed = claimed - $2, updated_at = $3 WHERE id = $1", [.int(id), .int(event.amount.fen), at])
    case let event as CaseClosed:
      try db.run(
        "UPDATE cases SET status = 'closed', closed_on = $2, closing_way = $3, updated_at = $4 WHERE id = $1",
        [.int(id), .int(Int64(event.on.number)), .text(event.way.rawValue), at])
      try count("closed", meta, 1, db)
      try count("open", meta, -1, db)
    default:
      try db.run("UPDATE cases SET updated_at = $2 WHERE id = $1", [.int(id), at])
    }
  }

  /// Year and serial of `(2026)浙1003执12号`.
  static func numberParts(_ number: String) -> (year: Int, serial: Int) {
    let year = Int(number.dropFirst().prefix(4)) ?? 0
    let serial = Int(String(number.dropLast().reversed().prefix { $0.isASCII && $0.isNumber }.reversed())) ?? 0
    return (year, serial)
  }
}
