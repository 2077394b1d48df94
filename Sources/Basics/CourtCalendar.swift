/// Which days are statutory days of rest: weekends, less adjusted working days, plus the State Council's holidays (R11.1).
public struct CourtCalendar: Sendable, Hashable {
  /// A day that breaks the weekday rule.
  public enum Exception: String, Sendable, Hashable, Codable { case off, workAdjusted = "work_adjusted" }

  private let exceptions: [Day: Exception]
  /// The last day that an issued calendar covers. Beyond it only weekends are known and results are provisional.
  public let knownThrough: Day
  /// The first day covered.
  public let knownFrom: Day

  public init(exceptions: [Day: Exception], knownFrom: Day, knownThrough: Day) {
    self.exceptions = exceptions
    self.knownFrom = knownFrom
    self.knownThrough = knownThrough
  }

  /// A calendar that knows weekends only.
  public static let weekendsOnly = CourtCalendar(exceptions: [:], knownFrom: Day(number: 0), knownThrough: Day(number: -1))

  /// Weekends are off and other days are not, but for the exceptions. Ask only from `knownFrom` through `knownThrough`.
  public func isWorking(_ day: Day) -> Bool {
    switch exceptions[day] {
    case .off: false
    case .workAdjusted: true
    case nil: !day.isWeekend
    }
  }
  /// True where the answer may change when the State Council issues that year's arrangement.
  public func isProvisional(_ day: Day) -> Bool { day > knownThrough || day < knownFrom }
  /// The day itself if it is a working day, else the next one (民事诉讼法 85.3). At most 30 days are tried.
  public func rolled(_ day: Day) -> Day {
    var rolled = day
    for _ in 0..<30 where !isWorking(rolled) { rolled = rolled + 1 }
    return rolled
  }
  /// The `count`-th working day after `day`; `day` itself for zero. `count` is bounded to 10,000.
  public func workingDay(_ count: Int, after day: Day) -> Day {
    var left = min(count, 10_000)
    var current = day
    while left > 0 {
      current = current + 1
      if isWorking(current) { left -= 1 }
    }
    return current
  }
  /// Working days in `first...last`, both included.
  public func workingDays(from first: Day, through last: Day) -> Int {
    guard first <= last else { return 0 }
    return (first.number...last.number).count { isWorking(Day(number: $0)) }
  }
}
