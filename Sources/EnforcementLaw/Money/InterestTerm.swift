import Basics

/// The days of a year in an annual rate (R0.3): what the instrument says, or the court's setting for the kind of debt.
public enum InterestYear: String, Sendable, Hashable, Codable, CaseIterable {
  /// The instrument is silent: the court's `yearBase`.
  case courtSetting
  /// A bank loan: the court's `bankLoanYearBase`.
  case bankLoan
  case days360, days365

  func base(_ settings: CourtSettings) -> (days: Int, used: Reasons.SettingUsed?) {
    switch self {
    case .courtSetting: (settings.yearBase, settings.used("yearBase", settings.yearBase))
    case .bankLoan: (settings.bankLoanYearBase, settings.used("bankLoanYearBase", settings.bankLoanYearBase))
    case .days360: (360, nil)
    case .days365: (365, nil)
    }
  }
}

/// General interest (一般债务利息) as an instrument orders it: none, or rates that follow one another.
public struct InterestTerm: Hashable, Sendable, Codable {
  /// One rate from a day on, through a day (both included) or until payment.
  public struct Segment: Hashable, Sendable, Codable {
    public var from: Day
    /// Nil: until payment.
    public var through: Day?
    public var rate: InterestRate
    public init(from: Day, through: Day? = nil, rate: InterestRate) {
      self.from = from
      self.through = through
      self.rate = rate
    }
  }

  public var segments: [Segment]
  public var year: InterestYear
  public init(segments: [Segment], year: InterestYear = .courtSetting) {
    self.segments = segments
    self.year = year
  }

  /// No court orders more a year: a higher rate is a slip of the pen.
  public static let yearlyMax = Rate(perMillion: 1_000_000)
  /// The instrument orders no interest.
  public static let none = InterestTerm(segments: [])
  /// A fixed annual rate from a day until payment.
  public static func yearly(_ rate: Rate, from: Day) -> InterestTerm {
    InterestTerm(segments: [Segment(from: from, rate: .yearly(rate: rate))])
  }
  /// A multiple of the one-year loan prime rate, as published from time to time, from a day until payment.
  public static func lpr(times: Multiple = .once, from: Day) -> InterestTerm {
    InterestTerm(segments: [Segment(from: from, rate: .lpr(tenor: .oneYear, times: times, plus: .zero, fixedOn: nil))])
  }

  /// At most 200 segments.
  public static let segmentsMax = 200
  /// Segments ascend, do not overlap, and only the last is open. Errors: `segmentOrder`, `tooManySegments`, `rateOutOfRange`.
  public func check() throws(LawRefusal) {
    guard segments.count <= InterestTerm.segmentsMax else {
      throw LawRefusal(
        field: "term.segments", code: "tooManySegments",
        Phrase("利息分段超过\(InterestTerm.segmentsMax)段", "more than \(InterestTerm.segmentsMax) segments of interest"))
    }
    var before: Segment?
    for (index, segment) in segments.enumerated() {
      let ordered = before.map { $0.through.map { $0 < segment.from } ?? false } ?? true
      guard ordered, segment.through.map({ $0 >= segment.from }) ?? true else {
        throw LawRefusal(
          field: "term.segments[\(index)]", code: "segmentOrder",
          Phrase("利息分段应按时间先后且互不重叠", "segments of interest must follow one another without overlap"),
          citations: [.delayInterest("1")])
      }
      guard segment.rate.inRange else {
        throw LawRefusal(
          field: "term.segments[\(index)].rate", code: "rateOutOfRange",
          Phrase("利率或倍数超出可接受的范围", "the rate or the multiple is out of range"))
      }
      before = segment
    }
  }
}

/// A rate as an instrument writes it.
public enum InterestRate: Hashable, Sendable, Codable {
  case yearly(rate: Rate)
  /// A month is a twelfth of a year.
  case monthly(rate: Rate)
  case daily(rate: Rate)
  /// A multiple of the loan prime rate plus points; `fixedOn` nil: each publication from its day.
  case lpr(tenor: LPRTable.Tenor, times: Multiple, plus: Rate, fixedOn: Day?)
  /// A multiple of the benchmark rate; `fixedOn` nil: each adjustment from its day.
  case benchmark(tier: BenchmarkTable.Tier, times: Multiple, fixedOn: Day?)

  var inRange: Bool {
    func fits(_ rate: Rate) -> Bool { rate >= .zero && rate <= .outsideMax }
    func fits(_ times: Multiple) -> Bool { times.thousandths >= 0 && times.thousandths <= Multiple.outsideMax.thousandths }
    switch self {
    case .yearly(let rate), .monthly(let rate), .daily(let rate): return fits(rate)
    case .lpr(_, let times, let plus, _): return fits(times) && fits(plus)
    case .benchmark(_, let times, _): return fits(times)
    }
  }
}
