import Basics

extension LegalNumber {
  static let measures: [LegalNumber] = credit + coercion

  private static let credit: [LegalNumber] = [
    LegalNumber("DishonestList.termMonths", "失信期限", "listing", months(DishonestList.termMonths), "R7.1", .dishonestList("2")),
    LegalNumber(
      "DishonestList.extraYears", "失信期限可延长", "years added",
      "\(DishonestList.extraYears.lowerBound)–\(DishonestList.extraYears.upperBound)年", "R7.1",
      .dishonestList("2")),
    LegalNumber(
      "DishonestList.adultYears", "未成年人不得纳入", "minors are not listed", "\(DishonestList.adultYears)周岁", "R7.1",
      .dishonestList("4")),
    LegalNumber(
      "DishonestList.decideDays", "审查纳入申请", "decide on an application", days(DishonestList.decideDays), "R7.1",
      .dishonestList("5")),
    LegalNumber(
      "DishonestList.removeWorkdays", "删除、更正", "remove and correct", workdays(DishonestList.removeWorkdays), "R7.1",
      .dishonestList("10")),
    LegalNumber(
      "DishonestList.queriesWithoutFindMin", "终本后查控未发现财产", "queries without a find", "\(DishonestList.queriesWithoutFindMin)次",
      "R7.1", .dishonestList("10")),
    LegalNumber(
      "DishonestList.relistingBanMonths", "不得再次申请纳入", "no new application", months(DishonestList.relistingBanMonths), "R7.1",
      .dishonestList("10")),
    LegalNumber("DishonestList.reviewDays", "审查纠正申请", "review", days(DishonestList.reviewDays), "R7.1", .dishonestList("12")),
    LegalNumber(
      "DishonestList.reconsiderDays", "申请复议", "ask for reconsideration", days(DishonestList.reconsiderDays), "R7.1",
      .dishonestList("12")),
    LegalNumber(
      "DishonestList.reconsiderDecideDays", "复议决定", "decide on it", days(DishonestList.reconsiderDecideDays), "R7.1",
      .dishonestList("12")),
    LegalNumber(
      "ExitBan.reviewDays", "限制出境申请复议", "review of an exit ban", days(ExitBan.reviewDays), "R7.3", .objectionRules("9")),
    LegalNumber(
      "ExitBan.reviewDecideDays", "限制出境复议决定", "decide on it", days(ExitBan.reviewDecideDays), "R7.3", .objectionRules("9")),
  ]

  private static let coercion: [LegalNumber] = [
    LegalNumber(
      "Attendance.hoursMax", "拘传询问", "questioning", hours(Attendance.hoursMax), "R7.4", .procedureInterpretation("482")),
    LegalNumber(
      "Attendance.hoursMaxDetention", "可能拘留的拘传询问", "questioning before detention", hours(Attendance.hoursMaxDetention), "R7.4",
      .procedureInterpretation("482")),
    LegalNumber(
      "Sanction.personFineMax", "对个人罚款不超过", "a person's fine", Sanction.personFineMax.grouped, "R7.5", .procedure2023("118")),
    LegalNumber(
      "Sanction.unitFine", "对单位罚款", "a unit's fine",
      "\(Sanction.unitFine.lowerBound.grouped)–\(Sanction.unitFine.upperBound.grouped)", "R7.5",
      .procedure2023("118")),
    LegalNumber(
      "Sanction.detentionDaysMax", "拘留不超过", "detention", days(Sanction.detentionDaysMax), "R7.5", .procedure2023("118")),
    LegalNumber(
      "Sanction.tellFamilyHours", "通知家属", "tell the family", hours(Sanction.tellFamilyHours), "R7.5",
      .procedureInterpretation("180")),
    LegalNumber(
      "Sanction.reconsiderDays", "罚款、拘留申请复议", "ask for reconsideration", days(Sanction.reconsiderDays), "R7.5",
      .procedureInterpretation("185")),
    LegalNumber(
      "Sanction.reconsiderDecideDays", "罚款、拘留复议决定", "decide on it", days(Sanction.reconsiderDecideDays), "R7.5",
      .procedureInterpretation("185")),
    LegalNumber(
      "CrimeTransfer.fileDays", "公安机关立案审查", "police decide", days(CrimeTransfer.fileDays), "R7.6", .refusalTransfer("5")),
    LegalNumber(
      "CrimeTransfer.fileDaysComplex", "复杂案件立案审查", "police decide, complex", days(CrimeTransfer.fileDaysComplex), "R7.6",
      .refusalTransfer("5")),
  ]

  static let endings: [LegalNumber] = [
    LegalNumber(
      "Pause.securedStayMonthsMax", "担保暂缓最长", "secured stay", months(Pause.securedStayMonthsMax), "R8.2", .guarantee("10")),
    LegalNumber("Pause.guaranteeMonths", "担保期间", "guarantor's period", months(Pause.guaranteeMonths), "R8.2", .guarantee("12")),
    LegalNumber(
      "Pause.superiorStayMonths", "上级法院暂缓", "superior court's stay", months(Pause.superiorStayMonths), "R8.2",
      .enforcementRules("77")),
    LegalNumber(
      "RoundTermination.monthsMin", "终本须超过", "since filing, more than", months(RoundTermination.monthsMin), "R8.3",
      .terminationRules("1")),
    LegalNumber(
      "RoundTermination.objectDays", "对终结执行的异议", "object to a termination", days(RoundTermination.objectDays), "R8.3",
      .terminationObjection),
    LegalNumber(
      "RoundTermination.searchEveryMonths", "终本后查询间隔", "search again every", months(RoundTermination.searchEveryMonths), "R8.4",
      .terminationRules("9")),
    LegalNumber(
      "RoundTermination.searches", "终本后查询次数", "searches", "\(RoundTermination.searches)次", "R8.4", .terminationRules("9")),
    LegalNumber(
      "RoundTermination.unlistDays", "移出终本案件库", "off the register", days(RoundTermination.unlistDays), "R8.4",
      .terminationRules("")),
    LegalNumber(
      "Settlement.restoreMonths", "申请恢复执行", "ask to restore", months(Settlement.restoreMonths), "R8.5", .procedure2023("250")),
    LegalNumber(
      "BankruptcyTransfer.answerDays", "受移送法院答复", "receiving court answers", days(BankruptcyTransfer.answerDays), "R8.7",
      .procedureInterpretation("512")),
    LegalNumber(
      "BankruptcyTransfer.serveDays", "送达移送决定", "serve the decision", days(BankruptcyTransfer.serveDays), "R8.7",
      .bankruptcyTransfer("7")),
    LegalNumber(
      "BankruptcyTransfer.papersBackDays", "退回材料", "papers back", days(BankruptcyTransfer.papersBackDays), "R8.7",
      .bankruptcyTransfer("18")),
  ]
}
