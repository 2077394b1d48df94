import Basics
import EnforcementLaw

extension Refusal {
  static var noSuchRemedy: Refusal {
    Refusal("noSuchRemedy", field: "remedy", Phrase("本案没有这件审查事项", "The case has no such matter under review"))
  }
  static func remedyStage(_ stage: RemedyStage) -> Refusal {
    Refusal("remedyStage", field: "remedy", Phrase("该事项\(stage.name.zh)，不能这样办理", "The matter stands at: \(stage.name.en)"))
  }
  static var nothingUnderReview: Refusal {
    Refusal("nothingUnderReview", Phrase("没有可以这样办理的审查事项", "No matter under review waits for this"))
  }
  static func workedOnCase(_ field: String?) -> Refusal {
    Refusal(
      "workedOnCase", field: field,
      Phrase("办理本案执行实施的人员不得参与审查", "Whoever carried out this enforcement takes no part in its review"),
      citations: [ReviewTerms.ownPanel.text],
      remedy: Phrase("由未办理本案的执行裁决法官组成合议庭", "Judges who had no part in the case form the panel"))
  }
  static var satBefore: Refusal {
    Refusal(
      "satBefore", field: "members",
      Phrase("重新审查应当另行组成合议庭，原合议庭成员不得参加", "A new review has a new panel; members of the first one do not sit again"),
      citations: [ReviewTerms.ownPanel.text])
  }
  static func panelTooSmall(_ found: Int) -> Refusal {
    Refusal(
      "panelTooSmall", field: "members",
      Phrase(
        "审查须由三人以上单数组成合议庭，现可参加的只有 \(found) 人",
        "A panel has three members or more, an uneven number; \(found) are named or free"),
      citations: [ReviewTerms.ownPanel.text],
      remedy: Phrase("由管理员登记执行裁决法官", "An administrator adds review judges"))
  }
  static var notAReviewer: Refusal {
    Refusal("notAReviewer", field: "members", Phrase("合议庭成员须是在岗的法官", "A member of the panel is an active judge"))
  }
  static var notOnPanel: Refusal {
    Refusal(
      "notOnPanel", field: "remedy", Phrase("由该事项的合议庭成员办理", "For members of the matter's panel"),
      citations: [ReviewTerms.ownPanel.text])
  }
  static var noPanel: Refusal {
    Refusal(
      "noPanel", field: "remedy", Phrase("发回重新审查的，须先另行组成合议庭", "Sent back: a new panel is formed first"),
      citations: [ReviewTerms.ownPanel.text])
  }
  static var nothingTargeted: Refusal {
    Refusal(
      "nothingTargeted", field: "measures", Phrase("写明所异议的财产或者到账款项", "Name the thing, or the money, that is claimed"),
      citations: [ReviewTerms.thirdParty.text])
  }
  static var objectorIsParty: Refusal {
    Refusal(
      "objectorIsParty", field: "idNumber",
      Phrase("申请执行人、被执行人不是案外人，对执行行为不服的提出执行行为异议", "A party is no third party; against an act he objects to the act"),
      citations: [ReviewTerms.conduct.text, ReviewTerms.thirdParty.text])
  }
  static func objectedTwice(_ number: String) -> Refusal {
    Refusal(
      "objectedTwice", Phrase("对同一行为或者标的已有审查事项：\(number)", "The same act or thing is under review already: \(number)"))
  }
  static func jurisdictionLate(_ last: Day) -> Refusal {
    Refusal(
      "jurisdictionLate", field: "receivedOn",
      Phrase("管辖异议应在收到执行通知书之日起十日内提出，已于 \(last) 届满", "Ten days from the enforcement notice; they ended on \(last)"),
      citations: ["执行程序解释第3条"])
  }
  static func endingObjectionLate(_ last: Day) -> Refusal {
    Refusal(
      "endingObjectionLate", field: "receivedOn",
      Phrase("对终结执行的异议应在六十日内提出，已于 \(last) 届满", "Sixty days from the ruling; they ended on \(last)"),
      citations: [ReviewTerms.terminationObjection.text])
  }
  static var notServedNotice: Refusal {
    Refusal("notServedNotice", field: "by", Phrase("尚未向其送达执行通知书", "The enforcement notice has not reached this party"))
  }
  static var receivedInFuture: Refusal {
    Refusal("receivedInFuture", field: "receivedOn", Phrase("日期晚于今天", "The day is after today"))
  }
  static var changeNeedsReplaced: Refusal {
    Refusal(
      "changeNeedsReplaced", field: "replaces", Phrase("被变更的人须是本案的同一方当事人", "Who is replaced stands on the same side"))
  }
  static var alreadyThatSide: Refusal {
    Refusal("alreadyThatSide", field: "idNumber", Phrase("此人已是本案该方当事人", "This person stands on that side already"))
  }
  static func wrongOutcome(_ kind: RemedyKind) -> Refusal {
    let names = kind.outcomes.map(\.name.zh).joined(separator: "、")
    return Refusal(
      "wrongOutcome", field: "outcome",
      Phrase(
        "\(kind.name.zh)的裁定结果为：\(names)", "\(kind.name.en): \(kind.outcomes.map(\.name.en).joined(separator: ", "))"))
  }
  static var rulingDraftOpen: Refusal {
    Refusal(
      "rulingDraftOpen", Phrase("已有待签发的裁定", "A ruling waits for signature"), remedy: Phrase("签发或者撤回草稿", "Sign or withdraw it"))
  }
  static var rulingNotSealed: Refusal {
    Refusal("rulingNotSealed", field: "remedy", Phrase("裁定尚未签发用印", "The ruling is not signed and sealed yet"))
  }
  static var rulingServedToAll: Refusal {
    Refusal("rulingServedToAll", field: "to", Phrase("裁定已送达所有人", "All have the ruling already"))
  }
  static var notConcerned: Refusal {
    Refusal("notConcerned", field: "by", Phrase("不是该审查事项的当事人", "Not a party to this matter"))
  }
  static var rulingNotReceived: Refusal {
    Refusal("rulingNotReceived", field: "by", Phrase("此人尚未收到裁定", "This person has not received the ruling"))
  }
  static func remedyLate(_ matter: Remedy, _ last: Day) -> Refusal {
    let opens = matter.opens
    return Refusal(
      "remedyLate", field: "on",
      Phrase(
        opens == .suit ? "起诉期间已于 \(last) 届满" : "申请复议期间已于 \(last) 届满",
        opens == .suit ? "The days to sue ended on \(last)" : "The days to ask for reconsideration ended on \(last)"),
      citations: [matter.openedBy.text])
  }
  static func otherRemedy(_ matter: Remedy) -> Refusal {
    switch matter.opens {
    case .reconsideration:
      Refusal(
        "otherRemedy", field: "remedy",
        Phrase("对该裁定不服的，向上一级人民法院申请复议", "Against this ruling the court above is asked to reconsider"),
        citations: [matter.openedBy.text, ReviewTerms.rulingTells.text])
    case .suit:
      Refusal(
        "otherRemedy", field: "remedy", Phrase("对该裁定不服的，提起执行异议之诉", "Against this ruling one sues"),
        citations: [matter.openedBy.text, ReviewTerms.rulingTells.text])
    case nil:
      Refusal("otherRemedy", field: "remedy", Phrase("该裁定没有后续救济", "Nothing follows this ruling"))
    }
  }
  static func noAppeal(_ level: AppealLevel) -> Refusal {
    Refusal("noAppeal", field: "level", Phrase("没有待办的\(level.name.zh)申请", "No application waits: \(level.name.en)"))
  }
  static var supervisionTooEarly: Refusal {
    Refusal(
      "supervisionTooEarly", field: "level",
      Phrase("复议裁定生效后方可申请执行监督", "Supervision is asked for after the reconsideration"), citations: [ReviewTerms.supervision.text])
  }
  static func supervisionLate(_ last: Day) -> Refusal {
    Refusal(
      "supervisionLate", field: "on", Phrase("申请执行监督的六个月已于 \(last) 届满", "The six months ended on \(last)"),
      citations: [ReviewTerms.supervision.text])
  }
  static func notOfCourtAbove(_ court: String) -> Refusal {
    Refusal(
      "notOfCourtAbove", field: "number",
      Phrase("案号须是上级法院的复议、监督案号：\(court) 不是本院的上级法院", "The number is one of a court above; \(court) is not"))
  }
  static var resultMissing: Refusal {
    Refusal("resultMissing", field: "result", Phrase("撤销或者变更的，写明审查事项的结果", "Where it is reversed, say how the matter ends"))
  }
  static var remandedTwice: Refusal {
    Refusal(
      "remandedTwice", field: "decision", Phrase("发回重新审查只能一次", "A matter is sent back once only"),
      citations: [ReviewTerms.oneRemand.text])
  }
  static var noSuit: Refusal { Refusal("noSuit", field: "remedy", Phrase("没有进行中的执行异议之诉", "No suit is under way")) }

  /// The thing or the money is held by a matter under review.
  static func disposalHeld(_ hold: DisposalHold) -> Refusal {
    Refusal("disposalHeld", hold.message, citations: [hold.article.text], remedy: DisposalHold.remedy)
  }
  static func payoutHeld(_ hold: DisposalHold, _ sum: Money) -> Refusal {
    Refusal(
      "payoutHeld", hold.message + Phrase("；暂不发放 \(sum.grouped) 元", "; \(sum.grouped) yuan are not paid out meanwhile"),
      citations: [hold.article.text], remedy: DisposalHold.remedy)
  }
}
