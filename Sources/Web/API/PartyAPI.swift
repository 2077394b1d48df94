import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// What a party may read, for programs: signed in by a one-time code as on the page, his own cases and no others; and the counter's
/// certificate.
struct PartyAPI: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.post("/api/party/code") { request, _ in
      let fields = try await fields(request)
      if let fault = try await PartySignIn(services: services).issueCode(fields["idNumber"] ?? "") {
        return Problem.response(status: fault.status, code: fault.code, fault.message, request, field: "idNumber")
      }
      return APIRoutes.json(["sent": "ifOnFile"], status: 202)
    }
    router.post("/api/party/sign-in") { request, _ in
      let fields = try await fields(request)
      guard let token = try await PartySignIn(services: services).session(fields["idNumber"] ?? "", code: fields["code"] ?? "")
      else {
        return Problem.response(
          status: 401, code: "wrongCode", Phrase("验证码不正确或已过期", "The code is wrong or has expired"), request, field: "code")
      }
      return ListShapes.token.answer(token)
    }
    router.get("/api/party/cases") { request, context in
      try await party(request, context) { person in try await cases(person, context) }
    }
    router.get("/api/party/cases/:id") { request, context in
      try await party(request, context) { person in try await show(person, context) }
    }
    router.get("/api/party/cases/:id/papers/:paper") { request, context in
      try await party(request, context) { person in
        try await PartyPages(services: services).paper(context, person)
      }
    }
    router.post("/api/party/cases/:id/direct-payments") { request, context in
      try await party(request, context) { person in
        try await PartyPayments(services: services).attempt(ReportDirectPayment.name, try await fields(request), person, context)
      }
    }
    router.post("/api/party/cases/:id/direct-payments/:payment") { request, context in
      try await party(request, context) { person in
        var given = try await fields(request)
        given["payment"] = context.parameters.get("payment") ?? ""
        return try await PartyPayments(services: services).attempt(AnswerDirectPayment.name, given, person, context)
      }
    }
    router.post("/api/cases/:id/certificate") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await certificate(request, context, actor) }
    }
  }

  private func fields(_ request: Request) async throws -> [String: String] {
    let body = String(buffer: try await request.body.collect(upTo: 4096))
    guard let fields = try? JSONText.decode([String: String].self, body) else {
      throw PageProblem(400, "notJSON", Phrase("请求体不是 JSON 对象", "The body is not a JSON object"))
    }
    return fields
  }

  private func party(_ request: Request, _ context: PageContext, _ body: (ID<Person>) async throws -> Response) async throws
    -> Response
  {
    guard case .party(let person) = context.actor?.ref else {
      return Problem.response(
        status: 401, code: "notSignedIn",
        Phrase(
          "请先以当事人身份登录：POST /api/party/code，再 POST /api/party/sign-in",
          "Sign in as a party: POST /api/party/code, then /api/party/sign-in"),
        request)
    }
    return try await body(person)
  }

  // MARK: Cases of a party

  struct Own: Sendable {
    let answer: CaseAnswer
    let person: ID<Person>
    var role: CaseParty.Role? { answer.file.filing.party(person)?.role }
  }
  static let row = Shape<Own>.object([
    .id("id") { $0.answer.file.id }, .maybe("number") { $0.answer.file.number }, .word("role") { $0.role },
    .word("status") { $0.answer.status },
  ])
  static let list = Shape<[Own]>.object([.list("cases", row) { $0 }])
  static let shape = Shape<Own>.object([
    .id("id") { $0.answer.file.id }, .maybe("number") { $0.answer.file.number }, .word("role") { $0.role },
    .word("status") { $0.answer.status }, .maybe("closed") { $0.answer.file.closing.closed?.way.rawValue },
    .day("closedOn") { $0.answer.file.closing.closed?.on },
    .phrase("now") { own in own.answer.file.process.nearest.map { own.answer.people.node($0.key) } },
    .moment("by") { $0.answer.file.process.nearest?.due },
    .maybe("handler") { own in own.answer.file.triage.handler.map { own.answer.people.member($0) } },
    .sum("claimed") { $0.answer.file.filing.claimed }, .sum("received") { $0.answer.account.allReceived },
    .sum("paidOut") { $0.answer.account.paidOut + $0.answer.account.paidBefore },
    .part("owed", CaseAnswer.owedShape) { own in own.answer.owed.map { CaseAnswer.Of(it: $0, by: own.answer) } },
    .maybe("payTo") { $0.role == .debtor ? $0.answer.account.subAccount : nil },
    .list("papers", CaseAnswer.paper) { own in
      own.answer.each(
        own.answer.file.papers.order.compactMap { own.answer.file.papers.all[$0] }.filter { paper in
          paper.served.contains { $0.to == "\(own.person)" }
        })
    },
    .list("happened", ListShapes.event) { own in
      own.answer.history.filter { PartyView.told.contains(type(of: $0.event).name) }.map {
        ListShapes.Happened(recorded: $0, people: own.answer.people, words: [:])
      }
    },
  ])

  private func answer(_ id: ID<CaseFile>, _ context: PageContext) async throws -> CaseAnswer {
    let actor = context.actor ?? Actor(.machine, roles: [])
    let answer = try await CaseAnswer.load(id, on: nil, services, actor)
    // A party knows whom the case is about, as on the page.
    let people = try await People.load(answer.file.filing.parties.map(\.person), services, masked: false)
    return CaseAnswer(
      file: answer.file, account: answer.account, situation: answer.situation, history: answer.history, people: people,
      particulars: [:], words: [:], asOf: nil)
  }

  private func cases(_ person: ID<Person>, _ context: PageContext) async throws -> Response {
    var own: [Own] = []
    for id in try await services.reads.casesOf(person) { own.append(Own(answer: try await answer(id, context), person: person)) }
    return PartyAPI.list.answer(own)
  }

  private func show(_ person: ID<Person>, _ context: PageContext) async throws -> Response {
    let id = try await PartyPages(services: services).own(context, person)
    return PartyAPI.shape.answer(Own(answer: try await answer(id, context), person: person))
  }

  // MARK: The counter

  static let certificate = Shape<(paper: ID<Paper>, path: String)>.object([.id("paper") { $0.paper }, .text("path") { $0.path }])

  /// The closing certificate in one step: issued, and where its PDF is.
  private func certificate(_ request: Request, _ context: PageContext, _ actor: Actor) async throws -> Response {
    try APIRoutes.checkToken(request, context)
    let asked = try await fields(request)
    let id = try Pages.caseID(context)
    let receipt = try await services.desk.attempt(
      CommandCall(RequestCertificate.name, ["case": "\(id)", "asker": .text(asked["asker"] ?? "")]), by: actor,
      court: services.court, idempotencyKey: try APIRoutes.key(request, actor))
    guard let issued = receipt.appended.flatMap(\.events).compactMap({ $0 as? CertificateIssued }).first else {
      throw PageProblem.internalFault
    }
    return PartyAPI.certificate.answer(
      (issued.paper, "/api/cases/\(id)/papers/\(issued.paper)"), status: receipt.repeated ? 200 : 201)
  }
}
