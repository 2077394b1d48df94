import Basics
import Casework
import Enforcement
import Hummingbird

/// Search centre, cashier, counter and command wall.
struct OfficePages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/search-centre") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await searchCentre(reader)) }
    }
    router.get("/cashier") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await cashier(reader)) }
    }
    router.get("/counter") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await counter(request.query["q"], reader)) }
    }
    router.get("/wall") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await wall(reader)) }
    }
  }

  private func searchCentre(_ reader: Reader) async throws -> HTML {
    let people = try await People.load([], services, masked: true)
    let waiting = try await services.reads.requests(court: services.court, status: "waiting", limit: 100)
    let late = try await services.reads.requests(court: services.court, status: "late", limit: 100)
    let answered = try await services.reads.requests(court: services.court, status: "answered", limit: 50)
    func rows(_ list: [RequestRow]) -> [[HTML]] {
      list.map { row in
        [
          "<a \(href("/cases/\(row.caseID)"))>\(row.number)</a>", "\(reader(people.unit(row.unit)))",
          "\(reader(row.action.name))",
          "\(row.sentAt.minuteText)", row.answeredAt.map { "\($0.minuteText)" } ?? lamp(row.deadline, reader),
        ]
      }
    }
    let columns = [
      reader("案号", "Case"), reader("单位", "Unit"), reader("事项", "Action"), reader("发出", "Sent"),
      reader("反馈或期限", "Answered or due"),
    ]
    return Layout(title: reader("查控中心", "Search centre"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("查控中心", "Search centre"))</h1>
      <section id="waiting" data-live="/search-centre" data-every="3"><h2>\(reader("等待反馈", "Waiting"))（\(waiting.count)）</h2>\(table(columns, rows(waiting), caption: "", empty: reader("没有等待中的请求。", "Nothing is waiting.")))</section>
      <section id="late" data-live="/search-centre" data-every="10"><h2>\(reader("逾期", "Late"))（\(late.count)）</h2>\(table(columns, rows(late), caption: "", empty: reader("没有逾期的请求。", "Nothing is late.")))</section>
      <section id="answered" data-live="/search-centre" data-every="5"><h2>\(reader("最近反馈", "Answered"))</h2>\(table(columns, rows(answered), caption: "", empty: reader("还没有反馈。", "No answers yet.")))</section>
      """)
  }

  private func cashier(_ reader: Reader) async throws -> HTML {
    let rows = try await services.reads.money(court: services.court, limit: 100)
    let proposed = rows.filter { $0.kind == "proposed" }
    func cells(_ list: [MoneyRow]) -> [[HTML]] {
      list.map { row in
        [
          "<a \(href("/cases/\(row.caseID)#money"))>\(row.number)</a>", sum(row.amount),
          "\(row.kind == "receipt" ? reader("到账", "Receipt") : reader(CaseView.payout(CaseAccount.PayoutState.Status(rawValue: row.kind) ?? .proposed)))",
          "\(row.at.minuteText)", row.payBy.map { lamp(Instant.end(of: $0), reader) } ?? "",
        ]
      }
    }
    let columns = [
      reader("案号", "Case"), reader("金额（元）", "Amount"), reader("类别", "Kind"), reader("时间", "When"), reader("发放期限", "Pay out by"),
    ]
    return Layout(title: reader("案款", "Money"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案款", "Case money"))</h1>
      <section><h2>\(reader("待审批的发放", "Payouts to approve"))（\(proposed.count)）</h2>\(table(columns, cells(proposed), caption: "", empty: reader("没有待审批的发放。", "None.")))</section>
      <section><h2>\(reader("最近到账与发放", "Latest receipts and payouts"))</h2>\(table(columns, cells(rows), caption: "", empty: reader("还没有案款往来。", "No money has moved yet.")))</section>
      """)
  }

  /// One box, who stands before me, and the certificate in two clicks.
  private func counter(_ text: String, _ reader: Reader) async throws -> HTML {
    var rows: [CaseRow] = []
    if !text.isEmpty {
      var query = CaseListQuery()
      query.text = String(text.prefix(60))
      query.sort = .updated
      query.descending = true
      rows = try await services.reads.list(query, court: services.court).rows
    }
    let people = try await People.load(rows.flatMap { $0.applicants + $0.debtors }, services, masked: false)
    var result: HTML = .empty
    if !text.isEmpty {
      result = table(
        [reader("案号", "Case"), reader("当事人", "Parties"), reader("状态", "Status"), reader("可告知与办理", "May be told and done")],
        rows.map { row in
          [
            "<a \(href("/cases/\(row.id)"))>\(row.number)</a>",
            "\(people.persons(row.applicants)) / \(people.persons(row.debtors))",
            "\(reader(row.status.name))",
            row.status == .closed
              ? "<a class=\"button\" \(href("/cases/\(row.id)/do/reception.requestCertificate"))>\(reader("出具结案证明", "Closing certificate"))</a>"
              : "\(reader(people.node(row.nearestKey))) \(lamp(row.nearestDue, reader))",
          ]
        }, caption: reader("核对证件后办理", "Check the ID first"),
        empty: reader("没有找到；可试案号、姓名的一部分。", "Nothing found; try part of the number or the name."))
    }
    return Layout(title: reader("执行接待", "Counter"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("执行接待", "Counter"))</h1>
      <form class="filters panel" action="/counter" role="search"><label>\(reader("来访人姓名或案号", "Visitor's name or case number"))<input type="search" name="q" value="\(text)" autofocus></label><button>\(reader("查找", "Find"))</button></form>
      \(result)
      """)
  }

  private func wall(_ reader: Reader) async throws -> HTML {
    let counts = try await services.reads.counts(court: services.court, now: reader.now)
    let news = try await services.reads.requests(court: services.court, status: "answered", limit: 8)
    let people = try await People.load([], services, masked: true)
    let today = reader.now.day
    func figure(_ value: String, _ label: String, _ path: String, bad: Bool = false) -> HTML {
      "<a class=\"figure \(when(bad, "bad"))\" \(href(path))><b>\(value)</b><span>\(label)</span></a>"
    }
    let ticker = news.map { row -> HTML in
      "<li><time>\(row.answeredAt?.clock ?? "")</time>\(reader(people.unit(row.unit))) \(reader(row.action.name)) \(row.number)</li>"
    }
    return Layout(title: reader("指挥中心", "Command wall"), kind: .wall).page(
      reader,
      """
      <h1>\(reader("执行指挥中心", "Command centre")) \(today.description)</h1>
      <div id="figures" data-live="/wall" data-every="5"><div class="figures">
      \(figure("\(counts.filedToday)", reader("今日立案", "Filed today"), "/cases?filedOn=\(today)&sort=filed"))
      \(figure("\(counts.closedToday)", reader("今日结案", "Closed today"), "/cases?closedOn=\(today)&sort=updated"))
      \(figure("\(counts.open)", reader("在办案件", "Open cases"), "/cases?status=open"))
      \(figure("\(counts.overdue)", reader("超期节点", "Overdue nodes"), "/cases?overdue=1", bad: counts.overdue > 0))
      \(figure("\(counts.dueToday)", reader("今日到期", "Due today"), "/cases?sort=due"))
      \(figure("\(counts.papersToSign)", reader("待签文书", "Papers to sign"), "/"))
      \(figure("\(counts.requestsToday)", reader("今日协查请求", "Requests today"), "/search-centre"))
      \(figure("\(counts.answersToday)", reader("今日反馈", "Answers today"), "/search-centre"))
      \(figure(counts.moneyInToday.grouped, reader("今日到账（元）", "Received today (yuan)"), "/cashier"))
      \(figure(counts.moneyOutToday.grouped, reader("今日发放（元）", "Paid out today (yuan)"), "/cashier"))
      </div></div>
      <section id="ticker" data-live="/wall" data-every="5"><h2>\(reader("实时反馈", "Live"))</h2><ul class="timeline">\(ticker)</ul></section>
      """)
  }
}
