import Basics
import Casework
import Enforcement

// MARK: Work

extension StoreConformance {
  static let all = Set(WorkItem.Kind.allCases)
  static let workRules: [Rule] = [
    Rule(name: "Due work is taken by its moment, then as it came; urgent and paced apart; no more than asked") { suite in
      let samples = suite.samples
      try await suite.enqueue([
        samples.work("late", due: 30), samples.work("second", due: 10), samples.work("a paced one", due: 5, paced: true),
        samples.work("first", due: 9), samples.work("after second", due: 10), samples.work("not yet", due: 500),
      ])
      let now = samples.moment(100)
      let taken = try await suite.take(now: now, limit: 3)
      try suite.expectEqual(taken, ["first", "second", "after second"], "taken")
      try suite.expectEqual(try await suite.take(now: now, limit: 9), ["late"], "taken next")
      try suite.expectEqual(try await suite.take(now: now, paced: true, limit: 9), ["a paced one"], "taken of the paced")
      try suite.expectEqual(try await suite.take(now: now, limit: 9), [], "taken when nothing is left")
    },
    Rule(name: "Only the kinds asked for are taken, as they were left") { suite in
      let samples = suite.samples
      let item = samples.work("a message", kind: .message)
      try await suite.enqueue([item, samples.work("a timer", kind: .timer, key: "t/1")])
      let taken = try await suite.store.takeDue([.message], paced: false, now: samples.moment(1), limit: 9, leaseSeconds: 60)
      try suite.expectEqual(taken, [item], "taken")
      try suite.expectEqual(try await suite.store.pendingWork(), [.message: 1, .timer: 1], "waiting or taken")
      let oldest = try await suite.store.oldestWork()
      try suite.expectEqual(Set(oldest.keys), [.message, .timer], "the oldest of each kind")
    },
    Rule(name: "Work under a lease is not handed out again until the lease ends") { suite in
      let samples = suite.samples
      try await suite.enqueue([samples.work("job", due: 10)])
      try suite.expectEqual(try await suite.store.nextDue(all), samples.moment(10), "due")
      try suite.expectEqual(try await suite.take(now: samples.moment(20), lease: 60), ["job"], "taken")
      try suite.expectEqual(try await suite.store.nextDue(all), samples.moment(80), "free again")
      try suite.expectEqual(try await suite.take(now: samples.moment(79), lease: 60), [], "taken under the lease")
      try suite.expectEqual(try await suite.take(now: samples.moment(80), lease: 60), ["job"], "taken after the lease")
      try await suite.store.finish("job")
      try suite.expectEqual(try await suite.take(now: samples.moment(900), lease: 60), [], "taken when finished")
      try suite.expectEqual(try await suite.store.nextDue(all), nil, "due when nothing waits")
    },
    Rule(name: "Postponed work comes again at its new moment") { suite in
      let samples = suite.samples
      try await suite.enqueue([samples.work("job", due: 10)])
      _ = try await suite.take(now: samples.moment(20), lease: 600)
      try await suite.store.postpone("job", until: samples.moment(50), error: "the unit did not answer")
      try suite.expectEqual(try await suite.store.nextDue(all), samples.moment(50), "due")
      try suite.expectEqual(try await suite.take(now: samples.moment(49)), [], "taken early")
      try suite.expectEqual(try await suite.take(now: samples.moment(50)), ["job"], "taken")
    },
    Rule(name: "A timer replaces the one of its key, a cancellation removes it, and other keys stay") { suite in
      let samples = suite.samples
      try await suite.enqueue([samples.work("old", key: "warn/1", due: 10), samples.work("other", key: "warn/2", due: 11)])
      try await suite.enqueue([samples.work("new", key: "warn/1", due: 12)])
      try suite.expectEqual(try await suite.take(now: samples.moment(20), lease: 1), ["other", "new"], "timers")
      try await suite.enqueue([samples.work("cancel", kind: .cancel, key: "warn/1")])
      try suite.expectEqual(try await suite.take(now: samples.moment(30)), ["other"], "timers left")
      try suite.expectEqual(try await suite.store.pendingWork(), [.timer: 1], "rows left")
    },
    Rule(name: "The same reaction twice leaves one row") { suite in
      let samples = suite.samples
      try await suite.enqueue([samples.work("send:1", kind: .send, due: 5)])
      try await suite.enqueue([samples.work("send:1", kind: .send, due: 9)])
      try suite.expectEqual(try await suite.store.nextDue(all), samples.moment(5), "due")
      try suite.expectEqual(try await suite.store.pendingWork(), [.send: 1], "rows")
    },
    Rule(name: "The command a row led to completes it in the same transaction, once") { suite in
      let samples = suite.samples
      try await suite.enqueue([samples.work("follow-up")])
      let person = StreamID.person(samples.ids.next())
      let late = samples.transaction(
        [StreamEvents(stream: person, expected: 4, events: [samples.updated()])], completes: "follow-up")
      try suite.expectEqual(try await suite.store.append(late), .conflict(person, version: 0), "a conflict")
      try suite.expectEqual(try await suite.store.pendingWork(), [.timer: 1], "rows after the conflict")
      let first = samples.transaction(
        [StreamEvents(stream: person, expected: 0, events: [samples.recorded()])], work: [samples.work("next")],
        completes: "follow-up")
      try await suite.store(first)
      try suite.expectEqual(try await suite.take(now: samples.moment(100)), ["next"], "rows after the command")
      let second = samples.transaction(
        [StreamEvents(stream: person, expected: 1, events: [samples.updated()])], completes: "follow-up")
      try suite.expectEqual(try await suite.store.append(second), .repeated(causation: "follow-up"), "the second time")
      try suite.expectEqual(try await suite.names(person).count, 1, "events")
    },
  ]

  func enqueue(_ items: [WorkItem]) async throws { try await store(samples.transaction([], work: items)) }

  func take(now: Instant, paced: Bool = false, limit: Int = 100, lease: Int64 = 60) async throws -> [String] {
    try await store.takeDue(StoreConformance.all, paced: paced, now: now, limit: limit, leaseSeconds: lease).map(\.id)
  }
}
