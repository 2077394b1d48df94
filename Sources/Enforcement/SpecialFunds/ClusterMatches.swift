import Basics
import Ledger

/// Part of a credit in suspense is a cluster's money.
public struct BankReceiptToCluster: Event {
  public static let name = "receipt.toCluster.v1"
  /// The cluster's receipt.
  public let booking: ID<Receipt>
  public let cluster: ID<Cluster>
  public let amount: Money
  /// Why it is this cluster's.
  public let note: VaultRef
  public init(booking: ID<Receipt>, cluster: ID<Cluster>, amount: Money, note: VaultRef) {
    self.booking = booking
    self.cluster = cluster
    self.amount = amount
    self.note = note
  }
  public var words: [VaultRef] { [note] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.clustered.append(.init(booking: booking, cluster: cluster, amount: amount, by: meta.actor, at: meta.at))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// It was not: the money is back in suspense.
public struct BankReceiptFromCluster: Event {
  public static let name = "receipt.fromCluster.v1"
  public let booking: ID<Receipt>
  public let amount: Money
  public let reason: VaultRef
  public init(booking: ID<Receipt>, amount: Money, reason: VaultRef) {
    self.booking = booking
    self.amount = amount
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    for index in receipt.clustered.indices where receipt.clustered[index].booking == booking {
      receipt.clustered[index].undone = true
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// The cluster's side of ``BankReceiptFromCluster``.
public struct ClusterReceiptWithdrawn: Event {
  public static let name = "cluster.receiptWithdrawn.v1"
  public let booking: ID<Receipt>
  public let amount: Money
  public init(booking: ID<Receipt>, amount: Money) {
    self.booking = booking
    self.amount = amount
  }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.received -= amount
    state.receipts.removeAll { $0.id == booking }
  }
}
/// Takes back the whole entry by which the cluster got the money.
extension ClusterReceiptWithdrawn: MoneyEvent {
  private var entry: EntryID { EntryID(ReceiptKey.clustered(booking), "1") }
  public var restsOn: [LedgerReference] { [.entry(entry)] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let booked = books.entries[entry]?.entry else { return nil }
    return LedgerGroup(
      key: ReceiptKey.clustered(booking) + "/withdrawn", debit: booked.credit, credit: booked.debit, amount: booked.amount,
      code: .correction, phase: .reversal(of: entry))
  }
}

/// Gives money in suspense, or part of it, to the account of cases that are settled together.
public struct MatchCluster: Command {
  public static let name = "receipts.matchCluster"
  public static let title = Phrase("认领到集中案款账户", "Match with a cluster")
  public static let roles: Set<Role> = [.cashier]
  public static let fields = [
    ReceiptCommands.receiptField, ClusterSteps.field,
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("可不填，即未处理的全部", "May be left out: all that is open")),
    Field("note", Phrase("认领依据", "Why it is this cluster's"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let cluster: ID<Cluster>
  let amount: Money
  let note: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    cluster = input.id("cluster")
    amount = input.money("amount", required: false)
    note = input.text("note", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt), .cluster(cluster)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    let account = try ClusterSteps.find(cluster, situation)
    let share = amount == .zero ? state.open : amount
    guard share <= state.open else { throw .beyondFund(share, left: state.open) }
    guard account.received.adding(share).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    let words = situation.depository.deposit(VaultContent("text", ["text": note]))
    let booking = situation.ids.next(Receipt.self)
    return [
      situation.append(
        .cluster(cluster),
        [
          ClusterReceiptBooked(
            booking: booking, amount: share, on: taken.on, bankLineDigest: "", vault: taken.vault, from: receipt)
        ]),
      situation.append(
        .bankReceipt(receipt), [BankReceiptToCluster(booking: booking, cluster: cluster, amount: share, note: words)]),
    ]
  }
}

/// Takes a wrong match with a cluster back, while the cluster still has the money.
public struct UndoClusterMatch: Command {
  public static let name = "receipts.undoClusterMatch"
  public static let title = Phrase("撤回认领到集中案款账户", "Take a match with a cluster back")
  public static let roles = UndoMatch.roles
  public static let fields = [
    ReceiptCommands.receiptField, Field("match", Phrase("认领", "Match"), .text(max: 20)),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let match: ID<Receipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    match = input.id("match")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.bankReceipt(receipt).clustered.filter { $0.booking == match }.map { .cluster($0.cluster) }
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard let found = state.clustered.first(where: { $0.booking == match && !$0.undone }) else { throw .noSuchMatch }
    let cluster = try ClusterSteps.find(found.cluster, situation)
    if cluster.draft != nil { throw .divisionWaits }
    // Part of it may have gone back to suspense as a surplus.
    let whole = cluster.receipts.contains { $0.id == match && $0.amount == found.amount }
    guard whole, cluster.balance >= found.amount else { throw .clusterSpent(found.amount, left: cluster.balance) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(.cluster(found.cluster), [ClusterReceiptWithdrawn(booking: match, amount: found.amount)]),
      situation.append(
        .bankReceipt(receipt), [BankReceiptFromCluster(booking: match, amount: found.amount, reason: words)]),
    ]
  }
}

extension BankReceipt {
  /// What of it went to a cluster.
  public struct ClusterMatch: Sendable, Hashable {
    public let booking: ID<Receipt>
    public let cluster: ID<Cluster>
    public let amount: Money
    public let by: Actor.Ref
    public let at: Instant
    public internal(set) var undone = false
  }
  public var toClusters: Money { clustered.filter { !$0.undone }.reduce(.zero) { $0 + $1.amount } }
}
