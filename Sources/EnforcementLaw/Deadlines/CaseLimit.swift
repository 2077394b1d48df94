import Basics

/// The time limit of a case and its two clocks (R2.2, R2.3).
public enum CaseLimit {
  /// Six months with property (执行规定 63, 法发〔2006〕35号 1); also for property parts of criminal judgments.
  public static let months = 6
  /// Three months where an administrative decision is enforced without a suit (法释〔2000〕29号 5).
  public static let nonLitigationMonths = 3
  /// One extension (法释〔2000〕29号 5).
  public static let extensionMonths = 3
  /// An extension is asked for at least this many days before expiry (法发〔2006〕35号 1).
  public static let extensionLeadDays = 5
  /// After six months without enforcement the applicant may go to the court above (民事诉讼法 237).
  public static let idleMonths = 6

  /// What the two clocks show.
  public struct Dates: Sendable, Hashable, Codable {
    /// Last day of the court's own limit.
    public let caseLimit: Day
    /// Last day before the applicant may go to the court above.
    public let art237: Day
    /// Last day to ask for an extension.
    public let askExtensionBy: Day
    /// Days taken off each clock, overlaps counted once.
    public let caseLimitDeducted: Int
    public let art237Deducted: Int
    /// Deductions without an end: counted to today, to be looked at by a person, never extended in silence.
    public let openDeductions: [Deduction.Kind]
  }

  /// Extensions of three months, approved by the president or vice-president.
  public struct Extensions: Sendable, Hashable {
    public var count: Int
    /// Further extensions need filing with the high court.
    public var filedWithHighCourt: Bool
    public init(_ count: Int = 0, filedWithHighCourt: Bool = false) {
      self.count = count
      self.filedWithHighCourt = filedWithHighCourt
    }
  }

