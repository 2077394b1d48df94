import Basics
import EnforcementLaw

/// The filing slice (立案): application, parties, claim, number.
public struct Filing: Sendable {
  public internal(set) var type = CaseTypeCode.first
  public internal(set) var receivedOn = Day(number: 0)
  public internal(set) var docketRef: String?
  public internal(set) var instrument: Instrument?
  public internal(set) var parties: [CaseParty] = []
  public internal(set) var claims: [ClaimItem] = []
  public internal(set) var livelihood = false
  /// Why; empty where it is none.
  public internal(set) var livelihoodGrounds: [LivelihoodGround] = []
  /// How the application came in: `counter`, `docket`, `portal`, `resumption`, `takeover`.
  public internal(set) var via = ""
  public internal(set) var number: String?
  public internal(set) var filedOn: Day?
  public internal(set) var refused = false
  public internal(set) var limitationRisk = false
  public internal(set) var related: [String] = []
  /// What the dispute is about (案由), as the applicant names it; empty where nobody did.
  public internal(set) var cause = ""
  /// Number of the case that a resumption names, whichever court has it (R1.3).
  public internal(set) var earlierCase: String?
  /// What the sums of a resumption are, as the application says; nil where it does not.
  public internal(set) var claimBasis: ClaimBasis?
  /// Why the case waits for its number though it was received from a docket: the code of what stands in the ended round.
  public internal(set) var waitsFor: String?
  /// The closed case that this one resumes.
  public internal(set) var resumes: ID<CaseFile>?
  /// Names that were typed for parties known by another one: kind `text`. Gone once the particulars are corrected.
  public internal(set) var namesKept: [ID<Person>: VaultRef] = [:]
  /// Who entered the application: the acceptance decision may be theirs, approvals of money are not.
  public internal(set) var enteredBy: Actor.Ref?

  /// The amount claimed (执行标的额): the sum of the claim items.
  public var claimed: Money { claims.reduce(.zero) { $0 + $1.amount } }
  /// The person's part in this case; nil for who has none.
  public func party(_ id: ID<Person>) -> CaseParty? { parties.first { $0.person == id } }
}

/// The enforceable instrument (执行依据).
public struct Instrument: Sendable, Hashable, Codable {
  /// Text as printed: `(2021)浙1003民初88号`; legacy forms are kept as they are.
  public var number: String
  public var court: String
  public var kind: Kind
  public var on: Day
  /// The last day of the performance period; the doubled interest and the limitation run from it.
  public var lastPerformanceDay: Day?
  /// What kind of instrument it is (执行依据的种类); papers and checks name it so. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case judgment, mediation, award, notarial, order
    public var name: Phrase {
      switch self {
      case .judgment: Phrase("民事判决书", "Judgment")
      case .mediation: Phrase("民事调解书", "Mediation agreement")
      case .award: Phrase("仲裁裁决书", "Arbitral award")
      case .notarial: Phrase("公证债权文书", "Notarial instrument")
      case .order: Phrase("支付令或裁定书", "Payment order or ruling")
      }
    }
  }
  public init(number: String, court: String, kind: Kind, on: Day, lastPerformanceDay: Day?) {
    self.number = number
    self.court = court
    self.kind = kind
    self.on = on
    self.lastPerformanceDay = lastPerformanceDay
  }
}

/// A person's part in one case, as the application gave it or a later change of parties made it.
public struct CaseParty: Sendable, Hashable, Codable {
  public let person: ID<Person>
  public let role: Role
  public let kind: Person.Kind
  /// The person's vault entry as known when the application came in.
  public let vault: VaultRef
  /// Electronic service to this party was agreed in writing (R0.2).
  public let confirmedAddress: Bool
  /// On which side a party stands. Raw values are stored.
  public enum Role: String, Sendable, Codable, Hashable, CaseIterable {
    case applicant, debtor, thirdParty
    public var name: Phrase {
      switch self {
      case .applicant: Phrase("申请执行人", "Applicant")
      case .debtor: Phrase("被执行人", "Judgment debtor")
      case .thirdParty: Phrase("案外人", "Third party")
      }
    }
  }
  public init(person: ID<Person>, role: Role, kind: Person.Kind, vault: VaultRef, confirmedAddress: Bool) {
    self.person = person
    self.role = role
    self.kind = kind
    self.vault = vault
    self.confirmedAddress = confirmedAddress
  }
}

/// One item of the claim.
public struct ClaimItem: Sendable, Hashable, Codable {
  public let kind: Kind
  public let amount: Money
  /// Interest as the instrument orders it, in the docket's notation (`12%`, `LPR1Y*4`, empty for none); read by the law library.
  public let interest: String
  /// What a sum is owed for. Wages, support and injuries concern somebody's livelihood. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case principal, interest, penalty, damages, costs, wages, support, injury, traffic
    public var name: Phrase {
      switch self {
      case .principal: Phrase("本金", "Principal")
      case .interest: Phrase("已确定利息", "Interest already fixed")
      case .penalty: Phrase("违约金", "Contract penalty")
      case .damages: Phrase("赔偿金", "Damages")
      case .costs: Phrase("诉讼费等费用", "Costs")
      case .wages: Phrase("劳动报酬", "Wages")
      case .support: Phrase("赡养、抚养费", "Support")
      case .injury: Phrase("工伤、人身损害赔偿", "Damages for injury")
      case .traffic: Phrase("交通事故赔偿", "Damages for a traffic injury")
      }
    }
  }
  public init(kind: Kind, amount: Money, interest: String) {
    self.kind = kind
    self.amount = amount
    self.interest = interest
  }
}

