import Basics

/// What the law leaves to a court, what local rules add, and what could not be confirmed: every CFG of `law/rules.md`, with
/// its default. A value comes from a settings file through ``set(_:to:origin:)``; ``origins`` remembers which, so that a
/// figure can say where its discretion came from. Node lists, colours and warning ladders are the process map's, not here.
public struct CourtSettings: Sendable, Hashable {
  /// Where each value came from, by name: a settings file and its version. A name that is absent stands at its default.
  public internal(set) var origins: [String: String] = [:]

  public init() {}
  /// Every setting at its default.
  public static let standard = CourtSettings()

  // MARK: Periods (chapter 0)

  /// R0.1: whether the limit of a case that ends on a day of rest moves to the next working day.
  public var rollCaseLimit = true
  /// R0.1, R3.2: whether the end of a seizure moves. The law gives no such extension.
  public var rollMeasureExpiry = false
  /// R0.2: whether the end of the thirty days of a public notice moves.
  public var noticeRoll = false
  /// R0.3: days in the year of an annual rate.
  public var yearBase = 365
  /// R0.3: days in the year where the contract is a bank loan.
  public var bankLoanYearBase = 360

  // MARK: Filing (chapter 1)

  /// R1.2: whether an errand entrusted by another court (事项委托) is filed as 执他.
  public var errandFiledAsOther = true

  // MARK: Time limits (chapter 2)

  /// R0.1: how the limit of a case is counted.
  public var caseLimitMode = CaseLimitMode.months
  /// R0.1: the limit of a case with property, counted flat.
  public var caseLimitFlatDays = 180
  /// R0.1: the limit of a case that enforces an administrative body's decision (非诉执行), counted flat.
  public var nonLitigationFlatDays = 90
  /// R2.2: extensions of three months granted without filing with the high court.
  public var maxExtensions = 1
  /// R2.1 N4: days to perform that the enforcement notice gives.
  public var performanceDays = 7
  /// R2.1 N7: days for the debtor's report of property; the order states them.
  public var reportDays = 10
  /// R2.1 N13: days to start the network search.
  public var networkSearchStartDays = 5
  /// R2.1 N14: hours to control over the network what was found.
  public var networkControlHours = 48
  /// R2.1 N15: working days to control on the spot what was found.
  public var offlineControlWorkdays = 10
  /// R2.5: days after seizure from which missing valuation papers raise a warning; the law allows 30.
  public var valuationWarningDays = 25
  /// R2.5: target for the impounding of a car by our own police, in hours.
  public var carImpoundHours = 1
  /// R2.5: target for help to another court with a car, in hours.
  public var externalCarHelpHours = 24
  /// R2.5: target for the medical report before detention, in hours.
  public var medicalReportHours = 2
  /// R2.5: target for an answer of an insurer, in minutes.
  public var insuranceQueryMinutes = 30
  /// R2.5: target for the answer of an assisting unit, in hours of work (half a working day).
  public var assistFeedbackHours = 4
  /// R2.5: the most that a claim may be for the simple lane.
  public var simpleLaneMax = Money.yuan(100_000)

  // MARK: Seizure (chapter 3)

  /// R3.1: longest term for money with payment institutions, in months.
  public var networkFundsMonthsMax = 36
  /// R3.1: longest term for securities, in months.
  public var securitiesMonthsMax = 36
  /// R3.2: the last day that an order names.
  public var endStyle = EndStyle.minusOne
  /// R3.2: days before the end of a seizure at which it raises an alert.
  public var expiryAlertDays = [60, 30, 15, 7, 3, 1]
  /// R3.4: percentage of the claim above which seized value is called clearly excessive.
  public var overLimitRatio = 130
  /// R3.4: share of a movable's value that counts, in percent.
  public var movableHaircut = 100
  /// R3.4: share of an immovable's value that counts, in percent.
  public var immovableHaircut = 100
  /// R3.4: share of the value of a right that counts, in percent.
  public var rightHaircut = 100
  /// R3.4: the most by which listed shares may be seized beyond the claim at the last closing price, in percent.
  public var listedShareBand = 20
  /// R3.6: years of rent taken off the price of an only home; the law allows 5 to 8.
  public var rentDeductYears = 5
  /// R3.7: the least that wages keep each month, whatever the subsistence allowance gives.
  public var wageKeepMin = Money.zero
  /// R3.6, R3.7: subsistence allowances by place and year; empty until a court enters its own.
  public var livingStandards: [LivingStandard] = []
  /// R3.7: whether an allowance not drawn in one month may be drawn in the next.
  public var allowanceCarries = false

