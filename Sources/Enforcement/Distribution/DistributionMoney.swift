import Basics
import EnforcementLaw
import Ledger

/// The part of a case's account that belongs to a distribution: it is not this case's to pay from, nor does it count on its debt,
/// until the plan says so.
public struct DistributionPurse: Sendable, Hashable {
  /// Under distribution and not yet allocated.
  public internal(set) var setAside = Money.zero
  /// Kept for suits over a plan, on the ledger's account for what is held.
  public internal(set) var held = Money.zero
  /// Went to other cases' accounts.
  public internal(set) var moved = Money.zero
  /// Allocated to creditors from outside, by person.
  public internal(set) var outside: [ID<Person>: Money] = [:]

  public var outsideInAll: Money { outside.values.reduce(.zero) { $0 + $1 } }
  /// What does not count on this case's own debt.
  public var foreign: Money { setAside + held + moved + outsideInAll }
}

extension CaseAccount {
  /// Not to be paid to this case's own parties.
  var earmarked: Money {
    let outside = purse.outsideInAll - committedOutside()
    return purse.setAside + purse.held + purse.moved + outside + lodgedOpen + (rewarded() - committed(.reward)) + owedBackOpen
  }
  /// Lines of a kind that are proposed, approved or paid.
  func committed(_ kind: PayoutLine.Kind, to person: ID<Person>? = nil) -> Money {
    payouts.values.filter { $0.status != .returned }.flatMap(\.lines)
      .filter { $0.kind == kind && (person == nil || $0.payee == person) }.reduce(.zero) { $0 + $1.amount }
  }
  /// Allocated to each creditor from outside and not yet in a payout.
  public var outsideOpen: [(person: ID<Person>, amount: Money)] {
    purse.outside.keys.sorted().map { ($0, (purse.outside[$0] ?? .zero) - committedOutside(to: $0)) }.filter { $0.1 > .zero }
  }
  /// Receipts as far as they count on this case's debt: what belongs to others comes off the latest ones.
  func withoutForeign(_ receipts: [CarriedSum]) -> [CarriedSum] {
    var foreign = self.foreign
    guard foreign > .zero else { return receipts }
    var kept: [CarriedSum] = []
    for receipt in receipts.reversed() {
      let off = min(foreign, receipt.amount)
      foreign -= off
      if receipt.amount > off { kept.append(CarriedSum(on: receipt.on, amount: receipt.amount - off)) }
    }
    return kept.reversed()
  }
}

/// A sum of the account is put aside for a distribution.
public struct DistributionFunded: Event {
  public static let name = "distribution.funded.v1"
  public let distribution: ID<DistributionMatter>
  public let amount: Money
  public init(distribution: ID<DistributionMatter>, amount: Money) {
    self.distribution = distribution
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.purse.setAside += amount }
}

/// Shares leave what was put aside: the own one is this case's again, those of other cases go to their accounts, those of creditors
/// from outside wait for a payout through the gates.
public struct DistributionPaid: Event {
  public static let name = "distribution.paid.v1"
  public let distribution: ID<DistributionMatter>
  /// Counts the payments of one distribution.
  public let number: Int
  /// This case's own share, the costs, and what was left for the debtor.
  public let own: Money
  public let cases: [ToCase]
  public let outside: [ToPerson]
  /// Receipts whose money has now left whole.
  public let receipts: [ID<Receipt>]
  /// A share that is booked as a receipt of another case.
  public struct ToCase: Sendable, Hashable, Codable {
    public let otherCase: ID<CaseFile>
    public let receipt: ID<Receipt>
    public let amount: Money
    public init(otherCase: ID<CaseFile>, receipt: ID<Receipt>, amount: Money) {
      self.otherCase = otherCase
      self.receipt = receipt
      self.amount = amount
    }
  }
  /// A share of a creditor who has no case here.
  public struct ToPerson: Sendable, Hashable, Codable {
    public let person: ID<Person>
    public let amount: Money
    public init(person: ID<Person>, amount: Money) {
      self.person = person
      self.amount = amount
    }
  }
  public init(
    distribution: ID<DistributionMatter>, number: Int, own: Money, cases: [ToCase], outside: [ToPerson], receipts: [ID<Receipt>]
  ) {
    self.distribution = distribution
    self.number = number
    self.own = own
    self.cases = cases
    self.outside = outside
    self.receipts = receipts
  }
  public var total: Money { (cases.map(\.amount) + outside.map(\.amount)).reduce(own) { $0 + $1 } }
  public var signals: [Signal] { receipts.map { Signal("receipt.paid", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.purse.setAside -= total
    for part in cases { account.purse.moved += part.amount }
    for part in outside { account.purse.outside[part.person, default: .zero] += part.amount }
  }
}

/// Case to case.
extension DistributionPaid: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard !cases.isEmpty else { return nil }
    let key = "distribution:\(distribution)/\(number)"
    return LedgerGroup(
      key: key,
      entries: cases.enumerated().map { index, part in
        LedgerEntry(
          EntryID(key, "\(index + 1)"), debit: .case(meta), credit: LedgerAccount(.case, "\(part.otherCase)"),
          amount: part.amount, code: .allocation)
      })
  }
}

