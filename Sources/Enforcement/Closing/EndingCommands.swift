import Basics
import EnforcementLaw

/// Proposes the termination of this round (终本): every check of R8.3 with its evidence; one that fails refuses.
public struct ProposeEnding: CaseCommand {
  public static let name = "closing.proposeEnding"
  public static let title = Phrase("提请终结本次执行程序", "Propose terminating this round")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [ClosingCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.closing.ending != nil { throw .endingProposed }
    try Refusal.unlessRunning(file)
    try Refusal.unlessUndone(file)
    let failed = EndingChecklist.checks(file, situation).filter { !$0.passed }
    if !failed.isEmpty { throw .endingChecksFail(failed) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .terminationRuling, about: file.sides.map { "\($0.person)" }),
          EndingProposed(
            paper: paper, checks: EndingChecklist.checks(file, situation),
            reasons: EndingChecklist.earliest(file, situation).reasons),
        ])
    ]
  }
}

/// What no search by network shows (法〔2016〕373号 3): the judge says of each that it was done, or why it does not arise.
public struct AnswerEndingItems: CaseCommand {
  public static let name = "closing.answerItems"
  public static let title = Phrase("登记终本核查事项", "Record what was done besides the searches")
  public static let roles: Set<Role> = [.judge]
  private static let noteMax = 1000
  public static let fields =
    [ClosingCommands.caseField]
    + EndingItem.allCases.flatMap { item in
      [
        Field(item.rawValue, item.name, .choice(EndingItem.Answer.allCases.map { Field.Choice($0.rawValue, $0.name) })),
        Field(
          item.rawValue + "Note", item.name + Phrase("：经过或理由", ": what was done, or why not"), .longText(max: noteMax)),
      ]
    }
  public let caseID: ID<CaseFile>
  private let answers: [(item: EndingItem, answer: EndingItem.Answer, note: String)]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    answers = EndingItem.allCases.map { item in
      (
        item, input.choice(item.rawValue, EndingItem.Answer.self) ?? .notApplicable,
        input.text(item.rawValue + "Note", max: AnswerEndingItems.noteMax)
      )
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.closing.ending != nil { throw .endingProposed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let recorded = answers.map { each in
      EndingItemsAnswered.Answered(
        item: each.item, answer: each.answer, note: situation.depository.deposit(VaultContent("text", ["text": each.note])))
    }
    return [situation.append(.caseFile(caseID), [EndingItemsAnswered(answers: recorded)])]
  }
}

/// The applicant is told and heard (终本约谈).
public struct RecordEndingInterview: CaseCommand {
  public static let name = "closing.recordEndingInterview"
  public static let title = Phrase("登记终本约谈", "Record the ending interview")
  public static let roles: Set<Role> = [.officer, .judge, .clerk]
  public static let fields = [
    ClosingCommands.caseField, Field("minutes", Phrase("约谈记载", "Minutes"), .longText(max: 10_000)),
    Field("applicantSigned", Phrase("申请执行人签字认可", "The applicant signed"), .flag, required: false),
  ]
  public let caseID: ID<CaseFile>
  let minutes: String
  let signed: Bool
  public init(_ input: inout Input) {
    caseID = input.id("case")
    minutes = input.text("minutes", max: 10_000)
    signed = input.flag("applicantSigned")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.closing.ending == nil { throw .endingNotProposed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": minutes]))
    return [situation.append(.caseFile(caseID), [EndingInterviewRecorded(minutes: words, applicantSigned: signed)])]
  }
}

/// Where the applicant did not sign, the panel reviews before the president approves.
public struct RecordEndingPanel: CaseCommand {
  public static let name = "closing.recordEndingPanel"
  public static let title = Phrase("登记终本合议", "Record the panel's review of the ending")
  public static let roles: Set<Role> = [.judge, .clerk]
  public static let fields = [
    ClosingCommands.caseField, Field("minutes", Phrase("评议记载", "The panel's record"), .longText(max: 10_000)),
  ]
  public let caseID: ID<CaseFile>
  let minutes: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    minutes = input.text("minutes", max: 10_000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    guard let ending = file.closing.ending else { throw .endingNotProposed }
    if ending.interviewedOn == nil { throw .notInterviewed }
    if ending.applicantSigned { throw .applicantSigned }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": minutes]))
    return [situation.append(.caseFile(caseID), [EndingPanelRecorded(minutes: words)])]
  }
}

/// One of the ten searches after an ended round (R8.4), by timer.
public struct Research: CaseCommand {
  public static let name = "closing.research"
  public static let title = Phrase("终本后网络查询", "Re-search after the ending")
  public static let roles: Set<Role> = [.machine, .endedTeam]
  public static let fields = [ClosingCommands.caseField, Field("number", Phrase("第几次", "Number"), .number(1...10))]
  public let caseID: ID<CaseFile>
  let number: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    number = input.number("number", in: 1...10) ?? 1
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try check(file)
  }
  /// The round has ended, and nothing has followed yet.
  static func check(_ file: CaseFile) throws(Refusal) {
    guard file.closing.closed?.way == .terminatedRound else { throw .notEnded }
    if file.closing.resumedBy != nil { throw .alreadyResumed }
    if file.closing.performedOn != nil { throw .performed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let pairs = file.debtors.flatMap { debtor in
      situation.units.filter(SearchCommands.asks).map { (debtor, $0.key) }
    }
    var draft = Draft(situation)
    draft.add(try SearchRound.start(pairs, .research, file, situation))
    draft.add(.caseFile(caseID), [ResearchDone(number: number, round: file.search.rounds.count + 1)])
    return draft.appended
  }
}

/// A find after the ending is put to the ended-case team.
public struct ProposeResumption: CaseCommand {
  public static let name = "closing.proposeResumption"
  public static let title = Phrase("提请恢复执行", "Propose resumption")
  public static let roles: Set<Role> = [.machine, .endedTeam, .officer, .judge]
  public static let fields = [ClosingCommands.caseField, Field("property", Phrase("财产", "Property"), .pick(.property))]
  public let caseID: ID<CaseFile>
  let property: ID<Property>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    property = input.id("property")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Research.check(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.search.found[property] != nil else { throw .noSuchProperty }
    if file.closing.resumptionProposed.contains(property) { return [] }
    return [situation.append(.caseFile(caseID), [ResumptionProposed(property: property)])]
  }
}

/// Files a resumption case (执恢) that carries on parties, claim, finds, measures in force and what was recovered; the ended case points to
/// it (R1.3).
public struct ResumeCase: CaseCommand {
  public static let name = "closing.resume"
  public static let title = Phrase("恢复执行立案", "File the resumption")
  public static let roles: Set<Role> = [.endedTeam, .filingJudge, .judge]
  public static let fields = [ClosingCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public var needs: Set<Need> { [.load] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    [.caseNumbers(situation.court, .resumed, year: situation.today.year)] + Resumption.reads(caseID, situation)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.closing.closed?.way == .terminatedRound else { throw .notEnded }
    if file.closing.resumedBy != nil { throw .alreadyResumed }
    if file.closing.resumptionProposed.isEmpty { throw .nothingFoundSince }
    try Resumption.check(file, situation.account(file.id))
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let instrument = file.filing.instrument else { throw .notFiled }
    var draft = Draft(situation)
    let id = situation.ids.next(CaseFile.self)
    draft.add(
      .caseFile(id),
      [
        ApplicationReceived(
          caseID: id, court: file.court, type: .resumed, receivedOn: situation.today, via: "resumption", docketRef: nil,
          instrument: instrument, parties: file.sides, claims: file.filing.claims, livelihood: file.filing.livelihood,
          resumes: caseID)
      ])
    try Intake.file(draft.situation.caseFile(id), related: [file.number], &draft)
    return draft.appended
  }
}

extension Refusal {
  static var endingProposed: Refusal { Refusal("endingProposed", Phrase("已提请终本", "The ending is already proposed")) }
  static func endingChecksFail(_ failed: [EndingProposed.Check]) -> Refusal {
    Refusal(
      "endingChecksFail",
      Phrase(
        "终本条件未满足：\(failed.map(\.evidence.zh).joined(separator: "；"))",
        "Conditions not met: \(failed.map(\.evidence.en).joined(separator: "; "))"),
      citations: ["法〔2016〕373号第1条"],
      remedy: failed.contains { check in EndingItem.allCases.contains { $0.rawValue == check.key } }
        ? Phrase("线索、审计、悬赏由法官登记核查结果", "The judge records what was done about clues, audit and reward") : nil)
  }
  static var endingNotProposed: Refusal { Refusal("endingNotProposed", Phrase("尚未提请终本", "The ending is not proposed")) }
  static var notInterviewed: Refusal {
    Refusal("notInterviewed", Phrase("尚未约谈申请执行人", "The applicant has not been heard"), citations: ["法〔2016〕373号第5条"])
  }
  static var endingNotConfirmed: Refusal {
    Refusal(
      "endingNotConfirmed",
      Phrase("申请执行人未签字认可，须经合议庭审查核实后报院长批准", "The applicant did not sign: the panel reviews, then the president approves"),
      citations: ["民诉法解释第517条"], remedy: Phrase("先登记终本合议", "Record the panel's review first"))
  }
  static var applicantSigned: Refusal {
    Refusal("applicantSigned", Phrase("申请执行人已签字认可，无须合议", "The applicant signed; no panel is needed"), citations: ["民诉法解释第517条"])
  }
  static var notEnded: Refusal { Refusal("notEnded", Phrase("本案不是终本案件", "The case is not an ended round")) }
  static var alreadyResumed: Refusal { Refusal("alreadyResumed", Phrase("已恢复执行", "Already resumed")) }
  static var nothingFoundSince: Refusal {
    Refusal("nothingFoundSince", Phrase("终本后尚未发现可供执行的财产", "No property was found since the ending"), citations: ["民诉法解释第517条"])
  }
  static var noSuchProperty: Refusal {
    Refusal("noSuchProperty", field: "property", Phrase("本案没有这项财产", "This case has no such property"))
  }
}
