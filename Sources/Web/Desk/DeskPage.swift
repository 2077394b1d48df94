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
        let mine = try await services.desk.acting(reader.actor, court: services.court).inCharge
        let rows = try await services.reads.desk(
          roles: reader.actor.roles, staff: mine, court: services.court, after: nil, limit: DeskPage.rowsMax)
        // Matters of livelihood come first, however many others the desk has.
        let urgent = try await services.reads.livelihoodDesk(
          roles: reader.actor.roles, staff: mine, court: services.court, limit: DeskPage.rowsMax)
        let known = Set(urgent.map(\.node))
        let all = urgent + rows.filter { !known.contains($0.node) }
        let people = try await People.load(all.flatMap(\.debtors), services, for: reader)
        let tags = try await Livelihoods.load(urgent.map(\.caseID), services)
        let list = list(all, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await csv(list, tags, people, reader) }
        let warnings = try await WarningsList.load(services, reader, staff)
        return Response.html(try await page(rows, list, warnings, tags, people, reader))
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
      ], otherwise: "due", first: { $0.livelihood })
  }

  private func page(
    _ rows: [DeskRow], _ list: ShortList<DeskRow>, _ warnings: WarningsList, _ tags: Livelihoods, _ people: People,
    _ reader: Reader
  ) async throws -> HTML {
    let reads = services.reads
    let papers = try await reads.drafts(
      try await services.desk.signatory(reader.actor, court: services.court), court: services.court, after: nil, limit: 8)
    let news = try await PartnerNewsList.load(services, reader, limit: 10)
    let counts = try await reads.counts(court: services.court, now: reader.now)
    let isLead = !reader.actor.roles.isDisjoint(with: PeoplePages.leads)
    let unclaimed = try await MoneyDesk(services: services).overdue(reader)
    let lost = isLead ? try await PeoplePages.uncovered(services) : 0
    let chased = try await reads.chased(handler: reader.actor.staff, court: services.court, limit: DeskPage.rowsMax)
    let chase: HTML = when(
      !chased.isEmpty,
      banner(
        .warn, Phrase("\(chased.count) 笔案款到账满 20 天尚未发放完，今日督导", "\(chased.count) receipts are not paid out after 20 days"),
        next: "<p><a \(href("/chase?mine=1"))>\(reader("逐笔查看", "See each"))</a></p>", reader))
    let warned: HTML = when(
      !warnings.warned.isEmpty, section("warnings", reader("预警", "Warnings"), warnings.html(reader)))
    return Layout(title: reader("工作台", "Desk"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("工作台", "Desk")) · \(reader.now.day)</h1>
      <div id="figures" data-live="/" data-every="15">\(figures(tiles(rows, papers.total, warnings, counts, reader) + PeoplePages.tile(lost) + unclaimed, reader))</div>
      <div id="warned" data-live="/" data-every="30">\(chase)\(warned)</div>
      <div class="columns"><div>
      <section aria-labelledby="work-title"><h2 id="work-title">\(reader("待办", "To do"))</h2>\(filters(deskFilters(rows, people), saved: views(rows, reader), reader))
      <div id="work" data-live="\(reader.path)" data-every="15">\(table(work(list, tags, people, reader), reader))</div>
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      </div><div>
      \(section("sign", reader("待签发文书", "Papers to sign"), sign(papers.rows, papers.total, reader)))
      <section id="news" data-live="/" data-every="10"><h2>\(reader("协助单位最新反馈", "News from partners"))</h2>\(news.html(reader))\
      <p><a \(href("/search-centre?status=answered"))>\(reader("全部反馈", "All answers"))</a></p></section>
      </div></div>
      """)
  }

  /// How many of the desk's rows are due by a moment and not before another; nil where the desk was cut before it came to them. Rows
  /// stand by their clocks, so what is due before the last of them is counted whole.
  static func due(from first: Instant? = nil, before end: Instant, _ rows: [DeskRow], max: Int = rowsMax) -> Count? {
    let number = rows.count { row in row.due.map { $0 < end && (first == nil || $0 >= first ?? $0) } ?? false }
    guard rows.count >= max, let last = rows.last?.due, last < end else { return .exactly(number) }
    return number > 0 ? .atLeast(number) : nil
  }
  /// All of them; where the desk was cut, at least so many.
  private func all(_ rows: [DeskRow]) -> Count {
    rows.count >= DeskPage.rowsMax ? .atLeast(rows.count) : .exactly(rows.count)
  }

  private func tiles(
    _ rows: [DeskRow], _ papers: Int, _ warnings: WarningsList, _ counts: CourtCounts, _ reader: Reader
  ) -> [Figure] {
    let over = DeskPage.due(before: reader.now, rows)
    let day = reader.now.day
    func figure(_ number: Count?) -> HTML { number.map { count($0, reader) } ?? "—" }
    let today = DeskPage.due(from: reader.now, before: Instant(day + 1), rows)
    return [
      Figure(label: Phrase("我的超期", "My overdue"), value: figure(over), path: "/?due=over", bad: over != .exactly(0)),
      Figure(label: Phrase("我的今日到期", "Mine due today"), value: figure(today), path: "/?due=today"),
      Figure(label: Phrase("我的待办", "My list"), value: count(all(rows), reader), path: "/"),
      Figure(
        label: Phrase("预警", "Warnings"), value: count(warnings.count, reader), path: "/#warned",
        bad: warnings.warned.contains { $0.level > 1 }),
      Figure(label: Phrase("待签文书", "Papers to sign"), value: count(.exactly(papers), reader), path: "/papers"),
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
    func words(_ count: Count?) -> String { count.map { " " + $0.text(reader) } ?? "" }
    let over = DeskPage.due(before: reader.now, rows)
    let soon = DeskPage.due(from: reader.now, before: Instant(reader.now.day + 8), rows)
    return [
      (title: reader("全部", "All") + words(all(rows)), path: "/"),
      (title: reader("超期", "Overdue") + words(over), path: "/?due=over"),
      (title: reader("七日内", "Within a week") + words(soon), path: "/?due=soon"),
    ]
  }

  private func work(_ list: ShortList<DeskRow>, _ tags: Livelihoods, _ people: People, _ reader: Reader) -> Table<DeskRow> {
    Table(
      Phrase("涉民生的在前，按期限先后", "Livelihood first, by clock"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) { row in
          caseLink(
            CaseLink(
              number: row.number.isEmpty ? "\(row.caseID)" : row.number, path: "/cases/\(row.caseID)", livelihood: row.livelihood,
              grounds: tags.grounds[row.caseID] ?? []),
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

  private func sign(_ papers: [PaperRow], _ total: Int, _ reader: Reader) -> HTML {
    let list = Table(
      Phrase("先拟先签", "Oldest first"),
      [
        Column(Phrase("文书", "Paper"), heads: true) { paper in
          "<a class=\"paper\" \(href("/cases/\(paper.caseID)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>"
        },
        Column(Phrase("案号", "Case")) { "<a \(href("/cases/\($0.caseID)#papers"))>\($0.number)</a>" },
      ] as [Column<PaperRow>], rows: papers, empty: Phrase("没有等您签发的文书。", "No paper waits for your signature."))
    let more: HTML = when(
      !papers.isEmpty,
      "<p><a class=\"button quiet\" \(href("/papers"))>\(reader("全部 \(total) 份，成批签发", "All \(total); sign in batches"))</a></p>"
    )
    return "\(table(list, reader))\(more)"
  }

  private func csv(
    _ list: ShortList<DeskRow>, _ tags: Livelihoods, _ people: People, _ reader: Reader
  ) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("事项", "Node"), reader("期限", "Due"), reader("被执行人", "Debtor"), reader("岗位", "For"),
      reader("涉民生", "Livelihood"),
    ]
    let lines = list.all.map { row in
      [
        row.number, reader(people.node(row.key)), row.due?.minuteText ?? "", people.persons(row.debtors), reader(row.owner.title),
        tags.words(row.caseID, reader),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "desk", titles: titles).response(
      lines, isCut: list.isCut)
  }
}
