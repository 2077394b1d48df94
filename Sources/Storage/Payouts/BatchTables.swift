import Basics
import Casework
import Enforcement

/// Derived tables of mass payouts: a row a batch, and a row a line once it was posted.
enum BatchTables {
  static let tables: [(name: String, order: String)] = [("payout_batches", "id"), ("payout_lines", "batch, line")]

  static func apply(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = Int64(meta.stream.key) ?? 0
    switch event {
    case let event as BatchCreated:
      try db.run(
        """
        INSERT INTO payout_batches (id, court, case_id, source, status, count, total, sha256, created_at, settled, failed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
        """,
        [
          .int(id), .text(meta.court.text), .int(event.caseID?.raw ?? 0), .text(event.source),
          .text(PayoutBatch.Status.checked.rawValue), .int(event.count), .int(event.total.fen), .text(event.sha256),
          .int(meta.at.milliseconds),
        ])
    case let event as BatchGatePassed where event.gate == .release: try mark(id, .sending, db)
    case is BatchReturned: try mark(id, .returned, db)
    case is BatchPaused: try mark(id, .paused, db)
    case is BatchResumed: try mark(id, .sending, db)
    case is BatchSettled: try mark(id, .settled, db)
    case let event as BatchResendAsked:
      if event.correction != nil { try mark(id, .checked, db) }
      try move(id, event.lines, .waiting, code: "", db)
    case is BatchStopped:
      try mark(id, .stopped, db)
      try db.run(
        """
        UPDATE payout_lines SET status = $2 WHERE batch = $1 AND held = '' AND status IN ('waiting', 'failed', 'returned')
        """, [.int(id), .text(PayoutBatch.LineStatus.dropped.rawValue)])
    case let event as BatchChunkPosted: try post(event, id, db)
    case let event as BatchAnswered: try answer(event, id, db)
    case let event as BatchCorrectionReturned:
      try mark(id, .sending, db)
      try move(id, event.failed, .failed, code: "", db)
      try move(id, event.returned, .returned, code: "", db)
    case let event as BatchLineResolved:
      try db.run(
        "UPDATE payout_lines SET status = $3, held = '' WHERE batch = $1 AND line = $2",
        [.int(id), .int(event.line), .text(event.after.rawValue)])
      try count(id, settled: (event.after == .settled ? 1 : 0) - (event.before == .settled ? 1 : 0), failed: 0, db)
    default: break
    }
  }

  private static func mark(_ id: Int64, _ status: PayoutBatch.Status, _ db: any Database) throws {
    try db.run("UPDATE payout_batches SET status = $2 WHERE id = $1", [.int(id), .text(status.rawValue)])
  }

  private static func post(_ event: BatchChunkPosted, _ id: Int64, _ db: any Database) throws {
    let status = SQLValue.text(PayoutBatch.LineStatus.sent.rawValue)
    try db.runAll(
      """
      INSERT INTO payout_lines (batch, line, chunk, amount, status, code, held) VALUES ($1, $2, $3, $4, $5, '', '')
      ON CONFLICT (batch, line) DO UPDATE SET chunk = excluded.chunk, status = excluded.status, code = ''
      """,
      zip(event.lines.lines, event.amounts.amounts).lazy.map { line, amount in
        [.int(id), .int(line), .int(event.chunk), .int(amount.fen), status]
      })
  }

  private static func answer(_ event: BatchAnswered, _ id: Int64, _ db: any Database) throws {
    try move(id, event.accepted, .accepted, code: "", db)
    try move(id, event.settled, .settled, code: "", db)
    for part in event.failed { try move(id, part.lines, .failed, code: part.code, db) }
    for part in event.returned + event.returnedUntold { try move(id, part.lines, .returned, code: part.code, db) }
    for part in event.contradicted {
      for range in part.lines.ranges {
        try db.run(
          "UPDATE payout_lines SET held = $4 WHERE batch = $1 AND line BETWEEN $2 AND $3",
          [.int(id), .int(range.lowerBound), .int(range.upperBound), .text(part.reason.rawValue)])
      }
    }
    let back = event.returned.reduce(0) { $0 + $1.lines.count }
    if back > 0 {
      try db.run(
        "UPDATE payout_batches SET status = $2 WHERE id = $1 AND status = $3",
        [.int(id), .text(PayoutBatch.Status.sending.rawValue), .text(PayoutBatch.Status.settled.rawValue)])
    }
    let failed = (event.failed + event.returned + event.returnedUntold).reduce(0) { $0 + $1.lines.count }
    try count(id, settled: event.settled.count - back, failed: failed, db)
  }

  private static func move(
    _ id: Int64, _ lines: LineSet, _ status: PayoutBatch.LineStatus, code: String, _ db: any Database
  ) throws {
    for range in lines.ranges {
      try db.run(
        "UPDATE payout_lines SET status = $4, code = $5 WHERE batch = $1 AND line BETWEEN $2 AND $3",
        [.int(id), .int(range.lowerBound), .int(range.upperBound), .text(status.rawValue), .text(code)])
    }
  }

  /// `failed` counts answers, however often a line was sent.
  private static func count(_ id: Int64, settled: Int, failed: Int, _ db: any Database) throws {
    guard settled != 0 || failed != 0 else { return }
    try db.run(
      "UPDATE payout_batches SET settled = settled + $2, failed = failed + $3 WHERE id = $1",
      [.int(id), .int(settled), .int(failed)])
  }
}
