import Basics
import Casework
import Enforcement
import Hummingbird

/// My desk: one list ordered by clock, papers that wait for a signature, what partners answered, the court's day.
struct DeskPage: Sendable {
  let services: CourtServices
  static let rowsMax = 200

  func add(to router: Router<PageContext>) {
    router.get("/") { request, context in
      try await Pages.staff(request, context, services) { reader in
        guard let staff = reader.actor.staff else { return Response.see("/sign-in") }
        let rows = try await services.reads.desk(
          roles: reader.actor.roles, staff: staff, court: services.court, limit: DeskPage.rowsMax)
        let people = try await People.load(rows.flatMap(\.debtors), services, for: reader)
        let list = list(rows, people, reader)
        guard request.query["format"] != "csv" else { return csv(list.all, people, reader) }
        return Response.html(try await page(rows, list, people, reader))
      }
    }
    PapersToSign(services: services).add(to: router)
  }

  private func list(_ rows: [DeskRow], _ people: People, _ reader: Reader) -> ShortList<DeskRow> {
    let due = reader.query("due")
    let node = reader.query("node") ?? ""
    return ShortList(
      rows, reader, bound: DeskPage.rowsMax, pageRows: 30,
      words: { [$0.number, people.persons($0.debtors), reader(people.node($0.key))].joined(separator: " ") },
      keep: { row in
        guard node.isEmpty || row.key == node else { return false }
        switch due {
        case "over": return row.due.map { $0 < reader.now } ?? false
        case "today": return row.due.map { $0 >= reader.now && $0.day == reader.now.day } ?? false
        case "soon": return row.due.map { $0 >= reader.now && $0.day - reader.now.day <= 7 } ?? false
        default: return true
        }
      },
      orders: [
        "due": { ($0.due ?? .latest) < ($1.due ?? .latest) }, "number": { ($0.number, $0.caseID) < ($1.number, $1.caseID) },
        "node": { $0.key < $1.key },
      ], otherwise: "due")
  }

