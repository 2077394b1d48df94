import Basics
import EnforcementLaw

extension Refusal {
  static let article95 = "《民事诉讼法》（2023）第95条"
  static var nothingWaiting: Refusal {
    Refusal("nothingWaiting", field: "to", Phrase("没有待向这名当事人送达的文书", "No paper waits to be served on this party"))
  }
  static var noDeliveries: Refusal {
    Refusal(
      "noDeliveries", Phrase("本案没有待送达的文书；文书用印后才能送达", "No paper of the case waits to be served; papers are served once sealed"))
  }
  static func notWaiting(_ kind: PaperKind) -> Refusal {
    Refusal(
      "notWaiting", field: "papers",
      Phrase("“\(kind.title.zh)”不待向这名当事人送达", "“\(kind.title.en)” does not wait to be served on this party"))
  }
  static var alreadyServed: Refusal {
    Refusal("alreadyServed", field: "to", Phrase("该文书已经向这名当事人送达", "This party has received the paper already"))
  }
  static func sentAlready(_ tracking: String) -> Refusal {
    Refusal("sentAlready", field: "tracking", Phrase("该单号 \(tracking) 已登记寄出", "The letter \(tracking) is recorded as sent"))
  }
  static func letterOfAnother(_ tracking: String) -> Refusal {
    Refusal(
      "letterOfAnother", field: "tracking",
      Phrase("单号 \(tracking) 已登记给另一受送达人", "The letter \(tracking) is recorded as sent to another receiver"),
      remedy: Phrase("核对单号；一个邮件单号只对应一个受送达人", "Check the number; a letter goes to one receiver only"))
  }
  static func sentTooEarly(_ day: Day) -> Refusal {
    Refusal("sentTooEarly", field: "on", Phrase("早于上一步的日期 \(day)", "Earlier than the step before, of \(day)"))
  }
  static var byNotice: Refusal {
    Refusal(
      "byNotice", field: "way",
      Phrase("公告送达须先拟制公告并用印，再登记刊登", "Service by public notice begins with the notice as a sealed paper, then its publication"),
      citations: [article95], remedy: Phrase("拟制公告送达", "Draft the public notice"))
  }
  static var noOtherWayFailed: Refusal {
    Refusal(
      "noOtherWayFailed", field: "ground",
      Phrase("没有登记过退回、拒收或者无人在场，不能以“用其他方式无法送达”为由公告", "No other way was recorded as having failed"),
      citations: [article95], remedy: Phrase("先登记退回或者上门未果的情况", "Record what came back or the visit in vain first"))
  }
  static var noticeRuns: Refusal {
    Refusal("noticeRuns", field: "to", Phrase("已有公告草稿或者公告正在进行", "A notice is drafted or running already"))
  }
  static var noSuchNotice: Refusal {
    Refusal("noSuchNotice", field: "notice", Phrase("没有已用印、尚未刊登的公告", "There is no sealed notice that waits for its publication"))
  }
  static var notByPost: Refusal {
    Refusal(
      "notByPost", field: "deemed",
      Phrase("只有寄往确认地址的邮件退回，退回之日才视为送达", "Only a letter to a confirmed address counts as served on its return"),
      citations: [Periods.returnedMail.text], remedy: Phrase("先登记当事人确认的送达地址", "Record the confirmed address first"))
  }
  static var noFile: Refusal { Refusal("noFile", field: "file", Phrase("请选择文件", "Choose a file")) }
}
