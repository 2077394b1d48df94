import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// The court's register of service: what waits, what is out, what came back; letters, labels and receipts for many at once.
struct ServicePages: Sendable {
  let services: CourtServices
  static let rowsMax = 2000

  func add(to router: Router<PageContext>) {
    router.get("/service") { request, context in
      try await Pages.staff(request, context, services) { reader in try await list(request.query, reader) }
    }
    router.post("/service/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
    ServicePaste(services: services).add(to: router)
    DeliveryPages(services: services).add(to: router)
    ServiceAPI(services: services).add(to: router)
  }

  /// Who sees to service: their reads of addresses are recorded.
  static func check(_ actor: Actor) throws {
    guard actor.roles.isDisjoint(with: SendPapers.roles) else { return }
    let who = SendPapers.roles.sorted { $0.rawValue < $1.rawValue }
    throw PageProblem(
      403, "notYourRole",
      Phrase(
        "送达由\(who.map(\.title.zh).joined(separator: "、"))办理", "Service is for: \(who.map(\.title.en).joined(separator: ", "))"))
  }

  // MARK: The list

  static let ages: [(key: String, title: Phrase)] = [5, 10, 20, 30, 60].map { days in
    ("\(days)", Phrase("已 \(days) 天以上", "\(days) days or more"))
  }
  private static let filterList: [Filter] = [
    Filter("q", Phrase("案号、受送达人、文书、单号", "Case, receiver, paper, letter"), .text),
    Filter(
      "status", Phrase("状态", "State"),
      .choice(Delivery.Status.allCases.map { ($0.rawValue, $0.name) } + [("all", Phrase("全部", "All"))])),
    Filter("way", Phrase("送达方式", "Way"), .choice(ServiceWay.allCases.map { ($0.rawValue, $0.name) })),
    Filter("age", Phrase("等待时间", "Waiting"), .choice(ages)),
  ]

  /// As the address asks: what is open where it names no state.
  static func query(_ asked: FormData, today: Day) -> DeliveryQuery {
    var query = DeliveryQuery()
    if asked["status"] == "all" { query.statuses = Set(Delivery.Status.allCases) }
    if let status = Delivery.Status(rawValue: asked["status"]) { query.statuses = [status] }
    query.way = ServiceWay(rawValue: asked["way"])
    query.caseID = ID(asked["case"])
    query.dueThrough = Int(asked["age"]).map { today - $0 }
    query.limit = rowsMax
    return query
  }

  private struct Line: Sendable {
    let row: DeliveryRow
    let person: String
  }

  private func list(_ asked: FormData, _ reader: Reader) async throws -> Response {
    let rows = try await services.reads.deliveries(
      ServicePages.query(asked, today: reader.now.day), court: services.court)
    let people = try await People.load(Array(Set(rows.map(\.person))), services, for: reader)
    let list = ShortList(
      rows.map { Line(row: $0, person: people.person($0.person)) }, reader, bound: ServicePages.rowsMax, pageRows: 50,
      words: { "\($0.row.number) \($0.person) \($0.row.kind.title.zh) \($0.row.kind.title.en) \($0.row.tracking)" },
      orders: [
        "due": { $0.row.dueOn < $1.row.dueOn }, "case": { $0.row.number < $1.row.number },
        "person": { $0.person < $1.person }, "sent": { ($0.row.sentOn ?? .latest) < ($1.row.sentOn ?? .latest) },
      ], otherwise: "due")
    guard ExportFile.Format(asked) == nil else { return try await export(list, reader) }
    return Response.html(page(list, try await Livelihoods.load(list.rows.map(\.row.caseID), services), reader))
  }

  private func page(_ list: ShortList<Line>, _ tags: Livelihoods, _ reader: Reader) -> HTML {
    let mine = !reader.actor.roles.isDisjoint(with: SendPapers.roles)
    let today = reader.now.day
    let bar = Batch(
      id: "service", action: "/service/batch",
      buttons: [
        ("send", Phrase("登记寄出", "Record sending")), ("labels", Phrase("打印地址标签", "Print labels")),
        ("envelopes", Phrase("打印信封", "Print envelopes")),
      ])
    let rows = Table(
      Phrase("等待最久的在前", "Those that wait longest first"),
      [
        Column(Phrase("文书", "Paper"), heads: true) { line in
          "<a class=\"paper\" \(href(DeliveryPages.path(line.row)))>\(reader(line.row.kind.title))</a>"
        },
        Column(Phrase("案号", "Case"), sort: "case") {
          "<a \(href("/cases/\($0.row.caseID)#papers"))>\($0.row.number)</a>\(tags.tag($0.row.caseID, reader))"
        },
        Column(Phrase("受送达人", "Receiver"), sort: "person") { "\($0.person)" },
        Column(Phrase("状态", "State")) { ServicePages.state($0.row, today, reader) },
        Column(Phrase("方式", "Way")) { line in when(line.row.way) { way -> HTML in "\(reader(way.name))" } },
        Column(Phrase("寄出、刊登", "Sent, published"), sort: "sent") { line in
          when(line.row.sentOn) { day -> HTML in "\(day) <span class=\"note\">\(ServiceWords.shown(line.row.tracking))</span>" }
        },
        Column(Phrase("等待自", "Waits since"), sort: "due") { "\($0.row.dueOn)" },
        Column(Phrase("回证", "Receipts"), align: .number) { "\($0.row.receipts)" },
      ] as [Column<Line>], rows: list.rows,
      empty: Phrase(
        "没有符合条件的送达；文书用印后，未能电子送达的在这里。", "Nothing fits; sealed papers that could not be served electronically come here."),
      sorting: list.sorting,
      choice: mine
        ? RowChoice(
          batch: bar.id, value: { "\($0.row.caseID)/\($0.row.paper)/\($0.row.person)" },
          name: { "\($0.row.number) \(reader($0.row.kind.title)) \($0.person)" }) : nil)
    return Layout(title: reader("送达登记", "Service register"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("送达登记", "Service register"))</h1>
      <p><a class="button quiet" \(href("/service/paste"))>\(reader("粘贴单号、签收和退回结果", "Paste letters and results"))</a></p>
      \(filters(ServicePages.filterList, reader))
      <section>\(when(mine && !list.rows.isEmpty, batchBar(bar, reader)))\(table(rows, reader))
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  static func state(_ row: DeliveryRow, _ today: Day, _ reader: Reader) -> HTML {
    let days = today - row.dueOn
    switch row.status {
    case .served: return "\(lamp(.well, reader(row.status.name))) \(row.doneOn.map { "\($0)" } ?? "")"
    case .published:
      return "\(lamp(.soon, reader(row.status.name))) \(row.deemedOn.map { reader("\($0) 视为送达", "served as of \($0)") } ?? "")"
    case .returned, .refused: return "\(lamp(.over, reader(row.status.name))) \(row.doneOn.map { "\($0)" } ?? "")"
    case .due, .sent:
      return lamp(
        days > 10 ? .over : days > 5 ? .soon : .well, "\(reader(row.status.name)) · \(reader("\(days) 天", "\(days) days"))")
    case .recalled: return "\(reader(row.status.name))"
    }
  }

  private func export(_ list: ShortList<Line>, _ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("文书", "Paper"), reader("受送达人", "Receiver"), reader("状态", "State"), reader("方式", "Way"),
      reader("等待自", "Waits since"), reader("寄出、刊登", "Sent, published"), reader("单号", "Letter"), reader("办结日", "Ended on"),
      reader("视为送达日", "Deemed on"), reader("次数", "Attempts"), reader("回证", "Receipts"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "service", titles: titles).response(
      list.all.map { line in
        let row = line.row
        return [
          row.number, reader(row.kind.title), line.person, reader(row.status.name), row.way.map { reader($0.name) } ?? "",
          "\(row.dueOn)", row.sentOn.map { "\($0)" } ?? "", row.tracking, row.doneOn.map { "\($0)" } ?? "",
          row.deemedOn.map { "\($0)" } ?? "", "\(row.tries)", "\(row.receipts)",
        ]
      }, isCut: list.isCut)
  }

  // MARK: Many at once

  private func batch(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    try ServicePages.check(reader.actor)
    let letters = try await Letters.load(form.all("select"), services, reader)
    switch form["do"] {
    case "labels", "envelopes":
      return Response.html(try await LetterPages(services: services).print(letters, envelopes: form["do"] == "envelopes", reader))
    case "record": return try await record(letters, form, reader)
    default: return Response.html(try await LetterPages(services: services).enter(letters, back: form["back"], reader))
    }
  }

  /// Numbers typed beside each letter: each is attempted on its own.
  private func record(_ letters: Letters, _ form: FormData, _ reader: Reader) async throws -> Response {
    let batch = CaseBatch(services: services)
    var outcomes: [BatchOutcome] = []
    for letter in letters.list {
      let number = form["tracking-\(letter.caseID)-\(letter.person)"]
      guard !number.isEmpty else { continue }
      outcomes.append(
        await batch.attempt(
          CommandCall(
            SendPapers.name,
            [
              "case": "\(letter.caseID)", "to": "\(letter.person)", "way": "mail", "on": .text(form["on"]),
              "tracking": .text(number),
              "papers": .list(letter.papers.map { "\($0.id)" }),
            ]), named: "\(letter.number) \(letters.people.person(letter.person))", path: "/cases/\(letter.caseID)#papers",
          done: Phrase("已登记寄出", "Recorded as sent"), reader))
    }
    return batch.report(SendPapers.title, outcomes, "/service", reader)
  }
}
