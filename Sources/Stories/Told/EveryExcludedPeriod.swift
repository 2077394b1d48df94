import Basics
import Enforcement
import EnforcementLaw

/// The first weeks of a first-time case in which every ground of the law stops the clock once, overlapping; both clocks count each day once.
public enum EveryExcludedPeriod: Story {
  public static let key = "every-excluded-period"
  public static let title = "首次执行案件的一个月：每一种扣除期间"
  public static let begins = "2023-05-09"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies("valuation-warning")
    try await court.opensCase()
    try await court.servesDebtors()
    try court.equal(try await limit(court), "2023-11-09", "the limit at first")
    try await excludes(court)
    try await pauses(court)
    try await ends(court)
    try await extends(court)
  }

  private static func limit(_ court: Scenario) async throws -> String {
    let file = try await court.file
    return file.process.open.values.first { $0.key == "caseLimit" }?.due?.day.description ?? ""
  }

  /// The handler proposes, the chief approves.
  private static func excluded(
    _ court: Scenario, _ kind: Deduction.Kind, from first: String, to last: String? = nil, _ number: String, _ why: String
  ) async throws {
    var fields: [String: InputValue] = [
      "kind": .text(kind.rawValue), "first": .text(first), "number": .text(number), "reason": .text(why),
    ]
    if let last { fields["last"] = .text(last) }
    try await court.handler.does("clocks.proposeExclusion", fields)
    guard let proposal = try await court.file.term.proposals.first else { throw ScenarioFailure("nothing is proposed") }
    try await court.person(.bureauChief).does(
      "clocks.decideExclusion", ["period": "\(proposal.id)", "decision": "approve", "reason": "情况属实，同意扣除。"])
  }
  private static func over(_ court: Scenario, _ kind: Deduction.Kind, _ last: String, _ number: String) async throws {
    guard let open = try await court.file.term.ending.first(where: { $0.kind == kind }) else {
      throw ScenarioFailure("no \(kind.rawValue) goes on")
    }
    try await court.handler.does(
      "clocks.endExclusion", ["period": "\(open.id)", "last": .text(last), "number": .text(number)])
  }

  private static func excludes(_ court: Scenario) async throws {
    try await court.advance(to: "2023-05-12")
    await court.tell("向下落不明的利害关系人公告送达，三十日。")
    try await excluded(court, .publicNotice, from: "2023-05-12", to: "2023-06-11", "公告〔2023〕31号", "公告送达三十日")
    try court.equal(try await limit(court), "2023-12-11", "the limit with the notice")
    try await court.advance(to: "2023-05-15")
    await court.tell("卫知远提出管辖异议。")
    try await excluded(court, .jurisdiction, from: "2023-05-15", "管异〔2023〕2号", "被执行人提出管辖异议，审查中")
    try court.equal(
      try await court.handler.refusal(
        "clocks.proposeExclusion",
        ["kind": "jurisdiction", "first": "2023-05-15", "number": "管异〔2023〕2号", "reason": "重复"]), "alreadyExcluded",
      "one paper, one time")
    try court.hold(try await standsStill(court), "the limit stands still while a time goes on")
    try await court.advance(to: "2023-05-20", 10)
    try await excluded(court, .valuation, from: "2023-05-20", "委评〔2023〕17号", "委托评估被执行人的设备")
    try await court.advance(to: "2023-05-22", 10)
    try await excluded(court, .instruction, from: "2023-05-22", "请示〔2023〕1号", "就共有份额的处置向上级请示")
    try await court.advance(to: "2023-05-25", 10)
    try await excluded(court, .coordination, from: "2023-05-22", to: "2023-05-24", "协调〔2023〕5号", "与异地法院协调处置权")
    try await over(court, .jurisdiction, "2023-05-25", "管异裁〔2023〕2号")
    let instruction = try await court.file.term.ending.first { $0.kind == .instruction }
    try court.equal(
      try await court.handler.refusal(
        "clocks.endExclusion",
        ["period": "\(instruction?.id ?? ID(raw: 0))", "last": "2023-05-21", "number": "复〔2023〕1号"]), "rangeReversed",
      "no time ends before it begins")
    try await over(court, .instruction, "2023-05-25", "复〔2023〕1号")
  }
  private static func standsStill(_ court: Scenario) async throws -> Bool {
    try await court.file.process.open.values.contains { $0.key == "caseLimit" && $0.pausedAt != nil }
  }

  private static func pauses(_ court: Scenario) async throws {
    try await court.advance(to: "2023-05-26", 10)
    try await court.handler.does(
      "clocks.draftPause",
      ["kind": "suspension", "ground": "thirdPartyObjectionFounded", "text": "案外人对设备主张所有权，提交了购买凭证。"])
    try await court.anotherJudge().signs(.suspensionRuling)
    try court.hold(try await court.file.term.pause == nil, "a ruling takes effect with service")
    try await court.person(.clerk).serves(.suspensionRuling, on: try await court.file.filing.parties)
    try court.hold(try await court.file.term.pause?.kind == .suspension, "suspended")
    try court.equal(
      try await court.handler.refusal("closing.proposeEnding"), "enforcementPaused", "no ending while it stands still")
    try await court.advance(to: "2023-05-30", 10)
    try await goesOn(court, "案外人撤回异议。")
    try await court.advance(to: "2023-05-31", 10)
    try await court.handler.does(
      "clocks.draftPause", ["kind": "superiorStay", "months": "1", "number": "中院通〔2023〕6号", "text": "上级法院复查期间暂缓执行。"])
    try await court.anotherJudge().signs(.stayDecision)
    try court.equal(try await court.file.term.pause?.until, Day("2023-06-30"), "the stay's last day")
    try await court.advance(to: "2023-06-02", 10)
    try await goesOn(court, "上级法院复查完毕，通知恢复执行。")
  }
  private static func goesOn(_ court: Scenario, _ why: String) async throws {
    try await court.handler.does("clocks.draftContinuation", ["text": .text(why)])
    try await court.anotherJudge().signs(.continuationNotice)
    try court.hold(try await court.file.term.pause == nil, "goes on")
  }

  private static func ends(_ court: Scenario) async throws {
    try await court.advance(to: "2023-06-05", 10)
    try await over(court, .valuation, "2023-06-05", "评报〔2023〕44号")
    await court.tell("设备上网拍卖，至六月二十日成交；拍卖期间不计入执行期限，但计入第二百三十七条的六个月。")
    try await excluded(court, .auction, from: "2023-06-05", "拍告〔2023〕8号", "司法拍卖")
    try await court.advance(to: "2023-06-20", 16)
    try await over(court, .auction, "2023-06-20", "成交确认书〔2023〕8号")
    let file = try await court.file
    guard let filed = file.filing.filedOn else { throw ScenarioFailure("not filed") }
    let dates = try file.term.limit(filed: filed, today: court.clock.now.day, law: court.configuration.books.law).value
    try court.equal(dates.caseLimitDeducted, 39, "12 May to 20 June, each day once")
    try court.equal(dates.art237Deducted, 30, "without the auction: 12 May to 11 June")
    try court.equal(dates.art237, Day("2023-12-11"), "the applicant's clock")
    try court.equal(try await limit(court), "2023-12-18", "the limit with all that does not count")
  }

  private static func extends(_ court: Scenario) async throws {
    try await court.advance(to: "2023-06-21", 10)
    try await court.handler.does("clocks.askExtension", ["reason": "设备须分批拆运，交付和过户尚需三个月。"])
    try court.equal(
      try await court.person(.bureauChief).refusal(
        "clocks.decideExtension", ["decision": "approve", "number": "延〔2023〕3号", "reason": "同意"]), "notYourRole",
      "the president or a vice-president decides")
    try await court.person(.president).does(
      "clocks.decideExtension", ["decision": "approve", "number": "延〔2023〕3号", "reason": "同意延长三个月。"])
    try court.equal(try await limit(court), "2024-03-19", "nine months and 39 days")
  }
}
