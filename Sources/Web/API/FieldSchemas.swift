import Basics
import Enforcement

/// Fields of commands as schemas of the description.
extension OpenAPI {
  static func schema(_ fields: [Field]) -> JSONValue {
    object(
      Dictionary(fields.map { ($0.name, property($0)) }) { first, _ in first }, required: fields.filter(\.required).map(\.name))
  }
  static func object(_ properties: [String: JSONValue], required: [String]) -> JSONValue {
    .object(["type": "object", "properties": .object(properties), "required": .list(required.map(JSONValue.text))])
  }
  static func string(_ description: String, format: String? = nil) -> JSONValue {
    var fields: [String: JSONValue] = ["type": "string", "description": .text(description)]
    if let format { fields["format"] = .text(format) }
    return .object(fields)
  }
  static func property(_ field: Field) -> JSONValue {
    let label = "\(field.label.zh) / \(field.label.en)"
    switch field.kind {
    case .text, .longText, .pick: return string(label)
    case .money: return string(label + " (yuan, two places)", format: "decimal")
    case .day: return string(label, format: "date")
    case .number(let range):
      return [
        "type": "integer", "description": .text(label), "minimum": .number(Int64(range.lowerBound)),
        "maximum": .number(Int64(range.upperBound)),
      ]
    case .flag: return ["type": "boolean", "description": .text(label)]
    case .choice(let choices):
      return .object(["type": "string", "description": .text(label), "enum": .list(choices.map { .text($0.key) })])
    case .choices(let choices):
      return .object([
        "type": "array", "description": .text(label),
        "items": .object(["type": "string", "enum": .list(choices.map { .text($0.key) })]),
      ])
    case .picks: return .object(["type": "array", "description": .text(label), "items": .object(["type": "string"])])
    case .group(let inner, _): return .object(["type": "array", "description": .text(label), "items": schema(inner)])
    }
  }
}
