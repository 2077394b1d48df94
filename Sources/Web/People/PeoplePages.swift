import Basics
import Casework
import Enforcement
import Hummingbird

/// Who handles what, who is away and who acts meanwhile, and the hand-over of cases. Everybody records his own absence here.
struct PeoplePages: Sendable {
  let services: CourtServices
  static let leads: Set<Role> = [.teamLead, .bureauChief, .vicePresident, .president, .commandCentre, .administrator]

  /// Whose navigation leads here: leads, and those who have cases of their own.
  static let navigates = leads.union([.officer, .judge])

  func add(to router: Router<PageContext>) {
    router.get("/people") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await page(reader)) }
    }
    router.post("/people/absence") { request, context in
      try await submit(request, context, RecordAbsence.self, "absence")
    }
    router.post("/people/absence/end") { request, context in try await submit(request, context, EndAbsence.self, "end") }
    router.post("/people/hand-over") { request, context in try await submit(request, context, HandOverCases.self, "hand-over") }
    router.get("/api/people") { request, context in
      guard let actor = context.actor, actor.staff != nil || actor == .machine else {
        return Problem.response(status: 401, code: "notSignedIn", Phrase("请先登录", "Sign in first"), request)
      }
      if let problem = QueryRule.problem(request, []) { return problem }
      return PeoplePages.list.answer(try await workload())
    }
  }

  // MARK: What is shown

  /// A handler, the cases in his hands, and whether somebody looks after them today.
  struct Workload: Sendable {
    let staff: ID<StaffMember>
    let member: Organisation.Member
    let open: Int
    let isCovered: Bool
    /// Running and to come, the earliest first.
    let absences: [Absence]
  }

  static let absence = Shape<Absence>.object([
    .id("absence") { $0.id }, .day("from") { $0.from }, .day("until") { $0.until }, .id("substitute") { $0.substitute },
  ])
  static let row = Shape<Workload>.object([
    .id("staff") { $0.staff }, .list("roles", Shapes.text) { $0.member.roles.map(\.rawValue).sorted() },
    .maybe("team") { $0.member.team }, .flag("active") { $0.member.active }, .count("open") { $0.open },
    .flag("covered") { $0.isCovered }, .list("absences", absence) { $0.absences },
  ])
  static let list = Shape<[Workload]>.object([.list("people", row) { $0 }])

  /// Everybody who handles cases, has some left, or is away.
  private func workload() async throws -> [Workload] {
    let court = try await services.desk.organisation(services.court)
    let load = try await services.reads.load(court: services.court)
    let today = services.desk.clock.now.day
    return court.staff.sorted { $0.key < $1.key }.compactMap { staff, member in
      let absences = court.absences.values.filter { $0.staff == staff && $0.until >= max(today, $0.from) }.sorted {
        $0.from < $1.from
      }
      let handles = member.active && !member.roles.isDisjoint(with: [.officer, .judge])
      guard handles || load[staff] ?? 0 > 0 || !absences.isEmpty else { return nil }
      return Workload(
        staff: staff, member: member, open: load[staff] ?? 0, isCovered: court.isCovered(staff, on: today), absences: absences)
    }
  }

  /// Open cases that nobody who is here looks after.
  static func uncovered(_ services: CourtServices) async throws -> Int {
    let court = try await services.desk.organisation(services.court)
    let today = services.desk.clock.now.day
    return try await services.reads.load(court: services.court).reduce(0) { sum, load in
      sum + (court.isCovered(load.key, on: today) ? 0 : load.value)
    }
  }

  /// For a lead's desk; nothing where every case has somebody.
  static func tile(_ uncovered: Int) -> [Figure] {
    uncovered == 0
      ? [] : [Figure(label: Phrase("无人在岗承办", "Nobody at work for"), value: "\(uncovered)", path: "/people", bad: true)]
  }

  private func page(_ reader: Reader, done: Phrase? = nil, state: FormState = FormState(), of form: String = "") async throws
    -> HTML
  {
    let people = try await People.load([], services, for: reader)
    let rows = try await workload()
    let isLead = !reader.actor.roles.isDisjoint(with: PeoplePages.leads)
    let lost = rows.filter { !$0.isCovered && $0.open > 0 }
    let mine = rows.flatMap(\.absences).filter { isLead || $0.staff == reader.actor.staff }
    let reasons = reader.seesNames ? try await services.vault.open(mine.compactMap(\.reason)) : [:]
    let title = reader("承办与交接", "Handlers and hand-over")
    let mayHandOver = !reader.actor.roles.isDisjoint(with: HandOverCases.roles)
    func formState(_ name: String) -> FormState { name == form ? state : FormState() }
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <h1>\(title)</h1>\(when(done) { banner(.done, $0, reader) })
      \(when(!lost.isEmpty, banner(.warn, PeoplePages.lost(lost.reduce(0) { $0 + $1.open }), reader)))
      <section>\(table(workloads(rows, people, reader), reader))</section>
      \(section("absences", reader("外出、休假", "Absences"), "\(absences(mine, reasons, people, reader))\(self.form(absenceForm(isLead, people, reader, formState("absence")), reader))"))
      \(when(mayHandOver, section("hand-over", reader("移交案件", "Hand over cases"), self.form(handOverForm(rows, people, formState("hand-over")), reader))))
      """)
  }
  private static func lost(_ count: Int) -> Phrase {
    Phrase(
      "\(count) 件在办案件的承办人不在岗且无人代理，请登记代理人或移交",
      "\(count) open cases have no handler at work and no substitute: name one or hand them over")
  }
  private func form(_ form: Form, _ reader: Reader) -> HTML { Web.form(form, reader) }

  private func workloads(_ rows: [Workload], _ people: People, _ reader: Reader) -> Table<Workload> {
    let today = services.desk.clock.now.day
    return Table(
      Phrase("承办人、在办案件与今日是否有人办理", "Handlers, open cases, and whether somebody looks after them today"),
      [
        Column(Phrase("姓名", "Name"), heads: true) { "\(people.member($0.staff))" },
        Column(Phrase("岗位", "Roles")) { row in
          "\(row.member.roles.sorted { $0.rawValue < $1.rawValue }.map { reader($0.title) }.joined(separator: reader("、", ", ")))"
        },
        Column(Phrase("团队", "Team")) { "\($0.member.team.isEmpty ? "—" : $0.member.team)" },
        Column(Phrase("在办", "Open"), align: .number) { row in
          "<a \(href("/cases?handler=\(row.staff)&status=open"))>\(row.open)</a>"
        },
        Column(Phrase("移交", "Hand over")) { row in
          when(
            row.open > 0 && !reader.actor.roles.isDisjoint(with: HandOverCases.roles),
            "<a \(href("/people/hand-over?from=\(row.staff)"))>\(reader("选案移交", "Choose cases"))</a>")
        },
        Column(Phrase("今日", "Today")) { row in PeoplePages.standing(row, today, people, reader) },
      ], rows: rows, empty: Phrase("还没有执行员或法官。", "No officer or judge yet."))
  }
  private static func standing(_ row: Workload, _ today: Day, _ people: People, _ reader: Reader) -> HTML {
    guard row.member.active else { return lamp(row.open > 0 ? .over : .stopped, reader("停用", "disabled")) }
    guard let away = row.absences.first(where: { $0.covers(today) }) else { return lamp(.well, reader("在岗", "here")) }
    let who = people.member(away.substitute)
    let substitute = away.substitute == nil ? Phrase("无代理", "nobody stands in") : Phrase("\(who) 代理", "\(who) stands in")
    let words = Phrase("外出至 \(away.until)，", "away through \(away.until); ") + substitute
    return lamp(row.isCovered || row.open == 0 ? .soon : .over, reader(words))
  }

  private func absences(
    _ absences: [Absence], _ reasons: [VaultRef: VaultContent], _ people: People, _ reader: Reader
  ) -> HTML {
    table(
      Table(
        Phrase("正在进行和将要开始的", "Running and to come"),
        [
          Column(Phrase("何人", "Who"), heads: true) { "\(people.member($0.staff))" },
          Column(Phrase("自", "From")) { "\($0.from)" }, Column(Phrase("至", "Through")) { "\($0.until)" },
          Column(Phrase("代理人", "Substitute")) { "\(people.member($0.substitute))" },
          Column(Phrase("事由", "Reason")) { "\($0.reason.flatMap { reasons[$0]?.fields["text"] } ?? "")" },
          Column(Phrase("办理", "Act")) { absence in
            """
            <form method="post" \(action("/people/absence/end"))><input type="hidden" name="csrf" value="\(reader.csrf)">\
            <input type="hidden" name="absence" value="\(absence.id)"><button class="quiet">\(reader("销假", "End it"))</button></form>
            """
          },
        ], rows: absences, empty: Phrase("没有登记外出、休假。", "No absence is recorded.")), reader)
  }

  private func absenceForm(_ isLead: Bool, _ people: People, _ reader: Reader, _ state: FormState) -> Form {
    let own = reader.actor.staff.map { "\($0)" } ?? ""
    let staff = people.staff.sorted { $0.key < $1.key }.filter { isLead || "\($0.key)" == own }
    return Form(
      id: "absence-form", action: "/people/absence",
      [
        FormRow(
          "staff", Phrase("何人", "Who"), .select(staff.map { FormRow.Choice("\($0.key)", Phrase($0.value, $0.value)) }),
          initial: [own]),
        FormRow("from", Phrase("自", "From"), .day, initial: ["\(reader.now.day)"]),
        FormRow("until", Phrase("至", "Through"), .day),
        FormRow(
          "substitute", Phrase("代理人", "Substitute"), .select(PeoplePages.handlers(people)), required: false,
          hint: Phrase("名下有在办案件的，须指定代理人", "Needed where cases are open")),
        FormRow("reason", Phrase("事由", "Reason"), .text(max: 200), required: false),
      ], button: RecordAbsence.title, state: state)
  }
  private func handOverForm(_ rows: [Workload], _ people: People, _ state: FormState) -> Form {
    let from = rows.filter { $0.open > 0 || !$0.member.active }.map { row in
      FormRow.Choice(
        "\(row.staff)", Phrase("\(people.member(row.staff))（\(row.open)）", "\(people.member(row.staff)) (\(row.open))"))
    }
    return Form(
      id: "hand-over-form", action: "/people/hand-over",
      [
        FormRow("from", Phrase("移交人", "From"), .select(from)),
        FormRow(
          "to", Phrase("接收人", "To"), .select(PeoplePages.handlers(people)), required: false,
          hint: Phrase("不选则逐件分给在手案件最少的人", "Left open, each case goes to whoever has fewest")),
        FormRow("reason", Phrase("理由", "Reason"), .text(max: 200)),
      ], button: HandOverCases.title, state: state,
      asks: Phrase("其名下全部在办案件都将移交，确定吗？", "All open cases change hands. Go on?"))
  }
  private static func handlers(_ people: People) -> [FormRow.Choice] {
    people.handlers.map { FormRow.Choice("\($0.id)", Phrase($0.name, $0.name)) }
  }

  // MARK: Acts

  /// A refused form comes back with what was typed.
  private func submit(_ request: Request, _ context: PageContext, _ type: any Command.Type, _ form: String) async throws
    -> Response
  {
    try await Pages.staff(request, context, services) { reader in
      let data = try await request.form(context)
      try Pages.checkToken(data, context)
      func refused(_ faults: [FormFault]) async throws -> Response {
        let state = FormState(typed: data.pairs.filter { $0.name != "csrf" }, faults: faults)
        return Response.html(try await page(reader, state: state, of: form), status: .unprocessableContent)
      }
      let fields = Dictionary(type.fields.map { ($0.name, InputValue.text(data[$0.name])) }) { first, _ in first }
      do {
        let handed = try await attempt(CommandCall(type.name, fields), type, reader)
        guard type == HandOverCases.self else { return Response.see("/people") }
        return Response.html(
          try await page(reader, done: Phrase("已移交 \(handed) 件", "\(handed) cases changed hands")))
      } catch CaseDesk.Failure.faults(let faults) {
        return try await refused(CommandForm.faults(faults, nil))
      } catch CaseDesk.Failure.refused(let refusal) {
        return try await refused(CommandForm.faults([], refusal))
      }
    }
  }

  /// How many cases it changed. A hand-over goes on, transaction by transaction, until none is left.
  private func attempt(_ call: CommandCall, _ type: any Command.Type, _ reader: Reader) async throws -> Int {
    var changed = 0
    while true {
      let receipt = try await services.desk.attempt(call, by: reader.actor, court: services.court)
      let cases = receipt.appended.count { $0.stream.kind == .caseFile }
      changed += cases
      guard type == HandOverCases.self, cases > 0 else { return changed }
    }
  }
}
