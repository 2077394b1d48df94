import Basics
import EnforcementLaw

/// Why money that arrived is not paid out within thirty days: grounds of R6.9, each approved by another person.
public enum PayoutDelay {}

public typealias DelayGround = EnforcementLaw.Payout.Delay

extension EnforcementLaw.Payout.Delay {
  public var name: Phrase {
    switch self {
    case .distribution: Phrase("需要分配", "To be distributed among several")
    case .frozenElsewhere: Phrase("被其他案件保全或者冻结", "Preserved or frozen by another case")
    case .notCollected: Phrase("申请执行人不领取", "The applicant does not collect it")
    case .suspended: Phrase("中止执行或者暂缓执行", "Suspension or stay")
    case .other: Phrase("其他", "Other")
    }
  }
}

extension CaseAccount {
  /// A delay of one or more receipts.
  public struct DelayState: Sendable, Hashable {
    /// Waits for the chief, or what he said, or over again because its ground is gone. Raw values are stored.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable { case proposed, approved, refused, ended }
    public let id: ID<PayoutDelay>
    public let receipts: [ID<Receipt>]
    public let ground: DelayGround
    public let proposedBy: Actor.Ref
    public let proposedOn: Day
    public internal(set) var stage = Stage.proposed
    public internal(set) var approvedBy: Actor.Ref?
    public internal(set) var approvedOn: Day?
    public internal(set) var endedOn: Day?
  }
  /// A receipt of which a part is still here, where what came in first goes out first.
  public struct OpenReceipt: Sendable, Hashable {
    public let receipt: ReceiptState
    public let unpaid: Money
    /// The approved delay that holds it.
    public let delay: DelayState?
    /// Full days since it arrived.
    public func days(on day: Day) -> Int { day - receipt.on }
    /// Past its last day and not held by an approved delay.
    public func isOverdue(on day: Day) -> Bool { delay == nil && day > receipt.payBy }
  }

  /// What of each receipt is still to go out, whatever way the rest went: paid, moved to another case, or lodged. What is set aside,
  /// approved or sent is not out before the bank has paid it.
  public var openReceipts: [OpenReceipt] {
    var left = max(balance - lodgedOpen, .zero)
    var open: [OpenReceipt] = []
    for receipt in receiptOrder.reversed().compactMap({ receipts[$0] }) where left > .zero {
      let unpaid = min(left, receipt.amount)
      left -= unpaid
      open.append(OpenReceipt(receipt: receipt, unpaid: unpaid, delay: delay(of: receipt.id)))
    }
    return open.reversed()
  }
  /// The approved delay of a receipt.
  public func delay(of receipt: ID<Receipt>) -> DelayState? {
    delays.values.first { $0.stage == .approved && $0.receipts.contains(receipt) }
  }
}

/// The handler says why money has to wait.
public struct PayoutDelayProposed: Event {
  public static let name = "funds.delayProposed.v1"
  public let delay: ID<PayoutDelay>
  public let receipts: [ID<Receipt>]
  public let ground: DelayGround
  /// Kind `text`.
  public let reason: VaultRef
  public init(delay: ID<PayoutDelay>, receipts: [ID<Receipt>], ground: DelayGround, reason: VaultRef) {
    self.delay = delay
    self.receipts = receipts
    self.ground = ground
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("payout.obstacle", delay)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.delays[delay] = CaseAccount.DelayState(
      id: delay, receipts: receipts, ground: ground, proposedBy: meta.actor, proposedOn: meta.day)
  }
}

/// The chief let it wait: its thirty days do not count against anybody until the reason ends.
public struct PayoutDelayApproved: Event {
  public static let name = "funds.delayApproved.v1"
  public let delay: ID<PayoutDelay>
  public let receipts: [ID<Receipt>]
  public let reasons: Reasons
  public init(delay: ID<PayoutDelay>, receipts: [ID<Receipt>], reasons: Reasons) {
    self.delay = delay
    self.receipts = receipts
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] {
    [Signal("payoutDelay.approved", delay)] + receipts.map { Signal("receipt.delayed", $0) }
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.delays[delay]?.stage = .approved
    account.delays[delay]?.approvedBy = meta.actor
    account.delays[delay]?.approvedOn = meta.day
  }
}

/// The chief did not: the money is to be paid out in its thirty days.
public struct PayoutDelayRefused: Event {
  public static let name = "funds.delayRefused.v1"
  public let delay: ID<PayoutDelay>
  /// Kind `text`.
  public let reason: VaultRef
  public init(delay: ID<PayoutDelay>, reason: VaultRef) {
    self.delay = delay
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("payoutDelay.refused", delay)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.delays[delay]?.stage = .refused }
}

/// The reason is over: the money is to be paid out within ten days.
public struct PayoutDelayEnded: Event {
  public static let name = "funds.delayEnded.v1"
  public let delay: ID<PayoutDelay>
  public let receipts: [ID<Receipt>]
  /// The new last day, with how it was counted.
  public let payBy: Day
  public let reasons: Reasons
  public init(delay: ID<PayoutDelay>, receipts: [ID<Receipt>], payBy: Day, reasons: Reasons) {
    self.delay = delay
    self.receipts = receipts
    self.payBy = payBy
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] { receipts.map { Signal("payoutDelay.ended", $0) } }
  /// Whoever has the money is reminded again from the next working day.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let account: CaseAccount = after.state(meta.stream)
    let next = after.law.calendar.workingDay(1, after: meta.day)
    return receipts.compactMap { account.receipts[$0] }.map { receipt in
      let first = Chase.first(after: receipt.on, after.law.calendar)
      return Chase.timer(receipt.id, meta.stream.key, due: max(first, Instant(next, hour: 9)))
    }
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.delays[delay]?.stage = .ended
    account.delays[delay]?.endedOn = meta.day
    for receipt in receipts {
      if let before = account.receipts[receipt]?.payBy { account.receipts[receipt]?.payBy = max(before, payBy) }
    }
  }
}
