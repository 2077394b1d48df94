import Basics

/// Removal from the list of dishonest debtors and its correction (失信规定 2.2, 9–12), R7.1.
extension DishonestList {
  /// Working days to remove, and to correct, once a ground has arisen (失信规定 9, 10).
  public static let removeWorkdays = 3
  /// Network queries without a find after termination of the round (失信规定 10.1(4)).
  public static let queriesWithoutFindMin = 2
  /// Days to review an objection, to ask for reconsideration, and to decide on it (失信规定 12).
  public static let reviewDays = 15
  public static let reconsiderDays = 10
  public static let reconsiderDecideDays = 15

  /// Why an entry is removed.
  public enum Removal: Hashable, Sendable, Codable {
    case performed
    case settlementPerformed
    /// The applicant asked in writing and the court agreed.
    case applicantRequest
    /// Termination of this round, then queries without a find and no clue.
    case roundTerminated(queriesWithoutFind: Int, clue: Bool)
    /// Suspension for retrial or bankruptcy.
    case suspended
    /// Enforcement refused (不予执行).
    case enforcementRefused
    case finallyTerminated
    /// The fixed term has ended.
    case termEnded
    /// The court decided on early removal for active performance or correction (2.2).
    case earlyDecision

    var needsNoTerm: Bool {
      switch self {
      case .termEnded, .earlyDecision: false
      case .performed, .settlementPerformed, .applicantRequest, .roundTerminated, .suspended, .enforcementRefused,
        .finallyTerminated:
        true
      }
    }
    var name: Phrase {
      switch self {
      case .performed: Phrase("已履行或者执行完毕", "Performed")
      case .settlementPerformed: Phrase("执行和解协议履行完毕", "Settlement performed")
      case .applicantRequest: Phrase("申请执行人书面申请删除，经审查同意", "Asked for by the applicant")
      case .roundTerminated: Phrase("终本后两次以上查控未发现财产", "Round terminated, queries without a find")
      case .suspended: Phrase("因审判监督或者破产程序中止执行", "Suspended for retrial or bankruptcy")
      case .enforcementRefused: Phrase("裁定不予执行", "Enforcement refused")
      case .finallyTerminated: Phrase("裁定终结执行", "Finally terminated")
      case .termEnded: Phrase("失信期限届满", "The term has ended")
      case .earlyDecision: Phrase("积极履行或者主动纠正，决定提前删除", "Early removal decided")
      }
    }
  }

  /// The last day to remove an entry after a ground arose on `day`. Where a term was fixed, only its end or an early decision
  /// removes the entry (10.2). Errors: `termFixed`, `termRunning`, `noTerm`, `queriesMissing`.
  public static func removeBy(
    _ removal: Removal, on day: Day, listedFor ground: Ground, termEnds: Day?, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    if ground.hasTerm && removal.needsNoTerm {
      throw LawRefusal(
        "removal", "termFixed", "有纳入期限的，不适用该删除情形，期限届满或者决定提前删除",
        "a fixed term runs: its end or an early decision removes the entry",
        .dishonestList("10.2"))
    }
    if removal == .termEnded {
      guard let termEnds else {
        throw LawRefusal("termEnds", "noTerm", "该情形没有固定期限", "this entry has no term", .dishonestList("2.1"))
      }
      guard day >= termEnds else {
        throw LawRefusal("on", "termRunning", "失信期限于\(termEnds)届满", "the term runs until \(termEnds)", .dishonestList("10.2"))
      }
    }
    if case .roundTerminated(let queries, let clue) = removal, queries < queriesWithoutFindMin || clue {
      throw LawRefusal(
        "queriesWithoutFind", "queriesMissing", "须两次以上网络查控未发现财产且无线索", "two queries without a find and no clue are needed",
        .dishonestList("10.1"))
    }
    var due = Periods.due("R7.1", from: day, .workdays(removeWorkdays), .dishonestList("10"), calendar: calendar)
    var reasons = due.reasons
    reasons.steps.insert(.init(removal.name, day.description), at: 0)
    due = Explained(due.value, removal == .earlyDecision ? reasons.citing(.dishonestList("2.2")) : reasons)
    return due
  }

  /// The last day for the court to review an objection to the entry.
  public static func reviewBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.1", from: received, .days(reviewDays), .dishonestList("12"), calendar: calendar)
  }
  /// The last day to correct an entry found wrong.
  public static func correctBy(found: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.1", from: found, .workdays(removeWorkdays), .dishonestList("9"), calendar: calendar)
  }
  /// The last day to ask the higher court for reconsideration; the entry stands meanwhile.
  public static func reconsiderBy(served: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.1", from: served, .days(reconsiderDays), .dishonestList("12"), calendar: calendar)
  }
  /// The last day for the higher court to decide.
  public static func reconsiderationDecidedBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.1", from: received, .days(reconsiderDecideDays), .dishonestList("12"), calendar: calendar)
  }
}
