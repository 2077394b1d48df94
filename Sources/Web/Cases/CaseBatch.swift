import Basics
import Casework
import Enforcement
import Hummingbird

/// One act on many cases or papers: each row is attempted on its own, and each is reported on its own.
struct CaseBatch: Sendable {
  let services: CourtServices
  /// Rows of one batch.
  static let rowsMax = 200

  func add(to router: Router<PageContext>) {
    router.post("/cases/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await cases(request, context, reader) }
    }
    router.post("/papers/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await papers(request, context, reader) }
    }
  }

  /// Commands that need no more than the case, and that one of the reader's roles may attempt.
  static func acts(_ reader: Reader) -> [any CaseCommand.Type] {
    commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }.filter { type in
      !type.roles.isDisjoint(with: reader.actor.roles) && type.fields.allSatisfy { $0.name == "case" || !$0.required }
    }.sorted { $0.name < $1.name }
  }

  static func bar(_ reader: Reader) -> Batch? {
    let prints: [(value: String, title: Phrase)] = [(PrintPages.act, PrintPages.title)]
    return Batch(id: "batch", action: "/cases/batch", buttons: acts(reader).map { ($0.name, $0.title) } + prints)
  }

  private func cases(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let name = form["do"]
    if name.isEmpty {
      throw PageProblem(422, "noAct", Phrase("请先选择要办理的事项，再逐件办理", "Choose what to do with the chosen cases first"))
    }
    if name == PrintPages.act {
      return Response.html(try await PrintPages(services: services).choose(form.all("select").compactMap { ID($0) }, reader))
    }
    guard let type = CaseBatch.acts(reader).first(where: { $0.name == name }) else {
      throw PageProblem(
        403, "notYourRole", Phrase("这项批量操作不在您的岗位职责内", "This batch is not for your role"))
    }
    if let answer = try await asked(type.title, form, "/cases/batch", reader) { return answer }
    var outcomes: [BatchOutcome] = []
    for id in form.all("select").prefix(CaseBatch.rowsMax).compactMap({ ID<CaseFile>($0) }) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      outcomes.append(
        await attempt(
          CommandCall(type.name, ["case": "\(id)"]), named: file.number.isEmpty ? "\(id)" : file.number, path: "/cases/\(id)",
          done: type.title, reader))
    }
    return report(type.title, outcomes, form["back"], reader)
  }

  /// Rows are `case/paper`.
  private func papers(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    if form["do"] == PrintPages.act {
      return try await PrintPages(services: services).printed(form.all("select"), isDuplex: false, reader.actor)
    }
    if let answer = try await asked(SignPaper.title, form, "/papers/batch", reader) { return answer }
    var outcomes: [BatchOutcome] = []
    for row in form.all("select").prefix(CaseBatch.rowsMax) {
      let parts = row.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let paper = ID<Paper>(parts[1]) else { continue }
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      let title = file.papers.all[paper].map { reader($0.kind.title) } ?? parts[1]
      outcomes.append(
        await attempt(
          CommandCall(SignPaper.name, ["case": .text(parts[0]), "paper": .text(parts[1])]), named: "\(file.number) \(title)",
          path: "/cases/\(id)#papers", done: Phrase("已签发", "Signed"), reader))
    }
    return report(SignPaper.title, outcomes, form["back"], reader)
  }

  /// The page that asks once more, with what is chosen and what each paper rests on; nil once it was answered.
  func asked(_ title: Phrase, _ form: FormData, _ path: String, _ reader: Reader) async throws -> Response? {
    let rows = Array(form.all("select").prefix(CaseBatch.rowsMax))
    guard form[Confirmation.back].isEmpty else { return Response.see(Address.isOwn(form["back"]) ? form["back"] : "/cases") }
    guard form[Confirmation.field].isEmpty, !rows.isEmpty else { return nil }
    var items: [HTML] = []
    for row in rows { items.append(try await chosen(row, reader)) }
    let question = confirm(
      Confirmation(
        title: Phrase("请再确认一次", "Please confirm"), what: title,
        whom: reader("所选 \(rows.count) 行，逐件办理；不能办的逐件说明理由", "\(rows.count) rows, each on its own; those refused say why"),
        undo: nil,
        action: path, hidden: form.pairs.filter { $0.name != "csrf" }, button: Phrase("确认", "Confirm: ") + title), reader)
    return Response.html(
      Layout(title: reader(title), kind: .staff).page(
        reader, "<h1>\(reader(title))</h1>\(question)<section><ul class=\"grounds\">\(items)</ul></section>"))
  }

  /// A chosen case, or a chosen paper with its checklist where it has one.
  private func chosen(_ row: String, _ reader: Reader) async throws -> HTML {
    let parts = row.split(separator: "/").map(String.init)
    guard let id = parts.first.flatMap({ ID<CaseFile>($0) }) else { return .empty }
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let name: HTML =
      "<a \(href("/cases/\(id)"))>\(file.number.isEmpty ? "\(id)" : file.number)</a> \(people.persons(file.debtors.map(\.person)))"
    guard parts.count == 2, let paper = ID<Paper>(parts[1]).flatMap({ file.papers.all[$0] }) else { return "<li>\(name)</li>" }
    let title: HTML = "<a class=\"paper\" \(href("/cases/\(id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>"
    guard paper.kind == .terminationRuling else { return "<li>\(name) \(title)</li>" }
    let history = try await services.reads.history(id)
    let checks = history.compactMap { $0.event as? EndingProposed }.last { $0.paper == paper.id }?.checks ?? []
    return "<li>\(name) \(title)\(checklist(checks, reader))</li>"
  }

  func attempt(_ call: CommandCall, named name: String, path: String, done: Phrase, _ reader: Reader) async
    -> BatchOutcome
  {
    do {
      let receipt = try await services.desk.attempt(call, by: reader.actor, court: services.court)
      let nothing = Phrase("无须办理，没有变化", "Nothing had to be done")
      return BatchOutcome(name: name, path: path, result: .done(receipt.changed ? done : nothing))
    } catch CaseDesk.Failure.refused(let refusal) {
      return BatchOutcome(name: name, path: path, result: .refused(refusal.message, articles: refusal.citations))
    } catch CaseDesk.Failure.faults(let faults) {
      let message = faults.first?.message ?? Phrase("填写有误", "A field is wrong")
      return BatchOutcome(name: name, path: path, result: .refused(message, articles: faults.first?.citations ?? []))
    } catch {
      return BatchOutcome(
        name: name, path: path,
        result: .refused(Phrase("内容同时被他人更改，请重试", "Others changed it at the same time; try again"), articles: []))
    }
  }

  func report(_ title: Phrase, _ outcomes: [BatchOutcome], _ back: String, _ reader: Reader) -> Response {
    let result: HTML = when(
      outcomes.isEmpty,
      banner(.warn, Phrase("没有选中任何一行", "No row was chosen"), reader), else: batchReport(outcomes, reader))
    return Response.html(
      Layout(title: reader(title), kind: .staff).page(
        reader,
        "<h1>\(reader(title))</h1>\(result)<p><a \(href(back.isEmpty ? "/cases" : back))>← \(reader("返回列表", "Back to the list"))</a></p>"
      ))
  }
}
