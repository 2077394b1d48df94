import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// An applicant gives a clue online; it has its clock at the court, and he is told what came of it.
struct PartyClue: Sendable {
  let services: CourtServices
  private var pages: PartyPages { PartyPages(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/party/cases/:id/clue") { request, context in
      let reader = Pages.reader(request, context, services)
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return Response.html(try await page(try await pages.own(context, person), person, FormState(), reader))
    }
    router.post("/party/cases/:id/clue") { request, context in
      let reader = Pages.reader(request, context, services)
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return try await take(request, context, person, reader)
    }
    router.post("/api/party/cases/:id/clue") { request, context in
      guard let person = PartyPages.party(context), let actor = context.actor else {
        return Problem.response(
          status: 401, code: "notSignedIn", Phrase("请先以当事人身份登录", "Sign in as a party first"), request)
      }
      try APIRoutes.checkToken(request, context)
      let id = try await pages.own(context, person)
      let body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
      guard let fields = try? JSONText.decode([String: InputValue].self, body) else {
        return Problem.response(status: 400, code: "notJSON", Phrase("请求体不是 JSON 对象", "The body is not a JSON object"), request)
      }
      let receipt = try await services.desk.attempt(
        PartyClue.call(fields, id, person), by: actor, court: services.court)
      return ListShapes.receipt.answer(ListShapes.Told(receipt: receipt), status: receipt.status)
    }
  }

  /// What a party says; who he is and how it came is not his to say.
  private static func call(_ fields: [String: InputValue], _ id: ID<CaseFile>, _ person: ID<Person>) -> CommandCall {
    var call: [String: InputValue] = [
      "case": "\(id)", "by": "\(person)", "channel": .text(ClueChannel.portal.rawValue),
    ]
    for name in ["debtor", "text", "urgent"] { call[name] = fields[name] }
    return CommandCall(RegisterClue.name, call)
  }

  private func page(
    _ id: ID<CaseFile>, _ person: ID<Person>, _ state: FormState, _ reader: Reader
  ) async throws -> HTML {
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    guard file.filing.party(person)?.role == .applicant else { throw PageProblem.noSuchCase }
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: false)
    let debtors = file.debtors.map { FormRow.Choice("\($0.person)", Phrase(people.person($0.person), people.person($0.person))) }
    let rows = [
      FormRow(
        "debtor", Phrase("谁的财产", "Whose property"), .select(debtors), initial: debtors.count == 1 ? debtors.map(\.key) : []),
      FormRow(
        "text", Phrase("线索", "The clue"), .textarea(max: 5000),
        hint: Phrase("什么财产、在哪里或哪个账户、您怎样知道的", "What, where or which account, and how you know")),
      FormRow("urgent", Phrase("财产可能马上被转移", "It may be moved at once"), .checkbox, required: false),
    ]
    let given = file.clues.list.filter { $0.by == person }.map { clue -> HTML in
      let state = clue.outcome.map { reader($0.name) } ?? reader("正在核查", "being checked")
      return "<li>\(clue.receivedOn) · \(state)</li>"
    }
    let title = reader("提供财产线索", "Give a clue")
    return Layout(title: title, kind: .party, printed: file.number).page(
      reader,
      """
      <p><a \(href("/party/cases/\(id)"))>← \(file.number)</a></p><h1>\(title)</h1>
      <p>\(reader("法院收到后七日内核查，紧急的三日内核查，结果短信告知。", "The court checks it within seven days, an urgent one within three, and tells you by message."))</p>
      <section>\(form(Form(action: "/party/cases/\(id)/clue", rows, button: Phrase("提交", "Send"), state: state, draft: RegisterClue.name), reader))</section>
      \(when(!given.isEmpty, section("given", reader("您提供过的", "What you gave before"), "<ul>\(given)</ul>")))
      """)
  }

  private func take(
    _ request: Request, _ context: PageContext, _ person: ID<Person>, _ reader: Reader
  ) async throws -> Response {
    let id = try await pages.own(context, person)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let faults: [FormFault]
    do {
      try await services.desk.attempt(
        PartyClue.call(form.input, id, person), by: context.actor ?? reader.actor, court: services.court)
      return Response.see("/party/cases/\(id)/clue")
    } catch CaseDesk.Failure.faults(let found) {
      faults = CommandForm.faults(found, nil)
    } catch CaseDesk.Failure.refused(let refusal) {
      faults = CommandForm.faults([], refusal)
    }
    let state = FormState(typed: form.pairs, faults: faults)
    return Response.html(try await page(id, person, state, reader), status: .unprocessableContent)
  }
}
