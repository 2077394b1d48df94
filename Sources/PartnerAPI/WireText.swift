import Basics

/// A sum on the wire: text with exactly two places and no separators, `50000.00`, never negative.
@propertyWrapper public struct YuanText: Hashable, Sendable, Codable {
  public var wrappedValue: Money
  public init(wrappedValue: Money) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count <= 16, let money = Money(text), money >= .zero, money.description == text else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a sum is text like 50000.00, not \(text.prefix(40))"))
    }
    wrappedValue = money
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(wrappedValue.description)
  }
}

/// A moment on the wire: ISO 8601 with China's offset, `2024-05-02T21:14:00+08:00`, milliseconds only where there are any.
@propertyWrapper public struct TimeText: Hashable, Sendable, Codable {
  public var wrappedValue: Instant
  public init(wrappedValue: Instant) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count <= 32, let instant = Instant(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a moment is text like 2024-05-02T21:14:00+08:00"))
    }
    wrappedValue = instant
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(wrappedValue.description)
  }
}

/// Checks that every message makes of its own short texts.
enum WireCheck {
  /// Longest short text, in characters.
  static let textMax = 200

  static func text<Key: CodingKey>(_ box: KeyedDecodingContainer<Key>, _ key: Key, upTo limit: Int = textMax) throws -> String {
    let text = try box.decode(String.self, forKey: key)
    guard !text.isEmpty, text.count <= limit else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: box, debugDescription: "1 to \(limit) characters expected, not \(text.count)")
    }
    return text
  }

  /// A decimal number of at most 19 digits that does not begin with zero: what ``Basics/ID`` prints.
  static func identifier<Key: CodingKey>(_ box: KeyedDecodingContainer<Key>, _ key: Key) throws -> String {
    let text = try self.text(box, key, upTo: 19)
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), text.first != "0" else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: box, debugDescription: "an id is a decimal number in text, not \(text)")
    }
    return text
  }
}
