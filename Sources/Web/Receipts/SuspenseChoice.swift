import Basics
import Casework
import Enforcement

/// Credits in suspense to choose from, where a wrong payment came back: those of just the sum that is to come back. Empty for who does
/// not see lines of the bank.
enum SuspenseChoice {
  private static let most = 500

  static func credits(
    of sums: Set<Money>, _ services: CourtServices, _ reader: Reader
  ) async throws -> [FormRow.Choice] {
    guard !sums.isEmpty, !reader.actor.roles.isDisjoint(with: MoneyDesk.readers) else { return [] }
    var query = ReceiptQuery()
    query.status = "open"
    query.limit = most
    let rows = try await services.reads.receipts(query, court: services.court).filter { sums.contains($0.open) }
    let lines = try await MoneyDesk(services: services).lines(rows.map(\.vault))
    return rows.map { row in
      let text = "\(row.on) \(row.open.grouped) \(lines[row.vault]?.reference ?? "")"
      return FormRow.Choice("\(row.id)", Phrase(text, text))
    }
  }

  /// For what of a case is to come back.
  static func credits(
    recovering account: CaseAccount?, _ services: CourtServices, _ reader: Reader
  ) async throws -> [FormRow.Choice] {
    let lines = (account?.payouts.values ?? [:].values).flatMap { payout in
      payout.lines.filter { payout.overpaid.contains($0.id) || payout.misdirected.contains($0.id) }
    }
    return try await credits(of: Set(lines.map(\.amount)), services, reader)
  }
}
