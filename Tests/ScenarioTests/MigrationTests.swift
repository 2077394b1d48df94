import Basics
import Casework
import City
import Enforcement
import EnforcementLaw
import Foundation
import Partners
import Storage
import Testing

@testable import Import
@testable import Stories

/// A court moves on a weekend: a thousand running cases, sixty planted faults, and a freeze that the bank keeps under the old number.
@Suite struct MigrationTests {
  private static let debtor = (name: "黄岩示例模塑有限公司", code: "91330000XXXX01117B", account: "8801990000001117")
  private static let number = "(2025)浙1099执5001号"

  @Test(
    "A weekend of migration: each fault is reported, nothing differs, clocks and numbers go on, an old freeze is renewed and released"
  )
  func weekend() async throws {
    try await StoryTests.live(from: "2026-10-16", "一个周末的迁移") { court in
      var told = Telling()
      try await court.unitsAnswerWithin(seconds: 60)
      let known = try await Self.known(court)
      let tables = RunningGenerator(seed: 20, cases: 1000, faults: 60, court: known).tables()
      let own = try Self.ownCase(known)
      try await Self.freezeBefore(court, own)
      var rows = tables.rows
      for (table, lines) in RunningWriter(language: .zh).rows(of: own, known) { rows[table, default: []] += lines }
      let papers = try Self.paper(of: own)
      let source = try RunningSource(files: RunningWriter(language: .zh).files(rows), papers: papers)

      let takeover = RunningTakeover(desk: court.desk, court: known.court, papers: court.papers)
      let reading = try await takeover.read(source, known)
      try Self.dryRun(reading, tables, &told)
      let before = try await court.events().count
      #expect(try await Self.cases(court) == 0, "a dry run stores nothing")

      await #expect(throws: RunningTakeover.Failure.self, "not signed") { try await takeover.take(reading) { _, _ in } }
      await #expect(throws: RunningTakeover.Failure.self, "no chief") {
        try await takeover.sign(reading, by: try court.person(.officer).actor)
      }
      try await takeover.sign(reading, by: try court.person(.bureauChief).actor)
      told.say("韩局签署接收报告；在此之前和由其他人签署均被拒绝。")
      #expect(try await court.events().count == before + 1)
      try await Self.take(reading, takeover, court, &told)

      let comparison = try await takeover.compare(reading)
      #expect(comparison.isEmpty, "\(comparison.differences.prefix(5))")
      try await takeover.finish(reading, comparison)
      told.compared(comparison)
      try await Self.nothingLeft(court)
      try await Self.ledger(court, reading, &told)
      try await Self.clocks(court, reading, &told)
      try await Self.found(court, reading, own)
      try await court.settle()
      let again = try await takeover.compare(reading)
      #expect(
        again.differences.isEmpty, "timers that were due changed nothing of what was taken over: \(again.differences.prefix(3))")
      try await Self.numbers(court, reading, &told)
      try await Self.oldFreeze(court, own, &told)
      try StoryTests.compare(told.text, "weekend-of-migration")
    }
  }

  // MARK: The tables

  private static func known(_ court: Scenario) async throws -> RunningCourt {
    let books = court.configuration.books
    let staff = try await court.reads.staff(court: court.configuration.court)
    let names = try await court.store.open(staff.map(\.vault))
    return RunningCourt(
      court: court.configuration.court, today: court.clock.now.day, law: books.law, triage: books.triage, units: books.units,
      staff: staff.map { RunningCourt.Member(id: $0.id, name: names[$0.vault]?.fields["name"] ?? "", roles: $0.roles) })
  }

  /// A case whose debtor has a real account in the city.
  private static func ownCase(_ court: RunningCourt) throws -> RunningCase {
    let filed = try #require(Day("2025-10-20"))
    let instrument = Instrument(
      number: "(2025)浙1099民初901号", court: "示例市人民法院", kind: .judgment, on: try #require(Day("2025-08-01")),
      lastPerformanceDay: Day("2025-09-01"))
    let docket = DocketCase(
      identity: DocketCase.Identity(court: court.court, ref: "M1"), type: .first, receivedOn: filed, cause: "买卖合同纠纷",
      instrument: instrument,
      parties: [
        DocketParty(
          role: .applicant, kind: .natural, name: "林远山",
          document: DocketParty.IdentityDocument(
            kind: .residentID, number: FictionalPeople.resident(birth: try #require(Day("1985-02-03")), order: 7)),
          phone: "15400000777", payee: DocketParty.Payee(account: "999900000000777", bank: "示例银行台州分行")),
        DocketParty(
          role: .debtor, kind: .enterprise, name: debtor.name,
          document: DocketParty.IdentityDocument(kind: .creditCode, number: debtor.code)),
      ], claims: [ClaimItem(kind: .principal, amount: .yuan(150_000), interest: "")])
    let handler = try #require(court.staff.first { $0.roles.contains(.officer) })
    let judge = try #require(court.staff.first { $0.roles.contains(.judge) })
    var own = RunningCase(
      docket: docket, number: number, filedOn: filed, handler: handler.id, judge: judge.id, lane: .ordinary)
    own.otherNumbers = ["(2015)路执民字第12号"]
    own.done = StepsDone(notice: filed + 3, reportOrder: filed + 3, search: filed + 2, investigation: filed + 20)
    let from = try #require(Day("2025-11-10"))
    own.measures = [
      RunningCase.Measure(
        party: 1, kind: .deposit, unit: "bankA", object: debtor.account, requested: .yuan(120_000), held: .yuan(120_000), rank: 1,
        from: from, until: from.adding(months: 12) - 1, ruling: number + "之一")
    ]
    own.papers = []
    return own
  }

  private static func paper(of own: RunningCase) throws -> [RunningSource.Paper] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "papers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "裁定书.pdf")
    try Data("%PDF-1.4\n%%EOF\n".utf8).write(to: file)
    return [RunningSource.Paper(ref: own.ref, name: "裁定书.pdf", url: file)]
  }

  /// The bank froze the account a year ago, on the earlier system's request under the same number.
  private static func freezeBefore(_ court: Scenario, _ own: RunningCase) async throws {
    let measure = own.measures[0]
    let ids = court.desk.ids
    let vault = VaultRef(id: ids.next(), version: 1, digest: "")
    let requested = PartnerRequested(
      caseID: ids.next(), unit: measure.unit, action: .freeze, person: nil, property: nil, measure: nil, otherCase: nil,
      amount: measure.requested, from: measure.from, until: measure.until, ruling: nil, vault: [vault],
      deadline: court.clock.now.adding(hours: 24))
    try await court.city.send(
      OutgoingRequest(
        id: ids.next(), requested: requested, court: court.configuration.court, caseNumber: own.number,
        rulingNumber: measure.ruling, noticeDigest: String(repeating: "a", count: 64), subAccount: "",
        contents: [VaultContent("property", ["identity": measure.object])], treasury: court.configuration.treasury))
    court.clock.set(court.clock.now.adding(seconds: 600))
    for outgoing in await court.city.takeDue() { try await court.city.delivered(outgoing.delivery) }
  }

  // MARK: Dry run and takeover

  private static func dryRun(_ reading: RunningReading, _ tables: RunningGenerator.Tables, _ told: inout Telling) throws {
    let errors = reading.faults.filter { $0.severity == .error }
    for planted in tables.planted {
      let found = errors.first {
        $0.table == planted.table && $0.line == planted.line && $0.column == planted.column && $0.rule == planted.rule
      }
      let fault = try #require(found, "\(planted)")
      told.faults.append(fault.sentence.zh)
    }
    #expect(tables.planted.count == 60 && reading.accepted.count == 941)
    let report = RunningReport(reading)
    #expect(report.lines.map(\.totals.cases).reduce(0, +) == 941)
    #expect(report.lines.map(\.totals.balance).boundedSum == report.totals.balance)
    told.report(report)
  }

  private static func cases(_ court: Scenario) async throws -> Int {
    var query = CaseListQuery()
    query.countsAll = true
    return try await court.reads.list(query, court: court.configuration.court).total ?? 0
  }

  /// A stop in the middle, then the rest, then everything once more.
  private static func take(
    _ reading: RunningReading, _ takeover: RunningTakeover, _ court: Scenario, _ told: inout Telling
  ) async throws {
    let half = Task {
      try await takeover.take(reading) { done, _ in if done >= 300 { withUnsafeCurrentTask { $0?.cancel() } } }
    }
    _ = await half.result
    let stopped = try await Self.cases(court)
    let rest = try await takeover.take(reading) { _, _ in }
    #expect(try await Self.cases(court) == reading.accepted.count)
    #expect(stopped + rest == reading.accepted.count, "no case twice, none lost")
    let events = try await court.events().count
    #expect(try await takeover.take(reading) { _, _ in } == 0)
    #expect(try await court.events().count == events, "the same tables once more change nothing")
    told.say("接收 \(reading.accepted.count) 案；再次接收：新增 0 案，一条记录也不增加。")
  }

  /// No paper, search or message goes out by the takeover itself.
  private static func nothingLeft(_ court: Scenario) async throws {
    let pending = try await court.store.pendingWork()
    #expect(pending[.send] == nil && pending[.message] == nil && pending[.seal] == nil, "\(pending)")
    #expect(court.messages.all.isEmpty)
    let events = try await court.events()
    #expect(!events.contains { $0.event is PartnerRequested || $0.event is PaperDrafted })
  }

  private static func ledger(_ court: Scenario, _ reading: RunningReading, _ told: inout Telling) async throws {
    let report = try await court.store.ledgerCheck(keys: nil)
    #expect(report.faults.isEmpty, "\(report.faults)")
    let held = reading.accepted.map(\.balance).boundedSum
    told.say("案款分类账从日志重算无差错；在账 \(held.grouped) 元全部记入各案账户（银行存款 → 案件）。")
  }

  // MARK: What lives on

  /// The limit of each case as the law library counts it from the tables is the one that its node shows.
  private static func clocks(_ court: Scenario, _ reading: RunningReading, _ told: inout Telling) async throws {
    var overdue = 0
    var sampled = 0
    for running in reading.accepted.filter(\.isRunning) where running.line % 3 == 0 {
      let file = try await Self.file(running.number, court)
      let node = try #require(file.process.open.values.first { $0.key == "caseLimit" })
      let counted = try running.limit(reading.court)
      #expect(node.due == Instant.end(of: counted.value.caseLimit), "\(running.number)")
      if let due = node.due, due < court.clock.now { overdue += 1 }
      #expect(file.process.isOpen("startNetworkSearch") == (running.done.search == nil), "\(running.number)")
      let account = try await court.desk.look(at: file.id, actor: .machine, court: reading.court.court).account(file.id)
      for (receipt, held) in zip(account.receiptOrder, running.divided.held) {
        let pay = try #require(file.process.open.values.first { $0.key == "payWithin30" && $0.subject == "\(receipt)" })
        let last = EnforcementLaw.Payout.dueBy(notice: held.on, calendar: reading.court.law.calendar).value
        #expect(pay.due == Instant.end(of: last) && account.receipts[receipt]?.on == held.on)
      }
      sampled += 1
    }
    #expect(sampled > 80 && overdue > 10)
    told.say("抽查 \(sampled) 案：执行期限与按原立案日、扣除期间（重叠只扣一次）、延长计算的一致，其中 \(overdue) 案接收时已超期并显示为超期。")
  }

  private static func file(_ number: String, _ court: Scenario) async throws -> CaseFile {
    guard
      case .caseNumbers(let known) = try await court.store.find(.caseNumbers([number]), court: court.configuration.court),
      let id = known[number]
    else { throw ScenarioFailure("no \(number)") }
    return try await court.desk.look(at: id, actor: .machine, court: court.configuration.court).caseFile(id)
  }

  /// By the number of an older system, by number, and by name.
  private static func found(_ court: Scenario, _ reading: RunningReading, _ own: RunningCase) async throws {
    let legacy = try #require(reading.accepted.first { $0.number.contains("字第") })
    for (text, ref) in [
      ("（2015）路执民字第12号", own.ref), ("路执民字第12号", own.ref), (own.number, own.ref), ("林远山", own.ref), (legacy.number, legacy.ref),
    ] {
      var query = CaseListQuery()
      query.text = text
      let rows = try await court.reads.list(query, court: court.configuration.court).rows
      let refs = try await rows.map(\.number).asyncMap { try await Self.file($0, court).takenOver?.ref }
      #expect(refs.contains(ref), "\(text): \(refs)")
    }
  }

  private static func numbers(_ court: Scenario, _ reading: RunningReading, _ told: inout Telling) async throws {
    let year = court.clock.now.day.year
    let last = try #require(reading.lastNumbers.first { $0.type == .first && $0.year == year })
    try await court.advance(to: "2026-10-19", 9)
    try await court.applies("smart-search")
    #expect(try await court.file.number == "(\(year))浙1099执\(last.last + 1)号")
    told.say("原系统末号 \(last.last)；周一新立案件的案号为 \(try await court.file.number)。")
  }

  /// The renewal and the release of what was taken over reach the bank under the old number.
  private static func oldFreeze(_ court: Scenario, _ own: RunningCase, _ told: inout Telling) async throws {
    court.look(at: try await Self.file(own.number, court).id)
    let measure = try #require(try await court.file.seizure.live.first)
    #expect(measure.status == .effective && measure.amount == .yuan(120_000))
    let judge = try await court.anotherJudge()
    try await judge.signs(.renewalRuling)
    try await court.advance(minutes: 60)
    let renewed = try #require(try await court.file.seizure.measures[measure.id])
    #expect(renewed.until > measure.until && renewed.status == .effective)
    told.say("\(own.number)：原冻结将于 \(measure.until) 届满，续冻裁定签发后银行按原案号续冻至 \(renewed.until)。")
    try await court.handler.does("seizure.draftRelease", ["ground": "withdrawn", "reason": "申请执行人撤回申请"])
    try await judge.signs(.releaseRuling)
    try await court.advance(minutes: 60)
    let released = try #require(try await court.file.seizure.measures[measure.id])
    #expect(released.status == .released)
    told.say("申请人撤回后解除裁定签发，银行按原案号解除。")
  }
}

