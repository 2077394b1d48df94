import Basics

extension LegalNumber {
  static let money: [LegalNumber] =
    fees + [
      LegalNumber(
        "DelayInterest.dailyRate", "加倍部分债务利息日利率", "daily rate of the doubled part", DelayInterest.dailyRate.percentText, "R6.3",
        .delayInterest("1.3")),
      LegalNumber(
        "DelayInterest.ruleOf2014From", "新算法施行日", "first day of the rule of 2014", DelayInterest.ruleOf2014From.description,
        "R6.4", .delayInterest("7")),
      LegalNumber(
        "DelayInterest.oldTimesBenchmark", "施行前按基准利率的倍数", "times the benchmark before", DelayInterest.oldTimesBenchmark.text,
        "R6.4",
        .delayInterestReply),
      LegalNumber(
        "LoanCap.timesLPR", "民间借贷利率上限（一年期LPR倍数）", "cap in times the one-year rate", LoanCap.timesLPR.text, "R6.5",
        .privateLending("25")),
      LegalNumber(
        "LoanCap.newRuleFrom", "新标准适用的受理日起", "suits accepted from", LoanCap.newRuleFrom.description, "R6.5", .privateLending("31")
      ),
      LegalNumber(
        "LoanCap.oldEnforceable", "原标准：支持的上限", "old rule: enforced up to", LoanCap.oldEnforceable.percentText, "R6.5",
        .privateLending2015("26")),
      LegalNumber(
        "LoanCap.oldVoidAbove", "原标准：无效起点", "old rule: void above", LoanCap.oldVoidAbove.percentText, "R6.5",
        .privateLending2015("26")),
      LegalNumber(
        "DelayPenalty.timesLoss", "迟延履行金：损失的倍数", "penalty: times the loss", "\(DelayPenalty.timesLoss)", "R6.6",
        .procedureInterpretation("505")),
      LegalNumber(
        "Distribution.objectionDays", "分配方案异议、反对、起诉各", "objection, opposition and suit, each", days(Distribution.objectionDays),
        "R6.8", .procedureInterpretation("509")),
      LegalNumber("Payout.days", "案款发放期限", "days to pay out", days(Payout.days), "R6.9", .caseMoneyRules("10")),
      LegalNumber(
        "Payout.lodgementYears", "提存物领取期限", "years to collect what is lodged", "\(Payout.lodgementYears)年", "R6.9",
        .civilCode("574")),
      LegalNumber(
        "Payout.cashOfficersMin", "收取现金的执行人员", "officers where cash is taken", "\(Payout.cashOfficersMin)人", "R6.9",
        .caseMoneyRules("")),
      LegalNumber(
        "Payout.cashHandInDays", "回院后交存现金", "days after return to hand cash in", days(Payout.cashHandInDays), "R6.9",
        .caseMoneyRules("")),
      LegalNumber(
        "LPRTable.publicationDayOfMonth", "LPR每月公布日", "day of the month of publication", days(LPRTable.publicationDayOfMonth),
        "R11.2", LPRTable.source),
      LegalNumber(
        "BenchmarkTable.lastDay", "贷款基准利率最后适用日", "last day of benchmark rates", BenchmarkTable.lastDay.description, "R11.3",
        LPRTable.source),
    ]

  private static let fees: [LegalNumber] =
    [
      LegalNumber(
        "EnforcementFee.flatUpTo", "执行申请费定额部分上限", "flat fee up to", EnforcementFee.flatUpTo.grouped, "R6.1", .litigationFees("14")
      ),
      LegalNumber("EnforcementFee.flat", "执行申请费定额", "flat fee", EnforcementFee.flat.grouped, "R6.1", .litigationFees("14")),
      LegalNumber(
        "EnforcementFee.withoutSum", "没有执行金额的执行申请费", "fee without a sum",
        "\(EnforcementFee.withoutSum.lowerBound.grouped)–\(EnforcementFee.withoutSum.upperBound.grouped)", "R6.1",
        .litigationFees("14")),
      LegalNumber(
        "PreservationFee.flatUpTo", "保全申请费定额部分上限", "flat preservation fee up to", PreservationFee.flatUpTo.grouped, "R6.2",
        .litigationFees("14")),
      LegalNumber(
        "PreservationFee.flat", "保全申请费定额", "flat preservation fee", PreservationFee.flat.grouped, "R6.2", .litigationFees("14")),
      LegalNumber(
        "PreservationFee.max", "保全申请费上限", "preservation fee at most", PreservationFee.max.grouped, "R6.2", .litigationFees("14")),
    ] + tiers("EnforcementFee.tiers", EnforcementFee.tiers, "R6.1", .litigationFees("14"))
    + tiers("PreservationFee.tiers", PreservationFee.tiers, "R6.2", .litigationFees("14"))

  static func tiers(_ name: String, _ tiers: [FeeTier], _ rule: String, _ citation: Citation) -> [LegalNumber] {
    tiers.map { tier in
      let end = tier.upTo.map { "至\($0.grouped)" } ?? "以上"
      let endEnglish = tier.upTo.map { "up to \($0.grouped)" } ?? "above that"
      return LegalNumber(name, "费率（\(end)）", "rate (\(endEnglish))", tier.rate.percentText, rule, citation)
    }
  }
}
