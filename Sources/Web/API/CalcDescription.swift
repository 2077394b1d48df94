import Enforcement
import EnforcementLaw

/// The calculators in the API's description, made from the fields of each.
enum CalcDescription {
  static let paths: [String: JSONValue] = {
    var paths: [String: JSONValue] = [
      "/api/calc": .object([
        "get": operation("All calculators with their fields / 全部计算规则", [("operationId", "calc")], answers: "array")
      ])
    ]
    for calculator in Calculators.all {
      let summary = "\(calculator.title.zh) / \(calculator.title.en) (\(calculator.rule))"
      paths["/api/calc/\(calculator.name)"] = .object([
        "get": operation(
          summary, [("operationId", .text("calc.\(calculator.name)")), ("parameters", .list(calculator.fields.map(parameter)))]),
        "post": operation(
          summary,
          [
            ("operationId", .text("calc.\(calculator.name).post")),
            (
              "requestBody",
              .object(["content": .object(["application/json": .object(["schema": object(calculator.fields)])])])
            ),
          ]),
      ])
    }
    return paths
  }()

  /// Open to anyone: no security.
  private static func operation(_ summary: String, _ others: [(String, JSONValue)], answers: String = "object") -> JSONValue {
    var fields: [String: JSONValue] = [
      "summary": .text(summary), "security": .list([]),
      "responses": .object([
        "200": .object([
          "description": "value, steps, citations; settings and provisional where there are any",
          "content": .object(["application/json": .object(["schema": .object(["type": .text(answers)])])]),
        ]),
        "4XX": .object([
          "description": "Problem details (RFC 9457): code, both languages, field, citations",
          "content": .object(["application/problem+json": .object(["schema": .object(["$ref": "#/components/schemas/Problem"])])]
          ),
        ]),
      ]),
    ]
    for (name, value) in others { fields[name] = value }
    return .object(fields)
  }

  private static func parameter(_ field: CalcField) -> JSONValue {
    .object([
      "name": .text(field.name), "in": "query", "description": .text("\(field.phrase.zh) / \(field.phrase.en)"),
      "schema": isRows(field) ? text("rows between semicolons, columns between blanks") : schema(field),
    ])
  }

  private static func object(_ fields: [CalcField]) -> JSONValue {
    .object([
      "type": "object", "properties": .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, schema($0)) })),
      "required": .list(fields.filter(\.isRequired).map { .text($0.name) }),
    ])
  }

  private static func isRows(_ field: CalcField) -> Bool {
    if case .rows = field.kind { true } else { false }
  }

  private static func schema(_ field: CalcField) -> JSONValue {
    let words = "\(field.phrase.zh) / \(field.phrase.en)"
    switch field.kind {
    case .day: return text(words, format: "date")
    case .moment: return text(words, format: "date-time")
    case .money: return text(words + " (yuan, two places)", format: "decimal")
    case .count(let range):
      return .object(["type": "integer", "description": .text("\(words), \(range.lowerBound) to \(range.upperBound)")])
    case .choice(let choices):
      return .object(["type": "string", "description": .text(words), "enum": .list(choices.map(JSONValue.text))])
    case .text: return text(words)
    case .rows(let columns):
      return .object(["type": "array", "description": .text(words), "items": object(columns)])
    }
  }

  private static func text(_ words: String, format: String? = nil) -> JSONValue {
    var fields: [String: JSONValue] = ["type": "string", "description": .text(words)]
    if let format { fields["format"] = .text(format) }
    return .object(fields)
  }
}
