import Basics
import Ledger

/// An event that moves case money. Its entries are a function of the event and of entries booked before it, so the ledger can be
/// built from any log, whenever it was written.
public protocol MoneyEvent: Event {
  /// Earlier entries that ``postings(_:_:)`` asks for. Whoever books the event makes them known.
  var restsOn: [LedgerReference] { get }
  /// The entries, under a key that names the act itself: an act that is recorded twice is booked once. Nil where no money moves.
  func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup?
}

/// Earlier entries: a whole group, or one.
public enum LedgerReference: Sendable, Hashable {
  case group(String)
  case entry(EntryID)
}

extension MoneyEvent {
  public var restsOn: [LedgerReference] { [] }
}

extension LedgerAccount {
  /// The money of one case.
  static func `case`(_ meta: EventMeta) -> LedgerAccount { LedgerAccount(.case, meta.stream.key) }
  /// Who a line of a payout is for. What goes to the case that resumes this one has no payee: each such line has its own account.
  static func payee(of line: PayoutLine) -> LedgerAccount {
    if line.kind == .fee || line.kind == .escheat { return .treasury }
    if line.kind == .cost { return LedgerAccount(.costs, line.payee.map(\.description) ?? "court") }
    return LedgerAccount(.payee, line.payee.map(\.description) ?? "line-\(line.id)")
  }
  /// What was paid a second time and is not back yet: below zero, as all that the court laid out.
  static func overpaid(_ line: ID<PayoutLine>) -> LedgerAccount { LedgerAccount(.costs, "overpaid-\(line)") }
  static func transit(_ payout: ID<Payout>) -> LedgerAccount { LedgerAccount(.transit, "\(payout)") }
}

/// Keys of a payout's groups.
enum PayoutKey {
  /// The reservations, one a line.
  static func reserved(_ payout: ID<Payout>) -> String { "payout:\(payout)" }
  /// What was reserved is the payees'.
  static func approved(_ payout: ID<Payout>) -> String { reserved(payout) + "/approved" }
  static func line(_ payout: ID<Payout>, _ line: ID<PayoutLine>) -> EntryID { EntryID(reserved(payout), "\(line)") }
  static func step(_ payout: ID<Payout>, _ line: ID<PayoutLine>, _ word: String) -> String { "payout:\(payout)/\(line)/\(word)" }
}

/// Bank to case, or out of suspense to case.
extension ReceiptBooked: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: ReceiptKey.booked(receipt), debit: from.map { .suspense($0) } ?? .bank, credit: .case(meta), amount: amount,
      code: from == nil ? .receipt : .allocation)
  }
}

/// Reserves each line on the case's account.
extension PayoutProposed: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard !lines.isEmpty else { return nil }
    let key = PayoutKey.reserved(payout)
    return LedgerGroup(
      key: key,
      entries: lines.map { line in
        LedgerEntry(
          EntryID(key, "\(line.id)"), debit: line.kind == .aid ? .aidFund : .case(meta), credit: .payee(of: line),
          amount: line.amount, code: line.kind.code,
          phase: .pending)
      })
  }
}
extension PayoutLine.Kind {
  var code: LedgerCode {
    switch self {
    case .applicant, .creditor, .lodged, .wrongful: .payout
    case .escheat: .lodging
    case .aid: .aid
    case .reward: .reward
    case .fee: .fee
    case .cost: .cost
    case .surplus: .surplus
    case .resumedCase: .allocation
    }
  }
}

