import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// The review line: all matters of the court by clock, and those of one case with what may be done.
struct RemedyPages: Sendable {
  let services: CourtServices
  static let pageRows = 50
  private static let exportRows = 1_000

  func add(to router: Router<PageContext>) {
    router.get("/remedies") { request, context in
      try await Pages.staff(request, context, services) { reader in
        if ExportFile.Format(request.query) != nil { return try await export(request.query, reader) }
        return Response.html(try await list(request.query, reader))
      }
    }
    router.get("/cases/:id/remedies") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        return Response.html(try await page(situation, id, reader))
      }
    }
    router.get("/api/remedies") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        if let problem = QueryRule.problem(request, RemedyPages.rules) { return problem }
        var query = RemedyPages.query(request.query, services.desk.clock.now.day)
        query.limit = request.query.pageLimit
        let found = try await services.reads.remedies(query, court: services.court)
        let people = try await People.load(found.rows.map(\.by), services, masked: !actor.seesNames)
        let rows = found.rows.map { Row(row: $0, people: people) }
        return RemedyPages.rows.answer(APIPage(rows: rows, next: found.next.map { "\($0.due).\($0.id)" }, total: nil))
      }
    }
    router.get("/api/cases/:id/remedies") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        let people = try await People.load(
          situation.caseFile(id).filing.parties.map(\.person), services, masked: !actor.seesNames)
        return RemedyView.shape.answer(RemedyView(file: situation.caseFile(id), people: people, texts: [:]))
      }
    }
  }

  // MARK: The court's list

  struct Row: Sendable {
    let row: RemedyRow
    let people: People
  }
  static let row = Shape<Row>.object([
    .id("id") { $0.row.id }, .id("case") { $0.row.caseID }, .maybe("caseNumber") { $0.row.caseNumber },
    .maybe("number") { $0.row.number }, .word("kind") { $0.row.kind }, .word("stage") { $0.row.stage },
    .word("outcome") { $0.row.outcome }, .text("by") { $0.people.person($0.row.by) }, .id("presiding") { $0.row.presiding },
    .day("receivedOn") { $0.row.receivedOn }, .day("due") { $0.row.due },
  ])
  static let rows = Shapes.page("remedies", row)
  static let rules: [QueryRule] = [
    .one("kind", of: RemedyKind.allCases.map(\.rawValue)), .one("stage", of: RemedyStage.allCases.map(\.rawValue)),
    .one("due", of: ["over", "week"]), .id("presiding"), .flag("open"), .number("limit", in: 1...FormData.pageMax),
    .cursor { text in
      let parts = text.split(separator: ".")
      return parts.count == 2 && parts.allSatisfy { Int64($0) != nil }
    },
  ]

  static func query(_ form: FormData, _ today: Day) -> RemedyQuery {
    var query = RemedyQuery()
    query.kind = RemedyKind(rawValue: form["kind"])
    query.stage = RemedyStage(rawValue: form["stage"])
    query.presiding = ID(form["presiding"])
    query.isOpen = !form["open"].isEmpty
    switch form["due"] {
    case "over": query.dueBefore = today
    case "week": query.dueBefore = today + 8
    default: break
    }
    let after = form["after"].split(separator: ".").compactMap { Int64($0) }
    if after.count == 2 { query.after = (after[0], after[1]) }
    query.limit = pageRows
    return query
  }

  private func list(_ form: FormData, _ reader: Reader) async throws -> HTML {
    let found = try await services.reads.remedies(RemedyPages.query(form, reader.now.day), court: services.court)
    let people = try await People.load(found.rows.map(\.by), services, for: reader)
    let tags = try await Livelihoods.load(found.rows.map(\.caseID), services)
    let judges = Set(found.rows.compactMap(\.presiding)).sorted()
    let fields = [
      Filter("kind", Phrase("种类", "Kind"), .choice(RemedyKind.allCases.map { ($0.rawValue, $0.name) })),
      Filter("stage", Phrase("阶段", "Stage"), .choice(RemedyStage.allCases.map { ($0.rawValue, $0.name) })),
      Filter(
        "due", Phrase("期限", "Clock"), .choice([("over", Phrase("已超期", "Overdue")), ("week", Phrase("七日内", "Within a week"))])),
      Filter(
        "presiding", Phrase("审判长", "Presiding"),
        .choice(judges.map { ("\($0)", Phrase(people.member($0), people.member($0))) })),
      Filter("open", Phrase("未办结", "Not over"), .flag),
    ]
    let columns: [Column<RemedyRow>] = [
      Column(Phrase("案号", "Number"), heads: true) { row in
        "<a \(href("/cases/\(row.caseID)/remedies#remedy-\(row.id)"))>\(row.number.isEmpty ? reader("待立案", "To be filed") : row.number)</a>"
      },
      Column(Phrase("种类", "Kind")) { "\(reader($0.kind.name))" }, Column(Phrase("异议人、申请人", "By")) { "\(people.person($0.by))" },
      Column(Phrase("执行案件", "Enforcement case")) { row in
        "<a \(href("/cases/\(row.caseID)"))>\(row.caseNumber.isEmpty ? "\(row.caseID)" : row.caseNumber)</a>\(tags.tag(row.caseID, reader))"
      },
      Column(Phrase("收到", "Received")) { "\($0.receivedOn)" },
      Column(Phrase("阶段", "Stage")) { row in
        "\(reader(row.stage.name))\(when(row.outcome) { outcome in " <span class=\"note\">\(reader(outcome.name))</span>" })"
      },
      Column(Phrase("期限", "Clock")) { row in lamp(row.due.map { Instant.end(of: $0) }, reader) },
      Column(Phrase("审判长", "Presiding")) { "\(people.member($0.presiding))" },
    ]
    let state = PageState(shown: found.rows.count, total: nil, next: found.next.map { "\($0.due).\($0.id)" })
    let title = reader("执行审查", "Review line")
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <h1>\(title)</h1>\(filters(fields, reader))
      <section>\(table(Table(Phrase("异议、变更追加与复议，按期限先后", "Objections and changes of parties, by clock"), columns, rows: found.rows, empty: Phrase("没有符合条件的审查事项。", "No matter fits.")), reader))\
      \(pager(state, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func export(_ form: FormData, _ reader: Reader) async throws -> Response {
    var query = RemedyPages.query(form, reader.now.day)
    query.limit = RemedyPages.exportRows
    query.after = nil
    let found = try await services.reads.remedies(query, court: services.court)
    let people = try await People.load(found.rows.map(\.by), services, for: reader)
    let titles = [
      reader("案号", "Number"), reader("种类", "Kind"), reader("异议人、申请人", "By"), reader("执行案件", "Enforcement case"),
      reader("收到", "Received"), reader("阶段", "Stage"), reader("结果", "Outcome"), reader("期限", "Due"), reader("审判长", "Presiding"),
    ]
    let lines = found.rows.map { row in
      [
        row.number, reader(row.kind.name), people.person(row.by), row.caseNumber, row.receivedOn.description,
        reader(row.stage.name),
        row.outcome.map { reader($0.name) } ?? "", row.due?.description ?? "", people.member(row.presiding),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "remedies", titles: titles).response(lines)
  }

  // MARK: One case

  private func page(_ situation: Situation, _ id: ID<CaseFile>, _ reader: Reader) async throws -> HTML {
    let file = situation.caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let refs = file.remedies.list.flatMap { [$0.text] + $0.rulings.map(\.text) + $0.hearings.map(\.minutes) }
    let texts = reader.seesNames ? try await services.vault.open(refs).compactMapValues { $0.fields["text"] } : [:]
    let view = RemedyView(file: file, people: people, texts: texts)
    return Layout(title: reader("执行审查", "Review line"), kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(id)"))>\(file.number.isEmpty ? "\(id)" : file.number)</a></p>
      <h1>\(reader("执行审查", "Review line"))</h1>\
      \(CommandBar(commands: RemedyCommands.all, file: file, situation: situation).html(reader))
      \(when(file.remedies.order.isEmpty, empty(Phrase("没有异议、变更追加申请。", "No objection and no change of parties was asked for."), reader)))
      \(file.remedies.list.reversed().map { view.html($0, reader) })
      """)
  }
}

/// The commands of one capability in a case, with why not.
struct CommandBar: Sendable {
  let commands: [any Command.Type]
  let file: CaseFile
  let situation: Situation

  func html(_ reader: Reader) -> HTML {
    var buttons: [ActionButton] = []
    var refused: [ActionButton] = []
    for case let type as any CaseCommand.Type in commands {
      guard !type.roles.subtracting([.machine]).isEmpty else { continue }
      do throws(Refusal) {
        try type.allowed(in: situation, file)
        buttons.append(ActionButton(type.title, .opens("/cases/\(file.id)/do/\(type.name)")))
      } catch {
        guard !error.isForOthers else { continue }
        refused.append(ActionButton(type.title, .refused(error.message, articles: error.citations, remedy: error.remedy)))
      }
    }
    return """
      <section id="actions" class="actions" aria-label="\(reader("可以办理", "You may now"))">\(actionBar(buttons, reader))</section>
      \(when(!refused.isEmpty, "<section class=\"greyed\"><h2>\(reader("暂不能办，点开看理由", "Not now; open for the reason"))</h2>\(actionBar(refused, reader))</section>"))
      """
  }
}