  private func page(_ rows: [DeskRow], _ list: ShortList<DeskRow>, _ people: People, _ reader: Reader) async throws -> HTML {
    let reads = services.reads
    let papers = try await reads.papersToSign(roles: reader.actor.roles, court: services.court, limit: PapersToSign.rowsMax)
    let news = try await reads.requests(court: services.court, status: "answered", limit: 10)
    let counts = try await reads.counts(court: services.court, now: reader.now)
    return Layout(title: reader("工作台", "Desk"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("工作台", "Desk")) · \(reader.now.day)</h1>
      <div id="figures" data-live="/" data-every="15">\(figures(tiles(rows, papers, counts, reader), reader))</div>
      <div class="columns"><div>
      <section aria-labelledby="work-title"><h2 id="work-title">\(reader("待办", "To do"))</h2>\(filters(deskFilters(rows, people), saved: views(rows, reader), reader))
      <div id="work" data-live="\(reader.path)" data-every="15">\(table(work(list, people, reader), reader))</div>
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      </div><div>
      \(section("sign", reader("待签发文书", "Papers to sign"), sign(papers, reader)))
      <section id="news" data-live="/" data-every="10"><h2>\(reader("协助单位最新反馈", "News from partners"))</h2>\(newsList(news, people, reader))</section>
      </div></div>
      """)
  }

  private func tiles(_ rows: [DeskRow], _ papers: [PaperRow], _ counts: CourtCounts, _ reader: Reader) -> [Figure] {
    let over = rows.count { $0.due.map { $0 < reader.now } ?? false }
    let today = rows.count { $0.due.map { $0 >= reader.now && $0.day == reader.now.day } ?? false }
    let day = reader.now.day
    return [
      Figure(label: Phrase("我的超期", "My overdue"), value: "\(over)", path: "/?due=over", bad: over > 0),
      Figure(label: Phrase("我的今日到期", "Mine due today"), value: "\(today)", path: "/?due=today"),
      Figure(label: Phrase("我的待办", "My list"), value: "\(rows.count)", path: "/"),
      Figure(label: Phrase("待签文书", "Papers to sign"), value: "\(papers.count)", path: "/papers"),
      Figure(label: Phrase("本院在办", "Open in the court"), value: count(.exactly(counts.open), reader), path: "/cases?status=open"),
      Figure(
        label: Phrase("今日立案", "Filed today"), value: "\(counts.filedToday)", path: "/cases?filedOn=\(day)&sort=filed",
        note: reader("今日收案 \(counts.receivedToday)", "\(counts.receivedToday) received")),
      Figure(label: Phrase("今日结案", "Closed today"), value: "\(counts.closedToday)", path: "/cases?closedOn=\(day)&sort=updated"),
    ]
  }

  private func deskFilters(_ rows: [DeskRow], _ people: People) -> [Filter] {
    let nodes = Set(rows.map(\.key)).sorted().map { (key: $0, title: people.node($0)) }
    return [
      Filter("q", Phrase("案号、被执行人、事项", "Number, debtor, node"), .text), Filter("node", Phrase("事项", "Node"), .choice(nodes)),
      Filter(
        "due", Phrase("期限", "Clock"),
        .choice([
          ("over", Phrase("已超期", "Overdue")), ("today", Phrase("今日到期", "Due today")), ("soon", Phrase("七日内", "Within a week")),
        ])),
    ]
  }

  private func views(_ rows: [DeskRow], _ reader: Reader) -> [(title: String, path: String)] {
    let over = rows.count { $0.due.map { $0 < reader.now } ?? false }
    let soon = rows.count { $0.due.map { $0 >= reader.now && $0.day - reader.now.day <= 7 } ?? false }
    return [
      (title: reader("全部 \(rows.count)", "All \(rows.count)"), path: "/"),
      (title: reader("超期 \(over)", "Overdue \(over)"), path: "/?due=over"),
      (title: reader("七日内 \(soon)", "Within a week \(soon)"), path: "/?due=soon"),
    ]
  }

  private func work(_ list: ShortList<DeskRow>, _ people: People, _ reader: Reader) -> Table<DeskRow> {
    Table(
      Phrase("按期限先后；j、k 移动，回车打开", "By clock; j and k move, Enter opens"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { row in
          caseLink(
            CaseLink(
              number: row.number.isEmpty ? "\(row.caseID)" : row.number, path: "/cases/\(row.caseID)", livelihood: row.livelihood),
            reader)
        },
        Column(Phrase("期限", "Clock"), sort: "due") { lamp($0.due, reader) },
        Column(Phrase("事项", "Node"), sort: "node") { "\(reader(people.node($0.key)))" },
        Column(Phrase("被执行人", "Debtor")) { "\(people.persons($0.debtors))" },
        Column(Phrase("岗位", "For")) { "\(reader($0.owner.title))" },
      ], rows: list.rows,
      empty: Phrase(
        "没有待办事项；新案件分到您名下或节点到期时会出现在这里。", "Nothing to do; it fills when a case is assigned to you or a clock starts."),
      sorting: list.sorting)
  }

  private func sign(_ papers: [PaperRow], _ reader: Reader) -> HTML {
    let shown = papers.prefix(8)
    let list = Table(
      Phrase("先拟先签", "Oldest first"),
      [
        Column(Phrase("文书", "Paper"), heads: true) { paper in
          "<a class=\"paper\" \(href("/cases/\(paper.caseID)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>"
        },
        Column(Phrase("案号", "Case")) { "<a \(href("/cases/\($0.caseID)#papers"))>\($0.number)</a>" },
      ] as [Column<PaperRow>], rows: Array(shown), empty: Phrase("没有等您签发的文书。", "No paper waits for your signature."))
    let more: HTML = when(
      !papers.isEmpty,
      "<p><a class=\"button quiet\" \(href("/papers"))>\(reader("全部 \(papers.count) 份，成批签发", "All \(papers.count); sign in batches"))</a></p>"
    )
    return "\(table(list, reader))\(more)"
  }

  private func newsList(_ rows: [RequestRow], _ people: People, _ reader: Reader) -> HTML {
    guard !rows.isEmpty else { return empty(Phrase("还没有反馈。", "No answers yet."), reader) }
    let items = rows.map { row -> HTML in
      """
      <li><time>\(row.answeredAt?.clock.prefix(5) ?? "")</time><a \(href("/cases/\(row.caseID)#property"))>\(row.number)</a> \
      \(reader(people.unit(row.unit))) \(reader(row.action.name))</li>
      """
    }
    return
      "<ul class=\"timeline\">\(items)</ul><p><a \(href("/search-centre?status=answered"))>\(reader("全部反馈", "All answers"))</a></p>"
  }

  private func csv(_ rows: [DeskRow], _ people: People, _ reader: Reader) -> Response {
    let titles = [
      reader("案号", "Case"), reader("事项", "Node"), reader("期限", "Due"), reader("被执行人", "Debtor"), reader("岗位", "For"),
    ]
    let lines = rows.map { row in
      [row.number, reader(people.node(row.key)), row.due?.minuteText ?? "", people.persons(row.debtors), reader(row.owner.title)]
    }
    return Response.bytes(CSV.bytes(titles, lines), type: "text/csv; charset=utf-8", name: "desk.csv", inline: false)
  }
}
