import Basics
import Casework
import Enforcement

/// The derived table of what cases ask of special funds: aid, lodgements, rewards, a row each.
public enum FundItemTables {
  static let tables: [(name: String, order: String)] = [("fund_items", "kind, id")]

  /// Fills in what the log of an older court knows.
  public static func build(_ db: any Database, codec: EventCodec) throws {
    let names = [
      AidApplied.name, AidGranted.name, AidRefused.name, LodgementProposed.name, LodgementRefused.name, MoneyLodged.name,
      LodgementReminded.name, LodgementClaimed.name, LodgementToState.name, PayoutProposed.name, PayoutReturned.name,
      PayoutSettled.name, DistributionClaimJoined.name, DepositKept.name, DepositReleased.name,
    ]
    let places = names.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let log = try db.cursor(
      LogReads.columns + " WHERE name IN (\(places)) ORDER BY position", names.map { SQLValue.text($0) })
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      try apply(recorded.event, recorded.meta, position: recorded.position, db)
      try OutsideCreditorTables.apply(recorded.event, recorded.meta, db)
    }
  }

  static func apply(_ event: any Event, _ meta: EventMeta, position: Int64, _ db: any Database) throws {
    try aid(event, meta, position, db)
    try lodgement(event, meta, db)
    try reward(event, meta, db)
    try payout(event, meta, db)
    try deposit(event, meta, db)
  }

  private struct New {
    let kind: FundItem.Kind
    let id: Int64
    let person: ID<Person>
    let amount: Money
    var most: Money?
    let status: String
    var ground = ""
    /// Nil means the case of the event's stream.
    var caseID: ID<CaseFile>?
  }
  private static func insert(_ new: New, _ meta: EventMeta, _ db: any Database) throws {
    try db.run(
      """
      INSERT INTO fund_items (kind, id, case_id, court, person, amount, most, granted, status, ground, on_day, decided_on,
        next_on, until_day, payout, paid_on) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, 0, 0, 0, 0, 0)
      """,
      [
        .text(new.kind.rawValue), .int(new.id), .int(new.caseID?.raw ?? Int64(meta.stream.key) ?? 0), .text(meta.court.text),
        .int(new.person.raw),
        .int(new.amount.fen), .int(new.most?.fen ?? 0), .text(new.status), .text(new.ground), .int(Int64(meta.day.number)),
      ])
  }
  private static func set(
    _ kind: FundItem.Kind, _ id: Int64, _ status: String, _ meta: EventMeta, granted: Money = .zero, _ db: any Database
  ) throws {
    try db.run(
      "UPDATE fund_items SET status = $3, decided_on = $4, granted = $5 WHERE kind = $1 AND id = $2",
      [.text(kind.rawValue), .int(id), .text(status), .int(Int64(meta.day.number)), .int(granted.fen)])
  }

  // MARK: Aid

  private static func aid(_ event: any Event, _ meta: EventMeta, _ position: Int64, _ db: any Database) throws {
    switch event {
    case let event as AidApplied:
      try insert(
        New(
          kind: .aid, id: position, person: event.person, amount: event.asked, most: event.most, status: "applied",
          ground: event.criteria.map(\.rawValue).joined(separator: ",")), meta, db)
    case let event as AidGranted: try decide(.granted, event.amount, meta, db)
    case is AidRefused: try decide(.refused, .zero, meta, db)
    default: break
    }
  }
  private enum Decision: String { case granted, refused }
  private static func decide(_ decision: Decision, _ amount: Money, _ meta: EventMeta, _ db: any Database) throws {
    try db.run(
      """
      UPDATE fund_items SET status = $2, decided_on = $3, granted = $4 WHERE kind = 'aid' AND case_id = $1 AND status = 'applied'
      """,
      [
        .int(Int64(meta.stream.key) ?? 0), .text(decision.rawValue), .int(Int64(meta.day.number)), .int(amount.fen),
      ])
  }

  // MARK: Lodgements

  private static func lodgement(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    func status(_ id: ID<Lodgement>, _ status: Lodgement.Status) throws {
      try db.run(
        "UPDATE fund_items SET status = $2, next_on = 0 WHERE kind = 'lodged' AND id = $1",
        [.int(id.raw), .text(status.rawValue)])
    }
    switch event {
    case let event as LodgementProposed:
      try insert(
        New(
          kind: .lodged, id: event.lodgement.raw, person: event.person, amount: event.amount,
          status: Lodgement.Status.proposed.rawValue, ground: event.ground.rawValue), meta, db)
    case let event as LodgementRefused: try status(event.lodgement, .refused)
    case let event as MoneyLodged:
      let next = min(meta.day.adding(months: 12), event.until + 1)
      try db.run(
        """
        UPDATE fund_items SET status = $2, decided_on = $3, granted = $4, next_on = $5, until_day = $6
        WHERE kind = 'lodged' AND id = $1
        """,
        [
          .int(event.lodgement.raw), .text(Lodgement.Status.lodged.rawValue), .int(Int64(meta.day.number)),
          .int(event.amount.fen), .int(Int64(next.number)), .int(Int64(event.until.number)),
        ])
    case let event as LodgementReminded:
      let row = try db.query(
        "SELECT decided_on, until_day FROM fund_items WHERE kind = 'lodged' AND id = $1", [.int(event.lodgement.raw)]
      ).first
      guard let row else { return }
      let lodged = Day(number: Int32(clamping: row.int(0)))
      let next = min(lodged.adding(months: 12 * (event.year + 1)), Day(number: Int32(clamping: row.int(1))) + 1)
      try db.run(
        "UPDATE fund_items SET next_on = $2 WHERE kind = 'lodged' AND id = $1",
        [.int(event.lodgement.raw), .int(Int64(next.number))])
    case let event as LodgementClaimed: try status(event.lodgement, .claimed)
    case let event as LodgementToState: try status(event.lodgement, .toState)
    default: break
    }
  }

  // MARK: Rewards

  private static func reward(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    func status(_ id: ID<RewardOffer>, _ status: RewardOffer.Status, _ granted: Money = .zero) throws {
      try set(.reward, id.raw, status.rawValue, meta, granted: granted, db)
    }
    switch event {
    case let event as RewardApplied:
      try insert(
        New(
          kind: .reward, id: event.reward.raw, person: event.person, amount: event.amount,
          status: RewardOffer.Status.applied.rawValue), meta, db)
    case let event as RewardPublished: try status(event.reward, .published)
    case let event as RewardRefused: try status(event.reward, .refused)
    case let event as RewardProposed: try status(event.reward, .proposed, event.amount)
    case let event as RewardApproved: try status(event.reward, .approved, event.amount)
    case let event as RewardDeclined: try status(event.reward, .published)
    default: break
    }
  }

  // MARK: Deposits

  static func deposit(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    switch event {
    case let event as DepositKept:
      try insert(
        New(
          kind: .deposit, id: event.deposit.raw, person: ID(raw: 0), amount: event.amount, status: "kept",
          ground: "\(event.kind.rawValue),\(meta.stream.key)", caseID: event.caseID), meta, db)
    case let event as DepositReleased: try set(.deposit, event.deposit.raw, event.isApplied ? "applied" : "back", meta, db)
    default: break
    }
  }

  // MARK: Payouts of them

  private static func payout(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    switch event {
    case let event as PayoutProposed:
      let kinds = Set(event.lines.map(\.kind))
      if kinds.contains(.aid) { try take(.aid, ["granted"], event.payout, meta, db) }
      if kinds.contains(.lodged) || kinds.contains(.escheat) {
        try take(.lodged, ["claimed", "toState"], event.payout, meta, db)
      }
      if kinds.contains(.reward) { try take(.reward, ["approved"], event.payout, meta, db) }
    case let event as PayoutReturned:
      try db.run("UPDATE fund_items SET payout = 0 WHERE payout = $1", [.int(event.payout.raw)])
    case let event as PayoutSettled:
      try db.run(
        "UPDATE fund_items SET paid_on = $2 WHERE payout = $1", [.int(event.payout.raw), .int(Int64(meta.day.number))])
    case let event as PayoutLineClarified where event.finding == .notPaid && event.was == .settled:
      try db.run("UPDATE fund_items SET paid_on = 0 WHERE payout = $1", [.int(event.payout.raw)])
    default: break
    }
  }
  private static func take(
    _ kind: FundItem.Kind, _ statuses: [String], _ payout: ID<Payout>, _ meta: EventMeta, _ db: any Database
  ) throws {
    for status in statuses {
      try db.run(
        "UPDATE fund_items SET payout = $4 WHERE kind = $1 AND case_id = $2 AND status = $3 AND payout = 0",
        [.text(kind.rawValue), .int(Int64(meta.stream.key) ?? 0), .text(status), .int(payout.raw)])
    }
  }
}

