import Basics
import Casework
import Enforcement

/// Builds the derived tables again from the log, and compares them with those that stand.
public enum Replay {
  /// One row that is not what the events say.
  public struct Difference: Sendable, Hashable, CustomStringConvertible {
    public let table: String
    /// The row's key, as text.
    public let key: String
    /// The columns that differ, as `name: stored → rebuilt`; empty where the row is missing on one side.
    public let columns: [String]
    /// Where the row stands: on both sides, or only in the stored or the rebuilt tables.
    public let place: Place
    /// Stored and rebuilt differ, or only one of them has the row.
    public enum Place: Sendable, Hashable { case both, onlyStored, onlyRebuilt }
    public var description: String { "\(table) \(key): \(told)" }
    /// The difference without its place.
    var told: String {
      switch place {
      case .both: columns.joined(separator: "; ")
      case .onlyStored: "no event gives this row"
      case .onlyRebuilt: "the row is missing"
      }
    }
  }
  /// How many events and rows were compared, and what differs; the tables are right where `differences` is empty.
  public struct Report: Sendable {
    public let events: Int
    public let rows: Int
    /// At most as many as asked for.
    public let differences: [Difference]
  }

  /// Writes the derived tables of `source`'s log into `scratch`, whose tables are empty, and compares row by row.
  public static func check(
    _ source: any Database, scratch: any Database, codec: EventCodec, differencesMax: Int = 100
  ) throws -> Report {
    let events = try derive(from: source, into: scratch, codec: codec)
    var rows = 0
    var differences: [Difference] = []
    for table in Projections.tables {
      rows += try compare(table.name, by: table.order, source, scratch) {
        if differences.count < differencesMax { differences.append($0) }
      }
    }
    return Report(events: events, rows: rows, differences: differences)
  }

  /// Replaces the derived tables by what the log says, in the caller's transaction. The number of events read.
  public static func rebuild(_ db: any Database, codec: EventCodec) throws -> Int {
    for table in Projections.tables { try db.run("DELETE FROM \(table.name)", []) }
    return try derive(from: db, into: db, codec: codec)
  }

  private static func derive(from source: any Database, into target: any Database, codec: EventCodec) throws -> Int {
    var events = 0
    var touched: Set<Int64> = []
    let log = try source.cursor(LogReads.columns + " ORDER BY position", [])
    while let row = try log.next() {
      let recorded = try LogReads.event(row, codec)
      if let id = try Projections.apply(recorded.event, recorded.meta, position: recorded.position, target) { touched.insert(id) }
      try LedgerTables.apply(recorded.event, recorded.meta, position: recorded.position, target)
      events += 1
    }
    for id in touched.sorted() { try Projections.refreshNearest(id, target) }
    try CaseCounts.recount(target)
    return events
  }

  /// Walks both tables in the order of their key; the number of rows stored.
  static func compare(
    _ table: String, by order: String, _ source: any Database, _ scratch: any Database, _ report: (Difference) -> Void
  ) throws -> Int {
    let names = order.split(separator: ",").map { $0.filter { $0 != " " } }
    let columns = try source.columns(of: table)
    let sql = "SELECT \(order), \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(order)"
    let stored = try source.cursor(sql, [])
    let rebuilt = try scratch.cursor(sql, [])
    func key(_ row: SQLRow) -> [SQLValue] { Array(row.values.prefix(names.count)) }
    func text(_ row: SQLRow) -> String { zip(names, key(row)).map { "\($0)=\(show($1))" }.joined(separator: " ") }
    var count = 0
    var left = try stored.next()
    var right = try rebuilt.next()
    while left != nil || right != nil {
      if let have = left, let want = right, key(have) == key(want) {
        if have.values != want.values {
          let differing = columns.indices.filter { have.values[names.count + $0] != want.values[names.count + $0] }.map {
            "\(columns[$0]): \(show(have.values[names.count + $0])) → \(show(want.values[names.count + $0]))"
          }
          report(Difference(table: table, key: text(have), columns: differing, place: .both))
        }
        count += 1
        left = try stored.next()
        right = try rebuilt.next()
      } else if let have = left, right.map({ precedes(key(have), key($0)) }) ?? true {
        report(Difference(table: table, key: text(have), columns: [], place: .onlyStored))
        count += 1
        left = try stored.next()
      } else if let want = right {
        report(Difference(table: table, key: text(want), columns: [], place: .onlyRebuilt))
        right = try rebuilt.next()
      }
    }
    return count
  }

  /// The databases' order: numbers by size, text by its bytes.
  private static func precedes(_ left: [SQLValue], _ right: [SQLValue]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.int(let one), .int(let other)): return one < other
      case (.text(let one), .text(let other)): return one.utf8.lexicographicallyPrecedes(other.utf8)
      default: return false
      }
    }
    return false
  }

  private static func show(_ value: SQLValue) -> String {
    switch value {
    case .int(let number): "\(number)"
    case .text(let text): "“\(text)”"
    case .blob(let bytes): VaultKeys.hex(bytes)
    case .null: "null"
    }
  }
}
