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
  public let rulingDigest: String
  public let subAccount: String
  public let contents: [VaultContent]
  public init(
    id: ID<PartnerRequest>, requested: PartnerRequested, court: CourtCode, caseNumber: String, otherCaseNumber: String? = nil,
    rulingNumber: String, rulingDigest: String, subAccount: String, contents: [VaultContent]
  ) {
    self.id = id
    self.requested = requested
    self.court = court
    self.caseNumber = caseNumber
    self.otherCaseNumber = otherCaseNumber
    self.rulingNumber = rulingNumber
    self.rulingDigest = rulingDigest
    self.subAccount = subAccount
    self.contents = contents
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
