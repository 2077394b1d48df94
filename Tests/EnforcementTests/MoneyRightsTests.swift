import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

/// Who may take money off the applicant's share, how often, and how far.
@Suite("Rights over case money")
struct MoneyRightsTests {
  @Test("An advance is recorded by whose case it is, once, and another person takes a wrong one back before it is in a payout")
  func advances() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    let day = InputValue.text("\(court.court.clock.now.day)")
    let cost: [String: InputValue] = ["kind": "appraisal", "amount": "3000", "on": day, "text": "评估费发票"]
    let handler = try #require(try await court.file().triage.handler)
    let strangers = [court.officer, court.judge].filter { $0.staff.map { $0 != handler } ?? true }
    for stranger in strangers {
      #expect(try await court.attempt("funds.advanceCost", cost, by: stranger).code == "notHandler")
    }
    #expect(try await court.attempt("funds.advanceCost", cost, by: court.cashier).code == "notYourRole")
    try await court.does("funds.advanceCost", cost)
    #expect(try await court.attempt("funds.advanceCost", cost).code == "costKnown")
    #expect(try await court.account().costsAdvanced == .yuan(3_000))
    try await court.does("funds.advanceCost", cost.merging(["another": "true"]) { $1 })
    let costs = try await court.account().costList
    #expect(costs.map(\.amount) == [.yuan(3_000), .yuan(3_000)])
    let wrong: [String: InputValue] = ["cost": "\(costs[1].id)", "reason": "同一张发票登记了两次"]
    #expect(try await court.attempt("funds.withdrawCost", wrong).code == "secondPerson")
    try await court.does("funds.withdrawCost", wrong, by: court.supervisor)
    #expect(try await court.attempt("funds.withdrawCost", wrong, by: court.supervisor).code == "noSuchCost")
    #expect(try await court.account().costList == [costs[0]])
    try await court.does("funds.proposePayout")
    #expect(try await court.account().openPayouts.first?.lines.first { $0.kind == .cost }?.amount == .yuan(3_000))
    let spent: [String: InputValue] = ["cost": "\(costs[0].id)", "reason": "发票作废"]
    #expect(try await court.attempt("funds.withdrawCost", spent, by: court.supervisor).code == "noSuchCost")
    try await court.agreeOnBank()
  }

  @Test("Aid is granted and paid only as far as it is unpaid on that day")
  func aidUnpaid() async throws {
    let court = try await DistributionCourt(claims: [.yuan(20_000), .yuan(1_000)], proceeds: Money(fen: 100))
    let creditor = try #require(try await court.file().applicants.first?.person)
    _ = try await court.court.attempt("aid.fillFund", ["amount": "30000", "bankLine": "拨款1"], by: .machine)
    try await court.does(
      "aid.apply",
      [
        "person": "\(creditor)", "amount": "15000", "monthlyWage": "8000", "criteria": .list(["injured", "debtorUnable"]),
        "text": "证明三份",
      ])
    let year = court.court.clock.now.day.year - 1
    let applied = try await court.court.events().compactMap { $0.event as? AidApplied }.last
    #expect(applied?.reasons.inputs.last?.what.zh.contains("\(year)年月平均工资（法院未配置") == true)
    func pays(_ amount: InputValue, _ line: InputValue) async throws {
      try await court.does("funds.bookReceipt", ["amount": amount, "bankLine": line, "source": "debtor"], by: .machine)
    }
    try await pays("12000", "还款1")
    let grant: [String: InputValue] = ["amount": "15000", "text": "同意"]
    #expect(try await court.attempt("aid.grant", grant, by: court.president).code == "aidTooMuch")
    try await court.does("aid.grant", ["amount": "7000", "text": "同意"], by: court.president)
    try await pays("5000", "还款2")
    try await court.does("aid.pay")
    let payout = try #require(try await court.account().openPayouts.first)
    #expect(payout.total < .yuan(7_000) && payout.total > .yuan(2_000), "what is still missing: \(payout.total)")
    try await pays("10000", "还款3")
    try await court.does("funds.supervisePayout", ["payout": "\(payout.id)"], by: court.supervisor)
    try await court.does("funds.approvePayout", ["payout": "\(payout.id)"], by: court.president)
    #expect(try await court.attempt("funds.releasePayout", ["payout": "\(payout.id)"], by: court.cashier).code == "aidTooMuch")
    try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "已全部受偿"], by: court.cashier)
    #expect(try await court.attempt("aid.pay").code == "aidNotNeeded")
  }

  @Test("The wage that caps aid is the court's setting of the year; what is typed counts only where there is none")
  func wage() throws {
    var settings = CourtSettings()
    let typed = try JudicialAid.monthlyWage(of: 2024, typed: .yuan(9_000), settings: settings)
    #expect(typed.isTyped && typed.amount == .yuan(9_000))
    #expect(throws: LawRefusal.self) { try JudicialAid.monthlyWage(of: 2024, typed: .zero, settings: settings) }
    try settings.set("averageMonthlyWages", to: "2023=8000.00; 2024=8200.00", origin: "test")
    #expect(throws: LawRefusal.self) { try settings.set("averageMonthlyWages", to: "last=8000.00", origin: "test") }
    let set = try JudicialAid.monthlyWage(of: 2024, typed: .zero, settings: settings)
    #expect(!set.isTyped && set.amount == .yuan(8_200))
    #expect(throws: LawRefusal.self) { try JudicialAid.monthlyWage(of: 2024, typed: .yuan(999_999), settings: settings) }
    let most = try JudicialAid.most(unpaid: .yuan(1_000_000), wage: set, alreadyAided: false, settings: settings)
    #expect(most.value == .yuan(8_200 * 36) && most.reasons.settings.contains { $0.name == "averageMonthlyWages" })
  }

  @Test("Money that a third person claims is not distributed, neither when the distribution opens nor when shares leave")
  func heldMoney() async throws {
    func claims(_ court: DistributionCourt, _ receipts: [ID<Receipt>]) async throws {
      try await court.does(
        "remedies.claimThing",
        [
          "receipts": .list(receipts.map { .text("\($0)") }), "kind": "natural", "name": "案外人石某", "idKind": "other",
          "idNumber": "T-1", "text": "款项为本人所有。",
        ], by: court.clerk)
    }
    let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000)], proceeds: .yuan(20_000))
    try await claims(court, try await court.account().receiptOrder)
    let open: [String: InputValue] = ["debtor": "person"]
    #expect(try await court.attempt("distribution.open", open).code == "payoutHeld")
    try await court.does("funds.bookReceipt", ["amount": "6000", "bankLine": "另一笔", "source": "debtor"], by: .machine)
    #expect(try await court.attempt("distribution.open", open.merging(["sum": "6000.01"]) { $1 }).code == "payoutHeld")
    try await court.does("distribution.open", open)
    #expect(try await court.matter.sum == .yuan(6_000), "what nobody claims")
    let later = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000)], proceeds: .yuan(20_000))
    try await later.does("distribution.open", open)
    try await later.joins(.yuan(10_000))
    try await later.does("distribution.closeToNew", ["on": .text("\(later.court.clock.now.day)")])
    try await later.passes(days: 1)
    try await later.plans()
    try await later.serves()
    let nobody: [String: InputValue] = ["evidence": "当庭表示"]
    #expect(try await later.attempt("distribution.accept", nobody, by: later.clerk).code != nil, "who accepts is named")
    try await later.accepts()
    try await claims(later, try await later.account().receiptOrder)
    #expect(try await later.attempt("distribution.allocate").code == "payoutHeld")
  }
}
