import Basics

/// Property that may not be seized, or not be sold (R3.6).
public enum Exemption {
  /// What is left to the debtor (查扣冻 3).
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case dailyNecessities, livingExpenses, schooling, unpublishedWorks, disabilityAids, honours, treaty, otherByLaw
    /// Social insurance funds (法〔2000〕19号).
    case socialInsurance
    /// Reserves and business premises of financial debtors (执行规定 27).
    case bankReserves
    /// Money kept for migrant workers' wages.
    case migrantWages
    /// Margin of a letter of credit.
    case letterOfCreditMargin
    public var phrase: Phrase {
      switch self {
      case .dailyNecessities: Phrase("生活必需的衣服、家具、炊具、餐具等", "necessary clothes, furniture and kitchenware")
      case .livingExpenses: Phrase("生活必需费用（当地最低生活保障标准）", "living expenses (local subsistence allowance)")
      case .schooling: Phrase("完成义务教育必需物品", "things needed for schooling")
      case .unpublishedWorks: Phrase("未公开的发明或者未发表的著作", "unpublished inventions and works")
      case .disabilityAids: Phrase("身体缺陷必需的辅助工具、医疗物品", "aids and medicine")
      case .honours: Phrase("勋章及其他荣誉表彰物品", "medals and honours")
      case .treaty: Phrase("条约、协定规定免于查控的财产", "protected by treaty")
      case .otherByLaw: Phrase("法律、司法解释规定的其他财产", "other by law")
      case .socialInsurance: Phrase("社会保险基金", "social insurance funds")
      case .bankReserves: Phrase("金融机构存款准备金、备付金及营业场所", "reserves and premises of financial debtors")
      case .migrantWages: Phrase("农民工工资专用账户资金", "migrant workers' wage account")
      case .letterOfCreditMargin: Phrase("信用证开证保证金", "letter-of-credit margin")
      }
    }
    /// The text; empty where none was confirmed.
    public var citations: [Citation] {
      switch self {
      case .dailyNecessities: [.seizureRules("3(1)")]
      case .livingExpenses: [.seizureRules("3(2)")]
      case .schooling: [.seizureRules("3(3)")]
      case .unpublishedWorks: [.seizureRules("3(4)")]
      case .disabilityAids: [.seizureRules("3(5)")]
      case .honours: [.seizureRules("3(6)")]
      case .treaty: [.seizureRules("3(7)")]
      case .otherByLaw: [.seizureRules("3(8)")]
      case .bankReserves: [.enforcementRules("27")]
      case .socialInsurance:
        [Citation("关于在审理和执行民事、经济纠纷案件时不得查封、冻结和扣划社会保险基金的通知", document: "法〔2000〕19号", version: "2000", article: "")]
      case .migrantWages, .letterOfCreditMargin: []
      }
    }
  }

  /// Years of rent that may be left with the debtor of an only home (异议复议 20).
  public static let rentYears = 5...8
  /// Months of grace for a home that must be delivered, from service of the notice (异议复议 20).
  public static let deliveryGraceMonths = 3
  public static let homeArticle = Citation.objectionRules("20")

  /// What is deducted from the price of an only home: twelve months' market rent for each of 5 to 8 years. Refuses other
  /// years and negative rent.
  public static func rentDeduction(monthlyRent: Money, years: Int? = nil, settings: CourtSettings) throws(LawRefusal)
    -> Explained<Money>
  {
    try monthlyRent.checked("monthlyRent", [homeArticle])
    let chosen = years ?? settings.rentDeductYears
    guard rentYears.contains(chosen) else {
      throw LawRefusal(
        field: "years", code: "rentYearsOutOfRange",
        Phrase("应扣除五至八年租金，不能为\(chosen)年", "5 to 8 years of rent are deducted, not \(chosen)"), citations: [homeArticle])
    }
    guard let sum = monthlyRent.scaled(Int128(12 * chosen), over: 1) else {
      throw LawRefusal(field: "monthlyRent", code: "amountOutOfRange", Phrase("金额过大", "the sum is too large"))
    }
    return Explained(
      sum,
      Reasons(
        "R3.6", inputs: [.init(Phrase("月租金", "monthly rent"), monthlyRent.grouped)],
        steps: [.init(Phrase("× 12 × \(chosen) 年", "× 12 × \(chosen) years"), sum.grouped)], citations: [homeArticle],
        settings: years == nil ? [settings.used("rentDeductYears", chosen)] : []))
  }

  /// Facts that defeat the objection that a home is the debtor's only one.
  public enum OnlyHomeAnswer: String, Sendable, Hashable, CaseIterable, Codable {
    /// A person who owes the debtor support has another home.
    case otherHomeOfSupporter
    /// The debtor transferred other homes after the instrument took effect, to evade it.
    case transferredOthers
    /// The applicant provides housing at the standard of low-rent homes.
    case housingProvided
    /// The applicant agrees to leave five to eight years' rent.
    case rentLeft
  }

  /// Whether an only home may be sold: any one answer is enough (异议复议 20). Without one it may be seized but not sold,
  /// unless it goes beyond what the family needs (查扣冻 4, 5).
  public static func onlyHomeMayBeSold(_ answers: Set<OnlyHomeAnswer>, beyondNeed: Bool = false) -> Explained<Bool> {
    let may = beyondNeed || !answers.isEmpty
    let citations: [Citation] = [homeArticle, .seizureRules("4")] + (beyondNeed ? [.seizureRules("5")] : [])
    return Explained(
      may,
      Reasons(
        "R3.6", inputs: answers.map(\.rawValue).sorted().map { .init(Phrase("事由", "ground"), $0) },
        steps: [
          may ? .init(Phrase("可以拍卖、变卖、抵债", "may be sold"), "✓") : .init(Phrase("可以查封，不得拍卖、变卖、抵债", "may be seized, not sold"), "✗")
        ],
        citations: citations))
  }

  /// The last day of grace for a home that the instrument orders delivered.
  public static func deliveryGrace(noticeServed: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: noticeServed, .months(deliveryGraceMonths), calendar: calendar)
    return Explained(end.value, end.reasons.under("R3.6", citations: [homeArticle]))
  }
}
