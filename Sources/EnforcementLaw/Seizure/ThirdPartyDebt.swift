import Basics

/// Matured debts that others owe the debtor (到期债权, R3.8).
public enum ThirdPartyDebt {
  /// Days to pay or to object after the notice (执行规定 45).
  public static let answerDays = 15
  static let articles: [Citation] = [.procedureInterpretation("499"), .enforcementRules("45")]

  /// What the third party says.
  public enum Answer: Sendable, Hashable {
    case paid
    /// Denies the debt, or part of it: what it admits.
    case objects(on: Day, admits: Money)
    /// Says only that it cannot pay, or has nothing to do with the applicant: no objection (执行规定 46).
    case pleadsInability
    case none
  }
  /// What may follow.
  public enum Outcome: Sendable, Hashable {
    case settled
    /// A ruling to enforce this sum against the third party.
    case enforce(Money)
    /// Enforced as far as admitted; the rest is not examined, the applicant may sue.
    case enforceAdmitted(Money)
    case notEnforced
    /// The fifteen days still run.
    case wait(until: Day)
  }

  /// The last day to pay or to object.
  public static func deadline(noticeServed: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: noticeServed, .days(answerDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R3.8", citations: articles))
  }

  /// What follows from the third party's answer as of `today`. An objection in time is not examined; one that denies a debt
  /// fixed by an effective instrument does not count. An objection does not lift the freeze.
  public static func outcome(
    debt: Money, noticeServed: Day, answer: Answer, fixedByInstrument: Bool = false, today: Day, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Outcome> {
    try debt.checked("debt", articles)
    let last = deadline(noticeServed: noticeServed, calendar: calendar)
    var reasons = last.reasons
    let outcome: Outcome
    switch answer {
    case .paid: outcome = .settled
    case .objects(let on, let admits) where on <= last.value && !fixedByInstrument:
      try admits.checked("admits", articles)
      guard admits <= debt else {
        throw LawRefusal(
          field: "admits", code: "admitsMoreThanDebt", Phrase("承认数额超过债权", "admits more than the debt"), citations: articles)
      }
      outcome = admits > .zero ? .enforceAdmitted(admits) : .notEnforced
      reasons = reasons.citing(.enforcementRules("47")).citing(.enforcementRules("48"))
    case .objects, .pleadsInability, .none:
      if answer == .pleadsInability { reasons = reasons.citing(.enforcementRules("46")) }
      if fixedByInstrument { reasons = reasons.citing(.procedureInterpretation("499.3")) }
      outcome = today > last.value ? .enforce(debt) : .wait(until: last.value)
      reasons = reasons.citing(.enforcementRules("49"))
    }
    reasons.inputs.append(.init(Phrase("到期债权", "debt"), debt.grouped))
    reasons.steps.append(.init(Phrase("结果", "outcome"), outcome.text))
    return Explained(outcome, reasons)
  }
}

extension ThirdPartyDebt.Outcome {
  var text: String {
    switch self {
    case .settled: "已履行 settled"
    case .enforce(let sum): "裁定强制执行 \(sum.grouped)"
    case .enforceAdmitted(let sum): "执行承认部分 \(sum.grouped)"
    case .notEnforced: "不得强制执行"
    case .wait(let until): "等待至 \(until)"
    }
  }
}

/// Grounds to lift a seizure (R3.9).
public enum SeizureRelease {
  public static let preservationDays = 5
  /// Urgent release of a preservation (财产保全 23).
  public static let urgentHours = 48

  /// Why a seizure is lifted, one item of 查扣冻 28 each.
  public enum Ground: String, Sendable, Hashable, CaseIterable, Codable {
    case thirdPartyOwned, withdrawn, unsold, performed, secured, other
    public var phrase: Phrase {
      switch self {
      case .thirdPartyOwned: Phrase("查封、扣押、冻结案外人财产", "belongs to a third party")
      case .withdrawn: Phrase("申请执行人撤回申请或者放弃债权", "withdrawn or waived")
      case .unsold: Phrase("流拍或变卖不成且无人接受抵债，又无其他执行措施", "unsold, not taken, nothing else to do")
      case .performed: Phrase("债务已经清偿", "the debt is paid")
      case .secured: Phrase("提供担保且申请执行人同意", "security given and the applicant agrees")
      case .other: Phrase("应当解除的其他情形", "other grounds")
      }
    }
    /// 查扣冻 28, by item.
    public var citation: Citation {
      let item =
        switch self {
        case .thirdPartyOwned: 1
        case .withdrawn: 2
        case .unsold: 3
        case .performed: 4
        case .secured: 5
        case .other: 6
        }
      return .seizureRules("28(\(item))")
    }
  }

  /// The last day to decide on lifting a preservation measure (财产保全 23).
  public static func preservationDeadline(requested: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: requested, .days(preservationDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R3.9", citations: [.preservation("23")]))
  }
}
