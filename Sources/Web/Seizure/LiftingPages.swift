import Basics
import Casework
import Enforcement
import Hummingbird

/// What is to be lifted, by clock: consumption restrictions and listings within three working days, measures that have no ground any more.
/// Papers are drafted for many and signed in one batch, each its own.
struct LiftingPages: Sendable {
  let services: CourtServices
  private static let pageRows = 25
  /// Rows read at a time for an export, and where a name is looked for.
  private static let partRows = 200

  /// What a node asks to be lifted, and by which paper.
  enum Kind: String, Sendable, CaseIterable {
    case liftConsumption, removeListing, releaseMeasure, checkOverLimit
    var paper: PaperKind {
      switch self {
      case .liftConsumption: .consumptionLift
      case .removeListing: .listingRemoval
      case .releaseMeasure, .checkOverLimit: .releaseRuling
      }
    }
    /// The act that drafts the paper. While the debt is open only what is too much is let go.
    func draft(_ file: CaseFile) -> CommandCall {
      let id = file.id
      return switch self {
      case .liftConsumption: CommandCall(DraftLift.name, ["case": "\(id)"])
      case .removeListing: CommandCall(DraftRemoval.name, ["case": "\(id)"])
      case .releaseMeasure where file.closing.performedOn == nil && file.seizure.excess > .zero: Kind.checkOverLimit.draft(file)
      case .releaseMeasure: CommandCall(DraftRelease.name, ["case": "\(id)", "ground": .text(ReleaseGround.performed.rawValue)])
      case .checkOverLimit: CommandCall(DraftRelease.name, ["case": "\(id)", "ground": .text(ReleaseGround.excess.rawValue)])
      }
    }
  }
  struct Row: Sendable {
    let node: NodeRow
    /// Where the list goes on after it.
    let place: String
    let kind: Kind
    /// Whom or what it concerns.
    let about: String
    /// Drafts that wait for signature.
    let papers: [ID<Paper>]
    /// Signed, and units have not let go yet.
    let isAsked: Bool
  }

