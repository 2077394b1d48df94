import Basics

/// The list of dishonest judgment debtors (失信被执行人名单), R7.1: when a debtor may be listed, and for how long.
public enum DishonestList {
  /// The six grounds (失信规定 1), beside a duty not performed.
  public enum Ground: String, Sendable, Hashable, Codable, CaseIterable {
    /// (1) Able to perform and refuses. No fixed term.
    case ableButRefuses
    /// (2) Obstructs or resists by forged evidence, violence or threats.
    case obstructs
    /// (3) Evades by sham suits or arbitration, or by hiding or moving property.
    case evades
    /// (4) Breaks the duty to report property.
    case breaksReport
    /// (5) Breaks a restriction of consumption.
    case breaksConsumption
    /// (6) Refuses to perform a settlement without good reason.
    case refusesSettlement

    /// Number in article 1.
    public var number: Int { (Ground.allCases.firstIndex(of: self) ?? 0) + 1 }
    public var name: Phrase {
      switch self {
      case .ableButRefuses: Phrase("有履行能力而拒不履行", "Able to perform and refuses")
      case .obstructs: Phrase("以伪造证据、暴力、威胁等方法妨碍、抗拒执行", "Obstructs by forged evidence, violence or threats")
      case .evades: Phrase("以虚假诉讼、虚假仲裁或者隐匿、转移财产等方法规避执行", "Evades by sham suits or hidden property")
      case .breaksReport: Phrase("违反财产报告制度", "Breaks the duty to report property")
      case .breaksConsumption: Phrase("违反限制消费令", "Breaks a restriction of consumption")
      case .refusesSettlement: Phrase("无正当理由拒不履行执行和解协议", "Refuses to perform a settlement")
      }
    }
    /// Grounds (2) to (6) have a term.
    public var hasTerm: Bool { self != .ableButRefuses }
  }

  /// Why ground (1) does not hold (失信规定 3).
  public enum Bar: String, Sendable, Hashable, Codable, CaseIterable {
    /// Enough security was given.
    case secured
    /// Seized property covers the debt.
    case seizedCovers
    /// The applicant's rank is later and cannot be enforced yet.
    case laterRank
    case other
  }

  /// Months of a listing under grounds (2) to (6) (失信规定 2.1).
  public static let termMonths = 24
  /// Years added for grave violence or several acts (失信规定 2.1).
  public static let extraYears = 1...3
  /// Minors are never listed (失信规定 4): under 18.
  public static let adultYears = 18
  /// Days to decide on an application (失信规定 5).
  public static let decideDays = 15
  /// Months after removal at the applicant's request in which he may not ask again (失信规定 10.3).
  public static let relistingBanMonths = 6

  /// What is known when a listing is proposed.
  public struct Facts: Hashable, Sendable, Codable {
    public var unperformed: Bool
    public var ground: Ground
    /// The papers that prove the ground.
    public var evidence: [String]
    public var bars: Set<Bar>
    /// Nil: an organisation.
    public var birth: Day?
    /// The day on which the debtor was warned, where the court gives grace.
    public var warned: Day?
    /// The day on which an earlier listing was removed at the applicant's request, where he asks again.
    public var removedAtRequest: Day?
    public init(
      unperformed: Bool, ground: Ground, evidence: [String], bars: Set<Bar> = [], birth: Day? = nil, warned: Day? = nil,
      removedAtRequest: Day? = nil
    ) {
      self.unperformed = unperformed
      self.ground = ground
      self.evidence = evidence
      self.bars = bars
      self.birth = birth
      self.warned = warned
      self.removedAtRequest = removedAtRequest
    }
  }

