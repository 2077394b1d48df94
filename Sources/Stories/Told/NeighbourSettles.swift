import Basics
import Enforcement

/// A duty to act between neighbours: not done in time, somebody else chosen to do it, and in the end done by the debtor himself.
public enum NeighbourSettles: Story {
  public static let key = "neighbour-settles"
  public static let title = "邻里和解：丁若谷与蓝景山相邻排水"
  public static let begins = "2019-09-02"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9, 30)
    try await court.applies(key)
    try await court.opensCase()
    guard let debtor = try await court.file.debtors.first?.person else { throw ScenarioFailure("no debtor") }
    try await court.handler.does(
      "performance.recordDuty",
      ["kind": "act", "debtor": "\(debtor)", "due": "2019-09-20", "text": "拆除堵塞排水沟的砖墙，恢复原有宽度和坡度。"])
    try await court.servesDebtors()
    try await notDone(court)
    try await settles(court)
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
  }

  private static func duty(_ court: Scenario) async throws -> ID<Duty> {
    guard let duty = try await court.file.performance.openDuties.first else { throw ScenarioFailure("no duty is open") }
    return duty.id
  }

  private static func notDone(_ court: Scenario) async throws {
    try await court.advance(to: "2019-09-16", 10)
    let order: [String: InputValue] = [
      "duty": "\(try await duty(court))", "cost": "1200.00", "text": "选定示例土石方施工队，报价一千二百元。",
    ]
    try court.equal(
      try await court.person(.judge).refusal("performance.orderSubstitution", order), "dutyNotDue", "he has until the last day")
    try await court.advance(to: "2019-09-23", 10)
    await court.tell("期限已过，砖墙还在。村干部带执行员到现场，劝双方坐下来谈。")
    try await court.handler.does("reception.openFieldTask", ["kind": "visit", "text": "到蓝景山、丁若谷两家之间的排水沟查看。"])
    try await court.advance(to: "2019-09-24", 16)
    try await court.person(.bailiff).does(
      "reception.reportFieldTask", ["text": "砖墙高六十厘米，堵死排水沟。蓝景山担心水冲坏自家墙脚，丁若谷愿意一起做护坡。"])
  }

  private static func settles(_ court: Scenario) async throws {
    try await court.advance(to: "2019-09-25", 9, 30)
    try await court.handler.does(
      "settlement.record",
      [
        "form": "minutes", "allSides": "true", "on": "2019-09-25", "fee": "debtor",
        "instalments": .list([.object(["due": "2019-09-30", "amount": "400.00"])]),
        "terms": "蓝景山三日内拆墙，丁若谷出砂石共同做护坡；诉讼费四百元九月三十日前当面付清。",
      ])
    try await court.advance(to: "2019-09-28", 15)
    let end: [String: InputValue] = [
      "duty": "\(try await duty(court))", "how": "voluntary", "on": "2019-09-28", "proof": "现场照片四张；双方在笔录上签名，排水通畅。",
    ]
    try court.equal(
      try await court.handler.refusal("performance.endDuty", end), "applicantMustAgree", "the neighbour says that it is done")
    try await court.handler.does("performance.endDuty", end.merging(["agreed": "true"]) { $1 })
    try court.hold(try await court.file.closing.performedOn == nil, "the costs are still owed")
    guard let payer = try await court.file.debtors.first?.person, let payee = try await court.file.applicants.first?.person else {
      throw ScenarioFailure("a party is missing")
    }
    try await court.handler.does(
      "performance.reportDirect",
      [
        "side": "applicant", "payer": "\(payer)", "payee": "\(payee)", "amount": "400.00", "on": "2019-09-28", "way": "minutes",
        "text": "丁若谷当场点收四百元，笔录签名。",
      ])
    try court.hold(try await court.file.closing.performedOn == Day("2019-09-28"), "wall and costs: all is performed")
    let fee = try await court.stillMissing
    if fee > .zero {
      try await court.pays(fee, payer: "蓝景山")
      try await court.advance(minutes: 10)
      try await court.paysOut()
    }
    try await court.advance(days: 2)
  }
}
