import BankFiles
import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import Import
import Ledger
import NIOCore

/// Mass payouts for programs. Gates, pause, stop and the like are commands (`/api/commands/payouts.pass`).
struct PayoutAPI: Sendable {
  let services: CourtServices
  static let listMax = 128 << 20
  static let answerMax = 256 << 20

  func add(to router: Router<PageContext>) {
    router.get("/api/payouts") { request, context in
      try await staff(request, context) { _ in
        let before = ID<PayoutBatch>(request.query["after"])
        let limit = request.query.pageLimit
        let rows = try await services.payouts.reads.batches(court: services.court, before: before, limit: limit + 1)
        return PayoutAPI.list.answer(APIPage(rows, limit: limit) { "\($0.id)" })
      }
    }
    router.post("/api/payouts") { request, context in
      try await staff(request, context) { actor in try await create(request, context, actor) }
    }
    router.post("/api/payouts/answers") { request, context in
      try await staff(request, context) { actor in
        guard actor == .machine || actor.has(.cashier) else { throw PayoutAPI.notCashier }
        try APIRoutes.checkToken(request, context)
        let bytes = try await request.body.collect(upTo: PayoutAPI.answerMax)
        return PayoutAPI.outcome.answer(
          try await PayoutAPI.told { try await services.payouts.take(answer: Array(buffer: bytes)) })
      }
    }
    router.get("/api/payouts/:id") { request, context in
      try await staff(request, context) { _ in PayoutAPI.standing.answer(try await batch(context)) }
    }
    router.get("/api/payouts/:id/lines") { request, context in
      try await staff(request, context) { actor in try await lines(request, context, actor) }
    }
    router.get("/api/payouts/:id/corrections.csv") { request, context in
      try await staff(request, context) { actor in try await corrections(context, .zh, actor) }
    }
    for format in PayoutOffice.ReportFormat.allCases {
      router.get(RouterPath("/api/payouts/:id/report.\(format.rawValue)")) { request, context in
        try await staff(request, context) { actor in
          try await report(context, format, Language(rawValue: request.query["lang"]) ?? .zh, actor)
        }
      }
    }
    router.get("/api/payouts/:id/files/:chunk") { request, context in
      try await staff(request, context) { actor in try await file(context, actor) }
    }
    router.post("/api/payouts/:id/resend") { request, context in
      try await staff(request, context) { actor in
        try APIRoutes.checkToken(request, context)
        let bytes = Array(buffer: try await request.body.collect(upTo: PayoutAPI.listMax))
        let state = try await batch(context)
        _ = try await PayoutAPI.told {
          try await services.payouts.resend(state.id, correction: bytes.isEmpty ? nil : bytes, by: actor)
        }
        return PayoutAPI.standing.answer(try await services.payouts.state(state.id))
      }
    }
    // Into a folder of this machine: for the program beside the server, whoever has its token may write there anyway.
    router.post("/api/payouts/:id/send") { request, context in
      guard context.actor == .machine else { throw PageProblem(403, "local", Phrase("只在本机办理", "For programs on this machine")) }
      let state = try await batch(context)
      let folder = URL(filePath: request.query["out"], directoryHint: .isDirectory)
      _ = try await PayoutAPI.told { try await services.payouts.send(state.id, by: try FolderCarrier(folder)) }
      return PayoutAPI.standing.answer(try await services.payouts.state(state.id))
    }
  }

  // MARK: Handlers shared with the pages

  static let notCashier = PageProblem(
    403, "notYourRole", Phrase("银行回执由案款出纳提交", "Answers of the bank are handed in by the cashier"))

  private func staff(
    _ request: Request, _ context: PageContext, _ body: (Actor) async throws -> Response
  ) async throws -> Response {
    guard let actor = context.actor, actor.staff != nil || actor == .machine else {
      return Problem.response(
        status: 401, code: "notSignedIn", Phrase("请先登录：POST /api/sign-in 取得令牌", "Sign in first: POST /api/sign-in gives a token"),
        request)
    }
    return try await body(actor)
  }

