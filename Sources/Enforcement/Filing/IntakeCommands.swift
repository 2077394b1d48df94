import Basics
import EnforcementLaw

/// Commands around an application: receipt, the one request for what is missing, related cases, the file's way to the bureau.
public enum IntakeCommands {
  public static let all: [any Command.Type] = [
    IssueApplicationReceipt.self, RequestSupplement.self, CompleteApplication.self, ExpireSupplement.self,
    RecordRelatedCases.self, TellPreservation.self, ConvertPreservation.self, TransferCaseFile.self, ReceiveCaseFile.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let clerks: Set<Role> = [.filingClerk, .filingJudge, .reception]

  /// Only while nobody has decided on the application.
  static func undecided(_ file: CaseFile) throws(Refusal) {
    if let number = file.filing.number { throw .alreadyFiled(number) }
    if file.filing.refused { throw .applicationRefused }
  }
  static func words(_ note: String, _ situation: Situation) -> VaultRef? {
    note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
  }
}

/// Gives a receipt for the papers handed in.
public struct IssueApplicationReceipt: CaseCommand {
  public static let name = "filing.issueReceipt"
  public static let title = Phrase("出具材料收据", "Give a receipt for the papers")
  public static let roles = IntakeCommands.clerks
  public static let fields = [
    IntakeCommands.caseField,
    Field(
      "papers", Phrase("收取的材料", "Papers handed in"),
      .choices(ApplicationPaper.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("note", Phrase("其他材料、交件人", "Other papers, and who handed them in"), .longText(max: 500), required: false),
  ]
  public let caseID: ID<CaseFile>
  let papers: [ApplicationPaper]
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    let chosen: [ApplicationPaper] = input.choices("papers")
    papers = ApplicationPaper.allCases.filter(chosen.contains)
    note = input.text("note", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if let day = file.intake.receiptOn { throw .receiptGiven(day) }
    try IntakeCommands.undecided(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let issued = ApplicationReceiptIssued(papers: papers, note: IntakeCommands.words(note, situation))
    return [situation.append(.caseFile(caseID), [issued])]
  }
}

/// Asks once for everything that is missing. The time that it gives is that of the node.
public struct RequestSupplement: CaseCommand {
  public static let name = "filing.requestSupplement"
  public static let title = Phrase("一次性告知补正", "Ask for what is missing")
  public static let roles = IntakeCommands.clerks
  static let nodeKey = "supplementOnce"
  /// Where the map of the line names none.
  static let daysDefault = 7
  public static let fields = [
    IntakeCommands.caseField,
    Field(
      "missing", Phrase("需补正的材料", "What is missing"),
      .choices(ApplicationPaper.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "text", Phrase("补正要求", "What is asked for"), .longText(max: 1000),
      hint: Phrase("须一次写全；不得再次要求补正", "Everything at once: it cannot be asked for again")),
  ]
  public let caseID: ID<CaseFile>
  let missing: [ApplicationPaper]
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    let chosen: [ApplicationPaper] = input.choices("missing")
    missing = ApplicationPaper.allCases.filter(chosen.contains)
    text = input.text("text", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try IntakeCommands.undecided(file)
    if file.intake.supplement != nil { throw .supplementOnce }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let length: Periods.Length =
      switch situation.process.nodes[RequestSupplement.nodeKey]?.limit?.amount {
      case .days(let days): .days(days)
      case .workdays(let days): .workdays(days)
      case .months(let months): .months(months)
      case .minutes, .hours, .years, nil: .days(RequestSupplement.daysDefault)
      }
    let end = Periods.deadline(from: situation.today, length, calendar: situation.law.calendar)
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let asked = SupplementRequested(missing: missing, text: words, until: end.value, reasons: end.reasons)
    return [situation.append(.caseFile(caseID), [asked])]
  }
}

/// What was missing came in: the time for deciding on the application begins anew.
public struct CompleteApplication: CaseCommand {
  public static let name = "filing.completeApplication"
  public static let title = Phrase("登记材料补正齐全", "Record that the papers are complete")
  public static let roles = IntakeCommands.clerks
  public static let fields = [
    IntakeCommands.caseField,
    Field("on", Phrase("补齐日", "Complete on"), .day, required: false, hint: Phrase("空白为今天", "Today if empty")),
    Field("note", Phrase("说明", "Note"), .longText(max: 500), required: false),
  ]
  public let caseID: ID<CaseFile>
  let on: Day?
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    on = input.day("on", required: false)
    note = input.text("note", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try IntakeCommands.undecided(file)
    guard let supplement = file.intake.supplement, supplement.outcome != .completed else { throw .nothingMissing }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let day = on ?? situation.today
    guard day <= situation.today, day >= file.filing.receivedOn else { throw .completedWhen(file.filing.receivedOn) }
    let completed = ApplicationCompleted(on: day, note: IntakeCommands.words(note, situation))
    return [situation.append(.caseFile(caseID), [completed])]
  }
}

/// The machine's part when the time went by.
public struct ExpireSupplement: CaseCommand {
  public static let name = "filing.expireSupplement"
  public static let title = Phrase("补正期满", "The time for what is missing went by")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [IntakeCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.intake.waits, !file.filing.refused, !file.isFiled else { return [] }
    return [situation.append(.caseFile(caseID), [SupplementExpired()])]
  }
}

/// Records what the check for other cases found (R1.4, R1.7).
public struct RecordRelatedCases: CaseCommand {
  public static let name = "filing.recordRelated"
  public static let title = Phrase("登记关联案件", "Record related cases")
  public static let roles: Set<Role> = [.filingClerk, .filingJudge, .officer, .judge, .commandCentre]
  private static let numbersMax = 40
  public static let fields = [
    IntakeCommands.caseField,
    Field(
      "finding", Phrase("检查结果", "Finding"),
      .choice(RelatedCasesRecorded.Finding.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "numbers", Phrase("案号", "Case numbers"), .longText(max: 2000), required: false,
      hint: Phrase("一行一个，本院或者外院", "One a line, of this court or another")),
    Field("note", Phrase("说明", "Note"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let finding: RelatedCasesRecorded.Finding
  let numbers: [String]
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    finding = input.choice("finding") ?? .none
    note = input.text("note", required: false, max: 1000)
    var read: [String] = []
    for line in input.text("numbers", required: false, max: 2000).split(whereSeparator: \.isNewline).prefix(Self.numbersMax) {
      do throws(LawRefusal) {
        switch try CaseReference.read(String(line)) {
        case .number(let number): read.append(number.description)
        case .legacy(let text): read.append(text)
        }
      } catch {
        input.fault("numbers", error)
      }
    }
    numbers = read
    if finding != .none, numbers.isEmpty {
      input.fault("numbers", "required", Phrase("请写明案号", "Name the cases"))
    }
    if finding == .none, !numbers.isEmpty {
      input.fault("finding", "notNone", Phrase("写了案号，就不是无关联案件", "Cases are named, so it is not none"))
    }
  }
  public var needs: Set<Need> { [.caseNumbers(numbers)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.filing.refused { throw .applicationRefused }
    if file.isClosed { throw .caseClosed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if numbers.contains(file.number) { throw .relatedToItself }
    // A number of this court that nobody has is a slip of the pen; another court's cannot be looked up here.
    let unknown = numbers.filter { number in
      guard let own = try? CaseNumber.parse(number), own.court == situation.court.text else { return false }
      return situation.findings.caseNumbers[number] == nil
    }
    if let first = unknown.first { throw .noCaseOfNumber(first) }
    let recorded = RelatedCasesRecorded(finding: finding, related: numbers, note: IntakeCommands.words(note, situation))
    return [situation.append(.caseFile(caseID), [recorded])]
  }
}

/// The file leaves the filing division.
public struct TransferCaseFile: CaseCommand {
  public static let name = "filing.transferFile"
  public static let title = Phrase("移送案卷", "Send the file to the bureau")
  public static let roles: Set<Role> = [.filingClerk, .filingJudge]
  public static let fields = [
    IntakeCommands.caseField, Field("volumes", Phrase("册数", "Volumes"), .number(0...200)),
    Field("note", Phrase("随案材料", "What goes with it"), .longText(max: 500), required: false),
  ]
  public let caseID: ID<CaseFile>
  let volumes: Int
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    volumes = input.number("volumes", in: 0...200) ?? 0
    note = input.text("note", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if let day = file.intake.transferredOn { throw .fileSent(day) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let sent = FileTransferred(volumes: volumes, note: IntakeCommands.words(note, situation))
    return [situation.append(.caseFile(caseID), [sent])]
  }
}

/// The bureau signs for the file.
public struct ReceiveCaseFile: CaseCommand {
  public static let name = "filing.receiveFile"
  public static let title = Phrase("接收案卷", "Sign for the file")
  public static let roles: Set<Role> = [.officer, .judge, .clerk, .assistant, .commandCentre]
  public static let fields = [IntakeCommands.caseField, Field("volumes", Phrase("册数", "Volumes"), .number(0...200))]
  public let caseID: ID<CaseFile>
  let volumes: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    volumes = input.number("volumes", in: 0...200) ?? 0
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.intake.transferredOn == nil { throw .fileNotSent }
    if let day = file.intake.fileReceivedOn { throw .fileHere(day) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    [situation.append(.caseFile(caseID), [FileReceived(volumes: volumes)])]
  }
}

extension Refusal {
  static func receiptGiven(_ day: Day) -> Refusal {
    Refusal("receiptGiven", Phrase("已于 \(day) 出具收据", "A receipt was given on \(day)"))
  }
  static var supplementOnce: Refusal {
    Refusal("supplementOnce", Phrase("已告知过补正；须一次性告知，不得再次要求", "What is missing was asked for already; it is asked for once"))
  }
  static var supplementOpen: Refusal {
    Refusal(
      "supplementOpen", Phrase("正在等待补正材料", "Missing papers are waited for"),
      remedy: Phrase("材料齐全的，先登记补正齐全", "Where they are here, record that they are complete"))
  }
  static var nothingMissing: Refusal { Refusal("nothingMissing", Phrase("没有等待补正的材料", "No paper is waited for")) }
  static func completedWhen(_ received: Day) -> Refusal {
    Refusal("completedWhen", field: "on", Phrase("补齐日应在 \(received) 至今天之间", "The day lies between \(received) and today"))
  }
  static var relatedToItself: Refusal {
    Refusal("relatedToItself", field: "numbers", Phrase("写的是本案自己的案号", "That is this case's own number"))
  }
  static func noCaseOfNumber(_ number: String) -> Refusal {
    Refusal("noCaseOfNumber", field: "numbers", Phrase("本院没有案号 \(number)", "This court has no case \(number)"))
  }
  static func fileSent(_ day: Day) -> Refusal { Refusal("fileSent", Phrase("案卷已于 \(day) 移送", "The file left on \(day)")) }
  static var fileNotSent: Refusal {
    Refusal("fileNotSent", Phrase("立案部门尚未移送案卷", "The filing division has not sent the file yet"))
  }
  static func fileHere(_ day: Day) -> Refusal { Refusal("fileHere", Phrase("案卷已于 \(day) 接收", "The file came on \(day)")) }
}
