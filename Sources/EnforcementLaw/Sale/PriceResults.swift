import Basics

/// How each way gives a price (R5.1), and what it costs.
extension ReferencePrice {
  /// Days for each platform to quote, and once more where all are late and asked for more time (11).
  public static let quoteDays = 3
  /// Days to correct an error in a quote (12).
  public static let correctionDays = 3

  /// A platform's answer to a network query.
  public struct Quote: Hashable, Sendable, Codable {
    public var platform: String
    /// Nil: no answer.
    public var amount: Money?
    /// The day of the answer.
    public var received: Day?
    public init(_ platform: String, _ amount: Money?, on received: Day?) {
      self.platform = platform
      self.amount = amount
      self.received = received
    }
  }

  /// The price that the parties agreed on. Errors: `tooFewOffers`, `offersDiffer`, `harmsOthers`.
  public static func agreed(_ offers: [Money], harmsOthers: Bool) throws(LawRefusal) -> Explained<Money> {
    guard let first = offers.first, offers.count >= 2 else {
      throw LawRefusal("offers", "tooFewOffers", "须双方当事人分别提交议价结果", "each party must give a price", .referencePriceRules("4"))
    }
    guard offers.allSatisfy({ $0 == first }) else {
      throw LawRefusal("offers", "offersDiffer", "双方议价结果不一致", "the parties' prices differ", .referencePriceRules("4"))
    }
    guard !harmsOthers else {
      throw LawRefusal("harmsOthers", "harmsOthers", "议价结果损害他人合法权益", "the price harms others", .referencePriceRules("4"))
    }
    try first.checked("offers", [.referencePriceRules("4")])
    return Explained(
      first, Reasons("R5.1", steps: [.init("双方议价一致", "The parties agree", first)], citations: [.referencePriceRules("4")]))
  }

  /// The last day for platforms to quote; `extended` where all missed the first and had asked for more time.
  public static func quotesDue(sent: Day, extended: Bool, calendar: CourtCalendar) -> Explained<Day> {
    let first = Periods.due("R5.1", from: sent, .days(quoteDays), .referencePriceRules("11"), calendar: calendar)
    guard extended else { return first }
    return Periods.due("R5.1", from: first.value, .days(quoteDays), .referencePriceRules("11"), calendar: calendar)
  }

  /// The mean of the quotes that came in time, rounded half up to the fen (13). Where all platforms are late
  /// and asked for more time before its end, it is extended once (11.2). Errors: `noQuote` (then an appraisal follows), `doubledPlatform`, `amountOutOfRange`.
  public static func network(
    _ quotes: [Quote], sent: Day, extensionAsked: Bool, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Money> {
    guard Set(quotes.map(\.platform)).count == quotes.count else {
      throw LawRefusal("quotes", "doubledPlatform", "同一平台重复报价", "a platform quotes twice", .referencePriceRules("13"))
    }
    func inTime(_ due: Day) -> [(String, Money)] {
      quotes.compactMap { quote in
        guard let amount = quote.amount, let received = quote.received, received <= due else { return nil }
        return (quote.platform, amount)
      }
    }
    var due = quotesDue(sent: sent, extended: false, calendar: calendar)
    var counted = inTime(due.value)
    if counted.isEmpty && extensionAsked {
      due = quotesDue(sent: sent, extended: true, calendar: calendar)
      counted = inTime(due.value)
    }
    var sum: Int128 = 0
    for (_, amount) in counted {
      try amount.checked("quotes", [.referencePriceRules("13")])
      sum += Int128(amount.fen)
    }
    guard !counted.isEmpty, let mean = Money(rounding: sum, over: Int128(counted.count)) else {
      throw LawRefusal(
        "quotes", "noQuote", "期限内没有平台出具结果，应委托评估", "no platform quoted in time: an appraisal follows", .referencePriceRules("14"))
    }
    let steps = quotes.map { quote in
      Reasons.Step(
        Phrase(quote.platform, quote.platform), counted.first { $0.0 == quote.platform }?.1.grouped ?? "–")
    }
    return Explained(
      mean,
      Reasons(
        "R5.1", inputs: [.init("询价委托日", "Sent", sent), .init("期限届满日", "Due", due.value)],
        steps: steps + [.init("期限内结果的平均值", "Mean of the results in time", mean)], citations: [.referencePriceRules("13")],
        provisional: due.reasons.provisional))
  }

  /// The fee of a network query goes to the platform closest to the price the thing was sold for; those equally close share
  /// it, a fen left over going to the platform named first (31).
  public static func queryFee(_ fee: Money, _ quotes: [Quote], soldFor price: Money) throws(LawRefusal) -> Explained<
    [String: Money]
  > {
    try fee.checked("fee", [.referencePriceRules("31")])
    let answered = quotes.compactMap { quote in quote.amount.map { (quote.platform, ($0 - price).fen.magnitude) } }
    guard let nearest = answered.map(\.1).min() else {
      throw LawRefusal("quotes", "noQuote", "没有平台出具结果", "no platform quoted", .referencePriceRules("31"))
    }
    let winners = answered.filter { $0.1 == nearest }.map(\.0)
    let (each, rest) = fee.divided(by: Int64(winners.count))
    var shares: [String: Money] = [:]
    for (index, platform) in winners.enumerated() { shares[platform] = each + Money(fen: Int64(index) < rest.fen ? 1 : 0) }
    let steps = winners.map { Reasons.Step(Phrase($0, $0), (shares[$0] ?? .zero).grouped) }
    return Explained(
      shares,
      Reasons(
        "R5.1", inputs: [.init("成交价", "Sold for", price), .init("询价费", "Fee", fee)], steps: steps,
        citations: [.referencePriceRules("31")]))
  }
}

/// Appraisal by an institution (委托评估), R5.1.
public enum Appraisal {
  /// Institutions chosen, with their order, by agreement or by lot (16).
  public static let institutions = 3
  /// Days for the report (19).
  public static let reportDays = 30
  /// Extensions, the length of each, and how early each is asked for (19).
  public static let extensionsMax = 2
  public static let extensionDaysMax = 15
  public static let askBeforeDays = 5
  /// Days to hand the papers back where the report is late; the next institution follows (19).
  public static let papersBackDays = 3
  /// The fee for issuing a report again, in percent of the fee (32).
  public static let reissueFeePercent = 30

