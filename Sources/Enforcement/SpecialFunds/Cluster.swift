import Basics
import EnforcementLaw
import Ledger

/// Cases against the same debtor that are settled out of one fund (专有资金账户): money comes in on the cluster's own sub-account and
/// goes to its cases by a plan that a second person approves.
public struct Cluster: StreamState {
  public static let kind = StreamKind.cluster
  public init() {}
  public internal(set) var id = ID<Cluster>(raw: 0)
  /// What it is called: kind `text`.
  public internal(set) var title: VaultRef?
  public internal(set) var createdBy: Actor.Ref?
  public internal(set) var createdOn: Day?
  public internal(set) var members: [ID<CaseFile>] = []
  /// The days on which later cases joined.
  public internal(set) var joined: [ID<CaseFile>: Day] = [:]
  public internal(set) var receipts: [ReceiptState] = []
  public internal(set) var bankLines: Set<String> = []
  public internal(set) var divisions: [Division] = []
  public internal(set) var received = Money.zero
  public internal(set) var divided = Money.zero

  /// A credit on the cluster's sub-account, in whole fen.
  public struct ReceiptState: Sendable, Hashable {
    public let id: ID<Receipt>
    public let amount: Money
    /// The bank's day.
    public let on: Day
    public let vault: VaultRef
    /// The money in suspense that it was.
    public let from: ID<BankReceipt>?
  }
  /// How a sum goes to the cases.
  public struct Division: Sendable, Hashable {
    public let number: Int
    public let parts: [ClusterDivisionDrafted.Part]
    public let draftedBy: Actor.Ref
    public let draftedOn: Day
    public let reasons: Reasons
    public internal(set) var stage = Stage.draft
    public internal(set) var decidedBy: Actor.Ref?
    public internal(set) var decidedOn: Day?
    public var total: Money { parts.reduce(.zero) { $0 + $1.amount } }
    /// Whether a division waits, was carried out, or was sent back. Raw values are stored.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
      case draft, approved, returned
      public var name: Phrase {
        switch self {
        case .draft: Phrase("待审批", "to be approved")
        case .approved: Phrase("已分配", "carried out")
        case .returned: Phrase("已退回", "sent back")
        }
      }
    }
  }
  public var exists: Bool { id.raw > 0 }
  /// On the account and not divided.
  public var balance: Money { received - divided }
  public var draft: Division? { divisions.last.flatMap { $0.stage == .draft ? $0 : nil } }
  /// When the oldest money came in that is not divided; what came in first goes out first.
  public var oldest: Day? {
    var gone = divided
    for receipt in receipts {
      gone -= receipt.amount
      if gone < .zero { return receipt.on }
    }
    return nil
  }
  /// What the case has got by all divisions carried out.
  public func divided(to member: ID<CaseFile>) -> Money {
    divisions.filter { $0.stage == .approved }.flatMap(\.parts).filter { $0.member == member }.reduce(.zero) { $0 + $1.amount }
  }
}

/// Cases against one debtor are settled together, with a sub-account of their own.
public struct ClusterCreated: Event {
  public static let name = "cluster.created.v1"
  public let cluster: ID<Cluster>
  public let title: VaultRef
  public let members: [ID<CaseFile>]
  public init(cluster: ID<Cluster>, title: VaultRef, members: [ID<CaseFile>]) {
    self.cluster = cluster
    self.title = title
    self.members = members
  }
  public var words: [VaultRef] { [title] }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.id = cluster
    state.title = title
    state.members = members
    state.createdBy = meta.actor
    state.createdOn = meta.day
  }
}

/// The case is settled together with others.
public struct ClusterJoined: Event {
  public static let name = "cluster.joined.v1"
  public let cluster: ID<Cluster>
  public init(cluster: ID<Cluster>) { self.cluster = cluster }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.cluster = cluster }
}

/// A later case against the same debtor joins.
public struct ClusterCaseAdded: Event {
  public static let name = "cluster.caseAdded.v1"
  public let member: ID<CaseFile>
  public init(member: ID<CaseFile>) { self.member = member }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.members.append(member)
    state.joined[member] = meta.day
  }
}

