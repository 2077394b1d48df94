import Basics
import Enforcement

/// Sentences about payees' accounts and about payments on which a bank contradicts itself.
extension EventSentence {
  static func funds(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case is PayeeConfirmed: return Phrase("收款账户经回拨核实", "Payee account confirmed by call-back")
    case is PayeeDenied: return Phrase("收款账户经本人否认，作废", "Payee account denied and struck off")
    case let event as PayeeCalledBack:
      return Phrase(
        "就\(say.person(event.person))变更收款账户回拨登记电话：\(event.result.name.zh)",
        "Call-back about the changed account of \(say.person(event.person)): \(event.result.name.en)")
    case let event as PayeeConsented:
      return Phrase(
        "合议庭同意将\(say.person(event.person))的案款付至他人账户",
        "The panel consents that the money of \(say.person(event.person)) goes to another's account")
    case is PayoutLineFoundPaid:
      return Phrase("银行更正：先前报告失败的一笔支付已付出", "The bank corrects itself: a payment it called failed was made")
    case let event as PayoutLineContradicted:
      return Phrase(
        "银行对\(event.request == event.current ? "最近" : "较早")一次支付请求的答复前后矛盾，现称\(outcome(event.said).zh)；停止支付，待人工查清",
        "The bank contradicts itself on \(event.request == event.current ? "the last" : "an earlier") request for a payment, now: \(outcome(event.said).en); nothing more is sent until a person has cleared it up"
      )
    case let event as PayoutLineClarified:
      return Phrase("支付矛盾查清：\(event.finding.name.zh)", "Contradicted payment cleared up: \(event.finding.name.en)")
    case let event as PayoutDelayProposed:
      return Phrase("提请延期发放：\(event.ground.name.zh)", "Delay of payout proposed: \(event.ground.name.en)")
    case is PayoutDelayApproved: return Phrase("同意延期发放", "Delay of payout approved")
    case is PayoutDelayRefused: return Phrase("不同意延期发放", "Delay of payout refused")
    case let event as PayoutDelayEnded:
      return Phrase("延期事由消除，应于 \(event.payBy) 前发放", "The reason of the delay is over; to be paid out by \(event.payBy)")
    case let event as PayoutChased:
      return Phrase(
        "第 \(event.number) 次督导：到账 \(event.days) 日，尚有 \(event.unpaid.grouped) 元未发放",
        "Chased, time \(event.number): \(event.unpaid.grouped) yuan not paid out \(event.days) days after arrival")
    case let event as PayoutTakenOver:
      return Phrase("\(say.staff(event.by))包案督办发放", "\(say.staff(event.by)) took the payout over")
    case let event as BulletinDrafted:
      return Phrase(
        "案款每周通报第 \(event.number) 期（\(event.from) 至 \(event.through)）",
        "Weekly bulletin \(event.number), \(event.from) to \(event.through)")
    case let event as BulletinApproved: return Phrase("案款每周通报第 \(event.number) 期发布", "Weekly bulletin \(event.number) published")
    case is PayoutReopened:
      return Phrase("退回的款项按新账户重新提请发放", "What came back was proposed anew for another account")
    case let event as PayoutReopeningReturned:
      return Phrase(
        "按新账户发放在\(event.gate.name.zh)关退回", "The other account was returned at the gate of \(event.gate.name.en.lowercased())")
    case is PayoutLineCameBack: return Phrase("已付讫的一笔退汇，须重新发放", "A paid line came back and is to be paid again")
    case is PayoutLineFreed: return Phrase("退汇的一笔转回案款账户，不再按原单支付", "A line that came back was given back to the case")
    case is PayoutLineRecovered: return Phrase("重复支付的款项已追回", "A second payment was recovered")
    default: return nil
    }
  }
}
