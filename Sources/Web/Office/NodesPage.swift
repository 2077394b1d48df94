import Basics
import Casework
import Enforcement
import Hummingbird

/// Open nodes of the court, by clock: what the wall's figures on nodes and tasks open.
struct NodesPage: Sendable {
  let services: CourtServices
  static let pageRows = 30
  private static let exportRows = 1000

  func add(to router: Router<PageContext>) {
    router.get("/nodes") { request, context in
      try await Pages.staff(request, context, services) { reader in
        var query = NodesPage.query(request.query, now: reader.now)
        let people = try await People.load([], services, for: reader)
        guard ExportFile.Format(request.query) != nil else { return Response.html(try await page(query, people, reader)) }
        query.limit = NodesPage.exportRows
        query.after = nil
        return export(query, people, reader)
      }
    }
  }

  static func query(_ form: FormData, now: Instant) -> NodeQuery {
    var query = NodeQuery()
    query.owner = Role(rawValue: form["owner"])
    query.key = form["node"].isEmpty ? nil : form["node"]
    query.handler = ID(form["handler"])
    switch form["due"] {
    case "over": query.dueBefore = now
    case "today": (query.dueFrom, query.dueBefore) = (now, Instant(now.day + 1))
    case "week": (query.dueFrom, query.dueBefore) = (now, Instant(now.day + 8))
    default: break
    }
    let after = form["after"].split(separator: ".").compactMap { Int64($0) }
    if after.count == 2 { query.after = (after[0], after[1]) }
    if form["count"] == "exact" { query.countMax = Int(Int32.max) }
    query.limit = pageRows
    return query
  }

  private func page(_ query: NodeQuery, _ people: People, _ reader: Reader) async throws -> HTML {
    let page = try await services.reads.nodes(query, court: services.court)
    let tags = try await Livelihoods.load(page.rows.map(\.caseID), services)
    let total: Count = page.total.map { .exactly($0) } ?? .atLeast(query.countMax)
    let keys = people.books.process.modules.flatMap(\.nodes)
    let owners = Set(keys.compactMap { people.books.process.nodes[$0]?.owner }).sorted { $0.rawValue < $1.rawValue }
    let fields = [
      Filter(
        "due", Phrase("期限", "Clock"),
        .choice([
          ("over", Phrase("已超期", "Overdue")), ("today", Phrase("今日到期", "Due today")), ("week", Phrase("七日内", "Within a week")),
        ])), Filter("owner", Phrase("岗位", "For"), .choice(owners.map { ($0.rawValue, $0.title) })),
      Filter("node", Phrase("节点", "Node"), .choice(keys.map { ($0, people.node($0)) })),
      Filter("handler", Phrase("承办人", "Handler"), .choice(people.handlers.map { ("\($0.id)", Phrase($0.name, $0.name)) })),
    ]
    let list = Table(
      Phrase("按期限先后，共 \(total.text(reader)) 个", "By clock, \(total.text(reader)) in all"),
      [
        Column(Phrase("案号", "Case"), heads: true) { row in
          caseLink(
            CaseLink(
              number: row.number.isEmpty ? "\(row.caseID)" : row.number, path: "/cases/\(row.caseID)#clocks",
              livelihood: tags.concerns(row.caseID), grounds: tags.grounds[row.caseID] ?? []), reader)
        },
        Column(Phrase("节点", "Node")) { "\(reader(people.node($0.key)))" },
        Column(Phrase("期限", "Clock")) { lamp($0.due, reader) },
        Column(Phrase("到期", "Due")) { "\($0.due?.minuteText ?? "—")" },
        Column(Phrase("岗位", "For")) { "\(reader($0.owner.title))" },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.handler))" },
      ] as [Column<NodeRow>], rows: page.rows, empty: Phrase("没有符合条件的节点。", "No open node matches."))
    let state = PageState(shown: page.rows.count, total: total, next: page.next.map { "\($0.due).\($0.id)" })
    let title = reader("节点与任务", "Nodes and tasks")
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <h1>\(title)</h1>\(filters(fields, reader))
      <section>\(table(list, reader))\(pager(state, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func export(_ query: NodeQuery, _ people: People, _ reader: Reader) -> Response {
    let titles = [
      reader("案号", "Case"), reader("节点", "Node"), reader("到期", "Due"), reader("岗位", "For"), reader("承办人", "Handler"),
    ]
    let place = NodePlace(query)
    return ExportFile(services: services, reader: reader, list: "nodes", titles: titles).stream { _ in
      guard let query = await place.query else { return nil }
      let page = try await services.reads.nodes(query, court: services.court)
      await place.goOn(after: page.next)
      return page.rows.map { row in
        [
          row.number, reader(people.node(row.key)), row.due?.minuteText ?? "", reader(row.owner.title),
          people.member(row.handler),
        ]
      }
    }
  }
}

/// Where an export of nodes is.
private actor NodePlace {
  private(set) var query: NodeQuery?
  init(_ query: NodeQuery) { self.query = query }
  func goOn(after last: (due: Int64, id: Int64)?) {
    if let last { query?.after = last } else { query = nil }
  }
}
