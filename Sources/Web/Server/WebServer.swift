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
      router: closed(router()), configuration: .init(address: .hostname(host, port: port), serverName: "zhixing"),
      onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? port) }, logger: log)
  }

  /// Every known path answers other methods with 405 and the methods that it has.
  func closed(_ router: Router<PageContext>) -> Router<PageContext> {
    for (path, routes) in Dictionary(grouping: router.routes, by: \.path.description) {
      let known = routes.map(\.method)
      let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
      for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !known.contains(method) {
        router.on(RouterPath(path), method: method) { request, context in
          var response = Problem.response(
            PageProblem(
              405, "methodNotAllowed",
              Phrase("这个地址只接受 \(allowed)", "This address takes \(allowed) only")), request,
            Pages.reader(request, context, services))
          response.headers[.allow] = allowed
          return response
        }
      }
    }
    return router
  }

  func router() -> Router<PageContext> {
    let router = Router(context: PageContext.self)
    router.add(middleware: Guards(services: services))
    router.add(middleware: KeyedWrites(services: services))
    Assets.add(to: router)
    SignInPages(services: services).add(to: router)
    StaffPages(services: services).add(to: router)
    PeoplePages(services: services).add(to: router)
    DeskPage(services: services).add(to: router)
    CaseListPages(services: services).add(to: router)
    CasePages(services: services).add(to: router)
    DistributionPages(services: services).add(to: router)
    ServicePages(services: services).add(to: router)
    PaperTextPages(services: services).add(to: router)
    SigningRoundPages(services: services).add(to: router)
    RemedyPages(services: services).add(to: router)
    UndoPages(services: services).add(to: router)
    DraftPages(services: services).add(to: router)
    MinutesPages(services: services).add(to: router)
    FilePages(services: services).add(to: router)
    ArchivePages(services: services).add(to: router)
    PrintPages(services: services).add(to: router)
    HandOverPage(services: services).add(to: router)
    DocketPages(services: services).add(to: router)
    TakeoverPages(services: services).add(to: router)
    SearchCentre(services: services).add(to: router)
    HandEntryPages(services: services).add(to: router)
    MeasurePages(services: services).add(to: router)
    LiftingPages(services: services).add(to: router)
    CashierPage(services: services).add(to: router)
    ReceiptPages(services: services).add(to: router)
    BankFilePages(services: services).add(to: router)
    ReconciliationPages(services: services).add(to: router)
    LedgerPages(services: services).add(to: router)
    ReceiptAPI(services: services).add(to: router)
    GatePages(services: services).add(to: router)
    PayoutPages(services: services).add(to: router)
    OwedPages(services: services).add(to: router)
    DoubleZeroPages(services: services).add(to: router)
    VoucherPages(services: services).add(to: router)
    BulletinPages(services: services).add(to: router)
    AidPages(services: services).add(to: router)
    LodgedPages(services: services).add(to: router)
    DepositPages(services: services).add(to: router)
    RewardPages(services: services).add(to: router)
    ClusterPages(services: services).add(to: router)
    CounterPage(services: services).add(to: router)
    WallPage(services: services).add(to: router)
    NodesPage(services: services).add(to: router)
    LooksPage(services: services).add(to: router)
    PublicPages(services: services).add(to: router)
    RewardNotices(services: services).add(to: router)
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
    let reader = Pages.reader(request, context, services)
    var response: Response
    do {
      response = try await next(request, context)
      if PageWorkbook.isAsked(request, response), context.actor?.staff != nil {
        response = try await PageWorkbook.response(response, request, services, reader)
      }
    } catch let error as PageProblem {
      response = Problem.response(error, request, reader)
    } catch let error as HTTPError {
      response = Problem.response(PageProblem(error), request, reader)
    } catch is NIOTooManyBytesError {
      let limit = context.maxUploadSize >> 10
      let tooLarge = PageProblem(413, "tooLarge", Phrase("提交的内容超过 \(limit) KB", "What was sent is larger than \(limit) KB"))
      response = Problem.response(tooLarge, request, reader)
    } catch let failure as CaseDesk.Failure {
      response = Problem.response(PageProblem(failure), request, reader)
    } catch {
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
      response = Problem.response(.internalFault, request, reader)
    }
    if let language = Language(rawValue: request.query["lang"]) {
      response.headers.append(
        .init(name: .setCookie, value: "lang=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax"))
    }
    response.headers[.contentSecurityPolicy] = Assets.contentSecurityPolicy
    response.headers[.xContentTypeOptions] = "nosniff"
    if let policy = HTTPFields.Element.Name("Referrer-Policy") { response.headers[policy] = "same-origin" }
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
      context.actor = Actor(session.actor, roles: member.roles.intersection(Role.ofStaff))
      context.name = await StaffNames(services: services).name(id)
    case .party: context.actor = Actor(session.actor, roles: [.party])
    case .partner, .machine: break
    }
  }
}
