import Basics

/// Counting a period (R0.1).
public enum Periods {
  /// How long a period is.
  public enum Length: Sendable, Hashable {
    case days(Int)
    case workdays(Int)
    case months(Int)

    /// `7日`, `3个工作日`, `6个月`.
    public var phrase: Phrase {
      switch self {
      case .days(let count): Phrase("\(count)日", "\(count) days")
      case .workdays(let count): Phrase("\(count)个工作日", "\(count) working days")
      case .months(let count): Phrase("\(count)个月", "\(count) months")
      }
    }
  }

  /// The article on periods: the first day is not counted, and a last day of rest moves (民事诉讼法 85).
  public static let countingArticle = Citation("民事诉讼法", version: "2023", article: "85")
  /// A month without the day ends the period on its last day (民法典 202).
  public static let monthEndArticle = Citation("民法典", version: "2020", article: "202")
  /// A period of hours begins with the next hour (民诉法解释 125).
  public static let hoursArticle = Citation("民诉法解释", document: "法释〔2022〕11号", version: "2022", article: "125")
  /// Restoration of a period (民事诉讼法 86).
  public static let restorationArticle = Citation("民事诉讼法", version: "2023", article: "86")
  /// Days to ask for restoration after the obstacle has ended.
  public static let restorationDays = 10

  /// The last day of a period that starts on `from`, which is not counted. A last day of rest moves to the next working day
  /// unless `rolls` is false; periods of working days never need to. Beyond the issued calendar the result is provisional.
  public static func deadline(from: Day, _ length: Length, calendar: CourtCalendar, rolls: Bool = true) -> Explained<Day> {
    let raw = rawEnd(from: from, length, calendar: calendar)
    let last = rolls ? calendar.rolled(raw) : raw
    var steps = [Reasons.Step(Words.lastDay(length), raw.description)]
    if last != raw {
      steps.append(Reasons.Step(Words.rolled, last.description))
    } else if rolls, raw.isWeekend {
      steps.append(Reasons.Step(Words.adjustedWorkday, raw.description))
    }
    var citations = [countingArticle]
    if case .months = length { citations.append(monthEndArticle) }
    var provisional = calendar.isProvisional(last)
    if case .workdays = length { provisional = provisional || calendar.isProvisional(from) }
    if provisional { steps.append(Reasons.Step(Words.provisional, calendar.knownThrough.description)) }
    return Explained(
      last,
      Reasons(
        "R0.1", inputs: [Reasons.Step(Words.from, from.description)], steps: steps, citations: citations, provisional: provisional
      ))
  }

  /// The day on which a period ends before any day of rest moves it.
  public static func rawEnd(from: Day, _ length: Length, calendar: CourtCalendar) -> Day {
    switch length {
    case .days(let count): from + count
    case .months(let count): from.adding(months: count)
    case .workdays(let count): calendar.workingDay(count, after: from)
    }
  }

  /// The moment at which a period of hours ends: counted from the next full hour. Days of rest do not stop hours.
  public static func deadline(from: Instant, hours: Int) -> Explained<Instant> {
    let hour: Int64 = 3_600_000
    // Held to moments that any calendar knows, so that the next hour cannot leave Int64.
    let moment = min(max(from.milliseconds, -(1 << 60)), 1 << 60)
    let next = Instant(milliseconds: moment - (moment % hour + hour) % hour + hour)
    let end = next.adding(hours: Int64(clamping: min(max(hours, 0), 1_000_000)))
    return Explained(
      end,
      Reasons(
        "R0.1", inputs: [Reasons.Step(Words.from, from.description)],
        steps: [
          Reasons.Step(Words.nextHour, next.description),
          Reasons.Step(Phrase("加\(hours)小时", "plus \(hours) hours"), end.description),
        ], citations: [hoursArticle]))
  }

  /// Whether something posted on `posted` is in time (民事诉讼法 85.4): time on the way does not count.
  public static func isInTime(posted: Day, deadline: Day) -> Explained<Bool> {
    Explained(
      posted <= deadline,
      Reasons(
        "R0.1",
        inputs: [
          Reasons.Step(Phrase("交邮日", "posted on"), posted.description),
          Reasons.Step(Phrase("期间届满日", "last day"), deadline.description),
        ], citations: [Citation("民事诉讼法", version: "2023", article: "85.4")]))
  }

  /// The last day to ask for restoration of a missed period (民事诉讼法 86).
  public static func restoration(obstacleEnded: Day, calendar: CourtCalendar) -> Explained<Day> {
    var result = deadline(from: obstacleEnded, .days(restorationDays), calendar: calendar)
    result = Explained(result.value, result.reasons.citing(restorationArticle))
    return result
  }

  enum Words {
    static let from = Phrase("起算日（不计入）", "from (not counted)")
    static let rolled = Phrase("遇法定休假日，顺延至", "a day of rest: moved to")
    static let adjustedWorkday = Phrase("周末但为调休上班日，不顺延", "a weekend day worked in exchange: not moved")
    static let provisional = Phrase("超出已公布的休假安排，暂以周末计；日历截至", "beyond the issued calendar, weekends only; known through")
    static let nextHour = Phrase("自次时起算", "counted from the next hour")
    static func lastDay(_ length: Length) -> Phrase {
      Phrase("加" + length.phrase.zh, "plus " + length.phrase.en)
    }
  }
}

extension Reasons {
  /// The same reasons with another article added.
  public func citing(_ citation: Citation) -> Reasons {
    guard !citations.contains(citation) else { return self }
    var more = self
    more.citations.append(citation)
    return more
  }
  /// The same reasons under another rule, with further inputs, articles and settings in front.
  public func under(
    _ rule: String, inputs: [Step] = [], citations: [Citation] = [], settings: [SettingUsed] = []
  ) -> Reasons {
    var outer = self
    outer.rule = rule
    outer.inputs = inputs + self.inputs
    outer.citations = citations + self.citations.filter { !citations.contains($0) }
    outer.settings = settings + self.settings
    return outer
  }
}
