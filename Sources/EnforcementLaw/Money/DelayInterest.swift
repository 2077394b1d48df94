import Basics

/// The doubled part of delay interest (加倍部分债务利息): from 2014-08-01 a daily 0.0175 % of the unpaid debt that the instrument
/// fixes, general interest left out (R6.3); before that day twice the benchmark rate (R6.4).
public enum DelayInterest {
  /// A daily 1.75 per 10,000 (法释〔2014〕8号 1.3).
  public static let dailyRate = Rate(perMillion: 175)
  /// The rule of 2014 holds from 2014-08-01 (法释〔2014〕8号 7).
  public static let ruleOf2014From = Day(number: 16_283)
  /// Before that, twice the benchmark rate of the same period (法释〔2009〕6号 1).
  public static let oldTimesBenchmark = Multiple.times(2)
  public static let citations = [
    Citation.procedure2023("264"), .delayInterest("1.3"), .delayInterest("2"), .delayInterest("3"),
  ]

  /// The debt on which the doubled part runs: the principal with penalties and damages, and the court fee where the court
  /// counts it in (`baseIncludesCourtFee`).
  public static func base(principal: Money, courtFee: Money, settings: CourtSettings) throws(LawRefusal) -> Explained<Money> {
    try principal.checked("principal", citations)
    try courtFee.checked("courtFee", citations)
    let base = settings.baseIncludesCourtFee ? principal + courtFee : principal
    return Explained(
      base,
      Reasons(
        "R6.3",
        inputs: [
          .init(Phrase("一般债务利息以外的金钱债务", "Debt without general interest"), principal.grouped),
          .init(Phrase("应返还的案件受理费", "Court fee to be repaid"), courtFee.grouped),
        ], steps: [.init(Phrase("计算基数", "Base"), base.grouped)], citations: [.delayInterest("1.3")],
        settings: [settings.used("baseIncludesCourtFee", settings.baseIncludesCourtFee)]))
  }

  /// The day after which the doubled part runs: the last day for performance, or the day the instrument took effect where it
  /// sets no period (法释〔2014〕8号 2).
  public static func startsAfter(lastPerformanceDay: Day?, effective: Day) -> Explained<Day> {
    let step =
      lastPerformanceDay.map { Reasons.Step(Phrase("履行期间届满之日", "Last day for performance"), $0.description) }
      ?? Reasons.Step(Phrase("未确定履行期间，自生效之日起", "No period set: from the day of effect"), effective.description)
    return Explained(lastPerformanceDay ?? effective, Reasons("R6.3", steps: [step], citations: [.delayInterest("2")]))
  }

