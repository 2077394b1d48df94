import Basics
import EnforcementLaw

/// Somebody asks the court above to reconsider the ruling, or later to supervise the enforcement.
public struct AppealRemedy: CaseCommand {
  public static let name = "remedies.appeal"
  public static let title = Phrase("登记复议、监督申请", "Record an application to the court above")
  public static let roles = RemedyCommands.counter
  /// Of the review line: not for the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field("level", Phrase("种类", "Kind"), .choice(AppealLevel.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("by", Phrase("申请人", "Applicant"), .pick(.party)), RemedyCommands.onField,
    Field("text", Phrase("请求和理由", "Request and reasons"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let level: AppealLevel
  let by: ID<Person>
  let on: Day?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    level = input.choice("level") ?? .reconsideration
    by = input.id("by")
    on = input.day("on", required: false)
    text = input.text("text", max: 4000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.ruled, .ended])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled, .ended)
    let day = try RemedyCommands.day(on, situation)
    guard matter.receivers(file).contains(by) else { throw .notConcerned }
    switch level {
    case .reconsideration:
      guard matter.opens == .reconsideration else { throw .otherRemedy(matter) }
      guard let served = matter.served[by] else { throw .rulingNotReceived }
      guard day <= served.until, matter.stage == .ruled, day >= served.on else {
        throw .remedyLate(matter, served.until)
      }
    case .supervision:
      guard matter.isOver, matter.appeals.contains(where: { $0.level == .reconsideration && $0.decision != nil }) else {
        throw .supervisionTooEarly
      }
      guard let last = matter.superviseBy else { throw .supervisionLate(situation.today) }
      guard day <= last else { throw .supervisionLate(last) }
    }
    if matter.openAppeals.contains(where: { $0.by == by && $0.level == level }) { throw .objectedTwice(matter.number ?? "") }
    let appealed = RemedyAppealed(
      remedy: remedy, appeal: situation.ids.next(), level: level, by: by, on: day, text: RemedyCommands.text(text, situation))
    return [situation.append(.caseFile(caseID), [appealed])]
  }
}

/// The papers go to the court above.
public struct SendUpRemedy: CaseCommand {
  public static let name = "remedies.sendUp"
  public static let title = Phrase("报送上级法院", "Send the papers to the court above")
  public static let roles = RemedyCommands.clerks
  /// Of the review line: not for the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field("level", Phrase("种类", "Kind"), .choice(AppealLevel.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "on", Phrase("上级法院收到日", "Received by the court above on"), .day, required: false, hint: Phrase("空白为今天", "Today if empty")),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let level: AppealLevel
  let on: Day?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    level = input.choice("level") ?? .reconsideration
    on = input.day("on", required: false)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.ruled, .ended])
    let waits = file.remedies.list.contains { $0.openAppeals.contains { $0.sentUpOn == nil } }
    guard waits else { throw .noAppeal(.reconsideration) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled, .ended)
    guard matter.openAppeals.contains(where: { $0.level == level && $0.sentUpOn == nil }) else { throw .noAppeal(level) }
    let day = try RemedyCommands.day(on, situation)
    let decide =
      level == .reconsideration
      ? ReviewTerms.decideAbove(
        received: day, isChange: matter.kind == .partyChange, situation.settings, situation.law.calendar) : nil
    let sent = RemedySentUp(
      remedy: remedy, kind: matter.kind, level: level, on: day, decideBy: decide?.value, reasons: decide?.reasons)
    return [situation.append(.caseFile(caseID), [sent])]
  }
}

