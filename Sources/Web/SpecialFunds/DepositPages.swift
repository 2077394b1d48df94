import Basics
import Casework
import Enforcement
import Hummingbird

/// Deposits (保证金): whose case, what for, how long, and what was decided.
struct DepositPages: Sendable {
  let services: CourtServices
  static let rowsMax = 2_000
  static let stages = [
    (key: "kept", title: Phrase("留存", "Kept")), (key: "back", title: Phrase("准予退还", "May go back")),
    (key: "applied", title: Phrase("已转案款", "Into the case")), (key: "all", title: Phrase("全部", "All")),
  ]

  func add(to router: Router<PageContext>) {
    router.get("/deposits") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let list = list(try await items(), reader)
        guard ExportFile.Format(request.query) == nil else { return try await export(list, reader) }
        return Response.html(page(list, reader))
      }
    }
    router.get("/api/deposits") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        let today = services.desk.clock.now.day
        return DepositPages.shape.answer(try await items().map { Row(item: $0, today: today) })
      }
    }
  }
  private func items() async throws -> [FundItem] {
    try await services.reads.fundItems(.deposit, court: services.court, limit: DepositPages.rowsMax)
  }

  private func list(_ items: [FundItem], _ reader: Reader) -> ShortList<FundItem> {
    let stage = reader.query("stage") ?? "kept"
    let kind = reader.query("kind") ?? ""
    return ShortList(
      items, reader, bound: DepositPages.rowsMax, words: { "\($0.number) \($0.amount.grouped)" },
      keep: { (stage == "all" || stage.isEmpty || $0.status == stage) && (kind.isEmpty || $0.deposit.kind?.rawValue == kind) },
      orders: [
        "on": { ($0.on, $0.id) < ($1.on, $1.id) }, "amount": { $0.amount < $1.amount }, "number": { $0.number < $1.number },
      ], otherwise: "on")
  }

  private func page(_ list: ShortList<FundItem>, _ reader: Reader) -> HTML {
    let fields = [
      Filter("q", Phrase("案号、金额", "Number, sum"), .text),
      Filter("stage", Phrase("状态", "State"), .choice(DepositPages.stages)),
      Filter("kind", Phrase("种类", "Kind"), .choice(DepositKind.allCases.map { (key: $0.rawValue, title: $0.name) })),
    ]
    let whole = list.page.next == nil && list.rows.count == list.all.count
    let table = Table(
      Phrase("保证金，先登记的在前", "Deposits, the oldest first"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>" },
        Column(Phrase("种类", "Kind")) { "\($0.deposit.kind.map { reader($0.name) } ?? "—")" },
        Column(Phrase("登记日", "Kept on"), sort: "on") { "\($0.on)" },
        Column(Phrase("天数", "Days"), align: .number) { "\($0.days(on: reader.now.day))" },
        Column(Phrase("状态", "State")) { "\(AidPages.word($0.status, DepositPages.stages, reader))" },
        Column(Phrase("到账", "Credit")) { item in
          when(item.deposit.credit) { "<a \(href("/receipts/\($0)"))>\(reader("查看、处理", "Open, decide"))</a>" }
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), sort: "amount", align: .number) {
          sum($0.amount, opens: "/ledger/deposit:\($0.id)")
        },
      ] as [Column<FundItem>], rows: list.rows, empty: Phrase("没有符合条件的保证金。", "No deposit matches."), sorting: list.sorting,
      totals: whole
        ? ["\(reader("合计", "In all"))"] + Array(repeating: "", count: 5) + [sum(list.all.reduce(.zero) { $0 + $1.amount })] : nil)
    return Layout(title: reader("保证金", "Deposits"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("保证金", "Deposits"))</h1>
      <p>\(reader("由监管或者局长从不明款中认定，另户留存；退还或者转入案款由案件法官决定。", "The supervisor or a chief says that money in suspense is a deposit; it lies apart until the judge of the case decides that it goes back or into the case."))</p>
      \(filters(fields, reader))
      <section id="deposits">\(Web.table(table, reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func export(_ list: ShortList<FundItem>, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("种类", "Kind"), reader("登记日", "Kept on"), reader("天数", "Days"), reader("状态", "State"),
      reader("金额（元）", "Amount (CNY)"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "deposits", titles: titles).response(
      list.all.map { item in
        [
          item.number, item.deposit.kind.map { reader($0.name) } ?? "", "\(item.on)",
          "\(item.days(on: reader.now.day))", AidPages.word(item.status, DepositPages.stages, reader),
          "\(item.amount)",
        ]
      }, isCut: list.isCut)
  }

  // MARK: For programs

  struct Row: Sendable {
    let item: FundItem
    let today: Day
  }
  static let row = Shape<Row>.object([
    .text("id") { "\($0.item.id)" }, .id("case") { $0.item.caseID }, .maybe("number") { $0.item.number },
    .word("kind") { $0.item.deposit.kind }, .maybe("receipt") { $0.item.deposit.credit }, .text("stage") { $0.item.status },
    .sum("amount") { $0.item.amount }, .day("keptOn") { $0.item.on }, .day("decidedOn") { $0.item.decidedOn },
    .count("days") { $0.item.days(on: $0.today) },
  ])
  static let shape = Shape<[Row]>.object([.list("deposits", row) { $0 }])
}

extension FundItem {
  /// Full days from the keeping of a deposit to its decision, or to `today`.
  fileprivate func days(on today: Day) -> Int { (decidedOn ?? today) - on }
  /// Kind of a deposit, and the credit that it was.
  fileprivate var deposit: (kind: DepositKind?, credit: String?) {
    let parts = ground.split(separator: ",").map(String.init)
    return (parts.first.flatMap(DepositKind.init), parts.count > 1 ? parts[1] : nil)
  }
}
