import Basics
import Casework
import Enforcement
import Hummingbird

/// A case's papers as PDF: sealed ones as kept, drafts as a preview.
struct CasePapers: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/papers/:paper") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await paper(try Pages.caseID(context), context, reader.actor)
      }
    }
  }

  /// A paper names people in clear: whoever sees them masked does not open it.
  static func check(_ actor: Actor) throws {
    guard actor.seesNames else {
      throw PageProblem(403, "notYourRole", Phrase("您的岗位不能查看文书正文", "Your role does not see the text of papers"))
    }
  }

  func paper(_ id: ID<CaseFile>, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try CasePapers.check(actor)
    let situation = try await services.desk.look(at: id, actor: .machine, court: services.court)
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }),
      let state = situation.caseFile(id).papers.all[paper]
    else { throw PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper")) }
    if let sealed = state.sealed, let bytes = try await services.papers.fetch(sealed.file) {
      return Response.bytes(bytes, type: "application/pdf", name: "\(state.kind.rawValue)-\(paper).pdf")
    }
    return Response.bytes(try await services.press.preview(paper, of: id), type: "application/pdf", name: "draft-\(paper).pdf")
  }
}
