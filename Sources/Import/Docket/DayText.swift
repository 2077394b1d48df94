import Basics

/// Days as people and spreadsheet programs write them: `2024-05-06`, `2024/5/6`, `2024.5.6`, `2024年5月6日`, `20240506`.
enum DayText {
  /// Nil where `text` is none of these or there is no such day.
  static func read(_ text: String) -> Day? {
    if let day = Day(text) { return day }
    let bytes = Array(text.utf8)
    if bytes.count == 8, let year = number(bytes[0..<4]), let month = number(bytes[4..<6]), let day = number(bytes[6..<8]) {
      return Day(year, month, day)
    }
    let parts = text.hasSuffix("日") ? chinese(text) : separated(text)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count) else {
      return nil
    }
    guard let year = number(Array(parts[0].utf8)[...]), let month = number(Array(parts[1].utf8)[...]),
      let day = number(Array(parts[2].utf8)[...])
    else { return nil }
    return Day(year, month, day)
  }

  private static func separated(_ text: String) -> [Substring] {
    for separator in ["/", "-", "."] as [Character] where text.contains(separator) {
      return text.split(separator: separator, omittingEmptySubsequences: false)
    }
    return []
  }

  private static func chinese(_ text: String) -> [Substring] {
    let halves = text.dropLast().split(separator: "年", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return [] }
    return [halves[0]] + halves[1].split(separator: "月", omittingEmptySubsequences: false)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var value = 0
    for byte in bytes {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }
}
