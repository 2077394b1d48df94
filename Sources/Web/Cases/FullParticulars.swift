import Basics
import Casework
import Enforcement
import Hummingbird

/// What is masked everywhere, shown in full: particulars of a party, numbers and place of a thing. To roles that may see them, for a
/// reason, and each look is recorded (R10.6).
struct FullParticulars: Sendable {
  let services: CourtServices

  /// What of a case is looked at.
  struct Subject: Sendable {
    let file: CaseFile
    /// Whose it is.
    let person: ID<Person>
    let property: Search.Found?
    let vault: VaultRef
    let labels: [(String, Phrase)]
    /// The tab of the case page that it stands on.
    let tab: String
    var path: String { "/cases/\(file.id)/" + (property.map { "property/\($0.property)" } ?? "parties/\(person)") }
  }

  func add(to router: Router<PageContext>) {
    add("parties/:person", to: router) { try await party($0, $1) }
    add("property/:property", to: router) { try await property($0, $1) }
  }

  private func add(
    _ path: String, to router: Router<PageContext>, _ find: @escaping @Sendable (PageContext, Actor) async throws -> Subject
  ) {
    router.get(RouterPath("/cases/:id/\(path)")) { request, context in
      try await Pages.staff(request, context, services) { reader in
        try reader.checkMayUnmask()
        return Response.html(try await page(try await find(context, reader.actor), FormState(), nil, reader))
      }
    }
    router.post(RouterPath("/cases/:id/\(path)")) { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = try await request.form(context)
        try Pages.checkToken(form, context)
        try reader.checkMayUnmask()
        let subject = try await find(context, reader.actor)
        guard let fields = try await open(subject, for: form["reason"], by: reader.actor) else {
          let fault = FormFault("reason", FullParticulars.reasonMissing)
          return Response.html(
            try await page(subject, FormState(typed: form.pairs, faults: [fault]), nil, reader), status: .unprocessableContent)
        }
        return Response.html(try await page(subject, FormState(), fields, reader))
      }
    }
  }

  static let reasonMissing = Phrase("请写明查看的事由；每次查看都记录在案", "Give the reason; each look is recorded")

  func party(_ context: PageContext, _ actor: Actor) async throws -> Subject {
    let file = try await file(context, actor)
    guard let person = context.parameters.get("person").flatMap({ ID<Person>($0) }), let party = file.filing.party(person) else {
      throw PageProblem(404, "noSuchParty", Phrase("本案没有这名当事人", "This case has no such party"))
    }
    let known: Person = try await services.desk.look(at: .person(person))
    return Subject(
      file: file, person: person, property: nil, vault: known.vault ?? party.vault, labels: FullParticulars.partyLabels,
      tab: "parties")
  }

  func property(_ context: PageContext, _ actor: Actor) async throws -> Subject {
    let file = try await file(context, actor)
    guard let id = context.parameters.get("property").flatMap({ ID<Property>($0) }), let found = file.search.found[id] else {
      throw PageProblem(404, "noSuchProperty", Phrase("本案没有这项财产", "This case has no such property"))
    }
    return Subject(
      file: file, person: found.debtor, property: found, vault: found.vault, labels: FullParticulars.labels(of: found.kind),
      tab: "property")
  }

  private func file(_ context: PageContext, _ actor: Actor) async throws -> CaseFile {
    let id = try Pages.caseID(context)
    let file = try await services.desk.look(at: id, actor: actor, court: services.court).caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    return file
  }

  /// Records the look, then opens; nil where no reason is given.
  func open(_ subject: Subject, for typed: String, by actor: Actor) async throws -> [String: String]? {
    let reason = String(typed.prefix(200))
    guard reason.contains(where: { !$0.isWhitespace }) else { return nil }
    try await services.signIns.recordUnmasking(
      actor: actor.ref, person: subject.person, property: subject.property?.property, caseID: subject.file.id, reason: reason,
      at: services.desk.clock.now)
    return try await services.vault.open([subject.vault])[subject.vault]?.fields ?? [:]
  }

  private func page(
    _ subject: Subject, _ state: FormState, _ fields: [String: String]?, _ reader: Reader
  ) async throws -> HTML {
    let people = try await People.load([subject.person], services, for: reader)
    let body: HTML =
      if let fields {
        "\(facts(subject.labels.compactMap { key, label in fields[key].flatMap { $0.isEmpty ? nil : Fact(label, "\($0)", wide: key == "address") } }, reader))"
          + "<p class=\"hint\">\(reader("本次查看已记录：谁、何时、为何。", "This look was recorded: who, when and why."))</p>"
      } else {
        form(
          Form(
            action: subject.path,
            [
              FormRow(
                "reason", Phrase("查看完整信息的事由", "Reason for seeing the full particulars"), .text(max: 200),
                hint: Phrase("事由、查看人和时间记录在案", "The reason, who looks and when are recorded"))
            ], button: Phrase("查看", "Show"), state: state), reader)
      }
    let role =
      subject.property.map { reader($0.kind.name) } ?? subject.file.filing.party(subject.person).map { reader($0.role.name) }
      ?? ""
    let title = role + " " + people.person(subject.person)
    return Layout(title: title, kind: .staff, printed: subject.file.number).page(
      reader,
      """
      <p><a \(href("/cases/\(subject.file.id)#\(subject.tab)"))>← \(subject.file.number)</a></p><h1>\(title)</h1>
      <section>\(body)</section>
      """)
  }

  private static let partyLabels: [(String, Phrase)] = [
    ("name", Phrase("姓名或名称", "Name")), ("idNumber", Phrase("证件号码", "ID number")), ("phone", Phrase("电话", "Phone")),
    ("address", Phrase("地址", "Address")), ("legalRepresentative", Phrase("法定代表人", "Legal representative")),
    ("agent", Phrase("代理人", "Agent")), ("agentPhone", Phrase("代理人电话", "Agent's phone")),
    ("payeeName", Phrase("收款户名", "Payee")), ("payeeAccount", Phrase("收款账号", "Payee account")),
    ("payeeBank", Phrase("开户行", "Bank")), ("serviceAddress", Phrase("确认的送达地址", "Confirmed address")),
    ("serviceRecipient", Phrase("收件人", "Recipient")), ("servicePhone", Phrase("送达联系电话", "Phone for service")),
    ("electronicAddress", Phrase("电子送达地址", "Electronic address")),
  ]
  private static func labels(of kind: Property.Kind) -> [(String, Phrase)] {
    let identity =
      switch kind {
      case .deposit: Phrase("账号", "Account number")
      case .realEstate: Phrase("不动产权证号", "Title number")
      case .vehicle: Phrase("车牌号", "Plate")
      case .policy: Phrase("保单号", "Policy number")
      case .security: Phrase("证券账户/代码", "Securities account and code")
      case .goods: Phrase("清单编号", "Number on the list")
      }
    return [("identity", identity), ("label", Phrase("名称", "Description")), ("address", Phrase("坐落", "Place"))]
  }
}
