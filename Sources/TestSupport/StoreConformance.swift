import Basics
import Casework
import Enforcement

/// What every store must do, as rules that run on memory, SQLite and any later engine. A rule throws where the store breaks it.
public struct StoreConformance: Sendable {
  public typealias Store = any EventStore & Vault

  /// A broken rule, in words.
  public struct Broken: Error, CustomStringConvertible {
    public let description: String
    public init(description: String) { self.description = description }
  }
  /// A rule by name; `run` throws where the store breaks it.
  public struct Rule: Sendable {
    public let name: String
    public let run: @Sendable (StoreConformance) async throws -> Void
  }

  public let store: Store
  let samples = StoreSamples()

  /// `store` is empty and used for one rule only.
  public init(_ store: Store) { self.store = store }

  /// Every rule, by name.
  public static let rules: [Rule] = logRules + conflictRules + lookUpRules + workRules + ledgerRules

  func expect(_ holds: Bool, _ words: @autoclosure () -> String) throws {
    guard holds else { throw Broken(description: words()) }
  }
  func expectEqual<Value: Equatable>(_ value: Value, _ expected: Value, _ what: String) throws {
    try expect(value == expected, "\(what): \(value), expected \(expected)")
  }
  /// Appends what must be stored.
  @discardableResult
  func store(_ transaction: Transaction) async throws -> Int64 {
    switch try await store.append(transaction) {
    case .stored(let through): return through
    case .conflict(let stream, let version): throw Broken(description: "conflict on \(stream) at version \(version)")
    case .refused(let refusal): throw Broken(description: refusal.message.en)
    case .keyUsedOtherwise: throw Broken(description: "the key was taken for another request's")
    case .repeated(let causation): throw Broken(description: "taken for a repetition of \(causation)")
    }
  }
  func names(_ stream: StreamID) async throws -> [String] {
    (try await store.load([stream])[stream] ?? []).map { type(of: $0.event).name }
  }
}

// MARK: The log

extension StoreConformance {
  static let logRules: [Rule] = [
    Rule(name: "A stream nothing was written to is empty") { suite in
      let stream = StreamID.person(suite.samples.ids.next())
      let loaded = try await suite.store.load([stream])
      try suite.expectEqual(loaded[stream]?.count, 0, "events of an unknown stream")
      try suite.expectEqual(try await suite.store.load(stream, after: 0).count, 0, "events after version 0")
      try suite.expectEqual(try await suite.store.read(after: 0, limit: 10).count, 0, "the empty log")
    },
    Rule(name: "Events come back in order, whole, with all that is known about them") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      let first = samples.recorded()
      let second = samples.updated()
      let at = Instant(milliseconds: 1_790_000_000_123)
      let actors: [Actor.Ref] = [.machine, .staff(samples.ids.next()), .party(samples.ids.next()), .partner("bank:北")]
      for (version, actor) in actors.enumerated() {
        try await suite.store(
          samples.transaction(
            [StreamEvents(stream: person, expected: version, events: [version == 0 ? first : second])], at: at, actor: actor,
            causation: "command:\(version)"))
      }
      let loaded = try await suite.store.load([person])[person] ?? []
      try suite.expectEqual(loaded.map(\.meta.version), [1, 2, 3, 4], "versions")
      try suite.expectEqual(loaded.map(\.meta.actor), actors, "actors")
      try suite.expectEqual(loaded.map(\.meta.causation), (0..<4).map { "command:\($0)" }, "causations")
      try suite.expect(loaded.allSatisfy { $0.meta.at == at && $0.meta.court == samples.court }, "moment or court was lost")
      try suite.expect(loaded.allSatisfy { $0.meta.stream == person }, "the stream's name was lost")
      try suite.expectEqual(loaded.first?.event as? PersonRecorded, first, "the first event")
      try suite.expectEqual(loaded.last?.event as? PersonUpdated, second, "the last event")
    },
    Rule(name: "What a cache is missing is read after its version") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      try await suite.store(
        samples.transaction([
          StreamEvents(stream: person, expected: 0, events: [samples.recorded(), samples.updated(), samples.updated()])
        ]))
      try suite.expectEqual(try await suite.store.load(person, after: 1).map(\.meta.version), [2, 3], "versions after 1")
      try suite.expectEqual(try await suite.store.load(person, after: 3).count, 0, "events after the last")
    },
    Rule(name: "The log is read in order from any position, and a page is never longer than asked") { suite in
      let samples = suite.samples
      var last: Int64 = 0
      for _ in 0..<5 {
        let person = StreamID.person(samples.ids.next())
        let events: [any Event] = [samples.recorded(), samples.updated()]
        last = try await suite.store(samples.transaction([StreamEvents(stream: person, expected: 0, events: events)]))
      }
      var positions: [Int64] = []
      while true {
        let page = try await suite.store.read(after: positions.last ?? 0, limit: 3)
        if page.isEmpty { break }
        try suite.expect(page.count <= 3, "a page of \(page.count) for a limit of 3")
        positions += page.map(\.position)
      }
      try suite.expectEqual(positions.count, 10, "events read")
      try suite.expect(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 }, "positions do not grow: \(positions)")
      try suite.expectEqual(positions.last, last, "the position that the last append named")
    },
    Rule(name: "One decision writes to several streams at once") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      let file = samples.ids.next(CaseFile.self)
      try await suite.store(
        samples.transaction([
          StreamEvents(stream: person, expected: 0, events: [samples.recorded()]),
          StreamEvents(stream: .caseFile(file), expected: 0, events: [samples.application(file)]),
        ]))
      let loaded = try await suite.store.load([person, .caseFile(file)])
      try suite.expectEqual(loaded[person]?.count, 1, "events of the person")
      try suite.expectEqual(loaded[.caseFile(file)]?.count, 1, "events of the case")
    },
    Rule(name: "1,024 concurrent appends are all stored, each once") { suite in
      let samples = suite.samples
      let transactions = (0..<1024).map { _ in
        samples.transaction([StreamEvents(stream: .person(samples.ids.next()), expected: 0, events: [samples.recorded()])])
      }
      let outcomes = try await suite.concurrently(transactions)
      let positions = outcomes.compactMap { if case .stored(let through) = $0 { through } else { nil } }
      try suite.expectEqual(Set(positions).count, 1024, "different positions")
      try suite.expectEqual(try await suite.store.read(after: 0, limit: 2000).count, 1024, "events in the log")
    },
  ]

  /// All at once; outcomes in the order of the transactions.
  func concurrently(_ transactions: [Transaction]) async throws -> [AppendOutcome] {
    let store = store
    return try await withThrowingTaskGroup(of: (Int, AppendOutcome).self) { group in
      for (place, transaction) in transactions.enumerated() {
        group.addTask { (place, try await store.append(transaction)) }
      }
      var outcomes: [Int: AppendOutcome] = [:]
      for try await (place, outcome) in group { outcomes[place] = outcome }
      return transactions.indices.compactMap { outcomes[$0] }
    }
  }
}
