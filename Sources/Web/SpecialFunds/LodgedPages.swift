import Basics
import Casework
import Enforcement
import Hummingbird

/// Everything that is lodged (提存): how long, why, when its creditor is reminded next, and the day after which the state has it.
struct LodgedPages: Sendable {
  let services: CourtServices
  static let rowsMax = 2_000
  static let stages: [(key: String, title: Phrase)] =
    Lodgement.Status.allCases.map { ($0.rawValue, $0.name) } + [
      ("paying", Phrase("发放中", "being paid")), ("paid", Phrase("已发放", "paid")), ("all", Phrase("全部", "all")),
    ]
  static let grounds = LodgedGround.allCases.map { (key: $0.rawValue, title: Lodgement.name(of: $0)) }

  func add(to router: Router<PageContext>) {
    router.get("/lodged") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let items = try await items()
        let people = try await People.load(items.map(\.person), services, for: reader)
        let list = list(items, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await export(list, people, reader) }
        return Response.html(page(items, list, people, reader))
      }
    }
    router.get("/api/lodged") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        let today = services.desk.clock.now.day
        return LodgedPages.shape.answer(try await items().map { Row(item: $0, today: today) })
      }
    }
  }
  private func items() async throws -> [FundItem] {
    try await services.reads.fundItems(.lodged, court: services.court, limit: LodgedPages.rowsMax)
  }

  private func list(_ items: [FundItem], _ people: People, _ reader: Reader) -> ShortList<FundItem> {
    let stage = reader.query("stage") ?? ""
    let ground = reader.query("ground") ?? ""
    let days = reader.query("days").flatMap { Int($0) } ?? 0
    let today = reader.now.day
    func fits(_ item: FundItem) -> Bool {
      switch stage {
      case "": item.stage == Lodgement.Status.lodged.rawValue
      case "all": true
      default: item.stage == stage
      }
    }
    return ShortList(
      items, reader, bound: LodgedPages.rowsMax, words: { "\($0.number) \(people.person($0.person)) \($0.amount.grouped)" },
      keep: { fits($0) && (ground.isEmpty || $0.ground == ground) && LodgedPages.age($0, today) >= days },
      orders: [
        "on": { ($0.decidedOn ?? $0.on, $0.id) < ($1.decidedOn ?? $1.on, $1.id) }, "amount": { $0.amount < $1.amount },
        "until": { ($0.until ?? .latest, $0.id) < ($1.until ?? .latest, $1.id) },
        "next": { ($0.nextOn ?? .latest, $0.id) < ($1.nextOn ?? .latest, $1.id) }, "number": { $0.number < $1.number },
      ], otherwise: "on")
  }
  /// Full days since it was lodged.
  static func age(_ item: FundItem, _ today: Day) -> Int { item.decidedOn.map { today - $0 } ?? 0 }

  private func page(_ items: [FundItem], _ list: ShortList<FundItem>, _ people: People, _ reader: Reader) -> HTML {
    let today = reader.now.day
    let lodged = items.filter { $0.stage == Lodgement.Status.lodged.rawValue }
    let soon = lodged.filter { ($0.until ?? .latest) - today <= 365 }
    let waiting = items.filter { $0.status == Lodgement.Status.proposed.rawValue }
    let claimed = items.filter { ["claimed", "toState"].contains($0.stage) }
    func total(_ items: [FundItem]) -> String { items.reduce(Money.zero) { $0 + $1.amount }.grouped + reader(" 元", " CNY") }
    let tiles = [
      Figure(
        label: Phrase("提存中", "Lodged"), value: count(.exactly(lodged.count), reader), path: "/lodged", note: total(lodged)),
      Figure(
        label: Phrase("一年内满五年", "Five years end within a year"), value: count(.exactly(soon.count), reader),
        path: "/lodged?sort=until", bad: !soon.isEmpty, note: total(soon)),
      Figure(
        label: Phrase("待审批", "To be approved"), value: count(.exactly(waiting.count), reader), path: "/lodged?stage=proposed",
        note: total(waiting)),
      Figure(
        label: Phrase("已申领或归国家，待发放", "Claimed or the state's, to be paid"), value: count(.exactly(claimed.count), reader),
        path: "/lodged?stage=claimed", note: total(claimed)),
    ]
    let fields = [
      Filter("q", Phrase("案号、债权人、金额", "Number, creditor, sum"), .text),
      Filter("stage", Phrase("状态", "State"), .choice(LodgedPages.stages)),
      Filter("ground", Phrase("事由", "Ground"), .choice(LodgedPages.grounds)),
      Filter("days", Phrase("至少天数", "Days at least"), .text),
    ]
    return Layout(title: reader("提存", "Lodged money"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("提存款", "Lodged money"))</h1>
      <p>\(reader("债权人可随时申领；每满一年提醒一次；自提存之日起五年不领取的，扣除费用后归国家所有（《民法典》第574条）。", "Its creditor may claim it at any time and is reminded every year; after five years without a claim it is the state's, less costs (Civil Code, art. 574)."))</p>
      \(figures(tiles, reader))\(filters(fields, reader))
      <section id="lodged">\(table(rows(list, people, reader), reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func rows(_ list: ShortList<FundItem>, _ people: People, _ reader: Reader) -> Table<FundItem> {
    let today = reader.now.day
    let whole = list.page.next == nil && list.rows.count == list.all.count
    return Table(
      Phrase("提存款，先提存的在前", "Lodged money, the oldest first"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>" },
        Column(Phrase("债权人", "Creditor")) { "\(people.person($0.person))" },
        Column(Phrase("事由", "Ground")) { "\(Lodgement.ground($0.ground).map { reader($0) } ?? "—")" },
        Column(Phrase("提存日", "Lodged on"), sort: "on") { "\($0.decidedOn?.description ?? "—")" },
        Column(Phrase("天数", "Days"), align: .number) { "\(LodgedPages.age($0, today))" },
        Column(Phrase("下次提醒", "Next reminder"), sort: "next") { "\($0.nextOn?.description ?? "—")" },
        Column(Phrase("满五年", "Five years end"), sort: "until") { item in
          when(item.until) { until -> HTML in
            "\(until) \(when(item.stage == Lodgement.Status.lodged.rawValue, lamp(Instant.end(of: until), reader)))"
          }
        },
        Column(Phrase("状态", "State")) { "\(AidPages.word($0.stage, LodgedPages.stages, reader))" },
        Column(Phrase("金额（元）", "Amount (CNY)"), sort: "amount", align: .number) { item in
          sum(item.amount, opens: item.decidedOn == nil ? "/cases/\(item.caseID)#money" : "/ledger/lodged:\(item.id)")
        },
      ] as [Column<FundItem>], rows: list.rows, empty: Phrase("没有符合条件的提存款。", "Nothing lodged matches."), sorting: list.sorting,
      totals: whole
        ? ["\(reader("合计", "In all"))"] + Array(repeating: "", count: 7) + [sum(list.all.reduce(.zero) { $0 + $1.amount })] : nil)
  }

  private func export(_ list: ShortList<FundItem>, _ people: People, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("债权人", "Creditor"), reader("事由", "Ground"), reader("提存日", "Lodged on"), reader("天数", "Days"),
      reader("下次提醒", "Next reminder"), reader("满五年", "Five years end"), reader("状态", "State"), reader("金额（元）", "Amount (CNY)"),
    ]
    let today = reader.now.day
    return try await ExportFile(services: services, reader: reader, list: "lodged", titles: titles).response(
      list.all.map { item in
        [
          item.number, people.person(item.person), Lodgement.ground(item.ground).map { reader($0) } ?? "",
          item.decidedOn?.description ?? "", "\(LodgedPages.age(item, today))", item.nextOn?.description ?? "",
          item.until?.description ?? "", AidPages.word(item.stage, LodgedPages.stages, reader), "\(item.amount)",
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
    .id("person") { $0.item.person }, .text("stage") { $0.item.stage },
    .word("ground") { LodgedGround(rawValue: $0.item.ground) },
    .sum("amount") { $0.item.amount }, .day("proposedOn") { $0.item.on }, .day("lodgedOn") { $0.item.decidedOn },
    .count("days") { LodgedPages.age($0.item, $0.today) }, .day("nextReminder") { $0.item.nextOn },
    .day("until") { $0.item.until }, .day("paidOn") { $0.item.paidOn },
  ])
  static let shape = Shape<[Row]>.object([.list("lodged", row) { $0 }])
}
