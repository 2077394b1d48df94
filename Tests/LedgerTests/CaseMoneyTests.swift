import Basics
import Casework
import Enforcement
import Foundation
import GRDB
import Ledger
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

/// Books of all events of a log, in order, as anybody may make them from the log alone.
func books(of log: [RecordedEvent]) throws -> Books {
  var books = Books()
  for recorded in log {
    if let group = (recorded.event as? any MoneyEvent)?.postings(recorded.meta, books) { try books.book(group) }
  }
  return books
}

struct CaseMoneyTests {
  private func entries(_ events: [any Event], _ money: MoneySamples) throws -> Books {
    var books = Books()
    for (offset, event) in events.enumerated() {
      let meta = EventMeta(
        stream: money.stream, version: offset + 1, court: money.samples.court, at: money.samples.start, actor: .machine,
        causation: "c")
      if let group = (event as? any MoneyEvent)?.postings(meta, books) { try books.book(group) }
    }
    return books
  }

  @Test("A payment goes from the case to the payee when approved, on its way when sent, and leaves the bank when paid")
  func path() throws {
    let money = MoneySamples(StoreSamples())
    let payee = money.samples.ids.next(Person.self)
    let payout = money.proposed([money.line(9_000, payee: payee), money.line(1_000, .fee)])
    let account = LedgerAccount(.case, "\(money.caseID)")
    let owed = LedgerAccount(.payee, "\(payee)")
    let transit = LedgerAccount(.transit, "\(payout.payout)")
    var events: [any Event] = []
    func after(_ event: any Event) throws -> [Int64] {
      events.append(event)
      let books = try entries(events, money)
      #expect(books.faults() == [])
      let posted = [LedgerAccount.bank, account, owed, .treasury, transit].map { $0.posted(books.balance($0)).fen }
      return posted + [account.available(books.balance(account)).fen]
    }
    #expect(try after(money.receipt(12_000)) == [12_000, 12_000, 0, 0, 0, 12_000])
    #expect(try after(payout) == [12_000, 12_000, 0, 0, 0, 2_000])
    #expect(try after(PayoutApproved(payout: payout.payout)) == [12_000, 2_000, 9_000, 1_000, 0, 2_000])
    #expect(try after(money.sent(payout, 0)) == [12_000, 2_000, 0, 1_000, 9_000, 2_000])
    let line = payout.lines[0].id
    #expect(
      try after(PayoutLineBounced(payout: payout.payout, line: line, reason: "r")) == [12_000, 2_000, 9_000, 1_000, 0, 2_000])
    #expect(try after(money.sent(payout, 0)) == [12_000, 2_000, 0, 1_000, 9_000, 2_000])
    #expect(try after(PayoutLineSettled(payout: payout.payout, line: line)) == [3_000, 2_000, 0, 1_000, 0, 2_000])
    #expect(try after(PayoutLineSettled(payout: payout.payout, line: line)) == [3_000, 2_000, 0, 1_000, 0, 2_000])
    #expect(try after(money.sent(payout, 1)) == [3_000, 2_000, 0, 0, 1_000, 2_000])
    #expect(try after(PayoutSettled(payout: payout.payout)) == [3_000, 2_000, 0, 0, 1_000, 2_000])
  }

  @Test("A payout that is sent back frees what it had reserved")
  func returned() throws {
    let money = MoneySamples(StoreSamples())
    let payout = money.proposed([money.line(9_000), money.line(1_000, .fee)])
    let books = try entries(
      [money.receipt(10_000), payout, PayoutReturned(payout: payout.payout, reason: money.samples.ref())], money)
    let account = LedgerAccount(.case, "\(money.caseID)")
    #expect(account.available(books.balance(account)) == Money(fen: 10_000))
    #expect(books.faults() == [])
  }

  @Test("A payout returned after its approval is taken back from the payees, every fen")
  func returnedLate() throws {
    let money = MoneySamples(StoreSamples())
    let payee = money.samples.ids.next(Person.self)
    let payout = money.proposed([money.line(9_000, payee: payee), money.line(1_000, .fee)])
    let books = try entries(
      [
        money.receipt(10_000), payout, PayoutSupervised(payout: payout.payout), PayoutApproved(payout: payout.payout),
        PayoutReturned(payout: payout.payout, reason: money.samples.ref(), gate: .release),
      ], money)
    let account = LedgerAccount(.case, "\(money.caseID)")
    #expect(account.available(books.balance(account)) == Money(fen: 10_000))
    #expect(LedgerAccount(.payee, "\(payee)").posted(books.balance(LedgerAccount(.payee, "\(payee)"))) == .zero)
    #expect(books.faults() == [])
  }

  @Test("A line that was not sent cannot be paid, one that was not approved cannot be sent")
  func order() throws {
    let money = MoneySamples(StoreSamples())
    let payout = money.proposed([money.line(9_000)])
    let line = payout.lines[0]
    #expect(throws: LedgerRefusal.negative(LedgerAccount(.transit, "\(payout.payout)"), available: Money(fen: -9_000))) {
      try entries(
        [
          money.receipt(9_000), payout, PayoutApproved(payout: payout.payout),
          PayoutLineSettled(payout: payout.payout, line: line.id),
        ], money)
    }
    #expect(throws: LedgerRefusal.negative(.payee(line), available: Money(fen: -9_000))) {
      try entries([money.receipt(9_000), payout, money.sent(payout, 0)], money)
    }
  }

  @Test(
    "Histories of a court: the ledger agrees with every case's account, memory with tables, replay with what stands, hledger too")
  func histories() async throws {
    let folder = try LedgerFolder()
    for seed in UInt64(1)...6 {
      let store = try folder.store("court-\(seed).db")
      let memory = MemoryStore()
      var lives = MoneyLives(seed: seed)
      var refused = 0
      for step in 0..<160 {
        let transaction = lives.next(step)
        let outcome = try await store.append(transaction)
        #expect(try await memory.append(transaction) == outcome)
        switch outcome {
        case .stored: lives.take(transaction)
        case .refused(.negative): refused += 1
        case .refused, .conflict, .repeated, .keyUsedOtherwise: Issue.record("seed \(seed), step \(step): \(outcome)")
        }
      }
      #expect(refused > 0, "seed \(seed) never tried to pay what is not there")
      let log = try await store.read(after: 0, limit: 10_000)
      let books = try books(of: log)
      #expect(books.faults() == [])
      for (caseID, account) in lives.accounts {
        let own = LedgerAccount(.case, "\(caseID)")
        #expect(own.available(books.balance(own)) == account.available, "seed \(seed), case \(caseID)")
      }
      let paid = lives.accounts.reduce(Money.zero) { $0 + $1.1.balance }
      #expect(LedgerAccount.bank.posted(books.balance(.bank)) == paid)
      let reads = SQLLedgerReads(store)
      let court = lives.samples.court
      let rows = try await reads.accounts(nil, court: court, after: nil, limit: 1_000)
      #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.account, $0.balance) }) == books.balances)
      #expect(try await store.replayCheck().differences.map(\.description) == [])
      #expect(try await store.ledgerCheck(keys: nil).faults.map(\.description) == [])
      try await agree(reads, court, books)
    }
  }

  private func agree(_ reads: SQLLedgerReads, _ court: CourtCode, _ books: Books) async throws {
    var journal = Journal()
    var text = journal.head(title: court.text)
    var place: Int64 = 0
    while true {
      let page = try await reads.entries(LedgerFilter(), court: court, after: place, limit: 37)
      guard let last = page.last else { break }
      for line in page { text += journal.text(line.journal) }
      place = last.place
    }
    let hledger = try Hledger(text)
    defer { hledger.remove() }
    try hledger.check()
    let posted = try hledger.balances("--cleared")
    let pending = try hledger.balances("--pending")
    for (account, balance) in books.balances {
      #expect(posted[journal.name(account), default: 0] == balance.posted(.debit).fen, "\(account)")
      #expect(pending[journal.name(account), default: 0] == (balance.pendingDebits - balance.pendingCredits).fen, "\(account)")
    }
  }

  @Test("Entries are read by account, case and day, page by page, each with the event that it comes from")
  func reads() async throws {
    let store = try LedgerFolder().store()
    let samples = StoreSamples()
    let (one, other) = (MoneySamples(samples), MoneySamples(samples))
    let payout = one.proposed([one.line(700)])
    func at(_ day: Int64, _ money: MoneySamples, _ events: [any Event], _ version: Int) async throws {
      let outcome = try await store.append(
        samples.transaction(
          [StreamEvents(stream: money.stream, expected: version, events: events)], at: samples.moment(day * 86_400),
          actor: .staff(ID(raw: 9))))
      guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome)") }
    }
    try await at(0, one, [one.receipt(1_000)], 0)
    try await at(1, other, [other.receipt(500)], 0)
    try await at(2, one, [payout, PayoutApproved(payout: payout.payout), one.sent(payout, 0)], 1)
    let reads = SQLLedgerReads(store)
    func read(_ filter: LedgerFilter, limit: Int = 100) async throws -> [LedgerLine] {
      try await reads.entries(filter, court: samples.court, after: 0, limit: limit)
    }
    let all = try await read(LedgerFilter())
    #expect(all.map(\.entry.code) == [.receipt, .receipt, .payout, .payout, .sent])
    #expect(all.map(\.version) == [1, 1, 2, 3, 4])
    #expect(all.allSatisfy { $0.actor == .staff(ID(raw: 9)) })
    #expect(all.map(\.reserved) == [nil, nil, nil, Money(fen: 700), nil])
    #expect(try await read(LedgerFilter(caseID: one.caseID)) == [all[0], all[2], all[3], all[4]])
    #expect(try await read(LedgerFilter(caseID: other.caseID)) == [all[1]])
    #expect(try await read(LedgerFilter(account: .bank)) == [all[0], all[1]])
    #expect(try await read(LedgerFilter(account: LedgerAccount(.transit, "\(payout.payout)"))) == [all[4]])
    let day = samples.day
    #expect(try await read(LedgerFilter(from: day + 1)) == Array(all[1...]))
    #expect(try await read(LedgerFilter(through: day + 1)) == Array(all[...1]))
    #expect(try await read(LedgerFilter(account: .bank, from: day + 1, through: day + 1)) == [all[1]])
    #expect(try await read(LedgerFilter(), limit: 2) == Array(all[..<2]))
    #expect(try await reads.entries(LedgerFilter(), court: samples.court, after: all[1].place, limit: 2) == Array(all[2...3]))
    #expect(try await reads.entries(LedgerFilter(), court: CourtCode("浙1099"), after: 0, limit: 9) == [])
    #expect(try await reads.courts() == [samples.court])
    #expect(try await reads.balance(of: .bank, court: samples.court).postedDebits == Money(fen: 1_500))
    #expect(try await reads.balance(of: LedgerAccount(.case, "404"), court: samples.court) == .zero)
    let cases = try await reads.accounts(.case, court: samples.court, after: nil, limit: 1)
    #expect(cases.map(\.account) == [LedgerAccount(.case, "\(one.caseID)")])
    let next = try await reads.accounts(.case, court: samples.court, after: cases[0].account, limit: 10)
    #expect(next.map(\.account) == [LedgerAccount(.case, "\(other.caseID)")])
  }

  /// A database of the step before the ledger's, with what it would hold of another.
  private func asItWas(_ old: URL, from new: URL) throws {
    let queue = try DatabaseQueue(path: old.path)
    try queue.writeWithoutTransaction { db in
      for step in SQLiteSchema.steps.prefix(SQLiteSchema.ledgerStep - 1) { try db.execute(sql: step) }
      try db.execute(sql: "PRAGMA user_version = \(SQLiteSchema.ledgerStep - 1)")
      try db.execute(sql: "ATTACH DATABASE ? AS new", arguments: [new.path])
      for table in try String.fetchAll(db, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table'") {
        let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
        let list = columns.joined(separator: ", ")
        try db.execute(sql: "INSERT INTO main.\(table) (\(list)) SELECT \(list) FROM new.\(table)")
      }
    }
  }

  @Test("A court from before the ledger gets it from its log when it is opened")
  func oldCourt() async throws {
    let folder = try LedgerFolder()
    var lives = MoneyLives(seed: 11)
    let store = try folder.store()
    for step in 0..<80 {
      let transaction = lives.next(step)
      if case .stored = try await store.append(transaction) { lives.take(transaction) }
    }
    let before = try await SQLLedgerReads(store).totals(lives.samples.court)
    try asItWas(folder.url.appending(path: "old.db"), from: folder.url.appending(path: "court.db"))
    let opened = try folder.store("old.db")
    #expect(before.of(.bank).postedDebits > .zero)
    #expect(try await SQLLedgerReads(opened).totals(lives.samples.court) == before)
    #expect(try await opened.replayCheck().differences.map(\.description) == [])
    for step in 80..<100 {
      let transaction = lives.next(step)
      if case .stored = try await opened.append(transaction) { lives.take(transaction) }
    }
    #expect(try await opened.ledgerCheck(keys: nil).faults.map(\.description) == [])
  }
}

extension LedgerAccount {
  fileprivate static func payee(_ line: PayoutLine) -> LedgerAccount { LedgerAccount(.payee, line.payee?.description ?? "") }
}
