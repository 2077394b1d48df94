import Basics

extension Reasons.Step {
  init(_ zh: String, _ en: String, _ money: Money) { self.init(Phrase(zh, en), money.grouped) }
  init(_ zh: String, _ en: String, _ day: Day) { self.init(Phrase(zh, en), day.description) }
  init(_ zh: String, _ en: String, _ moment: Instant) { self.init(Phrase(zh, en), moment.description) }
  init(_ zh: String, _ en: String, _ figure: String) { self.init(Phrase(zh, en), figure) }
  init(_ zh: String, _ en: String, _ count: Int) { self.init(Phrase(zh, en), String(count)) }
  init(_ zh: String, _ en: String, _ yes: Bool) { self.init(Phrase(zh, en), yes ? "✓" : "✗") }
}

extension LawRefusal {
  init(_ field: String, _ code: String, _ zh: String, _ en: String, _ citations: Citation...) {
    self.init(field: field, code: code, Phrase(zh, en), citations: citations)
  }
}

extension Periods {
  /// The end of a period under a rule of its own, with the article that sets its length in front.
  static func due(
    _ rule: String, from: Day, _ length: Length, _ citation: Citation, calendar: CourtCalendar,
    settings: [Reasons.SettingUsed] = []
  ) -> Explained<Day> {
    let end = deadline(from: from, length, calendar: calendar)
    return Explained(end.value, end.reasons.under(rule, citations: [citation], settings: settings))
  }
}

extension Money {
  /// Whether this sum is at least `percent` of another, without rounding.
  func isAtLeast(_ percent: Int, percentOf other: Money) -> Bool { Int128(fen) * 100 >= Int128(other.fen) * Int128(percent) }
  /// The smallest sum that is at least `percent` of this one.
  func least(_ percent: Int) -> Money {
    let (whole, rest) = (Int128(fen) * Int128(percent)).quotientAndRemainder(dividingBy: 100)
    return Money(fen: Int64(clamping: rest > 0 ? whole + 1 : whole))
  }
  /// The largest sum that is at most `percent` of this one.
  func most(_ percent: Int) -> Money { Money(fen: Int64(clamping: Int128(fen) * Int128(percent) / 100)) }
}
