import Basics
import Casework
import Enforcement
import Hummingbird

/// Signing in and out.
struct SignInPages: Sendable {
  let services: CourtServices
  private static let sessionHours: Int64 = 10

  func add(to router: Router<PageContext>) {
    router.get("/sign-in") { request, context in
      Response.html(page(Pages.reader(request, context, services), FormState(), Return(next: request.query["next"], kept: "")))
    }
    router.post("/sign-in") { request, context in try await signIn(request, context) }
    router.post("/sign-out") { _, context in
      // A form of an earlier session signs out as well: what cannot be seen to go on does not go on.
      if let session = context.session { try await services.signIns.end(session.tokenDigest) }
      var response = Response.see("/sign-in")
      response.headers[.setCookie] = services.cookie("")
      return response
    }
    router.post("/api/sign-in") { request, context in try await token(request) }
  }

  /// Where somebody goes after signing in, and what he had typed when his session ended.
  private struct Return {
    /// A page of our own; empty for the desk.
    let next: String
    /// The form's body as it was sent, without its token.
    let kept: String
    init(next: String, kept: String) {
      let isOwn = next.hasPrefix("/") && Address.isOwn(next) && !next.hasPrefix("/sign-in")
      self.next = isOwn ? String(next.prefix(2000)) : ""
      self.kept = isOwn ? kept : ""
    }
    var fields: [(name: String, value: String)] {
      [(name: "next", value: next), (name: "kept", value: kept)].filter { !$0.value.isEmpty }
    }
  }

  /// What a page of staff answers without a session. A form's content is kept only where the form was ours.
  func asked(_ request: Request, _ context: PageContext) async throws -> Response {
    guard request.method == .post else {
      let path = request.uri.string
      return Response.see(path == "/" ? "/sign-in" : "/sign-in?next=\(Address.encoded(path))")
    }
    let isForm = (request.headers[.contentType] ?? "").hasPrefix("application/x-www-form-urlencoded")
    guard isForm, isOwn(request) else { return Response.see("/sign-in") }
    let pairs = try await request.form(context).pairs.filter { !["csrf", Confirmation.field].contains($0.name) }
    let kept = pairs.map { Address.encoded($0.name) + "=" + Address.encoded($0.value) }.joined(separator: "&")
    let reader = Pages.reader(request, context, services)
    let ended = FormFault(
      "", Phrase("登录已过期；重新登录后可继续提交，已填内容都在", "Your session has ended; sign in again and go on, what you typed is kept"))
    return Response.html(
      page(reader, FormState(typed: [], faults: [ended]), Return(next: request.uri.path, kept: kept)), status: .unauthorized)
  }

  /// Browsers say from which site a form was sent.
  private func isOwn(_ request: Request) -> Bool {
    guard let origin = request.headers[.origin], let mark = origin.range(of: "://") else {
      return false
    }
    return origin[mark.upperBound...] == (request.head.authority ?? "")
  }