  func add(to router: Router<PageContext>) {
    router.get("/lifting") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = request.query
        let people = try await People.load([], services, for: reader)
        var query = LiftingPages.query(form)
        if ExportFile.Format(form) != nil {
          query.after = nil
          query.limit = LiftingPages.partRows
          return export(query, form["q"], people, reader)
        }
        query.limit = LiftingPages.pageRows
        let list = try await load(query, form["q"], reader)
        let tags = try await Livelihoods.load(list.rows.map(\.node.caseID), services)
        return Response.html(page(list, form, tags, people, reader))
      }
    }
    router.post("/lifting/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
    router.get("/api/lifting") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        if let problem = QueryRule.problem(request, LiftingPages.rules) { return problem }
        var query = LiftingPages.query(request.query)
        query.limit = request.query.pageLimit
        return LiftingPages.shape.answer(
          try await load(query, request.query["q"], Pages.reader(request, context, services)))
      }
    }
  }

  private static let rules: [QueryRule] = [
    .words("q", max: 60), .one("what", of: Kind.allCases.map(\.rawValue)), .id("handler"), .one("count", of: ["exact"]),
    .number("limit", in: 1...FormData.pageMax), .cursor { place($0) != nil },
  ]
  private static func place(_ text: String) -> (due: Int64, id: Int64)? {
    let parts = text.split(separator: ".").map { Int64($0) }
    guard parts.count == 2, let due = parts[0], let id = parts[1] else { return nil }
    return (due, id)
  }
  private static func query(_ form: FormData) -> NodeQuery {
    var query = NodeQuery()
    if let kind = Kind(rawValue: form["what"]) {
      query.keys = [kind.rawValue]
    } else {
      query.keys = Set(Kind.allCases.map(\.rawValue))
      // What is too much goes by the same ruling: one act, one row, by the clock that ends first.
      query.coveredBy = [Kind.checkOverLimit.rawValue: Kind.releaseMeasure.rawValue]
    }
    query.handler = ID(form["handler"])
    query.after = place(form["after"])
    if form["count"] == "exact" { query.countMax = Int(Int32.max) }
    return query
  }

  /// One page, by clock. Names are not in the table: where one is looked for, cases are read on until the page is full or the list at
  /// its end.
  private func load(_ query: NodeQuery, _ text: String, _ reader: Reader) async throws -> APIPage<Row> {
    func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
    let wanted = plain(text).replacing("（", with: "(").replacing("）", with: ")")
    var rows: [Row] = []
    var part = query
    part.limit = max(query.limit + 1, wanted.isEmpty ? 0 : LiftingPages.partRows)
    var total: Int?
    reading: while true {
      let page = try await services.reads.nodes(part, court: services.court)
      if wanted.isEmpty { total = page.total }
      for (node, place) in zip(page.rows, page.places) {
        guard let row = try await row(node, "\(place.due).\(place.id)", reader),
          wanted.isEmpty || plain("\(node.number) \(row.about)").contains(wanted)
        else { continue }
        rows.append(row)
        if rows.count > query.limit { break reading }
      }
      guard let next = page.next else { break }
      part.after = next
    }
    if !wanted.isEmpty && query.after == nil && rows.count <= query.limit { total = rows.count }
    var answer = APIPage(rows, limit: query.limit, mark: \.place)
    answer.total = total
    return answer
  }

  private func row(_ node: NodeRow, _ place: String, _ reader: Reader) async throws -> Row? {
    guard let kind = Kind(rawValue: node.key) else { return nil }
    let file = try await services.desk.look(at: node.caseID, actor: reader.actor, court: services.court).caseFile(node.caseID)
    let people = try await People.load(file.debtors.map(\.person), services, for: reader)
    return Row(
      node: node, place: place, kind: kind, about: about(kind, file, people, reader),
      papers: file.papers.unsigned.filter { $0.kind == kind.paper }.map(\.id),
      isAsked: kind.paper == .releaseRuling && file.seizure.live.contains(where: \.isBeingReleased))
  }

  private func about(_ kind: Kind, _ file: CaseFile, _ people: People, _ reader: Reader) -> String {
    switch kind {
    case .liftConsumption: people.persons(file.sanctions.liveRestrictions)
    case .removeListing: people.persons(DraftRemoval.due(file))
    case .releaseMeasure, .checkOverLimit:
      reader("\(file.seizure.live.count) 项措施", "\(file.seizure.live.count) measures")
    }
  }

  private static func paper(_ row: Row, _ reader: Reader) -> String {
    guard row.papers.isEmpty else { return reader(row.kind.paper.title) }
    return row.isAsked ? reader("已签发，等待单位办理", "Signed; the unit is asked") : reader("未拟制", "Not drafted")
  }

  private func export(_ query: NodeQuery, _ text: String, _ people: People, _ reader: Reader) -> Response {
    let titles = [
      reader("案号", "Case"), reader("应办", "What"), reader("对象", "About"), reader("期限", "Clock"), reader("文书", "Paper"),
      reader("承办人", "Handler"),
    ]
    let place = PartPlace(query)
    return ExportFile(services: services, reader: reader, list: "lifting", titles: titles).stream { _ in
      guard var query = await place.query else { return nil }
      let part = try await load(query, text, reader)
      query.after = part.next.flatMap(LiftingPages.place)
      await place.goOn(query.after == nil ? nil : query)
      return part.rows.map { row in
        [
          row.node.number, reader(people.node(row.kind.rawValue)), row.about, row.node.due?.day.description ?? "",
          LiftingPages.paper(row, reader), people.member(row.node.handler),
        ]
      }
    }
  }

  private func page(
    _ list: APIPage<Row>, _ form: FormData, _ tags: Livelihoods, _ people: People, _ reader: Reader
  ) -> HTML {
    let what = Kind.allCases.map { ($0.rawValue, people.node($0.rawValue)) }
    let state = PageState(
      shown: list.rows.count,
      total: list.total.map { .exactly($0) } ?? (form["q"].isEmpty ? .atLeast(NodeQuery().countMax) : nil),
      next: list.next)
    let acts: [(value: String, title: Phrase)] =
      (reader.actor.roles.isDisjoint(with: DraftLift.roles) ? [] : [("draft", Phrase("拟制解除文书", "Draft the papers"))])
      + (reader.actor.roles.isDisjoint(with: [.president, .judge]) ? [] : [("sign", Phrase("签发所选", "Sign the chosen"))])
    let batch = Batch(id: "lifting", action: "/lifting/batch", buttons: acts)
    let rows = Table(
      Phrase("先到期的在前", "Soonest first"),
      [
        Column(Phrase("案号", "Case"), heads: true) {
          "<a \(href("/cases/\($0.node.caseID)#papers"))>\($0.node.number)</a>\(tags.tag($0.node.caseID, reader))"
        },
        Column(Phrase("应办", "What")) { "\(reader(people.node($0.kind.rawValue)))" },
        Column(Phrase("对象", "About")) { "\($0.about)" },
        Column(Phrase("期限", "Clock")) {
          "\(lamp($0.node.due, soonDays: 1, reader)) \($0.node.due?.day.description ?? "")"
        },
        Column(Phrase("文书", "Paper")) { row in
          when(
            row.papers.isEmpty,
            "\(LiftingPages.paper(row, reader))",
            else: row.papers.map { paper -> HTML in
              "<a class=\"paper\" \(href("/cases/\(row.node.caseID)/papers/\(paper)"))>\(reader(row.kind.paper.title))</a>"
            }.joined(separator: "；"))
        },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.node.handler))" },
      ] as [Column<Row>], rows: list.rows, empty: Phrase("没有应解除的事项。", "Nothing is to be lifted."),
      choice: acts.isEmpty
        ? nil
        : RowChoice(
          batch: batch.id, value: { "\($0.node.caseID)/\($0.kind.rawValue)" },
          name: { "\($0.node.number) \(reader(people.node($0.kind.rawValue)))" }))
    let fields = [
      Filter("q", Phrase("案号、姓名", "Number, name"), .text), Filter("what", Phrase("应办", "What"), .choice(what)),
      Filter("handler", Phrase("承办人", "Handler"), .choice(people.handlers.map { ("\($0.id)", Phrase($0.name, $0.name)) })),
    ]
    return Layout(title: reader("应解除的事项", "To be lifted"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("应解除的事项", "To be lifted"))</h1>
      <p>\(reader("删除、撤销失信信息和解除限制消费：事由发生后三个工作日内。", "Listings are removed and restrictions lifted within three working days of their ground."))</p>
      \(law(["法释〔2017〕7号第10条", "法释〔2015〕17号第9条", "查扣冻规定第28条"], reader))
      \(QueryRule.notice(form, LiftingPages.rules, fields, reader))\(filters(fields, reader))
      <section>\(when(!acts.isEmpty, batchBar(batch, reader)))\(table(rows, reader))
      \(pager(state, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      <p><a \(href("/measures"))>\(reader("续行查封冻结", "Measures to renew"))</a></p>
      """)
  }

  private func batch(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let signs = form["do"] == "sign"
    let title = signs ? Phrase("签发解除文书", "Sign what lifts") : Phrase("拟制解除文书", "Draft what lifts")
    let cases = CaseBatch(services: services)
    if let answer = try await cases.asked(title, form, "/lifting/batch", reader) { return answer }
    var outcomes: [BatchOutcome] = []
    var seen: Set<ID<Paper>> = []
    for text in form.all("select").prefix(CaseBatch.rowsMax) {
      let parts = text.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let kind = Kind(rawValue: parts[1]) else { continue }
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      let name = "\(file.number) \(reader(kind.paper.title))"
      let papers = file.papers.unsigned.filter { $0.kind == kind.paper }.map(\.id)
      guard signs else {
        outcomes.append(
          await cases.attempt(
            kind.draft(file), named: name, path: "/cases/\(id)#papers", done: Phrase("已拟制", "Drafted"), reader))
        continue
      }
      if papers.isEmpty {
        outcomes.append(
          BatchOutcome(
            name: name, path: "/cases/\(id)#papers", result: .refused(Phrase("没有待签发的文书", "No paper waits"), articles: [])))
      }
      for paper in papers where seen.insert(paper).inserted {
        outcomes.append(
          await cases.attempt(
            CommandCall(SignPaper.name, ["case": "\(id)", "paper": "\(paper)"]), named: name,
            path: "/cases/\(id)/papers/\(paper)",
            done: Phrase("已签发", "Signed"), reader))
      }
    }
    return cases.report(title, outcomes, form["back"], reader)
  }

  private static let row = Shape<Row>.object([
    .id("case") { $0.node.caseID }, .text("number") { $0.node.number }, .word("what") { $0.kind },
    .moment("due") { $0.node.due }, .id("handler") { $0.node.handler },
    .list("papers", Shapes.text) { $0.papers.map { "\($0)" } }, .flag("asked") { $0.isAsked },
  ])
  static let shape = Shapes.page("lifting", row)
}
