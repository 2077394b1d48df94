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

/// A share of a distribution that a line of a batch pays.
public struct BatchShare: Sendable, Hashable, Codable {
  public let person: ID<Person>
  public let amount: Money
  public init(person: ID<Person>, amount: Money) {
    self.person = person
    self.amount = amount
  }
}

/// Money of a case is set aside for a batch.
public struct BatchMoneyTaken: Event {
  public static let name = "funds.batchMoneyTaken.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  /// The shares of a distribution that it pays, a line each; nil for a list that was handed in.
  public let shares: [BatchShare]?
  public init(batch: ID<PayoutBatch>, amount: Money, shares: [BatchShare]? = nil) {
    self.batch = batch
    self.amount = amount
    self.shares = shares
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.batches[batch] = amount
    account.batchShares[batch] = shares
  }
}

/// A batch was let go: what was set aside is the payees'.
public struct BatchMoneyReleased: Event {
  public static let name = "funds.batchMoneyReleased.v1"
  public let batch: ID<PayoutBatch>
  public init(batch: ID<PayoutBatch>) { self.batch = batch }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.batchesReleased.insert(batch) }
}

/// This much of what was set aside is paid for good: the batch has ended.
public struct BatchMoneyPaid: Event {
  public static let name = "funds.batchMoneyPaid.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  /// Receipts whose money has now gone out whole, the first in first.
  public let receipts: [ID<Receipt>]
  public init(batch: ID<PayoutBatch>, amount: Money, receipts: [ID<Receipt>]) {
    self.batch = batch
    self.amount = amount
    self.receipts = receipts
  }
  public var signals: [Signal] { receipts.map { Signal("receipt.paid", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.paid(amount, by: batch) }
}

/// A batch has ended for the case: this much of what was set aside is the case's again.
public struct BatchMoneyGivenBack: Event {
  public static let name = "funds.batchMoneyGivenBack.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  /// The lines whose shares are open again; nil where all are, or where the batch pays no shares.
  public let lines: LineSet?
  public init(batch: ID<PayoutBatch>, amount: Money, lines: LineSet? = nil) {
    self.batch = batch
    self.amount = amount
    self.lines = lines
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.batches[batch] = (account.batches[batch] ?? .zero) - amount
    guard let shares = account.batchShares[batch] else { return }
    let back = Set(lines?.lines ?? Array(1...max(1, shares.count)))
    account.batchShares[batch] = shares.enumerated().map { index, share in
      back.contains(index + 1) ? BatchShare(person: share.person, amount: .zero) : share
    }
  }
}

extension CaseAccount {
  /// Set aside for mass payouts, and paid by them.
  var batchesInAll: Money { batches.values.reduce(batchesPaid.values.reduce(.zero, +), +) }
  /// Shares of creditors from outside that are in a payout or in a batch.
  func committedOutside(to person: ID<Person>? = nil) -> Money {
    batchShares.values.flatMap(\.self).filter { person == nil || $0.person == person }
      .reduce(committed(.creditor, to: person)) { $0 + $1.amount }
  }
  /// What a creditor from outside has got of his shares.
  public func paidOutside(to person: ID<Person>) -> Money {
    let single = payouts.values.reduce(Money.zero) { sum, payout in
      payout.lines.filter { $0.kind == .creditor && $0.payee == person && payout.lineStatus[$0.id] == .settled }
        .reduce(sum) { $0 + $1.amount }
    }
    let ended = batchShares.filter { (batchesPaid[$0.key] ?? .zero) > .zero }.values.flatMap(\.self)
    return ended.filter { $0.person == person }.reduce(single) { $0 + $1.amount }
  }
  mutating func paid(_ amount: Money, by batch: ID<PayoutBatch>) {
    batches[batch] = (batches[batch] ?? .zero) - amount
    batchesPaid[batch, default: .zero] += amount
  }
  /// Receipts that leave whole where a batch has paid this much.
  func receiptsPaid(alsoBy batch: ID<PayoutBatch>, _ amount: Money) -> [ID<Receipt>] {
    let before = Set(receiptsPaid)
    var copy = self
    copy.paid(amount, by: batch)
    return copy.receiptsPaid.filter { !before.contains($0) }
  }
}