/// Records the court above's ruling under its number, and what it means for the matter.
public struct RecordAppealDecision: CaseCommand {
  public static let name = "remedies.recordDecision"
  public static let title = Phrase("登记上级法院裁定", "Record the ruling of the court above")
  public static let roles: Set<Role> = [.clerk, .assistant, .reviewJudge, .judge, .filingJudge]
  private static let results = RemedyOutcome.allCases.filter { $0 != .notAccepted }
  /// Of the review line: not for the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field("level", Phrase("种类", "Kind"), .choice(AppealLevel.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("number", Phrase("上级法院案号", "Its number"), .text(max: 40), hint: Phrase("如 (2026)浙10执复7号", "e.g. (2026)浙10执复7号")),
    Field("decision", Phrase("裁定", "Decision"), .choice(AppealDecision.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "result", Phrase("审查事项的结果", "How the matter ends"), .choice(results.map { Field.Choice($0.rawValue, $0.name) }),
      required: false,
      hint: Phrase("撤销、变更的填写", "Where it is reversed or changed")),
    Field("on", Phrase("送达本院当事人日", "Served on"), .day),
    Field("text", Phrase("裁定主文和理由", "Ruling and reasons"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let level: AppealLevel
  let number: CaseNumber?
  let decision: AppealDecision
  let result: RemedyOutcome?
  let on: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    level = input.choice("level") ?? .reconsideration
    decision = input.choice("decision") ?? .upheld
    result = input.list("result").isEmpty ? nil : input.choice("result", RemedyOutcome.self)
    on = input.day("on") ?? Day(number: 0)
    text = input.text("text", max: 4000)
    let given = input.text("number", max: 40)
    var read: CaseNumber?
    if !given.isEmpty {
      do throws(LawRefusal) { read = try CaseNumber.parse(given) } catch { input.fault("number", error) }
    }
    number = read
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.ruled, .ended])
    guard file.remedies.list.contains(where: { !$0.openAppeals.isEmpty }) else { throw .noAppeal(.reconsideration) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled, .ended)
    guard matter.openAppeals.contains(where: { $0.level == level && $0.sentUpOn != nil }) else { throw .noAppeal(level) }
    guard on <= situation.today else { throw .receivedInFuture }
    guard let number else { throw .noAppeal(level) }
    let own = situation.court.text
    let isAbove = number.court != own && (own.hasPrefix(number.court) || number.court == "最高法")
    guard isAbove, number.type == (level == .reconsideration ? .reconsideration : .supervision) else {
      throw .notOfCourtAbove(number.court)
    }
    if decision == .remanded, matter.appeals.contains(where: { $0.decision == .remanded }) { throw .remandedTwice }
    if decision == .reversed {
      guard let result, matter.kind.outcomes.contains(result), result != matter.result else { throw .resultMissing }
    }
    return try decided(matter, number, situation)
  }

  private func decided(_ matter: Remedy, _ number: CaseNumber, _ situation: Situation) throws(Refusal) -> [StreamEvents] {
    let (settings, calendar) = (situation.settings, situation.law.calendar)
    let final = decision == .reversed ? result : matter.result
    let supervise = level == .reconsideration && decision != .remanded
    let superviseBy = supervise ? ReviewTerms.superviseBy(effective: on, settings, calendar) : nil
    let again = decision == .remanded ? ReviewTerms.ruleBy(received: on, settings, calendar) : nil
    let reasons =
      superviseBy?.reasons ?? again?.reasons ?? Reasons("R8.1", citations: [ReviewTerms.oneRemand])
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        RemedyAppealDecided(
          remedy: remedy, level: level, number: number.description, decision: decision,
          result: decision == .remanded ? nil : final, on: on, superviseBy: superviseBy?.value, ruleBy: again?.value,
          kind: matter.kind, text: RemedyCommands.text(text, situation), reasons: reasons)
      ])
    if decision == .remanded { RemedyFollow.takeBack(matter, &draft, of: caseID) }
    guard decision != .remanded, let final else { return draft.appended }
    if !matter.isOver || final != matter.result { RemedyFollow.end(matter, final, &draft, of: caseID) }
    return draft.appended
  }
}

