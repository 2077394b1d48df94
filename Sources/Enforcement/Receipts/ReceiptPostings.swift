import Basics
import Ledger

extension LedgerAccount {
  /// Money of one credit that has no case: an account each, so that no more can leave it than came in.
  static func suspense(_ meta: EventMeta) -> LedgerAccount { LedgerAccount(.suspense, meta.stream.key) }
  static func suspense(_ receipt: ID<BankReceipt>) -> LedgerAccount { LedgerAccount(.suspense, "\(receipt)") }
  static func transit(_ refund: ID<Refund>) -> LedgerAccount { LedgerAccount(.transit, "refund-\(refund)") }
}

/// Keys of what concerns money without a case.
public enum ReceiptKey {
  /// Bank to suspense, by the id of the credit.
  public static func taken(_ key: String) -> String { "bankReceipt:\(key)" }
  /// Bank or suspense to case, by the id of the case's receipt.
  public static func booked(_ receipt: ID<Receipt>) -> String { "receipt:\(receipt)" }
  static func refund(_ refund: ID<Refund>) -> String { "refund:\(refund)" }
  static func reserved(_ id: ID<Refund>) -> EntryID { EntryID(refund(id), "1") }
  /// Transit to bank.
  public static func paid(_ id: ID<Refund>) -> String { refund(id) + "/paid" }
}

/// Bank to suspense; or out of the case or cluster on whose account it had been paid by mistake.
extension BankReceiptTaken: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let origin =
      fromCase.map { LedgerAccount(.case, "\($0)") } ?? fromCluster.map { LedgerAccount(.cluster, "\($0)") }
    return LedgerGroup(
      key: ReceiptKey.taken(meta.stream.key), debit: origin ?? .bank, credit: .suspense(meta), amount: amount,
      code: origin == nil ? .receipt : .correction)
  }
}

/// Takes back the whole entry by which the case got the money.
extension ReceiptWithdrawn: MoneyEvent {
  private var entry: EntryID { EntryID(ReceiptKey.booked(receipt), "1") }
  public var restsOn: [LedgerReference] { [.entry(entry)] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let booked = books.entries[entry]?.entry else { return nil }
    return LedgerGroup(
      key: ReceiptKey.booked(receipt) + "/withdrawn", debit: booked.credit, credit: booked.debit, amount: booked.amount,
      code: .correction, phase: .reversal(of: entry))
  }
}

/// Reserves in suspense what is to go back.
extension RefundProposed: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: ReceiptKey.refund(refund), debit: .suspense(meta), credit: .transit(refund), amount: amount, code: .refund,
      phase: .pending)
  }
}

extension RefundDeclined: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(ReceiptKey.reserved(refund))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    ReceiptKey.step(refund, "declined", books) { LedgerGroup.Move($0.debit, $0.credit, .refund, .void(of: $0.id)) }
  }
}

/// Suspense to transit.
extension RefundSent: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(ReceiptKey.reserved(refund))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    ReceiptKey.step(refund, "sent", books) { LedgerGroup.Move($0.debit, $0.credit, .refund, .post(of: $0.id)) }
  }
}

/// Transit to bank, once.
extension RefundPaid: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(ReceiptKey.reserved(refund))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    ReceiptKey.step(refund, "paid", books) { LedgerGroup.Move($0.credit, .bank, .settled, .posted) }
  }
}

/// Transit to suspense.
extension RefundBounced: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(ReceiptKey.reserved(refund))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    ReceiptKey.step(refund, "bounced", books) { LedgerGroup.Move($0.credit, $0.debit, .bounced, .posted) }
  }
}

extension LedgerGroup {
  /// What a step of a refund moves.
  fileprivate struct Move {
    let debit: LedgerAccount
    let credit: LedgerAccount
    let code: LedgerCode
    let phase: LedgerEntry.Phase
    init(_ debit: LedgerAccount, _ credit: LedgerAccount, _ code: LedgerCode, _ phase: LedgerEntry.Phase) {
      self.debit = debit
      self.credit = credit
      self.code = code
      self.phase = phase
    }
  }
}

extension ReceiptKey {
  /// A step of a refund, read from its reservation; nil where that was never booked.
  fileprivate static func step(
    _ id: ID<Refund>, _ word: String, _ books: Books, _ move: (LedgerEntry) -> LedgerGroup.Move
  ) -> LedgerGroup? {
    guard let reserved = books.entries[reserved(id)]?.entry else { return nil }
    let move = move(reserved)
    return LedgerGroup(
      key: refund(id) + "/" + word, debit: move.debit, credit: move.credit, amount: reserved.amount, code: move.code,
      phase: move.phase)
  }
}