/// The other side of ``DistributionPaid``: a share came in from the case that leads the distribution. The ledger has it already.
public struct ShareReceived: Event {
  public static let name = "distribution.shareReceived.v1"
  public let booked: ID<Receipt>
  public let amount: Money
  public let from: ID<CaseFile>
  public let distribution: ID<DistributionMatter>
  public let payBy: Day
  public let reasons: Reasons
  public init(
    booked: ID<Receipt>, amount: Money, from: ID<CaseFile>, distribution: ID<DistributionMatter>, payBy: Day, reasons: Reasons
  ) {
    self.booked = booked
    self.amount = amount
    self.from = from
    self.distribution = distribution
    self.payBy = payBy
    self.reasons = reasons
  }
  public var signals: [Signal] { Arrival.signals(booked) }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receiptOrder.append(booked)
    account.receipts[booked] = CaseAccount.ReceiptState(
      id: booked, amount: amount, on: meta.day, source: .distribution, payBy: payBy, from: nil)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let check = CommandCall("funds.checkPerformance", ["case": "\(meta.stream.key)"])
    return [.now(check, name: "performance")]
  }
}

/// The bank's line of a share was seen: the money is where the ledger has it.
public struct ShareMet: Event {
  public static let name = "distribution.shareMet.v1"
  public let receipt: ID<Receipt>
  public let lineDigest: String
  public init(receipt: ID<Receipt>, lineDigest: String) {
    self.receipt = receipt
    self.lineDigest = lineDigest
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.receipts[receipt]?.isMet = true }
}

/// A contested part is kept apart, or comes back when the dispute is over.
public struct DisputedPartHeld: Event {
  public static let name = "distribution.partHeld.v1"
  public let distribution: ID<DistributionMatter>
  /// Counts the movements of one distribution.
  public let number: Int
  public let amount: Money
  public init(distribution: ID<DistributionMatter>, number: Int, amount: Money) {
    self.distribution = distribution
    self.number = number
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.purse.setAside -= amount
    account.purse.held += amount
  }
}
extension DisputedPartHeld: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "hold:\(distribution)/\(number)", debit: .case(meta), credit: .held(distribution), amount: amount, code: .hold)
  }
}

/// What was kept is free to be allocated.
public struct HeldPartFreed: Event {
  public static let name = "distribution.partFreed.v1"
  public let distribution: ID<DistributionMatter>
  public let number: Int
  public let amount: Money
  public init(distribution: ID<DistributionMatter>, number: Int, amount: Money) {
    self.distribution = distribution
    self.number = number
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.purse.held -= amount
    account.purse.setAside += amount
  }
}
extension HeldPartFreed: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "free:\(distribution)/\(number)", debit: .held(distribution), credit: .case(meta), amount: amount, code: .hold)
  }
}

extension LedgerAccount {
  static func held(_ distribution: ID<DistributionMatter>) -> LedgerAccount { LedgerAccount(.held, "\(distribution)") }
}

/// The other case's part in a distribution that this one does not lead.
public struct DistributionEntered: Event {
  public static let name = "distribution.entered.v1"
  public let lead: ID<CaseFile>
  public let distribution: ID<DistributionMatter>
  public let entry: ID<DistributionMatter.Entry>
  public init(lead: ID<CaseFile>, distribution: ID<DistributionMatter>, entry: ID<DistributionMatter.Entry>) {
    self.lead = lead
    self.distribution = distribution
    self.entry = entry
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if !file.sharesIn.contains(lead) { file.sharesIn.append(lead) }
  }
}

/// What came in is shared with others: it has not performed this case's debt after all.
public struct PerformanceRevoked: Event {
  public static let name = "distribution.performanceRevoked.v1"
  public let distribution: ID<DistributionMatter>
  public init(distribution: ID<DistributionMatter>) { self.distribution = distribution }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.performedOn = nil }
}
