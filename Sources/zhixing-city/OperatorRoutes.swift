import Basics
import City
import HTTPTypes
import Hummingbird
import PartnerAPI

/// What whoever runs the city may do: faults, payments, simulated time, and the page. Not signed: the city is for tests and
/// demonstrations and listens on this machine only unless told otherwise.
struct OperatorRoutes: Sendable {
  let keeper: CityKeeper

  func add(to router: Router<BasicRequestContext>) {
    router.get("/") { request, _ in
      let query = request.uri.queryParameters["q"].map(String.init) ?? ""
      return CityPage.response(await CityPage(keeper: keeper, query: String(query.prefix(60))).html)
    }
    router.get("/city.css") { _, _ in Reply.bytes(Array(CityPage.style.utf8), "text/css; charset=utf-8") }
    router.get("/people") { _, _ in try Reply.json(["people": await keeper.peopleList(named: "", limit: 10_000)]) }
    router.get("/payments") { _, _ in try Reply.json(await keeper.paymentsTold) }
    router.get("/faults") { _, _ in try Reply.json(await keeper.allFaults) }
    router.post("/faults") { request, _ in try await setFaults(request) }
    router.post("/people/:id/credit") { request, context in
      try await credit(request, person: try context.parameters.require("id"))
    }
    router.post("/people/:id/belongings") { request, context in
      try await give(request, person: try context.parameters.require("id"))
    }
    router.post("/pay-court") { request, _ in try await payCourt(request) }
    guard keeper.simulated else { return }
    router.get("/clock/idle") { _, _ in try Reply.json(await keeper.clockNow) }
    router.get("/clock/next") { _, _ in try Reply.json(await keeper.clockNow) }
    router.post("/clock/advance") { request, _ in try await advance(request) }
  }

  private func setFaults(_ request: Request) async throws -> Response {
    let numbers: Set<String> = [
      "delayMsMin", "delayMsMax", "unavailablePercent", "failPercent", "repeatPercent", "reorderPercent", "losePercent",
      "denyPercent",
    ]
    let (order, isForm) = try await Reply.order(FaultsOrder.self, request, numbers: numbers)
    try await keeper.set(order)
    return isForm ? back : try Reply.json(order)
  }

  private func credit(_ request: Request, person: String) async throws -> Response {
    let (order, isForm) = try await Reply.order(CreditOrder.self, request, adding: ["person": person])
    let line = try await keeper.pay(.credit(order))
    return isForm ? back : try Reply.json(["bankLine": line])
  }

  /// A person's entry of `city.json` without name and number.
  private func give(_ request: Request, person: String) async throws -> Response {
    struct Belongings: Decodable {
      let accounts: [CityFile.Account]?
      let houses: [CityFile.House]?
      let vehicles: [CityFile.Vehicle]?
      let policies: [CityFile.Policy]?
      let securities: [CityFile.Security]?
    }
    let body = try PartnerJSON.decode(Belongings.self, from: try await Reply.body(request))
    let entry = CityFile.Person(
      name: "-", accounts: body.accounts, houses: body.houses, vehicles: body.vehicles, policies: body.policies,
      securities: body.securities)
    try await keeper.give(BelongingsOrder(person: person, belongings: entry))
    return try Reply.json(["people": await keeper.peopleList(named: person, limit: 1)])
  }

  private func payCourt(_ request: Request) async throws -> Response {
    let (order, isForm) = try await Reply.order(PayCourtOrder.self, request)
    let line = try await keeper.pay(.payCourt(order))
    return isForm ? back : try Reply.json(["bankLine": line])
  }

  private func advance(_ request: Request) async throws -> Response {
    struct Order: Decodable { @TimeText var to: Instant }
    let order = try PartnerJSON.decode(Order.self, from: try await Reply.body(request))
    let now = await keeper.now
    guard order.to >= now else {
      throw CityError(
        status: .conflict, code: "clock", field: "to", text: Phrase("时间不能倒退，现为\(now)", "Time does not go back; it is \(now)"))
    }
    guard order.to.day - now.day <= City.advanceDaysMax else {
      throw CityError.bad("to", Phrase("一次最多前进\(City.advanceDaysMax)天", "At most \(City.advanceDaysMax) days at a time"))
    }
    try await keeper.advance(to: order.to)
    return try Reply.json(await keeper.clockNow)
  }

  private var back: Response { Response(status: .seeOther, headers: [.location: "/"]) }
}

/// Pages of other sites may not post here.
struct SameSiteOnly<Context: RequestContext>: RouterMiddleware {
  private static var site: HTTPField.Name? { HTTPField.Name("Sec-Fetch-Site") }
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if request.method != .get, let name = Self.site, let site = request.headers[name], site != "same-origin", site != "none" {
      throw CityError(status: .forbidden, code: "site", text: Phrase("不接受其他网站的提交", "Forms of other sites are refused"))
    }
    return try await next(request, context)
  }
}

/// `GET /clock/next`, `GET /clock/idle`, and what `POST /clock/advance {"to": …}` gives back.
struct ClockMessage: Codable, Sendable, Hashable {
  @TimeText var now: Instant
  /// The earliest thing to come: an act, a delivery or its next try, a pay day, the end of a term. Absent where there is none.
  var next: TimeText?
  /// True where nothing is due at this moment and nothing is being delivered.
  var idle: Bool
  /// Deliveries not yet taken by the court.
  var waiting: Int
}

/// A person as `GET /people` lists them.
struct PersonMessage: Codable, Sendable, Hashable {
  var id: String
  var name: String
  var idKind: String
  var phone: String
  var accounts: [Account]
  var houses: [String]
  var vehicles: [String]
  var policies: [String]
  var securities: [String]
  struct Account: Codable, Sendable, Hashable {
    var bank: String
    var account: String
    @YuanText var balance: Money
    @YuanText var available: Money
    @YuanText var frozen: Money
  }
}

extension CityKeeper {
  var clockNow: ClockMessage {
    ClockMessage(now: now, next: next.map(TimeText.init), idle: isIdle, waiting: outbox.items.count)
  }
  func record(_ id: String) -> City.RequestRecord? { city.requests[id] }
  var allFaults: [String: UnitFaults] {
    Dictionary(uniqueKeysWithValues: CityUnit.all.map { ($0.key, city.faults(of: $0.key)) })
  }
  /// People whose name holds `text`, or whose number is it.
  func peopleList(named text: String, limit: Int) -> [PersonMessage] {
    var found: [PersonMessage] = []
    for id in city.peopleOrder where found.count < limit {
      guard let person = city.people[id], text.isEmpty || person.name.contains(text) || id == text else { continue }
      let accounts = person.accounts.compactMap { city.accounts[$0] }.map {
        PersonMessage.Account(bank: $0.bank, account: $0.number, balance: $0.balance, available: $0.available, frozen: $0.held)
      }
      found.append(
        PersonMessage(
          id: id, name: person.name, idKind: person.idKind, phone: person.phone, accounts: accounts, houses: person.houses,
          vehicles: person.vehicles, policies: person.policies, securities: person.securities))
    }
    return found
  }
}
