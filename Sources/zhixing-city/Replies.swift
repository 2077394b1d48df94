import Basics
import City
import HTTPTypes
import Hummingbird
import PartnerAPI

/// What every refusal looks like: `{"error": {"code", "field", "zh", "en"}}`.
struct CityError: Error, Sendable {
  let status: HTTPResponse.Status
  let code: String
  var field = ""
  let text: Phrase

  static func signature(_ refusal: PartnerSignatureRefusal) -> CityError {
    CityError(status: .unauthorized, code: "signature", text: refusal.text)
  }
  static func message(_ refusal: PartnerMessageRefusal) -> CityError {
    CityError(
      status: .badRequest, code: "message", field: refusal.field,
      text: Phrase("报文有误（\(refusal.field)）：\(refusal.fault)", "\(refusal.field): \(refusal.fault)"))
  }
  static func refused(_ refusal: CityRefusal) -> CityError {
    let (status, code): (HTTPResponse.Status, String) =
      switch refusal {
      case .unitUnknown: (.notFound, "unitUnknown")
      case .personUnknown: (.notFound, "personUnknown")
      case .accountUnknown: (.notFound, "accountUnknown")
      case .idConflict: (.conflict, "idConflict")
      case .insufficient: (.conflict, "insufficient")
      case .unavailable: (.serviceUnavailable, "unavailable")
      case .amountInvalid: (.badRequest, "amountInvalid")
      case .subAccountInvalid: (.badRequest, "subAccountInvalid")
      case .payerMissing: (.badRequest, "payerMissing")
      case .fileUnreadable: (.badRequest, "fileUnreadable")
      }
    return CityError(status: status, code: code, text: refusal.text)
  }
  static func notFound(_ text: Phrase) -> CityError { CityError(status: .notFound, code: "notFound", text: text) }
  static func bad(_ field: String, _ text: Phrase) -> CityError {
    CityError(status: .badRequest, code: "message", field: field, text: text)
  }

  var response: Response {
    struct Body: Encodable { let error: [String: String] }
    let body = Body(error: ["code": code, "field": field, "zh": text.zh, "en": text.en])
    var response = (try? Reply.json(body, status)) ?? Response(status: status)
    if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
    return response
  }
}

/// Turns what handlers throw into ``CityError`` answers: JSON, or a page where a form of the city's own page was sent.
struct ErrorReplies<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      guard let fault = fault(error, context) else { throw error }
      return Reply.isForm(request) ? CityPage.response(CityPage.refusal(fault), fault.status) : fault.response
    }
  }

  private func fault(_ error: any Error, _ context: Context) -> CityError? {
    switch error {
    case let error as CityError: return error
    case let refusal as CityRefusal: return .refused(refusal)
    case let refusal as PartnerMessageRefusal: return .message(refusal)
    case let refusal as PartnerSignatureRefusal: return .signature(refusal)
    case let fault as JournalFault:
      context.logger.error("\(fault)")
      return CityError(
        status: .internalServerError, code: "journal", text: Phrase("数据无法写入", "The journal cannot be written"))
    default: return nil
    }
  }
}

/// Bodies in and out.
enum Reply {
  /// The signature that a request bears.
  static func signature(_ request: Request) -> String? {
    HTTPField.Name(PartnerSignature.header).flatMap { request.headers[$0] }
  }
  /// A signed response to a court's request.
  static func signed(
    _ body: some Encodable, _ status: HTTPResponse.Status, by signer: PartnerSigner, path: String, at instant: Instant
  ) throws -> Response {
    let body = try PartnerJSON.encode(body)
    var response = bytes(body, "application/json; charset=utf-8", status)
    if let name = HTTPField.Name(PartnerSignature.header) {
      response.headers[name] = try signer.header(
        method: PartnerSignature.receiptMethod, path: path, at: instant, body: body)
    }
    return response
  }

  static func json(_ body: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
    bytes(try PartnerJSON.encode(body), "application/json; charset=utf-8", status)
  }
  static func bytes(_ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status = .ok) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = type
    headers[.cacheControl] = "no-store"
    headers[.xContentTypeOptions] = "nosniff"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func isForm(_ request: Request) -> Bool {
    request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
  }

  static func body(_ request: Request) async throws -> [UInt8] {
    do {
      return Array(try await request.body.collect(upTo: PartnerJSON.bytesMax).readableBytesView)
    } catch {
      throw CityError(
        status: .contentTooLarge, code: "message",
        text: Phrase("报文过长或中断", "The body is too long or broke off; at most \(PartnerJSON.bytesMax) bytes are read"))
    }
  }

  /// A body of JSON, or of a form whose fields are put into the same shape: figures become numbers where `numbers` says so.
  static func order<Order: Decodable>(
    _ type: Order.Type, _ request: Request, numbers: Set<String> = [], adding: [String: String] = [:]
  ) async throws -> (order: Order, isForm: Bool) {
    guard isForm(request) else {
      var object = try PartnerJSON.decode([String: Plain].self, from: try await body(request))
      for (key, value) in adding { object[key] = .text(value) }
      return (try PartnerJSON.decode(type, from: try PartnerJSON.encode(object)), false)
    }
    let fields: [String: String]
    do {
      fields = try URLEncodedFormDecoder().decode(
        [String: String].self, from: String(decoding: try await body(request), as: UTF8.self))
    } catch is DecodingError { throw CityError.bad("", Phrase("表单无法读取", "The form cannot be read")) }
    var object: [String: Plain] = [:]
    for (key, value) in fields.merging(adding, uniquingKeysWith: { $1 }) where !value.isEmpty {
      object[key] = numbers.contains(key) ? Int(value).map(Plain.number) ?? .text(value) : .text(value)
    }
    // Forms give sums as people write them.
    if case .text(let text) = object["amount"], let money = Money(text) { object["amount"] = .text(money.description) }
    if object["text"] == nil { object["text"] = .text("") }
    return (try PartnerJSON.decode(type, from: try PartnerJSON.encode(object)), true)
  }

  /// A value of a flat object.
  enum Plain: Codable, Sendable {
    case text(String)
    case number(Int)
    init(from decoder: any Decoder) throws {
      let box = try decoder.singleValueContainer()
      if let number = try? box.decode(Int.self) { self = .number(number) } else { self = .text(try box.decode(String.self)) }
    }
    func encode(to encoder: any Encoder) throws {
      var box = encoder.singleValueContainer()
      switch self {
      case .text(let text): try box.encode(text)
      case .number(let number): try box.encode(number)
      }
    }
  }
}
