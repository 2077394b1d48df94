import Basics
import Enforcement
import TestSupport
import Testing

@testable import Casework

/// A store whose readers wait at a gate, so that others may append meanwhile.
private actor GatedStore: EventStore {
  private let inner: MemoryStore
  private var closed = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  init(_ inner: MemoryStore) { self.inner = inner }

  func close() { closed = true }
  func open() {
    closed = false
    for reader in waiting { reader.resume() }
    waiting = []
  }
  var readers: Int { waiting.count }

  /// Reads first, then waits: what it returns is what stood when it began.
  func load(_ streams: [StreamID]) async throws -> [StreamID: [RecordedEvent]] {
    let read = try await inner.load(streams)
    if closed { await withCheckedContinuation { waiting.append($0) } }
    return read
  }
  func load(_ stream: StreamID, after version: Int) async throws -> [RecordedEvent] {
    try await inner.load(stream, after: version)
  }
  func earlier(_ request: RequestKey) async throws -> AppendOutcome? { await inner.earlier(request) }
  func position(of request: RequestKey) async throws -> Int64? { await inner.position(of: request) }
  func append(_ transaction: Transaction) async throws -> AppendOutcome { try await inner.append(transaction) }
  func read(after position: Int64, limit: Int) async throws -> [RecordedEvent] {
    try await inner.read(after: position, limit: limit)
  }
  func takeDue(
    _ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64
  ) async throws -> [WorkItem] {
    try await inner.takeDue(kinds, paced: paced, now: now, limit: limit, leaseSeconds: leaseSeconds)
  }
  func finish(_ workID: String) async throws { try await inner.finish(workID) }
  func postpone(_ workID: String, until: Instant, error: String) async throws {
    try await inner.postpone(workID, until: until, error: error)
  }
  func nextDue(_ kinds: Set<WorkItem.Kind>) async throws -> Instant? { try await inner.nextDue(kinds) }
  func oldestWork() async throws -> [WorkItem.Kind: Instant] { try await inner.oldestWork() }
  func eventCount() async throws -> Int64 { try await inner.eventCount() }
  func pendingWork() async throws -> [WorkItem.Kind: Int] { try await inner.pendingWork() }
  func identities(_ digests: [String]) async throws -> [String: Int64] { try await inner.identities(digests) }
  func find(_ need: Need, court: CourtCode) async throws -> NeedAnswer { try await inner.find(need, court: court) }
  func largestID() async throws -> Int64 { try await inner.largestID() }
  func open(_ refs: [VaultRef]) async throws -> [VaultRef: VaultContent] { try await inner.open(refs) }
}

struct StreamCacheTests {
  private let samples = StoreSamples()

  /// A stream at version 1, a reader that has read it and waits, and the stream's second event appended meanwhile.
  private func meanwhile(
    _ then: (StreamCache, StreamID, Situation.Loaded) async throws -> Void
  ) async throws -> (read: Int, known: Int) {
    let inner = MemoryStore()
    let store = GatedStore(inner)
    let cache = StreamCache(capacity: 10)
    let money = MoneySamples(samples)
    _ = try await store.append(money.transaction([money.receipt(100)]))
    await store.close()
    let reader = Task { try await cache.load([money.stream], from: store) }
    while await store.readers == 0 { await Task.yield() }
    _ = try await store.append(money.transaction([money.receipt(50)], after: 1))
    let events = try await inner.load([money.stream])[money.stream] ?? []
    let second = StreamCache.fold(events, onto: Situation.Loaded(version: 0, state: CaseAccount()))
    try await then(cache, money.stream, second)
    await store.open()
    let read = try await reader.value[money.stream]?.version ?? 0
    return (read, try await cache.load([money.stream], from: store)[money.stream]?.version ?? 0)
  }

  @Test("What was read before a stream moved on does not replace what is known of it")
  func older() async throws {
    let versions = try await meanwhile { cache, stream, second in await cache.keepAppended(stream, second) }
    #expect(versions == (2, 2))
  }

  @Test("What was read before a stream was forgotten is not kept")
  func forgotten() async throws {
    let versions = try await meanwhile { cache, stream, _ in await cache.forget([stream]) }
    #expect(versions == (1, 2))
  }

  @Test("What was read while nothing happened is kept")
  func kept() async throws {
    let versions = try await meanwhile { _, _, _ in }
    #expect(versions == (1, 1))
  }
}
