import BankFiles
import Basics
import Casework
import City
import Enforcement
import Import
import Ledger
import Storage

/// The investors of one matter: money for all of them on one case, and one order that pays each exactly once, within a day.
public enum MassPayout: Story {
  public static let key = "mass-payout"
  public static let title = "一案万人：一次下达、当日付清"
  public static let begins = "2022-08-08"
  /// Investors; the same path is measured with 170,000 (docs/BENCH.md).
  static let investors = 1_700

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    var application = try court.application("smart-search")
    guard case .list(let claims) = application["claims"], case .object(var principal) = claims.first else {
      throw ScenarioFailure("the application claims nothing")
    }
    let list = PayeeListGenerator(seed: 170, count: investors)
    principal["amount"] = .text("\(list.total)")
    application["claims"] = .list([.object(principal)])
    try await court.person(.filingClerk).does("filing.submit", application)
    try await court.advance(minutes: 60)
    try await court.person(.filingJudge).does("filing.file")
    try await court.opensCase()
    try await court.advance(to: "2022-09-20", 9)
    await court.tell("涉案资产处置完毕，\(list.total.grouped) 元转入本案案款账户，应当发给 \(investors) 名投资人。")
    try await court.city.payCourt(
      PayCourtOrder(
        payerName: "资产处置专户", caseSubAccount: SubAccount.number(of: try court.caseID), amount: list.total, text: "扣划处置款"))
    try await court.advance(minutes: 10)
    let batch = try await handsIn(list, court)
    try await passes(batch, court)
    try await pays(batch, court)
    try await closes(batch, list.total, court)
  }

  /// The list comes back with its bad lines, is put right, and is taken once.
  private static func handsIn(_ list: PayeeListGenerator, _ court: Scenario) async throws -> ID<PayoutBatch> {
    let officer = try await court.handler
    let source = LedgerAccount(.case, "\(try court.caseID)")
    let good = String(decoding: list.csv(), as: UTF8.self)
    var lines = good.split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
    lines.append(lines[1])
    let reading = try PayeeList().read(Array(lines.joined(separator: "\r\n").utf8))
    try court.equal(reading.errorCount, 1, "the doubled line is found")
    await court.tell("\(officer.name)提交名单，系统核对后退回：\(reading.summary.zh)重复的一行删去后重新提交。")
    let taken = try await court.payouts.take(
      list.csv(), source: source, purpose: "退赔款", ground: "刑事裁判涉财产部分退赔名单", by: officer.actor)
    try court.equal(taken.reading.errorCount, 0, "the corrected list is accepted")
    var code = ""
    do {
      _ = try await court.payouts.take(list.csv(), source: source, purpose: "退赔款", ground: "刑事裁判涉财产部分退赔名单", by: officer.actor)
    } catch CaseDesk.Failure
      .refused(let refusal)
    {
      code = refusal.code
      await court.tell("同一名单再次提交，系统拒绝：\(refusal.message.zh)。")
    }
    try court.equal(code, "fileTakenBefore", "the same list again")
    return taken.batch
  }

  private static func passes(_ batch: ID<PayoutBatch>, _ court: Scenario) async throws {
    func pass(_ gate: MoneyGate, _ role: Role) async throws {
      try await court.person(role).does("payouts.pass", ["batch": "\(batch)", "gate": .text(gate.rawValue)])
      await court.tell("\(try court.person(role).name)办理\(gate.name.zh)。")
      try await court.advance(minutes: 20)
    }
    func refused(_ gate: MoneyGate, _ role: Role) async throws -> String? {
      try await court.person(role).refusal("payouts.pass", ["batch": "\(batch)", "gate": .text(gate.rawValue)])
    }
    try court.equal(try await refused(.release, .cashier), "otherGate", "the cashier comes last")
    try await pass(.supervision, .moneySupervisor)
    try court.equal(try await refused(.approval, .bureauChief), "beyondLimit", "the sum is beyond the chief's limit")
    try await pass(.approval, .vicePresident)
    try await pass(.release, .cashier)
  }

  /// One order; the bank refuses a few, and only these go out again.
  private static func pays(_ batch: ID<PayoutBatch>, _ court: Scenario) async throws {
    try await court.city.set(UnitFaults(failPercent: 2, repeatPercent: 50))
    try await court.payouts.send(batch, by: court.city)
    var state = try await court.payouts.state(batch)
    await court.tell("系统入账并把 \(state.chunks.count) 个付款文件（pain.001）送到银行，共 \(state.count) 笔、\(state.total.grouped) 元。")
    try await court.advance(minutes: 15)
    state = try await court.payouts.state(batch)
    let failed = state.tally(.failed)
    try court.hold(failed.count > 0 && state.underway.count == 0, "the bank has answered all and refused some: \(state.tally)")
    await court.tell(
      "银行回执到齐：付讫 \(state.tally(.settled).count) 笔，未付成 \(failed.count) 笔、\(failed.sum.grouped) 元；重复送来的回执没有改变任何一笔。")
    try await court.city.set(.none)
    let cashier = try court.person(.cashier)
    _ = try await court.payouts.resend(batch, by: cashier.actor)
    await court.tell("\(cashier.name)只重发未付成的 \(failed.count) 笔。")
    try await court.payouts.send(batch, by: court.city)
    try await court.advance(minutes: 15)
  }

  private static func closes(_ batch: ID<PayoutBatch>, _ total: Money, _ court: Scenario) async throws {
    let state = try await court.payouts.state(batch)
    try court.equal(state.status, .settled, "every line is paid")
    try court.equal(state.tally(.settled).sum, total, "to the fen")
    let account = SubAccount.number(of: try court.caseID)
    try court.equal(await court.city.balance(of: account), .zero, "the bank's side")
    let reads = SQLLedgerReads(court.store)
    let bank = try await reads.balance(of: .bank, court: court.configuration.court)
    try court.equal(LedgerAccount.bank.posted(bank), .zero, "the court's side")
    try court.equal(try await court.account.balance, .zero, "the case's account")
    try court.hold(try await !court.file.process.isOpen("payWithin30"), "the receipt that it paid is done with")
    await court.tell("全部 \(state.count) 笔付讫，银行余额与法院账面同为零，一分不差。")
    try await court.advance(days: 1)
    let told = court.messages.all.filter { $0.text.contains("案款已由银行付出") }
    try court.equal(told.count, state.count, "messages to payees")
    try court.equal(Set(told.map(\.phone)).count, state.count, "each payee once")
    await court.tell("每名投资人收到一条短信，没有人收到两条。")
  }
}
