import Basics
import Casework
import Enforcement

/// The API's description, made from the commands themselves.
enum OpenAPI {
  /// The document as JSON text. Inputs know only texts, so the one boolean that OpenAPI asks for is set in the text.
  static func text(_ court: String) -> String {
    JSONText.encode(document(court)).replacing("\"x-required\":\"true\"", with: "\"required\":true")
  }

  private static func document(_ court: String) -> InputValue {
    var paths: [String: InputValue] = [
      "/api/sign-in": get(
        "post", "Sign in; gives a bearer token",
        body: object(["signIn": string("Sign-in name"), "password": string("Password")], required: ["signIn", "password"])),
      "/api/cases": get(
        "get", "List cases; filters as on the page, `after` continues",
        query: ["q", "status", "lane", "handler", "sort", "way", "after", "limit"]),
      "/api/cases/{id}": get("get", "One case", path: ["id"]),
      "/api/cases/{id}/events": get("get", "Its history in order", path: ["id"]),
      "/api/cases/{id}/commands": get("get", "What may be done now, and why not", path: ["id"]),
      "/api/desk": get("get", "My work by clock"),
      "/api/cases/{id}/papers/{paper}": get(
        "get", "A paper as PDF: as sealed, or a preview of the draft", path: ["id", "paper"]),
      "/api/cases/{id}/parties/{person}": get(
        "post", "Full particulars of a party; the look is recorded", path: ["id", "person"],
        body: object(["reason": string("Why")], required: ["reason"])),
      "/api/papers": get("get", "Papers that wait for my signature"),
      "/api/requests": get("get", "Requests to units", query: ["status"]),
      "/api/money": get("get", "Receipts and payouts of late"),
      "/api/wall": get("get", "Counts of the day"),
      "/api/check": get("get", "Public: who issued a paper and when, and whether it matches", query: ["code", "sha256"]),
      "/api/dockets": merged(
        get("get", "Dockets handed in"), get("post", "Hand in a docket: CSV as the body", query: ["name"], csv: true)),
      "/api/dockets/{id}": get("get", "How far a docket's filing is, with its faults", path: ["id"]),
      "/api/dockets/{id}/corrections.csv": get("get", "The rows to correct", path: ["id"]),
      "/metrics": get("get", "Prometheus text"), "/openapi.json": get("get", "This document"),
      "/partner/keys": get("get", "The court's public keys, for units"),
      "/partner/answers": get("post", "A unit's answer, signed (docs/partner-api.md)"),
      "/partner/notices": get("post", "A unit's notice, signed (docs/partner-api.md)"),
      "/health/live": get("get", "Is the process up"), "/health/ready": get("get", "Can it serve"),
    ]
    for type in commandCatalogue.values {
      paths["/api/commands/\(type.name)"] = get(
        "post", "\(type.title.zh) / \(type.title.en)", body: schema(type.fields), idempotent: true)
    }
    paths.merge(CalcDescription.paths) { own, _ in own }
    return .object([
      "openapi": "3.1.0", "info": .object(["title": .text("\(court) · 执行 API"), "version": "1"]), "paths": .object(paths),
      "components": .object([
        "securitySchemes": .object(["bearer": .object(["type": "http", "scheme": "bearer"])])
      ]),
      "security": .list([.object(["bearer": .list([])])]),
    ])
  }

  private static func get(
    _ method: String, _ summary: String, path: [String] = [], query: [String] = [], body: InputValue? = nil,
    idempotent: Bool = false, csv: Bool = false
  ) -> InputValue {
    var operation: [String: InputValue] = [
      "summary": .text(summary),
      "responses": .object([
        "2XX": .object(["description": "Done"]),
        "4XX": .object([
          "description": "Problem details (RFC 9457): code, both languages, field, citations",
          "content": .object(["application/problem+json": .object(["schema": .object(["type": "object"])])]),
        ]),
      ]),
    ]
    var parameters = path.map { parameter($0, "path") } + query.map { parameter($0, "query") }
    if idempotent { parameters += ["Idempotency-Key", "If-Match"].map { parameter($0, "header") } }
    if csv {
      operation["requestBody"] = .object(["content": .object(["text/csv": .object(["schema": .object(["type": "string"])])])])
    }
    if !parameters.isEmpty { operation["parameters"] = .list(parameters) }
    if let body { operation["requestBody"] = .object(["content": .object(["application/json": .object(["schema": body])])]) }
    return .object([method: .object(operation)])
  }
  /// Two methods of one path.
  private static func merged(_ one: InputValue, _ other: InputValue) -> InputValue {
    guard case .object(let first) = one, case .object(let second) = other else { return one }
    return .object(first.merging(second) { own, _ in own })
  }
  private static func parameter(_ name: String, _ place: String) -> InputValue {
    var fields: [String: InputValue] = ["name": .text(name), "in": .text(place), "schema": .object(["type": "string"])]
    if place == "path" { fields["x-required"] = "true" }
    return .object(fields)
  }

  private static func schema(_ fields: [Field]) -> InputValue {
    object(
      Dictionary(fields.map { ($0.name, property($0)) }) { first, _ in first }, required: fields.filter(\.required).map(\.name))
  }
  private static func object(_ properties: [String: InputValue], required: [String]) -> InputValue {
    .object(["type": "object", "properties": .object(properties), "required": .list(required.map(InputValue.text))])
  }
  private static func string(_ description: String, format: String? = nil) -> InputValue {
    var fields: [String: InputValue] = ["type": "string", "description": .text(description)]
    if let format { fields["format"] = .text(format) }
    return .object(fields)
  }
  private static func property(_ field: Field) -> InputValue {
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
