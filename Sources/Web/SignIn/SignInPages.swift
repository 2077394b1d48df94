import Basics
import Casework
import Enforcement
import Hummingbird

/// Signing in and out.
struct SignInPages: Sendable {
  let services: CourtServices
  private static let sessionHours: Int64 = 10

  func add(to router: Router<PageContext>) {
    router.get("/sign-in") { request, context in Response.html(page(request, context, fault: nil, typed: "")) }
    router.post("/sign-in") { request, context in try await signIn(request, context) }
    router.post("/sign-out") { request, context in
      let form = try await request.form(context)
      if let session = context.session, session.csrf == form["csrf"] { try await services.signIns.end(session.tokenDigest) }
      var response = Response.see("/sign-in")
      response.headers[.setCookie] = "zhixing=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
      return response
    }
    router.post("/api/sign-in") { request, context in try await token(request, context) }
  }

  private func page(_ request: Request, _ context: PageContext, fault: Phrase?, typed: String) -> HTML {
    let reader = Pages.reader(request, context, services)
    return Layout(title: reader("登录", "Sign in"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("工作人员登录", "Staff sign-in"))</h1>
      \(when(fault) { banner("error", reader($0)) })
      <form class="act panel" method="post" action="/sign-in">
      <div class="row"><label for="signIn">\(reader("登录名", "Sign-in name"))</label><input id="signIn" name="signIn" autocomplete="username" required value="\(typed)"></div>
      <div class="row"><label for="password">\(reader("密码", "Password"))</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
      <div class="row"><label for="code">\(reader("动态口令（启用的才填）", "One-time password (if you use one)"))</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"></div>
      <button>\(reader("登录", "Sign in"))</button></form>
      <p><a \(href("/party"))>\(reader("我是当事人", "I am a party"))</a> · <a \(href("/check"))>\(reader("文书核验", "Check a paper"))</a> · <a \(href("/calculators"))>\(reader("计算器", "Calculators"))</a></p>
      """)
  }

  private func verified(_ form: FormData) async throws -> SignInAccount? {
    let account = try await services.signIns.account(form["signIn"])
    // An unknown name costs as much time as a wrong password.
    let secret = account?.secret ?? "scrypt$16384$8$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    guard Passwords.fits(form["password"], secret), let account else { return nil }
    if let totp = account.totp, !Passwords.totpFits(form["code"], secret: totp, now: services.realClock.now) { return nil }
    return account
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
    guard await services.attempts.allows(form["signIn"], now: services.realClock.now) else {
      return Response.html(
        page(
          request, context, fault: Phrase("尝试次数过多，请五分钟后再试", "Too many attempts; try again in five minutes"), typed: form["signIn"]
        ), status: .tooManyRequests)
    }
    guard let account = try await verified(form) else {
      await services.attempts.failed(form["signIn"], now: services.realClock.now)
      return Response.html(
        page(
          request, context, fault: Phrase("登录名、密码或动态口令不正确", "The name, password or one-time password is wrong"),
          typed: form["signIn"]), status: .unauthorized)
    }
    let session = try await start(.staff(account.staff))
    var response = Response.see("/")
    response.headers[.setCookie] = "zhixing=\(session.token); Path=/; HttpOnly; SameSite=Strict"
    return response
  }

  /// For programs: JSON in, a bearer token out.
  private func token(_ request: Request, _ context: PageContext) async throws -> Response {
    let body = String(buffer: try await request.body.collect(upTo: 4096))
    guard let fields = try? JSONText.decode([String: String].self, body) else {
      throw HTTPError(.badRequest, message: "{\"signIn\": \"…\", \"password\": \"…\"}")
    }
    var form = FormData("")
    form.pairs = fields.map { ($0.key, $0.value) }
    guard await services.attempts.allows(form["signIn"], now: services.realClock.now), let account = try await verified(form)
    else {
      await services.attempts.failed(form["signIn"], now: services.realClock.now)
      return Problem.response(status: 401, code: "notSignedIn", Phrase("登录名或密码不正确", "The name or password is wrong"), request)
    }
    let session = try await start(.staff(account.staff))
    return Response.bytes(Array(JSONText.encode(["token": session.token]).utf8), type: "application/json")
  }
}

/// What every page handler needs.
enum Pages {
  static func reader(_ request: Request, _ context: PageContext, _ services: CourtServices) -> Reader {
    let asked = request.query["lang"]
    let language = Language(rawValue: asked) ?? Language(rawValue: request.cookie("lang") ?? "") ?? .zh
    return Reader(
      language: language, actor: context.actor ?? Actor(.machine, roles: []), name: context.name,
      csrf: context.session?.csrf ?? "",
      courtName: services.courtName, now: services.desk.clock.now, path: request.uri.string)
  }

  /// The signed-in staff member, or the sign-in page.
  static func staff(
    _ request: Request, _ context: PageContext, _ services: CourtServices, _ body: (Reader) async throws -> Response
  ) async throws -> Response {
    guard let actor = context.actor, actor.staff != nil else { return Response.see("/sign-in") }
    let reader = reader(request, context, services)
    var response = try await body(reader)
    if !request.query["lang"].isEmpty { response.headers[.setCookie] = "lang=\(reader.language.rawValue); Path=/; SameSite=Lax" }
    return response
  }

  static func checkToken(_ form: FormData, _ context: PageContext) throws {
    guard let session = context.session, !session.csrf.isEmpty, form["csrf"] == session.csrf else {
      throw HTTPError(.forbidden, message: "表单已过期，请返回刷新 / The form has expired; go back and reload")
    }
  }
}
