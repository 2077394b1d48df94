import Basics
import Casework
import Enforcement
import Hummingbird

/// The command wall: the day's figures and the open tasks, read from five metres; each figure opens what it counts.
struct WallPage: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/wall") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await page(reader)) }
    }
  }

  private func page(_ reader: Reader) async throws -> HTML {
    let counts = try await services.reads.counts(court: services.court, now: reader.now)
    let work = try await services.reads.work(court: services.court, now: reader.now)
    var field = NodeQuery()
    field.key = "visitOnSite"
    field.limit = 1
    let visits = try await services.reads.nodes(field, court: services.court).total
    let news = try await PartnerNewsList.load(services, reader, limit: 8, all: true)
    return Layout(
      title: reader("指挥中心", "Command wall"), kind: .wall, navigation: [NavigationItem("/", Phrase("返回工作台", "Back to the desk"))]
    ).page(
      reader,
      """
      <h1>\(reader("执行指挥中心", "Command centre")) \(reader.now.day)</h1>
      <div id="live" data-live="/wall" data-every="5">
      \(figures(tiles(counts, visits, reader.now.day), reader))
      <div class="columns">\(section("tasks", reader("任务：各岗位进行中的节点", "Tasks: open nodes by role"), tasks(work, reader)))
      \(section("ticker", reader("实时反馈", "Live"), news.html(reader)))</div></div>
      """)
  }

  private func tiles(_ counts: CourtCounts, _ visits: Int?, _ today: Day) -> [Figure] {
    func figure(_ label: Phrase, _ number: Int, _ path: String, bad: Bool = false) -> Figure {
      Figure(label: label, value: "\(grouped(number))", path: path, bad: bad)
    }
    return [
      figure(Phrase("今日立案", "Filed today"), counts.filedToday, "/cases?filedOn=\(today)&sort=filed"),
      figure(Phrase("今日结案", "Closed today"), counts.closedToday, "/cases?closedOn=\(today)&sort=updated"),
      figure(Phrase("在办案件", "Open cases"), counts.open, "/cases?status=open"),
      figure(Phrase("超期节点", "Overdue nodes"), counts.overdue, "/nodes?due=over", bad: counts.overdue > 0),
      figure(Phrase("今日到期", "Due today"), counts.dueToday, "/nodes?due=today"),
      figure(Phrase("外勤任务", "Field work"), visits ?? 10_000, "/nodes?node=visitOnSite"),
      figure(Phrase("待签文书", "Papers to sign"), counts.papersToSign, "/papers?all=1"),
      figure(Phrase("今日协查请求", "Requests today"), counts.requestsToday, "/search-centre?sentOn=\(today)"),
      figure(Phrase("今日反馈", "Answers today"), counts.answersToday, "/search-centre?answeredOn=\(today)"),
      Figure(
        label: Phrase("今日到账（元）", "Received today (CNY)"), value: sum(counts.moneyInToday),
        path: "/cashier?kind=receipt&on=\(today)"),
      Figure(
        label: Phrase("今日发放（元）", "Paid out today (CNY)"), value: sum(counts.moneyOutToday),
        path: "/cashier?kind=settled&on=\(today)"),
    ]
  }

  private func tasks(_ work: [RoleWork], _ reader: Reader) -> HTML {
    @Sendable func number(_ number: Int, _ role: RoleWork, _ due: String) -> HTML {
      count(.exactly(number), opens: "/nodes?owner=\(role.owner.rawValue)" + (due.isEmpty ? "" : "&due=\(due)"), reader)
    }
    return table(
      Table(
        Phrase("超期多的在前", "Most overdue first"),
        [
          Column(Phrase("岗位", "Role"), heads: true) { "\(reader($0.owner.title))" },
          Column(Phrase("超期", "Overdue"), align: .number) { number($0.overdue, $0, "over") },
          Column(Phrase("今日到期", "Due today"), align: .number) { number($0.dueToday, $0, "today") },
          Column(Phrase("进行中", "Open"), align: .number) { number($0.open, $0, "") },
        ] as [Column<RoleWork>], rows: work.sorted { ($1.overdue, $0.owner.rawValue) < ($0.overdue, $1.owner.rawValue) },
        empty: Phrase("没有进行中的节点。", "No node is open.")), reader)
  }
}
