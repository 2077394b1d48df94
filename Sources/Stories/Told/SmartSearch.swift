import Basics
import City
import Enforcement

/// A loan is searched, frozen, transferred and paid within nine days; money that comes in meanwhile is caught.
public enum SmartSearch: Story {
  public static let key = "smart-search"
  public static let title = "智慧查控：王久安与王知战民间借贷"
  public static let begins = "2022-08-08"
  private static let debtor = "410000197406110479"
  private static let account = "6299900036000000479"

  public static func live(in court: Scenario) async throws {
    try await controlled(in: court)
    try await catches(court)
    try await collects(court)
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
  }

  /// From the application to the freezes in effect and the debtor served.
  static func controlled(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 15)
    try await court.applies(key, filedAfterHours: 18)
    let filed = court.clock.now
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await freezes(court, filed)
  }

  private static func freezes(_ court: Scenario, _ filed: Instant) async throws {
    let file = try await court.file
    try court.equal(file.search.completedRounds, 1, "search rounds")
    try court.equal(
      file.search.foundList.map(\.value).sorted(), [.yuan(57_350), .yuan(104_200)], "deposits found")
    await court.tell("查明王知战有两笔存款，承办人报请冻结。")
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.advance(minutes: 40)
    let draft = try await court.draft(.controlRuling)
    try court.hold(try await court.person(.clerk).refusal("papers.sign", ["paper": "\(draft)"]) != nil, "a clerk signed a ruling")
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 10)
    let frozen = try await court.moment(MeasureTookEffect.self)
    try court.hold(frozen.milliseconds(since: filed) <= 3 * 86_400_000, "frozen within three days")
    try court.equal(try await court.file.seizure.live.count { $0.status == .effective }, 2, "freezes in effect")
    try await court.servesDebtors()
  }

  private static func catches(_ court: Scenario) async throws {
    await court.tell("王知战的账户有新款到账，银行在限额内随即冻结。")
    try await court.advance(to: "2022-08-11", 10, 12)
    try await court.city.credit(CreditOrder(person: debtor, account: account, amount: .yuan(30_000), text: "货款"))
    let credited = court.clock.now
    try await court.advance(minutes: 10)
    let caught = try await court.moment(InflowFrozen.self)
    try court.hold(caught.milliseconds(since: credited) <= 10 * 60_000, "caught within ten minutes")
  }

  /// The debt grew while the freeze stood; what is missing is frozen and taken from the money that came in since.
  private static func completes(_ court: Scenario) async throws {
    let missing = try await court.stillMissing
    try court.hold(missing > .zero && missing < .yuan(1_000), "a few days' interest is missing: \(missing)")
    await court.tell("冻结期间利息继续增长，还差 \(missing.grouped) 元，从其后到账的款项中补充冻结、扣划。")
    try await court.handler.does("search.start")
    try await court.advance(minutes: 5)
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 10)
    try await court.handler.does("disposal.draftTransferRuling")
    try await court.anotherJudge().signs(.transferRuling)
    try await court.advance(minutes: 10)
  }

  private static func collects(_ court: Scenario) async throws {
    try await court.advance(to: "2022-08-15", 9, 20)
    try await court.handler.does("disposal.draftTransferRuling")
    try await court.anotherJudge().signs(.transferRuling)
    try await court.advance(minutes: 10)
    try await completes(court)
    try court.hold(try await court.file.closing.performedOn != nil, "performed in full")
    try await court.signsWhatLifts()
    try await court.advance(minutes: 10)
    try await court.advance(to: "2022-08-17", 15)
    try await court.paysOut()
    try await court.advance(to: "2022-08-18", 9)
    await court.tell("通知王久安领取案款。")
    guard let told = court.messages.all.first(where: { $0.text.contains("案款已发放") }) else {
      throw ScenarioFailure("the applicant was not told of the payout")
    }
    try court.hold(told.at <= Instant(court.clock.now.day, hour: 18), "told within nine days")
  }
}
