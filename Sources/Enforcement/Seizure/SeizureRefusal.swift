import Basics
import EnforcementLaw

extension Refusal {
  static var rulingWaits: Refusal {
    Refusal("rulingWaits", Phrase("已有一份控制裁定待签发", "A control ruling already waits for signature"))
  }
  static func ceilingExceedsClaim(_ ceiling: Money, _ owed: Money) -> Refusal {
    Refusal(
      "ceilingExceedsClaim", field: "ceiling",
      Phrase(
        "限额 \(ceiling.grouped) 元超过今日应执行总额 \(owed.grouped) 元",
        "The ceiling \(ceiling.grouped) exceeds the \(owed.grouped) owed today"),
      citations: [SeizureLimit.article.text])
  }
  static var nothingOwed: Refusal { Refusal("nothingOwed", Phrase("本案今日没有应执行的款项", "Nothing is owed in this case today")) }
  static func termTooLong(_ kind: Property.Kind, _ months: Int, _ most: Int, field: String) -> Refusal {
    Refusal(
      "termTooLong", field: field,
      Phrase("\(kind.name.zh)控制期限最长 \(most) 个月，不能为 \(months) 个月", "\(kind.name.en): at most \(most) months, not \(months)"),
      citations: [SeizureTerm.article.text])
  }
  static var noSignedRuling: Refusal {
    Refusal(
      "noSignedRuling", Phrase("没有签发的控制裁定；未经裁定不得采取强制措施", "No control ruling is signed; no compulsory act without one"),
      citations: [Citation.seizureRules("1").text], remedy: Phrase("由法官签发控制裁定", "A judge signs the control ruling"))
  }
  static var nothingToRenew: Refusal {
    Refusal(
      "nothingToRenew", Phrase("没有临近届满、可以续行的控制措施", "No measure nears its end and can be renewed"),
      citations: [SeizureTerm.lapseArticle.text])
  }
  static var noSuchMeasure: Refusal {
    Refusal("noSuchMeasure", field: "measures", Phrase("本案没有这项控制措施", "This case has no such measure"))
  }
  static var termNotBegun: Refusal {
    Refusal(
      "termNotBegun", field: "measures", Phrase("轮候期间期限尚未起算，不需续行", "It waits: its term has not begun and needs no renewal"),
      citations: [Citation.seizureRules("26").text])
  }
  static func lapsedAlready(_ until: Day) -> Refusal {
    Refusal(
      "lapsedAlready", field: "measures",
      Phrase("已于 \(until) 届满失效，不能续行，只能重新控制", "It lapsed on \(until): it cannot be renewed, only made anew"),
      citations: [SeizureTerm.lapseArticle.text])
  }
  static var notInEffect: Refusal {
    Refusal("notInEffect", field: "measures", Phrase("措施未生效或者已解除", "It is not in effect, or was released"))
  }
  static var actUnderWay: Refusal {
    Refusal("actUnderWay", field: "measures", Phrase("续行或者解除已向单位发出，等待反馈", "A renewal or release is at the unit"))
  }
  static func renewalTooEarly(_ day: Day) -> Refusal {
    Refusal("renewalTooEarly", field: "measures", Phrase("\(day) 起可以提请续行", "It can be put forward from \(day) on"))
  }
  static var renewalDrafted: Refusal {
    Refusal("renewalDrafted", field: "measures", Phrase("续行裁定已拟制，待签发", "Its renewal is drafted and waits for signature"))
  }
  static var releaseNeedsReason: Refusal {
    Refusal(
      "releaseNeedsReason", field: "reason", Phrase("写明解除的事实和理由", "Say why it is let go"),
      citations: [Citation.seizureRules("28").text])
  }
  static var nothingToRelease: Refusal { Refusal("nothingToRelease", Phrase("没有可解除的控制措施", "There is no measure to release")) }
  static func notPerformed(_ owed: Money) -> Refusal {
    Refusal(
      "notPerformed", field: "ground",
      Phrase("债务尚未清偿，尚欠 \(owed.grouped) 元", "The debt is not paid; \(owed.grouped) yuan are still owed"),
      citations: [Citation.seizureRules("28").text])
  }
  static func noExcess(_ secured: Money, _ owed: Money) -> Refusal {
    Refusal(
      "noExcess", field: "ground",
      Phrase(
        "已控制存款 \(secured.grouped) 元，未超过尚应执行的 \(owed.grouped) 元",
        "Deposits of \(secured.grouped) are held, which does not exceed the \(owed.grouped) still owed"),
      citations: [SeizureLimit.article.text], remedy: Phrase("撤回解除裁定草稿", "Withdraw the draft of the release"))
  }
  static func keepOutOfRange(_ keep: Money) -> Refusal {
    Refusal(
      "keepOutOfRange", field: "keep",
      Phrase(
        "只能对一项存款冻结部分解除，保留金额须低于冻结限额（现为 \(keep.grouped) 元）",
        "Only one freeze of a deposit can be released in part, keeping less than its limit (\(keep.grouped) given)"),
      citations: [Citation.seizureRules("28").text])
  }
}
