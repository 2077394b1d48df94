import Basics
import Casework
import Dispatch
import Enforcement
import Ledger
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

/// A hundred commands that arrive together are one durable transaction, in which each stands or falls alone.
struct GroupCommitTests {
  let folder: TestFolder
  let store: SQLiteStore
  let samples = StoreSamples()

  init() throws {
    folder = try TestFolder()
    store = try folder.store()
  }

  private func transaction(_ stream: StreamID, expected: Int = 0, deposits: [Deposit] = []) -> Transaction {
    samples.transaction(
      [StreamEvents(stream: stream, expected: expected, events: [samples.recorded()])], deposits: deposits)
  }
  private func hundred() -> [Transaction] { (0..<100).map { _ in transaction(.person(samples.ids.next())) } }

  /// Appends all of them as one group: the writer is held until every one waits.
  private func together(_ transactions: [Transaction]) async throws -> [Result<AppendOutcome, any Error>] {
    let store = store
    let before = await store.committer.groups
    let gate = DispatchSemaphore(value: 0)
    let (held, hold) = AsyncStream<Void>.makeStream()
    let holder = Task {
      try await store.write { _ in
        hold.finish()
        gate.wait()
      }
    }
    for await _ in held {}
    // The first command is a group of its own, at the writer's door; all others queue behind it.
    let ahead = transaction(.person(samples.ids.next()))
    let first = Task { try await store.append(ahead) }
    while await !store.committer.isAtTheDoor { await Task.yield() }
    let results = await withTaskGroup(of: (Int, Result<AppendOutcome, any Error>).self) { group in
      for (place, transaction) in transactions.enumerated() {
        group.addTask {
          do { return (place, .success(try await store.append(transaction))) } catch { return (place, .failure(error)) }
        }
      }
      while await store.committer.waiting < transactions.count { await Task.yield() }
      gate.signal()
      var results: [Int: Result<AppendOutcome, any Error>] = [:]
      for await (place, result) in group { results[place] = result }
      return transactions.indices.compactMap { results[$0] }
    }
    try await holder.value
    _ = try await first.value
    #expect(await store.committer.groups == before + 2, "the commands did not share one transaction")
    return results
  }

  /// The places whose command was stored; their positions differ, and each event is in the log once.
  private func stored(_ results: [Result<AppendOutcome, any Error>]) async throws -> [Int] {
    var positions: Set<Int64> = []
    let places = results.indices.filter {
      guard case .success(.stored(let through)) = results[$0] else { return false }
      return positions.insert(through).inserted
    }
    let log = Set(try await store.read(after: 0, limit: 1000).map(\.position))
    #expect(positions.isSubset(of: log))
    #expect(log.count == places.count + 2, "the log holds other events than those acknowledged")
    _ = try await store.verifyLog()
    #expect(try await store.replayCheck().differences.count == 0)
    return places
  }

  @Test func oneConflictInAHundredLeavesNinetyNineAccepted() async throws {
    let taken = StreamID.person(samples.ids.next())
    _ = try await store.append(transaction(taken))
    var transactions = hundred()
    transactions[41] = transaction(taken)
    let results = try await together(transactions)
    #expect(try await stored(results) == Array(0..<41) + Array(42..<100))
    #expect(try results[41].get() == .conflict(taken, version: 1))
  }

  @Test func ofTwoThatWantTheSameStreamTheFirstOfTheGroupHasIt() async throws {
    _ = try await store.append(transaction(.person(samples.ids.next())))
    var transactions = hundred()
    let wanted = transactions[10].streams[0].stream
    transactions[70] = transaction(wanted)
    let results = try await together(transactions)
    let conflicts = try results.indices.filter { try results[$0].get() == .conflict(wanted, version: 1) }
    #expect(conflicts == [10] || conflicts == [70])
    #expect(try await stored(results).count == 99)
  }

  @Test func onePayoutOfMoneyThatIsNotThereFailsAlone() async throws {
    let money = MoneySamples(samples)
    _ = try await store.append(money.transaction([money.receipt(10_000)]))
    var transactions = hundred()
    transactions[33] = money.transaction([money.proposed([money.line(10_001)])], after: 1)
    let results = try await together(transactions)
    #expect(try await stored(results) == Array(0..<33) + Array(34..<100))
    let account = LedgerAccount(.case, "\(money.caseID)")
    #expect(try results[33].get() == .refused(.negative(account, available: Money(fen: -1))))
  }

  @Test func oneThatCannotBeWrittenFailsAlone() async throws {
    let content = VaultContent("text", ["text": "白鹭路"])
    let ref = VaultRef(id: samples.ids.next(), version: 1, digest: "00")
    _ = try await store.append(
      transaction(.person(samples.ids.next()), deposits: [Deposit(ref: ref, content: content)]))
    var transactions = hundred()
    // The vault only grows: the same entry a second time breaks its key in the middle of the group.
    transactions[99] = transaction(.person(samples.ids.next()), deposits: [Deposit(ref: ref, content: content)])
    let results = try await together(transactions)
    #expect(throws: (any Error).self) { try results[99].get() }
    #expect(try await stored(results) == Array(0..<99))
  }
}

extension GroupCommitter {
  /// One group is being written, and nobody waits behind it.
  fileprivate var isAtTheDoor: Bool { isWriting && waiting == 0 }
}
