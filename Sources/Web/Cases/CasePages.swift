import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird
import Wording

/// The case page, the forms of its commands, its papers, and filing.
struct CasePages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/new") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await filing(reader, FormData(""), faults: [], refusal: nil))
      }
    }
    router.post("/cases/new") { request, context in
      try await Pages.staff(request, context, services) { reader in try await submit(request, context, reader) }
    }
    router.get("/cases/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await show(try id(context), request.query["done"], reader))
      }
    }
    router.get("/cases/:id/do/:command") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let type = try command(context)
        return Response.html(
          try await form(type, try id(context), FormData(request.uri.query ?? ""), faults: [], refusal: nil, reader))
      }
    }
    router.post("/cases/:id/do/:command") { request, context in
      try await Pages.staff(request, context, services) { reader in try await attempt(request, context, reader) }
    }
    router.get("/cases/:id/papers/:paper") { request, context in
      try await Pages.staff(request, context, services) { _ in try await paper(try id(context), context) }
    }
    router.get("/cases/:id/parties/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await unmask(try id(context), context, reader, reason: ""))
      }
    }
    router.post("/cases/:id/parties/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = try await request.form(context)
        try Pages.checkToken(form, context)
        return Response.html(try await unmask(try id(context), context, reader, reason: form["reason"]))
      }
    }
  }

  private func id(_ context: PageContext) throws -> ID<CaseFile> {
    guard let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) }) else {
      throw HTTPError(.notFound, message: "没有这个案件 / No such case")
    }
    return id
  }
  private func command(_ context: PageContext) throws -> any CaseCommand.Type {
    guard let type = commandCatalogue[context.parameters.get("command") ?? ""] as? any CaseCommand.Type else {
      throw HTTPError(.notFound, message: "没有这个操作 / No such command")
    }
    return type
  }

  // MARK: Filing

  private func filing(_ reader: Reader, _ typed: FormData, faults: [Input.Fault], refusal: Refusal?) async throws -> HTML {
    let people = try await People.load([], services, masked: false)
    let form = CommandForm(
      type: SubmitApplication.self, action: "/cases/new", typed: typed, faults: faults, refusal: refusal, file: nil, account: nil,
      people: people, version: nil)
    return Layout(title: reader("登记执行申请", "Register an application"), kind: .staff).page(
      reader,
      "<h1>\(reader("登记执行申请", "Register an application"))</h1><p><a \(href("/dockets"))>\(reader("批量立案：导入收案清单", "Many at once: hand in a docket"))</a></p>\(form.html(reader))"
    )
  }

  private func submit(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    do {
      let receipt = try await services.desk.attempt(
        CommandCall("filing.submit", form.input), by: reader.actor, court: services.court)
      let stream = receipt.appended.first { $0.stream.kind == .caseFile }?.stream.key ?? ""
      return Response.see("/cases/\(stream)?done=filing.submit")
    } catch CaseDesk.Failure.faults(let faults) {
      return Response.html(try await filing(reader, form, faults: faults, refusal: nil), status: .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) {
      return Response.html(try await filing(reader, form, faults: [], refusal: refusal), status: .conflict)
    }
  }

  // MARK: Commands

  private func form(
    _ type: any CaseCommand.Type, _ id: ID<CaseFile>, _ typed: FormData, faults: [Input.Fault], refusal: Refusal?,
    _ reader: Reader
  ) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw HTTPError(.notFound, message: "没有这个案件 / No such case") }
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: false)
    let form = CommandForm(
      type: type, action: "/cases/\(id)/do/\(type.name)", typed: typed, faults: faults, refusal: refusal, file: file,
      account: situation.account(id), people: people, version: situation.version(.caseFile(id)))
    return Layout(title: reader(type.title), kind: .staff, printed: file.number).page(
      reader,
      "<p><a \(href("/cases/\(id)"))>← \(file.number.isEmpty ? "\(id)" : file.number)</a></p><h1>\(reader(type.title))</h1>\(form.html(reader))"
    )
  }

  private func attempt(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try id(context)
    let type = try command(context)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var fields = form.input
    fields["case"] = .text("\(id)")
    fields["version"] = nil
    do {
      try await services.desk.attempt(
        CommandCall(type.name, fields), by: reader.actor, court: services.court,
        expecting: Int(form["version"]).map { (.caseFile(id), $0) })
      return Response.see("/cases/\(id)?done=\(type.name)")
    } catch CaseDesk.Failure.faults(let faults) {
      return Response.html(
        try await self.form(type, id, form, faults: faults, refusal: nil, reader), status: .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) {
      return Response.html(try await self.form(type, id, form, faults: [], refusal: refusal, reader), status: .conflict)
    } catch CaseDesk.Failure.conflict {
      let moved = Refusal(
        "conflict", Phrase("此页打开后案件有了新的变化；请核对后再提交", "The case has changed since this page was opened; check and submit again"))
      return Response.html(try await self.form(type, id, form, faults: [], refusal: moved, reader), status: .conflict)
    }
  }

  // MARK: Papers and parties

  private func paper(_ id: ID<CaseFile>, _ context: PageContext) async throws -> Response {
    let situation = try await services.desk.look(at: id, actor: .machine, court: services.court)
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }),
      let state = situation.caseFile(id).papers.all[paper]
    else {
      throw HTTPError(.notFound, message: "没有这份文书 / No such paper")
    }
    if let sealed = state.sealed, let bytes = try await services.papers.fetch(sealed.file) {
      return Response.bytes(bytes, type: "application/pdf", name: "\(state.kind.rawValue)-\(paper).pdf")
    }
    return Response.bytes(try await services.press.preview(paper, of: id), type: "application/pdf", name: "draft-\(paper).pdf")
  }

  /// Full particulars of a party; each look is recorded with its reason.
  private func unmask(_ id: ID<CaseFile>, _ context: PageContext, _ reader: Reader, reason: String) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard let person = context.parameters.get("person").flatMap({ ID<Person>($0) }), let party = file.filing.party(person) else {
      throw HTTPError(.notFound, message: "没有这名当事人 / No such party")
    }
    var body: HTML = """
      <form class="act panel" method="post" action="/cases/\("\(id)")/parties/\("\(person)")"><input type="hidden" name="csrf" value="\(reader.csrf)">
      <div class="row"><label for="reason">\(reader("查看完整信息的理由（将记录在案）", "Reason for seeing the full particulars (recorded)"))</label><input id="reason" name="reason" required maxlength="200"></div>
      <button>\(reader("查看", "Show"))</button></form>
      """
    if !reason.isEmpty, reader.actor.roles.isDisjoint(with: [.auditor]) {
      try await services.signIns.recordUnmasking(
        actor: reader.actor.ref, person: person, caseID: id, reason: String(reason.prefix(200)), at: reader.now)
      let fields = try await services.vault.open([party.vault])[party.vault]?.fields ?? [:]
      let labels = [
        ("name", reader("姓名或名称", "Name")), ("idNumber", reader("证件号码", "ID number")), ("phone", reader("电话", "Phone")),
        ("address", reader("地址", "Address")), ("legalRepresentative", reader("法定代表人", "Legal representative")),
        ("agent", reader("代理人", "Agent")), ("payeeName", reader("收款户名", "Payee")),
        ("payeeAccount", reader("收款账号", "Payee account")),
        ("payeeBank", reader("开户行", "Bank")),
      ]
      body =
        "<section>\(facts(labels.compactMap { key, label in fields[key].map { (label, "\($0)") } }))<p class=\"hint\">\(reader("本次查看已记录", "This look was recorded"))</p></section>"
    }
    return Layout(title: reader("当事人", "Party"), kind: .staff, printed: file.number).page(
      reader, "<p><a \(href("/cases/\(id)"))>← \(file.number)</a></p><h1>\(reader("当事人信息", "Party"))</h1>\(body)")
  }

  // MARK: The page

  private func show(_ id: ID<CaseFile>, _ done: String, _ reader: Reader) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw HTTPError(.notFound, message: "没有这个案件 / No such case") }
    let history = try await services.reads.history(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: false)
    let masked = try await services.vault.open(file.filing.parties.map(\.vault))
    let body = CaseView(
      file: file, account: situation.account(id), situation: situation, history: history, people: people, particulars: masked,
      done: commandCatalogue[done]?.title)
    return Layout(title: file.number.isEmpty ? reader("待立案", "Received") : file.number, kind: .staff, printed: file.number).page(
      reader, body.html(reader))
  }
}
