import Basics
import Casework
import Enforcement
import Hummingbird

/// What is to be lifted, by clock: consumption restrictions and listings within three working days, measures that have no ground any more.
/// Papers are drafted for many and signed in one batch, each its own.
struct LiftingPages: Sendable {
  let services: CourtServices
  private static let rowsMax = 500

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
    /// The act that drafts the paper.
    func draft(_ id: ID<CaseFile>) -> CommandCall {
      switch self {
      case .liftConsumption: CommandCall(DraftLift.name, ["case": "\(id)"])
      case .removeListing: CommandCall(DraftRemoval.name, ["case": "\(id)"])
      case .releaseMeasure: CommandCall(DraftRelease.name, ["case": "\(id)", "ground": .text(ReleaseGround.performed.rawValue)])
      case .checkOverLimit: CommandCall(DraftRelease.name, ["case": "\(id)", "ground": .text(ReleaseGround.excess.rawValue)])
      }
    }
  }
  struct Row: Sendable {
    let node: NodeRow
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
        Response.html(page(try await rows(request.query, reader), try await People.load([], services, for: reader), reader))
      }
    }
    router.post("/lifting/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
    router.get("/api/lifting") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        LiftingPages.shape.answer(try await rows(request.query, Pages.reader(request, context, services)))
      }
    }
  }

  private func rows(_ form: FormData, _ reader: Reader) async throws -> [Row] {
    var rows: [Row] = []
    for kind in Kind.allCases where form["what"].isEmpty || form["what"] == kind.rawValue {
      var query = NodeQuery()
      query.key = kind.rawValue
      query.handler = ID(form["handler"])
      query.limit = LiftingPages.rowsMax
      for node in try await services.reads.nodes(query, court: services.court).rows {
        let file = try await services.desk.look(at: node.caseID, actor: reader.actor, court: services.court).caseFile(node.caseID)
        let people = try await People.load(file.debtors.map(\.person), services, for: reader)
        rows.append(
          Row(
            node: node, kind: kind, about: about(kind, file, people, reader),
            papers: file.papers.unsigned.filter { $0.kind == kind.paper }.map(\.id),
            isAsked: kind.paper == .releaseRuling && file.seizure.live.contains(where: \.isBeingReleased)))
      }
    }
    return rows.sorted { ($0.node.due ?? .latest, $0.node.node) < ($1.node.due ?? .latest, $1.node.node) }
  }

  private func about(_ kind: Kind, _ file: CaseFile, _ people: People, _ reader: Reader) -> String {
    switch kind {
    case .liftConsumption: people.persons(file.sanctions.liveRestrictions)
    case .removeListing: people.persons(DraftRemoval.due(file))
    case .releaseMeasure, .checkOverLimit:
      reader("\(file.seizure.live.count) 项措施", "\(file.seizure.live.count) measures")
    }
  }

  private func page(_ rows: [Row], _ people: People, _ reader: Reader) -> HTML {
    let what = Kind.allCases.map { ($0.rawValue, people.node($0.rawValue)) }
    let list = ShortList(
      rows, reader, bound: LiftingPages.rowsMax, words: { "\($0.node.number) \($0.about)" },
      orders: [
        "due": { ($0.node.due ?? .latest) < ($1.node.due ?? .latest) }, "number": { $0.node.number < $1.node.number },
      ], otherwise: "due")
    let acts: [(value: String, title: Phrase)] =
      (reader.actor.roles.isDisjoint(with: DraftLift.roles) ? [] : [("draft", Phrase("拟制解除文书", "Draft the papers"))])
      + (reader.actor.roles.isDisjoint(with: [.president, .judge]) ? [] : [("sign", Phrase("签发所选", "Sign the chosen"))])
    let batch = Batch(id: "lifting", action: "/lifting/batch", buttons: acts)
    let rows = Table(
      Phrase("先到期的在前", "Soonest first"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.node.caseID)#papers"))>\($0.node.number)</a>"
        },
        Column(Phrase("应办", "What")) { "\(reader(people.node($0.kind.rawValue)))" },
        Column(Phrase("对象", "About")) { "\($0.about)" },
        Column(Phrase("期限", "Clock"), sort: "due") {
          "\(lamp($0.node.due, soonDays: 1, reader)) \($0.node.due?.day.description ?? "")"
        },
        Column(Phrase("文书", "Paper")) { row in
          when(
            row.papers.isEmpty,
            "\(row.isAsked ? reader("已签发，等待单位办理", "Signed; the unit is asked") : reader("未拟制", "Not drafted"))",
            else: row.papers.map { paper -> HTML in
              "<a class=\"paper\" \(href("/cases/\(row.node.caseID)/papers/\(paper)"))>\(reader(row.kind.paper.title))</a>"
            }.joined(separator: "；"))
        },
        Column(Phrase("承办人", "Handler")) { "\(people.member($0.node.handler))" },
      ] as [Column<Row>], rows: list.rows, empty: Phrase("没有应解除的事项。", "Nothing is to be lifted."), sorting: list.sorting,
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
      \(filters(fields, reader))
      <section>\(when(!acts.isEmpty, batchBar(batch, reader)))\(table(rows, reader))\(pager(list.page, reader))</section>
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
    for text in form.all("select").prefix(CaseBatch.rowsMax) {
      let parts = text.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let kind = Kind(rawValue: parts[1]) else { continue }
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      let name = "\(file.number) \(reader(kind.paper.title))"
      let papers = file.papers.unsigned.filter { $0.kind == kind.paper }.map(\.id)
      guard signs else {
        outcomes.append(
          await cases.attempt(
            kind.draft(id), named: name, path: "/cases/\(id)#papers", done: Phrase("已拟制", "Drafted"), reader))
        continue
      }
      if papers.isEmpty {
        outcomes.append(
          BatchOutcome(
            name: name, path: "/cases/\(id)#papers", result: .refused(Phrase("没有待签发的文书", "No paper waits"), articles: [])))
      }
      for paper in papers {
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
  static let shape = Shape<[Row]>.object([.list("lifting", row) { $0 }])
}
