import Basics
import Casework
import Enforcement
import Ledger
import Storage
import TestSupport
import Testing

/// Money in suspense that goes to a cluster, or is kept as a deposit.
struct SuspensePlacesTests {
  /// Two cases against one debtor, a third against another, and a cluster of the first two.
  private func clustered(_ court: MoneyCourt) async throws -> ID<Cluster> {
    let ids = [try await court.file("一"), try await court.file("二")]
    let created = ClusterCreated(
      cluster: court.desk.ids.next(), title: VaultRef(id: court.desk.ids.next(), version: 1, digest: "00"), members: ids)
    let situation = try await court.desk.look(at: ids[0], actor: .machine, court: court.court)
    _ = try await court.store.append(
      Transaction(
        court: court.court, at: court.clock.now, actor: .machine, causation: "command:cluster",
        streams: [situation.append(.cluster(created.cluster), [created])], deposits: [], work: [], request: nil, completes: nil,
        idsThrough: court.desk.ids.latest))
    return created.cluster
  }
  private func balance(_ court: MoneyCourt, _ account: LedgerAccount) async throws -> Money {
    account.posted(try await SQLLedgerReads(court.store).balance(of: account, court: court.court))
  }

  @Test("Money in suspense goes to a cluster whole or in part, is taken back while it is there, and every fen stays booked")
  func cluster() async throws {
    let court = try MoneyCourt()
    let cluster = try await clustered(court)
    try await ReceiptTests.take(court, [ReceiptTests.line("1000.00", "AK2026031600000009")])
    let id = try #require(try await ReceiptTests.suspended(court).first).id
    let of: [String: InputValue] = ["receipt": "\(id)", "cluster": "\(cluster)", "note": "购店人汇错账户"]
    #expect(try await court.refusal("receipts.matchCluster", of, by: court.supervisor) == "notYourRole")
    #expect(
      try await court.refusal("receipts.matchCluster", of.merging(["cluster": "17"]) { $1 }, by: court.cashier) == "noSuchCluster"
    )
    #expect(
      try await court.refusal("receipts.matchCluster", of.merging(["amount": "1000.01"]) { $1 }, by: court.cashier)
        == "beyondOpen")
    try await court.attempt("receipts.matchCluster", of.merging(["amount": "600"]) { $1 }, by: court.cashier)
    let account = LedgerAccount(.cluster, "\(cluster)")
    #expect(try await balance(court, account) == .yuan(600))
    #expect(try await ReceiptTests.suspended(court).first?.open == .yuan(400))
    try await ReceiptTests.holds(court)
    try await court.attempt("receipts.matchCluster", of, by: court.cashier)
    #expect(try await court.refusal("receipts.matchCluster", of, by: court.cashier) == "nothingOpen")
    let state: BankReceipt = try await court.desk.look(at: .bankReceipt(id))
    #expect(state.toClusters == .yuan(1000) && state.clustered.map(\.amount) == [.yuan(600), .yuan(400)])
    let undo: [String: InputValue] = ["receipt": "\(id)", "match": "\(state.clustered[0].booking)", "reason": "不是本批"]
    #expect(try await court.refusal("receipts.undoClusterMatch", undo, by: court.cashier) == "notYourRole")
    try await court.attempt("receipts.undoClusterMatch", undo, by: court.supervisor)
    #expect(try await court.refusal("receipts.undoClusterMatch", undo, by: court.supervisor) == "noSuchMatch")
    #expect(try await balance(court, account) == .yuan(400))
    #expect(try await ReceiptTests.suspended(court).first?.open == .yuan(600))
    let rows = try await SQLCaseReads(court.store).clusters(court: court.court, limit: 5)
    #expect(rows.first?.received == .yuan(400))
    try await ReceiptTests.holds(court)
  }

  @Test(
    "A deposit is nobody's but its payer's: kept on an account of its own, released to go back, or turned into the case's money")
  func deposit() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let number = try await court.desk.look(at: matter, actor: .machine, court: court.court).caseFile(matter).number
    try await ReceiptTests.take(court, [ReceiptTests.line("1000.00", "AK2026031600000009")])
    let id = try #require(try await ReceiptTests.suspended(court).first).id
    let of: [String: InputValue] = ["receipt": "\(id)", "case": .text(number), "kind": "bid", "note": "竞买保证金"]
    #expect(
      try await court.refusal("receipts.keepDeposit", of.merging(["case": "(2020)浙1099执9号"]) { $1 }, by: court.chief)
        == "noSuchCase")
    #expect(try await court.refusal("receipts.keepDeposit", of, by: court.cashier) == "notYourRole", "not whoever takes it in")
    try await court.attempt("receipts.keepDeposit", of.merging(["amount": "300"]) { $1 }, by: court.chief)
    try await court.attempt("receipts.keepDeposit", of, by: court.chief)
    let listed = try await SQLCaseReads(court.store).fundItems(.deposit, court: court.court, limit: 10)
    #expect(listed.map(\.amount) == [.yuan(300), .yuan(700)] && listed.allSatisfy { $0.caseID == matter && $0.status == "kept" })
    #expect(
      try await SQLCaseReads(court.store).passing(court: court.court).count { $0.kind == .deposit } == 2, "double zero counts it")
    #expect(try await ReceiptTests.balance(court, .deposit) == .yuan(1000))
    #expect(try await ReceiptTests.balance(court, .suspense) == .zero)
    #expect(try await court.account(matter).received == .zero, "it is not the case's")
    try await ReceiptTests.holds(court)
    let kept: BankReceipt = try await court.desk.look(at: .bankReceipt(id))
    #expect(kept.deposits.map(\.amount) == [.yuan(300), .yuan(700)] && kept.open == .zero)
    func decide(_ place: Int, _ way: String) -> [String: InputValue] {
      ["receipt": "\(id)", "deposit": "\(kept.deposits[place].id)", "way": .text(way), "reason": "成交后退还或者转价款"]
    }
    #expect(try await court.refusal("receipts.releaseDeposit", decide(0, "back"), by: court.cashier) == "notYourRole")
    try await court.attempt("receipts.releaseDeposit", decide(0, "back"), by: court.chief)
    #expect(try await court.refusal("receipts.releaseDeposit", decide(0, "back"), by: court.chief) == "noSuchDeposit")
    #expect(try await ReceiptTests.suspended(court).first?.open == .yuan(300), "to go back by two people")
    try await court.attempt("receipts.releaseDeposit", decide(1, "applied"), by: court.chief)
    #expect(try await court.account(matter).received == .yuan(700))
    #expect(try await ReceiptTests.balance(court, .deposit) == .zero)
    try await ReceiptTests.holds(court)
    try await court.attempt("receipts.proposeRefund", ["receipt": "\(id)", "reason": "退还保证金"], by: court.cashier)
    try await court.attempt("receipts.approveRefund", ["receipt": "\(id)"], by: court.supervisor)
    try await ReceiptTests.holds(court)
  }

  @Test("What was paid to a case by mistake goes to suspense by two people, and from there back to its payer")
  func misplaced() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await ReceiptTests.take(
      court, [ReceiptTests.line("1000.00", "AK2026031600000009", subAccount: SubAccount.number(of: matter))])
    let receipt = try #require(try await court.account(matter).receiptOrder.first)
    let of: [String: InputValue] = ["case": "\(matter)", "receipt": "\(receipt)", "reason": "付款人书面说明汇错账户"]
    #expect(try await court.refusal("funds.proposeMisplaced", of, by: court.supervisor) == "notYourRole")
    try await court.attempt("funds.proposeMisplaced", of, by: court.cashier)
    let id = try #require(try await ReceiptTests.suspended(court).first { $0.status == "misplaced" }).id
    let only: [String: InputValue] = ["receipt": "\(id)", "reason": "不同意"]
    #expect(try await court.account(matter).received == .yuan(1000), "nothing moves yet")
    #expect(try await court.refusal("receipts.match", ReceiptTests.match(id, [("1", "1")]), by: court.cashier) == "noSuchReceipt")
    try await court.attempt("receipts.declineMisplaced", only, by: court.supervisor)
    #expect(try await court.refusal("receipts.confirmMisplaced", only, by: court.supervisor) == "heldSettled")
    try await court.attempt("funds.proposeMisplaced", of, by: court.cashier)
    let next = try #require(try await ReceiptTests.suspended(court).first { $0.status == "misplaced" }).id
    let both = Actor(court.cashier.ref, roles: [.cashier, .moneySupervisor])
    #expect(try await court.refusal("receipts.confirmMisplaced", ["receipt": "\(next)"], by: both) == "secondPerson")
    #expect(
      try await court.refusal("receipts.confirmMisplaced", ["receipt": "\(next)"], by: court.supervisor) == "notHandler",
      "the cashier proposed it: the handler or the chief has to know")
    try await court.attempt("receipts.confirmMisplaced", ["receipt": "\(next)"], by: court.chief)
    #expect(try await court.account(matter).received == .zero)
    #expect(try await balance(court, LedgerAccount(.suspense, "\(next)")) == .yuan(1000))
    #expect(try await ReceiptTests.suspended(court).first { $0.id == next }?.open == .yuan(1000))
    #expect(try await court.refusal("funds.proposeMisplaced", of, by: court.cashier) == "noSuchBookedReceipt")
    try await ReceiptTests.holds(court)
    try await court.attempt("receipts.proposeRefund", ["receipt": "\(next)", "reason": "退回误汇款"], by: court.cashier)
    #expect(try await court.refusal("receipts.approveRefund", ["receipt": "\(next)"], by: court.chief) == "notAtGate")
    try await court.attempt("receipts.approveRefund", ["receipt": "\(next)"], by: court.supervisor)
    #expect(try await !court.log().contains { $0.event is RefundSent }, "two people do not suffice")
    try await court.attempt("receipts.approveRefund", ["receipt": "\(next)"], by: court.chief)
    #expect(try await court.log().contains { $0.event is RefundSent })
    try await ReceiptTests.holds(court)
  }

  @Test("What is spoken for does not leave a case as a mistake, nor what came out of suspense; a cluster gives back what is left")
  func misplacedRefused() async throws {
    let court = try MoneyCourt()
    let cluster = try await clustered(court)
    let matter = try await court.file("三")
    let sub = SubAccount.number(of: matter)
    try await ReceiptTests.take(court, [ReceiptTests.line("1000.00", "AK2026031600000009", subAccount: sub)])
    let receipt = try #require(try await court.account(matter).receiptOrder.first)
    let of: [String: InputValue] = ["case": "\(matter)", "receipt": "\(receipt)", "reason": "汇错账户"]
    try await court.attempt("funds.proposeMisplaced", of, by: court.cashier)
    try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    let id = try #require(try await ReceiptTests.suspended(court).first { $0.status == "misplaced" }).id
    #expect(try await court.refusal("receipts.confirmMisplaced", ["receipt": "\(id)"], by: court.chief) == "spokenFor")
    #expect(try await court.refusal("funds.proposeMisplaced", of, by: court.cashier) == "spokenFor")
    try await ReceiptTests.take(
      court, [ReceiptTests.line("500.00", "AK2026031600000010", subAccount: SubAccount.number(of: cluster))])
    let state: Cluster = try await court.desk.look(at: .cluster(cluster))
    let booked = try #require(state.receipts.first)
    let back: [String: InputValue] = ["cluster": "\(cluster)", "receipt": "\(booked.id)", "amount": "200", "reason": "余款"]
    #expect(
      try await court.refusal("cluster.proposeMisplaced", back.merging(["amount": "500.01"]) { $1 }, by: court.cashier)
        == "spokenFor")
    try await court.attempt("cluster.proposeMisplaced", back, by: court.cashier)
    let surplus = try #require(try await ReceiptTests.suspended(court).last { $0.status == "misplaced" && $0.id != id }).id
    try await court.attempt("receipts.confirmMisplaced", ["receipt": "\(surplus)"], by: court.supervisor)
    let after: Cluster = try await court.desk.look(at: .cluster(cluster))
    #expect(after.balance == .yuan(300) && after.receipts.map(\.amount) == [.yuan(300)])
    #expect(try await balance(court, LedgerAccount(.cluster, "\(cluster)")) == .yuan(300))
    try await ReceiptTests.holds(court)
  }

  @Test("A credit that is perhaps known has a clock; past it people are warned, and double zero names it")
  func heldClock() async throws {
    let court = try MoneyCourt()
    try await ReceiptTests.take(court, [ReceiptTests.line("44.00", "")], paper: "notice")
    try await ReceiptTests.take(court, [ReceiptTests.line("44.00", "20261121999944")])
    let row = try #require(try await ReceiptTests.suspended(court).first { $0.status == "held" })
    let only: [String: InputValue] = ["receipt": "\(row.id)"]
    #expect(try await court.attempt("receipts.missClaim", only, by: .machine).appended.isEmpty, "in time")
    court.clock.set(Instant(row.claimBy + 1, hour: 1))
    try await court.attempt("receipts.missClaim", only, by: .machine)
    #expect(try await court.attempt("receipts.missClaim", only, by: .machine).appended.isEmpty, "once")
    #expect(try await SQLCaseReads(court.store).receiptCounts(court: court.court, today: court.clock.now.day).heldOverdue == 1)
    let sum = HeldSum(receipt: row.id, amount: row.amount, on: row.on, claimBy: row.claimBy)
    #expect(DoubleZero(day: row.on + 30, cases: [], lodged: [], ledger: .zero, held: [sum]).holds)
    #expect(!DoubleZero(day: row.on + 31, cases: [], lodged: [], ledger: .zero, held: [sum]).holds)
    try await ReceiptTests.holds(court)
  }

  @Test("A case whose own stream and the ledger are apart is found by its number")
  func apart() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await court.book("1000", "L1", matter)
    #expect(try await court.store.accountCheck().faults == [])
    let situation = try await court.desk.look(at: matter, actor: .machine, court: court.court)
    let receipt = try #require(situation.account(matter).receiptOrder.first)
    // The case's side of a move without the ledger's.
    let lost = ReceiptMisplaced(receipt: receipt, amount: .yuan(1000), to: court.desk.ids.next())
    _ = try await court.store.append(
      Transaction(
        court: court.court, at: court.clock.now, actor: .machine, causation: "command:lost",
        streams: [situation.append(.caseAccount(matter), [lost])], deposits: [], work: [], request: nil, completes: nil,
        idsThrough: court.desk.ids.latest))
    #expect(try await court.store.ledgerCheck(keys: nil).faults == [], "the entries are right by themselves")
    let faults = try await court.store.accountCheck().faults.map(\.description)
    #expect(faults.count == 1 && faults[0].contains("\(situation.caseFile(matter).number)"), "\(faults)")
  }
}
