import Basics
import Enforcement
import Ledger

/// An event as stored.
public struct RecordedEvent: Sendable {
  /// Its place in the log; grows, may have gaps on some engines.
  public let position: Int64
  public let meta: EventMeta
  public let event: any Event
  public init(position: Int64, meta: EventMeta, event: any Event) {
    self.position = position
    self.meta = meta
    self.event = event
  }
}

/// One decided command, ready to be made durable: all of it or nothing. A stream without events has only its version compared.
public struct Transaction: Sendable {
  public let court: CourtCode
  public let at: Instant
  public let actor: Actor.Ref
  public let causation: String
  public let streams: [StreamEvents]
  public let deposits: [Deposit]
  public let work: [WorkItem]
  /// Answers a repeated request with the first one's result.
  public let request: RequestKey?
  /// Rows to mark as done in the same transaction: the timer or follow-up that this command came from.
  public let completes: String?
  /// The largest id handed out so far: a restart goes on after it, whatever its clock says.
  public let idsThrough: Int64
  public init(
    court: CourtCode, at: Instant, actor: Actor.Ref, causation: String, streams: [StreamEvents], deposits: [Deposit],
    work: [WorkItem], request: RequestKey? = nil, completes: String?, idsThrough: Int64 = 0
  ) {
    self.court = court
    self.at = at
    self.actor = actor
    self.causation = causation
    self.streams = streams
    self.deposits = deposits
    self.work = work
    self.request = request
    self.completes = completes
    self.idsThrough = idsThrough
  }
}

/// What a client calls a request of its own, so that sending it again does nothing twice, and what it asked for by that name.
public struct RequestKey: Sendable, Hashable {
  public let key: String
  /// Keyed digest of the command and its fields; the same name for something else is refused.
  public let digest: String
  public init(key: String, digest: String) {
    self.key = key
    self.digest = digest
  }
}

/// A vault entry to be written with its events.
public struct Deposit: Sendable {
  public let ref: VaultRef
  public let content: VaultContent
  public init(ref: VaultRef, content: VaultContent) {
    self.ref = ref
    self.content = content
  }
}

/// What a reaction leaves behind: a row that a worker takes. `id` derives from the causing event and the reaction's name.
public struct WorkItem: Sendable, Hashable {
  /// What a worker has to do with it. Raw values are stored.
  public enum Kind: String, Sendable, Codable, CaseIterable { case command, timer, send, seal, message, cancel }
  public let id: String
  public let kind: Kind
  /// Timers are replaced and cancelled by this.
  public let key: String
  public let due: Instant
  /// `urgent` before `paced`; paced work is taken at the court's configured rate.
  public let paced: Bool
  /// JSON of the command call, request id, paper id or message.
  public let payload: String
  public init(id: String, kind: Kind, key: String, due: Instant, paced: Bool, payload: String) {
    self.id = id
    self.kind = kind
    self.key = key
    self.due = due
    self.paced = paced
    self.payload = payload
  }
}

/// How an append ended.
public enum AppendOutcome: Sendable, Equatable {
  /// Durable; the position of its last event.
  case stored(through: Int64)
  /// Another command was first: the stream and its version now.
  case conflict(StreamID, version: Int)
  /// The request's key was used before for the same: the causation id it led to.
  case repeated(causation: String)
  /// The request's key was used before for something else.
  case keyUsedOtherwise
  /// The case money would not be right after it: more reserved or paid than there is, or an entry ended twice.
  case refused(LedgerRefusal)
}

/// The log, the vault and what is written with them. Every `append` returns after the disk has it, or throws and nothing is stored.
public protocol EventStore: Vault {
  func load(_ streams: [StreamID]) async throws -> [StreamID: [RecordedEvent]]
  /// Events of one stream after a version: what the cache is missing.
  func load(_ stream: StreamID, after version: Int) async throws -> [RecordedEvent]
  func append(_ transaction: Transaction) async throws -> AppendOutcome
  /// How a request ended that was made under this key before: `repeated` or `keyUsedOtherwise`; nil where it is new.
  func earlier(_ request: RequestKey) async throws -> AppendOutcome?
  /// Where the first event of an earlier request stands in the log; nil where it had none, or is older than such places were kept.
  func position(of request: RequestKey) async throws -> Int64?
  /// The log in order, at most `limit` events after `position`.
  func read(after position: Int64, limit: Int) async throws -> [RecordedEvent]
  /// Takes due work under a lease: not handed out again until done, failed or the lease ends.
  /// Urgent and paced work are taken apart, so that an import's queue never stands before a signature.
  func takeDue(_ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64) async throws -> [WorkItem]
  func finish(_ workID: String) async throws
  /// Puts work back for a later attempt; `error` is kept for the page that shows it.
  func postpone(_ workID: String, until: Instant, error: String) async throws
  /// The earliest due moment of waiting work of these kinds; nil when there is none.
  func nextDue(_ kinds: Set<WorkItem.Kind>) async throws -> Instant?
  /// Work not finished, by kind.
  func pendingWork() async throws -> [WorkItem.Kind: Int]
  /// When the oldest work not finished was due, by kind.
  func oldestWork() async throws -> [WorkItem.Kind: Instant]
  /// How many events the log has.
  func eventCount() async throws -> Int64
  func identities(_ digests: [String]) async throws -> [String: Int64]
  func find(_ need: Need, court: CourtCode) async throws -> NeedAnswer
  /// The largest id that any stored transaction had handed out.
  func largestID() async throws -> Int64
}

/// What the store found for a ``Need``.
public enum NeedAnswer: Sendable {
  case load([ID<StaffMember>: Int])
  case sameInstrument([String: [String]])
  case docketRefs([String: ID<CaseFile>])
  case ledger(LedgerStanding)
  case moneyWeek(MoneyWeek)
  case caseNumbers([String: ID<CaseFile>])
  case letters([String: Set<ID<Person>>])
  case openCases([ID<CaseFile>])
  case bankBooks(BankBooks)
}

/// Reads private content. Who may read is decided by the caller; each unmasking is recorded there.
public protocol Vault: Sendable {
  func open(_ refs: [VaultRef]) async throws -> [VaultRef: VaultContent]
}

/// Keeps papers as sent: encrypted bytes under their vault reference.
public protocol PaperStore: Sendable {
  func keep(_ bytes: [UInt8], as ref: VaultRef) async throws
  func fetch(_ ref: VaultRef) async throws -> [UInt8]?
}

/// Keyed digests and salted hashes: the only place that knows the key's use for identities.
public protocol IdentityHasher: Sendable {
  /// Keyed digest of an identity, hexadecimal.
  func digest(_ key: IdentityKey) -> String
  /// Salted SHA-256 of a content under a reference, hexadecimal.
  func seal(_ content: VaultContent, id: ID<VaultContent>, version: Int) -> String
}
