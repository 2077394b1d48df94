import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// A write of a program that comes with an `Idempotency-Key` is done once: sent again it gets the answer of the first time. Commands keep
/// their keys in the transaction that they make; all other writes keep the answer.
struct KeyedWrites: RouterMiddleware {
  let services: CourtServices
  private static let bodyMax = 1 << 20

  /// Whether the route itself looks at the key.
  private static func isKept(_ path: String) -> Bool {
    path.hasPrefix("/api/") && !path.hasPrefix("/api/commands/") && !path.hasPrefix("/api/sign-in")
      && !path.hasSuffix("/certificate")
  }

  func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws
    -> Response
  {
    guard request.method == .post, KeyedWrites.isKept(request.uri.path), let actor = context.actor,
      let key = try APIRoutes.key(request, actor)
    else { return try await next(request, context) }
    let length = request.headers[.contentLength] ?? ""
    let digest = Passwords.digest("\(request.uri.string)\n\(length)\n\(request.headers[.contentType] ?? "")")
    switch try await services.signIns.begin("answer/" + key, digest: digest, at: services.realClock.now) {
    case .new: break
    case .answered(let kept): return KeyedWrites.response(kept)
    case .running:
      throw PageProblem(
        409, "keyRunning", Phrase("同一 Idempotency-Key 的请求正在处理", "A request under this Idempotency-Key is being answered"))
    case .other: throw CaseDesk.Failure.keyUsedOtherwise
    }
    do {
      var response = try await next(request, context)
      guard (200..<300).contains(Int(response.status.code)) else {
        try await services.signIns.answer("answer/" + key, nil)
        return response
      }
      let body = try await PageWorkbook.collected(response.body)
      let kept = KeptAnswer(
        status: Int(response.status.code), type: response.headers[.contentType] ?? "",
        location: response.headers[.location] ?? "",
        body: body.readableBytes <= KeyedWrites.bodyMax ? Array(body.readableBytesView) : [])
      try await services.signIns.answer("answer/" + key, kept)
      response.body = ResponseBody(byteBuffer: body)
      return response
    } catch {
      try await services.signIns.answer("answer/" + key, nil)
      throw error
    }
  }

  private static func response(_ kept: KeptAnswer) -> Response {
    var headers: HTTPFields = [.contentType: kept.type]
    if !kept.location.isEmpty { headers[.location] = kept.location }
    return Response(
      status: .init(code: kept.status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: kept.body)))
  }
}
