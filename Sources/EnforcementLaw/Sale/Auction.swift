import Basics

/// What is sold, as far as notice and rounds depend on it.
public enum SaleObject: String, Sendable, Hashable, Codable, CaseIterable {
  case movable
  /// 不动产.
  case immovable
  /// 其他财产权.
  case right
}

/// The terms of an online judicial auction (网络司法拍卖), R5.2.
public enum Auction {
  /// An online auction has at most two rounds; a direct sale (变卖) follows (26).
  public enum Round: String, Sendable, Hashable, Codable, CaseIterable { case first, second }

  /// Start price of the first round: at least 70 % of the appraisal or market price (10).
  public static let startPercentMin = 70
  /// Cut of the start price in the second round: at most 20 % of the first (26).
  public static let cutPercentMax = 20
  /// Deposit: 5 to 20 % of the start price (17).
  public static let depositPercent = 5...20
  /// Days of notice: first round 15 for movables and 30 else (12), second round 7 and 15 (26).
  public static let noticeDays: [Round: (movable: Int, other: Int)] = [.first: (15, 30), .second: (7, 15)]
  /// Days after a failed round in which the second is held (26).
  public static let secondRoundDays = 30
  /// Days before the notice by which parties and holders of priority are told (16).
  public static let tellBeforeNoticeDays = 3
  /// Days after which those who cannot be reached count as told (16).
  public static let deemedToldDays = 5
  /// Days in which a paused auction resumes (28).
  public static let resumeDays = 5
  /// Hours in which the deposits of those who did not buy go back (23).
  public static let depositBackHours = 24
  /// Years for which the platform keeps its records (29).
  public static let recordYears = 10
  /// What the collegial panel decides (27).
  public enum PanelMatter: String, Sendable, Hashable, Codable, CaseIterable {
    case startPrice, cut, increment, deposit, priorityRank
  }

  /// The lowest start price of the first round.
  public static func leastStartPrice(appraisal: Money) -> Explained<Money> {
    let least = appraisal.least(startPercentMin)
    return Explained(
      least,
      Reasons(
        "R5.2", inputs: [.init("评估价或市价", "Appraisal or market price", appraisal)],
        steps: [.init("不得低于百分之七十", "At least 70 %", least)],
        citations: [.onlineAuctionRules("10")]))
  }
  /// The lowest start price of the second round.
  public static func leastSecondPrice(firstStart: Money) -> Explained<Money> {
    let least = firstStart.least(100 - cutPercentMax)
    return Explained(
      least,
      Reasons(
        "R5.2", inputs: [.init("第一次起拍价", "First start price", firstStart)],
        steps: [.init("降价不超过百分之二十", "Cut by 20 % at most", least)],
        citations: [.onlineAuctionRules("26")]))
  }
  /// Checks a start price of the first round. Error: `startPriceTooLow`.
  public static func checkStart(_ price: Money, appraisal: Money) throws(LawRefusal) -> Explained<Money> {
    try price.checked("startPrice", [.onlineAuctionRules("10")])
    let least = leastStartPrice(appraisal: appraisal)
    guard price >= least.value else {
      throw LawRefusal(
        "startPrice", "startPriceTooLow", "起拍价\(price.grouped)元低于评估价的百分之七十（\(least.value.grouped)元）",
        "the start price of \(price.grouped) is below 70 % of the appraisal (\(least.value.grouped))", .onlineAuctionRules("10"))
    }
    return Explained(price, least.reasons)
  }
  /// Checks a start price of the second round. Error: `cutTooDeep`, `priceAboveFirst`.
  public static func checkSecond(_ price: Money, firstStart: Money) throws(LawRefusal) -> Explained<Money> {
    let least = leastSecondPrice(firstStart: firstStart)
    guard price >= least.value else {
      throw LawRefusal(
        "startPrice", "cutTooDeep", "第二次起拍价降价超过百分之二十（不得低于\(least.value.grouped)元）",
        "the second start price is cut by more than 20 % (at least \(least.value.grouped))", .onlineAuctionRules("26"))
    }
    guard price <= firstStart else {
      throw LawRefusal(
        "startPrice", "priceAboveFirst", "第二次起拍价高于第一次", "the second start price is above the first", .onlineAuctionRules("26"))
    }
    return Explained(price, least.reasons)
  }

