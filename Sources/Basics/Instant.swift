/// A moment: milliseconds since 1970-01-01T00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  /// The moment at which the clock in China shows `hour:minute:second` on `day`.
  public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Instant.chinaOffset
    self.init(milliseconds: seconds * 1000)
  }
  /// The last millisecond of `day` in China: until then an act is in time.
  public static func end(of day: Day) -> Instant { Instant(milliseconds: Instant(day + 1).milliseconds - 1) }

  private static let chinaOffset: Int64 = 8 * 3600

  private var localSeconds: Int64 { milliseconds.flooredQuotient(1000) + Instant.chinaOffset }
  /// The civil day in China.
  public var day: Day { Day(number: Int32(clamping: localSeconds.flooredQuotient(86_400))) }
  /// Seconds since midnight in China.
  public var secondOfDay: Int { Int((localSeconds % 86_400 + 86_400) % 86_400) }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
  /// `seconds` later, held inside `Int64` so that no input can trap.
  public func adding(seconds: Int64) -> Instant {
    let (product, tooMuch) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, tooLate) = milliseconds.addingReportingOverflow(product)
    return Instant(milliseconds: tooMuch || tooLate ? (seconds < 0 ? .min : .max) : sum)
  }
  /// Held at the ends of 64 bits.
  public func adding(hours: Int64) -> Instant {
    let (seconds, tooMuch) = hours.multipliedReportingOverflow(by: 3600)
    return adding(seconds: tooMuch ? (hours < 0 ? .min : .max) : seconds)
  }
  /// Milliseconds from `earlier` to this moment, held inside `Int64`.
  public func milliseconds(since earlier: Instant) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
    return overflow ? (milliseconds < 0 ? .min : .max) : difference
  }
}

/// ISO 8601 with China's offset: `2024-05-02T21:14:00+08:00` (milliseconds only where there are any).
extension Instant: CustomStringConvertible, LosslessStringConvertible {
  public var description: String {
    let rest = (milliseconds % 1000 + 1000) % 1000
    return "\(day)T\(clock)" + (rest == 0 ? "" : "." + padded(Int(rest), 3)) + "+08:00"
  }
  /// `21:14:00`.
  public var clock: String {
    let second = secondOfDay
    return padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
  }
  /// `2024-05-02 21:14`.
  public var minuteText: String { "\(day) \(clock.prefix(5))" }

  /// Reads `2024-05-02T21:14`, with optional seconds, milliseconds and `+08:00` or `Z`; without an offset it is China's time.
  public init?(_ description: String) {
    let halves = description.split(separator: description.contains("T") ? "T" : " ", omittingEmptySubsequences: false)
    guard halves.count == 2, let day = Day(String(halves[0])) else { return nil }
    var time = halves[1]
    var shift: Int64 = 0
    if time.hasSuffix("+08:00") {
      time = time.dropLast(6)
    } else if time.hasSuffix("Z") {
      time = time.dropLast()
      shift = Instant.chinaOffset
    }
    var milliseconds: Int64 = 0
    if let dot = time.firstIndex(of: ".") {
      let places = time[time.index(after: dot)...]
      guard places.utf8.count == 3, places.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(places) else {
        return nil
      }
      milliseconds = value
      time = time[..<dot]
    }
    let fields = time.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { $0.utf8.count == 2 && $0.utf8.allSatisfy({ (48...57).contains($0) }) ? Int($0) : nil }
    guard numbers.count == fields.count, (2...3).contains(numbers.count) else { return nil }
    let second = numbers.count == 3 ? numbers[2] : 0
    guard numbers[0] < 24, numbers[1] < 60, second < 60 else { return nil }
    let start = Instant(day, hour: numbers[0], minute: numbers[1], second: second)
    self.init(milliseconds: start.milliseconds + shift * 1000 + milliseconds)
  }
}

/// Stored as milliseconds.
extension Instant: Codable {
  public init(from decoder: any Decoder) throws { milliseconds = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(milliseconds)
  }
}

extension Int64 {
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// The only source of "now": passed in, so that a test or a simulation owns the time.
public protocol CourtClock: Sendable {
  var now: Instant { get }
}
