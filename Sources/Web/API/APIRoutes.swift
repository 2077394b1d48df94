import Basics
import Casework
import Enforcement
import HTTPTypes
import Hummingbird
import NIOCore
import Wording

/// JSON for all that the pages do; health, metrics and partner messages.
struct APIRoutes: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/health/live") { _, _ in Response.bytes(Array("{\"status\":\"live\"}".utf8), type: "application/json") }
    router.get("/health/ready") { _, _ in
      _ = try await services.desk.store.pendingWork()
      return Response.bytes(Array("{\"status\":\"ready\"}".utf8), type: "application/json")
    }
    router.get("/metrics") { _, _ in
      Response.bytes(Array(try await Metrics.text(services).utf8), type: "text/plain; version=0.0.4")
    }
    router.get("/openapi.json") { _, _ in Response.bytes(Array(OpenAPI.text(services.courtName).utf8), type: "application/json") }
    router.get("/api/cases") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await list(request, actor) }
    }
    router.get("/api/cases/:id") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await show(request, context, actor) }
    }
    router.get("/api/cases/:id/events") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await events(request, context, actor) }
    }
    router.get("/api/cases/:id/commands") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        if let problem = QueryRule.problem(request, []) { return problem }
        return try await offered(context, actor)
      }
    }
    router.get("/api/desk") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await desk(request, actor) }
    }
    router.post("/api/commands/:name") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await attempt(request, context, actor) }
    }
    RecordAPI(services: services).add(to: router)
    OfficeAPI(services: services).add(to: router)
    PartyAPI(services: services).add(to: router)
    for path in ["/partner/answers", "/partner/notices", "/partner/bank-files"] {
      router.post(RouterPath(path)) { request, context in
        let limit = path == "/partner/bank-files" ? PayoutAPI.answerMax : context.maxUploadSize
        let body = try await request.body.collect(upTo: limit)
        let header = request.headers[.unitSignature]
        let answer = await services.partnerMessage(path, header, Array(buffer: body))
        return Response(
          status: .init(code: answer.status), headers: [.contentType: "text/plain; charset=utf-8"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: answer.text)))
      }
    }
  }

  static func signedIn(_ context: PageContext, _ request: Request, _ body: (Actor) async throws -> Response) async throws
    -> Response
  {
    guard let actor = context.actor, actor.staff != nil else {
      return Problem.response(
        status: 401, code: "notSignedIn", Phrase("请先登录：POST /api/sign-in 取得令牌", "Sign in first: POST /api/sign-in gives a token"),
        request)
    }
    return try await body(actor)
  }

  static func json(_ value: JSONValue, status: Int = 200) -> Response {
    Response(
      status: .init(code: status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: JSONText.encode(value))))
  }

  private func list(_ request: Request, _ actor: Actor) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.cases) { return problem }
    let query = CaseListPages.query(request.query, now: services.desk.clock.now)
    let page = try await services.reads.list(query, court: services.court)
    let people = try await People.load(
      page.rows.flatMap { $0.applicants + $0.debtors }, services, masked: !actor.seesNames)
    return ListShapes.cases.answer(
      APIPage(
        rows: page.rows.map { ListShapes.Case(row: $0, people: people) }, next: page.next?.description, total: page.total))
  }

  private func caseFile(_ context: PageContext, _ actor: Actor) async throws -> (CaseFile, Situation) {
    guard let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) }) else {
      throw HTTPError(.notFound, message: "没有这个案件 / No such case")
    }
    let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw HTTPError(.notFound, message: "没有这个案件 / No such case") }
    return (file, situation)
  }

  /// The case as the page shows it; `on` gives it as it stood at the end of that day.
  private func show(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    let asked = request.query["on"]
    let anyDay = QueryRule(name: "on", rule: Phrase("日期", "A day")) { _ in true }
    if let problem = QueryRule.problem(request, [anyDay]) { return problem }
    let day = Day(asked)
    if day == nil, !asked.isEmpty {
      return Problem.response(
        status: 422, code: "notADay", Phrase("日期应写成 2024-03-01", "A day is written as 2024-03-01"), request, field: "on")
    }
    return CaseAnswer.shape.answer(try await CaseAnswer.load(try Pages.caseID(context), on: day, services, actor))
  }

  private func events(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.paging) { return problem }
    let id = try Pages.caseID(context)
    let after = Int64(request.query["after"]) ?? 0
    let history = try await services.reads.history(id).filter { $0.position > after }
    let file = try await services.desk.look(at: id, actor: actor, court: services.court).caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: !actor.seesNames)
    let limit = request.query.pageLimit
    let shown = Array(history.prefix(limit + 1))
    let words = actor.seesNames ? try await services.vault.open(shown.flatMap(\.event.words)) : [:]
    let rows = shown.map {
      ListShapes.Happened(recorded: $0, people: people, words: words.compactMapValues { $0.fields["text"] })
    }
    return ListShapes.events.answer(APIPage(rows, limit: limit) { "\($0.recorded.position)" })
  }

  /// Each command with whether it is offered to this person now, and why not.
  private func offered(_ context: PageContext, _ actor: Actor) async throws -> Response {
    let (file, situation) = try await caseFile(context, actor)
    let types = commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }.sorted { $0.name < $1.name }
    return ListShapes.offers.answer(
      types.filter { !$0.roles.subtracting([.machine, .partner]).isEmpty }.map { type in
        var refusal: Refusal?
        do throws(Refusal) {
          try type.allowed(in: situation, file)
        } catch {
          refusal = error
        }
        return ListShapes.Offer(name: type.name, title: type.title, refusal: refusal)
      })
  }

  private func desk(_ request: Request, _ actor: Actor) async throws -> Response {
    let places = QueryRule.cursor { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 2 && (parts[0].isEmpty || Int64(parts[0]) != nil) && ID<ProcessNode>(String(parts[1])) != nil
    }
    if let problem = QueryRule.problem(request, [.number("limit", in: 1...FormData.pageMax), places]) { return problem }
    guard actor.staff != nil else { return ListShapes.desk.answer(APIPage(rows: [], next: nil, total: nil)) }
    let limit = request.query.pageLimit
    let parts = request.query["after"].split(separator: ".", omittingEmptySubsequences: false)
    let after =
      parts.count == 2
      ? ID<ProcessNode>(String(parts[1])).map { node in
        (due: Int64(parts[0]).map(Instant.init(milliseconds:)), node: node)
      } : nil
    let mine = try await services.desk.acting(actor, court: services.court).inCharge
    let rows = try await services.reads.desk(
      roles: actor.roles, staff: mine, court: services.court, after: after, limit: limit + 1)
    return ListShapes.desk.answer(APIPage(rows, limit: limit) { "\($0.due.map { "\($0.milliseconds)" } ?? "").\($0.node)" })
  }

  /// A page's cookie alone must not act: a program sends its token, a page its CSRF token.
  static func checkToken(_ request: Request, _ context: PageContext) throws {
    guard request.headers[.authorization] == nil, request.headers[.csrfToken] != context.session?.csrf else { return }
    throw PageProblem(403, "csrf", Phrase("缺少 X-CSRF-Token", "X-CSRF-Token is missing"))
  }

  /// `If-Match` with the case's version as it was read: where the case moved on, the command is refused as a conflict.
  private static func expected(
    _ request: Request, _ fields: [String: InputValue]
  ) throws -> (stream: StreamID, version: Int)? {
    guard let header = request.headers[.ifMatch] else { return nil }
    guard let version = Int(header.filter { $0 != "\"" }), case .text(let text)? = fields["case"], let id = ID<CaseFile>(text)
    else {
      throw PageProblem(400, "badVersion", Phrase("If-Match 应为案件版本号", "If-Match must be the version of a case"))
    }
    return (.caseFile(id), version)
  }

  /// A command with its fields as JSON. `Idempotency-Key` makes a repeated request answer as the first.
  private func attempt(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    let body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
    let fields: [String: InputValue]
    do {
      fields = try JSONText.decode([String: InputValue].self, body.isEmpty ? "{}" : body)
    } catch {
      return Problem.response(
        status: 400, code: "notJSON",
        Phrase("请求体不是 JSON 对象：金额和比率写成文本", "The body is not a JSON object; sums and rates are written as text"), request)
    }
    let key = try APIRoutes.key(request, actor)
    try APIRoutes.checkToken(request, context)
    try APIRoutes.checkNames(fields, of: context.parameters.get("name") ?? "")
    try await SlipCheck(services: services).check(CommandCall(context.parameters.get("name") ?? "", fields), by: actor)
    let receipt = try await services.desk.attempt(
      CommandCall(context.parameters.get("name") ?? "", fields), by: actor, court: services.court, idempotencyKey: key,
      expecting: try APIRoutes.expected(request, fields))
    let names = try await KeptName.of(receipt.appended, services)
    return ListShapes.receipt.answer(ListShapes.Told(receipt: receipt, names: names), status: receipt.status)
  }

  /// The request's `Idempotency-Key`, which is the caller's own.
  static func key(_ request: Request, _ actor: Actor) throws -> String? {
    guard let key = request.headers[.idempotencyKey] else { return nil }
    guard !key.allSatisfy(\.isWhitespace) else {
      throw PageProblem(
        400, "keyEmpty",
        Phrase(
          "Idempotency-Key 是空的：写一个自己的名字，或者不带这个头", "The Idempotency-Key is empty: give it a name of your own, or leave it out"))
    }
    guard key.count <= keyMax else {
      throw PageProblem(
        400, "keyTooLong", Phrase("Idempotency-Key 最多 \(keyMax) 个字符", "An Idempotency-Key has at most \(keyMax) characters"))
    }
    return "\(actor.ref)/\(key)"
  }
  private static let keyMax = 100

  /// A name that no field has is a slip of the pen, and what it was to say would be lost.
  private static func checkNames(_ fields: [String: InputValue], of command: String) throws {
    guard let type = commandCatalogue[command] else { return }
    guard !byUpload.contains(type.name), !namesAFile(fields) else {
      throw PageProblem(
        422, "byUpload",
        Phrase("此项随文件办理：附件经上传接口提交，正文经文书接口修改", "This goes with a file: hand it in by its upload route, a text by the paper's"))
    }
    guard !byStaffDesk.contains(type.name) else {
      throw PageProblem(
        422, "byStaffDesk",
        Phrase(
          "工作人员和登录账号一并办理：POST /api/staff、/api/staff/roles",
          "Staff and their sign-ins go together: POST /api/staff, /api/staff/roles"))
    }
    let faults = strangers(fields, among: type.fields)
    guard faults.isEmpty else { throw CaseDesk.Failure.faults(faults) }
  }
  /// What these record is counted from bytes that the court has received, never said by whoever asks.
  static let byUpload: Set<String> = [SealByHand.name, AttachFile.name, EditPaper.name]
  /// Who joins gets a sign-in with it, and who leaves is signed out: one door does both.
  static let byStaffDesk: Set<String> = [AddStaff.name, ChangeStaff.name]
  private static func namesAFile(_ given: [String: InputValue]) -> Bool {
    given.contains { name, value in
      switch value {
      case .text(let text): !text.isEmpty && (name == "sha256" || name == "fileDigest")
      case .object(let part): namesAFile(part)
      case .list(let list): list.contains { if case .object(let part) = $0 { namesAFile(part) } else { false } }
      }
    }
  }
  private static func strangers(_ given: [String: InputValue], among fields: [Field], in place: String = "") -> [Input.Fault] {
    let known = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
    return given.sorted { $0.key < $1.key }.flatMap { name, value -> [Input.Fault] in
      guard let field = known[name] else {
        let names = fields.map(\.name).joined(separator: ", ")
        return [
          Input.Fault(
            place + name, "unknownField", Phrase("没有字段“\(name)”；可用：\(names)", "There is no field “\(name)”; there are: \(names)"))
        ]
      }
      guard case .group(let parts, _) = field.kind, case .list(let rows) = value else { return [] }
      return rows.enumerated().flatMap { index, row -> [Input.Fault] in
        guard case .object(let inner) = row else { return [] }
        return strangers(inner, among: parts, in: "\(name)[\(index)].")
      }
    }
  }
}

extension HTTPField.Name {
  // Literals that are names by their form; a name that were none would be left out of every answer, not trap.
  static let csrfToken = HTTPField.Name("X-CSRF-Token") ?? .cookie
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .cookie
  static let unitSignature = HTTPField.Name("Zhixing-Signature") ?? .cookie
}
