import Basics
import Crypto
import Enforcement

/// The chain over the log: each row's hash covers the hash before it and every column, each preceded by its length.
public enum LogHash {
  public static let start = [UInt8](repeating: 0, count: 32)

  public static func next(after previous: [UInt8], _ row: LogRow) -> [UInt8] {
    // One buffer, hashed at once: many small updates cost more than the hash.
    var bytes = previous
    bytes.reserveCapacity(512 + row.payload.count)
    func add(_ column: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt64(column.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: column)
    }
    func add(_ number: Int64) {
      withUnsafeBytes(of: UInt64(8).bigEndian) { bytes.append(contentsOf: $0) }
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    add(row.position)
    add(row.stream.utf8)
    add(Int64(row.version))
    add(row.court.utf8)
    add(row.name.utf8)
    add(row.at)
    add(row.actor.utf8)
    add(row.causation.utf8)
    add(row.payload)
    return Array(SHA256.hash(data: bytes))
  }
}

/// A row of the log as stored.
public struct LogRow: Sendable {
  public let position: Int64
  public let stream: String
  public let version: Int
  public let court: String
  public let name: String
  public let at: Int64
  public let actor: String
  public let causation: String
  public let payload: [UInt8]
  public let hash: [UInt8]
  public init(
    position: Int64, stream: String, version: Int, court: String, name: String, at: Int64, actor: String, causation: String,
    payload: [UInt8], hash: [UInt8]
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.court = court
    self.name = name
    self.at = at
    self.actor = actor
    self.causation = causation
    self.payload = payload
    self.hash = hash
  }
  /// The event's meta data; nil for a row whose stream or actor cannot be read.
  public var meta: EventMeta? {
    guard let id = StreamID(stream), let actor = Actor.Ref(actor) else { return nil }
    return EventMeta(
      stream: id, version: version, court: CourtCode(court), at: Instant(milliseconds: at), actor: actor, causation: causation)
  }
}
