import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// Mass payouts: hand in a list, see it checked, pass the gates, watch it being paid.
struct PayoutPages: Sendable {
  let services: CourtServices
  private static let rowsMax = 50

  func add(to router: Router<PageContext>) {
    router.get("/payouts") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await list(reader, FormState())) }
    }
    router.post("/payouts") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    router.get("/payouts/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let state = try await api.batch(context)
        return Response.html(try await BatchPage(services: services, reader: reader, state: state).page())
      }
    }
    router.get("/payouts/:id/live") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.live(updates(try await api.batch(context).id, reader))
      }
    }
    router.get("/payouts/:id/corrections.csv") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await api.corrections(context, reader.language, reader.actor)
      }
    }
    for format in PayoutOffice.ReportFormat.allCases {
      router.get(RouterPath("/payouts/:id/report.\(format.rawValue)")) { request, context in
        try await Pages.staff(request, context, services) { reader in
          try await api.report(context, format, reader.language, reader.actor)
        }
      }
    }
    router.get("/payouts/:id/files/:chunk") { request, context in
      try await Pages.staff(request, context, services) { reader in try await api.file(context, reader.actor) }
    }
    PayoutActs(services: services).add(to: router)
    api.add(to: router)
  }
  private var api: PayoutAPI { PayoutAPI(services: services) }

  private func list(_ reader: Reader, _ state: FormState) async throws -> HTML {
    let rows = try await services.payouts.reads.batches(
      court: services.court, before: reader.query("after").flatMap { ID($0) }, limit: PayoutPages.rowsMax + 1)
    let shown = Array(rows.prefix(PayoutPages.rowsMax))
    let columns: [Column<BatchRow>] = [
      Column(Phrase("批次", "Batch"), heads: true) { row in "<a \(href("/payouts/\(row.id)"))>\("\(row.id)")</a>" },
      Column(Phrase("建立时间", "Made")) { row in "\(row.createdAt.minuteText)" },
      Column(Phrase("状态", "State")) { row in "\(reader(row.status.name))" },
      Column(Phrase("笔数", "Lines"), align: .number) { row in "\(grouped(row.count))" },
      Column(Phrase("付讫", "Paid"), align: .number) { row in "\(grouped(row.settled))" },
      Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { row in sum(row.total, opens: "/payouts/\(row.id)") },
    ]
    let batches = Table(
      Phrase("批量发放批次，最新在前", "Mass payouts, newest first"), columns, rows: shown,
      empty: Phrase("还没有批次；提交名单后显示在这里。", "No batch yet; a list that is handed in fills this."))
    let page = PageState(
      shown: shown.count, total: rows.count > shown.count ? .atLeast(shown.count) : .exactly(shown.count),
      next: rows.count > shown.count ? shown.last.map { "\($0.id)" } : nil)
    let may = !reader.actor.roles.isDisjoint(with: CreateBatch.roles)
    let fields = [
      FormRow(
        "file", Phrase("收款名单（CSV 或 Excel）", "List of payees (CSV or Excel)"), .file(accept: [".csv", ".xlsx", "text/csv"]),
        hint: Phrase(
          "一行一笔：编号、收款人、账号、开户行或行号、金额、联系电话。", "A line a payment: reference, name, account, bank or its code, amount, phone.")),
      FormRow(
        "case", Phrase("付款案件的案号", "Number of the case that pays"), .text(max: 60),
        hint: Phrase("专案款先分配到各案", "Money of a cluster is divided among its cases first")),
      FormRow(
        "ground", Phrase("列有收款人的文书", "The paper that names the payees"), .text(max: 200),
        hint: Phrase("裁定、分配方案等的案号和名称", "The ruling or plan, with its number")),
      FormRow(
        "repeats", Phrase("与以前批次重复的行照付", "Pay lines of earlier batches once more"), .checkbox, required: false,
        hint: Phrase("确为另一笔款项时才选；各关口都会看到", "Only where it is another payment; every gate is told")),
      FormRow("purpose", Phrase("附言（收款人可见）", "What payees read"), .text(max: 100), initial: ["案款发放"]),
    ]
    let who = CreateBatch.roles.sorted { $0.rawValue < $1.rawValue }
    let hand: HTML = when(
      may, form(Form(action: "/payouts", fields, button: Phrase("核对名单并建立批次", "Check and make a batch"), state: state), reader),
      else:
        "<p>\(reader("批次由\(who.map(\.title.zh).joined(separator: "、"))建立", "Batches are made by: \(who.map(\.title.en).joined(separator: ", "))"))</p>"
    )
    return Layout(title: reader("批量发放", "Mass payouts"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("批量发放", "Mass payouts"))</h1>
      <p>\(reader("名单先核对户名、账号、重复和合计，有错的行退回改正；经监管、审批、发放三道关口后一次发出，每笔只付一次。", "A list is checked for names, accounts, doubles and sums; lines at fault come back. After supervision, approval and release it leaves at once, each payment exactly once."))</p>
      \(hand)\(section("batches", reader("批次", "Batches"), "\(table(batches, reader))\(pager(page, reader))"))
      """)
  }

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let upload = try await request.upload(limit: PayoutAPI.listMax)
    try Pages.checkToken(upload.fields, context)
    func refused(_ fault: FormFault) async throws -> Response {
      Response.html(
        try await list(reader, FormState(typed: upload.fields.pairs, faults: [fault])), status: .unprocessableContent)
    }
    guard let file = upload.file else { return try await refused(FormFault("file", Phrase("请选择文件", "Choose a file"))) }
    do {
      let source = try await PayoutAPI.source(number: upload.fields["case"], account: upload.fields["account"], services)
      let purpose = upload.fields["purpose"].isEmpty ? "案款发放" : String(upload.fields["purpose"].prefix(100))
      let taken = try await PayoutAPI.told {
        try await services.payouts.take(
          file.bytes, source: source, purpose: purpose, ground: String(upload.fields["ground"].prefix(200)),
          repeats: !upload.fields["repeats"].isEmpty, by: reader.actor)
      }
      return Response.see("/payouts/\(taken.batch)")
    } catch let problem as PageProblem {
      let field = problem.code == "case" || problem.code == "account" ? problem.code : "file"
      return try await refused(FormFault(field, problem.message, articles: problem.citations))
    } catch CaseDesk.Failure.refused(let refusal) {
      return try await refused(FormFault(refusal.field ?? "file", refusal.message, articles: refusal.citations))
    }
  }

  /// Once a second while it is being paid, then once more to take everything anew.
  private func updates(_ id: ID<PayoutBatch>, _ reader: Reader) -> AsyncStream<LiveUpdate> {
    let payouts = services.payouts
    return AsyncStream {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let state = try? await payouts.state(id) else { return nil }
      return BatchPage.isMoving(state)
        ? .part(id: "progress", progressInside(BatchPage.bar(state), reader)) : .changed
    }
  }
}
