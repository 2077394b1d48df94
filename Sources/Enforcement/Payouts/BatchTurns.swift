import Basics

// What people do with a batch on its way, and its end.

/// Nothing more of the batch leaves; what the bank has already, it still answers.
public struct BatchPaused: Event {
  public static let name = "payouts.paused.v1"
  public let batch: ID<PayoutBatch>
  public init(batch: ID<PayoutBatch>) { self.batch = batch }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) { batch.status = .paused }
}

/// The batch goes on where it was paused.
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

/// This much of what was set aside is paid by the bank.
public struct BatchMoneyPaid: Event {
  public static let name = "funds.batchMoneyPaid.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  /// Receipts whose money has now gone out whole, the first in first.
  public let receipts: [ID<Receipt>]
  /// All lines that are paid by now, where they pay shares of a distribution.
  public let lines: LineSet?
  public init(batch: ID<PayoutBatch>, amount: Money, receipts: [ID<Receipt>], lines: LineSet? = nil) {
    self.batch = batch
    self.amount = amount
    self.receipts = receipts
    self.lines = lines
  }
  public var signals: [Signal] { receipts.map { Signal("receipt.paid", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.paid(amount, by: batch)
    account.sharesPaid[batch] = lines
  }
}

/// This much of what had been paid is back: it is to be paid again.
public struct BatchMoneyCameBack: Event {
  public static let name = "funds.batchMoneyCameBack.v1"
  public let batch: ID<PayoutBatch>
  public let amount: Money
  /// Receipts whose money had gone out whole and has not any more.
  public let receipts: [ID<Receipt>]
  /// All lines that are still paid, where they pay shares of a distribution.
  public let lines: LineSet?
  public init(batch: ID<PayoutBatch>, amount: Money, receipts: [ID<Receipt>], lines: LineSet? = nil) {
    self.batch = batch
    self.amount = amount
    self.receipts = receipts
    self.lines = lines
  }
  public var signals: [Signal] { receipts.map { Signal("receipt.cameBack", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.paid(.zero - amount, by: batch)
    account.sharesPaid[batch] = lines
  }
  /// Whoever has the money is reminded again from the next working day.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let account: CaseAccount = after.state(meta.stream)
    let next = after.law.calendar.workingDay(1, after: meta.day)
    let chased = receipts.compactMap { account.receipts[$0] }.map { receipt in
      let first = Chase.first(after: receipt.on, after.law.calendar)
      return Chase.timer(receipt.id, meta.stream.key, due: max(first, Instant(next, hour: 9)))
    }
    return chased + [Bulletin.afterMoney(meta)]
  }
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
    return sharesPaid.reduce(single) { sum, paid in
      let shares = batchShares[paid.key] ?? []
      let lines = paid.value.lines.filter { $0 <= shares.count && shares[$0 - 1].person == person }
      return lines.reduce(sum) { $0 + shares[$1 - 1].amount }
    }
  }
  mutating func paid(_ amount: Money, by batch: ID<PayoutBatch>) {
    batches[batch] = (batches[batch] ?? .zero) - amount
    batchesPaid[batch, default: .zero] += amount
  }
  /// Receipts that leave whole where a batch has paid this much; below zero, those that do not count as left any more.
  func receiptsMoved(by batch: ID<PayoutBatch>, _ amount: Money) -> [ID<Receipt>] {
    var copy = self
    copy.paid(amount, by: batch)
    let (before, after) = (receiptsPaid, copy.receiptsPaid)
    return amount > .zero ? after.filter { !before.contains($0) } : before.filter { !after.contains($0) }
  }
  /// In lists of payees that were handed in: what they pay counts as paid to the creditors.
  var inLists: Money {
    let lists = Set(batches.keys).union(batchesPaid.keys).filter { batchShares[$0] == nil }
    return lists.reduce(.zero) { $0 + (batches[$1] ?? .zero) + (batchesPaid[$1] ?? .zero) }
  }
  /// Let go by a batch and not yet paid by the bank.
  var onTheWayInBatches: Money { batches.filter { batchesReleased.contains($0.key) }.values.reduce(.zero, +) }
}
