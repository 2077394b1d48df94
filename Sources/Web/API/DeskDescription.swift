import Enforcement

/// The description of a clerk's own doors: drafts and attached files.
enum DeskDescription {
  static let paths: [String: JSONValue] = [
    "/api/drafts": OpenAPI.operation(
      "get", "listDrafts", "Forms that I began and did not send, the latest first", answers: OpenAPI.ref("Drafts")),
    "/api/cases/{id}/files": uploaded(
      OpenAPI.operation(
        "post", "attachFile", "Attach a scan or a photograph (PDF, JPEG, PNG, at most 20 MiB)", path: ["id"],
        answers: OpenAPI.ref("Receipt"))),
    "/api/cases/{id}/files/{file}": OpenAPI.operation(
      "get", "getFile", "An attached file as it came", path: ["id", "file"], type: "application/octet-stream"),
  ]

  /// With a form of `kind`, `title`, `sheet` and the file as its body.
  private static func uploaded(_ operation: JSONValue) -> JSONValue {
    guard case .object(let methods) = operation, case .object(var post)? = methods["post"] else { return operation }
    let kinds = AttachedKind.allCases.map { JSONValue.text($0.rawValue) }
    let schema: JSONValue = [
      "type": "object",
      "properties": [
        "kind": ["type": "string", "enum": .list(kinds)], "title": ["type": "string"], "sheet": ["type": "string"],
        "file": ["type": "string", "format": "binary"],
      ],
      "required": .list(["kind", "file"]),
    ]
    post["requestBody"] = ["content": ["multipart/form-data": ["schema": schema]]]
    return .object(["post": .object(post)])
  }
}
