import Basics

/// The search capability's commands.
public enum SearchCommands {
  public static let all: [any Command.Type] = [
    StartSearch.self, RetrySearch.self, RecordPropertyReport.self, DefaultReport.self, ReportInvestigation.self, AddClue.self,
    VerifyPropertyReport.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  /// Kinds of units that answer queries.
  static let queried: Set<PartnerUnit.Kind> = [.bank, .realEstate, .vehicle, .insurer, .securities]
  /// Whether a network search asks a unit.
  static func asks(_ unit: PartnerUnit) -> Bool { queried.contains(unit.kind) && unit.channel == .online }
}

/// One round of the network search (网络查询): every debtor at every unit that answers queries.
public struct StartSearch: CaseCommand {
  public static let name = "search.start"
  public static let title = Phrase("发起网络查询", "Start a network search")
  public static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .assistant, .endedTeam, .machine]
  public static let fields = [SearchCommands.caseField]
  public let caseID: ID<CaseFile>
  let reason: Search.Reason
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = (input.list("reason").isEmpty ? .manual : input.choice("reason")) ?? .manual
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if file.isClosed && file.closing.closed?.way != .terminatedRound { throw .caseClosed }
    if let running = file.search.rounds.last, running.completedOn == nil { throw .searchRunning(running.waiting.count) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if reason == .initial && !file.search.rounds.isEmpty { return [] }
    let pairs = file.debtors.flatMap { debtor in
      situation.units.filter(SearchCommands.asks).map { (debtor, $0.key) }
    }
    return try SearchRound.start(pairs, reason, file, situation)
  }
}

/// Asks again where a unit failed or never answered.
public struct RetrySearch: CaseCommand {
  public static let name = "search.retry"
  public static let title = Phrase("重发失败的查询", "Repeat failed queries")
  public static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .machine]
  public static let fields = [SearchCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    (situation.caseFile(caseID).search.rounds.last?.failed ?? []).map { .partnerRequest($0) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try StartSearch.offered(in: situation, file)
    if file.search.rounds.last?.failed.isEmpty ?? true { throw .nothingFailed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let failed = (file.search.rounds.last?.failed ?? []).compactMap { situation.request($0).requested }
    let pairs = failed.compactMap { request in
      request.person.flatMap { file.filing.party($0) }.map { ($0, request.unit) }
    }
    return try SearchRound.start(pairs, .repeated, file, situation)
  }
}

enum SearchRound {
  static func start(
    _ pairs: [(CaseParty, String)], _ reason: Search.Reason, _ file: CaseFile, _ situation: Situation
  ) throws(Refusal) -> [StreamEvents] {
    guard !pairs.isEmpty else { throw .noUnits }
    var draft = Draft(situation)
    var requests: [ID<PartnerRequest>] = []
    let pace: Reaction.Pace = file.filing.docketRef != nil && reason == .initial ? .paced : .urgent
    let deadline = situation.now.adding(hours: Int64(situation.settings.queryTimeoutHours))
    for (debtor, unit) in pairs {
      let id = situation.ids.next(PartnerRequest.self)
      requests.append(id)
      draft.add(
        .partnerRequest(id),
        [
          PartnerRequested(
            caseID: file.id, unit: unit, action: .query, person: debtor.person, vault: [debtor.vault], deadline: deadline,
            pace: pace)
        ])
    }
    let debtors = pairs.map(\.0.person).reduce(into: [ID<Person>]()) { if !$0.contains($1) { $0.append($1) } }
    let units = pairs.map(\.1).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let started = SearchStarted(
      round: file.search.rounds.count + 1, reason: reason, debtors: debtors, units: units, requests: requests)
    draft.add(.caseFile(file.id), [started])
    return draft.appended
  }

  private static func completion(_ file: CaseFile) -> SearchCompleted? {
    guard let round = file.search.rounds.last(where: { $0.completedOn == nil }), round.waiting.isEmpty else { return nil }
    return SearchCompleted(
      round: round.number, answered: round.answered, failed: round.failed.count, found: file.search.found.count)
  }
  /// Adds the round's end where its last answer is in.
  static func complete(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    guard let completed = completion(draft.situation.caseFile(caseID)) else { return }
    draft.add(.caseFile(caseID), [completed])
    // Two searches after an ended round that show nothing take a listing without a term off the list (失信规定 10.1(4)).
    let file = draft.situation.caseFile(caseID)
    draft.add(.caseFile(caseID), Delisting.roundEnded(file, draft.situation))
  }
}

/// The debtor's property report (财产报告).
public struct RecordPropertyReport: CaseCommand {
  public static let name = "search.recordPropertyReport"
  public static let title = Phrase("登记财产报告", "Record the property report")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    SearchCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("text", Phrase("报告内容", "What was reported"), .longText(max: 10_000)),
    Field("contradictions", Phrase("与查询结果不符的项数", "Contradictions with the search"), .number(0...999), required: false),
  ]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  let text: String
  let contradictions: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
    text = input.text("text", max: 10_000)
    contradictions = input.number("contradictions", in: 0...999, required: false) ?? 0
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(.caseFile(caseID), [PropertyReportReceived(debtor: debtor, vault: words, contradictions: contradictions)])
    ]
  }
}

