import Basics
import EnforcementLaw
import Testing

@Suite("R5.1: reference price")
struct PartBReferencePriceTests {
  let calendar: CourtCalendar
  init() throws { calendar = try LawData.calendar() }

  @Test("Finding the price starts within 30 days of seizure, moved off a day of rest")
  func start() throws {
    #expect(try ReferencePrice.startBy(seized: day("2024-05-10"), calendar: calendar).value == day("2024-06-11"))
    #expect(try ReferencePrice.startSaleBy(priceFixed: day("2024-05-13"), calendar: calendar).value == day("2024-05-23"))
    #expect(try ReferencePrice.sendResultBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-05-16"))
    #expect(try ReferencePrice.deemedReceived(published: day("2024-05-10"), calendar: calendar).value == day("2024-05-25"))
    #expect(try ReferencePrice.objectBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-05-20"))
    #expect(try ReferencePrice.passObjectionOnBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-05-16"))
    #expect(try ReferencePrice.explainBy(passedOn: day("2024-05-16"), calendar: calendar).value == day("2024-05-21"))
    #expect(try ReferencePrice.reissueBy(asked: day("2024-05-13"), .networkQuery, calendar: calendar).value == day("2024-05-16"))
    #expect(try ReferencePrice.reissueBy(asked: day("2024-05-13"), .appraisal, calendar: calendar).value == day("2024-05-28"))
  }

  @Test("The four ways follow one another; the parties may jump together, the law may demand an appraisal")
  func order() throws {
    func next(_ facts: ReferencePrice.Facts) throws -> ReferencePrice.Method { try ReferencePrice.method(facts).value }
    #expect(try next(.init()) == .agreement)
    #expect(try next(.init(exhausted: [.agreement], officialPriceExists: true)) == .directedQuery)
    #expect(try next(.init(exhausted: [.agreement])) == .networkQuery)
    #expect(try next(.init(exhausted: [.agreement], needsInspection: true)) == .appraisal)
    #expect(try next(.init(exhausted: [.agreement, .networkQuery])) == .appraisal)
    #expect(try next(.init(commonRequest: .networkQuery)) == .networkQuery)
    #expect(try next(.init(commonRequest: .networkQuery, lawRequiresAppraisal: true)) == .appraisal)
    #expect(try next(.init(commonRequest: .networkQuery, needsInspection: true)) == .agreement)
    #expect(try next(.init(commonRequest: .directedQuery)) == .agreement)
    #expect(try next(.init(commonRequest: .directedQuery, officialPriceExists: true)) == .directedQuery)
    #expect(refusal { try next(.init(exhausted: Set(ReferencePrice.Method.allCases))) }?.code == "allMethodsExhausted")
  }

  @Test("An agreed price needs the same figure from both, and must harm nobody")
  func agreement() throws {
    #expect(try ReferencePrice.agreed([.yuan(900_000), .yuan(900_000)], harmsOthers: false).value == .yuan(900_000))
    #expect(refusal { try ReferencePrice.agreed([.yuan(900_000), .yuan(900_001)], harmsOthers: false) }?.code == "offersDiffer")
    #expect(refusal { try ReferencePrice.agreed([.yuan(1), .yuan(1)], harmsOthers: true) }?.code == "harmsOthers")
    #expect(refusal { try ReferencePrice.agreed([.yuan(1)], harmsOthers: false) }?.code == "tooFewOffers")
  }

  @Test("A network query gives the mean of the quotes that came in time")
  func network() throws {
    let sent = try day("2024-05-13")
    func price(_ quotes: [(Int64?, String)], extensionAsked: Bool = true) throws -> Money {
      try ReferencePrice.network(
        quotes.enumerated().map { .init("平台\($0.offset + 1)", $0.element.0.map(Money.yuan), on: Day($0.element.1)) }, sent: sent,
        extensionAsked: extensionAsked, calendar: calendar
      ).value
    }
    #expect(try price([(1_000_000, "2024-05-15"), (1_060_000, "2024-05-16"), (nil, "")]) == .yuan(1_030_000))
    #expect(try price([(980_000, "2024-05-14"), (1_000_000, "2024-05-14"), (1_050_000, "2024-05-16")]) == .yuan(1_010_000))
    #expect(try price([(980_000, "2024-05-14"), (2_000_000, "2024-05-17")]) == .yuan(980_000))
    // All late for the first three days: three more are given, once.
    #expect(try price([(980_000, "2024-05-17"), (1_000_000, "2024-05-20")]) == .yuan(990_000))
    #expect(refusal { try price([(980_000, "2024-05-21")]) }?.code == "noQuote")
    #expect(refusal { try price([(980_000, "2024-05-17")], extensionAsked: false) }?.code == "noQuote")
    #expect(try ReferencePrice.quotesDue(sent: sent, extended: true, calendar: calendar).value == day("2024-05-20"))
  }

