import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Mass payouts out of a case")
struct ShareBatchTests {
  private func list(_ court: DistributionCourt, _ shares: [BatchShare]) -> CreateBatch.List {
    let ref = VaultRef(id: court.court.desk.ids.next(), version: 1, digest: "00")
    return CreateBatch.List(
      read: shares.count, heldBack: 0, errors: 0, warnings: 0, count: shares.count,
      total: shares.reduce(Money.zero) { $0 + $1.amount }, original: ref, lineFile: ref, sha256: "00")
  }
  private func create(_ court: DistributionCourt, _ shares: [BatchShare]) async throws -> ID<PayoutBatch> {
    let batch = court.court.desk.ids.next(PayoutBatch.self)
    try await court.court.desk.attempt(
      CreateShareBatch(
        batch, of: court.lead, payer: BatchPayer(name: "某法院", account: "880117", bank: "990000000019"), purpose: "分配款",
        list: list(court, shares), shares: shares, chunkLines: 2, bytesMax: 1 << 20), by: court.clerk, court: court.court.court)
    return batch
  }
  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch CaseDesk.Failure.refused(let refusal) {
      return refusal.code
    } catch { return "\(error)" }
  }
  private func release(_ court: DistributionCourt, _ batch: ID<PayoutBatch>) async throws {
    for (gate, actor) in [(MoneyGate.supervision, court.supervisor), (.approval, court.president), (.release, court.cashier)] {
      try await court.court.desk.attempt(PassBatchGate(batch, gate), by: actor, court: court.court.court)
    }
  }
  private func post(_ court: DistributionCourt, _ batch: ID<PayoutBatch>, _ chunk: Int, _ lines: [Int], _ sums: [Money])
    async throws
  {
    try await court.court.desk.attempt(
      PostBatchChunk(batch, chunk: chunk, lines: lines, amounts: sums, sha256: "00", byteCount: 1), by: .machine,
      court: court.court.court)
  }
  private func answer(
    _ court: DistributionCourt, _ batch: ID<PayoutBatch>, _ chunk: Int, _ line: Int, _ outcome: LineAnswer.Outcome
  ) async throws {
    try await court.court.desk.attempt(
      RecordBatchAnswers(
        batch, chunk: chunk, file: "00", answers: [LineAnswer(line: line, outcome: outcome, code: "AC01", amount: nil)]),
      by: .machine, court: court.court.court)
  }

  /// Three creditors from outside have their shares allocated.
  private func allocated() async throws -> DistributionCourt {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(40_000), seed: 9)
    try await court.does("distribution.open", ["debtor": "person"])
    for amount in [20_000, 10_000, 5_000] { try await court.joins(.yuan(Int64(amount))) }
    try await court.does("distribution.closeToNew", ["on": .text("\(court.court.clock.now.day)")])
    try await court.plans()
    try await court.serves()
    try await court.passes(days: 16)
    try await court.does("distribution.allocate")
    return court
  }

  @Test("Shares become lines of a batch, each creditor once; when it is paid the receipts it pays are done with")
  func shares() async throws {
    let court = try await allocated()
    let open = try await court.account().outsideOpen.map { BatchShare(person: $0.person, amount: $0.amount) }
    #expect(open.count == 3)
    let before = try await court.account().available
    #expect(await refusal { _ = try await create(court, [open[0], open[0], open[1]]) } == "linesDiffer", "a creditor twice")
    let more = BatchShare(person: open[0].person, amount: open[0].amount + Money(fen: 1))
    #expect(await refusal { _ = try await create(court, [more]) } == "linesDiffer", "more than his share")
    #expect(await refusal { _ = try await create(court, []) } == "nothingOutside")
    let batch = try await create(court, open)
    let set = try await court.account()
    #expect(set.outsideOpen.isEmpty && set.available == before)
    #expect(try await court.attempt("distribution.payOutside").code == "nothingOutside", "not a second time beside the batch")
    #expect(await refusal { _ = try await create(court, open) } == "linesDiffer")
    try await release(court, batch)
    try await post(court, batch, 1, [1, 2], [open[0].amount, open[1].amount])
    try await post(court, batch, 2, [3], [open[2].amount])
    for (line, chunk) in [(1, 1), (2, 1)] { try await answer(court, batch, chunk, line, .settled) }
    #expect(try await court.account().batchesPaid[batch] == open[0].amount + open[1].amount, "as far as the bank has paid")
    try await answer(court, batch, 2, 3, .settled)
    let total = open.reduce(Money.zero) { $0 + $1.amount }
    var account = try await court.account()
    #expect(account.batchesPaid[batch] == total && account.paidOut == total)
    for share in open { #expect(account.paidOutside(to: share.person) == share.amount) }
    #expect(try await court.file().process.isOpen("payWithin30"), "the case's own share is still here")
    try await court.does("funds.proposePayout")
    try await court.paysOut(court.lead)
    account = try await court.account()
    #expect(account.balance == .zero && account.openReceipts.isEmpty)
    #expect(try await !court.file().process.isOpen("payWithin30"))
    #expect(account.paidToCreditors == account.paid(.applicant), "others' shares are no recovery of this case")
    #expect(LedgerAccount.bank.posted(try await court.books().balance(.bank)) == .zero)
  }

  @Test("A batch that is stopped gives back the shares it did not pay, and they can be paid again")
  func stopped() async throws {
    let court = try await allocated()
    let open = try await court.account().outsideOpen.map { BatchShare(person: $0.person, amount: $0.amount) }
    let batch = try await create(court, open)
    try await release(court, batch)
    try await post(court, batch, 1, [1, 2], [open[0].amount, open[1].amount])
    try await answer(court, batch, 1, 1, .settled)
    try await answer(court, batch, 1, 2, .failed)
    try await court.does("payouts.stop", ["batch": "\(batch)", "reason": "账户停用"], by: court.cashier)
    let account = try await court.account()
    #expect(account.batchesPaid[batch] == open[0].amount, "what was paid stays paid")
    #expect(account.outsideOpen.map(\.person) == [open[1].person, open[2].person])
    #expect(account.outsideOpen.map(\.amount) == [open[1].amount, open[2].amount])
    try await court.does("distribution.payOutside")
    try await court.paysOut(court.lead)
    #expect(try await court.account().outsideOpen.isEmpty)
    for share in open { #expect(try await court.account().paidOutside(to: share.person) == share.amount) }
  }

  @Test("A list that pays all of a case's money closes the thirty days of its receipts")
  func receiptsPaid() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000), seed: 11)
    let receipt = try #require(try await court.account().receiptOrder.first)
    let batch = court.court.desk.ids.next(PayoutBatch.self)
    let shares = [BatchShare(person: ID(raw: 1), amount: .yuan(12_000)), BatchShare(person: ID(raw: 2), amount: .yuan(8_000))]
    try await court.court.desk.attempt(
      CreateBatch(
        batch, source: LedgerAccount(.case, "\(court.lead)"),
        payer: BatchPayer(name: "某法院", account: "8801", bank: "990000000019"),
        purpose: "案款", list: list(court, shares), ground: "分配方案", chunkLines: 10, bytesMax: 1 << 20), by: court.clerk,
      court: court.court.court)
    #expect(try await court.account().openReceipts.map(\.unpaid) == [.yuan(20_000)], "not let go: it is still to be paid")
    try await release(court, batch)
    #expect(try await court.account().openReceipts.map(\.unpaid) == [.yuan(20_000)], "let go, and still not paid by the bank")
    try await post(court, batch, 1, [1, 2], shares.map(\.amount))
    try await answer(court, batch, 1, 1, .settled)
    #expect(try await court.file().process.isOpen("payWithin30"))
    try await answer(court, batch, 1, 2, .settled)
    #expect(try await !court.file().process.isOpen("payWithin30"))
    let paid = try await court.court.events().compactMap { $0.event as? BatchMoneyPaid }
    #expect(paid.map(\.receipts) == [[], [receipt]] && paid.map(\.amount) == [.yuan(12_000), .yuan(8_000)])
    let after = try await court.account()
    #expect(after.paidToCreditors == .yuan(20_000) && after.balance == .zero)
  }
}
