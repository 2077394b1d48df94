import Basics
import EnforcementLaw
import Foundation
import Testing

@Suite("R6.5: general interest and the cap on private loans")
struct PartBInterestTests {
  let settings = CourtSettings()
  let rates: RateTables
  init() throws { rates = try LawData.rates() }

  func interest(_ principal: String, _ term: InterestTerm, _ until: String, _ payments: [Payment] = []) throws -> Explained<Money>
  {
    try GeneralInterest.accrued(
      principal: yuan(principal), term: term, payments: payments, until: day(until), rates: rates, settings: settings)
  }

  @Test("No interest where the instrument orders none")
  func none() throws { #expect(try interest("100000", .none, "2024-12-31").value == .zero) }

  @Test("A fixed rate counts the first day and not the last, by 365 or by the contract's 360")
  func fixed() throws {
    let six = try #require(Rate(percent: "6"))
    let from = try day("2023-01-01")
    #expect(try interest("100000", .yearly(six, from: from), "2024-01-01").value.description == "6000.00")
    let bank = InterestTerm(segments: [.init(from: from, rate: .yearly(rate: six))], year: .days360)
    #expect(try interest("100000", bank, "2024-01-01").value.description == "6083.33")
    var both = settings
    both.interestDays = .bothIncluded
    let longer = try GeneralInterest.accrued(
      principal: yuan("100000"), term: .yearly(six, from: from), until: day("2023-12-31"), rates: rates, settings: both)
    #expect(longer.value.description == "6000.00")
    #expect(try interest("100000", .yearly(six, from: from), "2023-01-01").value == .zero)
    #expect(try interest("100000", .yearly(six, from: from), "2022-01-01").value == .zero)
  }

  @Test("Monthly rates are twelve to the year, daily rates have no year")
  func monthlyAndDaily() throws {
    let from = try day("2023-01-01")
    let monthly = InterestTerm(segments: [.init(from: from, rate: .monthly(rate: try #require(Rate(percent: "2"))))])
    #expect(try interest("100000", monthly, "2024-01-01").value.description == "24000.00")
    let daily = InterestTerm(segments: [.init(from: from, rate: .daily(rate: try #require(Rate(percent: "0.05"))))])
    #expect(try interest("100000", daily, "2023-04-11").value.description == "5000.00")
  }

  @Test("A multiple of the loan prime rate follows each publication from its day")
  func floating() throws {
    // 3.70 % from 2022-01-20 on, 3.65 % from 2022-08-22 on; times 1.5.
    let term = InterestTerm.lpr(times: try #require(Multiple("1.5")), from: try day("2022-08-01"))
    let result = try interest("100000", term, "2022-09-01")
    let expected = Money(rounding: 10_000_000 * 1500 * (37_000 * 21 + 36_500 * 10), over: 365_000_000_000)
    #expect(result.value == expected)
    #expect(result.reasons.steps.count == 3)
    let fixed = InterestTerm(segments: [
      .init(
        from: try day("2022-08-01"), rate: .lpr(tenor: .oneYear, times: .times(4), plus: .zero, fixedOn: try day("2022-05-01")))
    ])
    #expect(try interest("365000", fixed, "2022-09-01").value == Money(rounding: 36_500_000 * 148_000 * 31, over: 365_000_000))
  }

  @Test("The usual operative part: benchmark until 2019-08-19, loan prime rate from 2019-08-20 until payment")
  func benchmarkThenLPR() throws {
    let term = InterestTerm(segments: [
      .init(
        from: try day("2019-08-10"), through: try day("2019-08-19"), rate: .benchmark(tier: .oneYear, times: .once, fixedOn: nil)),
      .init(from: try day("2019-08-20"), rate: .lpr(tenor: .oneYear, times: .once, plus: .zero, fixedOn: nil)),
    ])
    #expect(try interest("365000", term, "2019-08-30").value == Money(fen: 10 * 43_500 / 10 + 10 * 42_500 / 10))
  }

  @Test("Interest past the last known rate is refused, even where the last publication began before")
  func beyondKnown() throws {
    let term = InterestTerm.lpr(from: try day("2025-01-01"))
    #expect(try interest("100000", term, "2026-01-20").reasons.provisional)
    #expect(refusal { try interest("100000", term, "2026-01-21") }?.code == "beyondKnown")
    #expect(refusal { try interest("100000", .lpr(from: day("2019-08-19")), "2024-01-01") }?.code == "beforeFirstPublication")
  }

  @Test("Interest on what is paid off ends with the payment")
  func partPayment() throws {
    let ten = try #require(Rate(percent: "10"))
    let term = InterestTerm.yearly(ten, from: try day("2023-01-01"))
    let paid = [Payment(try day("2023-07-02"), try yuan("40000"))]
    // 182 days on 100,000 and 183 on 60,000.
    let expected = Money(rounding: 10_000_000 * 100_000 * 182 + 6_000_000 * 100_000 * 183, over: 365_000_000)
    #expect(try interest("100000", term, "2024-01-01", paid).value == expected)
    #expect(try interest("100000", term, "2024-01-01", [Payment(day("2022-01-01"), yuan("100000"))]).value == .zero)
  }

  @Test("General interest over split payments is within a fen of the sum of its parts, and exact before rounding")
  func additive() throws {
    let seed: UInt64 = 20_190_820
    print("seed \(seed)")
    var random = Seeded(seed)
    let start = try day("2019-08-20")
    for _ in 0..<1500 {
      let from = start + Int.random(in: 0...600, using: &random)
      let times = Multiple(thousandths: Int64.random(in: 500...4000, using: &random))
      let term = InterestTerm.lpr(times: times, from: from)
      let parts = (0..<3).map { _ in Payment(from + Int.random(in: 0...1200, using: &random), random.money(upTo: 100_000_000)) }
      let whole = parts.reduce(Money.zero) { $0 + $1.amount }
      let together = try GeneralInterest.accrued(
        principal: whole, term: term, payments: parts, until: from + 1300, rates: rates, settings: settings
      ).value
      var sum = Money.zero
      for part in parts {
        sum += try GeneralInterest.accrued(principal: part.amount, term: term, until: part.day, rates: rates, settings: settings)
          .value
      }
      #expect(abs((together - sum).fen) <= 2)
    }
  }

  @Test("Segments that overlap, run backwards or follow an open one are refused")
  func segmentOrder() throws {
    let one = InterestTerm.Segment(from: try day("2023-01-01"), rate: .yearly(rate: .zero))
    let two = InterestTerm.Segment(from: try day("2023-06-01"), rate: .yearly(rate: .zero))
    #expect(refusal { try InterestTerm(segments: [one, two]).check() }?.code == "segmentOrder")
    let backwards = InterestTerm.Segment(from: try day("2023-01-01"), through: try day("2022-01-01"), rate: .yearly(rate: .zero))
    #expect(refusal { try InterestTerm(segments: [backwards]).check() }?.code == "segmentOrder")
    let wild = InterestTerm.Segment(from: try day("2023-01-01"), rate: .yearly(rate: Rate(perMillion: -1)))
    #expect(refusal { try InterestTerm(segments: [wild]).check() }?.code == "rateOutOfRange")
  }

  @Test("A private loan is capped at four times the one-year rate when the contract was formed")
  func loanCap() throws {
    for (formed, cap) in [("2022-05-01", "14.80%"), ("2024-08-01", "13.40%"), ("2025-06-01", "12.00%")] {
      let caps = try LoanCap.cap(contractFormed: day(formed), suitAccepted: day("2025-06-02"), lpr: rates.lpr).value
      #expect(caps.map(\.enforceable.percentText) == [cap])
    }
  }

  @Test("An older contract follows 24 % and 36 % through 2020-08-19 and the rate at suit from then on")
  func olderContract() throws {
    let caps = try LoanCap.cap(contractFormed: day("2018-03-01"), suitAccepted: day("2021-03-01"), lpr: rates.lpr).value
    #expect(caps.map(\.enforceable.percentText) == ["24.00%", "15.40%"])
    #expect(caps.first?.voidAbove.percentText == "36.00%")
    #expect(caps.first?.through == (try day("2020-08-19")))
    let old = try LoanCap.cap(contractFormed: day("2018-03-01"), suitAccepted: day("2020-08-19"), lpr: rates.lpr).value
    #expect(old.map(\.enforceable.percentText) == ["24.00%"])
    let licensed = try LoanCap.cap(
      contractFormed: day("2022-05-01"), suitAccepted: day("2023-05-01"), lender: .licensedFinancialBody, lpr: rates.lpr)
    #expect(licensed.value.isEmpty)
    #expect(
      refusal { try LoanCap.cap(contractFormed: day("2022-05-02"), suitAccepted: day("2022-05-01"), lpr: rates.lpr) }?.code
        == "suitBeforeContract")
  }
}

@Suite("R6.7: order of repayment and what is owed")
struct PartBOwedTests {
  let settings = CourtSettings()
  let rates: RateTables
  init() throws { rates = try LawData.rates() }

  @Test("105,000 received pays costs, interest and 99,000 of the principal; the doubled part waits")
  func order() throws {
    let owed = DebtParts(costs: .yuan(1000), interest: .yuan(5000), principal: .yuan(100_000), doubled: .yuan(3150))
    let applied = try RepaymentOrder.apply(received: .yuan(105_000), to: owed)
    #expect(applied.value.paid == DebtParts(costs: .yuan(1000), interest: .yuan(5000), principal: .yuan(99_000)))
    #expect(applied.value.remaining == DebtParts(principal: .yuan(1000), doubled: .yuan(3150)))
    #expect(applied.reasons.steps.count == 4)
    let all = try RepaymentOrder.principalFirst.apply(received: .yuan(110_000), to: owed).value
    #expect(all.surplus == .yuan(850))
    #expect(all.remaining == .zero)
    let principal = try RepaymentOrder.principalFirst.apply(received: .yuan(101_500), to: owed).value
    #expect(principal.paid == DebtParts(costs: .yuan(1000), interest: .yuan(500), principal: .yuan(100_000)))
  }

  @Test("An agreed order names each kind once and leaves the costs first")
  func agreedOrder() throws {
    #expect(try RepaymentOrder(agreed: [.costs, .interest, .principal, .doubled]) == .statutory)
    #expect(refusal { try RepaymentOrder(agreed: [.costs, .interest, .principal]) }?.code == "orderIncomplete")
    #expect(refusal { try RepaymentOrder(agreed: [.costs, .costs, .principal, .doubled]) }?.code == "orderIncomplete")
    #expect(refusal { try RepaymentOrder(agreed: [.doubled, .costs, .interest, .principal]) }?.code == "costsNotFirst")
  }

  @Test("What is owed as of a day: five lines, and after a part payment the doubled part runs on the rest")
  func owedAsOf() throws {
    var claim = MoneyClaim(
      items: [
        .init(
          principal: try yuan("100000"), statedInterest: try yuan("5000"), lastPerformanceDay: try day("2024-01-10"))
      ], costs: [.init(.appraisal, on: try day("2024-02-01"), try yuan("1000"))])
    let before = try Owed.asOf(day("2024-07-08"), claim, rates: rates, settings: settings).value
    #expect(before.lines.map(\.kind) == [.costs, .fee, .interest, .principal, .doubled])
    #expect(before[.costs] == .yuan(1000))
    #expect(before[.interest] == .yuan(5000))
    #expect(before[.principal] == .yuan(100_000))
    #expect(before[.doubled] == .yuan(3150))
    #expect(before[.fee] == (try EnforcementFee.fee(on: yuan("108150")).value))
    claim.receipts = [Payment(try day("2024-07-08"), try yuan("105000"))]
    let after = try Owed.asOf(day("2024-07-18"), claim, rates: rates, settings: settings).value
    #expect(after[.costs] == .zero)
    #expect(after[.interest] == .zero)
    #expect(after[.principal] == .yuan(1000))
    // 99,000 × 180 days and 1,000 × 190 days.
    #expect(after[.doubled] == (try yuan("3118.50") + yuan("33.25")))
    #expect(after.applications.map(\.applied.paid.principal) == [.yuan(99_000)])
    #expect(after.total == after.lines.reduce(.zero) { $0 + $1.amount })
  }

  @Test("Instalments run each from its own day, and money pays the one that fell due first")
  func instalments() throws {
    let claim = MoneyClaim(
      items: [
        .init(principal: try yuan("6000"), lastPerformanceDay: try day("2024-02-10")),
        .init(principal: try yuan("5000"), lastPerformanceDay: try day("2024-01-10")),
      ], receipts: [Payment(try day("2024-02-10"), try yuan("5500"))])
    let owed = try Owed.asOf(day("2024-03-11"), claim, rates: rates, settings: settings).value
    #expect(owed[.principal] == .yuan(5500))
    // 5,000 for 31 days, 500 for none, 5,500 for 30 days.
    #expect(owed[.doubled] == Money(fen: 2713 + 2888))
  }

  @Test("The court fee bears no doubled part unless the court says so; a waived doubled part stays away")
  func courtFeeItem() throws {
    let claim = MoneyClaim(items: [
      .init(principal: try yuan("10000"), lastPerformanceDay: nil),
      .init(kind: .courtFee, principal: try yuan("2000"), lastPerformanceDay: try day("2024-01-10")),
    ])
    #expect(try Owed.asOf(day("2024-07-08"), claim, rates: rates, settings: settings).value[.doubled] == .zero)
    var including = settings
    including.baseIncludesCourtFee = true
    #expect(try Owed.asOf(day("2024-07-08"), claim, rates: rates, settings: including).value[.doubled] == yuan("63.00"))
  }

  @Test("Paying exactly what is owed leaves nothing, and one fen more is surplus")
  func settles() throws {
    let seed: UInt64 = 6_700
    print("seed \(seed)")
    var random = Seeded(seed)
    let start = try day("2021-01-01")
    for _ in 0..<400 {
      let last = start + Int.random(in: 0...500, using: &random)
      var claim = MoneyClaim(
        items: [
          .init(
            principal: random.money(upTo: 50_000_000), term: .lpr(times: .times(2), from: last - 100), lastPerformanceDay: last),
          .init(
            principal: random.money(upTo: 9_000_000), statedInterest: random.money(upTo: 100_000), lastPerformanceDay: last + 30),
        ], costs: [.init(.keeping, on: last + 60, random.money(upTo: 200_000))])
      for _ in 0..<3 {
        claim.receipts.append(Payment(last + Int.random(in: -10...400, using: &random), random.money(upTo: 10_000_000)))
      }
      let end = last + 500
      let owed = try Owed.asOf(end, claim, rates: rates, settings: settings).value
      let due = owed.total - owed[.fee]
      claim.receipts.append(Payment(end, due + Money(fen: 1)))
      let settled = try Owed.asOf(end, claim, rates: rates, settings: settings).value
      #expect(settled.total == settled[.fee])
      #expect(settled.surplus == owed.surplus + Money(fen: 1))
    }
  }

  @Test("Many sums that are in range one by one are refused together, never a trap")
  func sumsBounded() throws {
    let big = MoneyClaim.Item(principal: .outsideMax, lastPerformanceDay: nil)
    func code(_ claim: MoneyClaim) throws -> String? {
      let until = try day("2024-01-01")
      return refusal { try Owed.asOf(until, claim, rates: rates, settings: settings) }?.code
    }
    #expect(try code(MoneyClaim(items: [big])) == nil)
    #expect(try code(MoneyClaim(items: Array(repeating: big, count: 1000))) == "amountOutOfRange")
    let receipt = Payment(try day("2023-01-01"), .outsideMax)
    #expect(try code(MoneyClaim(items: [big], receipts: Array(repeating: receipt, count: 10_000))) == "amountOutOfRange")
    let wild = InterestTerm(segments: [.init(from: try day("1990-01-01"), rate: .daily(rate: .outsideMax))])
    #expect(
      try code(MoneyClaim(items: [.init(principal: .outsideMax, term: wild, lastPerformanceDay: nil)])) == "interestOutOfRange")
    let claims = (0..<10_000).map { DistributionClaim("\($0)", .ordinary, .outsideMax) }
    #expect(
      refusal { try Distribution.plan(.init(proceeds: .yuan(1), debtor: .person), claims, settings: settings) }?.code
        == "amountOutOfRange")
  }

  @Test("A claim is stored and read back as it was, and an order that names a kind twice is not read")
  func stored() throws {
    let claim = MoneyClaim(
      items: [
        .init(
          principal: .yuan(100), statedInterest: .yuan(3),
          term: .lpr(times: .times(4), from: try day("2022-01-01")), lastPerformanceDay: try day("2023-01-01"))
      ], costs: [.init(.appraisal, on: try day("2023-02-01"), .yuan(1))], receipts: [Payment(try day("2023-03-01"), .yuan(5))],
      excluded: [.init(first: try day("2023-02-01"), last: try day("2023-02-03"), ground: .review)], order: .principalFirst)
    let bytes = try JSONEncoder().encode(claim)
    #expect(try JSONDecoder().decode(MoneyClaim.self, from: bytes) == claim)
    let twice = Data(#"["costs","costs","principal","doubled"]"#.utf8)
    #expect(refusal { try JSONDecoder().decode(RepaymentOrder.self, from: twice) }?.code == "orderIncomplete")
  }

  @Test("A claim with a negative sum or too many items is refused by name")
  func bounded() throws {
    var claim = MoneyClaim(items: [.init(principal: Money(fen: -1), lastPerformanceDay: nil)])
    #expect(
      refusal { try Owed.asOf(day("2024-01-01"), claim, rates: rates, settings: settings) }?.field
        == "claim.items[0].principal")
    claim.items = Array(repeating: .init(principal: .zero, lastPerformanceDay: nil), count: 1001)
    #expect(refusal { try Owed.asOf(day("2024-01-01"), claim, rates: rates, settings: settings) }?.code == "claimTooLong")
  }
}