extension SQLCaseReads: SpecialFundsReads {
  public func fundItems(_ kind: FundItem.Kind, court: CourtCode, limit: Int) async throws -> [FundItem] {
    try await connections.read { db in
      try db.query(
        """
        SELECT f.id, f.case_id, c.number, c.handler, f.person, f.amount, f.most, f.granted, f.status, f.ground, f.on_day,
          f.decided_on, f.next_on, f.until_day, f.payout, f.paid_on
        FROM fund_items f JOIN cases c ON c.id = f.case_id WHERE f.court = $1 AND f.kind = $2 ORDER BY f.on_day, f.id LIMIT $3
        """, [.text(court.text), .text(kind.rawValue), .int(limit)]
      ).map { row in
        func day(_ column: Int) -> Day? { row.int(column) > 0 ? Day(number: Int32(clamping: row.int(column))) : nil }
        func sum(_ column: Int) -> Money? { row.int(column) > 0 ? Money(fen: row.int(column)) : nil }
        return FundItem(
          id: row.int(0), caseID: ID(raw: row.int(1)), number: row.text(2), handler: row.int(3) > 0 ? ID(raw: row.int(3)) : nil,
          person: ID(raw: row.int(4)), amount: Money(fen: row.int(5)), most: sum(6), granted: sum(7), status: row.text(8),
          ground: row.text(9), on: day(10) ?? .earliest, decidedOn: day(11), nextOn: day(12), until: day(13),
          isInPayout: row.int(14) > 0, paidOn: day(15))
      }
    }
  }
}
