import Basics
import Enforcement

/// Which open nodes a list shows. All conditions hold together.
public struct NodeQuery: Sendable {
  public var owner: Role?
  public var key: String?
  /// Nodes of any of these keys; all where there are none.
  public var keys: Set<String> = []
  /// Nodes left out where the case has another open one of the same act: by key, the key of that other.
  public var coveredBy: [String: String] = [:]
  public var handler: ID<StaffMember>?
  /// Clocks that end at this moment or later.
  public var dueFrom: Instant?
  /// Clocks that end before this moment.
  public var dueBefore: Instant?
  /// The end and id of the last row shown.
  public var after: (due: Int64, id: Int64)?
  public var limit = 30
  /// Totals are exact up to this.
  public var countMax = 10_000
  public init() {}
}

/// An open node with its case.
public struct NodeRow: Sendable, Hashable {
  public let node: ID<ProcessNode>
  public let key: String
  public let due: Instant?
  public let owner: Role
  public let caseID: ID<CaseFile>
  public let number: String
  public let handler: ID<StaffMember>?
  public init(
    node: ID<ProcessNode>, key: String, due: Instant?, owner: Role, caseID: ID<CaseFile>, number: String,
    handler: ID<StaffMember>?
  ) {
    self.node = node
    self.key = key
    self.due = due
    self.owner = owner
    self.caseID = caseID
    self.number = number
    self.handler = handler
  }
}

/// One page of open nodes in the order of their ends.
public struct NodePage: Sendable {
  public let rows: [NodeRow]
  /// Where the list goes on after each of the rows.
  public let places: [(due: Int64, id: Int64)]
  /// The end and id to go on after; nil where this is the last page.
  public let next: (due: Int64, id: Int64)?
  /// Nil beyond the query's bound.
  public let total: Int?
  public init(rows: [NodeRow], places: [(due: Int64, id: Int64)], next: (due: Int64, id: Int64)?, total: Int?) {
    self.rows = rows
    self.places = places
    self.next = next
    self.total = total
  }
}

/// How many nodes of a role are open, past their end, and end today.
public struct RoleWork: Sendable, Hashable {
  public let owner: Role
  public let open: Int
  public let overdue: Int
  public let dueToday: Int
  public init(owner: Role, open: Int, overdue: Int, dueToday: Int) {
    self.owner = owner
    self.open = open
    self.overdue = overdue
    self.dueToday = dueToday
  }
}

/// A node whose clock a person was warned of, and that nobody has dealt with since.
public struct WarnedNode: Sendable, Hashable {
  public let row: NodeRow
  /// 1 owner, 2 team lead, 3 command centre.
  public let level: Int
  public let warnedAt: Instant?
  public init(row: NodeRow, level: Int, warnedAt: Instant?) {
    self.row = row
    self.level = level
    self.warnedAt = warnedAt
  }
}

/// Whose warnings a list shows.
public enum WarningReach: Sendable, Hashable {
  /// Nodes of these roles; those of handlers only in these members' cases.
  case own(Set<Role>, Set<ID<StaffMember>>)
  /// What was escalated, in cases of the handlers of the staff member's team.
  case team(of: ID<StaffMember>)
  /// What reached the command centre.
  case court
}

/// Which requests to units a list shows.
public struct RequestQuery: Sendable, Hashable {
  public var status: String?
  public var unit: String?
  public var outcomes: Set<PartnerOutcome> = []
  public var sentOn: Day?
  public var answeredOn: Day?
  public var limit = 500
  public init() {}
}

/// How many requests stand at a unit.
public struct UnitWork: Sendable, Hashable {
  public let unit: String
  public var waiting = 0
  public var late = 0
  public var answeredToday = 0
  public var givenUp = 0
  public init(unit: String, waiting: Int = 0, late: Int = 0, answeredToday: Int = 0, givenUp: Int = 0) {
    self.unit = unit
    self.waiting = waiting
    self.late = late
    self.answeredToday = answeredToday
    self.givenUp = givenUp
  }
}

/// Counts of the search centre, exact to 10,000.
public struct RequestCounts: Sendable, Hashable {
  public var byStatus: [String: Int] = [:]
  /// Answered as failed or rejected.
  public var unsuccessful = 0
  public var units: [UnitWork] = []
  public init() {}
  public static let exactTo = 10_000
}

