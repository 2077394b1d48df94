import Basics

/// Money that came in by mistake is to go back to its payer: reserved until a second person decides.
public struct RefundProposed: Event {
  public static let name = "receipt.refundProposed.v1"
  public let refund: ID<Refund>
  public let amount: Money
  /// To whom: kind `bankLine`.
  public let payer: VaultRef
  public let reason: VaultRef
  /// How the payer was found out, where the bank's line does not name him.
  public let evidence: VaultRef?
  public init(refund: ID<Refund>, amount: Money, payer: VaultRef, reason: VaultRef, evidence: VaultRef? = nil) {
    self.refund = refund
    self.amount = amount
    self.payer = payer
    self.reason = reason
    self.evidence = evidence
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    var gates = GateBook(proposedBy: meta.actor)
    gates.waive(.release)
    let byThree = evidence != nil || receipt.taken?.fromCase != nil || receipt.taken?.fromCluster != nil
    if !byThree { gates.waive(.supervision) }
    receipt.refunds.append(
      .init(
        id: refund, amount: amount, payer: payer, proposedBy: meta.actor, byThree: byThree, gates: gates,
        status: .proposed)
    )
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// The supervisor checked who the payer is; a third person approves.
public struct RefundSupervised: Event {
  public static let name = "receipt.refundSupervised.v1"
  public let refund: ID<Refund>
  public init(refund: ID<Refund>) { self.refund = refund }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    for index in receipt.refunds.indices where receipt.refunds[index].id == refund {
      receipt.refunds[index].gates.pass(.supervision, by: meta.actor)
    }
  }
}

/// The second person said no: the money is free again.
public struct RefundDeclined: Event {
  public static let name = "receipt.refundDeclined.v1"
  public let refund: ID<Refund>
  public let reason: VaultRef
  public init(refund: ID<Refund>, reason: VaultRef) {
    self.refund = refund
    self.reason = reason
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.set(refund, .declined) }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// The second person approved, and the order went to the court's bank.
public struct RefundSent: Event {
  public static let name = "receipt.refundSent.v1"
  public let refund: ID<Refund>
  public let request: ID<PartnerRequest>
  public init(refund: ID<Refund>, request: ID<PartnerRequest>) {
    self.refund = refund
    self.request = request
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.set(refund, .sent)
    for index in receipt.refunds.indices where receipt.refunds[index].id == refund { receipt.refunds[index].request = request }
  }
}

/// Back with its payer.
public struct RefundPaid: Event {
  public static let name = "receipt.refundPaid.v1"
  public let refund: ID<Refund>
  /// Keyed digest of the bank's line, where the bank named it.
  public let lineDigest: String?
  public init(refund: ID<Refund>, lineDigest: String?) {
    self.refund = refund
    self.lineDigest = lineDigest
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.set(refund, .paid) }
}

/// The bank could not pay it: the money is in suspense again.
public struct RefundBounced: Event {
  public static let name = "receipt.refundBounced.v1"
  public let refund: ID<Refund>
  public let reason: String
  public init(refund: ID<Refund>, reason: String) {
    self.refund = refund
    self.reason = reason
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.set(refund, .bounced) }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

extension BankReceipt {
  mutating func set(_ refund: ID<Refund>, _ status: RefundState.Status) {
    for index in refunds.indices where refunds[index].id == refund { refunds[index].status = status }
  }
}
