import Basics
import EnforcementLaw
import Testing

@Suite("R6.1–6.2: fees")
struct PartBFeeTests {
  @Test("The enforcement fee follows the scale of article 14(1)")
  func enforcementFee() throws {
    let cases: [(String, String)] = [
      ("5000", "50.00"), ("10000", "50.00"), ("50000", "650.00"), ("130000", "1850.00"), ("500000", "7400.00"),
      ("500001", "7400.01"), ("1000000", "12400.00"), ("5000000", "52400.00"), ("8000000", "67400.00"), ("10000000", "77400.00"),
      ("15000000", "82400.00"), ("22680000", "90080.00"),
    ]
    for (amount, fee) in cases { #expect(try EnforcementFee.fee(on: yuan(amount)).value.description == fee, "\(amount)") }
  }

  @Test("Each fee explains itself: every tier, the article, the setting")
  func reasons() throws {
    var settings = CourtSettings()
    settings.feeBase = .applied
    let fee = try EnforcementFee.fee(recovered: yuan("1"), applied: yuan("8000000"), settings: settings)
    #expect(fee.value.description == "67400.00")
    #expect(
      fee.reasons.steps.map(\.figure) == [
        "50.00", "490,000.00 × 1.50%", "4,500,000.00 × 1.00%", "3,000,000.00 × 0.50%", "67,400.00",
      ])
    #expect(fee.reasons.citations.first?.text == "《诉讼费用交纳办法》（国务院令第481号）第14条第(1)项")
    #expect(fee.reasons.settings.map(\.name) == ["feeBase"])
  }

  @Test("Nothing recovered, no fee; a negative sum is refused; without a sum the court sets 50 to 500 yuan")
  func edges() throws {
    #expect(try EnforcementFee.fee(on: .zero).value == .zero)
    #expect(refusal { try EnforcementFee.fee(on: Money(fen: -1)) }?.code == "amountOutOfRange")
    var settings = CourtSettings()
    #expect(try EnforcementFee.feeWithoutSum(settings: settings).value >= .yuan(50))
    settings.flatFee = .yuan(501)
    #expect(refusal { try EnforcementFee.feeWithoutSum(settings: settings) }?.code == "flatFeeOutOfRange")
  }