/// Money came in on the cluster's sub-account, or was found in suspense to be its.
public struct ClusterReceiptBooked: Event {
  public static let name = "cluster.receiptBooked.v1"
  public let booking: ID<Receipt>
  public let amount: Money
  public let on: Day
  public let bankLineDigest: String
  /// The bank's line: kind `bankLine`.
  public let vault: VaultRef
  /// The money in suspense that it was; nil where it came in on the sub-account.
  public let from: ID<BankReceipt>?
  public init(
    booking: ID<Receipt>, amount: Money, on: Day, bankLineDigest: String, vault: VaultRef, from: ID<BankReceipt>? = nil
  ) {
    self.booking = booking
    self.amount = amount
    self.on = on
    self.bankLineDigest = bankLineDigest
    self.vault = vault
    self.from = from
  }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.received += amount
    state.receipts.append(Cluster.ReceiptState(id: booking, amount: amount, on: on, vault: vault, from: from))
    if !bankLineDigest.isEmpty { state.bankLines.insert(bankLineDigest) }
  }
}
extension ClusterReceiptBooked: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: ReceiptKey.clustered(booking), debit: from.map { .suspense($0) } ?? .bank,
      credit: LedgerAccount(.cluster, meta.stream.key), amount: amount, code: from == nil ? .receipt : .allocation)
  }
}
extension ReceiptKey {
  /// Bank to cluster.
  public static func clustered(_ receipt: ID<Receipt>) -> String { "clusterReceipt:\(receipt)" }
}

/// How what is on the account is to go to the cases.
public struct ClusterDivisionDrafted: Event {
  public static let name = "cluster.divisionDrafted.v1"
  public let number: Int
  public let parts: [Part]
  public let reasons: Reasons
  /// What one case is to get, in whole fen.
  public struct Part: Sendable, Hashable, Codable {
    public let member: ID<CaseFile>
    /// What is owed in the case, with the fee and the costs that come first.
    public let owed: Money
    public let amount: Money
    public init(member: ID<CaseFile>, owed: Money, amount: Money) {
      self.member = member
      self.owed = owed
      self.amount = amount
    }
  }
  public init(number: Int, parts: [Part], reasons: Reasons) {
    self.number = number
    self.parts = parts
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    if state.draft != nil { state.divisions.removeLast() }
    state.divisions.append(
      Cluster.Division(
        number: number, parts: parts, draftedBy: meta.actor, draftedOn: meta.day, reasons: reasons))
  }
}

/// A second person sent the division back.
public struct ClusterDivisionReturned: Event {
  public static let name = "cluster.divisionReturned.v1"
  public let number: Int
  public let reason: VaultRef
  public init(number: Int, reason: VaultRef) {
    self.number = number
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to state: inout Cluster, _ meta: EventMeta) { state.decide(.returned, meta) }
}

/// A second person approved: each case has its part on its own account.
public struct ClusterDivided: Event {
  public static let name = "cluster.divided.v1"
  public let number: Int
  public let parts: [ClusterDivisionDrafted.Part]
  public init(number: Int, parts: [ClusterDivisionDrafted.Part]) {
    self.number = number
    self.parts = parts
  }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.divided += parts.reduce(.zero) { $0 + $1.amount }
    state.decide(.approved, meta)
  }
}
extension ClusterDivided: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard !parts.isEmpty else { return nil }
    let key = "cluster:\(meta.stream.key)/\(number)"
    return LedgerGroup(
      key: key,
      entries: parts.enumerated().map { index, part in
        LedgerEntry(
          EntryID(key, "\(index + 1)"), debit: LedgerAccount(.cluster, meta.stream.key),
          credit: LedgerAccount(.case, "\(part.member)"), amount: part.amount, code: .allocation)
      })
  }
}

extension Cluster {
  mutating func decide(_ stage: Division.Stage, _ meta: EventMeta) {
    guard let last = divisions.indices.last else { return }
    divisions[last].stage = stage
    divisions[last].decidedBy = meta.actor
    divisions[last].decidedOn = meta.day
  }
}

/// The other side of ``ClusterDivided``: the case's part came in on its account. The ledger has it already.
public struct ClusterShareReceived: Event {
  public static let name = "cluster.shareReceived.v1"
  public let booked: ID<Receipt>
  public let amount: Money
  public let cluster: ID<Cluster>
  public let payBy: Day
  public let reasons: Reasons
  public init(booked: ID<Receipt>, amount: Money, cluster: ID<Cluster>, payBy: Day, reasons: Reasons) {
    self.booked = booked
    self.amount = amount
    self.cluster = cluster
    self.payBy = payBy
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] { Arrival.signals(booked) }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receiptOrder.append(booked)
    account.receipts[booked] = CaseAccount.ReceiptState(
      id: booked, amount: amount, on: meta.day, source: .cluster, payBy: payBy, from: nil)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [
      .now(CommandCall(CheckPerformance.name, ["case": "\(meta.stream.key)"]), name: "performance"),
      Chase.timer(booked, meta.stream.key, due: Chase.first(after: meta.day, after.law.calendar)),
      Bulletin.afterMoney(meta),
    ]
  }
}

/// What every arrival on a case's account says.
enum Arrival {
  /// `from`: the bank's day, where it was another than that of the booking.
  static func signals(_ receipt: ID<Receipt>, from day: Day? = nil) -> [Signal] {
    [Signal("money.arrived", receipt, from: day), Signal("receipt.matched", receipt), Signal("arrivalNotice.issued", receipt)]
  }
}
