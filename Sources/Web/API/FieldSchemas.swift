import Basics
import Enforcement

/// Fields of commands as schemas of the description.
extension OpenAPI {
  static func schema(_ fields: [Field]) -> InputValue {
    object(
      Dictionary(fields.map { ($0.name, property($0)) }) { first, _ in first }, required: fields.filter(\.required).map(\.name))
  }
  static func object(_ properties: [String: InputValue], required: [String]) -> InputValue {
    .object(["type": "object", "properties": .object(properties), "required": .list(required.map(InputValue.text))])
  }
  static func string(_ description: String, format: String? = nil) -> InputValue {
    var fields: [String: InputValue] = ["type": "string", "description": .text(description)]
    if let format { fields["format"] = .text(format) }
    return .object(fields)
  }
  static func property(_ field: Field) -> InputValue {
    let label = "\(field.label.zh) / \(field.label.en)"
    switch field.kind {
    case .text, .longText, .pick: return string(label)
    case .money: return string(label + " (yuan, two places)", format: "decimal")
    case .day: return string(label, format: "date")
    case .number, .flag: return string(label)
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
