import Basics
import Casework
import City
import Enforcement
import EnforcementLaw

/// The debtor of an injured old man is ill and has nothing: the court's aid fund gives what the debt cannot.
public enum OldMansAid: Story {
  public static let key = "judicial-aid"
  public static let title = "司法救助：季长庚与郑安机动车交通事故责任"
  public static let begins = "2022-04-25"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    try await court.applies(key)
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try await court.advance(days: 8)
    let file = try await court.file
    try court.hold(file.search.foundWorth.allSatisfy { $0.value < .yuan(1_000) }, "next to nothing is found")
    await court.tell("查询完毕：郑安账户只有百余元，患病无力履行。")
    try await asks(court)
    try await grants(court)
    try await pays(court)
  }

  private static func fields(_ amount: InputValue, _ person: ID<Person>) -> [String: InputValue] {
    [
      "person": "\(person)", "amount": amount, "monthlyWage": "9000", "criteria": .list(["injured", "elderly", "debtorUnable"]),
      "text": "季长庚年逾七十，脑血肿，医疗支出大；郑安患病，经查无可供执行的财产。",
    ]
  }

  private static func asks(_ court: Scenario) async throws {
    guard let person = try await court.file.applicants.first?.person else { throw ScenarioFailure("no applicant") }
    try await court.advance(to: "2022-05-10", 10)
    await court.tell("季长庚家庭困难，承办人启动司法救助程序。")
    try court.equal(
      try await court.handler.refusal("aid.apply", fields("200000", person)), "aidTooMuch", "above what is unpaid")
    try await court.handler.does("aid.apply", fields("20000", person))
    try court.equal(
      try await court.handler.refusal("aid.grant", ["amount": "20000", "text": "同意"]), "notYourRole", "the handler decides")
  }

  private static func grants(_ court: Scenario) async throws {
    try await court.advance(to: "2022-05-16", 15)
    try court.equal(
      try await court.person(.president).refusal("aid.grant", ["amount": "20000", "text": "同意"]), "aidFundShort", "an empty fund")
    await court.tell("财政拨付的救助资金到账。")
    try await court.city.payCourt(
      PayCourtOrder(payerName: "常山示例县财政局", caseSubAccount: SubAccount.aidFund, amount: .yuan(300_000), text: "司法救助资金"))
    try await court.advance(minutes: 5)
    try await court.person(.president).does("aid.grant", ["amount": "20000", "text": "救助委员会讨论：符合条件，给予救助。"])
    try await court.advance(minutes: 10)
    let asked = try await court.moment(AidApplied.self)
    let granted = try await court.moment(AidGranted.self)
    let calendar = court.configuration.books.law.calendar
    try court.hold(granted.day <= calendar.workingDay(10, after: asked.day), "decided within ten working days")
    guard let paper = try await court.file.papers.latest(.aidDecision) else { throw ScenarioFailure("no decision") }
    try court.hold(paper.sealed != nil, "the decision is a sealed paper")
  }

  private static func pays(_ court: Scenario) async throws {
    let before = try await court.stillMissing
    try await court.advance(to: "2022-05-18", 9)
    try await court.statesAccounts()
    try await court.handler.does("aid.pay")
    try await court.advance(minutes: 20)
    guard let payout = try await court.account.openPayouts.first else { throw ScenarioFailure("no payout") }
    try await court.passesGates(payout)
    try await court.advance(minutes: 10)
    let account = try await court.account
    try court.equal(account.paid(.aid), .yuan(20_000), "paid to him")
    try court.equal(await court.city.balance(of: SubAccount.aidFund), .yuan(280_000), "left in the fund at the bank")
    try court.hold(try await court.stillMissing >= before, "the debt is not performed by it")
    guard let person = try await court.file.applicants.first?.person else { throw ScenarioFailure("no applicant") }
    try court.equal(try await court.handler.refusal("aid.apply", fields("1000", person)), "aidKnown", "once only")
    await court.tell("季长庚收到 20,000.00 元救助金；郑安仍应履行，发现财产后继续执行。")
    try court.hold(court.rejected.isEmpty, "answers were refused: \(court.rejected)")
  }
}
