import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// The register of service for programs; what is done to it goes by commands (`/api/commands/service.send`).
struct ServiceAPI: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/api/service") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await list(request, actor) }
    }
    router.post("/api/cases/:id/service/:paper/:person/receipts") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let pages = DeliveryPages(services: services)
        let found = try await pages.find(context, actor)
        let bytes = Array(buffer: try await request.body.collect(upTo: DeliveryPages.scanMax))
        try await pages.keep(bytes, named: request.query["name"], found, by: actor)
        let after = try await pages.find(context, actor).delivery
        return APIRoutes.json(["receipts": .number(Int64(after.receipts.count))], status: 201)
      }
    }
  }

  static let rules: [QueryRule] =
    [
      .one("status", of: Delivery.Status.allCases.map(\.rawValue) + ["all"]),
      .one("way", of: ServiceWay.allCases.map(\.rawValue)),
      .id("case"), .number("age", in: 0...36_500),
    ] + QueryRule.paging

  private func list(_ request: Request, _ actor: Actor) async throws -> Response {
    if let problem = QueryRule.problem(request, ServiceAPI.rules) { return problem }
    let start = max(0, Int(request.query["after"]) ?? 0)
    let limit = request.query.pageLimit
    var query = ServicePages.query(request.query, today: services.desk.clock.now.day)
    query.limit = start + limit + 1
    let rows = try await services.reads.deliveries(query, court: services.court)
    let page = Array(rows.dropFirst(start).prefix(limit))
    let people = try await People.load(Array(Set(page.map(\.person))), services, masked: !actor.seesNames)
    let more = rows.count > start + limit
    return ServiceAPI.shape.answer(
      APIPage(rows: page.map { Row(row: $0, name: people.person($0.person)) }, next: more ? "\(start + limit)" : nil, total: nil))
  }

  struct Row: Sendable {
    let row: DeliveryRow
    let name: String
  }
  static let shape = Shapes.page(
    "deliveries",
    Shape<Row>.object([
      .id("case") { $0.row.caseID }, .text("number") { $0.row.number }, .id("paper") { $0.row.paper },
      .word("kind") { $0.row.kind },
      .id("person") { $0.row.person }, .text("name") { $0.name }, .word("status") { $0.row.status }, .word("way") { $0.row.way },
      .day("dueOn") { $0.row.dueOn }, .day("sentOn") { $0.row.sentOn }, .maybe("tracking") { $0.row.tracking },
      .day("doneOn") { $0.row.doneOn }, .day("deemedOn") { $0.row.deemedOn }, .count("attempts") { $0.row.tries },
      .count("receipts") { $0.row.receipts },
    ]))
}