  /// Whether a debtor may be listed on `today`; the president signs.
  /// Errors: `performed`, `noEvidence`, `minor`, `groundBarred`, `graceRunning`, `relistingBanned`.
  public static func check(_ facts: Facts, today: Day, settings: CourtSettings) throws(LawRefusal) -> Explained<Ground> {
    guard facts.unperformed else {
      throw LawRefusal("unperformed", "performed", "义务已经履行", "the duty has been performed", .dishonestList("1"))
    }
    guard !facts.evidence.isEmpty else {
      throw LawRefusal("evidence", "noEvidence", "没有证明该情形的证据", "nothing proves the ground", .dishonestList("1"))
    }
    if let birth = facts.birth, !isAdult(born: birth, on: today) {
      throw LawRefusal("birth", "minor", "被执行人为未成年人的，不得纳入名单", "minors are never listed", .dishonestList("4"))
    }
    if facts.ground == .ableButRefuses, !facts.bars.isEmpty {
      throw LawRefusal(
        "bars", "groundBarred", "已提供充分担保、已控制财产足以清偿等，不得依第一项纳入",
        "security, seized property or a later rank: ground (1) does not hold", .dishonestList("3"))
    }
    if let warned = facts.warned, settings.listingGraceMonths > 0, today <= warned.adding(months: settings.listingGraceMonths) {
      throw LawRefusal("warned", "graceRunning", "宽限期尚未届满", "the time of grace is still running", .considerate("15"))
    }
    if let removed = facts.removedAtRequest, today < relistingFrom(removed: removed).value {
      throw LawRefusal(
        "removedAtRequest", "relistingBanned", "删除后六个月内申请执行人不得再次申请纳入",
        "for six months after removal the applicant may not ask again",
        .dishonestList("10"))
    }
    return Explained(
      facts.ground,
      Reasons(
        "R7.1", inputs: [.init("证据份数", "Papers of evidence", facts.evidence.count)],
        steps: [.init(facts.ground.name, "(\(facts.ground.number))")], citations: [.dishonestList("1"), .dishonestList("5")],
        settings: [settings.used("listingGraceMonths", settings.listingGraceMonths)]))
  }

  /// Of age from the day after the eighteenth birthday: the reading that favours the young.
  public static func isAdult(born: Day, on day: Day) -> Bool { day > born.adding(months: adultYears * 12) }

  /// The last day of a listing; nil: until a ground for removal arises. Errors: `extraNotAllowed`, `extraOutOfRange`.
  public static func term(
    _ ground: Ground, decided: Day, graveOrSeveral: Bool = false, addedYears: Int = 0
  ) throws(LawRefusal) -> Explained<Day?> {
    let article = Citation.dishonestList("2.1")
    let inputs = [Reasons.Step("决定日", "Decided", decided), .init(ground.name, "(\(ground.number))")]
    guard ground.hasTerm else {
      guard addedYears == 0 else {
        throw LawRefusal("addedYears", "extraNotAllowed", "第一项情形没有固定期限", "ground (1) has no term", article)
      }
      return Explained(nil, Reasons("R7.1", inputs: inputs, steps: [.init("没有固定期限", "No fixed term", "–")], citations: [article]))
    }
    guard addedYears == 0 || graveOrSeveral else {
      throw LawRefusal(
        "addedYears", "extraNotAllowed", "情节严重或者有多项失信行为的，方可延长", "years are added only for grave violence or several acts", article
      )
    }
    guard addedYears == 0 || extraYears.contains(addedYears) else {
      throw LawRefusal("addedYears", "extraOutOfRange", "可以延长一至三年", "one to three years may be added", article)
    }
    let months = termMonths + addedYears * 12
    let end = decided.adding(months: months)
    return Explained(
      end,
      Reasons("R7.1", inputs: inputs, steps: [.init("期限（月）", "Months", months), .init("届满日", "Ends", end)], citations: [article]))
  }

  /// The last day to decide on an application.
  public static func decideBy(applied: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.1", from: applied, .days(decideDays), .dishonestList("5"), calendar: calendar)
  }
  /// The first day on which the applicant may ask again after a removal at his request.
  public static func relistingFrom(removed: Day) -> Explained<Day> {
    let first = removed.adding(months: relistingBanMonths) + 1
    return Explained(
      first,
      Reasons(
        "R7.1", inputs: [.init("删除日", "Removed", removed)], steps: [.init("可再次申请日", "May ask again from", first)],
        citations: [.dishonestList("10")]))
  }

  /// What is published of a debtor (失信规定 6).
  public static func published(organisation: Bool) -> Explained<[Phrase]> {
    let own =
      organisation
      ? [Phrase("名称", "Name"), Phrase("统一社会信用代码", "Social credit code"), Phrase("法定代表人或者负责人姓名", "Legal representative")]
      : [Phrase("姓名", "Name"), Phrase("性别", "Sex"), Phrase("年龄", "Age"), Phrase("身份证号码", "ID number")]
    let shared = [
      Phrase("生效法律文书确定的义务和履行情况", "Duty and performance"), Phrase("失信行为的具体情形", "Act"),
      Phrase("执行依据的制作单位和文号、执行案号、立案时间、执行法院", "Basis, case number, day of filing, court"),
    ]
    return Explained(
      own + shared, Reasons("R7.1", steps: [.init("公布项目数", "Fields", own.count + shared.count)], citations: [.dishonestList("6")])
    )
  }
}
