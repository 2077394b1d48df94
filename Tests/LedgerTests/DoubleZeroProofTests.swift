import Basics
import Casework
import Enforcement
import Ledger
import Storage
import Testing

/// What the double zero counts, and when it does not hold.
@Suite struct DoubleZeroProofTests {
  @Test("Money of a batch is counted until the bank has paid it; nothing that is stuck or missing lets the double zero hold")
  func batches() async throws {
    let it = try await BatchCourt()
    let id = try await it.batch([90_000])
    var zero = try await it.counted()
    #expect(zero.unpaid == Money(fen: 100_000) && zero.rows.count == 1, "at a gate it is not paid")
    #expect(zero.holds && zero.difference == .zero && zero.waiting.isEmpty)
    try await it.release(id)
    zero = try await it.counted()
    #expect(zero.unpaid == Money(fen: 100_000) && zero.onTheWay == Money(fen: 90_000) && zero.difference == .zero)
    #expect(zero.waiting.map(\.batch) == [id] && zero.waiting.map(\.amount) == [Money(fen: 90_000)] && zero.stuck.isEmpty)
    it.court.clock.set(it.court.clock.now.adding(hours: 24 * 33))
    zero = try await it.counted()
    #expect(!zero.holds && zero.overdue.count == 1 && zero.stuck.count == 1)
    try await it.post(id, 1, [1], [90_000])
    zero = try await it.counted()
    #expect(
      zero.stuck.isEmpty && zero.overdue.count == 1 && !zero.holds, "on its way since today, and the receipt is late all the same"
    )
    try await it.answer(id, 1, 1, .settled)
    zero = try await it.counted()
    #expect(zero.unpaid == Money(fen: 10_000) && zero.waiting.isEmpty && zero.difference == .zero)

    let hidden = DoubleZero(day: it.court.clock.now.day, cases: [], lodged: [], ledger: Money(fen: 10_000))
    #expect(hidden.overdue.isEmpty && hidden.difference == Money(fen: -10_000) && !hidden.holds)
    let old = WaitingSum(account: "suspense:17", kind: .suspense, amount: Money(fen: 1), since: it.court.clock.now.day + -31)
    #expect(!DoubleZero(day: it.court.clock.now.day, cases: [], lodged: [], waiting: [old], ledger: .zero).holds)
  }

  @Test("Whatever happens to its money, a case's own balance is that of its account in the ledger")
  func balance() async throws {
    for seed in UInt64(1)...3 {
      let it = try await BatchCourt(received: "5000.00")
      var dice = Dice(seed)
      var batches: [ID<PayoutBatch>] = []
      var done = 0
      for step in 0..<60 {
        let what = try await one(&dice, it, &batches, step)
        done += what == nil ? 0 : 1
        try await it.expectEqual("seed \(seed), step \(step): \(what ?? "refused")")
        it.court.clock.set(it.court.clock.now.adding(seconds: 2_000))
      }
      #expect(done > 20, "seed \(seed): \(done) of 60 were done")
      try await it.expectClean()
    }
  }

  /// One thing that may happen, by a die; its name where it was done.
  private func one(
    _ dice: inout Dice, _ it: BatchCourt, _ batches: inout [ID<PayoutBatch>], _ step: Int
  ) async throws -> String? {
    let fields: [String: InputValue] = ["case": "\(it.caseID)"]
    let (court, roll) = (it.court, dice.roll(10))
    if roll == 0 {
      try await court.book("\(Money(fen: Int64(1 + dice.roll(90_000))))", "S\(step)", it.caseID)
      return "receipt"
    }
    if roll == 1 { return try await court.refusal("funds.proposePayout", fields, by: court.assistant) == nil ? "propose" : nil }
    if roll <= 3 {
      guard let payout = try await it.account().openPayouts.first else { return nil }
      let named = fields.merging(["payout": "\(payout.id)", "reason": "重算"]) { $1 }
      guard let gate = payout.status.gate else {
        return try await court.refusal("funds.sendPayout", named, by: court.cashier) == nil ? "send" : nil
      }
      let name =
        dice.roll(5) == 0
        ? "returnPayout" : "\(["supervise", "approve", "release"][MoneyGate.allCases.firstIndex(of: gate) ?? 0])Payout"
      return try await court.refusal("funds.\(name)", named, by: court.keeper(of: gate)) == nil ? name : nil
    }
    if roll == 4 || batches.isEmpty {
      let amounts = (0...dice.roll(2)).map { _ in Int64(1 + dice.roll(60_000)) }
      return await it.refusal { batches.append(try await it.batch(amounts)) } == nil ? "batch" : nil
    }
    let id = batches[dice.roll(batches.count)]
    return try await batchStep(&dice, it, id)
  }

  private func batchStep(_ dice: inout Dice, _ it: BatchCourt, _ id: ID<PayoutBatch>) async throws -> String? {
    let state = try await it.state(id)
    switch dice.roll(7) {
    case 0, 1:
      if state.status == .checked, let gate = state.gates?.next {
        return await it.refusal { try await it.pass(id, gate) } == nil ? "pass" : nil
      }
      let lines = state.waiting(limit: 1)
      guard state.status == .sending, let line = lines.first else { return nil }
      let known = state.chunk(of: line).flatMap { state.chunks[$0]?.amount(of: line) }
      // A line that was never sent: its sum is what is left, where it is the last.
      let left = state.tally(.waiting)
      let amount = known ?? (left.count == 1 ? left.sum : Money(fen: max(1, left.sum.fen / Int64(left.count) / 2)))
      return await it.refusal { try await it.post(id, state.nextChunk, [line], [amount.fen]) } == nil ? "post" : nil
    case 2, 3:
      guard let chunk = state.chunks.keys.sorted().last, let line = state.chunks[chunk]?.ranges.first?.lowerBound else {
        return nil
      }
      let said: [LineAnswer.Outcome] = [.settled, .settled, .failed, .returned, .accepted]
      return try await it.answer(id, chunk, line, said[dice.roll(said.count)]) > 0 ? "answer" : nil
    case 4: return await it.refusal { try await it.resend(id) } == nil ? "resend" : nil
    case 5:
      guard let line = state.held.keys.sorted().first ?? state.lines(with: .sent).first else { return nil }
      let finding = BatchFinding.allCases[dice.roll(3)]
      let actor = dice.roll(2) == 0 ? it.court.supervisor : it.court.chief
      return try await it.resolve(id, line, finding, by: actor) == nil ? "resolve" : nil
    default:
      let word = ["payouts.stop", "payouts.return", "payouts.pause", "payouts.resume"][dice.roll(4)]
      return try await it.does(word, id, by: it.court.supervisor) == nil ? word : nil
    }
  }
}
