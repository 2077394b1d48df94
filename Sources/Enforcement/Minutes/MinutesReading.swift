import Basics

/// What stands in an answer, read so that a form can begin with it. Never an entry by itself: a person looks at it and sends it.
public enum MinutesReading {
  /// Mobile numbers, in the order said.
  public static func phones(_ text: String) -> [String] {
    digitRuns(text).filter { $0.count == 11 && $0.hasPrefix("1") && $0.dropFirst().first.map { "3456789".contains($0) } == true }
  }

  /// The first sum of money: `3000元`, `1.5万元`, `2万`.
  public static func sum(_ text: String) -> Money? {
    let characters = Array(plain(text))
    var index = 0
    while index < characters.count {
      guard characters[index].isASCII, characters[index].isNumber else {
        index += 1
        continue
      }
      var end = index
      while end < characters.count, characters[end].isASCII, characters[end].isNumber || ".,".contains(characters[end]) {
        end += 1
      }
      let figure = String(characters[index..<end].filter { $0 != "," })
      let unit = String(characters[end..<min(end + 2, characters.count)])
      if unit.hasPrefix("万") {
        if let money = tenThousands(figure) { return money }
      } else if unit.hasPrefix("元") || unit.hasPrefix("块") {
        if let money = Money(figure), money > .zero { return money }
      }
      index = end
    }
    return nil
  }

  private static func tenThousands(_ figure: String) -> Money? {
    let halves = figure.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let places = halves.count == 2 ? String(halves[1]) : ""
    guard places.count <= 4, let scaled = Int64(String(halves[0]) + places + String(repeating: "0", count: 4 - places.count)),
      (1...9_999_999_999).contains(scaled)
    else { return nil }
    return Money(fen: scaled * 100)
  }

  /// The first day named: `2026年5月1日`, `2026-05-01`, `5月1日` (the next one from `today`), `5月底`.
  public static func day(_ text: String, from today: Day) -> Day? {
    let characters = Array(plain(text))
    for index in characters.indices where index == 0 || !isDigit(characters[index - 1]) {
      if let full = iso(characters, index) { return full }
      guard isDigit(characters[index]), let (first, after) = number(characters, index), after < characters.count else { continue }
      if characters[after] == "年", let (month, next) = number(characters, after + 1), next < characters.count,
        characters[next] == "月",
        let day = ending(characters, next + 1, first, month)
      {
        return day
      }
      if characters[after] == "月", (1...12).contains(first) {
        guard let thisYear = ending(characters, after + 1, today.year, first) else { continue }
        return thisYear >= today ? thisYear : ending(characters, after + 1, today.year + 1, first)
      }
    }
    return nil
  }

  private static func ending(_ characters: [Character], _ index: Int, _ year: Int, _ month: Int) -> Day? {
    guard (1900...2200).contains(year), (1...12).contains(month), let first = Day(year, month, 1) else { return nil }
    if index < characters.count, characters[index] == "底" || characters[index] == "末" {
      return first.adding(months: 1) - 1
    }
    guard let (day, after) = number(characters, index), after < characters.count, "日号".contains(characters[after]) else {
      return nil
    }
    return Day(year, month, day)
  }

  private static func iso(_ characters: [Character], _ index: Int) -> Day? {
    guard index + 10 <= characters.count else { return nil }
    return Day(String(characters[index..<index + 10]))
  }

  private static func number(_ characters: [Character], _ index: Int) -> (Int, Int)? {
    var end = index
    while end < characters.count, end - index < 4, isDigit(characters[end]) { end += 1 }
    guard end > index, let number = Int(String(characters[index..<end])) else { return nil }
    return (number, end)
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  private static func digitRuns(_ text: String) -> [String] {
    plain(text).split { !($0.isASCII && $0.isNumber) }.map(String.init)
  }

  /// Figures as input methods give them in full width become plain ones; spaces go.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xFF10...0xFF19: plain.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0xFF0E: plain.append(".")
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
