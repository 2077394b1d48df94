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
