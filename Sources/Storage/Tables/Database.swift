/// A value of the portable subset: TEXT, 64-bit integers, BLOB.
public enum SQLValue: Sendable, Hashable {
  case int(Int64)
  case text(String)
  case blob([UInt8])
  case null

  public static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
  /// Truth as 1 and 0, in every engine.
  public static func flag(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
  public static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
  public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

  public var int: Int64? { if case .int(let value) = self { value } else { nil } }
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }
}

/// A row, by column position.
public struct SQLRow: Sendable {
  public let values: [SQLValue]
  public init(_ values: [SQLValue]) { self.values = values }
  /// 0 where the column holds no number.
  public func int(_ column: Int) -> Int64 { values[column].int ?? 0 }
  public func optionalInt(_ column: Int) -> Int64? { values[column].int }
  /// Empty where the column holds no text.
  public func text(_ column: Int) -> String { values[column].text ?? "" }
  public func optionalText(_ column: Int) -> String? { values[column].text }
  /// Empty where the column holds no bytes.
  public func blob(_ column: Int) -> [UInt8] { values[column].blob ?? [] }
}

/// One connection inside a transaction. Shared SQL says `$1…$n`; the driver rewrites where its engine needs it.
public protocol Database {
  /// Runs a statement; the number of rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: [SQLValue]) throws -> Int
  /// Runs one statement for each row of values.
  func runAll(_ sql: String, _ rows: some Sequence<[SQLValue]>) throws
  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]
  /// The rows one by one, for answers too large to hold.
  func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowReader
  /// Names of a table's columns, in its own order.
  func columns(of table: String) throws -> [String]
}

/// Rows of an answer still being read; ends with the transaction it was opened in.
public protocol RowReader: AnyObject {
  func next() throws -> SQLRow?
}

/// Opens read transactions for queries.
public protocol ReadConnections: Sendable {
  /// Digests what is looked up.
  var keys: VaultKeys { get }
  func read<Value: Sendable>(_ body: @Sendable @escaping (any Database) throws -> Value) async throws -> Value
}
