import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("Settlement and instalments")
struct SettlementTests {
  private func settle(
    _ court: PerformanceCourt, _ instalments: [(Int, Money)], form: String = "written", _ more: [String: InputValue] = [:]
  ) async throws -> String? {
    let today = court.court.clock.now.day
    let list = instalments.map { days, amount in
      InputValue.object(["due": .text("\(today + days)"), "amount": .text("\(amount)")])
    }
    let fields: [String: InputValue] = [
      "form": .text(form), "allSides": "true", "on": .text("\(today)"), "fee": "withinSum", "instalments": .list(list),
      "terms": "分期履行",
    ]
    return try await court.attempt("settlement.record", fields.merging(more) { $1 }).code
  }
  private func agreement(_ court: PerformanceCourt) async throws -> SettlementAgreement {
    try #require(try await court.file().performance.settlement)
  }

  @Test("A settlement counts when all sides brought it, an agent has special authority, and its instalments follow one another")
  func form() async throws {
    let court = try await PerformanceCourt()
    #expect(try await settle(court, [(10, .yuan(1))], ["allSides": ""]) == "notJoint")
    #expect(try await settle(court, [(10, .yuan(1))], form: "minutes", ["allSides": ""]) == "minutesUnsigned")
    #expect(try await settle(court, [(10, .yuan(1))], ["byAgent": "true"]) == "noSpecialAuthority")
    #expect(try await settle(court, [(10, .yuan(1)), (10, .yuan(1))]) == "notAscending")
    #expect(try await settle(court, [(-1, .yuan(1))]) == "dueBeforeSettled")
    #expect(try await settle(court, []) == "required")
    #expect(try await settle(court, [(10, .yuan(1))], ["byAgent": "true", "specialAuthority": "true"]) == nil)
    #expect(try await settle(court, [(10, .yuan(1))]) == "settledAlready")
    let line = try await court.file().process
    #expect(line.isOpen("settlement") && line.isOpen("instalmentDue"))
  }

