import Basics
import Ledger

/// Keys of a batch's groups.
enum BatchKey {
  static func reserved(_ batch: ID<PayoutBatch>) -> String { "batch:\(batch)" }
  static func chunk(_ batch: ID<PayoutBatch>, _ chunk: Int) -> String { "batch:\(batch)/\(chunk)" }
}

/// Reserves the control total.
extension BatchCreated: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let account = LedgerAccount(source) else { return nil }
    return LedgerGroup(
      key: BatchKey.reserved(batch), debit: account, credit: .payees(of: batch), amount: total, code: .payout, phase: .pending)
  }
}

extension BatchReturned: MoneyEvent {
  public var restsOn: [LedgerReference] { [.group(BatchKey.reserved(batch))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup.ending(batch, word: "returned", books) { .void(of: $0) }
  }
}

extension BatchReleased: MoneyEvent {
  public var restsOn: [LedgerReference] { [.group(BatchKey.reserved(batch))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup.ending(batch, word: "released", books) { .post(of: $0) }
  }
}

extension LedgerGroup {
  fileprivate static func ending(
    _ batch: ID<PayoutBatch>, word: String, _ books: Books, _ phase: (EntryID) -> LedgerEntry.Phase
  ) -> LedgerGroup? {
    guard let reserved = books.entries(of: BatchKey.reserved(batch)).first?.entry else { return nil }
    return LedgerGroup(
      key: "\(BatchKey.reserved(batch))/\(word)", debit: reserved.debit, credit: reserved.credit, amount: reserved.amount,
      code: reserved.code, phase: phase(reserved.id))
  }
}

/// An entry a line: from the payees to the way. The key is the chunk's, so that a chunk is posted once.
extension BatchChunkPosted: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let key = BatchKey.chunk(batch, chunk)
    let (from, to) = (LedgerAccount.payees(of: batch), LedgerAccount.transit(of: batch))
    let entries = zip(lines.lines, amounts.amounts).map { line, amount in
      LedgerEntry(EntryID(key, "\(line)"), debit: from, credit: to, amount: amount, code: .sent)
    }
    return entries.isEmpty ? nil : LedgerGroup(key: key, entries: entries)
  }
}

/// From the way to the bank where it is paid, back to the payees where it is not.
extension BatchAnswered: MoneyEvent {
  private static func key(_ batch: ID<PayoutBatch>, _ chunk: Int, version: Int) -> String {
    "\(BatchKey.chunk(batch, chunk))/answer-\(version)"
  }
  /// The entry of one line in the answer that stands at this version of the batch.
  static func entry(of line: Int, _ batch: ID<PayoutBatch>, _ chunk: Int, version: Int) -> EntryID {
    EntryID(key(batch, chunk, version: version), "\(line)")
  }
  public var restsOn: [LedgerReference] { [.group(BatchKey.chunk(batch, chunk))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let sent = BatchKey.chunk(batch, chunk)
    let key = BatchAnswered.key(batch, chunk, version: meta.version)
    let (payees, transit) = (LedgerAccount.payees(of: batch), LedgerAccount.transit(of: batch))
    var entries: [LedgerEntry] = []
    func book(_ lines: LineSet, _ debit: LedgerAccount, _ credit: LedgerAccount, _ code: LedgerCode) {
      for line in lines.lines {
        guard let amount = books.entries[EntryID(sent, "\(line)")]?.entry.amount else { continue }
        entries.append(LedgerEntry(EntryID(key, "\(line)"), debit: debit, credit: credit, amount: amount, code: code))
      }
    }
    book(settled, transit, .bank, .settled)
    for part in failed + returnedUntold { book(part.lines, transit, payees, .bounced) }
    for part in returned { book(part.lines, .bank, payees, .bounced) }
    return entries.isEmpty ? nil : LedgerGroup(key: key, entries: entries)
  }
}

/// What has not left goes back where it came from.
extension BatchStopped: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard amount > .zero, let account = LedgerAccount(source) else { return nil }
    return LedgerGroup(
      key: "\(BatchKey.reserved(batch))/stopped-\(meta.version)", debit: .payees(of: batch), credit: account, amount: amount,
      code: .correction)
  }
}
