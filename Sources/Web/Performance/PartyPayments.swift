import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Parties on their own page, signed in by a one-time code: the debtor says that he paid directly, the applicant says whether he did.
struct PartyPayments: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.post("/party/cases/:id/direct-payments") { request, context in
      try await act(ReportDirectPayment.name, request, context)
    }
    router.post("/party/cases/:id/direct-payments/:payment") { request, context in
      try await act(AnswerDirectPayment.name, request, context)
    }
  }

  private func act(_ command: String, _ request: Request, _ context: PageContext) async throws -> Response {
    guard let person = PartyPages.party(context) else { return Response.see("/party") }
    let id = try await PartyPages(services: services).own(context, person)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var fields = Dictionary(form.pairs.map { ($0.name, $0.value) }) { first, _ in first }
    fields["csrf"] = nil
    if let payment = context.parameters.get("payment") { fields["payment"] = payment }
    do {
      try await attempt(command, fields, id, person)
      return Response.see("/party/cases/\(id)")
    } catch CaseDesk.Failure.refused(let refusal) {
      throw PageProblem(409, refusal.code, refusal.message)
    } catch CaseDesk.Failure.faults(let faults) {
      throw PageProblem(422, faults.first?.code ?? "fault", faults.first?.message ?? Phrase("填写有误", "Not filled in right"))
    }
  }

  /// For programs: the same act.
  func attempt(
    _ command: String, _ fields: [String: String], _ person: ID<Person>, _ context: PageContext
  ) async throws -> Response {
    let id = try await PartyPages(services: services).own(context, person)
    try await attempt(command, fields, id, person)
    return APIRoutes.json(["recorded": true])
  }

  private func attempt(
    _ command: String, _ fields: [String: String], _ id: ID<CaseFile>, _ person: ID<Person>
  ) async throws {
    var given = fields.mapValues { InputValue.text($0) }
    given["case"] = "\(id)"
    try await services.desk.attempt(
      CommandCall(command, given), by: Actor(.party(person), roles: [.party]), court: services.court)
  }
}

extension PartyView {
  /// What waits for this party's answer, and the form by which he says that he paid or was paid.
  func direct(_ reader: Reader) -> HTML {
    guard file.isOpen, file.closing.performedOn == nil else { return .empty }
    let waiting = file.performance.waiting.filter { $0.to == person }.map { payment -> HTML in
      let what = Phrase(
        "对方称于 \(payment.on) 直接付给您 \(payment.amount.grouped) 元。您收到了吗？",
        "The other side says that you were paid \(payment.amount.grouped) yuan on \(payment.on). Were you?")
      let rows = [
        FormRow(
          "answer", Phrase("您的答复", "Your answer"),
          .select([
            .init("confirm", Phrase("收到了", "I was paid")), .init("deny", Phrase("没有收到", "I was not")),
          ]), required: true),
        FormRow("text", Phrase("说明", "What you want to say"), .textarea(max: 2000), required: false),
      ]
      let asked = Form(
        id: "payment-\(payment.id)", action: "/party/cases/\(file.id)/direct-payments/\(payment.id)", rows,
        button: Phrase("提交", "Send"))
      return "\(banner(.info, what, reader))\(form(asked, reader))"
    }
    return "\(when(!waiting.isEmpty, section("answer", reader("请您确认", "Please answer"), waiting.joined())))\(say(reader))"
  }

  private func say(_ reader: Reader) -> HTML {
    let others = file.filing.parties.filter { $0.role == (isDebtor ? .applicant : .debtor) }.map {
      FormRow.Choice("\($0.person)", Phrase(people.person($0.person), people.person($0.person)))
    }
    guard !others.isEmpty, let own = file.filing.party(person), own.role != .thirdParty else { return .empty }
    let title = isDebtor ? Phrase("我已直接付款", "I paid directly") : Phrase("我已直接收款", "I was paid directly")
    let rows = [
      FormRow(
        isDebtor ? "payee" : "payer", isDebtor ? Phrase("付给谁", "To whom") : Phrase("谁付的", "By whom"), .select(others),
        required: true, initial: others.count == 1 ? [others[0].key] : []),
      FormRow("amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: true),
      FormRow("on", Phrase("哪一天", "On which day"), .day, required: true),
      FormRow("text", Phrase("经过和凭据", "How, and what shows it"), .textarea(max: 5000), required: true),
    ]
    let asked = Form(
      id: "direct", action: "/party/cases/\(file.id)/direct-payments", rows, button: Phrase("提交", "Send"),
      hidden: [
        (name: isDebtor ? "payer" : "payee", value: "\(person)"), (name: "side", value: isDebtor ? "debtor" : "applicant"),
      ])
    return "<details class=\"panel\"><summary>\(reader(title))</summary>\(form(asked, reader))</details>"
  }
}
