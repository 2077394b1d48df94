import Basics

/// What a court says of its ledger at the end of a day, as text: the bytes that are signed.
public struct LedgerStatement: Hashable, Sendable {
  public let court: String
  /// 1 for the court's first statement.
  public let number: Int
  public let day: Day
  /// The last place in the log that it covers.
  public let through: Int64
  /// Entries ever booked, through that place.
  public let entries: Int
  public let totals: LedgerTotals
  /// Digest of the statement before, 64 small hexadecimal digits; empty for the first.
  public let previous: String
  /// SHA-256 over ``previous`` with a line feed and the canonical lines of the entries since, 64 small hexadecimal digits.
  public let digest: String
  public init(
    court: String, number: Int, day: Day, through: Int64, entries: Int, totals: LedgerTotals, previous: String, digest: String
  ) {
    self.court = court
    self.number = number
    self.day = day
    self.through = through
    self.entries = entries
    self.totals = totals
    self.previous = previous
    self.digest = digest
  }

  /// One fact a line; a line for each kind of account in the order of the catalogue, zeros too.
  public var text: String {
    var lines = [
      "zhixing-ledger-1", "court=\(court)", "number=\(number)", "day=\(day)", "through=\(through)", "entries=\(entries)",
    ]
    for kind in LedgerAccount.Kind.allCases {
      let sum = totals.of(kind)
      lines.append(
        "\(kind.rawValue)=\(sum.postedDebits.fen) \(sum.postedCredits.fen) \(sum.pendingDebits.fen) \(sum.pendingCredits.fen)")
    }
    lines.append("previous=\(previous)")
    lines.append("digest=\(digest)")
    return lines.joined(separator: "\n")
  }
}