  /// After signing in again: what had been typed, to be sent once more by the person himself.
  private func resumed(_ back: Return, _ reader: Reader) -> HTML {
    let pairs = FormData(back.kept).pairs
    let shown = pairs.filter { !$0.value.isEmpty && $0.name != "version" }.map { pair in
      Fact(Phrase(pair.name, pair.name), "\(pair.value)")
    }
    let hidden = pairs.map { pair -> HTML in "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">" }
    let title = reader("继续提交", "Go on")
    return Layout(title: title, kind: .publicPage).page(
      reader,
      """
      <h1>\(title)</h1>\(banner(.info, Phrase("已重新登录，刚才填写的内容都在；核对后继续提交", "You are signed in again and what you typed is here; check it and go on"), reader))
      <section>\(facts(shown, reader))
      <form method="post" \(action(back.next))><input type="hidden" name="csrf" value="\(reader.csrf)">\(hidden)
      <p><button class="main">\(title)</button> <a class="button quiet" \(href("/"))>\(reader("放弃，回到工作台", "Leave it, back to the desk"))</a></p></form></section>
      """)
  }

  private func page(_ reader: Reader, _ state: FormState, _ back: Return) -> HTML {
    let rows = [
      FormRow("signIn", Phrase("登录名", "Sign-in name"), .text(max: 80), autocomplete: "username"),
      FormRow("password", Phrase("密码", "Password"), .password, autocomplete: "current-password"),
      FormRow(
        "code", Phrase("动态口令", "One-time password"), .text(max: 6), required: false,
        hint: Phrase("启用了动态口令的才填", "Only if you use one"), autocomplete: "one-time-code"),
    ]
    let fields = Form(id: "sign-in", action: "/sign-in", rows, button: Phrase("登录", "Sign in"), state: state, hidden: back.fields)
    return Layout(title: reader("登录", "Sign in"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("工作人员登录", "Staff sign-in"))</h1><section>\(form(fields, reader))</section>
      <p><a \(href("/party"))>\(reader("我是当事人", "I am a party"))</a> · <a \(href("/check"))>\(reader("文书核验", "Check a paper"))</a> · \
      <a \(href("/notices"))>\(reader("悬赏公告", "Reward notices"))</a> · \
      <a \(href("/calculators"))>\(reader("计算器", "Calculators"))</a></p>
      """)
  }

  private func verified(_ form: FormData) async throws -> SignInAccount? {
    let account = try await services.signIns.account(form["signIn"])
    // An unknown name costs as much time as a wrong password.
    let secret = account?.secret ?? "scrypt$16384$8$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    guard Passwords.fits(form["password"], secret), let account else { return nil }
    let fits = try await account.takesSecond(form["code"], services.signIns, now: services.realClock.now)
    return fits ? account : nil
  }

  private func start(_ actor: Actor.Ref) async throws -> (token: String, csrf: String) {
    let token = Passwords.token()
    let csrf = Passwords.token()
    let now = services.realClock.now
    try await services.signIns.start(
      Session(
        tokenDigest: Passwords.digest(token), actor: actor, csrf: csrf, expires: now.adding(hours: SignInPages.sessionHours)),
      at: now)
    return (token, csrf)
  }

  private func signIn(_ request: Request, _ context: PageContext) async throws -> Response {
    let form = try await request.form(context)
    let reader = Pages.reader(request, context, services)
    let back = Return(next: form["next"], kept: form["kept"])
    func refused(_ fault: Phrase, _ status: HTTPResponse.Status) -> Response {
      // The name comes back as typed; the password never does.
      Response.html(
        page(reader, FormState(typed: [("signIn", form["signIn"])], faults: [FormFault("password", fault)]), back), status: status
      )
    }
    guard await services.attempts.allows(form["signIn"], now: services.realClock.now) else {
      return refused(Phrase("尝试次数过多，请五分钟后再试", "Too many attempts; try again in five minutes"), .tooManyRequests)
    }
    guard let account = try await verified(form) else {
      await services.attempts.failed(form["signIn"], now: services.realClock.now)
      return refused(Phrase("登录名、密码或动态口令不正确", "The name, password or one-time password is wrong"), .unauthorized)
    }
    let session = try await start(.staff(account.staff))
    let again = Reader(
      language: reader.language, actor: reader.actor, name: "", csrf: session.csrf, courtName: reader.courtName, now: reader.now,
      path: "/sign-in")
    var response =
      back.kept.isEmpty ? Response.see(back.next.isEmpty ? "/" : back.next) : Response.html(resumed(back, again))
    response.headers[.setCookie] = services.cookie(session.token)
    return response
  }

  /// For programs: JSON in, a bearer token out.
  private func token(_ request: Request) async throws -> Response {
    let body = String(buffer: try await request.body.collect(upTo: 4096))
    guard let fields = try? JSONText.decode([String: String].self, body) else {
      throw PageProblem(
        400, "notJSON",
        Phrase("请求体应为 {\"signIn\": \"…\", \"password\": \"…\"}", "The body is {\"signIn\": \"…\", \"password\": \"…\"}"))
    }
    var form = FormData("")
    form.pairs = fields.map { ($0.key, $0.value) }
    let now = services.realClock.now
    guard await services.attempts.allows(form["signIn"], now: now) else {
      throw PageProblem(429, "tooManyAttempts", Phrase("尝试次数过多，请五分钟后再试", "Too many attempts; try again in five minutes"))
    }
    guard let account = try await verified(form) else {
      await services.attempts.failed(form["signIn"], now: now)
      throw PageProblem(401, "notSignedIn", Phrase("登录名或密码不正确", "The name or password is wrong"))
    }
    let session = try await start(.staff(account.staff))
    return ListShapes.token.answer(session.token)
  }
}
