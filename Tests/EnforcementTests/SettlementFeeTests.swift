import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("Who bears the fee of a settlement")
struct SettlementFeeTests {
  private func settles(_ court: PerformanceCourt, _ sums: [Money], fee: String) async throws {
    let today = court.court.clock.now.day
    let list = sums.enumerated().map { place, sum in
      InputValue.object(["due": .text("\(today + 10 * (place + 1))"), "amount": .text("\(sum)")])
    }
    try await court.does(
      "settlement.record",
      [
        "form": "written", "allSides": "true", "on": .text("\(today)"), "fee": .text(fee), "instalments": .list(list),
        "terms": "分期履行",
      ])
  }
  private func lines(_ court: PerformanceCourt) async throws -> [PayoutLine.Kind: Money] {
    try await court.does("funds.proposePayout")
    let payout = try #require(try await court.account().openPayouts.first)
    return Dictionary(grouping: payout.lines, by: \.kind).mapValues { $0.map(\.amount).boundedSum }
  }
  private func pays(_ court: PerformanceCourt, _ amount: Money) async throws {
    let file = try await court.file()
    let (payer, payee) = (try #require(file.debtors.first?.person), try #require(file.applicants.first?.person))
    try await court.does(
      "performance.reportDirect",
      [
        "side": "applicant", "payer": "\(payer)", "payee": "\(payee)", "amount": .text("\(amount)"),
        "on": .text("\(court.court.clock.now.day)"), "text": "转账凭证",
      ])
  }
  private func fee(_ sum: Money, _ court: PerformanceCourt) async throws -> Money {
    try EnforcementFee.fee(
      recovered: sum, applied: try await court.file().filing.claimed, settings: court.court.configuration.books.law.settings
    ).value
  }

  @Test("Whoever records a settlement says who bears the fee: nobody else is asked later")
  func asked() async throws {
    let court = try await PerformanceCourt()
    let today = court.court.clock.now.day
    let fields: [String: InputValue] = [
      "form": "written", "allSides": "true", "on": .text("\(today)"), "terms": "一次付清",
      "instalments": .list([.object(["due": .text("\(today + 10)"), "amount": "1"])]),
    ]
    #expect(try await court.attempt("settlement.record", fields).code == "required")
  }

  @Test("With the fee on top the creditor gets every instalment whole; the fee comes last, out of what comes in beyond")
  func onTop() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, [.yuan(30_000), .yuan(50_000)], fee: "debtor")
    try await court.receives(.yuan(30_000), line: "a1")
    #expect(try await lines(court) == [.applicant: .yuan(30_000)])
    let payout = try #require(try await court.account().openPayouts.first)
    try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "再等一期"], by: court.supervisor)
    try await court.receives(.yuan(50_000), line: "a2")
    #expect(try await court.file().performance.settlement?.status == .fulfilled)
    let due = try await fee(.yuan(80_000), court)
    let law = court.court.configuration.books.law
    let still = CaseDebt.stillOwed(
      try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
    #expect(still.total == due, "the fee, and nothing that was agreed away")
    #expect(try await court.attempt("closing.submit").code == "notCleared")
    try await court.receives(due + .yuan(7), line: "a3")
    #expect(try await lines(court) == [.applicant: .yuan(80_000), .fee: due, .surplus: .yuan(7)])
  }

  @Test("With the fee within the sum creditor and treasury share what was agreed, and no more; the rest is the debtor's")
  func within() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, [.yuan(80_000)], fee: "withinSum")
    try await court.receives(.yuan(80_500), line: "a1")
    let parts = try await lines(court)
    #expect(parts[.surplus] == .yuan(500))
    let (creditor, treasury) = (try #require(parts[.applicant]), try #require(parts[.fee]))
    #expect(creditor + treasury == .yuan(80_000))
    #expect(treasury == (try await fee(creditor, court)))
  }

  @Test("What was paid before the settlement is the creditor's besides the sum agreed")
  func paidBefore() async throws {
    let court = try await PerformanceCourt()
    try await court.receives(.yuan(20_000), line: "a0")
    let before = try await lines(court)
    try await court.passes(days: 1)
    try await settles(court, [.yuan(50_000)], fee: "debtor")
    let payout = try #require(try await court.account().openPayouts.first)
    try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "合并发放"], by: court.supervisor)
    try await court.receives(.yuan(50_000), line: "a1")
    #expect(try await court.file().performance.settlement?.status == .fulfilled)
    let after = try await lines(court)
    #expect(after[.surplus] == nil && after[.applicant] == (before[.applicant] ?? .zero) + .yuan(50_000), "\(after)")
    #expect(after[.fee] == before[.fee])
  }

  @Test("Instalments paid directly leave the fee open: of the debtor where it is on top, of the applicant where it is within")
  func direct() async throws {
    for (bearing, words) in [("debtor", "the debtor"), ("withinSum", "the applicant")] {
      let court = try await PerformanceCourt()
      try await settles(court, [.yuan(80_000)], fee: bearing)
      try await pays(court, .yuan(80_000))
      #expect(try await court.file().closing.performedOn != nil)
      guard case .refused(let refusal) = try await court.attempt("closing.submit") else {
        Issue.record("closed without a word on the fee")
        continue
      }
      #expect(refusal.code == "notCleared" && refusal.message.en.contains(words), "\(refusal.message.en)")
      let law = court.court.configuration.books.law
      let still = CaseDebt.stillOwed(
        try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
      #expect(still.total == (bearing == "debtor" ? try await fee(.yuan(80_000), court) : .zero), "only a debtor's is enforced")
    }
  }

  @Test("Where the parties left it to the court nothing is paid out and the case does not close before a judge has decided")
  func decided() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, [.yuan(80_000)], fee: "court")
    #expect(try await court.file().process.isOpen("decideSettlementFee"))
    try await court.receives(.yuan(80_000), line: "a1")
    #expect(try await court.attempt("funds.proposePayout").code == "feeUndecided")
    #expect(try await court.attempt("closing.submit").code == "feeUndecided")
    let words: [String: InputValue] = ["fee": "debtor", "reason": "被执行人拖延在先"]
    #expect(try await court.attempt("settlement.decideFee", words, by: court.chief).code == "notYourRole")
    let left = words.merging(["fee": "court"]) { $1 }
    #expect(try await court.attempt("settlement.decideFee", left, by: court.judge).code == "notAChoice")
    try await court.does("settlement.decideFee", words, by: court.judge)
    #expect(try await court.attempt("settlement.decideFee", words, by: court.judge).code == "feeSettled")
    #expect(try await !court.file().process.isOpen("decideSettlementFee"))
    #expect(try await lines(court) == [.applicant: .yuan(80_000)])
  }

  @Test(
    "After a settlement with the fee on top that was not kept, what was paid stays the creditor's and the fee on it is owed first"
  )
  func resumed() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, [.yuan(30_000), .yuan(50_000)], fee: "debtor")
    try await court.receives(.yuan(30_000), line: "a1")
    try await court.does("funds.proposePayout")
    try await court.passes(days: 25)
    try await court.does("settlement.resume", ["appliedOn": .text("\(court.court.clock.now.day)"), "text": "申请恢复"])
    let law = court.court.configuration.books.law
    let division = try CaseDebt.division(
      try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
    #expect(division.creditor == .yuan(30_000) && division.fee == .zero)
    #expect(division.owed.value[.fee] + division.owed.value[.costs] > .zero, "it is still to be taken")
  }
}
