import Basics
import Enforcement

/// What lists show of a case.
public struct CaseRow: Sendable, Hashable {
  public let id: ID<CaseFile>
  public let number: String
  public let type: String
  public let status: CaseStatus
  public let lane: Lane?
  public let handler: ID<StaffMember>?
  public let receivedOn: Day
  public let filedOn: Day?
  public let claimed: Money
  public let moneyIn: Money
  public let livelihood: Bool
  public let nearestKey: String
  public let nearestDue: Instant?
  public let nearestOwner: Role?
  public let applicants: [ID<Person>]
  public let debtors: [ID<Person>]
  public init(
    id: ID<CaseFile>, number: String, type: String, status: CaseStatus, lane: Lane?, handler: ID<StaffMember>?, receivedOn: Day,
    filedOn: Day?, claimed: Money, moneyIn: Money, livelihood: Bool, nearestKey: String, nearestDue: Instant?,
    nearestOwner: Role?,
    applicants: [ID<Person>], debtors: [ID<Person>]
  ) {
    self.id = id
    self.number = number
    self.type = type
    self.status = status
    self.lane = lane
    self.handler = handler
    self.receivedOn = receivedOn
    self.filedOn = filedOn
    self.claimed = claimed
    self.moneyIn = moneyIn
    self.livelihood = livelihood
    self.nearestKey = nearestKey
    self.nearestDue = nearestDue
    self.nearestOwner = nearestOwner
    self.applicants = applicants
    self.debtors = debtors
  }
}

/// Where a case is, as lists filter by it. Raw values are stored.
public enum CaseStatus: String, Sendable, CaseIterable, Codable {
  case received, open, closed, refused
  public var name: Phrase {
    switch self {
    case .received: Phrase("待立案", "Received")
    case .open: Phrase("在办", "Open")
    case .closed: Phrase("已结", "Closed")
    case .refused: Phrase("不予受理", "Refused")
    }
  }
}

/// Filters, sort and place of a case list. Every offered sort has its index.
public struct CaseListQuery: Sendable, Hashable {
  /// What a list may be sorted by; raw values stand in addresses of pages.
  public enum Sort: String, Sendable, CaseIterable { case due, filed, number, claimed, updated }
  public var text = ""
  public var status: CaseStatus?
  public var lane: Lane?
  public var handler: ID<StaffMember>?
  public var type: String?
  public var overdueAt: Instant?
  public var livelihood = false
  public var filedOn: Day?
  public var closedOn: Day?
  public var sort = Sort.due
  public var descending = false
  /// The sort value and id of the last row shown.
  public var after: Cursor?
  public var limit = 25
  /// Counts to the end instead of to 10,000.
  public var countsAll = false
  public init() {}

  /// The place after which the next page begins. Its text form, `value.second.id`, stands in addresses; other text is nil.
  public struct Cursor: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
    public let value: Int64
    public let second: Int64
    public let id: Int64
    public init(value: Int64, second: Int64, id: Int64) {
      self.value = value
      self.second = second
      self.id = id
    }
    public var description: String { "\(value).\(second).\(id)" }
    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ description: String) {
      let parts = description.split(separator: ".").compactMap { Int64($0) }
      guard parts.count == 3 else { return nil }
      self.init(value: parts[0], second: parts[1], id: parts[2])
    }
  }
}

/// One page of a case list, and where the next one begins; nil on the last.
public struct CaseListPage: Sendable {
  public let rows: [CaseRow]
  public let next: CaseListQuery.Cursor?
  /// What fits the filters, on all pages together.
  public let all: CaseListTotals
  public init(rows: [CaseRow], next: CaseListQuery.Cursor?, all: CaseListTotals) {
    self.rows = rows
    self.next = next
    self.all = all
  }
  /// How many fit; nil where they were not counted to the end.
  public var total: Int? { all.isExact ? all.cases : nil }
}

/// How many cases fit the filters of a list, and what they claim and brought in together.
public struct CaseListTotals: Sendable, Hashable {
  public let cases: Int
  /// False where there are more than `cases`.
  public let isExact: Bool
  public let sums: Sums?

  /// Known where few cases fit: these are read whole.
  public struct Sums: Sendable, Hashable {
    public let claimed: Money
    public let moneyIn: Money
    public init(claimed: Money, moneyIn: Money) {
      self.claimed = claimed
      self.moneyIn = moneyIn
    }
  }

  public init(cases: Int, isExact: Bool = true, sums: Sums? = nil) {
    self.cases = cases
    self.isExact = isExact
    self.sums = sums
  }
  public static let nothing = CaseListTotals(cases: 0, sums: Sums(claimed: .zero, moneyIn: .zero))
}

