import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore
import Wording

/// A paper's words for programs: read with what comes from the case, written over, checked, and the scan of one sealed by hand.
struct PaperTextAPI: Sendable {
  let services: CourtServices
  private var desk: PaperDesk { PaperDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/api/cases/:id/papers/:paper/text") { request, context in
      try await reader(context, request) { actor in PaperTextAPI.shape.answer(try await desk.open(context, actor)) }
    }
    router.post("/api/cases/:id/papers/:paper/text") { request, context in
      try await reader(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let opened = try await desk.open(context, actor)
        let body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
        guard let asked = try? JSONText.decode(Written.self, body) else {
          throw PageProblem(
            400, "notJSON", Phrase("请求体应为 {base, passages, confirmed}", "The body is {base, passages, confirmed}"))
        }
        try await desk.save(asked.passages, base: asked.base, confirmed: asked.confirmed ?? false, opened, by: actor)
        return PaperTextAPI.shape.answer(try await desk.open(context, actor))
      }
    }
    router.post("/api/cases/:id/papers/:paper/check") { request, context in
      try await reader(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let opened = try await desk.open(context, actor)
        try await desk.check(opened.paper.id, of: opened.file.id)
        return PaperTextAPI.shape.answer(try await desk.open(context, actor))
      }
    }
    router.post("/api/cases/:id/papers/:paper/scan") { request, context in
      try await reader(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let opened = try await desk.open(context, actor)
        let bytes = Array(buffer: try await request.body.collect(upTo: DeliveryPages.scanMax))
        try await desk.seal(bytes, pages: Int(request.query["pages"]) ?? 1, opened, by: actor)
        return PaperTextAPI.shape.answer(try await desk.open(context, actor))
      }
    }
  }

  /// The text names the parties.
  private func reader(
    _ context: PageContext, _ request: Request, _ body: (Actor) async throws -> Response
  ) async throws -> Response {
    try await APIRoutes.signedIn(context, request) { actor in
      try CasePapers.check(actor)
      return try await body(actor)
    }
  }

  private struct Written: Decodable {
    let base: Int
    /// New texts by place.
    let passages: [String: String]
    let confirmed: Bool?
  }

  static let shape = Shape<PaperDesk.Opened>.object([
    .id("paper") { $0.paper.id }, .word("kind") { $0.paper.kind }, .text("stage") { $0.paper.stage.rawValue },
    .count("version") { $0.writing.version },
    .list(
      "passages",
      Shape<PaperPassage>.object([
        .text("place") { $0.place }, .text("kind") { $0.kind.rawValue }, .maybe("lead") { $0.lead }, .text("text") { $0.text },
      ])
    ) { $0.writing.content.passages },
    .list("data", Shape<PaperDatum>.object([.phrase("label") { $0.label }, .text("value") { $0.value }])) { $0.writing.data },
    .list("findings", Shape<PaperFinding>.object([.flag("fault") { $0.isFault }, .phrase("what") { $0.what }])) { $0.findings },
    .flag("checked") { $0.paper.life.isChecked }, .maybe("next") { $0.paper.life.approval?.next?.rawValue },
  ])
  static let written: JSONValue = [
    "type": "object",
    "properties": [
      "base": ["type": "integer"], "passages": ["type": "object", "additionalProperties": ["type": "string"]],
      "confirmed": ["type": "boolean"],
    ], "required": .list(["base", "passages"]),
  ]
}
