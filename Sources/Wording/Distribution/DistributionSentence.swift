import Basics
import Enforcement

/// What is said of a distribution. Claims are named by their number in the plan.
extension EventSentence {
  static func distribution(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as DistributionOpened:
      return Phrase("启动参与分配，分配款项 \(event.sum.grouped) 元", "A distribution of \(event.sum.grouped) yuan is opened")
    case let event as DistributionClaimJoined:
      let who = event.creditors.map { say.person($0.person) }.joined(separator: "、")
      let late = event.applied.map { Phrase("，\($0) 书面申请", ", applied on \($0)") } ?? Phrase("", "")
      return Phrase(
        "债权\(event.number)参与分配（\(event.source.name.zh)）：\(who)，\(event.standing.name.zh) \(event.amount.grouped) 元",
        "Claim \(event.number) takes part (\(event.source.name.en)): \(who), \(event.standing.name.en), \(event.amount.grouped) yuan"
      )
        + late
    case let event as DistributionClaimRevised:
      return Phrase("修正一笔参与分配的债权为 \(event.amount.grouped) 元", "A claim is revised to \(event.amount.grouped) yuan")
    case let event as DistributionClosedToNew:
      return Phrase("参与分配申请截止于 \(event.on)", "Closed to new creditors as of \(event.on)")
    case is DistributionConcluded: return Phrase("分配完毕", "The distribution is concluded")
    case let event as DistributionFunded:
      return Phrase("账户留出 \(event.amount.grouped) 元供分配", "\(event.amount.grouped) yuan are put aside for distribution")
    case is PerformanceRevoked:
      return Phrase("款项须与其他债权人分配，本案尚未履行完毕", "The money is shared with others; the debt is not performed yet")
    case is DistributionEntered:
      return Phrase("本案债权参与另案主持的分配", "This case's claim takes part in a distribution that another case leads")
    default: return plan(event, say) ?? dispute(event, say) ?? shares(event, say)
    }
  }

  private static func plan(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PlanDrafted:
      let sum = event.lines.reduce(event.costs) { $0 + $1.paid }
      return Phrase(
        "制作分配方案第 \(event.version) 版：\(event.lines.count) 笔债权，分配 \(sum.grouped) 元",
        "Plan, version \(event.version): \(event.lines.count) claims, \(sum.grouped) yuan")
    case let event as PlanSigned: return Phrase("分配方案第 \(event.version) 版签发", "Plan version \(event.version) is signed")
    case let event as PlanServed:
      return Phrase(
        "分配方案第 \(event.version) 版送达\(say.person(event.to))（\(event.on)），异议期至 \(event.objectBy)",
        "Plan version \(event.version) served on \(say.person(event.to)) (\(event.on)); objections until \(event.objectBy)")
    case let event as PlanAccepted:
      return Phrase("\(say.person(event.by))对分配方案无异议", "\(say.person(event.by)) accepts the plan")
    case let event as PlanPeriodOver:
      return Phrase(
        "异议期届满未提异议：\(event.of.map(say.person).joined(separator: "、"))",
        "No objection in time: \(event.of.map(say.person).joined(separator: ", "))")
    default: return nil
    }
  }

  private static func dispute(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PlanObjected:
      return Phrase(
        "\(say.person(event.by))对分配方案提出异议，争议数额 \(event.amount.grouped) 元",
        "\(say.person(event.by)) objects to the plan, contesting \(event.amount.grouped) yuan")
    case let event as ObjectionTold:
      return Phrase(
        "异议通知 \(event.to.count) 人，可在 \(event.opposeBy) 前反对",
        "\(event.to.count) are told of the objection and may oppose until \(event.opposeBy)")
    case let event as ObjectionOpposed:
      return Phrase("\(say.person(event.by))反对该异议", "\(say.person(event.by)) opposes the objection")
    case let event as ObjectorTold:
      return Phrase("反对意见通知异议人，可在 \(event.sueBy) 前起诉", "The objector is told and may sue until \(event.sueBy)")
    case let event as PlanSuitFiled:
      return Phrase("异议人于 \(event.on) 提起分配方案异议之诉", "The objector sued over the plan on \(event.on)")
    case let event as ObjectionEnded: return Phrase("异议结果：", "The objection ended: ") + event.outcome.name
    default: return nil
    }
  }

  private static func shares(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as SharesAllocated:
      let sum = event.shares.reduce(event.costs) { $0 + $1.amount }
      let held =
        event.held > .zero ? Phrase("，争议留存 \(event.held.grouped) 元", "; \(event.held.grouped) kept for disputes") : Phrase("", "")
      return Phrase("按方案分配 \(sum.grouped) 元", "\(sum.grouped) yuan are allocated by the plan") + held
    case let event as DistributionPaid:
      let cases = event.cases.reduce(Money.zero) { $0 + $1.amount }
      let outside = event.outside.reduce(Money.zero) { $0 + $1.amount }
      return Phrase(
        "分配：本案 \(event.own.grouped) 元，转入他案账户 \(cases.grouped) 元，案外债权人 \(outside.grouped) 元",
        "Shares: \(event.own.grouped) to this case, \(cases.grouped) to other cases, \(outside.grouped) to creditors from outside"
      )
    case let event as ShareReceived:
      return Phrase(
        "参与分配得款 \(event.amount.grouped) 元，\(event.payBy) 前发放",
        "\(event.amount.grouped) yuan received as a share, pay out by \(event.payBy)")
    case let event as DisputedPartHeld:
      return Phrase("争议部分 \(event.amount.grouped) 元留存", "\(event.amount.grouped) yuan in dispute are kept")
    case let event as HeldPartFreed:
      return Phrase("留存款 \(event.amount.grouped) 元解除留存", "\(event.amount.grouped) yuan that were kept are free")
    default: return nil
    }
  }
}
