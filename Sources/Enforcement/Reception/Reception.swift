import Basics

/// The reception slice: interviews, field work, certificates.
public struct Reception: Sendable {
  public internal(set) var interviews: [Interview] = []
  public internal(set) var tasks: [ID<FieldTask>: TaskState] = [:]
  /// Not reported yet, the oldest first.
  public var open: [TaskState] { tasks.values.filter { $0.reportedOn == nil }.sorted { $0.id < $1.id } }
  public internal(set) var certificateRequestedAt: Instant?
  public internal(set) var certificates: [ID<Paper>] = []
  public internal(set) var promises: [ID<Promise>: PromiseState] = [:]
  public internal(set) var calls: [Call] = []

  /// A talk with a debtor and what came of it; the words are in the vault.
  public struct Interview: Sendable, Hashable {
    public let person: ID<Person>
    public let on: Day
    public let outcome: InterviewOutcome
    public let minutes: VaultRef
  }
  /// Work outside the house; open until somebody has reported.
  public struct TaskState: Sendable, Hashable {
    public let id: ID<FieldTask>
    public let kind: FieldTaskKind
    public let openedOn: Day
    public internal(set) var reportedOn: Day?
  }
}

/// Marks ids of work outside the house.
public enum FieldTask {}

/// What came of seeking the debtor for a talk. Raw values are stored.
public enum InterviewOutcome: String, Sendable, Codable, Hashable, CaseIterable {
  case appeared, notFound, promisesPayment
  public var name: Phrase {
    switch self {
    case .appeared: Phrase("到场", "Appeared")
    case .notFound: Phrase("下落不明", "Not found")
    case .promisesPayment: Phrase("承诺履行", "Promised to pay")
    }
  }
}

/// What is to be done outside the house. Raw values are stored.
public enum FieldTaskKind: String, Sendable, Codable, Hashable, CaseIterable {
  case visit, findPerson, serve, inspect
  /// Looking for property where no network reaches (线下财产调查).
  case investigate
  public var name: Phrase {
    switch self {
    case .visit: Phrase("上门走访", "Visit")
    case .findPerson: Phrase("查找被执行人", "Find the debtor")
    case .serve: Phrase("上门送达", "Serve in person")
    case .inspect: Phrase("现场查看财产", "Inspect property")
    case .investigate: Phrase("线下财产调查", "Look for property off line")
    }
  }
}

/// The debtor was heard, or could not be found: each opens and closes other nodes.
public struct InterviewRecorded: Event {
  public static let name = "reception.interviewRecorded.v1"
  public let person: ID<Person>
  public let outcome: InterviewOutcome
  /// What was said: kind `text`.
  public let minutes: VaultRef
  public init(person: ID<Person>, outcome: InterviewOutcome, minutes: VaultRef) {
    self.person = person
    self.outcome = outcome
    self.minutes = minutes
  }
  public var signals: [Signal] { [Signal(outcome == .notFound ? "debtor.notFound" : "debtor.interviewed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.reception.interviews.append(
      Reception.Interview(person: person, on: meta.day, outcome: outcome, minutes: minutes))
  }
}

/// Somebody is to go out for the case; the clock of reporting runs.
public struct FieldTaskOpened: Event {
  public static let name = "reception.fieldTaskOpened.v1"
  public let task: ID<FieldTask>
  public let kind: FieldTaskKind
  /// What is to be done and where: kind `text`.
  public let text: VaultRef
  public init(task: ID<FieldTask>, kind: FieldTaskKind, text: VaultRef) {
    self.task = task
    self.kind = kind
    self.text = text
  }
  public var signals: [Signal] { [Signal(kind == .investigate ? "offlineTask.opened" : "fieldTask.opened", task)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.reception.tasks[task] = Reception.TaskState(id: task, kind: kind, openedOn: meta.day)
  }
}

/// Who went out reported what he found: kind `text`.
public struct FieldTaskReported: Event {
  public static let name = "reception.fieldTaskReported.v1"
  public let task: ID<FieldTask>
  public let text: VaultRef
  public init(task: ID<FieldTask>, text: VaultRef) {
    self.task = task
    self.text = text
  }
  public var signals: [Signal] { [Signal("fieldTask.reported", task), Signal("offlineTask.reported", task)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.reception.tasks[task]?.reportedOn = meta.day }
}

/// Somebody asked at the counter for a certificate that the case is over (结案证明).
public struct CertificateRequested: Event {
  public static let name = "reception.certificateRequested.v1"
  /// Who asked: kind `text`.
  public let by: VaultRef
  public init(by: VaultRef) { self.by = by }
  public var signals: [Signal] { [Signal("certificate.requested")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.reception.certificateRequestedAt = meta.at }
}

/// The certificate was signed (R8.6); it is sealed like any other paper.
public struct CertificateIssued: Event {
  public static let name = "reception.certificateIssued.v1"
  public let paper: ID<Paper>
  public init(paper: ID<Paper>) { self.paper = paper }
  public var signals: [Signal] { [Signal("certificate.issued")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.reception.certificates.append(paper) }
}
