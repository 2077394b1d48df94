import Basics
import Casework
import Enforcement
import Ledger
import Storage
import Testing

/// Commands of many people at once on the same cases: what was accepted, done again one by one in the order of the log, gives the
/// same money everywhere.
struct InterleavingTests {
  /// A command named so that it means the same in two courts whose ids differ.
  enum Step: Hashable, Sendable {
    case receipt(matter: Int, line: String, fen: Int64)
    case propose(matter: Int)
    case pass(matter: Int, payout: Int, gate: MoneyGate)
    case giveBack(matter: Int, payout: Int, gate: MoneyGate)
    case send(matter: Int, payout: Int)
    case answer(matter: Int, sending: Int, done: Bool, twice: Int)
    case close
  }
  /// What can be seen of a court's money without ids.
  struct Sight: Hashable {
    var balances: [LedgerBalance]
    var receipts: [[Money]]
    var payouts: [[String]]
    var totals: LedgerTotals
  }

  private func attempt(_ step: Step, _ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> CaseDesk.Receipt? {
    do {
      switch step {
      case .receipt(let matter, let line, let fen):
        return try await court.attempt(
          "funds.bookReceipt",
          [
            "case": "\(cases[matter])", "amount": "\(Money(fen: fen))", "bankLine": .text(line), "source": "debtor",
          ], by: court.cashier)
      case .propose(let matter):
        return try await court.attempt("funds.proposePayout", ["case": "\(cases[matter])"], by: court.assistant)
      case .pass(let matter, let place, let gate):
        let command =
          switch gate {
          case .supervision: "funds.supervisePayout"
          case .approval: "funds.approvePayout"
          case .release: "funds.releasePayout"
          }
        return try await on(command, place, court, cases[matter], by: court.keeper(of: gate))
      case .giveBack(let matter, let place, let gate):
        return try await on("funds.returnPayout", place, court, cases[matter], by: court.keeper(of: gate))
      case .send(let matter, let place): return try await on("funds.sendPayout", place, court, cases[matter], by: court.cashier)
      case .answer(let matter, let sending, let done, let twice):
        let stream = StreamID.caseAccount(cases[matter])
        let sent = try await court.store.load([stream])[stream]?.compactMap { $0.event as? PayoutLineSent } ?? []
        guard sent.indices.contains(sending) else { return nil }
        return try await court.attempt(
          "partners.recordAnswer",
          [
            "request": "\(sent[sending].request)", "unit": "courtBank", "outcome": done ? "done" : "failed",
            "answerID": "a\(matter)-\(sending)-\(done)-\(twice)", "answeredAt": "\(court.clock.now)", "reason": "busy",
          ], by: court.bank)
      case .close: return try await court.attempt("ledger.closeDay", [:], by: court.supervisor)
      }
    } catch CaseDesk.Failure.refused, CaseDesk.Failure.conflict {
      return nil
    }
  }

  /// A command on the case's payout of this place in their order.
  private func on(
    _ command: String, _ place: Int, _ court: MoneyCourt, _ id: ID<CaseFile>, by actor: Actor
  ) async throws -> CaseDesk.Receipt? {
    let payouts = try await court.account(id).payoutOrder
    guard payouts.indices.contains(place) else { return nil }
    return try await court.attempt(
      command, ["case": "\(id)", "payout": "\(payouts[place])", "reason": "重算"], by: actor)
  }

  private func sight(_ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> Sight {
    let reads = SQLLedgerReads(court.store)
    var sight = Sight(balances: [], receipts: [], payouts: [], totals: try await reads.totals(court.court))
    for id in cases {
      let account = try await court.account(id)
      sight.balances.append(try await reads.balance(of: LedgerAccount(.case, "\(id)"), court: court.court))
      sight.receipts.append(account.receiptOrder.compactMap { account.receipts[$0]?.amount })
      sight.payouts.append(
        account.payoutOrder.compactMap { account.payouts[$0] }.map { payout in
          let lines = payout.lines.map { "\($0.kind) \($0.amount) \(payout.lineStatus[$0.id]?.rawValue ?? "")" }
          return "\(payout.status) \(lines)"
        })
    }
    return sight
  }

  /// Steps that make sense now and steps that do not, some of them twice.
  private func steps(_ dice: inout Dice, _ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> [Step] {
    var steps: [Step] = []
    for (matter, id) in cases.enumerated() {
      let account = try await court.account(id)
      let stream = StreamID.caseAccount(id)
      let sent = try await court.store.load([stream])[stream]?.filter { $0.event is PayoutLineSent }.count ?? 0
      for _ in 0..<(1 + dice.roll(2)) {
        let receipt = Step.receipt(
          matter: matter, line: "l\(dice.roll(1_000_000))", fen: Int64(1 + dice.roll(3_000_000)))
        steps += Array(repeating: receipt, count: 1 + dice.roll(2))
      }
      steps += Array(repeating: .propose(matter: matter), count: 2)
      let last = max(0, account.payoutOrder.count - 1)
      for gate in MoneyGate.allCases where dice.roll(5) > 0 {
        steps += Array(repeating: .pass(matter: matter, payout: last, gate: gate), count: 2)
      }
      if dice.roll(3) == 0 {
        let gate = account.payoutOrder.last.flatMap { account.payouts[$0]?.status.gate } ?? .approval
        steps.append(.giveBack(matter: matter, payout: last, gate: gate))
      }
      steps += [.send(matter: matter, payout: last), .send(matter: matter, payout: last)]
      for place in max(0, sent - 3)..<max(sent, 1) {
        // A bank says the same of one order, however often it is asked.
        var word = Dice(UInt64(1_000 * matter + place))
        let done = word.roll(3) > 0
        steps.append(.answer(matter: matter, sending: place, done: done, twice: 0))
        if dice.roll(2) == 0 { steps.append(.answer(matter: matter, sending: place, done: done, twice: 1)) }
      }
    }
    steps.append(.close)
    for place in steps.indices.reversed() { steps.swapAt(place, dice.roll(place + 1)) }
    return steps
  }

  @Test("Any interleaving of concurrent money commands equals a serial one")
  func serial() async throws {
    var kinds: [String: Int] = [:]
    for seed in UInt64(1)...4 {
      let (many, single) = (try MoneyCourt(), try MoneyCourt())
      var (cases, same): ([ID<CaseFile>], [ID<CaseFile>]) = ([], [])
      for name in ["1", "2", "3"] {
        cases.append(try await many.file(name))
        same.append(try await single.file(name))
      }
      var dice = Dice(seed)
      for round in 0..<16 {
        let steps = try await steps(&dice, many, cases)
        let concurrent = cases
        let accepted = try await withThrowingTaskGroup(of: (Step, Int64)?.self) { group in
          for step in steps {
            group.addTask {
              guard let receipt = try await attempt(step, many, concurrent), receipt.position > 0 else { return nil }
              return (step, receipt.position)
            }
          }
          var accepted: [(step: Step, position: Int64)] = []
          for try await done in group { if let done { accepted.append((done.0, done.1)) } }
          return accepted.sorted { $0.position < $1.position }.map(\.step)
        }
        for step in accepted {
          let receipt = try await attempt(step, single, same)
          #expect(receipt != nil, "seed \(seed), round \(round): \(step) was accepted among others and refused alone")
          kinds["\(step)".prefix { $0 != "(" }.description, default: 0] += 1
        }
        #expect(try await sight(many, cases) == sight(single, same), "seed \(seed), round \(round): \(accepted)")
        for court in [many, single] { court.clock.set(court.clock.now.adding(seconds: 3_600)) }
      }
      let report = try await many.store.ledgerCheck(keys: [many.key.publicKey])
      #expect(report.faults.map(\.description) == [])
      #expect(try await many.store.replayCheck().differences.map(\.description) == [])
    }
    for kind in ["receipt", "propose", "pass", "giveBack", "send", "answer", "close"] {
      #expect(kinds[kind, default: 0] > 2, "\(kind) was hardly ever accepted: \(kinds)")
    }
  }
}
