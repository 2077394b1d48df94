import Basics
import Casework
import Enforcement
import Hummingbird

/// All papers that wait for a signature of the reader's roles; chosen ones are signed together, each answered for itself.
struct PapersToSign: Sendable {
  let services: CourtServices
  static let rowsMax = 200

  func add(to router: Router<PageContext>) {
    router.get("/papers") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let papers = try await services.reads.papersToSign(
          roles: reader.actor.roles, court: services.court, limit: PapersToSign.rowsMax)
        let list = list(papers, reader)
        guard request.query["format"] != "csv" else { return csv(list.all, reader) }
        return Response.html(page(papers, list, reader))
      }
    }
  }

  private func list(_ papers: [PaperRow], _ reader: Reader) -> ShortList<PaperRow> {
    let kind = reader.query("kind") ?? ""
    return ShortList(
      papers, reader, bound: PapersToSign.rowsMax, words: { "\($0.number) \(reader($0.kind.title))" },
      keep: { kind.isEmpty || $0.kind.rawValue == kind },
      orders: [
        "drafted": { $0.draftedAt < $1.draftedAt }, "number": { $0.number < $1.number },
        "kind": { $0.kind.rawValue < $1.kind.rawValue },
      ], otherwise: "drafted")
  }

  private func page(_ papers: [PaperRow], _ list: ShortList<PaperRow>, _ reader: Reader) -> HTML {
    let kinds = Set(papers.map(\.kind)).sorted { $0.rawValue < $1.rawValue }.map { (key: $0.rawValue, title: $0.title) }
    let batch = Batch(
      id: "sign", action: "/papers/batch", buttons: [(value: "sign", title: Phrase("签发所选", "Sign the chosen"))],
      asks: Phrase("签发后文书即生效并用印，不能撤回。", "A signed paper takes effect and is sealed; it cannot be taken back."))
    let rows = Table(
      Phrase("先拟先签", "Oldest first"),
      [
        Column(Phrase("文书", "Paper"), sort: "kind", heads: true) { paper in
          "<a class=\"paper\" \(href("/cases/\(paper.caseID)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>"
        },
        Column(Phrase("案号", "Case"), sort: "number") { "<a \(href("/cases/\($0.caseID)#papers"))>\($0.number)</a>" },
        Column(Phrase("拟制", "Drafted"), sort: "drafted") { "\($0.draftedAt)" },
        Column(Phrase("办理", "Act")) { paper in
          "<a \(href("/cases/\(paper.caseID)/do/papers.sign?paper=\(paper.id)"))>\(reader("签发", "Sign"))</a>"
        },
      ] as [Column<PaperRow>], rows: list.rows, empty: Phrase("没有等您签发的文书。", "No paper waits for your signature."),
      sorting: list.sorting,
      choice: RowChoice(
        batch: batch.id, value: { "\($0.caseID)/\($0.id)" }, name: { "\($0.number) \(reader($0.kind.title))" }))
    return Layout(title: reader("待签文书", "Papers to sign"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("待签文书", "Papers to sign"))</h1>
      \(filters([Filter("q", Phrase("案号、文书", "Number, paper"), .text), Filter("kind", Phrase("种类", "Kind"), .choice(kinds))], reader))
      <section>\(when(!list.rows.isEmpty, batchBar(batch, reader)))\(table(rows, reader))
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func csv(_ papers: [PaperRow], _ reader: Reader) -> Response {
    let titles = [reader("案号", "Case"), reader("文书", "Paper"), reader("拟制", "Drafted")]
    let lines = papers.map { [$0.number, reader($0.kind.title), $0.draftedAt.minuteText] }
    return Response.bytes(CSV.bytes(titles, lines), type: "text/csv; charset=utf-8", name: "papers.csv", inline: false)
  }
}
