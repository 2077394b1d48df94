import Basics
import Casework
import Enforcement
import Hummingbird

/// The page of a creditor from outside who takes part in a distribution: his own share and his own clocks, signed in by a one-time code
/// like a party. Of the case and of other creditors he sees nothing but the plan that was served on him.
struct SharePages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/party/shares/:id") { request, context in
      let reader = Pages.reader(request, context, services)
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return Response.html(page(try await own(context, person), reader))
    }
    router.get("/party/shares/:id/plan/:paper") { _, context in
      guard let person = PartyPages.party(context) else { return Response.see("/party") }
      return try await plan(context, person)
    }
    router.get("/api/party/shares") { request, context in
      try await api(request, context) { person in
        var all: [OwnShares] = []
        for id in try await services.reads.sharesOf(person) { all.append(try await load(id, person)) }
        return SharePages.list.answer(all)
      }
    }
    router.get("/api/party/shares/:id") { request, context in
      try await api(request, context) { person in SharePages.shape.answer(try await own(context, person)) }
    }
    router.get("/api/party/shares/:id/plan/:paper") { request, context in
      try await api(request, context) { person in try await plan(context, person) }
    }
  }

  private func api(
    _ request: Request, _ context: PageContext, _ body: (ID<Person>) async throws -> Response
  ) async throws -> Response {
    guard let person = PartyPages.party(context) else {
      return Problem.response(
        status: 401, code: "notSignedIn",
        Phrase(
          "请先以当事人身份登录：POST /api/party/code，再 POST /api/party/sign-in",
          "Sign in as a party: POST /api/party/code, then /api/party/sign-in"), request)
    }
    return try await body(person)
  }

  // MARK: What is his

  /// What one creditor has in the distributions of one case.
  struct OwnShares: Sendable {
    let lead: ID<CaseFile>
    let number: String
    let shares: [Share]
    /// The account on file, its end only, and whether somebody has still to call about it.
    let accountEnds: String?
    let waitsForCall: Bool
    let today: Day
  }
  struct Share: Sendable {
    let matter: DistributionMatter
    let entry: DistributionMatter.Entry
    let line: PlanLine?
    let served: DistributionMatter.Served?
    let accepted: Bool
    let objected: Bool
    /// Set aside for him by the plan, and paid of it.
    let allocated: Money
    let paid: Money
    /// The last day of an objection, while it may still be made.
    func objectBy(on day: Day) -> Day? {
      guard let served, !accepted, !objected, day <= served.objectBy else { return nil }
      return served.objectBy
    }
  }

  /// A distribution of this person; anyone else's is as if it were not there.
  private func own(_ context: PageContext, _ person: ID<Person>) async throws -> OwnShares {
    let id = try Pages.caseID(context)
    guard try await services.reads.sharesOf(person).contains(id) else { throw PageProblem.noSuchCase }
    return try await load(id, person)
  }

  private func load(_ id: ID<CaseFile>, _ person: ID<Person>) async throws -> OwnShares {
    let situation = try await services.desk.look(at: id, actor: .machine, court: services.court)
    let account = situation.account(id)
    let shares = situation.distributions(id).all.compactMap { matter -> Share? in
      guard let entry = matter.list.first(where: { $0.source == .outside && $0.creditors.contains { $0.person == person } })
      else {
        return nil
      }
      let plan = matter.plan
      return Share(
        matter: matter, entry: entry, line: plan?.line(entry.id), served: plan?.served[person],
        accepted: plan?.consented.contains(person) ?? false,
        objected: matter.objectionList.contains { $0.by == person && $0.version == plan?.number },
        allocated: matter.allocated[entry.id] ?? .zero, paid: account.paidOutside(to: person))
    }
    let state: Person = try await services.desk.look(at: .person(person))
    let stated = try await services.vault.open([state.payee?.vault].compactMap { $0 })
    let number = state.payee.flatMap { stated[$0.vault] }?.fields["payeeAccount"]
    return OwnShares(
      lead: id, number: situation.caseFile(id).number, shares: shares, accountEnds: number.map { String($0.suffix(4)) },
      waitsForCall: state.payee?.waitsForCall ?? false, today: situation.today)
  }

  /// The plan as it was served on him.
  private func plan(_ context: PageContext, _ person: ID<Person>) async throws -> Response {
    let own = try await own(context, person)
    let file = try await services.desk.look(at: own.lead, actor: .machine, court: services.court).caseFile(own.lead)
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }), let state = file.papers.all[paper],
      state.kind == .distributionPlan, state.served.contains(where: { $0.to == "\(person)" }), let sealed = state.sealed,
      let bytes = try await services.papers.fetch(sealed.file)
    else { throw PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper")) }
    return Response.bytes(bytes, type: "application/pdf", name: "\(paper).pdf")
  }

  // MARK: The page

  private func page(_ own: OwnShares, _ reader: Reader) -> HTML {
    let account: HTML =
      own.accountEnds.map { ends -> HTML in
        "\(reader("尾号 \(ends)", "ending in \(ends)")) \(when(own.waitsForCall, lamp(.soon, reader("变更后待回拨核实", "changed: the court will call back"))))"
      } ?? lamp(.over, reader("没有登记，请告知法院", "none on file: tell the court"))
    return Layout(title: own.number, kind: .party, printed: own.number).page(
      reader,
      """
      <p><a \(href("/party"))>← \(reader("我的案件", "My cases"))</a></p>
      <h1>\(reader("参与分配", "Distribution")) \(own.number)</h1>
      \(own.shares.map { share($0, own, reader) })
      \(section("account", reader("收款账户", "Receiving account"), facts([Fact(Phrase("款项将付至", "The money goes to"), account, wide: true)], reader) + "<p class=\"hint\">\(reader("账户有误或变更的，请联系承办法院；变更后由另一人回拨您登记的电话核实。", "If it is wrong or has changed, tell the court; another person will call you back on the number on file."))</p>"))
      """)
  }

  private func share(_ share: Share, _ own: OwnShares, _ reader: Reader) -> HTML {
    let standing: HTML =
      share.line.map { line -> HTML in
        "<p>\(reader(line.excluded ?? line.explanation))</p>"
      } ?? "<p>\(reader("分配方案尚未签发。", "There is no plan yet."))</p>"
    var lines = [
      Fact(Phrase("您申报的债权（元）", "Your claim (CNY)"), sum(share.entry.amount)),
      Fact(Phrase("债权性质", "Standing"), "\(reader(share.entry.standing.name))"),
      Fact(Phrase("书面申请", "Applied"), "\(share.entry.applied?.description ?? "—")"),
    ]
    if let line = share.line {
      lines.append(Fact(Phrase("方案分给您（元）", "Your share (CNY)"), sum(line.paid)))
      lines.append(Fact(Phrase("已分配（元）", "Allocated (CNY)"), sum(share.allocated)))
      lines.append(Fact(Phrase("已付（元）", "Paid (CNY)"), sum(share.paid)))
    }
    if let served = share.served {
      let state: HTML =
        if share.objected {
          "\(reader("已提异议", "You objected"))"
        } else if share.accepted {
          "\(reader("已表示无异议", "You accepted"))"
        } else if let until = share.objectBy(on: own.today) {
          "\(until) \(lamp(Instant.end(of: until), reader))"
        } else {
          "\(served.objectBy) \(reader("已届满", "is over"))"
        }
      lines.append(Fact(Phrase("方案送达", "Served on you"), "\(served.on)"))
      lines.append(Fact(Phrase("异议期限（书面提出）", "Object in writing by"), state))
    }
    let paper: HTML = when(share.served != nil ? share.matter.plan : nil) { plan -> HTML in
      "<p><a class=\"paper\" \(href("/party/shares/\(own.lead)/plan/\(plan.paper)"))>\(reader("执行财产分配方案", "The plan as a paper"))</a></p>"
    }
    return section(
      "share-\(share.matter.id)", reader("您的份额", "Your share"), "\(facts(lines, reader))\(standing)\(paper)")
  }

  // MARK: For programs

  static let share = Shape<(share: Share, today: Day)>.object([
    .id("distribution") { $0.share.matter.id }, .sum("claim") { $0.share.entry.amount },
    .word("standing") { $0.share.entry.standing }, .day("applied") { $0.share.entry.applied },
    .sum("share") { $0.share.line?.paid }, .phrase("explanation") { $0.share.line?.explanation },
    .phrase("excluded") { $0.share.line?.excluded }, .sum("allocated") { $0.share.allocated }, .sum("paid") { $0.share.paid },
    .day("servedOn") { $0.share.served?.on }, .day("objectBy") { $0.share.objectBy(on: $0.today) },
    .id("plan") { $0.share.served == nil ? nil : $0.share.matter.plan?.paper },
  ])
  static let shape = Shape<OwnShares>.object([
    .id("case") { $0.lead }, .text("number") { $0.number }, .maybe("accountEnds") { $0.accountEnds },
    .flag("waitsForCall") { $0.waitsForCall },
    .list("shares", share) { own in own.shares.map { ($0, own.today) } },
  ])
  static let list = Shape<[OwnShares]>.object([.list("distributions", shape) { $0 }])
}
