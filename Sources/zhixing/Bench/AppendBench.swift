import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Storage
import StorageSQLite

/// `zhixing bench append`: events a second through the store, beside raw SQLite writing the same rows into the same tables and
/// indexes in transactions of the same size, both with `synchronous=FULL`, one after the other in each round.
struct AppendBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append", abstract: "Appended events a second, beside raw SQLite. 事件写入。")
  @Option(help: "Folder to measure in, on the disk to measure. 数据目录。") var data = "data-bench"
  @Option(help: "Rounds; the median counts.") var rounds = 3
  @Option(help: "Commands at the same time, parted by commas.") var concurrency = "1,64,1024"

  struct Round {
    let store: Double
    let raw: Double
    let batch: Double
  }

  func run() async throws {
    print("| commands at once | store, events/s | raw sqlite3, events/s | ratio | commands a transaction |")
    print("|---:|---:|---:|---:|---:|")
    for clients in concurrency.split(separator: ",").compactMap({ Int($0) }) {
      var done: [Round] = []
      for _ in 0..<max(1, rounds) { done.append(try await round(clients)) }
      let ratio = Figures.median(done.map { $0.store / $0.raw })
      print(
        "| \(Figures.whole(Double(clients))) | \(Figures.whole(Figures.median(done.map(\.store))))",
        "| \(Figures.whole(Figures.median(done.map(\.raw)))) | \(Figures.ratio(ratio))",
        "| \(Figures.whole(Figures.median(done.map(\.batch)))) |")
    }
  }

  private func round(_ clients: Int) async throws -> Round {
    let folder = try BenchFolder(data, "append")
    defer { folder.remove() }
    let load = AppendLoad(clients: clients, commands: clients == 1 ? 3000 : 40_960)
    let store = try folder.store("store.sqlite")
    try await load.prepare(store)
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
    let events = Double(load.commands * AppendLoad.eventsACommand)
    return Round(store: events / stored, raw: events / written, batch: batch)
  }
}

/// The commands of one round: each appends three events to its client's own case, with a private text and a piece of work.
struct AppendLoad: Sendable {
  static let eventsACommand = 3
  let clients: Int
  let commands: Int
  static let court = CourtCode("浙1099")
  let start = Instant(milliseconds: 1_790_000_000_000)
  let ids: IDSource
  let cases: [ID<CaseFile>]
  private let person: ID<Person>

  init(clients: Int, commands: Int) {
    let ids = IDSource(clock: BenchClock(start))
    self.clients = clients
    self.commands = commands
    self.ids = ids
    cases = (0..<clients).map { _ in ids.next() }
    person = ids.next()
  }

  /// The cases, before anything is measured.
  func prepare(_ store: SQLiteStore) async throws {
    for group in stride(from: 0, to: cases.count, by: 256) {
      let streams = cases[group..<min(group + 256, cases.count)].map { id in
        let instrument = Instrument(
          number: "(2025)浙1099民初\(id)号", court: "临江市人民法院", kind: .judgment, on: start.day, lastPerformanceDay: nil)
        let claim = ClaimItem(kind: .principal, amount: Money(fen: 1_000_000), interest: "")
        let received = ApplicationReceived(
          caseID: id, court: Self.court, type: .first, receivedOn: start.day, via: "counter", docketRef: nil,
          instrument: instrument,
          parties: [], claims: [claim], livelihood: false)
        return StreamEvents(stream: .caseFile(id), expected: 0, events: [received])
      }
      _ = try await store.append(transaction(streams, deposits: [], work: []))
    }
  }

  func run(_ store: SQLiteStore) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in 0..<clients {
        group.addTask {
          for turn in 0..<(commands / clients) {
            let outcome = try await store.append(command(client, turn))
            guard case .stored = outcome else { throw CommandFailure(description: "not stored: \(outcome)") }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func command(_ client: Int, _ turn: Int) -> Transaction {
    let caseID = cases[client]
    let text = VaultRef(id: ids.next(), version: 1, digest: String(repeating: "5a", count: 32))
    let paper = ids.next(Paper.self)
    let measure = MeasureRequested(
      measure: ids.next(), property: ids.next(), kind: .deposit, unit: "icbc", debtor: person, ruling: paper,
      amount: Money(fen: 1_000_000), from: start.day, until: start.day + 365, request: ids.next(), heldFor: nil)
    let node = NodeOpened(
      node: ids.next(), key: "askAssistance", subject: nil, due: start.adding(seconds: Int64(86_400 + turn)), reasons: nil,
      settingsVersion: "bench", owner: .officer, warnAt: [])
    let events: [any Event] = [
      PaperDrafted(paper: paper, kind: .controlRuling, about: ["\(measure.measure)"], text: text), measure, node,
    ]
    let content = VaultContent("text", ["text": "冻结被执行人名下存款，期限一年；到期前可以续行冻结。"])
    let work = WorkItem(
      id: "send:\(measure.request)", kind: .send, key: "", due: start, paced: false, payload: "\(measure.request)")
    return transaction(
      [StreamEvents(stream: .caseFile(caseID), expected: 1 + turn * events.count, events: events)],
      deposits: [Deposit(ref: text, content: content)], work: [work])
  }

  func transaction(_ streams: [StreamEvents], deposits: [Deposit], work: [WorkItem]) -> Transaction {
    Transaction(
      court: Self.court, at: start, actor: .machine, causation: "command:\(ids.next(AttemptMark.self))", streams: streams,
      deposits: deposits, work: work, completes: nil, idsThrough: ids.latest)
  }

  /// What the store wrote, command by command, as rows for the raw engine.
  func rows(_ store: SQLiteStore, for raw: RawEngine) async throws -> [[RawEngine.Row]] {
    let first = Int64(cases.count)
    var commands = Array(repeating: [RawEngine.Row](), count: self.commands / clients * clients)
    for (table, order, each) in [
      ("log", "position", 3), ("papers", "id", 1), ("measures", "id", 1), ("open_nodes", "id", 1), ("vault", "id", 1),
      ("work", "place", 1),
    ] {
      let after = table == "log" ? "WHERE position > \(first)" : ""
      let found = try await store.read { try $0.query("SELECT * FROM \(table) \(after) ORDER BY \(order)", []) }
      guard let width = found.first?.values.count, found.count == commands.count * each else {
        throw CommandFailure(description: "\(table): \(found.count) rows")
      }
      let marks = Array(repeating: "?", count: width).joined(separator: ", ")
      let statement = try raw.prepare("INSERT INTO \(table) VALUES (\(marks))")
      for (index, row) in found.enumerated() {
        commands[index / each].append(RawEngine.Row(statement: statement, values: row.values))
      }
    }
    let update = try raw.prepare(
      "UPDATE cases SET updated_at = ?1, nearest_key = ?2, nearest_due = ?3, nearest_owner = ?4 WHERE id = ?5")
    for index in commands.indices {
      let due = SQLValue.int(start.milliseconds + Int64(index))
      commands[index].append(
        RawEngine.Row(
          statement: update,
          values: [due, .text("askAssistance"), due, .text("officer"), .int(cases[index % clients].raw)]))
    }
    return commands
  }
}

/// Marks ids of attempts.
enum AttemptMark {}
