import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// What is owed: a page for staff, the same for the party, and the same for programs.
struct OwedPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/owed") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(try Pages.caseID(context), request.query, reader, party: false))
      }
    }
    router.get("/party/cases/:id/owed") { request, context in
      let reader = Pages.reader(request, context, services)
      guard case .party(let person) = context.actor?.ref else { return Response.see("/party") }
      let id = try await PartyPages(services: services).own(context, person)
      return Response.html(try await page(id, request.query, reader, party: true))
    }
    router.get("/api/cases/:id/owed") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        OwedPages.shape.answer(try await statement(try Pages.caseID(context), request.query, actor).statement)
      }
    }
    router.get("/api/party/cases/:id/owed") { request, context in
      guard let actor = context.actor, case .party(let person) = actor.ref else {
        return Problem.response(
          status: 401, code: "notSignedIn", Phrase("请先以当事人身份登录", "Sign in as a party"), request)
      }
      let id = try await PartyPages(services: services).own(context, person)
      return OwedPages.shape.answer(try await statement(id, request.query, actor).statement)
    }
  }

  private func statement(
    _ id: ID<CaseFile>, _ query: FormData, _ actor: Actor
  ) async throws -> (statement: OwedStatement, file: CaseFile) {
    let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    return (try OwedQuestion(query, today: situation.today).statement(situation, file), file)
  }

  private func page(_ id: ID<CaseFile>, _ query: FormData, _ reader: Reader, party: Bool) async throws -> HTML {
    let (statement, file) = try await statement(id, query, reader.actor)
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: !party && !reader.seesNames)
    let title = reader("应执行数额", "What is owed")
    let back = party ? "/party/cases/\(id)" : "/cases/\(id)#claim"
    let names = people.persons(file.applicants.map(\.person)) + reader(" 诉 ", " v. ") + people.persons(file.debtors.map(\.person))
    return Layout(title: title, kind: party ? .party : .staff, printed: file.number).page(
      reader,
      """
      <p><a \(href(back))>← \(file.number)</a></p><h1>\(title) · \(file.number)</h1><p>\(names)</p>
      \(filters(OwedQuestion.fields, reader))
      \(OwedView(statement: statement, file: file, isPlain: party).html(reader))
      """)
  }

  private static let parts = Shape<DebtParts>.object([
    .sum("costs") { $0.costs }, .sum("interest") { $0.interest }, .sum("principal") { $0.principal },
    .sum("doubled") { $0.doubled },
  ])
  static let shape = Shape<OwedStatement>.object([
    .day("on") { $0.day }, .sum("total") { $0.toSettle }, .sum("surplus") { $0.surplus }, .sum("supposed") { $0.supposed },
    .day("floatingInterestThrough") { $0.floatingThrough },
    .list(
      "lines",
      Shape<Owed.Line>.object([
        .word("kind") { $0.kind }, .sum("amount") { $0.amount }, .part("reasons", Shapes.reasons) { $0.reasons },
      ])
    ) { $0.owed.value.lines },
    .list(
      "receipts",
      Shape<OwedStatement.Applied>.object([
        .day("on") { $0.on }, .sum("amount") { $0.amount }, .word("source") { $0.source }, .flag("supposed") { $0.isSupposed },
        .part("paid", parts) { $0.applied.paid }, .part("remaining", parts) { $0.applied.remaining },
        .sum("surplus") { $0.applied.surplus }, .part("reasons", Shapes.reasons) { $0.reasons },
      ])
    ) { $0.receipts },
  ])
}
