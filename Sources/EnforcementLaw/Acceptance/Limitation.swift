import Basics

/// The limitation of an application for enforcement (申请执行时效, R1.8). It only ever raises a flag: a court accepts the
/// application, and looks at limitation when the debtor objects.
public enum Limitation {
  /// Two years (民事诉讼法 250).
  public static let months = 24
  /// Obstacles count in the last six months (执行程序解释 19).
  public static let obstacleMonths = 6
  public static let article = Citation.procedure2023("250")
  /// Accepted though late; refused only on a well-founded objection (民诉法解释 481).
  public static let objectionArticle = Citation.procedureInterpretation("481")

  /// The day from which the two years run.
  public enum Start: Sendable, Hashable {
    /// The last day of the period for performance.
    case performancePeriodEnds(Day)
    /// Payment in parts: the last day of the last one.
    case instalments(last: Day)
    /// No period for performance: the day the instrument took effect.
    case effective(Day)
    /// A duty to refrain: the day of the breach.
    case omissionBreached(Day)
    /// A notarised instrument payable in parts: each part by its own last day (法释〔2018〕18号 9).
    case notarisedInstalment(Day)

    public var day: Day {
      switch self {
      case .performancePeriodEnds(let day), .instalments(let day), .effective(let day), .omissionBreached(let day),
        .notarisedInstalment(let day):
        day
      }
    }
    var phrase: Phrase {
      switch self {
      case .performancePeriodEnds: Phrase("履行期间最后一日", "last day for performance")
      case .instalments: Phrase("最后一期履行期限届满之日", "last day of the last instalment")
      case .effective: Phrase("法律文书生效之日（未规定履行期间）", "day of effect (no period for performance)")
      case .omissionBreached: Phrase("违反不作为义务之日", "breach of the duty to refrain")
      case .notarisedInstalment: Phrase("公证债权文书本期届满之日", "last day of this instalment of the notarised instrument")
      }
    }
    var citation: Citation {
      switch self {
      case .notarisedInstalment: .notarisedInstruments("9")
      case .omissionBreached: .enforcementProcedure("21")
      case .performancePeriodEnds, .instalments, .effective: Limitation.article
      }
    }
  }

  /// What makes the two years run anew.
  public enum Interruption: Sendable, Hashable {
    case application(Day)
    case demand(Day)
    case promise(Day)
    /// Asking the notary for the certificate of enforcement (法释〔2018〕18号 9).
    case certificateRequested(Day)
    /// A settlement of that day: the two years run from the last day agreed for performance.
    case settlement(on: Day, lastAgreed: Day)

    /// The day of the act.
    public var day: Day {
      switch self {
      case .application(let day), .demand(let day), .promise(let day), .certificateRequested(let day): day
      case .settlement(let day, _): day
      }
    }
    /// The day from which the two years run anew.
    var restart: Day {
      switch self {
      case .application, .demand, .promise, .certificateRequested: day
      case .settlement(_, let lastAgreed): lastAgreed
      }
    }
    var phrase: Phrase {
      switch self {
      case .application: Phrase("申请执行而中断", "interrupted by an application")
      case .demand: Phrase("提出履行要求而中断", "interrupted by a demand")
      case .promise: Phrase("同意履行而中断", "interrupted by a promise")
      case .certificateRequested: Phrase("申请执行证书而中断", "interrupted by asking for the certificate")
      case .settlement: Phrase("达成和解，自约定最后履行期限起重新计算", "settled: anew from the last day agreed")
      }
    }
  }

  /// Days on which the applicant could not act; both ends included.
  public struct Obstacle: Sendable, Hashable {
    public let first: Day
    public let last: Day
    public init(first: Day, last: Day) {
      self.first = first
      self.last = last
    }
  }

