import Basics

/// How many cases ended in each way.
public struct EndingCounts: Hashable, Sendable, Codable {
  public var fullyEnforced: Int64
  public var roundTerminated: Int64
  public var finallyTerminated: Int64
  /// Of the finally terminated, those raised, designated or entrusted to another court.
  public var transferred: Int64
  public var refused: Int64
  public var dismissed: Int64
  public var withdrawn: Int64
  public init(
    fullyEnforced: Int64 = 0, roundTerminated: Int64 = 0, finallyTerminated: Int64 = 0, transferred: Int64 = 0,
    refused: Int64 = 0,
    dismissed: Int64 = 0, withdrawn: Int64 = 0
  ) {
    self.fullyEnforced = fullyEnforced
    self.roundTerminated = roundTerminated
    self.finallyTerminated = finallyTerminated
    self.transferred = transferred
    self.refused = refused
    self.dismissed = dismissed
    self.withdrawn = withdrawn
  }
  public var closed: Int64 { fullyEnforced + roundTerminated + really }
  /// All endings other than full enforcement and termination of a round.
  private var really: Int64 { finallyTerminated + refused + dismissed + withdrawn }
  /// Closed in earnest: all but terminations of a round; transfers to other courts stay out where the court says so.
  func reallyClosed(_ settings: CourtSettings) -> Int64 {
    fullyEnforced + really - (settings.realClosingExcludesTransfers ? transferred : 0)
  }
}

/// The formulas of chapter 9. Most could not be confirmed against the Supreme Court's own text; each shows what it divides by what.
extension Indicator {
  private static let closedFirst = Phrase("首次执行结案数", "First-time cases closed")

