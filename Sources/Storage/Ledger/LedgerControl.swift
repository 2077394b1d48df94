import Basics
import Casework
import Crypto
import Enforcement
import Ledger

/// Control totals and the running digest over the entries.
enum LedgerControl {
  /// The digest of a statement while its entries are still being added.
  struct Running {
    private var hasher = SHA256()
    /// `previous` is the digest of the statement before; empty for the first.
    init(after previous: String) { hasher.update(data: Array((previous + "\n").utf8)) }
    mutating func add(_ entry: LedgerEntry) { hasher.update(data: Array(entry.canonical.utf8)) }
    var digest: String { VaultKeys.hex(Array(hasher.finalize())) }
  }

  /// What the ledger says in this read transaction.
  static func standing(_ court: CourtCode, _ db: any Database) throws -> LedgerStanding {
    let through = try db.query("SELECT COALESCE(MAX(position), 0) FROM log", []).first?.int(0) ?? 0
    let last = try db.query(
      "SELECT number, through, entries, digest FROM ledger_statements WHERE court = $1 ORDER BY number DESC LIMIT 1",
      [.text(court.text)]
    ).first
    let previous = last?.text(3) ?? ""
    var running = Running(after: previous)
    var entries = Int(last?.int(2) ?? 0)
    let rows = try db.cursor(
      LedgerTables.entryColumns + " WHERE seq >= $1 AND court = $2 ORDER BY seq",
      [.int(LedgerTables.place((last?.int(1) ?? -1) + 1)), .text(court.text)])
    while let row = try rows.next() {
      running.add(try LedgerTables.entry(row))
      entries += 1
    }
    return LedgerStanding(
      through: through, entries: entries, totals: try LedgerTables.totals(court, db), previousNumber: Int(last?.int(0) ?? 0),
      previous: previous, digest: running.digest)
  }
}
