import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Measures that near their end: renewals are prepared for many and signed in one batch, each paper its own; what may be let go is drafted.
struct MeasurePages: Sendable {
  let services: CourtServices
  static let rowsMax = 500

  func add(to router: Router<PageContext>) {
    router.get("/measures") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let rows = try await MeasureList.load(request.query, services, reader)
        let people = try await People.load([], services, for: reader)
        let list = list(rows, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await export(list, people, reader) }
        return Response.html(page(list, people, reader))
      }
    }
    router.post("/measures/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
    router.get("/api/measures") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        let reader = Pages.reader(request, context, services)
        return MeasureList.shape.answer(try await MeasureList.load(request.query, services, reader))
      }
    }
  }

  private func list(_ rows: [MeasureList.Row], _ people: People, _ reader: Reader) -> ShortList<MeasureList.Row> {
    let state = reader.query("state") ?? ""
    let kind = reader.query("kind") ?? ""
    return ShortList(
      rows, reader, bound: MeasurePages.rowsMax,
      words: {
        "\($0.row.number) \(reader($0.row.kind.name)) \(reader(people.unit($0.row.unit))) \(people.member($0.row.handler))"
      },
      keep: { (state.isEmpty || $0.state.rawValue == state) && (kind.isEmpty || $0.row.kind.rawValue == kind) },
      orders: [
        "until": { $0.row.until < $1.row.until }, "number": { $0.row.number < $1.row.number },
        "amount": { $0.row.amount < $1.row.amount }, "handler": { people.member($0.row.handler) < people.member($1.row.handler) },
      ], otherwise: "until")
  }

  private func page(_ list: ShortList<MeasureList.Row>, _ people: People, _ reader: Reader) -> HTML {
    let days = MeasureList.days(services)
    let fields = [
      Filter("q", Phrase("案号、种类、单位", "Number, kind, unit"), .text),
      Filter("within", Phrase("届满", "Ends"), .choice(days.map { ("\($0)", Phrase("\($0) 日内", "within \($0) days")) })),
      Filter("state", Phrase("续行", "Renewal"), .choice(MeasureList.State.allCases.map { ($0.rawValue, $0.name) })),
      Filter("kind", Phrase("种类", "Kind"), .choice(Property.Kind.allCases.map { ($0.rawValue, $0.name) })),
      Filter("handler", Phrase("承办人", "Handler"), .choice(people.handlers.map { ("\($0.id)", Phrase($0.name, $0.name)) })),
    ]
    let buttons = MeasureList.Act.allCases.filter { !$0.roles.isDisjoint(with: reader.actor.roles) }.map {
      (value: $0.rawValue, title: $0.title)
    }
    let batch = Batch(id: "measures", action: "/measures/batch", buttons: buttons)
    let rows = Table(
      Phrase("先届满的在前", "Soonest first"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.row.caseID)#property"))>\($0.row.number)</a>"
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
        Column(Phrase("承办人", "Handler"), sort: "handler") { "\(people.member($0.row.handler))" },
      ] as [Column<MeasureList.Row>], rows: list.rows, empty: Phrase("没有临近届满的控制措施。", "No measure nears its end."),
      sorting: list.sorting,
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
      \(filters(fields, reader))
      <section>\(when(!buttons.isEmpty, batchBar(batch, reader)))\(table(rows, reader))
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      <p><a \(href("/lifting"))>\(reader("应解除的措施、限制消费和失信", "What is to be lifted"))</a></p>
      """)
  }

  private func export(_ list: ShortList<MeasureList.Row>, _ people: People, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("种类", "Kind"), reader("单位", "Unit"), reader("控制数额", "Held"), reader("届满", "Through"),
      reader("续行", "Renewal"), reader("承办人", "Handler"),
    ]
    let lines = list.all.map { row in
      [
        row.row.number, reader(row.row.kind.name), reader(people.unit(row.row.unit)), "\(row.row.amount)", "\(row.row.until)",
        reader(row.state.name), people.member(row.row.handler),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "measures", titles: titles).response(
      lines, isCut: list.isCut)
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

/// Measures near their end, with how far each one's renewal is.
enum MeasureList {
  enum State: String, Sendable, CaseIterable {
    case open, drafted, asked
    var name: Phrase {
      switch self {
      case .open: Phrase("未拟制", "Not drafted")
      case .drafted: Phrase("待签发", "Waits for signature")
      case .asked: Phrase("已向单位发出", "At the unit")
      }
    }
  }
  enum Act: String, Sendable, CaseIterable {
    case prepare, sign
    var title: Phrase {
      switch self {
      case .prepare: DraftRenewal.title
      case .sign: Phrase("签发续行裁定", "Sign the renewal rulings")
      }
    }
    var roles: Set<Role> {
      switch self {
      case .prepare: DraftRenewal.roles
      case .sign: PaperKind.renewalRuling.signers
      }
    }
  }
  struct Row: Sendable {
    let row: MeasureRow
    let state: State
    /// The draft that waits.
    let paper: ID<Paper>?
  }

  /// The days before the end on which the court is alerted, the longest first.
  static func days(_ services: CourtServices) -> [Int] {
    Array(Set(services.desk.books.law.settings.expiryAlertDays)).sorted(by: >)
  }

  static func load(_ form: FormData, _ services: CourtServices, _ reader: Reader) async throws -> [Row] {
    let within = Int(form["within"]) ?? days(services).first ?? 60
    var query = MeasureQuery(until: reader.now.day + min(max(within, 0), 3_660))
    query.handler = ID(form["handler"])
    query.limit = MeasurePages.rowsMax
    var rows: [Row] = []
    for row in try await services.reads.measures(query, court: services.court) {
      let file = try await services.desk.look(at: row.caseID, actor: reader.actor, court: services.court).caseFile(row.caseID)
      guard file.seizure.measures[row.measure]?.status == .effective else { continue }
      let paper = draft(of: row.measure, file)
      let asked = file.seizure.measures[row.measure]?.pending != nil
      rows.append(Row(row: row, state: asked ? .asked : paper == nil ? .open : .drafted, paper: paper))
    }
    return rows
  }

  static func draft(of measure: ID<Measure>, _ file: CaseFile) -> ID<Paper>? {
    file.papers.unsigned.last { file.seizure.renewals[$0.id]?.measures.contains(measure) ?? false }?.id
  }

  private static let row = Shape<Row>.object([
    .id("measure") { $0.row.measure }, .id("case") { $0.row.caseID }, .text("number") { $0.row.number },
    .word("kind") { $0.row.kind }, .text("unit") { $0.row.unit }, .sum("amount") { $0.row.amount },
    .day("until") { $0.row.until }, .id("handler") { $0.row.handler }, .word("renewal") { $0.state },
    .id("paper") { $0.paper },
  ])
  static let shape = Shape<[Row]>.object([.list("measures", row) { $0 }])
}

/// One act on many measures. Those of a case go into one ruling; each line says what became of it.
struct MeasureBatch: Sendable {
  let services: CourtServices
  let reader: Reader
  private var cases: CaseBatch { CaseBatch(services: services) }

  func prepare(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) async throws -> [BatchOutcome] {
    var outcomes: [BatchOutcome] = []
    for (id, measures) in grouped(rows) {
      let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
      let file = situation.caseFile(id)
      var good: [ID<Measure>] = []
      for measure in measures {
        guard let obstacle = DraftRenewal.obstacle(measure, file, situation) else {
          good.append(measure)
          continue
        }
        outcomes.append(
          BatchOutcome(
            name: name(measure, file), path: "/cases/\(id)#property",
            result: .refused(obstacle.message, articles: obstacle.citations)))
      }
      guard !good.isEmpty else { continue }
      let call = CommandCall(DraftRenewal.name, ["case": "\(id)", "measures": .list(good.map { "\($0)" })])
      let done = await cases.attempt(
        call, named: file.number, path: "/cases/\(id)#papers", done: Phrase("续行裁定已拟制", "Renewal drafted"), reader)
      outcomes += good.map { BatchOutcome(name: name($0, file), path: done.path, result: done.result) }
    }
    return outcomes
  }

  /// Each paper is signed once, whichever of its measures were chosen.
  func sign(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) async throws -> [BatchOutcome] {
    var outcomes: [BatchOutcome] = []
    for (id, measures) in grouped(rows) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      var signed: [ID<Paper>: BatchOutcome] = [:]
      for measure in measures {
        guard let paper = MeasureList.draft(of: measure, file) else {
          outcomes.append(
            BatchOutcome(
              name: name(measure, file), path: "/cases/\(id)#property",
              result: .refused(Phrase("没有待签发的续行裁定", "No renewal of it waits for signature"), articles: [])))
          continue
        }
        if signed[paper] == nil {
          signed[paper] = await cases.attempt(
            CommandCall(SignPaper.name, ["case": "\(id)", "paper": "\(paper)"]), named: file.number,
            path: "/cases/\(id)/papers/\(paper)", done: Phrase("已签发", "Signed"), reader)
        }
        if let done = signed[paper] {
          outcomes.append(BatchOutcome(name: name(measure, file), path: done.path, result: done.result))
        }
      }
    }
    return outcomes
  }

  private func grouped(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) -> [(ID<CaseFile>, [ID<Measure>])] {
    var order: [ID<CaseFile>] = []
    var measures: [ID<CaseFile>: [ID<Measure>]] = [:]
    for row in rows {
      if measures[row.caseID] == nil { order.append(row.caseID) }
      if !(measures[row.caseID] ?? []).contains(row.measure) { measures[row.caseID, default: []].append(row.measure) }
    }
    return order.map { ($0, measures[$0] ?? []) }
  }

  private func name(_ measure: ID<Measure>, _ file: CaseFile) -> String {
    guard let state = file.seizure.measures[measure] else { return file.number }
    return "\(file.number) \(reader(state.kind.name)) \(reader("至", "through")) \(state.until)"
  }
}
