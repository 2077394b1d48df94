import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// Rounds of signatures: all drafts that fit a list's filters, checked and signed one after another, with progress.
struct SigningRoundPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.post("/papers/rounds") { request, context in
      try await Pages.staff(request, context, services) { reader in try await begin(request, context, reader) }
    }
    router.get("/papers/rounds/:round") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(page(try await round(context, reader), reader))
      }
    }
    router.get("/papers/rounds/:round/live") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try await round(context, reader).id
        return Response.live(updates(id, reader))
      }
    }
    router.get("/api/papers/rounds/:round") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        SigningRoundPages.shape.answer(try await find(context, actor.staff))
      }
    }
    router.post("/api/papers/rounds") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
        guard let rows = (try? JSONText.decode([String: [String]].self, body))?["papers"] else {
          throw PageProblem(400, "notJSON", Phrase("请求体应为 {papers: [\"案件/文书\"]}", "The body is {papers: [\"case/paper\"]}"))
        }
        guard rows.count <= SigningRounds.linesMax else {
          let most = SigningRounds.linesMax
          throw PageProblem(422, "tooManyPapers", Phrase("一批最多 \(most) 份文书", "A round holds at most \(most) papers"))
        }
        return SigningRoundPages.shape.answer(try await start(rows, actor), status: 201)
      }
    }
  }

  private func rounds() throws -> SigningRounds {
    guard let rounds = services.rounds else { throw PageProblem.internalFault }
    return rounds
  }
  private func find(_ context: PageContext, _ staff: ID<StaffMember>?) async throws -> SigningRound {
    guard let id = context.parameters.get("round").flatMap({ ID<SigningRound>($0) }), let round = try await rounds().round(id),
      round.by == staff
    else { throw PageProblem(404, "noSuchRound", Phrase("没有这一批签发", "There is no such round")) }
    return round
  }
  private func round(_ context: PageContext, _ reader: Reader) async throws -> SigningRound {
    try await find(context, reader.actor.staff)
  }

  /// Chosen rows (`case/paper`), or all that wait for the signer where `all` is asked for, of one kind where one is named.
  private func begin(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var rows = form.all("select")
    var total = Set(rows).count
    if form["all"] == "1" {
      var signatory = try await services.desk.signatory(reader.actor, court: services.court)
      signatory.only = PaperKind(rawValue: form["kind"])
      let waiting = try await services.reads.drafts(signatory, court: services.court, after: nil, limit: SigningRounds.linesMax)
      (rows, total) = (waiting.rows.map { "\($0.caseID)/\($0.id)" }, waiting.total)
    }
    let left = max(0, total - SigningRounds.linesMax)
    let round = try await start(rows, reader.actor).id
    return Response.see("/papers/rounds/\(round)\(left > 0 ? "?left=\(left)" : "")")
  }

  /// What did not go into the round is said, never dropped in silence.
  private func leftOut(_ reader: Reader) -> HTML {
    guard let left = reader.query("left").flatMap({ Int($0) }), left > 0 else { return .empty }
    return banner(
      .warn,
      Phrase(
        "一批最多 \(SigningRounds.linesMax) 份，另有 \(left) 份没有列入，请办完后再签一批",
        "A round holds \(SigningRounds.linesMax) papers; \(left) more are not in it: begin another round after it"), reader)
  }

  private func start(_ rows: [String], _ actor: Actor) async throws -> SigningRound {
    try Authority.checked(SignPaper.self, actor)
    guard let staff = actor.staff else { throw PageProblem(403, "notYourRole", Phrase("由工作人员签发", "Members of staff sign")) }
    var lines: [SigningRound.Line] = []
    // Chosen twice, a paper is signed once and counts once.
    var seen: Set<ID<Paper>> = []
    for row in rows.prefix(SigningRounds.linesMax) {
      let parts = row.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let paper = ID<Paper>(parts[1]) else { continue }
      let file = try await services.desk.look(at: id, actor: actor, court: services.court).caseFile(id)
      guard let state = file.papers.all[paper], seen.insert(paper).inserted else { continue }
      lines.append(SigningRound.Line(caseID: id, paper: paper, number: file.number, kind: state.kind))
    }
    guard !lines.isEmpty else { throw PageProblem(422, "noRows", Phrase("没有选中待签的文书", "No paper to sign was chosen")) }
    return try await rounds().begin(lines, by: staff)
  }

  private func bar(_ round: SigningRound) -> ProgressState {
    ProgressState(
      id: "progress", label: round.isRunning ? Phrase("正在检查、签发", "Checking and signing") : Phrase("已办完", "Done"),
      done: round.count(.signed), failed: round.count(.refused), total: round.lines.count,
      live: round.isRunning ? "/papers/rounds/\(round.id)/live" : nil)
  }

  private func updates(_ id: ID<SigningRound>, _ reader: Reader) -> AsyncStream<LiveUpdate> {
    let services = services
    return AsyncStream {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let round = await services.rounds?.round(id) else { return nil }
      return round.isRunning ? .part(id: "progress", progressInside(bar(round), reader)) : .changed
    }
  }

  private func page(_ round: SigningRound, _ reader: Reader) -> HTML {
    let order: [SigningRound.State] = [.refused, .waiting, .signed]
    let lines = round.lines.sorted {
      (order.firstIndex(of: $0.state) ?? 0, $0.paper) < (order.firstIndex(of: $1.state) ?? 0, $1.paper)
    }
    let rows = Table(
      Phrase("未签发的在前", "Those not signed first"),
      [
        Column(Phrase("文书", "Paper"), heads: true) { line in
          "<a class=\"paper\" \(href("/cases/\(line.caseID)/papers/\(line.paper)/text"))>\(reader(line.kind.title))</a>"
        },
        Column(Phrase("案号", "Case")) { "<a \(href("/cases/\($0.caseID)#papers"))>\($0.number)</a>" },
        Column(Phrase("结果", "Result")) { line in
          switch line.state {
          case .waiting: lamp(.none, reader("等待", "waits"))
          case .signed: lamp(.well, reader("已签发", "signed"))
          case .refused:
            "\(lamp(.over, reader("未签发", "not signed"))) \(line.refusal.map { reader($0) } ?? "")\(when(!line.articles.isEmpty, law(line.articles, reader)))"
          }
        },
      ] as [Column<SigningRound.Line>], rows: lines, empty: Phrase("没有文书。", "No papers."))
    return Layout(title: reader("批量签发", "Signing many"), kind: .staff).page(
      reader,
      """
      <p>← <a \(href("/papers"))>\(reader("待签文书", "Papers to sign"))</a></p><h1>\(reader("批量签发", "Signing many"))</h1>\(leftOut(reader))
      \(progress(bar(round), reader))
      <p>\(reader("签发后由系统用印、送达；中断后自动继续。", "What is signed is sealed and served by the machine; the round goes on after a stop."))</p>
      <section>\(table(rows, reader))</section>
      """)
  }

  static let shape = Shape<SigningRound>.object([
    .id("id") { $0.id }, .moment("at") { $0.at }, .flag("running") { $0.isRunning }, .count("signed") { $0.count(.signed) },
    .count("refused") { $0.count(.refused) }, .count("total") { $0.lines.count },
    .list(
      "lines",
      Shape<SigningRound.Line>.object([
        .id("case") { $0.caseID }, .id("paper") { $0.paper }, .text("number") { $0.number }, .word("kind") { $0.kind },
        .text("state") { $0.state.rawValue }, .phrase("refusal") { $0.refusal },
      ])
    ) { $0.lines },
  ])
}
