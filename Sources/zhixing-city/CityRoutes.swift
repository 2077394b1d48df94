import Basics
import City
import Hummingbird
import PartnerAPI

/// The units' side of the protocol: requests in, receipts out, keys, and how a request stands.
struct CityRoutes: Sendable {
  let keeper: CityKeeper
  let keys: UnitKeys
  let courtKeys: CourtKeys

  func add(to router: Router<BasicRequestContext>) {
    router.post("/units/:unit/requests") { request, context in
      try await receive(request, unit: try context.parameters.require("unit"))
    }
    router.post("/units/:unit/payments") { request, context in
      try await pay(request, unit: try context.parameters.require("unit"))
    }
    router.get("/units/:unit/requests/:id") { request, context in
      try await show(
        request, unit: try context.parameters.require("unit"), id: try context.parameters.require("id"))
    }
    router.get("/keys") { _, _ in try Reply.json(keys.published) }
    router.get("/units") { _, _ in try Reply.json(["units": CityUnit.all]) }
  }

  /// Checks a court's signature. In simulated time a message of the future takes the city with it, since the driver moves court
  /// and city one after the other; a message of the past is held to the five minutes.
  private func signed(_ request: Request, body: [UInt8]) async throws -> (court: String, at: Instant) {
    let header = Reply.signature(request)
    var now = await keeper.now
    if keeper.simulated, let claim = PartnerVerifier.claim(header) { now = max(now, claim.time) }
    let signed = try await courtKeys.verify(
      header, method: request.method.rawValue, path: request.head.path ?? "", body: body, now: now)
    return (signed.owner, now)
  }

  private func receive(_ request: Request, unit: String) async throws -> Response {
    let body = try await Reply.body(request)
    let (court, instant) = try await signed(request, body: body)
    guard let signer = keys[unit] else { throw CityRefusal.unitUnknown(unit) }
    let message = try PartnerJSON.decode(PartnerRequestMessage.self, from: body)
    guard message.unit == unit else {
      throw CityError.bad("unit", Phrase("报文单位与路径不符", "The message is for \(message.unit), the path for \(unit)"))
    }
    guard message.court == court else {
      throw CityError(
        status: .forbidden, code: "court", field: "court",
        text: Phrase("密钥不属于报文所称法院", "The key is not that of court \(message.court)"))
    }
    let receipt = try await keeper.submit(message, at: instant)
    return try Reply.signed(receipt, .accepted, by: signer, path: request.head.path ?? "", at: await keeper.now)
  }

  /// A file of payments: it is on the disk when this answers.
  private func pay(_ request: Request, unit: String) async throws -> Response {
    let body = Array(buffer: try await request.body.collect(upTo: CityRoutes.paymentsMax))
    let (court, _) = try await signed(request, body: body)
    let text = String(decoding: body, as: UTF8.self)
    let word = try await keeper.pay(.payments(PaymentOrder(unit: unit, court: court, file: text)))
    return try Reply.json(["payments": word], .accepted)
  }
  private static let paymentsMax = 64 << 20

  /// `{"receipt": …, "answer": … or absent}`.
  private func show(_ request: Request, unit: String, id: String) async throws -> Response {
    let (court, _) = try await signed(request, body: [])
    guard let signer = keys[unit] else { throw CityRefusal.unitUnknown(unit) }
    guard let record = await keeper.record(id), record.message.unit == unit, record.message.court == court else {
      throw CityError.notFound(Phrase("没有请求\(id)", "No request \(id)"))
    }
    let standing = PartnerStandingMessage(
      receipt: PartnerReceiptMessage(requestId: id, unit: unit, receivedAt: record.receivedAt, repeated: false),
      answer: record.answer)
    return try Reply.signed(standing, .ok, by: signer, path: request.head.path ?? "", at: await keeper.now)
  }
}
