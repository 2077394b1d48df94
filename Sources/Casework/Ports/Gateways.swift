import Basics
import Enforcement

/// A request as it leaves for a unit: the event, and the private content that the wire message needs.
public struct OutgoingRequest: Sendable {
  public let id: ID<PartnerRequest>
  public let requested: PartnerRequested
  public let court: CourtCode
  public let caseNumber: String
  /// Number of ``PartnerRequested/otherCase``; nil where there is none.
  public let otherCaseNumber: String?
  /// Number of the ruling the act rests on: the case number with the paper's ordinal; empty for queries and payments.
  public let rulingNumber: String
  /// SHA-256 of the sealed notice that goes with the ruling (R4.2), hexadecimal; empty where there is no ruling.
  public let noticeDigest: String
  public let subAccount: String
  public let contents: [VaultContent]
  /// Where fees go.
  public let treasury: Treasury
  public init(
    id: ID<PartnerRequest>, requested: PartnerRequested, court: CourtCode, caseNumber: String, otherCaseNumber: String? = nil,
    rulingNumber: String, noticeDigest: String, subAccount: String, contents: [VaultContent], treasury: Treasury
  ) {
    self.id = id
    self.requested = requested
    self.court = court
    self.caseNumber = caseNumber
    self.otherCaseNumber = otherCaseNumber
    self.rulingNumber = rulingNumber
    self.noticeDigest = noticeDigest
    self.subAccount = subAccount
    self.contents = contents
    self.treasury = treasury
  }
}

/// The account of the court's treasury: enforcement fees go there. Each court names its own in config/court.yaml.
public struct Treasury: Sendable, Hashable {
  public let name: String
  public let account: String
  public init(name: String, account: String) {
    self.name = name
    self.account = account
  }
}

/// Sends a request to its unit. Returning means the unit took it; its answer comes back on its own. Throwing means try again.
public protocol PartnerGateway: Sendable {
  func send(_ request: OutgoingRequest) async throws
}

/// Draws and keeps a signed paper, and says what sealing needs.
public protocol PaperPress: Sendable {
  /// The fields of `papers.seal` for this paper: digest, code, pages, where it is kept.
  func seal(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [String: InputValue]
}

/// Delivers a text message.
public protocol MessageGateway: Sendable {
  func deliver(text: String, to phone: String, id: String) async throws
}
