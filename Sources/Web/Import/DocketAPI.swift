import Basics
import Casework
import Enforcement
import Hummingbird
import Import
import NIOCore

/// Dockets for programs: the CSV as the body of a request, its filing as a resource.
struct DocketAPI: Sendable {
  let services: CourtServices
  private static let bytesMax = 128 << 20

  func add(to router: Router<PageContext>) {
    router.post("/api/dockets") { request, context in try await take(request, context) }
    router.get("/api/dockets") { request, context in
      try await staff(request, context) { _ in
        json(.object(["dockets": .list(await services.dockets.all.map { .object(DocketAPI.fields($0)) })]))
      }
    }
    router.get("/api/dockets/:id") { request, context in try await staff(request, context) { _ in try await show(context) } }
    router.get("/api/dockets/:id/corrections.csv") { request, context in
      try await staff(request, context) { _ in
        guard let csv = try await report(context)?.correctionCSV() else {
          throw HTTPError(.notFound, message: "没有需要改正的行 / Nothing to correct")
        }
        return Response.bytes(csv, type: "text/csv; charset=utf-8", name: "corrections.csv", inline: false)
      }
    }
  }

  private func staff(_ request: Request, _ context: PageContext, _ body: (Actor) async throws -> Response) async throws
    -> Response
  {
    guard let actor = context.actor, actor.staff != nil || actor == .machine else {
      return Problem.response(
        status: 401, code: "notSignedIn", Phrase("请先登录：POST /api/sign-in 取得令牌", "Sign in first: POST /api/sign-in gives a token"),
        request)
    }
    return try await body(actor)
  }

  private func take(_ request: Request, _ context: PageContext) async throws -> Response {
    try await staff(request, context) { actor in
      if let refusal = DocketPages.refusal(actor) {
        return Problem.response(status: 403, code: "notYourRole", refusal, request)
      }
      let body = try await request.body.collect(upTo: DocketAPI.bytesMax)
      do {
        let job = try await services.dockets.take(
          Array(buffer: body), named: request.query["name"].isEmpty ? "docket.csv" : request.query["name"], by: actor)
        var response = json(.object(DocketAPI.fields(job)), status: .created)
        response.headers[.location] = "/api/dockets/\(job.id)"
        return response
      } catch let refusal as DocketUnreadable {
        return Problem.response(
          status: 422, code: "unreadable", Phrase("文件未导入，没有任何案件进入系统", "Nothing of the file was taken"), request,
          faults: refusal.faults.map {
            Input.Fault($0.header, $0.rule.rawValue, FaultReport.sentence($0))
          })
      }
    }
  }

  private func report(_ context: PageContext) async throws -> FaultReport? {
    guard let id = context.parameters.get("id").flatMap({ ID<DocketJob>($0) }), await services.dockets.job(id) != nil else {
      throw HTTPError(.notFound, message: "没有这份清单 / No such docket")
    }
    return try await services.dockets.report(id, language: .zh)
  }

  private func show(_ context: PageContext) async throws -> Response {
    let report = try await report(context)
    guard let id = context.parameters.get("id").flatMap({ ID<DocketJob>($0) }), let job = await services.dockets.job(id) else {
      throw HTTPError(.notFound, message: "没有这份清单 / No such docket")
    }
    var fields = DocketAPI.fields(job)
    fields["faults"] = .list(
      (report?.reading.faults ?? []).map { fault in
        let sentence = FaultReport.sentence(fault)
        return .object([
          "line": .text("\(fault.line)"), "column": .text(fault.header), "rule": .text(fault.rule.rawValue),
          "severity": .text("\(fault.severity)"), "zh": .text(sentence.zh), "en": .text(sentence.en),
        ])
      })
    return json(.object(fields))
  }

  private static func fields(_ job: DocketJob) -> [String: InputValue] {
    var fields: [String: InputValue] = [
      "id": .text("\(job.id)"), "name": .text(job.name), "state": .text(job.state.rawValue), "at": .text("\(job.at)"),
      "lines": .text("\(job.lines)"), "total": .text("\(job.total)"), "done": .text("\(job.done)"),
      "filed": .text("\(job.filed)"),
      "returned": .text("\(job.held)"), "foreign": .text("\(job.foreign)"), "errors": .text("\(job.errors)"),
      "warnings": .text("\(job.warnings)"),
    ]
    if let trouble = job.trouble { fields["trouble"] = .object(["zh": .text(trouble.zh), "en": .text(trouble.en)]) }
    return fields
  }

  private func json(_ value: InputValue, status: HTTPResponse.Status = .ok) -> Response {
    APIRoutes.json(value, status: Int(status.code))
  }
}
