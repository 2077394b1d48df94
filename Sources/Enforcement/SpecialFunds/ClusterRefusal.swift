import Basics
import EnforcementLaw

extension Refusal {
  static var noSuchCluster: Refusal {
    Refusal("noSuchCluster", field: "cluster", Phrase("没有这个集中案款账户", "There is no such cluster"))
  }
  static func notThere(_ number: String) -> Refusal {
    Refusal("noSuchNumber", field: "numbers", Phrase("本院没有 \(number) 案", "This court has no case \(number)"))
  }
  static func clusterCaseOver(_ number: String) -> Refusal {
    Refusal("otherCaseOver", field: "numbers", Phrase("\(number) 案不在执行中", "Case \(number) is not being enforced"))
  }
  static func clusterDebtor(_ number: String) -> Refusal {
    Refusal("otherDebtor", field: "numbers", Phrase("\(number) 案不是同一被执行人", "Case \(number) is against another debtor"))
  }
  static func clusteredAlready(_ number: String) -> Refusal {
    Refusal("clusteredAlready", field: "numbers", Phrase("\(number) 案已在集中案款账户中", "Case \(number) is in a cluster already"))
  }
  static var clusterEmpty: Refusal {
    Refusal("clusterEmpty", field: "cluster", Phrase("集中案款账户没有可分配的款项", "The cluster account has nothing to divide"))
  }
  static var clusterOwesNothing: Refusal {
    Refusal("clusterOwesNothing", field: "cluster", Phrase("各案均无应受偿的款项", "Nothing is owed in any of its cases"))
  }
  static func clusterShort(_ balance: Money, _ total: Money) -> Refusal {
    Refusal(
      "clusterShort", field: "agreed",
      Phrase(
        "余额 \(balance.grouped) 元不足清偿 \(total.grouped) 元；被执行人是企业法人，普通债权不按比例受偿",
        "\(balance.grouped) does not cover \(total.grouped); ordinary creditors of a company do not share by their claims"),
      citations: [Citation.procedureInterpretation("514").text],
      remedy: Phrase(
        "取得全部申请执行人书面同意按比例受偿，或者由首封案件主持分配", "All applicants agree in writing, or the first seizing case leads a distribution"))
  }
  static var divisionWaits: Refusal {
    Refusal(
      "divisionWaits", field: "cluster",
      Phrase("有一份分配待审批，按原有案件和款项计算", "A division waits that counts the cases and money of before"),
      remedy: Phrase("先退回该分配，办理后重新拟定", "Send it back first, and draft it again afterwards"))
  }
  static var clusterFull: Refusal {
    Refusal(
      "clusterFull", field: "numbers",
      Phrase("一个账户至多 \(ClusterSteps.membersMax) 个案件", "At most \(ClusterSteps.membersMax) cases to an account"))
  }
  static func clusterSpent(_ amount: Money, left: Money) -> Refusal {
    Refusal(
      "spokenFor",
      Phrase(
        "账户余额 \(left.grouped) 元，少于要撤回的 \(amount.grouped) 元：款项已分配到案",
        "\(left.grouped) yuan are left, less than the \(amount.grouped) to take back: the cases have them"),
      remedy: Phrase("在各案更正", "Put it right in the cases"))
  }
  static var noDivision: Refusal { Refusal("noDivision", Phrase("没有待审批的分配", "No division waits for approval")) }
  static func divisionOld(_ day: Day) -> Refusal {
    Refusal(
      "divisionOld", Phrase("分配按 \(day) 的债务计算，利息逐日增加", "The division counts what was owed on \(day); interest grows by the day"),
      remedy: Phrase("当日重新拟定后审批", "Draft it again and approve it the same day"))
  }
}
