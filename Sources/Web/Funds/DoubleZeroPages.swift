import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Double zero, with every receipt that was counted; and the daily chase.
struct DoubleZeroPages: Sendable {
  let services: CourtServices
  static let casesMax = 5_000
  static let rowsMax = 1_000

  func add(to router: Router<PageContext>) {
    router.get("/double-zero") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let counted = try await self.counted(reader.now.day)
        let people = try await People.load([], services, for: reader)
        let rows = kept(counted, reader)
        guard request.query["format"].isEmpty else { return try await csv(rows, counted, people, reader) }
        return Response.html(page(counted, rows, people, reader))
      }
    }
    router.get("/chase") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await chase(reader)) }
    }
    router.get("/api/double-zero") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        if let problem = QueryRule.problem(request, []) { return problem }
        return DoubleZeroPages.shape.answer(try await self.counted(services.desk.clock.now.day))
      }
    }
  }

  func counted(_ day: Day) async throws -> DoubleZero {
    let cases = try await services.reads.casesWithMoney(court: services.court, limit: DoubleZeroPages.casesMax)
    let accounts = try await services.desk.accounts(of: cases.map(\.id))
    return DoubleZero(
      day: day, cases: cases.map { ($0.id, $0.number, $0.handler, accounts[$0.id] ?? CaseAccount()) },
      lodged: try await services.reads.lodged(court: services.court),
      waiting: try await services.reads.passing(court: services.court),
      ledger: try await services.reads.ledgerCaseMoney(court: services.court), clusters: try await clusters(),
      held: try await held())
  }
  private func clusters() async throws -> [ClusterSum] {
    var sums: [ClusterSum] = []
    for row in try await services.reads.clusters(court: services.court, limit: DoubleZeroPages.rowsMax) where row.balance > .zero
    {
      let cluster: Cluster = try await services.desk.look(at: .cluster(row.id))
      if let oldest = cluster.oldest { sums.append(ClusterSum(cluster: row.id, amount: cluster.balance, oldest: oldest)) }
    }
    return sums
  }

  private func kept(_ counted: DoubleZero, _ reader: Reader) -> [DoubleZero.Row] {
    let verdict = DoubleZero.Verdict(rawValue: reader.query("verdict") ?? "")
    let over = reader.query("days").flatMap { Int($0) } ?? 0
    return counted.rows.filter { (verdict == nil || $0.verdict == verdict) && $0.days >= over }
  }

  // MARK: The page

  private func page(_ counted: DoubleZero, _ rows: [DoubleZero.Row], _ people: People, _ reader: Reader) -> HTML {
    let tiles = [
      Figure(
        label: Phrase("超 30 天未发放且无事由", "Over 30 days unpaid, no ground"), value: count(.exactly(counted.overdue.count), reader),
        path: "/double-zero?verdict=overdue", bad: !counted.overdue.isEmpty,
        note: counted.overdue.reduce(Money.zero) { $0 + $1.open.unpaid }.grouped),
      Figure(
        label: Phrase("超 30 天提存且无事由", "Over 30 days lodged, no ground"),
        value: count(.exactly(counted.lodgedTooLong.count), reader), path: "/double-zero#lodged",
        bad: !counted.lodgedTooLong.isEmpty, note: counted.lodgedTooLong.reduce(Money.zero) { $0 + $1.amount }.grouped),
      Figure(
        label: Phrase("在途、待付、不明款超 30 天", "Over 30 days on its way or unidentified"),
        value: count(.exactly(counted.stuck.count), reader), path: "/double-zero#waiting", bad: !counted.stuck.isEmpty,
        note: counted.stuck.reduce(Money.zero) { $0 + $1.amount }.grouped),
      Figure(
        label: Phrase("已批准延期", "Delayed with approval"),
        value: count(.exactly(counted.rows.count { $0.verdict == .delayed }), reader), path: "/double-zero?verdict=delayed"),
      Figure(
        label: Phrase("满 20 天", "20 days or more"),
        value: count(.exactly(counted.rows.count { $0.days >= Chase.fromDay }), reader),
        path: "/double-zero?days=\(Chase.fromDay)"),
    ]
    let verdicts = DoubleZero.Verdict.allCases.map { (key: $0.rawValue, title: $0.name) }
    let state: HTML =
      counted.holds
      ? banner(.done, Phrase("\(counted.day)：双零成立", "\(counted.day): both are zero"), reader)
      : counted.difference == .zero
        ? banner(.warn, Phrase("\(counted.day)：双零未成立，下列各笔须立即处理", "\(counted.day): not both zero; see to these at once"), reader)
        : banner(
          .warn,
          Phrase(
            "\(counted.day)：双零未成立，案件账与总账相差 \(counted.difference.grouped) 元，须先查明",
            "\(counted.day): not both zero; cases and ledger differ by \(counted.difference.grouped), find out why first"),
          reader)
    let shown = Array(rows.prefix(DoubleZeroPages.rowsMax))
    return Layout(title: reader("双零", "Double zero"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案款双零", "Double zero")) · \(counted.day)</h1>\(state)\(figures(tiles, reader))
      \(section("proof", reader("核对：数了哪些钱", "Proof: what was counted"), proof(counted, reader)))
      \(filters([Filter("verdict", Phrase("状态", "State"), .choice(verdicts)), Filter("days", Phrase("至少天数", "Days at least"), .text)], reader))
      <section id="counted">\(table(list(shown, people, reader), reader))
      \(when(rows.count > shown.count, "<p class=\"hint\">\(reader("只显示前 \(shown.count) 笔，导出含全部 \(rows.count) 笔。", "The first \(shown.count) are shown; the export has all \(rows.count)."))</p>"))
      <p><a class="button quiet" \(href(reader.path(["format": "csv"])))>\(reader("导出 CSV", "Export CSV"))</a> \
      <a class="button quiet" \(href(reader.path(["format": "xlsx"])))>\(reader("导出 Excel", "Export Excel"))</a> \
      <a class="button quiet" \(href("/chase"))>\(reader("每日督导", "Daily chase"))</a> \
      <a class="button quiet" \(href("/bulletins"))>\(reader("每周通报", "Weekly bulletins"))</a></p></section>
      \(when(!counted.clusters.isEmpty, section("clusters", reader("集中案款未分配", "Clusters, not divided"), table(clusters(counted, reader), reader))))
      \(when(!counted.held.isEmpty, section("held", reader("疑似重复、尚未入账", "Perhaps known, not booked"), table(held(counted, reader), reader))))
      \(section("waiting", reader("在途、待付和不明款", "On its way, to be paid, unidentified"), table(waiting(counted, reader), reader)))
      \(section("lodged", reader("提存", "Lodged"), "\(table(lodged(counted, reader), reader))<p><a \(href("/lodged"))>\(reader("全部提存款", "All lodged money"))</a></p>"))
      """)
  }

  private func proof(_ counted: DoubleZero, _ reader: Reader) -> HTML {
    let pairs = [
      Fact(
        Phrase("列出 \(counted.rows.count) 笔到账的未发放数（元）", "Unpaid of the \(counted.rows.count) receipts listed (CNY)"),
        sum(counted.unpaid)),
      Fact(
        Phrase("其中已审批或已列入放行批次、银行尚未付讫（元）", "Of it approved or in a released batch, not yet paid by the bank (CNY)"),
        sum(counted.onTheWay)),
      Fact(
        Phrase("留存争议款、提存等另户存放（元）", "Kept on other accounts: in dispute, lodged (CNY)"), sum(counted.apart)),
      Fact(Phrase("应在案款账上（元）", "Should lie on the accounts of cases (CNY)"), sum(counted.onAccount)),
      Fact(Phrase("总账案款科目余额（元）", "The ledger's accounts of cases (CNY)"), sum(counted.ledger)),
      Fact(
        Phrase("差额（元）", "Difference (CNY)"),
        "\(sum(counted.difference)) \(counted.difference == .zero ? lamp(.well, reader("相符", "agrees")) : lamp(.over, reader("不符，须查明", "does not agree; find out why")))"
      ),
    ]
    return """
      \(facts(pairs, reader))<p class="hint">\(reader("到账先进先出：先到的钱先发。期限自到账通知之日起 30 日（法发〔2017〕6号第10条）；经批准延期的，事由消除后 10 日。", "First in, first out. Thirty days from the notice of arrival (法发〔2017〕6号, art. 10); where a delay was approved, ten days from the end of its ground."))</p>
      """
  }

  private func list(_ rows: [DoubleZero.Row], _ people: People, _ reader: Reader) -> Table<DoubleZero.Row> {
    Table(
      Phrase("每一笔未发放完的到账，先到的在前", "Every receipt not paid out whole, the oldest first"),
      [
        Column(Phrase("案号", "Case"), heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>" },
        Column(Phrase("到账日", "Arrived")) { "\($0.open.receipt.on)" },
        Column(Phrase("天数", "Days"), align: .number) { "\($0.days)" },
        Column(Phrase("发放期限", "Pay out by")) { row in
          row.open.delay == nil
            ? "\(row.open.receipt.payBy) \(lamp(Instant.end(of: row.open.receipt.payBy), reader))" : "\(reader("延期中", "delayed"))"
        },
        Column(Phrase("状态", "State")) { row in
          let word = reader(row.verdict.name)
          switch row.verdict {
          case .inTime: return lamp(.well, word)
          case .delayed: return lamp(.soon, word)
          case .overdue: return lamp(.over, word)
          }
        },
        Column(Phrase("事由", "Ground")) { row in
          when(row.open.delay) { delay -> HTML in
            "\(reader(delay.ground.name)) <span class=\"note\">\(delay.approvedOn?.description ?? "") \(delay.approvedBy.map { reader(people.actor($0)) } ?? "")</span>"
          }
        },
        Column(Phrase("督导", "Chased"), align: .number) { "\($0.open.receipt.chased)" },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.handler))" },
        Column(Phrase("到账（元）", "Received (CNY)"), align: .number) { sum($0.open.receipt.amount) },
        Column(Phrase("未发放（元）", "Unpaid (CNY)"), align: .number) { sum($0.open.unpaid, opens: "/cases/\($0.caseID)#money") },
      ] as [Column<DoubleZero.Row>], rows: rows, empty: Phrase("没有符合条件的未发放案款。", "No unpaid money of this kind."),
      totals: ["\(reader("合计", "In all"))"] + Array(repeating: "", count: 8) + [
        sum(rows.reduce(Money.zero) { $0 + $1.open.unpaid })
      ])
  }

  private func waiting(_ counted: DoubleZero, _ reader: Reader) -> Table<WaitingSum> {
    Table(
      Phrase("总账上只作过渡的每一户，最久的在前", "Every account of the ledger on which money only passes, the longest first"),
      [
        Column(Phrase("科目", "Account"), heads: true) { row in
          row.batch.map { id -> HTML in "<a \(href("/payouts/\(id)"))>\(row.account)</a>" }
            ?? "<a \(href("/ledger/\(row.account)"))>\(row.account)</a>"
        },
        Column(Phrase("类别", "Kind")) { "\(reader($0.kind.name))" },
        Column(Phrase("自", "Since")) { "\($0.since)" },
        Column(Phrase("天数", "Days"), align: .number) { row in
          let days = counted.day - row.since
          return days > EnforcementLaw.Payout.days ? lamp(.over, "\(days)") : "\(days)"
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount) },
      ] as [Column<WaitingSum>], rows: Array(counted.waiting.prefix(DoubleZeroPages.rowsMax)),
      empty: Phrase("没有过渡款项。", "No money is on its way."))
  }

  private func lodged(_ counted: DoubleZero, _ reader: Reader) -> Table<LodgedSum> {
    Table(
      Phrase("总账提存科目的每一户", "Every lodged account of the ledger"),
      [
        Column(Phrase("科目", "Account"), heads: true) { row in
          row.caseID.map { id -> HTML in "<a \(href("/cases/\(id)#money"))>\(row.account)</a>" } ?? "\(row.account)"
        },
        Column(Phrase("提存日", "Lodged")) { "\($0.lodgedOn)" },
        Column(Phrase("天数", "Days"), align: .number) { "\(counted.day - $0.lodgedOn)" },
        Column(Phrase("事由", "Ground")) { "\($0.ground.map { reader($0) } ?? "—")" },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount) },
      ] as [Column<LodgedSum>], rows: counted.lodged, empty: Phrase("没有提存款。", "Nothing is lodged."))
  }

  private func clusters(_ counted: DoubleZero, _ reader: Reader) -> Table<ClusterSum> {
    Table(
      Phrase("集中案款账户上未分配到案的款项，计入三十日", "On cluster accounts and not yet with a case; the thirty days count"),
      [
        Column(Phrase("账户", "Account"), heads: true) { "<a \(href("/clusters/\($0.cluster)"))>cluster:\($0.cluster)</a>" },
        Column(Phrase("最早到账", "The oldest of")) { "\($0.oldest)" },
        Column(Phrase("天数", "Days"), align: .number) { row in
          let days = counted.day - row.oldest
          return counted.clustersTooLong.contains(row) ? lamp(.over, "\(days)") : "\(days)"
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount, opens: "/clusters/\($0.cluster)") },
      ] as [Column<ClusterSum>], rows: counted.clusters, empty: Phrase("没有未分配的集中案款。", "None."))
  }

  private func csv(
    _ rows: [DoubleZero.Row], _ counted: DoubleZero, _ people: People, _ reader: Reader
  ) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("到账日", "Arrived"), reader("天数", "Days"), reader("发放期限", "Pay out by"), reader("状态", "State"),
      reader("事由", "Ground"), reader("督导次数", "Chased"), reader("承办人", "Handler"), reader("到账", "Received"),
      reader("未发放", "Unpaid"),
    ]
    let lines = rows.map { row in
      [
        row.number, "\(row.open.receipt.on)", "\(row.days)", "\(row.open.receipt.payBy)", reader(row.verdict.name),
        row.open.delay.map { reader($0.ground.name) } ?? "", "\(row.open.receipt.chased)", people.member(row.handler),
        "\(row.open.receipt.amount)", "\(row.open.unpaid)",
      ]
    }
    let sums =
      [
        [reader("未发放合计", "Unpaid in all"), "\(counted.unpaid)"], [reader("其中在途", "Of it on its way"), "\(counted.onTheWay)"],
        [reader("总账案款余额", "The ledger's accounts of cases"), "\(counted.ledger)"],
        [reader("另户存放", "On other accounts"), "\(counted.apart)"],
        [reader("差额", "Difference"), "\(counted.difference)"],
      ]
      + counted.waiting.map { [$0.account, "\($0.since)", "\(counted.day - $0.since)", "", "", "", "", "", "", "\($0.amount)"] }
    return try await ExportFile(services: services, reader: reader, list: "double-zero", titles: titles).response(lines + sums)
  }

  // MARK: The chase

  private func chase(_ reader: Reader) async throws -> HTML {
    let mine = reader.query("mine") == "1"
    let rows = try await services.reads.chased(
      handler: mine ? reader.actor.staff : nil, court: services.court, limit: DoubleZeroPages.rowsMax)
    let tags = try await Livelihoods.load(rows.map(\.caseID), services)
    let people = try await People.load([], services, for: reader)
    let leads = !reader.actor.roles.isDisjoint(with: TakeOverPayout.roles)
    let list = Table(
      Phrase("自到账第 \(Chase.fromDay) 日起每个工作日督导一次，先到的在前", "Chased each working day from day \(Chase.fromDay) on, the oldest first"),
      [
        Column(Phrase("案号", "Case"), heads: true) {
          "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>\(tags.tag($0.caseID, reader))"
        },
        Column(Phrase("到账日", "Arrived")) { "\($0.arrivedOn)" },
        Column(Phrase("天数", "Days"), align: .number) { "\(reader.now.day - $0.arrivedOn)" },
        Column(Phrase("发放期限", "Pay out by")) { "\($0.payBy) \(lamp(Instant.end(of: $0.payBy), reader))" },
        Column(Phrase("督导", "Chased")) { "\(reader("\($0.times) 次，最近 \($0.last)", "\($0.times) times, last \($0.last)"))" },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.handler))" },
        Column(Phrase("办理", "Act")) { row in
          leads
            ? "<a \(href("/cases/\(row.caseID)/do/funds.takeOverPayout"))>\(reader("包案发放", "Take over"))</a>"
            : "<a \(href("/cases/\(row.caseID)/do/funds.proposePayout"))>\(reader("提出发放", "Propose"))</a> · <a \(href("/cases/\(row.caseID)/do/funds.proposeDelay"))>\(reader("提请延期", "Propose a delay"))</a>"
        },
      ] as [Column<ChasedRow>], rows: tags.first(rows, \.caseID), empty: Phrase("没有正在督导的案款。", "No payout is being chased."))
    return Layout(title: reader("案款督导", "Daily chase"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案款每日督导", "Daily chase of payouts"))</h1>\(filters([Filter("mine", Phrase("只看我承办的", "Mine only"), .flag)], reader))
      <section>\(table(list, reader))</section>
      """)
  }

  // MARK: For programs

  static let shape = Shape<DoubleZero>.object([
    .list("held", DoubleZeroPages.heldSum) { $0.held },
    .day("on") { $0.day }, .flag("holds") { $0.holds }, .count("overdue") { $0.overdue.count },
    .count("lodgedTooLong") { $0.lodgedTooLong.count }, .sum("unpaid") { $0.unpaid }, .sum("onTheWay") { $0.onTheWay },
    .sum("apart") { $0.apart }, .sum("onAccount") { $0.onAccount }, .count("stuck") { $0.stuck.count },
    .list(
      "waiting",
      Shape<WaitingSum>.object([
        .text("account") { $0.account }, .word("kind") { $0.kind }, .sum("amount") { $0.amount }, .day("since") { $0.since },
        .id("payout") { $0.batch },
      ])
    ) { $0.waiting },
    .sum("ledger") { $0.ledger }, .sum("difference") { $0.difference },
    .list(
      "receipts",
      Shape<DoubleZero.Row>.object([
        .id("case") { $0.caseID }, .maybe("number") { $0.number }, .id("handler") { $0.handler },
        .id("receipt") { $0.open.receipt.id }, .day("arrivedOn") { $0.open.receipt.on }, .count("days") { $0.days },
        .day("payBy") { $0.open.receipt.payBy }, .word("state") { $0.verdict }, .word("ground") { $0.open.delay?.ground },
        .count("chased") { $0.open.receipt.chased }, .sum("amount") { $0.open.receipt.amount }, .sum("unpaid") { $0.open.unpaid },
      ])
    ) { $0.rows },
    .list(
      "lodged",
      Shape<LodgedSum>.object([
        .text("account") { $0.account }, .sum("amount") { $0.amount }, .day("lodgedOn") { $0.lodgedOn },
        .phrase("ground") { $0.ground }, .id("case") { $0.caseID },
      ])
    ) { $0.lodged },
    .list(
      "clusters",
      Shape<ClusterSum>.object([
        .id("cluster") { $0.cluster }, .sum("amount") { $0.amount }, .day("oldest") { $0.oldest },
      ])
    ) { $0.clusters },
  ])
}
