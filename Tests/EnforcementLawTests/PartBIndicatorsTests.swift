import Basics
import EnforcementLaw
import Testing

@Suite("R9: indicators")
struct PartBIndicatorsTests {
  var settings = CourtSettings()

  @Test("Of 200 first-time cases closed: 45.00 % fully enforced, 40.00 % rounds terminated, 60.00 % really closed")
  func endings() {
    let closed = EndingCounts(
      fullyEnforced: 90, roundTerminated: 80, finallyTerminated: 20, refused: 4, dismissed: 3, withdrawn: 3)
    #expect(closed.closed == 200)
    #expect(Indicator.fullyEnforced(closed, settings: settings).value.text == "45.00%")
    #expect(Indicator.roundsTerminated(closed, settings: settings).value.text == "40.00%")
    #expect(Indicator.firstReallyClosed(closed, settings: settings).value.text == "60.00%")
  }

  @Test("Transfers to other courts stay out of the really closed, or in, as the court set it")
  func transfers() {
    let closed = EndingCounts(fullyEnforced: 50, roundTerminated: 40, finallyTerminated: 10, transferred: 4)
    #expect(Indicator.firstReallyClosed(closed, settings: settings).value.text == "56.00%")
    var with = settings
    with.realClosingExcludesTransfers = false
    #expect(Indicator.firstReallyClosed(closed, settings: with).value.text == "60.00%")
  }

  @Test("Applied for 1,000,000 and recovered 137,500: 13.75 %")
  func recovered() {
    #expect(Indicator.recovered(.yuan(137_500), applied: .yuan(1_000_000), settings: settings).value.text == "13.75%")
  }

  @Test("Payments after 5, 10 and 30 days: 15.00 days; weighted by amount where the court says so")
  func payout() {
    let payments: [(days: Int, amount: Money)] = [(5, .yuan(100)), (10, .yuan(100)), (30, .yuan(800))]
    #expect(Indicator.daysToPay(payments, settings: settings).value.text == "15.00")
    var weighted = settings
    weighted.payoutDaysWeighted = true
    #expect(Indicator.daysToPay(payments, settings: weighted).value.text == "25.50")
  }

  @Test("Ten of twelve closed in time, four carried over and sixteen new: 60.00 % and 83.33 %")
  func closing() {
    #expect(Indicator.closingRate(closed: 12, carriedOver: 4, new: 16, settings: settings).value.text == "60.00%")
    #expect(Indicator.closedInTime(10, closed: 12, settings: settings).value.text == "83.33%")
  }

  @Test("Numerator and denominator are in sight")
  func sides() {
    let rate = Indicator.closedInTime(10, closed: 12, settings: settings)
    #expect(rate.value.numerator.text == "10")
    #expect(rate.value.denominator.text == "12")
    #expect(rate.value.denominator.what.zh == "结案数")
    #expect(rate.reasons.inputs.map(\.figure) == ["10", "12"])
  }

  @Test("Nothing to divide by is a dash, never a zero")
  func zeroDenominator() {
    let none = EndingCounts()
    let empty = [
      Indicator.fullyEnforced(none, settings: settings), Indicator.recovered(.zero, applied: .zero, settings: settings),
      Indicator.daysToPay([], settings: settings), Indicator.daysToClose(days: 0, closed: 0, settings: settings),
      Indicator.meanRecovered([(.yuan(1), .zero)], settings: settings), Indicator.premium([], settings: settings),
      Indicator.overdue(count: 0, amount: .zero, unpaid: .zero, settings: settings),
    ]
    for indicator in empty {
      #expect(indicator.value.value == nil)
      #expect(indicator.value.text == "—")
      #expect(indicator.value.range == .noRange)
    }
    #expect(Comparison.of(Int64(5), last: 0).value == nil)
  }

