import Basics
import EnforcementLaw

/// The handler asks for three months more, at least five days before the limit (R2.2).
public struct AskExtension: CaseCommand {
  public static let name = "clocks.askExtension"
  public static let title = Phrase("提请延长执行期限", "Ask for an extension of the limit")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    ClockCommands.caseField,
    Field(
      "reason", Phrase("特殊情况和工作计划", "Why it is needed, and what is planned"), .longText(max: 2000),
      hint: Phrase("每次三个月，由院长或者副院长批准", "Three months each; the president or a vice-president approves")),
  ]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.term.asked != nil { throw .extensionAsked }
    let dates = try file.limitDates(in: situation)
    if situation.today > dates.value.askExtensionBy { throw .extensionLate(dates.value) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let dates = try file.limitDates(in: situation)
    let asked = ExtensionAsked(
      reason: situation.depository.deposit(VaultContent("text", ["text": reason])), limit: dates.value.caseLimit,
      reasons: dates.reasons)
    return [situation.append(.caseFile(caseID), [asked])]
  }
}

/// The president or a vice-president decides; beyond what the court may allow itself the high court is told.
public struct DecideExtension: CaseCommand {
  public static let name = "clocks.decideExtension"
  public static let title = Phrase("审批延长执行期限", "Decide on an extension")
  public static let roles: Set<Role> = [.president, .vicePresident]
  public static let fields = [
    ClockCommands.caseField, ClockCommands.decisionField,
    Field("number", Phrase("批准文号", "Number of the approval"), .text(max: 60), required: false),
    Field("filedWithHighCourt", Phrase("已报高级人民法院备案", "Filed with the high court"), .flag, required: false),
    Field("reason", Phrase("审批意见", "View"), .text(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let decision: ClockCommands.Decision
  let number: String
  let filedWithHighCourt: Bool
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    decision = input.choice("decision") ?? .refuse
    number = input.text("number", required: false, max: 60)
    filedWithHighCourt = input.flag("filedWithHighCourt")
    reason = input.text("reason", max: 500)
    if decision == .approve && number.isEmpty {
      input.fault("number", "required", Phrase("批准延长须有文号", "An approval has its number"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    guard let asked = file.term.asked else { throw .noExtensionAsked }
    try Authority.otherThan(asked.by, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    guard decision == .approve else {
      draft.add(.caseFile(caseID), [ExtensionRefused(reason: words)])
      return draft.appended
    }
    guard let filed = file.filing.filedOn else { throw .notFiled }
    let more = CaseTerm.Extension(
      months: CaseLimit.extensionMonths, on: situation.today, paper: number, approval: words,
      filedWithHighCourt: filedWithHighCourt)
    do throws(LawRefusal) {
      _ = try file.term.limit(
        filed: filed, extensions: file.term.extensions + [more], today: situation.today, law: situation.law)
    } catch {
      throw Refusal(
        error.code, field: "filedWithHighCourt", error.message, citations: error.citations.map(\.text),
        remedy: Phrase("报高级人民法院备案后再批准", "File it with the high court first"))
    }
    draft.add(
      .caseFile(caseID),
      [
        LimitExtended(
          months: more.months, on: more.on, number: number, approval: words, filedWithHighCourt: filedWithHighCourt)
      ])
    try Pausing.recountLimit(caseID, &draft)
    return draft.appended
  }
}

extension CaseFile {
  /// Both clocks of the case as they stand today.
  func limitDates(in situation: Situation) throws(Refusal) -> Explained<CaseLimit.Dates> {
    guard let filed = filing.filedOn else { throw .notFiled }
    do throws(LawRefusal) {
      return try term.limit(filed: filed, today: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
  }
}
