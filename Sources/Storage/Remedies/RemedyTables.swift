import Basics
import Casework
import Enforcement

/// Matters of the review line, one row each.
enum RemedyTables {
  static let tables: [(name: String, order: String)] = [("remedies", "id")]

  /// True where the event is one of these.
  static func apply(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    switch event {
    case let event as RemedyReceived: try received(event, meta, id, db)
    case let event as RemedyFiled:
      try db.run(
        "UPDATE remedies SET number = $2, presiding = $3, stage = 'filed', due = rule_by WHERE id = $1",
        [.int(event.remedy.raw), .text(event.number), .int(event.panel.first?.raw ?? 0)])
    case let event as PanelFormed:
      try db.run(
        "UPDATE remedies SET presiding = $2 WHERE id = $1", [.int(event.remedy.raw), .int(event.panel.first?.raw ?? 0)])
    case let event as RemedyRuled:
      try db.run(
        "UPDATE remedies SET stage = 'ruled', outcome = $2, due = $3 WHERE id = $1",
        [.int(event.remedy.raw), .text(event.outcome.rawValue), .int(noDue)])
    case let event as RemedyServed where event.opens != nil:
      try db.run(
        "UPDATE remedies SET due = CASE WHEN due = $3 OR due < $2 THEN $2 ELSE due END WHERE id = $1 AND stage = 'ruled'",
        [.int(event.remedy.raw), .int(Int64(event.until.number)), .int(noDue)])
    case let event as RemedySentUp where event.decideBy != nil:
      try due(event.remedy, event.decideBy, db)
    case let event as RemedyAppealDecided where event.decision == .remanded:
      try db.run(
        "UPDATE remedies SET stage = CASE WHEN number = '' THEN 'received' ELSE 'filed' END, outcome = '', presiding = 0, due = $2 WHERE id = $1",
        [.int(event.remedy.raw), .int(event.ruleBy.map { Int64($0.number) } ?? noDue)])
    case let event as RemedySuitFiled: try due(event.remedy, nil, db)
    case let event as RemedyEnded:
      try db.run(
        "UPDATE remedies SET stage = 'ended', outcome = $2, due = $3 WHERE id = $1",
        [.int(event.remedy.raw), .text(event.outcome.rawValue), .int(noDue)])
    case let event as PartiesChanged:
      try role(event.party.role, of: event.party, id, db)
      if let replaced = event.replaces { try role(.thirdParty, of: replaced, id, db) }
    case let event as PartiesRestored:
      try role(.thirdParty, of: event.leaves, id, db)
      if let returns = event.returns { try role(returns.role, of: returns.person, id, db) }
    case let event as PartyReplaced:
      try role(event.party.role, of: event.party, id, db)
      try role(.thirdParty, of: event.wrong, id, db)
    case let event as PropertyDisowned where try !isParty(event.owner.person, id, db):
      try insert(event.owner, .thirdParty, id, db)
    case let event as ReceiptAttributed:
      guard let party = event.party, try !isParty(party.person, id, db) else { break }
      try insert(party, .thirdParty, id, db)
    case let event as PartyCorrected:
      try db.run(
        "UPDATE case_parties SET vault_version = $3, vault_digest = $4 WHERE case_id = $1 AND person = $2",
        [.int(id), .int(event.person.raw), .int(event.vault.version), .text(event.vault.digest)])
    case let event as ClaimCorrected:
      try db.run(
        "UPDATE cases SET claimed = claimed + $2 WHERE id = $1", [.int(id), .int(event.item.amount.fen - event.was.amount.fen)])
    default: break
    }
  }
  /// Sorts after every day.
  private static let noDue: Int64 = .max

  private static func due(_ remedy: ID<Remedy>, _ day: Day?, _ db: any Database) throws {
    try db.run(
      "UPDATE remedies SET due = $2 WHERE id = $1", [.int(remedy.raw), .int(day.map { Int64($0.number) } ?? noDue)])
  }

  private static func received(_ event: RemedyReceived, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    try db.run(
      """
      INSERT INTO remedies (id, case_id, court, number, kind, stage, outcome, person, presiding, received_on, rule_by, due)
      VALUES ($1, $2, $3, '', $4, 'received', '', $5, 0, $6, $7, $8)
      """,
      [
        .int(event.remedy.raw), .int(id), .text(meta.court.text), .text(event.kind.rawValue), .int(event.by.raw),
        .int(Int64(event.receivedOn.number)), .int(Int64(event.ruleBy.number)), .int(Int64(event.fileBy.number)),
      ])
    for party in [event.outsider, event.change?.party].compactMap({ $0 }) where try !isParty(party.person, id, db) {
      try insert(party, .thirdParty, id, db)
    }
  }

