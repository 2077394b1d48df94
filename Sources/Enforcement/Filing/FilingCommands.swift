import Basics
import EnforcementLaw

/// The filing capability's commands.
public enum FilingCommands {
  public static let all: [any Command.Type] =
    [
      SubmitApplication.self, FileCase.self, RefuseApplication.self, ImportCases.self, ConfirmPhone.self, SetLivelihood.self,
      ClearLivelihood.self,
    ] + IntakeCommands.all
}

/// Takes in an application (收取材料). The case exists from here on; it has no number yet.
public struct SubmitApplication: Command {
  public static let name = "filing.submit"
  public static let title = Phrase("登记执行申请", "Register an application")
  public static let roles: Set<Role> = [.filingClerk, .filingJudge, .reception, .machine]
  public static let fields = Application.fields
  let application: Application

  public init(_ input: inout Input) { application = Application(&input) }
  public var reads: [StreamID] { [] }
  public var identities: [IdentityKey] {
    application.parties.compactMap(\.identity) + Payee.keys(application.parties)
  }
  public var needs: Set<Need> {
    [.docketRefs(application.docketRef.map { [$0] } ?? []), .caseNumbers(application.earlierCase.map { [$0] } ?? [])]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    Intake.persons([application], situation) + Intake.earlier([application], situation)
  }
  public func opens(_ situation: Situation) -> [VaultRef] { Intake.particulars([application], situation) }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    if let ref = application.docketRef, let known = situation.findings.docketRefs[ref] { throw .docketRefTaken(ref, known) }
    var draft = Draft(situation)
    _ = try Intake.receive(application, &draft)
    return draft.appended
  }
}

/// Decides acceptance and files the case: number, lane and handler in one transaction (立案、分流、分案).
public struct FileCase: CaseCommand {
  public static let name = "filing.file"
  public static let title = Phrase("立案", "File the case")
  public static let roles: Set<Role> = [.filingJudge, .machine]
  public static let fields = [Field("case", Phrase("案件", "Case"), .text(max: 20))]
  public let caseID: ID<CaseFile>

  public init(_ input: inout Input) { caseID = input.id("case") }
  public var needs: Set<Need> { [.load] }
  public func alsoNeeds(_ situation: Situation) -> Set<Need> {
    situation.caseFile(caseID).filing.instrument.map { [.sameInstrument([$0.number])] } ?? []
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let file = situation.caseFile(caseID)
    return [.caseNumbers(file.court, file.filing.type, year: situation.today.year)]
      + (file.filing.resumes.map { Resumption.reads($0, situation) } ?? [])
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if let number = file.filing.number { throw .alreadyFiled(number) }
    if file.filing.refused { throw .applicationRefused }
    if file.intake.waits { throw .supplementOpen }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    let same = file.filing.instrument.flatMap { situation.findings.sameInstrument[$0.number] } ?? []
    try Intake.file(file, related: same, &draft)
    return draft.appended
  }
}

/// Refuses acceptance with the conditions that are not met (不予受理).
public struct RefuseApplication: CaseCommand {
  public static let name = "filing.refuse"
  public static let title = Phrase("不予受理", "Refuse the application")
  public static let roles: Set<Role> = [.filingJudge]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)),
    Field(
      "missing", Phrase("不符合的受理条件", "Conditions not met"),
      .choices(AcceptanceGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let missing: [AcceptanceGround]
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    missing = input.choices("missing")
    reason = input.text("reason", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try IntakeCommands.undecided(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [ApplicationRefused(missing: missing.map(\.rawValue), reason: words)])]
  }
}

/// The conditions of acceptance (执行规定 16, R1.6).
public enum AcceptanceGround: String, Sendable, CaseIterable {
  case effectiveInstrument, rightHolder, definiteContent, notPerformed, jurisdiction
  public var name: Phrase {
    switch self {
    case .effectiveInstrument: Phrase("法律文书已生效", "The instrument is effective")
    case .rightHolder: Phrase("申请人是权利人或其继承人、权利承受人", "The applicant holds the right")
    case .definiteContent: Phrase("给付内容、标的和被执行人明确", "Content, object and debtor are definite")
    case .notPerformed: Phrase("义务人在期限内未履行", "Not performed in time")
    case .jurisdiction: Phrase("属本院管辖", "This court has jurisdiction")
    }
  }
}

/// Files checked cases of a docket: each with number, lane and handler; one that resumes a round not settled yet is received and waits.
/// A docket reference already filed changes nothing.
public struct ImportCases: Command {
  public static let name = "filing.import"
  public static let title = Phrase("批量导入立案", "File cases from a docket")
  public static let roles: Set<Role> = [.filingJudge, .administrator, .machine]
  /// Cases of one transaction.
  public static let casesMax = 200
  public static let fields = [Field("cases", Phrase("案件", "Cases"), .group(Application.fields, max: casesMax))]
  let applications: [Application]

  public init(_ input: inout Input) {
    applications = input.group("cases", max: ImportCases.casesMax) { Application(&$0) }
  }
  public var reads: [StreamID] { [] }
  public var identities: [IdentityKey] {
    applications.flatMap { $0.parties.compactMap(\.identity) + Payee.keys($0.parties) }
  }
  public var needs: Set<Need> {
    [
      .load, .docketRefs(applications.compactMap(\.docketRef)), .sameInstrument(applications.map(\.instrument.number)),
      .caseNumbers(applications.compactMap(\.earlierCase)),
    ]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let types = Set(applications.map(\.type))
    return Intake.persons(applications, situation) + Intake.earlier(applications, situation)
      + Intake.taken(applications, situation)
      + types.map { .caseNumbers(situation.court, $0, year: situation.today.year) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] { Intake.particulars(applications, situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    var seen: Set<String> = []
    for application in applications {
      if let ref = application.docketRef {
        if situation.findings.docketRefs[ref] != nil || !seen.insert(ref).inserted { continue }
      }
      let id = try Intake.receive(application, &draft)
      try Intake.fileOrWait(
        draft.situation.caseFile(id), related: situation.findings.sameInstrument[application.instrument.number] ?? [], &draft)
    }
    return draft.appended
  }
}
