import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// The court's aid fund (司法救助资金): what came in, what was promised and paid, and every application by its state.
struct AidPages: Sendable {
  let services: CourtServices
  static let rowsMax = 1_000
  static let stages: [(key: String, title: Phrase)] = [
    ("applied", Phrase("待决定", "To be decided")), ("granted", Phrase("已决定、待发放", "Granted, not yet paid")),
    ("paying", Phrase("发放中", "Being paid")), ("paid", Phrase("已发放", "Paid")), ("refused", Phrase("未给予", "Refused")),
  ]

  func add(to router: Router<PageContext>) {
    router.get("/aid") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let fund = try await self.fund()
        let people = try await People.load(fund.items.map(\.person), services, for: reader)
        let list = list(fund.items, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await export(list, people, reader) }
        return Response.html(page(fund, list, people, reader))
      }
    }
    router.get("/api/aid") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in AidPages.shape.answer(try await fund()) }
    }
  }

  /// The fund with everything that asks for its money.
  struct Fund: Sendable {
    let fund: AidFund
    /// What the ledger holds for it.
    let balance: Money
    let items: [FundItem]
    var paid: Money { items.filter { $0.paidOn != nil }.reduce(.zero) { $0 + ($1.granted ?? .zero) } }
  }
  private func fund() async throws -> Fund {
    let account = LedgerAccount(.fund, LedgerAccount.single)
    return Fund(
      fund: try await services.desk.look(at: .aidFund(services.court)),
      balance: account.posted(try await services.ledger.balance(of: account, court: services.court)),
      items: try await services.reads.fundItems(.aid, court: services.court, limit: AidPages.rowsMax))
  }

  private func list(_ items: [FundItem], _ people: People, _ reader: Reader) -> ShortList<FundItem> {
    let stage = reader.query("stage") ?? ""
    return ShortList(
      items, reader, bound: AidPages.rowsMax, words: { "\($0.number) \(people.person($0.person)) \($0.amount.grouped)" },
      keep: { stage.isEmpty || $0.stage == stage || (stage == "promised" && $0.status == "granted") },
      orders: [
        "on": { ($0.on, $0.id) < ($1.on, $1.id) }, "amount": { $0.amount < $1.amount },
        "granted": { ($0.granted ?? .zero) < ($1.granted ?? .zero) }, "number": { $0.number < $1.number },
      ], otherwise: "on", descending: true)
  }

  private func page(_ fund: Fund, _ list: ShortList<FundItem>, _ people: People, _ reader: Reader) -> HTML {
    let waiting = fund.items.count { $0.status == "applied" }
    let tiles = [
      Figure(
        label: Phrase("救助资金到账（元）", "Came in (CNY)"), value: sum(fund.fund.received),
        path: reader.actor.roles.isDisjoint(with: MoneyDesk.readers) ? "/aid" : "/ledger/fund:main",
        note: reader("总账余额 \(fund.balance.grouped)", "on the ledger \(fund.balance.grouped)")),
      Figure(label: Phrase("已决定给予（元）", "Granted (CNY)"), value: sum(fund.fund.granted), path: "/aid?stage=promised"),
      Figure(label: Phrase("已发放（元）", "Paid (CNY)"), value: sum(fund.paid), path: "/aid?stage=paid"),
      Figure(
        label: Phrase("可用（元）", "Free (CNY)"), value: sum(fund.fund.free), path: "/aid?stage=applied",
        bad: fund.fund.free == .zero && waiting > 0, note: reader("到账减去已决定", "came in less granted")),
      Figure(label: Phrase("待决定（件）", "To be decided"), value: count(.exactly(waiting), reader), path: "/aid?stage=applied"),
    ]
    let fields = [
      Filter("q", Phrase("案号、姓名、金额", "Number, name, sum"), .text),
      Filter("stage", Phrase("状态", "State"), .choice(AidPages.stages)),
    ]
    return Layout(title: reader("司法救助", "Judicial aid"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("司法救助资金", "Judicial aid fund"))</h1>
      <p>\(reader("救助一次为限，不超过未受偿金额，一般不超过上一年度省职工月平均工资的三十六倍；由院长或副院长决定，另一人提请。", "Aid is given once, never above what is unpaid and normally not above 36 monthly wages of the province; the president or a vice-president decides on what another proposed."))</p>
      <div id="figures" data-live="/aid" data-every="30">\(figures(tiles, reader))</div>\(filters(fields, reader))
      <section id="applications">\(table(rows(list, people, reader), reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func rows(_ list: ShortList<FundItem>, _ people: People, _ reader: Reader) -> Table<FundItem> {
    let whole = list.page.next == nil && list.rows.count == list.all.count
    return Table(
      Phrase("救助申请", "Applications for aid"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>" },
        Column(Phrase("救助申请人", "For")) { "\(people.person($0.person))" },
        Column(Phrase("提请", "Asked on"), sort: "on") { "\($0.on)" },
        Column(Phrase("符合的条件", "Criteria")) { "\(AidPages.criteria($0.ground, reader))" },
        Column(Phrase("状态", "State")) { item in
          "\(AidPages.word(item.stage, AidPages.stages, reader)) <span class=\"note\">\((item.paidOn ?? item.decidedOn)?.description ?? "")</span>"
        },
        Column(Phrase("申请（元）", "Asked (CNY)"), sort: "amount", align: .number) { sum($0.amount) },
        Column(Phrase("上限（元）", "At most (CNY)"), align: .number) { sum($0.most ?? .zero) },
        Column(Phrase("给予（元）", "Granted (CNY)"), sort: "granted", align: .number) { item in
          when(item.granted) { sum($0, opens: "/cases/\(item.caseID)#money") }
        },
      ] as [Column<FundItem>], rows: list.rows, empty: Phrase("没有符合条件的救助申请。", "No application matches."), sorting: list.sorting,
      totals: whole
        ? [
          "\(reader("合计", "In all"))", "", "", "", "", sum(list.all.reduce(.zero) { $0 + $1.amount }), "",
          sum(list.all.reduce(.zero) { $0 + ($1.granted ?? .zero) }),
        ] : nil)
  }

  static func criteria(_ words: String, _ reader: Reader) -> String {
    words.split(separator: ",").compactMap { AidCriterion(rawValue: String($0)) }.map { reader($0.name) }
      .joined(separator: reader("；", "; "))
  }
  static func word(_ key: String, _ words: [(key: String, title: Phrase)], _ reader: Reader) -> String {
    words.first { $0.key == key }.map { reader($0.title) } ?? key
  }

  private func export(_ list: ShortList<FundItem>, _ people: People, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("救助申请人", "For"), reader("提请日", "Asked on"), reader("条件", "Criteria"), reader("状态", "State"),
      reader("决定日", "Decided on"), reader("发放日", "Paid on"), reader("申请（元）", "Asked (CNY)"), reader("上限（元）", "At most (CNY)"),
      reader("给予（元）", "Granted (CNY)"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "aid", titles: titles).response(
      list.all.map { item in
        [
          item.number, people.person(item.person), "\(item.on)", AidPages.criteria(item.ground, reader),
          AidPages.word(item.stage, AidPages.stages, reader), item.decidedOn?.description ?? "", item.paidOn?.description ?? "",
          "\(item.amount)", "\(item.most ?? .zero)", item.granted.map { "\($0)" } ?? "",
        ]
      }, isCut: list.isCut)
  }

  // MARK: For programs

  static let item = Shape<FundItem>.object([
    .id("case") { $0.caseID }, .maybe("number") { $0.number }, .id("handler") { $0.handler }, .id("person") { $0.person },
    .text("stage") { $0.stage }, .day("on") { $0.on }, .sum("asked") { $0.amount }, .sum("most") { $0.most },
    .sum("granted") { $0.granted }, .day("decidedOn") { $0.decidedOn }, .day("paidOn") { $0.paidOn },
    .list("criteria", Shapes.text) { $0.ground.split(separator: ",").map(String.init) },
  ])
  static let shape = Shape<Fund>.object([
    .sum("received") { $0.fund.received }, .sum("granted") { $0.fund.granted }, .sum("paid") { $0.paid },
    .sum("free") { $0.fund.free }, .sum("balance") { $0.balance }, .list("applications", item) { $0.items },
  ])
}
