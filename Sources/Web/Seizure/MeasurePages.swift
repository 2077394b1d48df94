import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Measures that near their end: renewals are prepared for many and signed in one batch, each paper its own; what may be let go is drafted.
struct MeasurePages: Sendable {
  let services: CourtServices
  static let pageRows = 25
  /// Rows read at a time for an export.
  static let exportRows = 500

  func add(to router: Router<PageContext>) {
    router.get("/measures") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = request.query
        let people = try await People.load([], services, for: reader)
        var query = MeasureList.query(form, services, people, today: reader.now.day)
        let state = MeasureList.State(rawValue: form["state"])
        if ExportFile.Format(form) != nil {
          query.after = nil
          query.limit = MeasurePages.exportRows
          return export(query, state, people, reader)
        }
        query.limit = MeasurePages.pageRows
        let list = try await MeasureList.load(query, state, services, reader.actor)
        let tags = try await Livelihoods.load(list.rows.map(\.row.caseID), services)
        return Response.html(page(list, query, form, tags, people, reader))
      }
    }
    router.post("/measures/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
    router.get("/api/measures") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        if let problem = QueryRule.problem(request, MeasureList.rules) { return problem }
        let people = try await People.load([], services, masked: true)
        var query = MeasureList.query(request.query, services, people, today: services.desk.clock.now.day)
        query.limit = request.query.pageLimit
        let state = MeasureList.State(rawValue: request.query["state"])
        return MeasureList.shape.answer(try await MeasureList.load(query, state, services, actor))
      }
    }
  }

  private func page(
    _ list: APIPage<MeasureList.Row>, _ query: MeasureQuery, _ form: FormData, _ tags: Livelihoods, _ people: People,
    _ reader: Reader
  ) -> HTML {
    let days = MeasureList.days(services)
    let fields = [
      Filter("q", Phrase("案号、种类、单位、承办人", "Number, kind, unit, handler"), .text),
      Filter("within", Phrase("届满", "Ends"), .choice(days.map { ("\($0)", Phrase("\($0) 日内", "within \($0) days")) })),
      Filter("state", Phrase("续行", "Renewal"), .choice(MeasureList.State.allCases.map { ($0.rawValue, $0.name) })),
      Filter("kind", Phrase("种类", "Kind"), .choice(Property.Kind.allCases.map { ($0.rawValue, $0.name) })),
      Filter("handler", Phrase("承办人", "Handler"), .choice(people.handlers.map { ("\($0.id)", Phrase($0.name, $0.name)) })),
    ]
    let state = PageState(
      shown: list.rows.count, total: list.total.map { .exactly($0) } ?? (form["state"].isEmpty ? .atLeast(query.countMax) : nil),
      next: list.next)
    let buttons = MeasureList.Act.allCases.filter { !$0.roles.isDisjoint(with: reader.actor.roles) }.map {
      (value: $0.rawValue, title: $0.title)
    }
    let batch = Batch(id: "measures", action: "/measures/batch", buttons: buttons)
    let rows = Table(
      Phrase("先届满的在前", "Soonest first"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.row.caseID)#property"))>\($0.row.number)</a>\(tags.tag($0.row.caseID, reader))"
        },
        Column(Phrase("种类", "Kind")) { "\(reader($0.row.kind.name))" },
        Column(Phrase("单位", "Unit")) { "\(reader(people.unit($0.row.unit)))" },
        Column(Phrase("控制数额（元）", "Held (CNY)"), sort: "amount", align: .number) { sum($0.row.amount) },
        Column(Phrase("届满", "Through"), sort: "until") {
          "\($0.row.until) \(lamp(Instant.end(of: $0.row.until), soonDays: 15, reader))"
        },
        Column(Phrase("续行", "Renewal")) { row in
          when(
            row.paper != nil,
            "<a class=\"paper\" \(href("/cases/\(row.row.caseID)/papers/\(row.paper.map { "\($0)" } ?? "")"))>\(reader(row.state.name))</a>",
            else: "\(reader(row.state.name))")
        },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.row.handler))" },
      ] as [Column<MeasureList.Row>], rows: list.rows, empty: Phrase("没有临近届满的控制措施。", "No measure nears its end."),
      sorting: Sorting(key: query.sort.rawValue, descending: query.descending),
      choice: buttons.isEmpty
        ? nil
        : RowChoice(
          batch: batch.id, value: { "\($0.row.caseID)/\($0.row.measure)" },
          name: { "\($0.row.number) \(reader($0.row.kind.name)) \($0.row.until)" }))
    return Layout(title: reader("续行查封冻结", "Measures to renew"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("续行查封冻结", "Measures to renew"))</h1>
      <p>\(reader("期限届满前未续行的，查封、扣押、冻结的效力消灭，顺位丧失。", "A measure not renewed before its last day is over lapses, and its rank is lost."))</p>
      \(law([SeizureTerm.lapseArticle.text], reader))
      \(QueryRule.notice(form, MeasureList.rules, fields, reader))\(filters(fields, reader))
      <section>\(when(!buttons.isEmpty, batchBar(batch, reader)))\(table(rows, reader))
      \(pager(state, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      <p><a \(href("/lifting"))>\(reader("应解除的措施、限制消费和失信", "What is to be lifted"))</a></p>
      """)
  }

  private func export(
    _ query: MeasureQuery, _ state: MeasureList.State?, _ people: People, _ reader: Reader
  ) -> Response {
    let titles = [
      reader("案号", "Case"), reader("种类", "Kind"), reader("单位", "Unit"), reader("控制数额（元）", "Held (CNY)"),
      reader("届满", "Through"), reader("续行", "Renewal"), reader("承办人", "Handler"),
    ]
    let place = PartPlace(query)
    return ExportFile(services: services, reader: reader, list: "measures", titles: titles).stream { _ in
      guard var query = await place.query else { return nil }
      let part = try await MeasureList.load(query, state, services, reader.actor)
      query.after = part.next.flatMap { MeasureQuery.Cursor($0) }
      await place.goOn(query.after == nil ? nil : query)
      return part.rows.map { row in
        [
          row.row.number, reader(row.row.kind.name), reader(people.unit(row.row.unit)), "\(row.row.amount)", "\(row.row.until)",
          reader(row.state.name), people.member(row.row.handler),
        ]
      }
    }
  }

  // MARK: Many at once

  private func batch(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    guard let act = MeasureList.Act(rawValue: form["do"]) else {
      throw PageProblem(422, "noAct", Phrase("请先选择要办理的事项", "Choose what to do first"))
    }
    if let answer = try await CaseBatch(services: services).asked(act.title, form, "/measures/batch", reader) { return answer }
    let rows = form.all("select").prefix(CaseBatch.rowsMax).compactMap { text -> (ID<CaseFile>, ID<Measure>)? in
      let parts = text.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let measure = ID<Measure>(parts[1]) else { return nil }
      return (id, measure)
    }
    let work = MeasureBatch(services: services, reader: reader)
    let outcomes = act == .prepare ? try await work.prepare(rows) : try await work.sign(rows)
    return CaseBatch(services: services).report(act.title, outcomes, form["back"], reader)
  }
}
