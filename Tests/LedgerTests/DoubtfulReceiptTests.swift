import Basics
import Casework
import Enforcement
import Ledger
import Storage
import StorageSQLite
import Testing

/// Money that came in and is doubtful: perhaps known, for an ended case, back to a payer whom people found out, typed by hand, or
/// different from the bank. One person alone moves none of it.
struct DoubtfulReceiptTests {
  private static func held(_ court: MoneyCourt, _ numbers: [String]) async throws -> ID<BankReceipt> {
    try await ReceiptTests.take(court, [ReceiptTests.line("44.00", "")], paper: "notice")
    for number in numbers { try await ReceiptTests.take(court, [ReceiptTests.line("44.00", number)]) }
    return try #require(try await ReceiptTests.suspended(court).first { $0.status == "held" }).id
  }
  private static func sides(_ court: MoneyCourt) async throws -> BankDaySides {
    try #require(
      try await SQLCaseReads(court.store).bankDay(ReceiptTests.account, court.clock.now.day, court: court.court, limit: 100))
  }
  private static func word(_ id: ID<BankReceipt>, _ word: String) -> [String: InputValue] {
    ["receipt": "\(id)", "word": .text(word), "reason": "向银行核实"]
  }

  @Test("A held credit is booked or known only when a second person agrees with the cashier")
  func heldCredit() async throws {
    for (word, sum) in [("same", Money.yuan(44)), ("other", .yuan(88))] {
      let court = try MoneyCourt()
      let id = try await Self.held(court, ["20261121999944"])
      #expect(try await ReceiptTests.balance(court, .suspense) == .yuan(44))
      let only: [String: InputValue] = ["receipt": "\(id)"]
      #expect(try await court.refusal("receipts.confirmHeld", only, by: court.supervisor) == "heldUndecided")
      #expect(
        try await court.refusal("receipts.match", ReceiptTests.match(id, [("1", "44")]), by: court.cashier) == "noSuchReceipt")
      try await court.attempt("receipts.judgeHeld", Self.word(id, word), by: court.cashier)
      let both = Actor(court.cashier.ref, roles: [.cashier, .moneySupervisor])
      #expect(try await court.refusal("receipts.confirmHeld", only, by: both) == "secondPerson")
      try await court.attempt("receipts.doubtHeld", only.merging(["reason": "再核"]) { $1 }, by: court.supervisor)
      try await court.attempt("receipts.judgeHeld", Self.word(id, word), by: court.cashier)
      try await court.attempt("receipts.confirmHeld", only, by: court.supervisor)
      #expect(try await ReceiptTests.balance(court, .suspense) == sum)
      #expect(try await court.refusal("receipts.judgeHeld", Self.word(id, "other"), by: court.cashier) == "heldSettled")
      // What was found the same agrees with the bank by hand; what was booked does by its number.
      let sides = try await Self.sides(court)
      #expect(sides.lines.map(\.state) == [word == "same" ? .paired : .same])
      #expect(try await ReceiptTests.take(court, [ReceiptTests.line("44.00", "20261121999944")]).isEmpty)
      try await ReceiptTests.holds(court)
    }
  }

  @Test("What one statement lists twice is not one credit, and a held line is not booked by another way")
  func listedTwice() async throws {
    let court = try MoneyCourt()
    let id = try await Self.held(court, ["20261121999944", "20261121999945"])
    let rows = try await ReceiptTests.suspended(court).filter { $0.status == "held" }
    #expect(rows.count == 2)
    try await court.attempt("receipts.judgeHeld", Self.word(id, "same"), by: court.cashier)
    try await court.attempt("receipts.confirmHeld", ["receipt": "\(id)"], by: court.supervisor)
    let second = try #require(rows.first { $0.id != id }).id
    try await court.attempt("receipts.judgeHeld", Self.word(second, "same"), by: court.cashier)
    #expect(try await court.refusal("receipts.confirmHeld", ["receipt": "\(second)"], by: court.supervisor) == "alreadyMet")
    let open = try #require(try await Self.sides(court).lines.first { $0.state == .open })
    let line: [String: InputValue] = [
      "account": .text(ReceiptTests.account), "day": "\(court.clock.now.day)", "line": "\(open.id)",
    ]
    #expect(try await court.refusal("reconciliation.bookLine", line, by: court.cashier) == "lineHeld")
    try await ReceiptTests.holds(court)
  }

  @Test("What came in is read from the bank's papers: no person types a receipt, a statement or money for the aid fund")
  func typed() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let lines = ReceiptTests.fields(court, [ReceiptTests.line("5000.00", "FAKE20261121001")], opening: "0", closing: "5000")
    #expect(try await court.refusal("receipts.take", lines, by: court.cashier) == "notYourRole")
    let receipt: [String: InputValue] = [
      "case": "\(matter)", "amount": "5000", "bankLine": "FAKE20261121002", "source": "debtor",
    ]
    #expect(try await court.refusal("funds.bookReceipt", receipt, by: court.cashier) == "notYourRole")
    #expect(
      try await court.refusal("aid.fillFund", ["amount": "5000", "bankLine": "FAKE1"], by: court.supervisor) == "handTyped")
    #expect(try await court.account(matter).received == .zero)
  }

  @Test("Money for the aid fund is booked once: by the bank's message, or out of suspense where a file had put it")
  func aidFund() async throws {
    let court = try MoneyCourt()
    let fund: [String: InputValue] = ["amount": "500.00", "bankLine": "20261121777777"]
    try await ReceiptTests.take(court, [ReceiptTests.line("500.00", "20261121777777")])
    #expect(try await court.attempt("aid.fillFund", fund, by: court.bank).appended.isEmpty)
    let id = try #require(try await ReceiptTests.suspended(court).first).id
    #expect(
      try await court.refusal("aid.fillFund", ["receipt": "\(id)", "amount": "500.01"], by: court.supervisor) == "beyondOpen")
    #expect(
      try await court.refusal("aid.fillFund", ["receipt": "\(id)"], by: court.cashier) == "notYourRole", "who takes money in")
    try await court.attempt("aid.fillFund", ["receipt": "\(id)"], by: court.supervisor)
    #expect(try await ReceiptTests.balance(court, .fund) == .yuan(500))
    #expect(try await ReceiptTests.balance(court, .suspense) == .zero)
    #expect(try await court.refusal("aid.fillFund", ["receipt": "\(id)"], by: court.supervisor) == "nothingOpen")
    try await ReceiptTests.holds(court)
    let undo: [String: InputValue] = ["receipt": "\(id)", "reason": "付款人另有其案"]
    #expect(try await court.refusal("aid.undoFill", undo, by: court.cashier) == "notYourRole")
    try await court.attempt("aid.undoFill", undo, by: court.supervisor)
    #expect(try await court.refusal("aid.undoFill", undo, by: court.supervisor) == "nothingFilled")
    #expect(try await ReceiptTests.balance(court, .fund) == .zero)
    #expect(try await ReceiptTests.suspended(court).first?.open == .yuan(500))
    try await ReceiptTests.holds(court)
    let other = try MoneyCourt()
    try await other.attempt("aid.fillFund", fund, by: other.bank)
    try await ReceiptTests.take(other, [ReceiptTests.line("500.00", "20261121777777")])
    #expect(try await ReceiptTests.balance(other, .fund) == .yuan(500))
    #expect(try await ReceiptTests.balance(other, .suspense) == .zero)
    #expect(try await Self.sides(other).lines.map(\.state) == [.same])
    try await ReceiptTests.holds(other)
  }

  @Test("Money goes back to a payer whom people found out only with evidence, and by three people within their limits")
  func foundOut() async throws {
    let court = try MoneyCourt()
    let president = Actor(.staff(ID(raw: 9)), roles: [.president])
    try await ReceiptTests.take(court, [ReceiptTests.line("2000000.00", "AK2026031600000009", name: "", number: "")])
    let id = try #require(try await ReceiptTests.suspended(court).first).id
    let only: [String: InputValue] = ["receipt": "\(id)"]
    let ask: [String: InputValue] = ["receipt": "\(id)", "reason": "汇错", "payerName": "甲", "payerAccount": "6222000011112222"]
    #expect(try await court.refusal("receipts.proposeRefund", ask, by: court.cashier) == "payerUnproved")
    try await court.attempt("receipts.proposeRefund", ask.merging(["evidence": "银行答复第 7 号"]) { $1 }, by: court.cashier)
    #expect(try await court.refusal("receipts.approveRefund", only, by: court.chief) == "notAtGate")
    try await court.attempt("receipts.approveRefund", only, by: court.supervisor)
    #expect(try await court.refusal("receipts.approveRefund", only, by: court.supervisor) == "sameHand")
    #expect(try await court.refusal("receipts.approveRefund", only, by: court.chief) == "beyondLimit")
    let done = try await court.attempt("receipts.approveRefund", only, by: president)
    #expect(done.appended.flatMap(\.events).contains { $0 is RefundSent })
    try await ReceiptTests.holds(court)
    // Where the bank names the payer, one other person does, within his limit.
    try await ReceiptTests.take(court, [ReceiptTests.line("1000000.01", "AK2026031600000010")])
    let told = try #require(try await ReceiptTests.suspended(court).first { $0.status == "open" }).id
    try await court.attempt("receipts.proposeRefund", ["receipt": "\(told)", "reason": "汇错"], by: court.cashier)
    #expect(try await court.refusal("receipts.approveRefund", ["receipt": "\(told)"], by: court.chief) == "beyondLimit")
  }

  @Test(
    "What is explained by timing stays open until its counterpart comes, and bank, books and explanations are set against each other"
  )
  func timing() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    let reads = SQLCaseReads(court.store)
    let today = court.clock.now.day
    try await court.book("50.00", "AK2026031600000777", matter)
    try await court.attempt(
      "receipts.take", ReceiptTests.fields(court, [ReceiptTests.line("3.00", "AK2026031600000001")], opening: "0", closing: "3"),
      by: .machine)
    let first: [String: InputValue] = ["account": .text(ReceiptTests.account), "day": "\(today)"]
    let entry = try #require(try await Self.sides(court).entries.first { $0.state == .open }).line.entry.id.description
    let said: [String: InputValue] = ["entry": .text(entry), "cause": "timing", "reason": "银行次日入账"]
    try await court.attempt("reconciliation.explain", first.merging(said) { $1 }, by: court.cashier)
    let sides = try await Self.sides(court)
    #expect(sides.explained == -.yuan(50) && sides.rest == .zero, "the bank has 3, the books 53, of which 50 are explained")
    try await court.attempt("reconciliation.close", first, by: court.supervisor)
    #expect(try await reads.timing(court: court.court, limit: 10).map(\.signed) == [.yuan(50)])
    court.clock.set(Instant(today + 1, hour: 10))
    #expect(try await reads.timing(court: court.court, limit: 10).count == 1)
    try await ReceiptTests.take(court, [ReceiptTests.line("50.00", "AK2026031600000777")])
    #expect(try await reads.timing(court: court.court, limit: 10).isEmpty)
    #expect(try await Self.sides(court).lines.map(\.state) == [.same])
    try await ReceiptTests.holds(court)
  }

  @Test("A match with an ended case needs a reason and a second person, and can be taken back while its money is free")
  func endedCase() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await court.end(matter)
    try await ReceiptTests.take(court, [ReceiptTests.line("100.00", "AK2026031600000009")])
    let id = try #require(try await ReceiptTests.suspended(court).first).id
    let only: [String: InputValue] = ["receipt": "\(id)"]
    let match = ReceiptTests.match(id, [("\(matter)", "")])
    #expect(try await court.refusal("receipts.match", match, by: court.cashier) == "endedNeedsReason")
    try await court.attempt("receipts.match", match.merging(["note": "附言写明案号"]) { $1 }, by: court.cashier)
    #expect(try await court.account(matter).received == .zero)
    #expect(try await court.refusal("receipts.match", match, by: court.cashier) == "matchWaits")
    let both = Actor(court.cashier.ref, roles: [.cashier, .moneySupervisor])
    #expect(try await court.refusal("receipts.confirmMatch", only, by: both) == "secondPerson")
    try await court.attempt("receipts.declineMatch", only.merging(["reason": "再查"]) { $1 }, by: court.supervisor)
    try await court.attempt("receipts.match", match.merging(["note": "附言写明案号"]) { $1 }, by: court.cashier)
    let done = try await court.attempt("receipts.confirmMatch", only, by: court.supervisor)
    #expect(try await court.account(matter).received == .yuan(100))
    let made = try #require(done.appended.flatMap(\.events).compactMap { $0 as? BankReceiptMatched }.last)
    let undo = only.merging(["match": "\(made.receipt)", "reason": "另一案"]) { $1 }
    try await court.attempt("receipts.undoMatch", undo, by: court.supervisor)
    #expect(try await court.account(matter).received == .zero)
    #expect(try await ReceiptTests.suspended(court).first?.open == .yuan(100))
    try await ReceiptTests.holds(court)
  }
}
