import Basics
import Enforcement

/// Where commands are attempted: load, decide, append, and nothing else.
public struct CaseDesk: Sendable {
  /// What an attempt appended to the log, and up to which position.
  public struct Receipt: Sendable {
    public let causation: String
    /// Events by stream, as appended, by a repeated request when it was made first.
    public let appended: [StreamEvents]
    public let position: Int64
    /// True when the idempotency key had been used before.
    public let repeated: Bool
    /// False where everything was as asked for already: nothing was appended, by a repeated request when it was made first.
    public var changed: Bool { !appended.isEmpty }
  }
  /// Why an attempt appended nothing.
  public enum Failure: Error, Sendable {
    /// The form's fields have faults.
    case faults([Input.Fault])
    case refused(Refusal)
    /// Others changed the same thing again and again, or since the form was shown.
    case conflict(StreamID)
    /// The idempotency key was used before for another request.
    case keyUsedOtherwise
    case unknownCommand(String)
  }

  public let store: any EventStore
  public let hasher: any IdentityHasher
  public let clock: any CourtClock
  public let ids: IDSource
  public let books: CourtBooks
  let cache: StreamCache
  let queue = StreamQueue()
  /// How commands ended here.
  public let tally = CommandTally()
  let signer: (any CourtSigner)?

  /// `cacheCapacity` counts streams kept in memory. Without a `signer` no day of the ledger is signed.
  public init(
    store: any EventStore, hasher: any IdentityHasher, clock: any CourtClock, ids: IDSource, books: CourtBooks,
    cacheCapacity: Int = 20_000, signer: (any CourtSigner)? = nil
  ) {
    self.store = store
    self.hasher = hasher
    self.clock = clock
    self.ids = ids
    self.books = books
    self.signer = signer
    self.cache = StreamCache(capacity: cacheCapacity)
  }

  /// Attempts a command by name. `expecting` is the version of a case that a form showed: if the case moved on, the person is
  /// told instead of overwriting. A request made again under its `idempotencyKey` is answered as the first time, whatever has
  /// happened since; the same key for anything else is refused.
  @discardableResult
  public func attempt(
    _ call: CommandCall, by actor: Actor, court: CourtCode, idempotencyKey: String? = nil, completes: String? = nil,
    expecting: (stream: StreamID, version: Int)? = nil
  ) async throws -> Receipt {
    guard let type = commandCatalogue[call.name] else {
      await tally.note(.faults)
      throw Failure.unknownCommand(call.name)
    }
    var input = Input(call.fields, today: clock.now.day)
    let command = type.init(&input)
    guard input.faults.isEmpty else {
      await tally.note(.faults)
      throw Failure.faults(input.faults)
    }
    let request = idempotencyKey.map { RequestKey(key: $0, digest: digest(call)) }
    if let request {
      do {
        if let earlier = try await earlier(request) {
          await tally.note(.repeated)
          return earlier
        }
      } catch {
        await tally.note(CommandTally.Outcome(error))
        throw error
      }
    }
    do {
      return try await attempt(command, by: actor, court: court, request: request, completes: completes, expecting: expecting)
    } catch let failure as Failure {
      // The same request may have been done between the look and the decision.
      if let request, let earlier = try await earlier(request) { return earlier }
      throw failure
    }
  }

  /// Says what was asked for, whatever the order of the fields.
  private func digest(_ call: CommandCall) -> String {
    hasher.digest(IdentityKey("request", "\(call.name)\n\(JSONText.encode(InputValue.object(call.fields)))"))
  }
  private func earlier(_ request: RequestKey) async throws -> Receipt? {
    switch try await store.earlier(request) {
    case .repeated(let first)?: try await answered(request, first)
    case .keyUsedOtherwise?: throw Failure.keyUsedOtherwise
    case .stored?, .conflict?, .refused?, nil: nil
    }
  }

  /// What the first request of this key led to, read from the log again.
  private func answered(_ request: RequestKey, _ causation: String) async throws -> Receipt {
    guard let position = try await store.position(of: request) else {
      return Receipt(causation: causation, appended: [], position: 0, repeated: true)
    }
    let events = try await store.read(after: position - 1, limit: CaseDesk.answeredEventsMax)
      .prefix { $0.meta.causation == causation }
    var streams: [StreamEvents] = []
    for recorded in events {
      if streams.last?.stream == recorded.meta.stream {
        let last = streams.removeLast()
        streams.append(StreamEvents(stream: last.stream, expected: last.expected, events: last.events + [recorded.event]))
      } else {
        streams.append(
          StreamEvents(stream: recorded.meta.stream, expected: recorded.meta.version - 1, events: [recorded.event]))
      }
    }
    return Receipt(causation: causation, appended: streams, position: events.last?.position ?? 0, repeated: true)
  }
  private static let answeredEventsMax = 1_000

