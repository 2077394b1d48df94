import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// Papers, particulars, work lists and counts for programs, with the rights and records that the pages keep.
struct RecordAPI: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/api/cases/:id/papers/:paper") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try await CasePapers(services: services).paper(try Pages.caseID(context), context, actor)
      }
    }
    router.post("/api/cases/:id/parties/:person") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try await particulars(request, context, actor) { try await $0.party(context, actor) }
      }
    }
    router.post("/api/cases/:id/property/:property") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try await particulars(request, context, actor) { try await $0.property(context, actor) }
      }
    }
    router.get("/api/papers") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await papersToSign(request, actor) }
    }
    router.get("/api/requests") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in try await requests(request) }
    }
    router.get("/api/money") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in try await money(request) }
    }
    router.get("/api/wall") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in
        if let problem = QueryRule.problem(request, []) { return problem }
        return try await wall()
      }
    }
    router.get("/api/check") { request, _ in try await check(request.query, request) }
  }

  /// `{"reason": …}` gives what is masked elsewhere; the look is recorded before it is opened.
  private func particulars(
    _ request: Request, _ context: PageContext, _ actor: Actor,
    _ find: (FullParticulars) async throws -> FullParticulars.Subject
  ) async throws -> Response {
    try APIRoutes.checkToken(request, context)
    try actor.checkMayUnmask()
    let body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
    let asked = (try? JSONText.decode([String: String].self, body))?["reason"] ?? ""
    let looks = FullParticulars(services: services)
    guard let fields = try await looks.open(try await find(looks), for: asked, by: actor) else {
      return Problem.response(
        status: 422, code: "reasonMissing", FullParticulars.reasonMissing, request, field: "reason")
    }
    return APIRoutes.json(.object(fields.mapValues(JSONValue.text)))
  }

  private func papersToSign(_ request: Request, _ actor: Actor) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.paging) { return problem }
    let limit = request.query.pageLimit
    let rows = try await services.reads.drafts(
      try await services.desk.signatory(actor, court: services.court), court: services.court,
      after: ID(request.query["after"]), limit: limit + 1
    ).rows
    return ListShapes.papers.answer(APIPage(rows, limit: limit) { "\($0.id)" })
  }

  private func requests(_ request: Request) async throws -> Response {
    let states = QueryRule.one("status", of: RequestRow.statuses)
    if let problem = QueryRule.problem(request, QueryRule.paging + [states]) { return problem }
    let status = request.query["status"]
    let limit = request.query.pageLimit
    let rows = try await services.reads.requests(
      court: services.court, status: status.isEmpty ? nil : status, before: ID(request.query["after"]), limit: limit + 1)
    return ListShapes.requests.answer(APIPage(rows, limit: limit) { "\($0.id)" })
  }

  private func money(_ request: Request) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.paging) { return problem }
    let limit = request.query.pageLimit
    let rows = try await services.reads.money(
      court: services.court, before: Int64(request.query["after"]), limit: limit + 1)
    return ListShapes.money.answer(
      APIPage(
        rows: rows.prefix(limit).map(\.row), next: rows.count > limit ? rows[limit - 1].id.description : nil, total: nil))
  }

  private func wall() async throws -> Response {
    ListShapes.wall.answer(try await services.reads.counts(court: services.court, now: services.desk.clock.now))
  }

  static let checked = Shape<(issuer: String, on: Day, matches: Bool?)>.object([
    .text("issuer") { $0.issuer }, .day("on") { $0.on }, .maybeFlag("matches") { $0.matches },
  ])

  /// Public: who issued a paper and when, and whether a digest is that of its file; never the content.
  private func check(_ asked: FormData, _ request: Request) async throws -> Response {
    guard let paper = try await services.reads.paper(code: asked["code"].uppercased()), let sealed = paper.sealedAt,
      paper.stage != .withdrawn
    else {
      return Problem.response(
        status: 404, code: "noSuchCode", Phrase("没有这个校验码的文书", "No paper has this code"), request, field: "code")
    }
    let matches: Bool? = asked["sha256"].isEmpty ? nil : asked["sha256"].lowercased() == paper.sha256
    return RecordAPI.checked.answer((services.courtName, sealed.day, matches))
  }
}
