import Basics
import Casework
import Enforcement
import Foundation
import Ledger
import Storage
import StorageSQLite
import Testing

/// A mass payout by its rules, on a court with its database on disk: gates, chunks, answers in any order, and every fen in the books.
struct BatchMoneyTests {
  private let court: MoneyCourt
  private let caseID: ID<CaseFile>
  private let president = Actor(.staff(ID(raw: 9)), roles: [.president])

  init() async throws {
    court = try MoneyCourt()
    caseID = try await court.file("钱")
    try await court.attempt(
      "funds.bookReceipt", ["case": "\(caseID)", "amount": "1000.00", "bankLine": "L1", "source": "transfer"], by: court.bank)
  }

  private func batch(_ amounts: [Int64], by actor: Actor? = nil) async throws -> ID<PayoutBatch> {
    let id = court.desk.ids.next(PayoutBatch.self)
    let ref = VaultRef(id: court.desk.ids.next(), version: 1, digest: "00")
    let command = CreateBatch(
      id, source: LedgerAccount(.case, "\(caseID)"), payer: BatchPayer(name: "某法院", account: "880117", bank: "990000000019"),
      purpose: "案款发放",
      list: CreateBatch.List(
        read: amounts.count, heldBack: 0, errors: 0, warnings: 0, count: amounts.count,
        total: Money(fen: amounts.reduce(0, +)), original: ref, lineFile: ref, sha256: "00"), ground: "分配方案", chunkLines: 2,
      bytesMax: 1 << 20)
    try await court.desk.attempt(command, by: actor ?? court.assistant, court: court.court)
    return id
  }
  private func release(_ id: ID<PayoutBatch>) async throws {
    for (gate, actor) in [(MoneyGate.supervision, court.supervisor), (.approval, president), (.release, court.cashier)] {
      try await court.desk.attempt(PassBatchGate(id, gate), by: actor, court: court.court)
    }
  }
  private func post(_ id: ID<PayoutBatch>, _ chunk: Int, _ lines: [Int], _ amounts: [Int64]) async throws {
    try await court.desk.attempt(
      PostBatchChunk(id, chunk: chunk, lines: lines, amounts: amounts.map(Money.init(fen:)), sha256: "00", byteCount: 1),
      by: .machine, court: court.court)
  }
  private func answer(
    _ id: ID<PayoutBatch>, _ chunk: Int, _ line: Int, _ outcome: LineAnswer.Outcome, _ amount: Int64? = nil
  ) async throws -> Int {
    let said = LineAnswer(line: line, outcome: outcome, code: "AC01", amount: amount.map(Money.init(fen:)))
    return try await court.desk.attempt(
      RecordBatchAnswers(id, chunk: chunk, file: "00", answers: [said]), by: .machine, court: court.court
    ).appended.count
  }
  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch CaseDesk.Failure.refused(let refusal) {
      return refusal.code
    } catch { return "\(error)" }
  }
  private func state(_ id: ID<PayoutBatch>) async throws -> PayoutBatch { try await court.desk.look(at: .payoutBatch(id)) }
  /// Bank, case (with what is reserved on it), payees, on the way; in fen.
  private func books(_ id: ID<PayoutBatch>) async throws -> [Int64] {
    let reads = SQLLedgerReads(court.store)
    var sums: [Int64] = []
    for account in [
      .bank, LedgerAccount(.case, "\(caseID)"), .payees(of: id), .transit(of: id),
    ] {
      let balance = try await reads.balance(of: account, court: court.court)
      sums.append((account.kind == .case ? account.available(balance) : account.posted(balance)).fen)
    }
    return sums
  }
  private func expectClean() async throws {
    #expect(try await court.store.ledgerCheck(keys: nil).faults.isEmpty)
    #expect(try await court.store.replayCheck().differences.isEmpty)
  }

  @Test("A batch passes three gates in order, each another person's and within a limit, and reserves its sum meanwhile")
  func gates() async throws {
    let id = try await batch([30_000, 20_000, 10_000])
    #expect(try await books(id) == [100_000, 40_000, 0, 0])
    #expect(await refusal { _ = try await batch([50_000]) } == "payoutExceeds")
    func pass(_ gate: MoneyGate, _ actor: Actor) async -> String? {
      await refusal { try await court.desk.attempt(PassBatchGate(id, gate), by: actor, court: court.court) }
    }
    #expect(await pass(.release, court.cashier) == "otherGate")
    #expect(await pass(.supervision, court.cashier) == "notAtGate")
    #expect(await refusal { try await post(id, 1, [1], [30_000]) } == "batchNotSending")
    let both = Actor(court.supervisor.ref, roles: [.moneySupervisor, .president])
    #expect(await pass(.supervision, both) == nil)
    #expect(await pass(.approval, both) == "sameHand")
    #expect(await pass(.approval, president) == nil)
    #expect(await pass(.release, court.cashier) == nil)
    #expect(try await books(id) == [100_000, 40_000, 60_000, 0])
    try await expectClean()
  }

  @Test("A chunk is posted once, in order, and only of lines that wait; the last one comes out to the fen")
  func chunks() async throws {
    let id = try await batch([30_000, 20_000, 10_000])
    try await release(id)
    try await post(id, 1, [1, 2], [30_000, 20_000])
    #expect(await refusal { try await post(id, 1, [1, 2], [30_000, 20_000]) } == "chunkNotNext")
    #expect(await refusal { try await post(id, 2, [2, 3], [20_000, 10_000]) } == "linesDiffer")
    #expect(await refusal { try await post(id, 2, [3], [9_999]) } == "linesDiffer")
    #expect(try await books(id) == [100_000, 40_000, 10_000, 50_000])
    try await post(id, 2, [3], [10_000])
    #expect(try await books(id) == [100_000, 40_000, 0, 60_000])
    try await expectClean()
  }

  @Test("An answer counts once, whatever is doubled or late; only what failed is sent again; the batch ends with its last line")
  func answers() async throws {
    let id = try await batch([30_000, 20_000, 10_000])
    try await release(id)
    try await post(id, 1, [1, 2], [30_000, 20_000])
    try await post(id, 2, [3], [10_000])
    #expect(try await answer(id, 1, 1, .accepted) == 1)
    #expect(try await answer(id, 1, 1, .settled, 30_000) == 2, "the case is told what of its money is paid")
    #expect(try await answer(id, 1, 1, .settled, 30_000) == 0)
    #expect(try await answer(id, 1, 1, .accepted) == 0)
    #expect(try await answer(id, 1, 2, .failed) == 1)
    #expect(try await answer(id, 1, 2, .failed) == 0)
    #expect(try await answer(id, 2, 3, .settled, 10_000) == 2)
    #expect(try await answer(id, 2, 3, .returned, 10_000) == 2, "and what of it is back")
    #expect(try await answer(id, 2, 3, .settled, 10_000) == 0, "a late notice of what came back")
    #expect(try await answer(id, 2, 1, .settled, 30_000) == 0, "not a line of that chunk")
    #expect(try await books(id) == [70_000, 40_000, 30_000, 0])
    #expect(try await state(id).repeatable == [2, 3])
    try await court.desk.attempt(AskBatchResend(id), by: court.cashier, court: court.court)
    try await post(id, 3, [2, 3], [20_000, 10_000])
    #expect(try await answer(id, 2, 3, .settled, 10_000) == 0, "the earlier sending had come back")
    #expect(try await answer(id, 3, 2, .settled) == 2)
    #expect(try await answer(id, 3, 3, .settled) == 2)
    let ended = try await state(id)
    #expect(ended.status == .settled && ended.held.isEmpty && ended.tally(.settled).sum == Money(fen: 60_000))
    #expect(try await books(id) == [40_000, 40_000, 0, 0])
    try await expectClean()
  }

  @Test("What a bank says against itself moves no money, is not sent again, and waits for a person")
  func contradictions() async throws {
    let id = try await batch([30_000, 20_000, 10_000, 5_000])
    try await release(id)
    try await post(id, 1, [1, 2], [30_000, 20_000])
    try await post(id, 2, [3, 4], [10_000, 5_000])
    _ = try await answer(id, 1, 1, .failed)
    _ = try await answer(id, 1, 1, .settled, 30_000)
    _ = try await answer(id, 1, 2, .settled, 20_000)
    _ = try await answer(id, 1, 2, .failed)
    _ = try await answer(id, 2, 3, .settled, 9_999)
    _ = try await answer(id, 2, 4, .failed)
    #expect(try await state(id).held == [1: .paidAfterFailure, 2: .failedAfterPayment, 3: .otherAmount])
    #expect(try await books(id) == [80_000, 35_000, 35_000, 10_000])
    #expect(try await state(id).repeatable == [4])
    try await court.desk.attempt(AskBatchResend(id), by: court.cashier, court: court.court)
    try await post(id, 3, [4], [5_000])
    #expect(try await answer(id, 2, 4, .settled, 5_000) == 1)
    #expect(try await state(id).held[4] == .paidTwice)
    func resolve(_ line: Int, _ outcome: String, by actor: Actor? = nil) async throws -> String? {
      try await court.refusal(
        "payouts.resolve", ["batch": "\(id)", "line": "\(line)", "outcome": .text(outcome), "reason": "向银行查明"],
        by: actor ?? court.supervisor)
    }
    for line in 1...4 { #expect(try await resolve(line, "paid") == nil) }
    #expect(try await state(id).held == [4: .paidTwice], "another person has to find that it was paid once only")
    #expect(try await resolve(4, "paid", by: court.chief) == nil)
    #expect(try await resolve(1, "paid") == "lineNotHeld")
    #expect(try await books(id) == [35_000, 35_000, 0, 0])
    #expect(try await state(id).status == .settled)
    try await expectClean()
  }

  @Test("A paused batch posts nothing; a stopped one gives back what has not left, and takes what the bank still answers")
  func stops() async throws {
    let id = try await batch([30_000, 20_000, 10_000])
    try await release(id)
    try await post(id, 1, [1, 2], [30_000, 20_000])
    try await court.attempt("payouts.pause", ["batch": "\(id)"], by: court.cashier)
    #expect(await refusal { try await post(id, 2, [3], [10_000]) } == "batchNotSending")
    try await court.attempt("payouts.resume", ["batch": "\(id)"], by: court.cashier)
    _ = try await answer(id, 1, 2, .failed)
    try await court.attempt("payouts.stop", ["batch": "\(id)", "reason": "名单有误"], by: court.supervisor)
    #expect(try await books(id) == [100_000, 70_000, 0, 30_000])
    _ = try await answer(id, 1, 1, .failed)
    #expect(try await books(id) == [100_000, 70_000, 30_000, 0])
    try await court.attempt("payouts.stop", ["batch": "\(id)", "reason": "余款退回"], by: court.supervisor)
    #expect(try await books(id) == [100_000, 100_000, 0, 0])
    let stopped = try await state(id)
    #expect(stopped.tally(.dropped).count == 3 && stopped.status == .stopped)
    let account: CaseAccount = try await court.desk.look(at: .caseAccount(caseID))
    #expect(account.available == Money(fen: 100_000))
    try await expectClean()
  }

  @Test("A batch sent back at a gate frees its sum")
  func returned() async throws {
    let id = try await batch([30_000])
    try await court.attempt("payouts.return", ["batch": "\(id)", "reason": "户名不符"], by: court.supervisor)
    #expect(try await books(id) == [100_000, 100_000, 0, 0])
    #expect(await refusal { try await release(id) } == "batchNotAtGate")
    try await expectClean()
  }
}
