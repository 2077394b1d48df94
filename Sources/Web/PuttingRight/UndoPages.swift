import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// What of a case has to be undone: tasks with owner and clock, and how each was settled.
struct UndoPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/corrections") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        return Response.html(try await page(situation, id, reader))
      }
    }
    router.get("/api/cases/:id/corrections") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        return UndoPages.shape.answer(situation.caseFile(id).undoing)
      }
    }
  }

  private func page(_ situation: Situation, _ id: ID<CaseFile>, _ reader: Reader) async throws -> HTML {
    let file = situation.caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let explained = file.undoing.list.compactMap { task -> VaultRef? in
      if case .explained(let ref, _)? = task.end { ref } else { nil }
    }
    let words = reader.seesNames ? try await services.vault.open(explained).compactMapValues { $0.fields["text"] } : [:]
    let list = Table(
      Phrase("纠错任务", "What has to be undone"),
      [
        Column(Phrase("事项", "Task"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("对象", "About")) { UndoPages.about($0, file, people, reader) },
        Column(Phrase("数额（元）", "Sum (CNY)"), align: .number) { task in when(task.amount) { amount in sum(amount) } },
        Column(Phrase("起因", "Cause")) { "\(reader(UndoPages.cause($0.cause, file)))" },
        Column(Phrase("岗位", "For")) { "\(reader($0.kind.owner.title))" },
        Column(Phrase("期限", "Clock")) { task in task.end == nil ? lamp(Instant.end(of: task.dueBy), reader) : "" },
        Column(Phrase("状态", "State")) { UndoPages.state($0, id, words, reader) },
      ] as [Column<UndoTask>], rows: file.undoing.list.reversed(), empty: Phrase("没有纠错任务。", "Nothing has to be undone."))
    return Layout(title: reader("纠错", "Putting right"), kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(id)"))>\(file.number.isEmpty ? "\(id)" : file.number)</a></p><h1>\(reader("纠错", "Putting right"))</h1>\
      \(CommandBar(commands: CorrectionCommands.all, file: file, situation: situation).html(reader))
      <section>\(table(list, reader))</section>\(corrections(file, people, reader))
      """)
  }

  private func corrections(_ file: CaseFile, _ people: People, _ reader: Reader) -> HTML {
    guard !file.undoing.corrections.isEmpty else { return .empty }
    let items = file.undoing.corrections.map { made -> HTML in
      let open = file.undoing.open.count { $0.cause == .correction(made.id) }
      return
        "<li>\(made.on) \(reader(made.kind.name)) \(reader(people.actor(made.by))) \(reader("待办 \(open) 项", "\(open) open"))</li>"
    }
    return section("made", reader("更正记录", "Corrections"), "<ul>\(items)</ul>")
  }

  private static func about(_ task: UndoTask, _ file: CaseFile, _ people: People, _ reader: Reader) -> HTML {
    var parts: [String] = []
    if let person = task.person { parts.append(people.person(person)) }
    if let measure = ID<Measure>(task.subject).flatMap({ file.seizure.measures[$0] }) {
      parts.append("\(reader(measure.kind.name)) \(reader(people.unit(measure.unit)))")
    }
    guard let paper = ID<Paper>(task.subject).flatMap({ file.papers.all[$0] }) else { return "\(parts.joined(separator: " "))" }
    let link: HTML =
      "<a class=\"paper\" \(href("/cases/\(file.id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>"
    return "\(link) \(parts.joined(separator: " "))"
  }

  private static func cause(_ cause: UndoCause, _ file: CaseFile) -> Phrase {
    switch cause {
    case .remedy(let id):
      let matter = file.remedies.all[id]
      return (matter?.kind.name ?? Phrase("执行审查", "Review")) + Phrase(" \(matter?.number ?? "")", " \(matter?.number ?? "")")
    case .correction(let id):
      return file.undoing.corrections.first { $0.id == id }?.kind.name ?? Phrase("更正", "Correction")
    }
  }

  private static func state(_ task: UndoTask, _ id: ID<CaseFile>, _ words: [VaultRef: String], _ reader: Reader) -> HTML {
    switch task.end {
    case nil:
      return """
        \(reader("待办", "open")) <a class="button quiet" \(href("/cases/\(id)/do/correction.explain?task=\(task.id)"))>\(reader("说明", "Settle with a reason"))</a>
        """
    case .act(_, let on)?: return "\(reader("已办", "done")) \(on)"
    case .explained(let ref, let on)?: return "\(reader("已说明", "settled")) \(on) \(words[ref] ?? "")"
    }
  }

  static let task = Shape<UndoTask>.object([
    .id("id") { $0.id }, .word("kind") { $0.kind }, .text("subject") { $0.subject }, .id("person") { $0.person },
    .sum("amount") { $0.amount }, .text("owner") { $0.kind.owner.rawValue }, .day("dueBy") { $0.dueBy },
    .flag("open") { $0.end == nil },
    .maybe("doneBy") { task in if case .act(let name, _)? = task.end { name } else { nil } },
  ])
  static let correction = Shape<Correction>.object([
    .id("id") { $0.id }, .word("kind") { $0.kind }, .day("on") { $0.on }, .text("by") { $0.by.description },
  ])
  static let shape = Shape<Undoing>.object([
    .list("corrections", correction) { $0.corrections }, .list("tasks", task) { $0.list },
  ])
}
