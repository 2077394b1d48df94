import Basics

/// A confirmed direct payment was none: its confirmation is taken back.
public struct DirectPaymentTakenBack: Event {
  public static let name = "correction.directTakenBack.v1"
  public let payment: ID<DirectPayment>
  public let amount: Money
  public init(payment: ID<DirectPayment>, amount: Money) {
    self.payment = payment
    self.amount = amount
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.performance.direct[payment]?.status = .takenBack }
}

/// The debt is more by it again; no entry of the ledger follows, since no money came here.
public struct DirectPaymentUncounted: Event {
  public static let name = "correction.directUncounted.v1"
  public let payment: ID<DirectPayment>
  public let sum: DirectSum
  public init(payment: ID<DirectPayment>, sum: DirectSum) {
    self.payment = payment
    self.sum = sum
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    if let place = account.direct.firstIndex(of: sum) { account.direct.remove(at: place) }
  }
}

/// A duty is open still, or was never owed.
public struct DutyCorrected: Event {
  public static let name = "correction.dutyCorrected.v1"
  public let duty: ID<Duty>
  public let kind: Duty.Kind
  public let mistake: DutyMistake
  public let due: Day
  /// Somebody had been chosen to do it: that clock runs again too.
  public let substituted: Bool
  public init(duty: ID<Duty>, kind: Duty.Kind, mistake: DutyMistake, due: Day, substituted: Bool) {
    self.duty = duty
    self.kind = kind
    self.mistake = mistake
    self.due = due
    self.substituted = substituted
  }
  public var signals: [Signal] {
    switch mistake {
    case .notEnded:
      [Signal("duty.recorded", duty, from: due)] + (substituted ? [Signal("duty.substitutionOrdered", duty)] : [])
    case .neverOwed: [Signal("duty.struck", duty)]
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    switch mistake {
    case .notEnded:
      if let place = file.performance.duties.firstIndex(where: { $0.id == duty }) { file.performance.duties[place].ended = nil }
    case .neverOwed: file.performance.duties.removeAll { $0.id == duty }
    }
  }
}

/// The parties did not settle so: the instrument is what is enforced, less what was paid.
public struct SettlementStruck: Event {
  public static let name = "correction.settlementStruck.v1"
  public let settlement: ID<SettlementAgreement>
  public let instalments: [ID<SettlementAgreement.Instalment>]
  public init(settlement: ID<SettlementAgreement>, instalments: [ID<SettlementAgreement.Instalment>]) {
    self.settlement = settlement
    self.instalments = instalments
  }
  public var signals: [Signal] { [Signal("settlement.struck")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.status = .struck } }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    instalments.flatMap { instalment in
      ["settlement.remind", "settlement.check"].map { .cancelTimer(name: $0, subject: "\(instalment)") }
    }
  }
}
