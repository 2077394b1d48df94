import Basics
import EnforcementLaw
import Testing

@Suite("R11.2–11.3: published rates")
struct PartBRatesTests {
  let rates: RateTables
  init() throws { rates = try LawData.rates() }

  @Test("The loan prime rate of a day is the last one published on or before it")
  func lprOfADay() throws {
    let cases: [(String, String, String)] = [
      ("2019-08-20", "4.25%", "4.85%"), ("2022-05-01", "3.70%", "4.60%"), ("2022-08-21", "3.70%", "4.45%"),
      ("2022-08-22", "3.65%", "4.30%"), ("2024-08-01", "3.35%", "3.85%"), ("2025-06-01", "3.00%", "3.50%"),
    ]
    for (text, one, five) in cases {
      #expect(try rates.lpr.rate(on: day(text), tenor: .oneYear).value.percentText == one, "\(text)")
      #expect(try rates.lpr.rate(on: day(text), tenor: .fiveYears).value.percentText == five, "\(text)")
    }
  }

  @Test("A day before the first publication is an error, and the benchmark rate answers for it")
  func beforeFirst() throws {
    #expect(refusal { try rates.lpr.rate(on: day("2019-08-19"), tenor: .oneYear) }?.code == "beforeFirstPublication")
    #expect(try rates.benchmark.rate(on: day("2019-08-19"), tier: .oneYear).value.percentText == "4.35%")
    #expect(refusal { try rates.benchmark.rate(on: day("2019-08-20"), tier: .oneYear) }?.code == "replacedByLPR")
    #expect(refusal { try rates.benchmark.rate(on: day("2002-02-20"), tier: .oneYear) }?.code == "beforeFirstPublication")
  }

  @Test("Rates are known until the day before the next publication is due; a later question is an error, not a guess")
  func beyondKnown() throws {
    #expect(rates.lpr.lastPublication == (try day("2025-12-22")))
    #expect(rates.lpr.knownThrough == (try day("2026-01-19")))
    #expect(try rates.lpr.rate(on: day("2026-01-19"), tenor: .oneYear).value.percentText == "3.00%")
    #expect(refusal { try rates.lpr.rate(on: day("2026-01-20"), tenor: .oneYear) }?.code == "beyondKnown")
  }

  @Test("A rate that was never checked against a source is marked provisional")
  func provisional() throws {
    #expect(try rates.lpr.rate(on: day("2025-05-20"), tenor: .oneYear).reasons.provisional == false)
    #expect(try rates.lpr.rate(on: day("2025-06-20"), tenor: .oneYear).reasons.provisional)
  }

  @Test("A bad rate file is refused with its line and column")
  func badFiles() throws {
    func code(_ csv: String) -> String? { refusal { try LPRTable.parse(csv: csv) }.map { "\($0.field) \($0.code)" } }
    let head = "published,lpr1y,lpr5y,confidence\n"
    #expect(code("") == "line1 badHeader")
    #expect(code("day,a,b\n") == "line1 badHeader")
    #expect(code(head) == "line2 noRates")
    #expect(code(head + "2019-08-20,4.25\n") == "line2 badColumns")
    #expect(code(head + "2019-8-20,4.25,4.85,high\n") == "line2.published badDay")
    #expect(code(head + "2019-08-20,4.25,x,high\n") == "line2.lpr5y badRate")
    #expect(code(head + "2019-08-20,-4.25,4.85,high\n") == "line2.lpr1y badRate")
    #expect(code(head + "2019-09-20,4.20,4.85,high\n2019-08-20,4.25,4.85,high\n") == "line3.published notAscending")
    #expect(code(head + "2019-08-20,4.25,4.85,high\n2019-10-21,4.20,4.85,high\n") == "line3.published missingMonth")
    #expect(code(String(repeating: "\n", count: 10_001)) == "line1 tooManyLines")
    let windows = "\u{FEFF}published,lpr1y,lpr5y,confidence\r\n2019-08-20,4.25,4.85,high\r\n"
    #expect(try LPRTable.parse(csv: windows).publications.count == 1)
  }

  @Test("The benchmark table holds all 28 adjustments and picks the tier by the length of the delay")
  func benchmark() throws {
    #expect(rates.benchmark.adjustments.count == 28)
    #expect(try rates.benchmark.rate(on: day("2014-05-31"), tier: .sixMonths).value.percentText == "5.60%")
    #expect(try rates.benchmark.rate(on: day("2008-12-23"), tier: .threeYears).value.percentText == "5.40%")
    #expect(try rates.benchmark.rate(on: day("2008-12-23"), tier: .overFiveYears).value.percentText == "5.94%")
    let start = try day("2013-08-31")
    #expect(try BenchmarkTable.tier(from: start, to: day("2014-02-28")).value == .sixMonths)
    #expect(try BenchmarkTable.tier(from: start, to: day("2014-03-01")).value == .oneYear)
    #expect(try BenchmarkTable.tier(from: start, to: day("2016-09-01")).value == .fiveYears)
    #expect(try BenchmarkTable.tier(from: start, to: day("2018-09-01")).value == .overFiveYears)
  }

  @Test("Rates and multiples read only what a paper could mean, and print it back")
  func rateText() throws {
    #expect(Rate(percent: "0.0175")?.perMillion == 175)
    #expect(Rate(percent: "24%")?.percentText == "24.00%")
    #expect(Rate(percent: "6.6625")?.percentText == "6.6625%")
    for bad in ["", ".", "-1", "1.23456", "1e3", "1.", "10000.1", "３", "12345678901"] {
      #expect(Rate(percent: bad) == nil, "\(bad)")
    }
    #expect(Multiple("1.5")?.thousandths == 1500)
    #expect(Multiple("4")?.text == "4")
    #expect(Multiple("1.95")?.text == "1.95")
    #expect(Multiple("100.001") == nil)
  }
}
