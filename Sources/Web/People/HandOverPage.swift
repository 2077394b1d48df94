import Basics
import Casework
import Enforcement
import Hummingbird

/// The open cases of one handler, to choose those that change hands.
struct HandOverPage: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/people/hand-over") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(request.query["from"], FormState(), reader))
      }
    }
    router.post("/people/hand-over/chosen") { request, context in
      try await Pages.staff(request, context, services) { reader in try await submit(request, context, reader) }
    }
  }

  private func page(_ from: String, _ state: FormState, done: Phrase? = nil, _ reader: Reader) async throws -> HTML {
    do throws(Refusal) { try Authority.check(HandOverCases.self, reader.actor) } catch { throw CaseDesk.Failure.refused(error) }
    guard let staff = ID<StaffMember>(from) else {
      throw PageProblem(404, "noSuchStaff", Phrase("没有这名工作人员", "There is no such member of staff"))
    }
    var query = CaseListQuery()
    query.handler = staff
    query.status = .open
    query.limit = HandOverCases.casesMax
    let found = try await services.reads.list(query, court: services.court)
    let people = try await People.load(found.rows.flatMap(\.debtors), services, for: reader)
    let tags = try await Livelihoods.load(found.rows.map(\.id), services)
    let chosen = Set(state.typed?["select"] ?? [])
    let list = Table(
      Phrase("在办案件，期限近的在前", "Open cases, the nearest clock first"),
      [
        Column(Phrase("选", "Choose")) { row in
          """
          <input type="checkbox" name="select" value="\(row.id)" form="hand-over-form" \(flag("checked", chosen.contains("\(row.id)"))) \
          aria-label="\(reader("选择", "Choose")) \(row.number)">
          """
        },
        Column(Phrase("案号", "Case"), heads: true) { row in
          "<a \(href("/cases/\(row.id)"))>\(row.number)</a>\(tags.tag(row.id, reader))"
        },
        Column(Phrase("被执行人", "Debtor")) { "\(people.persons($0.debtors))" },
        Column(Phrase("最近期限", "Nearest clock")) { lamp($0.nearestDue, reader) },
        Column(Phrase("节点", "Node")) { "\($0.nearestKey.isEmpty ? "—" : reader(people.node($0.nearestKey)))" },
      ] as [Column<CaseRow>], rows: found.rows, empty: Phrase("名下没有在办案件。", "No open case."))
    let receivers = people.handlers.filter { $0.id != staff }.map { FormRow.Choice("\($0.id)", Phrase($0.name, $0.name)) }
    var form = Form(
      id: "hand-over-form", action: "/people/hand-over/chosen",
      [
        FormRow(
          "to", Phrase("接收人", "To"), .select(receivers), required: false,
          hint: Phrase("不选则逐件分给在手案件最少的人", "Left open, each case goes to whoever has fewest")),
        FormRow("reason", Phrase("理由", "Reason"), .text(max: 200)),
      ], button: Phrase("移交所选案件", "Hand over the chosen cases"), state: state)
    form.hidden = [(name: "from", value: from)]
    let title = reader("移交案件：\(people.member(staff))", "Hand over cases of \(people.member(staff))")
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <p>← <a \(href("/people"))>\(reader("承办与交接", "Handlers and hand-over"))</a></p><h1>\(title)</h1>
      \(when(done) { banner(.done, $0, reader) })<section>\(table(list, reader))\(Web.form(form, reader))</section>
      """)
  }

  private func submit(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let chosen = form.all("select")
    func refused(_ faults: [FormFault]) async throws -> Response {
      let state = FormState(typed: form.pairs.filter { $0.name != "csrf" }, faults: faults)
      return Response.html(try await page(form["from"], state, reader), status: .unprocessableContent)
    }
    guard !chosen.isEmpty else {
      return try await refused([FormFault("", Phrase("没有选中任何案件", "No case was chosen"))])
    }
    let fields: [String: InputValue] = [
      "from": .text(form["from"]), "to": .text(form["to"]), "reason": .text(form["reason"]),
      "cases": .list(chosen.map { .text($0) }),
    ]
    do {
      let receipt = try await services.desk.attempt(
        CommandCall(HandOverCases.name, fields), by: reader.actor, court: services.court)
      let handed = receipt.appended.count { $0.stream.kind == .caseFile }
      return Response.html(
        try await page(
          form["from"], FormState(), done: Phrase("已移交 \(handed) 件", "\(handed) cases changed hands"), reader))
    } catch CaseDesk.Failure.faults(let faults) {
      return try await refused(CommandForm.faults(faults, nil))
    } catch CaseDesk.Failure.refused(let refusal) {
      return try await refused(CommandForm.faults([], refusal))
    }
  }
}
