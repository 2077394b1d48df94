import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import Storage
import StorageSQLite
import Testing

/// What was paid and came back, or is to be paid to another account: booked once, and past the gates.
struct WrongPaymentTests {
  private let court: MoneyCourt
  private let matter: ID<CaseFile>
  private let clerk = Actor(.staff(ID(raw: 5)), roles: [.clerk])
  init() async throws {
    court = try MoneyCourt()
    matter = try await court.file("1")
  }

  private func paid(_ outcome: String = "done") async throws -> PayoutProposed {
    try await court.book("1000.00", "AK2026031600000001", matter)
    let proposed = try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    let payout = try #require(proposed.appended.flatMap(\.events).compactMap { $0 as? PayoutProposed }.first)
    try await gates(payout.payout)
    try await court.attempt("funds.sendPayout", of(payout.payout), by: .machine)
    for (index, line) in try await court.log().compactMap({ $0.event as? PayoutLineSent }).enumerated() {
      try await answer(line.request, outcome, "a\(index)")
    }
    return payout
  }
  private func of(_ payout: ID<Enforcement.Payout>) -> [String: InputValue] { ["case": "\(matter)", "payout": "\(payout)"] }
  private func gates(_ payout: ID<Enforcement.Payout>) async throws {
    for (name, actor) in [
      ("funds.supervisePayout", court.supervisor), ("funds.approvePayout", court.chief), ("funds.releasePayout", court.cashier),
    ] { try await court.attempt(name, of(payout), by: actor) }
  }
  private func answer(_ request: ID<PartnerRequest>, _ outcome: String, _ id: String) async throws {
    try await court.attempt(
      "partners.recordAnswer",
      [
        "request": "\(request)", "unit": "courtBank", "answerID": .text(id), "outcome": .text(outcome),
        "answeredAt": "\(court.clock.now)", "bankLine": .text("P\(request)"),
      ], by: court.bank)
  }
  private func state(_ payout: ID<Enforcement.Payout>) async throws -> CaseAccount.PayoutState {
    try #require(try await court.account(matter).payouts[payout])
  }
  private func bank() async throws -> Money {
    LedgerAccount.bank.posted(try await SQLLedgerReads(court.store).balance(of: .bank, court: court.court))
  }
  private func back(_ amount: Money, _ payment: String, _ number: String) async throws -> [any Event] {
    let more: [String: InputValue] = ["payment": .text(payment), "isReturn": "true"]
    return try await ReceiptTests.take(court, [ReceiptTests.line("\(amount)", number, more: more)])
  }
  private func openLine() async throws -> [String: InputValue] {
    let sides = try #require(
      try await SQLCaseReads(court.store).bankDay(ReceiptTests.account, court.clock.now.day, court: court.court, limit: 100))
    let line = try #require(sides.lines.first { $0.side == .credit && $0.state == .open })
    return ["account": .text(ReceiptTests.account), "day": "\(court.clock.now.day)", "line": "\(line.id)"]
  }

  @Test("A case's payment that came back after it was paid is owed to its payee again, booked once by the bank's line")
  func caseReturn() async throws {
    let payout = try await paid()
    let line = try #require(payout.lines.first)
    let request = try #require(try await state(payout.payout).requests[line.id]?.first)
    #expect(try await state(payout.payout).status == .settled)
    let before = try await bank()
    let events = try await back(line.amount, "\(request)", "RT2026031600000001")
    #expect(!events.contains { $0 is BankReceiptTaken }, "no money without a payer")
    let item = try await openLine()
    try await court.attempt("reconciliation.bookLine", item, by: court.cashier)
    #expect(try await bank() == before + line.amount)
    #expect(try await state(payout.payout).lineStatus[line.id] == .bounced)
    #expect(try await state(payout.payout).status == .released)
    #expect(try await court.account(matter).balance == line.amount)
    #expect(try await court.refusal("reconciliation.bookLine", item, by: court.cashier) == "itemSettled")
    // The bank tells the same by message, or repeats its first word: nothing more is booked.
    try await answer(request, "failed", "late")
    try await answer(request, "done", "again")
    #expect(try await bank() == before + line.amount)
    #expect(try await state(payout.payout).lineStatus[line.id] == .bounced)
    try await court.attempt("funds.sendPayout", of(payout.payout), by: court.cashier)
    let second = try #require(try await state(payout.payout).requests[line.id]?.last)
    #expect(second != request)
    try await answer(second, "done", "second")
    #expect(try await state(payout.payout).status == .settled)
    #expect(try await bank() == before)
    try await ReceiptTests.holds(court)
  }

  @Test("What reaches its payee on no account goes back to the case by another person, ends its payout, and may be lodged")
  func freed() async throws {
    let payout = try await paid("failed")
    let all = of(payout.payout).merging(["reason": "收款人下落不明，账户已注销"]) { $1 }
    let before = try await bank()
    // Money that comes in meanwhile does not wait for it.
    try await court.book("50.00", "AK2026031600000002", matter)
    let meanwhile = try await court.account(matter)
    #expect(meanwhile.busyPayouts.isEmpty && !meanwhile.openPayouts.isEmpty)
    #expect(try await court.refusal("funds.freeReturned", all, by: court.cashier) == "notYourRole")
    let request = try #require(try await state(payout.payout).requests.values.first?.first)
    try await court.attempt("funds.freeReturned", all, by: court.supervisor)
    #expect(try await state(payout.payout).status == .settled)
    #expect(try await state(payout.payout).freed.count == payout.lines.count)
    #expect(try await court.account(matter).available == .yuan(1_050))
    #expect(try await court.refusal("funds.freeReturned", all, by: court.supervisor) == "nothingCameBack")
    try await ReceiptTests.holds(court)
    // The bank says after all that it had paid: the court has it to recover, and the case keeps its money.
    try await answer(request, "done", "late")
    let line = try #require(try await state(payout.payout).requests.first { $0.value.contains(request) }?.key)
    #expect(try await state(payout.payout).overpaid == [line])
    let sum = try #require(payout.lines.first { $0.id == line }?.amount)
    #expect(try await bank() == before + .yuan(50) - sum)
    #expect(try await court.account(matter).available == .yuan(1_050))
    try await ReceiptTests.holds(court)
    // It comes back, and fills the gap.
    try await ReceiptTests.take(court, [ReceiptTests.line("\(sum)", "AK2026031600000090")])
    let credit = try #require(try await ReceiptTests.suspended(court).first { $0.open == sum }).id
    let found: [String: InputValue] = ["case": "\(matter)", "line": "\(line)", "credit": "\(credit)"]
    #expect(try await court.refusal("funds.recordRecovered", found, by: court.cashier) == "notYourRole")
    try await court.attempt("funds.recordRecovered", found, by: court.supervisor)
    #expect(try await state(payout.payout).overpaid.isEmpty)
    #expect(try await bank() == before + .yuan(50))
    try await ReceiptTests.holds(court)
  }

  @Test("A return that the bank's text tells without our number is held: its answer may tell the same money")
  func unnamedReturn() async throws {
    _ = try await paid()
    let before = try await bank()
    try await ReceiptTests.take(court, [ReceiptTests.line("30.00", "RT2026031600000009", more: ["text": "退汇 户名不符"])])
    #expect(try await bank() == before, "nothing is booked")
    let held = try #require(try await court.log().compactMap { $0.event as? CreditHeld }.last)
    #expect(held.ground == .ourReturn && held.amount == .yuan(30))
  }

  @Test("A supervisor lets no more go alone than the lowest limit; the chief his own, the president any sum")
  func limits() {
    let settings = CourtSettings()
    #expect(settings.mostAlone(.moneySupervisor) == .yuan(1_000_000) && settings.mostAlone(.bureauChief) == .yuan(1_000_000))
    #expect(settings.mostAlone(.vicePresident) == .yuan(50_000_000) && settings.mostAlone(.president) == .outsideMax)
  }

  @Test("What came back goes to another account only past the three gates; sent back there, it waits as before")
  func otherAccount() async throws {
    let payout = try await paid("failed")
    let line = try #require(payout.lines.first { $0.kind == .applicant })
    let person = try #require(line.payee)
    let all = of(payout.payout)
    #expect(try await court.refusal("funds.proposeAgain", all, by: court.assistant) == "nothingCameBack")
    let old = try #require(line.vault)
    let name = try #require(try await court.store.open([old])[old]?.fields["payeeName"])
    let who: [String: InputValue] = ["case": "\(matter)", "party": "\(person)", "phone": "13800000000", "reason": "核对身份证"]
    try await court.attempt("persons.confirmPhone", who, by: clerk)
    try await court.attempt(
      "funds.recordPayee",
      [
        "case": "\(matter)", "person": "\(person)", "payeeName": .text(name), "payeeAccount": "6222021207000000075",
        "payeeBank": "示例银行",
      ], by: clerk)
    #expect(try await court.refusal("funds.proposeAgain", all, by: court.assistant) == "payee.unconfirmed")
    try await court.attempt(
      "funds.confirmPayee", ["case": "\(matter)", "person": "\(person)", "result": "confirmed", "note": "本人确认"],
      by: court.supervisor)
    // Lines whose accounts are the same leave again; this one does not.
    try await court.attempt("funds.sendPayout", all, by: court.cashier)
    #expect(try await state(payout.payout).requests[line.id]?.count == 1)
    #expect(try await court.refusal("funds.sendPayout", all, by: court.cashier) == "gatesAnew")
    try await court.attempt("funds.proposeAgain", all, by: court.assistant)
    #expect(try await state(payout.payout).status == .proposed)
    #expect(try await court.refusal("funds.sendPayout", all, by: court.cashier) == "nothingToSend")
    #expect(try await court.refusal("funds.releasePayout", all, by: court.cashier) == "nothingAtGate")
    try await court.attempt("funds.supervisePayout", all, by: court.supervisor)
    try await court.attempt("funds.returnPayout", all.merging(["reason": "再核"]) { $1 }, by: court.chief)
    #expect(try await state(payout.payout).status == .released)
    #expect(try await court.account(matter).available == .zero, "the money is the payee's still")
    #expect(try await court.refusal("funds.sendPayout", all, by: court.cashier) == "gatesAnew")
    try await court.attempt("funds.proposeAgain", all, by: court.assistant)
    try await gates(payout.payout)
    try await court.attempt("funds.sendPayout", all, by: .machine)
    let request = try #require(try await state(payout.payout).requests[line.id]?.last)
    let asked: PartnerRequest = try await court.desk.look(at: .partnerRequest(request))
    let account = try #require(asked.requested?.vault.first)
    #expect(try await court.store.open([account])[account]?.fields["payeeAccount"] == "6222021207000000075")
    for (index, sent) in try await court.log().compactMap({ $0.event as? PayoutLineSent }).enumerated() where index > 0 {
      let pending: PartnerRequest = try await court.desk.look(at: .partnerRequest(sent.request))
      if pending.outcome == nil { try await answer(sent.request, "done", "z\(index)") }
    }
    #expect(try await state(payout.payout).status == .settled)
    try await ReceiptTests.holds(court)
  }

  @Test("A batch's payment that came back is booked once, whether the statement tells it first or the bank's answer")
  func batchReturn() async throws {
    for answerFirst in [false, true] {
      let it = try await BatchCourt()
      let id = try await it.batch([30_000, 20_000])
      try await it.release(id)
      try await it.post(id, 1, [1, 2], [30_000, 20_000])
      for line in [1, 2] { try await it.answer(id, 1, line, .settled) }
      let before = try await it.posted(.bank)
      if answerFirst { try await it.answer(id, 1, 2, .returned) }
      func returned(_ payment: String, _ amount: String, _ number: String) async throws -> [any Event] {
        try await ReceiptTests.take(
          it.court, [ReceiptTests.line(amount, number, more: ["payment": .text(payment), "isReturn": "true"])])
      }
      #expect(try await !returned("\(id)-1-2", "200.00", "RT2026031600000002").contains { $0 is BankReceiptTaken })
      // No such line, no such file, another sum: credits as any other.
      for (index, wrong) in [("1-9", "200.00"), ("2-2", "200.00"), ("1-2", "777.00")].enumerated() {
        #expect(
          try await returned("\(id)-\(wrong.0)", wrong.1, "RT202603160000010\(index)").contains { $0 is BankReceiptTaken },
          "\(wrong)")
      }
      let sides = try #require(
        try await SQLCaseReads(it.court.store).bankDay(
          ReceiptTests.account, it.court.clock.now.day, court: it.court.court, limit: 100))
      let open = try #require(sides.lines.first { $0.state == .open })
      let item: [String: InputValue] = [
        "account": .text(ReceiptTests.account), "day": "\(it.court.clock.now.day)", "line": "\(open.id)",
      ]
      let refused = try await it.court.refusal("reconciliation.bookLine", item, by: it.court.cashier)
      #expect(refused == (answerFirst ? "returnNotDue" : nil))
      #expect(try await it.answer(id, 1, 2, .returned) == 0)
      #expect(try await it.posted(.bank) == before + 20_000 + 20_000 + 20_000 + 77_700)
      #expect(try await it.state(id).repeatable == [2])
      try await it.expectEqual()
      try await it.expectClean()
    }
  }
}
