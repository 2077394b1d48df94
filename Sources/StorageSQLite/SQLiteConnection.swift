import Foundation
import GRDB
import GRDBSQLite
import Storage

/// A GRDB connection seen as the portable `Database`. Values are bound straight to SQLite's statement: GRDB's own argument binding is
/// most of its cost.
struct SQLiteConnection: Storage.Database {
  let db: GRDB.Database

  @discardableResult
  func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
    let statement = try prepared(sql, values)
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw error(sql) }
    return Int(sqlite3_changes(db.sqliteConnection))
  }

  /// Prepared once, bound again for each row.
  func runAll(_ sql: String, _ rows: some Sequence<[SQLValue]>) throws {
    let statement = try db.cachedStatement(sql: SQLiteConnection.dialect(sql))
    let handle = statement.sqliteStatement
    for values in rows {
      sqlite3_reset(handle)
      try bind(values, statement)
      guard sqlite3_step(handle) == SQLITE_DONE else {
        let failure = error(sql)
        sqlite3_reset(handle)
        throw failure
      }
    }
    sqlite3_reset(handle)
  }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    let statement = try prepared(sql, values)
    defer { sqlite3_reset(statement.sqliteStatement) }
    var rows: [SQLRow] = []
    while let row = try step(statement) { rows.append(row) }
    return rows
  }

  /// Has a statement of its own, so that others with the same text may run meanwhile.
  func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowReader {
    let statement = try db.makeStatement(sql: SQLiteConnection.dialect(sql))
    try bind(values, statement)
    return Reader(connection: self, statement: statement)
  }
  private final class Reader: RowReader {
    private let connection: SQLiteConnection
    private let statement: GRDB.Statement
    private var ended = false
    init(connection: SQLiteConnection, statement: GRDB.Statement) {
      self.connection = connection
      self.statement = statement
    }
    func next() throws -> SQLRow? {
      guard !ended else { return nil }
      let row = try connection.step(statement)
      ended = row == nil
      return row
    }
  }

  /// Tables are our own words, never input.
  func columns(of table: String) throws -> [String] {
    try query("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid", []).map { $0.text(0) }
  }

  private func step(_ statement: GRDB.Statement) throws -> SQLRow? {
    let handle = statement.sqliteStatement
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return SQLRow((0..<sqlite3_column_count(handle)).map { value(handle, $0) })
    case SQLITE_DONE: return nil
    default: throw error(statement.sql)
    }
  }

  /// `$n` names a parameter in SQLite; `?n` is the n-th.
  private static func dialect(_ sql: String) -> String {
    var sql = sql
    return sql.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { target in
        for index in bytes.indices { target[index] = bytes[index] == UInt8(ascii: "$") ? UInt8(ascii: "?") : bytes[index] }
        return bytes.count
      }
    }
  }

  private func prepared(_ sql: String, _ values: [SQLValue]) throws -> GRDB.Statement {
    let statement = try db.cachedStatement(sql: SQLiteConnection.dialect(sql))
    sqlite3_reset(statement.sqliteStatement)
    try bind(values, statement)
    return statement
  }

  private func bind(_ values: [SQLValue], _ statement: GRDB.Statement) throws {
    let handle = statement.sqliteStatement
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .int(let number): sqlite3_bind_int64(handle, place, number)
        case .null: sqlite3_bind_null(handle, place)
        case .text(let text): SQLiteConnection.bind(text, handle, place)
        case .blob(let bytes):
          bytes.withUnsafeBytes {
            sqlite3_bind_blob64(
              handle, place, $0.baseAddress ?? SQLiteConnection.empty, sqlite3_uint64($0.count), SQLiteConnection.transient)
          }
        }
      guard code == SQLITE_OK else { throw error(statement.sql) }
    }
  }

  private static func bind(_ text: String, _ handle: OpaquePointer, _ place: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(handle, place, $0.baseAddress ?? emptyText, Int32($0.count), transient)
      }
    }
  }

  private func value(_ handle: OpaquePointer, _ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .int(sqlite3_column_int64(handle, column))
    case SQLITE_TEXT:
      .text(
        String(
          decoding: UnsafeRawBufferPointer(
            start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self))
    case SQLITE_BLOB:
      .blob(
        [UInt8](
          UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))))
    default: .null
    }
  }

  private func error(_ sql: String) -> any Error {
    DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage, sql: sql)
  }

  /// SQLITE_TRANSIENT: SQLite copies what it is given. The C macro is a cast of -1 to a function pointer and is not imported.
  nonisolated(unsafe) private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  /// An empty value still needs an address, or SQLite would store NULL.
  nonisolated(unsafe) private static let empty = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
  nonisolated(unsafe) private static let emptyText = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
