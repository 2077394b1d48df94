import Basics
import EnforcementLaw

/// A thing with its own consistency: one list of events, one version.
public enum StreamKind: String, Sendable, Hashable, Codable, CaseIterable {
  case caseFile, caseNumbers, person, property, caseAccount, partnerRequest, organisation, courtLedger, payoutBatch
  case bankReceipt, bankStatement, moneyBulletins, distribution, aidFund, cluster
}

/// The name of a stream as stored: `caseFile/17382`.
public struct StreamID: Hashable, Sendable, CustomStringConvertible {
  public let kind: StreamKind
  /// A decimal id, or for ``StreamKind/caseNumbers`` court, type and year: `浙1003/执/2024`.
  public let key: String
  public init(_ kind: StreamKind, _ key: String) {
    self.kind = kind
    self.key = key
  }
  public var description: String { kind.rawValue + "/" + key }
  /// Reads a stored name.
  public init?(_ description: String) {
    guard let slash = description.firstIndex(of: "/"), let kind = StreamKind(rawValue: String(description[..<slash])) else {
      return nil
    }
    self.init(kind, String(description[description.index(after: slash)...]))
  }

  public static func caseFile(_ id: ID<CaseFile>) -> StreamID { StreamID(.caseFile, "\(id)") }
  public static func person(_ id: ID<Person>) -> StreamID { StreamID(.person, "\(id)") }
  public static func property(_ id: ID<Property>) -> StreamID { StreamID(.property, "\(id)") }
  public static func caseAccount(_ id: ID<CaseFile>) -> StreamID { StreamID(.caseAccount, "\(id)") }
  public static func partnerRequest(_ id: ID<PartnerRequest>) -> StreamID { StreamID(.partnerRequest, "\(id)") }
  public static func organisation(_ court: CourtCode) -> StreamID { StreamID(.organisation, court.text) }
  public static func courtLedger(_ court: CourtCode) -> StreamID { StreamID(.courtLedger, court.text) }
  public static func bankReceipt(_ id: ID<BankReceipt>) -> StreamID { StreamID(.bankReceipt, "\(id)") }
  /// One account on one of the bank's days.
  public static func bankStatement(_ account: String, _ day: Day) -> StreamID {
    StreamID(.bankStatement, "\(account)/\(day)")
  }
  public static func moneyBulletins(_ court: CourtCode) -> StreamID { StreamID(.moneyBulletins, court.text) }
  public static func aidFund(_ court: CourtCode) -> StreamID { StreamID(.aidFund, court.text) }
  public static func cluster(_ id: ID<Cluster>) -> StreamID { StreamID(.cluster, "\(id)") }
  /// Keyed by the case that leads.
  public static func distribution(_ id: ID<CaseFile>) -> StreamID { StreamID(.distribution, "\(id)") }
  /// One row of serial numbers: a court, a type, a year.
  public static func caseNumbers(_ court: CourtCode, _ type: CaseTypeCode, year: Int) -> StreamID {
    StreamID(.caseNumbers, "\(court.text)/\(type.rawValue)/\(year)")
  }
}

/// The folded state of a stream.
public protocol StreamState: Sendable {
  static var kind: StreamKind { get }
  /// The state before any event.
  init()
}

/// What is known about an event besides its payload. Stored in columns of the log.
public struct EventMeta: Sendable, Hashable {
  public let stream: StreamID
  /// 1 for the stream's first event.
  public let version: Int
  public let court: CourtCode
  public let at: Instant
  public let actor: Actor.Ref
  /// What caused it: a command's id, or the causing event and reaction of a follow-up.
  public let causation: String
  public init(stream: StreamID, version: Int, court: CourtCode, at: Instant, actor: Actor.Ref, causation: String) {
    self.stream = stream
    self.version = version
    self.court = court
    self.at = at
    self.actor = actor
    self.causation = causation
  }
  public var day: Day { at.day }
}

/// Something that happened. Payloads are structs of named fields; shapes only grow; each version has a golden file.
public protocol Event: Codable, Sendable, Hashable {
  associatedtype Stream: StreamState
  /// Handwritten, stored, never changed: `seizure.frozen.v1`.
  static var name: String { get }
  /// Decides nothing and cannot fail.
  func apply(to stream: inout Stream, _ meta: EventMeta)
  /// What it means for the process map: opens and closes nodes.
  var signals: [Signal] { get }
  /// What the machine does next, given the state after the event. Run once, in the appending transaction, never in replay.
  func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction]
  /// How what it states was counted or decided, as stored with it: each figure and day of a page opens these.
  var explained: [Reasons] { get }
  /// What people wrote with it (vault, kind `text`): shown to whoever may read the case.
  var words: [VaultRef] { get }
}

extension Event {
  public var signals: [Signal] { [] }
  public var explained: [Reasons] { [] }
  public var words: [VaultRef] { [] }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [] }
  /// Applies to a state known only by its protocol; a foreign state stays as it is.
  public func fold(into state: inout any StreamState, _ meta: EventMeta) {
    guard var own = state as? Stream else { return }
    apply(to: &own, meta)
    state = own
  }
}

/// A word of the closed list of `config/process.yaml`, with the thing it is about: `measure.effective` of one measure.
public struct Signal: Hashable, Sendable {
  public let name: String
  /// The id of the paper, measure, request or payout concerned; nil where the case as a whole is.
  public let subject: String?
  /// The day from which clocks count that this opens; nil for the day on which it is said.
  public let from: Day?
  /// `subject` is kept as text; `from` is the day from which the opened node's clock runs, where it is not that of the event.
  public init(_ name: String, _ subject: (some CustomStringConvertible)? = String?.none, from: Day? = nil) {
    self.name = name
    self.subject = subject?.description
    self.from = from
  }
}

/// Events for one stream, and the version that the decision rests on.
public struct StreamEvents: Sendable {
  public let stream: StreamID
  public let expected: Int
  public var events: [any Event]
  public init(stream: StreamID, expected: Int, events: [any Event]) {
    self.stream = stream
    self.expected = expected
    self.events = events
  }
}

/// A court's code as in case numbers: `浙1003`.
public struct CourtCode: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let text: String
  public init(_ text: String) { self.text = text }
  public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(text)
  }
  public static func < (left: CourtCode, right: CourtCode) -> Bool { left.text < right.text }
  public var description: String { text }
}

/// The type codes of R1.2 that this line files.
public enum CaseTypeCode: String, Sendable, Hashable, Codable, CaseIterable {
  case first = "执"
  case resumed = "执恢"
  case preservation = "执保"
  public var name: Phrase {
    switch self {
    case .first: Phrase("首次执行", "First-time enforcement")
    case .resumed: Phrase("恢复执行", "Resumption")
    case .preservation: Phrase("财产保全执行", "Preservation")
    }
  }
}
