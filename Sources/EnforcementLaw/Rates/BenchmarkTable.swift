import Basics

/// The central bank's benchmark lending rates (金融机构人民币贷款基准利率) from 2002-02-21, replaced by the loan prime rate on
/// 2019-08-20 (R11.3).
public struct BenchmarkTable: Sendable, Hashable {
  /// The length of a loan, or of a delay, that picks a rate.
  public enum Tier: String, Sendable, Hashable, Codable, CaseIterable {
    case sixMonths, oneYear, threeYears, fiveYears, overFiveYears
  }

  /// One adjustment: the rates from its day on.
  public struct Adjustment: Sendable, Hashable {
    public let day: Day
    public let rates: [Tier: Rate]
  }

  /// The last day of benchmark rates: from 2019-08-20 the loan prime rate takes their place.
  public static let lastDay = Day(number: 18_127)
  public static let source = Citation("中国人民银行关于金融机构人民币贷款基准利率的公告", version: "2015-10-24", article: "1")

  public let adjustments: [Adjustment]
  private let days: [Day]

  public var firstPublication: Day { days.first ?? Day(number: 0) }

  /// Reads `data-law/pboc_benchmark.csv`: `effective,m6,y1,y1_3,y3_5,y5plus`.
  /// Errors: `badHeader`, `badColumns`, `badDay`, `badRate`, `notAscending`, `noRates`, `tooManyLines`.
  public static func parse(csv: String) throws(LawRefusal) -> BenchmarkTable {
    let file = try RateFile(csv: csv, first: "effective", columns: ["m6", "y1", "y1_3", "y3_5", "y5plus"], noted: false)
    let adjustments = file.rows.map { row in
      Adjustment(day: row.day, rates: Dictionary(uniqueKeysWithValues: zip(Tier.allCases, row.rates)))
    }
    return BenchmarkTable(adjustments: adjustments, days: adjustments.map(\.day))
  }

  /// The rate of `day` for a tier. Errors: `beforeFirstPublication`, `replacedByLPR`.
  public func rate(on day: Day, tier: Tier) throws(LawRefusal) -> Explained<Rate> {
    let adjustment = try adjustment(on: day)
    let rate = adjustment.rates[tier] ?? .zero
    return Explained(
      rate,
      Reasons(
        "R11.3", inputs: [Reasons.Step(Phrase("日期", "Day"), day.description)],
        steps: [
          Reasons.Step(Phrase("适用的调整日", "Adjustment that applies"), adjustment.day.description),
          Reasons.Step(tier.name, rate.percentText),
        ], citations: [BenchmarkTable.source]))
  }

  /// The tier of a delay from `first` to `last`: a delay of exactly six months is still the first tier.
  public static func tier(from first: Day, to last: Day) -> Explained<Tier> {
    let limits: [(Tier, Int)] = [(.sixMonths, 6), (.oneYear, 12), (.threeYears, 36), (.fiveYears, 60)]
    let tier = limits.first { last <= first.adding(months: $0.1) }?.0 ?? .overFiveYears
    return Explained(
      tier,
      Reasons(
        "R6.4",
        inputs: [
          Reasons.Step(Phrase("起日", "From"), first.description), Reasons.Step(Phrase("止日", "To"), last.description),
        ], steps: [Reasons.Step(Phrase("同期贷款的档次", "Tier of the same period"), tier.name.zh)], citations: [BenchmarkTable.source]))
  }

  func adjustment(on day: Day) throws(LawRefusal) -> Adjustment {
    guard let index = RateFile.index(on: day, in: days) else {
      throw LawRefusal(
        field: "day", code: "beforeFirstPublication",
        Phrase("\(day)早于已知的首次调整日\(firstPublication)", "\(day) is before the first known adjustment, \(firstPublication)"),
        citations: [BenchmarkTable.source])
    }
    guard day <= BenchmarkTable.lastDay else {
      throw LawRefusal(
        field: "day", code: "replacedByLPR",
        Phrase("自2019年8月20日起贷款基准利率由贷款市场报价利率代替", "from 2019-08-20 the loan prime rate takes the place of the benchmark rate"),
        citations: [LPRTable.source])
    }
    return adjustments[index]
  }

  /// Days after `first` and on or before `last` on which rates changed.
  func changes(after first: Day, through last: Day) -> [Day] { days.filter { $0 > first && $0 <= last } }
}

extension BenchmarkTable.Tier {
  var name: Phrase {
    switch self {
    case .sixMonths: Phrase("六个月以内（含）", "Up to six months")
    case .oneYear: Phrase("六个月至一年（含）", "Six months to one year")
    case .threeYears: Phrase("一至三年（含）", "One to three years")
    case .fiveYears: Phrase("三至五年（含）", "Three to five years")
    case .overFiveYears: Phrase("五年以上", "Over five years")
    }
  }
}

/// The published rates that money rules need.
public struct RateTables: Sendable, Hashable {
  public var lpr: LPRTable
  public var benchmark: BenchmarkTable
  public init(lpr: LPRTable, benchmark: BenchmarkTable) {
    self.lpr = lpr
    self.benchmark = benchmark
  }
}
