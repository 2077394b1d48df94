import Basics
import Casework
import Enforcement
import Hummingbird

/// A party's page on a phone: signed in by a one-time code to the registered number.
struct PartyPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    PartySignIn(services: services).add(to: router)
    router.get("/party") { request, context in
      let reader = Pages.reader(request, context, services)
      guard let person = PartyPages.party(context) else {
        return Response.html(PartySignIn(services: services).ask(reader, FormState()))
      }
      return Response.html(try await cases(person, reader))
    }
    router.get("/party/cases/:id") { request, context in
      let reader = Pages.reader(request, context, services)
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return Response.html(try await show(try await own(context, person), person, reader))
    }
    PartyPayments(services: services).add(to: router)
    router.get("/party/cases/:id/papers/:paper") { _, context in
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return try await paper(context, person)
    }
  }

  static func party(_ context: PageContext) -> ID<Person>? {
    if case .party(let person) = context.actor?.ref { person } else { nil }
  }

  /// A case of this person; someone else's case is as if it were not there.
  func own(_ context: PageContext, _ person: ID<Person>) async throws -> ID<CaseFile> {
    let id = try Pages.caseID(context)
    guard try await services.reads.casesOf(person).contains(id) else { throw PageProblem.noSuchCase }
    return id
  }

  private func cases(_ person: ID<Person>, _ reader: Reader) async throws -> HTML {
    var items: [HTML] = []
    for id in try await services.reads.casesOf(person) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      let role = file.filing.party(person).map { reader($0.role.name) } ?? ""
      let status = reader(file.isClosed ? CaseStatus.closed.name : file.isFiled ? CaseStatus.open.name : CaseStatus.received.name)
      let name = file.number.isEmpty ? reader("正在审查的申请", "An application being examined") : file.number
      items.append("<li><a \(href("/party/cases/\(id)"))>\(name)</a> <span class=\"role\">\(role) · \(status)</span></li>")
    }
    let list: HTML = when(
      items.isEmpty, empty(Phrase("没有与您有关的执行案件。", "No enforcement case concerns you."), reader), else: "<ul>\(items)</ul>")
    return Layout(title: reader("我的案件", "My cases"), kind: .party).page(
      reader, "<h1>\(reader("我的案件", "My cases"))</h1><section>\(list)</section>")
  }

  private func show(_ id: ID<CaseFile>, _ person: ID<Person>, _ reader: Reader) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: false)
    let history = try await services.reads.history(id)
    let view = PartyView(
      file: file, account: situation.account(id), situation: situation, history: history, people: people, person: person,
      shared: try await shared(file, person))
    return Layout(title: file.number, kind: .party, printed: file.number).page(reader, view.html(reader))
  }

  /// Plans in force that have a line for this party, or that he is the debtor of.
  private func shared(
    _ file: CaseFile, _ person: ID<Person>
  ) async throws -> [(view: DistributionView, matter: DistributionMatter)] {
    var found: [(view: DistributionView, matter: DistributionMatter)] = []
    for lead in [file.id] + file.sharesIn {
      let situation = try await services.desk.look(at: lead, actor: .machine, court: services.court)
      var view = try await DistributionPages(services: services).view(situation, lead, masked: false)
      view.own = [person]
      found += view.docket.all.filter { $0.plan != nil && $0.receivers(view.file).contains(person) }.map { (view, $0) }
    }
    return found
  }

  func paper(_ context: PageContext, _ person: ID<Person>) async throws -> Response {
    let id = try await own(context, person)
    let file = try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }), let state = file.papers.all[paper],
      state.served.contains(where: { $0.to == "\(person)" }), let sealed = state.sealed,
      let bytes = try await services.papers.fetch(sealed.file)
    else { throw PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper")) }
    return Response.bytes(bytes, type: "application/pdf", name: "\(paper).pdf")
  }
}
