import Basics
import EnforcementLaw

extension Refusal {
  /// Acts that may not be done while enforcement stands still.
  static func unlessRunning(_ file: CaseFile) throws(Refusal) {
    if let pause = file.term.pause { throw .enforcementPaused(pause) }
  }
  static func enforcementPaused(_ pause: EnforcementPause) -> Refusal {
    let until = pause.until.map { Phrase("，至 \($0)", ", through \($0)") } ?? Phrase("", "")
    return Refusal(
      "enforcementPaused",
      pause.kind.name + Phrase("期间（自 \(pause.from) 起", " (since \(pause.from)") + until
        + Phrase("）不得处分财产、不得结案", "): no property is disposed of and the case is not closed"),
      citations: ["《民事诉讼法》（2023）第267条", "法发〔2014〕26号第23条"],
      remedy: Phrase("事由消失后先恢复执行", "Once the ground is gone, let enforcement go on first"))
  }
  static func exclusionEndsInFuture(_ last: Day) -> Refusal {
    Refusal(
      "exclusionEndsInFuture", field: "last",
      Phrase("截止日 \(last) 尚未到来；仍在进行的留空，结束时再登记", "\(last) is yet to come: leave it empty while it goes on"),
      remedy: Phrase("公告可以填公告期满日，最长六十日", "A public notice may give its last day, sixty days at most"))
  }
  static func exclusionInFuture(_ day: Day, field: String = "first") -> Refusal {
    Refusal(
      "exclusionInFuture", field: field, Phrase("\(day) 晚于今天", "\(day) is after today"),
      citations: ["法释〔2000〕29号第9条"])
  }
  static func alreadyExcluded(_ number: String) -> Refusal {
    Refusal(
      "alreadyExcluded", field: "number",
      Phrase("同一事由的文书 \(number) 已经登记", "This ground is recorded with paper \(number) already"))
  }
  static var noExclusionProposed: Refusal {
    Refusal("noExclusionProposed", field: "period", Phrase("没有待审批的扣除", "No excluded period waits for a decision"))
  }
  static var noOpenPeriod: Refusal {
    Refusal("noOpenPeriod", field: "period", Phrase("没有尚未结束的扣除期间", "No excluded period goes on"))
  }
  static var endsByContinuation: Refusal {
    Refusal(
      "endsByContinuation", field: "period", Phrase("中止、暂缓期间以恢复执行结束", "A suspension or stay ends when enforcement goes on"),
      remedy: Phrase("拟制恢复执行通知书", "Draft the notice that enforcement goes on"))
  }
  static func endsBeforeItBegins(_ first: Day) -> Refusal {
    Refusal("rangeReversed", field: "last", Phrase("止日早于起日 \(first)", "Ends before it begins on \(first)"))
  }
  static var extensionAsked: Refusal {
    Refusal("extensionAsked", Phrase("延长执行期限已提请，待审批", "An extension waits for a decision already"))
  }
  static var noExtensionAsked: Refusal {
    Refusal("noExtensionAsked", Phrase("没有待审批的延长", "No extension waits for a decision"))
  }
  static func extensionLate(_ dates: CaseLimit.Dates) -> Refusal {
    Refusal(
      "extensionLate",
      Phrase(
        "执行期限 \(dates.caseLimit) 届满，延长应在届满五日前（\(dates.askExtensionBy) 前）提请",
        "The limit ends on \(dates.caseLimit); an extension is asked for five days before, by \(dates.askExtensionBy)"),
      citations: ["法发〔2006〕35号第1条"])
  }
  static func alreadyPaused(_ pause: EnforcementPause) -> Refusal {
    Refusal("alreadyPaused", pause.kind.name + Phrase("，自 \(pause.from) 起", " since \(pause.from)"))
  }
  static var pauseDrafted: Refusal {
    Refusal(
      "pauseDrafted", Phrase("中止、暂缓的文书已拟制", "A ruling or decision is drafted already"),
      remedy: Phrase("签发或者撤回草稿", "Sign or withdraw the draft"))
  }
  static var consentMissing: Refusal {
    Refusal(
      "consentMissing", field: "consented", Phrase("担保暂缓执行须经申请执行人同意", "A stay on security needs the applicant's consent"),
      citations: ["《民事诉讼法》（2023）第242条"])
  }
  static var nobodyToServe: Refusal {
    Refusal(
      "nobodyToServe", field: "except",
      Phrase("裁定送达当事人后生效，至少有一名受送达人", "A ruling takes effect with service; somebody must receive it"),
      citations: ["《民事诉讼法》（2023）第269条"])
  }
  static var notPaused: Refusal { Refusal("notPaused", Phrase("本案没有中止或者暂缓", "Enforcement is not paused")) }
  static var continuationDrafted: Refusal {
    Refusal("continuationDrafted", Phrase("恢复执行通知书已拟制，待签发", "The notice is drafted and waits for signature"))
  }
}
