import Basics
import Casework
import Enforcement
import Hummingbird

/// The page on which minutes are typed while people talk. What is typed is kept as a draft, so that nothing is lost by leaving, by a lost
/// connection or by a server that starts anew.
struct MinutesForm: Sendable {
  let services: CourtServices

  /// Where a draft is kept: one of each kind in a case, and one of each sheet that is written again.
  private static func place(_ id: ID<CaseFile>, _ template: MinutesTemplate, _ paper: String) -> String {
    "/cases/\(id)/minutes/new?template=\(template.rawValue)\(paper.isEmpty ? "" : "&paper=\(paper)")"
  }

  /// `given` is what came back from a refused attempt.
  func page(_ id: ID<CaseFile>, _ asked: FormData, _ given: FormState?, _ reader: Reader) async throws -> HTML {
    try MinutesPages.checkReads(reader)
    let (situation, file) = try await MinutesPages.look(id, services, reader)
    do throws(Refusal) { try RecordMinutes.allowed(in: situation, file) } catch { throw CaseDesk.Failure.refused(error) }
    let template = MinutesTemplate(rawValue: asked["template"]) ?? .firstInterview
    let earlier = ID<Paper>(asked["paper"]).flatMap { file.minutes.all[$0] }
    let place = MinutesForm.place(id, template, earlier.map { "\($0.paper)" } ?? "")
    var (state, kept) = (given ?? FormState(), KeptForm(place: place))
    if given == nil {
      let begun = try await beginning(template, earlier, file, reader)
      (state, kept) = try await DraftPages.state(at: place, otherwise: begun, services, reader)
    }
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    var form = CommandForm(
      type: RecordMinutes.self, action: place, state: state, begins: FormData(""), file: file, account: nil, people: people,
      version: nil, kept: kept)
    form.once = state.typed?[CommandForm.onceField]?.first ?? Passwords.token()
    let title = reader(template.name)
    return Layout(title: title, kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(id)/minutes"))>\(reader("本案笔录", "Minutes of this case"))</a> · \(file.number)</p><h1>\(title)</h1>
      <p class="hint">\(reader("边谈边记，内容自动保存；Ctrl+回车加一组问答，Ctrl+S 存草稿。没有脚本时请按“存草稿”。", "Type while you talk; it is kept. Ctrl+Enter adds a question, Ctrl+S keeps a draft. Without scripts press “Keep as a draft”."))</p>
      <section class="minutes">\(form.html(reader))</section>
      """)
  }

  /// The template's questions; for a sheet that is written again, what it says.
  private func beginning(
    _ template: MinutesTemplate, _ earlier: Minutes.Sheet?, _ file: CaseFile, _ reader: Reader
  ) async throws -> FormState {
    var pairs: [(name: String, value: String)] = [("template", template.rawValue)]
    func turn(_ place: Int, _ question: String, _ answer: String, _ mark: MinutesFact?) {
      pairs += [
        ("turns[\(place)].question", question), ("turns[\(place)].answer", answer),
        ("turns[\(place)].mark", mark?.rawValue ?? ""),
      ]
    }
    if let earlier {
      let kept = try await services.vault.open([earlier.text])[earlier.text]?.fields ?? [:]
      pairs += [("paper", "\(earlier.paper)"), ("begins", earlier.begins.minuteText)]
      pairs += [("person", earlier.person.map { "\($0)" } ?? "")]
      for name in ["place", "present", "withWhom"] { pairs.append((name, kept[name] ?? "")) }
      for (place, said) in MinutesTurn.turns(kept["text"] ?? "").enumerated() {
        turn(place, said.question, said.answer, earlier.marks.first { $0.turn == place }?.fact)
      }
    } else {
      let usual: [CaseParty] =
        switch template {
        case .firstInterview, .endingInterview: file.applicants
        case .debtorInterview, .search: file.debtors
        case .settlement: []
        }
      pairs += [
        ("person", usual.count == 1 ? usual.map { "\($0.person)" }.joined() : ""), ("begins", reader.now.minuteText),
        ("place", reader("\(services.courtName)执行局", "")),
      ]
      for (place, question) in template.questions.enumerated() { turn(place, question.text, "", question.mark) }
    }
    return FormState(typed: pairs, faults: [])
  }

  func submit(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try Pages.caseID(context)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let template = MinutesTemplate(rawValue: request.query["template"]) ?? .firstInterview
    let place = MinutesForm.place(id, template, request.query["paper"])
    let typed = form.pairs.filter { $0.name != "csrf" && $0.name != KeptForm.field }
    guard form[moreField].isEmpty else {
      try await DraftPages.keep(form, at: place, services, reader)
      return Response.html(try await page(id, request.query, FormState(typed: form.pairs, faults: []), reader))
    }
    var fields = form.input
    fields["case"] = .text("\(id)")
    fields[KeptForm.field] = nil
    fields[CommandForm.onceField] = nil
    let once = form[CommandForm.onceField]
    let faults: [FormFault]
    let status: HTTPResponse.Status
    do {
      let receipt = try await services.desk.attempt(
        CommandCall(RecordMinutes.name, fields), by: reader.actor, court: services.court,
        idempotencyKey: once.isEmpty ? nil : "\(reader.actor.ref)/form/\(once.prefix(80))")
      try await services.signIns.discardDraft(at: place, of: reader.actor.ref)
      let paper = receipt.appended.flatMap(\.events).lazy.compactMap { ($0 as? MinutesRecorded)?.paper }.first
      return Response.see("/cases/\(id)/minutes/\(paper.map { "\($0)" } ?? "")?done=\(RecordMinutes.name)")
    } catch CaseDesk.Failure.faults(let found) {
      (faults, status) = (CommandForm.faults(found, nil), .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) {
      (faults, status) = (CommandForm.faults([], refusal), .conflict)
    }
    // What was refused is still a draft.
    try await DraftPages.keep(form, at: place, services, reader)
    return Response.html(
      try await page(id, request.query, FormState(typed: typed, faults: faults), reader), status: status)
  }
}
