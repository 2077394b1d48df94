import Basics
import Casework
import Enforcement
import Hummingbird

/// Weekly bulletins of case money: the list, each one to read and print, and the chief's approval.
struct BulletinPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/bulletins") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(listPage(try await all(), reader)) }
    }
    router.get("/bulletins/:number") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let bulletin = try await bulletin(context)
        let people = try await People.load([], services, for: reader)
        guard request.query["format"].isEmpty else { return try await csv(bulletin, people, reader) }
        return Response.html(try await page(bulletin, people, FormState(), reader))
      }
    }
    router.post("/bulletins/:number") { request, context in
      try await Pages.staff(request, context, services) { reader in try await approve(request, context, reader) }
    }
    router.get("/api/bulletins") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        if let problem = QueryRule.problem(request, []) { return problem }
        return BulletinPages.list.answer(try await all().bulletins.reversed().map { $0 })
      }
    }
  }

  private func all() async throws -> MoneyBulletins { try await services.desk.state(.moneyBulletins(services.court)) }
  private func bulletin(_ context: PageContext) async throws -> MoneyBulletins.Bulletin {
    guard let number = Int(context.parameters.get("number") ?? ""), let found = try await all().bulletin(number) else {
      throw PageProblem(404, "noSuchBulletin", Phrase("没有这期通报", "There is no such bulletin"))
    }
    return found
  }

  private func listPage(_ all: MoneyBulletins, _ reader: Reader) -> HTML {
    let rows = Table(
      Phrase(
        "每周一自动生成上周通报，局长审批后发布；没有案款往来、也没有未发放案款的一周不通报",
        "Drafted each Monday for the week before; published by the chief. A week of which there is nothing to tell has none."),
      [
        Column(Phrase("期号", "Number"), heads: true) {
          "<a \(href("/bulletins/\($0.drafted.number)"))>\(reader("第 \($0.drafted.number) 期", "No. \($0.drafted.number)"))</a>"
        },
        Column(Phrase("起止", "Week")) { "\($0.drafted.from) – \($0.drafted.through)" },
        Column(Phrase("状态", "State")) { bulletin in
          bulletin.approvedBy != nil
            ? lamp(.well, reader("已发布", "published"))
            : bulletin.drafted.lines.isEmpty
              ? "\(reader("没有案款往来", "nothing to tell"))" : lamp(.soon, reader("待审批", "draft"))
        },
        Column(Phrase("超期", "Overdue"), align: .number) { "\($0.drafted.lines.reduce(0) { $0 + $1.overdue })" },
      ] as [Column<MoneyBulletins.Bulletin>], rows: all.bulletins.reversed(),
      empty: Phrase("还没有通报；有到账后的下一个周一自动生成。", "None yet; the first comes on the Monday after money arrived."))
    return Layout(title: reader("案款每周通报", "Weekly bulletins"), kind: .staff).page(
      reader, "<h1>\(reader("案款每周通报", "Weekly bulletins of case money"))</h1><section>\(table(rows, reader))</section>")
  }

  private func page(
    _ bulletin: MoneyBulletins.Bulletin, _ people: People, _ state: FormState, _ reader: Reader
  ) async throws -> HTML {
    let drafted = bulletin.drafted
    var remark: [VaultRef: VaultContent] = [:]
    if let ref = bulletin.remark { remark = try await services.vault.open([ref]) }
    let words: HTML = when(bulletin.remark.flatMap { [remark] in remark[$0]?.fields["text"] }) {
      "<blockquote class=\"words\">\($0)</blockquote>"
    }
    let standing: HTML =
      if let by = bulletin.approvedBy {
        "<p>\(reader("由\(people.actor(by).zh)审批发布", "Published by \(people.actor(by).en)")) \(bulletin.approvedAt?.minuteText ?? "")</p>"
      } else if reader.actor.has(.bureauChief) {
        form(
          Form(
            action: "/bulletins/\(drafted.number)",
            [FormRow("remark", Phrase("按语（可不填）", "Remark, may be left out"), .textarea(max: 1000), required: false)],
            button: ApproveBulletin.title, state: state), reader)
      } else {
        "<p class=\"hint\">\(reader("草稿，待局长审批。", "A draft; the chief decides."))</p>"
      }
    let title = reader("案款每周通报第 \(drafted.number) 期", "Weekly bulletin of case money, no. \(drafted.number)")
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <p class="actions"><a \(href("/bulletins"))>← \(reader("全部通报", "All bulletins"))</a></p>
      <h1>\(title)</h1><p>\(services.courtName) · \(drafted.from) – \(drafted.through)</p>\(words)\(standing)
      \(section("figures", reader("各承办人", "By handler"), table(lines(drafted, people, reader), reader)))
      \(section("slow", reader("到账满 \(Chase.fromDay) 天未发放完的", "Not paid out after \(Chase.fromDay) days"), table(slow(drafted, people, reader), reader)))
      <p class="hint">\(reader("怎样数的：到账按到账日、发放按银行付讫日落在本周内计；未发放按 \(drafted.countedOn) 每笔到账先进先出计，超期指过了发放期限且没有批准延期。", "Counted so: receipts by day of arrival and payouts by day of settlement within the week; what waits is each receipt on \(drafted.countedOn), first in, first out; overdue is past the last day without an approved delay."))</p>
      <p><a class="button quiet" \(href("/bulletins/\(drafted.number)?format=csv"))>\(reader("导出", "Export"))</a></p>
      """)
  }

  private func lines(_ drafted: BulletinDrafted, _ people: People, _ reader: Reader) -> Table<BulletinDrafted.Line> {
    let all = drafted.lines
    func total(_ part: (BulletinDrafted.Line) -> Money) -> HTML { sum(all.reduce(Money.zero) { $0 + part($1) }) }
    func number(_ part: (BulletinDrafted.Line) -> Int) -> HTML { "\(all.reduce(0) { $0 + part($1) })" }
    return Table(
      Phrase("超期多的在前", "Most overdue first"),
      [
        Column(Phrase("承办人", "Handler"), heads: true) { "\($0.handler.map { people.member($0) } ?? reader("未分案", "none"))" },
        Column(Phrase("本周到账笔数", "Receipts"), align: .number) { "\($0.receivedCount)" },
        Column(Phrase("到账（元）", "Received (CNY)"), align: .number) { sum($0.received) },
        Column(Phrase("本周发放笔数", "Payouts"), align: .number) { "\($0.paidCount)" },
        Column(Phrase("发放（元）", "Paid out (CNY)"), align: .number) { sum($0.paidOut) },
        Column(Phrase("未发放笔数", "Waiting"), align: .number) { "\($0.waitingCount)" },
        Column(Phrase("未发放（元）", "Waiting (CNY)"), align: .number) { sum($0.waiting) },
        Column(Phrase("满20天", "20 days"), align: .number) { "\($0.over20)" },
        Column(Phrase("延期", "Delayed"), align: .number) { "\($0.delayed)" },
        Column(Phrase("超期", "Overdue"), align: .number) { "\($0.overdue)" },
      ] as [Column<BulletinDrafted.Line>], rows: all.sorted { ($0.overdue, $0.over20) > ($1.overdue, $1.over20) },
      empty: Phrase("本周没有案款往来，也没有未发放的案款。", "No money moved this week and none waits."),
      totals: [
        "\(reader("合计", "In all"))", number(\.receivedCount), total(\.received), number(\.paidCount), total(\.paidOut),
        number(\.waitingCount), total(\.waiting), number(\.over20), number(\.delayed), number(\.overdue),
      ])
  }

  private func slow(_ drafted: BulletinDrafted, _ people: People, _ reader: Reader) -> Table<BulletinDrafted.Slow> {
    Table(
      Phrase("先到的在前", "The oldest first"),
      [
        Column(Phrase("案件", "Case"), heads: true) { "<a \(href("/cases/\($0.caseID)#money"))>\($0.caseID)</a>" },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.handler))" },
        Column(Phrase("到账日", "Arrived")) { "\($0.arrivedOn)" },
        Column(Phrase("天数", "Days"), align: .number) { "\($0.days)" },
        Column(Phrase("督导", "Chased"), align: .number) { "\($0.chased)" },
        Column(Phrase("状态", "State")) { row in
          row.overdue
            ? lamp(.over, reader(DoubleZero.Verdict.overdue.name))
            : row.delayed
              ? lamp(.soon, reader(DoubleZero.Verdict.delayed.name)) : lamp(.well, reader(DoubleZero.Verdict.inTime.name))
        },
        Column(Phrase("未发放（元）", "Unpaid (CNY)"), align: .number) { sum($0.unpaid) },
      ] as [Column<BulletinDrafted.Slow>], rows: drafted.slow, empty: Phrase("没有。", "None."))
  }

  private func approve(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let bulletin = try await bulletin(context)
    let number = bulletin.drafted.number
    try await services.desk.attempt(
      CommandCall(ApproveBulletin.name, ["number": "\(number)", "remark": .text(form["remark"])]), by: reader.actor,
      court: services.court)
    return Response.see("/bulletins/\(number)")
  }

  private func csv(_ bulletin: MoneyBulletins.Bulletin, _ people: People, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("承办人", "Handler"), reader("到账笔数", "Receipts"), reader("到账", "Received"), reader("发放笔数", "Payouts"),
      reader("发放", "Paid out"), reader("未发放笔数", "Waiting"), reader("未发放", "Waiting sum"), reader("满20天", "20 days"),
      reader("延期", "Delayed"), reader("超期", "Overdue"),
    ]
    let rows = bulletin.drafted.lines.map { line in
      [
        line.handler.map { people.member($0) } ?? "", "\(line.receivedCount)", "\(line.received)", "\(line.paidCount)",
        "\(line.paidOut)", "\(line.waitingCount)", "\(line.waiting)", "\(line.over20)", "\(line.delayed)", "\(line.overdue)",
      ]
    }
    return try await ExportFile(
      services: services, reader: reader, list: "bulletin-\(bulletin.drafted.number)", titles: titles
    ).response(rows)
  }

  static let list = Shape<[MoneyBulletins.Bulletin]>.object([
    .list(
      "bulletins",
      Shape<MoneyBulletins.Bulletin>.object([
        .count("number") { $0.drafted.number }, .day("from") { $0.drafted.from }, .day("through") { $0.drafted.through },
        .day("countedOn") { $0.drafted.countedOn }, .moment("draftedAt") { $0.draftedAt },
        .moment("publishedAt") { $0.approvedAt }, .maybe("publishedBy") { $0.approvedBy?.description },
        .list(
          "lines",
          Shape<BulletinDrafted.Line>.object([
            .id("handler") { $0.handler }, .count("receipts") { $0.receivedCount }, .sum("received") { $0.received },
            .count("payouts") { $0.paidCount }, .sum("paidOut") { $0.paidOut }, .count("waiting") { $0.waitingCount },
            .sum("waitingSum") { $0.waiting }, .count("over20") { $0.over20 }, .count("delayed") { $0.delayed },
            .count("overdue") { $0.overdue },
          ])
        ) { $0.drafted.lines },
        .list(
          "slow",
          Shape<BulletinDrafted.Slow>.object([
            .id("case") { $0.caseID }, .id("receipt") { $0.receipt }, .id("handler") { $0.handler },
            .day("arrivedOn") { $0.arrivedOn }, .count("days") { $0.days }, .sum("unpaid") { $0.unpaid },
            .count("chased") { $0.chased }, .flag("delayed") { $0.delayed }, .flag("overdue") { $0.overdue },
          ])
        ) { $0.drafted.slow },
      ])
    ) { $0 }
  ])
}
