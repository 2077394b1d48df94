import Basics
import Ledger

/// A mass payout: one sum of case money to thousands of payees. The stream holds what is true of the batch; payees stand sealed in
/// the line file, whose digest is in the first event.
public struct PayoutBatch: StreamState {
  public static let kind = StreamKind.payoutBatch
  public init() {}
  public internal(set) var id = ID<PayoutBatch>(raw: 0)
  public internal(set) var created: BatchCreated?
  public internal(set) var createdAt: Instant?
  public internal(set) var gates: GateBook?
  /// When the cashier let it go: the files bear this moment.
  public internal(set) var releasedAt: Instant?
  public internal(set) var status = Status.checked
  public internal(set) var chunks: [Int: Chunk] = [:]
  public internal(set) var corrections: [Correction] = []
  /// By line, from 0.
  var lines: [LineState] = []
  /// How many lines stand so, and what they come to.
  public internal(set) var tally: [LineStatus: Tally] = [:]
  /// Lines on which the bank has contradicted itself, with what it said last.
  public internal(set) var held: [Int: HeldReason] = [:]
  /// What one person found out of a line, until another says the same.
  public internal(set) var findings: [Int: Finding] = [:]
  /// Earlier sendings of a line that the bank says it paid: it need not be asked of the same one twice.
  var latePaid: [Int: Set<Int>] = [:]
  /// Lines paid by an earlier sending while the last one is not answered.
  var paidEarlier: Set<Int> = []
  /// What the bank paid beyond what was due, until it is back.
  public internal(set) var overpaid: [Int: Tally] = [:]
  /// Lines that another batch pays too, let in on purpose.
  public internal(set) var repeats = 0
  /// A correction that waits at the gates.
  public internal(set) var pending: PendingCorrection?