  @Test("The fee of a query goes to the platform closest to the price, shared where two are equally close")
  func queryFee() throws {
    let quotes: [ReferencePrice.Quote] = [
      .init("甲", .yuan(900_000), on: nil), .init("乙", .yuan(1_100_000), on: nil), .init("丙", .yuan(700_000), on: nil),
      .init("丁", nil, on: nil),
    ]
    #expect(try ReferencePrice.queryFee(.yuan(200), quotes, soldFor: .yuan(950_000)).value == ["甲": .yuan(200)])
    let shared = try ReferencePrice.queryFee(Money(fen: 20_001), quotes, soldFor: .yuan(1_000_000)).value
    #expect(shared == ["甲": Money(fen: 10_001), "乙": Money(fen: 10_000)])
  }

  @Test("An appraisal takes 30 days, with two extensions of 15 at most, asked for five days before the end")
  func appraisal() throws {
    let from = try day("2024-05-13")
    func due(_ extensions: [Appraisal.Extension]) throws -> Day {
      try Appraisal.reportDue(commissioned: from, extensions: extensions, calendar: calendar).value
    }
    #expect(try due([]) == day("2024-06-12"))
    #expect(try due([.init(asked: day("2024-06-07"), days: 15)]) == day("2024-06-27"))
    #expect(try Appraisal.reportDue(commissioned: from, pausedDays: 5, calendar: calendar).value == day("2024-06-17"))
    #expect(refusal { try due([.init(asked: day("2024-06-08"), days: 15)]) }?.code == "extensionAskedLate")
    #expect(refusal { try due([.init(asked: day("2024-06-07"), days: 16)]) }?.code == "extensionTooLong")
    let one = Appraisal.Extension(asked: from, days: 10)
    #expect(refusal { try due([one, one, one]) }?.code == "tooManyExtensions")
    #expect(try Appraisal.papersBackBy(asked: from, calendar: calendar).value == day("2024-05-16"))
    #expect(Appraisal.institutions == 3)
  }

  @Test("The appraiser's fee rests on the appraisal or the lower price; unsold, on actual cost; again, thirty percent")
  func appraisalFee() {
    #expect(Appraisal.feeBase(appraisal: .yuan(100), soldFor: .yuan(120)).value == .sum(.yuan(100)))
    #expect(Appraisal.feeBase(appraisal: .yuan(100), soldFor: .yuan(80)).value == .sum(.yuan(80)))
    #expect(Appraisal.feeBase(appraisal: .yuan(100), soldFor: nil).value == .actualCost)
    #expect(Appraisal.reissueFee(of: .yuan(1000)).value == .yuan(300))
  }

  @Test("A price is valid for a year at most; a notice in time and a sale within six months after need no new one")
  func validity() throws {
    let through = try ReferencePrice.validThrough(issued: day("2024-02-29"), months: 12).value
    #expect(through == (try day("2025-02-28")))
    #expect(refusal { try ReferencePrice.validThrough(issued: day("2024-02-29"), months: 13) }?.code == "validityTooLong")
    #expect(
      try ReferencePrice.needsNewPrice(validThrough: through, noticePublished: through, saleOn: day("2025-08-28")).value == false)
    #expect(try ReferencePrice.needsNewPrice(validThrough: through, noticePublished: through, saleOn: day("2025-08-29")).value)
    #expect(ReferencePrice.needsNewPrice(validThrough: through, noticePublished: through + 1, saleOn: through + 31).value)
  }
}

