import Basics
import Casework
import Enforcement

/// Reads of mass payouts from their derived tables.
public struct SQLBatchReads: BatchReads {
  private let store: any ReadConnections
  public init(_ store: any ReadConnections) { self.store = store }

  private static let columns =
    "SELECT id, case_id, source, status, count, total, created_at, settled, failed FROM payout_batches"

  public func batches(court: CourtCode, before: ID<PayoutBatch>?, limit: Int) async throws -> [BatchRow] {
    try await store.read { db in
      try db.query(
        "\(Self.columns) WHERE court = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        [.text(court.text), .int(before?.raw ?? .max), .int(max(0, limit))]
      ).compactMap(Self.row)
    }
  }
  public func batches(ofList sha256: String, source: String, court: CourtCode) async throws -> [BatchRow] {
    try await store.read { db in
      try db.query(
        "\(Self.columns) WHERE sha256 = $1 AND source = $2 AND court = $3 ORDER BY id",
        [.text(sha256), .text(source), .text(court.text)]
      ).compactMap(Self.row)
    }
  }
  public func batches(of source: String, court: CourtCode) async throws -> [BatchRow] {
    try await store.read { db in
      try db.query(
        "\(Self.columns) WHERE source = $1 AND court = $2 ORDER BY id", [.text(source), .text(court.text)]
      ).compactMap(Self.row)
    }
  }
  public func sending(court: CourtCode) async throws -> [ID<PayoutBatch>] {
    try await store.read { db in
      try db.query(
        "SELECT id FROM payout_batches WHERE court = $1 AND status = $2 ORDER BY id",
        [.text(court.text), .text(PayoutBatch.Status.sending.rawValue)]
      ).map { ID(raw: $0.int(0)) }
    }
  }

  public func lines(
    _ batch: ID<PayoutBatch>, statuses: Set<PayoutBatch.LineStatus>?, heldOnly: Bool, after: Int, limit: Int
  ) async throws -> [BatchLineRow] {
    // The words are our own, never input.
    let words = (statuses ?? []).map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
    let only = (statuses == nil ? "" : " AND status IN (\(words))") + (heldOnly ? " AND held <> ''" : "")
    return try await store.read { db in
      try db.query(
        "\(Self.lineColumns) WHERE batch = $1 AND line > $2\(only) ORDER BY line LIMIT $3",
        [.int(batch.raw), .int(after), .int(max(0, limit))]
      ).compactMap(Self.line)
    }
  }
  public func lines(_ batch: ID<PayoutBatch>, _ lines: [Int]) async throws -> [BatchLineRow] {
    try await store.read { db in
      try Blocks.query(lines.map { .int($0) }, leading: [.int(batch.raw)], db) {
        "\(Self.lineColumns) WHERE batch = $1 AND line IN (\($0))"
      }.compactMap(Self.line).sorted { $0.line < $1.line }
    }
  }

  private static let lineColumns = "SELECT line, chunk, amount, status, code, held FROM payout_lines"
  private static func line(_ row: SQLRow) -> BatchLineRow? {
    guard let status = PayoutBatch.LineStatus(rawValue: row.text(3)) else { return nil }
    return BatchLineRow(
      line: Int(row.int(0)), chunk: Int(row.int(1)), amount: Money(fen: row.int(2)), status: status, code: row.text(4),
      held: PayoutBatch.HeldReason(rawValue: row.text(5)))
  }
  private static func row(_ row: SQLRow) -> BatchRow? {
    guard let status = PayoutBatch.Status(rawValue: row.text(3)) else { return nil }
    return BatchRow(
      id: ID(raw: row.int(0)), caseID: row.int(1) == 0 ? nil : ID(raw: row.int(1)), source: row.text(2), status: status,
      count: Int(row.int(4)), total: Money(fen: row.int(5)), createdAt: Instant(milliseconds: row.int(6)),
      settled: Int(row.int(7)), failed: Int(row.int(8)))
  }
}
