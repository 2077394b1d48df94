import Basics
import EnforcementLaw

/// Everything a decision may look at: loaded streams with versions, who acts, the day, law and settings, and sources of ids and
/// vault references. Nothing else exists for a decision.
public struct Situation: Sendable {
  /// A loaded stream: version 0 and the empty state where nothing was stored yet.
  public struct Loaded: Sendable {
    public var version: Int
    public var state: any StreamState
    public init(version: Int, state: any StreamState) {
      self.version = version
      self.state = state
    }
  }

  public var streams: [StreamID: Loaded]
  public let actor: Actor
  public let court: CourtCode
  public let now: Instant
  public let law: LawBooks
  public let process: ProcessMap
  public let triage: TriageRules
  public let units: [PartnerUnit]
  public let ids: IDSource
  public let depository: any Depository
  /// Nil where the court's key is not at hand.
  public let signer: (any CourtSigner)?
  /// Answers to the identities that the command asked about.
  public var identities: [IdentityKey: KnownIdentity]
  /// Facts from outside the loaded streams that the command asked for (people's load, cases on the same instrument).
  public var findings: Findings

  public init(
    streams: [StreamID: Loaded], actor: Actor, court: CourtCode, now: Instant, law: LawBooks, process: ProcessMap,
    triage: TriageRules, units: [PartnerUnit], ids: IDSource, depository: any Depository,
    identities: [IdentityKey: KnownIdentity] = [:],
    findings: Findings = Findings(), signer: (any CourtSigner)? = nil
  ) {
    self.streams = streams
    self.actor = actor
    self.court = court
    self.now = now
    self.law = law
    self.process = process
    self.triage = triage
    self.units = units
    self.ids = ids
    self.depository = depository
    self.signer = signer
    self.identities = identities
    self.findings = findings
  }

  public var today: Day { now.day }
  public var settings: CourtSettings { law.settings }

  /// Of what was loaded; a case without events is empty and its `exists` false.
  public func caseFile(_ id: ID<CaseFile>) -> CaseFile { state(.caseFile(id)) }
  public func account(_ id: ID<CaseFile>) -> CaseAccount { state(.caseAccount(id)) }
  public func distributions(_ lead: ID<CaseFile>) -> DistributionDocket { state(.distribution(lead)) }
  public func property(_ id: ID<Property>) -> Property { state(.property(id)) }
  public func person(_ id: ID<Person>) -> Person { state(.person(id)) }
  public func request(_ id: ID<PartnerRequest>) -> PartnerRequest { state(.partnerRequest(id)) }
  public func bankReceipt(_ id: ID<BankReceipt>) -> BankReceipt { state(.bankReceipt(id)) }
  public var organisation: Organisation { state(.organisation(court)) }

  /// The loaded state, or the empty one.
  public func state<State: StreamState>(_ stream: StreamID) -> State { streams[stream]?.state as? State ?? State() }
  /// The last version loaded; 0 for a stream without events or not loaded.
  public func version(_ stream: StreamID) -> Int { streams[stream]?.version ?? 0 }

  /// Events for a stream at the version that was loaded.
  public func append(_ stream: StreamID, _ events: [any Event]) -> StreamEvents {
    StreamEvents(stream: stream, expected: version(stream), events: events)
  }

  /// The situation after these events, for reactions and for decisions that go on in the same transaction.
  public func after(_ appended: [StreamEvents], causation: String) -> Situation {
    var next = self
    for part in appended { next.take(part, causation: causation) }
    return next
  }

  /// Folds these events into the situation in place.
  mutating func take(_ part: StreamEvents, causation: String) {
    var state = streams[part.stream]?.state ?? Situation.empty(part.stream.kind)
    var version = part.expected
    for event in part.events {
      version += 1
      let meta = EventMeta(stream: part.stream, version: version, court: court, at: now, actor: actor.ref, causation: causation)
      event.fold(into: &state, meta)
    }
    streams[part.stream] = Loaded(version: version, state: state)
  }