  /// More time that an institution asked for.
  public struct Extension: Hashable, Sendable, Codable {
    public var asked: Day
    public var days: Int
    public init(asked: Day, days: Int) {
      self.asked = asked
      self.days = days
    }
  }

  /// The last day for the report; days of a stay or suspension do not count (19.1). Errors: `tooManyExtensions`, `extensionTooLong`, `extensionAskedLate`.
  public static func reportDue(
    commissioned: Day, extensions: [Extension] = [], pausedDays: Int = 0, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    let article = Citation.referencePriceRules("19")
    guard extensions.count <= extensionsMax else {
      throw LawRefusal("extensions", "tooManyExtensions", "延长不得超过两次", "two extensions at most", article)
    }
    var due = Periods.due("R5.1", from: commissioned, .days(reportDays + max(0, pausedDays)), article, calendar: calendar)
    for (index, more) in extensions.enumerated() {
      guard (1...extensionDaysMax).contains(more.days) else {
        throw LawRefusal(
          "extensions[\(index)].days", "extensionTooLong", "每次延长不得超过十五日", "each extension is at most fifteen days", article)
      }
      guard due.value - more.asked >= askBeforeDays else {
        throw LawRefusal(
          "extensions[\(index)].asked", "extensionAskedLate", "应在期限届满五日前申请延长",
          "more time is asked for at least five days before the end",
          article)
      }
      due = Periods.due("R5.1", from: due.value, .days(more.days), article, calendar: calendar)
    }
    return due
  }

  /// The last day to hand the papers back where the report is late.
  public static func papersBackBy(asked: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: asked, .days(papersBackDays), .referencePriceRules("19"), calendar: calendar)
  }

  /// On what the appraiser's fee is counted.
  public enum FeeBase: Hashable, Sendable, Codable {
    /// The thing was not sold: what the work actually cost.
    case actualCost
    case sum(Money)
  }
  /// Sold above the appraisal: on the appraisal; below: on the price; unsold: the actual cost (32).
  public static func feeBase(appraisal: Money, soldFor price: Money?) -> Explained<FeeBase> {
    let inputs = [Reasons.Step("评估价", "Appraisal", appraisal)]
    guard let price else {
      return Explained(
        .actualCost,
        Reasons(
          "R5.1", inputs: inputs, steps: [.init("未成交，按实际费用", "Unsold: actual cost", "–")], citations: [.referencePriceRules("32")]
        ))
    }
    let base = min(appraisal, price)
    return Explained(
      .sum(base),
      Reasons(
        "R5.1", inputs: inputs + [.init("成交价", "Price", price)], steps: [.init("计费基数", "Base", base)],
        citations: [.referencePriceRules("32")]))
  }

  /// The fee for issuing a report again.
  public static func reissueFee(of fee: Money) -> Explained<Money> {
    let again = fee.scaled(Int128(reissueFeePercent), over: 100) ?? .outsideMax
    return Explained(
      again,
      Reasons(
        "R5.1", inputs: [.init("评估费", "Fee", fee)], steps: [.init("百分之三十", "Thirty percent", again)],
        citations: [.referencePriceRules("32")]))
  }
}
