import Basics

/// One request to a partner unit, with a clock and a receipt. Its id is the idempotency key on the wire.
public struct PartnerRequest: StreamState {
  public static let kind = StreamKind.partnerRequest
  public init() {}
  public internal(set) var requested: PartnerRequested?
  public internal(set) var answers: Set<String> = []
  public internal(set) var outcome: PartnerOutcome?
  public internal(set) var givenUp = false
  public internal(set) var deadlineMissed = false
  /// True once nothing more is expected.
  public var isSettled: Bool { outcome != nil || givenUp }
  /// Whether an answer tells something that is not known yet: it is the first, or what had failed was done after all.
  func isNews(_ answer: PartnerOutcome) -> Bool {
    switch outcome {
    case nil: true
    case .failed, .rejected: answer == .done || answer == .partial
    case .done, .partial: false
    }
  }
}

/// What a unit is asked to do (R4.2).
public enum PartnerAction: String, Sendable, Hashable, Codable, CaseIterable {
  case query, freeze, renew, release, transfer, seal, unseal, renewSeal, freezePolicy, surrender, pay
  public var name: Phrase {
    switch self {
    case .query: Phrase("查询", "Query")
    case .freeze: Phrase("冻结", "Freeze")
    case .renew: Phrase("续行冻结", "Renew freeze")
    case .release: Phrase("解除冻结", "Release")
    case .transfer: Phrase("扣划", "Compulsory transfer")
    case .seal: Phrase("查封", "Seal")
    case .unseal: Phrase("解除查封", "Unseal")
    case .renewSeal: Phrase("续行查封", "Renew seal")
    case .freezePolicy: Phrase("冻结保单", "Freeze policy")
    case .surrender: Phrase("退保提取", "Surrender policy")
    case .pay: Phrase("支付", "Pay")
    }
  }
}

/// What came of a request: done, less than asked, tried in vain, or refused. Raw values are stored.
public enum PartnerOutcome: String, Sendable, Hashable, Codable, CaseIterable { case done, partial, failed, rejected }

/// A unit that can be asked, from the court's configuration.
public struct PartnerUnit: Sendable, Hashable {
  /// What sort of unit it is, and so what it can be asked (R4.2).
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case bank, realEstate, vehicle, insurer, securities, courtBank
    /// No unit: what the court's own people take and keep on the spot.
    case site
  }
  /// How a unit is reached.
  public enum Channel: String, Sendable, Codable, CaseIterable {
    /// By message, answered by message.
    case online
    /// On paper only: somebody goes there, and what it says is entered by hand.
    case paper
  }
  public let key: String
  public let name: Phrase
  public let kind: Kind
  public let channel: Channel
  public init(key: String, name: Phrase, kind: Kind, channel: Channel = .online) {
    self.key = key
    self.name = name
    self.kind = kind
    self.channel = channel
  }
}

/// How a request goes to its unit. Stored; nil in events means ``message``.
public enum RequestWay: String, Sendable, Hashable, Codable, CaseIterable {
  case message
  /// A paper that somebody takes there; the answer is entered by hand.
  case paper
  /// It was done on paper before it was entered here.
  case entered
}

extension Situation {
  /// How a request goes to this unit; nil for a message.
  func way(to unit: String) -> RequestWay? { units.first { $0.key == unit }?.channel == .paper ? .paper : nil }

  /// Until when a unit should have answered on a measure: by message within hours, on paper within the days of the node that watches it.
  func controlDeadline(_ way: RequestWay?) -> Instant {
    guard way ?? .message != .message else { return now.adding(hours: Int64(settings.freezeTimeoutHours)) }
    var days = 10
    if case .workdays(let count) = process.nodes["controlOffline"]?.limit?.amount { days = count }
    return Instant.end(of: law.calendar.workingDay(days, after: today))
  }
}

