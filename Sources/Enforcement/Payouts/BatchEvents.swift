import Basics
import Ledger

/// The court's account from which the bank pays.
public struct BatchPayer: Sendable, Hashable, Codable {
  public let name: String
  public let account: String
  /// CNAPS code or BIC.
  public let bank: String
  public init(name: String, account: String, bank: String) {
    self.name = name
    self.account = account
    self.bank = bank
  }
}

/// A list of payees was taken in. Reserves its sum on the account that pays.
public struct BatchCreated: Event {
  public static let name = "payouts.created.v1"
  public let batch: ID<PayoutBatch>
  /// The case whose money it is; nil where it is a cluster's.
  public let caseID: ID<CaseFile>?
  /// The ledger's account: `case:17`.
  public let source: String
  public let payer: BatchPayer
  /// The control total: sum and number of the lines to be paid.
  public let total: Money
  public let count: Int
  /// Lines of one posting and file.
  public let chunkLines: Int
  /// Bytes of one file.
  public let bytesMax: Int
  /// What payees read on their statements.
  public let purpose: VaultRef
  /// The paper that names the payees, as whoever handed in the list states it; nil in older entries and for clusters.
  public let ground: VaultRef?
  /// Seconds after which a line without an answer may be asked about; nil in older entries.
  public let patience: Int?
  /// The list as handed in.
  public let original: VaultRef
  /// The lines as checked, and their SHA-256.
  public let lineFile: VaultRef
  public let sha256: String
  public init(
    batch: ID<PayoutBatch>, caseID: ID<CaseFile>?, source: String, payer: BatchPayer, total: Money, count: Int, chunkLines: Int,
    bytesMax: Int, purpose: VaultRef, original: VaultRef, lineFile: VaultRef, sha256: String, ground: VaultRef? = nil,
    patience: Int? = nil
  ) {
    self.ground = ground
    self.patience = patience
    self.batch = batch
    self.caseID = caseID
    self.source = source
    self.payer = payer
    self.total = total
    self.count = count
    self.chunkLines = chunkLines
    self.bytesMax = bytesMax
    self.purpose = purpose
    self.original = original
    self.lineFile = lineFile
    self.sha256 = sha256
  }
  public var words: [VaultRef] { [purpose, ground].compactMap { $0 } }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.begin(self, meta) }
}

/// Names, numbers, doubles and sums of the list were checked.
public struct BatchChecked: Event {
  public static let name = "payouts.checked.v1"
  /// Lines read, and those held back to be put right.
  public let read: Int
  public let heldBack: Int
  public let errors: Int
  public let warnings: Int
  /// Lines that another batch of the same account pays too, let in because whoever handed in the list said so; nil where there are none.
  public let repeats: Int?
  public init(read: Int, heldBack: Int, errors: Int, warnings: Int, repeats: Int? = nil) {
    self.repeats = repeats
    self.read = read
    self.heldBack = heldBack
    self.errors = errors
    self.warnings = warnings
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.repeats = repeats ?? 0 }
}

/// Supervised, approved, or let go.
public struct BatchGatePassed: Event {
  public static let name = "payouts.gatePassed.v1"
  public let gate: MoneyGate
  public init(gate: MoneyGate) { self.gate = gate }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    batch.gates?.pass(gate, by: meta.actor)
    guard gate == .release else { return }
    batch.pending = nil
    batch.status = .sending
    batch.releasedAt = batch.releasedAt ?? meta.at
  }
}

/// Sent back at a gate: nothing leaves.
public struct BatchReturned: Event {
  public static let name = "payouts.returned.v1"
  public let batch: ID<PayoutBatch>
  public let reason: VaultRef
  public init(batch: ID<PayoutBatch>, reason: VaultRef) {
    self.batch = batch
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.status = .returned }
}

/// The reserved sum is the payees' now.
public struct BatchReleased: Event {
  public static let name = "payouts.released.v1"
  public let batch: ID<PayoutBatch>
  public init(batch: ID<PayoutBatch>) { self.batch = batch }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {}
}

