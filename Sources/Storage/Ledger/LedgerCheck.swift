import Basics
import Casework
import Crypto
import Enforcement
import Foundation
import Ledger

/// Books the ledger again from the log alone, and compares: every event may be booked, the sums are those of the entries, every signed
/// statement is what the log says at its place, and the tables are what was booked.
public enum LedgerCheck {
  /// What is wrong, and where.
  public struct Fault: Sendable, Hashable, CustomStringConvertible {
    /// `event 17 (caseAccount/4)`, `account case:4`, `statement 3`, or the row of a table.
    public let place: String
    public let what: String
    public var description: String { "\(place): \(what)" }
  }
  /// What was booked again, and where it differs from what stands; the ledger is right where `faults` is empty.
  public struct Report: Sendable {
    public var events = 0
    public var entries = 0
    public var accounts = 0
    public var statements = 0
    public var totals: [CourtCode: LedgerTotals] = [:]
    /// At most ``faultsMax``.
    public fileprivate(set) var faults: [Fault] = []
    fileprivate mutating func fault(_ place: String, _ what: String) {
      if faults.count < LedgerCheck.faultsMax { faults.append(Fault(place: place, what: what)) }
    }
  }
  public static let faultsMax = 100

  /// `scratch` has the tables, empty. `keys` are the court's public keys, base64; nil where they are not at hand, and signatures are
  /// then checked by the keys they name.
  public static func run(
    _ source: any Database, scratch: any Database, codec: EventCodec, keys: Set<String>?
  ) throws -> Report {
    var walk = Walk(statements: try statements(source, codec), keys: keys)
    try walk.log(source, scratch, codec)
    var report = walk.report
    try recount(scratch, &report)
    for table in LedgerTables.tables {
      let rows = try Replay.compare(table.name, by: table.order, source, scratch) { difference in
        report.fault("\(difference.table) \(difference.key)", difference.told)
      }
      if table.name == "ledger_accounts" { report.accounts = rows }
    }
    return report
  }

  /// Where each statement of the log says it stands.
  private static func statements(_ source: any Database, _ codec: EventCodec) throws -> [CourtCode: [Int64]] {
    var places: [CourtCode: Set<Int64>] = [:]
    let rows = try source.cursor(LogReads.columns + " WHERE name = $1 ORDER BY position", [.text(LedgerDayClosed.name)])
    while let row = try rows.next() {
      let recorded = try LogReads.event(row, codec)
      if let event = recorded.event as? LedgerDayClosed { places[recorded.meta.court, default: []].insert(event.through) }
    }
    return places.mapValues { $0.sorted() }
  }

  /// Sums counted by the database from the entries, against those that booking gave.
  private static func recount(_ db: any Database, _ report: inout Report) throws {
    func side(_ account: String, _ sign: String, _ other: String) -> String {
      """
      SELECT l.court, l.\(account) AS account,
        CASE WHEN l.phase IN ('posted', 'post', 'reversal') THEN l.amount ELSE 0 END AS posted_\(sign), 0 AS posted_\(other),
        CASE WHEN l.phase = 'pending' AND e.ref IS NULL THEN l.amount ELSE 0 END AS pending_\(sign), 0 AS pending_\(other)
      FROM ledger_entries l LEFT JOIN ledger_entries e ON e.of_ref = l.ref AND e.of_ref <> ''
      """
    }
    let columns = "posted_debits, posted_credits, pending_debits, pending_credits"
    let sums = columns.split(separator: " ").map { column in
      let name = column.filter { $0 != "," }
      return "CAST(SUM(\(name)) AS BIGINT) AS \(name)"
    }
    let rows = try db.query(
      """
      WITH lines AS (SELECT court, account, \(columns) FROM (\(side("debit", "debits", "credits")))
        UNION ALL SELECT court, account, \(columns) FROM (\(side("credit", "credits", "debits")))),
      sums AS (SELECT court, account, \(sums.joined(separator: ", ")) FROM lines GROUP BY court, account)
      SELECT a.account, a.posted_debits, a.posted_credits, a.pending_debits, a.pending_credits, s.posted_debits, s.posted_credits,
        s.pending_debits, s.pending_credits FROM ledger_accounts a LEFT JOIN sums s ON s.court = a.court AND s.account = a.account
      """, [])
    for row in rows {
      guard let account = LedgerAccount(row.text(0)) else { throw LedgerRowFault(ref: row.text(0)) }
      let (stands, counted) = (LedgerTables.balance(row, from: 1), LedgerTables.balance(row, from: 5))
      if stands != counted { report.fault("account \(account)", "its sums are not those of its entries") }
      let available = account.available(stands)
      if account.kind.neverNegative && available < .zero {
        report.fault("account \(account)", "\(available.grouped) yuan available, below zero")
      }
    }
    for (court, totals) in report.totals {
      guard let difference = totals.difference, difference == (.zero, .zero) else {
        report.fault("court \(court)", "the sum of all accounts is not zero")
        continue
      }
    }
  }

