import Basics
import EnforcementLaw

/// What is done around an application before and after it is filed (立案环节).
public struct IntakeLine: Sendable, Hashable {
  /// A receipt for the papers was given.
  public internal(set) var receiptOn: Day?
  /// The one request for what is missing.
  public internal(set) var supplement: Supplement?
  /// Where something had been missing: the day from which the time for deciding runs anew, because it came in or its time went by.
  public internal(set) var decideFrom: Day?
  /// Measures of the trial that go on: what the applicant told at filing.
  public internal(set) var preservation: String?
  public internal(set) var preservationConverted = false
  public internal(set) var relatedChecked = false
  public internal(set) var transferredOn: Day?
  public internal(set) var fileReceivedOn: Day?

  /// Papers that the applicant was asked for, and until when; nobody waits any more once there is an outcome.
  public struct Supplement: Sendable, Hashable {
    public let until: Day
    public internal(set) var outcome: Outcome?
    /// All papers came in, or the last day went by without them.
    public enum Outcome: Sendable, Hashable { case completed, expired }
  }
  /// Papers are still waited for.
  public var waits: Bool { supplement.map { $0.outcome == nil } ?? false }
}

/// Papers that an application consists of (执行规定 18).
public enum ApplicationPaper: String, Sendable, Codable, Hashable, CaseIterable {
  case application, instrument, effectiveness, identity, authority, succession, clues, addressConfirmation, account
  public var name: Phrase {
    switch self {
    case .application: Phrase("申请执行书", "Application")
    case .instrument: Phrase("生效法律文书副本", "Copy of the instrument")
    case .effectiveness: Phrase("生效证明", "Proof that it is effective")
    case .identity: Phrase("身份证明", "Proof of identity")
    case .authority: Phrase("授权委托手续", "Power of the agent")
    case .succession: Phrase("继承、承受权利的证明", "Proof of succession")
    case .clues: Phrase("财产线索", "Clues to property")
    case .addressConfirmation: Phrase("送达地址确认书", "Confirmation of address")
    case .account: Phrase("收款账户", "Account for payment")
    }
  }
}

/// The applicant was given a receipt for what was handed in (收取材料出具收据).
public struct ApplicationReceiptIssued: Event {
  public static let name = "filing.receiptIssued.v1"
  public let papers: [ApplicationPaper]
  /// What else was handed in, and by whom: kind `text`.
  public let note: VaultRef?
  public init(papers: [ApplicationPaper], note: VaultRef?) {
    self.papers = papers
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("application.receiptIssued")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.intake.receiptOn = meta.day }
}

/// The one request for everything that is missing (一次性告知补正).
public struct SupplementRequested: Event {
  public static let name = "filing.supplementRequested.v1"
  public let missing: [ApplicationPaper]
  public let text: VaultRef
  public let until: Day
  public let reasons: Reasons
  public init(missing: [ApplicationPaper], text: VaultRef, until: Day, reasons: Reasons) {
    self.missing = missing
    self.text = text
    self.until = until
    self.reasons = reasons
  }
  public var words: [VaultRef] { [text] }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] { [Signal("application.incomplete")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.intake.supplement = IntakeLine.Supplement(until: until)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let call = CommandCall("filing.expireSupplement", ["case": "\(meta.stream.key)"])
    return [.timer(name: "filing.supplement", subject: meta.stream.key, due: Instant.end(of: until).adding(seconds: 1), call)]
  }
}

/// What was missing came in.
public struct ApplicationCompleted: Event {
  public static let name = "filing.applicationCompleted.v1"
  public let on: Day
  public let note: VaultRef?
  public init(on: Day, note: VaultRef?) {
    self.on = on
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("application.completed", from: on)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.intake.supplement?.outcome = .completed
    file.intake.decideFrom = on
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "filing.supplement", subject: meta.stream.key)]
  }
}

/// The time for what was missing went by.
public struct SupplementExpired: Event {
  public static let name = "filing.supplementExpired.v1"
  public init() {}
  public var signals: [Signal] { [Signal("supplement.expired")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.intake.decideFrom = file.intake.supplement?.until
    file.intake.supplement?.outcome = .expired
  }
}

/// Somebody looked at the other cases on the instrument or between the parties (关联案件检查).
public struct RelatedCasesRecorded: Event {
  public static let name = "filing.relatedRecorded.v1"
  public let finding: Finding
  /// Numbers of the cases, of this court or another.
  public let related: [String]
  public let note: VaultRef?
  /// What the look at other cases gave; a duplicate is for a person to act on. Raw values are stored.
  public enum Finding: String, Sendable, Codable, Hashable, CaseIterable {
    case none, related, duplicate
    public var name: Phrase {
      switch self {
      case .none: Phrase("无关联案件", "None")
      case .related: Phrase("有关联案件", "Related")
      case .duplicate: Phrase("重复立案", "A duplicate")
      }
    }
  }
  public init(finding: Finding, related: [String], note: VaultRef?) {
    self.finding = finding
    self.related = related
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("relatedCases.recorded")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.intake.relatedChecked = true
    for number in related where !file.filing.related.contains(number) { file.filing.related.append(number) }
  }
}

/// The application tells of measures of the trial (诉讼保全).
public struct PreservationTold: Event {
  public static let name = "filing.preservationTold.v1"
  /// The number of the preservation's ruling or case.
  public let number: String
  public let note: VaultRef?
  public init(number: String, note: VaultRef?) {
    self.number = number
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("preservation.told")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.intake.preservation = number }
}

/// Measures of the trial have become measures of enforcement: rank and last day go on, no new ruling (财产保全规定 17, R3.1).
public struct PreservationConverted: Event {
  public static let name = "filing.preservationConverted.v1"
  public let number: String
  public let measures: [ID<Measure>]
  public init(number: String, measures: [ID<Measure>]) {
    self.number = number
    self.measures = measures
  }
  /// Their last days are watched from here on.
  public var signals: [Signal] { [Signal("preservation.converted")] + measures.map { Signal("measure.takenOver", $0) } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.intake.preservation = number
    file.intake.preservationConverted = true
  }
}

/// The file went from the filing division to the enforcement bureau (移送案卷).
public struct FileTransferred: Event {
  public static let name = "filing.fileTransferred.v1"
  public let volumes: Int
  public let note: VaultRef?
  public init(volumes: Int, note: VaultRef?) {
    self.volumes = volumes
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("file.transferred")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.intake.transferredOn = meta.day }
}

/// The bureau has the file.
public struct FileReceived: Event {
  public static let name = "filing.fileReceived.v1"
  public let volumes: Int
  public init(volumes: Int) { self.volumes = volumes }
  public var signals: [Signal] { [Signal("file.received")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.intake.fileReceivedOn = meta.day }
}
