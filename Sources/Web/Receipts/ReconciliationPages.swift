import Basics
import Casework
import Enforcement
import Hummingbird

/// The bank and the books side by side, a day at a time: what agrees, what differs, and the signature under it.
struct ReconciliationPages: Sendable {
  let services: CourtServices
  static let daysMax = 400
  /// Items of a day on each side.
  static let itemsMax = 2000
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/reconciliation") { request, context in
      try await money.page(request, context) { reader in try await list(request, reader) }
    }
    router.get("/reconciliation/:account/:day") { request, context in
      try await money.page(request, context) { reader in
        let page = try await ReconciliationPage.load(try place(context), money, reader)
        if ExportFile.Format(request.query) != nil { return try await page.export(reader) }
        return Response.html(page.html(request.query, reader))
      }
    }
    router.get("/reconciliation/:account/:day/reverse") { request, context in
      try await money.page(request, context) { reader in
        let place = try place(context)
        let page = ReversalPage(services: services, account: place.account, day: place.day)
        return Response.html(try await page.html(request.query["line"], reader))
      }
    }
    router.post("/reconciliation/:account/:day/do/:command") { request, context in
      try await money.page(request, context) { reader in try await act(request, context, reader) }
    }
  }

  private func place(_ context: PageContext) throws -> (account: String, day: Day) {
    guard let account = context.parameters.get("account"), let day = context.parameters.get("day").flatMap({ Day($0) }) else {
      throw ReconciliationPage.noSuch
    }
    return (account, day)
  }

  private func list(_ request: Request, _ reader: Reader) async throws -> Response {
    let onlyOpen = !request.query["open"].isEmpty
    let found = try await services.reads.bankDays(onlyOpen: onlyOpen, court: services.court, limit: ReconciliationPages.daysMax)
    let list = ShortList(
      found, reader, bound: ReconciliationPages.daysMax, words: { "\($0.day) \($0.account)" },
      orders: [
        "day": { $0.day < $1.day }, "open": { $0.open < $1.open }, "closing": { ($0.closing ?? .zero) < ($1.closing ?? .zero) },
      ], otherwise: "day", descending: true)
    if ExportFile.Format(request.query) != nil { return try await export(list, reader) }
    let rows = Table(
      Phrase("有对账单的日期", "Days with a statement"),
      [
        Column(Phrase("日期", "Day"), sort: "day", heads: true) {
          "<a \(href(ReconciliationPage.path($0.account, $0.day)))>\($0.day)</a>"
        },
        Column(Phrase("账户", "Account")) { "\($0.account)" },
        Column(Phrase("流水（笔）", "Lines"), align: .number) { "\(grouped($0.lines))" },
        Column(Phrase("未对上（笔）", "Open lines"), sort: "open", align: .number) { row in
          when(row.open > 0, lamp(.over, "\(grouped(row.open))"), else: "0")
        },
        Column(Phrase("期初（元）", "Opening (CNY)"), align: .number) { row in when(row.opening) { sum($0) } },
        Column(Phrase("期末（元）", "Closing (CNY)"), sort: "closing", align: .number) { row in when(row.closing) { sum($0) } },
        Column(Phrase("状态", "State")) { row in
          when(
            row.reconciledAt != nil, lamp(.well, reader("已对账", "Signed off"), title: row.reconciledAt?.minuteText),
            else: lamp(.soon, reader("待对账", "To be signed off")))
        },
      ], rows: list.rows, empty: Phrase("没有对账单；导入银行文件后显示在这里。", "No statement yet; bank files handed in fill this."),
      sorting: list.sorting)
    let late = TimingList(items: try await services.reads.timing(court: services.court, limit: ReconciliationPages.daysMax))
    let fields = [
      Filter("q", Phrase("日期、账户", "Day, account"), .text), Filter("open", Phrase("只看未对账", "Not signed off only"), .flag),
    ]
    return Response.html(
      Layout(title: reader("银行对账", "Reconciliation"), kind: .staff).page(
        reader,
        """
        <p><a \(href("/cashier"))>← \(reader("案款", "Money"))</a></p><h1>\(reader("银行对账", "Reconciliation with the bank"))</h1>
        <p><a class="button quiet" \(href("/bank-files"))>\(reader("导入银行文件", "Hand in a bank file"))</a> \
        <a class="button quiet" \(href("/ledger/bank:main"))>\(reader("银行存款分录", "Entries at the bank"))</a></p>
        \(filters(fields, reader))
        <section>\(table(rows, reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>\(late.html(reader))
        """))
  }

  private func export(_ list: ShortList<BankDayRow>, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("日期", "Day"), reader("账户", "Account"), reader("流水（笔）", "Lines"), reader("未对上（笔）", "Open lines"),
      reader("期初（元）", "Opening (CNY)"), reader("期末（元）", "Closing (CNY)"), reader("对账时间", "Signed off"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "reconciliation", titles: titles).response(
      list.all.map { row in
        [
          "\(row.day)", row.account, "\(row.lines)", "\(row.open)", row.opening.map { "\($0)" } ?? "",
          row.closing.map { "\($0)" } ?? "", row.reconciledAt?.minuteText ?? "",
        ]
      }, isCut: list.isCut)
  }

  private static let acts: Set<String> = [
    PairBankItems.name, ExplainBankItem.name, BookBankLine.name, ReconcileBankDay.name, ReverseCredit.name,
  ]

  private func act(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let place = try place(context)
    let name = context.parameters.get("command") ?? ""
    guard ReconciliationPages.acts.contains(name) else { throw HTTPError(.notFound, message: "没有这项操作 / No such act") }
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var more: [String: InputValue] = ["account": .text(place.account), "day": "\(place.day)"]
    let chosen = form.all("select")
    for (field, mark) in [("lines", "line:"), ("entries", "entry:")] where !chosen.isEmpty {
      more[field] = .list(chosen.filter { $0.hasPrefix(mark) }.map { .text(String($0.dropFirst(mark.count))) })
    }
    // A credit is chosen as `case/receipt`, without a case where it lies in suspense.
    let credit = form["credit"].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if name == ReverseCredit.name, credit.count == 2 {
      more["case"] = .text(credit[0])
      more["receipt"] = .text(credit[1])
    }
    guard let problem = try await money.attempt(name, form, more: more, reader) else {
      return Response.see(ReconciliationPage.path(place.account, place.day) + "?done=\(name)")
    }
    var page = try await ReconciliationPage.load(place, money, reader)
    page.tried = name
    page.state = FormState(typed: form.pairs, faults: problem.faults)
    return Response.html(page.html(request.query, reader), status: problem.status)
  }
}
