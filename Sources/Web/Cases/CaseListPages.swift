import Basics
import Casework
import Enforcement
import Hummingbird

/// The case list: search, filters, sorts, pages, totals, export, and one act on many.
struct CaseListPages: Sendable {
  let services: CourtServices
  /// Rows read at a time for an export.
  static let exportRows = 1000

  func add(to router: Router<PageContext>) {
    router.get("/cases") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = request.query
        var query = CaseListPages.query(form, now: reader.now)
        if ExportFile.Format(form) != nil {
          query.limit = CaseListPages.exportRows
          query.after = nil
          return export(query, reader)
        }
        return Response.html(try await page(query, form, reader))
      }
    }
    CaseBatch(services: services).add(to: router)
  }

  static func query(_ form: FormData, now: Instant) -> CaseListQuery {
    var query = CaseListQuery()
    query.text = String(form["q"].prefix(60))
    query.status = CaseStatus(rawValue: form["status"])
    query.lane = Lane(rawValue: form["lane"])
    query.handler = ID(form["handler"])
    query.type = CaseTypeCode(rawValue: form["type"])?.rawValue
    query.overdueAt = form["overdue"].isEmpty ? nil : now
    query.livelihood = !form["livelihood"].isEmpty
    query.filedOn = Day(form["filedOn"])
    query.closedOn = Day(form["closedOn"])
    query.sort = CaseListQuery.Sort(rawValue: form["sort"]) ?? .due
    query.descending = form["desc"] == "1" || form["way"] == "desc"
    query.countsAll = form["count"] == "exact"
    query.after = CaseListQuery.Cursor(form["after"])
    query.limit = min(max(Int(form["limit"]) ?? 25, 1), FormData.pageMax)
    return query
  }

  private func page(_ query: CaseListQuery, _ form: FormData, _ reader: Reader) async throws -> HTML {
    let result = try await services.reads.list(query, court: services.court)
    let people = try await People.load(result.rows.flatMap { $0.applicants + $0.debtors }, services, for: reader)
    let tags = try await Livelihoods.load(result.rows.map(\.id), services)
    let total: Count = result.all.isExact ? .exactly(result.all.cases) : .atLeast(result.all.cases)
    let batch = CaseBatch.bar(reader)
    let list = Table(
      Phrase("共 \(total.text(reader)) 件", "\(total.text(reader)) in all"), columns(people, tags, reader), rows: result.rows,
      empty: Phrase("没有符合条件的案件；可放宽条件，或到“立案”登记申请。", "No case matches; widen the filters, or register an application under File."),
      sorting: Sorting(key: query.sort.rawValue, descending: query.descending),
      choice: batch.map { batch in
        RowChoice(batch: batch.id, value: { "\($0.id)" }, name: { $0.number.isEmpty ? "\($0.id)" : $0.number })
      }, totals: totals(result, reader))
    let state = PageState(shown: result.rows.count, total: total, next: result.next?.description)
    let fields = CaseListPages.filterFields(people)
    return Layout(title: reader("案件", "Cases"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案件", "Cases"))</h1>
      \(QueryRule.notice(form, QueryRule.cases, fields, reader))\(filters(fields, saved: views(reader), reader))
      <section>\(when(batch) { batch in when(!result.rows.isEmpty, batchBar(batch, reader)) })\(table(list, reader))
      \(pager(state, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func columns(_ people: People, _ tags: Livelihoods, _ reader: Reader) -> [Column<CaseRow>] {
    [
      Column(Phrase("案号", "Case"), sort: "number", heads: true) { row in
        caseLink(
          CaseLink(
            number: row.number.isEmpty ? reader("待立案 ", "Received ") + "\(row.id)" : row.number, path: "/cases/\(row.id)",
            livelihood: row.livelihood, grounds: tags.grounds[row.id] ?? []), reader)
      },
      Column(Phrase("申请执行人", "Applicant")) { "\(people.persons($0.applicants))" },
      Column(Phrase("被执行人", "Debtor")) { "\(people.persons($0.debtors))" },
      Column(Phrase("最近期限", "Nearest clock"), sort: "due") { row in lamp(row.nearestDue, reader) },
      Column(Phrase("节点", "Node")) { "\($0.nearestKey.isEmpty ? "—" : reader(people.node($0.nearestKey)))" },
      Column(Phrase("承办人", "Handler")) { row in handler(row, people) },
      Column(Phrase("标的（元）", "Claimed (CNY)"), sort: "claimed", align: .number) {
        sum($0.claimed, opens: "/cases/\($0.id)#claim")
      },
      Column(Phrase("到账（元）", "Received (CNY)"), align: .number) { sum($0.moneyIn, opens: "/cases/\($0.id)#money") },
      Column(Phrase("立案", "Filed"), sort: "filed") { "<time>\($0.filedOn?.description ?? "—")</time>" },
      Column(Phrase("繁简", "Lane")) { "\($0.lane.map { reader($0.name) } ?? "—")" },
      Column(Phrase("状态", "Status")) { "\(reader($0.status.name))" },
    ]
  }

  private func handler(_ row: CaseRow, _ people: People) -> HTML {
    guard let handler = row.handler else { return "—" }
    return "<a class=\"plain\" \(href("/cases?handler=\(handler)"))>\(people.member(handler))</a>"
  }

  /// Sums of everything that fits, where so few cases fit that they are read whole; of what is shown otherwise.
  private func totals(_ page: CaseListPage, _ reader: Reader) -> [HTML] {
    let claimed = page.all.sums?.claimed ?? page.rows.reduce(Money.zero) { $0 + $1.claimed }
    let moneyIn = page.all.sums?.moneyIn ?? page.rows.reduce(Money.zero) { $0 + $1.moneyIn }
    let title = page.all.sums == nil ? reader("本页合计", "On this page") : reader("全部合计", "All that fits")
    return ["\(title)", "", "", "", "", "", sum(claimed), sum(moneyIn), "", "", ""]
  }

  static func filterFields(_ people: People) -> [Filter] {
    [
      Filter("q", Phrase("案号、姓名或拼音首字母、编号", "Number, name or initials, id"), .text),
      Filter("status", Phrase("状态", "Status"), .choice(CaseStatus.allCases.map { ($0.rawValue, $0.name) })),
      Filter("type", Phrase("类型", "Type"), .choice(CaseTypeCode.allCases.map { ($0.rawValue, $0.name) })),
      Filter("lane", Phrase("繁简", "Lane"), .choice(Lane.allCases.map { ($0.rawValue, $0.name) })),
      Filter("handler", Phrase("承办人", "Handler"), .choice(people.handlers.map { ("\($0.id)", Phrase($0.name, $0.name)) })),
      Filter("filedOn", Phrase("立案日", "Filed on"), .day), Filter("closedOn", Phrase("结案日", "Closed on"), .day),
      Filter("overdue", Phrase("已超期", "Overdue"), .flag), Filter("livelihood", Phrase("涉民生", "Livelihood"), .flag),
    ]
  }

  private func views(_ reader: Reader) -> [(title: String, path: String)] {
    let today = reader.now.day
    let mine = reader.actor.roles.isDisjoint(with: [.officer, .judge]) ? nil : reader.actor.staff
    return (mine.map { [(title: reader("我承办的", "Mine"), path: "/cases?handler=\($0)&status=open")] } ?? []) + [
      (title: reader("全部在办", "All open"), path: "/cases?status=open"),
      (title: reader("超期最久", "Longest overdue"), path: "/cases?overdue=1&sort=due"),
      (title: reader("涉民生", "Livelihood"), path: "/cases?livelihood=1&status=open"),
      (title: reader("今日立案", "Filed today"), path: "/cases?filedOn=\(today)&sort=filed"),
      (title: reader("今日结案", "Closed today"), path: "/cases?closedOn=\(today)&sort=updated"),
      (title: reader("最近变动", "Latest changes"), path: "/cases?sort=updated&desc=1"),
    ]
  }

  private func export(_ query: CaseListQuery, _ reader: Reader) -> Response {
    let titles = [
      reader("案号", "Case"), reader("申请执行人", "Applicant"), reader("被执行人", "Debtor"), reader("标的（元）", "Claimed"),
      reader("到账（元）", "Received"), reader("立案日", "Filed"), reader("繁简", "Lane"), reader("承办人", "Handler"),
      reader("最近节点", "Nearest node"), reader("最近期限", "Due"), reader("状态", "Status"),
      reader("涉民生", "Livelihood"),
    ]
    let place = PartPlace(query)
    return ExportFile(services: services, reader: reader, list: "cases", titles: titles).stream { _ in
      guard var query = await place.query else { return nil }
      let result = try await services.reads.list(query, court: services.court)
      query.after = result.next
      await place.goOn(result.next == nil ? nil : query)
      let people = try await People.load(result.rows.flatMap { $0.applicants + $0.debtors }, services, for: reader)
      let tags = try await Livelihoods.load(result.rows.map(\.id), services)
      return result.rows.map { cells($0, people, reader) + [tags.words($0.id, reader)] }
    }
  }

  private func cells(_ row: CaseRow, _ people: People, _ reader: Reader) -> [String] {
    let lane = row.lane.map { reader($0.name) } ?? ""
    let node = row.nearestKey.isEmpty ? "" : reader(people.node(row.nearestKey))
    return [
      row.number, people.persons(row.applicants), people.persons(row.debtors), "\(row.claimed)", "\(row.moneyIn)",
      row.filedOn?.description ?? "", lane, people.member(row.handler), node, row.nearestDue?.minuteText ?? "",
      reader(row.status.name),
    ]
  }
}