  /// Attempts a command. A version conflict reloads and decides again, one after the other with all others who met at that stream:
  /// many who file at once wait for the next number and are not turned away.
  @discardableResult
  public func attempt(
    _ command: any Command, by actor: Actor, court: CourtCode, request: RequestKey? = nil, completes: String? = nil,
    expecting: (stream: StreamID, version: Int)? = nil
  ) async throws -> Receipt {
    let place = StreamQueue.Place()
    do {
      let receipt = try await attempt(
        command, by: actor, court: court, request: request, completes: completes, expecting: expecting, place: place)
      await queue.leave(place)
      await tally.note(receipt.repeated ? .repeated : .done)
      return receipt
    } catch {
      await queue.leave(place)
      await tally.note(CommandTally.Outcome(error))
      throw error
    }
  }

  /// How often a command is decided anew. After the first conflict it meets only newcomers to the stream, each once.
  private static let attemptsMax = 24

  private func attempt(
    _ command: any Command, by actor: Actor, court: CourtCode, request: RequestKey?, completes: String?,
    expecting: (stream: StreamID, version: Int)?, place: StreamQueue.Place
  ) async throws -> Receipt {
    var conflicted: StreamID?
    for _ in 0..<CaseDesk.attemptsMax {
      let depository = PendingDeposits(ids: ids, hasher: hasher)
      let situation = try await situation(for: command, actor: actor, court: court, depository: depository)
      if let expecting, situation.version(expecting.stream) != expecting.version { throw Failure.conflict(expecting.stream) }
      let causation = completes ?? "command:\(ids.next(AttemptID.self))"
      let decided: [StreamEvents]
      do {
        try Authority.check(type(of: command), actor)
        decided = try command.decide(in: situation).filter { !$0.events.isEmpty }
      } catch {
        throw Failure.refused(error)
      }
      let transaction = transaction(
        decided, situation, resting: command.restsOn(situation), causation: causation, depository: depository, request: request,
        completes: completes)
      if transaction.streams.isEmpty && completes == nil && request == nil {
        return Receipt(causation: causation, appended: [], position: 0, repeated: false)
      }
      switch try await store.append(transaction) {
      case .stored(let position):
        let appended = transaction.streams.filter { !$0.events.isEmpty }
        await cache.advance(situation, appended, causation: causation)
        return Receipt(causation: causation, appended: appended, position: position, repeated: false)
      case .repeated(let first):
        if let request, let earlier = try await earlier(request) { return earlier }
        return Receipt(causation: first, appended: [], position: 0, repeated: true)
      case .keyUsedOtherwise: throw Failure.keyUsedOtherwise
      case .refused(let refusal): throw Failure.refused(.ledger(refusal))
      case .conflict(let stream, _):
        conflicted = stream
        await queue.wait(place, at: stream)
        await cache.forget(transaction.streams.map(\.stream))
      }
    }
    throw Failure.conflict(conflicted ?? StreamID(.caseFile, ""))
  }

  /// What a page needs to offer commands: the case and its account as the actor finds them now.
  public func look(at id: ID<CaseFile>, actor: Actor, court: CourtCode) async throws -> Situation {
    try await load(
      [.caseFile(id), .caseAccount(id), .distribution(id), .organisation(court)], actor: actor, court: court,
      depository: PendingDeposits(ids: ids, hasher: hasher))
  }

  /// The actor with the colleagues in whose cases he acts today.
  public func acting(_ actor: Actor, court: CourtCode) async throws -> Actor {
    actor.acting(in: try await organisation(court), on: clock.now.day)
  }
  /// The court's staff and their roles now; empty before anybody joined.
  public func organisation(_ court: CourtCode) async throws -> Organisation {
    let stream = StreamID.organisation(court)
    return try await cache.load([stream], from: store)[stream]?.state as? Organisation ?? Organisation()
  }
  /// A stream as it is now.
  public func look<State: StreamState>(at stream: StreamID) async throws -> State {
    try await cache.load([stream], from: store)[stream]?.state as? State ?? State()
  }

  /// As ``look(at:actor:court:)``, with the persons of the case.
  public func lookAtParties(of id: ID<CaseFile>, actor: Actor, court: CourtCode) async throws -> Situation {
    var situation = try await look(at: id, actor: actor, court: court)
    let persons = situation.caseFile(id).filing.parties.map { StreamID.person($0.person) }
    for (stream, loaded) in try await cache.load(persons, from: store) { situation.streams[stream] = loaded }
    return situation
  }

  /// The accounts of many cases.
  public func accounts(of cases: [ID<CaseFile>]) async throws -> [ID<CaseFile>: CaseAccount] {
    var found: [ID<CaseFile>: CaseAccount] = [:]
    for start in stride(from: 0, to: cases.count, by: CaseDesk.accountsAtOnce) {
      let part = cases[start..<min(start + CaseDesk.accountsAtOnce, cases.count)]
      let loaded = try await cache.load(part.map { .caseAccount($0) }, from: store)
      for id in part { found[id] = loaded[.caseAccount(id)]?.state as? CaseAccount }
    }
    return found
  }
  private static let accountsAtOnce = 200

