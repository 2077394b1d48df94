import Basics
import Enforcement

/// Nothing is found but an employer; bailiffs visit, warn, and the debtor pays all.
public enum AuctionHouseClerk: Story {
  public static let key = "auction-house-clerk"
  public static let title = "拍卖行职员：楚和川与李云行民间借贷"
  public static let begins = "2022-03-07"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies(key)
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try await court.advance(days: 2)
    try court.equal(try await court.file.search.completedRounds, 1, "search rounds")
    await court.tell("网络查询只有一个工资账户，余额不多；线索称李云行在郑州一家拍卖行上班。")
    try await visits(court)
    try await pays(court)
    try await court.closes()
    try await court.endsWell()
    try court.hold(try await court.file.sanctions.restricted.isEmpty, "warned, never restricted")
    try await court.archives()
  }

  private static func visits(_ court: Scenario) async throws {
    try await court.handler.does(
      "reception.openFieldTask", ["kind": "findPerson", "text": "到郑州示例拍卖有限公司查找李云行，告知不履行的后果。"])
    try await court.advance(days: 1, hour: 15)
    try await court.person(.bailiff).does(
      "reception.reportFieldTask", ["text": "在其工作单位找到李云行，当面告知将冻结工资账户、限制消费、纳入失信名单。李云行表示当天付清。"])
    guard let debtor = try await court.file.debtors.first else { throw ScenarioFailure("the case has no debtor") }
    try await court.handler.does(
      "reception.recordInterview",
      ["person": "\(debtor.person)", "outcome": "promisesPayment", "minutes": "问：何时履行？\n答：今天一次付清。"])
  }

  private static func pays(_ court: Scenario) async throws {
    try await court.advance(minutes: 90)
    let due = try await court.amountToSettle
    try await court.debtorPaysAll("李云行")
    await court.tell("李云行向案款专户一次付清 \(due.grouped) 元。")
    try await court.advance(minutes: 10)
    try court.hold(try await court.file.closing.performedOn == court.clock.now.day, "performed on the day of the payment")
    try court.equal(try await court.account.received, due, "received")
    try await court.advance(days: 1)
    try await court.paysOut()
  }
}
