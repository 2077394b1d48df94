import Enforcement

extension OpenAPI {
  /// Service and the words of papers.
  static let service: [String: JSONValue] = [
    "/api/service": operation(
      "get", "listDeliveries",
      "The register of service: what is open where no `status` is named; `age` is days that it waits at least",
      query: ["status", "way", "case", "age"] + paging, answers: ref("Deliveries")),
    "/api/cases/{id}/service/{paper}/{person}/receipts": operation(
      "post", "attachReceipt", "Attach a scanned receipt: PDF, JPEG or PNG as the body", path: ["id", "paper", "person"],
      query: ["name"], scan: true, answers: object(["receipts": ["type": "integer"]], required: ["receipts"])),
    "/api/cases/{id}/papers/{paper}/text": merged(
      operation(
        "get", "getPaperText", "Its words by passage, what of them comes from the case, and what a check finds",
        path: ["id", "paper"],
        answers: ref("PaperText")),
      operation(
        "post", "editPaper", "Write passages of a draft over, by place; changed particulars need `confirmed`",
        path: ["id", "paper"],
        body: PaperTextAPI.written, answers: ref("PaperText"))),
    "/api/cases/{id}/papers/{paper}/check": operation(
      "post", "checkPaperText", "Check a draft and record what was found", path: ["id", "paper"], answers: ref("PaperText")),
    "/api/cases/{id}/papers/{paper}/scan": operation(
      "post", "sealPaperByHand", "Keep the scan of a paper sealed by hand: PDF, JPEG or PNG as the body", path: ["id", "paper"],
      query: ["pages"], scan: true, answers: ref("PaperText")),
    "/api/papers/rounds": operation(
      "post", "beginSigning", "Check and sign many drafts, each answered for itself: `case/paper`",
      body: object(["papers": ["type": "array", "items": ["type": "string"]]], required: ["papers"]), answers: ref("SigningRound")
    ),
    "/api/papers/rounds/{round}": operation(
      "get", "getSigning", "How far a round of signatures is", path: ["round"], answers: ref("SigningRound")),
  ]
}
