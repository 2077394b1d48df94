import Basics

/// How long a seizure lasts (R3.1, R3.2). Terms of seizure never move off a day of rest unless a court says so.
public enum SeizureTerm {
  /// One year for bank deposits (民诉法解释 485).
  public static let depositMonthsMax = 12
  /// Two years for movables, vehicles among them (民诉法解释 485).
  public static let movableMonthsMax = 24
  /// Three years for immovables and other property rights (民诉法解释 485).
  public static let immovableMonthsMax = 36
  public static let article = Citation.procedureInterpretation("485")
  /// Not renewed in time, a seizure lapses and its rank is lost (查扣冻 27).
  public static let lapseArticle = Citation.seizureRules("27")
  /// An applicant asks for renewal at least this many days before the end (财产保全 18).
  public static let renewalRequestLeadDays = 7

  /// What is seized, as far as the law gives it its own term.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case deposit
    case movable
    case immovable
    /// Equity, funds, intellectual property, matured claims.
    case right
    /// Money with payment institutions (setting `networkFundsMonthsMax`).
    case networkFunds
    /// Securities (setting `securitiesMonthsMax`).
    case securities

    public var phrase: Phrase {
      switch self {
      case .deposit: Phrase("银行存款", "bank deposit")
      case .movable: Phrase("动产", "movable")
      case .immovable: Phrase("不动产", "immovable")
      case .right: Phrase("其他财产权", "other property right")
      case .networkFunds: Phrase("网络资金", "network funds")
      case .securities: Phrase("证券", "securities")
      }
    }
  }

  /// The longest term of one order, and of each renewal; renewals are unlimited in number.
  public static func monthsMax(_ kind: Kind, settings: CourtSettings) -> Explained<Int> {
    let (months, used): (Int, [Reasons.SettingUsed]) =
      switch kind {
      case .deposit: (depositMonthsMax, [])
      case .movable: (movableMonthsMax, [])
      case .immovable, .right: (immovableMonthsMax, [])
      case .networkFunds:
        (settings.networkFundsMonthsMax, [settings.used("networkFundsMonthsMax", settings.networkFundsMonthsMax)])
      case .securities: (settings.securitiesMonthsMax, [settings.used("securitiesMonthsMax", settings.securitiesMonthsMax)])
      }
    return Explained(
      months,
      Reasons(
        "R3.1", inputs: [.init(Phrase("财产种类：", "kind of property: ") + kind.phrase, kind.rawValue)],
        steps: [.init(Phrase("最长期限（月）", "longest term (months)"), String(months))], citations: [article], settings: used))
  }

  /// The last day of a seizure that takes effect on `start` for `months`; effective through 24:00 of it. Refuses a term
  /// beyond the maximum of the kind.
  public static func end(
    _ kind: Kind, start: Day, months: Int, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    let most = monthsMax(kind, settings: settings)
    guard (1...most.value).contains(months) else {
      throw LawRefusal(
        field: "months", code: months < 1 ? "termTooShort" : "termTooLong",
        Phrase(
          "\(kind.phrase.zh)查控期限为1至\(most.value)个月，不能为\(months)个月",
          "A seizure of a \(kind.phrase.en) lasts 1 to \(most.value) months, not \(months)"), citations: [article])
    }
    let anniversary = start.adding(months: months)
    var reasons = most.reasons.under("R3.2", inputs: [.init(Phrase("生效日", "takes effect"), start.description)])
    reasons.inputs.append(.init(Phrase("期限（月）", "term (months)"), String(months)))
    reasons.steps.append(.init(Phrase("加\(months)个月", "plus \(months) months"), anniversary.description))
    reasons = reasons.citing(lapseArticle)
    reasons.settings.append(settings.used("endStyle", settings.endStyle))
    var end = anniversary
    if settings.endStyle == .minusOne {
      end = anniversary - 1
      reasons.steps.append(.init(Phrase("止于前一日24时", "through the day before"), end.description))
    }
    if settings.rollMeasureExpiry {
      end = calendar.rolled(end)
      reasons.settings.append(settings.used("rollMeasureExpiry", true))
      reasons.steps.append(.init(Periods.Words.rolled, end.description))
      reasons.provisional = calendar.isProvisional(end)
    }
    return Explained(end, reasons)
  }

  /// The new end after a renewal. By setting `renewalOrigin` it runs on from the old end, or from service. Refuses a renewal
  /// served after the old end: the seizure has lapsed.
  public static func renewedEnd(
    _ kind: Kind, oldEnd: Day, served: Day, months: Int, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    guard served <= oldEnd else {
      throw LawRefusal(
        field: "served", code: "seizureLapsed",
        Phrase("原查控已于\(oldEnd)届满失效，不能续行，只能重新查控", "The seizure lapsed on \(oldEnd): it cannot be renewed, only made anew"),
        citations: [lapseArticle])
    }
    let start: Day
    switch settings.renewalOrigin {
    case .oldEnd: start = settings.endStyle == .minusOne ? oldEnd + 1 : oldEnd
    case .service: start = served
    }
    let result = try end(kind, start: start, months: months, settings: settings, calendar: calendar)
    return Explained(
      result.value,
      result.reasons.under(
        "R4.5", inputs: [.init(Phrase("原止日", "old end"), oldEnd.description)],
        settings: [settings.used("renewalOrigin", settings.renewalOrigin)]))
  }

  /// The days on which the coming end raises an alert, earliest first, those before `start` left out.
  public static func alerts(start: Day, end: Day, settings: CourtSettings) -> Explained<[Day]> {
    let days = Set(settings.expiryAlertDays).map { end - $0 }.filter { $0 >= start }.sorted()
    let lead = settings.expiryAlertDays.map(String.init).joined(separator: ",")
    return Explained(
      days,
      Reasons(
        "R3.2", inputs: [.init(Phrase("止日", "end"), end.description)],
        steps: days.map { .init(Phrase("提醒", "alert"), $0.description) }, citations: [lapseArticle],
        settings: [settings.used("expiryAlertDays", lead)]))
  }

  /// The last day on which an applicant should ask for renewal (财产保全 18).
  public static func renewalRequestDeadline(end: Day) -> Explained<Day> {
    Explained(
      end - renewalRequestLeadDays,
      Reasons(
        "R3.1", inputs: [.init(Phrase("止日", "end"), end.description)],
        steps: [.init(Phrase("届满七日前", "seven days before"), (end - renewalRequestLeadDays).description)],
        citations: [.preservation("18")]))
  }

  /// Whether a seizure still holds on `day`.
  public static func isInForce(on day: Day, end: Day) -> Explained<Bool> {
    Explained(
      day <= end, Reasons("R3.2", inputs: [.init(Phrase("止日", "end"), end.description)], citations: [lapseArticle]))
  }

  /// From what a seizure takes effect (R3.3): service on the assistant; registration for registered property; for equity the
  /// publication in the credit publicity system (股权规定 6), where the first published is the first.
  public enum Effect: String, Sendable, Hashable, CaseIterable {
    case service, registration, equityPublication
    public var citation: Citation {
      switch self {
      case .service: .seizureRules("1")
      case .registration: .seizureRules("7")
      case .equityPublication: .equityRules("6")
      }
    }
  }
}