  /// What the office refuses, as pages and programs are told.
  static func told<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let fault as PayoutFault {
      throw PageProblem(422, "payout", fault.text)
    } catch let fault as BankFileFault {
      let spot = fault.place.isEmpty ? Phrase("", "") : Phrase("“\(fault.place)”", " (\(fault.place))")
      let place =
        fault.line > 0
        ? Phrase("第 \(fault.line) 行", "Line \(fault.line)") + spot + Phrase("：", ": ") : spot
      throw PageProblem(422, "file", place + fault.message + Phrase("；", "; ") + fault.instead)
    }
  }

  func batch(_ context: PageContext) async throws -> PayoutBatch {
    guard let id = context.parameters.get("id").flatMap({ ID<PayoutBatch>($0) }) else { throw PayoutAPI.noBatch }
    let state = try await services.payouts.state(id)
    guard state.exists else { throw PayoutAPI.noBatch }
    return state
  }
  private static let noBatch = PageProblem(404, "noSuchBatch", Phrase("没有这个发放批次", "There is no such mass payout"))

  /// The account that a form or query names: a case by its number, or an account of the ledger.
  static func source(number: String, account: String, _ services: CourtServices) async throws -> LedgerAccount {
    if !account.isEmpty {
      guard let read = LedgerAccount(account) else {
        throw PageProblem(422, "account", Phrase("账户应写成 case:编号", "An account is written case:ID"))
      }
      return read
    }
    guard !number.isEmpty,
      case .caseNumbers(let cases) = try await services.desk.store.find(.caseNumbers([number]), court: services.court),
      let id = cases[number]
    else { throw PageProblem(422, "case", Phrase("没有案号为“\(number)”的案件", "There is no case \(number)")) }
    return LedgerAccount(.case, "\(id)")
  }

  private func create(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try APIRoutes.checkToken(request, context)
    // Before anything of the court is looked up: who may not make one is not told which cases there are.
    do throws(Refusal) { try Authority.check(CreateBatch.self, actor) } catch { throw CaseDesk.Failure.refused(error) }
    let query = request.query
    let source = try await PayoutAPI.source(number: query["case"], account: query["account"], services)
    var expected: ControlTotals?
    if let count = Int(query["count"]), let total = Money(query["total"]) { expected = ControlTotals(count: count, sum: total) }
    let bytes = Array(buffer: try await request.body.collect(upTo: PayoutAPI.listMax))
    let taken = try await PayoutAPI.told {
      try await services.payouts.take(
        bytes, source: source, purpose: query["purpose"].isEmpty ? "案款发放" : String(query["purpose"].prefix(140)),
        ground: String(query["ground"].prefix(200)), expected: expected, repeats: query["repeats"] == "1", by: actor)
    }
    var response = PayoutAPI.created.answer(taken, status: 201)
    response.headers[.location] = "/api/payouts/\(taken.batch)"
    return response
  }

  func corrections(_ context: PageContext, _ language: Language, _ actor: Actor) async throws -> Response {
    try PayoutAPI.checkSees(actor)
    let state = try await batch(context)
    guard let csv = try await services.payouts.errorFile(state.id, language) else {
      throw HTTPError(.notFound, message: "没有需要改正的行 / Nothing to correct")
    }
    return Response.bytes(csv, type: "text/csv; charset=utf-8", name: "corrections-\(state.id).csv", inline: false)
  }

  func report(
    _ context: PageContext, _ format: PayoutOffice.ReportFormat, _ language: Language, _ actor: Actor
  ) async throws -> Response {
    try PayoutAPI.checkSees(actor)
    let state = try await batch(context)
    let bytes = try await PayoutAPI.told { try await services.payouts.report(state.id, format, language) }
    try await services.signIns.record(
      Export(actor: actor.ref, list: "payout", query: "\(state.id)", rows: state.count, at: services.desk.clock.now))
    let type =
      format == .csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response.bytes(bytes, type: type, name: "payout-\(state.id).\(format.rawValue)", inline: false)
  }

  func file(_ context: PageContext, _ actor: Actor) async throws -> Response {
    guard actor == .machine || actor.has(.cashier) else {
      throw PageProblem(403, "notYourRole", Phrase("付款文件由案款出纳下载", "Files of payments are for the cashier"))
    }
    let state = try await batch(context)
    guard let number = context.parameters.get("chunk").flatMap({ Int($0) }),
      let file = try await PayoutAPI.told({ try await services.payouts.file(state, chunk: number) })
    else { throw HTTPError(.notFound, message: "没有这个文件 / No such file") }
    return Response.bytes(file.bytes, type: "application/xml", name: file.name, inline: false)
  }

  /// Payees are people: who may not see names gets no list of them.
  static func checkSees(_ actor: Actor) throws {
    guard actor == .machine || actor.seesNames else {
      throw PageProblem(403, "notYourRole", Phrase("收款人名单不对此岗位开放", "The list of payees is not open to this role"))
    }
  }

  private func lines(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try PayoutAPI.checkSees(actor)
    let state = try await batch(context)
    let query = LineQuery(request.query)
    let limit = request.query.pageLimit
    let found = try await query.rows(state, services, limit: limit + 1)
    return PayoutAPI.lineList.answer(APIPage(found, limit: limit) { "\($0.line.line)" })
  }

  // MARK: Shapes

  static let created = Shape<PayoutOffice.Taken>.object([
    .id("id") { $0.batch }, .phrase("summary") { $0.reading.summary }, .count("errors") { $0.reading.errorCount },
    .count("warnings") { $0.reading.warningCount }, .count("count") { $0.reading.payees.count },
    .sum("total") { $0.reading.total },
  ])
  static let standing = Shape<PayoutBatch>.object([
    .id("id") { $0.id }, .word("status") { $0.status }, .id("case") { $0.created?.caseID },
    .maybe("source") { $0.created?.source },
    .count("count") { $0.count }, .sum("total") { $0.total }, .count("held") { $0.held.count },
    .count("repeats") { $0.repeats }, .count("toCall") { $0.pending?.uncalled.count ?? 0 },
    .sum("overpaid") { $0.overpaid.values.reduce(.zero) { $0 + $1.sum } },
    .count("files") { $0.chunks.count },
    .part("lines", tally) { $0 }, .maybe("gate") { $0.status == .checked ? $0.gates?.next?.rawValue : nil },
    .moment("createdAt") { $0.createdAt },
  ])
  private static let tally = Shape<PayoutBatch>.object(
    PayoutBatch.LineStatus.allCases.map { status in .count(status.rawValue) { $0.tally(status).count } })
  private static let row = Shape<BatchRow>.object([
    .id("id") { $0.id }, .word("status") { $0.status }, .id("case") { $0.caseID }, .text("source") { $0.source },
    .count("count") { $0.count }, .sum("total") { $0.total }, .count("settled") { $0.settled },
    .moment("createdAt") { $0.createdAt },
  ])
  static let list = Shape<APIPage<BatchRow>>.object([
    .list("payouts", row) { $0.rows }, .maybe("next") { $0.next },
  ])
  private static let line = Shape<FoundLine>.object([
    .count("line") { $0.line.line }, .text("reference") { $0.line.reference }, .text("name") { $0.line.name },
    .text("accountEnds") { String($0.line.account.suffix(4)) }, .sum("amount") { $0.line.amount },
    .word("status") { $0.status }, .count("file") { $0.row?.chunk }, .maybe("code") { $0.row?.code },
    .word("held") { $0.row?.held },
  ])
  static let lineList = Shape<APIPage<FoundLine>>.object([.list("lines", line) { $0.rows }, .maybe("next") { $0.next }])
  static let outcome = Shape<AnswerOutcome>.object([
    .count("named") { $0.named }, .count("changed") { $0.changed }, .count("foreign") { $0.foreign },
  ])
}

