import Basics
import EnforcementLaw

/// The clocks capability's commands: times that do not count, extensions, suspension and stay.
public enum ClockCommands {
  public static let all: [any Command.Type] = [
    ProposeExclusion.self, DecideExclusion.self, EndExclusion.self, ReviewExclusion.self, AskExtension.self,
    DecideExtension.self, DraftPause.self, TakePauseEffect.self, ReviewPause.self, DraftContinuation.self, EndStay.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let decisionField = Field(
    "decision", Phrase("决定", "Decision"), .choice(Decision.allCases.map { Field.Choice($0.rawValue, $0.name) }))
  static let openField = Field("period", Phrase("扣除期间", "Excluded time"), .pick(.openPeriod))

  enum Decision: String, CaseIterable {
    case approve, refuse
    var name: Phrase {
      switch self {
      case .approve: Phrase("同意", "Approve")
      case .refuse: Phrase("不同意", "Refuse")
      }
    }
  }
}

/// The handler says that a time does not count against the limit, from the law's closed list, with the paper that proves it (R2.3).
public struct ProposeExclusion: CaseCommand {
  /// Days of the longest public notice: abroad (民诉法 283).
  static let noticeMax = 60
  public static let name = "clocks.proposeExclusion"
  public static let title = Phrase("提请扣除审限", "Propose an excluded period")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  /// Suspension and stay exclude their time by their own ruling or decision.
  static let kinds: [Deduction.Kind] = [.valuation, .auction, .publicNotice, .jurisdiction, .coordination, .instruction]
  public static let fields = [
    ClockCommands.caseField,
    Field("kind", Phrase("扣除事由", "Ground"), .choice(kinds.map { Field.Choice($0.rawValue, $0.phrase) })),
    Field("first", Phrase("起日", "From"), .day),
    Field(
      "last", Phrase("止日", "To"), .day, required: false,
      hint: Phrase("尚未结束的留空；结束后登记止日，此前每三十日复核", "Empty while it goes on; it is looked at every thirty days until it ends")),
    Field("number", Phrase("证明文书编号", "Number of the paper that proves it"), .text(max: 60)),
    Field("reason", Phrase("说明", "Explanation"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let kind: Deduction.Kind
  let first: Day
  let last: Day?
  let number: String
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .valuation
    first = input.day("first") ?? Day(number: 0)
    last = input.day("last", required: false)
    number = input.text("number", max: 60)
    reason = input.text("reason", max: 1000)
    if !ProposeExclusion.kinds.contains(kind) {
      input.fault(
        "kind", "ownRuling",
        Phrase("中止、暂缓由裁定或者决定扣除，不另行提请", "Suspension and stay exclude their time by their own ruling or decision"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard first <= situation.today else { throw .exclusionInFuture(first) }
    // What has not ended stays open and is reviewed; only a public notice has its end in advance.
    if let last, last > situation.today, kind != .publicNotice || last - first > ProposeExclusion.noticeMax {
      throw .exclusionEndsInFuture(last)
    }
    let known = file.term.excluded.map { ($0.kind, $0.paper) } + file.term.proposals.map { ($0.kind, $0.paper) }
    if known.contains(where: { $0.0 == kind && $0.1 == number }) { throw .alreadyExcluded(number) }
    guard let filed = file.filing.filedOn else { throw .notFiled }
    do throws(LawRefusal) {
      // What the law library refuses in counting is refused here already.
      _ = try CaseLimit.dates(
        filed: filed, deductions: [Deduction(kind, first: first, last: last, paper: number)], today: situation.today,
        settings: situation.settings, calendar: situation.law.calendar)
    } catch {
      let field = error.code == "rangeReversed" ? "last" : "first"
      throw Refusal(error.code, field: field, error.message, citations: error.citations.map(\.text))
    }
    let proposed = ExclusionProposed(
      period: situation.ids.next(), kind: kind, first: first, last: last, number: number,
      reason: situation.depository.deposit(VaultContent("text", ["text": reason])))
    return [situation.append(.caseFile(caseID), [proposed])]
  }
}

/// A chief decides; the limit is counted anew, overlaps once.
public struct DecideExclusion: CaseCommand {
  public static let name = "clocks.decideExclusion"
  public static let title = Phrase("审批扣除审限", "Decide on an excluded period")
  public static let roles: Set<Role> = [.bureauChief, .vicePresident, .president]
  public static let fields = [
    ClockCommands.caseField, Field("period", Phrase("提请扣除的期间", "Proposed time"), .pick(.exclusion)),
    ClockCommands.decisionField, Field("reason", Phrase("审批意见", "View"), .text(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let period: ID<CaseTerm.Excluded>
  let decision: ClockCommands.Decision
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    period = input.id("period")
    decision = input.choice("decision") ?? .refuse
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.term.proposals.isEmpty { throw .noExclusionProposed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let proposal = file.term.proposals.first(where: { $0.id == period }) else { throw .noExclusionProposed }
    try Authority.otherThan(proposal.by, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    guard decision == .approve else {
      draft.add(.caseFile(caseID), [ExclusionRefused(period: period, reason: words)])
      return draft.appended
    }
    draft.add(
      .caseFile(caseID),
      [
        PeriodExcluded(
          kind: proposal.kind, first: proposal.first, last: proposal.last ?? NoticeExclusion.last(proposal.paper, file),
          number: proposal.paper, approval: words, period: period)
      ])
    try Pausing.recountLimit(caseID, &draft)
    return draft.appended
  }
}

/// A time that went on is over: by which paper, and on which day.
public struct EndExclusion: CaseCommand {
  public static let name = "clocks.endExclusion"
  public static let title = Phrase("登记扣除期间结束", "Record the end of an excluded period")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    ClockCommands.caseField, ClockCommands.openField, Field("last", Phrase("止日", "Ended on"), .day),
    Field("number", Phrase("证明结束的文书编号", "Number of the paper that shows it"), .text(max: 60)),
  ]
  public let caseID: ID<CaseFile>
  let period: ID<CaseTerm.Excluded>
  let last: Day
  let number: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    period = input.id("period")
    last = input.day("last") ?? Day(number: 0)
    number = input.text("number", max: 60)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.term.ending.isEmpty { throw .noOpenPeriod }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if file.term.pause?.period == period { throw .endsByContinuation }
    guard let open = file.term.ending.first(where: { $0.id == period }) else { throw .noOpenPeriod }
    guard last >= open.first else { throw .endsBeforeItBegins(open.first) }
    guard last <= situation.today else { throw .exclusionInFuture(last, field: "last") }
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [ExcludedPeriodEnded(period: period, last: last, number: number)])
    try Pausing.recountLimit(caseID, &draft)
    return draft.appended
  }
}

/// Says why a time must still go on (R2.3): none is extended in silence.
public struct ReviewExclusion: CaseCommand {
  public static let name = "clocks.reviewExclusion"
  public static let title = Phrase("复核扣除期间", "Review an excluded period")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    ClockCommands.caseField, ClockCommands.openField,
    Field("reason", Phrase("仍须继续的理由和进展", "Why it must go on, and how far it is"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let period: ID<CaseTerm.Excluded>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    period = input.id("period")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.term.ending.isEmpty { throw .noOpenPeriod }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.term.ending.contains(where: { $0.id == period }) else { throw .noOpenPeriod }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [ExcludedPeriodReviewed(period: period, reason: words)])]
  }
}

extension CaseTerm {
  /// Open times that somebody ends; that of a pause ends with it.
  public var ending: [Excluded] { open.filter { $0.id != pause?.period } }
}