/// An application came in and is complete enough to be decided on; there is no case number yet.
public struct ApplicationReceived: Event {
  public static let name = "filing.applicationReceived.v1"
  public let caseID: ID<CaseFile>
  public let court: CourtCode
  public let type: CaseTypeCode
  public let receivedOn: Day
  /// `counter`, `docket`, `portal`, `resumption`.
  public let via: String
  public let docketRef: String?
  public let instrument: Instrument
  public let parties: [CaseParty]
  public let claims: [ClaimItem]
  public let livelihood: Bool
  public let resumes: ID<CaseFile>?
  public let cause: String?
  /// Number of the case to be resumed, as the application names it.
  public let earlierCase: String?
  public let claimBasis: ClaimBasis?
  public init(
    caseID: ID<CaseFile>, court: CourtCode, type: CaseTypeCode, receivedOn: Day, via: String, docketRef: String?,
    instrument: Instrument, parties: [CaseParty], claims: [ClaimItem], livelihood: Bool, resumes: ID<CaseFile>? = nil,
    cause: String? = nil, earlierCase: String? = nil, claimBasis: ClaimBasis? = nil
  ) {
    self.caseID = caseID
    self.court = court
    self.type = type
    self.receivedOn = receivedOn
    self.via = via
    self.docketRef = docketRef
    self.instrument = instrument
    self.parties = parties
    self.claims = claims
    self.livelihood = livelihood
    self.resumes = resumes
    self.cause = cause
    self.earlierCase = earlierCase
    self.claimBasis = claimBasis
  }
  public var signals: [Signal] { [Signal("application.received")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.id = caseID
    file.court = court
    file.filing.type = type
    file.filing.receivedOn = receivedOn
    file.filing.docketRef = docketRef
    file.filing.instrument = instrument
    file.filing.parties = parties
    file.filing.claims = claims
    file.filing.livelihood = livelihood
    file.filing.livelihoodGrounds = LivelihoodGround.of(claims, stated: livelihood)
    file.filing.via = via
    file.filing.resumes = resumes
    file.filing.cause = cause ?? ""
    file.filing.earlierCase = earlierCase
    file.filing.claimBasis = claimBasis
    file.filing.enteredBy = meta.actor
  }
}

/// The application became a case with a number of its own (立案); the limits of the case run from this day (R2.2).
public struct CaseFiled: Event {
  public static let name = "filing.caseFiled.v1"
  public let number: String
  public let filedOn: Day
  /// The application came after the limitation period; filed all the same, the debtor may object (R1.8).
  public let limitationRisk: Bool
  /// Numbers of cases on the same instrument (R1.4).
  public let related: [String]
  /// Where the application came late: how the limitation was counted.
  public let limitation: Reasons?
  public init(number: String, filedOn: Day, limitationRisk: Bool, related: [String], limitation: Reasons? = nil) {
    self.number = number
    self.filedOn = filedOn
    self.limitationRisk = limitationRisk
    self.related = related
    self.limitation = limitation
  }
  public var signals: [Signal] { [Signal("case.filed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.filing.number = number
    file.filing.filedOn = filedOn
    file.filing.limitationRisk = limitationRisk
    file.filing.related = related
    file.filing.waitsFor = nil
  }
}

/// A resumption from a docket waits for its number: the round that it resumes is not settled yet. The filing judge files it then.
public struct FilingWaits: Event {
  public static let name = "filing.waits.v1"
  public let earlier: ID<CaseFile>
  /// What stands in the way: `earlierMoneyOpen`, `earlierActsOpen`, `earlierDebtorMissing`.
  public let code: String
  public let reasons: Reasons
  public init(earlier: ID<CaseFile>, code: String, reasons: Reasons) {
    self.earlier = earlier
    self.code = code
    self.reasons = reasons
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.filing.waitsFor = code }
}

/// The application was not accepted, with the conditions of 执行规定 16 that it fails; the file stays as the record of that.
public struct ApplicationRefused: Event {
  public static let name = "filing.refused.v1"
  /// Keys of the acceptance conditions that are not met (R1.6).
  public let missing: [String]
  public let reason: VaultRef
  public init(missing: [String], reason: VaultRef) {
    self.missing = missing
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("application.refused")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.filing.refused = true }
}

/// Serial numbers of one court, type and year: no gaps, no doubles.
public struct CaseNumbers: StreamState {
  public static let kind = StreamKind.caseNumbers
  public init() {}
  public internal(set) var last = 0
  /// Numbers that cases of an earlier system brought along.
  public internal(set) var takenOver = 0
  /// Numbers of the earlier system that no case here has; nil before it is known.
  public internal(set) var missing: Int?
}

/// A serial number was given to a case. It is never given again, whatever becomes of the case.
public struct SerialTaken: Event {
  public static let name = "caseNumbers.serialTaken.v1"
  public let serial: Int
  public let caseID: ID<CaseFile>
  public init(serial: Int, caseID: ID<CaseFile>) {
    self.serial = serial
    self.caseID = caseID
  }
  public func apply(to numbers: inout CaseNumbers, _ meta: EventMeta) { numbers.last = serial }
}
