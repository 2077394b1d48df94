import Basics
import Enforcement

/// Which of the cases of a list concern somebody's livelihood, and why: they stand first in every queue.
public protocol LivelihoodReads: Sendable {
  /// Only those that do.
  func livelihood(of cases: Set<ID<CaseFile>>) async throws -> [ID<CaseFile>: [LivelihoodGround]]
  /// Lines of the desk, as ``CaseReads``' desk gives them, of such cases only.
  func livelihoodDesk(
    roles: Set<Role>, staff: Set<ID<StaffMember>>, court: CourtCode, limit: Int
  ) async throws -> [DeskRow]
}