  /// K1: closed in earnest within the limit, over cases closed in earnest plus those with property open beyond the limit.
  public static func withinLimit(
    inTime: EndingCounts, closed: EndingCounts, overdueOpenWithProperty: Int64, settings: CourtSettings
  ) -> Explained<Indicator> {
    share(
      .withinLimitWithProperty, (Phrase("期限内实际执结数", "Really closed within the limit"), inTime.closed - inTime.roundTerminated),
      of: (
        Phrase("终本以外结案数与超期未结有财产案件数", "Closed but by termination of a round, and overdue with property"),
        closed.closed - closed.roundTerminated + overdueOpenWithProperty
      ), settings)
  }
  /// K2: terminations that pass the checklist, over those looked at.
  public static func terminationQuality(passing: Int64, lookedAt: Int64, settings: CourtSettings) -> Explained<Indicator> {
    share(
      .terminationQuality, (Phrase("合格数", "Passing"), passing),
      of: (settings.terminationScope == .all ? Phrase("终本数", "Terminations") : Phrase("抽查终本数", "Terminations sampled"), lookedAt),
      settings,
      used: [settings.used("terminationScope", settings.terminationScope)])
  }
  /// K3: petitions handled, over those due.
  public static func petitions(handled: Int64, due: Int64, settings: CourtSettings) -> Explained<Indicator> {
    share(.petitionsHandled, (Phrase("办结数", "Handled"), handled), of: (Phrase("应办结数", "Due"), due), settings)
  }
  /// K4: closed, over carried over plus new. The caller leaves resumed and preservation cases out where `closingRateFirstOnly` says so.
  public static func closingRate(closed: Int64, carriedOver: Int64, new: Int64, settings: CourtSettings) -> Explained<Indicator> {
    closing(.closingRate, closed, carriedOver, new, settings)
  }
  /// The closing rate over three years.
  public static func closingRateOverall(closed: Int64, carriedOver: Int64, new: Int64, settings: CourtSettings) -> Explained<
    Indicator
  > {
    closing(.overall, closed, carriedOver, new, settings)
  }
  private static func closing(_ key: Key, _ closed: Int64, _ carried: Int64, _ new: Int64, _ settings: CourtSettings)
    -> Explained<Indicator>
  {
    share(
      key, (Phrase("结案数", "Closed"), closed), of: (Phrase("旧存与新收", "Carried over and new"), carried + new), settings,
      used: [settings.used("closingRateFirstOnly", settings.closingRateFirstOnly)])
  }
  /// K5: first-time cases closed in earnest, over those closed.
  public static func firstReallyClosed(_ closed: EndingCounts, settings: CourtSettings) -> Explained<Indicator> {
    share(
      .firstReallyClosed, (Phrase("实际执结数", "Really closed"), closed.reallyClosed(settings)), of: (closedFirst, closed.closed),
      settings,
      used: [settings.used("realClosingExcludesTransfers", settings.realClosingExcludesTransfers)])
  }
  /// K6: fully enforced, over closed.
  public static func fullyEnforced(_ closed: EndingCounts, settings: CourtSettings) -> Explained<Indicator> {
    share(.fullyEnforced, (Phrase("执行完毕数", "Fully enforced"), closed.fullyEnforced), of: (closedFirst, closed.closed), settings)
  }
  /// K7: rounds terminated, over closed.
  public static func roundsTerminated(_ closed: EndingCounts, settings: CourtSettings) -> Explained<Indicator> {
    share(
      .roundsTerminated, (Phrase("终本数", "Rounds terminated"), closed.roundTerminated), of: (closedFirst, closed.closed), settings)
  }
  /// K8: recovered, over applied for, of the cases closed.
  public static func recovered(_ recovered: Money, applied: Money, settings: CourtSettings) -> Explained<Indicator> {
    make(
      .recovered, Side(Phrase("执行到位金额", "Recovered"), .money(recovered)), Side(Phrase("申请执行标的额", "Applied for"), .money(applied)),
      Percent(Int128(recovered.fen), of: Int128(applied.fen)).map { .share($0) }, settings, [])
  }
  /// K9 (2008): by compulsion, of the debtor's own accord and by settlement, over closed.
  public static func reallyEnforced(
    compelled: Int64, voluntary: Int64, settled: Int64, closed: Int64, settings: CourtSettings
  ) -> Explained<Indicator> {
    share(
      .reallyEnforced, (Phrase("强制执行、自动履行与和解数", "Compelled, voluntary and settled"), compelled + voluntary + settled),
      of: (Phrase("结案数", "Closed"), closed), settings)
  }
  /// K12: closed within the limit, over closed.
  public static func closedInTime(_ inTime: Int64, closed: Int64, settings: CourtSettings) -> Explained<Indicator> {
    share(.closedInTime, (Phrase("期限内结案数", "Closed within the limit"), inTime), of: (Phrase("结案数", "Closed"), closed), settings)
  }
  /// K14: sums overdue by more than thirty days without approval, over all sums not yet paid.
  public static func overdue(count: Int64, amount: Money, unpaid: Money, settings: CourtSettings) -> Explained<Indicator> {
    make(
      .overdueMoney, Side(Phrase("超期未发金额（\(count)笔）", "Overdue (\(count) sums)"), .money(amount)),
      Side(Phrase("在账未发金额", "Not yet paid"), .money(unpaid)),
      Percent(Int128(amount.fen), of: Int128(unpaid.fen)).map { .share($0) }, settings, [])
  }
  /// K15: cases whose network search started in time, over cases that enforce.
  public static func searchedInTime(_ inTime: Int64, cases: Int64, settings: CourtSettings) -> Explained<Indicator> {
    share(
      .searchedInTime, (Phrase("期限内发起数", "Started in time"), inTime), of: (Phrase("实施类案件数", "Cases that enforce"), cases),
      settings,
      used: [settings.used("networkSearchStartDays", settings.networkSearchStartDays)])
  }
  /// K17: auctions that sold, without a bid, and in default.
  public static func auctions(
    sold: Int64, failed: Int64, defaulted: Int64, held: Int64, settings: CourtSettings
  ) -> [Explained<Indicator>] {
    let all = (Phrase("拍卖次数", "Auctions held"), held)
    return [
      share(.auctionsSold, (Phrase("成交数", "Sold"), sold), of: all, settings),
      share(.auctionsFailed, (Phrase("流拍数", "Without a bid"), failed), of: all, settings),
      share(.buyersDefaulted, (Phrase("悔拍数", "Defaulted"), defaulted), of: (Phrase("成交数", "Sold"), sold), settings),
    ]
  }
}

