import Basics

// What people do with a batch on its way, and its end.

public struct BatchPaused: Event {
  public static let name = "payouts.paused.v1"
  public let batch: ID<PayoutBatch>
  public init(batch: ID<PayoutBatch>) { self.batch = batch }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.status = .paused }
}

public struct BatchResumed: Event {
  public static let name = "payouts.resumed.v1"
  public let batch: ID<PayoutBatch>
  public init(batch: ID<PayoutBatch>) { self.batch = batch }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.status = .sending }
}

/// Nothing more leaves; what has not left goes back to the account that pays.
public struct BatchStopped: Event {
  public static let name = "payouts.stopped.v1"
  public let batch: ID<PayoutBatch>
  /// What goes back, and how many lines.
  public let amount: Money
  public let count: Int
  public let source: String
  public let reason: VaultRef
  public init(batch: ID<PayoutBatch>, amount: Money, count: Int, source: String, reason: VaultRef) {
    self.batch = batch
    self.amount = amount
    self.count = count
    self.source = source
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    batch.status = .stopped
    for index in batch.lines.indices where batch.lines[index].status == .waiting || batch.lines[index].status.isRepeatable {
      guard batch.held[index + 1] == nil else { continue }
      batch.lines[index].status = .dropped
    }
    var dropped = PayoutBatch.Tally(count: count, sum: amount)
    var kept: [PayoutBatch.LineStatus: PayoutBatch.Tally] = [:]
    for line in batch.held.keys {
      guard let status = batch.status(of: line), status.isRepeatable, let chunk = batch.chunk(of: line) else { continue }
      kept[status, default: .init()].count += 1
      kept[status, default: .init()].sum += batch.chunks[chunk]?.amount(of: line) ?? .zero
    }
    dropped.count += batch.tally(.dropped).count
    dropped.sum += batch.tally(.dropped).sum
    batch.tally[.dropped] = dropped
    for status in [PayoutBatch.LineStatus.waiting, .failed, .returned] { batch.tally[status] = kept[status] }
  }
}

/// Failed lines go out again in a new chunk, with particulars put right where a correction was handed in.
public struct BatchResendAsked: Event {
  public static let name = "payouts.resendAsked.v1"
  public let lines: LineSet
  public let correction: VaultRef?
  /// SHA-256 of the correction; empty where there is none.
  public let sha256: String
  public init(lines: LineSet, correction: VaultRef?, sha256: String) {
    self.lines = lines
    self.correction = correction
    self.sha256 = sha256
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    for line in lines.lines {
      guard let chunk = batch.chunk(of: line) else { continue }
      batch.move(line, to: .waiting, batch.chunks[chunk]?.amount(of: line) ?? .zero)
    }
    guard let correction else { return }
    // Changed accounts pass all three gates again.
    batch.corrections.append(.init(file: correction, sha256: sha256))
    batch.gates = GateBook(proposedBy: meta.actor)
    batch.status = .checked
  }
}

/// A person found out what became of a line on which the bank had contradicted itself.
public struct BatchLineResolved: Event {
  public static let name = "payouts.lineResolved.v1"
  public let batch: ID<PayoutBatch>
  public let line: Int
  public let amount: Money
  /// The payee has the money, once.
  public let isPaid: Bool
  /// What the line was taken for until now.
  public let before: PayoutBatch.LineStatus
  public let reason: VaultRef
  public init(
    batch: ID<PayoutBatch>, line: Int, amount: Money, isPaid: Bool, before: PayoutBatch.LineStatus, reason: VaultRef
  ) {
    self.batch = batch
    self.line = line
    self.amount = amount
    self.isPaid = isPaid
    self.before = before
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    batch.held[line] = nil
    batch.move(line, to: isPaid ? .settled : before.isRepeatable ? before : .failed, amount)
  }
}

/// Every line is paid.
public struct BatchSettled: Event {
  public static let name = "payouts.settled.v1"
  public let batch: ID<PayoutBatch>
  public let total: Money
  public let count: Int
  public init(batch: ID<PayoutBatch>, total: Money, count: Int) {
    self.batch = batch
    self.total = total
    self.count = count
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.status = .settled }
}

/// Money of a case is set aside for a batch.
public struct BatchMoneyTaken: Event {
  public static let name = "funds.batchMoneyTaken.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  public init(batch: ID<PayoutBatch>, amount: Money) {
    self.batch = batch
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.batches[batch] = amount }
}

/// A batch has ended for the case: this much of what was set aside is the case's again.
public struct BatchMoneyGivenBack: Event {
  public static let name = "funds.batchMoneyGivenBack.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  public init(batch: ID<PayoutBatch>, amount: Money) {
    self.batch = batch
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.batches[batch] = (account.batches[batch] ?? .zero) - amount
  }
}
