import Basics
import Enforcement

/// The debtor is about to sell the house: sealed online within minutes of the warning; the debtor calls within half an hour.
public enum RaceToSeal: Story {
  public static let key = "race-to-seal"
  public static let title = "与卖房赛跑：余思齐与王景和民间借贷"
  public static let begins = "2023-07-03"
  private static let minutesMax: Int64 = 15

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    try await court.applies(key)
    try await court.advance(minutes: 20)
    try await court.opensCase()
    try await seals(court)
    try await pays(court)
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
  }

  private static func seals(_ court: Scenario) async throws {
    await court.tell("余思齐来电：王景和正在中介挂牌卖房，买家今天下午就要签约。")
    let warned = court.clock.now
    try court.hold(
      try await court.file.search.foundList.contains { $0.kind == .realEstate && $0.value == .yuan(1_450_000) },
      "the house is found")
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["realEstate", "deposit"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 10)
    let file = try await court.file
    guard let house = file.seizure.live.first(where: { $0.kind == .realEstate }) else {
      throw ScenarioFailure("no seal is asked for")
    }
    try court.hold(house.status == .effective, "the seal is in effect")
    try court.equal(house.rank, 1, "the seal's rank")
    let sealed = try await court.moment(MeasureTookEffect.self) { $0.measure == house.id }
    try court.hold(sealed.milliseconds(since: warned) <= minutesMax * 60_000, "sealed within minutes")
  }

  private static func pays(_ court: Scenario) async throws {
    try await court.advance(minutes: 30)
    await court.tell("半小时后，王景和打来电话，要求付款解封。")
    let taken = try await court.account.received
    try await court.debtorPaysAll("王景和")
    try await court.advance(minutes: 10)
    try court.hold(try await court.account.received > taken, "the payment came in")
    try court.hold(try await court.file.closing.performedOn != nil, "performed in full")
    try await court.anotherJudge().signs(.releaseRuling)
    try await court.advance(minutes: 15)
    try court.hold(try await court.file.seizure.live.isEmpty, "everything is released the same day")
    try await court.servesDebtors()
    try await court.advance(days: 1)
    try await court.paysOut()
  }
}
