import Basics
import Enforcement
import EnforcementLaw

/// One case of a docket, read and checked: everything an application needs, nothing stored yet.
public struct DocketCase: Hashable, Sendable {
  /// What makes two lines, files or days speak of the same application.
  public struct Identity: Hashable, Sendable {
    public let court: CourtCode
    /// The court's own reference for the application, unique within the court.
    public let ref: String
    public init(court: CourtCode, ref: String) {
      self.court = court
      self.ref = ref
    }
  }
  public var identity: Identity
  public var type: CaseTypeCode
  /// The case that a resumption resumes (R1.3).
  public var earlierCase: String?
  /// The day on which the application came in; nil means the day of the import.
  public var receivedOn: Day?
  public var cause: String
  /// Wages, support or injury: first in each queue.
  public var livelihood: Bool
  public var instrument: Instrument
  public var parties: [DocketParty]
  public var claims: [ClaimItem]

  public init(
    identity: Identity, type: CaseTypeCode, earlierCase: String? = nil, receivedOn: Day? = nil, cause: String = "",
    livelihood: Bool = false, instrument: Instrument, parties: [DocketParty], claims: [ClaimItem]
  ) {
    self.identity = identity
    self.type = type
    self.earlierCase = earlierCase
    self.receivedOn = receivedOn
    self.cause = cause
    self.livelihood = livelihood
    self.instrument = instrument
    self.parties = parties
    self.claims = claims
  }

  /// The sum of the claim items; nil beyond the largest sum accepted from outside.
  public var claimed: Money? { ClaimItem.total(claims) }
}

/// A party as the application names it.
public struct DocketParty: Hashable, Sendable {
  public var role: CaseParty.Role
  public var kind: Person.Kind
  public var name: String
  public var document: IdentityDocument?
  /// Canonical (R10.5); empty where none is known.
  public var phone: String
  public var address: String
  /// Legal representative or head of an organisation.
  public var representative: String
  /// The party agreed in writing to electronic service (R0.2).
  public var agreesToElectronicService: Bool
  public var payee: Payee?
  public var agent: Agent?

  /// The document by which the party is known, its number checked where it has check digits.
  public struct IdentityDocument: Hashable, Sendable {
    public var kind: Application.IDKind
    /// Canonical: 18 characters, letters in capitals, for resident numbers and credit codes.
    public var number: String
    public init(kind: Application.IDKind, number: String) {
      self.kind = kind
      self.number = number
    }
  }
  /// The account into which the party wants to be paid.
  public struct Payee: Hashable, Sendable {
    public var account: String
    public var bank: String
    public init(account: String, bank: String) {
      self.account = account
      self.bank = bank
    }
  }
  /// Who acts for the party; for a minor the guardian.
  public struct Agent: Hashable, Sendable {
    public var name: String
    public var phone: String
    public init(name: String, phone: String) {
      self.name = name
      self.phone = phone
    }
  }

  public init(
    role: CaseParty.Role, kind: Person.Kind, name: String, document: IdentityDocument? = nil, phone: String = "",
    address: String = "", representative: String = "", agreesToElectronicService: Bool = false, payee: Payee? = nil,
    agent: Agent? = nil
  ) {
    self.role = role
    self.kind = kind
    self.name = name
    self.document = document
    self.phone = phone
    self.address = address
    self.representative = representative
    self.agreesToElectronicService = agreesToElectronicService
    self.payee = payee
    self.agent = agent
  }
}