/// A line of a batch as it is shown.
struct FoundLine: Sendable {
  let line: PayeeLines.Line
  let status: PayoutBatch.LineStatus
  let row: BatchLineRow?
}

/// Which lines of a batch are asked for: a text, a status, those in doubt, or all in their order.
struct LineQuery: Sendable {
  let text: String
  let status: PayoutBatch.LineStatus?
  let heldOnly: Bool
  let after: Int
  init(_ query: FormData) {
    text = String(query["q"].trimmingCharacters(in: .whitespaces).prefix(60))
    status = PayoutBatch.LineStatus(rawValue: query["status"])
    heldOnly = query["status"] == "held"
    after = Int(query["after"]) ?? 0
  }

  func rows(_ state: PayoutBatch, _ services: CourtServices, limit: Int) async throws -> [FoundLine] {
    let lines = try await services.payouts.lines(state)
    func fits(_ line: Int) -> Bool {
      if heldOnly { return state.held[line] != nil }
      return status == nil || state.status(of: line) == status
    }
    var numbers: [Int] = []
    var place = after
    if text.isEmpty {
      while numbers.count < limit, place < state.count {
        place += 1
        if fits(place) { numbers.append(place) }
      }
    } else {
      while numbers.count < limit {
        let some = lines.base.search(text, after: place, limit: limit)
        guard let last = some.last else { break }
        numbers += some.filter(fits).prefix(limit - numbers.count)
        place = last
      }
    }
    let posted = Dictionary(try await services.payouts.reads.lines(state.id, numbers).map { ($0.line, $0) }) { first, _ in first }
    return numbers.compactMap { number in
      lines.line(number).map { FoundLine(line: $0, status: state.status(of: number) ?? .waiting, row: posted[number]) }
    }
  }
}
