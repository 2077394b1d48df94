import Basics
import EnforcementLaw

/// A reward that an applicant promises for information on property (悬赏), R6.11: decided on within ten days, paid out of what the
/// applicant recovers through it.
public struct RewardOffer: Sendable, Hashable {
  public let id: ID<RewardOffer>
  /// The applicant who promised it and out of whose money it is paid.
  public let person: ID<Person>
  public let promised: Money
  public let appliedBy: Actor.Ref
  public let appliedOn: Day
  public internal(set) var status = Status.applied
  /// In the order in which they were recorded.
  public internal(set) var tips: [TipState] = []
  public internal(set) var award: Award?
  /// When the notice was published, and the last day on which information counts; nil where it ends with the case.
  public internal(set) var publishedOn: Day?
  public internal(set) var until: Day?
  /// What the notice asks for, in words for everybody: kind `text`.
  public internal(set) var notice: VaultRef?

  /// How far a reward is, from the application to the approved payment. Raw values are stored.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case applied, refused, published, proposed, approved
    public var name: Phrase {
      switch self {
      case .applied: Phrase("待审查", "to be decided")
      case .refused: Phrase("未准许", "refused")
      case .published: Phrase("悬赏中", "published")
      case .proposed: Phrase("奖金待审批", "payment to be approved")
      case .approved: Phrase("奖金已批准", "payment approved")
      }
    }
  }
  /// Information that somebody gave.
  public struct TipState: Sendable, Hashable {
    public let id: ID<RewardTip>
    public let person: ID<Person>
    public let informant: Reward.Informant
    public let on: Day
  }
  /// What is to be paid for which information.
  public struct Award: Sendable, Hashable {
    public let tip: ID<RewardTip>
    public let to: ID<Person>
    public let amount: Money
    public let proposedBy: Actor.Ref
  }
}

/// Marks ids of information given for a reward.
public enum RewardTip {}

extension Reward.Informant {
  public var name: Phrase {
    switch self {
    case .outsider: Phrase("其他人", "Somebody else")
    case .applicantsAgent: Phrase("申请执行人的代理人", "The applicant's agent")
    case .dutyToReport: Phrase("有义务提供信息的人", "Somebody bound to report")
    }
  }
}

extension CaseAccount {
  public var rewardList: [RewardOffer] { rewardOrder.compactMap { rewards[$0] } }
  /// Rewards that were approved, paid since or not: they come out of the money of who promised them.
  func rewarded(by person: ID<Person>? = nil) -> Money {
    rewardList.filter { $0.status == .approved && (person == nil || $0.person == person) }
      .reduce(.zero) { $0 + ($1.award?.amount ?? .zero) }
  }
  /// Approved and not yet in a payout.
  public var rewardsToPay: [(offer: RewardOffer, award: RewardOffer.Award)] {
    var paid = committed(.reward)
    return rewardList.filter { $0.status == .approved }.compactMap { offer in
      guard let award = offer.award else { return nil }
      let before = min(paid, award.amount)
      paid -= before
      return before < award.amount ? (offer, award) : nil
    }
  }
}

/// An applicant asks in writing that a reward be published (财产调查 21).
public struct RewardApplied: Event {
  public static let name = "reward.applied.v1"
  public let reward: ID<RewardOffer>
  public let person: ID<Person>
  public let amount: Money
  public let text: VaultRef
  public init(reward: ID<RewardOffer>, person: ID<Person>, amount: Money, text: VaultRef) {
    self.reward = reward
    self.person = person
    self.amount = amount
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal("reward.applied", reward)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.rewardOrder.append(reward)
    account.rewards[reward] = RewardOffer(
      id: reward, person: person, promised: amount, appliedBy: meta.actor, appliedOn: meta.day)
  }
}

/// The court allowed it: the reward is published.
public struct RewardPublished: Event {
  public static let name = "reward.published.v1"
  public let reward: ID<RewardOffer>
  /// The last day on which information counts; nil where it ends with the case.
  public let until: Day?
  /// What it asks for, in words for everybody: kind `text`.
  public let notice: VaultRef?
  public init(reward: ID<RewardOffer>, until: Day? = nil, notice: VaultRef? = nil) {
    self.reward = reward
    self.until = until
    self.notice = notice
  }
  public var words: [VaultRef] { [notice].compactMap { $0 } }
  public var signals: [Signal] { [Signal("reward.published", reward)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.rewards[reward]?.status = .published
    account.rewards[reward]?.publishedOn = meta.day
    account.rewards[reward]?.until = until
    account.rewards[reward]?.notice = notice
  }
}

/// The reward is not published.
public struct RewardRefused: Event {
  public static let name = "reward.refused.v1"
  public let reward: ID<RewardOffer>
  public let reason: VaultRef
  public init(reward: ID<RewardOffer>, reason: VaultRef) {
    self.reward = reward
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("reward.refused", reward)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.rewards[reward]?.status = .refused }
}

/// Somebody gave information; whom the court keeps to itself.
public struct RewardTipTaken: Event {
  public static let name = "reward.tipTaken.v1"
  public let reward: ID<RewardOffer>
  public let tip: ID<RewardTip>
  public let person: ID<Person>
  public let informant: Reward.Informant
  public let on: Day
  public let text: VaultRef
  public init(
    reward: ID<RewardOffer>, tip: ID<RewardTip>, person: ID<Person>, informant: Reward.Informant, on: Day, text: VaultRef
  ) {
    self.reward = reward
    self.tip = tip
    self.person = person
    self.informant = informant
    self.on = on
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.rewards[reward]?.tips.append(RewardOffer.TipState(id: tip, person: person, informant: informant, on: on))
  }
}

/// The handler proposes to pay it: to whom, and how much of what was promised.
public struct RewardProposed: Event {
  public static let name = "reward.proposed.v1"
  public let reward: ID<RewardOffer>
  public let tip: ID<RewardTip>
  public let person: ID<Person>
  /// What the information brought in.
  public let recovered: Money
  public let amount: Money
  /// Who comes first, and how the sum was found.
  public let reasons: [Reasons]
  public init(
    reward: ID<RewardOffer>, tip: ID<RewardTip>, person: ID<Person>, recovered: Money, amount: Money, reasons: [Reasons]
  ) {
    self.reward = reward
    self.tip = tip
    self.person = person
    self.recovered = recovered
    self.amount = amount
    self.reasons = reasons
  }
  public var explained: [Reasons] { reasons }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.rewards[reward]?.status = .proposed
    account.rewards[reward]?.award = RewardOffer.Award(tip: tip, to: person, amount: amount, proposedBy: meta.actor)
  }
}

/// A second person approved: the sum is set apart from the applicant's money, to be paid through the gates.
public struct RewardApproved: Event {
  public static let name = "reward.approved.v1"
  public let reward: ID<RewardOffer>
  public let amount: Money
  public init(reward: ID<RewardOffer>, amount: Money) {
    self.reward = reward
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.rewards[reward]?.status = .approved }
}

/// The second person said no: the notice stands, and another payment may be proposed.
public struct RewardDeclined: Event {
  public static let name = "reward.declined.v1"
  public let reward: ID<RewardOffer>
  public let reason: VaultRef
  public init(reward: ID<RewardOffer>, reason: VaultRef) {
    self.reward = reward
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.rewards[reward]?.status = .published
    account.rewards[reward]?.award = nil
  }
}
