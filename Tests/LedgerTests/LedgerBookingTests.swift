import Basics
import Casework
import Enforcement
import Foundation
import Ledger
import StorageSQLite
import TestSupport
import Testing

@testable import Storage

/// A folder for the files of one test, removed with it.
final class LedgerFolder: Sendable {
  let url: URL
  let keys = VaultKeys(secret: Array(0..<32))
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { _ = try? FileManager.default.removeItem(at: url) }
  func store(_ name: String = "court.db") throws -> SQLiteStore {
    try SQLiteStore(file: url.appendingPathComponent(name), keys: keys)
  }
}

/// The tables decide as the whole books do, though they load only what a group touches.
struct LedgerBookingTests {
  let court = CourtCode("浙1003")

  @Test("Random histories are booked, refused and summed in the database exactly as in memory")
  func sameAsMemory() async throws {
    let folder = try LedgerFolder()
    for seed in UInt64(1)...8 {
      let store = try folder.store("random-\(seed).db")
      let court = court
      var history = RandomHistory(seed: seed)
      var books = Books()
      var entries: [LedgerEntry] = []
      for position in Int64(1)...150 {
        var groups = [history.next(books)]
        if history.number % 5 == 0, let known = books.groups.keys.min() {
          groups.append(LedgerGroup(key: known, entries: books.entries(of: known).map(\.entry)))
        }
        let expected = groups.map { group in
          do throws(LedgerRefusal) {
            if try books.book(group) == .booked { entries += group.entries }
            return LedgerRefusal?.none
          } catch { return error }
        }
        let refusals = try await store.write { [groups] db in
          try groups.map { group in
            var booking = LedgerBooking(court)
            let refusal = try booking.book(group, db)
            if refusal == nil { try booking.write(db) { _ in position * 10 } }
            return refusal
          }
        }
        #expect(refusals == expected, "seed \(seed), \(position)")
      }
      let reads = SQLLedgerReads(store)
      let rows = try await reads.accounts(nil, court: court, after: nil, limit: 1_000)
      let stored = Dictionary(uniqueKeysWithValues: rows.map { ($0.account, $0.balance) })
      #expect(stored == books.balances)
      #expect(try await reads.totals(court) == books.totals)
      let written = try await store.read { try $0.query(LedgerTables.entryColumns + " ORDER BY seq", []).map(LedgerTables.entry) }
      #expect(written == entries)
    }
  }

  @Test("Several groups of one transaction see each other before any row is written")
  func together() async throws {
    let store = try LedgerFolder().store()
    let court = court
    for seed in UInt64(21)...24 {
      let lived = Lived(seed: seed, groups: 60)
      let groups = lived.accepted.map { group in
        LedgerGroup(key: "\(seed)/\(group.key)", entries: group.entries.map { $0.moved(to: "\(seed)/") })
      }
      let part = CourtCode("\(court.text)-\(seed)")
      try await store.write { db in
        var booking = LedgerBooking(part)
        for (place, group) in groups.enumerated() { #expect(try booking.book(group, place: place, db) == nil) }
        try booking.write(db) { Int64(seed) * 1_000 + Int64($0) }
      }
      #expect(try await SQLLedgerReads(store).totals(part) == lived.books.totals)
    }
  }

  @Test("An event of a thousand entries takes a few statements, however many accounts it touches")
  func bulk() async throws {
    let store = try LedgerFolder().store()
    let court = court
    let cluster = LedgerAccount(.cluster, "1")
    let steps: [(key: String, make: (Int, EntryID) -> LedgerEntry)] = [
      (
        "chunk:1",
        {
          LedgerEntry(
            $1, debit: cluster, credit: LedgerAccount(.payee, "\($0)"), amount: Money(fen: 7), code: .payout, phase: .pending)
        }
      ),
      (
        "chunk:1/approved",
        {
          LedgerEntry(
            $1, debit: cluster, credit: LedgerAccount(.payee, "\($0)"), amount: Money(fen: 7), code: .payout,
            phase: .post(of: EntryID("chunk:1", $1.name)))
        }
      ),
      (
        "chunk:1/sent",
        {
          LedgerEntry(
            $1, debit: LedgerAccount(.payee, "\($0)"), credit: LedgerAccount(.transit, "17"), amount: Money(fen: 7), code: .sent)
        }
      ),
    ]
    try await store.write { db in
      var funding = LedgerBooking(court)
      let receipt = LedgerGroup(key: "r", debit: .bank, credit: cluster, amount: Money(fen: 7_000), code: .receipt)
      #expect(try funding.book(receipt, db) == nil)
      try funding.write(db) { _ in 1 }
    }
    for (place, step) in steps.enumerated() {
      let group = LedgerGroup(key: step.key, entries: (1...1_000).map { step.make($0, EntryID(step.key, "\($0)")) })
      let statements = try await store.write { db in
        let counted = CountedDatabase(db)
        var booking = LedgerBooking(court)
        #expect(try booking.book(group, counted) == nil)
        try booking.write(counted) { _ in Int64(place + 2) }
        return counted.statements
      }
      #expect(statements <= 40, "\(step.key) took \(statements) statements")
    }
    let totals = try await SQLLedgerReads(store).totals(court)
    #expect(totals.of(.transit).posted(.credit) == Money(fen: 7_000))
    #expect(totals.of(.payee).posted(.credit) == .zero && totals.of(.cluster).available(.credit) == .zero)
  }

  @Test("Keys are asked for in blocks, each once")
  func blocks() async throws {
    let store = try LedgerFolder().store()
    for count in [0, 1, 15, 16, 17, 255, 256, 257, 600] {
      let keys = (0..<count).map { SQLValue.text("k\($0)") }
      let found = try await store.read { db in
        try Blocks.query(keys, leading: [.text("lead")], db) { places in
          let values = places.split(separator: ", ").map { "SELECT \($0) AS v" }.joined(separator: " UNION ALL ")
          return "SELECT v, $1 FROM (\(values))"
        }
      }
      #expect(found.map { $0.text(0) } == keys.map { $0.text ?? "" })
      #expect(found.allSatisfy { $0.text(1) == "lead" })
    }
  }
}

extension LedgerEntry {
  /// The same entry under keys with a prefix.
  fileprivate func moved(to prefix: String) -> LedgerEntry {
    func moved(_ id: EntryID) -> EntryID { EntryID(prefix + id.group, id.name) }
    let phase: Phase =
      switch phase {
      case .posted: .posted
      case .pending: .pending
      case .post(let of): .post(of: moved(of))
      case .void(let of): .void(of: moved(of))
      case .reversal(let of): .reversal(of: moved(of))
      }
    return LedgerEntry(moved(id), debit: debit, credit: credit, amount: amount, code: code, phase: phase)
  }
}

/// Counts what a connection is asked.
private final class CountedDatabase: Database {
  private let db: any Database
  private(set) var statements = 0
  init(_ db: any Database) { self.db = db }
  func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
    statements += 1
    return try db.run(sql, values)
  }
  func runAll(_ sql: String, _ rows: some Sequence<[SQLValue]>) throws {
    statements += 1
    try db.runAll(sql, rows)
  }
  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    statements += 1
    return try db.query(sql, values)
  }
  func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowReader {
    statements += 1
    return try db.cursor(sql, values)
  }
  func columns(of table: String) throws -> [String] { try db.columns(of: table) }
}
