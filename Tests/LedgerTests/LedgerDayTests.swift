import Basics
import Casework
import Enforcement
import Foundation
import Ledger
import PartnerAPI
import Storage
import Testing

struct LedgerDayTests {
  private func statements(_ court: MoneyCourt) async throws -> [LedgerDayClosed] {
    try await court.log().compactMap { $0.event as? LedgerDayClosed }
  }
  private func faults(_ court: MoneyCourt, keys: Set<String>? = nil) async throws -> [String] {
    try await court.store.ledgerCheck(keys: keys ?? [court.key.publicKey]).faults.map(\.description)
  }

  @Test("The day's totals are signed by the court, each statement follows from the one before, and the check confirms them")
  func closes() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    #expect(try await court.refusal("ledger.closeDay", by: court.cashier) == "nothingToClose")
    try await court.book("60000.00", "b1", matter)
    #expect(try await court.refusal("ledger.closeDay", by: court.cashier) == nil)
    #expect(try await court.refusal("ledger.closeDay", by: court.supervisor) == "nothingToClose")
    try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    try await court.book("1000.00", "b2", matter)
    #expect(try await court.refusal("ledger.closeDay", by: .machine) == nil)
    #expect(try await court.refusal("ledger.closeDay", by: court.assistant) == "notYourRole")
    let made = try await statements(court)
    #expect(made.map(\.number) == [1, 2])
    #expect(made[0].entries == 1 && made[0].previous == "" && made[0].digest.count == 64)
    #expect(made[1].previous == made[0].digest && made[1].digest != made[0].digest)
    #expect(made[0].totals.map(\.kind) == [.bank, .case])
    #expect(made[1].statement(court.court).totals.of(.bank).postedDebits == .yuan(61_000))
    #expect(made[1].statement(court.court).totals.of(.case).pendingDebits == .yuan(60_000))
    #expect(try await faults(court) == [])
    let report = try await court.store.ledgerCheck(keys: [court.key.publicKey])
    #expect(report.statements == 2 && report.entries == made[1].entries)
    #expect(report.totals[court.court]?.of(.bank).posted(.debit) == .yuan(61_000))
    #expect(try await SQLLedgerReads(court.store).statements(court.court, limit: 1) == [made[1]])
  }

  @Test("Without the court's key no day is closed; signed by another key, the check says so")
  func keys() async throws {
    let court = try MoneyCourt(signs: false)
    try await court.book("5.00", "b1", try await court.file("1"))
    #expect(try await court.refusal("ledger.closeDay", by: court.cashier) == "noSigningKey")
    let other = try MoneyCourt()
    try await other.book("5.00", "b1", try await other.file("1"))
    try await other.attempt("ledger.closeDay", [:], by: other.cashier)
    let said = try await faults(other, keys: [MoneyCourt.Key().publicKey])
    #expect(said.count == 1 && said[0].contains("statement 1") && said[0].contains("not the court's"))
  }

  @Test("The evening of a day on which money moved closes it by itself, once, and the next evening only if money moved again")
  func timer() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await court.book("5.00", "b1", matter)
    try await court.book("6.00", "b2", matter)
    let evening = Instant(court.clock.now.day, hour: 23, minute: 50)
    func due(_ now: Instant) async throws -> [WorkItem] {
      try await court.store.takeDue([.timer], paced: false, now: now, limit: 100, leaseSeconds: 1).filter {
        $0.payload.contains("ledger.closeDay")
      }
    }
    #expect(try await due(evening.adding(seconds: -1)).isEmpty)
    let items = try await due(evening)
    #expect(items.count == 1 && items[0].due == evening)
    court.clock.set(evening)
    _ = try await court.desk.attempt(
      CommandCall("ledger.closeDay", [:]), by: .machine, court: court.court, completes: items[0].id)
    #expect(try await statements(court).map(\.entries) == [2])
    #expect(try await due(evening.adding(seconds: 86_400)).isEmpty)
    try await court.book("7.00", "b3", matter)
    #expect(try await due(evening.adding(seconds: 86_399)).isEmpty)
    #expect(try await due(evening.adding(seconds: 86_400)).count == 1)
  }

  @Test("A sum changed in the log, in an entry, in an account or in a statement is found and named")
  func tampering() async throws {
    let court = try MoneyCourt()
    let matter = try await court.file("1")
    try await court.book("60000.00", "b1", matter)
    try await court.attempt("ledger.closeDay", [:], by: court.cashier)
    try await court.attempt("funds.proposePayout", ["case": "\(matter)"], by: court.assistant)
    try await court.attempt("ledger.closeDay", [:], by: court.cashier)
    #expect(try await faults(court) == [])
    // Each change, undone after the look; words that the faults must hold.
    let changes: [(change: String, undo: String, words: [String])] = [
      (
        "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '6000000', '6000001') AS BLOB) WHERE name = 'funds.receiptBooked.v1'",
        "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '6000001', '6000000') AS BLOB) WHERE name = 'funds.receiptBooked.v1'",
        ["statement 1", "digest", "sums of bank", "ledger_entries", "ledger_accounts"]
      ),
      (
        "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '\"postedDebits\":6000000', '\"postedDebits\":6000009') AS BLOB) WHERE name = 'ledger.dayClosed.v1'",
        "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '\"postedDebits\":6000009', '\"postedDebits\":6000000') AS BLOB) WHERE name = 'ledger.dayClosed.v1'",
        ["statement 1", "statement 2", "sums of bank", "signature does not fit"]
      ),
      (
        "UPDATE ledger_entries SET amount = amount + 1 WHERE code = 'receipt'",
        "UPDATE ledger_entries SET amount = amount - 1 WHERE code = 'receipt'", ["ledger_entries seq", "amount"]
      ),
      (
        "UPDATE ledger_accounts SET posted_debits = posted_debits + 1 WHERE account = 'bank:main'",
        "UPDATE ledger_accounts SET posted_debits = posted_debits - 1 WHERE account = 'bank:main'",
        ["account=“bank:main”", "posted_debits"]
      ),
      (
        "UPDATE ledger_statements SET digest = 'x' || digest WHERE number = 1",
        "UPDATE ledger_statements SET digest = substr(digest, 2) WHERE number = 1", ["ledger_statements", "number=1"]
      ),
    ]
    for (change, undo, words) in changes {
      #expect(try await court.store.write { try $0.run(change, []) } > 0, "\(change)")
      let said = try await faults(court)
      for word in words { #expect(said.contains { $0.contains(word) }, "\(word) is not in \(said)") }
      _ = try await court.store.write { try $0.run(undo, []) }
      #expect(try await faults(court) == [])
    }
    // Unknown to the statements: an entry that no event gives.
    _ = try await court.store.write {
      try $0.run(
        "INSERT INTO ledger_entries VALUES (99, 'x', 'forged#1', 'bank:main', 'case:1', 5, 'receipt', 'posted', '')", [])
    }
    #expect(try await faults(court) == ["ledger_entries seq=99: no event gives this row"])
  }
}
