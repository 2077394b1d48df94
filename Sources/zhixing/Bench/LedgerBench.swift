import ArgumentParser
import Basics
import Casework
import Enforcement
import EnforcementLaw
import Foundation
import Ledger
import Storage
import StorageSQLite

/// `zhixing bench ledger`: postings a second through the store (event, entry, balances, receipt, bank line), each its own command,
/// beside raw SQLite writing the same rows into the same tables and indexes; both with `synchronous=FULL`. `bench/ledger` takes the
/// transfers on to hledger and PostgreSQL.
struct LedgerBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Postings a second, beside raw SQLite. 记账速度。")
  @Option(help: "Folder to measure in, on the disk to measure. 数据目录。") var data = "data-bench"
  @Option(help: "Rounds; the median counts.") var rounds = 3
  @Option(help: "Commands at the same time, parted by commas.") var concurrency = "1,64,1024"
  @Option(help: "Writes the last round's entries here as a journal for hledger.") var journal: String?
  @Option(help: "Writes the last round's transfers here: reference, debit, credit, fen, parted by tabs.") var transfers: String?

  struct Round {
    let store: Double
    let raw: Double
    let batch: Double
  }

  func run() async throws {
    print("| postings at once | store, postings/s | raw sqlite3, postings/s | ratio | postings a transaction |")
    print("|---:|---:|---:|---:|---:|")
    for clients in concurrency.split(separator: ",").compactMap({ Int($0) }) {
      var done: [Round] = []
      for _ in 0..<max(1, rounds) { done.append(try await round(clients)) }
      print(
        "| \(Figures.whole(Double(clients))) | \(Figures.whole(Figures.median(done.map(\.store))))",
        "| \(Figures.whole(Figures.median(done.map(\.raw)))) | \(Figures.ratio(Figures.median(done.map { $0.store / $0.raw })))",
        "| \(Figures.whole(Figures.median(done.map(\.batch)))) |")
    }
  }

  private func round(_ clients: Int) async throws -> Round {
    let folder = try BenchFolder(data, "ledger")
    defer { folder.remove() }
    let load = PostingLoad(clients: clients, postings: clients == 1 ? 3000 : 40_960)
    let store = try folder.store("store.sqlite")
    try await load.cases.prepare(store)
    try RawEngine(folder.file("store.sqlite")).run("VACUUM INTO '\(folder.file("raw.sqlite").path)'")
    let before = await store.committed
    let stored = try await Figures.timed { try await load.run(store) }
    let after = await store.committed
    let batch = Double(after.commands - before.commands) / Double(max(1, after.transactions - before.transactions))

    let raw = try RawEngine(folder.file("raw.sqlite"))
    try raw.run(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -\(SQLiteStore.writerCacheKiB);
      PRAGMA wal_autocheckpoint = \(SQLiteStore.checkpointPages)
      """)
    let rows = try await load.rows(store, for: raw)
    let written = try await Figures.timed { try raw.write(rows, batch: Int(batch.rounded())) }
    try await keep(store)
    return Round(store: Double(load.postings) / stored, raw: Double(load.postings) / written, batch: batch)
  }

  /// What the peers of `bench/ledger` are given.
  private func keep(_ store: SQLiteStore) async throws {
    guard journal != nil || transfers != nil else { return }
    var journalText = Journal(language: .en)
    var text = journalText.head(title: "bench")
    var list = ""
    var place: Int64 = 0
    let reads = SQLLedgerReads(store)
    while true {
      let lines = try await reads.entries(LedgerFilter(), court: PostingLoad.court, after: place, limit: 5_000)
      guard let last = lines.last else { break }
      for line in lines {
        text += journalText.text(line.journal)
        let entry = line.journal.entry
        list += "\(entry.id)\t\(entry.debit)\t\(entry.credit)\t\(entry.amount.fen)\n"
      }
      place = last.place
    }
    if let journal { try Data(text.utf8).write(to: URL(filePath: journal)) }
    if let transfers { try Data(list.utf8).write(to: URL(filePath: transfers)) }
  }
}

/// Receipts from the bank, each booked on its client's own case by a command of its own.
private struct PostingLoad: Sendable {
  static let court = AppendLoad.court
  let clients: Int
  let postings: Int
  let cases: AppendLoad

  init(clients: Int, postings: Int) {
    self.clients = clients
    self.postings = postings / clients * clients
    cases = AppendLoad(clients: clients, commands: 0)
  }

  func run(_ store: SQLiteStore) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in 0..<clients {
        group.addTask {
          for turn in 0..<(postings / clients) {
            let outcome = try await store.append(command(client, turn))
            guard case .stored = outcome else { throw CommandFailure(description: "not stored: \(outcome)") }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func command(_ client: Int, _ turn: Int) -> Transaction {
    let ids = cases.ids
    let line = VaultRef(id: ids.next(), version: 1, digest: String(repeating: "5a", count: 32))
    let payBy = cases.start.day + 30
    let booked = ReceiptBooked(
      receipt: ids.next(), amount: Money(fen: 100 + Int64(turn)), source: .transfer, bankLineDigest: "bench-\(client)-\(turn)",
      vault: line, payBy: payBy, reasons: Reasons("R2.1-N22"))
    return cases.transaction(
      [StreamEvents(stream: .caseAccount(cases.cases[client]), expected: turn, events: [booked])],
      deposits: [Deposit(ref: line, content: VaultContent("bankLine", ["text": "2026-09-21 转入 案款 某某公司"]))], work: [])
  }

  /// What the store wrote, posting by posting, as rows for the raw engine.
  func rows(_ store: SQLiteStore, for raw: RawEngine) async throws -> [[RawEngine.Row]] {
    let first = Int64(clients)
    var commands = Array(repeating: [RawEngine.Row](), count: postings)
    for (table, order) in [
      ("log", "position"), ("vault", "id"), ("receipts", "id"), ("ledger_entries", "seq"), ("bank_entries", "ref"),
      ("identities", "id"),
    ] {
      let after = table == "log" ? "WHERE position > \(first)" : ""
      let found = try await store.read { try $0.query("SELECT * FROM \(table) \(after) ORDER BY \(order)", []) }
      guard let width = found.first?.values.count, found.count == commands.count else {
        throw CommandFailure(description: "\(table): \(found.count) rows")
      }
      let statement = try raw.prepare(
        "INSERT INTO \(table) VALUES (\(Array(repeating: "?", count: width).joined(separator: ", ")))")
      for (index, row) in found.enumerated() { commands[index].append(RawEngine.Row(statement: statement, values: row.values)) }
    }
    try await addBalances(to: &commands, store, raw)
    return commands
  }

  /// Balances of both accounts, the case's sum and the day's counter: what the store changes beside its inserts.
  private func addBalances(to commands: inout [[RawEngine.Row]], _ store: SQLiteStore, _ raw: RawEngine) async throws {
    let entries = try await store.read { try $0.query("SELECT debit, credit, amount FROM ledger_entries ORDER BY seq", []) }
    let account = try raw.prepare(
      """
      INSERT INTO ledger_accounts (court, account, kind, posted_debits, posted_credits, pending_debits, pending_credits)
      VALUES (?1, ?2, ?3, ?4, ?5, 0, 0) ON CONFLICT (court, account) DO UPDATE SET
        posted_debits = posted_debits + excluded.posted_debits, posted_credits = posted_credits + excluded.posted_credits
      """)
    let sum = try raw.prepare("UPDATE cases SET money_in = money_in + ?2, updated_at = ?3 WHERE id = ?1")
    let counter = try raw.prepare(
      """
      INSERT INTO counters (court, name, day, value) VALUES (?1, 'moneyIn', ?2, ?3)
      ON CONFLICT (court, name, day) DO UPDATE SET value = value + excluded.value
      """)
    let court = SQLValue.text(Self.court.text)
    for (index, entry) in entries.enumerated() {
      let (debit, credit, amount) = (entry.text(0), entry.text(1), entry.int(2))
      func kind(_ text: String) -> SQLValue { .text(LedgerAccount(text)?.kind.rawValue ?? "") }
      let of = Int64(credit.split(separator: ":").last ?? "") ?? 0
      commands[index] += [
        RawEngine.Row(statement: account, values: [court, .text(debit), kind(debit), .int(amount), .int(0)]),
        RawEngine.Row(statement: account, values: [court, .text(credit), kind(credit), .int(0), .int(amount)]),
        RawEngine.Row(statement: sum, values: [.int(of), .int(amount), .int(cases.start.milliseconds)]),
        RawEngine.Row(statement: counter, values: [court, .int(Int64(cases.start.day.number)), .int(amount)]),
      ]
    }
  }
}
