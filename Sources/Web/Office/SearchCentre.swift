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
        var requests: [RequestRow] = []
        for status in SearchCentre.statuses {
          requests += try await services.reads.requests(
            court: services.court, status: status.key, limit: SearchCentre.rowsMax)
        }
        let list = list(requests, people, reader)
        guard request.query["format"] != "csv" else { return csv(list.all, people, reader) }
        return Response.html(page(requests, list, people, reader))
      }
    }
  }

  private func list(_ requests: [RequestRow], _ people: People, _ reader: Reader) -> ShortList<RequestRow> {
    let status = reader.query("status") ?? ""
    let unit = reader.query("unit") ?? ""
    let outcome = reader.query("outcome") ?? ""
    return ShortList(
      requests, reader, bound: SearchCentre.rowsMax,
      words: { "\($0.number) \(reader(people.unit($0.unit))) \(reader($0.action.name))" },
      keep: { row in
        (status.isEmpty || row.status == status) && (unit.isEmpty || row.unit == unit)
          && (outcome.isEmpty || row.outcome?.rawValue == outcome)
      },
      orders: [
        "sent": { $0.sentAt < $1.sentAt }, "due": { $0.deadline < $1.deadline }, "number": { $0.number < $1.number },
        "answered": { ($0.answeredAt ?? .latest) < ($1.answeredAt ?? .latest) }, "unit": { $0.unit < $1.unit },
      ], otherwise: "sent", descending: true)
  }

  private func page(_ requests: [RequestRow], _ list: ShortList<RequestRow>, _ people: People, _ reader: Reader) -> HTML {
    let units = Set(requests.map(\.unit)).sorted()
    let fields = [
      Filter("q", Phrase("案号、单位、事项", "Number, unit, action"), .text),
      Filter("status", Phrase("状态", "Status"), .choice(SearchCentre.statuses)),
      Filter("unit", Phrase("单位", "Unit"), .choice(units.map { ($0, people.unit($0)) })),
      Filter("outcome", Phrase("结果", "Outcome"), .choice(PartnerOutcome.allCases.map { ($0.rawValue, SearchCentre.word($0)) })),
    ]
    let start: HTML =
      "<p class=\"hint\">\(reader("成批发起查询：在", "To start searches in batches, choose cases in "))<a \(href("/cases?status=open"))>\(reader("案件", "Cases"))</a>\(reader("列表选中后逐件办理。", "."))</p>"
    return Layout(title: reader("查控中心", "Search centre"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("查控中心", "Search centre"))</h1>
      <div id="figures" data-live="\(reader.path)" data-every="5">\(figures(tiles(requests), reader))</div>
      \(filters(fields, reader))
      <section><div id="requests" data-live="\(reader.path)" data-every="5">\(table(rows(list, people, reader), reader))</div>
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      \(section("units", reader("按单位", "By unit"), byUnit(requests, units, people, reader) + start))
      """)
  }

  private func tiles(_ requests: [RequestRow]) -> [Figure] {
    let failed = requests.count { $0.outcome == .failed || $0.outcome == .rejected }
    let counted = SearchCentre.statuses.map { status -> Figure in
      let number = requests.count { $0.status == status.key }
      let bounded = number >= SearchCentre.rowsMax ? grouped(number) + "+" : grouped(number)
      return Figure(
        label: status.title, value: "\(bounded)", path: "/search-centre?status=\(status.key)",
        bad: status.key == "late" && number > 0)
    }
    return counted + [
      Figure(
        label: Phrase("反馈为失败", "Answered: failed"), value: "\(failed)", path: "/search-centre?outcome=failed", bad: failed > 0)
    ]
  }

  private func rows(_ list: ShortList<RequestRow>, _ people: People, _ reader: Reader) -> Table<RequestRow> {
    Table(
      Phrase("向协助单位发出的请求", "Requests to units"),
      [
        Column(Phrase("案号", "Case"), sort: "number", heads: true) {
          "<a \(href("/cases/\($0.caseID)#property"))>\($0.number)</a>"
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
      ], rows: list.rows,
      empty: Phrase("没有符合条件的请求；发起网络查询或采取控制措施后显示在这里。", "No request matches; searches and measures fill this."),
      sorting: list.sorting)
  }

  private func byUnit(_ requests: [RequestRow], _ units: [String], _ people: People, _ reader: Reader) -> HTML {
    func number(_ status: String) -> @Sendable (String) -> HTML {
      { unit in
        count(
          .exactly(requests.count { $0.unit == unit && $0.status == status }),
          opens: "/search-centre?unit=\(Address.encoded(unit))&status=\(status)", reader)
      }
    }
    return table(
      Table(
        Phrase("每个数字都可打开", "Each figure opens its list"),
        [Column(Phrase("单位", "Unit"), heads: true) { "\(reader(people.unit($0)))" }]
          + SearchCentre.statuses.map { Column($0.title, align: .number, cell: number($0.key)) } as [Column<String>],
        rows: units, empty: Phrase("还没有向任何单位发出请求。", "No unit was asked yet.")), reader)
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

  private func csv(_ rows: [RequestRow], _ people: People, _ reader: Reader) -> Response {
    let titles = [
      reader("案号", "Case"), reader("单位", "Unit"), reader("事项", "Action"), reader("发出", "Sent"), reader("反馈期限", "Due"),
      reader("反馈", "Answered"), reader("结果", "Outcome"),
    ]
    let lines = rows.map { row in
      [
        row.number, reader(people.unit(row.unit)), reader(row.action.name), row.sentAt.minuteText, row.deadline.minuteText,
        row.answeredAt?.minuteText ?? reader(SearchCentre.word(row.status)),
        row.outcome.map { reader(SearchCentre.word($0)) } ?? "",
      ]
    }
    return Response.bytes(CSV.bytes(titles, lines), type: "text/csv; charset=utf-8", name: "requests.csv", inline: false)
  }
}