  /// The doubled part on `principal` accrued through `until`. Each part paid runs to its own day and is rounded half up once;
  /// what is unpaid runs to `until`. Later payments are left aside.
  /// Errors: `amountOutOfRange`, `paymentsExceedDebt`, `periodReversed`, `benchmarkNeeded` and those of the table.
  public static func doubled(
    principal: Money, lastPerformanceDay: Day, payments: [Payment] = [], until: Day, excluded: [ExcludedPeriod] = [],
    benchmark: BenchmarkTable? = nil, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Money> {
    try principal.checked("principal", citations)
    try checkedPayments(payments, against: principal, citations)
    for (index, period) in excluded.enumerated() where period.first > period.last {
      throw LawRefusal(
        field: "excluded[\(index)]", code: "periodReversed", Phrase("扣除期间的止日早于起日", "the excluded period ends before it begins"),
        citations: [.delayInterest("3.3")])
    }
    let run = Run(
      after: lastPerformanceDay, union: ExcludedPeriod.union(excluded), benchmark: benchmark, settings: settings)
    let paid = Payment.byDay(payments, through: until)
    let rest = principal - paid.reduce(.zero) { $0 + $1.amount }
    var total = Money.zero
    var steps: [Reasons.Step] = []
    for part in paid + (rest > .zero ? [Payment(until, rest)] : []) {
      for item in try run.items(part) {
        total += item.amount
        steps.append(item.step)
      }
    }
    steps.append(.init(Phrase("加倍部分债务利息合计", "Doubled part in all"), total.grouped))
    let old = run.first < ruleOf2014From
    return Explained(
      total,
      Reasons(
        old ? "R6.4" : "R6.3",
        inputs: [
          .init(Phrase("计算基数", "Base"), principal.grouped),
          .init(Phrase("履行期间届满之日", "Last day for performance"), lastPerformanceDay.description),
          .init(Phrase("计算至", "Until"), until.description),
        ], steps: steps, citations: citations + (old ? [.delayInterest("7"), .delayInterestReply] : []), settings: run.used(old)))
  }

  /// What all parts of one debt share.
  private struct Run {
    let after: Day
    let union: [ClosedRange<Int32>]
    let benchmark: BenchmarkTable?
    let settings: CourtSettings

    /// The first day that bears interest.
    var first: Day { settings.dayCount == .firstExcluded ? after + 1 : after }

    typealias Item = (amount: Money, step: Reasons.Step)

    /// One item under the rule in force, and one under the old rule where the delay began before 2014-08-01.
    func items(_ part: Payment) throws(LawRefusal) -> [Item] {
      guard part.day > after else { return [] }
      var items: [Item] = []
      let newFrom = max(first, ruleOf2014From)
      if first < newFrom { items.append(try old(part.amount, through: min(part.day, newFrom - 1))) }
      if part.day >= newFrom { items.append(new(part.amount, from: newFrom, through: part.day)) }
      return items
    }

    private func new(_ amount: Money, from: Day, through: Day) -> Item {
      let whole = through - from + 1
      let off = ExcludedPeriod.days(in: union, from: from, through: through)
      let days = whole - off
      let interest = amount.scaled(Int128(dailyRate.perMillion) * Int128(days), over: 1_000_000) ?? .outsideMax
      let less = off == 0 ? Phrase("", "") : Phrase("，扣除\(off)天", ", \(off) taken off")
      return (
        interest,
        .init(
          Phrase("\(from)至\(through)，\(days)天", "\(from) to \(through), \(days) days") + less,
          "\(amount.grouped) × 0.0175% × \(days) = \(interest.grouped)")
      )
    }

    private func old(_ amount: Money, through: Day) throws(LawRefusal) -> Item {
      guard let benchmark else {
        throw LawRefusal(
          field: "benchmark", code: "benchmarkNeeded",
          Phrase("2014年8月1日前的迟延履行利息须有贷款基准利率表", "delay before 2014-08-01 needs the table of benchmark rates"),
          citations: [.delayInterest("7"), .delayInterestReply])
      }
      let tier = BenchmarkTable.tier(from: after, to: through).value
      let floating = settings.benchmarkMode == .floating
      let starts = [first] + (floating ? benchmark.changes(after: first, through: through) : [])
      var sum: Int128 = 0
      var figures: [String] = []
      for (index, start) in starts.enumerated() {
        let days = (index + 1 < starts.count ? starts[index + 1] : through + 1) - start
        let rate = try benchmark.rate(on: start, tier: tier).value
        sum += Int128(amount.fen) * Int128(rate.perMillion) * Int128(oldTimesBenchmark.thousandths) * Int128(days)
        figures.append("\(rate.percentText) × \(oldTimesBenchmark.text) × \(days)")
      }
      let year = settings.yearBase
      let interest = Money(rounding: sum, over: 1_000_000_000 * Int128(year)) ?? .outsideMax
      return (
        interest,
        .init(
          Phrase("\(first)至\(through)，基准利率两倍（\(tier.name.zh)）", "\(first) to \(through), twice the benchmark (\(tier.name.en))"),
          "\(amount.grouped) × (\(figures.joined(separator: " + "))) ÷ \(year) = \(interest.grouped)")
      )
    }

    func used(_ old: Bool) -> [Reasons.SettingUsed] {
      let always = [settings.used("dayCount", settings.dayCount)]
      guard old else { return always }
      return always + [
        settings.used("yearBase", settings.yearBase),
        settings.used("benchmarkMode", settings.benchmarkMode),
      ]
    }
  }
}

extension DelayInterest {
  /// A sum collected before 2014-08-01, as debt and as delay interest.
  public struct OldSplit: Hashable, Sendable, Codable {
    public let debt: Money
    public let interest: Money
  }

  /// How a sum collected before 2014-08-01 splits, the debt and its delay interest being paid in proportion (法释〔2009〕6号 2):
  /// the debt cleared is `received ÷ (1 + rate × 2 × days ÷ year)`.
  public static func splitBefore2014(
    received: Money, rate: Rate, days: Int, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<OldSplit> {
    try received.checked("received", [.delayInterestOrderReply])
    guard days >= 0, days <= 100_000, rate >= .zero, rate <= .outsideMax else {
      throw LawRefusal(
        field: "days", code: "periodOutOfRange", Phrase("天数或利率超出范围", "days or rate out of range"),
        citations: [.delayInterestOrderReply])
    }
    let year = Int128(settings.yearBase) * 1_000_000
    let debt = received.scaled(year, over: year + Int128(rate.perMillion) * 2 * Int128(days)) ?? .zero
    return Explained(
      OldSplit(debt: debt, interest: received - debt),
      Reasons(
        "R6.4", inputs: [.init(Phrase("执行款", "Received"), received.grouped)],
        steps: [
          .init(Phrase("清偿的金钱债务", "Debt cleared"), debt.grouped),
          .init(Phrase("清偿的迟延利息", "Delay interest cleared"), (received - debt).grouped),
        ], citations: [.delayInterestOrderReply], settings: [settings.used("yearBase", settings.yearBase)]))
  }
}
