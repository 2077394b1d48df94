import Basics
import Casework
import Enforcement

/// Writes transactions into an open database transaction: log, derived tables, vault, work. Shared by every engine.
public struct LogWriter: Sendable {
  /// Where in `marks` the largest id handed out stands.
  static let idMark = "ids"
  /// Where in `marks` the position of the last event stands.
  static let headMark = "head"
  private var position: Int64
  private var hash: [UInt8]
  /// Orders work that is due at the same moment.
  private var place: Int64
  private var largestID: Int64

  /// Goes on from where the tables end.
  public init(from db: any Database) throws {
    let last = try db.query("SELECT position, hash FROM log ORDER BY position DESC LIMIT 1", []).first
    position = last?.int(0) ?? 0
    hash = last?.blob(1) ?? LogHash.start
    place = try WorkTable.lastPlace(db)
    largestID = try LogReads.largestID(db)
  }

  /// A transaction with its payloads encoded and its vault content sealed, away from the writer's thread.
  public struct Prepared: Sendable {
    let transaction: Transaction
    let payloads: [[[UInt8]]]
    let sealed: [[UInt8]]
    let lookups: [LookupIndex.Line]
  }
  /// Encodes and seals, on several threads where there is much of it; nothing is written. Throws where an event or a vault entry cannot
  /// be encoded.
  public static func prepare(_ transaction: Transaction, codec: EventCodec, keys: VaultKeys) async throws -> Prepared {
    let encode: @Sendable (StreamEvents) throws -> [[UInt8]] = { try $0.events.map { try codec.encode($0) } }
    let seal: @Sendable (Deposit) throws -> [UInt8] = {
      try keys.encrypt(Array(JSONText.encode($0.content).utf8), id: $0.ref.id, version: $0.ref.version)
    }
    guard transaction.streams.count + transaction.deposits.count > partSize else {
      return Prepared(
        transaction: transaction, payloads: try transaction.streams.map(encode), sealed: try transaction.deposits.map(seal),
        lookups: LookupIndex.lines(transaction, keys))
    }
    async let payloads = inParts(transaction.streams, encode)
    async let sealed = inParts(transaction.deposits, seal)
    return Prepared(
      transaction: transaction, payloads: try await payloads, sealed: try await sealed,
      lookups: LookupIndex.lines(transaction, keys))
  }

  /// So many make a task worth its while.
  private static let partSize = 64
  private static func inParts<Item: Sendable, Made: Sendable>(
    _ items: [Item], _ make: @escaping @Sendable (Item) throws -> Made
  ) async throws -> [Made] {
    let starts = Array(stride(from: 0, to: items.count, by: partSize))
    return try await withThrowingTaskGroup(of: (Int, [Made]).self) { group in
      for start in starts {
        group.addTask { (start, try items[start..<min(start + partSize, items.count)].map(make)) }
      }
      var parts: [Int: [Made]] = [:]
      for try await (start, made) in group { parts[start] = made }
      return starts.flatMap { parts[$0] ?? [] }
    }
  }

  /// What a conflict leaves untouched is decided before the first row is written.
  public mutating func write(_ prepared: Prepared, _ db: any Database) throws -> AppendOutcome {
    let transaction = prepared.transaction
    if let request = transaction.request, let earlier = try RequestTable.earlier(request, db) { return earlier }
    for part in transaction.streams {
      let version =
        try db.query("SELECT COALESCE(MAX(version), 0) FROM log WHERE stream = $1", [.text(part.stream.description)])
        .first?.int(0) ?? 0
      if version != Int64(part.expected) { return .conflict(part.stream, version: Int(version)) }
    }
    if let taken = try IdentityClaims.taken(transaction, db) { return taken }
    var ledger = LedgerBooking(transaction.court)
    if let refusal = try ledger.add(transaction, db) {
      if let completes = transaction.completes, try WorkTable.has(completes, db) == false {
        return .repeated(causation: completes)
      }
      return .refused(refusal)
    }
    if let completes = transaction.completes, try db.run("DELETE FROM work WHERE id = $1", [.text(completes)]) == 0 {
      return .repeated(causation: completes)
    }
    let start = position
    if let request = transaction.request {
      let first = transaction.streams.contains { !$0.events.isEmpty } ? start + 1 : 0
      try RequestTable.add(request, transaction, position: first, db)
    }
    try writeEvents(prepared, db)
    try ledger.write(db) { start + 1 + Int64($0) }
    for (deposit, sealed) in zip(transaction.deposits, prepared.sealed) {
      largestID = max(largestID, deposit.ref.id.raw)
      try db.run(
        "INSERT INTO vault (id, version, kind, sealed) VALUES ($1, $2, $3, $4)",
        [.int(deposit.ref.id.raw), .int(deposit.ref.version), .text(deposit.content.kind), .blob(sealed)])
    }
    try NameIndex.update(transaction, db)
    try LookupIndex.add(prepared.lookups, db)
    for item in transaction.work { try enqueue(item, db) }
    largestID = max(largestID, transaction.idsThrough)
    return .stored(through: position)
  }

