import Basics
import Casework
import City
import Enforcement
import Foundation
import Import
import Ledger
import Settings
import Storage
import Stories
import Testing

struct SampleCourtTests {
  @Test("All stories in one court: the ledger closes every day on which money moved, and hledger agrees with it to the fen")
  func stories() async throws {
    let folder = try LedgerFolder()
    let key = MoneyCourt.Key()
    let configuration = try CourtConfiguration.read(
      config: MoneyCourt.repository.appending(path: "config"), lawData: MoneyCourt.repository.appending(path: "data-law"))
    func example(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: MoneyCourt.repository.appending(path: "examples/\(name)")))
    }
    let today = try #require(Day("2026-06-01"))
    let docket = try DocketImport(today: today, calendar: configuration.books.law.calendar).read(try example("docket.csv"))
    let place = Scenario.Place(
      database: folder.url.appending(path: "court.sqlite"), papers: folder.url.appending(path: "papers"), keys: folder.keys,
      configuration: configuration, people: try CityFile.read(try example("city.json")), docket: docket.accepted.map(\.docket),
      signer: key)
    let begins = try #require(Day(SampleCourt.begins))
    let court = try await Scenario(at: Instant(begins, hour: 8), in: place)
    try await court.usualStaff()
    try await SampleCourt.live(in: court, until: Instant(today, hour: 9)) { _ in }

    try await noDeadWeight(court)
    let report = try await court.store.ledgerCheck(keys: [key.publicKey])
    #expect(report.faults.map(\.description) == [])
    let log = try await court.store.read(after: 0, limit: 1_000_000)
    let days = Set(log.filter { ($0.event as? any MoneyEvent) != nil }.map(\.meta.day))
    #expect(days.count >= 4)
    let closed = log.compactMap { $0.event as? LedgerDayClosed }
    #expect(Set(closed.map(\.day)) == days)
    let books = try books(of: log)
    #expect(books.faults() == [])
    let paid = log.compactMap { $0.event as? PayoutLineSettled }.count
    #expect(paid > 3 && books.totals.of(.bank).postedCredits > .zero)

    var journal = Journal()
    var text = journal.head(title: "sample")
    let lines = try await SQLLedgerReads(court.store).entries(
      LedgerFilter(), court: configuration.court, after: 0, limit: 100_000)
    for line in lines { text += journal.text(line.journal) }
    let hledger = try Hledger(text)
    defer { hledger.remove() }
    try hledger.check()
    let posted = try hledger.balances("--cleared")
    for (account, balance) in books.balances {
      #expect(posted[journal.name(account), default: 0] == balance.posted(.debit).fen, "\(account)")
    }
  }

  /// What is over is over: a court that opens with it has no node of years ago, no bulletin that nobody signed.
  private func noDeadWeight(_ court: Scenario) async throws {
    let log = try await court.store.read(after: 0, limit: 1_000_000)
    var closed = 0
    for id in log.compactMap({ ($0.event as? ApplicationReceived)?.caseID }) {
      let file: CaseFile = try await court.desk.state(.caseFile(id))
      guard file.isClosed else { continue }
      closed += 1
      let late = file.process.open.values.filter { $0.due.map { $0 < court.clock.now } ?? false }.map(\.key)
      #expect(late == [], "\(file.number)")
      #expect(file.archive.archived != nil && file.service.list.allSatisfy { !$0.status.isOpen }, "\(file.number)")
    }
    #expect(closed == 6)
    let all: MoneyBulletins = try await court.desk.state(.moneyBulletins(court.configuration.court))
    #expect(all.bulletins.map(\.drafted.number) == Array(1...all.bulletins.count))
    #expect(all.bulletins.allSatisfy { $0.approvedBy != nil && !$0.drafted.lines.isEmpty } && all.bulletins.count < 20)
    let paidIn = Set(log.compactMap { $0.event is ReceiptBooked ? $0.meta.day + (1 - $0.meta.day.weekday) : nil })
    #expect(paidIn.isSubset(of: Set(all.bulletins.map(\.drafted.from))), "each week with a receipt is told of")
    // The checklist of the ended round reads in either language.
    let checks = log.compactMap { $0.event as? EndingProposed }.flatMap(\.checks)
    #expect(checks.contains { $0.evidence.en.contains("round 2 of the network search (2017-11-13)") })
    for check in checks {
      let isEnglish = check.evidence.en.unicodeScalars.allSatisfy { !(0x4E00...0x9FFF).contains($0.value) }
      #expect(isEnglish, "\(check.key): \(check.evidence.en)")
    }
  }
}
