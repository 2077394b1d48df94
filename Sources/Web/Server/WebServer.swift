import Basics
import Casework
import Enforcement
import Hummingbird
import Logging
import NIOCore

/// The web server: pages, API, partner messages.
public struct WebServer: Sendable {
  let services: CourtServices
  /// The court's public keys as units ask for them, in JSON.
  private let courtKeys: [UInt8]

  public init(_ services: CourtServices, courtKeys: [UInt8]) {
    self.services = services
    self.courtKeys = courtKeys
  }

  public func application(host: String, port: Int, onServerRunning: @escaping @Sendable (Int) async -> Void)
    -> some ApplicationProtocol
  {
    var log = Logger(label: "zhixing.web")
    log.logLevel = .warning
    return Application(
      router: router(), configuration: .init(address: .hostname(host, port: port), serverName: "zhixing"),
      onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? port) }, logger: log)
  }

  func router() -> Router<PageContext> {
    let router = Router(context: PageContext.self)
    router.add(middleware: Guards(services: services))
    Assets.add(to: router)
    SignInPages(services: services).add(to: router)
    DeskPage(services: services).add(to: router)
    CaseListPages(services: services).add(to: router)
    CasePages(services: services).add(to: router)
    DocketPages(services: services).add(to: router)
    OfficePages(services: services).add(to: router)
    PublicPages(services: services).add(to: router)
    CalculatorPages(services: services).add(to: router)
    PartyPages(services: services).add(to: router)
    APIRoutes(services: services).add(to: router)
    CalcRoutes(services: services).add(to: router)
    let keys = courtKeys
    router.get("/partner/keys") { _, _ in Response.bytes(keys, type: "application/json") }
    return router
  }
}

/// Headers on every answer, the session, CSRF, and errors that a person can read.
struct Guards: RouterMiddleware {
  let services: CourtServices

  func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws
    -> Response
  {
    var context = context
    await signIn(request, &context)
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as HTTPError {
      response = Problem.response(
        status: Int(error.status.code), code: "http\(error.status.code)",
        Phrase(error.body ?? "出错了", error.body ?? "Something is wrong"), request)
    } catch let failure as CaseDesk.Failure {
      response = Problem.response(failure, request)
    } catch {
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
      response = Problem.response(
        status: 500, code: "internal",
        Phrase("系统出错，未作任何更改；请重试或联系管理员", "The system failed and changed nothing; try again or tell the administrator"), request)
    }
    response.headers[.contentSecurityPolicy] = Assets.contentSecurityPolicy
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.init("Referrer-Policy")!] = "same-origin"
    return response
  }

  /// The cookie of a page, or the bearer token of a program.
  private func signIn(_ request: Request, _ context: inout PageContext) async {
    let bearer =
      (request.headers[.authorization] ?? "").hasPrefix("Bearer ")
      ? String((request.headers[.authorization] ?? "").dropFirst(7)) : nil
    if bearer == services.localToken { return context.actor = .machine }
    guard let token = bearer ?? request.cookie("zhixing"),
      let session = try? await services.signIns.session(Passwords.digest(token)),
      session.expires > services.realClock.now
    else { return }
    context.session = session
    switch session.actor {
    case .staff(let id):
      let organisation = try? await services.desk.look(at: ID(raw: 0), actor: .machine, court: services.court).organisation
      guard let member = organisation?.staff[id], member.active else { return }
      context.actor = Actor(session.actor, roles: member.roles)
      context.name = await StaffNames(services: services).name(id)
    case .party: context.actor = Actor(session.actor, roles: [.party])
    case .partner, .machine: break
    }
  }
}

/// Names of staff for pages.
struct StaffNames: Sendable {
  let services: CourtServices
  func all() async throws -> [ID<StaffMember>: String] {
    let staff = try await services.reads.staff(court: services.court)
    let opened = try await services.vault.open(staff.map(\.vault))
    return Dictionary(staff.map { ($0.id, opened[$0.vault]?.fields["name"] ?? "\($0.id)") }) { first, _ in first }
  }
  func name(_ id: ID<StaffMember>) async -> String { (try? await all())?[id] ?? "" }
}

/// Problems as pages for people and as RFC 9457 for programs.
enum Problem {
  static func response(_ failure: CaseDesk.Failure, _ request: Request) -> Response {
    switch failure {
    case .refused(let refusal):
      response(
        status: refusal.code == "notYourRole" ? 403 : 409, code: refusal.code, refusal.message, request,
        citations: refusal.citations, field: refusal.field)
    case .faults(let faults):
      response(
        status: 422, code: "faults", Phrase("有 \(faults.count) 处填写有误", "\(faults.count) fields are wrong"), request,
        faults: faults)
    case .conflict:
      response(
        status: 409, code: "conflict", Phrase("内容已被他人更改，请刷新后再办理", "Others have changed this; reload and try again"), request)
    case .unknownCommand(let name):
      response(status: 404, code: "unknownCommand", Phrase("没有操作 \(name)", "There is no command \(name)"), request)
    }
  }

  static func response(
    status: Int, code: String, _ message: Phrase, _ request: Request, citations: [String] = [], field: String? = nil,
    faults: [Input.Fault] = []
  ) -> Response {
    let program =
      request.uri.path.hasPrefix("/api") || request.uri.path.hasPrefix("/partner")
      || (request.headers[.accept] ?? "").contains("json")
    guard !program else {
      var fields: [String: InputValue] = [
        "type": .text("urn:zhixing:\(code)"), "title": .text(message.zh), "titleEn": .text(message.en), "code": .text(code),
      ]
      if let field { fields["field"] = .text(field) }
      if !citations.isEmpty { fields["citations"] = .list(citations.map(InputValue.text)) }
      if !faults.isEmpty {
        fields["errors"] = .list(
          faults.map {
            .object([
              "field": .text($0.field), "code": .text($0.code), "zh": .text($0.message.zh), "en": .text($0.message.en),
              "citations": .list($0.citations.map(InputValue.text)),
            ])
          })
      }
      var text = JSONText.encode(InputValue.object(fields))
      text = "{\"status\":\(status)," + text.dropFirst()
      return Response(
        status: .init(code: status), headers: [.contentType: "application/problem+json"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
    let body: HTML = """
      <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>\(message.zh)</title><link rel="stylesheet" \(href(Assets.stylePath))></head><body class="public"><main id="main"><h1>\(message.zh)</h1><p lang="en">\(message.en)</p>\(when(!citations.isEmpty, "<p class=\"law\">\(citations.joined(separator: "；"))</p>"))<p><a \(href("/"))>返回工作台 / Back to the desk</a></p></main></body></html>
      """
    return .html(body, status: .init(code: status))
  }
}
