import Basics
import Enforcement

/// A mass payout in a list.
public struct BatchRow: Sendable, Hashable {
  public let id: ID<PayoutBatch>
  public let caseID: ID<CaseFile>?
  public let source: String
  public let status: PayoutBatch.Status
  public let count: Int
  public let total: Money
  public let createdAt: Instant
  public let settled: Int
  public let failed: Int
  public init(
    id: ID<PayoutBatch>, caseID: ID<CaseFile>?, source: String, status: PayoutBatch.Status, count: Int, total: Money,
    createdAt: Instant, settled: Int, failed: Int
  ) {
    self.id = id
    self.caseID = caseID
    self.source = source
    self.status = status
    self.count = count
    self.total = total
    self.createdAt = createdAt
    self.settled = settled
    self.failed = failed
  }
}

/// How a line of a batch stands.
public struct BatchLineRow: Sendable, Hashable {
  public let line: Int
  public let chunk: Int
  public let amount: Money
  public let status: PayoutBatch.LineStatus
  /// The bank's code where it failed or came back.
  public let code: String
  public let held: PayoutBatch.HeldReason?
  public init(
    line: Int, chunk: Int, amount: Money, status: PayoutBatch.LineStatus, code: String, held: PayoutBatch.HeldReason?
  ) {
    self.line = line
    self.chunk = chunk
    self.amount = amount
    self.status = status
    self.code = code
    self.held = held
  }
}

/// Reads of mass payouts. Rights are the caller's to check.
public protocol BatchReads: Sendable {
  /// Newest first, older than an id.
  func batches(court: CourtCode, before: ID<PayoutBatch>?, limit: Int) async throws -> [BatchRow]
  /// Batches made of this very list, by the digest of its lines.
  func batches(ofList sha256: String, source: String, court: CourtCode) async throws -> [BatchRow]
  /// All batches that pay from an account, the first first.
  func batches(of source: String, court: CourtCode) async throws -> [BatchRow]
  /// Those that wait to be sent on.
  func sending(court: CourtCode) async throws -> [ID<PayoutBatch>]
  /// Lines that were posted, in their order, after a line; of some statuses only, or those in doubt.
  func lines(
    _ batch: ID<PayoutBatch>, statuses: Set<PayoutBatch.LineStatus>?, heldOnly: Bool, after: Int, limit: Int
  ) async throws -> [BatchLineRow]
  /// These lines, where they were posted.
  func lines(_ batch: ID<PayoutBatch>, _ lines: [Int]) async throws -> [BatchLineRow]
}
