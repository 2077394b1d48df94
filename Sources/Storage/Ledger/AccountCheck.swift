import Basics
import Casework
import Enforcement
import Ledger

/// Compares what each case's and cluster's own stream says that its account holds with what the ledger has on it. The two are counted
/// apart from each other: a command that moves one and forgets the other is found here, by case.
public enum AccountCheck {
  /// How many accounts were compared, and which differ.
  public struct Report: Sendable {
    public internal(set) var accounts = 0
    /// At most ``LedgerCheck/faultsMax``.
    public internal(set) var faults: [LedgerCheck.Fault] = []
  }

  public static func run(_ source: any Database, codec: EventCodec) throws -> Report {
    var report = Report()
    try fold(.caseAccount, CaseAccount(), source, codec) { key, account, court in
      let number = try source.query("SELECT number FROM cases WHERE id = $1", [.int(Int64(key) ?? 0)]).first?.text(0) ?? ""
      try compare(LedgerAccount(.case, key), account.onAccount, named: "case \(key) \(number)", court, source, &report)
    }
    try fold(.cluster, Cluster(), source, codec) { key, cluster, court in
      try compare(LedgerAccount(.cluster, key), cluster.balance, named: "cluster \(key)", court, source, &report)
    }
    return report
  }

  /// Each stream of a kind, folded whole.
  private static func fold<State: StreamState>(
    _ kind: StreamKind, _ empty: State, _ source: any Database, _ codec: EventCodec,
    _ body: (String, State, CourtCode) throws -> Void
  ) throws {
    let rows = try source.cursor(
      LogReads.columns + " WHERE stream LIKE $1 ORDER BY stream, version", [.text(kind.rawValue + "/%")])
    var state: any StreamState = empty
    var last: EventMeta?
    func close() throws {
      if let last, let whole = state as? State { try body(last.stream.key, whole, last.court) }
    }
    while let row = try rows.next() {
      let recorded = try LogReads.event(row, codec)
      if recorded.meta.stream != last?.stream {
        try close()
        state = empty
      }
      recorded.event.fold(into: &state, recorded.meta)
      last = recorded.meta
    }
    try close()
  }

  private static func compare(
    _ account: LedgerAccount, _ own: Money, named name: String, _ court: CourtCode, _ source: any Database,
    _ report: inout Report
  ) throws {
    report.accounts += 1
    let row = try source.query(
      "SELECT posted_credits - posted_debits FROM ledger_accounts WHERE court = $1 AND account = $2",
      [.text(court.text), .text(account.description)]
    ).first
    let ledger = Money(fen: row?.int(0) ?? 0)
    guard own != ledger, report.faults.count < LedgerCheck.faultsMax else { return }
    report.faults.append(
      .init(place: name, what: "its own stream has \(own.grouped) yuan on the account, the ledger \(ledger.grouped)"))
  }
}