@Suite("R5.2: online auction")
struct PartBAuctionTests {
  let calendar: CourtCalendar
  var settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  @Test("The start price is at least 70 % of the appraisal, the second at least 80 % of the first")
  func startPrices() throws {
    let million = Money.yuan(1_000_000)
    #expect(try Auction.checkStart(.yuan(700_000), appraisal: million).value == .yuan(700_000))
    #expect(refusal { try Auction.checkStart(yuan("699999.99"), appraisal: million) }?.code == "startPriceTooLow")
    #expect(Auction.leastSecondPrice(firstStart: .yuan(700_000)).value == .yuan(560_000))
    #expect(try Auction.checkSecond(.yuan(560_000), firstStart: .yuan(700_000)).value == .yuan(560_000))
    #expect(refusal { try Auction.checkSecond(.yuan(559_999), firstStart: .yuan(700_000)) }?.code == "cutTooDeep")
    #expect(refusal { try Auction.checkSecond(.yuan(700_001), firstStart: .yuan(700_000)) }?.code == "priceAboveFirst")
    #expect(Auction.leastStartPrice(appraisal: Money(fen: 101)).value == Money(fen: 71))
  }

  @Test("The deposit is 5 to 20 % of the start price")
  func deposit() throws {
    #expect(Auction.depositRange(startPrice: .yuan(700_000)).value == Money.yuan(35_000)...Money.yuan(140_000))
    #expect(refusal { try Auction.checkDeposit(yuan("34999.99"), startPrice: .yuan(700_000)) }?.code == "depositOutOfRange")
    #expect(refusal { try Auction.checkDeposit(yuan("140000.01"), startPrice: .yuan(700_000)) }?.code == "depositOutOfRange")
  }

  @Test("An applicant who bids deposits only what the deposit exceeds his claim by")
  func applicant() {
    #expect(Auction.applicantDeposit(.yuan(50_000), claim: .yuan(30_000)).value == .yuan(20_000))
    #expect(Auction.applicantDeposit(.yuan(50_000), claim: .yuan(50_000)).value == .zero)
  }

  @Test("What the court's settings propose stays inside the law, for any appraisal")
  func proposals() throws {
    let seed: UInt64 = 70_20
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<2000 {
      var settings = settings
      settings.startPricePercent = Int.random(in: 70...100, using: &random)
      settings.depositPercent = Int.random(in: 5...20, using: &random)
      settings.secondRoundCut = Int.random(in: 0...20, using: &random)
      let appraisal = random.money(upTo: 100_000_000_000) + .yuan(1)
      let first = try Auction.proposed(appraisal: appraisal, settings: settings).value
      let second = try Auction.proposedSecond(firstStart: first.startPrice, settings: settings).value
      #expect(first.startPrice.fen * 100 >= appraisal.fen * 70)
      #expect(second.startPrice.fen * 100 >= first.startPrice.fen * 80)
      #expect(first.increment > .zero)
    }
    #expect(try Auction.proposed(appraisal: .yuan(1_000_000), settings: settings).reasons.settings.count == 3)
  }