  /// The last day of the limitation. Interruptions after it has passed change nothing; each says so in the steps.
  public static func expiry(
    start: Start, interruptions: [Interruption] = [], obstacles: [Obstacle] = [], calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    try check(interruptions, obstacles)
    var reasons = Reasons(
      "R1.8", inputs: [.init(start.phrase, start.day.description)], citations: [start.citation, article].uniqued)
    var from = start.day
    var end = term(from, obstacles, calendar, &reasons)
    for interruption in interruptions.sorted(by: { $0.day < $1.day }) {
      guard interruption.day <= end else {
        reasons.steps.append(
          .init(Phrase("时效届满后的行为，不发生中断", "after the limitation: no interruption"), interruption.day.description))
        continue
      }
      from = interruption.restart
      reasons.steps.append(.init(interruption.phrase, from.description))
      reasons = reasons.citing(interruption.isSettlement ? .settlementRules("10") : .enforcementProcedure("20"))
      end = term(from, obstacles, calendar, &reasons)
    }
    reasons.provisional = calendar.isProvisional(end)
    return Explained(end, reasons)
  }

  /// Whether an application of `applied` comes late. True is a flag for the record, never a ground to refuse filing.
  public static func isAtRisk(
    applied: Day, start: Start, interruptions: [Interruption] = [], obstacles: [Obstacle] = [], calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Bool> {
    let end = try expiry(
      start: start, interruptions: interruptions.filter { $0.day <= applied }, obstacles: obstacles, calendar: calendar)
    var reasons = end.reasons.citing(objectionArticle)
    reasons.inputs.append(.init(Phrase("申请执行日", "applied on"), applied.description))
    reasons.steps.append(
      applied > end.value
        ? .init(
          Phrase("超过时效：仍应受理，被执行人提出异议成立的裁定不予执行", "late: filed all the same; refused only if the debtor objects"),
          end.value.description)
        : .init(Phrase("在时效内", "in time"), end.value.description))
    return Explained(applied > end.value, reasons)
  }

  /// The limit on interruptions and obstacles that one question may name.
  static let entriesMax = 1000

  private static func check(_ interruptions: [Interruption], _ obstacles: [Obstacle]) throws(LawRefusal) {
    guard interruptions.count <= entriesMax, obstacles.count <= entriesMax else {
      throw LawRefusal(field: "interruptions", code: "tooMany", Phrase("最多\(entriesMax)项", "at most \(entriesMax) entries"))
    }
    for interruption in interruptions where interruption.isSettlement && interruption.restart < interruption.day {
      throw LawRefusal(
        field: "interruptions", code: "agreedBeforeSettlement",
        Phrase("约定的最后履行期限早于和解日", "the last day agreed lies before the settlement"), citations: [.settlementRules("10")])
    }
    for obstacle in obstacles where obstacle.first > obstacle.last {
      throw LawRefusal(field: "obstacles", code: "rangeReversed", Phrase("障碍的止日早于起日", "an obstacle ends before it begins"))
    }
  }

  /// Two years from a day, longer by the days of each obstacle that lie in the last six months, and rolled.
  private static func term(_ from: Day, _ obstacles: [Obstacle], _ calendar: CourtCalendar, _ reasons: inout Reasons) -> Day {
    var end = from.adding(months: months)
    reasons.steps.append(.init(Phrase("加二年", "plus two years"), end.description))
    for obstacle in obstacles.sorted(by: { $0.first < $1.first }) {
      let first = max(obstacle.first, end.adding(months: -obstacleMonths) + 1)
      guard first <= end, first <= obstacle.last, obstacle.last > from else { continue }
      end = end + (obstacle.last - first + 1)
      reasons.steps.append(
        .init(Phrase("最后六个月内有障碍，中止后继续计算", "an obstacle in the last six months: runs on after it"), end.description))
      reasons = reasons.citing(.enforcementProcedure("19"))
    }
    let rolled = calendar.rolled(end)
    if rolled != end {
      reasons.steps.append(.init(Periods.Words.rolled, rolled.description))
      reasons = reasons.citing(Periods.countingArticle)
    }
    return rolled
  }
}

extension Limitation.Interruption {
  var isSettlement: Bool {
    if case .settlement = self { true } else { false }
  }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of first appearance.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
