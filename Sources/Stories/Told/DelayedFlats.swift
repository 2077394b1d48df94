import Basics
import Casework
import City
import Enforcement
import EnforcementLaw

/// 740 households against a developer for late delivery, a case for each of 37 buildings: its shops stay in use under seal, what they
/// earn comes in on one account, and everybody is paid within fifteen days of the first money.
public enum DelayedFlats: Story {
  public static let key = "delayed-flats"
  public static let title = "逾期交房：740 户业主与常山示例房地产"
  public static let begins = "2022-02-14"
  static let buildings = 37
  static let householdsEach = 20

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 20)
    try await court.advance(to: begins, 9)
    let cases = try await files(court)
    court.tells(only: [cases[0]])
    try await seals(court, cases)
    let cluster = try await clusters(court, cases)
    let first = try await fills(court, cluster)
    try await divides(court, cluster, cases)
    try await pays(court, cases)
    let days = court.clock.now.day - first
    try court.hold(days <= 15, "all are paid within fifteen days of the first money: \(days)")
    await court.tell("\(buildings) 案 \(buildings * householdsEach) 户全部足额领到违约金，自第一笔款到账起用时 \(days) 天。")
    try court.hold(court.rejected.isEmpty, "answers were refused: \(court.rejected)")
  }

  private static func debtor(_ court: Scenario) throws -> InputValue {
    guard case .list(let parties)? = try court.application(key)["parties"],
      let debtor = parties.first(where: { party in
        if case .object(let fields) = party { fields["role"] == .text("debtor") } else { false }
      })
    else { throw ScenarioFailure("the docket has no debtor") }
    return debtor
  }

  /// The households of a building sued together; their judgments are handed in on one day.
  private static func files(_ court: Scenario) async throws -> [ID<CaseFile>] {
    await court.tell("\(buildings) 幢楼的 \(buildings * householdsEach) 户业主持 \(buildings) 份生效判决同日申请执行，违约金共 2,300 万元。")
    let debtor = try debtor(court)
    let applications = (0..<buildings).map { building -> InputValue in
      let applicants = (0..<householdsEach).map { flat -> InputValue in
        let number = building * householdsEach + flat
        return .object([
          "role": "applicant", "kind": "natural", "name": .text("业主\(number + 1)"), "idKind": "passport",
          "idNumber": .text("E\(20_220_000 + number)"), "confirmedAddress": "true", "payeeName": .text("业主\(number + 1)"),
          "payeeAccount": .text("99990012\(34_500_000 + number)"), "payeeBank": "外地示例银行",
        ])
      }
      let amount = building == 0 ? "680000.00" : "620000.00"
      return .object([
        "receivedOn": .text(begins), "cause": "商品房预售合同纠纷",
        "instrumentNumber": .text("(2021)浙0822民初\(2_600 + building)号"), "instrumentCourt": "常山县人民法院",
        "instrumentKind": "judgment", "instrumentDate": "2021-10-20", "lastPerformanceDay": "2021-12-31",
        "parties": .list(applicants + [debtor]), "claims": .list([.object(["kind": "penalty", "amount": .text(amount)])]),
      ])
    }
    let appended = try await court.desk.attempt(
      CommandCall("filing.import", ["cases": .list(applications)]), by: .machine, court: court.configuration.court
    ).appended
    let ids = appended.flatMap(\.events).compactMap { ($0 as? ApplicationReceived)?.caseID }
    try await court.settle()
    try court.equal(ids.count, buildings, "cases filed")
    court.look(at: ids[0])
    return ids
  }

  /// In the first case the developer's shops are sealed, and stay in use.
  private static func seals(_ court: Scenario, _ cases: [ID<CaseFile>]) async throws {
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try court.hold(
      try await court.file.search.foundWorth.contains { $0.kind == .realEstate }, "the developer's shops are found")
    try await court.handler.does(
      "seizure.draftRuling", ["kinds": .list(["realEstate"]), "indivisible": "商铺不可分割"])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 10)
    await court.tell("活封：商铺继续查封，允许开发商在法院监督下自行变卖，价款进专有资金账户。")
    try court.equal(
      try await court.handler.refusal("seizure.recordUseCheck", ["measure": "1", "text": "查看"]), "nothingInUse",
      "a check where nothing may be used")
  }

  private static func clusters(_ court: Scenario, _ cases: [ID<CaseFile>]) async throws -> ID<Cluster> {
    try await court.advance(to: "2022-02-16", 9)
    var numbers: [String] = []
    for id in cases {
      numbers.append(try await court.desk.look(at: id, actor: .machine, court: court.configuration.court).caseFile(id).number)
    }
    let events = try await court.handler.does(
      "cluster.create", ["title": "示例家园逾期交房专户", "numbers": .text(numbers.joined(separator: "\n"))])
    guard let created = events.flatMap(\.events).compactMap({ $0 as? ClusterCreated }).first else {
      throw ScenarioFailure("no cluster")
    }
    await court.tell("设立专有资金账户，集中 \(cases.count) 案；款项只进不出，由一人拟定、另一人审批分配。")
    try await court.handler.does("seizure.draftUsePermit", ["use": "sell"])
    try await court.anotherJudge().signs(.usePermitRuling)
    let seizure = try await court.file.seizure
    guard let used = seizure.inUse.first else { throw ScenarioFailure("no seal permits use") }
    try court.equal(seizure.permit(used.id)?.cluster, created.cluster, "where the price goes")
    try court.hold(try await court.file.papers.latest(.usePermitRuling)?.sealed != nil, "the ruling is a sealed paper")
    try court.hold(try await court.file.process.isOpen("checkPermittedUse"), "somebody has to look at it")
    return created.cluster
  }

  /// The day of the first money.
  private static func fills(_ court: Scenario, _ cluster: ID<Cluster>) async throws -> Day {
    let account = SubAccount.number(of: cluster)
    try await court.advance(to: "2022-02-18", 10)
    try await court.city.payCourt(
      PayCourtOrder(payerName: "购店人甲", caseSubAccount: account, amount: .yuan(9_000_000), text: "商铺变卖款"))
    try await court.settle()
    let first = court.clock.now.day
    try await court.advance(to: "2022-02-24", 10)
    try await court.city.payCourt(
      PayCourtOrder(payerName: "购车位人乙等", caseSubAccount: account, amount: .yuan(6_000_000), text: "车位变卖款"))
    try await court.settle()
    guard let used = try await court.file.seizure.inUse.first else { throw ScenarioFailure("no seal permits use") }
    try await court.handler.does(
      "seizure.recordUseCheck", ["measure": "\(used.id)", "earned": "15000000", "text": "商铺照常经营，变卖款均已进专户。"])
    try court.equal(
      try await court.handler.refusal("cluster.draftDivision", ["cluster": "\(cluster)"]), "clusterShort",
      "a company's creditors share what is not enough")
    try await court.advance(to: "2022-03-01", 15)
    try await court.city.payCourt(
      PayCourtOrder(account: "8801990000002010", caseSubAccount: account, amount: .yuan(8_900_000), text: "违约金余款"))
    try await court.settle()
    let state: Cluster = try await court.desk.look(at: .cluster(cluster))
    try court.equal(state.received, .yuan(23_900_000), "on the cluster's account")
    try court.equal(await court.city.balance(of: account), .yuan(23_900_000), "at the bank")
    return first
  }

  private static func divides(_ court: Scenario, _ cluster: ID<Cluster>, _ cases: [ID<CaseFile>]) async throws {
    try await court.advance(to: "2022-03-02", 9)
    let of: [String: InputValue] = ["cluster": "\(cluster)"]
    try await court.handler.does("cluster.draftDivision", of)
    try court.equal(try await court.handler.refusal("cluster.approveDivision", of), "notYourRole", "who drafted approves")
    try await court.person(.bureauChief).does("cluster.approveDivision", of)
    try await court.advance(minutes: 5)
    for id in cases {
      court.look(at: id)
      try court.hold(try await court.file.closing.performedOn != nil, "the debt of \(id) is covered")
    }
    court.look(at: cases[0])
    let state: Cluster = try await court.desk.look(at: .cluster(cluster))
    try court.hold(state.balance > .zero && state.balance < .yuan(1_000_000), "what is left is the developer's: \(state.balance)")
    try court.equal(await court.city.balance(of: SubAccount.number(of: cluster)), state.balance, "the bank moved the shares")
  }

  private static func pays(_ court: Scenario, _ cases: [ID<CaseFile>]) async throws {
    try await court.advance(to: "2022-03-03", 9)
    await court.tell("逐案发放：监管、审批、发放三关，各由一人成批办理，每户一笔。")
    let clerk = try court.person(.assistant)
    for id in cases {
      court.look(at: id)
      try await court.attempt("funds.proposePayout", [:], by: clerk)
      guard let payout = try await court.account.openPayouts.first else { throw ScenarioFailure("no payout in \(id)") }
      let of: [String: InputValue] = ["payout": "\(payout.id)"]
      let chief = try court.person(court.configuration.books.law.settings.approver(of: payout.total))
      try await court.attempt("funds.supervisePayout", of, by: court.person(.moneySupervisor))
      try await court.attempt("funds.approvePayout", of, by: chief)
      try await court.attempt("funds.releasePayout", of, by: court.person(.cashier))
    }
    try await court.advance(minutes: 30)
    var paid = 0
    for id in cases {
      court.look(at: id)
      let account = try await court.account
      try court.equal(account.balance, .zero, "the account of \(id)")
      try court.equal(await court.city.balance(of: account.subAccount), .zero, "its sub-account at the bank")
      try court.hold(try await !court.file.process.isOpen("payWithin30"), "its receipt is done with")
      paid +=
        account.payouts.values.flatMap { payout in
          payout.lines.filter { $0.kind == .applicant && payout.lineStatus[$0.id] == .settled }
        }.count
    }
    court.look(at: cases[0])
    try court.equal(paid, buildings * householdsEach, "households paid, each once")
  }
}
