import Basics

/// The words a setting may take where the law, or local practice, leaves a choice.
extension CourtSettings {
  /// How the limit of a case is counted (R0.1): civil months, or a flat number of days as some courts do.
  public enum CaseLimitMode: String, Sendable, Hashable, CaseIterable { case months, flatDays }
  /// The last day that an order of seizure names (R3.2): the day before the anniversary, or the anniversary.
  public enum EndStyle: String, Sendable, Hashable, CaseIterable { case minusOne, sameDay }
  /// Where a renewed term of seizure begins (R4.5): at the old end, or on service of the renewal.
  public enum RenewalOrigin: String, Sendable, Hashable, CaseIterable { case oldEnd, service }
  /// How the days between a notice of auction and the auction are counted (R5.2): by the difference of the dates, or by full
  /// days that lie between them.
  public enum NoticeCount: String, Sendable, Hashable, CaseIterable { case dayDiff, fullDays }
  /// The base of the enforcement fee (R6.1).
  public enum FeeBase: String, Sendable, Hashable, CaseIterable { case recovered, applied }
  /// Days of delay (R6.3): the last day for performance excluded and the day of payment included, or both included.
  public enum DayCount: String, Sendable, Hashable, CaseIterable { case firstExcluded, bothIncluded }
  /// Days of general interest (R6.5): the first day counts and the day of payment does not, as banks do, or both count.
  public enum InterestDays: String, Sendable, Hashable, CaseIterable { case lastExcluded, bothIncluded }
  /// Whether the benchmark rate before 2014-08-01 follows its changes or stays as it was on the first day of delay (R6.4).
  public enum BenchmarkMode: String, Sendable, Hashable, CaseIterable { case floating, fixed }
  /// Order of the general debt inside one case (R6.7). Costs always come first and the doubled part last.
  public enum RepaymentOrder: String, Sendable, Hashable, CaseIterable { case interestFirst, principalFirst }
  /// Who receives the fen that a pro-rata division leaves over (R6.8).
  public enum RemainderOwner: String, Sendable, Hashable, CaseIterable { case earlierRank, largestClaim }
  /// When judicial detention ends (R7.5): the day of committal counts as the first day, or to the hour.
  public enum DetentionEnd: String, Sendable, Hashable, CaseIterable { case startDayCounts, hourBased }
  /// How a person's name is masked (R10.6): 王某, or 王*.
  public enum NameMask: String, Sendable, Hashable, CaseIterable { case mou, star }
  /// Which rulings of termination the quality rate looks at (R9 K2).
  public enum TerminationScope: String, Sendable, Hashable, CaseIterable { case all, sampled }

  /// The local subsistence allowance (最低生活保障标准) of a place from a year on (R3.6, R3.7).
  public struct LivingStandard: Sendable, Hashable {
    /// Division code: `331000`.
    public var place: String
    public var year: Int
    /// Yuan a month and person.
    public var monthly: Money
    public init(place: String, year: Int, monthly: Money) {
      self.place = place
      self.year = year
      self.monthly = monthly
    }
  }

  /// A reasonable range of an indicator in hundredths of a percent (9000 is 90.00 %), either side open (chapter 9).
  public struct IndicatorRange: Sendable, Hashable {
    /// `K1` … `K17`, or `overall` for the three-year closing rate.
    public var key: String
    public var least: Int?
    public var most: Int?
    public init(key: String, least: Int? = nil, most: Int? = nil) {
      self.key = key
      self.least = least
      self.most = most
    }
  }
}