/// What was reserved is the payees'.
extension PayoutApproved: MoneyEvent {
  public var restsOn: [LedgerReference] { [.group(PayoutKey.reserved(payout))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup.ending(PayoutKey.reserved(payout), key: PayoutKey.approved(payout), books) { .post(of: $0) }
  }
}

/// What was reserved is free again; where it was the payees' already, it is taken back from them.
extension PayoutReturned: MoneyEvent {
  public var restsOn: [LedgerReference] { [.group(PayoutKey.reserved(payout)), .group(PayoutKey.approved(payout))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let key = "payout:\(payout)/returned"
    let approved = books.entries(of: PayoutKey.approved(payout)).map(\.entry)
    guard !approved.isEmpty else { return LedgerGroup.ending(PayoutKey.reserved(payout), key: key, books) { .void(of: $0) } }
    return LedgerGroup(
      key: key,
      entries: approved.map {
        LedgerEntry(
          EntryID(key, $0.id.name), debit: $0.credit, credit: $0.debit, amount: $0.amount, code: $0.code,
          phase: .reversal(of: $0.id))
      })
  }
}

extension LedgerGroup {
  /// One entry for each of a group's, ending it whole; nil where the group was never booked.
  fileprivate static func ending(
    _ group: String, key: String, _ books: Books, _ phase: (EntryID) -> LedgerEntry.Phase
  ) -> LedgerGroup? {
    let entries = books.entries(of: group).map(\.entry)
    guard !entries.isEmpty else { return nil }
    return LedgerGroup(
      key: key,
      entries: entries.map {
        LedgerEntry(
          EntryID(key, $0.id.name), debit: $0.debit, credit: $0.credit, amount: $0.amount, code: $0.code, phase: phase($0.id))
      })
  }
}

/// On its way: no longer the payee's claim on the court, not yet gone from the bank.
extension PayoutLineSent: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutKey.step(payout, line, "sent/\(request)"), debit: reserved.credit, credit: .transit(payout),
      amount: reserved.amount, code: .sent)
  }
}

/// Gone from the bank, once.
extension PayoutLineSettled: MoneyEvent {
  private var first: String { PayoutKey.step(payout, line, "settled") }
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line)), .group(first)] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    // What had gone to a wrong account, or had not gone at all, is paid a second time by a request of its own.
    let again = request.map { "\(first)/\($0)" }
    return LedgerGroup(
      key: books.entries(of: first).isEmpty ? first : again ?? first, debit: .transit(payout), credit: .bank,
      amount: reserved.amount,
      code: .settled)
  }
}

/// Gone from the bank by a sending that it had called failed: what came back to the payee was never there.
extension PayoutLineFoundPaid: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line)), .group(PayoutLineFreed.key(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutKey.step(payout, line, "found/\(request)"), debit: PayoutLineFreed.payer(of: reserved, payout, line, books),
      credit: .bank,
      amount: reserved.amount,
      code: .settled)
  }
}

/// As often as the bank paid, so often the money is gone from it; a second payment is the court's to recover.
extension PayoutLineClarified: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line)), .group(PayoutLineFreed.key(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    let key = PayoutKey.step(payout, line, "clarified/\(meta.version)")
    var moves: [(LedgerAccount, LedgerAccount, LedgerCode)] = []
    switch (was, finding) {
    case (.sent, .notPaid): moves = [(.transit(payout), reserved.credit, .bounced)]
    case (.sent, _): moves = [(.transit(payout), .bank, .settled)]
    case (.settled, .notPaid): moves = [(.bank, reserved.credit, .bounced)]
    case (.settled, _), (_, .notPaid): break
    case (.bounced, _), (.waiting, _), (.held, _):
      moves = [(PayoutLineFreed.payer(of: reserved, payout, line, books), .bank, .settled)]
    }
    if finding == .paidTwice { moves.append((.overpaid(line), .bank, .correction)) }
    guard !moves.isEmpty else { return nil }
    return LedgerGroup(
      key: key,
      entries: moves.enumerated().map { index, move in
        LedgerEntry(EntryID(key, "\(index + 1)"), debit: move.0, credit: move.1, amount: reserved.amount, code: move.2)
      })
  }
}

/// What was paid beyond what was due is back: out of suspense, where the bank's credit had put it.
extension PayoutLineRecovered: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutKey.step(payout, line, "recovered/\(meta.version)"), debit: from.map { .suspense($0) } ?? .bank,
      credit: .overpaid(line),
      amount: reserved.amount, code: .correction)
  }
}

/// Back from the bank: the payee's again, to be sent anew.
extension PayoutLineBounced: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutKey.step(payout, line, "bounced/\(meta.version)"), debit: .transit(payout), credit: reserved.credit,
      amount: reserved.amount, code: .bounced)
  }
}
