import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// Filing many cases from a docket: hand it in, watch it being filed, take back what must be corrected.
struct DocketPages: Sendable {
  let services: CourtServices
  private static let bytesMax = 128 << 20
  private static let faultsShown = 200

  func add(to router: Router<PageContext>) {
    router.get("/dockets") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(await list(reader, FormState())) }
    }
    router.post("/dockets") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    router.get("/dockets/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await show(context, reader)) }
    }
    router.get("/dockets/:id/live") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try await job(context).id
        return Response.live(updates(id, reader))
      }
    }
    router.get("/dockets/:id/corrections.csv") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await corrections(context, reader.language, reader.actor)
      }
    }
    DocketAPI(services: services).add(to: router)
  }

  /// Those whom the command would refuse are told so before they choose a file.
  static func refusal(_ actor: Actor) -> Phrase? {
    guard actor.roles.isDisjoint(with: ImportCases.roles) else { return nil }
    let who = ImportCases.roles.filter { $0 != .machine }.sorted { $0.rawValue < $1.rawValue }
    return Phrase(
      "批量立案由\(who.map(\.title.zh).joined(separator: "、"))办理",
      "Dockets are filed by: \(who.map(\.title.en).joined(separator: ", "))")
  }

  private func list(_ reader: Reader, _ state: FormState) async -> HTML {
    let refusal = DocketPages.refusal(reader.actor)
    let columns: [Column<DocketJob>] = [
      Column(Phrase("收案清单", "Docket"), heads: true) { job in "<a \(href("/dockets/\(job.id)"))>\(job.name)</a>" },
      Column(Phrase("提交时间", "Handed in")) { job in "\(job.at)" },
      Column(Phrase("状态", "State")) { job in "\(reader(DocketPages.state(job)))" },
      Column(Phrase("新立", "New"), align: .number) { job in "\(grouped(job.filed))" },
      Column(Phrase("退回", "Returned"), align: .number) { job in "\(grouped(job.held))" },
    ]
    let jobs = Table(
      Phrase("已提交的收案清单，最新在前", "Dockets handed in, newest first"), columns, rows: await services.dockets.all,
      empty: Phrase("还没有提交过收案清单", "No docket was handed in yet"))
    let row = FormRow(
      "file", Phrase("收案清单（CSV）", "Docket (CSV)"), .file(accept: [".csv", "text/csv"]),
      hint: Phrase(
        "UTF-8 或 GB18030，表头用中文或英文；一行一名当事人或一项债权。",
        "UTF-8 or GB18030, header in Chinese or English; a line is a party or a claim item."))
    let hand: HTML = when(
      refusal == nil, form(Form(action: "/dockets", [row], button: Phrase("检查并立案", "Check and file"), state: state), reader),
      else: "<p>\(reader(refusal ?? Phrase("", "")))</p>")
    return Layout(title: reader("批量立案", "File a docket"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("批量立案", "File a docket"))</h1>
      <p>\(reader("好的案件立案并分案，有错的行退回改正后可再次提交；同一清单重复提交不会重复立案。", "Good cases are filed and assigned; bad rows come back to be corrected and handed in again. The same docket twice files nothing twice."))</p>
      \(hand)\(section("jobs", reader("提交记录", "Handed in"), table(jobs, reader)))
      """)
  }

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let upload = try await request.upload(limit: DocketPages.bytesMax)
    try Pages.checkToken(upload.fields, context)
    if let refusal = DocketPages.refusal(reader.actor) { throw HTTPError(.forbidden, message: reader(refusal)) }
    guard let file = upload.file else {
      let fault = FormFault("file", Phrase("请选择文件", "Choose a file"))
      return Response.html(await list(reader, FormState(typed: [], faults: [fault])), status: .unprocessableContent)
    }
    do {
      let job = try await services.dockets.take(file.bytes, named: file.name, by: reader.actor)
      return Response.see("/dockets/\(job.id)")
    } catch let refusal as DocketUnreadable {
      let faults = refusal.faults.map { FormFault("file", FaultReport.sentence($0)) }
      return Response.html(await list(reader, FormState(typed: [], faults: faults)), status: .unprocessableContent)
    }
  }

  private func job(_ context: PageContext) async throws -> DocketJob {
    guard let id = context.parameters.get("id").flatMap({ ID<DocketJob>($0) }), let job = await services.dockets.job(id) else {
      throw HTTPError(.notFound, message: "没有这份清单 / No such docket")
    }
    return job
  }

  static func state(_ job: DocketJob) -> Phrase {
    switch job.state {
    case .filing: Phrase("正在立案", "Filing")
    case .done: Phrase("已完成", "Done")
    case .stopped: Phrase("已中止", "Stopped")
    }
  }

  /// A figure that is still being counted is not shown as if it were done.
  private func counted(_ job: DocketJob, _ figure: HTML, _ reader: Reader) -> HTML {
    when(job.state != .filing, figure, else: "\(reader("正在计算", "being counted"))")
  }
  private func bar(_ job: DocketJob) -> ProgressState {
    ProgressState(
      id: "progress", label: DocketPages.state(job), done: job.done, failed: 0, total: job.total,
      live: job.state == .filing ? "/dockets/\(job.id)/live" : nil)
  }

  /// Once a second while it is being filed, then once more to take everything anew.
  private func updates(_ id: ID<DocketJob>, _ reader: Reader) -> AsyncStream<LiveUpdate> {
    let dockets = services.dockets
    return AsyncStream {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let job = await dockets.job(id) else { return nil }
      return job.state == .filing ? .part(id: "progress", progressInside(bar(job), reader)) : .changed
    }
  }

  private func show(_ context: PageContext, _ reader: Reader) async throws -> HTML {
    let job = try await job(context)
    let report = try await services.dockets.report(job.id, language: reader.language)
    let faults = report?.reading.faults ?? []
    let items = faults.prefix(DocketPages.faultsShown).map { "<li>\(reader(FaultReport.sentence($0)))</li>" as HTML }
    let more = job.errors + job.warnings - items.count
    let returned: HTML = when(
      job.held > 0,
      "<p><a class=\"button\" \(href("/dockets/\(job.id)/corrections.csv"))>\(reader("下载待改正的行（CSV）", "Rows to correct (CSV)"))</a></p>"
    )
    let numbers = facts(
      [
        Fact(Phrase("行数", "Lines"), "\(grouped(job.lines))"), Fact(Phrase("可立案（件）", "Cases to file"), "\(grouped(job.total))"),
        Fact(
          Phrase("新立（件）", "Newly filed"),
          counted(job, "<a \(href("/cases?sort=filed&desc=1"))>\(grouped(job.filed))</a>", reader)),
        Fact(Phrase("此前已立（件）", "Filed before"), counted(job, "\(grouped(job.done - job.filed))", reader)),
        Fact(Phrase("退回（件）", "Returned"), "\(grouped(job.held))"),
      ], reader)
    return Layout(title: job.name, kind: .staff).page(
      reader,
      """
      <p><a \(href("/dockets"))>← \(reader("批量立案", "Dockets"))</a></p><h1>\(job.name)</h1>
      \(when(job.trouble) { banner(.error, $0, reader) })\(progress(bar(job), reader))
      <div id="numbers" \(attribute("data-live", bar(job).live))>\(numbers)\(returned)</div>
      \(when(!items.isEmpty, section("faults", reader("需要改正", "To put right"), "<ul>\(items)</ul>\(when(more > 0, "<p>\(reader("另有 \(more) 处，见下载的文件。", "\(more) more in the file."))</p>"))")))
      """)
  }

  /// Rows as they were handed in, with numbers and accounts of people: for those who file dockets, and recorded.
  static func mayTake(_ job: ID<DocketJob>, rows: Int, _ actor: Actor, _ services: CourtServices) async throws {
    if let refusal = refusal(actor) { throw PageProblem(403, "notYourRole", refusal) }
    try await services.signIns.record(
      Export(actor: actor.ref, list: "docket", query: "\(job)", rows: rows, at: services.desk.clock.now))
  }
  private func corrections(_ context: PageContext, _ language: Language, _ actor: Actor) async throws -> Response {
    let job = try await job(context)
    try await DocketPages.mayTake(job.id, rows: job.held, actor, services)
    guard let csv = try await services.dockets.report(job.id, language: language)?.correctionCSV() else {
      throw HTTPError(.notFound, message: "没有需要改正的行 / Nothing to correct")
    }
    return Response.bytes(csv, type: "text/csv; charset=utf-8", name: "corrections-\(job.id).csv", inline: false)
  }
}
