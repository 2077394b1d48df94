import Basics

/// Termination of this round (终结本次执行程序), R8.3 and R8.4.
public enum RoundTermination {
  /// More than three months since filing (法〔2016〕373号 1).
  public static let monthsMin = 3
  /// Days to object (法释〔2016〕3号).
  public static let objectDays = 60
  /// After termination: a query every six months for five years (法〔2016〕373号 9).
  public static let searchEveryMonths = 6
  public static let searches = 10
  /// Days to take a case out of the public register once it is performed or finally ended (法〔2016〕373号).
  public static let unlistDays = 3

  /// A round that ended goes on as soon as there is property again.
  public static let resumption = Citation.procedureInterpretation("517")

  /// The first day on which a round may end: three months have passed since filing.
  public static func earliest(filed: Day) -> Explained<Day> {
    let passed = filed.adding(months: monthsMin)
    return Explained(
      passed + 1,
      Reasons(
        "R8.3", inputs: [.init("立案日", "Filed", filed)],
        steps: [.init("满三个月", "Three months", passed), .init("最早可终本日", "Earliest day", passed + 1)],
        citations: [.terminationRules("1"), Periods.monthEndArticle]))
  }

  /// Every condition of R8.3 with what the file shows for it, as of `today`. The round may end only if all hold.
  public static func checklist(_ evidence: TerminationEvidence, today: Day, settings: CourtSettings) -> Explained<Checklist> {
    let checks =
      notices(evidence) + credit(evidence) + investigation(evidence) + [property(evidence), time(evidence, today, settings)]
      + people(evidence) + applicant(evidence) + [ruling(evidence)]
    return Checklist(checks).explained(
      "R8.3", inputs: [.init("立案日", "Filed", evidence.filed), .init("核对日", "Checked on", today)],
      settings: [settings.used("allowEarlyTermByConsent", settings.allowEarlyTermByConsent)])
  }

