import Basics
import EnforcementLaw

/// One credit of the bank that came in for no known case (不明款): it lies in suspense until all of it has found its case or gone back to
/// its payer. A credit on a case's own sub-account never comes here: the case books it at once.
public struct BankReceipt: StreamState {
  public static let kind = StreamKind.bankReceipt
  public init() {}
  public internal(set) var taken: BankReceiptTaken?
  public internal(set) var matches: [Match] = []
  public internal(set) var refunds: [RefundState] = []
  /// The claim clock ran out before all of it had found a place.
  public internal(set) var claimMissed = false
  /// What the bank took back.
  public internal(set) var reversed = Money.zero
  /// Before it is taken: perhaps it is known.
  public internal(set) var held: HeldState?
  /// A match with an ended case waits for the second person.
  public internal(set) var pendingMatch: BankReceiptMatchProposed?
  public internal(set) var matchProposedBy: Actor.Ref?
  /// What of it went to the aid fund.
  public internal(set) var funded = Money.zero
  /// What of it was money that had been paid wrongly.
  public internal(set) var recovered = Money.zero
  public internal(set) var clustered: [ClusterMatch] = []
  public internal(set) var deposits: [DepositState] = []
  /// Before it is taken: it lies in a case or a cluster, and is perhaps not theirs.
  public internal(set) var misplaced: MisplacedState?

  /// What of it went to a case.
  public struct Match: Sendable, Hashable {
    public let receipt: ID<Receipt>
    public let caseID: ID<CaseFile>
    public let amount: Money
    public let by: Actor.Ref
    public let at: Instant
    public internal(set) var undone = false
    /// The bank took it back out of the case: it is nobody's any more.
    public internal(set) var isReversed = false
  }
  /// What of it goes back to its payer.
  public struct RefundState: Sendable, Hashable {
    public let id: ID<Refund>
    public let amount: Money
    /// Name, account and bank of the payer: kind `bankLine`.
    public let payer: VaultRef
    public let proposedBy: Actor.Ref
    /// Three people let it go: the bank did not name the payer and people found him out, or it comes out of a case or cluster.
    public let byThree: Bool
    /// Gates that it has passed, where three people let it go.
    public internal(set) var gates: GateBook
    public internal(set) var status: Status
    public internal(set) var request: ID<PartnerRequest>?
    /// How far the return is; a bounced one is open again. Raw values are stored.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable { case proposed, declined, sent, paid, bounced }
  }

  public var amount: Money { taken?.amount ?? .zero }
  public var matched: Money { matches.filter { !$0.undone }.reduce(.zero) { $0 + $1.amount } }
  /// Gone back, or on its way there, or proposed to go.
  public var refunding: Money {
    refunds.filter { $0.status == .proposed || $0.status == .sent || $0.status == .paid }.reduce(.zero) { $0 + $1.amount }
  }
  /// What has no place yet.
  public var open: Money { amount - matched - refunding - reversed - funded - recovered - toClusters - deposited }
  public var pendingRefund: RefundState? { refunds.last { $0.status == .proposed || $0.status == .sent } }
}

/// Marks ids of refunds.
public enum Refund {}

/// A credit without a case was taken into suspense.
public struct BankReceiptTaken: Event {
  public static let name = "receipt.taken.v1"
  public let amount: Money
  /// The bank's day.
  public let on: Day
  /// Keyed digest of the bank's line: the same line twice is one credit.
  public let lineDigest: String
  /// The line as the bank gave it: kind `bankLine`.
  public let vault: VaultRef
  /// The last day to find its case, with how it was counted.
  public let claimBy: Day
  public let reasons: Reasons
  /// The case or the cluster on whose account it had been booked; nil where it came from the bank.
  public let fromCase: ID<CaseFile>?
  public let fromCluster: ID<Cluster>?
  public init(
    amount: Money, on: Day, lineDigest: String, vault: VaultRef, claimBy: Day, reasons: Reasons, fromCase: ID<CaseFile>? = nil,
    fromCluster: ID<Cluster>? = nil
  ) {
    self.fromCase = fromCase
    self.fromCluster = fromCluster
    self.amount = amount
    self.on = on
    self.lineDigest = lineDigest
    self.vault = vault
    self.claimBy = claimBy
    self.reasons = reasons
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.taken = self
    receipt.misplaced?.isOver = true
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [ClaimClock.timer(meta.stream.key, claimBy)]
  }
}

/// All or part of it belongs to a case.
public struct BankReceiptMatched: Event {
  public static let name = "receipt.matched.v1"
  /// The receipt of the case.
  public let receipt: ID<Receipt>
  public let caseID: ID<CaseFile>
  public let amount: Money
  /// Why it is this case's, in the cashier's words.
  public let note: VaultRef?
  public init(receipt: ID<Receipt>, caseID: ID<CaseFile>, amount: Money, note: VaultRef?) {
    self.receipt = receipt
    self.caseID = caseID
    self.amount = amount
    self.note = note
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.matches.append(.init(receipt: self.receipt, caseID: caseID, amount: amount, by: meta.actor, at: meta.at))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// A match was wrong: the money is back in suspense.
public struct BankReceiptUnmatched: Event {
  public static let name = "receipt.unmatched.v1"
  public let receipt: ID<Receipt>
  public let caseID: ID<CaseFile>
  public let amount: Money
  public let reason: VaultRef
  public init(receipt: ID<Receipt>, caseID: ID<CaseFile>, amount: Money, reason: VaultRef) {
    self.receipt = receipt
    self.caseID = caseID
    self.amount = amount
    self.reason = reason
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    for index in receipt.matches.indices where receipt.matches[index].receipt == self.receipt {
      receipt.matches[index].undone = true
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// The claim clock ran out; people are warned.
public struct ClaimMissed: Event {
  public static let name = "receipt.claimMissed.v1"
  public let open: Money
  public init(open: Money) { self.open = open }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.claimMissed = true }
}

/// The timer of the claim clock goes with the last fen, and comes back with a match undone. It runs for a held credit as well.
enum ClaimClock {
  static let name = "receipts.claim"
  static func timer(_ receipt: String, _ claimBy: Day) -> Reaction {
    .timer(
      name: name, subject: receipt, due: Instant.end(of: claimBy), CommandCall(MissClaim.name, ["receipt": .text(receipt)]))
  }
  static func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let receipt: BankReceipt = after.state(meta.stream)
    guard let taken = receipt.taken, !receipt.claimMissed else { return [] }
    guard receipt.open > .zero else { return [.cancelTimer(name: name, subject: meta.stream.key)] }
    return taken.reactions(after, meta)
  }
}

/// Warns once that money without a case is past its claim clock.
public struct MissClaim: Command {
  public static let name = "receipts.missClaim"
  public static let title = Phrase("不明款逾期未认领", "Money stays unclaimed past its clock")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [ReceiptCommands.receiptField]
  let receipt: ID<BankReceipt>
  public init(_ input: inout Input) { receipt = input.id("receipt") }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    if let held = state.held, !held.isSettled, !state.claimMissed, situation.now >= Instant.end(of: held.credit.claimBy) {
      return [situation.append(.bankReceipt(receipt), [ClaimMissed(open: held.credit.amount)])]
    }
    guard let taken = state.taken, state.open > .zero, !state.claimMissed, situation.now >= Instant.end(of: taken.claimBy) else {
      return []
    }
    return [situation.append(.bankReceipt(receipt), [ClaimMissed(open: state.open)])]
  }
}
