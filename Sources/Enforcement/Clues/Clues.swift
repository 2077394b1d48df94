import Basics

/// The clues slice (财产线索): that the applicant was asked for them, those that came in, and what became of each.
public struct Clues: Sendable {
  public internal(set) var invitedOn: Day?
  public internal(set) var all: [ID<Clue>: State] = [:]
  public internal(set) var order: [ID<Clue>] = []

  /// A clue to property as the case knows it; open until somebody has recorded what checking it gave.
  public struct State: Sendable, Hashable {
    public let id: ID<Clue>
    /// Who gave it.
    public let by: ID<Person>
    public let debtor: ID<Person>
    public let channel: ClueChannel
    public let urgent: Bool
    /// What was said: kind `text`.
    public let text: VaultRef
    public let receivedOn: Day
    public internal(set) var outcome: ClueOutcome?
    public internal(set) var checkedOn: Day?
  }
  public var list: [State] { order.compactMap { all[$0] } }
  public var open: [State] { list.filter { $0.outcome == nil } }
}

/// Marks ids of clues.
public enum Clue {}

/// How a clue came in.
public enum ClueChannel: String, Sendable, Codable, Hashable, CaseIterable {
  case counter, telephone, letter, portal
  public var name: Phrase {
    switch self {
    case .counter: Phrase("窗口", "At the counter")
    case .telephone: Phrase("电话", "By telephone")
    case .letter: Phrase("信函", "By letter")
    case .portal: Phrase("网上", "Online")
    }
  }
}

/// What a check of a clue found.
public enum ClueOutcome: String, Sendable, Codable, Hashable, CaseIterable {
  case verified, disproved
  public var name: Phrase {
    switch self {
    case .verified: Phrase("属实", "Verified")
    case .disproved: Phrase("不属实或没有价值", "Disproved or worthless")
    }
  }
}

/// The applicant was asked for clues and told the risks (N9), otherwise than by the notice of acceptance.
public struct CluesInvited: Event {
  public static let name = "clues.invited.v1"
  public let note: VaultRef?
  public init(note: VaultRef?) { self.note = note }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("clueInvitation.issued")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.clues.invitedOn = meta.day }
  /// Each applicant has it in writing.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    let text = "【\(meta.day)】\(file.number)案：请向本院提供被执行人的财产线索；不提供或者提供不了的，案件可能无法执行到位。"
    return file.applicants.enumerated().map { place, applicant in
      .message(Message(to: applicant.person, vault: applicant.vault, caseID: file.id, text: text, before: place))
    }
  }
}

/// Somebody named property of a debtor. From here the clock of checking runs, a shorter one where it is urgent (N10).
public struct ClueReceived: Event {
  public static let name = "clues.received.v1"
  public let clue: ID<Clue>
  public let by: ID<Person>
  public let debtor: ID<Person>
  public let channel: ClueChannel
  public let urgent: Bool
  public let text: VaultRef
  public init(clue: ID<Clue>, by: ID<Person>, debtor: ID<Person>, channel: ClueChannel, urgent: Bool, text: VaultRef) {
    self.clue = clue
    self.by = by
    self.debtor = debtor
    self.channel = channel
    self.urgent = urgent
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal(urgent ? "clue.receivedUrgent" : "clue.received", clue)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.clues.order.append(clue)
    file.clues.all[clue] = Clues.State(
      id: clue, by: by, debtor: debtor, channel: channel, urgent: urgent, text: text, receivedOn: meta.day)
  }
}

/// The clue was looked into; what was found stands in the words, property that it showed is an entry of its own.
public struct ClueChecked: Event {
  public static let name = "clues.checked.v1"
  public let clue: ID<Clue>
  public let outcome: ClueOutcome
  /// What was found: kind `text`.
  public let text: VaultRef
  public init(clue: ID<Clue>, outcome: ClueOutcome, text: VaultRef) {
    self.clue = clue
    self.outcome = outcome
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    [Signal("clue.checked", clue), Signal(outcome == .verified ? "clue.verified" : "clue.disproved", clue)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.clues.all[clue]?.outcome = outcome
    file.clues.all[clue]?.checkedOn = meta.day
  }
}
