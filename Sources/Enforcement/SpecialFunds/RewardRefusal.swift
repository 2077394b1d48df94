import Basics
import EnforcementLaw

extension Refusal {
  static var noReward: Refusal { Refusal("noReward", field: "reward", Phrase("没有处于这一阶段的悬赏", "No reward is at this stage")) }
  static var rewardWaits: Refusal { Refusal("rewardWaits", Phrase("已有悬赏申请待审查", "A request for a reward notice waits already")) }
  static var noSuchTip: Refusal { Refusal("noSuchTip", field: "tips", Phrase("不是本悬赏的线索", "Not information for this reward")) }
  static var tipDay: Refusal {
    Refusal("tipDay", field: "on", Phrase("提供日应在悬赏申请之后、今天之前", "The day lies after the request and not after today"))
  }
  static var tipByParty: Refusal {
    Refusal(
      "tipByParty", field: "name", Phrase("本案当事人不是悬赏线索提供人", "A party of the case does not earn its reward"),
      citations: [Citation.investigation("24").text])
  }
  static func rewardBeyondReceipts(_ sum: Money, _ received: Money) -> Refusal {
    Refusal(
      "rewardBeyondReceipts", field: "recovered",
      Phrase("本案到账共 \(received.grouped) 元，少于 \(sum.grouped) 元", "The case received \(received.grouped), less than \(sum.grouped)")
    )
  }
  static func rewardBeyondShare(_ sum: Money, _ most: Money) -> Refusal {
    Refusal(
      "rewardBeyondShare", field: "reward",
      Phrase(
        "悬赏金 \(sum.grouped) 元从申请执行人应得款中支付，其未发放的只有 \(most.grouped) 元",
        "The reward of \(sum.grouped) comes out of the applicant's money, of which \(most.grouped) is left"),
      citations: [Citation.investigation("24").text])
  }
  static var noticeOver: Refusal {
    Refusal("noticeOver", field: "until", Phrase("截止日须在今天之后", "The last day comes after today"))
  }
  static func tipTooLate(_ until: Day) -> Refusal {
    Refusal(
      "tipTooLate", field: "on", Phrase("悬赏公告已于 \(until) 截止", "The notice ended on \(until)"),
      remedy: Phrase("作为一般财产线索登记", "Record it as a clue to property"))
  }
}
