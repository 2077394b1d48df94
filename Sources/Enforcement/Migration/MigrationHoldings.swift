import Basics
import EnforcementLaw
import Ledger

/// Freezes and seals of the earlier system go on under the case's number, with rank and last day as they stood.
public struct MeasuresBrought: Event {
  public static let name = "migration.measuresTakenOver.v1"
  public let measures: [Brought]
  /// One measure of the earlier system, as its tables have it; it was checked before it came here.
  public struct Brought: Sendable, Hashable, Codable {
    public let measure: ID<Measure>
    public let property: ID<Property>
    public let kind: Property.Kind
    public let unit: String
    public let debtor: ID<Person>
    /// The ruling's number, as text; its paper is not here.
    public let number: String
    /// Stands for that ruling.
    public let ruling: ID<Paper>
    /// The term that it ordered, in whole months.
    public let months: Int
    public let requested: Money
    public let amount: Money
    public let status: Seizure.Status
    public let rank: Int
    public let from: Day
    public let until: Day
    /// Account, certificate, plate: kind `property`.
    public let vault: VaultRef
  }
  public init(measures: [Brought]) { self.measures = measures }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for brought in measures {
      if file.search.found[brought.property] == nil { file.search.foundOrder.append(brought.property) }
      let times = (file.search.found[brought.property]?.times ?? 0) + 1
      file.search.found[brought.property] = Search.Found(
        property: brought.property, kind: brought.kind, unit: brought.unit, debtor: brought.debtor, value: brought.amount,
        exempt: .zero, vault: brought.vault, on: meta.day, times: times)
      file.seizure.order.append(brought.measure)
      file.seizure.measures[brought.measure] = Seizure.MeasureState(
        id: brought.measure, property: brought.property, kind: brought.kind, unit: brought.unit, debtor: brought.debtor,
        ruling: brought.ruling, requested: brought.requested, heldFor: nil, find: times, status: brought.status,
        amount: brought.amount, rank: brought.rank, from: brought.from, until: brought.until)
      file.seizure.orderedBefore[brought.measure] = brought.months
    }
    file.closing.leave(measures.filter(\.status.isLive).map { Standing(.measure, $0.measure) })
  }
  /// Their clocks run on; nothing else follows from taking them over.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    measures.filter { $0.status == .effective }.flatMap {
      SeizureReactions.clocks($0.measure, $0.from, $0.until, after, meta)
    }
  }
}

/// A consumption restriction ordered before.
public struct RestrictionBrought: Event {
  public static let name = "migration.restrictionTakenOver.v1"
  public let person: ID<Person>
  /// Stands for the order, whose paper is not here.
  public let paper: ID<Paper>
  public let on: Day
  public let number: String
  public init(person: ID<Person>, paper: ID<Paper>, on: Day, number: String) {
    self.person = person
    self.paper = paper
    self.on = on
    self.number = number
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.restricted[person] = Sanctions.Restriction(paper: paper, since: on)
    file.closing.leave([Standing(.restriction, person)])
  }
}

/// A listing decided before, with the end of its term.
public struct ListingBrought: Event {
  public static let name = "migration.listingTakenOver.v1"
  public let person: ID<Person>
  public let paper: ID<Paper>
  public let ground: ListingGround
  public let decidedOn: Day
  /// Nil for ground 1, which has no term.
  public let ends: Day?
  public let number: String
  public init(person: ID<Person>, paper: ID<Paper>, ground: ListingGround, decidedOn: Day, ends: Day?, number: String) {
    self.person = person
    self.paper = paper
    self.ground = ground
    self.decidedOn = decidedOn
    self.ends = ends
    self.number = number
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    var listing = Sanctions.Listing(paper: paper, ground: ground, proposedBy: meta.actor)
    listing.decidedOn = decidedOn
    listing.ends = ends
    file.sanctions.listings[person] = listing
    file.closing.leave([Standing(.listing, person)])
  }
  /// At the end of the term the removal is due (R7.1).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard let ends else { return [] }
    let call = CommandCall("sanctions.endListingTerm", ["case": "\(meta.stream.key)", "debtor": "\(person)"])
    return [.timer(name: "sanctions.term", subject: "\(meta.stream.key)/\(person)", due: Instant(ends, hour: 9), call)]
  }
}

/// What had come in and been paid before: it is not on this account, and the debt is counted on from it.
public struct PastMoneyBrought: Event {
  public static let name = "migration.pastMoneyTakenOver.v1"
  public let from: ID<CaseFile>
  public let receipts: [CarriedSum]
  public let fees: [CarriedSum]
  public let creditors: Money
  public let surplus: Money
  public init(from: ID<CaseFile>, receipts: [CarriedSum], fees: [CarriedSum], creditors: Money, surplus: Money) {
    self.from = from
    self.receipts = receipts
    self.fees = fees
    self.creditors = creditors
    self.surplus = surplus
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.earlier = CaseAccount.Earlier(
      from: from, receipts: receipts, fees: fees, creditors: creditors, surplus: surplus, direct: [], counts: true)
  }
}

/// Money of the case that the court holds: a receipt with the day on which it came in, and thirty days from then.
public struct BalanceBrought: Event {
  public static let name = "migration.balanceTakenOver.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  public let on: Day
  public let source: ReceiptSource
  /// Keyed digest of the bank's line; empty where the tables name none.
  public let bankLineDigest: String
  /// The bank's line: kind `bankLine`.
  public let vault: VaultRef
  public let payBy: Day
  public let reasons: Reasons
  public init(
    receipt: ID<Receipt>, amount: Money, on: Day, source: ReceiptSource, bankLineDigest: String, vault: VaultRef, payBy: Day,
    reasons: Reasons
  ) {
    self.receipt = receipt
    self.amount = amount
    self.on = on
    self.source = source
    self.bankLineDigest = bankLineDigest
    self.vault = vault
    self.payBy = payBy
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receiptOrder.append(receipt)
    account.receipts[receipt] = CaseAccount.ReceiptState(
      id: receipt, amount: amount, on: on, source: source, payBy: payBy, from: nil)
    if !bankLineDigest.isEmpty { account.bankLines.insert(bankLineDigest) }
  }
}

/// Bank to case, as for any receipt.
extension BalanceBrought: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(key: "takenOver:\(receipt)", debit: .bank, credit: .case(meta), amount: amount, code: .receipt)
  }
}