  // MARK: Network control (chapter 4)

  /// R4.4: hours after which an unanswered query counts as late. No article says so.
  public var queryTimeoutHours = 24
  /// R4.4: hours after which an unanswered freeze counts as late. No article says so.
  public var freezeTimeoutHours = 48
  /// R4.5: where a renewed term begins.
  public var renewalOrigin = RenewalOrigin.oldEnd

  // MARK: Disposal (chapter 5)

  /// R5.2: how the days of an auction notice are counted.
  public var noticeCount = NoticeCount.dayDiff
  /// R5.2: start price in percent of the appraisal; at least 70 by law.
  public var startPricePercent = 70
  /// R5.2: deposit in percent of the start price; 5 to 20 by law.
  public var depositPercent = 10
  /// R5.2: cut of the start price in the second round, in percent; 20 at most by law.
  public var secondRoundCut = 20
  /// R5.2: least step between bids, in hundredths of a percent of the start price.
  public var bidIncrement = 100
  /// R5.2: whether a buyer in default owes more than the deposit (offline rule, and equity).
  public var defaultTopUp = false
  /// R5.3: days to ask creditors about taking the property before a direct sale.
  public var sellOffAskDays = 10
  /// R5.3: days from the second failed round to the notice of direct sale.
  public var sellOffNoticeDays = 15
  /// R5.3: days that a direct sale stays open.
  public var sellOffDays = 60
  /// R5.3: days of notice before the direct sale of a movable.
  public var sellOffLeadMovableDays = 7
  /// R5.3: days of notice before the direct sale of an immovable or a right.
  public var sellOffLeadImmovableDays = 15
  /// R5.3: days in which a debtor may sell the property himself.
  public var debtorSaleDays = 60

  // MARK: Money (chapter 6)

  /// R6.1: the base of the enforcement fee.
  public var feeBase = FeeBase.recovered
  /// R6.1: fee of a case without an amount; 50 to 500 yuan by law.
  public var flatFee = Money.yuan(50)
  /// R6.3: whether court fees that the debtor must repay bear the doubled part of delay interest.
  public var baseIncludesCourtFee = false
  /// R6.3: how days of delay are counted.
  public var dayCount = DayCount.firstExcluded
  /// R6.5: whether the last day of general interest counts.
  public var interestDays = InterestDays.lastExcluded
  /// R6.4: whether the benchmark rate follows its changes.
  public var benchmarkMode = BenchmarkMode.floating
  /// R6.7: order of the general debt.
  public var repaymentOrder = RepaymentOrder.interestFirst
  /// R6.8: extra share of the first seizing creditor, in percent; only local rules know it.
  public var firstSeizeBonus = 0
  /// R6.8: whether wages come before other ordinary claims.
  public var wagePriority = false
  /// R6.8: who receives the fen left over.
  public var remainderOwner = RemainderOwner.earlierRank
  /// R6.9: days to claim money that arrived without a case.
  public var claimDays = 3
  /// R6.9: days to pay out after the reason for a delay has ended.
  public var payoutAfterDelayDays = 10
  /// R6.9: the most that someone in a role may let pass at a gate of case money, by the role's word; a role without one has no limit.
  public var moneyLimits: [String: Money] = ["bureauChief": .yuan(1_000_000), "vicePresident": .yuan(50_000_000)]
  /// R6.10: judicial aid at most, in months of the province's average wage.
  public var judicialAidMonths = 36
  /// The province's average monthly wage by year, as its statistics office published it.
  public var averageMonthlyWages: [String: Money] = [:]

  // MARK: Coercion and credit (chapter 7)

