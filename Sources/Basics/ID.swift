import Synchronization

/// A typed identifier: `ID<CaseFile>` is never an `ID<Person>`. 41 bits of milliseconds since 2020, 10 of node, 12 of sequence;
/// a decimal string in JSON, since JavaScript's numbers do not hold it.
public struct ID<Of>: Hashable, Comparable, Sendable {
  public let raw: Int64
  public init(raw: Int64) { self.raw = raw }
  public static func < (left: ID, right: ID) -> Bool { left.raw < right.raw }
  /// The same number under another type, where one thing is known by two names (a case and its money account).
  public func retyped<Other>(as type: Other.Type = Other.self) -> ID<Other> { ID<Other>(raw: raw) }
}

extension ID: CustomStringConvertible, LosslessStringConvertible, Codable {
  public var description: String { String(raw) }
  /// Reads a decimal without sign or leading zero; nil for anything else.
  public init?(_ description: String) {
    guard let first = description.utf8.first, (49...57).contains(first), let raw = Int64(description) else { return nil }
    self.init(raw: raw)
  }
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an id: \(text)"))
    }
    self = id
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}

/// Hands out identifiers. When one millisecond's 4,096 numbers are used up it borrows the next millisecond, so numbers always
/// grow and never wait.
public final class IDSource: Sendable {
  /// 2020-01-01T00:00Z in milliseconds.
  static let epoch: Int64 = 1_577_836_800_000
  private let clock: any CourtClock
  private let node: Int64
  private let last: Mutex<Int64>

  /// `node` is 0…1023. `after` is the largest number already given out, so that a restart under a clock that went back
  /// never repeats one.
  public init(clock: any CourtClock, node: Int = 0, after: Int64 = 0) {
    self.clock = clock
    self.node = Int64(node & 1023)
    self.last = Mutex(IDSource.tick(of: after))
  }

  public func next<Of>(_ type: Of.Type = Of.self) -> ID<Of> {
    let millisecond = max(0, clock.now.milliseconds - IDSource.epoch)
    let tick = last.withLock { last -> Int64 in
      last = max(last + 1, millisecond << 12)
      return last
    }
    return ID(raw: raw(tick))
  }

  /// The largest number given out so far.
  public var latest: Int64 { raw(last.withLock { $0 }) }

  private func raw(_ tick: Int64) -> Int64 { (tick >> 12) << 22 | node << 12 | (tick & 4095) }

  private static func tick(of raw: Int64) -> Int64 { (raw >> 22) << 12 | (raw & 4095) }
}