  @Test("Notice runs 15 or 30 full days before the first round, 7 or 15 before the second")
  func noticeDays() throws {
    #expect(
      try Auction.earliestStart(notice: day("2024-03-01"), .first, .immovable, settings: settings).value == day("2024-03-31"))
    #expect(try Auction.earliestStart(notice: day("2024-03-01"), .first, .movable, settings: settings).value == day("2024-03-16"))
    #expect(try Auction.latestNotice(for: day("2024-06-09"), .second, .immovable, settings: settings).value == day("2024-05-25"))
    #expect(
      try Auction.earliestStart(notice: day("2024-03-01"), .second, .movable, settings: settings).value == day("2024-03-08"))
    var full = settings
    full.noticeCount = .fullDays
    #expect(try Auction.earliestStart(notice: day("2024-03-01"), .first, .right, settings: full).value == day("2024-04-01"))
    #expect(try Auction.latestNotice(for: day("2024-04-01"), .first, .right, settings: full).value == day("2024-03-01"))
  }

  @Test("The second round is held within 30 days; parties are told three days before the notice")
  func otherDays() throws {
    #expect(try Auction.secondRoundBy(failed: day("2024-05-10"), calendar: calendar).value == day("2024-06-11"))
    #expect(try Auction.tellBy(notice: day("2024-03-01")).value == day("2024-02-27"))
    #expect(try Auction.deemedTold(publicised: day("2024-03-01")).value == day("2024-03-06"))
    #expect(try Auction.resumeBy(pauseEnded: day("2024-05-06"), calendar: calendar).value == day("2024-05-11"))
    let ended = Instant(try day("2024-03-31"), hour: 10)
    #expect(Auction.depositsBackBy(ended: ended).value == Instant(try day("2024-04-01"), hour: 10))
  }

  @Test("Online there are two rounds; by the hammer two for movables and three else, sixty days apart")
  func rounds() throws {
    let failed = try day("2024-05-10")
    func next(_ round: Int, _ object: SaleObject, online: Bool) throws -> Auction.Next {
      try Auction.next(afterRound: round, failed: failed, object, online: online, calendar: calendar).value
    }
    #expect(try next(1, .immovable, online: true) == .auction(round: 2, by: day("2024-06-11")))
    #expect(try next(2, .immovable, online: true) == .directSale)
    #expect(try next(2, .immovable, online: false) == .auction(round: 3, by: day("2024-07-09")))
    #expect(try next(2, .movable, online: false) == .assetForDebtOrRelease)
    #expect(try next(3, .right, online: false) == .directSale)
    #expect(try next(2, .movable, online: true) == .directSale)
    #expect(refusal { try next(3, .movable, online: true) }?.code == "noSuchRound")
  }
}

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

@Suite("R5.3–5.6: direct sale, asset for debt, no surplus, several things")
struct PartBDirectSaleTests {
  let calendar: CourtCalendar
  let settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  @Test("After the second failed round: notice within 15 days, sixty days open, at the second start price")
  func online() throws {
    let failed = try day("2024-05-20")
    #expect(try DirectSale.noticeBy(failed: failed, settings: settings, calendar: calendar).value == day("2024-06-04"))
    #expect(try DirectSale.askCreditorsBy(failed: failed, settings: settings, calendar: calendar).value == day("2024-05-30"))
    #expect(try DirectSale.openThrough(opened: day("2024-06-04"), settings: settings).value == day("2024-08-03"))
    #expect(DirectSale.price(secondStart: .yuan(560_000)).value == .yuan(560_000))
    #expect(try DirectSale.opensFrom(notice: failed, .movable, settings: settings).value == day("2024-05-27"))
    #expect(try DirectSale.opensFrom(notice: failed, .immovable, settings: settings).value == day("2024-06-04"))
  }

