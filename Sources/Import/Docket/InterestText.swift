import Basics
import EnforcementLaw

/// Interest terms as people type them, brought to the notation of ``InterestTerm/parse(_:start:)``.
enum InterestText {
  enum Fault: Error, Hashable, Sendable {
    case notATerm(String)
    case percentSignMissing(String)
    case periodsOverlap
    case outOfRange(String)
    case lprBeforeItBegan(String)
  }

  /// The notation, empty for no interest. Understands full-width signs, `×` for `*`, `倍` after a multiple, `至` for `..` and
  /// days with slashes.
  static func canonical(_ text: String) throws(Fault) -> String {
    let parts = halfWidth(text).split(separator: ";").map { part in part.split(separator: " ").map(String.init) }.filter {
      !$0.isEmpty
    }
    if parts.isEmpty || parts.count == 1 && noInterest.contains(parts[0].joined()) { return "" }
    var periods: [String] = []
    for words in parts {
      if words[0].utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) { throw .percentSignMissing(words[0]) }
      let rate = words[0].hasSuffix("倍") ? String(words[0].dropLast()) : words[0]
      periods.append(words.count == 1 ? rate : rate + " " + days(words.dropFirst().joined()))
    }
    let notation = periods.joined(separator: "; ")
    try check(notation, as: text)
    return notation
  }

  /// True where a rate has no first day: it then runs from the day after the performance period.
  static func isUndated(_ notation: String) -> Bool { !notation.isEmpty && !notation.contains("..") }

  private static func check(_ notation: String, as text: String) throws(Fault) {
    let term: InterestTerm
    do {
      term = try InterestTerm.parse(notation, start: BenchmarkTable.lastDay)
    } catch {
      switch error.code {
      case "segmentOrder": throw .periodsOverlap
      case "rateOutOfRange": throw .outOfRange(text)
      default: throw .notATerm(text)
      }
    }
    for segment in term.segments {
      switch segment.rate {
      case .yearly(let rate) where rate == .zero || rate > InterestTerm.yearlyMax: throw .outOfRange(text)
      case .lpr(_, let times, _, _) where times.thousandths == 0 || times.thousandths > timesMax.thousandths:
        throw .outOfRange(text)
      case .lpr where segment.from <= BenchmarkTable.lastDay: throw .lprBeforeItBegan(text)
      case .yearly, .monthly, .daily, .lpr, .benchmark: break
      }
    }
  }

  /// A higher rate is a slip of the pen.
  private static let timesMax = Multiple.times(10)
  private static let noInterest: Set<String> = ["无", "NONE", "0", "0%"]

  /// `2022/1/1..` as `2022-01-01..`; what is not days stays, to be refused.
  private static func days(_ text: String) -> String {
    guard let dots = firstDots(in: text) else { return text }
    let last = String(text[dots.upperBound...])
    guard let from = DayText.read(String(text[..<dots.lowerBound])) else { return text }
    guard !last.isEmpty else { return "\(from).." }
    return DayText.read(last).map { "\(from)..\($0)" } ?? text
  }

  private static func firstDots(in text: String) -> Range<String.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix("..") { return index..<text.index(index, offsetBy: 2) }
      index = text.index(after: index)
    }
    return nil
  }

  /// In capitals, with plain signs.
  private static func halfWidth(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF5E, 0x7E, 0x81F3: plain.append("..")
      case 0xFF01...0xFF5D: plain.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0xD7: plain.append("*")
      case 0x3000, 0x09: plain.append(" ")
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain.uppercased()
  }
}

extension InterestText.Fault {
  var rule: DocketRule {
    switch self {
    case .lprBeforeItBegan: .publishedRate
    case .notATerm, .percentSignMissing, .periodsOverlap, .outOfRange: .interest
    }
  }
  var message: Phrase {
    switch self {
    case .notATerm(let text): Phrase("“\(text)”不是利息约定", "“\(text)” is not an interest term")
    case .percentSignMissing(let text): Phrase("“\(text)”缺少百分号", "“\(text)” lacks its percent sign")
    case .periodsOverlap: Phrase("利息各段重叠、倒置，或前一段没有止日", "Interest periods overlap, run backwards, or one but the last has no end")
    case .outOfRange(let text): Phrase("“\(text)”超出合理范围", "“\(text)” is out of range")
    case .lprBeforeItBegan(let text):
      Phrase("“\(text)”早于 LPR 首次公布（2019-08-20）", "“\(text)” begins before the first LPR (2019-08-20)")
    }
  }
  var instead: Phrase {
    switch self {
    case .notATerm:
      Phrase(
        "写成 12%、LPR*4、LPR5Y+0.6%，分段写成 12% 2022-01-01..2022-08-19; LPR*4 2022-08-20..；没有利息写“无”",
        "Write 12%, LPR*4 or LPR5Y+0.6%, periods as 12% 2022-01-01..2022-08-19; LPR*4 2022-08-20.., “none” for no interest")
    case .percentSignMissing: Phrase("年利率写成 12%", "Write a yearly rate as 12%")
    case .periodsOverlap: Phrase("各段按时间先后排列，前段止日早于后段起日", "Put periods in order; each ends before the next begins")
    case .outOfRange: Phrase("年利率不超过 100%，倍数不超过 10", "At most 100% a year and ten times the LPR")
    case .lprBeforeItBegan: Phrase("2019-08-20 以前的一段写年利率", "Write the time before 2019-08-20 as a period with a yearly rate")
    }
  }
}
