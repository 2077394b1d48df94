import Basics
import Casework
import Enforcement
import Hummingbird

/// My desk: one list ordered by clock, papers that wait for my signature, what partners answered.
struct DeskPage: Sendable {
  let services: CourtServices
  static let rowsMax = 100

  func add(to router: Router<PageContext>) {
    router.get("/") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await page(reader)) }
    }
  }

  private func page(_ reader: Reader) async throws -> HTML {
    guard let staff = reader.actor.staff else { return .empty }
    let reads = services.reads
    let rows = try await reads.desk(roles: reader.actor.roles, staff: staff, court: services.court, limit: DeskPage.rowsMax)
    let papers = try await reads.papersToSign(roles: reader.actor.roles, court: services.court, limit: 20)
    let news = try await reads.requests(court: services.court, status: "answered", limit: 12)
    let counts = try await reads.counts(court: services.court, now: reader.now)
    let people = try await People.load(rows.flatMap(\.debtors), services, masked: false)
    let overdue = rows.filter { ($0.due ?? reader.now) < reader.now }.count
    return Layout(title: reader("工作台", "Desk"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("工作台", "Desk")) · \(reader.now.day.description)</h1>
      \(when(overdue > 0, banner("error", reader("有 \(overdue) 项已超期", "\(overdue) items are overdue"))))
      <div class="columns"><div>
      <section id="work" data-live="/" data-every="15"><h2>\(reader("待办", "To do"))（\(rows.count)）</h2>\(work(rows, people, reader))</section>
      </div><div>
      <section id="sign"><h2>\(reader("待签发文书", "Papers to sign"))（\(papers.count)）</h2>\(sign(papers, reader))</section>
      <section id="news" data-live="/" data-every="10"><h2>\(reader("协助单位最新反馈", "News from partners"))</h2>\(newsList(news, people, reader))</section>
      <section id="load"><h2>\(reader("本院", "The court"))</h2>\(facts([
        (reader("在办", "Open"), "<a \(href("/cases?status=open"))>\(counts.open)</a>"),
        (reader("今日新收", "Received today"), "\(counts.receivedToday)"),
        (reader("今日立案", "Filed today"), "<a \(href("/cases?filedOn=\(reader.now.day)&sort=filed"))>\(counts.filedToday)</a>"),
        (reader("今日结案", "Closed today"), "<a \(href("/cases?closedOn=\(reader.now.day)&sort=updated"))>\(counts.closedToday)</a>"),
      ]))</section></div></div>
      """)
  }

  private func work(_ rows: [DeskRow], _ people: People, _ reader: Reader) -> HTML {
    table(
      [reader("期限", "Clock"), reader("事项", "Node"), reader("案号", "Case"), reader("被执行人", "Debtor"), reader("岗位", "For")],
      rows.map { row in
        [
          lamp(row.due, reader),
          "\(reader(people.node(row.key)))\(when(row.livelihood, " <b>\(reader("涉民生", "livelihood"))</b>"))",
          "<a \(href("/cases/\(row.caseID)"))>\(row.number.isEmpty ? "\(row.caseID)" : row.number)</a>",
          "\(people.persons(row.debtors))",
          "\(reader(row.owner.title))",
        ]
      }, caption: reader("按期限先后", "By clock"),
      empty: reader("没有待办事项；新案件分到您名下或节点到期时会出现在这里。", "Nothing to do; it fills when a case is assigned to you or a clock starts."))
  }

  private func sign(_ papers: [PaperRow], _ reader: Reader) -> HTML {
    table(
      [reader("文书", "Paper"), reader("案号", "Case")],
      papers.map { paper in
        ["<a \(href("/cases/\(paper.caseID)#papers"))>\(reader(paper.kind.title))</a>", "\(paper.number)"]
      }, caption: reader("先拟先签", "Oldest first"), empty: reader("没有等您签发的文书。", "No paper waits for your signature."))
  }

  private func newsList(_ rows: [RequestRow], _ people: People, _ reader: Reader) -> HTML {
    guard !rows.isEmpty else { return "<p class=\"empty\">\(reader("还没有反馈。", "No answers yet."))</p>" }
    let items = rows.map { row -> HTML in
      "<li><time>\(row.answeredAt?.minuteText ?? "")</time><a \(href("/cases/\(row.caseID)"))>\(row.number)</a> \(reader(people.unit(row.unit))) \(reader(row.action.name))</li>"
    }
    return "<ul class=\"timeline\">\(items)</ul>"
  }
}
