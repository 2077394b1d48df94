import Basics
import Casework
import Enforcement
import Hummingbird

/// The case list: search, filters, sorts, pages, export.
struct CaseListPages: Sendable {
  let services: CourtServices
  /// Rows of an export.
  static let exportMax = 5000

  func add(to router: Router<PageContext>) {
    router.get("/cases") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = request.query
        var query = CaseListPages.query(form, now: reader.now)
        if form["format"] == "csv" {
          query.limit = CaseListPages.exportMax
          return Response.bytes(try await csv(query, reader), type: "text/csv; charset=utf-8", name: "cases.csv", inline: false)
        }
        return Response.html(try await page(query, form, reader))
      }
    }
  }

  static func query(_ form: FormData, now: Instant) -> CaseListQuery {
    var query = CaseListQuery()
    query.text = String(form["q"].prefix(60))
    query.status = CaseStatus(rawValue: form["status"])
    query.lane = Lane(rawValue: form["lane"])
    query.handler = ID(form["handler"])
    query.type = form["type"].isEmpty ? nil : form["type"]
    query.overdueAt = form["overdue"].isEmpty ? nil : now
    query.livelihood = !form["livelihood"].isEmpty
    query.filedOn = Day(form["filedOn"])
    query.closedOn = Day(form["closedOn"])
    query.sort = CaseListQuery.Sort(rawValue: form["sort"]) ?? .due
    query.descending = form["way"] == "desc"
    query.after = CaseListQuery.Cursor(form["after"])
    query.limit = min(max(Int(form["limit"]) ?? 25, 1), 200)
    return query
  }

  private func page(_ query: CaseListQuery, _ form: FormData, _ reader: Reader) async throws -> HTML {
    let result = try await services.reads.list(query, court: services.court)
    let people = try await People.load(result.rows.flatMap { $0.applicants + $0.debtors }, services, masked: false)
    let total = result.total.map { "\($0)" } ?? (query.after == nil ? "10,000+" : "")
    return Layout(title: reader("案件", "Cases"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案件", "Cases"))\(when(!total.isEmpty, "（\(total)）"))</h1>
      \(filters(query, people, reader))
      \(list(result.rows, query, form, people, reader))
      <nav class="pager" aria-label="\(reader("翻页", "Pages"))">\(when(query.after != nil, "<a \(href(link(form, ["after": ""])))>\(reader("回到首页", "First page"))</a>"))
      \(when(result.next) { "<a \(href(link(form, ["after": $0.description])))>\(reader("下一页", "Next page"))</a>" })
      <a \(href(link(form, ["format": "csv", "after": ""])))>\(reader("导出 CSV", "Export CSV"))</a></nav>
      """)
  }

  private func link(_ form: FormData, _ changes: [String: String]) -> String {
    let kept = form.pairs.filter { changes[$0.name] == nil && !$0.value.isEmpty && $0.name != "lang" }
    let all =
      kept.map { ($0.name, $0.value) }
      + changes.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return "/cases?" + all.map { "\($0.0)=\(CaseListPages.encode($0.1))" }.joined(separator: "&")
  }
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46 || byte == 95
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private func filters(_ query: CaseListQuery, _ people: People, _ reader: Reader) -> HTML {
    func options(_ name: String, _ label: String, _ choices: [(String, String)], _ chosen: String) -> HTML {
      let items = choices.map { key, title -> HTML in
        "<option value=\"\(key)\" \(when(key == chosen, "selected"))>\(title)</option>"
      }
      return "<label>\(label)<select name=\"\(name)\"><option value=\"\">\(reader("全部", "All"))</option>\(items)</select></label>"
    }
    return """
      <form class="filters" action="/cases" role="search"><label>\(reader("案号、姓名、编号", "Number, name, id"))<input type="search" name="q" value="\(query.text)"></label>
      \(options("status", reader("状态", "Status"), CaseStatus.allCases.map { ($0.rawValue, reader($0.name)) }, query.status?.rawValue ?? ""))
      \(options("lane", reader("繁简", "Lane"), Lane.allCases.map { ($0.rawValue, reader($0.name)) }, query.lane?.rawValue ?? ""))
      \(options("handler", reader("承办人", "Handler"), people.staff.sorted { $0.key < $1.key }.map { ("\($0.key)", $0.value) }, query.handler.map { "\($0)" } ?? ""))
      \(options("sort", reader("排序", "Sort"), [("due", reader("最近期限", "Nearest clock")), ("filed", reader("立案日", "Filed")), ("number", reader("案号", "Number")), ("claimed", reader("标的", "Claim")), ("updated", reader("最近变动", "Updated"))], query.sort.rawValue))
      \(options("way", reader("方向", "Way"), [("desc", reader("由大到小", "Descending"))], query.descending ? "desc" : ""))
      \(options("overdue", reader("期限", "Clock"), [("1", reader("已超期", "Overdue"))], query.overdueAt == nil ? "" : "1"))
      <button>\(reader("查找", "Find"))</button></form>
      """
  }

  private func list(_ rows: [CaseRow], _ query: CaseListQuery, _ form: FormData, _ people: People, _ reader: Reader) -> HTML {
    table(
      [
        reader("案号", "Number"), reader("申请执行人", "Applicant"), reader("被执行人", "Debtor"), reader("标的（元）", "Claim (yuan)"),
        reader("到账（元）", "Received (yuan)"), reader("立案", "Filed"), reader("繁简", "Lane"), reader("承办人", "Handler"),
        reader("最近期限", "Nearest clock"), reader("状态", "Status"),
      ],
      rows.map { row in
        [
          "<a \(href("/cases/\(row.id)"))>\(row.number.isEmpty ? reader("待立案 ", "Received ") + "\(row.id)" : row.number)</a>",
          "\(people.persons(row.applicants))", "\(people.persons(row.debtors))", sum(row.claimed), sum(row.moneyIn),
          "\(row.filedOn?.description ?? "—")", "\(row.lane.map { reader($0.name) } ?? "—")", "\(people.member(row.handler))",
          row.nearestKey.isEmpty ? "—" : "\(lamp(row.nearestDue, reader)) \(reader(people.node(row.nearestKey)))",
          "\(reader(row.status.name))",
        ]
      }, caption: reader("案件列表", "Case list"),
      empty: reader("没有符合条件的案件；可放宽条件，或到“立案”登记申请。", "No case matches; widen the filters, or register an application under File."))
  }

  /// UTF-8 with a byte order mark, so that Excel reads it; a leading quote keeps formulas from running.
  private func csv(_ query: CaseListQuery, _ reader: Reader) async throws -> [UInt8] {
    let result = try await services.reads.list(query, court: services.court)
    let people = try await People.load(result.rows.flatMap { $0.applicants + $0.debtors }, services, masked: false)
    func cell(_ text: String) -> String {
      let safe = text.first.map { "=+-@".contains($0) } ?? false ? "'" + text : text
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
    var lines = ["案号,申请执行人,被执行人,标的,到账,立案日,繁简,承办人,最近期限,状态"]
    for row in result.rows {
      lines.append(
        [
          row.number, people.persons(row.applicants), people.persons(row.debtors), "\(row.claimed)", "\(row.moneyIn)",
          row.filedOn?.description ?? "", row.lane?.name.zh ?? "", people.member(row.handler), row.nearestDue?.minuteText ?? "",
          row.status.name.zh,
        ].map(cell).joined(separator: ","))
    }
    return [0xEF, 0xBB, 0xBF] + Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }
}
