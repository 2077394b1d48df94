import Basics
import Casework
import Enforcement
import Ledger
import Storage

/// A store in memory, for tests of what stands above storage. It shares no code with the databases, so that the conformance
/// suite compares two independent readings of the port.
public actor MemoryStore: EventStore, Vault {
  /// Hashes identities and seals deposits, as a court's key file would.
  public nonisolated let keys: VaultKeys

  private var log: [RecordedEvent] = []
  /// Places in `log` of each stream's events, in order of version.
  private var streams: [StreamID: [Int]] = [:]
  private var vault: [VaultPlace: VaultContent] = [:]
  private var requests: [String: (digest: String, causation: String, place: Int)] = [:]
  private var digests: [String: Int64] = [:]
  private var cases = MemoryCases()
  private var work = MemoryWork()
  private var ledger = MemoryLedger()
  private var largest: Int64 = 0

  private struct VaultPlace: Hashable {
    let id: ID<VaultContent>
    let version: Int
    init(_ ref: VaultRef) {
      id = ref.id
      version = ref.version
    }
  }
  /// What the store refuses by itself, as databases do by a key.
  public enum Failure: Error, Sendable {
    /// A version of private content is written once.
    case vaultEntryExists(VaultRef)
  }

  public init(keys: VaultKeys = VaultKeys(secret: Array(repeating: 7, count: 32))) { self.keys = keys }

  // MARK: Log

  public func load(_ wanted: [StreamID]) async throws -> [StreamID: [RecordedEvent]] {
    var result: [StreamID: [RecordedEvent]] = [:]
    for stream in wanted { result[stream] = (streams[stream] ?? []).map { log[$0] } }
    return result
  }

  public func load(_ stream: StreamID, after version: Int) async throws -> [RecordedEvent] {
    (streams[stream] ?? []).map { log[$0] }.filter { $0.meta.version > version }
  }

  public func read(after position: Int64, limit: Int) async throws -> [RecordedEvent] {
    Array(log.drop { $0.position <= position }.prefix(max(0, limit)))
  }

  public func append(_ transaction: Transaction) async throws -> AppendOutcome {
    if let request = transaction.request, let earlier = earlier(request) { return earlier }
    for part in transaction.streams {
      let version = streams[part.stream]?.count ?? 0
      if version != part.expected { return .conflict(part.stream, version: version) }
    }
    for part in transaction.streams {
      for event in part.events {
        guard let claim = claim(event, part.stream), let holder = digests[claim.digest] else { continue }
        let isMoney = event is ReceiptBooked || event is BankReceiptTaken || event is ClusterReceiptBooked
        let stream = isMoney ? part.stream : StreamID(part.stream.kind, "\(holder)")
        return .conflict(stream, version: streams[stream]?.count ?? 0)
      }
    }
    for deposit in transaction.deposits where vault[VaultPlace(deposit.ref)] != nil {
      throw Failure.vaultEntryExists(deposit.ref)
    }
    var after = ledger
    if let refusal = after.book(transaction) {
      if let completes = transaction.completes, !work.has(completes) { return .repeated(causation: completes) }
      return .refused(refusal)
    }
    if let completes = transaction.completes, !work.remove(completes) { return .repeated(causation: completes) }
    if let request = transaction.request { requests[request.key] = (request.digest, transaction.causation, log.count + 1) }
    ledger = after
    for part in transaction.streams { record(part, transaction) }
    for deposit in transaction.deposits {
      vault[VaultPlace(deposit.ref)] = deposit.content
      largest = max(largest, deposit.ref.id.raw)
    }
    for item in transaction.work { work.enqueue(item) }
    largest = max(largest, transaction.idsThrough)
    return .stored(through: log.last?.position ?? 0)
  }

  public func earlier(_ request: RequestKey) -> AppendOutcome? {
    requests[request.key].map { $0.digest == request.digest ? .repeated(causation: $0.causation) : .keyUsedOtherwise }
  }

  public func position(of request: RequestKey) -> Int64? {
    requests[request.key].flatMap { $0.place <= log.count ? Int64($0.place) : nil }
  }

  private func record(_ part: StreamEvents, _ transaction: Transaction) {
    largest = max(largest, Int64(part.stream.key) ?? 0)
    for (offset, event) in part.events.enumerated() {
      let meta = EventMeta(
        stream: part.stream, version: part.expected + offset + 1, court: transaction.court, at: transaction.at,
        actor: transaction.actor, causation: transaction.causation)
      streams[part.stream, default: []].append(log.count)
      log.append(RecordedEvent(position: Int64(log.count + 1), meta: meta, event: event))
      remember(event, meta)
    }
  }

  private func remember(_ event: any Event, _ meta: EventMeta) {
    cases.take(event, meta)
    if let noted = event as? CreditsNoted {
      for credit in noted.credits where !credit.seen.isEmpty && digests[credit.seen] == nil { digests[credit.seen] = 0 }
    }
    guard let claim = claim(event, meta.stream), digests[claim.digest] == nil else { return }
    digests[claim.digest] = claim.id
  }

  /// The identity that an event gives to its stream, or to its receipt.
  private func claim(_ event: any Event, _ stream: StreamID) -> (digest: String, id: Int64)? {
    let claim: (digest: String, id: Int64)? =
      switch event {
      case let event as PersonRecorded: (event.idDigest, Int64(stream.key) ?? 0)
      case let event as PropertyRecorded: (event.identityDigest, Int64(stream.key) ?? 0)
      case let event as ReceiptBooked: (event.bankLineDigest, event.receipt.raw)
      case let event as BankReceiptTaken: (event.lineDigest, Int64(stream.key) ?? 0)
      case let event as ClusterReceiptBooked: (event.bankLineDigest, event.booking.raw)
      case let event as AidFundFilled: (event.bankLineDigest, event.deposit.raw)
      default: nil
      }
    return claim.flatMap { $0.digest.isEmpty ? nil : $0 }
  }

  // MARK: Look-ups

  public func identities(_ wanted: [String]) async throws -> [String: Int64] {
    digests.filter { wanted.contains($0.key) }
  }
  public func find(_ need: Need, court: CourtCode) async throws -> NeedAnswer {
    switch need {
    case .ledger: return .ledger(ledger.standing(court, through: Int64(log.count)))
    case .bankBooks(let account, let day, let entries):
      let own = log.filter { $0.meta.court == court }
      return .bankBooks(MemoryBank.books(account, day, entries, ledger.bankEntries(court), own))
    default: return cases.find(need, court)
    }
  }
  public func largestID() async throws -> Int64 { largest }

  public func open(_ refs: [VaultRef]) async throws -> [VaultRef: VaultContent] {
    var opened: [VaultRef: VaultContent] = [:]
    for ref in refs { opened[ref] = vault[VaultPlace(ref)] }
    return opened
  }

  // MARK: Work

  public func takeDue(
    _ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64
  ) async throws -> [WorkItem] {
    work.take(kinds, paced: paced, now: now, limit: limit, leaseSeconds: leaseSeconds)
  }
  public func finish(_ workID: String) async throws { _ = work.remove(workID) }
  public func postpone(_ workID: String, until: Instant, error: String) async throws { work.postpone(workID, until, error) }
  public func nextDue(_ kinds: Set<WorkItem.Kind>) async throws -> Instant? { work.nextDue(kinds) }
  public func oldestWork() async throws -> [WorkItem.Kind: Instant] { work.oldest }
  public func eventCount() async throws -> Int64 { Int64(log.count) }
  public func pendingWork() async throws -> [WorkItem.Kind: Int] { work.pending }
}
