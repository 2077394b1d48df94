import Basics
import EnforcementLaw
import Testing

@Suite("R5.2: bidding and the buyer in default")
struct PartBBiddingTests {
  let opens: Instant
  init() throws { opens = Instant(try day("2024-03-31"), hour: 10) }
  func at(_ hour: Int, _ minute: Int, _ second: Int) throws -> Instant {
    Instant(try day("2024-04-01"), hour: hour, minute: minute, second: second)
  }
  func round() throws -> Bidding {
    try Bidding(startPrice: .yuan(700_000), increment: .yuan(5000), opens: opens, ends: at(10, 0, 0))
  }

  @Test("A bid in the last five minutes moves the end to five minutes after it")
  func extends() throws {
    let end = try at(10, 0, 0)
    #expect(try Bidding.end(end, after: at(9, 57, 30)).value == at(10, 2, 30))
    #expect(try Bidding.end(at(10, 2, 30), after: at(10, 2, 0)).value == at(10, 7, 0))
    #expect(try Bidding.end(end, after: at(9, 54, 59)).value == end)
    #expect(try Bidding.end(end, after: at(9, 55, 0)).value == end)
  }

  @Test("Bidding lasts 24 hours at least, starts at the start price and climbs by the step")
  func climbs() throws {
    #expect(
      refusal { try Bidding(startPrice: .yuan(1), increment: .yuan(1), opens: opens, ends: at(9, 59, 59)) }?.code
        == "biddingTooShort")
    #expect(
      refusal { try Bidding(startPrice: .yuan(1), increment: .zero, opens: opens, ends: at(10, 0, 0)) }?.code
        == "incrementNotPositive")
    var round = try round()
    #expect(refusal { try round.take(Bid("甲", .yuan(700_000), at: opens.adding(seconds: -1))) }?.code == "biddingNotOpen")
    #expect(refusal { try round.take(Bid("甲", .yuan(699_999), at: opens)) }?.code == "belowStartPrice")
    _ = try round.take(Bid("甲", .yuan(700_000), at: opens))
    #expect(refusal { try round.take(Bid("乙", .yuan(704_999), at: opens)) }?.code == "bidTooLow")
    #expect(try round.take(Bid("乙", .yuan(705_000), at: at(9, 57, 30))).value == at(10, 2, 30))
    #expect(refusal { try round.result(at: at(10, 2, 30)) }?.code == "biddingStillOpen")
    #expect(refusal { try round.take(Bid("甲", .yuan(800_000), at: at(10, 2, 31))) }?.code == "biddingClosed")
    #expect(try round.result(at: at(10, 2, 31)).value?.bidder == "乙")
    #expect(round.count == 2)
  }

  @Test("One bidder at the start price buys; no bid is a failed round")
  func oneBidder() throws {
    var sold = try round()
    _ = try sold.take(Bid("甲", .yuan(700_000), at: opens))
    #expect(try sold.result(at: at(10, 0, 1)).value?.amount == .yuan(700_000))
    #expect(try round().result(at: at(10, 0, 1)).value == nil)
  }

  @Test("Who may buy first wins at the same price; the better rank before the worse, the earlier bid before the later")
  func priority() throws {
    var round = try round()
    _ = try round.take(Bid("甲", .yuan(700_000), at: opens))
    _ = try round.take(Bid("承租人", .yuan(700_000), at: opens, priorityRank: 2))
    #expect(round.leader?.bidder == "承租人")
    #expect(refusal { try round.take(Bid("同顺位", .yuan(700_000), at: opens, priorityRank: 2)) }?.code == "bidTooLow")
    #expect(refusal { try round.take(Bid("甲", .yuan(700_000), at: opens)) }?.code == "bidTooLow")
    _ = try round.take(Bid("共有人", .yuan(700_000), at: opens, priorityRank: 1))
    #expect(round.leader?.bidder == "共有人")
    _ = try round.take(Bid("甲", .yuan(705_000), at: opens))
    #expect(round.leader?.bidder == "甲")
  }

  @Test("The winner holds the highest price, and the end never moves back, whatever is bid")
  func anyBids() throws {
    let seed: UInt64 = 2021
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<300 {
      var round = try round()
      var accepted: [Bid] = []
      var moment = opens.adding(hours: 23)
      for _ in 0..<30 {
        moment = moment.adding(seconds: Int64.random(in: 0...400, using: &random))
        let rank = Int.random(in: 0...3, using: &random)
        let bid = Bid(
          "\(Int.random(in: 1...5, using: &random))", .yuan(690_000 + 1000 * Int64.random(in: 0...60, using: &random)),
          at: moment,
          priorityRank: rank == 0 ? nil : rank)
        let before = round.ends
        if (try? round.take(bid)) != nil { accepted.append(bid) }
        #expect(round.ends >= before)
      }
      #expect(round.leader?.amount == accepted.map(\.amount).max())
      #expect(round.count == accepted.count)
    }
  }

  @Test("The court, the platform, helpers, their staff and near relatives may not bid, nor the buyer in default")
  func barred() throws {
    for relation in [BidderRelation.organiser, .organiserStaff, .nearRelativeOfStaff] {
      #expect(refusal { try Bidding.checkBidder(relation) }?.code == "barredFromBidding")
    }
    #expect(refusal { try Bidding.checkBidder(.defaulted) }?.code == "defaulterBarred")
    #expect(try Bidding.checkBidder(.applicant).value == .applicant)
    #expect(refusal { try Bidding.checkHouseBuyer(entitledAtBid: true, entitledAtRuling: false) }?.code == "notEntitledAtRuling")
    #expect(refusal { try Bidding.checkHouseBuyer(entitledAtBid: false, entitledAtRuling: true) }?.code == "notEntitledAtBid")
  }

  @Test("A lost deposit pays costs, then the shortfall, then the debt: 8,000, 50,000 and 42,000")
  func buyerDefault() throws {
    let settings = CourtSettings()
    let split = try BuyerDefault.split(
      deposit: .yuan(100_000), costs: .yuan(8000), price: .yuan(1_000_000), resale: .yuan(950_000), caseDebt: .yuan(600_000),
      settings: settings
    ).value
    #expect(split.costs == .yuan(8000))
    #expect(split.shortfall == .yuan(50_000))
    #expect(split.caseDebt == .yuan(42_000))
    #expect(split.undecided == .zero)
    #expect(split.topUp == .zero)
  }

  @Test("Beyond the deposit a buyer owes nothing online unless the court says so; offline and for shares he does")
  func topUp() throws {
    var settings = CourtSettings()
    func topUp(_ sale: BuyerDefault.Sale) throws -> Money {
      try BuyerDefault.split(
        deposit: .yuan(50_000), costs: .yuan(8000), price: .yuan(1_000_000), resale: .yuan(900_000), caseDebt: .yuan(1),
        sale: sale,
        settings: settings
      ).value.topUp
    }
    #expect(try topUp(.online) == .zero)
    #expect(try topUp(.offline) == .yuan(58_000))
    #expect(try topUp(.equity) == .yuan(58_000))
    settings.defaultTopUp = true
    #expect(try topUp(.online) == .yuan(58_000))
  }

  @Test("In a traditional auction what costs and shortfall leave of the deposit goes back to the buyer")
  func offlineRefund() throws {
    let split = try BuyerDefault.split(
      deposit: .yuan(100_000), costs: .yuan(8000), price: .yuan(1_000_000), resale: .yuan(950_000), caseDebt: .yuan(600_000),
      sale: .offline,
      settings: CourtSettings())
    #expect(split.value.refund == .yuan(42_000))
    #expect(split.value.caseDebt == .zero)
    #expect(split.reasons.citations.map(\.article) == ["22"])
  }

  @Test("Every fen of a lost deposit is accounted for")
  func accounted() throws {
    let seed: UInt64 = 24
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<2000 {
      let deposit = random.money(upTo: 20_000_000)
      let split = try BuyerDefault.split(
        deposit: deposit, costs: random.money(upTo: 2_000_000), price: random.money(upTo: 200_000_000),
        resale: random.money(upTo: 200_000_000),
        caseDebt: random.money(upTo: 10_000_000), relatedDebt: random.money(upTo: 5_000_000),
        sale: BuyerDefault.Sale.allCases.randomElement(using: &random) ?? .online, settings: CourtSettings()
      ).value
      #expect(split.costs + split.shortfall + split.caseDebt + split.relatedDebt + split.undecided + split.refund == deposit)
    }
  }
}
