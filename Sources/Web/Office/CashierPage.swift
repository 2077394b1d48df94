import Basics
import Casework
import Enforcement
import Hummingbird

/// Case money: what arrived, what waits at each gate, what was paid.
struct CashierPage: Sendable {
  let services: CourtServices
  static let rowsMax = 500
  private static let kinds: [(key: String, title: Phrase)] = [
    ("receipt", Phrase("到账", "Receipt")), ("proposed", Phrase("待监管", "At supervision")),
    ("supervised", Phrase("待审批", "To be approved")), ("approved", Phrase("待放行", "To be released")),
    ("released", Phrase("支付中", "Being paid")),
    ("settled", Phrase("已发放", "Paid out")), ("returned", Phrase("已退回", "Returned")),
  ]

  func add(to router: Router<PageContext>) {
    router.get("/cashier") { request, context in
      try await Pages.staff(request, context, services) { reader in
        var query = MoneyQuery()
        query.kind = CashierPage.kinds.first { $0.key == request.query["kind"] }?.key
        query.on = Day(request.query["on"])
        query.limit = CashierPage.rowsMax
        let money = try await services.reads.money(query, court: services.court)
        let tags = try await Livelihoods.load(money.map(\.caseID), services)
        let list = list(money, tags, reader)
        guard ExportFile.Format(request.query) == nil else { return try await csv(list, tags, reader) }
        return Response.html(try await page(list, tags, reader))
      }
    }
  }

  /// What still waits comes first where it concerns somebody's livelihood.
  private func list(_ money: [MoneyRow], _ tags: Livelihoods, _ reader: Reader) -> ShortList<MoneyRow> {
    let kind = reader.query("kind") ?? ""
    let on = reader.query("on").flatMap { Day($0) }
    return ShortList(
      money, reader, bound: CashierPage.rowsMax, words: { "\($0.number) \($0.amount.grouped)" },
      keep: { row in (kind.isEmpty || row.kind == kind) && (on == nil || row.at.day == on) },
      orders: [
        "at": { $0.at < $1.at }, "amount": { $0.amount < $1.amount }, "number": { $0.number < $1.number },
        "payBy": { ($0.payBy?.number ?? .max) < ($1.payBy?.number ?? .max) },
      ], otherwise: "at", descending: true,
      first: { ["receipt", "proposed", "supervised", "approved"].contains($0.kind) && tags.concerns($0.caseID) })
  }

  private func page(_ list: ShortList<MoneyRow>, _ tags: Livelihoods, _ reader: Reader) async throws -> HTML {
    let counts = try await services.reads.counts(court: services.court, now: reader.now)
    let today = reader.now.day
    var gates: [Figure] = []
    for gate in ["proposed", "supervised", "approved", "released"] {
      var query = MoneyQuery()
      query.kind = gate
      query.limit = CashierPage.rowsMax
      let waiting = try await services.reads.money(query, court: services.court)
      let isCut = waiting.count >= CashierPage.rowsMax
      gates.append(
        Figure(
          label: CashierPage.word(gate), value: count(isCut ? .atLeast(waiting.count) : .exactly(waiting.count), reader),
          path: gate == "released" ? "/cashier?kind=released" : "/gates#\(gate)",
          note: waiting.reduce(Money.zero) { $0 + $1.amount }.grouped + (isCut ? "+" : "") + reader(" 元", " CNY")))
    }
    let tiles =
      try await MoneyDesk(services: services).tiles(reader) + gates + MoneyDesk(services: services).clusterTile(reader) + [
        Figure(
          label: Phrase("今日到账（元）", "Received today (CNY)"), value: sum(counts.moneyInToday),
          path: "/cashier?kind=receipt&on=\(today)"),
        Figure(
          label: Phrase("今日发放（元）", "Paid out today (CNY)"), value: sum(counts.moneyOutToday),
          path: "/cashier?kind=settled&on=\(today)"),
      ]
    let links: HTML = """
      <p><a class="button quiet" \(href("/gates"))>\(reader("三道关口", "Three gates"))</a> \
      <a class="button quiet" \(href("/payouts"))>\(reader("批量发放", "Mass payouts"))</a> \
      <a class="button quiet" \(href("/double-zero"))>\(reader("双零", "Double zero"))</a> \
      <a class="button quiet" \(href("/chase"))>\(reader("每日督导", "Daily chase"))</a> \
      <a class="button quiet" \(href("/bulletins"))>\(reader("每周通报", "Weekly bulletins"))</a> \
      <a class="button quiet" \(href("/lodged"))>\(reader("提存款", "Lodged money"))</a> \
      <a class="button quiet" \(href("/deposits"))>\(reader("保证金", "Deposits"))</a> \
      <a class="button quiet" \(href("/aid"))>\(reader("司法救助", "Judicial aid"))</a> \
      <a class="button quiet" \(href("/rewards"))>\(reader("悬赏", "Rewards"))</a> \
      <a class="button quiet" \(href("/clusters"))>\(reader("集中案款", "Clusters"))</a></p>
      """
    let fields = [
      Filter("q", Phrase("案号、金额", "Number, amount"), .text), Filter("kind", Phrase("类别", "Kind"), .choice(CashierPage.kinds)),
      Filter("on", Phrase("日期", "Day"), .day),
    ]
    return Layout(title: reader("案款", "Money"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案款", "Case money"))</h1>
      \(MoneyDesk.doors(reader))
      <div id="figures" data-live="\(reader.path)" data-every="10">\(figures(tiles, reader))</div>
      \(links)\(filters(fields, reader))
      <section>\(table(rows(list, tags, reader), reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func rows(_ list: ShortList<MoneyRow>, _ tags: Livelihoods, _ reader: Reader) -> Table<MoneyRow> {
    Table(
      Phrase("到账与发放", "Receipts and payouts"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>\(tags.tag($0.caseID, reader))"
        },
        Column(Phrase("类别", "Kind")) { "\(reader(CashierPage.word($0.kind)))" },
        Column(Phrase("时间", "When"), sort: "at") { row in
          row.kind == "receipt" ? "\(row.at.day)" : "\(row.at)"
        },
        Column(Phrase("发放期限", "Pay out by"), sort: "payBy") { row in
          when(row.payBy) { day -> HTML in "\(day) \(lamp(Instant.end(of: day), reader))" }
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), sort: "amount", align: .number) {
          sum($0.amount, opens: "/cases/\($0.caseID)#money")
        },
      ], rows: list.rows,
      empty: Phrase("没有符合条件的往来；到账和提出发放后显示在这里。", "Nothing matches; receipts and payouts fill this."), sorting: list.sorting,
      // What came in and what went out do not add up to anything: a sum is shown of one kind.
      totals: list.page.next == nil && list.rows.count == list.all.count && Set(list.all.map(\.kind)).count == 1
        ? ["\(reader("合计", "In all"))", "", "", "", sum(list.all.reduce(.zero) { $0 + $1.amount })] : nil)
  }

  private static func word(_ kind: String) -> Phrase { kinds.first { $0.key == kind }?.title ?? Phrase(kind, kind) }

  private func csv(_ list: ShortList<MoneyRow>, _ tags: Livelihoods, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("类别", "Kind"), reader("时间", "When"), reader("发放期限", "Pay out by"), reader("金额（元）", "Amount"),
      reader("涉民生", "Livelihood"),
    ]
    let lines = list.all.map { row in
      [
        row.number, reader(CashierPage.word(row.kind)), row.at.minuteText, row.payBy?.description ?? "", "\(row.amount)",
        tags.words(row.caseID, reader),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "money", titles: titles).response(
      lines, isCut: list.isCut)
  }
}
