import Basics

/// An indicator with its numerator and denominator in sight (chapter 9). No ranking: a value stands against its own past and a
/// reasonable range.
public struct Indicator: Hashable, Sendable, Codable {
  /// An indicator's number in chapter 9 of the rules; raw values are stored and shown.
  public enum Key: String, Hashable, Sendable, Codable, CaseIterable {
    case withinLimitWithProperty = "K1"
    case terminationQuality = "K2"
    case petitionsHandled = "K3"
    case closingRate = "K4"
    case firstReallyClosed = "K5"
    case fullyEnforced = "K6"
    case roundsTerminated = "K7"
    case recovered = "K8"
    case reallyEnforced = "K9"
    case meanRecovered = "K10"
    case daysToClose = "K11"
    case closedInTime = "K12"
    case daysToPay = "K13"
    case overdueMoney = "K14"
    case searchedInTime = "K15"
    case salePremium = "K16"
    /// Three shares under one number: sold, failed, defaulted.
    case auctionsSold = "K17.sold"
    case auctionsFailed = "K17.failed"
    case buyersDefaulted = "K17.defaulted"
    /// The closing rate over three years, one of the four core figures of 2018.
    case overall
  }
  /// A side of the fraction: what it counts, and how much.
  public struct Side: Hashable, Sendable, Codable {
    /// How much, with its unit.
    public enum Amount: Hashable, Sendable, Codable {
      case count(Int64)
      case money(Money)
      case days(Int64)
      /// A sum of shares, in hundredths of a percent.
      case percents(Int64)
    }
    public let what: Phrase
    public let amount: Amount
    public init(_ what: Phrase, _ amount: Amount) {
      self.what = what
      self.amount = amount
    }
    public var text: String {
      switch amount {
      case .count(let count): String(count)
      case .money(let money): money.grouped
      case .days(let days): String(days)
      case .percents(let sum): decimalText(sum, places: 2, atLeast: 2) + "%"
      }
    }
  }
  /// The fraction as a share in percent, or as a mean of its unit.
  public enum Value: Hashable, Sendable, Codable {
    case share(Percent)
    case mean(Mean)
  }
  /// Where a value lies against the court's reasonable range.
  public enum RangeStatus: String, Hashable, Sendable, Codable, CaseIterable { case noRange, below, inside, above }

  public let key: Key
  public let name: Phrase
  public let numerator: Side
  public let denominator: Side
  /// Nil: nothing to divide by.
  public let value: Value?
  public let range: RangeStatus

  /// `45.00%`, `15.00`, or `—` where there is nothing to divide by.
  public var text: String {
    switch value {
    case .share(let share): share.text
    case .mean(let mean): mean.text
    case nil: "—"
    }
  }

  static func share(
    _ key: Key, _ numerator: (Phrase, Int64), of denominator: (Phrase, Int64), _ settings: CourtSettings,
    used: [Reasons.SettingUsed] = []
  ) -> Explained<Indicator> {
    make(
      key, Side(numerator.0, .count(numerator.1)), Side(denominator.0, .count(denominator.1)),
      Percent(Int128(numerator.1), of: Int128(denominator.1)).map { .share($0) }, settings, used)
  }

  static func make(
    _ key: Key, _ numerator: Side, _ denominator: Side, _ value: Value?, _ settings: CourtSettings, _ used: [Reasons.SettingUsed]
  ) -> Explained<Indicator> {
    let status = status(key, value, settings)
    let indicator = Indicator(
      key: key, name: key.name, numerator: numerator, denominator: denominator, value: value, range: status)
    return Explained(
      indicator,
      Reasons(
        "R9 \(key.rawValue)", inputs: [.init(numerator.what, numerator.text), .init(denominator.what, denominator.text)],
        steps: [.init(key.name, indicator.text)], citations: key.sources,
        settings: used + [settings.used("indicatorRanges", status)]))
  }

  private static func status(_ key: Key, _ value: Value?, _ settings: CourtSettings) -> RangeStatus {
    guard let range = settings.indicatorRanges.first(where: { $0.key == key.rawValue }), let value else { return .noRange }
    let hundredths: Int64 =
      switch value {
      case .share(let share): share.hundredths
      case .mean(let mean): mean.hundredths
      }
    if let least = range.least, hundredths < Int64(least) { return .below }
    if let most = range.most, hundredths > Int64(most) { return .above }
    return range.least == nil && range.most == nil ? .noRange : .inside
  }
}

