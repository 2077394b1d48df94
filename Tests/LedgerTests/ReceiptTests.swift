import Basics
import Casework
import Enforcement
import Ledger
import Storage
import StorageSQLite
import TestSupport
import Testing

/// Money that comes in: to its case, into suspense, from there to cases or back to its payer.
struct ReceiptTests {
  static let account = "33050110990001"

  static func line(
    _ amount: String, _ reference: String, side: String = "credit", subAccount: String = "", name: String = "付款公司",
    number: String = "6222000011112222", text: String = "货款", more: [String: InputValue] = [:]
  ) -> InputValue {
    let fields: [String: InputValue] = [
      "side": .text(side), "amount": .text(amount), "reference": .text(reference), "subAccount": .text(subAccount),
      "name": .text(name), "number": .text(number), "text": .text(text),
    ]
    return .object(fields.merging(more) { _, own in own })
  }
  static func fields(
    _ court: MoneyCourt, _ lines: [InputValue], paper: String = "statement", opening: String = "", closing: String = ""
  ) -> [String: InputValue] {
    [
      "account": .text(account), "day": "\(court.clock.now.day)", "paper": .text(paper), "opening": .text(opening),
      "closing": .text(closing), "count": "\(lines.count)", "lines": .list(lines),
    ]
  }
  @discardableResult
  static func take(_ court: MoneyCourt, _ lines: [InputValue], paper: String = "statement") async throws -> [any Event] {
    try await court.attempt("receipts.take", fields(court, lines, paper: paper), by: .machine).appended.flatMap(\.events)
  }
  static func suspended(_ court: MoneyCourt) async throws -> [BankReceiptRow] {
    try await SQLCaseReads(court.store).receipts(ReceiptQuery(), court: court.court)
  }
  static func match(_ id: ID<BankReceipt>, _ parts: [(String, String)]) -> [String: InputValue] {
    let parts = parts.map { InputValue.object(["case": .text($0), "amount": .text($1)]) }
    return ["receipt": "\(id)", "parts": .list(parts)]
  }
  static func balance(_ court: MoneyCourt, _ kind: LedgerAccount.Kind) async throws -> Money {
    let sum = try await SQLLedgerReads(court.store).totals(court.court).of(kind)
    return sum.postedCredits - sum.postedDebits
  }
  /// Books agree with the log, tables with the events, and suspense holds what no case has.
  static func holds(_ court: MoneyCourt) async throws {
    #expect(try await court.store.ledgerCheck(keys: nil).faults == [])
    #expect(try await court.store.replayCheck().differences == [])
    #expect(try await court.store.accountCheck().faults == [], "cases and clusters agree with the ledger")
    let rows = try await SQLCaseReads(court.store).receipts(ReceiptQuery(), court: court.court)
    let refunding = try await court.store.read { db in
      try db.query("SELECT COALESCE(SUM(amount), 0) FROM bank_refunds WHERE status = 'proposed'", []).first?.int(0) ?? 0
    }
    let open = rows.reduce(Money.zero) { $0 + $1.open }
    #expect(try await balance(court, .suspense) == open + Money(fen: refunding))
  }

