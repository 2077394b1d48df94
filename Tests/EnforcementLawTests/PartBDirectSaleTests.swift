import Basics
import EnforcementLaw
import Testing

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
