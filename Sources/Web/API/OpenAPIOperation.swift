import Enforcement

/// How one path and its parts are described.
extension OpenAPI {
  /// `answers` is the schema of the answer, in JSON; `type` its media type where it is another. `open` needs no token.
  static func operation(
    _ method: String, _ id: String, _ summary: String, path: [String] = [], query: [String] = [], body: JSONValue? = nil,
    idempotent: Bool = false, versioned: Bool = false, csv: Bool = false, workbook: Bool = false, scan: Bool = false,
    answers: JSONValue? = nil,
    type: String = "application/json", open: Bool = false
  ) -> JSONValue {
    let content: JSONValue = .object([type: ["schema": answers ?? ["type": "string"]]])
    var operation: [String: JSONValue] = [
      "operationId": .text(id), "summary": .text(summary),
      "responses": [
        "2XX": ["description": .text(answers == ref("Receipt") ? receiptDescription : "Done"), "content": content],
        "4XX": [
          "description": "Problem details (RFC 9457), in the language of Accept-Language",
          "content": ["application/problem+json": ["schema": ref("Problem")]],
        ],
      ],
    ]
    var parameters = path.map { parameter($0, "path") } + query.map { parameter($0, "query") }
    if idempotent {
      parameters.append(
        parameter(
          "Idempotency-Key", "header",
          "A name of your own for this request: sent again it is answered as the first time (200, `repeated`); the same key for another command or other fields is 422 `keyUsedOtherwise`"
        ))
      if versioned {
        parameters.append(parameter("If-Match", "header", "The case's version as read; 409 `conflict` where the case moved on"))
      }
    }
    if csv { operation["requestBody"] = ["content": ["text/csv": ["schema": ["type": "string"]]]] }
    if scan {
      operation["requestBody"] = ["content": ["application/pdf": ["schema": ["type": "string", "format": "binary"]]]]
    }
    if workbook {
      let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      operation["requestBody"] = ["content": .object([excel: ["schema": ["type": "string", "format": "binary"]]])]
    }
    if !parameters.isEmpty { operation["parameters"] = .list(parameters) }
    if let body { operation["requestBody"] = ["content": ["application/json": ["schema": body]]] }
    if open { operation["security"] = .list([]) }
    return .object([method: .object(operation)])
  }
  private static let receiptDescription =
    "201: done, `changed` is true and `streams` lists the events. 200: an earlier request with this key (`repeated`), or everything was as asked for already: `changed` is false and no event was written"

  /// Two methods of one path.
  static func merged(_ one: JSONValue, _ other: JSONValue) -> JSONValue {
    guard case .object(let first) = one, case .object(let second) = other else { return one }
    return .object(first.merging(second) { own, _ in own })
  }
  static func parameter(_ name: String, _ place: String, _ description: String? = nil) -> JSONValue {
    var fields: [String: JSONValue] = ["name": .text(name), "in": .text(place), "schema": .object(["type": "string"])]
    if let description { fields["description"] = .text(description) }
    if place == "path" { fields["required"] = true }
    return .object(fields)
  }
}