  @Test("A credit on a case's sub-account is the case's; any other lies in suspense with a clock")
  func places() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let events = try await Self.take(
      court,
      [
        Self.line("300.00", "AK2026031600000001", subAccount: SubAccount.number(of: matter)),
        Self.line("120.00", "AK2026031600000002"),
        Self.line("5.00", "AK2026031600000003", subAccount: "8801999999999999999"),
      ])
    #expect(try await court.account(matter).received == .yuan(300))
    let suspended = try await Self.suspended(court)
    #expect(suspended.map(\.amount).sorted() == [.yuan(5), .yuan(120)])
    let taken = try #require(events.compactMap { $0 as? BankReceiptTaken }.first)
    #expect(taken.claimBy == court.clock.now.day + 3 && taken.reasons.rule == "R6.9" && !taken.reasons.settings.isEmpty)
    try await Self.holds(court)
  }

  @Test("The same file twice, and the same line in a notice and in the statement, are one credit")
  func once() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let lines = [
      Self.line("300.00", "AK2026031600000001", subAccount: SubAccount.number(of: matter)),
      Self.line("120.00", "AK2026031600000002"),
      // Two alike without the bank's number are two; with a short one they are told apart by it.
      Self.line("7.00", "", more: ["occurrence": "0"]), Self.line("7.00", "", more: ["occurrence": "1"]),
      Self.line("9.00", "12"), Self.line("9.00", "13"),
    ]
    try await Self.take(court, Array(lines.prefix(2)), paper: "notice")
    // The bank's own door, as the city uses it, names the line only by its number.
    try await court.attempt(
      "funds.bookReceipt",
      ["case": "\(matter)", "amount": "300.00", "bankLine": "AK2026031600000001", "source": "debtor"], by: court.bank)
    #expect(try await Self.suspended(court).count == 1)
    try await Self.take(court, lines)
    #expect(try await Self.suspended(court).count == 5)
    let position = try await court.log().count
    let again = try await Self.take(court, lines)
    #expect(again.isEmpty)
    #expect(try await court.log().count == position)
    #expect(try await court.account(matter).received == .yuan(300))
    try await Self.holds(court)
  }

  @Test("One credit may pay for several cases, never for more than it is, and a wrong match is reversed, not edited")
  func split() async throws {
    let court = try MoneyCourt()
    let one = try await court.file("1")
    let two = try await court.file("2")
    try await Self.take(court, [Self.line("1000.00", "AK2026031600000009")])
    let id = try #require(try await Self.suspended(court).first).id
    let number = try await court.desk.look(at: two, actor: .machine, court: court.court).caseFile(two).number
    #expect(
      try await court.refusal("receipts.match", Self.match(id, [("\(one)", "600"), (number, "400.01")]), by: court.cashier)
        == "beyondOpen")
    #expect(
      try await court.refusal("receipts.match", Self.match(id, [("\(one)", "600"), (number, "")]), by: court.cashier)
        == "partWithoutAmount")
    #expect(
      try await court.refusal("receipts.match", Self.match(id, [("(2020)浙1099执9号", "1")]), by: court.cashier) == "noSuchCase")
    let done = try await court.attempt("receipts.match", Self.match(id, [("\(one)", "600"), (number, "300")]), by: court.cashier)
    #expect(try await court.account(one).received == .yuan(600))
    #expect(try await court.account(two).received == .yuan(300))
    #expect(try await Self.suspended(court).first?.open == .yuan(100))
    try await Self.holds(court)
    let wrong = try #require(done.appended.flatMap(\.events).compactMap { $0 as? BankReceiptMatched }.last)
    let undo: [String: InputValue] = ["receipt": "\(id)", "match": "\(wrong.receipt)", "reason": "另一案"]
    #expect(try await court.refusal("receipts.undoMatch", undo, by: court.cashier) == "notYourRole")
    try await court.attempt("receipts.undoMatch", undo, by: court.supervisor)
    #expect(try await court.account(two).received == .zero)
    #expect(try await court.refusal("receipts.undoMatch", undo, by: court.supervisor) == "noSuchMatch")
    try await court.attempt("receipts.match", Self.match(id, [("\(one)", "")]), by: court.cashier)
    #expect(try await court.account(one).received == .yuan(1000))
    #expect(try await court.refusal("receipts.match", Self.match(id, [("\(one)", "")]), by: court.cashier) == "nothingOpen")
    try await Self.holds(court)
  }

  @Test("A match is not taken back once a payout has its money")
  func spokenFor() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await Self.take(court, [Self.line("1000.00", "AK2026031600000009")])
    let id = try #require(try await Self.suspended(court).first).id
    let done = try await court.attempt("receipts.match", Self.match(id, [("\(matter)", "")]), by: court.cashier)
    try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    let match = try #require(done.appended.flatMap(\.events).compactMap { $0 as? BankReceiptMatched }.last)
    let undo: [String: InputValue] = ["receipt": "\(id)", "match": "\(match.receipt)", "reason": "另一案"]
    #expect(try await court.refusal("receipts.undoMatch", undo, by: court.supervisor) == "spokenFor")
    try await Self.holds(court)
  }

  @Test("A match that performed the debt, taken back, leaves it owed again")
  func performed() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await Self.take(court, [Self.line("200000.00", "AK2026031600000009")])
    let id = try #require(try await Self.suspended(court).first).id
    let done = try await court.attempt("receipts.match", Self.match(id, [("\(matter)", "")]), by: court.cashier)
    #expect(
      try await court.desk.look(at: matter, actor: .machine, court: court.court).caseFile(matter).closing.performedOn != nil)
    let match = try #require(done.appended.flatMap(\.events).compactMap { $0 as? BankReceiptMatched }.last)
    try await court.attempt(
      "receipts.undoMatch", ["receipt": "\(id)", "match": "\(match.receipt)", "reason": "另一案"], by: court.supervisor)
    #expect(
      try await court.desk.look(at: matter, actor: .machine, court: court.court).caseFile(matter).closing.performedOn == nil)
    try await Self.holds(court)
  }

  @Test("What came in by mistake goes back to its payer's account by two people, through the court's bank")
  func refund() async throws {
    let court = try MoneyCourt()
    try await Self.take(
      court, [Self.line("88.00", "AK2026031600000009"), Self.line("6.00", "AK2026031600000010", name: "", number: "")])
    let ids = try await Self.suspended(court).map(\.id)
    let ask: [String: InputValue] = ["receipt": "\(ids[0])", "reason": "汇错"]
    #expect(
      try await court.refusal("receipts.proposeRefund", ["receipt": "\(ids[1])", "reason": "汇错"], by: court.cashier)
        == "payerUnknown")
    try await court.attempt("receipts.proposeRefund", ask, by: court.cashier)
    #expect(try await court.refusal("receipts.proposeRefund", ask, by: court.cashier) == "nothingOpen")
    let both = Actor(court.cashier.ref, roles: [.cashier, .moneySupervisor])
    #expect(try await court.refusal("receipts.approveRefund", ["receipt": "\(ids[0])"], by: both) == "secondPerson")
    try await court.attempt("receipts.declineRefund", ["receipt": "\(ids[0])", "reason": "再查"], by: court.supervisor)
    try await Self.holds(court)
    for (outcome, balance) in [("failed", Money.yuan(94)), ("done", .yuan(6))] {
      try await court.attempt("receipts.proposeRefund", ask, by: court.cashier)
      let sent = try await court.attempt("receipts.approveRefund", ["receipt": "\(ids[0])"], by: court.supervisor)
      let request = try #require(sent.appended.first { $0.stream.kind == .partnerRequest })
      let asked = try #require(request.events.first as? PartnerRequested)
      #expect(asked.receipt == ids[0] && asked.amount == .yuan(88))
      try await Self.holds(court)
      try await court.attempt(
        "partners.recordAnswer",
        [
          "request": .text(request.stream.key), "unit": "courtBank", "answerID": .text(outcome), "outcome": .text(outcome),
          "answeredAt": "\(court.clock.now)", "bankLine": "AK2026031600000044", "reason": "payeeAccountUnknown",
        ], by: court.bank)
      #expect(try await Self.balance(court, .suspense) == balance)
      #expect(try await Self.balance(court, .transit) == .zero)
      try await Self.holds(court)
    }
    #expect(try await Self.suspended(court).first { $0.id == ids[0] }?.status == "settled")
  }

  @Test("A day of the bank is signed off only when every line has its entry, or somebody said why not")
  func reconciled() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let day: [String: InputValue] = ["account": .text(Self.account), "day": "\(court.clock.now.day)"]
    #expect(try await court.refusal("reconciliation.close", day, by: court.cashier) == "noSuchBankDay")
    try await court.book("50.00", "AK2026031600000077", matter)
    let lines = [
      Self.line("300.00", "AK2026031600000001", subAccount: SubAccount.number(of: matter)),
      Self.line("2.00", "AK2026031600000002", side: "debit", name: "", text: "手续费"),
    ]
    try await court.attempt("receipts.take", Self.fields(court, lines, opening: "1000.00", closing: "1298.00"), by: .machine)
    let reads = SQLCaseReads(court.store)
    var sides = try #require(try await reads.bankDay(Self.account, court.clock.now.day, court: court.court, limit: 100))
    #expect(sides.lines.map(\.state) == [.same, .open])
    #expect(sides.entries.map(\.state) == [.open, .same])
    #expect(sides.balance == .yuan(350))
    #expect(try await court.refusal("reconciliation.close", day, by: court.cashier) == "differencesOpen")
    let fee = sides.lines[1].id
    let late = sides.entries[0].line.entry.id.description
    let both = day.merging(["lines": .list(["\(fee)"]), "entries": .list([.text(late)])]) { own, _ in own }
    #expect(try await court.refusal("reconciliation.pair", both, by: court.cashier) == "sumsDiffer")
    for (field, value, cause) in [("line", "\(fee)", "bankOwn"), ("entry", late, "timing")] {
      let said: [String: InputValue] = [field: .text(value), "cause": .text(cause), "reason": "见回单"]
      try await court.attempt("reconciliation.explain", day.merging(said) { own, _ in own }, by: court.cashier)
    }
    #expect(try await court.refusal("reconciliation.close", day, by: court.cashier) == "secondPerson")
    try await court.attempt("reconciliation.close", day, by: court.supervisor)
    sides = try #require(try await reads.bankDay(Self.account, court.clock.now.day, court: court.court, limit: 100))
    #expect(sides.row.reconciledAt != nil && sides.row.open == 0)
    // A line that comes later opens the day again.
    try await Self.take(court, lines + [Self.line("1.00", "AK2026031600000003")])
    sides = try #require(try await reads.bankDay(Self.account, court.clock.now.day, court: court.court, limit: 100))
    #expect(sides.row.reconciledAt == nil)
    try await Self.holds(court)
  }

  @Test("A payment that the bank confirmed meets its line in the statement by the bank's number")
  func paid() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await court.book("1000.00", "AK2026031600000001", matter)
    let proposed = try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    let payout = try #require(proposed.appended.flatMap(\.events).compactMap { $0 as? PayoutProposed }.first)
    let fields: [String: InputValue] = ["case": "\(matter)", "payout": "\(payout.payout)"]
    for (name, actor) in [
      ("funds.supervisePayout", court.supervisor), ("funds.approvePayout", court.chief), ("funds.releasePayout", court.cashier),
    ] { try await court.attempt(name, fields, by: actor) }
    try await court.attempt("funds.sendPayout", fields, by: .machine)
    let sent = try await court.log().compactMap { $0.event as? PayoutLineSent }
    var lines = [Self.line("1000.00", "AK2026031600000001")]
    for (index, line) in sent.enumerated() {
      let number = "AK20260316000005\(10 + index)"
      try await court.attempt(
        "partners.recordAnswer",
        [
          "request": "\(line.request)", "unit": "courtBank", "answerID": "a\(index)", "outcome": "done",
          "answeredAt": "\(court.clock.now)", "bankLine": .text(number),
        ], by: court.bank)
      let amount = try #require(payout.lines.first { $0.id == line.line }?.amount)
      lines.append(Self.line("\(amount)", number, side: "debit"))
    }
    try await Self.take(court, lines)
    let sides = try #require(
      try await SQLCaseReads(court.store).bankDay(Self.account, court.clock.now.day, court: court.court, limit: 100))
    #expect(sides.lines.count == 1 + sent.count && sides.lines.allSatisfy { $0.state == .same })
    #expect(sides.entries.allSatisfy { $0.state == .same } && sides.balance == .zero)
    let day: [String: InputValue] = ["account": .text(Self.account), "day": "\(court.clock.now.day)"]
    try await court.attempt("reconciliation.close", day, by: court.supervisor)
    #expect(try await Self.suspended(court).isEmpty)
    try await Self.holds(court)
  }

  @Test(
    "Random credits, matches, undos, returns, deposits, aid, payouts and mistaken payments keep the books right, and suspense is what no case has"
  )
  func random() async throws {
    for seed in 1...6 {
      let court = try MoneyCourt()
      var walk = ReceiptWalk(court, seed: UInt64(seed), cases: [try await court.file("1"), try await court.file("2")])
      for _ in 0..<90 {
        try await walk.step()
        #expect(try await court.store.accountCheck().faults == [], "seed \(seed) after \(walk.last)")
      }
      try await Self.holds(court)
      #expect(walk.done > 20)
    }
  }
}
