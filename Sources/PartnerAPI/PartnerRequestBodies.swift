import Basics

extension PartnerRequestBody {
  /// Everything that the unit holds of one person. Only judgment debtors may be asked about (法释〔2013〕20号 7).
  public struct Query: Hashable, Sendable, Codable {
    public var name: String
    /// `residentID` (18 signs), `creditCode` (18 signs), or another kind that the unit knows.
    public var idKind: String
    public var idNumber: String
    public init(name: String, idKind: String, idNumber: String) {
      self.name = name
      self.idKind = idKind
      self.idNumber = idNumber
    }
  }

  /// A limit freeze (限额冻结): what is there up to `limit` is held, and later credits are caught until it is reached (R4.3).
  /// `to` is the last day of effect; at most a year for deposits (R3.1).
  public struct Freeze: Hashable, Sendable, Codable {
    public var account: String
    @YuanText public var limit: Money
    public var from: Day
    public var to: Day
    public init(account: String, limit: Money, from: Day, to: Day) {
      self.account = account
      self.limit = limit
      self.from = from
      self.to = to
    }
  }

  /// Moves the last day of this case's freeze; must come before the old one has passed.
  public struct RenewFreeze: Hashable, Sendable, Codable {
    /// Account, at an insurer the policy's number, at the securities depository the holding.
    public var account: String
    public var to: Day
    public init(account: String, to: Day) {
      self.account = account
      self.to = to
    }
  }

  /// Lets go of this case's freeze, whole or down to a sum.
  public struct ReleaseFreeze: Hashable, Sendable, Codable {
    /// Account; at an insurer the policy's number, at the securities depository the holding (both released whole).
    public var account: String
    /// The new limit; `0.00` ends the freeze.
    @YuanText public var keep: Money
    public init(account: String, keep: Money) {
      self.account = account
      self.keep = keep
    }
  }

  /// Compulsory transfer (扣划) to the case's sub-account at the court's bank; at most what this case has frozen there.
  public struct Transfer: Hashable, Sendable, Codable {
    public var account: String
    @YuanText public var amount: Money
    public var caseSubAccount: String
    public init(account: String, amount: Money, caseSubAccount: String) {
      self.account = account
      self.amount = amount
      self.caseSubAccount = caseSubAccount
    }
  }

  /// Registers a seal (查封) of real estate or a vehicle: at most three years, two for vehicles (R3.1).
  public struct Seal: Hashable, Sendable, Codable {
    /// Number of the real-estate certificate, or the plate.
    public var registration: String
    public var from: Day
    public var to: Day
    public init(registration: String, from: Day, to: Day) {
      self.registration = registration
      self.from = from
      self.to = to
    }
  }

  /// Moves the last day of this case's seal on a registered thing.
  public struct RenewSeal: Hashable, Sendable, Codable {
    public var registration: String
    public var to: Day
    public init(registration: String, to: Day) {
      self.registration = registration
      self.to = to
    }
  }

  /// Lifts this case's seal; whoever waits behind it moves up.
  public struct Unseal: Hashable, Sendable, Codable {
    public var registration: String
    public init(registration: String) { self.registration = registration }
  }

  /// What a policy would bring if it were surrendered now.
  public struct QuerySurrender: Hashable, Sendable, Codable {
    public var policyNumber: String
    public init(policyNumber: String) { self.policyNumber = policyNumber }
  }

  /// No surrender, loan or change of holder without the court.
  public struct FreezePolicy: Hashable, Sendable, Codable {
    public var policyNumber: String
    public var from: Day
    public var to: Day
    public init(policyNumber: String, from: Day, to: Day) {
      self.policyNumber = policyNumber
      self.from = from
      self.to = to
    }
  }

  /// Ends a policy that this case has frozen and sends its surrender value to the case's sub-account.
  public struct Surrender: Hashable, Sendable, Codable {
    public var policyNumber: String
    public var caseSubAccount: String
    public init(policyNumber: String, caseSubAccount: String) {
      self.policyNumber = policyNumber
      self.caseSubAccount = caseSubAccount
    }
  }

  /// Pays out of a case's sub-account at the court's own bank. The request's id makes it exactly once.
  public struct Pay: Hashable, Sendable, Codable {
    public var caseSubAccount: String
    public var payeeName: String
    public var payeeAccount: String
    /// Twelve digits (大额支付行号), or the bank's Chinese name where only that is known; empty for the treasury.
    public var bankCode: String
    @YuanText public var amount: Money
    /// What the payee's statement shows.
    public var purpose: String
    public init(
      caseSubAccount: String, payeeName: String, payeeAccount: String, bankCode: String, amount: Money, purpose: String
    ) {
      self.caseSubAccount = caseSubAccount
      self.payeeName = payeeName
      self.payeeAccount = payeeAccount
      self.bankCode = bankCode
      self.amount = amount
      self.purpose = purpose
    }
  }
}
