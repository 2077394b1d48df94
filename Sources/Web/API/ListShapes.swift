import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// Rows of the API's lists, and what else it answers.
enum ListShapes {
  struct Case: Sendable {
    let row: CaseRow
    let people: People
  }
  static let caseRow = Shape<Case>.object([
    .id("id") { $0.row.id }, .maybe("number") { $0.row.number }, .text("type") { $0.row.type }, .word("status") { $0.row.status },
    .word("lane") { $0.row.lane }, .id("handler") { $0.row.handler }, .day("receivedOn") { $0.row.receivedOn },
    .day("filedOn") { $0.row.filedOn }, .flag("livelihood") { $0.row.livelihood }, .sum("claimed") { $0.row.claimed },
    .sum("received") { $0.row.moneyIn },
    .list("applicants", Shapes.text) { row in row.row.applicants.map { row.people.person($0) } },
    .list("debtors", Shapes.text) { row in row.row.debtors.map { row.people.person($0) } },
    .maybe("nearestNode") { $0.row.nearestKey }, .moment("nearestDue") { $0.row.nearestDue },
    .maybe("nearestOwner") { $0.row.nearestOwner?.rawValue },
  ])
  static let cases = Shapes.page("cases", caseRow)

  static let desk = Shapes.page(
    "nodes",
    Shape<DeskRow>.object([
      .id("node") { $0.node }, .text("key") { $0.key }, .moment("due") { $0.due }, .text("owner") { $0.owner.rawValue },
      .id("case") { $0.caseID }, .maybe("number") { $0.number }, .flag("livelihood") { $0.livelihood },
      .count("warnings") { $0.warnings },
    ]))
  static let papers = Shapes.page(
    "papers",
    Shape<PaperRow>.object([
      .id("id") { $0.id }, .id("case") { $0.caseID }, .maybe("number") { $0.number }, .word("kind") { $0.kind },
      .phrase("title") { $0.kind.title }, .moment("draftedAt") { $0.draftedAt },
    ]))
  static let requests = Shapes.page(
    "requests",
    Shape<RequestRow>.object([
      .id("id") { $0.id }, .id("case") { $0.caseID }, .maybe("number") { $0.number }, .text("unit") { $0.unit },
      .text("status") { $0.status }, .text("action") { $0.action.rawValue }, .moment("sentAt") { $0.sentAt },
      .moment("deadline") { $0.deadline }, .moment("answeredAt") { $0.answeredAt }, .maybe("outcome") { $0.outcome?.rawValue },
    ]))
  static let money = Shapes.page(
    "movements",
    Shape<MoneyRow>.object([
      .id("case") { $0.caseID }, .maybe("number") { $0.number }, .text("kind") { $0.kind }, .sum("amount") { $0.amount },
      .moment("at") { $0.at }, .day("payBy") { $0.payBy },
    ]))

  struct Happened: Sendable {
    let recorded: RecordedEvent
    let people: People
    let words: [VaultRef: String]
  }
  static let event = Shape<Happened>.object([
    .count("position") { Int($0.recorded.position) }, .text("stream") { $0.recorded.meta.stream.description },
    .count("version") { $0.recorded.meta.version }, .text("name") { type(of: $0.recorded.event).name },
    .moment("at") { $0.recorded.meta.at }, .text("actor") { $0.recorded.meta.actor.description },
    .maybe("zh") { $0.recorded.sentence($0.people)?.zh }, .maybe("en") { $0.recorded.sentence($0.people)?.en },
    .list("words", Shapes.text) { row in row.recorded.event.words.compactMap { row.words[$0] } },
    .list("reasons", Shapes.reasons) { $0.recorded.event.explained },
  ])
  static let events = Shapes.page("events", event)

  struct Offer: Sendable {
    let name: String
    let title: Phrase
    let refusal: Refusal?
  }
  static let offer = Shape<Offer>.object([
    .text("name") { $0.name }, .text("zh") { $0.title.zh }, .text("en") { $0.title.en }, .flag("offered") { $0.refusal == nil },
    .maybe("code") { $0.refusal?.code }, .phrase("why") { $0.refusal?.message },
    .list("citations", Shapes.text) { $0.refusal?.citations ?? [] }, .phrase("remedy") { $0.refusal?.remedy },
  ])
  static let offers = Shape<[Offer]>(schema: ["type": "array", "items": offer.schema]) { .list($0.map(offer.write)) }

  /// What a command did, and what whoever gave it should look at.
  struct Told: Sendable {
    let receipt: CaseDesk.Receipt
    var names: [KeptName] = []
  }
  static let receipt = Shape<Told>.object([
    .text("id") { $0.receipt.causation }, .flag("repeated") { $0.receipt.repeated }, .flag("changed") { $0.receipt.changed },
    .count("position") { Int($0.receipt.position) }, .list("warnings", KeptName.shape) { $0.names },
    .list(
      "streams",
      Shape<StreamEvents>.object([
        .text("stream") { $0.stream.description }, .list("events", Shapes.text) { $0.events.map { type(of: $0).name } },
      ])
    ) { $0.receipt.appended },
  ])
  static let wall = Shape<CourtCounts>.object([
    .count("receivedToday") { $0.receivedToday }, .count("filedToday") { $0.filedToday },
    .count("closedToday") { $0.closedToday },
    .count("open") { $0.open }, .count("overdue") { $0.overdue }, .count("dueToday") { $0.dueToday },
    .count("papersToSign") { $0.papersToSign }, .count("requestsToday") { $0.requestsToday },
    .count("answersToday") { $0.answersToday }, .sum("moneyInToday") { $0.moneyInToday },
    .sum("moneyOutToday") { $0.moneyOutToday },
  ])
  static let token = Shape<String>.object([.text("token") { $0 }])
}

extension CaseDesk.Receipt {
  /// 201 for what was done now; 200 for what was done by an earlier request, or had been done already.
  var status: Int { repeated || !changed ? 200 : 201 }
}

extension RecordedEvent {
  fileprivate func sentence(_ people: People) -> Phrase? { EventSentence.of(event, people.speaker) }
}

extension FormData {
  /// Rows of a page that a program asked for.
  static let pageMax = 500
  var pageLimit: Int { min(max(Int(self["limit"]) ?? 100, 1), FormData.pageMax) }
}

extension Shape {
  /// The answer with a value of this shape.
  func answer(_ value: Value, status: Int = 200) -> Response { APIRoutes.json(write(value), status: status) }
}
