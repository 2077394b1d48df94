import Basics
import Enforcement

/// What is said of costs, lodgements, aid, rewards and clusters.
extension EventSentence {
  static func specialFunds(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as CostAdvanced:
      let who = event.borneBy.map { Phrase(say.person($0), say.person($0)) } ?? Phrase("法院", "the court")
      let kind = AdvanceCost.name(of: event.kind)
      return Phrase(
        "\(who.zh)垫付\(kind.zh) \(event.amount.grouped) 元", "\(kind.en) of \(event.amount.grouped) yuan advanced by \(who.en)")
    case let event as CostWithdrawn:
      return Phrase(
        "更正：撤回垫付费用登记 \(event.amount.grouped) 元", "Put right: an advance of \(event.amount.grouped) yuan was recorded by mistake")
    default: return lodgement(event, say) ?? aid(event, say) ?? reward(event, say) ?? cluster(event)
    }
  }

  private static func lodgement(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as LodgementProposed:
      let ground = Lodgement.name(of: event.ground)
      return Phrase(
        "提请为\(say.person(event.person))提存 \(event.amount.grouped) 元：\(ground.zh)",
        "To lodge \(event.amount.grouped) yuan for \(say.person(event.person)): \(ground.en)")
    case is LodgementRefused: return Phrase("不准许提存", "The lodgement is refused")
    case let event as MoneyLodged:
      return Phrase(
        "为\(say.person(event.person))提存 \(event.amount.grouped) 元，\(event.until) 前可以领取",
        "\(event.amount.grouped) yuan lodged for \(say.person(event.person)), to be claimed until \(event.until)")
    case let event as LodgementReminded:
      return Phrase(
        "提存满 \(event.year) 年，提醒\(say.person(event.person))领取",
        "Lodged for \(event.year) years; \(say.person(event.person)) is reminded")
    case let event as LodgementClaimed:
      return Phrase("申领提存款 \(event.amount.grouped) 元", "Lodged money of \(event.amount.grouped) yuan is claimed")
    case let event as LodgementToState:
      return Phrase(
        "提存满五年无人领取，\(event.amount.grouped) 元归国家所有", "Unclaimed for five years: \(event.amount.grouped) yuan are the state's")
    default: return nil
    }
  }

  private static func aid(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as AidApplied:
      return Phrase(
        "提请为\(say.person(event.person))司法救助 \(event.asked.grouped) 元，上限 \(event.most.grouped) 元",
        "Aid of \(event.asked.grouped) yuan is asked for \(say.person(event.person)), at most \(event.most.grouped)")
    case let event as AidGranted:
      return Phrase(
        "决定给予\(say.person(event.person))司法救助 \(event.amount.grouped) 元",
        "\(say.person(event.person)) is granted \(event.amount.grouped) yuan of aid")
    case is AidRefused: return Phrase("决定不予司法救助", "Aid is refused")
    case let event as AidFundFilled:
      return Phrase("救助资金到账 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan came in for the aid fund")
    case let event as AidFillWithdrawn:
      return Phrase(
        "更正：\(event.amount.grouped) 元不属救助资金，转回不明款", "Put right: \(event.amount.grouped) yuan were not the aid fund's")
    case let event as AidFundDrawn:
      return Phrase("救助资金支出 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan drawn from the aid fund")
    default: return nil
    }
  }

  private static func reward(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as RewardApplied:
      return Phrase(
        "\(say.person(event.person))申请悬赏 \(event.amount.grouped) 元",
        "\(say.person(event.person)) asks that a reward of \(event.amount.grouped) yuan be published")
    case is RewardPublished: return Phrase("准许悬赏", "The reward notice is allowed")
    case is RewardRefused: return Phrase("不准许悬赏", "The reward notice is refused")
    case let event as RewardTipTaken:
      return Phrase(
        "登记悬赏线索，提供人为\(event.informant.name.zh)，\(event.on) 提供",
        "Information for the reward, given on \(event.on); the informant: \(event.informant.name.en)")
    case let event as RewardProposed:
      return Phrase(
        "提请支付悬赏金 \(event.amount.grouped) 元，线索执行到位 \(event.recovered.grouped) 元",
        "Payment of a reward of \(event.amount.grouped) yuan proposed; the information brought in \(event.recovered.grouped)")
    case let event as RewardApproved:
      return Phrase("批准悬赏金 \(event.amount.grouped) 元", "Reward of \(event.amount.grouped) yuan approved")
    case is RewardDeclined: return Phrase("不批准支付悬赏金", "Payment of the reward is declined")
    default: return nil
    }
  }

  private static func cluster(_ event: any Event) -> Phrase? {
    switch event {
    case let event as ClusterCreated:
      return Phrase("\(event.members.count) 个案件设立集中案款账户", "A cluster account for \(event.members.count) cases")
    case is ClusterJoined: return Phrase("纳入集中案款账户", "Settled together with other cases, out of one account")
    case let event as ClusterReceiptBooked:
      return Phrase("集中案款账户到账 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan came in on the cluster account")
    case let event as ClusterDivisionDrafted:
      let total = event.parts.reduce(Money.zero) { $0 + $1.amount }.grouped
      return Phrase(
        "拟定向 \(event.parts.count) 案分配 \(total) 元", "Division of \(total) yuan among \(event.parts.count) cases drafted")
    case is ClusterCaseAdded: return Phrase("后立案件纳入集中案款账户", "A later case joins the cluster account")
    case let event as ClusterReceiptWithdrawn:
      return Phrase(
        "更正：\(event.amount.grouped) 元不属本账户，转回不明款", "Put right: \(event.amount.grouped) yuan were not this account's")
    case is ClusterDivisionReturned: return Phrase("集中案款分配退回", "The division is sent back")
    case let event as ClusterDivided:
      let total = event.parts.reduce(Money.zero) { $0 + $1.amount }.grouped
      return Phrase(
        "批准分配，\(total) 元划入 \(event.parts.count) 案账户",
        "Division approved: \(total) yuan to the accounts of \(event.parts.count) cases")
    case let event as ClusterShareReceived:
      return Phrase(
        "从集中案款账户分得 \(event.amount.grouped) 元，\(event.payBy) 前发放",
        "\(event.amount.grouped) yuan from the cluster account; to be paid out by \(event.payBy)")
    case let event as UsePermitDrafted:
      return Phrase(
        "拟允许使用 \(event.measures.count) 项查封财产：\(event.use.name.zh)",
        "To let \(event.measures.count) sealed things be used: \(event.use.name.en)")
    case let event as UsePermitted:
      return Phrase("查封期间允许\(event.use.name.zh)", "The seal stays; the owner may \(event.use.name.en)")
    case let event as UseChecked:
      let earned = event.earned.map { Phrase("，期间收益 \($0.grouped) 元", "; it earned \($0.grouped) yuan since") } ?? Phrase("", "")
      return Phrase("检查活封财产", "A sealed thing in use was looked at") + earned
    default: return nil
    }
  }
}
