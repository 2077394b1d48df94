import Basics
import Casework
import Enforcement
import Ledger
import Storage
import Testing

/// A mass payout that does not end with its last line: money that comes back, answers that come late, people who find out.
@Suite struct BatchAgainTests {
  private let it: BatchCourt
  init() async throws { it = try await BatchCourt() }

  @Test("Money that comes back after all was paid is never stuck: the batch is open again, and the line is resent or stopped")
  func cameBack() async throws {
    let id = try await it.batch([30_000, 20_000])
    try await it.release(id)
    try await it.post(id, 1, [1, 2], [30_000, 20_000])
    for line in [1, 2] { try await it.answer(id, 1, line, .settled) }
    #expect(try await it.state(id).status == .settled)
    #expect(try await it.account().batchesPaid[id] == Money(fen: 50_000))
    #expect(try await SQLBatchReads(it.court.store).sending(court: it.court.court).isEmpty)

    try await it.answer(id, 1, 2, .returned)
    var state = try await it.state(id)
    #expect(state.status == .sending && state.repeatable == [2])
    #expect(try await SQLBatchReads(it.court.store).sending(court: it.court.court) == [id])
    #expect(try await it.account().balance == Money(fen: 70_000), "it is still to be paid")
    try await it.expectEqual()
    try await it.resend(id)
    try await it.post(id, 2, [2], [20_000])
    try await it.answer(id, 2, 2, .settled)
    #expect(try await it.state(id).status == .settled)

    try await it.answer(id, 1, 1, .returned)
    #expect(try await it.does("payouts.stop", id, by: it.court.supervisor) == nil)
    state = try await it.state(id)
    #expect(state.tally(.dropped).sum == Money(fen: 30_000) && state.rest.count == 0)
    let account = try await it.account()
    #expect(account.available == Money(fen: 80_000) && account.paidOut == Money(fen: 20_000))
    try await it.expectEqual()
    try await it.expectClean()
  }

  @Test("A receipt whose money came back is chased again and has ten days to be paid anew")
  func chasedAgain() async throws {
    let id = try await it.batch([60_000, 40_000])
    try await it.release(id)
    try await it.post(id, 1, [1, 2], [60_000, 40_000])
    for line in [1, 2] { try await it.answer(id, 1, line, .settled) }
    #expect(try await it.account().openReceipts.isEmpty)
    try await it.answer(id, 1, 2, .returned)
    #expect(try await it.account().openReceipts.map(\.unpaid) == [Money(fen: 40_000)])
    let file = try await it.court.desk.look(at: it.caseID, actor: .machine, court: it.court.court).caseFile(it.caseID)
    #expect(file.process.isOpen("payAgain"))
    try await it.resend(id)
    try await it.post(id, 2, [2], [40_000])
    try await it.answer(id, 2, 2, .settled)
    let after = try await it.court.desk.look(at: it.caseID, actor: .machine, court: it.court.court).caseFile(it.caseID)
    #expect(!after.process.isOpen("payAgain"))
    try await it.expectClean()
  }

  @Test("A batch whose last answer came while it was paused ends when it goes on")
  func paused() async throws {
    let id = try await it.batch([30_000])
    try await it.release(id)
    try await it.post(id, 1, [1], [30_000])
    #expect(try await it.does("payouts.pause", id, by: it.court.cashier) == nil)
    try await it.answer(id, 1, 1, .settled)
    #expect(try await it.state(id).status == .paused)
    #expect(try await it.does("payouts.resume", id, by: it.court.cashier) == nil)
    #expect(try await it.state(id).status == .settled)
    try await it.expectClean()
  }

