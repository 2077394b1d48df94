import Basics
import Enforcement

/// What a case asks of a special fund, as lists show it: an application for aid, a lodgement, a reward.
public struct FundItem: Sendable, Hashable {
  /// Which special fund the item is about; raw values are stored.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case aid, lodged, reward, deposit }
  /// The lodgement, reward or deposit; for aid the place of its application in the log.
  public let id: Int64
  public let caseID: ID<CaseFile>
  public let number: String
  public let handler: ID<StaffMember>?
  /// For whom: the creditor, the aided, who promised the reward; nobody for a deposit.
  public let person: ID<Person>
  /// Asked for, lodged, or promised.
  public let amount: Money
  /// The most that may be given; nil where there is no such bound.
  public let most: Money?
  /// What was decided to be given.
  public let granted: Money?
  public let status: String
  /// Words of the domain, parted by commas: the ground of a lodgement, criteria of aid, kind and credit of a deposit.
  public let ground: String
  public let on: Day
  public let decidedOn: Day?
  /// When the creditor is reminded next, or the state has it.
  public let nextOn: Day?
  /// The last day of a claim.
  public let until: Day?
  public let isInPayout: Bool
  public let paidOn: Day?
  public init(
    id: Int64, caseID: ID<CaseFile>, number: String, handler: ID<StaffMember>?, person: ID<Person>, amount: Money, most: Money?,
    granted: Money?, status: String, ground: String, on: Day, decidedOn: Day?, nextOn: Day?, until: Day?, isInPayout: Bool,
    paidOn: Day?
  ) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.handler = handler
    self.person = person
    self.amount = amount
    self.most = most
    self.granted = granted
    self.status = status
    self.ground = ground
    self.on = on
    self.decidedOn = decidedOn
    self.nextOn = nextOn
    self.until = until
    self.isInPayout = isInPayout
    self.paidOn = paidOn
  }
  /// What it stands for now: paid, on its way to be paid, or its own word.
  public var stage: String { paidOn != nil ? "paid" : isInPayout ? "paying" : status }
}

/// Lists of special funds.
public protocol SpecialFundsReads: Sendable {
  /// Items of a kind, the oldest first.
  func fundItems(_ kind: FundItem.Kind, court: CourtCode, limit: Int) async throws -> [FundItem]
  /// Clusters of cases, the newest first.
  func clusters(court: CourtCode, limit: Int) async throws -> [ClusterRow]
  /// Credits of this sum that came in by a day, the latest first: which of them the bank may have taken back.
  func credits(of amount: Money, through day: Day, court: CourtCode, limit: Int) async throws -> [CreditRow]
  /// Cases that lead a distribution in which this person takes part as a creditor from outside.
  func sharesOf(_ person: ID<Person>) async throws -> [ID<CaseFile>]
}

/// A credit as it stands in the books: a receipt of a case, or money in suspense.
public struct CreditRow: Sendable, Hashable {
  /// The receipt's id, or that of the credit in suspense.
  public let id: Int64
  public let caseID: ID<CaseFile>?
  public let number: String
  public let on: Day
  public let amount: Money
  public init(id: Int64, caseID: ID<CaseFile>?, number: String, on: Day, amount: Money) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.on = on
    self.amount = amount
  }
}

/// A cluster of cases as lists show it.
public struct ClusterRow: Sendable, Hashable {
  public let id: ID<Cluster>
  /// Kind `text`.
  public let title: VaultRef
  public let members: Int
  public let received: Money
  public let divided: Money
  /// A division waits for the second person.
  public let waits: Bool
  public let createdOn: Day
  public init(
    id: ID<Cluster>, title: VaultRef, members: Int, received: Money, divided: Money, waits: Bool, createdOn: Day
  ) {
    self.id = id
    self.title = title
    self.members = members
    self.received = received
    self.divided = divided
    self.waits = waits
    self.createdOn = createdOn
  }
  public var balance: Money { received - divided }
}