  /// A stream as it stands; the empty state where nothing was stored.
  public func state<State: StreamState>(_ stream: StreamID) async throws -> State {
    try await cache.load([stream], from: store)[stream]?.state as? State ?? State()
  }

  /// The situation in which a command would be decided now. Nothing is stored.
  public func rehearse(_ command: any Command, by actor: Actor, court: CourtCode) async throws -> Situation {
    try await situation(for: command, actor: actor, court: court, depository: PendingDeposits(ids: ids, hasher: hasher))
  }

  private static let readsDeep = 8

  private func situation(
    for command: any Command, actor: Actor, court: CourtCode, depository: PendingDeposits
  ) async throws -> Situation {
    let identities = try await known(command.identities)
    var findings = Findings()
    for need in command.needs { findings.take(try await store.find(need, court: court)) }
    let streams = command.reads + [.organisation(court)]
    var situation = try await load(
      streams, actor: actor, court: court, depository: depository, identities: identities, findings: findings)
    // What was loaded may name more: a request its case, a case the one that resumes it.
    for _ in 0..<CaseDesk.readsDeep {
      let more = command.alsoReads(situation).filter { situation.streams[$0] == nil }
      guard !more.isEmpty else { break }
      for (stream, loaded) in try await cache.load(more, from: store) { situation.streams[stream] = loaded }
    }
    for need in command.alsoNeeds(situation) { situation.findings.take(try await store.find(need, court: court)) }
    situation.identities.merge(try await known(command.alsoIdentities(situation))) { _, new in new }
    let entries = command.opens(situation)
    if !entries.isEmpty { depository.know(try await store.open(entries)) }
    return situation
  }

  private func known(_ keys: [IdentityKey]) async throws -> [IdentityKey: KnownIdentity] {
    guard !keys.isEmpty else { return [:] }
    let digests = keys.map { hasher.digest($0) }
    let known = try await store.identities(digests)
    return Dictionary(zip(keys, digests.map { KnownIdentity(digest: $0, id: known[$0]) })) { first, _ in first }
  }

  private func load(
    _ streams: [StreamID], actor: Actor, court: CourtCode, depository: PendingDeposits,
    identities: [IdentityKey: KnownIdentity] = [:], findings: Findings = Findings()
  ) async throws -> Situation {
    let loaded = try await cache.load(streams, from: store)
    let organisation = loaded[.organisation(court)]?.state as? Organisation ?? Organisation()
    return Situation(
      streams: loaded, actor: actor.acting(in: organisation, on: clock.now.day), court: court, now: clock.now, law: books.law,
      process: books.process, triage: books.triage, units: books.units, ids: ids, depository: depository, identities: identities,
      findings: findings, signer: signer)
  }

  private func transaction(
    _ decided: [StreamEvents], _ situation: Situation, resting: [StreamID], causation: String, depository: PendingDeposits,
    request: RequestKey?, completes: String?
  ) -> Transaction {
    let followed = situation.process.follow(decided, in: situation, causation: causation)
    let written = Set(followed.map(\.stream))
    // Without events: only the version is compared.
    let unwritten = Set(followed.isEmpty ? [] : resting).subtracting(written).filter { situation.streams[$0] != nil }
    let after = situation.after(followed, causation: causation)
    return Transaction(
      court: situation.court, at: situation.now, actor: situation.actor.ref, causation: causation,
      streams: followed + unwritten.sorted { $0.description < $1.description }.map { situation.append($0, []) },
      deposits: depository.taken, work: Reactions.work(followed, after: after, causation: causation),
      request: request, completes: completes, idsThrough: situation.ids.latest)
  }
}

extension Findings {
  /// What the store found for one need.
  fileprivate mutating func take(_ answer: NeedAnswer) {
    switch answer {
    case .load(let found): load = found
    case .sameInstrument(let numbers): sameInstrument = numbers
    case .docketRefs(let cases): docketRefs = cases
    case .ledger(let standing): ledger = standing
    case .caseNumbers(let cases): caseNumbers = cases
    case .letters(let receivers): letters = receivers
    case .moneyWeek(let week): moneyWeek = week
    case .openCases(let cases): openCases = cases
    case .bankBooks(let books): bankBooks = books
    }
  }
}

/// Marks ids of attempts.
enum AttemptID {}

/// The court's configuration that decisions rest on.
public struct CourtBooks: Sendable {
  public let law: LawBooks
  public let process: ProcessMap
  public let triage: TriageRules
  public let units: [PartnerUnit]
  public init(law: LawBooks, process: ProcessMap, triage: TriageRules, units: [PartnerUnit]) {
    self.law = law
    self.process = process
    self.triage = triage
    self.units = units
  }
}