/// A line of the desk: a node with its clock.
public struct DeskRow: Sendable, Hashable {
  public let node: ID<ProcessNode>
  public let key: String
  public let due: Instant?
  public let owner: Role
  public let warnings: Int
  public let caseID: ID<CaseFile>
  public let number: String
  public let livelihood: Bool
  public let debtors: [ID<Person>]
  public init(
    node: ID<ProcessNode>, key: String, due: Instant?, owner: Role, warnings: Int, caseID: ID<CaseFile>, number: String,
    livelihood: Bool, debtors: [ID<Person>]
  ) {
    self.node = node
    self.key = key
    self.due = due
    self.owner = owner
    self.warnings = warnings
    self.caseID = caseID
    self.number = number
    self.livelihood = livelihood
    self.debtors = debtors
  }
}

/// A request to a unit as lists show it.
public struct RequestRow: Sendable, Hashable {
  /// What ``status`` may be.
  public static let statuses = ["waiting", "late", "answered", "givenUp"]
  public let id: ID<PartnerRequest>
  public let caseID: ID<CaseFile>
  public let number: String
  public let unit: String
  public let action: PartnerAction
  public let status: String
  public let sentAt: Instant
  public let deadline: Instant
  public let answeredAt: Instant?
  public let outcome: PartnerOutcome?
  public init(
    id: ID<PartnerRequest>, caseID: ID<CaseFile>, number: String, unit: String, action: PartnerAction, status: String,
    sentAt: Instant,
    deadline: Instant, answeredAt: Instant?, outcome: PartnerOutcome?
  ) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.unit = unit
    self.action = action
    self.status = status
    self.sentAt = sentAt
    self.deadline = deadline
    self.answeredAt = answeredAt
    self.outcome = outcome
  }
}

/// A paper as lists and the check page show it.
public struct PaperRow: Sendable, Hashable {
  public let id: ID<Paper>
  public let caseID: ID<CaseFile>
  public let number: String
  public let kind: PaperKind
  public let stage: Papers.Stage
  public let draftedAt: Instant
  public let sealedAt: Instant?
  public let sha256: String
  public init(
    id: ID<Paper>, caseID: ID<CaseFile>, number: String, kind: PaperKind, stage: Papers.Stage, draftedAt: Instant,
    sealedAt: Instant?,
    sha256: String
  ) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.kind = kind
    self.stage = stage
    self.draftedAt = draftedAt
    self.sealedAt = sealedAt
    self.sha256 = sha256
  }
}

/// Money arrived or proposed, as the cashier's page shows it.
public struct MoneyRow: Sendable, Hashable {
  public let caseID: ID<CaseFile>
  public let number: String
  /// `receipt`, or a payout's status.
  public let kind: String
  public let amount: Money
  public let at: Instant
  public let payBy: Day?
  public init(caseID: ID<CaseFile>, number: String, kind: String, amount: Money, at: Instant, payBy: Day?) {
    self.caseID = caseID
    self.number = number
    self.kind = kind
    self.amount = amount
    self.at = at
    self.payBy = payBy
  }
}

/// Counts for desk and wall, kept in the transaction.
public struct CourtCounts: Sendable, Hashable {
  public var receivedToday = 0
  public var filedToday = 0
  public var closedToday = 0
  public var open = 0
  public var moneyInToday = Money.zero
  public var moneyOutToday = Money.zero
  public var requestsToday = 0
  public var answersToday = 0
  public var overdue = 0
  public var dueToday = 0
  public var papersToSign = 0
  public init() {}
}

/// Reads of the derived tables.
public protocol CaseReads: Sendable {
  func list(_ query: CaseListQuery, court: CourtCode) async throws -> CaseListPage
  func counts(court: CourtCode, now: Instant) async throws -> CourtCounts
  /// Events of the case, its account and its requests, in order.
  func history(_ caseID: ID<CaseFile>) async throws -> [RecordedEvent]
  func paper(code: String) async throws -> PaperRow?
  func requests(court: CourtCode, status: String?, limit: Int) async throws -> [RequestRow]
  func money(court: CourtCode, limit: Int) async throws -> [MoneyRow]
  func names(_ persons: [ID<Person>]) async throws -> [ID<Person>: String]
  /// Staff with the vault reference of their names.
  func staff(court: CourtCode) async throws -> [(id: ID<StaffMember>, roles: Set<Role>, active: Bool, vault: VaultRef)]
  func casesOf(_ person: ID<Person>) async throws -> [ID<CaseFile>]
}
