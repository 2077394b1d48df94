import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// The administrator's page: who works here, in which roles, how they sign in; the same for programs.
struct StaffPages: Sendable {
  let services: CourtServices
  private var desk: StaffDesk {
    StaffDesk(desk: services.desk, signIns: services.signIns, court: services.court, realClock: services.realClock)
  }

  func add(to router: Router<PageContext>) {
    router.get("/staff") { request, context in
      try await admin(request, context) { reader in Response.html(try await page(reader, FormState())) }
    }
    router.post("/staff") { request, context in
      try await admin(request, context) { reader in try await submit(request, context, reader) { try await add($0, reader.actor) }
      }
    }
    router.post("/staff/sign-in") { request, context in
      try await admin(request, context) { reader in
        try await submit(request, context, reader) { try await reset($0, reader.actor) }
      }
    }
    router.post("/staff/roles") { request, context in
      try await admin(request, context) { reader in
        try await submit(request, context, reader) { try await change($0, reader.actor) }
      }
    }
    router.get("/api/staff") { request, context in
      try await program(request, context) { _ in StaffPages.list.answer(try await desk.list()) }
    }
    router.post("/api/staff") { request, context in try await act(request, context, status: 201) { try await add($0, $1) } }
    router.post("/api/staff/sign-in") { request, context in try await act(request, context) { try await reset($0, $1) } }
    router.post("/api/staff/roles") { request, context in try await act(request, context) { try await change($0, $1) } }
  }

  // MARK: For programs

  static let row = Shape<StaffDesk.Line>.object([
    .id("staff") { $0.staff }, .maybe("signIn") { $0.signIn }, .flag("usesSecond") { $0.usesSecond },
    .list("roles", Shapes.text) { $0.roles.map(\.rawValue) }, .maybe("team") { $0.team }, .flag("active") { $0.active },
  ])
  static let list = Shape<[StaffDesk.Line]>.object([.list("staff", row) { $0 }])

  private func program(_ request: Request, _ context: PageContext, _ body: (Actor) async throws -> Response) async throws
    -> Response
  {
    guard let actor = context.actor, actor.staff != nil || actor == .machine else {
      return Problem.response(
        status: 401, code: "notSignedIn", Phrase("请先登录：POST /api/sign-in 取得令牌", "Sign in first: POST /api/sign-in gives a token"),
        request)
    }
    try StaffDesk.mayManage(actor)
    return try await body(actor)
  }

  private func act(
    _ request: Request, _ context: PageContext, status: Int = 200, _ body: @Sendable (FormData, Actor) async throws -> Void
  ) async throws -> Response {
    try await program(request, context) { actor in
      try APIRoutes.checkToken(request, context)
      let text = String(buffer: try await request.body.collect(upTo: 16_384))
      guard let fields = try? JSONText.decode([String: InputValue].self, text) else {
        throw PageProblem(400, "notJSON", Phrase("请求体不是 JSON 对象", "The body is not a JSON object"))
      }
      var form = FormData("")
      form.isProgram = true
      let known: Set = ["signIn", "name", "roles", "team", "password", "totp", "active"]
      let strangers = fields.keys.filter { !known.contains($0) }.sorted()
      guard strangers.isEmpty else {
        throw CaseDesk.Failure.faults(
          strangers.map {
            Input.Fault($0, "unknownField", Phrase("没有“\($0)”这个字段", "There is no field “\($0)”"))
          })
      }
      for (name, value) in fields {
        switch value {
        case .text(let text): form.pairs.append((name, text))
        case .list(let list): form.pairs += list.compactMap { if case .text(let text) = $0 { (name, text) } else { nil } }
        case .object: break
        }
      }
      try await body(form, actor)
      return StaffPages.list.answer(try await desk.list(), status: status)
    }
  }

  // MARK: Acts

  private func second(_ form: FormData) -> StaffDesk.Second {
    if form["totp"] == "none" { return .none }
    return form["totp"].isEmpty ? .keep : .secret(form["totp"].uppercased().filter { !$0.isWhitespace })
  }
  private func add(_ form: FormData, _ actor: Actor) async throws {
    try await desk.add(
      signIn: form["signIn"], name: form["name"], roles: form.all("roles"), team: form["team"], password: form["password"],
      second: second(form), by: actor)
  }
  private func reset(_ form: FormData, _ actor: Actor) async throws {
    try await desk.reset(
      signIn: form["signIn"], password: form["password"].isEmpty ? nil : form["password"], second: second(form), by: actor)
  }
  /// Without roles only the activity changes.
  private func change(_ form: FormData, _ actor: Actor) async throws {
    guard !form.all("roles").isEmpty else {
      return try await desk.setActive(signIn: form["signIn"], try active(form, otherwise: false), by: actor)
    }
    guard let account = try await services.signIns.account(form["signIn"]) else {
      throw PageProblem(404, "noSuchSignIn", Phrase("没有登录名 \(form["signIn"])", "Nobody signs in as \(form["signIn"])"))
    }
    let known = try await services.desk.look(at: ID(raw: 0), actor: .machine, court: services.court).organisation
    let member = known.staff[account.staff]
    try await desk.change(
      account.staff, roles: form.all("roles"), active: try active(form, otherwise: form.isProgram && member?.active == true),
      team: form.pairs.contains { $0.name == "team" } ? form["team"] : member?.team ?? "", by: actor)
  }
  /// A box that is not ticked is not sent; what a program leaves out stays as it is.
  private func active(_ form: FormData, otherwise: Bool) throws -> Bool {
    switch form["active"] {
    case "": return otherwise
    case "true": return true
    case "false": return false
    default:
      throw CaseDesk.Failure.faults([
        Input.Fault("active", "notAFlag", Phrase("应为 true 或 false", "Must be true or false"))
      ])
    }
  }

