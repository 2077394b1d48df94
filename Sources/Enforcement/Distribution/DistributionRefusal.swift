import Basics
import EnforcementLaw

extension Refusal {
  static var noDistribution: Refusal {
    Refusal("noDistribution", Phrase("本案没有进行中的参与分配", "No distribution is under way in this case"))
  }
  static var distributionOpen: Refusal {
    Refusal("distributionOpen", Phrase("本案已有进行中的参与分配", "A distribution is already under way"))
  }
  static var performedAlready: Refusal {
    Refusal(
      "performedAlready", Phrase("到账款已足额清偿本案，没有可供其他债权人分配的款项", "What came in has paid this case's debt in full"),
      remedy: Phrase("余款由其他案件依法扣留", "The surplus is taken by the other cases"))
  }
  static var nothingToDistribute: Refusal {
    Refusal(
      "nothingToDistribute", Phrase("账户没有可分配的款项", "The account has nothing to distribute"),
      remedy: Phrase("等待到账", "Money has to arrive"))
  }
  static func distributesTooMuch(_ sum: Money, _ available: Money) -> Refusal {
    Refusal(
      "distributesTooMuch", field: "sum",
      Phrase("分配 \(sum.grouped) 元超过可用 \(available.grouped) 元", "\(sum.grouped) yuan exceeds the available \(available.grouped)"))
  }
  static var companyDebtor: Refusal {
    Refusal(
      "companyDebtor", field: "debtor",
      Phrase(
        "被执行人是企业法人：普通债权不参与分配，按查封先后清偿或者移送破产",
        "The debtor is a company: ordinary claims are paid by order of seizure, or go to bankruptcy"),
      citations: [Citation.procedureInterpretation("514").text], remedy: Phrase("选择“企业法人”", "Choose “Enterprise”"))
  }
  static func noSuchNumber(_ number: String) -> Refusal {
    Refusal("noSuchNumber", field: "number", Phrase("本院没有 \(number) 案", "This court has no case \(number)"))
  }
  static var alreadyJoined: Refusal {
    Refusal("alreadyJoined", field: "number", Phrase("该案或该债权人已经参与分配", "That case or creditor takes part already"))
  }
  static func otherCaseOver(_ number: String) -> Refusal {
    Refusal("otherCaseOver", field: "number", Phrase("\(number) 案已经终结，没有可执行的债权", "Case \(number) is over"))
  }
  static func otherDebtor(_ number: String) -> Refusal {
    Refusal(
      "otherDebtor", field: "number", Phrase("\(number) 案的被执行人与本案不同", "Case \(number) is against another debtor"),
      citations: [Citation.procedureInterpretation("506").text])
  }
  static func nothingOwed(_ number: String) -> Refusal {
    Refusal("nothingOwed", field: "number", Phrase("\(number) 案没有未受偿的债权", "Nothing is owed in case \(number)"))
  }
  static var appliedInFuture: Refusal {
    Refusal("dayInFuture", Phrase("日期晚于今天", "The day is after today"))
  }
  static var noSuchClaim: Refusal {
    Refusal("noSuchClaim", field: "claim", Phrase("没有这笔参与分配的债权", "No such claim takes part"))
  }
  static var alreadyClosedToNew: Refusal {
    Refusal("alreadyClosedToNew", Phrase("申请已经截止", "It is closed to new creditors already"))
  }
  static var stillOpenToNew: Refusal {
    Refusal(
      "stillOpenToNew", Phrase("申请尚未截止，不能制作方案", "Creditors may still join"),
      citations: [Citation.procedureInterpretation("507").text], remedy: Phrase("先截止参与分配申请", "Close it to new creditors first"))
  }
  static var planDraftOpen: Refusal {
    Refusal(
      "planDraftOpen", Phrase("已有待签发的分配方案", "A plan waits for signature"), remedy: Phrase("签发或者撤回草稿", "Sign or withdraw it"))
  }
  static var planNeedsWhy: Refusal {
    Refusal("planNeedsWhy", field: "why", Phrase("变更方案须写明理由", "A new version needs its reason"))
  }
  static func costsExceed(_ costs: Money, _ known: Money) -> Refusal {
    Refusal(
      "costsExceed", field: "costs",
      Phrase(
        "执行费用 \(costs.grouped) 元超过已登记待收回的 \(known.grouped) 元", "Costs of \(costs.grouped) exceed the \(known.grouped) on record"),
      citations: [Citation.procedureInterpretation("508").text, Citation.procedureInterpretation("514").text],
      remedy: Phrase("先登记垫付费用", "Record the costs first"))
  }
  static func paidBeyondPlan(_ label: String) -> Refusal {
    Refusal(
      "paidBeyondPlan", Phrase("\(label)已分得的数额超过新方案的份额", "\(label) has been allocated more than the new plan gives"))
  }
  static var servedByItsOwnAct: Refusal {
    Refusal(
      "servedByItsOwnAct", field: "paper", Phrase("分配方案用“送达分配方案”登记", "A plan is served by “Serve the plan”"))
  }
  static var noPlan: Refusal { Refusal("noPlan", Phrase("还没有签发的分配方案", "No plan is signed yet")) }
  static var planNotSealed: Refusal {
    Refusal("planNotSealed", Phrase("分配方案尚未用印，不能送达", "The plan is not sealed; it cannot be served"))
  }
  static var planServedToAll: Refusal { Refusal("planServedToAll", Phrase("方案已向全部债权人和被执行人送达", "Everybody has the plan")) }
  static var notInDistribution: Refusal {
    Refusal("notInDistribution", field: "by", Phrase("不是参与分配的债权人或者被执行人", "Neither a creditor who takes part nor the debtor"))
  }
  static var notServedYet: Refusal {
    Refusal("notServedYet", field: "by", Phrase("方案尚未向其送达", "The plan has not been served on them"))
  }
  static func objectionLate(_ until: Day) -> Refusal {
    Refusal(
      "objectionLate", field: "on", Phrase("异议应在收到方案之日起十五日内提出，已于 \(until) 届满", "Objections could be made until \(until)"),
      citations: [Citation.procedureInterpretation("509").text])
  }
  static var alreadyAccepted: Refusal {
    Refusal("alreadyAccepted", field: "by", Phrase("已表示对方案无异议", "They have accepted the plan"))
  }
  static var alreadyObjected: Refusal {
    Refusal("alreadyObjected", field: "by", Phrase("已对这一方案提出异议", "They have objected to this plan"))
  }
  static func contestsTooMuch(_ share: Money) -> Refusal {
    Refusal(
      "contestsTooMuch", field: "amount", Phrase("争议数额超过该债权的份额 \(share.grouped) 元", "The share is only \(share.grouped)"))
  }
  static var noObjection: Refusal { Refusal("noObjection", Phrase("没有进行中的异议", "No objection is under way")) }
  static var noSuchObjection: Refusal {
    Refusal("noSuchObjection", field: "objection", Phrase("没有这项进行中的异议", "No such objection is under way"))
  }
  static var everybodyTold: Refusal {
    Refusal("everybodyTold", field: "objection", Phrase("异议已通知全部未提异议的人", "Everybody has been told"))
  }
  static var notTold: Refusal {
    Refusal("notTold", field: "by", Phrase("异议尚未通知此人", "They have not been told of the objection"))
  }
  static func oppositionLate(_ until: Day) -> Refusal {
    Refusal(
      "oppositionLate", field: "on", Phrase("反对意见应在收到通知之日起十五日内提出，已于 \(until) 届满", "Opposition was possible until \(until)"),
      citations: [Citation.procedureInterpretation("509").text])
  }
  static var notOpposed: Refusal {
    Refusal("notOpposed", field: "objection", Phrase("没有人提出反对意见", "Nobody has opposed the objection"))
  }
  static func suitLate(_ until: Day) -> Refusal {
    Refusal(
      "suitLate", field: "on", Phrase("诉讼应在收到通知之日起十五日内提起，已于 \(until) 届满", "A suit was possible until \(until)"),
      citations: [Citation.procedureInterpretation("510").text])
  }
  static var notOpposedYet: Refusal {
    Refusal("objectorNotTold", field: "objection", Phrase("尚未将反对意见通知异议人", "The objector has not been told of the opposition"))
  }
  static var notInCourt: Refusal {
    Refusal("notInCourt", field: "outcome", Phrase("没有提起分配方案异议之诉", "No suit was filed"))
  }
  static var machineOutcome: Refusal {
    Refusal("machineOutcome", field: "outcome", Phrase("期限届满由系统认定", "The system says when time has run out"))
  }
  static func notAllServed(_ count: Int) -> Refusal {
    Refusal(
      "notAllServed", Phrase("还有 \(count) 人未收到方案，不能分配", "\(count) have not received the plan yet"),
      citations: [Citation.procedureInterpretation("509").text])
  }
  static func periodsRunning(_ count: Int, _ until: Day) -> Refusal {
    Refusal(
      "periodsRunning", Phrase("还有 \(count) 人的异议期未满（最晚 \(until)）", "\(count) may still object, until \(until)"),
      citations: [Citation.procedureInterpretation("509").text])
  }
  static var nothingUndisputed: Refusal {
    Refusal("nothingUndisputed", Phrase("没有可以分配的无争议款项", "Nothing undisputed is left to allocate"))
  }
  static var nothingOutside: Refusal {
    Refusal("nothingOutside", Phrase("没有待发放的案外债权人份额", "No share of a creditor from outside waits for payment"))
  }
  static var earlierCorrection: Refusal {
    Refusal("planCorrectionDue", Phrase("有异议成立，先变更方案", "An objection stands: the plan has to be corrected first"))
  }
}
