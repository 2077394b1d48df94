import Basics

/// General interest by the instrument's own terms (R6.5). It accrues only where the instrument orders it, by its method, and
/// runs to the same end as the doubled part (法释〔2014〕8号 1.2).
public enum GeneralInterest {
  public static let citations = [Citation.delayInterest("1.2")]

  /// Interest on `principal` from the term's first day until `until`, less what `payments` took off the principal. The sum of
  /// all pieces is rounded half up once. Errors: those of the term, the payments and the rate tables.
  public static func accrued(
    principal: Money, term: InterestTerm, payments: [Payment] = [], until: Day, rates: RateTables, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    try principal.checked("principal", citations)
    try checkedPayments(payments, against: principal, citations)
    try term.check()
    let lastDay = settings.interestDays == .bothIncluded ? until : until - 1
    var pieces: [Piece] = []
    for segment in term.segments where segment.from <= lastDay {
      let end = min(segment.through ?? lastDay, lastDay)
      for run in try segment.rate.runs(from: segment.from, through: end, rates) {
        pieces += balances(principal, Payment.byDay(payments, through: until), run, settings.interestDays)
      }
    }
    return try explained(pieces, principal, term.year, until, settings)
  }

  /// A stretch of days with one balance and one rate.
  private struct Piece {
    let run: InterestRate.Run
    let balance: Money
  }

  /// Cuts a run of one rate where a payment changes the balance.
  private static func balances(
    _ principal: Money, _ payments: [Payment], _ run: InterestRate.Run, _ counting: CourtSettings.InterestDays
  )
    -> [Piece]
  {
    var balance = principal
    var from = run.from
    var pieces: [Piece] = []
    for payment in payments {
      // The first day on which the smaller balance bears interest.
      let lower = counting == .bothIncluded ? payment.day + 1 : payment.day
      if lower > run.through { break }
      if lower > from {
        pieces.append(Piece(run: run.cut(from, lower - 1), balance: balance))
        from = lower
      }
      balance -= payment.amount
    }
    pieces.append(Piece(run: run.cut(from, run.through), balance: balance))
    return pieces.filter { $0.balance > .zero }
  }

  private static func explained(
    _ pieces: [Piece], _ principal: Money, _ year: InterestYear, _ until: Day, _ settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    let base = year.base(settings)
    var sum: Int128 = 0
    var steps: [Reasons.Step] = []
    for piece in pieces {
      // Over the days of the year for all pieces, so that the sum is rounded once.
      let share = Int128(piece.run.daily ? base.days : 1)
      sum += Int128(piece.balance.fen) * Int128(piece.run.billionths) * Int128(piece.run.days) * share
      steps.append(piece.run.step(piece.balance, base.days))
    }
    guard let interest = Money(rounding: sum, over: 1_000_000_000 * Int128(base.days)), interest <= .outsideMax else {
      throw LawRefusal(
        field: "principal", code: "interestOutOfRange", Phrase("利息超出可计算的范围", "the interest is out of range"), citations: citations
      )
    }
    steps.append(.init(Phrase("一般债务利息合计", "General interest in all"), interest.grouped))
    return Explained(
      interest,
      Reasons(
        "R6.5", inputs: [.init(Phrase("本金", "Principal"), principal.grouped), .init(Phrase("计算至", "Until"), until.description)],
        steps: steps, citations: citations,
        settings: [settings.used("interestDays", settings.interestDays)] + (base.used.map { [$0] } ?? []),
        provisional: pieces.contains { $0.run.provisional }))
  }
}

extension InterestRate {
  /// Days `from...through` at one rate.
  struct Run: Hashable {
    var from: Day
    var through: Day
    /// The annual (or daily) rate in thousand-millionths.
    let billionths: Int64
    let daily: Bool
    /// The published rate, where there is one: `3.45% × 1.5`.
    let published: String?
    let provisional: Bool
    var days: Int { through - from + 1 }
    func cut(_ from: Day, _ through: Day) -> Run {
      var copy = self
      copy.from = from
      copy.through = through
      return copy
    }
    func step(_ balance: Money, _ yearDays: Int) -> Reasons.Step {
      let rate = decimalText(billionths, places: 7, atLeast: 2) + "%"
      let origin = published.map { "（\($0)）" } ?? ""
      let year = daily ? "" : " ÷ \(yearDays)"
      return Reasons.Step(
        Phrase("\(from)至\(through)，\(days)天", "\(from) to \(through), \(days) days"),
        "\(balance.grouped) × \(rate)\(origin) × \(days)\(year)")
    }
  }

  /// The runs of one rate in `first...last`; neighbours with the same rate are one run.
  func runs(from first: Day, through last: Day, _ rates: RateTables) throws(LawRefusal) -> [Run] {
    guard first <= last else { return [] }
    var starts = [first]
    switch self {
    case .lpr(_, _, _, fixedOn: nil): starts += rates.lpr.changes(after: first, through: last)
    case .benchmark(_, _, fixedOn: nil): starts += rates.benchmark.changes(after: first, through: last)
    case .yearly, .monthly, .daily, .lpr, .benchmark: break
    }
    // A table that ends before the last day must say so, even though its last rate began earlier.
    _ = try run(first, last, on: last, rates)
    var runs: [Run] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : last
      let next = try run(start, end, on: start, rates)
      if var before = runs.last, before.billionths == next.billionths, before.provisional == next.provisional {
        before.through = end
        runs[runs.count - 1] = before
      } else {
        runs.append(next)
      }
    }
    return runs
  }

  private func run(_ from: Day, _ through: Day, on day: Day, _ rates: RateTables) throws(LawRefusal) -> Run {
    switch self {
    case .yearly(let rate):
      return Run(
        from: from, through: through, billionths: rate.perMillion * 1000, daily: false, published: nil, provisional: false)
    case .monthly(let rate):
      return Run(
        from: from, through: through, billionths: rate.perMillion * 12_000, daily: false, published: "\(rate.percentText) × 12",
        provisional: false)
    case .daily(let rate):
      return Run(
        from: from, through: through, billionths: rate.perMillion * 1000, daily: true, published: nil, provisional: false)
    case .lpr(let tenor, let times, let plus, let fixedOn):
      let published = try rates.lpr.rate(on: fixedOn ?? day, tenor: tenor)
      let points = plus == .zero ? "" : " + \(plus.percentText)"
      return Run(
        from: from, through: through, billionths: published.value.perMillion * times.thousandths + plus.perMillion * 1000,
        daily: false,
        published: "LPR \(published.value.percentText) × \(times.text)\(points)", provisional: published.reasons.provisional)
    case .benchmark(let tier, let times, let fixedOn):
      let published = try rates.benchmark.rate(on: fixedOn ?? day, tier: tier).value
      return Run(
        from: from, through: through, billionths: published.perMillion * times.thousandths, daily: false,
        published: "\(published.percentText) × \(times.text)", provisional: false)
    }
  }
}