extension Sequence {
  fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}

/// What the transcript says.
private struct Telling {
  var faults: [String] = []
  private var lines: [String] = []
  private var handlers: [String] = []
  private var summary = ""
  private var figures: [String] = []

  mutating func say(_ line: String) { lines.append(line) }
  mutating func report(_ report: RunningReport) {
    summary = report.summary.zh
    handlers = report.lines.map {
      "| \($0.name) | \($0.totals.cases) | \($0.totals.ended) | \($0.totals.claimed.grouped) | \($0.totals.balance.grouped) | "
        + "\($0.totals.measures) | \($0.overdue) |"
    }
  }
  mutating func compared(_ comparison: RunningComparison) {
    figures = zip(comparison.source.figures, comparison.stored.figures).map {
      "| \($0.name.zh) | \($0.text) | \($1.text) |"
    }
    say("与原数据逐项核对：不符 \(comparison.differences.count) 处。")
  }

  var text: String {
    """
    # 一个周末的迁移

    这份记录由测试生成：每一行都是真实命令的结果。人物、账号均为虚构。

    ## 星期五：检查

    \(summary)

    | 承办人 | 案件 | 终本 | 标的额 | 在账 | 控制措施 | 有超期的案件 |
    |---|---:|---:|---:|---:|---:|---:|
    \(handlers.joined(separator: "\n"))

    有意埋下的 \(faults.count) 处错误逐一报出：

    \(faults.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n"))

    ## 星期六：签署、接收、核对

    | | 原数据 | 本系统 |
    |---|---:|---:|
    \(figures.joined(separator: "\n"))

    \(lines.map { "- \($0)" }.joined(separator: "\n"))

    """
  }
}
