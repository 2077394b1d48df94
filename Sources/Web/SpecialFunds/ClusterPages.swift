import Basics
import Casework
import Enforcement
import Hummingbird

/// Clusters: cases against one debtor that are settled out of one account; what came in, how it is divided, and what stays in use
/// under seal.
struct ClusterPages: Sendable {
  let services: CourtServices
  static let rowsMax = 200
  static let acts: [any Command.Type] = [
    AddToCluster.self, DraftDivision.self, ApproveDivision.self, ReturnDivision.self, ProposeClusterMisplaced.self,
  ]
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/clusters") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await list(reader, FormState())) }
    }
    router.post("/clusters") { request, context in
      try await Pages.staff(request, context, services) { reader in try await create(request, context, reader) }
    }
    router.get("/clusters/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let view = try await view(context, reader.actor)
        guard ExportFile.Format(request.query) == nil else { return try await view.export(reader) }
        return Response.html(view.html(nil, FormState(), reader))
      }
    }
    router.post("/clusters/:id/do/:command") { request, context in
      try await Pages.staff(request, context, services) { reader in try await act(request, context, reader) }
    }
    router.get("/api/clusters") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        ClusterPages.list.answer(try await services.reads.clusters(court: services.court, limit: ClusterPages.rowsMax))
      }
    }
    router.get("/api/clusters/:id") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in ClusterPages.shape.answer(try await view(context, actor)) }
    }
  }

  func view(_ context: PageContext, _ actor: Actor) async throws -> ClusterView {
    guard let id = context.parameters.get("id").flatMap({ ID<Cluster>($0) }) else { throw ClusterPages.noSuch }
    let cluster: Cluster = try await services.desk.look(at: .cluster(id))
    guard cluster.exists else { throw ClusterPages.noSuch }
    return try await ClusterView.load(cluster, services, actor)
  }
  private static let noSuch = PageProblem(404, "noSuchCluster", Phrase("没有这个集中案款账户", "There is no such cluster"))

  // MARK: The list

  private func list(_ reader: Reader, _ state: FormState) async throws -> HTML {
    let rows = try await services.reads.clusters(court: services.court, limit: ClusterPages.rowsMax)
    let titles = try await services.vault.open(rows.map(\.title))
    let columns: [Column<ClusterRow>] = [
      Column(Phrase("名称", "Name"), heads: true) { row in
        "<a \(href("/clusters/\(row.id)"))>\(reader.seesNames ? titles[row.title]?.fields["text"] ?? "\(row.id)" : "\(row.id)")</a>"
      },
      Column(Phrase("设立", "Since")) { "\($0.createdOn)" }, Column(Phrase("案件", "Cases"), align: .number) { "\($0.members)" },
      Column(Phrase("到账（元）", "Received (CNY)"), align: .number) { sum($0.received, opens: "/ledger/cluster:\($0.id)") },
      Column(Phrase("已分配（元）", "Divided (CNY)"), align: .number) { sum($0.divided, opens: "/clusters/\($0.id)#divisions") },
      Column(Phrase("余额（元）", "Balance (CNY)"), align: .number) { sum($0.balance) },
      Column(Phrase("状态", "State")) { row in when(row.waits, lamp(.soon, reader("分配待审批", "a division waits"))) },
    ]
    let may = !reader.actor.roles.isDisjoint(with: CreateCluster.roles)
    let fields = [
      FormRow("title", Phrase("名称", "Name"), .text(max: 80), hint: Phrase("如：示例家园逾期交房", "As people know the matter")),
      FormRow(
        "numbers", Phrase("案号", "Case numbers"), .textarea(max: 200_000),
        hint: Phrase("每行一个，均为同一被执行人、正在执行的案件", "One a line: open cases against the same debtor")),
    ]
    return Layout(title: reader("集中案款", "Clusters"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("集中案款账户", "Cluster accounts"))</h1>
      <p>\(reader("同一被执行人的系列案件设一个专有资金账户，款项集中到账，由一人拟定、另一人审批分配到各案，再经三道关口发放。", "Cases against one debtor share an account: money comes in together, one person drafts how it is divided, another approves, and each case pays through the three gates."))</p>
      <section id="clusters">\(table(Table(Phrase("最新在前", "The newest first"), columns, rows: rows, empty: Phrase("还没有集中案款账户。", "There is none yet.")), reader))</section>
      \(when(may, section("new", reader(CreateCluster.title), form(Form(action: "/clusters", fields, button: CreateCluster.title, state: state), reader))))
      """)
  }

  private func create(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    if let problem = try await money.attempt(CreateCluster.name, form, more: [:], reader) {
      return Response.html(
        try await list(reader, FormState(typed: form.pairs, faults: problem.faults)), status: problem.status)
    }
    let newest = try await services.reads.clusters(court: services.court, limit: 1).first
    return Response.see(newest.map { "/clusters/\($0.id)" } ?? "/clusters")
  }

  private func act(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let view = try await view(context, reader.actor)
    let name = context.parameters.get("command") ?? ""
    guard ClusterPages.acts.contains(where: { $0.name == name }) else {
      throw PageProblem(404, "unknownCommand", Phrase("没有这个操作", "There is no such command"))
    }
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    guard let problem = try await money.attempt(name, form, more: ["cluster": "\(view.cluster.id)"], reader) else {
      return Response.see("/clusters/\(view.cluster.id)")
    }
    let state = FormState(typed: form.pairs, faults: problem.faults)
    return Response.html(view.html(name, state, reader), status: problem.status)
  }

  // MARK: For programs

  static let list = Shape<[ClusterRow]>.object([
    .list(
      "clusters",
      Shape<ClusterRow>.object([
        .id("id") { $0.id }, .count("cases") { $0.members }, .sum("received") { $0.received }, .sum("divided") { $0.divided },
        .sum("balance") { $0.balance }, .flag("waits") { $0.waits }, .day("createdOn") { $0.createdOn },
      ])
    ) { $0 }
  ])
  static let part = Shape<ClusterDivisionDrafted.Part>.object([
    .id("case") { $0.member }, .sum("owed") { $0.owed }, .sum("amount") { $0.amount },
  ])
  static let shape = Shape<ClusterView>.object([
    .id("id") { $0.cluster.id }, .text("account") { SubAccount.number(of: $0.cluster.id) },
    .sum("received") { $0.cluster.received }, .sum("divided") { $0.cluster.divided }, .sum("balance") { $0.cluster.balance },
    .list(
      "cases",
      Shape<ClusterView.Member>.object([
        .id("case") { $0.id }, .maybe("number") { $0.number }, .sum("owed") { $0.owed }, .sum("received") { $0.received },
        .sum("paidOut") { $0.paidOut }, .flag("performed") { $0.isPerformed }, .day("joinedOn") { $0.joinedOn },
      ])
    ) { $0.members },
    .list(
      "receipts",
      Shape<Cluster.ReceiptState>.object([
        .id("id") { $0.id }, .day("on") { $0.on }, .sum("amount") { $0.amount }, .id("from") { $0.from },
      ])
    ) { $0.cluster.receipts },
    .list(
      "divisions",
      Shape<Cluster.Division>.object([
        .count("number") { $0.number }, .word("stage") { $0.stage }, .day("draftedOn") { $0.draftedOn },
        .day("decidedOn") { $0.decidedOn }, .sum("total") { $0.total }, .list("parts", part) { $0.parts },
        .part("reasons", Shapes.reasons) { $0.reasons },
      ])
    ) { $0.cluster.divisions },
  ])
}
