import Basics
import Casework
import Enforcement
import Hummingbird

/// The command wall: the day's figures, read from five metres; each opens what it counts.
struct WallPage: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/wall") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await page(reader)) }
    }
  }

  private func page(_ reader: Reader) async throws -> HTML {
    let counts = try await services.reads.counts(court: services.court, now: reader.now)
    let news = try await services.reads.requests(court: services.court, status: "answered", limit: 8)
    let people = try await People.load([], services, masked: true)
    let ticker = news.map { row -> HTML in
      """
      <li><time>\(row.answeredAt?.clock.prefix(5) ?? "")</time><a class="plain" \(href("/cases/\(row.caseID)"))>\
      \(reader(people.unit(row.unit))) \(reader(row.action.name)) \(row.number)</a></li>
      """
    }
    let quiet: HTML = empty(Phrase("今天还没有反馈。", "No answers yet today."), reader)
    return Layout(
      title: reader("指挥中心", "Command wall"), kind: .wall, navigation: [NavigationItem("/", Phrase("返回工作台", "Back to the desk"))]
    ).page(
      reader,
      """
      <h1>\(reader("执行指挥中心", "Command centre")) \(reader.now.day)</h1>
      <div id="figures" data-live="/wall" data-every="5">\(figures(tiles(counts, reader.now.day), reader))</div>
      <section><h2>\(reader("实时反馈", "Live"))</h2><div id="ticker" data-live="/wall" data-every="5">\
      \(when(ticker.isEmpty, quiet, else: "<ul class=\"timeline\">\(ticker)</ul>"))</div></section>
      """)
  }

  private func tiles(_ counts: CourtCounts, _ today: Day) -> [Figure] {
    func figure(_ label: Phrase, _ number: Int, _ path: String, bad: Bool = false) -> Figure {
      Figure(label: label, value: "\(grouped(number))", path: path, bad: bad)
    }
    return [
      figure(Phrase("今日立案", "Filed today"), counts.filedToday, "/cases?filedOn=\(today)&sort=filed"),
      figure(Phrase("今日结案", "Closed today"), counts.closedToday, "/cases?closedOn=\(today)&sort=updated"),
      figure(Phrase("在办案件", "Open cases"), counts.open, "/cases?status=open"),
      figure(Phrase("超期节点", "Overdue nodes"), counts.overdue, "/cases?overdue=1", bad: counts.overdue > 0),
      figure(Phrase("今日到期", "Due today"), counts.dueToday, "/cases?sort=due"),
      figure(Phrase("待签文书", "Papers to sign"), counts.papersToSign, "/papers"),
      figure(Phrase("今日协查请求", "Requests today"), counts.requestsToday, "/search-centre"),
      figure(Phrase("今日反馈", "Answers today"), counts.answersToday, "/search-centre?status=answered"),
      Figure(
        label: Phrase("今日到账（元）", "Received today (CNY)"), value: sum(counts.moneyInToday),
        path: "/cashier?kind=receipt&on=\(today)"),
      Figure(
        label: Phrase("今日发放（元）", "Paid out today (CNY)"), value: sum(counts.moneyOutToday),
        path: "/cashier?kind=settled&on=\(today)"),
    ]
  }
}
