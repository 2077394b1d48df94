import Basics
import Casework
import Enforcement
import Ledger

// MARK: The ledger

extension StoreConformance {
  func standing() async throws -> LedgerStanding {
    guard case .ledger(let standing) = try await store.find(.ledger, court: samples.court) else {
      throw Broken(description: "the answer is of another kind")
    }
    return standing
  }

  static let ledgerRules: [Rule] = [
    Rule(name: "A payout that reserves more than came in is refused and leaves nothing behind") { suite in
      let money = MoneySamples(suite.samples)
      try await suite.store(money.transaction([money.receipt(10_000)]))
      let before = try await suite.standing()
      let person = StreamID.person(suite.samples.ids.next())
      let payout = money.proposed([money.line(9_000), money.line(1_001, .fee)])
      let outcome = try await suite.store.append(
        suite.samples.transaction(
          [
            StreamEvents(stream: person, expected: 0, events: [suite.samples.recorded(digest: "of a refusal")]),
            StreamEvents(stream: money.stream, expected: 1, events: [payout]),
          ], work: [suite.samples.work("left behind")], key: "key of a refusal"))
      let account = LedgerAccount(.case, "\(money.caseID)")
      try suite.expectEqual(outcome, .refused(.negative(account, available: Money(fen: -1))), "the outcome")
      try suite.expectEqual(try await suite.names(money.stream).count, 1, "events of the account")
      try suite.expectEqual(try await suite.names(person), [], "events of the other stream")
      try suite.expectEqual(try await suite.store.pendingWork(), [:], "work")
      try suite.expectEqual(try await suite.store.identities(["of a refusal"]), [:], "identities")
      try suite.expectEqual(try await suite.standing().totals, before.totals, "the totals")
      try await suite.store(money.transaction([money.proposed([money.line(9_000), money.line(1_000, .fee)])], after: 1))
    },
    Rule(name: "Money that comes and goes in one decision may be decided in one decision") { suite in
      let money = MoneySamples(suite.samples)
      let payout = money.proposed([money.line(5_000)])
      try await suite.store(
        money.transaction([
          money.receipt(5_000), payout, PayoutApproved(payout: payout.payout), money.sent(payout, 0),
          PayoutLineSettled(payout: payout.payout, line: payout.lines[0].id),
        ]))
      let standing = try await suite.standing()
      try suite.expectEqual(standing.entries, 5, "entries")
      try suite.expectEqual(standing.totals.of(.bank).posted(.debit), .zero, "at the bank")
      try suite.expectEqual(standing.totals.of(.transit).posted(.credit), .zero, "on its way")
    },
    Rule(name: "A line that is reported paid twice is booked once") { suite in
      let money = MoneySamples(suite.samples)
      let payout = money.proposed([money.line(5_000), money.line(2_000)])
      let settled = PayoutLineSettled(payout: payout.payout, line: payout.lines[0].id)
      try await suite.store(
        money.transaction([
          money.receipt(7_000), payout, PayoutApproved(payout: payout.payout), money.sent(payout, 0), money.sent(payout, 1),
          settled,
        ]))
      let once = try await suite.standing()
      try await suite.store(money.transaction([settled], after: 6))
      let twice = try await suite.standing()
      try suite.expectEqual(twice.totals, once.totals, "the totals")
      try suite.expectEqual(twice.entries, once.entries, "entries")
      try suite.expectEqual(twice.totals.of(.transit).posted(.credit), Money(fen: 2_000), "on its way")
    },
    Rule(name: "A follow-up that was done before is a repetition, whatever its money would be now") { suite in
      let money = MoneySamples(suite.samples)
      try await suite.store(money.transaction([money.receipt(100)]))
      let outcome = try await suite.store.append(
        suite.samples.transaction(
          [StreamEvents(stream: money.stream, expected: 1, events: [money.proposed([money.line(101)])])], completes: "done before"
        ))
      try suite.expectEqual(outcome, .repeated(causation: "done before"), "the outcome")
    },
    Rule(name: "The standing covers one court, and counts on from its last statement") { suite in
      let money = MoneySamples(suite.samples)
      let position = try await suite.store(money.transaction([money.receipt(100), money.receipt(200)]))
      let foreign = MoneySamples(suite.samples)
      try await suite.store(
        suite.samples.transaction(
          [StreamEvents(stream: foreign.stream, expected: 0, events: [foreign.receipt(7)])], court: CourtCode("浙1004")))
      let first = try await suite.standing()
      try suite.expectEqual(first.totals.of(.bank).postedDebits, Money(fen: 300), "at the bank")
      try suite.expectEqual(first.entries, 2, "entries")
      try suite.expectEqual(first.previousNumber, 0, "statements before")
      try suite.expect(first.through >= position, "the standing ends before its last entry")
      let statement = LedgerStatement(
        court: suite.samples.court.text, number: 1, day: suite.samples.day, through: first.through, entries: first.entries,
        totals: first.totals, previous: first.previous, digest: first.digest)
      let signature = CourtSignature(keyID: "k", publicKey: "", signature: "")
      try await suite.store(
        suite.samples.transaction([
          StreamEvents(
            stream: .courtLedger(suite.samples.court), expected: 0, events: [LedgerDayClosed(statement, signature: signature)])
        ]))
      let same = try await suite.standing()
      try suite.expectEqual(same.previousNumber, 1, "statements before")
      try suite.expectEqual(same.previous, first.digest, "the digest before")
      try suite.expectEqual(same.entries, 2, "entries")
      try await suite.store(money.transaction([money.receipt(5)], after: 2))
      let more = try await suite.standing()
      try suite.expectEqual(more.entries, 3, "entries")
      try suite.expect(more.digest != same.digest, "an entry more, and the same digest")
    },
  ]
}
