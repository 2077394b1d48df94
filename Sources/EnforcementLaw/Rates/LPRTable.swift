import Basics

/// The loan prime rate (贷款市场报价利率) as published each month since 2019-08-20 (R11.2). The rate of a day is the last one
/// published on or before it. A question before the first publication, or past the day to which the table is known, is an
/// error and never a guess.
public struct LPRTable: Sendable, Hashable {
  /// The term of the loans for which a rate is published: one year, and five years or more.
  public enum Tenor: String, Sendable, Hashable, Codable, CaseIterable { case oneYear, fiveYears }

  /// One publication.
  public struct Publication: Sendable, Hashable {
    public let day: Day
    public let oneYear: Rate
    public let fiveYears: Rate
    /// True where the row was read from a source that the court trusts, not from memory.
    public let confirmed: Bool
    /// A year's rate for that term.
    public func rate(_ tenor: Tenor) -> Rate { tenor == .oneYear ? oneYear : fiveYears }
  }

  /// Published on the 20th of each month, or the next working day (中国人民银行公告〔2019〕第15号).
  public static let publicationDayOfMonth = 20
  public static let source = Citation("中国人民银行改革完善贷款市场报价利率形成机制公告", document: "中国人民银行公告〔2019〕第15号", version: "2019", article: "1")

  public let publications: [Publication]
  private let days: [Day]

  public var firstPublication: Day { days.first ?? Day(number: 0) }
  public var lastPublication: Day { days.last ?? Day(number: 0) }
  /// The last day whose rate is certain: the day before the 20th of the month after the last publication.
  public var knownThrough: Day {
    let (year, month, _) = lastPublication.adding(months: 1).parts
    return (Day(year, month, LPRTable.publicationDayOfMonth) ?? lastPublication) - 1
  }

  /// Reads `data-law/lpr.csv`: `published,lpr1y,lpr5y,confidence`, one row for each month without a gap.
  /// Errors: `badHeader`, `badColumns`, `badDay`, `badRate`, `notAscending`, `missingMonth`, `noRates`, `tooManyLines`.
  public static func parse(csv: String) throws(LawRefusal) -> LPRTable {
    let file = try RateFile(csv: csv, first: "published", columns: ["lpr1y", "lpr5y"], noted: true)
    var previous: Int?
    var publications: [Publication] = []
    for row in file.rows {
      let month = row.day.parts.year * 12 + row.day.parts.month
      if let previous, month != previous + 1 {
        throw RateFile.refusal(
          row.line, "published", "missingMonth",
          Phrase("每月公布一次，此行之前缺月或重复", "one publication a month: a month is missing or doubled before this line"))
      }
      previous = month
      publications.append(
        Publication(
          day: row.day, oneYear: row.rates[0], fiveYears: row.rates[1], confirmed: row.note.isEmpty || row.note == "high"))
    }
    return LPRTable(publications: publications, days: publications.map(\.day))
  }

  /// The rate of `day`. Errors: `beforeFirstPublication`, `beyondKnown`.
  public func rate(on day: Day, tenor: Tenor) throws(LawRefusal) -> Explained<Rate> {
    let publication = try publication(on: day)
    let rate = publication.rate(tenor)
    var steps = [
      Reasons.Step(Phrase("适用的公布日", "Publication that applies"), publication.day.description),
      Reasons.Step(tenor.name, rate.percentText),
    ]
    if !publication.confirmed {
      steps.append(Reasons.Step(Phrase("该期利率尚待核对", "This publication is still to be checked"), publication.day.description))
    }
    return Explained(
      rate,
      Reasons(
        "R11.2", inputs: [Reasons.Step(Phrase("日期", "Day"), day.description)], steps: steps, citations: [LPRTable.source],
        provisional: !publication.confirmed))
  }

  func publication(on day: Day) throws(LawRefusal) -> Publication {
    guard let index = RateFile.index(on: day, in: days) else {
      throw LawRefusal(
        field: "day", code: "beforeFirstPublication",
        Phrase(
          "\(day)早于贷款市场报价利率首次公布日\(firstPublication)，应适用贷款基准利率",
          "\(day) is before the first publication of the loan prime rate on \(firstPublication); the benchmark rate applies"),
        citations: [LPRTable.source])
    }
    guard day <= knownThrough else {
      throw LawRefusal(
        field: "day", code: "beyondKnown",
        Phrase(
          "利率表仅知至\(knownThrough)，\(day)的贷款市场报价利率未知，请先导入",
          "rates are known through \(knownThrough); import the table before asking for \(day)"),
        citations: [LPRTable.source])
    }
    return publications[index]
  }

  /// Days after `first` and on or before `last` on which a new rate is published.
  func changes(after first: Day, through last: Day) -> [Day] { days.filter { $0 > first && $0 <= last } }
}

extension LPRTable.Tenor {
  var name: Phrase {
    switch self {
    case .oneYear: Phrase("一年期贷款市场报价利率", "One-year loan prime rate")
    case .fiveYears: Phrase("五年期以上贷款市场报价利率", "Five-year loan prime rate")
    }
  }
}