  /// Ends a group: what stands once for all its transactions.
  public func finish(_ db: any Database) throws {
    try db.run(
      "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      [.text(LogWriter.idMark), .int(largestID)])
    try db.run(
      "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      [.text(LogWriter.headMark), .int(position)])
  }

  private mutating func writeEvents(_ prepared: Prepared, _ db: any Database) throws {
    let transaction = prepared.transaction
    var touched: Set<Int64> = []
    for (part, payloads) in zip(transaction.streams, prepared.payloads) {
      let stream = part.stream.description
      largestID = max(largestID, Int64(part.stream.key) ?? 0)
      let counted = part.stream.kind == .caseFile && part.events.contains(where: CaseCounts.concerns)
      let caseID = Int64(part.stream.key) ?? 0
      let place = counted && part.expected > 0 ? try CaseCounts.place(of: caseID, db) : nil
      for (offset, event) in part.events.enumerated() {
        position += 1
        let row = LogRow(
          position: position, stream: stream, version: part.expected + offset + 1, court: transaction.court.text,
          name: type(of: event).name, at: transaction.at.milliseconds, actor: transaction.actor.description,
          causation: transaction.causation, payload: payloads[offset], hash: [])
        hash = LogHash.next(after: hash, row)
        let written = try db.run(
          """
          INSERT INTO log (position, stream, version, court, name, at, actor, causation, payload, hash)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (stream, version) DO NOTHING
          """,
          [
            .int(row.position), .text(row.stream), .int(row.version), .text(row.court), .text(row.name), .int(row.at),
            .text(row.actor), .text(row.causation), .blob(row.payload), .blob(hash),
          ])
        guard written == 1, let meta = row.meta else { throw LogFault(position: position, stream: stream) }
        if let id = try Projections.apply(event, meta, position: position, db) { touched.insert(id) }
      }
      if counted { try CaseCounts.move(from: place, to: try CaseCounts.place(of: caseID, db), db) }
    }
    for id in touched.sorted() { try Projections.refreshNearest(id, db) }
  }

  private mutating func enqueue(_ item: WorkItem, _ db: any Database) throws {
    if !item.key.isEmpty { try db.run("DELETE FROM work WHERE key = $1 AND key <> ''", [.text(item.key)]) }
    guard item.kind != .cancel else { return }
    place += 1
    try db.run(
      """
      INSERT INTO work (id, kind, key, due, paced, payload, lease, attempts, error, place)
      VALUES ($1, $2, $3, $4, $5, $6, 0, 0, NULL, $7) ON CONFLICT (id) DO NOTHING
      """,
      [
        .text(item.id), .text(item.kind.rawValue), .text(item.key), .int(item.due.milliseconds), .flag(item.paced),
        .text(item.payload), .int(place),
      ])
  }
}

/// The version check and the table disagree: someone else writes to this database.
public struct LogFault: Error, Sendable {
  public let position: Int64
  public let stream: String
}

/// An identity (a person's number, an account, a bank line) belongs to one stream. Two commands that record it at the same time both
/// decided without knowing of each other: the second conflicts, decides again, and finds it.
enum IdentityClaims {
  static func taken(_ transaction: Transaction, _ db: any Database) throws -> AppendOutcome? {
    for part in transaction.streams {
      for event in part.events {
        guard let digest = claimed(by: event), !digest.isEmpty,
          let id = try db.query("SELECT id FROM identities WHERE digest = $1", [.text(digest)]).first?.int(0)
        else { continue }
        let isMoney =
          event is ReceiptBooked || event is BankReceiptTaken || event is AidFundFilled || event is BalanceBrought
          || event is ClusterReceiptBooked
        let holder = isMoney ? part.stream : StreamID(part.stream.kind, "\(id)")
        let version = try db.query("SELECT COALESCE(MAX(version), 0) FROM log WHERE stream = $1", [.text(holder.description)])
        return .conflict(holder, version: Int(version.first?.int(0) ?? 0))
      }
    }
    return nil
  }
  private static func claimed(by event: any Event) -> String? {
    switch event {
    case let event as PersonRecorded: event.idDigest
    case let event as PropertyRecorded: event.identityDigest
    case let event as ReceiptBooked: event.bankLineDigest
    case let event as BankReceiptTaken: event.lineDigest
    case let event as ClusterReceiptBooked: event.bankLineDigest
    case let event as AidFundFilled: event.bankLineDigest
    case let event as BalanceBrought: event.bankLineDigest
    default: nil
    }
  }
}
