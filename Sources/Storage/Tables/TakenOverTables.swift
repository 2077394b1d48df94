import Basics
import Casework
import Enforcement

/// What a takeover from an earlier system leaves in the derived tables: the same rows as a case that was filed here.
enum TakenOverTables {
  /// True where the event is one of these and the case's nearest clock may have changed.
  static func apply(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws -> Bool {
    switch event {
    case let event as CaseTakenOver:
      try insert(event, meta, db)
      try parties(event, db)
      try numbers(event, meta, db)
      if event.endedOn == nil { try Projections.count("open", meta, 1, db) }
      return true
    case let event as MeasuresBrought:
      for measure in event.measures {
        try db.run(
          """
          INSERT INTO measures (id, case_id, court, kind, unit, status, amount, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
          ON CONFLICT (id) DO UPDATE SET status = excluded.status, amount = excluded.amount, until = excluded.until
          """,
          [
            .int(measure.measure.raw), .int(id), .text(meta.court.text), .text(measure.kind.rawValue), .text(measure.unit),
            .text(measure.status.rawValue), .int(measure.amount.fen), .int(Int64(measure.until.number)),
          ])
      }
      return false
    default: return false
    }
  }

  private static func insert(_ event: CaseTakenOver, _ meta: EventMeta, _ db: any Database) throws {
    let claimed = event.claims.map(\.amount).boundedSum
    let (year, serial) = Projections.numberParts(event.number)
    try db.run(
      """
      INSERT INTO cases (id, court, number, year, serial, type, status, lane, handler, judge, received_on, filed_on, closed_on,
        closing_way, claimed, money_in, money_out, livelihood, docket_ref, instrument, nearest_key, nearest_due, nearest_owner,
        updated_at, resumes, livelihood_grounds)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, 0, $16, '', $17, '', $18, '', $19, $20, $21)
      """,
      [
        .int(event.caseID.raw), .text(meta.court.text), .text(event.number), .int(year), .int(serial), .text(event.type.rawValue),
        .text((event.endedOn == nil ? CaseStatus.open : .closed).rawValue), .text(event.lane.rawValue), .int(event.handler.raw),
        .int(event.judge.raw), .int(Int64(event.receivedOn.number)), .int(Int64(event.filedOn.number)),
        .int(Int64(event.endedOn?.number ?? 0)), .text(event.endedOn == nil ? "" : ClosingWay.terminatedRound.rawValue),
        .int(claimed.fen), .flag(event.livelihood), .text(event.instrument.number), .int(Projections.noDue),
        .int(meta.at.milliseconds), .int(event.resumes?.raw ?? 0),
        .text(LivelihoodColumn.text(LivelihoodGround.of(event.claims, stated: event.livelihood))),
      ])
  }

  private static func parties(_ event: CaseTakenOver, _ db: any Database) throws {
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
  }

  /// Numbers that are no `(2026)浙1003执12号` of this court are found as they stand, with their year and without.
  private static func numbers(_ event: CaseTakenOver, _ meta: EventMeta, _ db: any Database) throws {
    for text in [event.number] + event.related {
      let plain = CaseSearch.plain(text)
      for form in Set([plain, withoutYear(plain)]) where !form.isEmpty {
        try db.run(
          "INSERT INTO other_numbers (court, text, case_id) VALUES ($1, $2, $3) ON CONFLICT (court, text, case_id) DO NOTHING",
          [.text(meta.court.text), .text(form), .int(event.caseID.raw)])
      }
    }
  }
  private static func withoutYear(_ plain: String) -> String {
    guard plain.first == "(", let end = plain.firstIndex(of: ")") else { return plain }
    return String(plain[plain.index(after: end)...])
  }

  /// The case of this court that once had this number; nil where none did.
  static func caseID(_ text: String, _ court: CourtCode, _ db: any Database) throws -> Int64? {
    let plain = CaseSearch.plain(text)
    guard plain.count >= numberLengthMin, plain.contains(where: \.isWholeNumber) else { return nil }
    return try db.query(
      "SELECT case_id FROM other_numbers WHERE court = $1 AND text = $2 ORDER BY case_id LIMIT 1",
      [.text(court.text), .text(plain)]
    ).first?.int(0)
  }
  /// Shorter texts are names and serials.
  private static let numberLengthMin = 5

  // MARK: Money

  static func apply(money event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    switch event {
    case let event as PastMoneyBrought:
      let received = event.receipts.map(\.amount).boundedSum
      let paid = (event.fees.map(\.amount) + [event.creditors, event.surplus]).boundedSum
      try db.run(
        "UPDATE cases SET money_in = money_in + $2, money_out = money_out + $3 WHERE id = $1",
        [.int(id), .int(received.fen), .int(paid.fen)])
    case let event as BalanceBrought:
      try db.run(
        """
        INSERT INTO receipts (id, case_id, court, amount, on_day, source, pay_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO NOTHING
        """,
        [
          .int(event.receipt.raw), .int(id), .text(meta.court.text), .int(event.amount.fen), .int(Int64(event.on.number)),
          .text(event.source.rawValue), .int(Int64(event.payBy.number)),
        ])
      try db.run("UPDATE cases SET money_in = money_in + $2 WHERE id = $1", [.int(id), .int(event.amount.fen)])
      guard !event.bankLineDigest.isEmpty else { return }
      try db.run(
        "INSERT INTO identities (digest, id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
        [.text(event.bankLineDigest), .int(event.receipt.raw)])
    default: break
    }
  }
}