  // MARK: Parties

  private static func isParty(_ person: ID<Person>, _ id: Int64, _ db: any Database) throws -> Bool {
    try !db.query("SELECT 1 FROM case_parties WHERE case_id = $1 AND person = $2", [.int(id), .int(person.raw)]).isEmpty
  }
  static func insert(_ party: CaseParty, _ role: CaseParty.Role, _ id: Int64, _ db: any Database) throws {
    // A case that is not on its list yet brings its parties itself.
    guard try !db.query("SELECT 1 FROM cases WHERE id = $1", [.int(id)]).isEmpty else { return }
    let place =
      try db.query("SELECT COALESCE(MAX(place), -1) FROM case_parties WHERE case_id = $1", [.int(id)]).first?.int(0) ?? -1
    try db.run(
      """
      INSERT INTO case_parties (case_id, person, role, place, vault, vault_version, vault_digest)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        .int(id), .int(party.person.raw), .text(role.rawValue), .int(place + 1), .int(party.vault.id.raw),
        .int(party.vault.version), .text(party.vault.digest),
      ])
  }
  private static func role(_ role: CaseParty.Role, of party: CaseParty, _ id: Int64, _ db: any Database) throws {
    guard try isParty(party.person, id, db) else { return try insert(party, role, id, db) }
    try self.role(role, of: party.person, id, db)
  }
  /// The first of the person's places, as the case's own list has it.
  static func role(_ role: CaseParty.Role, of person: ID<Person>, _ id: Int64, _ db: any Database) throws {
    try db.run(
      """
      UPDATE case_parties SET role = $3 WHERE case_id = $1 AND place = (
        SELECT MIN(place) FROM case_parties WHERE case_id = $1 AND person = $2)
      """, [.int(id), .int(person.raw), .text(role.rawValue)])
  }

  // MARK: Reads

  static func list(
    _ query: RemedyQuery, _ court: CourtCode, _ db: any Database
  ) throws -> (rows: [RemedyRow], next: (due: Int64, id: Int64)?) {
    var binds = Binds()
    var conditions = ["r.court = \(binds.add(.text(court.text)))"]
    if let kind = query.kind { conditions.append("r.kind = \(binds.add(.text(kind.rawValue)))") }
    if let stage = query.stage { conditions.append("r.stage = \(binds.add(.text(stage.rawValue)))") }
    if let judge = query.presiding { conditions.append("r.presiding = \(binds.add(.int(judge.raw)))") }
    if let before = query.dueBefore { conditions.append("r.due < \(binds.add(.int(Int64(before.number))))") }
    if query.isOpen { conditions.append("r.stage <> 'ended'") }
    if let after = query.after {
      let due = binds.add(.int(after.due))
      conditions.append("(r.due > \(due) OR (r.due = \(due) AND r.id > \(binds.add(.int(after.id)))))")
    }
    let limit = binds.add(.int(query.limit + 1))
    let rows = try db.query(
      """
      SELECT r.id, r.case_id, c.number, r.number, r.kind, r.stage, r.outcome, r.person, r.presiding, r.received_on, r.due
      FROM remedies r JOIN cases c ON c.id = r.case_id
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY r.due, r.id LIMIT \(limit)
      """, binds.values)
    let shown = rows.prefix(query.limit)
    let next = rows.count > query.limit ? shown.last.map { (due: $0.int(10), id: $0.int(0)) } : nil
    return (shown.map(row), next)
  }

  private static func row(_ row: SQLRow) -> RemedyRow {
    RemedyRow(
      id: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), caseNumber: row.text(2), number: row.text(3),
      kind: RemedyKind(rawValue: row.text(4)) ?? .conduct, stage: RemedyStage(rawValue: row.text(5)) ?? .received,
      outcome: RemedyOutcome(rawValue: row.text(6)), by: ID(raw: row.int(7)),
      presiding: row.int(8) > 0 ? ID(raw: row.int(8)) : nil,
      receivedOn: Day(number: Int32(clamping: row.int(9))),
      due: row.int(10) == noDue ? nil : Day(number: Int32(clamping: row.int(10))))
  }
}