  @Test("The preservation fee follows article 14(2) and never exceeds 5,000 yuan")
  func preservationFee() throws {
    let cases = [
      ("1000", "30.00"), ("50000", "520.00"), ("100000", "1020.00"), ("500000", "3020.00"), ("896000", "5000.00"),
      ("895999", "5000.00"), ("895998", "4999.99"), ("5000000", "5000.00"),
    ]
    for (amount, fee) in cases { #expect(try PreservationFee.fee(on: yuan(amount)).value.description == fee, "\(amount)") }
    #expect(try PreservationFee.fee(on: nil).value.description == "30.00")
  }

  @Test("A larger sum never has a smaller fee, and the fee grows by no more than 1.5 % of the difference")
  func monotone() throws {
    let seed: UInt64 = 20_240_501
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<4000 {
      let base = random.money(upTo: 3_000_000_000)
      let more = base + random.money(upTo: 200_000_000)
      let low = try EnforcementFee.fee(on: base).value
      let high = try EnforcementFee.fee(on: more).value
      #expect(low <= high)
      if base > EnforcementFee.flatUpTo { #expect((high - low).fen <= ((more - base).fen * 15 + 999) / 1000 + 1) }
      #expect(try PreservationFee.fee(on: base).value <= PreservationFee.fee(on: more).value)
    }
  }
}

@Suite("R6.3–6.4: doubled part of delay interest")
struct PartBDelayInterestTests {
  let settings = CourtSettings()
  let rates: RateTables
  init() throws { rates = try LawData.rates() }

  func doubled(
    _ principal: String, _ last: String, _ until: String, _ payments: [(String, String)] = [], excluded: [ExcludedPeriod] = []
  ) throws -> Explained<Money> {
    try DelayInterest.doubled(
      principal: yuan(principal), lastPerformanceDay: day(last),
      payments: payments.map { Payment(try day($0.0), try yuan($0.1)) },
      until: day(until), excluded: excluded, benchmark: rates.benchmark, settings: settings)
  }

  @Test("A daily 0.0175 % from the day after the last performance day through the day of payment")
  func examples() throws {
    #expect(try doubled("100000", "2024-01-10", "2024-07-08").value.description == "3150.00")
    #expect(try doubled("130000", "2024-03-01", "2024-06-09").value.description == "2275.00")
    #expect(try doubled("1000000", "2023-12-31", "2024-12-31").value.description == "64050.00")
    #expect(try doubled("100000", "2024-01-10", "2024-01-10").value == .zero)
  }

  @Test("Days of a review that the debtor did not ask for are taken off, overlapping ones once")
  func excludedDays() throws {
    let review = ExcludedPeriod(first: try day("2024-03-01"), last: try day("2024-03-30"), ground: .review)
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", excluded: [review]).value.description == "2625.00")
    let overlapping = ExcludedPeriod(first: try day("2024-03-10"), last: try day("2024-03-20"), ground: .retrial)
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", excluded: [overlapping, review]).value.description == "2625.00")
    var own = review
    own.askedByDebtor = true
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", excluded: [own]).value.description == "3150.00")
    let outside = ExcludedPeriod(first: try day("2023-01-01"), last: try day("2024-01-10"), ground: .review)
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", excluded: [outside]).value.description == "3150.00")
    let reversed = ExcludedPeriod(first: try day("2024-03-30"), last: try day("2024-03-01"), ground: .review)
    #expect(refusal { try doubled("100000", "2024-01-10", "2024-07-08", excluded: [reversed]) }?.code == "periodReversed")
  }

  @Test("Each part paid runs to its own day: 420.00 and 1,890.00")
  func splitPayment() throws {
    let split = try doubled("100000", "2024-01-10", "2024-07-08", [("2024-03-10", "40000"), ("2024-07-08", "60000")])
    #expect(split.value.description == "2310.00")
    #expect(
      split.reasons.steps.map(\.figure) == [
        "40,000.00 × 0.0175% × 60 = 420.00", "60,000.00 × 0.0175% × 180 = 1,890.00", "2,310.00",
      ])
    // A payment after the day asked about has not happened yet; one before the delay bears nothing.
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", [("2024-08-01", "40000")]).value.description == "3150.00")
    #expect(try doubled("100000", "2024-01-10", "2024-07-08", [("2024-01-09", "100000")]).value == .zero)
    #expect(refusal { try doubled("100", "2024-01-10", "2024-07-08", [("2024-02-01", "100.01")]) }?.code == "paymentsExceedDebt")
  }

  @Test("Delay interest over split payments is the sum of that of its parts")
  func additive() throws {
    let seed: UInt64 = 20_140_801
    print("seed \(seed)")
    var random = Seeded(seed)
    let start = try day("2012-01-01")
    for _ in 0..<3000 {
      let last = start + Int.random(in: 0...4000, using: &random)
      var days: Set<Int> = []
      while days.count < 4 { days.insert(Int.random(in: -30...3000, using: &random)) }
      let parts = days.map { Payment(last + $0, random.money(upTo: 500_000_000)) }
      let whole = parts.reduce(Money.zero) { $0 + $1.amount }
      let until = last + 3000
      let excluded = [
        ExcludedPeriod(first: last + 100, last: last + 100 + Int.random(in: 0...300, using: &random), ground: .review),
        ExcludedPeriod(first: last + 200, last: last + 250, ground: .retrial),
      ]
      let together = try DelayInterest.doubled(
        principal: whole, lastPerformanceDay: last, payments: parts, until: until, excluded: excluded, benchmark: rates.benchmark,
        settings: settings
      ).value
      var sum = Money.zero
      for part in parts {
        sum += try DelayInterest.doubled(
          principal: part.amount, lastPerformanceDay: last, until: part.day, excluded: excluded, benchmark: rates.benchmark,
          settings: settings
        ).value
      }
      #expect(together == sum)
      #expect(together >= .zero)
    }
  }

  @Test("A delay across 2014-08-01 is split: twice the benchmark before, the daily rate after")
  func before2014() throws {
    var bank = settings
    bank.yearBase = 360
    func both(_ settings: CourtSettings) throws -> Explained<Money> {
      try DelayInterest.doubled(
        principal: yuan("100000"), lastPerformanceDay: day("2014-05-31"), until: day("2014-10-31"), benchmark: rates.benchmark,
        settings: settings)
    }
    #expect(try both(bank).value == yuan("1897.78") + yuan("1610.00"))
    #expect(try both(settings).value == yuan("1871.78") + yuan("1610.00"))
    #expect(try both(settings).reasons.rule == "R6.4")
    let alone = refusal {
      try DelayInterest.doubled(
        principal: yuan("1"), lastPerformanceDay: day("2014-07-30"), until: day("2014-10-31"), settings: settings)
    }
    #expect(alone?.code == "benchmarkNeeded")
    #expect(try doubled("100000", "2014-07-31", "2014-10-31").value.description == "1610.00")
  }

  @Test("Before 2014-08-01 a benchmark rate that changes is followed from its day, or not, as the court set it")
  func oldRateFloats() throws {
    // 2012-06-08 5.85 %, 2012-07-06 5.60 %: 28 days and 26 days after 2012-06-07.
    let floating = try doubled("100000", "2012-06-07", "2012-07-31").value
    #expect(floating == Money(rounding: 10_000_000 * 2 * (58_500 * 28 + 56_000 * 26), over: 365_000_000))
    var fixed = settings
    fixed.benchmarkMode = .fixed
    let constant = try DelayInterest.doubled(
      principal: yuan("100000"), lastPerformanceDay: day("2012-06-07"), until: day("2012-07-31"), benchmark: rates.benchmark,
      settings: fixed)
    #expect(constant.value == Money(rounding: 10_000_000 * 2 * 58_500 * 54, over: 365_000_000))
  }

  @Test("A sum collected under the old rule clears debt and interest in proportion")
  func oldSplit() throws {
    let split = try DelayInterest.splitBefore2014(
      received: yuan("101120"), rate: #require(Rate(percent: "5.60")), days: 36, settings: CourtSettings()
    ).value
    #expect(split.debt + split.interest == (try yuan("101120")))
    // The interest is what twice the rate gives on the debt cleared.
    #expect(split.interest == split.debt.scaled(56_000 * 2 * 36, over: 365_000_000))
  }

  @Test(
    "Interest ends on the day of payment, transfer, effective ruling or conversion; it starts after the last performance day or the day of effect"
  )
  func ends() throws {
    let when = try day("2024-05-06")
    for end in [PerformanceEnd.paid(on: when), .transferred(on: when), .disposed(rulingEffective: when), .converted(done: when)] {
      #expect(end.end.value == when)
      #expect(
        end.end.reasons.citations == [
          Citation("关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释", document: "法释〔2014〕8号", version: "2014", article: "3")
        ])
    }
    #expect(try DelayInterest.startsAfter(lastPerformanceDay: nil, effective: day("2024-01-02")).value == day("2024-01-02"))
    #expect(try DelayInterest.startsAfter(lastPerformanceDay: when, effective: day("2024-01-02")).value == when)
  }

  @Test("The court fee to be repaid counts in the base only where the court says so")
  func courtFee() throws {
    var including = settings
    including.baseIncludesCourtFee = true
    #expect(try DelayInterest.base(principal: yuan("100000"), courtFee: yuan("2300"), settings: settings).value == yuan("100000"))
    #expect(
      try DelayInterest.base(principal: yuan("100000"), courtFee: yuan("2300"), settings: including).value == yuan("102300"))
  }
}
