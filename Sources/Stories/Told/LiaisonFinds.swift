import Basics
import Enforcement

/// A debtor who hides is found by the village liaison, talked to until after midnight, settles, and pays the applicant next morning.
public enum LiaisonFinds: Story {
  public static let key = "liaison-finds"
  public static let title = "联络员找到人：王禾安与孙远舟民间借贷"
  public static let begins = "2024-05-08"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies(key)
    try await court.opensCase()
    try await court.servesDebtors()
    try await found(court)
    try await pays(court)
    try await feeAndEnd(court)
  }

  private static func found(_ court: Scenario) async throws {
    try await court.advance(to: "2024-06-08", 18)
    await court.tell("孙远舟一直避而不见。请村联络员留意，得知他当晚在家。")
    try await court.handler.does(
      "reception.openFieldTask", ["kind": "findPerson", "text": "约联络员晚上九点到孙远舟家中，做说服工作。"])
    try await court.advance(to: "2024-06-08", 21)
    await court.tell("晚上九点到家，敲门一个多小时才开，又谈了三个多小时。")
    try await court.advance(to: "2024-06-09", 2, 20)
    try await court.person(.bailiff).does(
      "reception.reportFieldTask", ["text": "联络员、申请执行人、孙远舟均在场，谈至凌晨两点，双方愿意和解。"])
    try await court.handler.does(
      "settlement.record",
      [
        "form": "minutes", "allSides": "true", "on": "2024-06-09", "fee": "debtor",
        "instalments": .list([.object(["due": "2024-06-09", "amount": "130000.00"])]),
        "terms": "孙远舟于六月九日上午当面付清本金十三万元，王禾安放弃迟延履行利息。双方签名。",
      ])
    try court.equal(try await court.file.performance.settlement?.total, .yuan(130_000), "what was agreed")
  }

  private static func pays(_ court: Scenario) async throws {
    guard let payer = try await court.file.debtors.first?.person, let payee = try await court.file.applicants.first?.person else {
      throw ScenarioFailure("a party is missing")
    }
    try await court.advance(to: "2024-06-09", 9)
    let fields: [String: InputValue] = [
      "side": "debtor", "payer": "\(payer)", "payee": "\(payee)", "amount": "130000.00", "on": "2024-06-09",
      "text": "孙远舟交来银行回单照片：当日八时四十分转给王禾安十三万元。",
    ]
    try await court.handler.does("performance.reportDirect", fields)
    try court.hold(try await court.file.closing.performedOn == nil, "nothing counts before the applicant confirms")
    guard let waiting = try await court.file.performance.waiting.first else { throw ScenarioFailure("nothing waits") }
    let answer: [String: InputValue] = [
      "payment": "\(waiting.id)", "answer": "confirm", "way": "phone", "text": "拨打登记电话，核对身份后，王禾安称十三万元已收到。",
    ]
    try court.equal(
      try await court.handler.refusal("performance.answerDirect", answer), "secondPerson", "another person hears the applicant")
    try await court.advance(to: "2024-06-09", 10)
    try await court.person(.clerk).does("performance.answerDirect", answer)
    let (file, account) = (try await court.file, try await court.account)
    try court.equal(file.performance.settlement?.status, .fulfilled, "the settlement")
    try court.hold(file.closing.performedOn == Day("2024-06-09"), "performed on the morning after")
    try court.equal(account.received, .zero, "no money came through the court")
  }

  private static func feeAndEnd(_ court: Scenario) async throws {
    try court.equal(try await court.handler.refusal("closing.submit"), "notCleared", "the fee on what was paid is still owed")
    try await court.advance(to: "2024-06-11", 9, 30)
    let fee = try await court.stillMissing
    try court.equal(fee, .yuan(1_850), "the fee on 130,000")
    try await court.pays(fee, payer: "孙远舟")
    try await court.advance(minutes: 10)
    try await court.paysOut()
    try await court.advance(days: 1)
    try await court.closes()
    try await court.endsWell()
    try court.equal(try await court.file.closing.closed?.recovered, .yuan(130_000), "what the applicant got")
    try await court.archives()
  }
}
