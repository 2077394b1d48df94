import Basics
import Enforcement

extension EventSentence {
  /// What was entered by hand, clues, reports checked, exemptions.
  static func hand(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as HandEntryRecorded:
      return Phrase(
        "人工录入（\(event.source.name.zh)，\(event.learnedOn) 获悉）",
        "Entered by hand (\(event.source.name.en), learned \(event.learnedOn))")
        + (event.attachments.isEmpty
          ? Phrase("", "") : Phrase("，附件 \(event.attachments.count) 份", ", \(event.attachments.count) papers attached"))
    case let event as HandResultRecorded:
      let found =
        event.count == 0
        ? Phrase("查无财产", "nothing found") : Phrase("\(event.count) 项财产", "\(event.count) found")
      return say.unit(event.unit)
        + Phrase("书面反馈\(say.person(event.debtor))：", " on paper, on \(say.person(event.debtor)): ") + found
    case let event as HandMeasureTold:
      return Phrase(
        "人工录入\(event.act.name.zh)结果：\(outcome(event.outcome).zh)",
        "\(event.act.name.en), entered by hand: \(outcome(event.outcome).en)")
    case is CluesInvited: return Phrase("通知申请执行人提供财产线索", "The applicant was asked for clues")
    case let event as ClueReceived:
      return Phrase(
        "\(say.person(event.by))提供财产线索（\(event.channel.name.zh)\(event.urgent ? "，紧急" : "")）",
        "A clue from \(say.person(event.by)) (\(event.channel.name.en.lowercased())\(event.urgent ? ", urgent" : ""))")
    case let event as ClueChecked:
      return Phrase("线索核查：\(event.outcome.name.zh)", "Clue checked: \(event.outcome.name.en.lowercased())")
    case let event as PropertyReportVerified:
      return Phrase(
        "核查\(say.person(event.debtor))的财产报告：\(event.finding.name.zh)",
        "Report of \(say.person(event.debtor)) checked: \(event.finding.name.en.lowercased())")
    case let event as ExemptionClaimed:
      return Phrase(
        "\(say.person(event.by))主张豁免 \(event.amount.grouped) 元：\(event.ground.name.zh)",
        "\(say.person(event.by)) claims \(event.amount.grouped) yuan as exempt: \(event.ground.name.en.lowercased())")
    case let event as ExemptionDecided:
      return event.accepted == .zero
        ? Phrase("不支持豁免主张", "Claim of exemption turned down")
        : Phrase("准予豁免 \(event.accepted.grouped) 元", "\(event.accepted.grouped) yuan are exempt")
    default: return nil
    }
  }
}
