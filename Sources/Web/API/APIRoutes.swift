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
    router.get("/metrics") { _, _ in Response.bytes(Array(try await metrics().utf8), type: "text/plain; version=0.0.4") }
    router.get("/openapi.json") { _, _ in Response.bytes(Array(OpenAPI.text(services.courtName).utf8), type: "application/json") }
    router.get("/api/cases") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await list(request, actor) }
    }
    router.get("/api/cases/:id") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await show(context, actor) }
    }
    router.get("/api/cases/:id/events") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in try await events(context) }
    }
    router.get("/api/cases/:id/commands") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await offered(context, actor) }
    }
    router.get("/api/desk") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await desk(actor) }
    }
    router.post("/api/commands/:name") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await attempt(request, context, actor) }
    }
    RecordAPI(services: services).add(to: router)
    for path in ["/partner/answers", "/partner/notices"] {
      router.post(RouterPath(path)) { request, context in
        let body = try await request.body.collect(upTo: context.maxUploadSize)
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

  static func json(_ value: InputValue, status: Int = 200) -> Response {
    Response(
      status: .init(code: status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: JSONText.encode(value))))
  }

  private func list(_ request: Request, _ actor: Actor) async throws -> Response {
    let query = CaseListPages.query(request.query, now: services.desk.clock.now)
    let page = try await services.reads.list(query, court: services.court)
    let people = try await People.load(
      page.rows.flatMap { $0.applicants + $0.debtors }, services, masked: !actor.seesNames)
    let rows = page.rows.map { row -> InputValue in
      .object([
        "id": "\(row.id)", "number": .text(row.number), "type": .text(row.type), "status": .text(row.status.rawValue),
        "lane": .text(row.lane?.rawValue ?? ""), "handler": .text(row.handler.map { "\($0)" } ?? ""),
        "receivedOn": "\(row.receivedOn)", "filedOn": .text(row.filedOn?.description ?? ""), "claimed": "\(row.claimed)",
        "received": "\(row.moneyIn)", "applicants": .list(row.applicants.map { .text(people.person($0)) }),
        "debtors": .list(row.debtors.map { .text(people.person($0)) }), "nearestNode": .text(row.nearestKey),
        "nearestDue": .text(row.nearestDue?.description ?? ""),
      ])
    }
    return APIRoutes.json(
      .object([
        "cases": .list(rows), "next": .text(page.next?.description ?? ""), "total": .text(page.total.map { "\($0)" } ?? ""),
      ]))
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

  private func show(_ context: PageContext, _ actor: Actor) async throws -> Response {
    let (file, situation) = try await caseFile(context, actor)
    let account = situation.account(file.id)
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: !actor.seesNames)
    return APIRoutes.json(
      .object([
        "id": "\(file.id)", "version": "\(situation.version(.caseFile(file.id)))", "number": .text(file.number),
        "claimed": "\(file.filing.claimed)", "received": "\(account.received)",
        "receivedBefore": "\(account.earlier?.received ?? .zero)", "balance": "\(account.balance)",
        "subAccount": .text(account.subAccount), "handler": .text(file.triage.handler.map { "\($0)" } ?? ""),
        "lane": .text(file.triage.lane?.rawValue ?? ""), "closed": .text(file.closing.closed?.way.rawValue ?? ""),
        "parties": .list(
          file.filing.parties.map {
            .object([
              "id": "\($0.person)", "role": .text($0.role.rawValue), "kind": .text($0.kind.rawValue),
              "name": .text(people.person($0.person)),
            ])
          }),
        "papers": .list(
          file.papers.order.compactMap { file.papers.all[$0] }.map {
            .object([
              "id": "\($0.id)", "kind": .text($0.kind.rawValue), "stage": .text($0.stage.rawValue),
              "code": .text($0.sealed?.code ?? ""),
            ])
          }),
        "measures": .list(
          file.seizure.order.compactMap { file.seizure.measures[$0] }.map {
            .object([
              "id": "\($0.id)", "kind": .text($0.kind.rawValue), "unit": .text($0.unit), "status": .text($0.status.rawValue),
              "amount": "\($0.amount)", "until": "\($0.until)",
            ])
          }),
        "payouts": .list(
          account.payoutOrder.compactMap { account.payouts[$0] }.map {
            .object(["id": "\($0.id)", "status": .text($0.status.rawValue), "total": "\($0.total)"])
          }),
        "nodes": .list(
          file.process.open.values.sorted { $0.id < $1.id }.map {
            .object([
              "id": "\($0.id)", "key": .text($0.key), "due": .text($0.due?.description ?? ""), "owner": .text($0.owner.rawValue),
            ])
          }),
      ]))
  }

  private func events(_ context: PageContext) async throws -> Response {
    guard let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) }) else {
      throw HTTPError(.notFound, message: "没有这个案件 / No such case")
    }
    let history = try await services.reads.history(id)
    let people = try await People.load([], services, masked: true)
    return APIRoutes.json(
      .object([
        "events": .list(
          history.map { recorded in
            let sentence = EventSentence.of(recorded.event, people.speaker)
            return .object([
              "position": "\(recorded.position)", "stream": "\(recorded.meta.stream)", "version": "\(recorded.meta.version)",
              "name": .text(type(of: recorded.event).name), "at": "\(recorded.meta.at)", "actor": "\(recorded.meta.actor)",
              "zh": .text(sentence?.zh ?? ""), "en": .text(sentence?.en ?? ""),
            ])
          })
      ]))
  }

  /// Each command with whether it is offered to this person now, and why not.
  private func offered(_ context: PageContext, _ actor: Actor) async throws -> Response {
    let (file, situation) = try await caseFile(context, actor)
    let types = commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }.sorted { $0.name < $1.name }
    return APIRoutes.json(
      .list(
        types.map { type in
          var fields: [String: InputValue] = [
            "name": .text(type.name), "zh": .text(type.title.zh), "en": .text(type.title.en), "offered": "true",
          ]
          do throws(Refusal) {
            try Authority.check(type, actor)
            try type.offered(in: situation, file)
          } catch {
            fields["offered"] = "false"
            fields["code"] = .text(error.code)
            fields["why"] = .text(error.message.zh)
            fields["citations"] = .list(error.citations.map(InputValue.text))
          }
          return .object(fields)
        }))
  }

  private func desk(_ actor: Actor) async throws -> Response {
    guard let staff = actor.staff else { return APIRoutes.json(.list([])) }
    let rows = try await services.reads.desk(roles: actor.roles, staff: staff, court: services.court, limit: 200)
    return APIRoutes.json(
      .list(
        rows.map {
          .object([
            "node": "\($0.node)", "key": .text($0.key), "due": .text($0.due?.description ?? ""),
            "owner": .text($0.owner.rawValue),
            "case": "\($0.caseID)", "number": .text($0.number),
          ])
        }))
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
    let key = request.headers[.idempotencyKey].map { "\(actor.ref)/\($0.prefix(100))" }
    try APIRoutes.checkToken(request, context)
    let receipt = try await services.desk.attempt(
      CommandCall(context.parameters.get("name") ?? "", fields), by: actor, court: services.court, idempotencyKey: key,
      expecting: try APIRoutes.expected(request, fields))
    return APIRoutes.json(
      .object([
        "id": .text(receipt.causation), "repeated": .text(receipt.repeated ? "true" : "false"), "position": "\(receipt.position)",
        "streams": .list(
          receipt.appended.map {
            .object(["stream": "\($0.stream)", "events": .list($0.events.map { .text(type(of: $0).name) })])
          }),
      ]), status: receipt.repeated ? 200 : 201)
  }

  private func metrics() async throws -> String {
    let counts = try await services.reads.counts(court: services.court, now: services.desk.clock.now)
    let work = try await services.desk.store.pendingWork()
    var lines = [
      "# HELP zhixing_cases_open Cases open now.", "# TYPE zhixing_cases_open gauge", "zhixing_cases_open \(counts.open)",
      "# HELP zhixing_nodes_overdue Nodes past their clock.", "# TYPE zhixing_nodes_overdue gauge",
      "zhixing_nodes_overdue \(counts.overdue)",
      "# HELP zhixing_work_pending Work rows not done, by kind.", "# TYPE zhixing_work_pending gauge",
    ]
    lines += work.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "zhixing_work_pending{kind=\"\($0.key.rawValue)\"} \($0.value)"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension HTTPField.Name {
  // Literals that are names by their form; a name that were none would be left out of every answer, not trap.
  static let csrfToken = HTTPField.Name("X-CSRF-Token") ?? .cookie
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .cookie
  static let unitSignature = HTTPField.Name("Zhixing-Signature") ?? .cookie
}
