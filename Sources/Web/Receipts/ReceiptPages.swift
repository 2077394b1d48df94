import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// Money without a case (不明款): the list by claim clock, and each credit with suggestions, matches and its way back.
struct ReceiptPages: Sendable {
  let services: CourtServices
  static let rowsMax = 500
  static let statuses: [(key: String, title: Phrase)] = [
    ("open", Phrase("待认领", "Unmatched")), ("held", Phrase("疑似重复", "Perhaps known")), ("refunding", Phrase("退回中", "Going back")),
    ("misplaced", Phrase("待同意转出", "Perhaps misplaced")), ("settled", Phrase("已处理", "Settled")),
  ]
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/receipts") { request, context in
      try await money.page(request, context) { reader in try await list(request, reader) }
    }
    router.get("/receipts/:id") { request, context in
      try await deposited(request, context) { reader in
        Response.html(try await show(ReceiptPage.load(try id(context), money, reader), request.query, reader))
      }
    }
    router.post("/receipts/:id/do/:command") { request, context in
      try await deposited(request, context) { reader in try await act(request, context, reader) }
    }
  }

  /// As the other pages of money; the judge of a case comes here for a deposit in it.
  private func deposited(
    _ request: Request, _ context: PageContext, _ body: @escaping (Reader) async throws -> Response
  ) async throws -> Response {
    try await Pages.staff(request, context, services) { reader in
      let kept: BankReceipt = try await services.desk.look(at: .bankReceipt(try id(context)))
      if !(reader.actor.has(.judge) && kept.deposits.contains { $0.releasedOn == nil }) { try MoneyDesk.check(reader.actor) }
      return try await body(reader)
    }
  }

  private func id(_ context: PageContext) throws -> ID<BankReceipt> {
    guard let id = context.parameters.get("id").flatMap({ ID<BankReceipt>($0) }) else { throw ReceiptPage.noSuch }
    return id
  }

  /// A credit in suspense, or one of which nobody has said yet whether it is known.
  private func show(_ page: ReceiptPage, _ asked: FormData, _ reader: Reader) async throws -> HTML {
    guard page.receipt.taken == nil, let held = page.receipt.held else { return page.html(asked, reader) }
    return try await HeldPage.load(page, held, money).html(asked, reader)
  }

  // MARK: The list

  private struct Row: Sendable {
    let row: BankReceiptRow
    let line: BankLineWords
    var best: MatchSuggestion?
  }

  private func list(_ request: Request, _ reader: Reader) async throws -> Response {
    var query = ReceiptQuery()
    let asked = request.query["status"]
    query.status = asked == "all" ? nil : ReceiptPages.statuses.first { $0.key == asked }?.key ?? "open"
    query.overdueOn = request.query["overdue"].isEmpty ? nil : reader.now.day
    query.on = Day(request.query["on"])
    query.limit = ReceiptPages.rowsMax
    let found = try await services.reads.receipts(query, court: services.court)
    let lines = try await money.lines(found.map(\.vault))
    let list = ShortList(
      found.map { Row(row: $0, line: lines[$0.vault] ?? .unknown) }, reader, bound: ReceiptPages.rowsMax,
      words: {
        "\($0.line.name) \($0.line.number) \($0.line.text) \($0.row.amount.grouped) \($0.row.amount) \($0.line.reference)"
      },
      orders: [
        "clock": { ($0.row.claimBy, $0.row.id) < ($1.row.claimBy, $1.row.id) }, "amount": { $0.row.amount < $1.row.amount },
        "on": { $0.row.on < $1.row.on },
      ], otherwise: "clock")
    if ExportFile.Format(request.query) != nil { return try await export(list, reader) }
    var shown = list.rows
    for index in shown.indices where shown[index].row.status == "open" {
      shown[index].best = try await money.suggestions(shown[index].line, shown[index].row.open, limit: 3).first
    }
    return Response.html(try await page(list, shown, reader))
  }

  private func page(_ list: ShortList<Row>, _ shown: [Row], _ reader: Reader) async throws -> HTML {
    let services = services
    let rows = Table(
      Phrase("按认领期限排列", "By claim clock"),
      [
        Column(Phrase("认领期限", "Claim by"), sort: "clock", heads: true) { row in
          "<a \(href("/receipts/\(row.row.id)"))>\(row.row.claimBy)</a> \(when(row.row.status == "open", lamp(Instant.end(of: row.row.claimBy), reader)))"
        },
        Column(Phrase("到账日", "Came in"), sort: "on") { "\($0.row.on)" },
        Column(Phrase("付款人", "Payer")) {
          "\($0.line.party(reader, services)) <span class=\"note\">\($0.line.maskedNumber)</span>"
        },
        Column(Phrase("附言", "Text")) { "\($0.line.text(reader))" },
        Column(Phrase("最可能的案件", "Likeliest case")) { row in
          when(row.best) { best -> HTML in
            "<a \(href("/cases/\(best.caseID)"))>\(best.number)</a> <span class=\"note\">\(best.clues.first.map { reader($0.name) } ?? "")</span>"
          }
        },
        Column(Phrase("状态", "State")) { "\(reader(ReceiptPages.word($0.row.status)))" },
        Column(Phrase("金额（元）", "Amount (CNY)"), sort: "amount", align: .number) {
          sum($0.row.amount, opens: "/receipts/\($0.row.id)")
        },
        Column(Phrase("未认领（元）", "Open (CNY)"), align: .number) { sum($0.row.open) },
      ], rows: shown, empty: Phrase("没有符合条件的不明款；未写明案件的到账显示在这里。", "Nothing matches; credits that name no case come here."),
      sorting: list.sorting,
      totals: list.page.next == nil && !list.isCut
        ? [
          "\(reader("合计", "In all"))", "", "", "", "", "", sum(list.all.reduce(.zero) { $0 + $1.row.amount }),
          sum(list.all.reduce(.zero) { $0 + $1.row.open }),
        ] : nil)
    let fields = [
      Filter("q", Phrase("付款人、附言、金额、流水号", "Payer, text, amount, number"), .text),
      Filter("status", Phrase("状态", "State"), .choice(ReceiptPages.statuses + [("all", Phrase("全部", "All"))])),
      Filter("overdue", Phrase("只看逾期", "Overdue only"), .flag), Filter("on", Phrase("到账日", "Came in on"), .day),
    ]
    return Layout(title: reader("不明款", "Money without a case"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("不明款认领", "Money without a case"))</h1>
      <p>\(reader("到账未写明案件的款项记入不明款，按期限认领到案，或由两人办理退回。", "Credits that name no case lie in suspense until they are matched in time, or sent back by two people."))</p>
      <p><a class="button quiet" \(href("/bank-files"))>\(reader("导入银行文件", "Hand in a bank file"))</a> \
      <a class="button quiet" \(href("/reconciliation"))>\(reader("银行对账", "Reconciliation"))</a></p>
      \(filters(fields, reader))
      <section>\(table(rows, reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  static func word(_ status: String) -> Phrase { statuses.first { $0.key == status }?.title ?? Phrase(status, status) }

  private func export(_ list: ShortList<Row>, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("认领期限", "Claim by"), reader("到账日", "Came in"), reader("付款人", "Payer"), reader("付款账号", "Account"),
      reader("附言", "Text"), reader("流水号", "Number"), reader("状态", "State"), reader("金额（元）", "Amount (CNY)"),
      reader("未认领（元）", "Open (CNY)"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "receipts", titles: titles).response(
      list.all.map { row in
        [
          "\(row.row.claimBy)", "\(row.row.on)", row.line.party(reader, services), row.line.maskedNumber, row.line.text(reader),
          row.line.reference, reader(ReceiptPages.word(row.row.status)), "\(row.row.amount)", "\(row.row.open)",
        ]
      }, isCut: list.isCut)
  }

  // MARK: Acts

  static let acts: [any Command.Type] = [
    MatchReceipt.self, UndoMatch.self, ProposeRefund.self, ApproveRefund.self, DeclineRefund.self, ConfirmMatch.self,
    DeclineMatch.self, JudgeHeld.self, ConfirmHeld.self, DoubtHeld.self, FillAidFund.self, MatchCluster.self,
    UndoClusterMatch.self, KeepDeposit.self, ReleaseDeposit.self, UndoAidFill.self, ConfirmMisplaced.self,
    DeclineMisplaced.self,
  ]

  private func act(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try id(context)
    let name = context.parameters.get("command") ?? ""
    guard ReceiptPages.acts.contains(where: { $0.name == name }) else {
      throw HTTPError(.notFound, message: "没有这项操作 / No such act")
    }
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    guard let problem = try await money.attempt(name, form, more: ["receipt": "\(id)"], reader) else {
      return Response.see("/receipts/\(id)?done=\(name)")
    }
    var page = try await ReceiptPage.load(id, money, reader)
    page.tried = name
    page.state = FormState(typed: form.pairs, faults: problem.faults)
    return Response.html(try await show(page, request.query, reader), status: problem.status)
  }
}