  /// The fold over the log.
  private struct Walk {
    /// What a court's ledger says at a place.
    struct Standing {
      let entries: Int
      let totals: LedgerTotals
      let digest: String
      let previous: String
    }
    struct Court {
      /// Places of statements not yet passed, in order.
      var places: ArraySlice<Int64> = []
      var entries = 0
      var totals = LedgerTotals()
      var previous = ""
      var running = LedgerControl.Running(after: "")
      var standings: [Int64: Standing] = [:]
      var statements = 0
    }
    private var courts: [CourtCode: Court] = [:]
    private let keys: Set<String>?
    var report = Report()

    init(statements: [CourtCode: [Int64]], keys: Set<String>?) {
      for (court, places) in statements { courts[court] = Court(places: places[...]) }
      self.keys = keys
    }

    mutating func log(_ source: any Database, _ scratch: any Database, _ codec: EventCodec) throws {
      report.events = Int(try source.query("SELECT COUNT(*) FROM log", []).first?.int(0) ?? 0)
      let rows = try LedgerTables.events(source)
      while let row = try rows.next() {
        let recorded = try LogReads.event(row, codec)
        pass(recorded.position, recorded.meta.court)
        if let event = recorded.event as? any MoneyEvent { try book(event, recorded, scratch) }
        if let event = recorded.event as? LedgerDayClosed {
          check(event, recorded)
          try LedgerTables.statement(event, recorded.meta, position: recorded.position, scratch)
        }
      }
      for (code, court) in courts { report.totals[code] = court.totals }
    }

    /// Keeps what stands at every statement's place that lies before this event.
    private mutating func pass(_ position: Int64, _ code: CourtCode) {
      var court = courts[code] ?? Court()
      while let place = court.places.first, place < position {
        court.places.removeFirst()
        let digest = court.running.digest
        court.standings[place] = Standing(
          entries: court.entries, totals: court.totals, digest: digest, previous: court.previous)
        court.previous = digest
        court.running = LedgerControl.Running(after: digest)
      }
      courts[code] = court
    }

    private mutating func book(_ event: any MoneyEvent, _ recorded: RecordedEvent, _ scratch: any Database) throws {
      var booking = LedgerBooking(recorded.meta.court)
      let place = "event \(recorded.position) (\(recorded.meta.stream)@\(recorded.meta.version))"
      if let refusal = try booking.add(event, recorded.meta, scratch) { return report.fault(place, refusal.message.en) }
      try booking.write(scratch) { _ in recorded.position }
      var court = courts[recorded.meta.court] ?? Court()
      for entry in booking.entries {
        court.running.add(entry)
        court.entries += 1
        report.entries += 1
      }
      for (account, change) in booking.changes where !court.totals.add(change, of: account.kind) {
        report.fault(place, "the sums of \(account.kind.rawValue) leave 64 bits")
      }
      courts[recorded.meta.court] = court
    }

    private mutating func check(_ event: LedgerDayClosed, _ recorded: RecordedEvent) {
      report.statements += 1
      let code = recorded.meta.court
      let place = "statement \(event.number) of \(code) (event \(recorded.position))"
      courts[code]?.statements += 1
      guard let court = courts[code], let standing = court.standings[event.through] else {
        return report.fault(place, "covers the log through \(event.through), which comes after it")
      }
      if event.number != court.statements { report.fault(place, "is the \(court.statements). statement") }
      if event.entries != standing.entries {
        report.fault(place, "says \(event.entries) entries, the log has \(standing.entries)")
      }
      if event.previous != standing.previous { report.fault(place, "does not follow from the statement before") }
      if event.digest != standing.digest { report.fault(place, "the digest is not that of the entries") }
      let statement = event.statement(code)
      for kind in LedgerAccount.Kind.allCases where statement.totals.of(kind) != standing.totals.of(kind) {
        report.fault(place, "says other sums of \(kind.rawValue) than the log")
      }
      if let fault = signatureFault(event.signature, statement.text) { report.fault(place, fault) }
    }

    private func signatureFault(_ signature: CourtSignature, _ text: String) -> String? {
      if let keys, !keys.contains(signature.publicKey) { return "is signed by a key that is not the court's" }
      guard let raw = Data(base64Encoded: signature.publicKey), let bytes = Data(base64Encoded: signature.signature),
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
      else { return "has a signature that cannot be read" }
      return key.isValidSignature(bytes, for: Data(text.utf8)) ? nil : "the signature does not fit"
    }
  }
}
