import Basics
import Casework
import Enforcement

/// The list of matters under review.
extension SQLCaseReads: RemedyReads {
  public func remedies(
    _ query: RemedyQuery, court: CourtCode
  ) async throws -> (rows: [RemedyRow], next: (due: Int64, id: Int64)?) {
    try await connections.read { db in try RemedyTables.list(query, court, db) }
  }
}
