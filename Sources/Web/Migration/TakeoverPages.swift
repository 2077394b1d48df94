import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// Taking over the running cases of an earlier system: hand the tables in, read the report, sign it, watch, compare.
struct TakeoverPages: Sendable {
  let services: CourtServices
  /// A workbook, which is held in memory.
  static let bytesMax = 128 << 20
  /// All that one form or request may bring: archives go to the disk as they come.
  static let uploadMax = 8 << 30
  private static let shown = 200

  func add(to router: Router<PageContext>) {
    router.get("/takeovers") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(await list(reader, FormState())) }
    }
    router.post("/takeovers") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    router.get("/takeovers/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await show(context, reader)) }
    }
    router.post("/takeovers/:id/sign") { request, context in
      try await Pages.staff(request, context, services) { reader in try await sign(request, context, reader) }
    }
    router.get("/takeovers/:id/live") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try await job(context).id
        return Response.live(updates(id, reader))
      }
    }
    router.get("/takeovers/:id/:file") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await file(context, reader.language, reader.actor)
      }
    }
    router.get("/cases/:id/attachments/:place") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try CasePapers.check(reader.actor)
        return try await attachment(context)
      }
    }
    TakeoverAPI(services: services).add(to: router)
  }

  /// Who may hand tables in; the report is signed by those of ``SignTakeover``.
  static let roles: Set<Role> = SignTakeover.roles.union([.administrator, .filingJudge, .trialManagement])
  static func refusal(_ actor: Actor, _ roles: Set<Role>) -> Phrase? {
    guard actor.roles.isDisjoint(with: roles) else { return nil }
    let who = roles.filter { $0 != .machine }.sorted { $0.rawValue < $1.rawValue }
    return Phrase(
      "由\(who.map(\.title.zh).joined(separator: "、"))办理", "For: \(who.map(\.title.en).joined(separator: ", "))")
  }

  private func list(_ reader: Reader, _ state: FormState) async -> HTML {
    let refusal = TakeoverPages.refusal(reader.actor, TakeoverPages.roles)
    let columns: [Column<TakeoverJob>] = [
      Column(Phrase("数据", "Tables"), heads: true) { job in "<a \(href("/takeovers/\(job.id)"))>\(job.name)</a>" },
      Column(Phrase("提交时间", "Handed in")) { job in "\(job.at)" },
      Column(Phrase("状态", "State")) { job in "\(reader(TakeoverPages.state(job)))" },
      Column(Phrase("可接收", "To take over"), align: .number) { job in "\(grouped(job.total))" },
      Column(Phrase("不能接收", "Waiting"), align: .number) { job in "\(grouped(job.held))" },
    ]
    let jobs = Table(
      Phrase("已提交的数据，最新在前", "Tables handed in, newest first"), columns, rows: await services.takeovers.all,
      empty: Phrase("还没有提交过", "Nothing was handed in yet"))
    let rows = [
      FormRow(
        "file", Phrase("工作簿（.xlsx）或压缩包（.zip）", "Workbook (.xlsx) or archive (.zip)"),
        .file(accept: [".xlsx", ".zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]),
        hint: Phrase(
          "工作表：案件、当事人、债权、期限、控制措施、案款、惩戒、案号。压缩包里是工作簿或者各表的 CSV 文件，文书放在 papers/案件编号/ 下。",
          "Sheets: cases, parties, claims, clocks, measures, money, sanctions, numbers. An archive holds the workbook or a CSV file of each, and papers in papers/<case_ref>/."
        )),
      FormRow(
        "papers", Phrase("文书压缩包（.zip）", "Papers (.zip)"), .file(accept: [".zip"]), required: false,
        hint: Phrase(
          "与工作簿一同提交：每案一个以案件编号命名的文件夹，文件为 PDF。",
          "Beside a workbook: a folder for each case, named by its reference, with PDF files.")),
    ]
    let hand: HTML = when(
      refusal == nil, form(Form(action: "/takeovers", rows, button: Phrase("检查", "Check"), state: state), reader),
      else: "<p>\(reader(refusal ?? Phrase("", "")))</p>")
    return Layout(title: reader("接收在办案件", "Take over cases"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("接收在办案件", "Take over cases"))</h1>
      <p>\(reader("先检查，不写入任何案件；执行局长签署报告后一次接收，接收后与原数据逐项核对。同一数据重复提交不会重复接收。", "The tables are checked first and nothing is written; once a chief has signed the report they are taken over in one go and compared with the tables. The same tables twice change nothing."))</p>
      \(hand)\(section("jobs", reader("提交记录", "Handed in"), table(jobs, reader)))
      """)
  }

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    if let refusal = TakeoverPages.refusal(reader.actor, TakeoverPages.roles) {
      throw HTTPError(.forbidden, message: reader(refusal))
    }
    let upload = try await request.streamedUpload(limit: TakeoverPages.uploadMax, placing: services.takeovers.incoming)
    defer { upload.remove() }
    try Pages.checkToken(upload.fields, context)
    func again(_ field: String, _ said: Phrase) async -> Response {
      let state = FormState(typed: [], faults: [FormFault(field, said)])
      return Response.html(await list(reader, state), status: .unprocessableContent)
    }
    guard let file = upload.file(in: "file") else { return await again("file", Phrase("请选择文件", "Choose a file")) }
    let papers = upload.file(in: "papers")
    do {
      let job: TakeoverJob
      if RunningArchive.isArchive(file.name) {
        guard papers == nil else {
          return await again("papers", Phrase("已经提交了压缩包，文书放在同一个压缩包里", "There is an archive already: put the papers into it"))
        }
        job = try await services.takeovers.take([], packed: (file.name, file.url), named: file.name, by: reader.actor)
      } else {
        guard let bytes = try file.bytes(upTo: TakeoverPages.bytesMax) else {
          return await again(
            "file",
            Phrase(
              "工作簿超过 \(TakeoverPages.bytesMax >> 20) MB，请分批接收",
              "The workbook has more than \(TakeoverPages.bytesMax >> 20) MB: move in several parts"))
        }
        job = try await services.takeovers.take(
          [(file.name, bytes)], packed: papers.map { ($0.name, $0.url) }, named: file.name, by: reader.actor)
      }
      return Response.see("/takeovers/\(job.id)")
    } catch let refusal as RunningUnreadable {
      let faults = refusal.faults.map { FormFault("file", $0.sentence) }
      return Response.html(await list(reader, FormState(typed: [], faults: faults)), status: .unprocessableContent)
    } catch let failure as RunningTakeover.Failure {
      return await again("file", failure.text)
    }
  }

  private func sign(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let job = try await job(context)
    try Pages.checkToken(try await request.form(context), context)
    if let refusal = TakeoverPages.refusal(reader.actor, SignTakeover.roles) {
      throw HTTPError(.forbidden, message: reader(refusal))
    }
    do {
      _ = try await services.takeovers.sign(job.id, by: reader.actor)
    } catch let failure as RunningTakeover.Failure {
      throw PageProblem(422, "notSigned", failure.text)
    }
    return Response.see("/takeovers/\(job.id)")
  }

  private func job(_ context: PageContext) async throws -> TakeoverJob {
    guard let id = context.parameters.get("id").flatMap({ ID<TakeoverJob>($0) }), let job = await services.takeovers.job(id)
    else {
      throw HTTPError(.notFound, message: "没有这批数据 / No such tables")
    }
    return job
  }

  static func state(_ job: TakeoverJob) -> Phrase {
    switch job.state {
    case .checked: Phrase("待签署", "Waiting for a signature")
    case .taking: Phrase("正在接收", "Being taken over")
    case .comparing: Phrase("正在核对", "Being compared")
    case .done: Phrase("已完成", "Done")
    case .stopped: Phrase("已中止", "Stopped")
    }
  }

  private func bar(_ job: TakeoverJob) -> ProgressState {
    ProgressState(
      id: "progress", label: TakeoverPages.state(job), done: job.done, failed: 0, total: job.total,
      live: job.isRunning ? "/takeovers/\(job.id)/live" : nil)
  }
  private func updates(_ id: ID<TakeoverJob>, _ reader: Reader) -> AsyncStream<LiveUpdate> {
    let takeovers = services.takeovers
    return AsyncStream {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let job = await takeovers.job(id) else { return nil }
      return job.isRunning ? .part(id: "progress", progressInside(bar(job), reader)) : .changed
    }
  }

  // MARK: The report

  private func show(_ context: PageContext, _ reader: Reader) async throws -> HTML {
    let job = try await job(context)
    let report = try await services.takeovers.reading(job.id).map { RunningReport($0) }
    let handlers: HTML = report.map { self.handlers($0, reader) } ?? .empty
    let faults = report?.reading.faults ?? []
    let items = faults.prefix(TakeoverPages.shown).map { "<li>\(reader($0.sentence))</li>" as HTML }
    let late = report?.overdue ?? []
    let overdue = late.prefix(TakeoverPages.shown).map { one -> HTML in
      "<li>\(one.number)：\(reader(one.what))（\(one.due)）</li>"
    }
    let links: HTML = """
      <p class="downloads"><a class="button" \(href("/takeovers/\(job.id)/report.xlsx"))>\(reader("报告（Excel）", "Report (Excel)"))</a>
      <a class="button" \(href("/takeovers/\(job.id)/report.csv"))>\(reader("承办人汇总（CSV）", "Handlers (CSV)"))</a>
      \(when(job.held > 0, "<a class=\"button\" \(href("/takeovers/\(job.id)/corrections.xlsx"))>\(reader("待改正的行（Excel）", "Rows to correct (Excel)"))</a>"))
      \(when(job.differences != nil, "<a class=\"button\" \(href("/takeovers/\(job.id)/differences.csv"))>\(reader("差异清单（CSV）", "Differences (CSV)"))</a>"))</p>
      """
    return Layout(title: job.name, kind: .staff).page(
      reader,
      """
      <p><a \(href("/takeovers"))>← \(reader("接收在办案件", "Take over cases"))</a></p><h1>\(job.name)</h1>
      \(when(job.trouble) { banner(.error, $0, reader) })\(when(job.state != .checked, progress(bar(job), reader)))
      <div id="numbers" \(attribute("data-live", bar(job).live))>\(numbers(job, reader))</div>\(links)
      \(await signature(job, reader))\(handlers)
      \(section("overdue", reader("接收前已超期", "Already overdue"), list(overdue, late.count, reader)))
      \(section("faults", reader("不能接收或需要留意", "What could not be read, and what to look at"), list(items, faults.count, reader)))
      """)
  }

  private func list(_ items: [HTML], _ count: Int, _ reader: Reader) -> HTML {
    guard !items.isEmpty else { return "<p>\(reader("没有。", "None."))</p>" }
    return """
      <ul>\(items)</ul>\(when(count > items.count, "<p>\(reader("另有 \(count - items.count) 处，见报告。", "\(count - items.count) more in the report."))</p>"))
      """
  }

  private func numbers(_ job: TakeoverJob, _ reader: Reader) -> HTML {
    facts(
      [
        Fact(Phrase("可接收（件）", "To take over"), "\(grouped(job.total))"),
        Fact(Phrase("其中已在本系统（件）", "Of these, here already"), "\(grouped(job.here ?? 0))"),
        Fact(Phrase("不能接收（件）", "Waiting"), "\(grouped(job.held))"),
        Fact(Phrase("错误（处）", "Faults"), "\(grouped(job.errors))"), Fact(Phrase("提示（处）", "Warnings"), "\(grouped(job.warnings))"),
        Fact(Phrase("标的额（元）", "Claimed (CNY)"), "\(job.claimed.grouped)"),
        Fact(Phrase("在账（元）", "Held (CNY)"), "\(job.balance.grouped)"),
        Fact(Phrase("已超期（项）", "Overdue clocks"), "\(grouped(job.overdue))"),
        Fact(Phrase("新接收（件）", "Taken over"), "\(grouped(job.taken))"),
        Fact(
          Phrase("与原数据不符（处）", "Differences"),
          "\(job.differences.map { grouped($0.count) } ?? reader("尚未核对", "not compared yet"))"),
      ], reader)
  }

  private func signature(_ job: TakeoverJob, _ reader: Reader) async -> HTML {
    if let by = job.signedBy, let at = job.signedAt, job.state != .stopped {
      let staff = Actor.Ref(by).flatMap { ref in if case .staff(let id) = ref { id } else { nil } }
      var name = by
      if let staff { name = await StaffNames(services: services).name(staff) }
      return "<p>\(reader("签署：", "Signed: "))\(name) \(at)</p>"
    }
    let lines: HTML = """
      <p class="print-only">\(reader("执行局长（签名）：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", "Bureau chief (signature): ____________  Date: ____________"))</p>
      """
    if let refusal = TakeoverPages.refusal(reader.actor, SignTakeover.roles) {
      return lines + "<p>\(reader(Phrase("签署接收报告：", "The report: ") + refusal))</p>"
    }
    guard job.total > 0 else { return lines }
    return lines
      + form(
        Form(
          action: "/takeovers/\(job.id)/sign", [], button: Phrase("核对无误，签署并接收", "Correct: sign and take over"),
          state: FormState()), reader)
  }

  private func handlers(_ report: RunningReport, _ reader: Reader) -> HTML {
    let columns: [Column<RunningReport.Line>] = [
      Column(Phrase("承办人", "Handler"), heads: true) { "\($0.name)" },
      Column(Phrase("案件", "Cases"), align: .number) { "\(grouped($0.totals.cases))" },
      Column(Phrase("终本", "Ended"), align: .number) { "\(grouped($0.totals.ended))" },
      Column(Phrase("标的额", "Claimed"), align: .number) { "\($0.totals.claimed.grouped)" },
      Column(Phrase("在账", "Held"), align: .number) { "\($0.totals.balance.grouped)" },
      Column(Phrase("控制措施", "Measures"), align: .number) { "\(grouped($0.totals.measures))" },
      Column(Phrase("限制消费", "Restrictions"), align: .number) { "\(grouped($0.totals.restrictions))" },
      Column(Phrase("失信", "Listings"), align: .number) { "\(grouped($0.totals.listings))" },
      Column(Phrase("有超期的案件", "Overdue"), align: .number) { "\(grouped($0.overdue))" },
    ]
    let lines = Table(
      Phrase("各承办人的案件和金额", "Cases and sums of each handler"), columns, rows: report.lines,
      empty: Phrase("没有可接收的案件", "There is nothing to take over"))
    return section("handlers", reader("承办人", "Handlers"), table(lines, reader))
  }

  // MARK: Files

  private func file(_ context: PageContext, _ language: Language, _ actor: Actor) async throws -> Response {
    let job = try await job(context)
    return try await TakeoverPages.file(context.parameters.get("file") ?? "", of: job, actor, services, language)
  }

  static func file(
    _ name: String, of job: TakeoverJob, _ actor: Actor, _ services: CourtServices, _ language: Language
  ) async throws -> Response {
    // Rows as they were handed in, with numbers and accounts of people.
    if let refusal = refusal(actor, roles) { throw PageProblem(403, "notYourRole", refusal) }
    try await services.signIns.record(
      Export(actor: actor.ref, list: "takeover", query: "\(job.id)/\(name)", rows: 0, at: services.desk.clock.now))
    let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    let missing = HTTPError(.notFound, message: "没有这个文件 / No such file")
    if name == "differences.csv" {
      return Response.bytes(
        RunningReport.csv(job.differences ?? [], language: language), type: "text/csv; charset=utf-8",
        name: "differences-\(job.id).csv", inline: false)
    }
    guard let report = try await services.takeovers.reading(job.id).map({ RunningReport($0) }) else { throw missing }
    switch name {
    case "report.xlsx":
      return Response.bytes(
        try report.workbook(language: language), type: excel, name: "takeover-\(job.id).xlsx", inline: false)
    case "report.csv":
      return Response.bytes(
        report.csv(language: language), type: "text/csv; charset=utf-8", name: "takeover-\(job.id).csv", inline: false)
    case "corrections.xlsx":
      guard let bytes = try report.corrections(language: language) else { throw missing }
      return Response.bytes(bytes, type: excel, name: "corrections-\(job.id).xlsx", inline: false)
    default: throw missing
    }
  }

  /// A paper of the earlier system, as it came.
  private func attachment(_ context: PageContext) async throws -> Response {
    let situation = try await services.desk.look(at: try Pages.caseID(context), actor: .machine, court: services.court)
    let attachments = situation.caseFile(try Pages.caseID(context)).attachments
    guard let place = context.parameters.get("place").flatMap({ Int($0) }), attachments.indices.contains(place),
      let bytes = try await services.papers.fetch(attachments[place].file),
      ContentDigest.sha256(bytes) == attachments[place].sha256
    else { throw PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper")) }
    let type = HandIntake.type(of: bytes) ?? "application/pdf"
    return Response.bytes(
      bytes, type: type, name: "attachment-\(place + 1).\(type == "application/pdf" ? "pdf" : type.suffix(3))")
  }
}
