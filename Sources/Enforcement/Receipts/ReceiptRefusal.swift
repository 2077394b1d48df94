import Basics

extension Refusal {
  static var notAReversal: Refusal {
    Refusal(
      "notAReversal", field: "line",
      Phrase("银行没有说明这笔支出是冲回", "The bank does not say that this debit takes a credit back"),
      remedy: Phrase(
        "附言写明冲正、抹账或者带冲回标志的才能办理；本院的付款按回执勾对", "Its mark or text has to say so; our own payments are paired with their answers"))
  }
  static func noSuchReceipt(_ id: ID<BankReceipt>) -> Refusal {
    Refusal("noSuchReceipt", field: "receipt", Phrase("没有编号为 \(id) 的不明款", "There is no money in suspense with id \(id)"))
  }
  static var nothingOpen: Refusal {
    Refusal("nothingOpen", Phrase("这笔款项已全部认领或退回", "All of it has been matched or sent back"))
  }
  static func noSuchCaseNumber(_ field: String, _ text: String) -> Refusal {
    Refusal(
      "noSuchCase", field: "\(field).case", Phrase("本院没有已立案的案件“\(text)”", "This court has no filed case “\(text)”"),
      remedy: Phrase("核对案号，或用案件编号", "Check the number, or give the case's id"))
  }
  static func partWithoutAmount(_ field: String) -> Refusal {
    Refusal(
      "partWithoutAmount", field: "\(field).amount",
      Phrase("分到几个案件时，每一部分都要写明金额", "Where several cases share it, each part names its sum"))
  }
  static func beyondOpen(_ field: String, _ amount: Money, left: Money) -> Refusal {
    Refusal(
      "beyondOpen", field: "\(field).amount",
      Phrase("\(amount.grouped) 元超过余下的 \(left.grouped) 元", "\(amount.grouped) yuan is more than the \(left.grouped) left"),
      citations: ["R6.9"])
  }
  static var noSuchMatch: Refusal { Refusal("noSuchMatch", field: "match", Phrase("没有这次认领，或已撤回", "There is no such match")) }
  static var caseEndedSince: Refusal {
    Refusal(
      "caseEndedSince", Phrase("该案已结案或已转入恢复执行案件，不能直接撤回", "The case has ended or gone on in another since"),
      remedy: Phrase("由承办法官按执行回转办理", "The judge decides on restitution"))
  }
  static func spokenFor(_ amount: Money, available: Money) -> Refusal {
    Refusal(
      "spokenFor",
      Phrase(
        "该案可用余额 \(available.grouped) 元，少于要撤回的 \(amount.grouped) 元：款项已提出发放或已发放",
        "\(available.grouped) yuan are free in the case, less than the \(amount.grouped) to take back: a payout has them"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先退回尚未审批的发放", "Return the payout first, where it is not approved"))
  }
  static var payerUnknown: Refusal {
    Refusal(
      "payerUnknown", field: "payerAccount",
      Phrase("银行流水没有付款人户名和账号，不能退回", "The bank's line names no payer and account"),
      remedy: Phrase("向银行查明后填写", "Ask the bank, then fill them in"))
  }
  static var payerUnproved: Refusal {
    Refusal(
      "payerUnproved", field: "evidence",
      Phrase("银行流水没有写明付款人，自行填写时要写明依据", "The bank's line does not name the payer: say how he was found out"))
  }
  static var endedNeedsReason: Refusal {
    Refusal(
      "endedNeedsReason", field: "note",
      Phrase(
        "所选案件已结案或已转入恢复执行案件，认领须写明依据，并由另一人同意",
        "The case has ended or gone on in another: say why it is this case's; another person decides"))
  }
  static var matchWaits: Refusal {
    Refusal("matchWaits", Phrase("这笔款项有一项认领等待另一人同意", "A match of this money waits for another person"))
  }
  static var noMatchWaits: Refusal { Refusal("noMatchWaits", Phrase("没有等待同意的认领", "No match waits for a second person")) }
  static var lineHeld: Refusal {
    Refusal(
      "lineHeld", Phrase("这笔流水可能已经入账，须先判断是否同一笔", "This line is perhaps known: that is decided first"),
      remedy: Phrase("在不明款的“疑似重复”中办理", "Decide it among the credits that are perhaps known"))
  }
  static var lineKnown: Refusal {
    Refusal(
      "lineKnown", Phrase("这笔流水已经在账上", "This line is in the books already"), remedy: Phrase("与账上分录勾对", "Pair it with its entries")
    )
  }
  static var handTyped: Refusal {
    Refusal(
      "handTyped", field: "receipt", Phrase("到账以银行文件为准，不能手工登记", "What came in is read from the bank's files, not typed"),
      remedy: Phrase("导入银行文件后从不明款转入", "Hand in the bank's file, then take it from suspense"))
  }
  static var noRefund: Refusal { Refusal("noRefund", Phrase("没有待审批的退回", "No return waits for approval")) }
  static func dayAhead(_ day: Day) -> Refusal {
    Refusal("dayAhead", field: "day", Phrase("\(day) 还没有到", "\(day) has not come yet"))
  }
  static var noSuchBankDay: Refusal {
    Refusal("noSuchBankDay", field: "day", Phrase("该账户这一天没有对账单", "There is no statement of this account and day"))
  }
  static var noSuchItem: Refusal { Refusal("noSuchItem", Phrase("没有这笔流水或分录", "There is no such line or entry")) }
  static var itemSettled: Refusal { Refusal("itemSettled", Phrase("所选的已经勾对或说明", "What was chosen is settled already")) }
  static func sumsDiffer(_ difference: Money) -> Refusal {
    Refusal(
      "sumsDiffer", field: "lines",
      Phrase("两边相差 \(difference.grouped) 元，不能勾对", "The two sides differ by \(difference.grouped) yuan"))
  }
  static var dayReconciled: Refusal { Refusal("dayReconciled", Phrase("这一天已经对账", "The day is signed off already")) }
  static var explainedYourself: Refusal {
    Refusal(
      "secondPerson", Phrase("您说明了当日的差异，须由另一人确认对账", "You explained a difference of this day; another person signs it off"))
  }
  static var statementIncomplete: Refusal {
    Refusal("statementIncomplete", Phrase("对账单尚未全部导入", "The statement is not imported to its end"))
  }
  static func differencesOpen(lines: Int, entries: Int) -> Refusal {
    Refusal(
      "differencesOpen",
      Phrase(
        "还有 \(lines) 笔流水、\(entries) 条分录没有对上", "\(lines) lines and \(entries) entries have no counterpart"),
      remedy: Phrase("逐笔勾对、入账或说明原因", "Pair each, book it or say why"))
  }
  static func balanceBroken(_ counted: Money, _ closing: Money) -> Refusal {
    Refusal(
      "balanceBroken",
      Phrase(
        "期初加当日发生额为 \(counted.grouped)，对账单期末为 \(closing.grouped)",
        "Opening and movements make \(counted.grouped), the statement closes at \(closing.grouped)"))
  }
  static func openingDiffers(_ opening: Money, _ previous: Money) -> Refusal {
    Refusal(
      "openingDiffers",
      Phrase(
        "期初 \(opening.grouped) 与上一份对账单的期末 \(previous.grouped) 不符",
        "The day opens at \(opening.grouped), the one before closed at \(previous.grouped)"),
      remedy: Phrase("补导中间缺少的对账单", "Import the statements in between"))
  }
}
