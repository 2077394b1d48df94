import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird
import NIOCore

/// The calculators for programs: `POST /api/calc/{rule}` with JSON, `GET` with a query. Open to anyone, like the pages; answers
/// are those of `zhixing calc --batch`, byte for byte, without the id.
struct CalcRoutes: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/api/calc") { _, _ in Response.bytes(Array(JSONText.encode(CalcRoutes.rules).utf8), type: "application/json") }
    router.get("/api/calc/:rule") { request, context in
      answer(request, context) { rule throws(LawRefusal) in
        try CalcRoutes.answer(rule, query: request.query, services.desk.books.law.calculators)
      }
    }
    router.post("/api/calc/:rule") { request, context in
      let body = Array(buffer: try await request.body.collect(upTo: context.maxUploadSize))
      return answer(request, context) { rule throws(LawRefusal) in
        try CalcRoutes.answer(rule, json: body, services.desk.books.law.calculators)
      }
    }
  }

  static func answer(_ rule: String, json body: [UInt8], _ books: CalcBooks) throws(LawRefusal) -> [UInt8] {
    CalcLine.object(try Calculators.answer(rule, try CalcLine.fields(in: body), in: books))
  }

  /// Lists as `claims[0].amount=…` or as one text with a row between semicolons; `null` is a field without a value.
  static func answer(_ rule: String, query: FormData, _ books: CalcBooks) throws(LawRefusal) -> [UInt8] {
    let fields = Calculators.calculator(rule)?.fields ?? []
    return CalcLine.object(try Calculators.answer(rule, CalculatorQuery(fields, query, strict: true).members, in: books))
  }

  private func answer(
    _ request: Request, _ context: PageContext, _ body: (String) throws(LawRefusal) -> [UInt8]
  ) -> Response {
    do throws(LawRefusal) {
      return Response.bytes(try body(context.parameters.get("rule") ?? ""), type: "application/json")
    } catch {
      return Problem.response(
        status: CalcRoutes.status(error), code: error.code, error.message, request, citations: error.citations.map(\.text),
        field: error.field)
    }
  }

  /// No such rule, no JSON, or a field that the rule refuses.
  static func status(_ refusal: LawRefusal) -> Int {
    switch refusal.code {
    case "unknownRule": 404
    case "badJSON", "notAnObject", "lineTooLong": 400
    default: 422
    }
  }

  /// Every rule with its fields.
  static let rules = JSONValue.list(
    Calculators.all.map { calculator in
      .object([
        "rule": .text(calculator.name), "zh": .text(calculator.title.zh), "en": .text(calculator.title.en),
        "basis": .text(calculator.rule), "fields": .list(calculator.fields.map(field)),
      ])
    })

  private static func field(_ field: CalcField) -> JSONValue {
    var words: [String: JSONValue] = [
      "name": .text(field.name), "zh": .text(field.phrase.zh), "en": .text(field.phrase.en),
      "required": .flag(field.isRequired),
    ]
    switch field.kind {
    case .day: words["kind"] = "day"
    case .moment: words["kind"] = "moment"
    case .money: words["kind"] = "money"
    case .count(let range):
      words["kind"] = "count"
      words["least"] = .number(Int64(range.lowerBound))
      words["most"] = .number(Int64(range.upperBound))
    case .choice(let choices):
      words["kind"] = "choice"
      words["choices"] = .list(choices.map(JSONValue.text))
    case .text: words["kind"] = "text"
    case .rows(let columns):
      words["kind"] = "rows"
      words["columns"] = .list(columns.map(self.field))
    }
    return .object(words)
  }
}
