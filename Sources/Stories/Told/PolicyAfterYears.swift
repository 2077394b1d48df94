import Basics
import City
import Enforcement

/// Nothing for years: restriction, listing, the ending by its checklist, ten searches; the last finds a new policy, the case resumes
/// and is paid.
public enum PolicyAfterYears: Story {
  public static let key = "policy-after-years"
  public static let title = "多年以后的保单：徐禾等与符云损害赔偿"
  public static let begins = "2017-05-10"
  private static let debtor = "33000019850119103X"

  public static func live(in court: Scenario) async throws {
    try await end(in: court)
    try await court.archives()
    try await resume(in: court)
  }

  /// From the application to the termination of the round. With `freezing`, the debtor's empty account is frozen up to the claim and
  /// stays so.
  static func end(in court: Scenario, freezing: Bool = false) async throws {
    try await almostEnd(in: court, freezing: freezing)
    try await court.handler.does(
      "closing.recordEndingInterview", ["minutes": "已向徐禾、徐一诺说明情况和以后的查询安排。", "applicantSigned": "true"])
    try await ends(court)
  }

  /// From the application to the draft of the ruling that terminates the round.
  static func almostEnd(in court: Scenario, freezing: Bool = false) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    try await court.applies(key)
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try await restricts(court)
    if freezing {
      try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
      try await court.anotherJudge().signs(.controlRuling)
      try await court.advance(minutes: 20)
    }
    try await proposesEnding(court)
  }

  private static func restricts(_ court: Scenario) async throws {
    let debtor = try await onlyDebtor(court)
    try court.hold(try await court.file.search.foundList.allSatisfy { $0.value == .zero }, "nothing of value is found")
    await court.tell("查询七家单位，没有可供执行的财产；符云逾期未报告财产。")
    try await court.advance(days: 20)
    try await court.handler.does("search.defaultReport", ["debtor": "\(debtor)"])
    try await court.handler.does("sanctions.draftRestriction", ["debtors": .list([.text("\(debtor)")])])
    try await court.person(.president).signs(.consumptionRestriction)
    try await court.handler.does(
      "sanctions.proposeListing", ["debtor": "\(debtor)", "ground": "4", "evidence": "报告财产令已送达，逾期未报告。"])
    let draft = try await court.draft(.listingDecision)
    try court.hold(
      try await court.anotherJudge().refusal("papers.sign", ["paper": "\(draft)"]) != nil, "a judge signed a listing")
    try await court.person(.president).signs(.listingDecision)
    try await court.advance(days: 1, hour: 10)
    try await court.servesRest()
    try await court.handler.does(
      "reception.recordInterview", ["person": "\(debtor)", "outcome": "appeared", "minutes": "问：有无财产？\n答：没有，靠打零工生活。"])
  }

  private static func proposesEnding(_ court: Scenario) async throws {
    try court.equal(
      try await court.handler.refusal("closing.proposeEnding"), "endingChecksFail", "too early, and the applicants are not told")
    try await court.advance(to: "2017-11-13", 10)
    try await court.handler.does("search.start")
    try await court.advance(minutes: 30)
    try await court.handler.does("search.reportInvestigation", ["text": "经两轮查询、上门走访，未发现可供执行的财产。"])
    try court.equal(
      try await court.handler.refusal("closing.proposeEnding"), "endingChecksFail", "clues, audit and reward are not answered")
    try await court.person(.judge).does("closing.answerItems", endingItems)
    try await court.handler.does("closing.proposeEnding")
  }

  /// What the judge answers beside the searches.
  static let endingItems: [String: InputValue] = [
    "clues": "done", "cluesNote": "徐禾提供的打工地点已上门核实，没有可供执行的财产。", "audit": "notApplicable",
    "auditNote": "被执行人为自然人，申请执行人未申请审计。", "reward": "notApplicable", "rewardNote": "申请执行人未申请悬赏。",
  ]

  static func ends(_ court: Scenario) async throws {
    try await court.advance(to: "2017-11-16", 9)
    try await court.person(.president).signs(.terminationRuling)
    let file = try await court.file
    try court.hold(file.closing.closed?.way == .terminatedRound, "the round is terminated")
    await court.tell("本次执行程序终结。此后五年，每半年由系统查询一次。")
  }

  /// From the term of the listing to the payout of the resumed case.
  static func resume(in court: Scenario) async throws {
    let ended = try court.caseID
    try await delists(court)
    try await court.advance(to: "2022-09-05", 11)
    await court.tell("符云买了一份两全保险。")
    let policy = CityFile.Policy(policyNumber: "PJ000000001031", product: "平江两全保险", surrenderValue: .yuan(92_400))
    try await court.city.give(BelongingsOrder(person: debtor, belongings: CityFile.Person(name: "-", policies: [policy])))
    try await court.advance(to: "2022-11-16", 18)
    let file = try await court.file
    try court.equal(file.closing.researches.count, 10, "searches after the ending")
    try court.equal(file.closing.resumptionProposed.count, 1, "finds put to the ended-case team")
    await court.tell("第十次查询发现新保单，系统提请恢复执行。")
    try await court.advance(days: 1)
    try await court.person(.endedTeam).does("closing.resume")
    try court.hold(try court.caseID != ended, "a new case is filed")
    try court.hold(try await court.file.number.contains("执恢"), "its number is a resumption's")
    try await surrenders(court)
    let resumed = try court.caseID
    try await lifts(court, ended)
    court.look(at: resumed)
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
  }

  private static func delists(_ court: Scenario) async throws {
    let ended = try court.caseID
    guard let person = try await court.file.sanctions.liveListings.first,
      let ends = try await court.file.sanctions.listings[person]?.ends
    else {
      throw ScenarioFailure("nobody is listed")
    }
    try await court.advance(to: Instant(ends + 1, hour: 9))
    court.look(at: ended)
    await court.tell("失信期限届满，三个工作日内删除。")
    try await court.person(.president).signs(.listingRemoval)
    try court.hold(try await court.file.sanctions.liveListings.isEmpty, "the listing is removed")
    try await court.servesRest()
  }

  private static func surrenders(_ court: Scenario) async throws {
    try await court.advance(minutes: 30)
    try await court.opensCase()
    if try await court.file.papers.unsigned.contains(where: { $0.kind == .resumptionNotice }) {
      try await court.handler.signs(.resumptionNotice)
    }
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["policy"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 20)
    try court.equal(try await court.file.seizure.live.count { $0.status == .effective }, 1, "the policy is frozen")
    try await court.advance(days: 1)
    try await court.handler.does("disposal.draftTransferRuling")
    try await court.anotherJudge().signs(.transferRuling)
    try await court.advance(days: 3)
    try court.hold(try await court.file.closing.performedOn != nil, "performed in full")
    try await court.signsWhatLifts()
    try await court.advance(minutes: 30)
    try await court.paysOut()
  }

  /// The restriction was ordered in the round that ended, and goes with the debt.
  private static func lifts(_ court: Scenario, _ ended: ID<CaseFile>) async throws {
    court.look(at: ended)
    try await court.person(.president).signs(.consumptionLift)
    try court.hold(try await court.file.sanctions.liveRestrictions.isEmpty, "the restriction is lifted")
    try await court.servesRest()
  }

  private static func onlyDebtor(_ court: Scenario) async throws -> ID<Person> {
    guard let debtor = try await court.file.debtors.first else { throw ScenarioFailure("the case has no debtor") }
    return debtor.person
  }
}
