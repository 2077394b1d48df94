import Basics
import Casework
import Enforcement
import Hummingbird

/// Printing many papers at once: chosen in a list, put together into one PDF in which each begins on a page of its own.
struct PrintPages: Sendable {
  let services: CourtServices
  /// Papers of one file.
  static let papersMax = 200
  /// The value of a batch's button that prints instead of acting.
  static let act = "print"
  static let title = Phrase("批量打印", "Print together")

  func add(to router: Router<PageContext>) {
    router.get("/print") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await choose(request.query.all("case").compactMap { ID($0) }, reader))
      }
    }
    router.post("/print") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = try await request.form(context)
        try Pages.checkToken(form, context)
        return try await printed(form.all("select"), isDuplex: !form["duplex"].isEmpty, reader.actor)
      }
    }
  }

  private struct Row: Sendable {
    let file: CaseFile
    let paper: Papers.PaperState
  }

  /// The papers of these cases, to choose from; withdrawn ones are no papers any more.
  func choose(_ cases: [ID<CaseFile>], _ reader: Reader) async throws -> HTML {
    var rows: [Row] = []
    for id in cases.prefix(CaseBatch.rowsMax) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      rows += file.papers.order.compactMap { file.papers.all[$0] }.filter { $0.stage != .withdrawn }.map {
        Row(file: file, paper: $0)
      }
    }
    let people = try await People.load(rows.flatMap { $0.file.filing.parties.map(\.person) }, services, for: reader)
    let list = Table(
      Phrase("勾选要打印的文书，合成一个 PDF", "Choose papers; they become one PDF"),
      [
        Column(Phrase("文书", "Paper"), heads: true) { row in
          "<a class=\"paper\" \(href("/cases/\(row.file.id)/papers/\(row.paper.id)"))>\(reader(row.paper.kind.title))</a>"
        },
        Column(Phrase("案号", "Case")) { "<a \(href("/cases/\($0.file.id)#papers"))>\($0.file.number)</a>" },
        Column(Phrase("对象", "About")) { row in "\(CaseWords.about(row.paper.about, row.file, people, reader))" },
        Column(Phrase("状态", "State")) { row in
          row.paper.sealed == nil ? lamp(.soon, reader("未用印", "not sealed")) : lamp(.well, reader("已用印", "sealed"))
        },
      ] as [Column<Row>], rows: Array(rows.prefix(PrintPages.papersMax)),
      empty: Phrase("所选案件还没有文书。", "The chosen cases have no papers yet."),
      choice: RowChoice(
        batch: "print", value: { "\($0.file.id)/\($0.paper.id)" }, name: { "\($0.file.number) \(reader($0.paper.kind.title))" }))
    let title = reader(PrintPages.title)
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <h1>\(title)</h1><section>
      <form class="batch" id="print" method="post" \(action("/print"))><input type="hidden" name="csrf" value="\(reader.csrf)">
      <span>\(reader("所选", "Chosen")) <output data-selected="print">–</output></span>
      <label><input type="checkbox" name="duplex" value="1"> \(reader("双面打印：每份从正面开始", "Both sides: each begins on a front"))</label>
      <button class="main">\(reader("合成 PDF", "Make the PDF"))</button></form>
      \(table(list, reader))</section>
      """)
  }

  /// Rows are `case/paper`.
  func printed(_ rows: [String], isDuplex: Bool, _ actor: Actor) async throws -> Response {
    try CasePapers.check(actor)
    let papers = rows.prefix(PrintPages.papersMax).compactMap { row -> (ID<CaseFile>, ID<Paper>)? in
      let parts = row.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let paper = ID<Paper>(parts[1]) else { return nil }
      return (id, paper)
    }
    guard !papers.isEmpty else {
      throw PageProblem(422, "nothingChosen", Phrase("没有选中任何文书", "No paper was chosen"))
    }
    for (id, paper) in papers {
      let file = try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
      guard file.papers.all[paper] != nil else {
        throw PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper"))
      }
    }
    let bytes = try await services.press.together(papers, isDuplex: isDuplex)
    return Response.bytes(bytes, type: "application/pdf", name: "papers.pdf")
  }
}