  @Test("Payments fill the earliest instalment first, from the account or directly; the last one performs the debt")
  func fulfilled() async throws {
    let court = try await PerformanceCourt()
    #expect(try await settle(court, [(10, .yuan(30_000)), (40, .yuan(30_000)), (70, .yuan(20_000))]) == nil)
    try await court.receives(.yuan(35_000), line: "a1")
    #expect(try await agreement(court).paid.count == 1)
    let file = try await court.file()
    let payer = try #require(file.debtors.first?.person)
    let payee = try #require(file.applicants.first?.person)
    try await court.passes(days: 20)
    try await court.does(
      "performance.reportDirect",
      [
        "side": "applicant", "payer": "\(payer)", "payee": "\(payee)", "amount": "25000",
        "on": .text("\(court.court.clock.now.day)"), "text": "转账凭证",
      ])
    #expect(try await agreement(court).paid.count == 2)
    #expect(try await court.file().process.open.values.count { $0.key == "instalmentDue" } == 1)
    #expect(try await court.file().closing.performedOn == nil)
    try await court.receives(.yuan(20_000), line: "a2")
    #expect(try await agreement(court).status == .fulfilled)
    #expect(try await court.file().closing.performedOn == court.court.clock.now.day)
    #expect(try await !court.file().process.isOpen("settlement"))
    #expect(
      try await court.attempt("settlement.resume", ["appliedOn": .text("\(court.court.clock.now.day)"), "text": "申请"]).code
        == "settlementPerformed")
  }

  @Test("The debtor is reminded three days before; an instalment not paid in time is found by the clock the day after")
  func breached() async throws {
    let court = try await PerformanceCourt(at: "2026-03-02")
    #expect(try await settle(court, [(9, .yuan(50_000)), (40, .yuan(50_000))]) == nil)
    let due = court.court.clock.now.day + 9
    let apply: [String: InputValue] = ["appliedOn": .text("\(due)"), "text": "申请恢复"]
    #expect(try await court.attempt("settlement.resume", apply).code == "settlementNotDue")
    try await court.court.advance(to: Instant(due, hour: 20))
    let reminded = try await court.court.events().contains { ($0.event as? InstalmentReminded)?.due == due }
    #expect(reminded)
    #expect(try await agreement(court).missed.isEmpty, "its last day still counts")
    try await court.passes(days: 2)
    #expect(try await agreement(court).overdue.count == 1)
    #expect(try await court.file().process.isOpen("settlementBreach"))
    try await court.does("settlement.resume", ["appliedOn": .text("\(court.court.clock.now.day)"), "text": "申请恢复"])
    let file = try await court.file()
    #expect(file.performance.settlement == nil && file.performance.settlements.map(\.status) == [.resumed])
    #expect(!file.process.isOpen("settlementBreach") && !file.process.isOpen("instalmentDue"))
    try await court.passes(days: 60)
    #expect(try await court.file().performance.settlements[0].missed.count == 1, "clocks of the old settlement are gone")
    #expect(try await settle(court, [(10, .yuan(1))]) == nil, "the parties may settle anew")
  }

  @Test(
    "An instalment that falls on a day of rest may be paid on the next working day; what came late and was taken is no breach")
  func late() async throws {
    let court = try await PerformanceCourt(at: "2026-03-02")
    // 2026-03-07 is a Saturday.
    #expect(try await settle(court, [(5, .yuan(30_000)), (40, .yuan(30_000))]) == nil)
    try await court.court.advance(to: Instant(try #require(Day("2026-03-09")), hour: 20))
    #expect(try await agreement(court).missed.isEmpty)
    try await court.passes(days: 1)
    #expect(try await agreement(court).missed.count == 1)
    try await court.receives(.yuan(30_000), line: "a1")
    #expect(try await agreement(court).overdue.isEmpty)
    let apply: [String: InputValue] = ["appliedOn": .text("\(court.court.clock.now.day)"), "text": "申请恢复"]
    #expect(try await court.attempt("settlement.resume", apply).code == "settlementBeingPerformed")
  }

  @Test("Who says that he will not pay may be enforced against before the day; a suspension on the settlement ends with it")
  func anticipatory() async throws {
    let court = try await PerformanceCourt()
    #expect(try await settle(court, [(30, .yuan(50_000)), (60, .yuan(50_000))]) == nil)
    try await court.does("clocks.draftPause", ["kind": "suspension", "ground": "settlement", "text": "双方达成和解"])
    try await court.signs(.suspensionRuling)
    #expect(try await court.file().term.pause?.ground == .settlement)
    try await court.passes(days: 5)
    let today = court.court.clock.now.day
    let apply: [String: InputValue] = ["appliedOn": .text("\(today)"), "text": "申请恢复"]
    #expect(try await court.attempt("settlement.resume", apply).code == "settlementNotDue")
    try await court.does("settlement.recordRepudiation", ["cause": "anticipatoryBreach", "evidence": "短信称不再付款"])
    try await court.does("settlement.resume", apply)
    let file = try await court.file()
    #expect(file.term.pause == nil && file.term.open.isEmpty)
    let resumed = try await court.court.events().compactMap { $0.event as? SettlementResumed }.first
    #expect(resumed?.state == .anticipatoryBreach)
  }

  @Test("A receipt that was not this case's takes back the instalment that it had paid, and the performance with it")
  func reopened() async throws {
    let court = try await PerformanceCourt()
    #expect(try await settle(court, [(10, .yuan(30_000)), (40, .yuan(30_000))]) == nil)
    let line: InputValue = .object([
      "side": "credit", "amount": "60000.00", "reference": "AK2026030200000001", "subAccount": "", "name": "付款公司",
      "number": "6222000011112222", "text": "货款",
    ])
    let taken: [String: InputValue] = [
      "account": "33000001", "day": .text("\(court.court.clock.now.day)"), "paper": "notice", "lines": .list([line]),
    ]
    let credit = try await court.court.attempt("receipts.take", taken, by: .machine)
    let id = try #require(try await court.court.events().last { $0.event is BankReceiptTaken }?.meta.stream.key)
    #expect(credit.code == nil)
    let parts: InputValue = .list([.object(["case": "\(court.caseID)", "amount": "60000.00"])])
    let matched = try await court.court.attempt("receipts.match", ["receipt": .text(id), "parts": parts], by: court.cashier)
    #expect(matched.code == nil)
    #expect(try await agreement(court).status == .fulfilled)
    #expect(try await court.file().closing.performedOn != nil)
    let match = try #require(try await court.account().receiptOrder.first)
    let undone = try await court.court.attempt(
      "receipts.undoMatch", ["receipt": .text(id), "match": "\(match)", "reason": "不是本案的款"], by: court.supervisor)
    #expect(undone.code == nil)
    let agreed = try await agreement(court)
    #expect(agreed.status == .running && agreed.paid.isEmpty)
    let file = try await court.file()
    #expect(file.closing.performedOn == nil && file.process.isOpen("settlement") && file.process.isOpen("instalmentDue"))
    try await court.passes(days: 12)
    #expect(try await agreement(court).overdue.count == 1, "the clock looks at it again")
  }
}
