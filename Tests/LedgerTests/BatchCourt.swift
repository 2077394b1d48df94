import Basics
import Casework
import Enforcement
import Ledger
import Storage
import Testing

/// A court in which one case has money that mass payouts pay, with a few steps of such a payout.
struct BatchCourt {
  let court: MoneyCourt
  let caseID: ID<CaseFile>
  let president = Actor(.staff(ID(raw: 9)), roles: [.president])
  /// Hands corrections in: who does has no part at the gates.
  let officer = Actor(.staff(ID(raw: 8)), roles: [.officer])

  init(received: String = "1000.00") async throws {
    court = try MoneyCourt()
    caseID = try await court.file("批")
    try await court.attempt(
      "funds.bookReceipt", ["case": "\(caseID)", "amount": .text(received), "bankLine": "L1", "source": "transfer"],
      by: court.bank)
  }

  func batch(_ amounts: [Int64], ground: String = "分配方案", by actor: Actor? = nil) async throws -> ID<PayoutBatch> {
    let id = court.desk.ids.next(PayoutBatch.self)
    let ref = VaultRef(id: court.desk.ids.next(), version: 1, digest: "00")
    let command = CreateBatch(
      id, source: LedgerAccount(.case, "\(caseID)"), payer: BatchPayer(name: "某法院", account: "880117", bank: "990000000019"),
      purpose: "案款发放",
      list: CreateBatch.List(
        read: amounts.count, heldBack: 0, errors: 0, warnings: 0, count: amounts.count,
        total: Money(fen: amounts.reduce(0, +)), original: ref, lineFile: ref, sha256: "00"), ground: ground, chunkLines: 2,
      bytesMax: 1 << 20)
    try await court.desk.attempt(command, by: actor ?? court.assistant, court: court.court)
    return id
  }
  func pass(_ id: ID<PayoutBatch>, _ gate: MoneyGate) async throws {
    let actor = gate == .supervision ? court.supervisor : gate == .approval ? president : court.cashier
    try await court.desk.attempt(PassBatchGate(id, gate), by: actor, court: court.court)
  }
  func release(_ id: ID<PayoutBatch>) async throws { for gate in MoneyGate.allCases { try await pass(id, gate) } }
  func post(_ id: ID<PayoutBatch>, _ chunk: Int, _ lines: [Int], _ amounts: [Int64]) async throws {
    try await court.desk.attempt(
      PostBatchChunk(
        id, chunk: chunk, lines: lines, amounts: amounts.map(Money.init(fen:)), sha256: "00", byteCount: 1, made: court.clock.now),
      by: .machine, court: court.court)
  }
  @discardableResult
  func answer(_ id: ID<PayoutBatch>, _ chunk: Int, _ line: Int, _ outcome: LineAnswer.Outcome) async throws -> Int {
    let said = LineAnswer(line: line, outcome: outcome, code: "AC01", amount: nil)
    return try await court.desk.attempt(
      RecordBatchAnswers(id, chunk: chunk, file: "00", answers: [said]), by: .machine, court: court.court
    ).appended.reduce(0) { $0 + $1.events.count }
  }
  func resend(_ id: ID<PayoutBatch>, correcting lines: [Int]? = nil) async throws {
    let file = lines.map { _ in VaultRef(id: court.desk.ids.next(), version: 1, digest: "00") }
    try await court.desk.attempt(
      AskBatchResend(id, lines: lines, correction: file, sha256: lines == nil ? "" : "00", changed: lines ?? []),
      by: lines == nil ? court.cashier : officer, court: court.court)
  }
  /// The refusal's code; nil for what was done.
  func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch CaseDesk.Failure.refused(let refusal) {
      return refusal.code
    } catch { return "\(error)" }
  }
  func does(_ name: String, _ id: ID<PayoutBatch>, _ fields: [String: InputValue] = [:], by actor: Actor) async throws -> String?
  {
    try await court.refusal(name, fields.merging(["batch": "\(id)", "reason": "向银行查明"]) { first, _ in first }, by: actor)
  }
  func resolve(_ id: ID<PayoutBatch>, _ line: Int, _ outcome: BatchFinding, by actor: Actor) async throws -> String? {
    try await does("payouts.resolve", id, ["line": "\(line)", "outcome": .text(outcome.rawValue)], by: actor)
  }
  func state(_ id: ID<PayoutBatch>) async throws -> PayoutBatch { try await court.desk.look(at: .payoutBatch(id)) }
  func account() async throws -> CaseAccount { try await court.account(caseID) }
  /// What an account of the ledger has, in fen.
  func posted(_ account: LedgerAccount) async throws -> Int64 {
    account.posted(try await SQLLedgerReads(court.store).balance(of: account, court: court.court)).fen
  }
  func counted() async throws -> DoubleZero {
    let reads = SQLCaseReads(court.store)
    let cases = try await reads.casesWithMoney(court: court.court, limit: 100)
    let accounts = try await court.desk.accounts(of: cases.map(\.id))
    return DoubleZero(
      day: court.clock.now.day, cases: cases.map { ($0.id, $0.number, $0.handler, accounts[$0.id] ?? CaseAccount()) },
      lodged: try await reads.lodged(court: court.court), waiting: try await reads.passing(court: court.court),
      ledger: try await reads.ledgerCaseMoney(court: court.court))
  }
  /// The case's own books and the ledger say the same, and so does the double zero of the court.
  func expectEqual(_ what: String = "", _ place: SourceLocation = #_sourceLocation) async throws {
    let own = try await account().onAccount
    #expect(try await posted(LedgerAccount(.case, "\(caseID)")) == own.fen, "\(what)", sourceLocation: place)
    #expect(try await counted().difference == .zero, "\(what)", sourceLocation: place)
  }
  func expectClean() async throws {
    #expect(try await court.store.ledgerCheck(keys: nil).faults.isEmpty)
    #expect(try await court.store.replayCheck().differences.isEmpty)
  }
}
