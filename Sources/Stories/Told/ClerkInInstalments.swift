import Basics
import Enforcement

/// The auction-house clerk again, who cannot pay all at once: three instalments, one late, none forgotten.
public enum ClerkInInstalments: Story {
  public static let key = "auction-house-clerk-instalments"
  public static let title = "拍卖行职员分期：楚和川与李云行民间借贷"
  public static let begins = "2022-03-07"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies(AuctionHouseClerk.key)
    try await court.opensCase()
    try await court.servesDebtors()
    try await settles(court)
    try await pays(court)
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
  }

  private static func settles(_ court: Scenario) async throws {
    try await court.advance(to: "2022-03-14", 15)
    await court.tell("李云行在拍卖行上班，月薪不高。经做工作，双方约定分三期付清一万五千八百元。")
    let parts: [InputValue] = [
      .object(["due": "2022-03-25", "amount": "5800.00"]), .object(["due": "2022-04-24", "amount": "5000.00"]),
      .object(["due": "2022-05-25", "amount": "5000.00"]),
    ]
    let fields: [String: InputValue] = [
      "form": "written", "on": "2022-03-14", "fee": "withinSum", "instalments": .list(parts),
      "terms": "分三期汇入案款专户；一期不付，恢复执行。",
    ]
    try court.equal(try await court.handler.refusal("settlement.record", fields), "notJoint", "both sides bring it")
    try await court.handler.does("settlement.record", fields.merging(["allSides": "true"]) { $1 })
    try await court.handler.does(
      "clocks.draftPause", ["kind": "suspension", "ground": "settlement", "text": "双方达成和解协议，约定分期履行。"])
    try await court.anotherJudge().signs(.suspensionRuling)
    try await court.person(.clerk).serves(.suspensionRuling, on: try await court.file.filing.parties)
    try court.hold(try await court.file.term.pause != nil, "suspended while the settlement is performed")
  }

  private static func pays(_ court: Scenario) async throws {
    try await court.advance(to: "2022-03-24", 9)
    try await court.pays(.yuan(5_800), payer: "李云行")
    try await court.advance(to: "2022-04-26", 10)
    // 24 April 2022 was a Sunday with work: the day stands.
    try court.equal(try await court.file.performance.settlement?.overdue.count, 1, "the second is late")
    await court.tell("李云行收到逾期短信，当天补上。")
    try await court.pays(.yuan(5_000), payer: "李云行")
    try court.equal(try await court.file.performance.settlement?.overdue.count, 0, "late, and taken")
    try await court.advance(to: "2022-05-25", 9)
    try await court.pays(.yuan(5_000), payer: "李云行")
    try await court.advance(minutes: 10)
    try court.equal(try await court.file.performance.settlement?.status, .fulfilled, "all three are paid")
    try court.equal(
      try await court.handler.refusal("closing.submit"), "enforcementPaused", "what stands still goes on before it is closed")
    try await court.handler.does("clocks.draftContinuation", ["text": "和解协议已履行完毕，恢复执行程序以便结案。"])
    try await court.anotherJudge().signs(.continuationNotice)
    try await court.paysOut()
    try await court.advance(days: 1)
  }
}
