import Basics
import Casework
import Enforcement
import Hummingbird

/// Signing a party in: the number of his ID, then a one-time code to the phone on file.
struct PartySignIn: Sendable {
  let services: CourtServices
  private static let codeMinutes: Int64 = 5

  func add(to router: Router<PageContext>) {
    router.post("/party/code") { request, context in try await sendCode(request, context) }
    router.post("/party/sign-in") { request, context in try await signIn(request, context) }
  }

  func ask(_ reader: Reader, _ state: FormState) -> HTML {
    let fields = Form(
      id: "ask", action: "/party/code",
      [
        FormRow(
          "idNumber", Phrase("证件号码", "ID number"), .text(max: 40),
          hint: Phrase("身份证号或统一社会信用代码；验证码将发到您登记在案的手机号", "Resident ID or credit code; a code goes to the phone number on file"),
          autocomplete: "off")
      ], button: Phrase("获取验证码", "Send the code"), state: state)
    return Layout(title: reader("当事人查询", "For parties"), kind: .party).page(
      reader, "<h1>\(reader("我的执行案件", "My case"))</h1><section>\(form(fields, reader))</section>")
  }

  private func enter(_ reader: Reader, _ idNumber: String, _ state: FormState) -> HTML {
    let fields = Form(
      id: "enter", action: "/party/sign-in",
      [
        FormRow(
          "code", Phrase("六位验证码", "Six digits"), .text(max: 6),
          hint: Phrase("如证件号码登记在案，验证码已发出，五分钟内有效", "If the number is on file, the code is on its way; it lasts five minutes"),
          autocomplete: "one-time-code")
      ], button: Phrase("登录", "Sign in"), state: state, hidden: [("idNumber", idNumber)])
    return Layout(title: reader("输入验证码", "Enter the code"), kind: .party).page(
      reader, "<h1>\(reader("输入验证码", "Enter the code"))</h1><section>\(form(fields, reader))</section>")
  }

  private static func plain(_ idNumber: String) -> String { idNumber.uppercased().filter { !$0.isWhitespace } }
  private func person(_ idNumber: String) async throws -> ID<Person>? {
    let text = PartySignIn.plain(idNumber)
    let digests = ["residentID", "creditCode", "passport", "permit", "other"].map {
      services.desk.hasher.digest(IdentityKey($0, text))
    }
    return try await services.desk.store.identities(digests).values.first.map { ID(raw: $0) }
  }

  /// Sends a code to the confirmed phone of whoever has this number. The answer is the same whether or not the number is on file.
  func issueCode(_ idNumber: String) async throws -> PageProblem? {
    guard !idNumber.allSatisfy(\.isWhitespace) else {
      return PageProblem(422, "idNumberMissing", Phrase("请填写证件号码", "Give the ID number"))
    }
    guard let sendCode = services.sendCode else {
      return PageProblem(
        503, "noGateway", Phrase("本院尚未配置短信网关，请到执行接待窗口查询", "No SMS gateway is configured; please ask at the counter"))
    }
    let now = services.realClock.now
    let plain = PartySignIn.plain(idNumber)
    guard plain.utf8.count <= 60 else {
      return PageProblem(422, "idNumberMissing", Phrase("证件号码不正确", "This is no ID number"))
    }
    guard await services.attempts.allows("code:" + plain, now: now) else {
      return PageProblem(429, "tooManyCodes", Phrase("获取次数过多，请五分钟后再试", "Too many codes; try again in five minutes"))
    }
    await services.attempts.failed("code:" + plain, now: now)
    if let person = try await person(idNumber), let phone = try await phone(person) {
      let code = String(Passwords.random(6).map { Character(String($0 % 10)) })
      try await services.signIns.setCode(
        person: person, digest: Passwords.digest("\(person)/\(code)"), expires: now.adding(seconds: PartySignIn.codeMinutes * 60))
      // Whoever asks learns neither from an answer nor from a fault whether the number is on file: a gateway that fails is seen at the
      // gateway.
      try? await sendCode(phone, "【\(services.courtName)】验证码 \(code)，\(PartySignIn.codeMinutes) 分钟内有效。")
    }
    return nil
  }

  private func sendCode(_ request: Request, _ context: PageContext) async throws -> Response {
    let reader = Pages.reader(request, context, services)
    let form = try await request.form(context)
    if let fault = try await issueCode(form["idNumber"]) {
      return Response.html(
        ask(reader, FormState(typed: form.pairs, faults: [FormFault("idNumber", fault.message)])),
        status: .init(code: fault.status))
    }
    return Response.html(enter(reader, form["idNumber"], FormState()))
  }

  private func phone(_ person: ID<Person>) async throws -> String? {
    let events = try await services.desk.store.load([.person(person)])[.person(person)] ?? []
    let vault = events.compactMap { ($0.event as? PersonUpdated)?.vault ?? ($0.event as? PersonRecorded)?.vault }.last
    guard let vault else { return nil }
    // A number that an application names later is not this person's until staff confirmed it.
    let fields = try await services.vault.open([vault])[vault]?.fields ?? [:]
    let phone = fields["confirmedPhone"] ?? fields["phone"] ?? ""
    return phone.isEmpty ? nil : phone
  }

  /// The token of a session for whoever has this number and its code; nil where the code is wrong or has expired.
  func session(_ idNumber: String, code: String) async throws -> String? {
    let now = services.realClock.now
    guard let person = try await person(idNumber),
      try await services.signIns.takeCode(person: person, digest: Passwords.digest("\(person)/\(code)"), now: now)
    else { return nil }
    let token = Passwords.token()
    try await services.signIns.start(
      Session(
        tokenDigest: Passwords.digest(token), actor: .party(person), csrf: Passwords.token(), expires: now.adding(hours: 1)),
      at: now)
    return token
  }

  private func signIn(_ request: Request, _ context: PageContext) async throws -> Response {
    let form = try await request.form(context)
    guard let token = try await session(form["idNumber"], code: form["code"]) else {
      let fault = FormFault("code", Phrase("验证码不正确或已过期", "The code is wrong or has expired"))
      return Response.html(
        enter(Pages.reader(request, context, services), form["idNumber"], FormState(typed: form.pairs, faults: [fault])),
        status: .unauthorized)
    }
    var response = Response.see("/party")
    response.headers[.setCookie] = services.cookie(token)
    return response
  }
}