/// An answer of a unit, with what it brought about in the same moment.
public struct PartnerNews: Sendable {
  public let request: RequestRow
  public let happened: [RecordedEvent]
  public init(request: RequestRow, happened: [RecordedEvent]) {
    self.request = request
    self.happened = happened
  }
}

/// Which receipts and payouts a list shows.
public struct MoneyQuery: Sendable, Hashable {
  /// `receipt` or a payout's status; nil for all.
  public var kind: String?
  /// The day of arrival, of settlement for what is settled, else of the proposal.
  public var on: Day?
  public var limit = 500
  public init() {}
}

/// Another case on the same instrument (R1.4).
public struct RelatedCase: Sendable, Hashable {
  public let id: ID<CaseFile>
  public let number: String
  public let status: CaseStatus
  public init(id: ID<CaseFile>, number: String, status: CaseStatus) {
    self.id = id
    self.number = number
    self.status = status
  }
}

/// Whose signature papers wait for: his roles, the members in whose cases he acts, and their teams.
public struct Signatory: Sendable, Hashable {
  public let roles: Set<Role>
  public let staff: Set<ID<StaffMember>>
  public let teams: Set<String>
  /// Papers of this kind only; nil for all.
  public var only: PaperKind?
  /// The actor as ``Actor/acting(in:on:)`` gives him, in his court.
  public init(_ actor: Actor, in court: Organisation) {
    roles = actor.roles
    staff = actor.inCharge
    teams = Set(actor.inCharge.map { court.team(of: $0) })
  }
  /// The kinds that one of these roles signs.
  private func kinds(_ roles: Set<Role>) -> Set<PaperKind> {
    Set(PaperKind.allCases.filter { (only ?? $0) == $0 && !$0.signers.isDisjoint(with: roles) })
  }
  /// Signed in whosever case: by an office of the court, or by a panel.
  public var inAnyCase: Set<PaperKind> {
    kinds(roles.subtracting(Role.ofCase)).union(kinds(roles).intersection([.reviewRuling]))
  }
  /// Signed in cases of his own.
  public var inOwnCases: Set<PaperKind> { kinds(roles.intersection(Role.ofCase)).subtracting(inAnyCase) }
  /// Of those, the ones that he signs for his team too.
  public var inTeamCases: Set<PaperKind> { kinds(roles.intersection([.assistant, .clerk])).subtracting(inAnyCase) }
}

extension CaseDesk {
  /// Whose signature papers wait for when this person asks.
  public func signatory(_ actor: Actor, court: CourtCode) async throws -> Signatory {
    let staff = try await organisation(court)
    return Signatory(actor.acting(in: staff, on: clock.now.day), in: staff)
  }
}

/// Lists of a court's work beside its cases.
public protocol WorkReads: Sendable {
  func nodes(_ query: NodeQuery, court: CourtCode) async throws -> NodePage
  func work(court: CourtCode, now: Instant) async throws -> [RoleWork]
  /// Open cases by handler; those with none are left out.
  func load(court: CourtCode) async throws -> [ID<StaffMember>: Int]
  /// Warnings nobody has dealt with, the highest level and the longest overdue first.
  func warned(_ reach: WarningReach, court: CourtCode, limit: Int) async throws -> [WarnedNode]
  func requests(_ query: RequestQuery, court: CourtCode) async throws -> [RequestRow]
  /// Measures in effect that end by a day.
  func measures(_ query: MeasureQuery, court: CourtCode) async throws -> MeasurePage
  func requestCounts(court: CourtCode, today: Day) async throws -> RequestCounts
  /// The latest answers since a moment, the newest first; of one handler's or judge's cases where one is named.
  func news(court: CourtCode, handler: ID<StaffMember>?, since: Instant, limit: Int) async throws -> [PartnerNews]
  func money(_ query: MoneyQuery, court: CourtCode) async throws -> [MoneyRow]
  /// Drafts of the court that wait for a signature, of this signer where one is named, the oldest first after the last one shown; and how
  /// many there are.
  func drafts(
    _ signer: Signatory?, court: CourtCode, after: ID<Paper>?, limit: Int
  ) async throws -> (rows: [PaperRow], total: Int)
  /// Deliveries of papers, those that wait longest first.
  func deliveries(_ query: DeliveryQuery, court: CourtCode) async throws -> [DeliveryRow]
  /// Other cases of the court on the instrument of this one.
  func related(to caseID: ID<CaseFile>, court: CourtCode) async throws -> [RelatedCase]
}
