import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// A party's page on a phone: signed in by a one-time code to the registered number.
struct PartyPages: Sendable {
  let services: CourtServices
  private static let codeMinutes: Int64 = 5

  func add(to router: Router<PageContext>) {
    router.get("/party") { request, context in
      let reader = Pages.reader(request, context, services)
      if case .party(let person) = context.actor?.ref { return Response.html(try await cases(person, reader)) }
      return Response.html(ask(reader, fault: nil, typed: FormData("")))
    }
    router.post("/party/code") { request, context in try await sendCode(request, context) }
    router.post("/party/sign-in") { request, context in try await signIn(request, context) }
    router.get("/party/cases/:id") { request, context in
      let reader = Pages.reader(request, context, services)
      guard case .party(let person) = context.actor?.ref, let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) })
      else { return Response.see("/party") }
      guard try await services.reads.casesOf(person).contains(id) else {
        throw HTTPError(.notFound, message: "没有这个案件 / No such case")
      }
      return Response.html(try await show(id, person, reader))
    }
    router.get("/party/cases/:id/papers/:paper") { request, context in try await paper(context) }
  }

  private func ask(_ reader: Reader, fault: Phrase?, typed: FormData) -> HTML {
    Layout(title: reader("当事人查询", "For parties"), kind: .party).page(
      reader,
      """
      <h1>\(reader("我的执行案件", "My case"))</h1>\(when(fault) { banner("error", reader($0)) })
      <form class="act panel" method="post" action="/party/code"><div class="row"><label for="idNumber">\(reader("证件号码", "ID number"))</label><input id="idNumber" name="idNumber" required value="\(typed["idNumber"])" autocomplete="off"></div>
      <p class="hint">\(reader("验证码将发到您登记在案的手机号。", "A code goes to the phone number on file."))</p><button>\(reader("获取验证码", "Send the code"))</button></form>
      """)
  }

  private func person(_ idNumber: String) async throws -> ID<Person>? {
    let text = idNumber.uppercased().filter { !$0.isWhitespace }
    let digests = ["residentID", "creditCode", "passport", "permit", "other"].map {
      services.desk.hasher.digest(IdentityKey($0, text))
    }
    return try await services.desk.store.identities(digests).values.first.map { ID(raw: $0) }
  }

  /// The answer is the same whether or not the number is on file.
  private func sendCode(_ request: Request, _ context: PageContext) async throws -> Response {
    let reader = Pages.reader(request, context, services)
    let form = try await request.form(context)
    guard let sendCode = services.sendCode else {
      return Response.html(
        ask(
          reader, fault: Phrase("本院尚未配置短信网关，请到执行接待窗口查询", "No SMS gateway is configured; please ask at the counter"), typed: form),
        status: .serviceUnavailable)
    }
    let now = services.realClock.now
    guard await services.attempts.allows("code:" + form["idNumber"], now: now) else {
      return Response.html(
        ask(reader, fault: Phrase("获取次数过多，请稍后再试", "Too many codes; try again later"), typed: form), status: .tooManyRequests)
    }
    await services.attempts.failed("code:" + form["idNumber"], now: now)
    if let person = try await person(form["idNumber"]), let phone = try await phone(person) {
      let code = String(Passwords.random(6).map { Character(String($0 % 10)) })
      try await services.signIns.setCode(
        person: person, digest: Passwords.digest("\(person)/\(code)"), expires: now.adding(seconds: PartyPages.codeMinutes * 60))
      try await sendCode(phone, "【\(services.courtName)】验证码 \(code)，\(PartyPages.codeMinutes) 分钟内有效。")
    }
    return Response.html(enter(reader, form["idNumber"], fault: nil))
  }
  private func phone(_ person: ID<Person>) async throws -> String? {
    let events = try await services.desk.store.load([.person(person)])[.person(person)] ?? []
    let vault = events.compactMap { ($0.event as? PersonUpdated)?.vault ?? ($0.event as? PersonRecorded)?.vault }.last
    guard let vault else { return nil }
    let phone = try await services.vault.open([vault])[vault]?.fields["phone"] ?? ""
    return phone.isEmpty ? nil : phone
  }

  private func enter(_ reader: Reader, _ idNumber: String, fault: Phrase?) -> HTML {
    Layout(title: reader("输入验证码", "Enter the code"), kind: .party).page(
      reader,
      """
      <h1>\(reader("输入验证码", "Enter the code"))</h1>\(when(fault) { banner("error", reader($0)) })
      <form class="act panel" method="post" action="/party/sign-in"><input type="hidden" name="idNumber" value="\(idNumber)">
      <div class="row"><label for="code">\(reader("六位验证码", "Six digits"))</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="6"></div>
      <p class="hint">\(reader("如证件号码登记在案，验证码已发出，五分钟内有效。", "If the number is on file, the code is on its way; it lasts five minutes."))</p><button>\(reader("登录", "Sign in"))</button></form>
      """)
  }

  private func signIn(_ request: Request, _ context: PageContext) async throws -> Response {
    let form = try await request.form(context)
    let now = services.realClock.now
    guard let person = try await person(form["idNumber"]),
      try await services.signIns.takeCode(person: person, digest: Passwords.digest("\(person)/\(form["code"])"), now: now)
    else {
      let reader = Pages.reader(request, context, services)
      return Response.html(
        enter(reader, form["idNumber"], fault: Phrase("验证码不正确或已过期", "The code is wrong or has expired")), status: .unauthorized)
    }
    let token = Passwords.token()
    try await services.signIns.start(
      Session(
        tokenDigest: Passwords.digest(token), actor: .party(person), csrf: Passwords.token(), expires: now.adding(hours: 1)),
      at: now)
    var response = Response.see("/party")
    response.headers[.setCookie] = "zhixing=\(token); Path=/; HttpOnly; SameSite=Strict"
    return response
  }

  private func cases(_ person: ID<Person>, _ reader: Reader) async throws -> HTML {
    var items: [HTML] = []
    for id in try await services.reads.casesOf(person) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      items.append(
        "<li><a \(href("/party/cases/\(id)"))>\(file.number.isEmpty ? reader("待立案", "Being examined") : file.number)</a></li>")
    }
    return Layout(title: reader("我的案件", "My cases"), kind: .party).page(
      reader, "<h1>\(reader("我的案件", "My cases"))</h1><section><ul>\(items)</ul></section>")
  }

  /// Where the case is, what comes next and when, money, papers. Of the other side only the name.
  private func show(_ id: ID<CaseFile>, _ person: ID<Person>, _ reader: Reader) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    let account = situation.account(id)
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: false)
    let next = file.process.nearest
    let told: Set<String> = [
      ApplicationReceived.name, CaseFiled.name, HandlerAssigned.name, PaperServed.name, MeasureTookEffect.name,
      ReceiptBooked.name,
      PayoutSettled.name, PerformanceCompleted.name, CaseClosed.name, CaseResumed.name, ConsumptionRestricted.name,
      DebtorListed.name,
    ]
    let timeline = try await services.reads.history(id).reversed().filter { told.contains(type(of: $0.event).name) }.compactMap {
      recorded -> HTML? in
      EventSentence.of(recorded.event, people.speaker).map { "<li><time>\(recorded.meta.day)</time>\(reader($0))</li>" }
    }
    let papers = file.papers.order.compactMap { file.papers.all[$0] }.filter { paper in
      paper.served.contains { $0.to == "\(person)" }
    }.map { paper -> HTML in
      "<li><a \(href("/party/cases/\(id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a></li>"
    }
    let served: HTML = papers.isEmpty ? "<p class=\"empty\">\(reader("还没有。", "None yet."))</p>" : "<ul>\(papers)</ul>"
    return Layout(title: file.number, kind: .party, printed: file.number).page(
      reader,
      """
      <p><a \(href("/party"))>← \(reader("我的案件", "My cases"))</a></p><h1>\(file.number)</h1>
      <section><h2>\(reader("现在到哪一步", "Where it stands"))</h2>\(facts([
        (reader("正在办理", "Now"), "\(next.map { reader(people.node($0.key)) } ?? reader(file.isClosed ? "已结案" : "—", file.isClosed ? "Closed" : "—"))"),
        (reader("最迟", "By"), "\(next?.due?.day.description ?? "—")"), (reader("承办人", "Handler"), "\(people.member(file.triage.handler))"),
        (reader("申请标的（元）", "Claimed (yuan)"), sum(file.filing.claimed)), (reader("已到账（元）", "Received (yuan)"), sum(account.received)),
        (reader("已发放（元）", "Paid out (yuan)"), sum(account.paidOut)),
      ]))</section>
      <section><h2>\(reader("送达给您的文书", "Papers served on you"))</h2>\(served)</section>
      <section><h2>\(reader("办理经过", "What happened"))</h2><ol class="timeline" reversed>\(timeline)</ol></section>
      """)
  }

  private func paper(_ context: PageContext) async throws -> Response {
    guard case .party(let person) = context.actor?.ref, let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) }),
      let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) })
    else { return Response.see("/party") }
    let file = try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
    guard let state = file.papers.all[paper], state.served.contains(where: { $0.to == "\(person)" }), let sealed = state.sealed,
      let bytes = try await services.papers.fetch(sealed.file)
    else { throw HTTPError(.notFound, message: "没有这份文书 / No such paper") }
    return Response.bytes(bytes, type: "application/pdf", name: "\(paper).pdf")
  }
}
