import Basics
import Enforcement

/// Work lists page by page, each continued after the last row shown.
public protocol PagedReads: Sendable {
  /// Open nodes of these roles by clock, those of handlers only in these members' cases; `after` is the moment and the node of the
  /// last one shown.
  func desk(
    roles: Set<Role>, staff: Set<ID<StaffMember>>, court: CourtCode, after: (due: Instant?, node: ID<ProcessNode>)?, limit: Int
  ) async throws -> [DeskRow]
  /// Requests, the newest first; `before` is the last one shown.
  func requests(court: CourtCode, status: String?, before: ID<PartnerRequest>?, limit: Int) async throws -> [RequestRow]
  /// Receipts and payouts, the newest first, with the id of each; `before` is the last one shown.
  func money(court: CourtCode, before: Int64?, limit: Int) async throws -> [(id: Int64, row: MoneyRow)]
}