  @Test("Means over cases: each case counts the same, whatever its size")
  func means() {
    let cases: [(recovered: Money, applied: Money)] = [
      (.yuan(1), .yuan(3)), (.yuan(1_000_000), .yuan(1_000_000)), (.zero, .zero),
    ]
    #expect(Indicator.meanRecovered(cases, settings: settings).value.text == "66.67%")
    #expect(Indicator.premium([(.yuan(150), .yuan(100)), (.yuan(100), .yuan(100))], settings: settings).value.text == "25.00%")
    #expect(Indicator.daysToClose(days: 19_044, closed: 300, settings: settings).value.text == "63.48")
  }

  @Test("A value stands inside, below or above the court's reasonable range")
  func ranges() {
    #expect(Indicator.petitions(handled: 9, due: 10, settings: settings).value.range == .inside)
    #expect(Indicator.petitions(handled: 89, due: 100, settings: settings).value.range == .below)
    #expect(Indicator.closingRateOverall(closed: 79, carriedOver: 0, new: 100, settings: settings).value.range == .below)
    var local = settings
    local.indicatorRanges = [.init(key: "K7", most: 4000)]
    let closed = EndingCounts(fullyEnforced: 50, roundTerminated: 50)
    #expect(Indicator.roundsTerminated(closed, settings: local).value.range == .above)
    #expect(Indicator.fullyEnforced(closed, settings: local).value.range == .noRange)
  }

  @Test("Counts and means change by percent, shares by percentage points")
  func comparison() {
    #expect(Comparison.of(Int64(80), last: 100).value == .change(Percent(hundredths: -2000)))
    #expect(Comparison.of(Money.yuan(150), last: .yuan(100)).value?.phrase.zh == "+50.00%")
    let now = Indicator.closedInTime(9, closed: 10, settings: settings).value
    let before = Indicator.closedInTime(8, closed: 10, settings: settings).value
    #expect(Comparison.of(now, last: before).value?.phrase.zh == "+10.00个百分点")
    #expect(Comparison.of(before, last: now).value?.phrase.en == "-10.00 percentage points")
    let days = Indicator.daysToClose(days: 6348, closed: 100, settings: settings).value
    let longer = Indicator.daysToClose(days: 16_030, closed: 100, settings: settings).value
    #expect(Comparison.of(days, last: longer).value == .change(Percent(hundredths: -6040)))
    #expect(Comparison.of(now, last: days).value == nil)
  }

  @Test("The other formulas divide what they say")
  func others() {
    let inTime = EndingCounts(fullyEnforced: 80, roundTerminated: 30, finallyTerminated: 10)
    let closed = EndingCounts(fullyEnforced: 90, roundTerminated: 50, finallyTerminated: 10)
    #expect(
      Indicator.withinLimit(inTime: inTime, closed: closed, overdueOpenWithProperty: 20, settings: settings).value.text
        == "75.00%")
    #expect(Indicator.terminationQuality(passing: 19, lookedAt: 20, settings: settings).value.text == "95.00%")
    #expect(
      Indicator.reallyEnforced(compelled: 5, voluntary: 3, settled: 2, closed: 40, settings: settings).value.text == "25.00%")
    #expect(Indicator.searchedInTime(3, cases: 4, settings: settings).value.text == "75.00%")
    #expect(Indicator.overdue(count: 1, amount: .yuan(5), unpaid: .yuan(100), settings: settings).value.text == "5.00%")
    #expect(
      Indicator.auctions(sold: 8, failed: 2, defaulted: 1, held: 10, settings: settings).map(\.value.text) == [
        "80.00%", "20.00%", "12.50%",
      ])
  }

  @Test("Shares round half up once and refuse what does not fit")
  func rounding() {
    #expect(Percent(1, of: 8)?.text == "12.50%")
    #expect(Percent(1, of: 80_000)?.text == "0.00%")
    #expect(Percent(1, of: 20_000)?.text == "0.01%")
    #expect(Percent(-1, of: 3)?.text == "-33.33%")
    #expect(Percent(1, of: 0) == nil)
    #expect(Percent(Int128.max, of: 1) == nil)
    #expect(Mean(1, over: 0) == nil)
  }
}