/// The debtor did not report within the period of the order.
public struct DefaultReport: CaseCommand {
  public static let name = "search.defaultReport"
  public static let title = Phrase("认定未按期报告财产", "Record that no report came")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [SearchCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor))]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.papers.latest(.propertyReportOrder)?.served.isEmpty ?? true { throw .reportOrderNotServed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    guard let order = file.papers.first(.propertyReportOrder, about: "\(debtor)"), let served = order.served.map(\.on).min()
    else {
      throw .reportOrderNotServed
    }
    if file.search.reports[debtor] != nil { throw .alreadyReported }
    let days = situation.settings.reportDays
    let last = situation.law.calendar.rolled(served + days)
    if situation.today <= last { throw .reportPeriodRuns(last) }
    return [situation.append(.caseFile(caseID), [PropertyReportDefaulted(debtor: debtor)])]
  }
}

/// The investigation is finished and the applicant told (N12).
public struct ReportInvestigation: CaseCommand {
  public static let name = "search.reportInvestigation"
  public static let title = Phrase("告知财产调查结果", "Report the investigation")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    SearchCommands.caseField, Field("text", Phrase("告知内容", "What the applicant is told"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.search.completedRounds == 0 { throw .noSearchYet }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [InvestigationReported(text: words)])]
  }
}

/// Property known from a clue, a visit or a report, entered by hand.
public struct AddClue: CaseCommand {
  public static let name = "search.addClue"
  public static let title = Phrase("登记已知财产", "Enter known property")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .searchOfficer]
  public static let fields = [
    SearchCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("kind", Phrase("财产种类", "Kind"), .choice(Property.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("unit", Phrase("协助单位", "Unit"), .text(max: 40), hint: Phrase("开户行、登记机构的编号", "Key of the bank or registry")),
    Field("identity", Phrase("账号、权证号或车牌", "Account, certificate or plate"), .text(max: 60)),
    Field("value", Phrase("价值（元）", "Value (yuan)"), .money),
    Field("label", Phrase("说明", "Description"), .text(max: 200), required: false),
  ]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  let found: FoundItem
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
    found = FoundItem(&input, unit: input.text("unit", max: 40))
  }
  public var identities: [IdentityKey] { [found.key] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.identities[found.key]?.id.map { [.property(ID(raw: $0))] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    guard situation.units.contains(where: { $0.key == found.unit }) else { throw .noSuchUnit(found.unit) }
    try found.check(situation)
    var draft = Draft(situation)
    found.add(to: file.id, debtor: debtor, request: nil, &draft)
    return draft.appended
  }
}

extension Refusal {
  static func searchRunning(_ waiting: Int) -> Refusal {
    Refusal("searchRunning", Phrase("上一轮查询还有 \(waiting) 项未反馈", "The last round still waits for \(waiting) answers"))
  }
  static var nothingFailed: Refusal { Refusal("nothingFailed", Phrase("上一轮没有失败的查询", "No query of the last round failed")) }
  static var noUnits: Refusal { Refusal("noUnits", Phrase("没有可查询的单位或被执行人", "There is no unit or debtor to query")) }
  static func noSuchUnit(_ key: String) -> Refusal {
    Refusal("noSuchUnit", field: "unit", Phrase("没有协助单位 \(key)", "There is no unit \(key)"))
  }
  static func notThatUnitsKind(_ kind: Property.Kind, _ unit: PartnerUnit) -> Refusal {
    Refusal(
      "notThatUnitsKind", field: "unit",
      Phrase("\(unit.name.zh)不办理\(kind.name.zh)", "\(unit.name.en) does not keep this kind: \(kind.name.en)"))
  }
  static var notADebtor: Refusal {
    Refusal(
      "notADebtor", field: "debtor", Phrase("不是本案被执行人；只能查询被执行人", "Not a debtor of this case; only debtors may be queried"),
      citations: ["法释〔2013〕20号第7条第3款"])
  }
  static var reportOrderNotServed: Refusal {
    Refusal("reportOrderNotServed", Phrase("报告财产令尚未送达", "The property-report order is not served"), citations: ["财产调查规定第3条"])
  }
  static var alreadyReported: Refusal {
    Refusal("alreadyReported", field: "debtor", Phrase("被执行人已报告财产", "The debtor has reported"))
  }
  static func reportPeriodRuns(_ last: Day) -> Refusal {
    Refusal(
      "reportPeriodRuns", Phrase("报告期限至 \(last) 届满", "The period for reporting runs through \(last)"), citations: ["财产调查规定第4条"])
  }
  static var noSearchYet: Refusal {
    Refusal("noSearchYet", Phrase("网络查询尚未完成", "No network search is complete"), citations: ["法发〔2006〕35号第7条"])
  }
}