  /// R7.1: months of grace before a debtor is put on the list; 1 to 3 are possible, none is the rule.
  public var listingGraceMonths = 0
  /// R7.2: months after which a restriction of consumption ends; 0 is until lifted.
  public var consumptionLimitMonths = 0
  /// R7.3: months of one border-control request.
  public var exitBanMonths = 3
  /// R7.5: when detention ends.
  public var detentionEnd = DetentionEnd.startDayCounts

  // MARK: Endings (chapter 8)

  /// R8.3: whether the applicant's consent allows termination of this round before three months have passed.
  public var allowEarlyTermByConsent = false
  /// R8.5: months from which a settlement counts as one of long performance.
  public var longPerformanceMonths = 6
  /// R8.8: whether the court clears personal debts.
  public var personalDebtClearing = false
  /// R8.8: years of residence and of social insurance or income tax that clearing asks for.
  public var debtClearingYears = 3
  /// R8.8: months of observation after a plan.
  public var debtClearingObservationMonths = 60
  /// R8.8: share of the claims whose holders must agree to a plan, in percent.
  public var debtClearingVotePercent = 100
  /// R8.9: whether the court certifies futility before enforcement (预执废证明).
  public var futilityCertificate = false

  // MARK: Indicators (chapter 9)

  /// K4: whether resumed and preservation cases stay out of the closing rate.
  public var closingRateFirstOnly = false
  /// K5: whether final terminations by transfer to a higher or designated court stay out of the numerator.
  public var realClosingExcludesTransfers = true
  /// K2: which rulings of termination are looked at.
  public var terminationScope = TerminationScope.all
  /// K13: whether days to pay out are weighted by amount.
  public var payoutDaysWeighted = false
  /// Chapter 9: reasonable ranges; by default the four core figures of 2018.
  public var indicatorRanges = [
    IndicatorRange(key: "K1", least: 9000), IndicatorRange(key: "K2", least: 9000), IndicatorRange(key: "K3", least: 9000),
    IndicatorRange(key: "overall", least: 8000),
  ]

  // MARK: Papers (chapter 12)

  /// Who approves a paper before it is signed, in order, by the kind's word: `listingDecision` → `teamLead>bureauChief`. A kind that stands
  /// here must pass, unless its word is `signer`: then the signer alone suffices. `*` is the form of a paper that is submitted without
  /// having to be.
  public var paperApprovals: [String: String] = ["*": "teamLead>bureauChief"]
  /// Kinds of paper on which a panel deliberates, with a record, before the signature.
  public var panelPapers: [String] = []

  // MARK: Identity (chapter 10)

  /// R10.3: whether plates of the forces, the armed police and embassies are read.
  public var plateSpecialForms = false
  /// R10.6: digits of a resident ID shown at its start.
  public var residentIDShownFirst = 4
  /// R10.6: digits of a resident ID shown at its end.
  public var residentIDShownLast = 4
  /// R10.6: how names are masked.
  public var nameMask = NameMask.mou
}

extension CourtSettings {
  /// The record of a setting that decided something.
  public func used(_ name: String, _ value: some CustomStringConvertible) -> Reasons.SettingUsed {
    Reasons.SettingUsed(name, value.description, origin: origins[name] ?? "default")
  }
  /// The record of a word that was chosen.
  public func used<Word: RawRepresentable>(_ name: String, _ value: Word) -> Reasons.SettingUsed where Word.RawValue == String {
    Reasons.SettingUsed(name, value.rawValue, origin: origins[name] ?? "default")
  }

  /// The subsistence allowance of a place in a year: the latest entered for that place up to that year, then that of the
  /// city or province above it.
  public func livingStandard(place: String, year: Int) throws(LawRefusal) -> LivingStandard {
    for level in [place, String(place.prefix(4)) + "00", String(place.prefix(2)) + "0000"] {
      let known = livingStandards.filter { $0.place == level && $0.year <= year }
      if let latest = known.max(by: { $0.year < $1.year }) { return latest }
    }
    throw LawRefusal(
      field: "livingStandards", code: "livingStandardUnknown",
      Phrase("未录入\(place)地区\(year)年的最低生活保障标准", "No subsistence allowance is entered for \(place) in \(year)"))
  }
}
