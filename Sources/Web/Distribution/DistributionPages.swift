import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// The plan page of the case that leads a distribution: the table with why, who has the plan, objections with their clocks.
struct DistributionPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/distribution") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        let view = try await view(situation, id, masked: !reader.seesNames)
        guard request.query["format"].isEmpty else { return try await export(view, reader) }
        return Response.html(try await page(view, situation, reader))
      }
    }
    router.post("/cases/:id/distribution/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try Pages.checkToken(try await request.form(context), context)
        let batch = try await batch(try Pages.caseID(context), reader.actor)
        return Response.see("/payouts/\(batch)")
      }
    }
    router.post("/api/cases/:id/distribution/batch") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let batch = try await batch(try Pages.caseID(context), actor)
        return PayoutAPI.standing.answer(try await services.payouts.state(batch), status: 201)
      }
    }
    router.get("/api/cases/:id/distribution") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        let id = try Pages.caseID(context)
        let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
        guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
        return DistributionPages.shape.answer(try await view(situation, id, masked: !actor.seesNames))
      }
    }
  }

  /// A mass payout of the shares of creditors from outside.
  private func batch(_ id: ID<CaseFile>, _ actor: Actor) async throws -> ID<PayoutBatch> {
    try await PayoutAPI.told { try await services.payouts.take(sharesOf: id, purpose: "参与分配款", by: actor) }
  }

  func view(_ situation: Situation, _ id: ID<CaseFile>, masked: Bool) async throws -> DistributionView {
    let file = situation.caseFile(id)
    let docket = situation.distributions(id)
    let persons = docket.all.flatMap { $0.receivers(file) } + file.filing.parties.map(\.person)
    let people = try await People.load(Array(Set(persons)), services, masked: masked)
    var numbers: [ID<CaseFile>: String] = [id: file.number]
    for entry in docket.all.flatMap(\.list) where entry.source == .otherCase {
      guard let other = entry.caseID, numbers[other] == nil else { continue }
      numbers[other] = try await services.desk.look(at: other, actor: .machine, court: services.court).caseFile(other).number
    }
    return DistributionView(
      file: file, account: situation.account(id), docket: docket, people: people, numbers: numbers, today: situation.today)
  }

  private func page(_ view: DistributionView, _ situation: Situation, _ reader: Reader) async throws -> HTML {
    let acts = DistributionActs(file: view.file, situation: situation).html(reader)
    let found = try await candidates(view, reader)
    return Layout(title: reader("分配方案", "Distribution"), kind: .staff, printed: view.file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(view.file.id)"))>\(view.file.number)</a></p>
      <h1>\(reader("参与分配", "Distribution"))</h1>\(acts)\(outside(view, reader))\(stale(view, reader))
      \(when(view.docket.order.isEmpty, empty(Phrase("还没有启动参与分配；账户有款后可以启动。", "None was opened; it can be once the account has money."), reader)))
      \(view.docket.all.reversed().map { view.html($0, whole: true, reader) })\(found)
      """)
  }

  /// What waits to be paid to creditors from outside, each once: singly, or as one batch.
  private func outside(_ view: DistributionView, _ reader: Reader) -> HTML {
    let open = view.account.outsideOpen
    guard !open.isEmpty else { return .empty }
    let total = open.reduce(Money.zero) { $0 + $1.amount }
    let may = !reader.actor.roles.isDisjoint(with: CreateShareBatch.roles)
    let columns: [Column<(person: ID<Person>, amount: Money)>] = [
      Column(Phrase("债权人", "Creditor"), heads: true) { "\(view.name($0.person))" },
      Column(Phrase("份额（元）", "Share (CNY)"), align: .number) { sum($0.amount) },
    ]
    let title = Phrase(
      "按份额建立批次（\(open.count) 笔、\(total.grouped) 元）", "Make a mass payout (\(open.count) lines, \(total.grouped))")
    let act = when(
      may, actionBar([ActionButton(title, .posts("/cases/\(view.file.id)/distribution/batch", hidden: []))], reader))
    return section(
      "outside", reader("待发放的案外债权人份额", "Shares to be paid to creditors from outside"),
      table(Table(Phrase("每名债权人一笔", "One line a creditor"), columns, rows: open, empty: Phrase("", "")), reader) + act)
  }

  /// Drafts that rest on a debt counted as paid before the money was to be shared: they are to be withdrawn.
  private func stale(_ view: DistributionView, _ reader: Reader) -> HTML {
    let drafts = view.drafts
    guard !drafts.isEmpty else { return .empty }
    let rows = drafts.map { paper -> [HTML] in
      [
        "<a class=\"paper\" \(href("/cases/\(view.file.id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>",
        "\(paper.draftedAt.day)",
        "<a \(href("/cases/\(view.file.id)/do/papers.withdraw?paper=\(paper.id)"))>\(reader("撤回", "Withdraw"))</a>",
      ]
    }
    return section(
      "stale", reader("应撤回的草稿", "Drafts to be withdrawn"),
      "<p>\(reader("下列草稿拟制时债务按已履行计；款项改由多名债权人分配后，债务并未履行。", "These were drafted when the debt counted as paid; now that the money is shared it is not."))</p>"
        + table(
          [reader("文书", "Paper"), reader("拟制日", "Drafted on"), reader("办理", "Act")], rows,
          caption: reader("启动分配之前拟制、尚未签发", "Drafted before the distribution opened, not signed"), empty: ""))
  }

  /// Other cases of this court against the same debtors, offered to join.
  private func candidates(_ view: DistributionView, _ reader: Reader) async throws -> HTML {
    guard let matter = view.docket.open, matter.plan == nil else { return .empty }
    let joined = Set(matter.list.compactMap(\.caseID))
    var rows: [[HTML]] = []
    for debtor in view.file.debtors {
      for id in try await services.reads.casesOf(debtor.person) where id != view.file.id && !joined.contains(id) {
        let file = try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
        guard file.isFiled, file.debtors.contains(where: { $0.person == debtor.person }) else { continue }
        let query = "number=\(Address.encoded(file.number))&applied=\(view.today)"
        let act: HTML =
          "<a class=\"button quiet\" \(href("/cases/\(view.file.id)/do/distribution.joinCase?\(query)"))>\(reader("参与分配", "Join"))</a>"
        rows.append(["<a \(href("/cases/\(id)"))>\(file.number)</a>", sum(file.filing.claimed), act])
      }
    }
    let list = table(
      [reader("案号", "Case"), reader("申请标的（元）", "Claimed (CNY)"), reader("办理", "Act")], rows,
      caption: reader("同一被执行人在本院的其他案件", "Other cases of this court against the same debtor"),
      empty: reader("没有同一被执行人的其他案件。", "There is no other case against the same debtor."))
    return section("found", reader("可以参与分配的案件", "Cases that may join"), list)
  }

  private func export(_ view: DistributionView, _ reader: Reader) async throws -> Response {
    guard let matter = view.docket.all.last, let version = matter.plan ?? matter.draft else {
      throw PageProblem(404, "noPlan", Phrase("还没有分配方案", "There is no plan yet"))
    }
    let titles = [
      reader("序号", "No."), reader("债权人", "Creditor"), reader("来源", "Source"), reader("性质", "Standing"),
      reader("债权数额（元）", "Claim"), reader("分配数额（元）", "Share"), reader("争议（元）", "Contested"), reader("已分配（元）", "Allocated"),
      reader("说明", "Why"),
    ]
    let lines = version.lines.compactMap { line -> [String]? in
      guard let entry = matter.entries[line.entry] else { return nil }
      return [
        "\(entry.number)", view.creditors(entry), view.source(entry, reader), reader(line.standing.name), "\(line.claim)",
        "\(line.paid)", "\(matter.contested(entry.id))", "\(matter.allocated[entry.id] ?? .zero)", reader(line.explanation),
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "distribution", titles: titles).response(lines)
  }
}

/// The commands of a distribution, with why not.
struct DistributionActs: Sendable {
  let file: CaseFile
  let situation: Situation

  func html(_ reader: Reader) -> HTML {
    var buttons: [ActionButton] = []
    var refused: [ActionButton] = []
    for case let type as any CaseCommand.Type in DistributionCommands.all + [AdvanceCost.self] as [any Command.Type] {
      guard !type.roles.subtracting([.machine]).isEmpty else { continue }
      do throws(Refusal) {
        try type.allowed(in: situation, file)
        buttons.append(ActionButton(type.title, .opens("/cases/\(file.id)/do/\(type.name)")))
      } catch {
        guard !error.isForOthers else { continue }
        refused.append(ActionButton(type.title, .refused(error.message, articles: error.citations, remedy: error.remedy)))
      }
    }
    return """
      <section id="actions" class="actions" aria-label="\(reader("可以办理", "You may now"))">\(actionBar(buttons, reader))</section>
      \(when(!refused.isEmpty, "<section class=\"greyed\"><h2>\(reader("暂不能办，点开看理由", "Not now; open for the reason"))</h2>\(actionBar(refused, reader))</section>"))
      """
  }
}
