import Basics
import Enforcement

extension EventSentence {
  /// Money that came in: suspense, matches, returns, and the days of the bank.
  static func receipts(_ event: any Event) -> Phrase? {
    switch event {
    case let event as BankReceiptTaken where event.fromCase != nil || event.fromCluster != nil:
      Phrase(
        "从\(event.fromCase == nil ? "集中案款" : "案件")账户转出 \(event.amount.grouped) 元到不明款，\(event.claimBy) 前处理",
        "\(event.amount.grouped) yuan out of a \(event.fromCase == nil ? "cluster" : "case") are in suspense, to be seen to by \(event.claimBy)"
      )
    case let event as BankReceiptTaken:
      Phrase(
        "\(event.on) 到账 \(event.amount.grouped) 元，未写明案件，记入不明款，\(event.claimBy) 前认领",
        "\(event.amount.grouped) yuan of \(event.on) named no case: in suspense, to be matched by \(event.claimBy)")
    case let event as BankReceiptMatched:
      Phrase("认领 \(event.amount.grouped) 元到案", "\(event.amount.grouped) yuan matched with a case")
    case let event as DepositKept:
      Phrase("登记\(event.kind.name.zh) \(event.amount.grouped) 元", "\(event.kind.name.en) of \(event.amount.grouped) yuan is kept")
    case let event as DepositReleased:
      event.isApplied
        ? Phrase("保证金 \(event.amount.grouped) 元转入案款", "Deposit of \(event.amount.grouped) yuan comes into the case")
        : Phrase("保证金 \(event.amount.grouped) 元准予退还", "Deposit of \(event.amount.grouped) yuan may go back")
    case let event as BankReceiptToCluster:
      Phrase("认领 \(event.amount.grouped) 元到集中案款账户", "\(event.amount.grouped) yuan matched with a cluster")
    case let event as BankReceiptFromCluster:
      Phrase("撤回认领到集中案款账户 \(event.amount.grouped) 元", "Match of \(event.amount.grouped) yuan with a cluster taken back")
    case let event as BankReceiptUnmatched:
      Phrase("撤回认领 \(event.amount.grouped) 元，转回不明款", "Match of \(event.amount.grouped) yuan taken back into suspense")
    case let event as ClaimMissed:
      Phrase("不明款 \(event.open.grouped) 元逾期未认领", "\(event.open.grouped) yuan in suspense are past their clock")
    case let event as ReceiptWithdrawn:
      Phrase("更正：\(event.amount.grouped) 元不属本案，转出", "Put right: \(event.amount.grouped) yuan were not this case's")
    case is PerformanceWithdrawn:
      Phrase("更正：到账转出后债务未履行完毕", "Put right: without that receipt the debt is not performed")
    default: refunds(event) ?? reversals(event) ?? doubts(event) ?? bankDays(event)
    }
  }

  private static func reversals(_ event: any Event) -> Phrase? {
    switch event {
    case let event as ReceiptReversed:
      event.claim == .zero
        ? Phrase("银行冲回到账 \(event.amount.grouped) 元", "The bank took back a credit of \(event.amount.grouped) yuan")
        : Phrase(
          "银行冲回到账 \(event.amount.grouped) 元，其中 \(event.claim.grouped) 元已经发放，须追回",
          "The bank took back a credit of \(event.amount.grouped) yuan; \(event.claim.grouped) of it had been paid out and must be recovered"
        )
    case let event as BankReceiptReversed:
      Phrase("银行冲回不明款 \(event.amount.grouped) 元", "The bank took back \(event.amount.grouped) yuan that lay in suspense")
    case let event as BankMatchReversed:
      Phrase(
        "已认领到案的 \(event.amount.grouped) 元被银行冲回",
        "The bank took back \(event.amount.grouped) yuan that had been matched with a case")
    case let event as ReversalRecovered:
      Phrase("弥补已冲回的款项 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan made good of what the bank took back")
    case let event as CostsSettled:
      Phrase(
        "执行费用已结算：申请执行费 \(event.fee.grouped) 元，垫付费用 \(event.costs.grouped) 元",
        "Costs settled: the fee \(event.fee.grouped) yuan, advanced costs \(event.costs.grouped)")
    default: nil
    }
  }

