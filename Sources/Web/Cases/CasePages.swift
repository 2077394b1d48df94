import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird
import Wording

/// The case page, its events, and the forms of its commands.
struct CasePages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/new") { request, context in
      try await Pages.staff(request, context, services) { reader in
        if let refusal = FilingPage.refusal(reader) { throw refusal }
        return Response.html(try await FilingPage(services: services).page(reader, FormState()))
      }
    }
    router.post("/cases/new") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await FilingPage(services: services).submit(request, context, reader)
      }
    }
    router.get("/cases/:id") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await show(try Pages.caseID(context), request.query, reader))
      }
    }
    router.get("/cases/:id/events/:position") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await event(context, reader)) }
    }
    router.get("/cases/:id/do/:command") { request, context in
      try await Pages.staff(request, context, services) { reader in try await begin(request, context, reader) }
    }
    router.post("/cases/:id/do/:command") { request, context in
      try await Pages.staff(request, context, services) { reader in try await attempt(request, context, reader) }
    }
    CasePapers(services: services).add(to: router)
    FullParticulars(services: services).add(to: router)
  }

  // MARK: Commands

  private func command(_ context: PageContext) throws -> any CaseCommand.Type {
    try command(context.parameters.get("command") ?? "")
  }
  private func command(_ name: String) throws -> any CaseCommand.Type {
    guard let type = commandCatalogue[name] as? any CaseCommand.Type else {
      throw PageProblem(404, "unknownCommand", Phrase("没有这个操作", "There is no such command"))
    }
    return type
  }

  /// The form, or why it is not offered.
  private func begin(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try Pages.caseID(context)
    if let door = CaseDoors.path(context.parameters.get("command") ?? "", id) { return Response.see(door) }
    return try await begin(id, context.parameters.get("command") ?? "", begins: request.query, reader)
  }

  /// The form with values that a link or another page gives; a kept draft where there are none.
  func begin(_ id: ID<CaseFile>, _ name: String, begins: FormData, _ reader: Reader) async throws -> Response {
    let type = try command(name)
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    do throws(Refusal) {
      try type.allowed(in: situation, file)
    } catch {
      throw CaseDesk.Failure.refused(error)
    }
    // Tables and files have a page of their own.
    if type is RecordHandEntry.Type { return Response.see("/by-hand?case=\(id)") }
    var state = FormState()
    if begins.pairs.allSatisfy({ $0.value.isEmpty }), CaseDoors.isLong(type) {
      state = try await DraftPages.state(at: CaseDoors.form(name, id), otherwise: state, services, reader).state
    }
    return Response.html(try await page(type, situation, file, state, begins: begins, reader))
  }

  private func page(
    _ type: any CaseCommand.Type, _ situation: Situation, _ file: CaseFile, _ state: FormState, begins: FormData,
    confirming: FormData? = nil, _ reader: Reader
  ) async throws -> HTML {
    let matter = situation.distributions(file.id).open
    let people = try await People.load(
      file.filing.parties.map(\.person) + (matter?.receivers(file) ?? []), services, for: reader)
    let history = try await services.reads.history(file.id)
    var form = CommandForm(
      type: type, action: "/cases/\(file.id)/do/\(type.name)", state: state, begins: begins, file: file,
      account: situation.account(file.id), people: people,
      things: try await Things.load(file, services, reader), matter: matter,
      requests: OpenRequests(history).open.map { FormRow.Choice($0.id, $0.words(people)) },
      version: CaseDoors.onlyAdds.contains(type.name) ? nil : situation.version(.caseFile(file.id)),
      kept: try await kept(type, file.id, reader))
    if type is RecordRecovered.Type {
      form.credits = try await SuspenseChoice.credits(recovering: form.account, services, reader)
    }
    let grounds = ActGrounds(
      file: file, history: history, people: people, words: try await OpenedWords.load(history, services, reader))
    let given = confirming ?? begins
    let payees = try await PayeePanel.above(type, file, people, services, reader)
    let warning: HTML =
      file.isFiled ? .empty : relatedWarning(try await services.reads.related(to: file.id, court: services.court), reader)
    let body: HTML =
      if let confirming { form.confirmation(confirming, reader) } else { "<section>\(form.html(reader))</section>" }
    let nearest = file.process.nearest.map { CaseClock(node: people.node($0.key), due: $0.due, owner: reader($0.owner.title)) }
    let link = CaseLink(
      number: file.number.isEmpty ? reader("待立案申请", "Application") : file.number, path: "/cases/\(file.id)",
      parties: people.persons(file.applicants.map(\.person)) + reader(" 诉 ", " v. ") + people.persons(file.debtors.map(\.person)),
      livelihood: file.filing.livelihood, grounds: file.filing.livelihoodGrounds, clock: nearest)
    return Layout(title: reader(type.title), kind: .staff, printed: file.number).page(
      reader,
      "<p>← \(caseLink(link, reader))</p><h1>\(reader(type.title))</h1>\(warning)\(grounds.html(type, given, reader))\(payees)\(body)"
    )
  }

  /// Long forms are kept while one types.
  private func kept(_ type: any CaseCommand.Type, _ id: ID<CaseFile>, _ reader: Reader) async throws -> KeptForm? {
    guard CaseDoors.isLong(type) else { return nil }
    let place = CaseDoors.form(type.name, id)
    return KeptForm(place: place, at: try await services.signIns.draft(at: place, of: reader.actor.ref)?.at)
  }

  /// Whether an act of weight still has to be asked for a second time; what would be refused anyway is refused first.
  private func mustConfirm(
    _ type: any CaseCommand.Type, _ form: FormData, _ fields: [String: InputValue], _ situation: Situation, _ file: CaseFile
  ) throws -> Bool {
    guard CommandForm.weighty.contains(type.name), form[Confirmation.field].isEmpty else { return false }
    var input = Input(fields)
    _ = type.init(&input)
    if !input.faults.isEmpty { throw CaseDesk.Failure.faults(input.faults) }
    do throws(Refusal) {
      try type.allowed(in: situation, file)
    } catch {
      throw CaseDesk.Failure.refused(error)
    }
    return true
  }

  private func attempt(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try Pages.caseID(context)
    let type = try command(context)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var fields = form.input
    fields["case"] = .text("\(id)")
    for own in ["version", KeptForm.field, Confirmation.field, Confirmation.back] { fields[own] = nil }
    var situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
    let typed = FormState(typed: form.pairs, faults: [])
    guard form[Confirmation.back].isEmpty else {
      return Response.html(try await page(type, situation, situation.caseFile(id), typed, begins: form, reader))
    }
    let faults: [FormFault]
    let status: HTTPResponse.Status
    do {
      if try mustConfirm(type, form, fields, situation, situation.caseFile(id)) {
        return Response.html(
          try await page(type, situation, situation.caseFile(id), typed, begins: FormData(""), confirming: form, reader))
      }
      try await SlipCheck(services: services).check(CommandCall(type.name, fields), by: reader.actor)
      let receipt = try await attempt(CommandCall(type.name, fields), at: id, seen: Int(form["version"]), reader)
      if CaseDoors.isLong(type) {
        try await services.signIns.discardDraft(at: CaseDoors.form(type.name, id), of: reader.actor.ref)
      }
      return Response.see("/cases/\(id)?done=\(type.name)\(receipt.changed ? "" : "&unchanged=1")")
    } catch CaseDesk.Failure.faults(let found) {
      (faults, status) = (CommandForm.faults(found, nil), .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) where refusal.code != "noSuchCase" {
      (faults, status) = (CommandForm.faults([], refusal), refusal.isForOthers ? .forbidden : .conflict)
    } catch CaseDesk.Failure.conflict {
      (faults, status) = (try await changed(id, since: Int(form["version"]) ?? 0, reader), .conflict)
    }
    situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let state = FormState(typed: form.pairs, faults: faults)
    return Response.html(
      try await page(type, situation, situation.caseFile(id), state, begins: form, reader), status: status)
  }

  /// Attempts what a form says. What another person did since the form was shown sends it back; what units answered meanwhile and the
  /// machine did does not: the rules look at the case as it is now.
  private func attempt(
    _ call: CommandCall, at id: ID<CaseFile>, seen: Int?, _ reader: Reader
  ) async throws -> CaseDesk.Receipt {
    var expected = seen
    for _ in 0..<CasePages.newsMax {
      do {
        return try await services.desk.attempt(
          call, by: reader.actor, court: services.court, expecting: expected.map { (.caseFile(id), $0) })
      } catch CaseDesk.Failure.conflict(let stream) {
        let news = try await services.reads.history(id).filter { $0.meta.stream == .caseFile(id) && $0.meta.version > seen ?? 0 }
        guard let last = news.last, news.allSatisfy({ !$0.meta.actor.isPerson }) else { throw CaseDesk.Failure.conflict(stream) }
        expected = last.meta.version
      }
    }
    throw CaseDesk.Failure.conflict(.caseFile(id))
  }
  /// How often news may come in while one form is decided.
  private static let newsMax = 8

  /// What happened in the case since a form was shown.
  private static let changesMax = 8
  private func changed(_ id: ID<CaseFile>, since version: Int, _ reader: Reader) async throws -> [FormFault] {
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let new = try await services.reads.history(id).filter { $0.meta.stream == .caseFile(id) && $0.meta.version > version }
    let told = new.suffix(CasePages.changesMax).compactMap { recorded -> Phrase? in
      guard let sentence = EventSentence.of(recorded.event, people.speaker) else { return nil }
      let actor = people.actor(recorded.meta.actor)
      return Phrase("\(recorded.meta.at.minuteText) \(actor.zh) ", "\(recorded.meta.at.minuteText) \(actor.en): ") + sentence
    }
    let moved = Phrase("此页打开后案件有了变化，请核对后再提交：", "The case has changed since this page was opened; check and submit again: ")
    let what = Phrase(told.map(\.zh).joined(separator: "；"), told.map(\.en).joined(separator: "; "))
    return [FormFault("", moved + what)]
  }

  // MARK: The page

  private func show(_ id: ID<CaseFile>, _ asked: FormData, _ reader: Reader) async throws -> HTML {
    let situation = try await services.desk.lookAtParties(of: id, actor: reader.actor, court: services.court)
    guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
    let history = try await services.reads.history(id)
    let today = situation.caseFile(id)
    let people = try await People.load(today.filing.parties.map(\.person), services, for: reader)
    let particulars = try await services.vault.open(
      today.filing.parties.map(\.vault) + today.attachments.map(\.title) + today.files.kept.map(\.title))
    let asOf = Day(asked["on"]).flatMap { $0 < situation.today ? $0 : nil }
    let past = asOf.map { CaseOnDay(history, $0) }
    let file = past.map(\.file) ?? today
    guard file.exists else {
      throw PageProblem(404, "noSuchCase", Phrase("那一天本案还没有收到", "The case had not come in on that day"))
    }
    let view = CaseView(
      file: file, account: past?.account ?? situation.account(id), situation: situation, history: past?.history ?? history,
      people: people, particulars: particulars, words: try await OpenedWords.load(past?.history ?? history, services, reader),
      things: try await Things.load(file, services, reader),
      related: try await services.reads.related(to: id, court: services.court),
      payees: try await PayeePanel.load(situation, today, people, services, reader), cluster: try await cluster(of: file),
      done: commandCatalogue[asked["done"]]?.title, changed: asked["unchanged"].isEmpty, asOf: asOf)
    return Layout(
      title: file.number.isEmpty ? reader("待立案", "Received") : file.number, kind: .staff,
      printed: file.number + (asOf.map { reader("（\($0) 的案件）", " (as of \($0))") } ?? "")
    ).page(reader, view.html(reader))
  }

  private func cluster(of file: CaseFile) async throws -> Cluster? {
    guard let id = file.cluster else { return nil }
    let found: Cluster = try await services.desk.look(at: .cluster(id))
    return found.exists ? found : nil
  }

  private func event(_ context: PageContext, _ reader: Reader) async throws -> HTML {
    let id = try Pages.caseID(context)
    let history = try await services.reads.history(id)
    guard let position = Int64(context.parameters.get("position") ?? ""),
      let recorded = history.first(where: { $0.position == position })
    else { throw PageProblem(404, "noSuchEvent", Phrase("本案没有这条记录", "This case has no such record")) }
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let words = try await OpenedWords.load([recorded], services, reader)
    return EventPage(file: file, recorded: recorded, history: history, people: people, words: words).html(reader)
  }
}

/// The case as it stood at the end of a day, folded from its events.
struct CaseOnDay: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let history: [RecordedEvent]

  init(_ history: [RecordedEvent], _ day: Day) {
    let until = history.filter { $0.meta.day <= day }
    var file: any StreamState = CaseFile()
    var account: any StreamState = CaseAccount()
    for recorded in until {
      switch recorded.meta.stream.kind {
      case .caseFile: recorded.event.fold(into: &file, recorded.meta)
      case .caseAccount: recorded.event.fold(into: &account, recorded.meta)
      case .caseNumbers, .person, .property, .partnerRequest, .organisation, .courtLedger, .payoutBatch, .bankReceipt,
        .bankStatement, .moneyBulletins, .distribution, .aidFund, .cluster:
        break
      }
    }
    self.file = file as? CaseFile ?? CaseFile()
    self.account = account as? CaseAccount ?? CaseAccount()
    self.history = until
  }
}

extension Actor.Ref {
  /// Somebody, not a unit and not the machine.
  fileprivate var isPerson: Bool {
    switch self {
    case .staff, .party: true
    case .partner, .machine: false
    }
  }
}
