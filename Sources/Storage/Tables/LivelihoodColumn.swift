import Basics
import Casework
import Enforcement

/// Why a case is one of livelihood, as a column of the case list: `wages,support`.
enum LivelihoodColumn {
  static func text(_ grounds: [LivelihoodGround]) -> String { grounds.map(\.rawValue).joined(separator: ",") }
  static func grounds(_ text: String) -> [LivelihoodGround] {
    text.split(separator: ",").compactMap { LivelihoodGround(rawValue: String($0)) }
  }
}

extension SQLCaseReads: LivelihoodReads {
  public func livelihood(of cases: Set<ID<CaseFile>>) async throws -> [ID<CaseFile>: [LivelihoodGround]] {
    guard !cases.isEmpty else { return [:] }
    return try await connections.read { db in
      var found: [ID<CaseFile>: [LivelihoodGround]] = [:]
      let ids = cases.sorted().map(\.raw)
      for start in stride(from: 0, to: ids.count, by: LivelihoodColumn.idsAtOnce) {
        var binds = Binds()
        let list = binds.add(Array(ids[start..<min(start + LivelihoodColumn.idsAtOnce, ids.count)]))
        for row in try db.query(
          "SELECT id, livelihood_grounds FROM cases WHERE livelihood = 1 AND id IN (\(list))", binds.values)
        {
          let grounds = LivelihoodColumn.grounds(row.text(1))
          found[ID(raw: row.int(0))] = grounds.isEmpty ? [.stated] : grounds
        }
      }
      return found
    }
  }

  public func livelihoodDesk(
    roles: Set<Role>, staff: Set<ID<StaffMember>>, court: CourtCode, limit: Int
  ) async throws -> [DeskRow] {
    try await livelihoodRows(roles, staff, court, limit)
  }
}

extension LivelihoodColumn {
  fileprivate static let idsAtOnce = 500
}
