import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import Import
import NIOCore

/// Takeovers for programs: the workbook as the body of a request, its takeover as a resource.
struct TakeoverAPI: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.post("/api/takeovers") { request, context in try await take(request, context) }
    router.get("/api/takeovers") { request, context in
      try await staff(request, context) { _ in TakeoverAPI.list.answer(await services.takeovers.all.map { Told(job: $0) }) }
    }
    router.get("/api/takeovers/:id") { request, context in
      try await staff(request, context) { _ in
        let job = try await job(context)
        let faults = try await services.takeovers.reading(job.id)?.faults ?? []
        return TakeoverAPI.shape.answer(Told(job: job, faults: Array(faults.prefix(1000))))
      }
    }
    router.post("/api/takeovers/:id/sign") { request, context in try await sign(request, context) }
    router.get("/api/takeovers/:id/:file") { request, context in
      try await staff(request, context) { actor in
        try await TakeoverPages.file(context.parameters.get("file") ?? "", of: try await job(context), actor, services, .zh)
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

  private func job(_ context: PageContext) async throws -> TakeoverJob {
    guard let id = context.parameters.get("id").flatMap({ ID<TakeoverJob>($0) }), let job = await services.takeovers.job(id)
    else {
      throw HTTPError(.notFound, message: "没有这批数据 / No such tables")
    }
    return job
  }

  /// A workbook or an archive as the body; commands of this machine may name a path instead, a folder with its papers too.
  private func take(_ request: Request, _ context: PageContext) async throws -> Response {
    try await staff(request, context) { actor in
      if let refusal = TakeoverPages.refusal(actor, TakeoverPages.roles) {
        return Problem.response(status: 403, code: "notYourRole", refusal, request)
      }
      do {
        let job: TakeoverJob
        let path = request.query["path"]
        if !path.isEmpty {
          guard actor == .machine else {
            return Problem.response(
              status: 403, code: "notYourRole",
              Phrase("文件夹只能由本机命令提交", "A folder can be named by commands of this machine only"), request)
          }
          let url = URL(filePath: path)
          if RunningArchive.isArchive(path) { return created(try await takeArchive(at: url, url.lastPathComponent, actor)) }
          let found = try RunningSource.files(at: url)
          job = try await services.takeovers.take(
            found.files, papersIn: found.papers.isEmpty ? nil : url, named: url.lastPathComponent, by: actor)
        } else {
          let name = request.query["name"].isEmpty ? "running.xlsx" : request.query["name"]
          if RunningArchive.isArchive(name) {
            let url = services.takeovers.incoming()
            defer { try? FileManager.default.removeItem(at: url) }
            try await request.streamedBody(to: url, limit: TakeoverPages.uploadMax)
            return created(try await takeArchive(at: url, name, actor))
          }
          let body = try await request.body.collect(upTo: TakeoverPages.bytesMax)
          job = try await services.takeovers.take([(name, Array(buffer: body))], named: name, by: actor)
        }
        return created(job)
      } catch let refusal as RunningUnreadable {
        return Problem.response(
          status: 422, code: "unreadable", Phrase("数据未接收，没有任何案件进入系统", "Nothing of the tables was taken"), request,
          faults: refusal.faults.map { Input.Fault($0.header, $0.rule, $0.sentence) })
      }
    }
  }

  private func takeArchive(at url: URL, _ name: String, _ actor: Actor) async throws -> TakeoverJob {
    try await services.takeovers.take([], packed: (name, url), named: name, by: actor)
  }
  private func created(_ job: TakeoverJob) -> Response {
    var response = TakeoverAPI.shape.answer(Told(job: job), status: 201)
    response.headers[.location] = "/api/takeovers/\(job.id)"
    return response
  }

  private func sign(_ request: Request, _ context: PageContext) async throws -> Response {
    try await staff(request, context) { actor in
      if let refusal = TakeoverPages.refusal(actor, SignTakeover.roles) {
        return Problem.response(status: 403, code: "notYourRole", refusal, request)
      }
      let job = try await job(context)
      let signer = request.query["signer"]
      let members = actor == .machine ? try await StaffNames(services: services).all() : []
      let named = members.filter { $0.active && ($0.name == signer || "\($0.id)" == signer) }
      do {
        let signed = try await services.takeovers.sign(job.id, by: actor, signer: named.count == 1 ? named[0].id : nil)
        return TakeoverAPI.shape.answer(Told(job: signed))
      } catch let failure as RunningTakeover.Failure {
        return Problem.response(status: 422, code: "notSigned", failure.text, request)
      }
    }
  }

  /// A takeover, with its faults where one is asked for alone.
  struct Told: Sendable {
    let job: TakeoverJob
    var faults: [RunningFault]?
  }
  private static let fault = Shape<RunningFault>.object([
    .text("source") { $0.source }, .count("line") { $0.line }, .text("column") { $0.header }, .text("case") { $0.ref },
    .text("rule") { $0.rule }, .text("severity") { "\($0.severity)" }, .text("zh") { $0.sentence.zh },
    .text("en") { $0.sentence.en },
  ])
  static let shape = Shape<Told>.object([
    .id("id") { $0.job.id }, .text("name") { $0.job.name }, .text("state") { $0.job.state.rawValue }, .moment("at") { $0.job.at },
    .text("digest") { $0.job.digest }, .count("total") { $0.job.total }, .count("here") { $0.job.here ?? 0 },
    .count("held") { $0.job.held },
    .count("errors") { $0.job.errors }, .count("warnings") { $0.job.warnings }, .count("overdue") { $0.job.overdue },
    .count("done") { $0.job.done }, .count("taken") { $0.job.taken },
    .count("differences") { $0.job.differences?.count ?? 0 }, .phrase("trouble") { $0.job.trouble },
    .part("faults", Shape<[RunningFault]>(schema: ["type": "array", "items": fault.schema]) { .list($0.map(fault.write)) }) {
      $0.faults
    },
  ])
  static let list = Shape<[Told]>.object([.list("takeovers", shape) { $0 }])
}