/// Means (chapter 9).
extension Indicator {
  /// K10: the mean over cases of recovered over applied. Cases without a sum are left out.
  public static func meanRecovered(_ cases: [(recovered: Money, applied: Money)], settings: CourtSettings) -> Explained<Indicator>
  {
    meanOfShares(
      .meanRecovered, cases.map { ($0.recovered, $0.applied) }, Phrase("各案到位率之和", "Sum of the shares"), Phrase("案件数", "Cases"),
      settings)
  }
  /// K16: the mean over sales of (price − start price) over start price.
  public static func premium(_ sales: [(price: Money, start: Money)], settings: CourtSettings) -> Explained<Indicator> {
    meanOfShares(
      .salePremium, sales.map { ($0.price - $0.start, $0.start) }, Phrase("各次溢价率之和", "Sum of the premiums"),
      Phrase("成交数", "Sales"),
      settings)
  }
  /// K11: the mean of days from filing to closing.
  public static func daysToClose(days: Int64, closed: Int64, settings: CourtSettings) -> Explained<Indicator> {
    make(
      .daysToClose, Side(Phrase("结案用时之和（日）", "Days in all"), .days(days)), Side(Phrase("结案数", "Closed"), .count(closed)),
      Mean(Int128(days), over: Int128(closed)).map { .mean($0) }, settings, [])
  }
  /// K13: the mean of days from notice to payment, weighted by amount where the court says so.
  public static func daysToPay(_ payments: [(days: Int, amount: Money)], settings: CourtSettings) -> Explained<Indicator> {
    let used = [settings.used("payoutDaysWeighted", settings.payoutDaysWeighted)]
    let days = payments.reduce(Int128(0)) { $0 + Int128($1.days) }
    guard settings.payoutDaysWeighted else {
      return make(
        .daysToPay, Side(Phrase("发放天数之和", "Days in all"), .days(Int64(clamping: days))),
        Side(Phrase("发放笔数", "Payments"), .count(Int64(payments.count))),
        Mean(days, over: Int128(payments.count)).map { .mean($0) }, settings, used)
    }
    let amount = payments.reduce(Int128(0)) { $0 + Int128($1.amount.fen) }
    let weighted = payments.reduce(Int128(0)) { $0 + Int128($1.days) * Int128($1.amount.fen) }
    return make(
      .daysToPay, Side(Phrase("天数按金额加权之和（元·日）", "Yuan-days in all"), .money(Money(fen: Int64(clamping: weighted)))),
      Side(Phrase("发放金额", "Paid"), .money(Money(fen: Int64(clamping: amount)))), Mean(weighted, over: amount).map { .mean($0) },
      settings, used)
  }

  /// The mean of many fractions: each in billionths, the mean rounded half up once to a hundredth of a percent.
  private static func meanOfShares(
    _ key: Key, _ fractions: [(Money, Money)], _ sumOf: Phrase, _ countOf: Phrase, _ settings: CourtSettings
  ) -> Explained<Indicator> {
    let counted = fractions.filter { $0.1 > .zero }
    let billion: Int128 = 1_000_000_000
    let sum = counted.reduce(Int128(0)) { $0 + Int128($1.0.fen) * billion / Int128($1.1.fen) }
    return make(
      key, Side(sumOf, .percents(Int64(clamping: sum / (billion / 10_000)))), Side(countOf, .count(Int64(counted.count))),
      Percent(sum, of: billion * Int128(counted.count)).map { .share($0) }, settings, [])
  }
}
