import Basics
import Casework
import Enforcement
import Hummingbird

/// The counter: one box, who stands before me, what he may be told, and the certificate in two clicks.
struct CounterPage: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/counter") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(String(request.query["q"].prefix(60)), reader))
      }
    }
  }

  private func page(_ text: String, _ reader: Reader) async throws -> HTML {
    let result: HTML = text.isEmpty ? hint(reader) : try await found(text, reader)
    return Layout(title: reader("执行接待", "Counter"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("执行接待", "Counter"))</h1>
      <form class="filters panel" \(action("/counter")) role="search"><label>\(reader("来访人姓名或案号", "Visitor's name or case number"))\
      <input type="search" name="q" value="\(text)" autofocus></label><button class="main">\(reader("查找", "Find"))</button></form>
      \(result)
      """)
  }

  private func hint(_ reader: Reader) -> HTML {
    empty(
      Phrase("输入姓名的两个字或案号的一部分；先核对证件，再告知和办理。", "Type two characters of the name or part of the number; check the ID first."),
      reader)
  }

  private func found(_ text: String, _ reader: Reader) async throws -> HTML {
    var query = CaseListQuery()
    query.text = text
    query.sort = .updated
    query.descending = true
    let page = try await services.reads.list(query, court: services.court)
    let people = try await People.load(page.rows.flatMap { $0.applicants + $0.debtors }, services, for: reader)
    let tags = try await Livelihoods.load(page.rows.map(\.id), services)
    let list = Table(
      Phrase("核对证件后办理；可告知申请执行人进展，对被执行人告知其义务", "Check the ID first; applicants may be told progress, debtors their duties"),
      [
        Column(Phrase("案号", "Case"), heads: true) { row in
          caseLink(
            CaseLink(
              number: row.number.isEmpty ? "\(row.id)" : row.number, path: "/cases/\(row.id)", livelihood: row.livelihood,
              grounds: tags.grounds[row.id] ?? []), reader)
        },
        Column(Phrase("申请执行人", "Applicant")) { "\(people.persons($0.applicants))" },
        Column(Phrase("被执行人", "Debtor")) { "\(people.persons($0.debtors))" },
        Column(Phrase("状态", "Status")) { "\(reader($0.status.name))" },
        Column(Phrase("下一步", "Next")) { row in next(row, people, reader) },
        Column(Phrase("办理", "Act")) { row in act(row, reader) },
      ] as [Column<CaseRow>], rows: page.rows,
      empty: Phrase("没有找到；可试案号、姓名的一部分。", "Nothing found; try part of the number or the name."))
    let all = "/cases?q=\(Address.encoded(text))"
    return """
      <section>\(table(list, reader))\
      \(when(page.next != nil, "<p><a \(href(all))>\(reader("在案件列表中看全部", "See all in the case list"))</a></p>"))</section>
      """
  }

  private func next(_ row: CaseRow, _ people: People, _ reader: Reader) -> HTML {
    guard row.status == .open, !row.nearestKey.isEmpty else { return "—" }
    return clock(
      CaseClock(
        node: people.node(row.nearestKey), due: row.nearestDue,
        owner: [row.nearestOwner.map { reader($0.title) } ?? "", people.member(row.handler)].joined(separator: " ")), reader)
  }

  private func act(_ row: CaseRow, _ reader: Reader) -> HTML {
    guard row.status == .closed else {
      return "<span class=\"note\">\(reader("结案后可出具证明", "Certificate after closing"))</span>"
    }
    let path = "/cases/\(row.id)/do/reception.requestCertificate"
    return "<a class=\"button\" \(href(path))>\(reader("出具结案证明", "Closing certificate"))</a>"
  }
}
