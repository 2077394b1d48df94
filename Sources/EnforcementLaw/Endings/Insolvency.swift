import Basics

/// Passing an enterprise from enforcement into bankruptcy (执转破), R8.7.
public enum BankruptcyTransfer {
  /// Days in which the receiving court answers (解释 512).
  public static let answerDays = 30
  /// Days to serve the decision on applicant and debtor (7).
  public static let serveDays = 5
  /// Days in which papers and property come back after refusal or rejection has taken effect (18).
  public static let papersBackDays = 7

  /// What decides on a transfer.
  public struct Facts: Hashable, Sendable, Codable {
    public var enterprise: Bool
    public var cannotPay: Proof?
    /// Assets do not cover the debts, or he plainly lacks the ability to pay.
    public var insolvent: Proof?
    /// Consent in writing of the debtor, or of one applicant.
    public var consent: Proof?
    public var panelDecision: Proof?
    public var presidentSigned: Proof?
    /// Refused or rejected before, and the new evidence of the parties.
    public var refusedBefore: Bool
    public var byPartyWithNewEvidence: Bool
    public init(
      enterprise: Bool, cannotPay: Proof? = nil, insolvent: Proof? = nil, consent: Proof? = nil, panelDecision: Proof? = nil,
      presidentSigned: Proof? = nil, refusedBefore: Bool = false, byPartyWithNewEvidence: Bool = false
    ) {
      self.enterprise = enterprise
      self.cannotPay = cannotPay
      self.insolvent = insolvent
      self.consent = consent
      self.panelDecision = panelDecision
      self.presidentSigned = presidentSigned
      self.refusedBefore = refusedBefore
      self.byPartyWithNewEvidence = byPartyWithNewEvidence
    }
  }

  /// Every condition of a transfer.
  public static func checklist(_ facts: Facts) -> Explained<Checklist> {
    let article = Citation.procedureInterpretation("511")
    return Checklist([
      .fact("enterprise", Phrase("被执行人为企业法人", "The debtor is an enterprise"), article, facts.enterprise),
      .paper("cannotPay", Phrase("不能清偿到期债务", "Cannot pay debts due"), article, facts.cannotPay),
      .paper("insolvent", Phrase("资产不足以清偿全部债务或者明显缺乏清偿能力", "Insolvent"), article, facts.insolvent),
      .paper("consent", Phrase("申请执行人之一或者被执行人同意", "Consent of one applicant or the debtor"), article, facts.consent),
      .paper("panelDecision", Phrase("合议庭评议", "Panel's decision"), .bankruptcyTransfer(""), facts.panelDecision),
      .paper("presidentSigned", Phrase("院长签署移送决定", "Signed by the president"), .bankruptcyTransfer(""), facts.presidentSigned),
      .fact(
        "notAgain", Phrase("未曾被退回，或者当事人以新证据申请", "Not sent back before, or asked by a party with new evidence"),
        .bankruptcyTransfer("19"),
        !facts.refusedBefore || facts.byPartyWithNewEvidence),
    ]).explained("R8.7")
  }

