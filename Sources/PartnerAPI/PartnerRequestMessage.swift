import Basics

/// Court → unit: `POST /units/{unit}/requests`, answered at once by a ``PartnerReceiptMessage`` and later by a
/// ``PartnerAnswerMessage``.
///
/// | field | |
/// |---|---|
/// | `id` | idempotency key, a decimal number in text: the same id is acted on once and always gets the same answer |
/// | `unit` | key of the unit, as in the path |
/// | `court` | code of the court, `浙1003` |
/// | `caseNumber` | `(2024)浙1003执123号`; with `court` it tells whose freeze or seal is meant |
/// | `measureCaseNumber` | where a resumed case acts on a measure of the case that ended: the number under which the unit keeps it |
/// | `action` | one of ``Action`` |
/// | `sentAt` | moment of this sending; a repeated request may bear a later one |
/// | `deadline` | after this the court's staff is warned; an answer still counts |
/// | `rulingNumber` | number of the ruling; needed for every act but queries and payments |
/// | `paperDigest` | SHA-256 of the signed notice as sent, 64 hexadecimal digits; needed where `rulingNumber` is |
/// | `body` | by action, see ``PartnerRequestBody`` |
public struct PartnerRequestMessage: Hashable, Sendable {
  public var id: String
  public var unit: String
  public var court: String
  public var caseNumber: String
  public var measureCaseNumber: String?
  public var sentAt: Instant
  public var deadline: Instant
  public var rulingNumber: String?
  public var paperDigest: String?
  public var body: PartnerRequestBody
  public var action: Action { body.action }

  /// What is asked. The words are the wire's.
  public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
    case query, freeze, renewFreeze, releaseFreeze, transfer
    case seal, unseal, renewSeal
    case querySurrender, freezePolicy, surrender
    case pay

    /// Whether a signed ruling must stand behind it (R3.3, R4.2).
    public var needsRuling: Bool {
      switch self {
      case .query, .querySurrender, .pay: false
      case .freeze, .renewFreeze, .releaseFreeze, .transfer, .seal, .unseal, .renewSeal, .freezePolicy, .surrender: true
      }
    }
    public var name: Phrase {
      switch self {
      case .query: Phrase("查询", "Query")
      case .freeze: Phrase("冻结", "Freeze")
      case .renewFreeze: Phrase("续行冻结", "Renew freeze")
      case .releaseFreeze: Phrase("解除冻结", "Release freeze")
      case .transfer: Phrase("扣划", "Compulsory transfer")
      case .seal: Phrase("查封", "Seal")
      case .unseal: Phrase("解除查封", "Unseal")
      case .renewSeal: Phrase("续行查封", "Renew seal")
      case .querySurrender: Phrase("查询退保价值", "Query surrender value")
      case .freezePolicy: Phrase("冻结保单", "Freeze policy")
      case .surrender: Phrase("退保提取", "Surrender policy")
      case .pay: Phrase("支付", "Pay")
      }
    }
  }

  public init(
    id: String, unit: String, court: String, caseNumber: String, measureCaseNumber: String? = nil, sentAt: Instant,
    deadline: Instant, rulingNumber: String? = nil, paperDigest: String? = nil, body: PartnerRequestBody
  ) {
    self.id = id
    self.unit = unit
    self.court = court
    self.caseNumber = caseNumber
    self.measureCaseNumber = measureCaseNumber
    self.sentAt = sentAt
    self.deadline = deadline
    self.rulingNumber = rulingNumber
    self.paperDigest = paperDigest
    self.body = body
  }

  /// Whether `other` asks the same thing: all but the moment of sending and the deadline, which may move.
  public func asksTheSame(as other: PartnerRequestMessage) -> Bool {
    var moved = other
    moved.sentAt = sentAt
    moved.deadline = deadline
    return moved == self
  }
}

/// What a request says, by action.
///
/// | action | body |
/// |---|---|
/// | `query` | ``Query``: `name`, `idKind`, `idNumber` |
/// | `freeze` | ``Freeze``: `account`, `limit`, `from`, `to` |
/// | `renewFreeze` | ``RenewFreeze``: `account` (or policy number), `to` |
/// | `releaseFreeze` | ``ReleaseFreeze``: `account` (or policy number), `keep` (`0.00` releases the whole) |
/// | `transfer` | ``Transfer``: `account`, `amount`, `caseSubAccount` |
/// | `seal` | ``Seal``: `registration` (certificate number or plate), `from`, `to` |
/// | `renewSeal` | ``RenewSeal``: `registration`, `to` |
/// | `unseal` | ``Unseal``: `registration` |
/// | `querySurrender` | ``QuerySurrender``: `policyNumber` |
/// | `freezePolicy` | ``FreezePolicy``: `policyNumber`, `from`, `to` |
/// | `surrender` | ``Surrender``: `policyNumber`, `caseSubAccount` |
/// | `pay` | ``Pay``: `caseSubAccount`, `payeeName`, `payeeAccount`, `bankCode`, `amount`, `purpose` |
public enum PartnerRequestBody: Hashable, Sendable {
  case query(Query)
  case freeze(Freeze)
  case renewFreeze(RenewFreeze)
  case releaseFreeze(ReleaseFreeze)
  case transfer(Transfer)
  case seal(Seal)
  case unseal(Unseal)
  case renewSeal(RenewSeal)
  case querySurrender(QuerySurrender)
  case freezePolicy(FreezePolicy)
  case surrender(Surrender)
  case pay(Pay)

