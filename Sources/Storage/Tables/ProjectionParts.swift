import Basics
import Casework
import Enforcement

extension Projections {
  static func paperFacts(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    switch event {
    case let event as PaperDrafted:
      try db.run(
        """
        INSERT INTO papers (id, case_id, court, kind, stage, drafted_at, code, sha256, sealed_at, vault, vault_digest)
        VALUES ($1, $2, $3, $4, 'draft', $5, '', '', 0, 0, '')
        """, [.int(event.paper.raw), .int(id), .text(meta.court.text), .text(event.kind.rawValue), .int(meta.at.milliseconds)])
    case let event as PaperSigned: try stage(event.paper, .signed, db)
    case let event as PaperSealed:
      try db.run(
        "UPDATE papers SET stage = 'sealed', code = $2, sha256 = $3, sealed_at = $4, vault = $5, vault_digest = $6 WHERE id = $1",
        [
          .int(event.paper.raw), .text(event.code), .text(event.sha256), .int(meta.at.milliseconds), .int(event.file.id.raw),
          .text(event.file.digest),
        ])
    case let event as PaperServed: try stage(event.paper, .served, db)
    case let event as PaperWithdrawn: try stage(event.paper, .withdrawn, db)
    default: break
    }
  }
  private static func stage(_ paper: ID<Paper>, _ stage: Papers.Stage, _ db: any Database) throws {
    try db.run("UPDATE papers SET stage = $2 WHERE id = $1", [.int(paper.raw), .text(stage.rawValue)])
  }

  static func measureFacts(_ event: any Event, _ meta: EventMeta, _ id: Int64, _ db: any Database) throws {
    func set(_ measure: ID<Measure>, _ status: Seizure.Status, _ more: String = "", _ values: [SQLValue] = []) throws {
      try db.run("UPDATE measures SET status = $2\(more) WHERE id = $1", [.int(measure.raw), .text(status.rawValue)] + values)
    }
    switch event {
    case let event as MeasureRequested:
      try db.run(
        "INSERT INTO measures (id, case_id, court, kind, unit, status, amount, until) VALUES ($1, $2, $3, $4, $5, 'requested', 0, $6)",
        [
          .int(event.measure.raw), .int(id), .text(meta.court.text), .text(event.kind.rawValue), .text(event.unit),
          .int(Int64(event.until.number)),
        ])
    case let event as MeasureTookEffect:
      try set(
        event.measure, event.rank == 1 ? .effective : .queued, ", amount = $3, until = $4",
        [.int(event.amount.fen), .int(Int64(event.until.number))])
      try count("measures", meta, 1, db)
    case let event as MeasureFailed: try set(event.measure, .failed)
    case let event as InflowFrozen:
      try db.run("UPDATE measures SET amount = $2 WHERE id = $1", [.int(event.measure.raw), .int(event.total.fen)])
    case let event as MeasureRenewed:
      try db.run("UPDATE measures SET until = $2 WHERE id = $1", [.int(event.measure.raw), .int(Int64(event.until.number))])
    case let event as MeasureReleased where event.kept == .zero: try set(event.measure, .released, ", amount = $3", [.int(0)])
    case let event as MeasureReleased:
      try db.run("UPDATE measures SET amount = $2 WHERE id = $1", [.int(event.measure.raw), .int(event.kept.fen)])
    case let event as MeasureLapsed: try set(event.measure, .lapsed)
    case let event as MeasuresTakenOver:
      for taken in event.measures {
        try db.run("UPDATE measures SET case_id = $2 WHERE id = $1", [.int(taken.measure.raw), .int(id)])
      }
    default: break
    }
  }

