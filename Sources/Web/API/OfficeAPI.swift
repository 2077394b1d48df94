import Basics
import Casework
import Enforcement
import Hummingbird

/// What a lead and an auditor look at, for programs: open nodes of the court, who saw what in full and took which list out, which payouts are
/// chased.
struct OfficeAPI: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/api/nodes") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in try await nodes(request) }
    }
    router.get("/api/looks") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try LooksPage.check(actor)
        return try await looks(request)
      }
    }
    router.get("/api/exports") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try LooksPage.check(actor)
        return try await exports(request)
      }
    }
    router.get("/api/chase") { request, context in
      try await APIRoutes.signedIn(context, request) { _ in try await chase(request) }
    }
  }

  static let nodeList = Shapes.page(
    "nodes",
    Shape<NodeRow>.object([
      .id("node") { $0.node }, .text("key") { $0.key }, .moment("due") { $0.due }, .text("owner") { $0.owner.rawValue },
      .id("case") { $0.caseID }, .maybe("number") { $0.number }, .id("handler") { $0.handler },
    ]))
  static let lookList = Shapes.page(
    "looks",
    Shape<Look>.object([
      .id("id") { ID<Look>(raw: $0.id) }, .moment("at") { $0.at }, .text("actor") { $0.actor.description },
      .id("person") { $0.person }, .id("case") { $0.caseID }, .id("property") { $0.property }, .text("reason") { $0.reason },
    ]))
  static let exportList = Shapes.page(
    "exports",
    Shape<Export>.object([
      .id("id") { ID<Export>(raw: $0.id) }, .moment("at") { $0.at }, .text("actor") { $0.actor.description },
      .text("list") { $0.list }, .text("query") { $0.query }, .count("rows") { $0.rows },
    ]))
  static let chased = Shapes.page(
    "chased",
    Shape<ChasedRow>.object([
      .id("case") { $0.caseID }, .id("receipt") { $0.receipt }, .text("number") { $0.number }, .day("arrivedOn") { $0.arrivedOn },
      .day("payBy") { $0.payBy },
      .count("times") { $0.times }, .day("last") { $0.last }, .id("handler") { $0.handler },
    ]))

  private func nodes(_ request: Request) async throws -> Response {
    let places = QueryRule.cursor { text in
      let parts = text.split(separator: ".")
      return parts.count == 2 && parts.allSatisfy { Int64($0) != nil }
    }
    let rules: [QueryRule] = [
      .one("owner", of: Role.allCases.map(\.rawValue)), .words("node", max: 60), .id("handler"),
      .one("due", of: ["over", "today", "week"]), .one("count", of: ["exact"]), .number("limit", in: 1...FormData.pageMax),
      places,
    ]
    if let problem = QueryRule.problem(request, rules) { return problem }
    var query = NodesPage.query(request.query, now: services.desk.clock.now)
    query.limit = request.query.pageLimit
    let page = try await services.reads.nodes(query, court: services.court)
    return OfficeAPI.nodeList.answer(
      APIPage(rows: page.rows, next: page.next.map { "\($0.due).\($0.id)" }, total: page.total))
  }

  private func looks(_ request: Request) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.paging + [.id("staff")]) { return problem }
    let limit = request.query.pageLimit
    let rows = try await services.signIns.looks(
      by: ID<StaffMember>(request.query["staff"]).map { .staff($0) }, before: Int64(request.query["after"]), limit: limit + 1)
    return OfficeAPI.lookList.answer(APIPage(rows, limit: limit) { "\($0.id)" })
  }

  private func exports(_ request: Request) async throws -> Response {
    if let problem = QueryRule.problem(request, QueryRule.paging + [.id("staff")]) { return problem }
    let limit = request.query.pageLimit
    let rows = try await services.signIns.exports(
      by: ID<StaffMember>(request.query["staff"]).map { .staff($0) }, before: Int64(request.query["after"]), limit: limit + 1)
    return OfficeAPI.exportList.answer(APIPage(rows, limit: limit) { "\($0.id)" })
  }

  private func chase(_ request: Request) async throws -> Response {
    let places = QueryRule.cursor { ChasedRow.Place($0) != nil }
    if let problem = QueryRule.problem(request, [.id("handler"), .number("limit", in: 1...FormData.pageMax), places]) {
      return problem
    }
    let limit = request.query.pageLimit
    let rows = try await services.reads.chased(
      handler: ID(request.query["handler"]), court: services.court, after: ChasedRow.Place(request.query["after"]),
      limit: limit + 1)
    return OfficeAPI.chased.answer(APIPage(rows, limit: limit) { $0.place.description })
  }
}