/// Lines were posted as sent, with the digest of the file that tells the bank.
public struct BatchChunkPosted: Event {
  public static let name = "payouts.chunkPosted.v1"
  public let batch: ID<PayoutBatch>
  public let chunk: Int
  public let lines: LineSet
  public let amounts: FenList
  public let total: Money
  public let sha256: String
  public let byteCount: Int
  /// The moment that the file bears; nil in older entries, whose files bear that of the release.
  public let made: Instant?
  public init(
    batch: ID<PayoutBatch>, chunk: Int, lines: LineSet, amounts: FenList, total: Money, sha256: String, byteCount: Int,
    made: Instant? = nil
  ) {
    self.made = made
    self.batch = batch
    self.chunk = chunk
    self.lines = lines
    self.amounts = amounts
    self.total = total
    self.sha256 = sha256
    self.byteCount = byteCount
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    let posted = PayoutBatch.Chunk(
      number: chunk, ranges: lines.ranges, amounts: amounts.amounts, total: total, sha256: sha256, byteCount: byteCount,
      made: made, postedAt: meta.at, corrections: batch.corrections.count)
    batch.chunks[chunk] = posted
    var place = 0
    for range in posted.ranges {
      for line in range where batch.lines.indices.contains(line - 1) {
        batch.lines[line - 1].chunk = Int32(truncatingIfNeeded: chunk)
        batch.lines[line - 1].status = .sent
        place += 1
      }
    }
    batch.tally[.waiting, default: .init()].count -= place
    batch.tally[.waiting, default: .init()].sum -= total
    batch.tally[.sent, default: .init()].count += place
    batch.tally[.sent, default: .init()].sum += total
  }
}

/// Files were handed over: written for the bank, or taken by it.
public struct BatchChunksHanded: Event {
  public static let name = "payouts.chunksHanded.v1"
  public let chunks: LineSet
  public let way: Way
  /// Written into the folder of files for the bank, or taken by the bank itself. Raw values are stored.
  public enum Way: String, Sendable, Hashable, Codable, CaseIterable { case folder, bank }
  public init(chunks: LineSet, way: Way) {
    self.chunks = chunks
    self.way = way
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    for range in chunks.ranges { for chunk in range.clamped(to: 1...99_999) { batch.chunks[chunk]?.handed = true } }
  }
}

/// What the bank said of lines of one chunk, as far as it was new.
public struct BatchAnswered: Event {
  public static let name = "payouts.answered.v1"
  public let batch: ID<PayoutBatch>
  public let chunk: Int
  /// SHA-256 of the bank's file.
  public let file: String
  public let accepted: LineSet
  public let settled: LineSet
  /// Refused; the money never left.
  public let failed: [CodedLines]
  /// Came back after it had left.
  public let returned: [CodedLines]
  /// Came back before the bank had said that it left.
  public let returnedUntold: [CodedLines]
  /// Lines on which the bank contradicts itself.
  public let contradicted: [HeldLines]
  /// Lines that are held for the same reason.
  public struct HeldLines: Sendable, Hashable, Codable {
    public let reason: PayoutBatch.HeldReason
    public let lines: LineSet
    public init(reason: PayoutBatch.HeldReason, lines: LineSet) {
      self.reason = reason
      self.lines = lines
    }
  }
  public init(
    batch: ID<PayoutBatch>, chunk: Int, file: String, accepted: LineSet, settled: LineSet, failed: [CodedLines],
    returned: [CodedLines], returnedUntold: [CodedLines], contradicted: [HeldLines]
  ) {
    self.batch = batch
    self.chunk = chunk
    self.file = file
    self.accepted = accepted
    self.settled = settled
    self.failed = failed
    self.returned = returned
    self.returnedUntold = returnedUntold
    self.contradicted = contradicted
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    batch.chunks[chunk]?.answers += 1
    // What is answered was handed over, whatever was recorded of it.
    batch.chunks[chunk]?.handed = true
    batch.move(accepted, of: chunk, to: .accepted)
    batch.move(settled, of: chunk, to: .settled)
    for part in failed { batch.move(part.lines, of: chunk, to: .failed) }
    for part in returned + returnedUntold {
      batch.move(part.lines, of: chunk, to: .returned)
      batch.chunks[chunk]?.cameBack.formUnion(part.lines.lines)
    }
    // Money that came back is to be paid again, though all had been paid.
    if !returned.isEmpty, batch.status == .settled { batch.status = .sending }
    for part in contradicted {
      for line in part.lines.lines {
        batch.held[line] = part.reason
        guard part.reason == .paidTwice else { continue }
        batch.latePaid[line, default: []].insert(chunk)
        batch.paidEarlier.remove(line)
      }
    }
  }
  /// Each payee is told, once: a line settles once a chunk.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    settled.isEmpty ? [] : [.tellPayees(batch, settled)]
  }
}