  /// Refuses the ruling with the conditions that fail. Error: `terminationConditionsFail`.
  public static func require(
    _ evidence: TerminationEvidence, today: Day, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Checklist> {
    let list = checklist(evidence, today: today, settings: settings)
    try list.value.require("termination", "terminationConditionsFail")
    return list
  }

  private static func notices(_ evidence: TerminationEvidence) -> [Check] {
    [
      .paper(
        "enforcementNotice", Phrase("已发出执行通知", "Enforcement notice sent"), .terminationRules("1"), evidence.enforcementNotice),
      .paper("reportOrder", Phrase("已责令报告财产", "Report of property ordered"), .terminationRules("1"), evidence.reportOrder),
      .paper("reportVerified", Phrase("财产报告已核查", "Report checked"), .terminationRules("2"), evidence.reportVerified),
      .paper(
        "reportSanction", Phrase("逾期、拒绝或者虚假报告已依法惩戒", "Late, refused or false report punished"), .terminationRules("2"),
        evidence.reportSanction, needed: evidence.reportFault != .none),
    ]
  }

  private static func credit(_ evidence: TerminationEvidence) -> [Check] {
    [
      .paper(
        "consumptionOrder", Phrase("已发出限制消费令", "Restriction of consumption ordered"), .terminationRules("1"),
        evidence.consumptionOrder),
      .paper(
        "listing", Phrase("符合条件的已纳入失信名单", "Listed where a ground holds"), .terminationRules("1"), evidence.listing,
        needed: evidence.listingGroundHolds),
    ]
  }

  private static func investigation(_ evidence: TerminationEvidence) -> [Check] {
    let three = Citation.terminationRules("3")
    let clues = Check.fact(
      "clues", Phrase("申请执行人提供的线索已核实", "Clues checked"), three, evidence.cluesChecked >= evidence.clues,
      Phrase("线索\(evidence.clues)条，已核实\(evidence.cluesChecked)条", "\(evidence.cluesChecked) of \(evidence.clues) clues checked"))
    let network = TerminationEvidence.NetworkKind.allCases.map { kind in
      Check.paper(
        "network.\(kind.rawValue)", Phrase("网络查控：\(kind.name.zh)", "Network search: \(kind.name.en)"), three,
        evidence.networkSearches[kind])
    }
    return [clues] + network + [
      .paper(
        "localSearch", Phrase("网络未覆盖的已现场调查", "Searched on the spot what the network misses"), three, evidence.localSearch,
        needed: evidence.localSearchNeeded),
      .paper(
        "search", Phrase("可能隐匿财产的已搜查", "Searched where property may be hidden"), three, evidence.search,
        needed: evidence.hidingSuspected),
      .paper("audit", Phrase("申请审计的已办理", "Audit where asked for"), three, evidence.audit, needed: evidence.auditAsked),
      .paper("reward", Phrase("申请悬赏的已办理", "Reward notice where asked for"), three, evidence.reward, needed: evidence.rewardAsked),
    ]
  }

  private static func property(_ evidence: TerminationEvidence) -> Check {
    let what = Phrase("未发现可供执行的财产，或者发现的财产不能处置", "No property, or none that can be disposed of")
    let open = evidence.properties.filter { $0.state == .disposable || $0.proof == nil }
    guard open.isEmpty else {
      let zh = open.map { "\($0.what)：\($0.state == .disposable ? $0.state.name.zh : "缺少材料")" }.joined(separator: "；")
      let en = open.map { "\($0.what): \($0.state == .disposable ? $0.state.name.en : "no paper in the file")" }.joined(
        separator: "; ")
      return .fact("property", what, .terminationRules("4"), false, Phrase(zh, en))
    }
    let zh = evidence.properties.map { "\($0.what)：\($0.state.name.zh) \($0.proof?.text.zh ?? "")" }.joined(separator: "；")
    let en = evidence.properties.map { "\($0.what): \($0.state.name.en) \($0.proof?.text.en ?? "")" }.joined(separator: "; ")
    let none = evidence.properties.isEmpty
    return .fact("property", what, .terminationRules("4"), true, none ? Phrase("未发现", "None found") : Phrase(zh, en))
  }

  private static func time(_ evidence: TerminationEvidence, _ today: Day, _ settings: CourtSettings) -> Check {
    let first = earliest(filed: evidence.filed).value
    let consent = settings.allowEarlyTermByConsent && evidence.applicantConsentsEarly
    let shown =
      consent && today < first
      ? Phrase("申请人同意提前终本", "The applicant consents to an early end") : Phrase("最早\(first)", "From \(first) on")
    return .fact(
      "threeMonths", Phrase("自立案之日起超过三个月", "More than three months since filing"), .terminationRules("1"),
      today >= first || consent, shown)
  }

  private static func people(_ evidence: TerminationEvidence) -> [Check] {
    [
      .paper(
        "debtorLookedFor", Phrase("被执行人下落不明的已查找", "Missing debtor looked for"), .terminationRules("1"), evidence.lookedFor,
        needed: evidence.debtorMissing),
      .paper(
        "obstructionPunished", Phrase("妨害执行的已依法罚款、拘留", "Obstruction punished"), .terminationRules("1"),
        evidence.obstructionSanction,
        needed: evidence.obstructed),
      .paper(
        "crimeReported", Phrase("涉嫌犯罪的已移送", "Crime reported"), .terminationRules("1"), evidence.crimeReport,
        needed: evidence.crimeSuspected),
    ]
  }

  private static func applicant(_ evidence: TerminationEvidence) -> [Check] {
    let signed = evidence.applicantSigned.map { Phrase("申请执行人签字 ", "Signed by the applicant ") + $0.text }
    let both = evidence.panelDecision.flatMap { panel in
      evidence.presidentApproval.map {
        Phrase("合议庭 ", "Panel ") + panel.text + Phrase("，院长 ", ", president ") + $0.text
      }
    }
    return [
      .paper(
        "applicantHeard", Phrase("已告知申请执行人并听取意见（终本约谈）", "Applicant told and heard"), .terminationRules("5"),
        evidence.applicantHeard),
      .fact(
        "confirmed", Phrase("申请执行人签字确认，或者合议庭审查核实并经院长批准", "Signed by the applicant, or panel and president"),
        .procedureInterpretation("517"), signed != nil || both != nil,
        signed ?? both ?? Phrase("缺少签字，也缺少合议庭和院长批准", "Neither signature nor panel and president")),
    ]
  }

  private static func ruling(_ evidence: TerminationEvidence) -> Check {
    let missing = TerminationEvidence.RulingPart.allCases.filter { !evidence.rulingParts.contains($0) }
    let count = TerminationEvidence.RulingPart.allCases.count
    return .fact(
      "ruling", Phrase("裁定书载明法定内容", "The ruling says all it must"), .terminationRules("6"), missing.isEmpty,
      Phrase("已载明\(count - missing.count)/\(count)项", "\(count - missing.count) of \(count) parts"))
  }

  /// After the ruling: the case counts as closed once it is served, published and entered in the register of ended cases.
  public static func closing(served: Proof?, published: Proof?, registered: Proof?) -> Explained<Checklist> {
    Checklist([
      .paper("served", Phrase("裁定已送达", "Ruling served"), .terminationRules("6"), served),
      .paper("published", Phrase("裁定已上网公开", "Published on the internet"), .terminationRules("6"), published),
      .paper("registered", Phrase("已列入终本案件库", "Entered in the register"), .terminationRules(""), registered),
    ]).explained("R8.3")
  }

  /// The last day to object to a termination.
  public static func objectBy(served: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R8.3", from: served, .days(objectDays), .terminationObjection, calendar: calendar)
  }
  /// The ten days on which the network is asked again, every six months for five years. A query by machine needs no working
  /// day: they do not move.
  public static func searchDays(terminated: Day) -> Explained<[Day]> {
    let days = (1...searches).map { terminated.adding(months: $0 * searchEveryMonths) }
    return Explained(
      days,
      Reasons(
        "R8.4", inputs: [.init("终本裁定日", "Terminated", terminated)],
        steps: days.enumerated().map { .init("第\($0.offset + 1)次", "No. \($0.offset + 1)", $0.element) },
        citations: [.terminationRules("9")]))
  }
  /// The last day to take the case out of the public register.
  public static func unlistBy(performedOrEnded: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R8.4", from: performedOrEnded, .days(unlistDays), .terminationRules(""), calendar: calendar)
  }
}
