import Basics

/// The minutes slice (笔录): sheets typed while talking, signed by hand, closed into the file. A sheet is known by the paper that it
/// becomes.
public struct Minutes: Sendable {
  public internal(set) var all: [ID<Paper>: Sheet] = [:]
  public internal(set) var order: [ID<Paper>] = []

  /// One sheet of minutes. Its text never changes; it is closed signed, or with the reason why not, or it is withdrawn.
  public struct Sheet: Sendable, Hashable {
    public let paper: ID<Paper>
    public let template: MinutesTemplate
    /// Whom the talk was with; nil for somebody who is no party.
    public let person: ID<Person>?
    public let begins: Instant
    public let ends: Instant
    public let marks: [MinutesMark]
    /// What was said, kind `text`, with `place`, `present` and `withWhom` beside it.
    public let text: VaultRef
    public let recordedBy: Actor.Ref
    public let recordedAt: Instant
    public internal(set) var signatures: [Signature] = []
    public internal(set) var closedOn: Day?
    public internal(set) var withdrawn = false
    /// Whoever was heard signed by hand, on the tablet or on the sheet that was scanned in.
    public var isSigned: Bool { signatures.contains { $0.signer == .heard } }
    public var isOpen: Bool { closedOn == nil && !withdrawn }
  }
  /// One hand under the sheet.
  public struct Signature: Sendable, Hashable {
    public let signer: MinutesSigner
    /// Drawn with finger or pen: kind `signature`; nil where the signed sheet was scanned in.
    public let strokes: VaultRef?
    public let at: Instant
  }
  /// Sheets that still wait to be signed and closed.
  public var open: [Sheet] { order.compactMap { all[$0] }.filter(\.isOpen) }
  public var kept: [Sheet] { order.compactMap { all[$0] }.filter { !$0.withdrawn } }
}

extension Minutes.Sheet {
  /// As a paper that is still being written: what a preview draws.
  public var asDraft: Papers.PaperState {
    Papers.PaperState(
      id: paper, kind: .interviewMinutes, draftedBy: recordedBy, draftedAt: recordedAt, about: person.map { ["\($0)"] } ?? [],
      stage: .draft)
  }
}

/// Who signs a sheet.
public enum MinutesSigner: String, Sendable, Codable, Hashable, CaseIterable {
  case heard, present, interviewer, recorder
  public var name: Phrase {
    switch self {
    case .heard: Phrase("被询问人", "Who was heard")
    case .present: Phrase("在场人", "Who was present")
    case .interviewer: Phrase("询问人", "Who asked")
    case .recorder: Phrase("记录人", "Who wrote")
    }
  }
}

/// What was said was written down; written again as long as nobody has signed.
public struct MinutesRecorded: Event {
  public static let name = "minutes.recorded.v1"
  public let paper: ID<Paper>
  public let template: MinutesTemplate
  public let person: ID<Person>?
  public let begins: Instant
  public let ends: Instant
  public let marks: [MinutesMark]
  public let text: VaultRef
  public init(
    paper: ID<Paper>, template: MinutesTemplate, person: ID<Person>?, begins: Instant, ends: Instant, marks: [MinutesMark],
    text: VaultRef
  ) {
    self.paper = paper
    self.template = template
    self.person = person
    self.begins = begins
    self.ends = ends
    self.marks = marks
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal("minutes.recorded", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if file.minutes.all[paper] == nil { file.minutes.order.append(paper) }
    file.minutes.all[paper] = Minutes.Sheet(
      paper: paper, template: template, person: person, begins: begins, ends: ends, marks: marks, text: text,
      recordedBy: meta.actor, recordedAt: meta.at)
  }
}

/// Somebody signed the sheet with finger or pen.
public struct MinutesSigned: Event {
  public static let name = "minutes.signed.v1"
  public let paper: ID<Paper>
  public let signer: MinutesSigner
  /// The strokes as drawn: kind `signature`.
  public let strokes: VaultRef
  public init(paper: ID<Paper>, signer: MinutesSigner, strokes: VaultRef) {
    self.paper = paper
    self.signer = signer
    self.strokes = strokes
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.minutes.all[paper]?.signatures.removeAll { $0.signer == signer && signer != .present }
    file.minutes.all[paper]?.signatures.append(Minutes.Signature(signer: signer, strokes: strokes, at: meta.at))
  }
}

/// The sheet is final and goes into the file.
public struct MinutesClosed: Event {
  public static let name = "minutes.closed.v1"
  public let paper: ID<Paper>
  public let template: MinutesTemplate
  /// Whoever was heard signed.
  public let signed: Bool
  /// Why not, where not: kind `text`.
  public let unsigned: VaultRef?
  public init(paper: ID<Paper>, template: MinutesTemplate, signed: Bool, unsigned: VaultRef?) {
    self.paper = paper
    self.template = template
    self.signed = signed
    self.unsigned = unsigned
  }
  public var words: [VaultRef] { [unsigned].compactMap { $0 } }
  public var signals: [Signal] {
    [Signal("minutes.closed", paper)] + (template == .firstInterview ? [Signal("firstInterview.recorded")] : [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.minutes.all[paper]?.closedOn = meta.day }
}

/// A sheet that nobody signed was taken back: written in the wrong case, or twice.
public struct MinutesWithdrawn: Event {
  public static let name = "minutes.withdrawn.v1"
  public let paper: ID<Paper>
  public let reason: VaultRef
  public init(paper: ID<Paper>, reason: VaultRef) {
    self.paper = paper
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("minutes.withdrawn", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.minutes.all[paper]?.withdrawn = true }
}
