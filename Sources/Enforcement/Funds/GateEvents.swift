import Basics

/// The supervisor found payees, sums and clock in order.
public struct PayoutSupervised: Event {
  public static let name = "funds.payoutSupervised.v1"
  public let payout: ID<Payout>
  public init(payout: ID<Payout>) { self.payout = payout }
  public var signals: [Signal] { [Signal("payout.supervised", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.gates.pass(.supervision, by: meta.actor)
  }
}

/// Whoever's limit covers the sum approved it: what was reserved is the payees'.
public struct PayoutApproved: Event {
  public static let name = "funds.payoutApproved.v1"
  public let payout: ID<Payout>
  public init(payout: ID<Payout>) { self.payout = payout }
  public var signals: [Signal] { [Signal("payout.approved", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    // Older logs know no supervision before the approval.
    if account.payouts[payout]?.gates.next == .supervision { account.payouts[payout]?.gates.waive(.supervision) }
    account.payouts[payout]?.gates.pass(.approval, by: meta.actor)
  }
}

/// The cashier let it go; the machine pays each line once.
public struct PayoutReleased: Event {
  public static let name = "funds.payoutReleased.v1"
  public let payout: ID<Payout>
  public init(payout: ID<Payout>) { self.payout = payout }
  public var signals: [Signal] { [Signal("payout.released", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.gates.pass(.release, by: meta.actor)
    account.payouts[payout]?.reopened = nil
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.now(CommandCall("funds.sendPayout", ["case": "\(meta.stream.key)", "payout": "\(payout)"]), name: "sendPayout")]
  }
}

/// A gate did not let it through: it goes back to the handler, and the money is free again.
public struct PayoutReturned: Event {
  public static let name = "funds.payoutReturned.v1"
  public let payout: ID<Payout>
  public let reason: VaultRef
  /// Where it was returned; nil in older entries, which know one gate.
  public let gate: MoneyGate?
  public init(payout: ID<Payout>, reason: VaultRef, gate: MoneyGate? = nil) {
    self.payout = payout
    self.reason = reason
    self.gate = gate
  }
  public var signals: [Signal] { [Signal("payout.returned", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.payouts[payout]?.end = .returned }
}