  static func accountEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = Int64(meta.stream.key) ?? 0
    switch event {
    case let event as ReceiptBooked:
      try db.run(
        "INSERT INTO receipts (id, case_id, court, amount, on_day, source, pay_by, chased, chased_on, paid_on) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0)",
        [
          .int(event.receipt.raw), .int(id), .text(meta.court.text), .int(event.amount.fen),
          .int(Int64((event.on ?? meta.day).number)),
          .text(event.source.rawValue), .int(Int64(event.payBy.number)),
        ])
      try db.run(
        "UPDATE cases SET money_in = money_in + $2, updated_at = $3 WHERE id = $1",
        [.int(id), .int(event.amount.fen), .int(meta.at.milliseconds)])
      try count("moneyIn", meta, event.amount.fen, db)
      try identity(event.bankLineDigest, event.receipt.raw, db)
    case let event as ShareReceived: try share(event.booked, event.amount, .distribution, event.payBy, id, meta, db)
    case let event as ClusterShareReceived: try share(event.booked, event.amount, .cluster, event.payBy, id, meta, db)
    case let event as DistributionPaid:
      let moved = event.cases.reduce(Money.zero) { $0 + $1.amount }
      try db.run("UPDATE cases SET money_out = money_out + $2 WHERE id = $1", [.int(id), .int(moved.fen)])
    case let event as PayoutProposed:
      let total = event.lines.reduce(Money.zero) { $0 + $1.amount }
      try db.run(
        "INSERT INTO payouts (id, case_id, court, status, total, proposed_at, proposed_by, supervised_by, approved_by, settled_at) VALUES ($1, $2, $3, 'proposed', $4, $5, $6, '', '', 0)",
        [
          .int(event.payout.raw), .int(id), .text(meta.court.text), .int(total.fen), .int(meta.at.milliseconds),
          .text(meta.actor.description),
        ])
    case let event as PayoutSupervised: try passed(event.payout, .supervised, "supervised_by", meta, db)
    case let event as PayoutApproved: try passed(event.payout, .approved, "approved_by", meta, db)
    case let event as PayoutReleased: try payout(event.payout, .released, db)
    case let event as PayoutLineSent:
      // What was approved before there was a gate of release left with the approval.
      try db.run("UPDATE payouts SET status = 'released' WHERE id = $1 AND status = 'approved'", [.int(event.payout.raw)])
    case let event as PayoutReturned: try payout(event.payout, .returned, db)
    case let event as PayoutLineMisdirected: try unsettle(event.payout, id, meta, db)
    case let event as PayoutLineCameBack:
      for receipt in event.receipts { try db.run("UPDATE receipts SET paid_on = 0 WHERE id = $1", [.int(receipt.raw)]) }
      try unsettle(event.payout, id, meta, db)
    case let event as PayoutLineFreed:
      try db.run("UPDATE payouts SET total = total - $2 WHERE id = $1", [.int(event.payout.raw), .int(event.amount.fen)])
    case let event as PayoutReopened:
      try db.run(
        "UPDATE payouts SET status = 'proposed', proposed_at = $2, proposed_by = $3, supervised_by = '', approved_by = '' WHERE id = $1",
        [.int(event.payout.raw), .int(meta.at.milliseconds), .text(meta.actor.description)])
    case let event as PayoutReopeningReturned: try payout(event.payout, .released, db)
    case let event as ReceiptCorrected:
      let more = event.amount.fen - event.was.fen
      try db.run("UPDATE receipts SET amount = $2 WHERE id = $1", [.int(event.receipt.raw), .int(event.amount.fen)])
      try db.run("UPDATE cases SET money_in = money_in + $2 WHERE id = $1", [.int(id), .int(more)])
      try count("moneyIn", meta, more, db)
    case let event as PayoutLineClarified where event.finding == .notPaid && event.was == .settled:
      try unsettle(event.payout, id, meta, db)
    case let event as PayoutChased:
      try db.run(
        "UPDATE receipts SET chased = $2, chased_on = $3 WHERE id = $1",
        [.int(event.receipt.raw), .int(event.number), .int(Int64(meta.day.number))])
    case let event as PayoutDelayEnded:
      for receipt in event.receipts {
        try db.run(
          "UPDATE receipts SET pay_by = max(pay_by, $2) WHERE id = $1", [.int(receipt.raw), .int(Int64(event.payBy.number))])
      }
    case let event as PayoutSettled:
      for receipt in event.receipts ?? [] {
        try db.run(
          "UPDATE receipts SET paid_on = $2 WHERE id = $1 AND paid_on = 0", [.int(receipt.raw), .int(Int64(meta.day.number))])
      }
      try payout(event.payout, .settled, db)
      try db.run("UPDATE payouts SET settled_at = $2 WHERE id = $1", [.int(event.payout.raw), .int(meta.at.milliseconds)])
      let total = try db.query("SELECT total FROM payouts WHERE id = $1", [.int(event.payout.raw)]).first?.int(0) ?? 0
      try db.run(
        "UPDATE cases SET money_out = money_out + $2, updated_at = $3 WHERE id = $1",
        [.int(id), .int(total), .int(meta.at.milliseconds)])
      try count("moneyOut", meta, total, db)
    case let event as BatchMoneyPaid:
      for receipt in event.receipts {
        try db.run(
          "UPDATE receipts SET paid_on = $2 WHERE id = $1 AND paid_on = 0", [.int(receipt.raw), .int(Int64(meta.day.number))])
      }
      try db.run(
        "UPDATE cases SET money_out = money_out + $2, updated_at = $3 WHERE id = $1",
        [.int(id), .int(event.amount.fen), .int(meta.at.milliseconds)])
      try count("moneyOut", meta, event.amount.fen, db)
    case let event as BatchMoneyCameBack:
      for receipt in event.receipts { try db.run("UPDATE receipts SET paid_on = 0 WHERE id = $1", [.int(receipt.raw)]) }
      try db.run(
        "UPDATE cases SET money_out = money_out - $2, updated_at = $3 WHERE id = $1",
        [.int(id), .int(event.amount.fen), .int(meta.at.milliseconds)])
      try count("moneyOut", meta, -event.amount.fen, db)
    case is PastMoneyBrought, is BalanceBrought: try TakenOverTables.apply(money: event, meta, id, db)
    default: break
    }
  }
  /// A payout that counted as settled has to be paid still.
  private static func unsettle(_ payout: ID<Payout>, _ caseID: Int64, _ meta: EventMeta, _ db: any Database) throws {
    guard
      let total = try db.query("SELECT total FROM payouts WHERE id = $1 AND settled_at > 0", [.int(payout.raw)]).first?.int(0)
    else { return }
    try db.run("UPDATE payouts SET status = 'released', settled_at = 0 WHERE id = $1", [.int(payout.raw)])
    try db.run(
      "UPDATE cases SET money_out = money_out - $2, updated_at = $3 WHERE id = $1",
      [.int(caseID), .int(total), .int(meta.at.milliseconds)])
    try count("moneyOut", meta, -total, db)
  }
  private static func passed(
    _ id: ID<Payout>, _ status: CaseAccount.PayoutState.Status, _ column: String, _ meta: EventMeta, _ db: any Database
  ) throws {
    try payout(id, status, db)
    try db.run("UPDATE payouts SET \(column) = $2 WHERE id = $1", [.int(id.raw), .text(meta.actor.description)])
  }
  /// A share is a receipt of this case; it came in to the court before, so the day's figure does not count it again.
  private static func share(
    _ receipt: ID<Receipt>, _ amount: Money, _ source: ReceiptSource, _ payBy: Day, _ id: Int64, _ meta: EventMeta,
    _ db: any Database
  ) throws {
    try db.run(
      "INSERT INTO receipts (id, case_id, court, amount, on_day, source, pay_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [
        .int(receipt.raw), .int(id), .text(meta.court.text), .int(amount.fen), .int(Int64(meta.day.number)),
        .text(source.rawValue), .int(Int64(payBy.number)),
      ])
    try db.run(
      "UPDATE cases SET money_in = money_in + $2, updated_at = $3 WHERE id = $1",
      [.int(id), .int(amount.fen), .int(meta.at.milliseconds)])
  }
  private static func payout(_ id: ID<Payout>, _ status: CaseAccount.PayoutState.Status, _ db: any Database) throws {
    try db.run("UPDATE payouts SET status = $2 WHERE id = $1", [.int(id.raw), .text(status.rawValue)])
  }

  static func personEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = Int64(meta.stream.key) ?? 0
    switch event {
    case let event as PersonRecorded:
      try db.run(
        "INSERT INTO persons (id, kind, vault, vault_version, vault_digest) VALUES ($1, $2, $3, $4, $5)",
        [.int(id), .text(event.kind.rawValue), .int(event.vault.id.raw), .int(event.vault.version), .text(event.vault.digest)])
      try identity(event.idDigest, id, db)
    case let event as PayeeRecorded:
      if let digest = event.account { try identity(digest, id, db) }
    case let event as PersonUpdated:
      try db.run(
        "UPDATE persons SET vault_version = $2, vault_digest = $3 WHERE id = $1",
        [.int(id), .int(event.vault.version), .text(event.vault.digest)])
    default: break
    }
  }
  static func propertyEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    guard let event = event as? PropertyRecorded else { return }
    try identity(event.identityDigest, Int64(meta.stream.key) ?? 0, db)
  }
  private static func identity(_ digest: String, _ id: Int64, _ db: any Database) throws {
    guard !digest.isEmpty else { return }
    try db.run("INSERT INTO identities (digest, id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", [.text(digest), .int(id)])
  }

  static func requestEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = Int64(meta.stream.key) ?? 0
    func set(_ status: String) throws { try db.run("UPDATE requests SET status = $2 WHERE id = $1", [.int(id), .text(status)]) }
    switch event {
    case let event as PartnerRequested:
      try db.run(
        """
        INSERT INTO requests (id, case_id, court, unit, action, status, sent_at, deadline, answered_at, outcome)
        VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, 0, '')
        """,
        [
          .int(id), .int(event.caseID.raw), .text(meta.court.text), .text(event.unit), .text(event.action.rawValue),
          .int(meta.at.milliseconds), .int(event.deadline.milliseconds),
        ])
      try count("requests", meta, 1, db)
    case let event as PartnerAnswered:
      try db.run(
        "UPDATE requests SET status = 'answered', answered_at = $2, outcome = $3 WHERE id = $1 AND answered_at = 0",
        [.int(id), .int(meta.at.milliseconds), .text(event.outcome.rawValue)])
      try count("answers", meta, 1, db)
    case is PartnerDeadlineMissed: try set("late")
    case is PartnerRequestGivenUp: try set("givenUp")
    default: break
    }
  }

  static func staffEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    switch event {
    case let event as StaffJoined:
      try db.run(
        "INSERT INTO staff (id, court, roles, active, team, vault, vault_version, vault_digest) VALUES ($1, $2, $3, 1, $4, $5, $6, $7)",
        [
          .int(event.staff.raw), .text(meta.court.text), .text(event.roles.map(\.rawValue).joined(separator: ",")),
          .text(event.team),
          .int(event.vault.id.raw), .int(event.vault.version), .text(event.vault.digest),
        ])
    case let event as StaffChanged:
      try db.run(
        "UPDATE staff SET roles = $2, active = $3, team = $4 WHERE id = $1",
        [
          .int(event.staff.raw), .text(event.roles.map(\.rawValue).joined(separator: ",")), .flag(event.active),
          .text(event.team),
        ])
    default: break
    }
  }
}
