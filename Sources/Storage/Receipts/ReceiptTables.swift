import Basics
import Enforcement
import Ledger

/// Derived tables of money that came in: credits in suspense with their matches and refunds, days of the bank with their lines, and what
/// is known of entries on the bank's account.
public enum ReceiptTables {
  static let tables: [(name: String, order: String)] = [
    ("bank_receipts", "id"), ("bank_matches", "id"), ("bank_refunds", "id"), ("bank_days", "court, account, day"),
    ("bank_lines", "id"), ("bank_entries", "ref"),
  ]

  /// Fills in what the log of an older court knows: before these tables there was money of cases only.
  public static func build(_ db: any Database, codec: EventCodec) throws {
    let log = try db.cursor(
      LogReads.columns + " WHERE name IN ($1, $2) ORDER BY position",
      [.text(ReceiptBooked.name), .text(PayoutLineSettled.name)])
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      try accountEvent(recorded.event, recorded.meta, db)
    }
  }

  // MARK: Credits in suspense

  static func receiptEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = SQLValue.int(Int64(meta.stream.key) ?? 0)
    switch event {
    case let event as BankReceiptTaken:
      try db.run(
        """
        INSERT INTO bank_receipts (id, court, on_day, taken_at, amount, open, status, claim_by, missed, vault, vault_version,
          vault_digest) VALUES ($1, $2, $3, $4, $5, $5, 'open', $6, 0, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET open = excluded.open, status = excluded.status, taken_at = excluded.taken_at,
          claim_by = excluded.claim_by
        """,
        [
          id, .text(meta.court.text), .int(Int64(event.on.number)), .int(meta.at.milliseconds), .int(event.amount.fen),
          .int(Int64(event.claimBy.number)), .int(event.vault.id.raw), .int(event.vault.version), .text(event.vault.digest),
        ])
      if !event.lineDigest.isEmpty {
        try db.run(
          "INSERT INTO identities (digest, id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", [.text(event.lineDigest), id])
      }
      try know(ReceiptKey.taken(meta.stream.key), event.lineDigest, meta, db)
    case let event as CreditHeld:
      try db.run(
        """
        INSERT INTO bank_receipts (id, court, on_day, taken_at, amount, open, status, claim_by, missed, vault, vault_version,
          vault_digest) VALUES ($1, $2, $3, $4, $5, 0, 'held', $6, 0, $7, $8, $9) ON CONFLICT (id) DO NOTHING
        """,
        [
          id, .text(meta.court.text), .int(Int64(event.on.number)), .int(meta.at.milliseconds), .int(event.amount.fen),
          .int(Int64(event.claimBy.number)), .int(event.vault.id.raw), .int(event.vault.version), .text(event.vault.digest),
        ])
    case let event as MisplacedProposed:
      try db.run(
        """
        INSERT INTO bank_receipts (id, court, on_day, taken_at, amount, open, status, claim_by, missed, vault, vault_version,
          vault_digest) VALUES ($1, $2, $3, $4, $5, 0, 'misplaced', $6, 0, $7, $8, $9) ON CONFLICT (id) DO NOTHING
        """,
        [
          id, .text(meta.court.text), .int(Int64(event.on.number)), .int(meta.at.milliseconds), .int(event.amount.fen),
          .int(Int64(event.claimBy.number)), .int(event.vault.id.raw), .int(event.vault.version), .text(event.vault.digest),
        ])
    case is MisplacedDeclined:
      try db.run("UPDATE bank_receipts SET status = 'settled' WHERE id = $1 AND status = 'misplaced'", [id])
    case is HeldSettled:
      try db.run("UPDATE bank_receipts SET status = 'settled' WHERE id = $1 AND status = 'held'", [id])
    case let event as BankReceiptToFund: try move(id, -event.amount, db)
    case let event as BankReceiptFromFund: try move(id, event.amount, db)
    case let event as BankReceiptToRecovery: try move(id, -event.amount, db)
    case let event as BankReceiptToCluster: try move(id, -event.amount, db)
    case let event as DepositKept: try move(id, -event.amount, db)
    case let event as DepositReleased: try move(id, event.amount, db)
    case let event as BankReceiptFromCluster: try move(id, event.amount, db)
    case let event as BankReceiptMatched:
      try db.run(
        "INSERT INTO bank_matches (id, bank_receipt, case_id, court, amount, at, undone) VALUES ($1, $2, $3, $4, $5, $6, 0)",
        [
          .int(event.receipt.raw), id, .int(event.caseID.raw), .text(meta.court.text), .int(event.amount.fen),
          .int(meta.at.milliseconds),
        ])
      try move(id, -event.amount, db)
    case let event as BankReceiptUnmatched:
      try db.run("UPDATE bank_matches SET undone = 1 WHERE id = $1", [.int(event.receipt.raw)])
      try move(id, event.amount, db)
    case let event as BankMatchReversed:
      try db.run("UPDATE bank_matches SET undone = 1 WHERE id = $1", [.int(event.receipt.raw)])
    case let event as BankReceiptReversed: try move(id, -event.amount, db)
    case is ClaimMissed: try db.run("UPDATE bank_receipts SET missed = 1 WHERE id = $1", [id])
    case let event as RefundProposed:
      try db.run(
        "INSERT INTO bank_refunds (id, bank_receipt, court, amount, status) VALUES ($1, $2, $3, $4, 'proposed')",
        [.int(event.refund.raw), id, .text(meta.court.text), .int(event.amount.fen)])
      try move(id, -event.amount, db)
    case let event as RefundDeclined: try refund(event.refund, .declined, id, isBack: true, db)
    case let event as RefundSent: try refund(event.refund, .sent, id, isBack: false, db)
    case let event as RefundBounced: try refund(event.refund, .bounced, id, isBack: true, db)
    case let event as RefundPaid:
      try refund(event.refund, .paid, id, isBack: false, db)
      try know(ReceiptKey.paid(event.refund), event.lineDigest ?? "", meta, db)
    default: break
    }
  }

  private static func refund(
    _ refund: ID<Refund>, _ status: BankReceipt.RefundState.Status, _ id: SQLValue, isBack: Bool, _ db: any Database
  ) throws {
    try db.run("UPDATE bank_refunds SET status = $2 WHERE id = $1", [.int(refund.raw), .text(status.rawValue)])
    let amount = try db.query("SELECT amount FROM bank_refunds WHERE id = $1", [.int(refund.raw)]).first?.int(0) ?? 0
    try move(id, isBack ? Money(fen: amount) : .zero, db)
  }

  /// What has no place yet, and what that makes of the credit.
  private static func move(_ id: SQLValue, _ change: Money, _ db: any Database) throws {
    try db.run(
      """
      UPDATE bank_receipts SET open = open + $2, status = CASE WHEN open + $2 > 0 THEN 'open' WHEN EXISTS (
        SELECT 1 FROM bank_refunds r WHERE r.bank_receipt = bank_receipts.id AND r.status IN ('proposed', 'sent'))
        THEN 'refunding' ELSE 'settled' END WHERE id = $1
      """, [id, .int(change.fen)])
  }

  // MARK: Days of the bank

  static func dayEvent(_ event: any Event, _ meta: EventMeta, position: Int64, _ db: any Database) throws {
    switch event {
    case let event as BankDayStated:
      try day(event.account, event.day, meta, db)
      try db.run(
        "UPDATE bank_days SET opening = $4, closing = $5, lines = $6 WHERE court = $1 AND account = $2 AND day = $3",
        key(event.account, event.day, meta) + [
          .optional(event.opening?.fen), .optional(event.closing?.fen), .int(event.lines),
        ])
    case let event as BankLinesStated:
      try day(event.account, event.day, meta, db)
      try db.run(
        "UPDATE bank_days SET reconciled_at = 0 WHERE court = $1 AND account = $2 AND day = $3",
        key(event.account, event.day, meta))
      try db.runAll(
        """
        INSERT INTO bank_lines (id, court, account, day, side, amount, digest, payment, is_return, vault, vault_version,
          vault_digest, settled, pair) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0)
        """, event.lines.lazy.map { row($0, event, meta) })
    case let event as BankItemsPaired:
      for line in event.lines { try settle(line: line, .paired, position, db) }
      for entry in event.entries { try settle(entry: entry, .paired, position, meta, db) }
    case let event as BankItemExplained:
      let state: Settled = event.cause == .timing ? .timing : .explained
      if let line = event.line { try settle(line: line, state, position, db) }
      if let entry = event.entry { try settle(entry: entry, state, position, meta, db) }
    case let event as CreditsNoted:
      for credit in event.credits where !credit.seen.isEmpty {
        try db.run("INSERT INTO identities (digest, id) VALUES ($1, 0) ON CONFLICT (digest) DO NOTHING", [.text(credit.seen)])
      }
    case let event as BankDayReconciled:
      try db.run(
        "UPDATE bank_days SET reconciled_at = $4 WHERE court = $1 AND account = $2 AND day = $3",
        key(event.account, event.day, meta) + [.int(meta.at.milliseconds)])
    default: break
    }
  }

  private static func key(_ account: String, _ day: Day, _ meta: EventMeta) -> [SQLValue] {
    [.text(meta.court.text), .text(account), .int(Int64(day.number))]
  }
  private static func day(_ account: String, _ day: Day, _ meta: EventMeta, _ db: any Database) throws {
    try db.run(
      """
      INSERT INTO bank_days (court, account, day, opening, closing, lines, reconciled_at) VALUES ($1, $2, $3, NULL, NULL, 0, 0)
      ON CONFLICT (court, account, day) DO NOTHING
      """, key(account, day, meta))
  }
  private static func row(_ line: BankLine, _ event: BankLinesStated, _ meta: EventMeta) -> [SQLValue] {
    [
      .int(line.id.raw), .text(meta.court.text), .text(event.account), .int(Int64(event.day.number)), .text(line.side.rawValue),
      .int(line.amount.fen), .text(line.digest), .text(line.payment ?? ""), .flag(line.isReturn), .int(line.vault?.id.raw ?? 0),
      .int(line.vault?.version ?? 0), .text(line.vault?.digest ?? ""),
    ]
  }
  private static func settle(line: ID<BankLine>, _ state: Settled, _ pair: Int64, _ db: any Database) throws {
    try db.run(
      "UPDATE bank_lines SET settled = $2, pair = $3 WHERE id = $1", [.int(line.raw), .text(state.rawValue), .int(pair)])
  }
  private static func settle(
    entry: String, _ state: Settled, _ pair: Int64, _ meta: EventMeta, _ db: any Database
  ) throws {
    try db.run(
      """
      INSERT INTO bank_entries (ref, court, digest, settled, pair) VALUES ($1, $2, '', $3, $4)
      ON CONFLICT (ref) DO UPDATE SET settled = excluded.settled, pair = excluded.pair
      """, [.text(entry), .text(meta.court.text), .text(state.rawValue), .int(pair)])
  }
  private enum Settled: String { case paired, explained, timing }

  // MARK: Entries that have the bank's number

  /// Which line of the bank a group of one entry is.
  static func know(_ group: String, _ digest: String, _ meta: EventMeta, _ db: any Database) throws {
    guard !digest.isEmpty else { return }
    try db.run(
      """
      INSERT INTO bank_entries (ref, court, digest, settled, pair) VALUES ($1, $2, $3, '', 0)
      ON CONFLICT (ref) DO UPDATE SET digest = excluded.digest
      """, [.text(EntryID(group, "1").description), .text(meta.court.text), .text(digest)])
  }

  /// Money for aid that the bank told by message.
  static func fundEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    guard let event = event as? AidFundFilled, !event.bankLineDigest.isEmpty else { return }
    try db.run(
      "INSERT INTO identities (digest, id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
      [.text(event.bankLineDigest), .int(event.deposit.raw)])
    try know(AidFundFilled.key(event.deposit), event.bankLineDigest, meta, db)
  }

  /// What a case's money events say of the bank's lines, and a receipt that is taken back.
  static func accountEvent(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    switch event {
    case let event as ReceiptBooked where event.from == nil:
      try know(ReceiptKey.booked(event.receipt), event.bankLineDigest, meta, db)
    case let event as PayoutLineSettled:
      try know("payout:\(event.payout)/\(event.line)/settled", event.bankLineDigest ?? "", meta, db)
    case let event as ReceiptReversed:
      let id = Int64(meta.stream.key) ?? 0
      try db.run("DELETE FROM receipts WHERE id = $1", [.int(event.receipt.raw)])
      // What was paid out of it counts no more as paid: the court stands in for it.
      try db.run(
        "UPDATE cases SET money_in = money_in - $2, money_out = money_out - $3, updated_at = $4 WHERE id = $1",
        [.int(id), .int(event.amount.fen), .int(event.claim.fen), .int(meta.at.milliseconds)])
      try Projections.count("moneyIn", meta, -event.amount.fen, db)
    case let event as ReversalRecovered:
      try db.run(
        "UPDATE cases SET money_out = money_out + $2 WHERE id = $1", [.int(Int64(meta.stream.key) ?? 0), .int(event.amount.fen)])
    case let event as ReceiptWithdrawn: try gone(event.receipt, event.amount, meta, db)
    case let event as ReceiptMisplaced: try gone(event.receipt, event.amount, meta, db)
    default: break
    }
  }

  private static func gone(_ receipt: ID<Receipt>, _ amount: Money, _ meta: EventMeta, _ db: any Database) throws {
    try db.run("DELETE FROM receipts WHERE id = $1", [.int(receipt.raw)])
    try db.run(
      "UPDATE cases SET money_in = money_in - $2, updated_at = $3 WHERE id = $1",
      [.int(Int64(meta.stream.key) ?? 0), .int(amount.fen), .int(meta.at.milliseconds)])
    try Projections.count("moneyIn", meta, -amount.fen, db)
  }
}