  /// The lowest and highest deposit.
  public static func depositRange(startPrice: Money) -> Explained<ClosedRange<Money>> {
    let low = startPrice.least(depositPercent.lowerBound)
    let high = max(low, startPrice.most(depositPercent.upperBound))
    return Explained(
      low...high,
      Reasons(
        "R5.2", inputs: [.init("起拍价", "Start price", startPrice)],
        steps: [.init("百分之五至百分之二十", "5 to 20 %", "\(low.grouped) – \(high.grouped)")], citations: [.onlineAuctionRules("17")]))
  }
  /// Checks a deposit. Error: `depositOutOfRange`.
  public static func checkDeposit(_ deposit: Money, startPrice: Money) throws(LawRefusal) -> Explained<Money> {
    let range = depositRange(startPrice: startPrice)
    guard range.value.contains(deposit) else {
      throw LawRefusal(
        "deposit", "depositOutOfRange", "保证金应为起拍价的百分之五至百分之二十", "the deposit is 5 to 20 % of the start price",
        .onlineAuctionRules("17")
      )
    }
    return Explained(deposit, range.reasons)
  }
  /// What the applicant deposits when he bids himself: nothing, or what the deposit exceeds his claim by (17).
  public static func applicantDeposit(_ deposit: Money, claim: Money) -> Explained<Money> {
    let due = max(.zero, deposit - claim)
    return Explained(
      due,
      Reasons(
        "R5.2", inputs: [.init("保证金", "Deposit", deposit), .init("债权额", "Claim", claim)],
        steps: [.init("应补交差额", "Difference to pay", due)],
        citations: [.onlineAuctionRules("17")]))
  }
  /// By when the deposits of those who did not buy go back.
  public static func depositsBackBy(ended: Instant) -> Explained<Instant> {
    let by = ended.adding(hours: Int64(depositBackHours))
    return Explained(
      by,
      Reasons(
        "R5.2", inputs: [.init("竞价结束", "End of bidding", ended)], steps: [.init("24小时内退还", "Back within 24 hours", by)],
        citations: [.onlineAuctionRules("23")]))
  }
}

/// What the machine proposes to the panel by the court's settings; the panel decides (27).
extension Auction {
  /// Start price, deposit and bidding step, in whole fen.
  public struct Terms: Hashable, Sendable, Codable {
    public let startPrice: Money
    public let deposit: Money
    public let increment: Money
  }

  /// Terms of the first round on an appraisal. Errors: as the checks on a start price and a deposit.
  public static func proposed(appraisal: Money, settings: CourtSettings) throws(LawRefusal) -> Explained<Terms> {
    let start = try checkStart(appraisal.least(settings.startPricePercent), appraisal: appraisal)
    return try terms(start, settings.used("startPricePercent", settings.startPricePercent), settings)
  }
  /// Terms of the second round after the first failed.
  public static func proposedSecond(firstStart: Money, settings: CourtSettings) throws(LawRefusal) -> Explained<Terms> {
    let start = try checkSecond(firstStart.least(100 - settings.secondRoundCut), firstStart: firstStart)
    return try terms(start, settings.used("secondRoundCut", settings.secondRoundCut), settings)
  }

  private static func terms(
    _ start: Explained<Money>, _ used: Reasons.SettingUsed, _ settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Terms> {
    // Rounding up a fen must not step over the upper bound.
    let wanted = min(start.value.least(settings.depositPercent), depositRange(startPrice: start.value).value.upperBound)
    let deposit = try checkDeposit(wanted, startPrice: start.value)
    let step = max(Money(fen: 1), start.value.scaled(Int128(settings.bidIncrement), over: 10_000) ?? .zero)
    var reasons = start.reasons.under(
      "R5.2",
      settings: [
        used, settings.used("depositPercent", settings.depositPercent), settings.used("bidIncrement", settings.bidIncrement),
      ])
    reasons.steps += [
      .init("起拍价", "Start price", start.value), .init("保证金", "Deposit", deposit.value), .init("加价幅度", "Step between bids", step),
    ]
    return Explained(
      Terms(startPrice: start.value, deposit: deposit.value, increment: step),
      reasons.citing(.onlineAuctionRules("17")).citing(.onlineAuctionRules("27")))
  }
}

/// The days of an auction (R5.2).
extension Auction {
  /// Days of notice for a round and a kind of thing.
  public static func notice(_ round: Round, _ object: SaleObject) -> Explained<Int> {
    let pair = noticeDays[round] ?? (15, 30)
    let days = object == .movable ? pair.movable : pair.other
    return Explained(
      days,
      Reasons(
        "R5.2", steps: [.init("公告天数", "Days of notice", days)], citations: [.onlineAuctionRules(round == .first ? "12" : "26")]))
  }

