import Basics

/// A penalty for delay in a duty other than money (迟延履行金), R6.6.
public enum DelayPenalty {
  /// Twice the loss that the delay caused (解释 505).
  public static let timesLoss: Int128 = 2

  /// Twice the loss; without a loss the sum that the court set. Error: `notSet`.
  public static func amount(loss: Money, setByCourt: Money? = nil) throws(LawRefusal) -> Explained<Money> {
    let article = Citation.procedureInterpretation("505")
    try loss.checked("loss", [article])
    if loss > .zero {
      let penalty = loss.scaled(timesLoss, over: 1) ?? .outsideMax
      return Explained(
        penalty,
        Reasons(
          "R6.6", inputs: [.init("已经造成的损失", "Loss", loss)], steps: [.init("双倍补偿", "Twice the loss", penalty)],
          citations: [article]))
    }
    guard let set = setByCourt else {
      throw LawRefusal("setByCourt", "notSet", "没有造成损失的，由人民法院根据具体情况决定", "without a loss the court sets the sum", article)
    }
    try set.checked("setByCourt", [article])
    return Explained(set, Reasons("R6.6", steps: [.init("法院决定的数额", "Set by the court", set)], citations: [article]))
  }
}

/// Judicial aid (司法救助), R6.10: once, not above 36 monthly wages of the province, never above what is unpaid.
public enum JudicialAid {
  public static let citations = [
    Citation("关于加强和规范人民法院国家司法救助工作的意见", document: "法发〔2016〕16号", version: "2016", article: ""),
    Citation("人民法院国家司法救助案件办理程序规定", document: "法发〔2019〕2号", version: "2019", article: "1"),
  ]

  /// The wage by which the most is counted, and whether somebody typed it.
  public struct MonthlyWage: Sendable, Hashable {
    public let amount: Money
    public let year: Int
    /// The court has no setting for the year.
    public let isTyped: Bool
    public init(amount: Money, year: Int, isTyped: Bool) {
      self.amount = amount
      self.year = year
      self.isTyped = isTyped
    }
    var name: Phrase {
      isTyped
        ? Phrase("\(year)年月平均工资（法院未配置，由申请材料填写）", "Average monthly wage of \(year), as typed: the court has no setting for it")
        : Phrase("\(year)年月平均工资", "Average monthly wage of \(year)")
    }
  }

  /// The province's average monthly wage of a year: by the court's settings; as typed only where they have none. Errors: `wageIsSet`
  /// where another was typed, `missing` where there is neither.
  public static func monthlyWage(
    of year: Int, typed: Money, settings: CourtSettings
  ) throws(LawRefusal) -> MonthlyWage {
    guard let set = settings.averageMonthlyWages["\(year)"] else {
      guard typed > .zero else {
        throw LawRefusal(
          field: "monthlyWage", code: "missing",
          Phrase("法院没有配置 \(year) 年的月平均工资，请填写", "The court has no setting for the wage of \(year): type it"), citations: citations)
      }
      return MonthlyWage(amount: typed, year: year, isTyped: true)
    }
    guard typed == .zero || typed == set else {
      throw LawRefusal(
        field: "monthlyWage", code: "wageIsSet",
        Phrase("\(year) 年的月平均工资已配置为 \(set.grouped) 元", "The wage of \(year) is set: \(set.grouped)"), citations: citations)
    }
    return MonthlyWage(amount: set, year: year, isTyped: false)
  }

  /// The most that may be given. Errors: `alreadyAided`, `amountOutOfRange`.
  public static func most(
    unpaid: Money, wage: MonthlyWage, alreadyAided: Bool, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    let most = try most(
      unpaid: unpaid, averageMonthlyWage: wage.amount, alreadyAided: alreadyAided, settings: settings)
    var reasons = most.reasons
    reasons.inputs = [.init("未受偿金额", "Unpaid", unpaid), .init(wage.name, wage.amount.grouped)]
    if !wage.isTyped { reasons.settings.append(settings.used("averageMonthlyWages", "\(wage.year)=\(wage.amount)")) }
    return Explained(most.value, reasons)
  }
  /// The same by a wage of last year that is known otherwise.
  public static func most(
    unpaid: Money, averageMonthlyWage: Money, alreadyAided: Bool, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    try unpaid.checked("unpaid", citations)
    try averageMonthlyWage.checked("averageMonthlyWage", citations)
    guard !alreadyAided else {
      throw LawRefusal(
        field: "alreadyAided", code: "alreadyAided", Phrase("司法救助为一次性救助", "aid is given once"), citations: citations)
    }
    let cap = averageMonthlyWage.scaled(Int128(settings.judicialAidMonths), over: 1) ?? .outsideMax
    let most = min(cap, unpaid)
    return Explained(
      most,
      Reasons(
        "R6.10",
        inputs: [.init("未受偿金额", "Unpaid", unpaid), .init("上一年度月平均工资", "Average monthly wage of last year", averageMonthlyWage)],
        steps: [
          .init("\(settings.judicialAidMonths)个月工资", "\(settings.judicialAidMonths) months of wages", cap),
          .init("救助金上限", "At most", most),
        ],
        citations: citations, settings: [settings.used("judicialAidMonths", settings.judicialAidMonths)]))
  }
}

/// A reward for information on property (悬赏), R6.11.
public enum Reward {
  /// Who gave the information, as far as it bars him (财产调查 24).
  public enum Informant: String, Sendable, Hashable, Codable, CaseIterable {
    case outsider, applicantsAgent
    /// Bound to report such things by law or office.
    case dutyToReport
  }
  /// A piece of information that led to property.
  public struct Tip: Hashable, Sendable, Codable {
    public var id: String
    public var informant: Informant
    public var at: Instant
    public init(_ id: String, _ informant: Informant, at: Instant) {
      self.id = id
      self.informant = informant
      self.at = at
    }
  }

  /// Who is paid for the same information: the first who may be paid (财产调查 23, 24). Error: `nobodyEntitled`.
  public static func entitled(_ tips: [Tip]) throws(LawRefusal) -> Explained<Tip> {
    let may = tips.filter { $0.informant == .outsider }
    guard let first = may.min(by: { ($0.at, $0.id) < ($1.at, $1.id) }) else {
      throw LawRefusal(
        "tips", "nobodyEntitled", "申请执行人的代理人、有义务提供信息的人不得领取悬赏金",
        "agents of the applicant and those bound to report are not paid", .investigation("24"))
    }
    return Explained(
      first,
      Reasons(
        "R6.11", steps: [.init("提供在先者", "First in time", first.at), .init("线索数", "Tips", tips.count)],
        citations: [.investigation("23"), .investigation("24")]))
  }
  /// What is paid: the promised sum out of the applicant's recovery from that property, at most that recovery (财产调查 24).
  public static func payable(promised: Money, recovered: Money) throws(LawRefusal) -> Explained<Money> {
    try promised.checked("promised", [.investigation("24")])
    try recovered.checked("recovered", [.investigation("24")])
    let sum = min(promised, recovered)
    return Explained(
      sum,
      Reasons(
        "R6.11", inputs: [.init("悬赏金", "Promised", promised), .init("线索财产执行到位", "Recovered from it", recovered)],
        steps: [.init("从申请执行人应得款中支付", "Paid from the applicant's money", sum)], citations: [.investigation("24")]))
  }
}