  @Test("The first bid of a direct sale opens 24 hours of bidding")
  func firstBid() throws {
    let first = Bid("甲", .yuan(560_000), at: Instant(try day("2024-06-10"), hour: 8))
    let round = try DirectSale.bidding(firstBid: first, price: .yuan(560_000), increment: .yuan(1000))
    #expect(round.ends == Instant(try day("2024-06-11"), hour: 8))
    #expect(
      refusal { try DirectSale.bidding(firstBid: first, price: .yuan(560_001), increment: .yuan(1)) }?.code == "belowStartPrice")
  }

  @Test("Offline: notice within 7 days, sixty days, never below half of the appraisal; own sale 60 days, shares three months")
  func offline() throws {
    #expect(try DirectSale.offlineNoticeBy(failed: day("2024-05-20"), calendar: calendar).value == day("2024-05-27"))
    #expect(try DirectSale.offlineOpenThrough(notice: day("2024-05-27")).value == day("2024-07-26"))
    #expect(try DirectSale.checkPrice(.yuan(50), appraisal: .yuan(100)).value == .yuan(50))
    #expect(refusal { try DirectSale.checkPrice(yuan("49.99"), appraisal: .yuan(100)) }?.code == "belowHalf")
    #expect(
      try DirectSale.ownSaleBy(allowed: day("2024-05-20"), equity: false, settings: settings, calendar: calendar).value
        == day("2024-07-19"))
    #expect(
      try DirectSale.ownSaleBy(allowed: day("2024-05-20"), equity: true, settings: settings, calendar: calendar).value
        == day("2024-08-20"))
  }

  @Test("A creditor who takes the thing pays the difference, or keeps the rest of his claim")
  func assetForDebt() throws {
    let round = AssetForDebt.Ground.failedRound(reserve: .yuan(560_000))
    let pays = try AssetForDebt.settle(claim: .yuan(400_000), round).value
    #expect(pays.toPay == .yuan(160_000))
    #expect(pays.claimLeft == .zero)
    #expect(try AssetForDebt.settle(claim: .yuan(700_000), round).value.claimLeft == .yuan(140_000))
    #expect(refusal { try AssetForDebt.settle(claim: .yuan(1), .privateSettlement) }?.code == "privateSettlement")
    #expect(
      refusal { try AssetForDebt.settle(claim: .yuan(1), .agreed(price: .yuan(1), bothAgree: false, harmsOthers: false)) }?.code
        == "notAgreed")
    #expect(
      refusal { try AssetForDebt.settle(claim: .yuan(1), .agreed(price: .yuan(1), bothAgree: true, harmsOthers: true)) }?.code
        == "harmsOthers")
  }

  @Test("Several creditors take it by rank in law, then by lot")
  func takers() throws {
    let asking: [AssetForDebt.Taker] = [.init("丙", rank: 2), .init("甲", rank: 1), .init("乙", rank: 1)]
    #expect(try AssetForDebt.takers(asking).value.map(\.creditor) == ["甲", "乙"])
    #expect(refusal { try AssetForDebt.takers([]) }?.code == "nobodyAsks")
    #expect(refusal { try AssetForDebt.checkHouse(entitled: false) }?.code == "notEntitledToHouse")
  }

  @Test("Where priority claims and costs eat the reserve the applicant is asked, and a new reserve must be above them")
  func noSurplus() throws {
    let told = try day("2024-05-13")
    func check(_ reserve: Int64) throws -> NoSurplus.Verdict {
      try NoSurplus.check(
        reserve: .yuan(reserve), priorityClaims: .yuan(600_000), costs: .yuan(8000), told: told, calendar: calendar
      ).value
    }
    #expect(try check(560_000) == .none(reserveAbove: .yuan(608_000), askBy: day("2024-05-20")))
    #expect(try check(608_000) == .none(reserveAbove: .yuan(608_000), askBy: day("2024-05-20")))
    #expect(try check(608_001) == .surplus(.yuan(1)))
  }

  @Test("Selling stops when the proceeds suffice, unless the things belong together")
  func several() throws {
    #expect(SaleOfSeveral.stops(proceeds: .yuan(100), needed: .yuan(100), inseparable: false).value)
    #expect(SaleOfSeveral.stops(proceeds: .yuan(100), needed: .yuan(100), inseparable: true).value == false)
    #expect(
      SaleOfSeveral.stops(proceeds: .yuan(100), needed: .yuan(100), inseparable: false, debtorWantsAllSold: true).value == false)
    #expect(SaleOfSeveral.stops(proceeds: .yuan(99), needed: .yuan(100), inseparable: false).value == false)
    #expect(try SaleOfSeveral.commissionMax(price: .yuan(2_000_000)).value == .yuan(100_000))
    #expect(
      try SaleOfSeveral.commissionMax(price: .yuan(200_000_000)).value == .yuan(100_000 + 240_000 + 800_000 + 500_000 + 500_000))
  }

  @Test("A lease stays on the thing only if written and in possession before the seizure and harming no earlier security")
  func lease() {
    #expect(
      SaleOfSeveral.leaseStays(writtenBeforeSeizure: true, inPossessionBeforeSeizure: true, harmsEarlierSecurity: false).value)
    for (written, held, harms) in [(false, true, false), (true, false, false), (true, true, true)] {
      #expect(
        !SaleOfSeveral.leaseStays(writtenBeforeSeizure: written, inPossessionBeforeSeizure: held, harmsEarlierSecurity: harms)
          .value)
    }
  }
}
