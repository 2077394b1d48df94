import Basics
import Casework
import City
import Enforcement
import EnforcementLaw

/// Student flats were sold for more than two hundred million yuan: a builder, a bank, another creditor's case and the debtor; the
/// undisputed part is paid in a day, the disputed one waits for the suit.
public enum StudentsFlats: Story {
  public static let key = "students-flats"
  public static let title = "学生公寓案款分配：漳州示例建设等与漳州示例学苑置业"
  public static let begins = "2019-03-11"
  private static let proceeds = Money.yuan(215_000_000)

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    let other = try await otherCase(court)
    try await court.applies(key)
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try await sold(court)
    try await joined(court, other)
    let objection = try await contested(court)
    try await payoutDay(court, other)
    try await ended(court, objection)
    try court.hold(court.rejected.isEmpty, "answers were refused: \(court.rejected)")
  }

  /// Another creditor of the same company has a case in the same court.
  private static func otherCase(_ court: Scenario) async throws -> ID<CaseFile> {
    var application = try court.application(key)
    guard case .list(let parties)? = application["parties"] else { throw ScenarioFailure("the docket has no parties") }
    let debtor = parties.filter { party in
      if case .object(let fields) = party { fields["role"] == .text("debtor") } else { false }
    }
    application["docketRef"] = "students-flats-2"
    application["instrumentNumber"] = "(2018)闽06民初47号"
    application["parties"] = .list(
      [
        .object([
          "role": "applicant", "kind": "natural", "name": "柳成荫", "idKind": "passport", "idNumber": "E20190001",
          "payeeName": "柳成荫", "payeeAccount": "999900123400901", "payeeBank": "外地示例银行", "confirmedAddress": "true",
        ])
      ] + debtor)
    application["claims"] = .list([.object(["kind": "principal", "amount": "30000000.00"])])
    try await court.person(.filingClerk).does("filing.submit", application)
    try await court.advance(minutes: 60)
    try await court.person(.filingJudge).does("filing.file")
    let id = try court.caseID
    try await court.opensCase()
    return id
  }

  private static func sold(_ court: Scenario) async throws {
    try await court.advance(to: "2019-09-02", 10)
    await court.tell("学生公寓及土地使用权拍卖成交，2.15 亿元价款到账；拍卖辅助费 150 万元由法院垫付。")
    try await court.handler.does(
      "funds.advanceCost", ["kind": "auction", "amount": "1500000", "on": "2019-09-02", "text": "拍卖辅助费发票"])
    try await court.pays(proceeds, payer: "竞买人（示例）有限公司")
    try await court.advance(minutes: 5)
  }

  private static func joined(_ court: Scenario, _ other: ID<CaseFile>) async throws {
    try court.equal(
      try await court.handler.refusal("distribution.open", ["debtor": "person"]), "companyDebtor", "a company's creditors share")
    try await court.handler.does(
      "distribution.open",
      ["debtor": "enterprise", "standing": "construction", "priorityMax": "80000000", "seizureRank": "2"])
    try await court.advance(to: "2019-09-04", 9)
    let number = try await court.desk.look(at: other, actor: .machine, court: court.configuration.court).caseFile(other).number
    try await court.handler.does(
      "distribution.joinCase", ["number": .text(number), "standing": "ordinary", "seizureRank": "1", "applied": "2019-09-03"])
    try await court.person(.clerk).does(
      "distribution.join",
      [
        "kind": "enterprise", "name": "漳州示例银行股份有限公司", "idKind": "other", "idNumber": "ZZSLYH01", "payeeName": "漳州示例银行股份有限公司",
        "payeeAccount": "999900123400902", "payeeBank": "外地示例银行", "amount": "60000000", "standing": "registered",
        "registeredOn": "2015-06-18", "applied": "2019-09-04", "basis": "最高额抵押合同及登记证明",
      ])
    try await court.advance(to: "2019-09-10", 9)
    try court.equal(
      try await court.handler.refusal("distribution.draftPlan"), "stillOpenToNew", "a plan before creditors had their time")
    try await court.handler.does("distribution.closeToNew", ["on": "2019-09-10"])
    try await court.person(.clerk).does(
      "distribution.join",
      [
        "kind": "natural", "name": "晚来人", "idKind": "passport", "idNumber": "E20190002", "payeeName": "晚来人",
        "payeeAccount": "999900123400903", "payeeBank": "外地示例银行", "amount": "500000", "standing": "ordinary",
        "hasInstrument": "true", "applied": "2019-09-10", "basis": "另案判决",
      ])
    try await court.advance(to: "2019-09-12", 10)
    try await court.handler.does("distribution.draftPlan")
    try await court.anotherJudge().signs(.distributionPlan)
    try await court.advance(minutes: 10)
    try await plan(court)
  }

  private static func plan(_ court: Scenario) async throws {
    guard let matter = try await court.situation.distributions(court.caseID).open, let plan = matter.plan else {
      throw ScenarioFailure("no plan")
    }
    try court.equal(plan.total, proceeds, "the parts of the plan")
    try court.equal(plan.costs, .yuan(1_500_000), "costs first")
    try court.equal(plan.lines[0].asPriority, .yuan(80_000_000), "the construction price")
    try court.equal(plan.lines[2].paid, .yuan(60_000_000), "the mortgage")
    try court.equal(plan.lines[3].paid, .zero, "no seizure, nothing left")
    await court.tell("方案：费用 150 万元，工程价款优先 8,000 万元，抵押权 6,000 万元，其余按查封先后。")
    try await court.person(.clerk).does("distribution.serve", ["way": "direct", "on": "2019-09-12"])
  }

  /// The debtor says that the builder's priority covers too much.
  private static func contested(_ court: Scenario) async throws -> ID<PlanObjection> {
    try await court.advance(to: "2019-09-20", 15)
    let docket = try await court.situation.distributions(court.caseID)
    guard let matter = docket.open, let debtor = try await court.file.debtors.first?.person else {
      throw ScenarioFailure("no distribution")
    }
    let builder = try await court.file.applicants[0].person
    try await court.person(.clerk).does(
      "distribution.object",
      [
        "by": "\(debtor)", "claim": "\(matter.order[0])", "amount": "5000000", "on": "2019-09-20", "text": "质保金部分不应优先受偿",
      ])
    guard let objection = try await court.situation.distributions(court.caseID).open?.objectionOrder.first else {
      throw ScenarioFailure("no objection")
    }
    let of: [String: InputValue] = ["objection": "\(objection)"]
    try await court.person(.clerk).does("distribution.tellOthers", of.merging(["on": "2019-09-20"]) { $1 })
    try await court.advance(to: "2019-09-25", 10)
    try await court.person(.clerk).does(
      "distribution.oppose", of.merging(["by": "\(builder)", "on": "2019-09-25", "text": "质保期已满"]) { $1 })
    try await court.person(.clerk).does("distribution.tellObjector", of.merging(["on": "2019-09-25"]) { $1 })
    try court.hold(try await court.handler.refusal("distribution.allocate") == "periodsRunning", "paid before the periods ended")
    try await court.advance(to: "2019-10-08", 10)
    try await court.person(.clerk).does(
      "distribution.recordSuit", of.merging(["on": "2019-10-08", "text": "漳州示例法院 (2019)闽06民初88号"]) { $1 })
    return objection
  }

  /// Everything that nobody contests leaves on one day.
  private static func payoutDay(_ court: Scenario, _ other: ID<CaseFile>) async throws {
    try await court.advance(to: "2019-11-13", 9)
    await court.tell("无争议的款项当日分配、发放；争议的 500 万元留存。")
    try await court.handler.does("distribution.allocate")
    try court.equal(try await court.account.purse.held, .yuan(5_000_000), "what is kept")
    try await court.handler.does("distribution.payOutside")
    try await passes(court)
    try await court.handler.does("funds.proposePayout")
    try await passes(court)
    let lead = try court.caseID
    court.look(at: other)
    try await court.handler.does("funds.proposePayout")
    try await passes(court)
    try court.equal(try await court.account.balance, .zero, "the other case's account")
    let paid = try await court.account.paidOut
    court.look(at: lead)
    let out = try await court.account.paidOut + paid
    try court.equal(out, proceeds - .yuan(5_000_000), "paid on the day")
    try court.equal(court.clock.now.day.description, "2019-11-13", "in one day")
    await court.tell("当日发放 \(out.grouped) 元。")
  }

  private static func passes(_ court: Scenario) async throws {
    try await court.advance(minutes: 10)
    guard let payout = try await court.account.openPayouts.first else { throw ScenarioFailure("no payout is proposed") }
    try await court.passesGates(payout)
    try await court.advance(minutes: 10)
    try court.hold(try await court.account.openPayouts.isEmpty, "a payout is still open")
  }

  private static func ended(_ court: Scenario, _ objection: ID<PlanObjection>) async throws {
    try await court.advance(to: "2020-01-06", 10)
    await court.tell("分配方案异议之诉判决驳回，留存款按原方案分配。")
    try await court.handler.does(
      "distribution.endObjection", ["objection": "\(objection)", "outcome": "dismissed", "text": "(2019)闽06民初88号民事判决书"])
    try await court.handler.does("distribution.allocate")
    try court.hold(try await court.situation.distributions(court.caseID).open == nil, "the distribution is not concluded")
    try await court.handler.does("funds.proposePayout")
    try await passes(court)
    try court.equal(try await court.account.balance, .zero, "the leading case's account")
    try court.equal(await court.city.balance(of: try await court.account.subAccount), .zero, "its sub-account at the bank")
  }
}
