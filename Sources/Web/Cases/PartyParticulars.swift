import Basics
import Casework
import Enforcement
import Hummingbird

/// Full particulars of a party: shown to roles that may see them, for a reason, and each look is recorded.
struct PartyParticulars: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/parties/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try reader.checkMayUnmask()
        let (file, party) = try await party(context, reader)
        return Response.html(try await page(file, party, FormState(), nil, reader))
      }
    }
    router.post("/cases/:id/parties/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in try await show(request, context, reader) }
    }
  }

  private func party(_ context: PageContext, _ reader: Reader) async throws -> (CaseFile, CaseParty) {
    let id = try Pages.caseID(context)
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    guard let person = context.parameters.get("person").flatMap({ ID<Person>($0) }), let party = file.filing.party(person) else {
      throw PageProblem(404, "noSuchParty", Phrase("本案没有这名当事人", "This case has no such party"))
    }
    return (file, party)
  }

  private func show(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    try reader.checkMayUnmask()
    let (file, party) = try await party(context, reader)
    let reason = String(form["reason"].prefix(200))
    guard reason.contains(where: { !$0.isWhitespace }) else {
      let fault = FormFault("reason", Phrase("请写明查看的事由；每次查看都记录在案", "Give the reason; each look is recorded"))
      return Response.html(
        try await page(file, party, FormState(typed: form.pairs, faults: [fault]), nil, reader), status: .unprocessableContent)
    }
    try await services.signIns.recordUnmasking(
      actor: reader.actor.ref, person: party.person, caseID: file.id, reason: reason, at: reader.now)
    let fields = try await services.vault.open([party.vault])[party.vault]?.fields ?? [:]
    return Response.html(try await page(file, party, FormState(), fields, reader))
  }

  private func page(
    _ file: CaseFile, _ party: CaseParty, _ state: FormState, _ fields: [String: String]?, _ reader: Reader
  ) async throws -> HTML {
    let people = try await People.load([party.person], services, for: reader)
    let body: HTML =
      if let fields {
        "\(facts(PartyParticulars.labels.compactMap { key, label in fields[key].map { Fact(label, "\($0)", wide: key == "address") } }, reader))"
          + "<p class=\"hint\">\(reader("本次查看已记录：谁、何时、为何。", "This look was recorded: who, when and why."))</p>"
      } else {
        form(
          Form(
            action: "/cases/\(file.id)/parties/\(party.person)",
            [
              FormRow(
                "reason", Phrase("查看完整信息的事由", "Reason for seeing the full particulars"), .text(max: 200),
                hint: Phrase("事由、查看人和时间记录在案", "The reason, who looks and when are recorded"))
            ], button: Phrase("查看", "Show"), state: state), reader)
      }
    let title = reader(party.role.name) + " " + people.person(party.person)
    return Layout(title: title, kind: .staff, printed: file.number).page(
      reader, "<p><a \(href("/cases/\(file.id)#parties"))>← \(file.number)</a></p><h1>\(title)</h1><section>\(body)</section>")
  }

  private static let labels: [(String, Phrase)] = [
    ("name", Phrase("姓名或名称", "Name")), ("idNumber", Phrase("证件号码", "ID number")), ("phone", Phrase("电话", "Phone")),
    ("address", Phrase("地址", "Address")), ("legalRepresentative", Phrase("法定代表人", "Legal representative")),
    ("agent", Phrase("代理人", "Agent")), ("agentPhone", Phrase("代理人电话", "Agent's phone")),
    ("payeeName", Phrase("收款户名", "Payee")), ("payeeAccount", Phrase("收款账号", "Payee account")),
    ("payeeBank", Phrase("开户行", "Bank")),
  ]
}