/// A unit was asked for an act, once; the message goes out under this request's id as often as it must.
public struct PartnerRequested: Event {
  public static let name = "partner.requested.v1"
  public let caseID: ID<CaseFile>
  public let unit: String
  public let action: PartnerAction
  public let person: ID<Person>?
  public let property: ID<Property>?
  public let measure: ID<Measure>?
  public let amount: Money?
  public let from: Day?
  public let until: Day?
  /// Another case that the act concerns: the ended one under whose number the unit keeps the measure, or the resuming one that a payment
  /// goes to.
  public let otherCase: ID<CaseFile>?
  /// The signed ruling that the act rests on; nil for queries and payments.
  public let ruling: ID<Paper>?
  public let payoutLine: ID<PayoutLine>?
  /// The credit in suspense that goes back to its payer: no case stands behind such a payment, and
  /// ``caseID`` is the credit's own id.
  public let receipt: ID<BankReceipt>?
  /// What the wire message needs and the log must not hold: name and ID number, account, payee.
  public let vault: [VaultRef]
  public let deadline: Instant
  public let pace: Reaction.Pace
  /// Nil in older entries: by message.
  public let way: RequestWay?
  public init(
    caseID: ID<CaseFile>, unit: String, action: PartnerAction, person: ID<Person>? = nil, property: ID<Property>? = nil,
    measure: ID<Measure>? = nil, otherCase: ID<CaseFile>? = nil, amount: Money? = nil, from: Day? = nil, until: Day? = nil,
    ruling: ID<Paper>? = nil,
    payoutLine: ID<PayoutLine>? = nil, receipt: ID<BankReceipt>? = nil, vault: [VaultRef], deadline: Instant,
    pace: Reaction.Pace = .urgent, way: RequestWay? = nil
  ) {
    self.caseID = caseID
    self.unit = unit
    self.action = action
    self.person = person
    self.property = property
    self.measure = measure
    self.otherCase = otherCase
    self.amount = amount
    self.from = from
    self.until = until
    self.ruling = ruling
    self.payoutLine = payoutLine
    self.receipt = receipt
    self.vault = vault
    self.deadline = deadline
    self.pace = pace
    self.way = way
  }
  public var isByMessage: Bool { way ?? .message == .message }
  public func apply(to request: inout PartnerRequest, _ meta: EventMeta) { request.requested = self }
  private func missed(_ request: String) -> CommandCall {
    receipt == nil
      ? CommandCall("partners.missDeadline", ["case": "\(caseID)", "request": .text(request)])
      : CommandCall(MissRefundAnswer.name, ["request": .text(request)])
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let clock = Reaction.timer(name: "partner.deadline", subject: meta.stream.key, due: deadline, missed(meta.stream.key))
    return switch way ?? .message {
    case .message: [.send(ID(raw: Int64(meta.stream.key) ?? 0), pace: pace), clock]
    case .paper: [clock]
    case .entered: []
    }
  }
}

/// A unit answered, by message or on paper. What it means for the case stands in the case's own events.
public struct PartnerAnswered: Event {
  public static let name = "partner.answered.v1"
  public let caseID: ID<CaseFile>
  public let answerID: String
  public let outcome: PartnerOutcome
  public let answeredAt: Instant
  /// The answer as received: kind `answer`.
  public let vault: VaultRef
  public init(caseID: ID<CaseFile>, answerID: String, outcome: PartnerOutcome, answeredAt: Instant, vault: VaultRef) {
    self.caseID = caseID
    self.answerID = answerID
    self.outcome = outcome
    self.answeredAt = answeredAt
    self.vault = vault
  }
  public var signals: [Signal] { [Signal("partner.answered")] }
  public func apply(to request: inout PartnerRequest, _ meta: EventMeta) {
    request.answers.insert(answerID)
    if request.isNews(outcome) { request.outcome = outcome }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "partner.deadline", subject: meta.stream.key)]
  }
}

/// No answer came by the deadline; a later one still counts.
public struct PartnerDeadlineMissed: Event {
  public static let name = "partner.deadlineMissed.v1"
  public let caseID: ID<CaseFile>
  public init(caseID: ID<CaseFile>) { self.caseID = caseID }
  public var signals: [Signal] { [Signal("partnerDeadline.missed")] }
  public func apply(to request: inout PartnerRequest, _ meta: EventMeta) { request.deadlineMissed = true }
  /// The answer may have been lost on its way: the unit is asked once more under the same id, and does nothing twice.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let request: PartnerRequest = after.state(meta.stream)
    guard request.requested?.isByMessage ?? true else { return [] }
    return [.send(ID(raw: Int64(meta.stream.key) ?? 0), pace: .paced)]
  }
}

/// A person decided to ask no more, or the unit refused for good.
public struct PartnerRequestGivenUp: Event {
  public static let name = "partner.givenUp.v1"
  public let caseID: ID<CaseFile>
  /// `refused`, `offline`, `withdrawn`.
  public let reason: String
  public init(caseID: ID<CaseFile>, reason: String) {
    self.caseID = caseID
    self.reason = reason
  }
  public func apply(to request: inout PartnerRequest, _ meta: EventMeta) { request.givenUp = true }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "partner.deadline", subject: meta.stream.key)]
  }
}
