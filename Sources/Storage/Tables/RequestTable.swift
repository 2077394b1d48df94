import Basics
import Casework
import Enforcement

/// Requests that named themselves: what each led to, and the digest of what it asked for.
public enum RequestTable {
  /// How the request of this name ended before; a row from before the digests were kept counts as the same request.
  public static func earlier(_ request: RequestKey, _ db: any Database) throws -> AppendOutcome? {
    guard let known = try db.query("SELECT causation, digest FROM idempotency WHERE key = $1", [.text(request.key)]).first
    else { return nil }
    let digest = known.text(1)
    return digest.isEmpty || digest == request.digest ? .repeated(causation: known.text(0)) : .keyUsedOtherwise
  }
  /// The place in the log of the first event that the request of this name led to.
  public static func position(_ request: RequestKey, _ db: any Database) throws -> Int64? {
    try db.query("SELECT position FROM idempotency WHERE key = $1 AND position > 0", [.text(request.key)]).first?.int(0)
  }
  /// `position` is the place of the transaction's first event, 0 where it has none.
  static func add(_ request: RequestKey, _ transaction: Transaction, position: Int64, _ db: any Database) throws {
    try db.run(
      "INSERT INTO idempotency (key, causation, at, digest, position) VALUES ($1, $2, $3, $4, $5)",
      [
        .text(request.key), .text(transaction.causation), .int(transaction.at.milliseconds), .text(request.digest),
        .int(position),
      ])
  }
}
