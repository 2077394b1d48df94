import Basics
import Enforcement

/// Unpaid wages: first on every list, settled in two instalments, the second not kept; what is frozen pays before the festival.
public enum WagesBeforeNewYear: Story {
  public static let key = "wages-before-new-year"
  public static let title = "年前的工资：何水生追索劳动报酬"
  public static let begins = "2022-12-05"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies(key)
    try court.hold(try await court.file.filing.livelihood, "wages are a livelihood matter")
    try await court.opensCase()
    try await court.servesDebtors()
    try await freezes(court)
    try await settles(court)
    try await breaks(court)
    try await takes(court)
    try await court.closes()
    try await court.endsWell()
    try court.hold(court.clock.now.day < Day("2023-01-21") ?? court.clock.now.day, "before the festival")
    try await court.archives()
  }

  private static func freezes(_ court: Scenario) async throws {
    try await court.advance(days: 1)
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 30)
    try court.hold(try await court.file.seizure.secured > .yuan(18_600), "the account is frozen")
  }

  private static func settles(_ court: Scenario) async throws {
    try await court.advance(to: "2022-12-08", 14)
    await court.tell("张禾田到庭：年前分两次付清，账户先不扣划。何水生同意。")
    try await court.handler.does(
      "settlement.record",
      [
        "form": "written", "allSides": "true", "on": "2022-12-08", "fee": "withinSum",
        "instalments": .list([
          .object(["due": "2022-12-20", "amount": "10000.00"]), .object(["due": "2023-01-10", "amount": "8600.00"]),
        ]), "terms": "十二月二十日付一万元，一月十日付八千六百元；逾期一期即恢复执行。",
      ])
    try await court.advance(to: "2022-12-19", 15)
    try await court.pays(.yuan(10_000), payer: "张禾田")
    try await court.advance(minutes: 10)
    try court.equal(try await court.file.performance.settlement?.paid.count, 1, "the first instalment")
  }

  private static func breaks(_ court: Scenario) async throws {
    try await court.advance(to: "2022-12-21", 10)
    try court.equal(
      try await court.handler.refusal("settlement.resume", ["appliedOn": "2022-12-21", "text": "申请恢复"]),
      "settlementBeingPerformed", "who performs as agreed is left alone")
    try await court.advance(to: "2023-01-11", 10)
    try court.equal(try await court.file.performance.settlement?.overdue.count, 1, "the clock found the second one missing")
    await court.tell("第二期没有到账。何水生收到短信，当天申请恢复执行。")
    try await court.handler.does("settlement.resume", ["appliedOn": "2023-01-11", "text": "何水生申请恢复执行原调解书，已付一万元扣除。"])
  }

  private static func takes(_ court: Scenario) async throws {
    try await court.handler.does("disposal.draftTransferRuling")
    try await court.anotherJudge().signs(.transferRuling)
    try await court.advance(days: 1)
    try await court.signsWhatLifts()
    try await court.advance(minutes: 30)
    try court.hold(try await court.file.closing.performedOn != nil, "all is here")
    try await court.paysOut()
    try await court.advance(days: 1)
    try await court.signsWhatLifts()
    try await court.advance(minutes: 30)
  }
}
