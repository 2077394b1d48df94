import Basics

/// Withholding of wages and pensions (R3.7).
public enum Income {
  public static let article = Citation.procedure2023("254")
  public static let floorArticle = Citation.seizureRules("3(2)")
  /// More dependants than this are no family.
  static let dependantsMax = 50

  /// What stays and what is taken each month.
  public struct Withholding: Sendable, Hashable {
    public let keep: Money
    public let take: Money
    /// The subsistence allowances alone.
    public let floor: Money
  }

  /// From one month's income: kept are the subsistence allowances of the debtor and each dependant, or the court's minimum
  /// (`wageKeepMin`) where that is more; the rest is taken. No statute gives a percentage.
  public static func withholding(
    income: Money, dependants: Int, livingStandard: Money, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Withholding> {
    try income.checked("income", [article])
    try livingStandard.checked("livingStandard", [floorArticle])
    guard (0...dependantsMax).contains(dependants) else {
      throw LawRefusal(
        field: "dependants", code: "dependantsOutOfRange",
        Phrase("被扶养人数应为0至\(dependantsMax)", "dependants must be 0 to \(dependantsMax)"))
    }
    guard let floor = livingStandard.scaled(Int128(dependants + 1), over: 1) else {
      throw LawRefusal(field: "livingStandard", code: "amountOutOfRange", Phrase("金额过大", "the sum is too large"))
    }
    let keep = min(max(floor, settings.wageKeepMin), income)
    let take = income - keep
    return Explained(
      Withholding(keep: keep, take: take, floor: floor),
      Reasons(
        "R3.7",
        inputs: [
          .init(Phrase("当月收入", "income"), income.grouped),
          .init(Phrase("最低生活保障标准", "subsistence allowance"), livingStandard.grouped),
          .init(Phrase("被扶养人数", "dependants"), String(dependants)),
        ],
        steps: [
          .init(Phrase("× \(dependants + 1) 人", "× \(dependants + 1) persons"), floor.grouped),
          .init(Phrase("保留", "kept"), keep.grouped), .init(Phrase("提取", "taken"), take.grouped),
        ], citations: [article, floorArticle], settings: [settings.used("wageKeepMin", settings.wageKeepMin)]))
  }

  /// The same with the allowance that the court has entered for a place and year.
  public static func withholding(
    income: Money, dependants: Int, place: String, year: Int, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Withholding> {
    let standard = try settings.livingStandard(place: place, year: year)
    let result = try withholding(income: income, dependants: dependants, livingStandard: standard.monthly, settings: settings)
    return Explained(
      result.value,
      result.reasons.under(
        "R3.7", settings: [settings.used("livingStandards", "\(standard.place)/\(standard.year)=\(standard.monthly)")]))
  }

  /// What a debtor may still draw this month from a living freeze (活冻结): the allowance less what was drawn; last month's
  /// rest only where `allowanceCarries`.
  public static func drawable(
    allowance: Money, drawn: Money, unusedLastMonth: Money, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    try allowance.checked("allowance")
    try drawn.checked("drawn")
    try unusedLastMonth.checked("unusedLastMonth")
    let total = settings.allowanceCarries ? allowance + unusedLastMonth : allowance
    let left = max(total - drawn, .zero)
    return Explained(
      left,
      Reasons(
        "R3.7", inputs: [.init(Phrase("每月额度", "allowance"), allowance.grouped), .init(Phrase("已支取", "drawn"), drawn.grouped)],
        steps: [.init(Phrase("可支取", "may be drawn"), left.grouped)], citations: [floorArticle],
        settings: [settings.used("allowanceCarries", settings.allowanceCarries)]))
  }
}
