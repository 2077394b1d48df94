import Basics
import Casework
import Enforcement
import Foundation
import GRDB
import Storage

/// The embedded database: log, derived tables, work and vault in one SQLite file, one writer, every answer after the disk.
public final class SQLiteStore: EventStore, Vault, ReadConnections, Sendable {
  /// Why the database is not opened: it would lose commits, or a newer program has changed it.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    case notDurable(synchronous: Int)
    case newerSchema(Int)
    public var description: String {
      switch self {
      case .notDurable(let level): "PRAGMA synchronous is \(level), not 2 (FULL): commits would not reach the disk"
      case .newerSchema(let version): "the database has schema \(version), newer than this program knows"
      }
    }
  }

  /// Pages that the writer keeps in memory, in KiB: the upper levels of every index.
  public static let writerCacheKiB = 65_536

  /// Pages of the write-ahead log after which they are copied into the database: at SQLite's own 1,000 a large import would copy, and
  /// wait for the disk twice, at every commit.
  public static let checkpointPages = 10_000

  let pool: DatabasePool
  public let keys: VaultKeys
  public let codec: EventCodec
  let committer: GroupCommitter

  /// Opens or creates the database. Refuses to serve unless the writer's `synchronous` reads back as FULL.
  public init(file: URL, keys: VaultKeys, codec: EventCodec = EventCodec()) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = 6
    configuration.busyMode = .timeout(5)
    let pool = try DatabasePool(path: file.path, configuration: configuration)
    try pool.writeWithoutTransaction {
      try $0.execute(
        sql: "PRAGMA cache_size = -\(SQLiteStore.writerCacheKiB); PRAGMA wal_autocheckpoint = \(SQLiteStore.checkpointPages)")
    }
    // GRDB sets NORMAL when it switches to WAL, after its own hooks: FULL has to come first here.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let level = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 }
    guard level == 2 else { throw Failure.notDurable(synchronous: level) }
    try SQLiteStore.migrate(pool, codec)
    try pool.write { try LookupIndex.fill(SQLiteConnection(db: $0), keys: keys, codec: codec) }
    let writer = try pool.read { try LogWriter(from: SQLiteConnection(db: $0)) }
    self.pool = pool
    self.keys = keys
    self.codec = codec
    committer = GroupCommitter(pool: pool, writer: writer)
  }

  private static func migrate(_ pool: DatabasePool, _ codec: EventCodec) throws {
    try pool.write { db in
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      guard version <= SQLiteSchema.steps.count else { throw Failure.newerSchema(version) }
      for (index, step) in SQLiteSchema.steps.enumerated() where index >= version { try db.execute(sql: step) }
      if (1..<SQLiteSchema.ledgerStep).contains(version) { try LedgerTables.build(SQLiteConnection(db: db), codec: codec) }
      if (1..<SQLiteSchema.receiptsStep).contains(version) { try ReceiptTables.build(SQLiteConnection(db: db), codec: codec) }
      if (1..<SQLiteSchema.fundItemsStep).contains(version) { try FundItemTables.build(SQLiteConnection(db: db), codec: codec) }
      if (1..<SQLiteSchema.deliveriesStep).contains(version) { try DeliveryTables.build(SQLiteConnection(db: db), codec: codec) }
      try db.execute(sql: "PRAGMA user_version = \(SQLiteSchema.steps.count)")
    }
  }

  public func read<Value: Sendable>(_ body: @Sendable @escaping (any Storage.Database) throws -> Value) async throws -> Value {
    try await pool.read { try body(SQLiteConnection(db: $0)) }
  }
  /// A durable write outside the log: sessions, accounts, codes.
  public func write<Value: Sendable>(_ body: @Sendable @escaping (any Storage.Database) throws -> Value) async throws -> Value {
    try await pool.write { try body(SQLiteConnection(db: $0)) }
  }

  // MARK: Log

  /// Transactions made durable since the start, and the commands in them.
  public var committed: (transactions: Int, commands: Int) {
    get async { (await committer.groups, await committer.commands) }
  }

  public func append(_ transaction: Transaction) async throws -> AppendOutcome {
    try await committer.append(try await LogWriter.prepare(transaction, codec: codec, keys: keys))
  }
  public func earlier(_ request: RequestKey) async throws -> AppendOutcome? {
    try await read { try RequestTable.earlier(request, $0) }
  }
  public func position(of request: RequestKey) async throws -> Int64? {
    try await read { try RequestTable.position(request, $0) }
  }
  public func load(_ streams: [StreamID]) async throws -> [StreamID: [RecordedEvent]] {
    let codec = codec
    return try await read { db in
      var result: [StreamID: [RecordedEvent]] = [:]
      for stream in streams {
        let rows = try db.query(LogReads.columns + " WHERE stream = $1 ORDER BY version", [.text(stream.description)])
        result[stream] = try rows.map { try LogReads.event($0, codec) }
      }
      return result
    }
  }
  public func load(_ stream: StreamID, after version: Int) async throws -> [RecordedEvent] {
    let codec = codec
    return try await read { db in
      let sql = LogReads.columns + " WHERE stream = $1 AND version > $2 ORDER BY version"
      return try db.query(sql, [.text(stream.description), .int(version)]).map { try LogReads.event($0, codec) }
    }
  }
  public func read(after position: Int64, limit: Int) async throws -> [RecordedEvent] {
    let codec = codec
    return try await read { db in
      let sql = LogReads.columns + " WHERE position > $1 ORDER BY position LIMIT $2"
      return try db.query(sql, [.int(position), .int(limit)]).map { try LogReads.event($0, codec) }
    }
  }
  public func identities(_ digests: [String]) async throws -> [String: Int64] {
    try await read { try LogReads.identities(digests, $0) }
  }
  public func find(_ need: Need, court: CourtCode) async throws -> NeedAnswer {
    try await read { try LogReads.find(need, court, $0) }
  }
  public func largestID() async throws -> Int64 { try await read { try LogReads.largestID($0) } }

  // MARK: Work

  public func takeDue(
    _ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64
  ) async throws -> [WorkItem] {
    if try await read({ try WorkTable.nextDue(kinds, paced: paced, $0) }).map({ $0 > now }) ?? true { return [] }
    return try await write { try WorkTable.take(kinds, paced: paced, now: now, limit: limit, leaseSeconds: leaseSeconds, $0) }
  }
  public func finish(_ workID: String) async throws {
    try await write { _ = try $0.run("DELETE FROM work WHERE id = $1", [.text(workID)]) }
  }
  public func postpone(_ workID: String, until: Instant, error: String) async throws {
    try await write {
      _ = try $0.run(
        "UPDATE work SET due = $2, lease = 0, attempts = attempts + 1, error = $3 WHERE id = $1",
        [.text(workID), .int(until.milliseconds), .text(error)])
    }
  }
  public func nextDue(_ kinds: Set<WorkItem.Kind>) async throws -> Instant? {
    try await read { db in
      let due = try [false, true].compactMap { try WorkTable.nextDue(kinds, paced: $0, db) }
      return due.min()
    }
  }
  public func oldestWork() async throws -> [WorkItem.Kind: Instant] { try await read { try WorkTable.oldest($0) } }
  /// Positions run without a gap.
  public func eventCount() async throws -> Int64 {
    try await read { try $0.query("SELECT COALESCE(MAX(position), 0) FROM log", []).first?.int(0) ?? 0 }
  }
  public func pendingWork() async throws -> [WorkItem.Kind: Int] { try await read { try WorkTable.pending($0) } }

  // MARK: Checks

  /// Rebuilds the derived tables in a database of its own and compares; reads one moment of the log, while others write on.
  public func replayCheck() async throws -> Replay.Report {
    let codec = codec
    return try await beside { try Replay.check($0, scratch: $1, codec: codec) }
  }
  /// Books the ledger again from the log in a database of its own and compares. `keys` are the court's public keys, base64.
  public func ledgerCheck(keys: Set<String>?) async throws -> LedgerCheck.Report {
    let codec = codec
    return try await beside { try LedgerCheck.run($0, scratch: $1, codec: codec, keys: keys) }
  }
  /// Compares every case's and cluster's own account with the ledger's.
  public func accountCheck() async throws -> AccountCheck.Report {
    let codec = codec
    return try await pool.read { try AccountCheck.run(SQLiteConnection(db: $0), codec: codec) }
  }
  /// One moment of this database, and an empty one that is thrown away.
  private func beside<Value: Sendable>(
    _ body: @Sendable @escaping (any Storage.Database, any Storage.Database) throws -> Value
  ) async throws -> Value {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("zhixing-replay-\(UUID().uuidString).db")
    defer { _ = try? FileManager.default.removeItem(at: file) }
    let scratch = try DatabaseQueue(path: file.path)
    return try await pool.read { source in
      try scratch.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        for step in SQLiteSchema.steps { try db.execute(sql: step) }
        try db.beginTransaction()
        defer { _ = try? db.commit() }
        return try body(SQLiteConnection(db: source), SQLiteConnection(db: db))
      }
    }
  }
  /// Replaces the derived tables by what the log says; the number of events read.
  public func rebuildDerived() async throws -> Int {
    let codec = codec
    return try await write { try Replay.rebuild($0, codec: codec) }
  }
  /// Throws the first ``Verify/Fault``.
  public func verifyLog() async throws -> Verify.Head {
    let codec = codec
    return try await read { try Verify.log($0, codec: codec) }
  }
  /// Opens every vault entry and compares it with the digests of the log. Nothing is changed.
  public func verifyVault() async throws -> Verify.VaultReport {
    let (keys, codec) = (keys, codec)
    return try await read { try Verify.vault($0, keys: keys, codec: codec) }
  }

  /// Compares every file that an event names with what the event says.
  public func verifyFiles(_ papers: any PaperStore) async throws -> Verify.FileReport {
    try await Verify.files(papers, self, codec: codec)
  }

  // MARK: Vault

  public func open(_ refs: [VaultRef]) async throws -> [VaultRef: VaultContent] {
    let keys = keys
    return try await read { try VaultTable.open(refs, keys, $0) }
  }
}
