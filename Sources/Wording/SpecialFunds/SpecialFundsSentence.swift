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
    default: return lodgement(event, say) ?? aid(event, say)
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
    case let event as AidFundDrawn:
      return Phrase("救助资金支出 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan drawn from the aid fund")
    default: return nil
    }
  }
}