/// Somebody sues over the ruling (执行异议之诉).
public struct SueOverRemedy: CaseCommand {
  public static let name = "remedies.sue"
  public static let title = Phrase("登记执行异议之诉", "Record a suit over the ruling")
  public static let roles = RemedyCommands.counter
  /// Of the review line: not for the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, Field("by", Phrase("原告", "Plaintiff"), .pick(.party)), RemedyCommands.onField,
    Field("text", Phrase("受理法院与案号", "Court and number"), .text(max: 200)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let by: ID<Person>
  let on: Day?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    by = input.id("by")
    on = input.day("on", required: false)
    text = input.text("text")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.ruled])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled)
    guard matter.opens == .suit else { throw .otherRemedy(matter) }
    guard matter.receivers(file).contains(by) else { throw .notConcerned }
    guard let served = matter.served[by] else { throw .rulingNotReceived }
    let day = try RemedyCommands.day(on, situation)
    guard day <= served.until, day >= served.on else { throw .remedyLate(matter, served.until) }
    if matter.suit != nil { throw .objectedTwice(matter.number ?? "") }
    return [
      situation.append(
        .caseFile(caseID), [RemedySuitFiled(remedy: remedy, by: by, on: day, text: RemedyCommands.text(text, situation))])
    ]
  }
}

/// The judgment in the suit: the ruling stands, or it does not.
public struct EndRemedySuit: CaseCommand {
  public static let name = "remedies.endSuit"
  public static let title = Phrase("登记执行异议之诉结果", "Record how the suit ended")
  public static let roles: Set<Role> = [.clerk, .assistant, .reviewJudge, .judge, .filingJudge]
  private static let outcomes = [
    Field.Choice("stands", Phrase("执行裁定继续有效", "The ruling stands")),
    Field.Choice("overturned", Phrase("判决与执行裁定相反", "The judgment says the opposite")),
    Field.Choice("withdrawn", Phrase("撤诉", "Withdrawn")),
  ]
  /// Of the review line: not for the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, Field("outcome", Phrase("结果", "Outcome"), .choice(outcomes)),
    Field("text", Phrase("生效判决及案号", "The judgment in force"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let stands: Bool
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    let outcome = input.text("outcome", max: 20)
    if !outcome.isEmpty, !EndRemedySuit.outcomes.contains(where: { $0.key == outcome }) {
      input.fault("outcome", "notAChoice", Phrase("不在可选范围", "Not one of the outcomes"))
    }
    stands = outcome != "overturned"
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.remedies.list.contains(where: \.isInSuit) else { throw .noSuit }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled)
    guard matter.isInSuit, let ruled = matter.ruling?.outcome else { throw .noSuit }
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        RemedySuitEnded(
          remedy: remedy, stands: stands, on: situation.today, text: RemedyCommands.text(text, situation))
      ])
    RemedyFollow.end(matter, stands ? ruled : ruled.opposite(matter.kind), &draft, of: caseID)
    return draft.appended
  }
}

extension RemedyOutcome {
  /// What a judgment that overturns the ruling leaves.
  fileprivate func opposite(_ kind: RemedyKind) -> RemedyOutcome {
    if upholds { return .rejected }
    return kind == .thirdParty ? .stopped : .granted
  }
}

/// By timer on the day after a period ends: whoever let it pass has let it pass; once all have, the matter is over.
public struct ReviewRemedy: CaseCommand {
  public static let name = "remedies.review"
  public static let title = Phrase("核对审查事项期限", "Review the periods of a matter")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [RemedyCommands.caseField, RemedyCommands.field]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let matter = file.remedies.all[remedy] else { return [] }
    var draft = Draft(situation)
    if let last = matter.superviseBy, last < situation.today, !matter.appeals.contains(where: { $0.level == .supervision }) {
      draft.add(.caseFile(caseID), [SupervisionExpired(remedy: remedy)])
    }
    guard matter.stage == .ruled, let ruling = matter.ruling else { return draft.appended }
    let acted = Set(matter.appeals.map(\.by) + [matter.suit?.by].compactMap { $0 })
    let over = matter.served.filter {
      $0.value.until < situation.today && !matter.over.contains($0.key) && !acted.contains($0.key)
    }
    .map(\.key).sorted()
    if !over.isEmpty { draft.add(.caseFile(caseID), [RemedyPeriodOver(remedy: remedy, persons: over)]) }
    guard let now = draft.situation.caseFile(caseID).remedies.all[remedy] else { return draft.appended }
    let all = now.receivers(file).allSatisfy { now.over.contains($0) || acted.contains($0) }
    if all, now.openAppeals.isEmpty, !now.isInSuit { RemedyFollow.end(now, ruling.outcome, &draft, of: caseID) }
    return draft.appended
  }
}
