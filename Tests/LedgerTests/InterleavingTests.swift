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
    /// Money without a case, known by its sum, and parts of it, known by theirs.
    case credit(fen: Int64)
    case match(credit: Int64, matter: Int, fen: Int64)
    case undo(credit: Int64, match: Int64)
    case refund(credit: Int64, act: String)
    case batch(matter: Int, fen: [Int64])
    case batchPass(matter: Int, batch: Int, gate: MoneyGate)
    case batchPost(matter: Int, batch: Int, chunk: Int, line: Int, fen: Int64)
    case batchAnswer(matter: Int, batch: Int, chunk: Int, line: Int, outcome: LineAnswer.Outcome)
    case batchResend(matter: Int, batch: Int)
    case batchEnd(matter: Int, batch: Int, word: String)
  }
  /// What can be seen of a court's money without ids.
  struct Sight: Hashable {
    var balances: [LedgerBalance]
    var receipts: [[Money]]
    var payouts: [[String]]
    var batches: [[String]]
    var totals: LedgerTotals
    var suspense: [String]
  }

  private func attempt(_ step: Step, _ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> CaseDesk.Receipt? {
    do {
      switch step {
      case .receipt(let matter, let line, let fen):
        return try await court.attempt(
          "funds.bookReceipt",
          [
            "case": "\(cases[matter])", "amount": "\(Money(fen: fen))", "bankLine": .text(line), "source": "debtor",
          ], by: .machine)
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
      case .credit, .match, .undo, .refund: return try await suspense(step, court, cases)
      case .batch(let matter, _), .batchPass(let matter, _, _), .batchPost(let matter, _, _, _, _),
        .batchAnswer(let matter, _, _, _, _), .batchResend(let matter, _), .batchEnd(let matter, _, _):
        return try await InterleavedBatches.attempt(step, court, cases[matter])
      }
    } catch CaseDesk.Failure.refused, CaseDesk.Failure.conflict {
      return nil
    }
  }

  /// What people do with money without a case.
  private func suspense(_ step: Step, _ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> CaseDesk.Receipt? {
    func find(_ sql: String, _ values: [SQLValue]) async throws -> Int64? {
      try await court.store.read { db in try db.query(sql, values).first?.int(0) }
    }
    func receipt(_ fen: Int64) async throws -> Int64? {
      try await find("SELECT id FROM bank_receipts WHERE amount = $1", [.int(fen)])
    }
    switch step {
    case .credit(let fen):
      let line = ReceiptTests.line("\(Money(fen: fen))", "AK2026031600\(1_000_000 + fen)")
      return try await court.attempt("receipts.take", ReceiptTests.fields(court, [line], paper: "notice"), by: .machine)
    case .match(let credit, let matter, let fen):
      guard let id = try await receipt(credit) else { return nil }
      let parts = [("\(cases[matter])", "\(Money(fen: fen))")]
      return try await court.attempt("receipts.match", ReceiptTests.match(ID(raw: id), parts), by: court.cashier)
    case .undo(let credit, let match):
      let found = try await find("SELECT id FROM bank_matches WHERE amount = $1 ORDER BY at, id", [.int(match)])
      guard let id = try await receipt(credit), let found else { return nil }
      return try await court.attempt(
        "receipts.undoMatch", ["receipt": "\(id)", "match": "\(found)", "reason": "认错"], by: court.supervisor)
    case .refund(let credit, let act):
      guard let id = try await receipt(credit) else { return nil }
      let by = act == "propose" ? court.cashier : court.supervisor
      return try await court.attempt("receipts.\(act)Refund", ["receipt": "\(id)", "reason": "误汇"], by: by)
    default: return nil
    }
  }

  /// Steps about money without a case; some come twice.
  private func suspenseSteps(_ dice: inout Dice, _ court: MoneyCourt, _ round: Int) async throws -> [Step] {
    let rows = try await ReceiptTests.suspended(court)
    let matches = try await court.store.read { db in
      try db.query(
        "SELECT r.amount, m.amount FROM bank_matches m JOIN bank_receipts r ON r.id = m.bank_receipt WHERE m.undone = 0", []
      ).map { ($0.int(0), $0.int(1)) }
    }
    var steps = [Step.credit(fen: Int64(100_000 + round * 1000 + dice.roll(900)))]
    var parts: [Step] = []
    for (place, row) in rows.shuffled(with: &dice).prefix(4).enumerated() {
      // Each part has a sum of its own, by which it is known.
      let part = Int64(1 + round * 500 + place * 100 + dice.roll(90))
      parts.append(.match(credit: row.amount.fen, matter: dice.roll(3), fen: part))
      if dice.roll(2) == 0 { steps.append(.refund(credit: row.amount.fen, act: "propose")) }
      if dice.roll(2) == 0 { steps.append(.refund(credit: row.amount.fen, act: dice.roll(2) == 0 ? "approve" : "decline")) }
    }
    if let (credit, match) = matches.shuffled(with: &dice).first { steps.append(.undo(credit: credit, match: match)) }
    return parts + steps.flatMap { Array(repeating: $0, count: 1 + dice.roll(2)) }
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
    var sight = Sight(
      balances: [], receipts: [], payouts: [], batches: [], totals: try await reads.totals(court.court), suspense: [])
    sight.suspense = try await court.store.read { db in
      try db.query("SELECT amount, open, status FROM bank_receipts ORDER BY amount", []).map {
        "\($0.int(0)) \($0.int(1)) \($0.text(2))"
      }
    }
    for id in cases {
      let account = try await court.account(id)
      sight.balances.append(try await reads.balance(of: LedgerAccount(.case, "\(id)"), court: court.court))
      let ledger = LedgerAccount(.case, "\(id)")
      #expect(ledger.posted(try await reads.balance(of: ledger, court: court.court)) == account.onAccount)
      sight.batches.append(try await InterleavedBatches.sight(court, id))
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
  private func steps(
    _ dice: inout Dice, _ court: MoneyCourt, _ cases: [ID<CaseFile>], _ round: Int
  ) async throws -> [Step] {
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
      steps += try await InterleavedBatches.steps(&dice, matter, court, id)
      for place in max(0, sent - 3)..<max(sent, 1) {
        // A bank says the same of one order, however often it is asked.
        var word = Dice(UInt64(1_000 * matter + place))
        let done = word.roll(3) > 0
        steps.append(.answer(matter: matter, sending: place, done: done, twice: 0))
        if dice.roll(2) == 0 { steps.append(.answer(matter: matter, sending: place, done: done, twice: 1)) }
      }
    }
    steps.append(.close)
    steps += try await suspenseSteps(&dice, court, round)
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
        let steps = try await steps(&dice, many, cases, round)
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
    let batches = ["batch", "batchPass", "batchPost", "batchAnswer", "batchResend", "batchEnd"]
    let suspense = ["credit", "match", "undo", "refund"]
    for kind in ["receipt", "propose", "pass", "giveBack", "send", "answer", "close"] + batches + suspense {
      #expect(kinds[kind, default: 0] > 2, "\(kind) was hardly ever accepted: \(kinds)")
    }
  }
}

extension Array {
  fileprivate func shuffled(with dice: inout Dice) -> [Element] {
    var mixed = self
    for place in mixed.indices.reversed() { mixed.swapAt(place, dice.roll(place + 1)) }
    return mixed
  }
}
