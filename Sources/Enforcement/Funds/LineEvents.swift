import Basics

/// A line is on its way to the bank.
public struct PayoutLineSent: Event {
  public static let name = "funds.payoutLineSent.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public let request: ID<PartnerRequest>
  public init(payout: ID<Payout>, line: ID<PayoutLine>, request: ID<PartnerRequest>) {
    self.payout = payout
    self.line = line
    self.request = request
  }
  public var signals: [Signal] { [Signal("payout.sent", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.lineStatus[line] = .sent
    account.payouts[payout]?.requests[line, default: []].append(request)
    // What was approved before there was a gate of release left with the approval.
    if account.payouts[payout]?.gates.next == .release { account.payouts[payout]?.gates.waive(.release) }
  }
}

/// The bank paid a line: the money is with the payee.
public struct PayoutLineSettled: Event {
  public static let name = "funds.payoutLineSettled.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  /// The request that the bank answered; nil in older entries, which mean the last one.
  public let request: ID<PartnerRequest>?
  /// Keyed digest of the bank's line, where the bank named it: its statement is compared by it.
  public let bankLineDigest: String?
  public init(payout: ID<Payout>, line: ID<PayoutLine>, request: ID<PartnerRequest>? = nil, bankLineDigest: String? = nil) {
    self.payout = payout
    self.line = line
    self.request = request
    self.bankLineDigest = bankLineDigest
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.lineStatus[line] = .settled
    if let by = request ?? account.payouts[payout]?.requests[line]?.last {
      account.payouts[payout]?.settledBy[line, default: []].insert(by)
    }
  }
}

/// The bank could not pay a line, or the money came back: it is the case's again and the line may be sent once more.
public struct PayoutLineBounced: Event {
  public static let name = "funds.payoutLineBounced.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public let reason: String
  public init(payout: ID<Payout>, line: ID<PayoutLine>, reason: String) {
    self.payout = payout
    self.line = line
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("payout.bounced", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.payouts[payout]?.lineStatus[line] = .bounced }
}

/// Every line of the payout is paid.
public struct PayoutSettled: Event {
  public static let name = "funds.payoutSettled.v1"
  public let payout: ID<Payout>
  /// Receipts whose money has now gone out whole, the first in first; nil in older entries.
  public let receipts: [ID<Receipt>]?
  public init(payout: ID<Payout>, receipts: [ID<Receipt>]? = nil) {
    self.payout = payout
    self.receipts = receipts
  }
  public var signals: [Signal] { [Signal("payout.settled", payout)] + (receipts ?? []).map { Signal("receipt.paid", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.payouts[payout]?.end = .settled }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [Bulletin.afterMoney(meta)] }
}
