import Basics

extension InterestTerm {
  /// Reads the notation of dockets and forms: empty or `无` for none; else rates parted by `;`, each with its days where the
  /// instrument gives them: `12%`, `LPR*4`, `LPR5Y+0.6%`, `12% 2022-01-01..2022-08-19; LPR*4 2022-08-20..`. A percentage is a
  /// yearly rate; a rate without days runs from the day after `start`. Errors: `notAnInterestTerm`, and those of ``check()``.
  public static func parse(_ text: String, start: Day) throws(LawRefusal) -> InterestTerm {
    let parts = text.split(separator: ";").map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    if parts.isEmpty || parts == [["无"]] || parts == [["none"]] { return .none }
    guard parts.count <= segmentsMax else { throw notation(text) }
    var segments: [Segment] = []
    for words in parts {
      guard words.count <= 2, let rate = rate(words[0]) else { throw notation(text) }
      guard words.count == 2 else {
        segments.append(Segment(from: segments.last?.through.map { $0 + 1 } ?? start + 1, rate: rate))
        continue
      }
      guard let days = days(words[1]) else { throw notation(text) }
      segments.append(Segment(from: days.from, through: days.through, rate: rate))
    }
    let term = InterestTerm(segments: segments)
    try term.check()
    return term
  }

  private static func rate(_ text: String) -> InterestRate? {
    let upper = text.uppercased()
    guard upper.hasPrefix("LPR") else {
      return upper.hasSuffix("%") ? Rate(percent: String(upper.dropLast())).map { .yearly(rate: $0) } : nil
    }
    var rest = upper.dropFirst(3)
    var tenor = LPRTable.Tenor.oneYear
    if rest.hasPrefix("5Y") { tenor = .fiveYears }
    if rest.hasPrefix("5Y") || rest.hasPrefix("1Y") { rest = rest.dropFirst(2) }
    var times = Multiple.once
    if rest.hasPrefix("*") || rest.hasPrefix("×") {
      let factor = rest.dropFirst().prefix { $0.isNumber || $0 == "." }
      guard let multiple = Multiple(String(factor)) else { return nil }
      times = multiple
      rest = rest.dropFirst(factor.count + 1)
    }
    if rest.isEmpty { return .lpr(tenor: tenor, times: times, plus: .zero, fixedOn: nil) }
    guard rest.hasPrefix("+"), rest.hasSuffix("%"), let plus = Rate(percent: String(rest.dropFirst().dropLast())) else {
      return nil
    }
    return .lpr(tenor: tenor, times: times, plus: plus, fixedOn: nil)
  }

  private static func days(_ text: String) -> (from: Day, through: Day?)? {
    guard text.count >= 12, let from = Day(String(text.prefix(10))), text.dropFirst(10).hasPrefix("..") else { return nil }
    let end = String(text.dropFirst(12))
    if end.isEmpty { return (from, nil) }
    return Day(end).map { (from, $0) }
  }

  private static func notation(_ text: String) -> LawRefusal {
    LawRefusal(
      field: "interest", code: "notAnInterestTerm",
      Phrase(
        "“\(text)”不是利息条款；请写成 12%、LPR*4 或 12% 2022-01-01..2022-08-19; LPR*4 2022-08-20..",
        "“\(text)” is not an interest term; write 12%, LPR*4 or 12% 2022-01-01..2022-08-19; LPR*4 2022-08-20.."))
  }
}
