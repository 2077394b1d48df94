import Basics
import Casework
import Enforcement
import Hummingbird

/// All papers that wait for the reader's signature; chosen ones are signed together, each answered for itself.
struct PapersToSign: Sendable {
  let services: CourtServices
  static let rowsMax = 1000

  func add(to router: Router<PageContext>) {
    router.get("/papers") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let all = request.query["all"] == "1"
        let own = try await services.reads.drafts(
          try await services.desk.signatory(reader.actor, court: services.court), court: services.court, after: nil,
          limit: PapersToSign.rowsMax
        ).rows
        let papers =
          all ? try await services.reads.drafts(nil, court: services.court, after: nil, limit: PapersToSign.rowsMax).rows : own
        let tags = try await Livelihoods.load(papers.map(\.caseID), services)
        let list = list(papers, tags, reader)
        guard ExportFile.Format(request.query) == nil else { return try await csv(list, reader) }
        return Response.html(page(papers, list, tags, mine: all ? Set(own.map(\.id)) : nil, reader))
      }
    }
  }

  private func list(_ papers: [PaperRow], _ tags: Livelihoods, _ reader: Reader) -> ShortList<PaperRow> {
    let kind = reader.query("kind") ?? ""
    return ShortList(
      papers, reader, bound: PapersToSign.rowsMax, words: { "\($0.number) \(reader($0.kind.title))" },
      keep: { kind.isEmpty || $0.kind.rawValue == kind },
      orders: [
        "drafted": { $0.draftedAt < $1.draftedAt }, "number": { $0.number < $1.number },
        "kind": { $0.kind.rawValue < $1.kind.rawValue },
      ], otherwise: "drafted", first: { tags.concerns($0.caseID) })
  }

  /// `mine` are the reader's among papers of all signers; nil where all are his.
  private func page(
    _ papers: [PaperRow], _ list: ShortList<PaperRow>, _ tags: Livelihoods, mine: Set<ID<Paper>>?, _ reader: Reader
  ) -> HTML {
    let kinds = Set(papers.map(\.kind)).sorted { $0.rawValue < $1.rawValue }.map { (key: $0.rawValue, title: $0.title) }
    let batch = Batch(
      id: "sign", action: "/papers/batch",
      buttons: (mine == nil ? [(value: "sign", title: Phrase("签发所选", "Sign the chosen"))] : [])
        + [(value: PrintPages.act, title: Phrase("打印所选", "Print the chosen"))])
    let round: HTML = """
      <form class="act" method="post" \(action("/papers/rounds")) data-confirm="\(reader("逐份检查并签发全部？不能签的逐份说明理由。", "Check and sign all? Those refused say why."))">\
      <input type="hidden" name="csrf" value="\(reader.csrf)"><input type="hidden" name="all" value="1">\
      <input type="hidden" name="kind" value="\(reader.query("kind") ?? "")"><button class="quiet">\
      \(reader("检查并签发全部 \(list.all.count) 份", "Check and sign all \(list.all.count)"))</button></form>
      """
    let rows = Table(
      Phrase("先拟先签", "Oldest first"),
      [
        Column(Phrase("文书", "Paper"), sort: "kind", heads: true) { paper in
          "<a class=\"paper\" \(href("/cases/\(paper.caseID)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a> <a \(href("/cases/\(paper.caseID)/papers/\(paper.id)/text"))>\(reader("正文", "text"))</a>"
        },
        Column(Phrase("案号", "Case"), sort: "number") {
          "<a \(href("/cases/\($0.caseID)#papers"))>\($0.number)</a>\(tags.tag($0.caseID, reader))"
        },
        Column(Phrase("拟制", "Drafted"), sort: "drafted") { "\($0.draftedAt)" },
        Column(Phrase("办理", "Act")) { paper in act(paper, isMine: mine?.contains(paper.id) ?? true, reader) },
      ] as [Column<PaperRow>], rows: list.rows, empty: Phrase("没有等您签发的文书。", "No paper waits for your signature."),
      sorting: list.sorting,
      choice: list.rows.isEmpty
        ? nil
        : RowChoice(
          batch: batch.id, value: { "\($0.caseID)/\($0.id)" }, name: { "\($0.number) \(reader($0.kind.title))" }))
    return Layout(title: reader("待签文书", "Papers to sign"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("待签文书", "Papers to sign"))</h1>
      \(filters([Filter("q", Phrase("案号、文书", "Number, paper"), .text), Filter("kind", Phrase("种类", "Kind"), .choice(kinds))], reader))
      <section>\(when(!list.rows.isEmpty, batchBar(batch, reader)))\(when(!list.rows.isEmpty && mine == nil && (reader.query("q") ?? "").isEmpty, round))\(table(rows, reader))
      \(pager(list.page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  /// The link to sign, or who signs.
  private func act(_ paper: PaperRow, isMine: Bool, _ reader: Reader) -> HTML {
    guard !isMine else {
      return "<a \(href("/cases/\(paper.caseID)/do/papers.sign?paper=\(paper.id)"))>\(reader("签发", "Sign"))</a>"
    }
    let who = paper.kind.signers.subtracting([.machine]).sorted { $0.rawValue < $1.rawValue }.map { reader($0.title) }
    return "<span class=\"role\">\(who.joined(separator: reader("、", ", ")))</span>"
  }

  private func csv(_ list: ShortList<PaperRow>, _ reader: Reader) async throws -> Response {
    let titles = [reader("案号", "Case"), reader("文书", "Paper"), reader("拟制", "Drafted")]
    let lines = list.all.map { [$0.number, reader($0.kind.title), $0.draftedAt.minuteText] }
    return try await ExportFile(services: services, reader: reader, list: "papers", titles: titles).response(
      lines, isCut: list.isCut)
  }
}
