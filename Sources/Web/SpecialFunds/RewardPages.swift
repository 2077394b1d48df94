import Basics
import Casework
import Enforcement
import Hummingbird

/// Rewards for information on property (悬赏): what was promised, what waits for a decision, and what was paid out of it.
struct RewardPages: Sendable {
  let services: CourtServices
  static let rowsMax = 1_000
  static let stages: [(key: String, title: Phrase)] =
    RewardOffer.Status.allCases.map { ($0.rawValue, $0.name) } + [
      ("paying", Phrase("发放中", "being paid")), ("paid", Phrase("已发放", "paid")),
    ]

  func add(to router: Router<PageContext>) {
    router.get("/rewards") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let items = try await items()
        let people = try await People.load(items.map(\.person), services, for: reader)
        let list = list(items, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await export(list, people, reader) }
        return Response.html(page(items, list, people, reader))
      }
    }
    router.get("/api/rewards") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in RewardPages.shape.answer(try await items()) }
    }
  }
  private func items() async throws -> [FundItem] {
    try await services.reads.fundItems(.reward, court: services.court, limit: RewardPages.rowsMax)
  }

  private func list(_ items: [FundItem], _ people: People, _ reader: Reader) -> ShortList<FundItem> {
    let stage = reader.query("stage") ?? ""
    return ShortList(
      items, reader, bound: RewardPages.rowsMax, words: { "\($0.number) \(people.person($0.person)) \($0.amount.grouped)" },
      keep: { stage.isEmpty || $0.stage == stage },
      orders: [
        "on": { ($0.on, $0.id) < ($1.on, $1.id) }, "amount": { $0.amount < $1.amount }, "number": { $0.number < $1.number },
        "granted": { ($0.granted ?? .zero) < ($1.granted ?? .zero) },
      ], otherwise: "on", descending: true)
  }

  private func page(_ items: [FundItem], _ list: ShortList<FundItem>, _ people: People, _ reader: Reader) -> HTML {
    func tile(_ label: Phrase, _ stage: String, bad: Bool = false) -> Figure {
      let own = items.filter { $0.stage == stage }
      let total = own.reduce(Money.zero) { $0 + ($1.granted ?? $1.amount) }
      return Figure(
        label: label, value: count(.exactly(own.count), reader), path: "/rewards?stage=\(stage)", bad: bad && !own.isEmpty,
        note: total.grouped + reader(" 元", " CNY"))
    }
    let tiles = [
      tile(Phrase("待审查", "To be decided"), "applied", bad: true), tile(Phrase("悬赏中", "Published"), "published"),
      tile(Phrase("奖金待审批", "Payment to be approved"), "proposed"), tile(Phrase("已批准待发放", "Approved, to be paid"), "approved"),
      tile(Phrase("已发放", "Paid"), "paid"),
    ]
    let fields = [
      Filter("q", Phrase("案号、申请执行人、金额", "Number, applicant, sum"), .text),
      Filter("stage", Phrase("状态", "State"), .choice(RewardPages.stages)),
    ]
    let rows = Table(
      Phrase("悬赏", "Rewards"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>" },
        Column(Phrase("申请执行人", "Applicant")) { "\(people.person($0.person))" },
        Column(Phrase("申请日", "Asked on"), sort: "on") { "\($0.on)" },
        Column(Phrase("状态", "State")) { item in
          let word = AidPages.word(item.stage, RewardPages.stages, reader)
          let isOut = item.status != "applied" && item.status != "refused"
          return "\(word)\(when(isOut, " <a class=\"note\" \(href("/notices/\(item.id)"))>\(reader("公告", "Notice"))</a>"))"
        },
        Column(Phrase("悬赏（元）", "Promised (CNY)"), sort: "amount", align: .number) { sum($0.amount) },
        Column(Phrase("奖金（元）", "Reward (CNY)"), sort: "granted", align: .number) { item in
          when(item.granted) { sum($0, opens: "/cases/\(item.caseID)#money") }
        },
        Column(Phrase("发放日", "Paid on")) { "\($0.paidOn?.description ?? "—")" },
      ] as [Column<FundItem>], rows: list.rows, empty: Phrase("没有符合条件的悬赏。", "No reward matches."), sorting: list.sorting,
      totals: list.page.next == nil && list.rows.count == list.all.count
        ? [
          "\(reader("合计", "In all"))", "", "", "", sum(list.all.reduce(.zero) { $0 + $1.amount }),
          sum(list.all.reduce(.zero) { $0 + ($1.granted ?? .zero) }), "",
        ] : nil)
    return Layout(title: reader("悬赏", "Rewards"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("悬赏", "Rewards for information"))</h1>
      <p>\(reader("申请之日起十日内决定；奖金从申请执行人应得款中支付，付给最先提供线索的人；提供人身份保密（财产调查规定第21至24条）。", "Decided within ten days; paid out of the applicant's money to the first who gave the information, whose name stays with the court."))</p>
      \(figures(tiles, reader))\(filters(fields, reader))
      <section id="rewards">\(table(rows, reader))\(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func export(_ list: ShortList<FundItem>, _ people: People, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("申请执行人", "Applicant"), reader("申请日", "Asked on"), reader("状态", "State"),
      reader("悬赏（元）", "Promised (CNY)"), reader("奖金（元）", "Reward (CNY)"), reader("发放日", "Paid on"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "rewards", titles: titles).response(
      list.all.map { item in
        [
          item.number, people.person(item.person), "\(item.on)", AidPages.word(item.stage, RewardPages.stages, reader),
          "\(item.amount)", item.granted.map { "\($0)" } ?? "", item.paidOn?.description ?? "",
        ]
      }, isCut: list.isCut)
  }

  static let shape = Shape<[FundItem]>.object([
    .list(
      "rewards",
      Shape<FundItem>.object([
        .text("id") { "\($0.id)" }, .id("case") { $0.caseID }, .maybe("number") { $0.number }, .id("person") { $0.person },
        .text("stage") { $0.stage }, .day("on") { $0.on }, .sum("promised") { $0.amount }, .sum("amount") { $0.granted },
        .day("paidOn") { $0.paidOn },
      ])
    ) { $0 }
  ])
}
