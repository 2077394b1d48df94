import Basics

/// The direct sale (变卖) after failed auctions, and the debtor's own sale, R5.3. The online figures come from the notice on
/// passing from auction to direct sale; they are settings, since its text could be read only in part.
public enum DirectSale {
  /// Days to publish after the third failure, and days open, in a traditional sale (拍卖变卖 25).
  public static let offlineNoticeDays = 7
  public static let offlineOpenDays = 60
  /// A direct sale by agreement or with a fixed price: not under half of the appraisal (拍卖变卖 32).
  public static let floorPercent = 50
  /// A debtor's own sale of shares: three months at most (股权规定 10).
  public static let equityOwnSaleMonths = 3

  /// The last day to ask creditors whether they take the thing after the second failed round.
  public static func askCreditorsBy(failed: Day, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due(
      "R5.3", from: failed, .days(settings.sellOffAskDays), .onlineSale("2"), calendar: calendar,
      settings: [settings.used("sellOffAskDays", settings.sellOffAskDays)])
  }
  /// The last day to publish the notice of an online direct sale after the second failed round.
  public static func noticeBy(failed: Day, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due(
      "R5.3", from: failed, .days(settings.sellOffNoticeDays), .onlineSale("2"), calendar: calendar,
      settings: [settings.used("sellOffNoticeDays", settings.sellOffNoticeDays)])
  }
  /// The first day on which the sale may open after its notice.
  public static func opensFrom(notice published: Day, _ object: SaleObject, settings: CourtSettings) -> Explained<Day> {
    let movable = object == .movable
    let days = movable ? settings.sellOffLeadMovableDays : settings.sellOffLeadImmovableDays
    let used = settings.used(movable ? "sellOffLeadMovableDays" : "sellOffLeadImmovableDays", days)
    return Explained(
      published + days,
      Reasons(
        "R5.3", inputs: [.init("公告日", "Notice", published)], steps: [.init("公告天数", "Days of notice", days)],
        citations: [.onlineSale("3")], settings: [used]))
  }
  /// The last day of an online direct sale without a bid. Not moved by a day of rest: it is a period of sale.
  public static func openThrough(opened: Day, settings: CourtSettings) -> Explained<Day> {
    Explained(
      opened + settings.sellOffDays,
      Reasons(
        "R5.3", inputs: [.init("变卖开始日", "Opened", opened)], steps: [.init("变卖期（日）", "Days open", settings.sellOffDays)],
        citations: [.onlineSale("3")],
        settings: [settings.used("sellOffDays", settings.sellOffDays)]))
  }
  /// The price of an online direct sale: the start price of the second round. The buyer pays it in full before he bids; the
  /// first bid opens 24 hours of bidding under the rule of the last five minutes (see ``Bidding``).
  public static func price(secondStart: Money) -> Explained<Money> {
    Explained(
      secondStart,
      Reasons("R5.3", steps: [.init("第二次拍卖起拍价", "Start price of the second round", secondStart)], citations: [.onlineSale("4")]))
  }
  /// The round of bidding that a first bid opens.
  public static func bidding(firstBid: Bid, price: Money, increment: Money) throws(LawRefusal) -> Bidding {
    var round = try Bidding(
      startPrice: price, increment: increment, opens: firstBid.at, ends: firstBid.at.adding(hours: Int64(Bidding.hoursMin)))
    _ = try round.take(firstBid)
    return round
  }

  /// The last day to publish a traditional direct sale after the third failure.
  public static func offlineNoticeBy(failed: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.3", from: failed, .days(offlineNoticeDays), .saleRules("25"), calendar: calendar)
  }
  /// The last day of a traditional direct sale.
  public static func offlineOpenThrough(notice published: Day) -> Explained<Day> {
    Explained(
      published + offlineOpenDays,
      Reasons(
        "R5.3", inputs: [.init("公告日", "Notice", published)], steps: [.init("变卖期（日）", "Days open", offlineOpenDays)],
        citations: [.saleRules("25")]))
  }
  /// Checks a price below which nothing is sold directly. Error: `belowHalf`.
  public static func checkPrice(_ price: Money, appraisal: Money) throws(LawRefusal) -> Explained<Money> {
    let least = appraisal.least(floorPercent)
    guard price >= least else {
      throw LawRefusal("price", "belowHalf", "变卖价格低于评估价的二分之一", "the price is below half of the appraisal", .saleRules("32"))
    }
    return Explained(
      price,
      Reasons("R5.3", steps: [.init("不得低于评估价的二分之一", "At least half of the appraisal", least)], citations: [.saleRules("32")])
    )
  }
  /// The last day for a debtor to sell the property himself under the court's control.
  public static func ownSaleBy(allowed: Day, equity: Bool, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    guard !equity else {
      return Periods.due("R5.3", from: allowed, .months(equityOwnSaleMonths), .equityRules("10"), calendar: calendar)
    }
    var due = Periods.due(
      "R5.3", from: allowed, .days(settings.debtorSaleDays), .enforcementRules("33"), calendar: calendar,
      settings: [settings.used("debtorSaleDays", settings.debtorSaleDays)])
    due = Explained(due.value, due.reasons.citing(.considerate("9")))
    return due
  }
}
