import Basics
import Enforcement

/// Sentences of endings by ruling, and of corrections of notices, liabilities, payers, withdrawals and entries.
extension EventSentence {
  static func finalEnding(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as FinalEndingProposed:
      let who = event.by.isEmpty ? "" : event.by.map(say.person).joined(separator: "、")
      let by = who.isEmpty ? Phrase("", "") : Phrase("（\(who)，\(event.appliedOn)）", " (\(who), \(event.appliedOn))")
      return Phrase("提请终结执行：", "The end of the enforcement is asked for: ") + event.cause.name + by
    case let event as FinalEndingRuled: return Phrase("裁定终结执行：", "A ruling ended the enforcement: ") + event.cause.name
    case let event as NoticeUnpublished:
      return Phrase(
        "向\(say.person(event.to))的公告（\(event.on) 刊登）系误登，期间不计",
        "The publication of \(event.on) for \(say.person(event.to)) was none: its days do not run")
    case let event as ExcludedPeriodStruck:
      return Phrase(
        "自 \(event.first) 起的扣除期间取消（\(event.number)）", "The time from \(event.first) counts after all (\(event.number))")
    case let event as LiabilityCorrected:
      let (was, right) = (event.was.kind.name, event.right.kind.name)
      return Phrase(
        "\(say.person(event.right.person))的责任方式更正为\(right.zh)（原登记\(was.zh)）",
        "\(say.person(event.right.person)) answers so: \(right.en) (recorded before: \(was.en))")
    case let event as PayerCorrected:
      let right = event.payer.map { Phrase(say.person($0), say.person($0)) } ?? Phrase("不明", "unknown")
      return Phrase("到账付款人由\(say.person(event.was))更正为", "A receipt was not \(say.person(event.was))'s money; who paid: ") + right
    case let event as WithdrawalStruck:
      return Phrase(
        "误登的部分撤回 \(event.amount.grouped) 元更正，恢复第 \(event.item + 1) 项债权",
        "A withdrawal of \(event.amount.grouped) yuan was none; item \(event.item + 1) is claimed as before")
    case let event as NameKept:
      return Phrase(
        "证件号码已登记为\(say.person(event.person))，申请中写的另一姓名未采用",
        "The number is known as \(say.person(event.person))'s; the other name in the application was not taken")
    case let event as HandEntryTakenBack:
      return Phrase(
        "撤回有误的人工录入：\(event.things.count) 项财产、\(event.queries.count) 项查询结果不再计入",
        "An entry by hand is taken back: \(event.things.count) things and \(event.queries.count) results count no more")
    default: return nil
    }
  }
}