extension Indicator.Key {
  /// Where the indicator comes from; empty where only local rules or reports know it.
  var sources: [Citation] {
    switch self {
    case .withinLimitWithProperty, .terminationQuality, .petitionsHandled, .overall:
      [Citation("“基本解决执行难”核心指标（三个90%一个80%）", version: "2018", article: "")]
    case .recovered:
      [Citation("人民法院审判质量管理指标体系", version: "2024", article: ""), Citation("关于开展案件质量评估工作的指导意见（试行）", version: "2008", article: "")]
    case .reallyEnforced: [Citation("关于开展案件质量评估工作的指导意见（试行）", version: "2008", article: "")]
    case .closingRate, .firstReallyClosed, .fullyEnforced, .roundsTerminated, .meanRecovered, .daysToClose, .closedInTime,
      .daysToPay, .overdueMoney, .searchedInTime, .salePremium, .auctionsSold, .auctionsFailed, .buyersDefaulted:
      []
    }
  }

  public var name: Phrase {
    switch self {
    case .withinLimitWithProperty: Phrase("有财产可供执行案件法定期限内实际执结率", "Cases with property really closed within the limit")
    case .terminationQuality: Phrase("终本合格率", "Terminations of a round that meet the conditions")
    case .petitionsHandled: Phrase("执行信访办结率", "Petitions handled")
    case .closingRate: Phrase("执结率", "Closing rate")
    case .firstReallyClosed: Phrase("首次执行案件实际执结率", "First-time cases really closed")
    case .fullyEnforced: Phrase("执行完毕率", "Fully enforced")
    case .roundsTerminated: Phrase("终本率", "Terminated rounds")
    case .recovered: Phrase("执行到位率", "Recovered")
    case .reallyEnforced: Phrase("实际执行率", "Really enforced")
    case .meanRecovered: Phrase("执行标的平均到位率", "Mean share recovered by case")
    case .daysToClose: Phrase("结案平均用时", "Mean days to close")
    case .closedInTime: Phrase("法定期限内结案率", "Closed within the limit")
    case .daysToPay: Phrase("案款平均发放天数", "Mean days to pay out")
    case .overdueMoney: Phrase("超期未发案款", "Case money overdue")
    case .searchedInTime: Phrase("网络查控期限内发起率", "Network searches started in time")
    case .salePremium: Phrase("财产处置溢价率", "Premium over the start price")
    case .auctionsSold: Phrase("拍卖成交率", "Auctions that sold")
    case .auctionsFailed: Phrase("流拍率", "Auctions without a bid")
    case .buyersDefaulted: Phrase("悔拍率", "Buyers in default")
    case .overall: Phrase("总体执结率（近三年）", "Closing rate over three years")
    }
  }
}

/// A value against that of the same period last year (同比).
public enum Comparison: Hashable, Sendable, Codable {
  /// Counts, sums and means: by how many percent they changed.
  case change(Percent)
  /// Shares: by how many percentage points.
  case points(PercentagePoints)

  public var phrase: Phrase {
    switch self {
    case .change(let percent):
      Phrase((percent.hundredths > 0 ? "+" : "") + percent.text, (percent.hundredths > 0 ? "+" : "") + percent.text)
    case .points(let points): points.phrase
    }
  }

  /// `(this − last) ÷ |last|`; nil where last year's is zero.
  public static func of(_ this: Int64, last: Int64) -> Explained<Comparison?> {
    let change = Percent(Int128(this) - Int128(last), of: Int128(last.magnitude)).map { Comparison.change($0) }
    return explained(change, String(this), String(last))
  }
  /// The same of two sums.
  public static func of(_ this: Money, last: Money) -> Explained<Comparison?> {
    let change = Percent(Int128(this.fen) - Int128(last.fen), of: Int128(last.fen.magnitude)).map { Comparison.change($0) }
    return explained(change, this.grouped, last.grouped)
  }
  /// Two values of one indicator; nil where either has none.
  public static func of(_ this: Indicator, last: Indicator) -> Explained<Comparison?> {
    switch (this.value, last.value) {
    case (.share(let now), .share(let before)): explained(.points(now - before), this.text, last.text)
    case (.mean(let now), .mean(let before)): of(now.hundredths, last: before.hundredths)
    case (.share, .mean), (.mean, .share), (nil, _), (_, nil): explained(nil, this.text, last.text)
    }
  }

  private static func explained(_ value: Comparison?, _ this: String, _ last: String) -> Explained<Comparison?> {
    Explained(
      value,
      Reasons(
        "R9", inputs: [.init("本期", "This period", this), .init("上年同期", "Same period last year", last)],
        steps: [.init(Phrase("同比", "Change"), value?.phrase.zh ?? "—")]))
  }
}