  @Test("Changed accounts are called back by another person before a gate; sent back, the lines have failed as before")
  func corrections() async throws {
    let id = try await it.batch([30_000, 20_000])
    try await it.release(id)
    try await it.post(id, 1, [1, 2], [30_000, 20_000])
    try await it.answer(id, 1, 1, .settled)
    try await it.answer(id, 1, 2, .failed)
    try await it.resend(id, correcting: [2])
    #expect(await it.refusal { try await it.pass(id, .supervision) } == "changesNotCalled")
    func call(_ lines: String, _ actor: Actor) async throws -> String? {
      try await it.does("payouts.callChanges", id, ["lines": .text(lines), "note": "回拨核实"], by: actor)
    }
    #expect(try await call("2", it.officer) == "secondPerson", "who corrected does not call")
    #expect(try await call("1-2", it.court.assistant) == "lineNotChanged")
    #expect(try await call("2", it.court.assistant) == nil)
    #expect(try await call("2", it.court.assistant) == "noChangesToCall")

    #expect(try await it.does("payouts.return", id, by: it.court.supervisor) == nil)
    var state = try await it.state(id)
    #expect(state.status == .sending && state.repeatable == [2] && state.corrections.isEmpty && state.pending == nil)
    #expect(state.gates?.next == nil, "the gates as they were passed")
    #expect(try await SQLBatchReads(it.court.store).lines(id, [2]).map(\.status) == [.failed])
    #expect(try await it.does("payouts.return", id, by: it.court.supervisor) == "batchNotAtGate")

    try await it.resend(id, correcting: [2])
    #expect(
      await it.refusal { try await it.pass(id, .supervision) } == "changesNotCalled", "an earlier call is none for this one")
    #expect(try await call("2", it.court.assistant) == nil)
    try await it.release(id)
    try await it.post(id, 2, [2], [20_000])
    state = try await it.state(id)
    #expect(state.chunks[1]?.corrections == 0 && state.chunks[2]?.corrections == 1, "each file keeps its own particulars")
    try await it.answer(id, 2, 2, .settled)
    #expect(try await it.state(id).status == .settled)
    try await it.expectEqual()
    try await it.expectClean()
  }

  @Test("Nobody alone, and nobody before the bank has had time, says that a line under way was not paid")
  func unanswered() async throws {
    let id = try await it.batch([30_000])
    try await it.release(id)
    try await it.post(id, 1, [1], [30_000])
    #expect(try await it.resolve(id, 1, .unpaid, by: it.court.supervisor) == "answerMayCome")
    it.court.clock.set(it.court.clock.now.adding(seconds: 1_800))
    #expect(try await it.resolve(id, 1, .twice, by: it.court.supervisor) == "notSaidTwice")
    #expect(try await it.resolve(id, 1, .unpaid, by: it.court.supervisor) == nil)
    #expect(try await it.state(id).status(of: 1) == .sent, "one person's word moves nothing")
    #expect(await it.refusal { try await it.resend(id) } == "nothingToResend")
    #expect(try await it.resolve(id, 1, .unpaid, by: it.court.supervisor) == "secondPerson")
    #expect(try await it.resolve(id, 1, .unpaid, by: it.court.cashier) == "notYourRole")
    #expect(try await it.resolve(id, 1, .unpaid, by: it.court.chief) == nil)
    #expect(try await it.state(id).repeatable == [1])
    // The bank paid after all, and says so before the line is sent again.
    try await it.answer(id, 1, 1, .settled)
    #expect(try await it.state(id).held == [1: .paidAfterFailure])
    #expect(await it.refusal { try await it.resend(id) } == "nothingToResend")
    #expect(try await it.resolve(id, 1, .paid, by: it.court.supervisor) == nil)
    #expect(try await it.state(id).status == .settled)
    try await it.expectEqual()
    try await it.expectClean()
  }

  @Test("A second payment is booked, claimed, and recovered; the bank's repetition of it changes nothing")
  func paidTwice() async throws {
    let id = try await it.batch([30_000])
    try await it.release(id)
    try await it.post(id, 1, [1], [30_000])
    try await it.answer(id, 1, 1, .failed)
    try await it.resend(id)
    try await it.post(id, 2, [1], [30_000])
    try await it.answer(id, 1, 1, .settled)
    try await it.answer(id, 2, 1, .settled)
    #expect(try await it.state(id).held == [1: .paidTwice])
    #expect(try await it.resolve(id, 1, .paid, by: it.court.supervisor) == nil)
    #expect(try await it.state(id).held == [1: .paidTwice], "that it was paid once only is for two to find")
    #expect(try await it.resolve(id, 1, .twice, by: it.court.supervisor) == nil)
    let state = try await it.state(id)
    #expect(state.status == .settled && state.overpaid[1] == PayoutBatch.Tally(count: 1, sum: Money(fen: 30_000)))
    #expect(try await it.posted(.bank) == 40_000, "two payments have left the bank")
    #expect(try await it.posted(LedgerAccount(.costs, "overpaid-batch-\(id)-1")) == -30_000)
    #expect(try await it.answer(id, 1, 1, .settled) == 0)
    #expect(try await it.answer(id, 2, 1, .settled) == 0)
    try await it.expectEqual()
    func credit(_ amount: String, _ number: String) async throws -> ID<BankReceipt> {
      try await ReceiptTests.take(it.court, [ReceiptTests.line(amount, number)])
      let sum = try #require(Money(amount))
      return try #require(try await ReceiptTests.suspended(it.court).first { $0.open == sum }).id
    }
    let (other, same) = (try await credit("299.99", "AK2026031600000077"), try await credit("300.00", "AK2026031600000078"))
    #expect(try await it.posted(.bank) == 99_999)
    for (wrong, code) in [("12345", "noSuchReceipt"), ("\(other)", "otherRecovery")] {
      let fields: [String: InputValue] = ["line": "1", "credit": .text(wrong)]
      #expect(try await it.does("payouts.recordRecovered", id, fields, by: it.court.supervisor) == code)
    }
    let recovered: [String: InputValue] = ["line": "1", "credit": "\(same)"]
    #expect(try await it.does("payouts.recordRecovered", id, recovered, by: it.court.supervisor) == nil)
    #expect(try await it.does("payouts.recordRecovered", id, recovered, by: it.court.supervisor) == "lineNotOverpaid")
    #expect(try await it.posted(.bank) == 99_999, "the bank's line had booked it")
    #expect(try await it.posted(LedgerAccount(.costs, "overpaid-batch-\(id)-1")) == 0)
    #expect(try await ReceiptTests.suspended(it.court).filter { $0.open > .zero }.map(\.id) == [other])
    try await it.expectClean()
  }

  @Test("Where an earlier sending was found paid, the last one's payment is a second one, whenever the bank tells it")
  func paidEarlier() async throws {
    let id = try await it.batch([30_000])
    try await it.release(id)
    try await it.post(id, 1, [1], [30_000])
    try await it.answer(id, 1, 1, .failed)
    try await it.resend(id)
    try await it.post(id, 2, [1], [30_000])
    try await it.answer(id, 1, 1, .settled)
    for actor in [it.court.supervisor, it.court.chief] { #expect(try await it.resolve(id, 1, .paid, by: actor) == nil) }
    #expect(try await it.state(id).status == .settled)
    #expect(try await it.answer(id, 1, 1, .settled) == 0, "known")
    #expect(try await it.answer(id, 2, 1, .settled) > 0)
    #expect(try await it.state(id).held == [1: .paidTwice])
    #expect(try await it.resolve(id, 1, .twice, by: it.court.supervisor) == nil)
    #expect(try await it.posted(.bank) == 40_000)
    #expect(try await it.answer(id, 2, 1, .settled) == 0)
    try await it.expectEqual()
    try await it.expectClean()
  }

  @Test("A batch out of a case is its handler's, and names the paper that names the payees")
  func whoCreates() async throws {
    let other = Actor(.staff(ID(raw: 77)), roles: [.judge])
    #expect(await it.refusal { _ = try await it.batch([100], by: other) } == "notOnCase")
    #expect(await it.refusal { _ = try await it.batch([100], by: it.court.cashier) } == "notHandler")
    #expect(await it.refusal { _ = try await it.batch([100], ground: " ") } == "groundMissing")
    #expect(await it.refusal { _ = try await it.batch([100]) } == nil)
  }

  @Test("After a batch the case pays the rest as any other, counting what the batch paid to the creditors")
  func theRest() async throws {
    let id = try await it.batch([40_000, 20_000])
    try await it.release(id)
    try await it.post(id, 1, [1, 2], [40_000, 20_000])
    for line in [1, 2] { try await it.answer(id, 1, line, .settled) }
    try await it.expectEqual("the batch is paid")
    try await it.court.attempt("funds.proposePayout", ["case": "\(it.caseID)"], by: it.court.assistant)
    var account = try await it.account()
    let first = try #require(account.openPayouts.first)
    #expect(first.total == Money(fen: 40_000))
    let creditors = first.lines.filter { $0.kind == .applicant }.reduce(Money.zero) { $0 + $1.amount }
    let fee = first.lines.filter { $0.kind == .fee }.reduce(Money.zero) { $0 + $1.amount }
    #expect(creditors + fee == first.total && fee > .zero, "the fee is that of all that came in")
    try await it.court.attempt(
      "funds.returnPayout", ["case": "\(it.caseID)", "payout": "\(first.id)", "reason": "x"], by: it.court.supervisor)
    // A list that takes nearly all leaves the rest payable too.
    let second = try await it.batch([39_900])
    try await it.court.attempt("funds.proposePayout", ["case": "\(it.caseID)"], by: it.court.assistant)
    account = try await it.account()
    #expect(account.openPayouts.first?.total == Money(fen: 100) && account.available == .zero)
    try await it.release(second)
    try await it.expectEqual("one batch paid, one let go, one payout proposed")
    try await it.expectClean()
  }
}