  /// Where a batch is between its first gate and its end. Raw values are stored.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// Waits at a gate.
    case checked
    /// Let go: chunks are posted and handed to the bank.
    case sending
    case paused
    /// Sent back at a gate; nothing was paid.
    case returned
    /// What had not left stays with the court.
    case stopped
    /// Every line is paid.
    case settled
    public var name: Phrase {
      switch self {
      case .checked: Phrase("待过关口", "At the gates")
      case .sending: Phrase("发放中", "Being paid")
      case .paused: Phrase("已暂停", "Paused")
      case .returned: Phrase("已退回", "Sent back")
      case .stopped: Phrase("已停止", "Stopped")
      case .settled: Phrase("已全部付讫", "All paid")
      }
    }
    public var isOpen: Bool { self == .checked || self == .sending || self == .paused }
  }
  /// How far one line has come. The words stand in tables.
  public enum LineStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case waiting, sent, accepted, settled, failed, returned, dropped
    public var name: Phrase {
      switch self {
      case .waiting: Phrase("待发送", "To be sent")
      case .sent: Phrase("已发送", "Sent")
      case .accepted: Phrase("银行已受理", "Taken by the bank")
      case .settled: Phrase("已付讫", "Paid")
      case .failed: Phrase("未付成", "Refused by the bank")
      case .returned: Phrase("退汇", "Came back")
      case .dropped: Phrase("不再发放", "Not paid any more")
      }
    }
    /// The bank has it and has not said the last word.
    public var isUnderway: Bool { self == .sent || self == .accepted }
    /// May be sent again.
    public var isRepeatable: Bool { self == .failed || self == .returned }
  }
  /// Why a line waits for a person to ask the bank. Raw values are stored.
  public enum HeldReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Refused, and then paid after all.
    case paidAfterFailure
    /// Paid, and then refused.
    case failedAfterPayment
    /// An earlier sending was paid although a later one is out.
    case paidTwice
    /// The bank names another sum.
    case otherAmount
    public var name: Phrase {
      switch self {
      case .paidAfterFailure: Phrase("先报失败后报付讫", "Refused, then paid")
      case .failedAfterPayment: Phrase("先报付讫后报失败", "Paid, then refused")
      case .paidTwice: Phrase("重发后原笔又报付讫，可能重复支付", "Sent again, then the first one was paid: perhaps paid twice")
      case .otherAmount: Phrase("银行所报金额不符", "The bank names another sum")
      }
    }
  }
  struct LineState: Sendable, Hashable {
    var chunk: Int32 = 0
    var status = LineStatus.waiting
  }
  /// A number of lines and their sum.
  public struct Tally: Sendable, Hashable {
    public var count = 0
    public var sum = Money.zero
    public init(count: Int = 0, sum: Money = .zero) {
      self.count = count
      self.sum = sum
    }
  }
  /// Lines that were posted and handed over together: one file of the bank.
  public struct Chunk: Sendable, Hashable {
    public let number: Int
    public let ranges: [ClosedRange<Int>]
    /// In the order of the lines.
    public let amounts: [Money]
    public let total: Money
    public let sha256: String
    public let byteCount: Int
    public internal(set) var handed = false
    /// The moment that the file bears; nil in older entries, whose files bear that of the release.
    public let made: Instant?
    public let postedAt: Instant
    /// How many corrections were in force when it was made.
    public let corrections: Int
    /// Lines that came back: a late notice that they were paid says nothing new.
    public internal(set) var cameBack: Set<Int> = []
    /// Answers to lines of it, so far.
    public internal(set) var answers = 0

    public var lineCount: Int { amounts.count }
    /// The line's place in the chunk, from 0; nil where it is in another.
    public func index(of line: Int) -> Int? {
      var before = 0
      for range in ranges {
        if range.contains(line) { return before + line - range.lowerBound }
        before += range.count
      }
      return nil
    }
    /// What the line pays; nil where it is in another chunk.
    public func amount(of line: Int) -> Money? { index(of: line).flatMap { $0 < amounts.count ? amounts[$0] : nil } }
  }
  /// Particulars of failed lines that were put right before they were sent again.
  public struct Correction: Sendable, Hashable {
    public let file: VaultRef
    public let sha256: String
  }

  public var exists: Bool { created != nil }
  public var total: Money { created?.total ?? .zero }
  public var count: Int { created?.count ?? 0 }
  /// How many lines have this status, and their sum.
  public func tally(_ status: LineStatus) -> Tally { tally[status] ?? Tally() }
  /// Of a line, counted from 1; nil beyond the last.
  public func status(of line: Int) -> LineStatus? { lines.indices.contains(line - 1) ? lines[line - 1].status : nil }
  /// The file in which the line last went out, 0 before it has; nil beyond the last line.
  public func chunk(of line: Int) -> Int? { lines.indices.contains(line - 1) ? Int(lines[line - 1].chunk) : nil }
  /// Sent and not answered for good.
  public var underway: Tally {
    let (sent, accepted) = (tally(.sent), tally(.accepted))
    return Tally(count: sent.count + accepted.count, sum: sent.sum + accepted.sum)
  }
  public var repeatable: [Int] {
    lines.indices.lazy.filter { lines[$0].status.isRepeatable && held[$0 + 1] == nil }.map { $0 + 1 }
  }
  public var nextChunk: Int { (chunks.keys.max() ?? 0) + 1 }
  /// The next lines to be sent, at most `limit`.
  public func waiting(limit: Int) -> [Int] {
    guard tally(.waiting).count > 0 else { return [] }
    var found: [Int] = []
    for index in lines.indices where lines[index].status == .waiting && held[index + 1] == nil {
      found.append(index + 1)
      if found.count == limit { break }
    }
    return found
  }
  public var unhanded: [Int] { chunks.values.lazy.filter { !$0.handed }.map(\.number).sorted() }
  public func lines(with status: LineStatus) -> [Int] { lines.indices.lazy.filter { lines[$0].status == status }.map { $0 + 1 } }

  // MARK: Folding

  mutating func begin(_ event: BatchCreated, _ meta: EventMeta) {
    id = event.batch
    created = event
    createdAt = meta.at
    gates = GateBook(proposedBy: meta.actor)
    lines = [LineState](repeating: LineState(), count: max(0, min(event.count, PayoutBatch.linesMax)))
    tally = [.waiting: Tally(count: event.count, sum: event.total)]
  }
  /// Moves a line; its sum is that of the chunk at hand.
  mutating func move(_ line: Int, to status: LineStatus, _ amount: Money) {
    guard lines.indices.contains(line - 1) else { return }
    let before = lines[line - 1].status
    lines[line - 1].status = status
    tally[before, default: Tally()].count -= 1
    tally[before, default: Tally()].sum -= amount
    tally[status, default: Tally()].count += 1
    tally[status, default: Tally()].sum += amount
  }
  mutating func move(_ set: LineSet, of chunk: Int, to status: LineStatus) {
    guard let chunk = chunks[chunk] else { return }
    for range in set.ranges { for line in range { move(line, to: status, chunk.amount(of: line) ?? .zero) } }
  }
  public static let linesMax = 500_000
  /// Lines of one posting at most.
  public static let chunkLinesMax = 1_000
}

extension LedgerAccount {
  /// What a batch has been let go for and not yet sent.
  public static func payees(of batch: ID<PayoutBatch>) -> LedgerAccount { LedgerAccount(.payee, "batch-\(batch)") }
  /// What of a batch was sent and neither paid nor returned.
  public static func transit(of batch: ID<PayoutBatch>) -> LedgerAccount { LedgerAccount(.transit, "batch-\(batch)") }
}

extension StreamID {
  public static func payoutBatch(_ id: ID<PayoutBatch>) -> StreamID { StreamID(.payoutBatch, "\(id)") }
}
