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
        DocketAPI.list.answer(await services.dockets.all.map { Told(job: $0) })
      }
    }
    router.get("/api/dockets/:id") { request, context in try await staff(request, context) { _ in try await show(context) } }
    router.get("/api/dockets/:id/corrections.csv") { request, context in
      try await staff(request, context) { actor in
        let job = try await job(context)
        try await DocketPages.mayTake(job.id, rows: job.held, actor, services)
        guard let csv = try await services.dockets.report(job.id, language: .zh)?.correctionCSV() else {
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
        var response = DocketAPI.shape.answer(Told(job: job), status: 201)
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

  private func job(_ context: PageContext) async throws -> DocketJob {
    guard let id = context.parameters.get("id").flatMap({ ID<DocketJob>($0) }), let job = await services.dockets.job(id) else {
      throw HTTPError(.notFound, message: "没有这份清单 / No such docket")
    }
    return job
  }

  private func show(_ context: PageContext) async throws -> Response {
    let job = try await job(context)
    let report = try await services.dockets.report(job.id, language: .zh)
    return DocketAPI.shape.answer(Told(job: job, faults: report?.reading.faults ?? []))
  }

  /// A docket's filing, with its faults where one is asked for alone.
  struct Told: Sendable {
    let job: DocketJob
    var faults: [DocketFault]?
  }
  private static let fault = Shape<DocketFault>.object([
    .count("line") { $0.line }, .text("column") { $0.header }, .text("rule") { $0.rule.rawValue },
    .text("severity") { "\($0.severity)" }, .text("zh") { FaultReport.sentence($0).zh },
    .text("en") { FaultReport.sentence($0).en },
  ])
  static let shape = Shape<Told>.object([
    .id("id") { $0.job.id }, .text("name") { $0.job.name }, .text("state") { $0.job.state.rawValue }, .moment("at") { $0.job.at },
    .count("lines") { $0.job.lines }, .count("total") { $0.job.total }, .count("done") { $0.job.done },
    .count("filed") { $0.job.filed }, .count("returned") { $0.job.held },
    .count("errors") { $0.job.errors }, .count("warnings") { $0.job.warnings }, .phrase("trouble") { $0.job.trouble },
    .part("faults", Shape<[DocketFault]>(schema: ["type": "array", "items": fault.schema]) { .list($0.map(fault.write)) }) {
      $0.faults
    },
  ])
  static let list = Shape<[Told]>.object([.list("dockets", shape) { $0 }])
}
