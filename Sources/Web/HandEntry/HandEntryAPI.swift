import Basics
import Casework
import Enforcement
import Hummingbird
import Import
import NIOCore

/// Entry by hand for programs: a table as the body, checked or taken, and files to attach.
struct HandEntryAPI: Sendable {
  let services: CourtServices
  let intake: HandIntake
  private static let bytesMax = 32 << 20

  func add(to router: Router<PageContext>) {
    router.post("/api/by-hand") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await take(request, context, actor) }
    }
    router.post("/api/by-hand/files") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await keep(request, context, actor) }
    }
  }

  private func take(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try APIRoutes.checkToken(request, context)
    if let refusal = HandEntryPages.refusal(actor) { throw CaseDesk.Failure.refused(refusal) }
    let body = Array(buffer: try await request.body.collect(upTo: HandEntryAPI.bytesMax))
    let query = request.query
    var caseID: ID<CaseFile>?
    if !query["case"].isEmpty {
      guard let id = ID<CaseFile>(query["case"]),
        try await services.desk.look(at: id, actor: actor, court: services.court).caseFile(id).exists
      else { throw PageProblem.noSuchCase }
      caseID = id
    }
    let origin = HandIntake.Origin(source: query["source"], learnedOn: query["learnedOn"], told: query["told"])
    do {
      let table = try HandTable(file: body)
      let lines =
        query["check"] == "1"
        ? try await intake.check(table, of: caseID, origin, by: actor)
        : try await intake.take(table, of: caseID, origin, attachments: [], by: actor)
      return HandEntryAPI.shape.answer(lines)
    } catch let fault as HandTableFault {
      return Problem.response(status: 422, code: "unreadable", fault.message, request)
    }
  }

  private func keep(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try APIRoutes.checkToken(request, context)
    if let refusal = HandEntryPages.refusal(actor) { throw CaseDesk.Failure.refused(refusal) }
    let bytes = Array(buffer: try await request.body.collect(upTo: HandIntake.attachmentMax + 1))
    let name = request.query["name"].isEmpty ? "attachment" : request.query["name"]
    guard case .object(let kept) = try await intake.keep(bytes, named: name) else { throw PageProblem.internalFault }
    return HandEntryAPI.file.answer(kept, status: 201)
  }

  private static let line = Shape<HandIntake.Line>.object([
    .count("line") { $0.row.line }, .id("case") { $0.caseID }, .maybe("number") { $0.number }, .text("state") { state($0) },
    .maybe("column") { refused($0)?.column?.rawValue }, .maybe("zh") { refused($0)?.words.zh },
    .maybe("en") { refused($0)?.words.en }, .list("citations", Shapes.text) { refused($0)?.citations ?? [] },
  ])
  static let shape = Shape<[HandIntake.Line]>.object([
    .count("new") { $0.count(where: \.isNew) },
    .count("known") { lines in lines.count { !$0.isNew && !$0.isRefused } },
    .count("refused") { $0.count(where: \.isRefused) }, .list("rows", line) { $0 },
  ])
  static let file = Shape<[String: InputValue]>.object(
    ["file", "sha256", "seal", "title"].map { name in .text(name) { text(name, of: $0) } }
      + [.count("bytes") { Int(text("bytes", of: $0)) }])
  private static func text(_ name: String, of fields: [String: InputValue]) -> String {
    if case .text(let text)? = fields[name] { text } else { "" }
  }

  private static func refused(_ line: HandIntake.Line) -> (column: HandColumn?, words: Phrase, citations: [String])? {
    if case .refused(let column, let words, let citations) = line.state { (column, words, citations) } else { nil }
  }
  private static func state(_ line: HandIntake.Line) -> String {
    switch line.state {
    case .new: "new"
    case .known: "known"
    case .refused: "refused"
    }
  }
}
