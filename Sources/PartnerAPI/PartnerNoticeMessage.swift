import Basics

/// Unit → court, not asked for: `POST /partner/notices`. May come more than once; the same `id` is the same notice.
///
/// | field | |
/// |---|---|
/// | `id` | the notice's id |
/// | `unit` | who tells; the signing key must be this unit's |
/// | `at` | when it happened |
/// | `kind`, `body` | `inflowFrozen` ``PartnerNotice/InflowFrozen``, `promoted` ``PartnerNotice/Promoted``, `credit` ``PartnerNotice/Credit`` |
public struct PartnerNoticeMessage: Hashable, Sendable {
  public var id: String
  public var unit: String
  public var at: Instant
  public var notice: PartnerNotice
  public init(id: String, unit: String, at: Instant, notice: PartnerNotice) {
    self.id = id
    self.unit = unit
    self.at = at
    self.notice = notice
  }
}

/// What a unit tells of itself.
public enum PartnerNotice: Hashable, Sendable {
  case inflowFrozen(InflowFrozen)
  case promoted(Promoted)
  case credit(Credit)

  /// The word on the wire that says how to read the notice.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case inflowFrozen, promoted, credit }
  public var kind: Kind {
    switch self {
    case .inflowFrozen: .inflowFrozen
    case .promoted: .promoted
    case .credit: .credit
    }
  }

  /// A limit freeze has caught more: a credit came in, or those before it in line let go.
  public struct InflowFrozen: Hashable, Sendable, Codable {
    public var court: String
    public var caseNumber: String
    /// Id of the request that ordered the freeze.
    public var requestId: String
    public var account: String
    /// Caught this time.
    @YuanText public var amount: Money
    /// Held in all by this freeze.
    @YuanText public var totalFrozen: Money
    @YuanText public var limit: Money
    public var rank: Int
    public var from: Day
    public var to: Day
    public init(
      court: String, caseNumber: String, requestId: String, account: String, amount: Money, totalFrozen: Money, limit: Money,
      rank: Int, from: Day, to: Day
    ) {
      self.court = court
      self.caseNumber = caseNumber
      self.requestId = requestId
      self.account = account
      self.amount = amount
      self.totalFrozen = totalFrozen
      self.limit = limit
      self.rank = rank
      self.from = from
      self.to = to
    }
  }

  /// A waiting freeze or seal has taken effect because those before it ended; its term runs from that day (R3.5).
  public struct Promoted: Hashable, Sendable, Codable {
    public var court: String
    public var caseNumber: String
    /// Id of the request that ordered the freeze or seal.
    public var requestId: String
    /// Account, policy number, certificate number or plate.
    public var registration: String
    public var from: Day
    public var to: Day
    public init(court: String, caseNumber: String, requestId: String, registration: String, from: Day, to: Day) {
      self.court = court
      self.caseNumber = caseNumber
      self.requestId = requestId
      self.registration = registration
      self.from = from
      self.to = to
    }
  }

  /// Money has come in on a case's sub-account; only the court's own bank tells this.
  public struct Credit: Hashable, Sendable, Codable {
    public var caseSubAccount: String
    @YuanText public var amount: Money
    public var payerName: String
    public var payerAccount: String
    /// Number of the bank's line: the same line is the same money.
    public var bankLine: String
    public var text: String
    public init(
      caseSubAccount: String, amount: Money, payerName: String, payerAccount: String, bankLine: String, text: String
    ) {
      self.caseSubAccount = caseSubAccount
      self.amount = amount
      self.payerName = payerName
      self.payerAccount = payerAccount
      self.bankLine = bankLine
      self.text = text
    }
  }
}

extension PartnerNoticeMessage: Codable {
  private enum Key: String, CodingKey { case id, unit, at, kind, body }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    id = try WireCheck.text(box, .id, upTo: 80)
    unit = try WireCheck.text(box, .unit, upTo: 60)
    at = try box.decode(TimeText.self, forKey: .at).wrappedValue
    switch try box.decode(PartnerNotice.Kind.self, forKey: .kind) {
    case .inflowFrozen: notice = .inflowFrozen(try box.decode(PartnerNotice.InflowFrozen.self, forKey: .body))
    case .promoted: notice = .promoted(try box.decode(PartnerNotice.Promoted.self, forKey: .body))
    case .credit: notice = .credit(try box.decode(PartnerNotice.Credit.self, forKey: .body))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(id, forKey: .id)
    try box.encode(unit, forKey: .unit)
    try box.encode(TimeText(wrappedValue: at), forKey: .at)
    try box.encode(notice.kind, forKey: .kind)
    switch notice {
    case .inflowFrozen(let body): try box.encode(body, forKey: .body)
    case .promoted(let body): try box.encode(body, forKey: .body)
    case .credit(let body): try box.encode(body, forKey: .body)
    }
  }
}