  /// The limit of a case filed on `filed`: civil months from the day after filing (or flat days, setting `caseLimitMode`),
  /// extensions, then the days of all deductions together, overlaps once, then moved off a day of rest (`rollCaseLimit`).
  /// A deduction without an end runs to `today`. Refuses months outside 1…60, deductions that end before they begin or begin
  /// before filing, and more extensions than `maxExtensions` unless filed with the high court.
  public static func dates(
    filed: Day, months: Int = CaseLimit.months, deductions: [Deduction] = [], extensions: Extensions = Extensions(),
    today: Day? = nil, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Dates> {
    try check(filed, months, deductions, extensions, today, settings)
    var reasons = Reasons(
      "R2.2", inputs: [.init(Phrase("立案日（次日起算）", "filed (counted from the next day)"), filed.description)],
      citations: citations(months, extensions), settings: [settings.used("caseLimitMode", settings.caseLimitMode)])
    let extended = base(filed, months, extensions.count, settings, &reasons)
    let forCase = Deduction.union(deductions.filter { $0.kind.stopsCaseLimit }, openUntil: today)
    let forIdle = Deduction.union(deductions.filter { $0.kind.stopsArt237 }, openUntil: today)
    let caseLimit = clock(extended, forCase, Phrase("执行期限", "case limit"), settings, calendar, &reasons)
    let idle = clock(
      filed.adding(months: idleMonths), forIdle, Phrase("第二百三十七条期间", "period of article 237"), settings, calendar, &reasons)
    reasons.citations = (reasons.citations + deductions.flatMap(\.kind.citations)).uniqued
    reasons.settings.append(settings.used("rollCaseLimit", settings.rollCaseLimit))
    let open = deductions.filter { $0.last == nil }.map(\.kind)
    for kind in open.uniqued { reasons.steps.append(.init(Phrase("扣除期间尚无止日：", "no end yet: ") + kind.phrase, kind.rawValue)) }
    reasons.provisional = calendar.isProvisional(caseLimit) || calendar.isProvisional(idle) || !open.isEmpty
    return Explained(
      Dates(
        caseLimit: caseLimit, art237: idle, askExtensionBy: caseLimit - extensionLeadDays, caseLimitDeducted: days(forCase),
        art237Deducted: days(forIdle), openDeductions: open),
      reasons)
  }

  /// The limit on deductions that one question may name.
  static let deductionsMax = 1000

  private static func check(
    _ filed: Day, _ months: Int, _ deductions: [Deduction], _ extensions: Extensions, _ today: Day?, _ settings: CourtSettings
  ) throws(LawRefusal) {
    guard (1...60).contains(months) else {
      throw LawRefusal(field: "months", code: "monthsOutOfRange", Phrase("月数应为1至60", "months must be 1 to 60"))
    }
    guard deductions.count <= deductionsMax else {
      throw LawRefusal(field: "deductions", code: "tooMany", Phrase("最多\(deductionsMax)项", "at most \(deductionsMax) entries"))
    }
    for (index, deduction) in deductions.enumerated() {
      let field = "deductions[\(index)]"
      if let last = deduction.last, last < deduction.first {
        throw LawRefusal(
          field: field, code: "rangeReversed", Phrase("扣除期间的止日早于起日", "a deduction ends before it begins"),
          citations: deduction.kind.citations)
      }
      guard deduction.first >= filed else {
        throw LawRefusal(
          field: field, code: "beforeFiling", Phrase("扣除期间早于立案日", "a deduction begins before the case was filed"),
          citations: deduction.kind.citations)
      }
      guard deduction.last != nil || today != nil else {
        throw LawRefusal(
          field: field, code: "endMissing", Phrase("扣除期间没有止日", "a deduction has no end"), citations: deduction.kind.citations)
      }
    }
    let range = 0...(extensions.filedWithHighCourt ? 20 : settings.maxExtensions)
    guard range.contains(extensions.count) else {
      throw LawRefusal(
        field: "extensions", code: "extensionsExceeded",
        Phrase(
          "延长\(extensions.count)次，超过\(range.upperBound)次的须报高级人民法院备案",
          "beyond \(range.upperBound) extensions the high court must be told"),
        citations: [.trialTerms("5")])
    }
  }

  private static func citations(_ months: Int, _ extensions: Extensions) -> [Citation] {
    var citations: [Citation] =
      months == nonLitigationMonths ? [.caseTerms("1"), .trialTerms("5")] : [.caseTerms("1"), .enforcementRules("63")]
    citations.append(.trialTerms("8"))
    if extensions.count > 0 { citations.append(.trialTerms("5")) }
    return (citations + [.procedure2023("237")]).uniqued
  }

  /// The end before deductions: with extensions, months are added to the day of filing in one go.
  private static func base(
    _ filed: Day, _ months: Int, _ extensions: Int, _ settings: CourtSettings, _ reasons: inout Reasons
  ) -> Day {
    let end: Day
    switch settings.caseLimitMode {
    case .months:
      let first = filed.adding(months: months)
      reasons.steps.append(.init(Phrase("加\(months)个月", "plus \(months) months"), first.description))
      end = filed.adding(months: months + extensions * extensionMonths)
    case .flatDays:
      let (name, count) =
        months == nonLitigationMonths
        ? ("nonLitigationFlatDays", settings.nonLitigationFlatDays) : ("caseLimitFlatDays", settings.caseLimitFlatDays)
      reasons.settings.append(settings.used(name, count))
      reasons.steps.append(.init(Phrase("加\(count)日", "plus \(count) days"), (filed + count).description))
      end = (filed + count).adding(months: extensions * extensionMonths)
    }
    if extensions > 0 {
      reasons.steps.append(
        .init(Phrase("延长\(extensions)次，每次三个月", "extended \(extensions) times by three months"), end.description))
    }
    return end
  }

  private static func clock(
    _ base: Day, _ union: [Range<Day>], _ what: Phrase, _ settings: CourtSettings, _ calendar: CourtCalendar,
    _ reasons: inout Reasons
  ) -> Day {
    let deducted = days(union)
    var end = base + deducted
    for range in union {
      reasons.steps.append(
        .init(
          what + Phrase("扣除", ": deducted"), "\(range.lowerBound)…\(range.upperBound) (\(range.upperBound - range.lowerBound))"))
    }
    reasons.steps.append(.init(what + Phrase("（加扣除\(deducted)日）", " (plus \(deducted) deducted days)"), end.description))
    if settings.rollCaseLimit, calendar.rolled(end) != end {
      end = calendar.rolled(end)
      reasons.steps.append(.init(Periods.Words.rolled, end.description))
    }
    return end
  }

  private static func days(_ union: [Range<Day>]) -> Int { union.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }
}
