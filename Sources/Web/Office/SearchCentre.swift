import Basics
import Casework
import Enforcement
import Hummingbird

/// The search centre: what units were asked, what waits, what is late, by unit.
struct SearchCentre: Sendable {
  let services: CourtServices
  /// Requests read of each status.
  static let rowsMax = 500
  private static let statuses: [(key: String, title: Phrase)] = [
    ("waiting", Phrase("等待反馈", "Waiting")), ("late", Phrase("逾期未反馈", "Late")), ("answered", Phrase("已反馈", "Answered")),
    ("givenUp", Phrase("不再等待", "Given up")),
  ]

  func add(to router: Router<PageContext>) {
    router.get("/search-centre") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let people = try await People.load([], services, masked: true)
        let requests = try await services.reads.requests(SearchCentre.query(request.query), court: services.court)
        let tags = try await Livelihoods.load(requests.map(\.caseID), services)
        let list = list(requests, tags, people, reader)
        guard ExportFile.Format(request.query) == nil else { return try await csv(list, tags, people, reader) }
        let counts = try await services.reads.requestCounts(court: services.court, today: reader.now.day)
        return Response.html(page(counts, list, tags, people, reader))
      }
    }
  }

  static func query(_ form: FormData) -> RequestQuery {
    var query = RequestQuery()
    query.status = statuses.first { $0.key == form["status"] }?.key
    query.unit = form["unit"].isEmpty ? nil : form["unit"]
    query.outcomes =
      form["outcome"] == "unsuccessful"
      ? [.failed, .rejected] : Set([PartnerOutcome(rawValue: form["outcome"])].compactMap { $0 })
    query.sentOn = Day(form["sentOn"])
    query.answeredOn = Day(form["answeredOn"])
    query.limit = rowsMax
    return query
  }

  private func list(_ requests: [RequestRow], _ tags: Livelihoods, _ people: People, _ reader: Reader) -> ShortList<RequestRow> {
    let byAnswer = reader.query("status") == "answered" || reader.query("answeredOn") != nil
    return ShortList(
      requests, reader, bound: SearchCentre.rowsMax,
      words: { "\($0.number) \(reader(people.unit($0.unit))) \(reader($0.action.name))" },
      orders: [
        "sent": { $0.sentAt < $1.sentAt }, "due": { $0.deadline < $1.deadline }, "number": { $0.number < $1.number },
        "answered": { ($0.answeredAt ?? .latest) < ($1.answeredAt ?? .latest) }, "unit": { $0.unit < $1.unit },
      ], otherwise: byAnswer ? "answered" : "sent", descending: true,
      first: { !byAnswer && $0.answeredAt == nil && tags.concerns($0.caseID) })
  }

  private func page(
    _ counts: RequestCounts, _ list: ShortList<RequestRow>, _ tags: Livelihoods, _ people: People, _ reader: Reader
  ) -> HTML {
    let units = Set(counts.units.map(\.unit) + list.all.map(\.unit)).sorted()
    let outcomes =
      [(key: "unsuccessful", title: Phrase("失败或拒绝", "Failed or rejected"))]
      + PartnerOutcome.allCases.map { (key: $0.rawValue, title: SearchCentre.word($0)) }
    let fields = [
      Filter("q", Phrase("案号、单位、事项", "Number, unit, action"), .text),
      Filter("status", Phrase("状态", "Status"), .choice(SearchCentre.statuses)),
      Filter("unit", Phrase("单位", "Unit"), .choice(units.map { ($0, people.unit($0)) })),
      Filter("outcome", Phrase("结果", "Outcome"), .choice(outcomes)),
      Filter("sentOn", Phrase("发出日", "Sent on"), .day), Filter("answeredOn", Phrase("反馈日", "Answered on"), .day),
    ]
    let start: HTML =
      "<p class=\"hint\">\(reader("成批发起查询：在", "To start searches in batches, choose cases in "))<a \(href("/cases?status=open"))>\(reader("案件", "Cases"))</a>\(reader("列表选中后逐件办理。", "."))</p>"
    return Layout(title: reader("查控中心", "Search centre"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("查控中心", "Search centre"))</h1>
      <div id="figures" data-live="\(reader.path)" data-every="5">\(figures(tiles(counts, reader), reader))</div>
      \(filters(fields, reader))
      <section><div id="requests" data-live="\(reader.path)" data-every="5">\(table(rows(list, tags, people, reader), reader))</div>
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      <p class="chips"><a \(href("/by-hand"))>\(reader("人工录入查控结果", "Enter findings by hand"))</a> \
      <a \(href("/measures"))>\(reader("续行查封冻结", "Measures to renew"))</a> \
      <a \(href("/lifting"))>\(reader("应解除的事项", "To be lifted"))</a></p>
      \(section("units", reader("按单位", "By unit"), byUnit(counts.units, people, reader) + start))
      """)
  }

  private func tiles(_ counts: RequestCounts, _ reader: Reader) -> [Figure] {
    func bounded(_ number: Int) -> Count {
      number > RequestCounts.exactTo ? .atLeast(RequestCounts.exactTo) : .exactly(number)
    }
    let counted = SearchCentre.statuses.map { status -> Figure in
      let number = counts.byStatus[status.key] ?? 0
      return Figure(
        label: status.title, value: count(bounded(number), reader), path: "/search-centre?status=\(status.key)",
        bad: status.key == "late" && number > 0)
    }
    return counted + [
      Figure(
        label: Phrase("反馈为失败或拒绝", "Answered: failed or rejected"), value: count(bounded(counts.unsuccessful), reader),
        path: "/search-centre?outcome=unsuccessful", bad: counts.unsuccessful > 0)
    ]
  }

  private func rows(_ list: ShortList<RequestRow>, _ tags: Livelihoods, _ people: People, _ reader: Reader) -> Table<RequestRow> {
    let mayAct = !reader.actor.roles.isDisjoint(with: GiveUpRequest.everywhere)
    let acts: [Column<RequestRow>] = mayAct ? [Column(Phrase("办理", "Act")) { giveUp($0, reader) }] : []
    return Table(
      Phrase("向协助单位发出的请求", "Requests to units"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.caseID)#property"))>\($0.number)</a>\(tags.tag($0.caseID, reader))"
        },
        Column(Phrase("单位", "Unit"), sort: "unit") { "\(reader(people.unit($0.unit)))" },
        Column(Phrase("事项", "Action")) { "\(reader($0.action.name))" },
        Column(Phrase("发出", "Sent"), sort: "sent") { "\($0.sentAt)" },
        Column(Phrase("反馈期限", "Due"), sort: "due") { row in row.answeredAt == nil ? lamp(row.deadline, reader) : "\(row.deadline)"
        },
        Column(Phrase("反馈", "Answered"), sort: "answered") { row in
          when(row.answeredAt != nil, "\(row.answeredAt?.minuteText)", else: "\(reader(SearchCentre.word(row.status)))")
        },
        Column(Phrase("结果", "Outcome")) { row in
          when(row.outcome) { outcome -> HTML in "\(lamp(outcome == .done ? .well : .over, reader(SearchCentre.word(outcome))))" }
        },
      ] + acts, rows: list.rows,
      empty: Phrase("没有符合条件的请求；发起网络查询或采取控制措施后显示在这里。", "No request matches; searches and measures fill this."),
      sorting: list.sorting)
  }

  /// A request that waits can be given up; a payment cannot.
  private func giveUp(_ row: RequestRow, _ reader: Reader) -> HTML {
    guard row.answeredAt == nil, row.status != "givenUp", row.action != .pay else { return .empty }
    return """
      <a class="button quiet" \(href("/cases/\(row.caseID)/do/partners.giveUp?request=\(row.id)"))>\
      \(reader("不再等待", "Give up"))</a>
      """
  }

  private func byUnit(_ units: [UnitWork], _ people: People, _ reader: Reader) -> HTML {
    let today = reader.now.day
    @Sendable func opens(_ number: Int, _ unit: UnitWork, _ filter: String) -> HTML {
      count(.exactly(number), opens: "/search-centre?unit=\(Address.encoded(unit.unit))&\(filter)", reader)
    }
    return table(
      Table(
        Phrase("每个数字都可打开", "Each figure opens its list"),
        [
          Column(Phrase("单位", "Unit"), heads: true) { "\(reader(people.unit($0.unit)))" },
          Column(Phrase("等待反馈", "Waiting"), align: .number) { opens($0.waiting, $0, "status=waiting") },
          Column(Phrase("逾期未反馈", "Late"), align: .number) { opens($0.late, $0, "status=late") },
          Column(Phrase("今日反馈", "Answered today"), align: .number) { opens($0.answeredToday, $0, "answeredOn=\(today)") },
          Column(Phrase("不再等待", "Given up"), align: .number) { opens($0.givenUp, $0, "status=givenUp") },
        ] as [Column<UnitWork>], rows: units,
        empty: Phrase("没有等待反馈的请求，今天也还没有反馈。", "Nothing waits, and nothing was answered today.")), reader)
  }

  static func word(_ status: String) -> Phrase { statuses.first { $0.key == status }?.title ?? Phrase(status, status) }
  static func word(_ outcome: PartnerOutcome) -> Phrase {
    switch outcome {
    case .done: Phrase("办妥", "Done")
    case .partial: Phrase("部分办妥", "In part")
    case .failed: Phrase("失败", "Failed")
    case .rejected: Phrase("拒绝", "Rejected")
    }
  }

  private func csv(
    _ list: ShortList<RequestRow>, _ tags: Livelihoods, _ people: People, _ reader: Reader
  ) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("单位", "Unit"), reader("事项", "Action"), reader("发出", "Sent"), reader("反馈期限", "Due"),
      reader("反馈", "Answered"), reader("结果", "Outcome"), reader("涉民生", "Livelihood"),
    ]
    let lines = list.all.map { row in
      [
        row.number, reader(people.unit(row.unit)), reader(row.action.name), row.sentAt.minuteText, row.deadline.minuteText,
        row.answeredAt?.minuteText ?? reader(SearchCentre.word(row.status)),
        row.outcome.map { reader(SearchCentre.word($0)) } ?? "", tags.words(row.caseID, reader),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "requests", titles: titles).response(
      lines, isCut: list.isCut)
  }
}
