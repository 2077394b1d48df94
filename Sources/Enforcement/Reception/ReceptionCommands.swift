import Basics

/// The reception capability's commands: interviews, field work, certificates.
public enum ReceptionCommands {
  public static let all: [any Command.Type] = [
    RecordInterview.self, OpenFieldTask.self, ReportFieldTask.self, RequestCertificate.self, LogCall.self, RecordPromise.self,
    EndPromise.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// What was said when the debtor was summoned or visited (约谈笔录).
public struct RecordInterview: CaseCommand {
  public static let name = "reception.recordInterview"
  public static let title = Phrase("登记约谈", "Record an interview")
  public static let roles: Set<Role> = [.officer, .judge, .clerk, .bailiff]
  public static let fields = [
    ReceptionCommands.caseField, Field("person", Phrase("被约谈人", "Person"), .pick(.party)),
    Field("outcome", Phrase("结果", "Outcome"), .choice(InterviewOutcome.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "minutes", Phrase("约谈情况", "What was said"), .longText(max: 10_000),
      hint: Phrase(
        "逐问逐答并签名的，请制作笔录，归卷时自动登记约谈", "For questions, answers and a signature take minutes: closing them records the interview")),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let outcome: InterviewOutcome
  let minutes: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    outcome = input.choice("outcome") ?? .appeared
    minutes = input.text("minutes", max: 10_000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    let words = situation.depository.deposit(VaultContent("text", ["text": minutes]))
    return [situation.append(.caseFile(caseID), [InterviewRecorded(person: person, outcome: outcome, minutes: words)])]
  }
}

/// Sends bailiffs or officers out (外勤任务).
public struct OpenFieldTask: CaseCommand {
  public static let name = "reception.openFieldTask"
  public static let title = Phrase("派出外勤任务", "Send out a field task")
  public static let roles: Set<Role> = [.officer, .judge, .teamLead, .searchOfficer]
  public static let fields = [
    ReceptionCommands.caseField,
    Field("kind", Phrase("任务", "Task"), .choice(FieldTaskKind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("text", Phrase("事项和地点", "What and where"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let kind: FieldTaskKind
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .visit
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [FieldTaskOpened(task: situation.ids.next(), kind: kind, text: words)])]
  }
}

/// Reports what a field task found.
public struct ReportFieldTask: CaseCommand {
  public static let name = "reception.reportFieldTask"
  public static let title = Phrase("反馈外勤任务", "Report a field task")
  public static let roles: Set<Role> = [.bailiff, .officer, .judge, .searchOfficer]
  public static let fields = [
    ReceptionCommands.caseField,
    Field(
      "task", Phrase("任务", "Task"), .pick(.fieldTask), required: false,
      hint: Phrase("只有一项时可不选", "May be left out where only one is open")),
    Field("text", Phrase("办理情况", "What was done"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let task: ID<FieldTask>?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    task = input.optionalID("task")
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.reception.open.isEmpty { throw .noOpenTask }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let open = file.reception.open
    guard let task = task.map({ task in open.first { $0.id == task } }) ?? open.first else { throw .noOpenTask }
    if self.task == nil, open.count > 1 { throw .whichTask }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [FieldTaskReported(task: task.id, text: words)])]
  }
}

/// At the counter: who asks, and the certificate at once where the duty is fulfilled (R8.6), or the reason why not.
public struct RequestCertificate: CaseCommand {
  public static let name = "reception.requestCertificate"
  public static let title = Phrase("出具结案证明", "Issue a closing certificate")
  public static let roles: Set<Role> = [.reception, .officer, .judge]
  public static let fields = [
    ReceptionCommands.caseField, Field("asker", Phrase("申请人及证件核对情况", "Who asks, and how identity was checked"), .text(max: 200)),
  ]
  public let caseID: ID<CaseFile>
  let asker: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    asker = input.text("asker")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let closed = file.closing.closed else { throw .notClosedYet }
    if closed.way == .terminatedRound { throw .roundOnly }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": asker]))
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          CertificateRequested(by: words), PaperDrafted(paper: paper, kind: .closingCertificate),
          PaperSigned(paper: paper, kind: .closingCertificate), CertificateIssued(paper: paper),
        ])
    ]
  }
}

extension Refusal {
  static var whichTask: Refusal {
    Refusal("whichTask", field: "task", Phrase("有几项未反馈的任务，请选明是哪一项", "Several tasks are open: say which"))
  }
  static var noOpenTask: Refusal { Refusal("noOpenTask", Phrase("没有待反馈的外勤任务", "No field task waits for a report")) }
  static var notClosedYet: Refusal {
    Refusal("notClosedYet", Phrase("本案尚未结案，不能出具结案证明", "The case is not closed"), citations: ["执行规定第64条"])
  }
  static var roundOnly: Refusal {
    Refusal(
      "roundOnly", Phrase("本案仅终结本次执行程序，债务尚未履行完毕", "Only this round was terminated; the debt remains"), citations: ["民诉法解释第517条"])
  }
}
