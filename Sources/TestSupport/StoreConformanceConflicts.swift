import Basics
import Casework
import Enforcement

// MARK: Conflicts and repetitions

extension StoreConformance {
  static let conflictRules: [Rule] = [
    Rule(name: "A decision that rests on an old version is a conflict and leaves nothing behind") { suite in
      let samples = suite.samples
      let known = StreamID.person(samples.ids.next())
      let new = StreamID.person(samples.ids.next())
      try await suite.store(samples.transaction([StreamEvents(stream: known, expected: 0, events: [samples.recorded()])]))
      let ref = samples.ref()
      let item = samples.work("left behind")
      let outcome = try await suite.store.append(
        samples.transaction(
          [
            StreamEvents(stream: new, expected: 0, events: [samples.recorded(digest: "of a conflict")]),
            StreamEvents(stream: known, expected: 0, events: [samples.updated()]),
          ], deposits: [Deposit(ref: ref, content: VaultContent("text", ["text": "x"]))], work: [item],
          key: "key of a conflict"))
      try suite.expectEqual(outcome, .conflict(known, version: 1), "the outcome")
      try suite.expectEqual(try await suite.names(new), [], "events of the other stream")
      try suite.expectEqual(try await suite.store.open([ref]).count, 0, "vault entries")
      try suite.expectEqual(try await suite.store.pendingWork(), [:], "work")
      try suite.expectEqual(try await suite.store.identities(["of a conflict"]), [:], "identities")
      let again = samples.transaction(
        [StreamEvents(stream: new, expected: 0, events: [samples.recorded()])], key: "key of a conflict")
      try await suite.store(again)
    },
    Rule(name: "A version from the future is a conflict too") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      let outcome = try await suite.store.append(
        samples.transaction([StreamEvents(stream: person, expected: 3, events: [samples.updated()])]))
      try suite.expectEqual(outcome, .conflict(person, version: 0), "the outcome")
    },
    Rule(name: "A stream without events has its version compared and is left as it is") { suite in
      let samples = suite.samples
      let (rested, new) = (StreamID.person(samples.ids.next()), StreamID.person(samples.ids.next()))
      try await suite.store(samples.transaction([StreamEvents(stream: rested, expected: 0, events: [samples.recorded()])]))
      func resting(on version: Int) -> Transaction {
        samples.transaction([
          StreamEvents(stream: new, expected: 0, events: [samples.recorded()]),
          StreamEvents(stream: rested, expected: version, events: []),
        ])
      }
      try suite.expectEqual(
        try await suite.store.append(resting(on: 0)), .conflict(rested, version: 1), "a decision on an older state")
      try suite.expectEqual(try await suite.names(new), [], "what it would have written")
      try await suite.store(resting(on: 1))
      try suite.expectEqual(try await suite.store.load([rested])[rested]?.count, 1, "events of the stream rested on")
    },
    Rule(name: "One conflict in a batch of 100 leaves 99 accepted") { suite in
      let samples = suite.samples
      let taken = StreamID.person(samples.ids.next())
      try await suite.store(samples.transaction([StreamEvents(stream: taken, expected: 0, events: [samples.recorded()])]))
      let transactions = (0..<100).map { place in
        samples.transaction([
          StreamEvents(stream: .person(samples.ids.next()), expected: 0, events: [samples.recorded()]),
          StreamEvents(stream: place == 50 ? taken : .person(samples.ids.next()), expected: 0, events: [samples.recorded()]),
        ])
      }
      let outcomes = try await suite.concurrently(transactions)
      try suite.expectEqual(outcomes[50], .conflict(taken, version: 1), "the late one")
      let accepted = outcomes.count { if case .stored = $0 { true } else { false } }
      try suite.expectEqual(accepted, 99, "accepted")
      try suite.expectEqual(try await suite.store.read(after: 0, limit: 1000).count, 1 + 99 * 2, "events in the log")
    },
    Rule(name: "Of 64 decisions on the same version one wins, and the rest learn the version it left") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      let outcomes = try await suite.concurrently(
        (0..<64).map { _ in samples.transaction([StreamEvents(stream: person, expected: 0, events: [samples.recorded()])]) })
      try suite.expectEqual(outcomes.count { $0 == .conflict(person, version: 1) }, 63, "conflicts")
      try suite.expectEqual(try await suite.names(person), [PersonRecorded.name], "the stream")
    },
    Rule(name: "A repeated request gets the first one's result and changes nothing") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      try await suite.store(
        samples.transaction(
          [StreamEvents(stream: person, expected: 0, events: [samples.recorded()])], causation: "command:1", key: "form-7"))
      let outcome = try await suite.store.append(
        samples.transaction(
          [StreamEvents(stream: person, expected: 1, events: [samples.updated()])], causation: "command:2", key: "form-7"))
      try suite.expectEqual(outcome, .repeated(causation: "command:1"), "the outcome")
      try suite.expectEqual(try await suite.names(person).count, 1, "events")
    },
    Rule(name: "A key that was used for one request is refused for another, and nothing is stored") { suite in
      let samples = suite.samples
      let person = StreamID.person(samples.ids.next())
      let request = RequestKey(key: "form-8", digest: "a claim of 100")
      try suite.expectEqual(try await suite.store.earlier(request), nil, "a request nobody made yet")
      try await suite.store(
        samples.transaction(
          [StreamEvents(stream: person, expected: 0, events: [samples.recorded()])], causation: "command:1", key: request.key,
          asks: request.digest))
      let outcome = try await suite.store.append(
        samples.transaction(
          [StreamEvents(stream: person, expected: 1, events: [samples.updated()])], causation: "command:2", key: request.key,
          asks: "a claim of 200"))
      try suite.expectEqual(outcome, .keyUsedOtherwise, "the outcome")
      try suite.expectEqual(try await suite.names(person).count, 1, "events")
      try suite.expectEqual(try await suite.store.earlier(request), .repeated(causation: "command:1"), "the first request")
      let other = RequestKey(key: request.key, digest: "a claim of 200")
      try suite.expectEqual(try await suite.store.earlier(other), .keyUsedOtherwise, "the other request")
    },
    Rule(name: "The same request sent eight times at once is done once") { suite in
      let samples = suite.samples
      let outcomes = try await suite.concurrently(
        (0..<8).map { place in
          samples.transaction(
            [StreamEvents(stream: .person(samples.ids.next()), expected: 0, events: [samples.recorded()])],
            causation: "command:\(place)", key: "pressed often")
        })
      let stored = outcomes.indices.filter { if case .stored = outcomes[$0] { true } else { false } }
      try suite.expectEqual(stored.count, 1, "stored")
      let first = AppendOutcome.repeated(causation: "command:\(stored.first ?? -1)")
      try suite.expectEqual(outcomes.count { $0 == first }, 7, "answers that name the first")
      try suite.expectEqual(try await suite.store.read(after: 0, limit: 100).count, 1, "events in the log")
    },
    Rule(name: "A vault version is written once, and who tries again fails alone") { suite in
      let samples = suite.samples
      let ref = samples.ref()
      func transaction(_ content: String, _ ref: VaultRef) -> Transaction {
        samples.transaction(
          [StreamEvents(stream: .person(samples.ids.next()), expected: 0, events: [samples.recorded()])],
          deposits: [Deposit(ref: ref, content: VaultContent("text", ["text": content]))])
      }
      try await suite.store(transaction("first", ref))
      let store = suite.store
      let transactions = (0..<20).map { transaction("later", $0 == 9 ? ref : samples.ref()) }
      let stored = try await withThrowingTaskGroup(of: Bool.self) { group in
        for each in transactions { group.addTask { (try? await store.append(each)) != nil } }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      try suite.expectEqual(stored, 19, "accepted beside the one that failed")
      try suite.expectEqual(try await suite.store.open([ref])[ref]?.fields["text"], "first", "the entry")
      try suite.expectEqual(try await suite.store.read(after: 0, limit: 100).count, 20, "events in the log")
    },
  ]
}
