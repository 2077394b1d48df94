import Basics
import Enforcement

extension EventSentence {
  /// Service: what waits, what went out, what came back, notices and receipts.
  static func service(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as ServiceDue:
      let names = event.to.map(say.person).joined(separator: "、")
      return Phrase(
        "《\(event.kind.title.zh)》待向\(names)送达", "\(event.kind.title.en) waits to be served on \(names)")
    case let event as PaperSent:
      let number =
        event.tracking.map { Phrase("，单号 \(ServiceWords.shown($0))", ", letter \(ServiceWords.shown($0))") } ?? Phrase("", "")
      return Phrase(
        "《\(event.kind.title.zh)》\(event.on) 向\(say.person(event.to))\(event.way == .mail ? "寄出" : "发出")",
        "\(event.kind.title.en) sent to \(say.person(event.to)) on \(event.on)") + number
    case let event as PaperReturned:
      return Phrase(
        "《\(event.kind.title.zh)》未能送达\(say.person(event.to))：\(event.why.name.zh)，\(event.on)",
        "\(event.kind.title.en) did not reach \(say.person(event.to)): \(event.why.name.en), \(event.on)")
    case let event as NoticeDrafted:
      return Phrase(
        "拟向\(say.person(event.to))公告送达 \(event.papers.count) 份文书：\(event.ground.name.zh)",
        "Public notice of \(event.papers.count) papers for \(say.person(event.to)) drafted: \(event.ground.name.en)")
    case let event as NoticePublished:
      return Phrase(
        "《\(event.kind.title.zh)》向\(say.person(event.to))公告送达，\(event.on) 在\(event.medium.name.zh)刊登，\(event.deemedOn) 视为送达",
        "\(event.kind.title.en) published for \(say.person(event.to)) on \(event.on) (\(event.medium.name.en)); counts as served on \(event.deemedOn)"
      )
    case let event as ServiceReceiptAttached:
      return Phrase(
        "附《\(event.kind.title.zh)》送达回证（\(say.person(event.to))）",
        "Receipt of \(event.kind.title.en) attached (\(say.person(event.to)))")
    case let event as AddressConfirmed:
      return Phrase(
        "\(say.person(event.person))的送达地址已确认（\(event.confirmedBy.name.zh)）\(event.electronic ? "，同意电子送达" : "")",
        "Address of \(say.person(event.person)) confirmed (\(event.confirmedBy.name.en))\(event.electronic ? "; agrees to electronic service" : "")"
      )
    case let event as CorrectionDrafted:
      return Phrase("拟制对《\(event.kind.title.zh)》的补正裁定", "Correcting ruling for \(event.kind.title.en) drafted")
    case let event as PaperEdited:
      let changed =
        event.changedData > 0
        ? Phrase("，改动案件信息 \(event.changedData) 处", ", \(event.changedData) particulars of the case changed") : Phrase("", "")
      return Phrase("修改《\(event.kind.title.zh)》正文", "Text of \(event.kind.title.en) edited") + changed
    case let event as PaperChecked:
      return event.faults == 0
        ? Phrase("《\(event.kind.title.zh)》检查无误", "\(event.kind.title.en) checked without fault")
        : Phrase(
          "《\(event.kind.title.zh)》检查出 \(event.faults) 处错误", "Check of \(event.kind.title.en) found \(event.faults) faults")
    case let event as PaperSubmitted:
      return Phrase(
        "《\(event.kind.title.zh)》报批：\(event.steps.map(\.title.zh).joined(separator: "→"))",
        "\(event.kind.title.en) submitted: \(event.steps.map(\.title.en).joined(separator: ", then "))")
    case let event as PaperApproved:
      return Phrase(
        "\(event.role.title.zh)同意《\(event.kind.title.zh)》", "\(event.kind.title.en) approved by: \(event.role.title.en)")
    case let event as PaperSentBack: return Phrase("退回《\(event.kind.title.zh)》", "\(event.kind.title.en) sent back")
    case let event as PanelRecorded:
      let agree = event.members.filter(\.agrees).count
      return Phrase(
        "合议庭评议《\(event.kind.title.zh)》：\(agree) 人同意，\(event.members.count - agree) 人不同意",
        "Panel on \(event.kind.title.en): \(agree) for, \(event.members.count - agree) against")
    case let event as HandSealChosen:
      return Phrase("《\(event.kind.title.zh)》打印后手工用印", "\(event.kind.title.en) will be sealed by hand")
    case is ApplicantsReachable:
      return Phrase("申请执行人的送达地址和收款账户均已确认", "Address and account of every applicant are confirmed")
    default: return nil
    }
  }
}

/// Numbers of letters as pages show them.
public enum ServiceWords {
  /// In groups of four, so that it is read easily and passes for no other number.
  public static func shown(_ tracking: String) -> String {
    var words = ""
    for (index, sign) in tracking.enumerated() {
      if index > 0 && index % 4 == 0 { words.append(" ") }
      words.append(sign)
    }
    return words
  }
}