  public var action: PartnerRequestMessage.Action {
    switch self {
    case .query: .query
    case .freeze: .freeze
    case .renewFreeze: .renewFreeze
    case .releaseFreeze: .releaseFreeze
    case .transfer: .transfer
    case .seal: .seal
    case .unseal: .unseal
    case .renewSeal: .renewSeal
    case .querySurrender: .querySurrender
    case .freezePolicy: .freezePolicy
    case .surrender: .surrender
    case .pay: .pay
    }
  }
}

extension PartnerRequestMessage: Codable {
  private enum Key: String, CodingKey {
    case id, unit, court, caseNumber, measureCaseNumber, action, sentAt, deadline, rulingNumber, paperDigest, body
  }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    id = try WireCheck.identifier(box, .id)
    unit = try WireCheck.text(box, .unit, upTo: 60)
    court = try WireCheck.text(box, .court, upTo: 20)
    caseNumber = try WireCheck.text(box, .caseNumber, upTo: 60)
    measureCaseNumber = try box.decodeIfPresent(String.self, forKey: .measureCaseNumber)
    if let measureCaseNumber, measureCaseNumber.isEmpty || measureCaseNumber.count > 60 {
      throw DecodingError.dataCorruptedError(forKey: .measureCaseNumber, in: box, debugDescription: "1 to 60 characters expected")
    }
    sentAt = try box.decode(TimeText.self, forKey: .sentAt).wrappedValue
    deadline = try box.decode(TimeText.self, forKey: .deadline).wrappedValue
    rulingNumber = try box.decodeIfPresent(String.self, forKey: .rulingNumber)
    paperDigest = try box.decodeIfPresent(String.self, forKey: .paperDigest)
    if let rulingNumber, rulingNumber.isEmpty || rulingNumber.count > 80 {
      throw DecodingError.dataCorruptedError(forKey: .rulingNumber, in: box, debugDescription: "1 to 80 characters expected")
    }
    if let paperDigest, paperDigest.utf8.count != 64 || !paperDigest.allSatisfy(\.isHexDigit) {
      throw DecodingError.dataCorruptedError(forKey: .paperDigest, in: box, debugDescription: "64 hexadecimal digits expected")
    }
    body = try PartnerRequestBody(box, .body, try box.decode(Action.self, forKey: .action))
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(id, forKey: .id)
    try box.encode(unit, forKey: .unit)
    try box.encode(court, forKey: .court)
    try box.encode(caseNumber, forKey: .caseNumber)
    try box.encodeIfPresent(measureCaseNumber, forKey: .measureCaseNumber)
    try box.encode(action, forKey: .action)
    try box.encode(TimeText(wrappedValue: sentAt), forKey: .sentAt)
    try box.encode(TimeText(wrappedValue: deadline), forKey: .deadline)
    try box.encodeIfPresent(rulingNumber, forKey: .rulingNumber)
    try box.encodeIfPresent(paperDigest, forKey: .paperDigest)
    try box.encode(body.content, forKey: .body)
  }
}

extension PartnerRequestBody {
  init<Key: CodingKey>(
    _ box: KeyedDecodingContainer<Key>, _ key: Key, _ action: PartnerRequestMessage.Action
  ) throws {
    func read<Body: Decodable>() throws -> Body { try box.decode(Body.self, forKey: key) }
    switch action {
    case .query: self = .query(try read())
    case .freeze: self = .freeze(try read())
    case .renewFreeze: self = .renewFreeze(try read())
    case .releaseFreeze: self = .releaseFreeze(try read())
    case .transfer: self = .transfer(try read())
    case .seal: self = .seal(try read())
    case .unseal: self = .unseal(try read())
    case .renewSeal: self = .renewSeal(try read())
    case .querySurrender: self = .querySurrender(try read())
    case .freezePolicy: self = .freezePolicy(try read())
    case .surrender: self = .surrender(try read())
    case .pay: self = .pay(try read())
    }
  }

  var content: any Encodable {
    switch self {
    case .query(let body): body
    case .freeze(let body): body
    case .renewFreeze(let body): body
    case .releaseFreeze(let body): body
    case .transfer(let body): body
    case .seal(let body): body
    case .unseal(let body): body
    case .renewSeal(let body): body
    case .querySurrender(let body): body
    case .freezePolicy(let body): body
    case .surrender(let body): body
    case .pay(let body): body
    }
  }
}
