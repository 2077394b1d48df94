import Basics
import Casework
import Enforcement
import Hummingbird

/// Minutes of a case: the list, the page on which they are typed while talking, and the sheet that is read, signed and closed.
struct MinutesPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/minutes") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await list(try Pages.caseID(context), reader))
      }
    }
    router.get("/cases/:id/minutes/new") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try Pages.caseID(context)
        return Response.html(try await MinutesForm(services: services).page(id, request.query, nil, reader))
      }
    }
    router.post("/cases/:id/minutes/new") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await MinutesForm(services: services).submit(request, context, reader)
      }
    }
    router.get("/cases/:id/minutes/:paper") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await sheet(context, reader, done: request.query["done"]))
      }
    }
    router.get("/cases/:id/minutes/:paper/print") { request, context in
      try await Pages.staff(request, context, services) { reader in try await printed(context, reader) }
    }
    router.get("/cases/:id/minutes/:paper/entries/:turn") { request, context in
      try await Pages.staff(request, context, services) { reader in try await entry(context, reader) }
    }
    for (step, command) in MinutesPages.steps {
      router.post(RouterPath("/cases/:id/minutes/:paper/\(step)")) { request, context in
        try await Pages.staff(request, context, services) { reader in try await attempt(command, request, context, reader) }
      }
    }
  }

  private static let steps: [(String, any CaseCommand.Type)] = [
    ("sign", SignMinutes.self), ("close", CloseMinutes.self), ("withdraw", WithdrawMinutes.self),
  ]

  /// What people said is read by those who work on cases.
  static func checkReads(_ reader: Reader) throws {
    guard reader.seesNames else {
      throw PageProblem(403, "notYourRole", Phrase("您的岗位不能查看笔录", "Your role does not read minutes"))
    }
  }

  static func look(_ id: ID<CaseFile>, _ services: CourtServices, _ reader: Reader) async throws -> (Situation, CaseFile) {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    return (situation, file)
  }

  private func found(_ context: PageContext, _ reader: Reader) async throws -> SheetView {
    try MinutesPages.checkReads(reader)
    let (situation, file) = try await MinutesPages.look(try Pages.caseID(context), services, reader)
    guard let sheet = context.parameters.get("paper").flatMap({ ID<Paper>($0) }).flatMap({ file.minutes.all[$0] }) else {
      throw PageProblem(404, "noSuchMinutes", Phrase("本案没有这份笔录", "The case has no such minutes"))
    }
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let strokes = sheet.signatures.compactMap(\.strokes)
    return SheetView(
      file: file, sheet: sheet, situation: situation, people: people,
      opened: try await services.vault.open([sheet.text] + strokes))
  }

  // MARK: Pages

  private func list(_ id: ID<CaseFile>, _ reader: Reader) async throws -> HTML {
    let (situation, file) = try await MinutesPages.look(id, services, reader)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    var refusal: Refusal?
    do throws(Refusal) { try RecordMinutes.allowed(in: situation, file) } catch { refusal = error }
    let starts = MinutesTemplate.allCases.filter { file.isFiled || $0 == .firstInterview }.map { template in
      ActionButton(template.name, .opens("/cases/\(id)/minutes/new?template=\(template.rawValue)"))
    }
    let new: HTML =
      if let refusal { "<p>\(reader(refusal.message))</p>" } else { actionBar(starts, reader) }
    let title = reader("笔录", "Minutes")
    return Layout(title: title, kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(id)"))>\(file.number.isEmpty ? reader("待立案申请", "Application") : file.number)</a></p><h1>\(title)</h1>
      \(section("new", reader("制作笔录", "Take minutes"), new))
      \(section("sheets", reader("本案笔录", "Minutes of this case"), MinutesPages.table(file, people, reader)))
      """)
  }

  static func table(_ file: CaseFile, _ people: People, _ reader: Reader) -> HTML {
    Web.table(
      Table(
        Phrase("按制作先后", "In the order taken"),
        [
          Column(Phrase("笔录", "Minutes"), heads: true) { sheet in
            "<a \(href("/cases/\(file.id)/minutes/\(sheet.paper)"))>\(reader(sheet.template.name))</a>"
          },
          Column(Phrase("被询问人", "Heard")) { "\($0.person.map(people.person) ?? reader("非当事人", "no party"))" },
          Column(Phrase("时间", "When")) { "\($0.begins)" },
          Column(Phrase("记录人", "Written by")) { "\(reader(people.actor($0.recordedBy)))" },
          Column(Phrase("状态", "State")) { sheet in state(sheet, reader) },
        ] as [Column<Minutes.Sheet>], rows: file.minutes.kept,
        empty: Phrase("还没有笔录。", "No minutes yet.")), reader)
  }

  static func state(_ sheet: Minutes.Sheet, _ reader: Reader) -> HTML {
    if sheet.closedOn != nil {
      return sheet.isSigned
        ? lamp(.well, reader("已签名归卷", "signed, in the file")) : lamp(.stopped, reader("未签名归卷", "unsigned, in the file"))
    }
    return sheet.isSigned ? lamp(.soon, reader("已签名，待归卷", "signed, to be closed")) : lamp(.soon, reader("待签名", "to be signed"))
  }

  private func sheet(
    _ context: PageContext, _ reader: Reader, done: String = "", state: FormState = FormState(), of step: String = ""
  ) async throws -> HTML {
    let view = try await found(context, reader)
    return view.page(done: commandCatalogue[done]?.title, state: state, of: step, reader)
  }

  /// The sheet as a paper: to be signed by hand, or as it was closed.
  private func printed(_ context: PageContext, _ reader: Reader) async throws -> Response {
    let view = try await found(context, reader)
    let bytes = try await services.press.preview(view.sheet.paper, of: view.file.id)
    return Response.bytes(bytes, type: "application/pdf", name: "minutes-\(view.sheet.paper).pdf")
  }

  /// The form of the entry that an answer holds, filled from it.
  private func entry(_ context: PageContext, _ reader: Reader) async throws -> Response {
    let view = try await found(context, reader)
    guard let turn = context.parameters.get("turn").flatMap({ Int($0) }),
      let entry = view.entries.first(where: { $0.turn == turn })
    else { throw PageProblem(404, "noSuchEntry", Phrase("这一问答没有可登记的事项", "Nothing of this answer can be entered")) }
    return try await CasePages(services: services).begin(view.file.id, entry.command, begins: entry.begins, reader)
  }

  // MARK: Acts

  private func attempt(_ type: any CaseCommand.Type, _ request: Request, _ context: PageContext, _ reader: Reader) async throws
    -> Response
  {
    let view = try await found(context, reader)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var fields = form.input
    fields["case"] = .text("\(view.file.id)")
    fields["paper"] = .text("\(view.sheet.paper)")
    func refused(_ faults: [FormFault], _ status: HTTPResponse.Status) async throws -> Response {
      let state = FormState(typed: form.pairs.filter { $0.name != "csrf" && $0.name != "strokes" }, faults: faults)
      return Response.html(try await sheet(context, reader, state: state, of: type.name), status: status)
    }
    do {
      try await services.desk.attempt(CommandCall(type.name, fields), by: reader.actor, court: services.court)
    } catch CaseDesk.Failure.faults(let faults) {
      return try await refused(CommandForm.faults(faults, nil), .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) {
      return try await refused(CommandForm.faults([], refusal), .conflict)
    }
    if type == WithdrawMinutes.self { return Response.see("/cases/\(view.file.id)/minutes") }
    return Response.see("/cases/\(view.file.id)/minutes/\(view.sheet.paper)?done=\(type.name)")
  }
}
