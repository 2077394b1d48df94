import Foundation
import GRDBSQLite
import Storage

/// SQLite through its C interface, without any of ours: prepared statements, binds, steps. The measure of what the engine can do.
final class RawEngine {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
  /// A row for one of the prepared statements.
  struct Row: Sendable {
    let statement: Int
    let values: [SQLValue]
  }

  private let handle: OpaquePointer
  private var statements: [OpaquePointer] = []

  init(_ file: URL) throws {
    var opened: OpaquePointer?
    guard sqlite3_open(file.path, &opened) == SQLITE_OK, let opened else {
      throw Failure(description: "\(file.path): not opened")
    }
    handle = opened
  }
  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(handle)
  }

  func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault(sql) }
  }

  /// The statement's place in ``Row/statement``.
  func prepare(_ sql: String) throws -> Int {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw fault(sql) }
    statements.append(statement)
    return statements.count - 1
  }

  /// Writes the rows of `batch` commands in each transaction.
  func write(_ commands: [[Row]], batch: Int) throws {
    var start = 0
    while start < commands.count {
      let end = min(start + max(1, batch), commands.count)
      try run("BEGIN IMMEDIATE")
      for command in commands[start..<end] {
        for row in command { try step(row) }
      }
      try run("COMMIT")
      start = end
    }
  }

  private func step(_ row: Row) throws {
    let statement = statements[row.statement]
    for (index, value) in row.values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .int(let number): sqlite3_bind_int64(statement, place, number)
      case .null: sqlite3_bind_null(statement, place)
      case .text(let text): sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), RawEngine.transient)
      case .blob(let bytes): sqlite3_bind_blob64(statement, place, bytes, sqlite3_uint64(bytes.count), RawEngine.transient)
      }
    }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw fault("step") }
  }

  private func fault(_ what: String) -> Failure { Failure(description: "\(what): \(String(cString: sqlite3_errmsg(handle)))") }

  /// SQLITE_TRANSIENT: SQLite copies what it is given. The C macro is a cast of -1 to a function pointer and is not imported.
  nonisolated(unsafe) private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