  /// The first day on which bidding may start after a notice.
  public static func earliestStart(notice published: Day, _ round: Round, _ object: SaleObject, settings: CourtSettings)
    -> Explained<Day>
  {
    let notice = notice(round, object)
    let day = published + gap(notice.value, settings)
    var reasons = notice.reasons.under("R5.2", inputs: [.init("公告日", "Notice", published)], settings: [used(settings)])
    reasons.steps.append(.init("最早开拍日", "Earliest start", day))
    return Explained(day, reasons)
  }
  /// The last day for the notice of bidding that starts on a day.
  public static func latestNotice(for start: Day, _ round: Round, _ object: SaleObject, settings: CourtSettings) -> Explained<Day>
  {
    let notice = notice(round, object)
    let day = start - gap(notice.value, settings)
    var reasons = notice.reasons.under("R5.2", inputs: [.init("开拍日", "Start", start)], settings: [used(settings)])
    reasons.steps.append(.init("最迟公告日", "Latest notice", day))
    return Explained(day, reasons)
  }
  private static func gap(_ days: Int, _ settings: CourtSettings) -> Int { settings.noticeCount == .dayDiff ? days : days + 1 }
  private static func used(_ settings: CourtSettings) -> Reasons.SettingUsed {
    settings.used("noticeCount", settings.noticeCount)
  }

  /// The last day for the second round after a failed first.
  public static func secondRoundBy(failed: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.2", from: failed, .days(secondRoundDays), .onlineAuctionRules("26"), calendar: calendar)
  }
  /// The last day to tell parties and holders of priority before a notice.
  public static func tellBy(notice published: Day) -> Explained<Day> {
    let day = published - tellBeforeNoticeDays
    return Explained(
      day,
      Reasons(
        "R5.2", inputs: [.init("公告日", "Notice", published)], steps: [.init("最迟通知日", "Tell by", day)],
        citations: [.onlineAuctionRules("16")]))
  }
  /// The day on which those who cannot be reached count as told.
  public static func deemedTold(publicised: Day) -> Explained<Day> {
    let day = publicised + deemedToldDays
    return Explained(
      day,
      Reasons(
        "R5.2", inputs: [.init("公示日", "Publicised", publicised)], steps: [.init("视为已通知", "Counts as told", day)],
        citations: [.onlineAuctionRules("16")]))
  }
  /// The last day to resume after a pause has ended.
  public static func resumeBy(pauseEnded: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.2", from: pauseEnded, .days(resumeDays), .onlineAuctionRules("28"), calendar: calendar)
  }

  /// What follows a round without a bid.
  public enum Next: Hashable, Sendable, Codable {
    /// Another auction by that day.
    case auction(round: Int, by: Day)
    /// The direct sale (变卖).
    case directSale
    /// A movable that failed twice at a traditional auction: taken for the debt, or released (拍卖变卖 24).
    case assetForDebtOrRelease
  }
  /// Rounds of a traditional auction: two for movables, three else (拍卖变卖 24, 25), the next within sixty days (23, 25).
  public static let offlineRounds: [SaleObject: Int] = [.movable: 2, .immovable: 3, .right: 3]
  public static let offlineNextDays = 60
  public static let onlineRounds = 2

  /// What follows the failure of round 1, 2 or 3. Error: `noSuchRound`.
  public static func next(
    afterRound round: Int, failed: Day, _ object: SaleObject, online: Bool, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Next> {
    let rounds = online ? onlineRounds : offlineRounds[object] ?? onlineRounds
    let article = online ? Citation.onlineAuctionRules("26") : .saleRules("23")
    guard (1...rounds).contains(round) else {
      throw LawRefusal("round", "noSuchRound", "没有第\(round)次拍卖", "there is no round \(round)", article)
    }
    if round == rounds, !online, object == .movable {
      return Explained(
        .assetForDebtOrRelease,
        Reasons(
          "R5.2", inputs: [.init("流拍次数", "Rounds failed", round)],
          steps: [.init("作价抵债或者解除查封退还", "Asset for debt, or release", "–")],
          citations: [.saleRules("24")]))
    }
    guard round < rounds else {
      return Explained(
        .directSale,
        Reasons(
          "R5.2", inputs: [.init("流拍次数", "Rounds failed", round)], steps: [.init("进入变卖", "Direct sale follows", "–")],
          citations: [online ? article : .saleRules("25")]))
    }
    let by = Periods.due("R5.2", from: failed, .days(online ? secondRoundDays : offlineNextDays), article, calendar: calendar)
    return by.map { .auction(round: round + 1, by: $0) }
  }
}
