import Basics
import Casework
import Enforcement
import Ledger
import Storage

/// Steps of mass payouts among those of ``InterleavingTests``: a batch is named by its place among those of its case.
enum InterleavedBatches {
  typealias Step = InterleavingTests.Step

  /// The batches of a case in the order in which they took its money.
  static func all(_ court: MoneyCourt, _ id: ID<CaseFile>) async throws -> [ID<PayoutBatch>] {
    let stream = StreamID.caseAccount(id)
    return try await court.store.load([stream])[stream]?.compactMap { ($0.event as? BatchMoneyTaken)?.batch } ?? []
  }

  static func sight(_ court: MoneyCourt, _ id: ID<CaseFile>) async throws -> [String] {
    var lines: [String] = []
    for batch in try await all(court, id) {
      let state: PayoutBatch = try await court.desk.look(at: .payoutBatch(batch))
      let tallies = PayoutBatch.LineStatus.allCases.map { "\($0) \(state.tally($0).count) \(state.tally($0).sum)" }
      lines.append("\(state.status) \(tallies) \(state.held.count) \(state.overpaid.count)")
    }
    return lines
  }

  static func attempt(_ step: Step, _ court: MoneyCourt, _ id: ID<CaseFile>) async throws -> CaseDesk.Receipt? {
    func on<Made: Command>(_ place: Int, by actor: Actor, _ make: (ID<PayoutBatch>) -> Made) async throws -> CaseDesk.Receipt? {
      let known = try await all(court, id)
      guard known.indices.contains(place) else { return nil }
      return try await court.desk.attempt(make(known[place]), by: actor, court: court.court)
    }
    switch step {
    case .batch(_, let fen):
      let ref = VaultRef(id: court.desk.ids.next(), version: 1, digest: "00")
      let list = CreateBatch.List(
        read: fen.count, heldBack: 0, errors: 0, warnings: 0, count: fen.count, total: Money(fen: fen.reduce(0, +)),
        original: ref,
        lineFile: ref, sha256: "00")
      return try await court.desk.attempt(
        CreateBatch(
          court.desk.ids.next(), source: LedgerAccount(.case, "\(id)"),
          payer: BatchPayer(name: "某法院", account: "880117", bank: "990000000019"), purpose: "案款", list: list, ground: "分配方案",
          chunkLines: 2, bytesMax: 1 << 20), by: court.assistant, court: court.court)
    case .batchPass(_, let place, let gate): return try await on(place, by: court.keeper(of: gate)) { PassBatchGate($0, gate) }
    case .batchPost(_, let place, let chunk, let line, let fen):
      return try await on(place, by: .machine) {
        PostBatchChunk($0, chunk: chunk, lines: [line], amounts: [Money(fen: fen)], sha256: "00", byteCount: 1)
      }
    case .batchAnswer(_, let place, let chunk, let line, let outcome):
      let said = LineAnswer(line: line, outcome: outcome, code: "AC01", amount: nil)
      return try await on(place, by: .machine) { RecordBatchAnswers($0, chunk: chunk, file: "00", answers: [said]) }
    case .batchResend(_, let place): return try await on(place, by: court.cashier) { AskBatchResend($0) }
    case .batchEnd(_, let place, let word):
      let known = try await all(court, id)
      guard known.indices.contains(place) else { return nil }
      return try await court.attempt(word, ["batch": "\(known[place])", "reason": "重做"], by: court.supervisor)
    default: return nil
    }
  }

  /// What the newest batch of the case may go through now, some of it twice, and now and then a new one.
  static func steps(_ dice: inout Dice, _ matter: Int, _ court: MoneyCourt, _ id: ID<CaseFile>) async throws -> [Step] {
    var steps: [Step] = []
    let known = try await all(court, id)
    if known.count < 6, dice.roll(2) == 0 {
      steps.append(.batch(matter: matter, fen: [Int64(1 + dice.roll(20_000)), Int64(1 + dice.roll(20_000))]))
    }
    for (place, batch) in known.enumerated().suffix(3) {
      let state: PayoutBatch = try await court.desk.look(at: .payoutBatch(batch))
      for gate in MoneyGate.allCases where state.status == .checked {
        steps += Array(repeating: .batchPass(matter: matter, batch: place, gate: gate), count: 2)
      }
      if state.status == .sending { steps += posts(state, matter, place) }
      for chunk in state.chunks.values.sorted(by: { $0.number < $1.number }) {
        guard let line = chunk.ranges.first?.lowerBound else { continue }
        // A bank says the same of one order, however often it is asked.
        var word = Dice(UInt64(bitPattern: Int64(matter * 10_000 + place * 100 + chunk.number)))
        let outcome: LineAnswer.Outcome = [.settled, .settled, .failed, .returned][word.roll(4)]
        for _ in 0...dice.roll(2) {
          steps.append(.batchAnswer(matter: matter, batch: place, chunk: chunk.number, line: line, outcome: outcome))
        }
      }
      if !state.repeatable.isEmpty { steps += Array(repeating: .batchResend(matter: matter, batch: place), count: 2) }
      if dice.roll(8) == 0 {
        steps.append(.batchEnd(matter: matter, batch: place, word: state.status == .checked ? "payouts.return" : "payouts.stop"))
      }
    }
    return steps
  }

  /// The next line, from two at once.
  private static func posts(_ state: PayoutBatch, _ matter: Int, _ place: Int) -> [Step] {
    guard let line = state.waiting(limit: 1).first else { return [] }
    let left = state.tally(.waiting)
    let known = state.chunk(of: line).flatMap { state.chunks[$0]?.amount(of: line) }
    let sum = known ?? (left.count == 1 ? left.sum : Money(fen: max(1, left.sum.fen / 2)))
    return Array(
      repeating: .batchPost(matter: matter, batch: place, chunk: state.nextChunk, line: line, fen: sum.fen), count: 2)
  }
}
