import Basics
import Casework
import Enforcement
import Hummingbird
import Import
import NIOCore

/// Files of the bank: hand one in, watch it being taken, read what became of it.
struct BankFilePages: Sendable {
  let services: CourtServices
  private static let bytesMax = 128 << 20
  private static let faultsShown = 200
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/bank-files") { request, context in
      try await money.page(request, context) { reader in Response.html(await list(reader, FormState())) }
    }
    router.post("/bank-files") { request, context in
      try await money.page(request, context) { reader in try await take(request, context, reader) }
    }
    router.get("/bank-files/:id") { request, context in
      try await money.page(request, context) { reader in Response.html(show(try await job(context), reader)) }
    }
    router.get("/bank-files/:id/live") { request, context in
      try await money.page(request, context) { reader in Response.live(updates(try await job(context).id, reader)) }
    }
    router.post("/api/bank-files") { request, context in try await taken(request, context) }
    router.get("/api/bank-files") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in BankFilePages.list.answer(await services.bankFiles.all) }
    }
    router.get("/api/bank-files/:id") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in BankFilePages.shape.answer(try await job(context)) }
    }
  }

  /// Those whom the command would refuse are told so before they choose a file.
  private static func refusal(_ actor: Actor) -> Refusal? {
    do throws(Refusal) {
      try BankFileIntake.check(actor)
      return nil
    } catch {
      return error
    }
  }

  private func job(_ context: PageContext) async throws -> BankFileJob {
    guard let id = context.parameters.get("id").flatMap({ ID<BankFileJob>($0) }), let job = await services.bankFiles.job(id)
    else {
      throw HTTPError(.notFound, message: "没有这份文件 / No such file")
    }
    return job
  }

  private func list(_ reader: Reader, _ state: FormState) async -> HTML {
    let jobs = Table(
      Phrase("已导入的银行文件，最新在前", "Files handed in, newest first"),
      [
        Column(Phrase("文件", "File"), heads: true) { "<a \(href("/bank-files/\($0.id)"))>\($0.name)</a>" },
        Column(Phrase("提交时间", "Handed in")) { "\($0.at)" },
        Column(Phrase("状态", "State")) { "\(reader(BankFilePages.word($0.state)))" },
        Column(Phrase("入账到案、集中案款（笔）", "To cases and clusters"), align: .number) { "\(grouped($0.outcome.toCases))" },
        Column(Phrase("不明款（笔）", "To suspense"), align: .number) { "\(grouped($0.outcome.toSuspense))" },
        Column(Phrase("此前已有（笔）", "Known"), align: .number) { "\(grouped($0.known))" },
      ] as [Column<BankFileJob>], rows: await services.bankFiles.all,
      empty: Phrase("还没有导入过银行文件。", "No file was handed in yet."))
    let row = FormRow(
      "file", Phrase("银行文件", "Bank file"), .file(accept: [".xml", ".csv", ".xlsx"]),
      hint: Phrase(
        "对账单 camt.053、到账通知 camt.054，或网银导出的明细（CSV、xlsx）。",
        "Statement camt.053, notice camt.054, or a table exported from the bank's pages (CSV, xlsx)."))
    let refusal = BankFilePages.refusal(reader.actor)
    let hand: HTML = when(
      refusal == nil, form(Form(action: "/bank-files", [row], button: Phrase("检查并入账", "Check and book"), state: state), reader),
      else: "<p>\(reader(refusal?.message ?? Phrase("", "")))</p>")
    return Layout(title: reader("银行文件", "Bank files"), kind: .staff).page(
      reader,
      """
      <p><a \(href("/cashier"))>← \(reader("案款", "Money"))</a></p><h1>\(reader("导入银行文件", "Hand in a bank file"))</h1>
      <p>\(reader("有一处错误的文件整份退回，写明位置和规则；同一文件重复导入、同一笔既在通知又在对账单中，都只记一次。", "A file with one error comes back whole, with place and rule. The same file twice, or a line both in a notice and in the statement, is booked once."))</p>
      \(hand)\(section("jobs", reader("导入记录", "Handed in"), table(jobs, reader)))
      """)
  }

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let upload = try await request.upload(limit: BankFilePages.bytesMax)
    try Pages.checkToken(upload.fields, context)
    if let refusal = BankFilePages.refusal(reader.actor) { throw CaseDesk.Failure.refused(refusal) }
    func again(_ faults: [FormFault]) async -> Response {
      Response.html(await list(reader, FormState(typed: [], faults: faults)), status: .unprocessableContent)
    }
    guard let file = upload.file else { return await again([FormFault("file", Phrase("请选择文件", "Choose a file"))]) }
    do {
      let job = try await services.bankFiles.take(file.bytes, named: file.name, by: reader.actor)
      return Response.see("/bank-files/\(job.id)")
    } catch let refusal as BankFileUnreadable {
      return await again(refusal.faults.prefix(BankFilePages.faultsShown).map { FormFault("file", $0.sentence) })
    }
  }

  // MARK: One file

  static func word(_ state: BankFileJob.State) -> Phrase {
    switch state {
    case .taking: Phrase("正在入账", "Being booked")
    case .done: Phrase("已完成", "Done")
    case .stopped: Phrase("已中止", "Stopped")
    }
  }
  private func bar(_ job: BankFileJob) -> ProgressState {
    ProgressState(
      id: "progress", label: BankFilePages.word(job.state), done: job.outcome.done, failed: 0, total: job.lines,
      live: job.state == .taking ? "/bank-files/\(job.id)/live" : nil)
  }
  private func updates(_ id: ID<BankFileJob>, _ reader: Reader) -> AsyncStream<LiveUpdate> {
    let files = services.bankFiles
    return AsyncStream {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let job = await files.job(id) else { return nil }
      return job.state == .taking ? .part(id: "progress", progressInside(bar(job), reader)) : .changed
    }
  }

  private func show(_ job: BankFileJob, _ reader: Reader) -> HTML {
    let outcome = job.outcome
    let known: HTML = when(job.state == .done, "\(grouped(job.known))", else: "\(reader("正在计算", "being counted"))")
    let numbers = facts(
      [
        Fact(Phrase("流水（笔）", "Lines"), "\(grouped(job.lines))"),
        Fact(Phrase("收入", "Credits"), "\(grouped(job.credits)) · \(sum(job.creditSum))"),
        Fact(Phrase("支出（笔）", "Debits"), "\(grouped(job.debits))"),
        Fact(Phrase("入账到案、集中案款", "To cases and clusters"), "\(grouped(outcome.toCases)) · \(sum(outcome.toCasesSum))"),
        Fact(
          Phrase("记入不明款", "To suspense"),
          "<a class=\"opens\" \(href("/receipts"))>\(grouped(outcome.toSuspense)) · \(sum(outcome.toSuspenseSum))</a>"),
        Fact(Phrase("此前已有（笔）", "Known before"), known),
        Fact(
          Phrase("新列入对账（笔）", "New for reconciliation"),
          "<a class=\"opens\" \(href("/reconciliation"))>\(grouped(outcome.stated))</a>"),
        Fact(
          Phrase("疑似重复，待判断（笔）", "Perhaps known, to be decided"),
          "<a class=\"opens\" \(href("/receipts?status=held"))>\(grouped(outcome.held))</a>"),
        Fact(Phrase("不入账（通知中的支出、未记账）", "Passed over"), "\(grouped(job.passedOver))"),
        Fact(Phrase("提示（处）", "Warnings"), "\(grouped(job.warnings))"),
      ], reader)
    return Layout(title: job.name, kind: .staff).page(
      reader,
      """
      <p><a \(href("/bank-files"))>← \(reader("银行文件", "Bank files"))</a></p><h1>\(job.name)</h1>
      \(when(job.trouble) { banner(.error, $0, reader) })\(progress(bar(job), reader))
      <div id="numbers" \(attribute("data-live", bar(job).live))>\(numbers)</div>\(passed(job, reader))
      """)
  }

  /// Every line that was not booked, with the reason.
  private func passed(_ job: BankFileJob, _ reader: Reader) -> HTML {
    let list = Table(
      Phrase("没有入账的流水及理由，最多列 \(PassedBankLine.listedMax) 笔", "Lines not booked, and why; the first \(PassedBankLine.listedMax)"),
      [
        Column(Phrase("日期", "Day"), heads: true) { "\($0.day?.description ?? "—")" },
        Column(Phrase("第几笔", "Line")) { "\($0.place)" },
        Column(Phrase("理由", "Why")) { line -> HTML in
          let why: HTML = "\(reader(line.why.name))"
          guard let id = line.receipt else { return why }
          return "<a \(href("/receipts/\(id)"))>\(why)</a>"
        },
        Column(Phrase("收支（元）", "In or out (CNY)"), align: .number) { sum($0.amount) },
      ] as [Column<PassedBankLine>], rows: job.outcome.passed,
      empty: Phrase("每一笔收入都已入账。", "Every credit was booked."))
    return section("passed", reader("没有入账的流水", "Lines not booked"), table(list, reader))
  }

  // MARK: API

  private func taken(_ request: Request, _ context: PageContext) async throws -> Response {
    try await ReceiptAPI.reader(context, request) { actor in
      if actor != .machine { try APIRoutes.checkToken(request, context) }
      if let refusal = BankFilePages.refusal(actor) { throw CaseDesk.Failure.refused(refusal) }
      let body = try await request.body.collect(upTo: BankFilePages.bytesMax)
      let name = request.query["name"].isEmpty ? "statement" : request.query["name"]
      do {
        let job = try await services.bankFiles.take(Array(buffer: body), named: name, by: actor)
        var response = BankFilePages.shape.answer(job, status: 201)
        response.headers[.location] = "/api/bank-files/\(job.id)"
        return response
      } catch let refusal as BankFileUnreadable {
        return Problem.response(
          status: 422, code: "unreadable", Phrase("文件未导入，没有任何流水进入系统", "Nothing of the file was taken"), request,
          faults: refusal.faults.prefix(1000).map { Input.Fault($0.place, $0.rule.rawValue, $0.sentence) })
      }
    }
  }

  static let shape = Shape<BankFileJob>.object([
    .id("id") { $0.id }, .text("name") { $0.name }, .word("state") { $0.state }, .moment("at") { $0.at },
    .count("lines") { $0.lines }, .count("done") { $0.outcome.done }, .count("credits") { $0.credits },
    .sum("creditSum") { $0.creditSum }, .count("debits") { $0.debits }, .count("toCases") { $0.outcome.toCases },
    .sum("toCasesSum") { $0.outcome.toCasesSum }, .count("toSuspense") { $0.outcome.toSuspense },
    .sum("toSuspenseSum") { $0.outcome.toSuspenseSum }, .count("known") { $0.state == .done ? $0.known : nil },
    .count("stated") { $0.outcome.stated }, .count("held") { $0.outcome.held }, .count("passedOver") { $0.passedOver },
    .count("warnings") { $0.warnings }, .phrase("trouble") { $0.trouble },
    .list(
      "passed",
      Shape<PassedBankLine>.object([
        .count("place") { $0.place }, .day("day") { $0.day }, .sum("amount") { $0.amount }, .word("why") { $0.why },
        .phrase("reason") { $0.why.name }, .id("receipt") { $0.receipt },
      ])
    ) { $0.outcome.passed },
  ])
  static let list = Shape<[BankFileJob]>.object([.list("files", shape) { $0 }])
}