  /// The state of a stream before its first event.
  public static func empty(_ kind: StreamKind) -> any StreamState {
    switch kind {
    case .caseFile: CaseFile()
    case .caseNumbers: CaseNumbers()
    case .person: Person()
    case .property: Property()
    case .caseAccount: CaseAccount()
    case .partnerRequest: PartnerRequest()
    case .organisation: Organisation()
    case .courtLedger: CourtLedger()
    case .payoutBatch: PayoutBatch()
    case .bankReceipt: BankReceipt()
    case .bankStatement: BankDay()
    case .moneyBulletins: MoneyBulletins()
    case .distribution: DistributionDocket()
    case .aidFund: AidFund()
    case .cluster: Cluster()
    }
  }
}

/// The law's data and a court's settings, as loaded at start.
public struct LawBooks: Sendable {
  public let calendar: CourtCalendar
  public let settings: CourtSettings
  public let rates: RateTables
  /// Names the settings file and its content, so that an event can say under which settings a day was counted.
  public let settingsVersion: String
  public init(calendar: CourtCalendar, settings: CourtSettings, rates: RateTables, settingsVersion: String) {
    self.calendar = calendar
    self.settings = settings
    self.rates = rates
    self.settingsVersion = settingsVersion
  }
}

/// A person or thing as the outside names it: an ID number, an account at a bank. Compared by keyed digest only.
public struct IdentityKey: Hashable, Sendable {
  /// `residentID`, `creditCode`, `account@icbc`, `certificate`, `plate`, `policy@…`.
  public let kind: String
  public let text: String
  public init(_ kind: String, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The keyed digest of an identity, and the stream that already carries it.
public struct KnownIdentity: Sendable, Hashable {
  public let digest: String
  public let id: Int64?
  public init(digest: String, id: Int64?) {
    self.digest = digest
    self.id = id
  }
}

/// Facts that a command asked the shell to look up.
public struct Findings: Sendable {
  /// Open cases by handler.
  public var load: [ID<StaffMember>: Int] = [:]
  /// Numbers of cases of this court by the number of their instrument.
  public var sameInstrument: [String: [String]] = [:]
  /// Cases already filed by docket reference.
  public var docketRefs: [String: ID<CaseFile>] = [:]
  /// What the ledger says now.
  public var ledger: LedgerStanding?
  /// Cases of this court by their number.
  public var caseNumbers: [String: ID<CaseFile>] = [:]
  /// Receivers by the number of a letter.
  public var letters: [String: Set<ID<Person>>] = [:]
  /// A week of case money.
  public var moneyWeek: MoneyWeek?
  /// Open cases of the handler or judge asked about.
  public var openCases: [ID<CaseFile>] = []
  /// The books beside a day of the bank.
  public var bankBooks = BankBooks()
  public init() {}
}

/// Where private content goes: encrypted versions outside the log. A decision gets back what the event may hold.
public protocol Depository: Sendable {
  /// Keeps `content` with the events of this decision, as a new entry or as the next version of `entry`.
  func deposit(_ content: VaultContent, newVersionOf entry: VaultRef?) -> VaultRef
  /// What an entry holds, where the command asked for it (``Command/opens(_:)``) or this decision deposited it.
  func content(_ ref: VaultRef) -> VaultContent?
}
extension Depository {
  public func deposit(_ content: VaultContent) -> VaultRef { deposit(content, newVersionOf: nil) }
}

/// Private content: free text, names, addresses, account numbers, partner answers.
public struct VaultContent: Sendable, Hashable, Codable {
  /// `person`, `property`, `text`, `answer`, `paper`.
  public var kind: String
  public var fields: [String: String]
  public init(_ kind: String, _ fields: [String: String]) {
    self.kind = kind
    self.fields = fields
  }
}

/// What an event holds of private content: where it is, which version, and a salted digest that proves it.
public struct VaultRef: Sendable, Hashable, Codable {
  public let id: ID<VaultContent>
  public let version: Int
  /// SHA-256 over salt and content, hexadecimal. Meaningless once the vault row and its salt are destroyed.
  public let digest: String
  public init(id: ID<VaultContent>, version: Int, digest: String) {
    self.id = id
    self.version = version
    self.digest = digest
  }
}
