import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("What is paid past the court's account")
struct DirectPaymentTests {
  private func report(
    _ court: PerformanceCourt, _ amount: Money, on day: Day? = nil, side: String = "debtor", by actor: Actor? = nil
  ) async throws -> String? {
    let file = try await court.file()
    let payer = try #require(file.debtors.first?.person)
    let payee = try #require(file.applicants.first?.person)
    return try await court.attempt(
      "performance.reportDirect",
      [
        "side": .text(side), "payer": "\(payer)", "payee": "\(payee)", "amount": .text("\(amount)"),
        "on": .text("\(day ?? court.court.clock.now.day)"), "text": "收条照片",
      ], by: actor
    ).code
  }
  private func answer(
    _ court: PerformanceCourt, _ answer: String, by actor: Actor? = nil, way: String? = "counter"
  ) async throws -> String? {
    let payment = try #require(try await court.file().performance.waiting.first)
    var fields: [String: InputValue] = ["payment": "\(payment.id)", "answer": .text(answer), "text": "核对身份证，本人陈述"]
    if let way { fields["way"] = .text(way) }
    return try await court.attempt("performance.answerDirect", fields, by: actor).code
  }
  private func open(_ court: PerformanceCourt) async throws -> Money {
    let law = court.court.configuration.books.law
    return try CaseDebt.division(try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
      .remaining
  }

  @Test(
    "What the debtor says counts for nothing until the applicant confirms it; then the debt is less and no money is on the account"
  )
  func confirmed() async throws {
    let court = try await PerformanceCourt()
    let before = try await open(court)
    #expect(try await report(court, .yuan(40_000)) == nil)
    #expect(try await open(court) == before)
    #expect(try await court.file().process.isOpen("confirmDirectPerformance"))
    #expect(
      try await answer(court, "confirm") == "secondPerson", "whoever wrote the debtor's word down does not hear the applicant")
    #expect(try await answer(court, "confirm", by: court.otherJudge(), way: nil) == "required")
    #expect(try await answer(court, "confirm", by: court.otherJudge()) == nil)
    #expect(try await !court.file().process.isOpen("confirmDirectPerformance"))
    let account = try await court.account()
    #expect(account.received == .zero && account.balance == .zero && account.paidDirectly == .yuan(40_000))
    #expect(try await open(court) == before - .yuan(40_000), "interest first, then the debt; nothing for the fee")
    #expect(try await court.attempt("performance.answerDirect", ["payment": "1", "answer": "deny"]).code == "noDirectPayment")
  }

  @Test("A payment that the applicant denies changes nothing, and may be reported again")
  func denied() async throws {
    let court = try await PerformanceCourt()
    let before = try await open(court)
    _ = try await report(court, .yuan(40_000))
    #expect(try await answer(court, "deny", by: court.otherJudge(), way: "phone") == nil)
    #expect(try await open(court) == before)
    #expect(try await court.file().performance.directList.map(\.status) == [.denied])
    #expect(try await report(court, .yuan(40_000)) == nil)
  }

  @Test("What the applicant says himself is confirmed with it; a party speaks for himself only")
  func ownWord() async throws {
    let court = try await PerformanceCourt()
    let file = try await court.file()
    let creditor = Actor(.party(try #require(file.applicants.first?.person)), roles: [.party])
    let debtor = Actor(.party(try #require(file.debtors.first?.person)), roles: [.party])
    let stranger = Actor(.party(ID(raw: 77)), roles: [.party])
    #expect(try await report(court, .yuan(10_000), side: "debtor", by: creditor) == nil)
    #expect(try await court.file().performance.directList.map(\.status) == [.confirmed])
    #expect(try await report(court, .yuan(5_000), side: "applicant", by: debtor) == nil)
    #expect(try await court.file().performance.waiting.map(\.side) == [.debtor], "a debtor's word stays the debtor's")
    #expect(try await report(court, .yuan(1), by: stranger) == "notAParty")
    #expect(try await answer(court, "confirm", by: debtor, way: nil) == "answeredByPayee")
    #expect(try await answer(court, "confirm", by: creditor, way: nil) == nil)
    #expect(try await court.account().paidDirectly == .yuan(15_000))
  }

  @Test("No more is confirmed than was owed; not in the future, not before the instrument")
  func bounds() async throws {
    let court = try await PerformanceCourt()
    let today = court.court.clock.now.day
    #expect(try await report(court, .yuan(100_000_000)) == "directExceeds")
    #expect(try await report(court, .yuan(1), on: today + 1) == "paidInFuture")
    #expect(try await report(court, .yuan(1), on: today + -200) == "paidBeforeInstrument")
  }

  @Test("All paid directly: the debt is performed, the fee is still owed and closing asks for it or for a reason")
  func performedDirectly() async throws {
    let court = try await PerformanceCourt()
    let owed = try await open(court)
    #expect(try await report(court, owed, side: "applicant") == nil)
    let file = try await court.file()
    #expect(file.closing.performedOn == court.court.clock.now.day)
    let law = court.court.configuration.books.law
    let fee = try EnforcementFee.fee(recovered: owed, applied: file.filing.claimed, settings: law.settings).value
    let still = CaseDebt.stillOwed(file, try await court.account(), on: court.court.clock.now.day, law: law).total
    #expect(still == fee)
    #expect(try await court.attempt("closing.submit").code == "notCleared")
    try await court.receives(fee, line: "费1")
    try await court.does("funds.proposePayout")
    #expect(try await court.account().openPayouts.first?.lines.map(\.kind) == [.fee])
    #expect(try await court.account().openPayouts.first?.total == fee)
  }

  @Test("Money on the account is divided as ever; what one applicant had directly is not paid to him again")
  func mixed() async throws {
    let court = try await PerformanceCourt()
    let owed = try await open(court)
    _ = try await report(court, .yuan(30_000), side: "applicant")
    try await court.receives(.yuan(20_000), line: "a1")
    try await court.does("funds.proposePayout")
    let payout = try #require(try await court.account().openPayouts.first)
    #expect(payout.total == .yuan(20_000))
    let fee = payout.lines.filter { $0.kind == .fee }.map(\.amount).boundedSum
    let paid = payout.lines.filter { $0.kind == .applicant }.map(\.amount).boundedSum
    #expect(fee + paid == .yuan(20_000) && fee > .zero)
    // Interest of parts of a day may round by a fen.
    let left = try await open(court)
    let expected = owed - .yuan(30_000) - paid
    #expect(left >= expected - Money(fen: 2) && left <= expected + Money(fen: 2), "\(left), not \(expected)")
  }

  @Test("A direct payment after all money was paid out leaves what the applicant got untouched: its fee is owed besides")
  func afterPayout() async throws {
    let court = try await PerformanceCourt()
    try await court.receives(.yuan(20_000), line: "a1")
    let before = try await open(court)
    try await court.does("funds.proposePayout")
    let payout = try #require(try await court.account().openPayouts.first)
    _ = try await report(court, .yuan(30_000), side: "applicant")
    #expect(payout.total == .yuan(20_000))
    #expect(try await open(court) == before - .yuan(30_000))
  }
}
