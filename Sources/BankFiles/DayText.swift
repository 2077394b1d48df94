import Basics

/// Days and moments as bank files write them.
enum DayText {
  /// ISO 8601 day (`2024-05-06`, with an optional offset) or moment (`2024-05-06T21:14:00.123456+08:00`); the civil day in China.
  static func iso(_ text: String) -> Day? {
    let bytes = Array(text.utf8.prefix(64))
    guard bytes.count >= 10, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    var rest = bytes[10...]
    var seconds = 0
    var hasTime = false
    if rest.first == UInt8(ascii: "T") {
      guard let clock = clock(rest.dropFirst()) else { return nil }
      (seconds, rest, hasTime) = (clock.seconds, clock.rest, true)
    }
    guard !rest.isEmpty else { return day }
    guard let offset = offset(rest) else { return nil }
    guard hasTime else { return day }
    let china = seconds - offset + 8 * 3600
    return china < 0 ? day - 1 : china >= 86_400 ? day + 1 : day
  }

  private static func clock(_ bytes: ArraySlice<UInt8>) -> (seconds: Int, rest: ArraySlice<UInt8>)? {
    var rest = bytes
    guard let hour = number(&rest, 2), take(":", &rest), let minute = number(&rest, 2), take(":", &rest),
      let second = number(&rest, 2), hour <= 24, minute < 60, second <= 60
    else { return nil }
    if take(".", &rest) {
      let digits = rest.prefix { (48...57).contains($0) }
      guard !digits.isEmpty, digits.count <= 12 else { return nil }
      rest = rest.dropFirst(digits.count)
    }
    return (hour * 3600 + minute * 60 + second, rest)
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    var rest = bytes
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hour = number(&rest, 2),
      take(":", &rest), let minute = number(&rest, 2), rest.isEmpty, hour <= 14, minute < 60
    else { return nil }
    return (hour * 3600 + minute * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  /// As Chinese banks' exports write days, with or without a time behind: `2024-05-06`, `2024/5/6 09:30`, `2024.05.06`,
  /// `20240506`, `20240506093000`, `2024年5月6日`.
  static func export(_ text: String) -> Day? {
    var rest = Array(text.utf8.prefix(64))[...]
    guard let year = number(&rest, 4) else { return nil }
    if let first = rest.first, (48...57).contains(first) {
      guard let month = number(&rest, 2), let day = number(&rest, 2), isTime(rest) else { return nil }
      return Day(year, month, day)
    }
    if take("年", &rest) {
      guard let month = shortNumber(&rest), take("月", &rest), let day = shortNumber(&rest), take("日", &rest), isTime(rest) else {
        return nil
      }
      return Day(year, month, day)
    }
    guard let separator = rest.popFirst(), [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(separator),
      let month = shortNumber(&rest), rest.popFirst() == separator, let day = shortNumber(&rest), isTime(rest)
    else { return nil }
    return Day(year, month, day)
  }

  /// What may stand behind a day: nothing, or digits with colons, points, dashes and blanks.
  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count <= 20 && bytes.allSatisfy { (48...58).contains($0) || $0 == 0x20 || $0 == 0x2E || $0 == 0x2D || $0 == 0x54 }
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
    guard bytes.count >= count else { return nil }
    var value = 0
    for byte in bytes.prefix(count) {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    bytes = bytes.dropFirst(count)
    return value
  }

  /// One or two digits.
  private static func shortNumber(_ bytes: inout ArraySlice<UInt8>) -> Int? { number(&bytes, 2) ?? number(&bytes, 1) }

  private static func take(_ text: StaticString, _ bytes: inout ArraySlice<UInt8>) -> Bool {
    let matches = text.withUTF8Buffer { bytes.starts(with: $0) }
    if matches { bytes = bytes.dropFirst(text.utf8CodeUnitCount) }
    return matches
  }
}
