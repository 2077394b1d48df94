import Basics
import Enforcement

/// A payout that waits at a gate.
public struct GateRow: Sendable, Hashable {
  public let payout: ID<Payout>
  public let caseID: ID<CaseFile>
  public let number: String
  public let handler: ID<StaffMember>?
  public let total: Money
  public let proposedAt: Instant
  public let status: CaseAccount.PayoutState.Status
  public let gates: GateBook
  /// The first day by which money of the case is to be paid out; nil where nothing came in.
  public let payBy: Day?
  public init(
    payout: ID<Payout>, caseID: ID<CaseFile>, number: String, handler: ID<StaffMember>?, total: Money, proposedAt: Instant,
    status: CaseAccount.PayoutState.Status, gates: GateBook, payBy: Day?
  ) {
    self.payout = payout
    self.caseID = caseID
    self.number = number
    self.handler = handler
    self.total = total
    self.proposedAt = proposedAt
    self.status = status
    self.gates = gates
    self.payBy = payBy
  }
}

/// A case on whose account something may lie.
public struct MoneyCase: Sendable, Hashable {
  public let id: ID<CaseFile>
  public let number: String
  public let handler: ID<StaffMember>?
  public init(id: ID<CaseFile>, number: String, handler: ID<StaffMember>?) {
    self.id = id
    self.number = number
    self.handler = handler
  }
}

/// A receipt of which the handler was reminded.
public struct ChasedRow: Sendable, Hashable {
  public let receipt: ID<Receipt>
  public let caseID: ID<CaseFile>
  public let number: String
  public let handler: ID<StaffMember>?
  public let arrivedOn: Day
  public let payBy: Day
  public let times: Int
  public let last: Day
  public init(
    receipt: ID<Receipt>, caseID: ID<CaseFile>, number: String, handler: ID<StaffMember>?, arrivedOn: Day, payBy: Day,
    times: Int, last: Day
  ) {
    self.receipt = receipt
    self.caseID = caseID
    self.number = number
    self.handler = handler
    self.arrivedOn = arrivedOn
    self.payBy = payBy
    self.times = times
    self.last = last
  }

  /// Where a list of them goes on after this one: `20123.4711`.
  public var place: Place { Place(arrivedOn: arrivedOn, receipt: receipt) }
  /// A place in the list of what is chased, which is sorted by day of arrival.
  public struct Place: Sendable, Hashable, CustomStringConvertible {
    public let arrivedOn: Day
    public let receipt: ID<Receipt>
    public init(arrivedOn: Day, receipt: ID<Receipt>) {
      self.arrivedOn = arrivedOn
      self.receipt = receipt
    }
    /// nil where the text is no place.
    public init?(_ text: String) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, let day = Int32(parts[0]), let receipt = ID<Receipt>(String(parts[1])) else { return nil }
      self.init(arrivedOn: Day(number: day), receipt: receipt)
    }
    public var description: String { "\(arrivedOn.number).\(receipt)" }
  }
}

/// Lists of case money on its way out.
public protocol FundsReads: Sendable {
  /// Cases of the court that received more than was paid out whole; all that may hold money are among them.
  func casesWithMoney(court: CourtCode, limit: Int) async throws -> [MoneyCase]
  /// What the ledger holds on all accounts of cases.
  func ledgerCaseMoney(court: CourtCode) async throws -> Money
  /// Lodged money (提存) that is still there, with the day it was lodged.
  func lodged(court: CourtCode) async throws -> [LodgedSum]
  /// Every account on which money only passes and now lies, with the day since when, where what came first goes first.
  func passing(court: CourtCode) async throws -> [WaitingSum]
  /// Receipts not paid out of which handlers were reminded, the longest first; of one handler where one is named.
  func chased(
    handler: ID<StaffMember>?, court: CourtCode, after: ChasedRow.Place?, limit: Int
  ) async throws -> [ChasedRow]
  /// Payouts at a gate, those proposed first leading; and how many there are.
  func waiting(at gate: MoneyGate, court: CourtCode, limit: Int) async throws -> (rows: [GateRow], total: Int, sum: Money)
}

extension FundsReads {
  /// The first of what is chased.
  public func chased(handler: ID<StaffMember>?, court: CourtCode, limit: Int) async throws -> [ChasedRow] {
    try await chased(handler: handler, court: court, after: nil, limit: limit)
  }
}