  private static func refunds(_ event: any Event) -> Phrase? {
    switch event {
    case let event as RefundProposed:
      Phrase("提出将 \(event.amount.grouped) 元退回付款人", "\(event.amount.grouped) yuan proposed to go back to the payer")
    case is RefundSupervised: Phrase("监管核对了付款人身份", "The supervisor checked who the payer is")
    case is RefundDeclined: Phrase("不同意退回，款项留在不明款", "The return was declined; the money stays in suspense")
    case is RefundSent: Phrase("同意退回，已送银行", "The return was approved and sent to the bank")
    case is RefundPaid: Phrase("已退回付款人", "Back with the payer")
    case is RefundBounced: Phrase("银行未能退回，款项转回不明款", "The bank could not send it back; it is in suspense again")
    default: nil
    }
  }

  /// What is perhaps known, or goes a way that two people have to agree on.
  private static func doubts(_ event: any Event) -> Phrase? {
    switch event {
    case let event as CreditHeld:
      Phrase(
        "\(event.on) 到账 \(event.amount.grouped) 元可能已经入账，暂不入账：\(event.ground.name.zh)",
        "\(event.amount.grouped) yuan of \(event.on) are perhaps known and not booked: \(event.ground.name.en)")
    case let event as HeldJudged: Phrase("出纳判断：\(event.word.name.zh)", "The cashier says: \(event.word.name.en)")
    case is HeldDoubted: Phrase("第二人不同意，重新核实", "The second person does not agree: look again")
    case let event as HeldSettled: Phrase("第二人同意：\(event.word.name.zh)", "The second person agrees: \(event.word.name.en)")
    case let event as CreditsNoted:
      Phrase("登记银行收入 \(event.credits.count) 笔的去向", "What became of \(event.credits.count) credits of the bank")
    case is CreditMet: Phrase("另一份文件中的同一笔已核对", "The same money was found on another paper")
    case let event as BankReceiptMatchProposed:
      Phrase(
        "提出将 \(event.parts.reduce(Money.zero) { $0 + $1.amount }.grouped) 元认领到已结案件",
        "\(event.parts.reduce(Money.zero) { $0 + $1.amount }.grouped) yuan proposed for an ended case")
    case is BankReceiptMatchAgreed: Phrase("同意认领到已结案件", "The match with an ended case was agreed")
    case is BankReceiptMatchDeclined: Phrase("不同意认领到已结案件", "The match with an ended case was declined")
    case let event as BankReceiptToFund:
      Phrase("转入救助资金 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan to the aid fund")
    case let event as MisplacedProposed:
      Phrase(
        "提出将误汇到\(event.cluster == nil ? "案件" : "集中案款")账户的 \(event.amount.grouped) 元转出",
        "\(event.amount.grouped) yuan on the account of a \(event.cluster == nil ? "case" : "cluster") are said to be there by mistake"
      )
    case is MisplacedDeclined: Phrase("不同意转出", "It stays where it is")
    case let event as ReceiptMisplaced:
      Phrase("更正：误汇的 \(event.amount.grouped) 元转出到不明款", "Put right: \(event.amount.grouped) yuan paid by mistake go to suspense")
    case let event as ClusterReceiptMisplaced:
      Phrase(
        "误汇款或余款 \(event.amount.grouped) 元转出到不明款", "\(event.amount.grouped) yuan, mistaken or left over, go to suspense")
    case let event as BankReceiptFromFund:
      Phrase("从救助资金转回 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan back from the aid fund")
    case let event as BankReceiptToRecovery:
      Phrase("作为追回的错付款入账 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan are a wrong payment that came back")
    case is ShareMet: Phrase("分配款的银行流水已核对", "The bank's line of the share was seen")
    default: nil
    }
  }

  private static func bankDays(_ event: any Event) -> Phrase? {
    switch event {
    case let event as BankDayStated:
      Phrase("导入 \(event.day) 对账单，共 \(event.lines) 笔", "Statement of \(event.day) with \(event.lines) lines")
    case let event as BankLinesStated:
      Phrase("登记银行流水 \(event.lines.count) 笔", "\(event.lines.count) lines of the bank")
    case is BankLineBooked: Phrase("将一笔流水记入不明款", "A line was taken into suspense")
    case let event as BankItemsPaired:
      Phrase(
        "勾对流水 \(event.lines.count) 笔、分录 \(event.entries.count) 条",
        "\(event.lines.count) lines and \(event.entries.count) entries paired")
    case let event as BankItemExplained: Phrase("说明差异：\(event.cause.name.zh)", "A difference explained: \(event.cause.name.en)")
    case let event as BankDayReconciled:
      Phrase("\(event.day) 对账完毕，说明 \(event.explained) 笔", "\(event.day) signed off, \(event.explained) explained")
    default: nil
    }
  }
}
