import Basics

/// Unit → court, the response to a request: it is written down and will be answered. Status 202.
public struct PartnerReceiptMessage: Hashable, Sendable, Codable {
  public var requestId: String
  public var unit: String
  @TimeText public var receivedAt: Instant
  /// True where this id was received before: nothing is done again, and an answer already given is sent again.
  public var repeated: Bool
  public init(requestId: String, unit: String, receivedAt: Instant, repeated: Bool) {
    self.requestId = requestId
    self.unit = unit
    self.receivedAt = receivedAt
    self.repeated = repeated
  }
}

/// Unit → court: `POST /partner/answers`. May come more than once, late and out of order; the same `id` is the same answer.
///
/// | field | |
/// |---|---|
/// | `id` | the answer's id; one request has one answer |
/// | `requestId` | the request's `id` |
/// | `unit` | who answers; the signing key must be this unit's |
/// | `answeredAt` | when the unit acted |
/// | `outcome` | `done`; `partial` (less held than asked, or waiting in line); `failed` (tried and could not); `rejected` (would not) |
/// | `reason` | ``Reason``: `code` and `text`; present unless `done` without remark |
/// | `kind`, `body` | see ``PartnerAnswerBody``; absent where nothing is to be told |
public struct PartnerAnswerMessage: Hashable, Sendable {
  public var id: String
  public var requestId: String
  public var unit: String
  public var answeredAt: Instant
  public var outcome: Outcome
  public var reason: Reason?
  public var body: PartnerAnswerBody?

  /// How it ended, as the table says; the words go over the wire.
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable { case done, partial, failed, rejected }

  /// Why it is not plainly done.
  public struct Reason: Hashable, Sendable, Codable {
    /// One of ``PartnerReason``, or a word of the unit's own.
    public var code: String
    /// Chinese, for people.
    public var text: String
    public init(code: String, text: String) {
      self.code = code
      self.text = text
    }
    public init(_ reason: PartnerReason) { self.init(code: reason.rawValue, text: reason.name.zh) }
    /// The known reason, if it is one.
    public var known: PartnerReason? { PartnerReason(rawValue: code) }
  }

  public init(
    id: String, requestId: String, unit: String, answeredAt: Instant, outcome: Outcome, reason: Reason? = nil,
    body: PartnerAnswerBody? = nil
  ) {
    self.id = id
    self.requestId = requestId
    self.unit = unit
    self.answeredAt = answeredAt
    self.outcome = outcome
    self.reason = reason
    self.body = body
  }
}

/// Reasons that units give. The raw value is the wire's `code`.
public enum PartnerReason: String, Sendable, Hashable, CaseIterable {
  case actionNotSupported, rulingMissing, nameMismatch
  case accountUnknown, alreadyFrozen, notFrozen, lapsed, termTooLong, termInvalid, amountInvalid
  case balanceBelowLimit, waitingInLine, exceedsFrozen
  case registrationUnknown, alreadySealed, notSealed
  case policyUnknown, policyEnded
  case insufficientFunds, payeeAccountUnknown, payeeNameMismatch, subAccountInvalid
  case systemError

  public var name: Phrase {
    switch self {
    case .actionNotSupported: Phrase("本单位不办理该事项", "This unit does not do that")
    case .rulingMissing: Phrase("未附裁定书文号或协助执行通知书摘要", "The ruling's number or the notice's digest is missing")
    case .nameMismatch: Phrase("证件号码与姓名（名称）不符", "Name and number do not belong together")
    case .accountUnknown: Phrase("账号不存在", "No such account")
    case .alreadyFrozen: Phrase("本案已冻结该账户或保单", "This case has frozen it already")
    case .notFrozen: Phrase("本案未冻结该账户或保单", "This case has not frozen it")
    case .lapsed: Phrase("期限已届满，措施已失效", "The term has passed and the measure has lapsed")
    case .termTooLong: Phrase("期限超过法定最长期限", "The term exceeds the law's maximum")
    case .termInvalid: Phrase("起止日期无效", "The days of the term are not valid")
    case .amountInvalid: Phrase("金额无效", "The sum is not valid")
    case .balanceBelowLimit: Phrase("可冻结余额不足，已按限额冻结，后续入账继续冻结", "Less is there than asked; later credits will be caught")
    case .waitingInLine: Phrase("已有在先措施，已登记轮候", "Others come first; registered in line")
    case .exceedsFrozen: Phrase("金额超过本案已冻结数额", "The sum exceeds what this case has frozen")
    case .registrationUnknown: Phrase("无此登记", "No such registration")
    case .alreadySealed: Phrase("本案已查封", "This case has sealed it already")
    case .notSealed: Phrase("本案未查封", "This case has not sealed it")
    case .policyUnknown: Phrase("保单不存在", "No such policy")
    case .policyEnded: Phrase("保单已终止", "The policy has ended")
    case .insufficientFunds: Phrase("子账户余额不足", "The sub-account holds too little")
    case .payeeAccountUnknown: Phrase("收款账号不存在，已退回", "No such payee account; returned")
    case .payeeNameMismatch: Phrase("收款户名与账号不符，已退回", "The payee's name does not match the account; returned")
    case .subAccountInvalid: Phrase("案款子账户账号无效", "The case sub-account's number is not valid")
    case .systemError: Phrase("系统故障，未办理", "System failure; nothing was done")
    }
  }
}

extension PartnerAnswerMessage: Codable {
  private enum Key: String, CodingKey { case id, requestId, unit, answeredAt, outcome, reason, kind, body }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    id = try WireCheck.text(box, .id, upTo: 80)
    requestId = try WireCheck.identifier(box, .requestId)
    unit = try WireCheck.text(box, .unit, upTo: 60)
    answeredAt = try box.decode(TimeText.self, forKey: .answeredAt).wrappedValue
    outcome = try box.decode(Outcome.self, forKey: .outcome)
    reason = try box.decodeIfPresent(Reason.self, forKey: .reason)
    body = try box.decodeIfPresent(PartnerAnswerBody.Kind.self, forKey: .kind).map { try PartnerAnswerBody(box, .body, $0) }
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(id, forKey: .id)
    try box.encode(requestId, forKey: .requestId)
    try box.encode(unit, forKey: .unit)
    try box.encode(TimeText(wrappedValue: answeredAt), forKey: .answeredAt)
    try box.encode(outcome, forKey: .outcome)
    try box.encodeIfPresent(reason, forKey: .reason)
    if let body {
      try box.encode(body.kind, forKey: .kind)
      try box.encode(body.content, forKey: .body)
    }
  }
}

/// Unit → court, the response to `GET /units/{unit}/requests/{id}`: how a request stands.
public struct PartnerStandingMessage: Hashable, Sendable, Codable {
  public var receipt: PartnerReceiptMessage
  /// Absent until the unit has acted.
  public var answer: PartnerAnswerMessage?
  public init(receipt: PartnerReceiptMessage, answer: PartnerAnswerMessage?) {
    self.receipt = receipt
    self.answer = answer
  }
}
