import Basics
import Enforcement

extension EventSentence {
  /// Around an application: receipt, missing papers, related cases, preservation, the file's way.
  static func intake(_ event: any Event) -> Phrase? {
    switch event {
    case let event as LivelihoodSet:
      guard !event.grounds.isEmpty else { return Phrase("取消涉民生标记", "Livelihood mark taken off") }
      return Phrase(
        "列为涉民生案件：\(event.grounds.map(\.name.zh).joined(separator: "、"))",
        "Marked as a livelihood case: \(event.grounds.map(\.name.en).joined(separator: ", "))")
    case let event as ApplicationReceiptIssued:
      return Phrase(
        "出具材料收据：\(papers(event.papers).zh)", "Receipt given for: \(papers(event.papers).en)")
    case let event as SupplementRequested:
      return Phrase(
        "一次性告知补正：\(papers(event.missing).zh)，至迟 \(event.until)", "Asked for: \(papers(event.missing).en), by \(event.until)")
    case let event as ApplicationCompleted:
      return Phrase("申请材料于 \(event.on) 补正齐全", "The papers were complete on \(event.on)")
    case is SupplementExpired: return Phrase("补正期满，材料未补齐", "The time for missing papers went by")
    case let event as RelatedCasesRecorded:
      guard !event.related.isEmpty else { return Phrase("关联案件检查：无", "No related case") }
      return Phrase(
        "关联案件检查：\(event.finding.name.zh)，\(event.related.joined(separator: "、"))",
        "Related cases checked: \(event.finding.name.en), \(event.related.count) named")
    case is PreservationTold: return Phrase("登记诉讼保全，立案后转为执行措施", "Preservation of the trial noted; it goes on in enforcement")
    case let event as PreservationConverted:
      return Phrase(
        "诉讼保全措施 \(event.measures.count) 项转为执行措施，顺位、期限连续",
        "\(event.measures.count) measures of the trial go on in enforcement, with rank and last day")
    case let event as FileTransferred:
      return Phrase("移送案卷 \(event.volumes) 册", "File of \(event.volumes) volumes sent to the bureau")
    case let event as FileReceived: return Phrase("接收案卷 \(event.volumes) 册", "File of \(event.volumes) volumes received")
    default: return nil
    }
  }

  private static func papers(_ papers: [ApplicationPaper]) -> Phrase {
    Phrase(papers.map(\.name.zh).joined(separator: "、"), papers.map(\.name.en).joined(separator: ", "))
  }

  /// Minutes, calls, promises and attached files.
  static func desk(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as MinutesRecorded:
      let whom = event.person.map { Phrase("（\(say.person($0))）", " with \(say.person($0))") } ?? Phrase("", "")
      return Phrase("制作\(event.template.name.zh)", "Minutes taken: \(event.template.name.en)") + whom
    case let event as MinutesSigned:
      return Phrase("笔录由\(event.signer.name.zh)手写签名", "Minutes signed by hand: \(event.signer.name.en)")
    case let event as MinutesClosed:
      return event.signed
        ? Phrase("\(event.template.name.zh)签名归卷", "\(event.template.name.en): signed and closed into the file")
        : Phrase("\(event.template.name.zh)归卷，未签名，已记明情况", "\(event.template.name.en): closed unsigned, with the reason")
    case is MinutesWithdrawn: return Phrase("作废笔录", "Minutes taken back")
    case let event as PromiseMade:
      return Phrase(
        "\(say.person(event.person))承诺 \(event.until) 前履行 \(event.amount.grouped) 元",
        "\(say.person(event.person)) promised \(event.amount.grouped) yuan by \(event.until)")
    case let event as PromiseEnded:
      return Phrase("履行承诺：\(event.outcome.name.zh)", "Promise: \(event.outcome.name.en.lowercased())")
    case let event as CallLogged:
      let whom =
        event.person.map { Phrase("（\(say.person($0))）", " with \(say.person($0))") } ?? Phrase("（非当事人）", " with another")
      let missed = event.reached ? Phrase("", "") : Phrase("，未接通", ", not reached")
      return Phrase("\(event.direction.name.zh)\(event.at.minuteText)", "\(event.direction.name.en) call, \(event.at.minuteText)")
        + whom
        + missed
    case let event as FileAttached:
      return Phrase("上传附件：\(event.kind.name.zh)", "File attached: \(event.kind.name.en)")
    case let event as FileCompiled:
      return Phrase("整理立卷，卷内 \(event.items.count) 件", "File put together: \(event.items.count) items")
    case is FileSentBack: return Phrase("档案部门退回补正卷宗", "The archive sent the file back")
    case let event as FileArchived:
      return Phrase("归档，档号 \(event.shelfmark)，\(event.items) 件", "Archived as \(event.shelfmark): \(event.items) items")
    case is FileWithdrawn: return Phrase("撤下附件", "File taken off the list")
    default: return nil
    }
  }
}