  // MARK: The page

  private func admin(_ request: Request, _ context: PageContext, _ body: (Reader) async throws -> Response) async throws
    -> Response
  {
    try await Pages.staff(request, context, services) { reader in
      try StaffDesk.mayManage(reader.actor)
      return try await body(reader)
    }
  }

  /// A refused form comes back with what was typed, passwords excepted.
  private func submit(
    _ request: Request, _ context: PageContext, _ reader: Reader, _ body: (FormData) async throws -> Void
  ) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    func refused(_ faults: [FormFault]) async throws -> Response {
      let typed = form.pairs.filter { $0.name != "password" && $0.name != "csrf" }
      return Response.html(try await page(reader, FormState(typed: typed, faults: faults)), status: .unprocessableContent)
    }
    do {
      try await body(form)
      return Response.see("/staff")
    } catch let problem as PageProblem {
      return try await refused([FormFault(problem.field ?? "", problem.message)])
    } catch CaseDesk.Failure.faults(let faults) {
      return try await refused(CommandForm.faults(faults, nil))
    } catch CaseDesk.Failure.refused(let refusal) {
      return try await refused(CommandForm.faults([], refusal))
    }
  }

  private func page(_ reader: Reader, _ state: FormState) async throws -> HTML {
    let names = Dictionary(try await StaffNames(services: services).all().map { ($0.id, $0.name) }) { first, _ in first }
    let lines = try await desk.list()
    let list = Table(
      Phrase("工作人员", "Staff"),
      [
        Column(Phrase("登录名", "Sign-in name"), heads: true) { "\($0.signIn.isEmpty ? "—" : $0.signIn)" },
        Column(Phrase("姓名", "Name")) { "\(names[$0.staff] ?? "—")" },
        Column(Phrase("岗位", "Roles")) { line in "\(line.roles.map { reader($0.title) }.joined(separator: reader("、", ", ")))" },
        Column(Phrase("团队", "Team")) { "\($0.team)" },
        Column(Phrase("动态口令", "One-time password")) { "\($0.usesSecond ? reader("已启用", "in use") : "—")" },
        Column(Phrase("状态", "State")) { "\($0.active ? reader("在岗", "active") : reader("停用", "disabled"))" },
      ] as [Column<StaffDesk.Line>], rows: lines, empty: Phrase("还没有工作人员。", "Nobody yet."))
    return Layout(title: reader("工作人员", "Staff"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("工作人员与账号", "Staff and sign-ins"))</h1><section>\(table(list, reader))</section>
      \(section("add", reader("登记工作人员", "Add a member"), form(adding(state), reader)))
      \(section("reset", reader("重置密码、动态口令", "Reset a password or one-time password"), form(resetting(lines, state), reader)))
      \(section("roles", reader("变更岗位、停用账号", "Change roles, disable"), form(changing(lines, state), reader)))
      """)
  }

  private static let password = FormRow(
    "password", Phrase("密码", "Password"), .password,
    hint: Phrase("至少 \(StaffDesk.passwordMin) 位", "At least \(StaffDesk.passwordMin) characters"), autocomplete: "new-password")
  private static let totp = FormRow(
    "totp", Phrase("动态口令密钥（base32）", "Shared secret of one-time passwords (base32)"), .text(max: 64), required: false,
    hint: Phrase("空白不变；写 none 停用", "Empty leaves it; none ends it"), autocomplete: "off")
  private static let roles = FormRow(
    "roles", Phrase("岗位", "Roles"),
    .checkboxes(
      Role.allCases.filter { ![.party, .partner, .machine].contains($0) }.map { FormRow.Choice($0.rawValue, $0.title) }),
    required: false)
  private static let team = FormRow("team", Phrase("团队", "Team"), .text(max: 40), required: false)
  private func who(_ lines: [StaffDesk.Line]) -> FormRow {
    FormRow(
      "signIn", Phrase("登录名", "Sign-in name"),
      .select(lines.filter { !$0.signIn.isEmpty }.map { FormRow.Choice($0.signIn, Phrase($0.signIn, $0.signIn)) }))
  }

  private func adding(_ state: FormState) -> Form {
    Form(
      id: "add-form", action: "/staff",
      [
        FormRow("signIn", Phrase("登录名", "Sign-in name"), .text(max: 40), autocomplete: "off"),
        FormRow("name", Phrase("姓名", "Name"), .text(max: 40)), StaffPages.roles, StaffPages.team, StaffPages.password,
        StaffPages.totp,
      ], button: Phrase("登记", "Add"), state: state)
  }
  private func resetting(_ lines: [StaffDesk.Line], _ state: FormState) -> Form {
    Form(
      id: "reset-form", action: "/staff/sign-in",
      [
        who(lines),
        FormRow(
          "password", Phrase("新密码", "New password"), .password, required: false,
          hint: Phrase("空白不变", "Empty leaves it"), autocomplete: "new-password"), StaffPages.totp,
      ], button: Phrase("重置并退出其登录", "Reset and sign out"))
  }
  private func changing(_ lines: [StaffDesk.Line], _ state: FormState) -> Form {
    Form(
      id: "roles-form", action: "/staff/roles",
      [
        who(lines), StaffPages.roles, StaffPages.team,
        FormRow("active", Phrase("在岗", "Active"), .checkbox, required: false, initial: ["true"]),
      ], button: Phrase("变更", "Change"))
  }
}
