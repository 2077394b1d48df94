import Basics

/// Who asks to bid, as far as it bars him (网拍 34, 24).
public enum BidderRelation: String, Sendable, Hashable, Codable, CaseIterable {
  case none, applicant
  /// The enforcing court, the platform, or one who helps with the sale.
  case organiser
  /// Staff of the organiser.
  case organiserStaff
  /// A near relative of such staff.
  case nearRelativeOfStaff
  /// Bought this thing before and did not pay.
  case defaulted
}

/// One bid.
public struct Bid: Hashable, Sendable, Codable {
  public var bidder: String
  public var amount: Money
  public var at: Instant
  /// Rank among holders of a right to buy first, 1 before 2; nil for others.
  public var priorityRank: Int?
  public init(_ bidder: String, _ amount: Money, at: Instant, priorityRank: Int? = nil) {
    self.bidder = bidder
    self.amount = amount
    self.at = at
    self.priorityRank = priorityRank
  }
}

/// The bidding of one round (R5.2): at least 24 hours; a bid in the last five minutes moves the end to five minutes after it;
/// a holder of a right to buy first may bid the same price as the leader.
public struct Bidding: Hashable, Sendable, Codable {
  /// Hours of bidding (20).
  public static let hoursMin = 24
  /// The last minutes in which a bid moves the end, and by how much (20).
  public static let extensionMinutes = 5

  public let startPrice: Money
  public let increment: Money
  public let opens: Instant
  public private(set) var ends: Instant
  /// The bid that wins if nobody bids again.
  public private(set) var leader: Bid?
  public private(set) var count: Int

  /// Errors: `biddingTooShort`, `incrementNotPositive`, `amountOutOfRange`.
  public init(startPrice: Money, increment: Money, opens: Instant, ends: Instant) throws(LawRefusal) {
    try startPrice.checked("startPrice", [.onlineAuctionRules("10")])
    guard increment > .zero else {
      throw LawRefusal(
        "increment", "incrementNotPositive", "加价幅度应大于零", "the step between bids must be above zero", .onlineAuctionRules("27"))
    }
    guard ends >= opens.adding(hours: Int64(Bidding.hoursMin)) else {
      throw LawRefusal("ends", "biddingTooShort", "竞价时间应不少于24小时", "bidding lasts 24 hours at least", .onlineAuctionRules("20"))
    }
    self.startPrice = startPrice
    self.increment = increment
    self.opens = opens
    self.ends = ends
    leader = nil
    count = 0
  }

  /// The end of bidding after a bid: five minutes after it where it came in the last five.
  public static func end(_ end: Instant, after bid: Instant) -> Explained<Instant> {
    let moved = bid.adding(seconds: Int64(extensionMinutes * 60))
    let new = max(end, moved)
    return Explained(
      new,
      Reasons(
        "R5.2", inputs: [.init("原结束时间", "End", end), .init("出价时间", "Bid", bid)],
        steps: [
          new > end ? .init("最后五分钟内出价，延至", "A bid in the last five minutes: moved to", new) : .init("不延时", "Not moved", new)
        ],
        citations: [.onlineAuctionRules("20")]))
  }

  /// Takes a bid, or says why not. Errors: `biddingNotOpen`, `biddingClosed`, `belowStartPrice`, `bidTooLow`, `amountOutOfRange`.
  public mutating func take(_ bid: Bid) throws(LawRefusal) -> Explained<Instant> {
    try bid.amount.checked("amount", [.onlineAuctionRules("20")])
    guard bid.at >= opens else {
      throw LawRefusal("at", "biddingNotOpen", "竞价尚未开始", "bidding has not opened", .onlineAuctionRules("20"))
    }
    guard bid.at <= ends else {
      throw LawRefusal("at", "biddingClosed", "竞价已结束", "bidding is closed", .onlineAuctionRules("20"))
    }
    guard bid.amount >= startPrice else {
      throw LawRefusal(
        "amount", "belowStartPrice", "出价低于起拍价\(startPrice.grouped)元", "below the start price of \(startPrice.grouped)",
        .onlineAuctionRules("11"))
    }
    guard leads(bid) else {
      throw LawRefusal(
        "amount", "bidTooLow", "出价应不低于当前价加一个加价幅度", "a bid must be at least one step above the current price",
        .onlineAuctionRules("21")
      )
    }
    leader = bid
    count += 1
    let end = Bidding.end(ends, after: bid.at)
    ends = end.value
    return end
  }

  /// A full step above the leader; or the leader's price from one who stands before him in the right to buy first.
  private func leads(_ bid: Bid) -> Bool {
    guard let leader else { return true }
    if bid.amount >= leader.amount + increment { return true }
    guard bid.amount == leader.amount, let rank = bid.priorityRank else { return false }
    return leader.priorityRank.map { rank < $0 } ?? true
  }

  /// Sold to the leader, even if he was the only bidder (11); nil: failed (流拍). Error: `biddingStillOpen`.
  public func result(at moment: Instant) throws(LawRefusal) -> Explained<Bid?> {
    guard moment > ends else {
      throw LawRefusal("at", "biddingStillOpen", "竞价尚未结束", "bidding is still open", .onlineAuctionRules("20"))
    }
    let step = leader.map { Reasons.Step("成交价", "Sold for", $0.amount) } ?? .init("无人出价，流拍", "No bid: failed", "–")
    return Explained(
      leader,
      Reasons(
        "R5.2", inputs: [.init("结束时间", "Ended", ends), .init("出价次数", "Bids", count)], steps: [step],
        citations: [.onlineAuctionRules(leader == nil ? "26" : "11"), .onlineAuctionRules("21")]))
  }

  /// Whether a person may bid. Errors: `barredFromBidding`, `defaulterBarred`.
  public static func checkBidder(_ relation: BidderRelation) throws(LawRefusal) -> Explained<BidderRelation> {
    switch relation {
    case .none, .applicant:
      return Explained(
        relation, Reasons("R5.2", steps: [.init("可以参加竞买", "May bid", true)], citations: [.onlineAuctionRules("34")]))
    case .organiser, .organiserStaff, .nearRelativeOfStaff:
      throw LawRefusal(
        "bidder", "barredFromBidding", "法院、平台、辅助机构及其工作人员、近亲属不得竞买",
        "the court, the platform, helpers, their staff and near relatives may not bid", .onlineAuctionRules("34"))
    case .defaulted:
      throw LawRefusal(
        "bidder", "defaulterBarred", "悔拍后原买受人不得再次竞买", "a buyer in default may not bid again", .onlineAuctionRules("24"))
    }
  }

  /// A buyer of a house must be entitled to buy from his bid to the ruling. Errors: `notEntitledAtBid`, `notEntitledAtRuling`.
  public static func checkHouseBuyer(entitledAtBid: Bool, entitledAtRuling: Bool) throws(LawRefusal) -> Explained<Bool> {
    guard entitledAtBid else {
      throw LawRefusal(
        "entitledAtBid", "notEntitledAtBid", "竞买人应具备当地购房资格", "the bidder must be entitled to buy a house there",
        .houseBidders("1"))
    }
    guard entitledAtRuling else {
      throw LawRefusal(
        "entitledAtRuling", "notEntitledAtRuling", "出具成交裁定时仍应具备购房资格", "he must still be entitled when the ruling is made",
        .houseBidders("3"))
    }
    return Explained(true, Reasons("R5.2", steps: [.init("具备购房资格", "Entitled", true)], citations: [.houseBidders("1")]))
  }
}
