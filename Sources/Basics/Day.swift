/// A civil day in China Standard Time, counted from 1970-01-01. No clock, no time zone data: China has had one offset and no
/// summer time since 1992, and no rule here looks further back than a birth date.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public let number: Int32

  public init(number: Int32) { self.number = number }

  /// The day of a proleptic Gregorian date; nil if there is no such date or the year is outside 1…9999.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(year, month) else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(number: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  /// Year, month and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
  public var year: Int { parts.year }

  /// 1 is Monday, 7 is Sunday.
  public var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 + 1 }
  public var isWeekend: Bool { weekday >= 6 }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  /// `days` later, held inside the years 1…9999 so that no input can trap.
  public static func + (day: Day, days: Int) -> Day { held(Int(day.number).addingReportingOverflow(days)) }
  /// `days` earlier, held inside the years 1…9999.
  public static func - (day: Day, days: Int) -> Day { held(Int(day.number).subtractingReportingOverflow(days)) }

  /// 0001-01-01.
  public static let earliest = Day(number: -719_162)
  /// 9999-12-31.
  public static let latest = Day(number: 2_932_896)
  private static func held(_ sum: (partialValue: Int, overflow: Bool)) -> Day {
    // An overflow wraps, so the sign of what it left is the opposite of where it went.
    if sum.overflow { return sum.partialValue < 0 ? latest : earliest }
    return Day(number: Int32(min(max(sum.partialValue, Int(earliest.number)), Int(latest.number))))
  }
  /// Whole days from `right` to `left`.
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  /// The same day of the month `months` later, or that month's last day where it does not exist (民法典 202).
  public func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let total = year * 12 + month - 1 + min(max(months, -200_000), 200_000)
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    let last = Day.length(newYear, newMonth)
    return Day(newYear, newMonth, min(day, last)) ?? (newYear < 1 ? Day.earliest : Day.latest)
  }

  /// Number of days in a month.
  public static func length(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// ISO 8601: `2024-05-06`.
extension Day: CustomStringConvertible, LosslessStringConvertible, Codable {
  public var description: String {
    let (year, month, day) = parts
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
  /// `2024年5月6日`.
  public var chinese: String {
    let (year, month, day) = parts
    return "\(year)年\(month)月\(day)日"
  }
  /// Reads `2024-05-06` only: four, two and two digits.
  public init?(_ description: String) {
    let bytes = Array(description.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year, month, day)
  }
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a day: \(text)"))
    }
    self = day
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
