import Basics
import Casework
import Enforcement
import Ledger

/// The ledger in memory: whole books for each court, with nothing of the databases' way of reading only what is touched.
struct MemoryLedger {
  private var courts: [CourtCode: Books] = [:]
  private var entries: [CourtCode: [LedgerEntry]] = [:]
  private var statements: [CourtCode: LedgerDayClosed] = [:]
  /// Entries on the bank's account with their day.
  private var bank: [CourtCode: [(day: Day, entry: LedgerEntry)]] = [:]

  mutating func book(_ transaction: Transaction) -> LedgerRefusal? {
    let court = transaction.court
    for part in transaction.streams {
      for (offset, event) in part.events.enumerated() {
        if let event = event as? LedgerDayClosed { statements[court] = event }
        let meta = EventMeta(
          stream: part.stream, version: part.expected + offset + 1, court: court, at: transaction.at, actor: transaction.actor,
          causation: transaction.causation)
        guard let group = (event as? any MoneyEvent)?.postings(meta, courts[court] ?? Books()) else { continue }
        do throws(LedgerRefusal) {
          guard try courts[court, default: Books()].book(group) == .booked else { continue }
          entries[court, default: []] += group.entries
          bank[court, default: []] += group.entries.filter { $0.debit == .bank || $0.credit == .bank }.map { (meta.day, $0) }
        } catch {
          return error
        }
      }
    }
    return nil
  }

  /// Entries of the bank's account with their day, and what each adds to it.
  func bankEntries(_ court: CourtCode) -> [(day: Day, ref: String, signed: Money)] {
    (bank[court] ?? []).map { ($0.day, $0.entry.id.description, $0.entry.debit == .bank ? $0.entry.amount : -$0.entry.amount) }
  }

  /// A digest that differs wherever the entries do; the databases' own is SHA-256.
  func standing(_ court: CourtCode, through: Int64) -> LedgerStanding {
    let last = statements[court]
    let all = entries[court] ?? []
    let fresh = all.dropFirst(last?.entries ?? 0).map(\.canonical).joined()
    return LedgerStanding(
      through: through, entries: all.count, totals: courts[court]?.totals ?? LedgerTotals(), previousNumber: last?.number ?? 0,
      previous: last?.digest ?? "", digest: "\(last?.digest ?? "")\n\(fresh)")
  }
}