  /// What follows the receiving court's answer (解释 513, 514).
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable { case accepted, declaredBankrupt, refused }
  /// What an answer of the receiving court does to the enforcement.
  public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
    /// Preservation is lifted and property goes to the administrator.
    case liftPreservation
    case terminateFinally
    /// Resume, and share ordinary claims by order of seizure.
    case resumeByOrderOfSeizure
  }
  /// Accepted or declared: 解释 513; refused: 解释 514.
  public static func effect(_ outcome: Outcome) -> Explained<Effect> {
    let (effect, articles): (Effect, [String]) =
      switch outcome {
      case .accepted: (.liftPreservation, ["513"])
      case .declaredBankrupt: (.terminateFinally, ["513"])
      case .refused: (.resumeByOrderOfSeizure, ["513.2", "514"])
      }
    return Explained(
      effect,
      Reasons("R8.7", steps: [.init("处理", "Effect", effect.rawValue)], citations: articles.map { .procedureInterpretation($0) }))
  }
  /// Whether an asset given for a debt stays with the creditor. The law compares moments: the acceptance takes effect when it is made, the
  /// ruling when it is served. Of one and the same day nobody can tell here which came first, and the estate is preferred, for it belongs
  /// to all creditors: a choice of this library, not a rule.
  public static func assetForDebtStands(rulingServed: Day, accepted: Day) -> Explained<Bool> {
    let stands = rulingServed < accepted
    return Explained(
      stands,
      Reasons(
        "R8.7", inputs: [.init("抵债裁定送达", "Ruling served", rulingServed), .init("受理破产日", "Accepted", accepted)],
        steps: [.init("抵债有效", "Stands", stands)],
        citations: [
          .bankruptcyLaw("19"),
          Citation("关于适用《企业破产法》若干问题的规定（二）", document: "法释〔2020〕18号", version: "2020", article: "5"),
          .procedureInterpretation("513.1"), .procedureInterpretation("491"),
        ]))
  }

  /// The last day on which the receiving court answers (解释 512).
  public static func answerBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R8.7", from: received, .days(answerDays), .procedureInterpretation("512"), calendar: calendar)
  }
  /// The last day on which the decision to pass the case on is served (法发〔2017〕2号 7).
  public static func serveBy(decided: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R8.7", from: decided, .days(serveDays), .bankruptcyTransfer("7"), calendar: calendar)
  }
  /// The last day on which the papers come back after a refusal takes effect (法发〔2017〕2号 18).
  public static func papersBackBy(effective: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R8.7", from: effective, .days(papersBackDays), .bankruptcyTransfer("18"), calendar: calendar)
  }
}

extension Citation {
  /// 关于执行案件移送破产审查若干问题的指导意见.
  static func bankruptcyTransfer(_ article: String) -> Citation {
    Citation("关于执行案件移送破产审查若干问题的指导意见", document: "法发〔2017〕2号", version: "2017", article: article)
  }
  /// 企业破产法.
  static func bankruptcyLaw(_ article: String) -> Citation { Citation("企业破产法", version: "2006", article: article) }
  /// 浙江法院个人债务集中清理（类个人破产）工作指引.
  static func debtClearing(_ article: String) -> Citation {
    Citation("浙江法院个人债务集中清理（类个人破产）工作指引（试行）", version: "2020", article: article)
  }
}

