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

/// Lists of case money on its way out.
public protocol FundsReads: Sendable {
  /// Payouts at a gate, those proposed first leading; and how many there are.
  func waiting(at gate: MoneyGate, court: CourtCode, limit: Int) async throws -> (rows: [GateRow], total: Int, sum: Money)
}
