import Basics

/// How a paper was served, with what proves the day (R0.2).
public enum ServiceOfPaper: Sendable, Hashable {
  /// Handed over; the day on the receipt.
  case direct(signed: Day)
  /// Refused and left behind, before a witness or on camera.
  case leftBehind(on: Day, witnessedOrFilmed: Bool)
  /// By post; the day on the return receipt.
  case mail(received: Day)
  /// A letter to the address that the recipient confirmed came back through his own doing: wrong or changed address, refusal.
  case mailReturned(on: Day, toConfirmedAddress: Bool)
  /// By public notice; the day of publication.
  case publicNotice(published: Day)
  /// Sent to an address that the recipient confirmed; the moment it reached his system.
  case electronic(arrived: Instant)
  /// Sent to an address not confirmed: the moment of his reply, or at which the system shows it read; nil if neither.
  case electronicUnconfirmed(repliedOrRead: Instant?)
}

extension Periods {
  /// Days after publication from which a notice counts as served, since 2022-01-01 (民事诉讼法 95).
  public static let publicNoticeDays = 30
  /// The same before 2022-01-01.
  public static let publicNoticeDaysBefore2022 = 60

  /// 关于以法院专递方式邮寄送达民事诉讼文书的若干规定: a returned letter counts as served on the day of its return.
  public static let returnedMail = Citation("关于以法院专递方式邮寄送达民事诉讼文书的若干规定", document: "法释〔2004〕13号", version: "2004", article: "11")

  /// The day on which a paper counts as served. Refused where what proves it is missing.
  public static func served(
    _ service: ServiceOfPaper, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    switch service {
    case .direct(let signed):
      return explained(signed, Phrase("送达回证签收日", "signed for on"), Citation("民事诉讼法", version: "2023", article: "87"))
    case .leftBehind(let day, let proven):
      let article = Citation("民事诉讼法", version: "2023", article: "89")
      guard proven else {
        throw LawRefusal(
          field: "witnessedOrFilmed", code: "serviceNotProven",
          Phrase("留置送达须有见证人签名或者拍照、录像", "A paper left behind needs a witness, or photographs or film"), citations: [article])
      }
      return explained(day, Phrase("留置送达日", "left behind on"), article)
    case .mail(let received):
      return explained(received, Phrase("回执收件日", "received on"), Citation("民事诉讼法", version: "2023", article: "91"))
    case .mailReturned(let day, let confirmed):
      guard confirmed else {
        throw LawRefusal(
          field: "toConfirmedAddress", code: "serviceNotProven",
          Phrase("邮件退回之日视为送达，以寄往受送达人确认的地址为限", "Only a letter to the confirmed address counts as served on its return"),
          citations: [returnedMail])
      }
      return explained(day, Phrase("邮件退回日", "returned on"), returnedMail)
    case .publicNotice(let published):
      return publicNotice(published, settings: settings, calendar: calendar)
    case .electronic(let arrived):
      return explained(
        arrived.day, Phrase("到达受送达人系统", "reached the recipient's system"), Citation("民事诉讼法", version: "2023", article: "90"))
    case .electronicUnconfirmed(let moment):
      let article = Citation("人民法院在线诉讼规则", document: "法释〔2021〕12号", version: "2021", article: "31")
      guard let moment else {
        throw LawRefusal(
          field: "repliedOrRead", code: "serviceNotProven",
          Phrase(
            "未确认的电子地址须有回复或者系统显示已阅", "To an address not confirmed, service needs a reply or a sign that it was read"),
          citations: [article])
      }
      return explained(moment.day, Phrase("回复或已阅", "replied or read"), article)
    }
  }

  private static func explained(_ day: Day, _ what: Phrase, _ article: Citation) -> Explained<Day> {
    Explained(day, Reasons("R0.2", inputs: [Reasons.Step(what, day.description)], citations: [article]))
  }

  private static func publicNotice(_ published: Day, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    let old = published < CivilProcedureVersion.v2021.inForce
    let days = old ? publicNoticeDaysBefore2022 : publicNoticeDays
    let article = old ? Citation("民事诉讼法", version: "2017", article: "92") : Citation("民事诉讼法", version: "2023", article: "95")
    let end = deadline(from: published, .days(days), calendar: calendar, rolls: settings.noticeRoll)
    return Explained(
      end.value, end.reasons.under("R0.2", citations: [article], settings: [settings.used("noticeRoll", settings.noticeRoll)]))
  }
}