/// Clearing of a person's debts (个人债务集中清理), R8.8: no statute, a court's programme.
public enum DebtClearing {
  /// What admission asks about a person, as of one day.
  public struct Facts: Hashable, Sendable, Codable {
    /// Household registered in the province, and living there.
    public var residentSince: Day?
    /// Social insurance or income tax paid without a break.
    public var insuredSince: Day?
    public var cannotPay: Proof?
    /// Reported honestly, no evasion.
    public var honest: Bool
    /// The court has enforcement cases against him.
    public var enforcementCases: Int
    public init(residentSince: Day?, insuredSince: Day?, cannotPay: Proof?, honest: Bool, enforcementCases: Int) {
      self.residentSince = residentSince
      self.insuredSince = insuredSince
      self.cannotPay = cannotPay
      self.honest = honest
      self.enforcementCases = enforcementCases
    }
  }
  /// Who may be admitted, as of a day. Error: `programmeOff` where the court has no such programme.
  public static func checklist(_ facts: Facts, today: Day, settings: CourtSettings) throws(LawRefusal) -> Explained<Checklist> {
    guard settings.personalDebtClearing else {
      throw LawRefusal(
        "personalDebtClearing", "programmeOff", "本院未开展个人债务集中清理", "this court does not clear personal debts", .debtClearing(""))
    }
    let years = settings.debtClearingYears
    let from = today.adding(months: -12 * years)
    func since(_ key: String, _ zh: String, _ en: String, _ day: Day?) -> Check {
      .fact(
        key, Phrase("\(zh)满\(years)年", "\(en) for \(years) years"), .debtClearing(""), day.map { $0 <= from } ?? false,
        Phrase(day.map { "自\($0)" } ?? "无", day.map { "since \($0)" } ?? "none"))
    }
    return Checklist([
      since("residence", "户籍和居住", "Registered and living there", facts.residentSince),
      since("insurance", "连续缴纳社会保险或者个人所得税", "Social insurance or income tax", facts.insuredSince),
      .paper("cannotPay", Phrase("不能清偿到期债务", "Cannot pay debts due"), .debtClearing(""), facts.cannotPay),
      .fact("honest", Phrase("诚信，无逃废债", "Honest, no evasion"), .debtClearing(""), facts.honest),
      .fact(
        "cases", Phrase("本院有强制执行案件", "Enforcement cases here"), .debtClearing(""), facts.enforcementCases > 0,
        Phrase("\(facts.enforcementCases)件", "\(facts.enforcementCases)")),
    ]).explained("R8.8", settings: [settings.used("debtClearingYears", years)])
  }
  /// Whether a plan is carried: the share of claims whose holders agree. Error: `noClaims`.
  public static func carried(agreeing: Money, all: Money, settings: CourtSettings) throws(LawRefusal) -> Explained<Bool> {
    guard all > .zero, agreeing >= .zero, agreeing <= all else {
      throw LawRefusal("all", "noClaims", "债权总额应大于零且不少于同意的债权额", "there must be claims, not fewer than agree", .debtClearing(""))
    }
    let carried = agreeing.isAtLeast(settings.debtClearingVotePercent, percentOf: all)
    return Explained(
      carried,
      Reasons(
        "R8.8", inputs: [.init("同意的债权额", "Agreeing", agreeing), .init("债权总额", "All", all)],
        steps: [.init("方案通过", "Carried", carried)],
        citations: [.debtClearing("")], settings: [settings.used("debtClearingVotePercent", settings.debtClearingVotePercent)]))
  }
  /// The last day of observation after a plan was carried.
  public static func observedThrough(carried: Day, settings: CourtSettings) -> Explained<Day> {
    let end = carried.adding(months: settings.debtClearingObservationMonths)
    return Explained(
      end,
      Reasons(
        "R8.8", inputs: [.init("方案通过日", "Carried", carried)], steps: [.init("行为考察期届满", "Observation ends", end)],
        citations: [.debtClearing("")],
        settings: [settings.used("debtClearingObservationMonths", settings.debtClearingObservationMonths)]))
  }
}

/// The certificate of futility before enforcement (预执废证明), R8.9: local, off by default. The debt remains.
public enum FutilityCertificate {
  /// Whether one may be issued in a preservation case. Errors: `programmeOff`, `notPreservation`, `searchMissing`, `propertyFound`.
  public static func check(
    type: CaseType, searched: Proof?, found: Int, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Proof> {
    let article = Citation.procedure2023("103")
    guard settings.futilityCertificate else {
      throw LawRefusal("futilityCertificate", "programmeOff", "本院未开展预执废证明", "this court issues no such certificate", article)
    }
    guard type == .preservation else {
      throw LawRefusal("type", "notPreservation", "仅在保全执行案件中出具", "only in a preservation case", article)
    }
    guard let searched else { throw LawRefusal("searched", "searchMissing", "尚未完成财产查询", "no search has been done", article) }
    guard found == 0 else {
      throw LawRefusal("found", "propertyFound", "查询发现可供执行财产", "the search found property", article)
    }
    return Explained(
      searched,
      Reasons(
        "R8.9", inputs: [.init("查询日", "Searched", searched.day)],
        steps: [.init("查询日未发现可供执行财产", "Nothing found on that day", true)], citations: [article],
        settings: [settings.used("futilityCertificate", settings.futilityCertificate)]))
  }
}
