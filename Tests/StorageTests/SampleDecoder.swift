import Basics

/// Makes a sample of any decodable type by answering whatever it asks for: every optional filled, two elements in a list, and
/// every value different from its neighbours.
final class SampleDecoder: Decoder {
  struct NoSample: Error { let type: String }

  static func sample<Value: Decodable>(_ type: Value.Type) throws -> Value { try SampleDecoder(Count(), []).value(type) }

  fileprivate final class Count { var value = 0 }
  private let count: Count
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private init(_ count: Count, _ path: [any CodingKey]) {
    self.count = count
    codingPath = path
  }
  fileprivate func inside(_ key: any CodingKey) -> SampleDecoder { SampleDecoder(count, codingPath + [key]) }

  fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    count.value += 1
    let number = count.value
    if let choices = type as? any CaseIterable.Type, let last = SampleDecoder.last(choices) as? Value { return last }
    let plain: [Any] = [
      true, number, Int64(number), Int32(number), "\(codingPath.last?.stringValue ?? "text")-\(number)",
      Day(number: Int32(20_600 + number)),
    ]
    if let value = plain.lazy.compactMap({ $0 as? Value }).first { return value }
    // Identifiers are digits in a string.
    if let written = type as? any LosslessStringConvertible.Type,
      let id = written.init(String(2_000_000_000_000 + number)) as? Value
    {
      return id
    }
    if type is any Numeric.Type { throw NoSample(type: "\(type)") }
    return try type.init(from: self)
  }
  private static func last(_ type: any CaseIterable.Type) -> Any? {
    func open<Choice: CaseIterable>(_ type: Choice.Type) -> Any? { Array(type.allCases).last }
    return open(type)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Keyed<Key>(decoder: self))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Unkeyed(decoder: self) }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: SampleDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }
  /// A dictionary asks for its keys.
  var allKeys: [Key] { ["first", "second"].compactMap(Key.init(stringValue:)) }
  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { false }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try decoder.inside(key).value(type) }
  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try decoder.inside(key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder.inside(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder.inside(key) }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let decoder: SampleDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { 2 }
  var isAtEnd: Bool { currentIndex >= 2 }
  var currentIndex = 0
  init(decoder: SampleDecoder) { self.decoder = decoder }
  mutating func decodeNil() throws -> Bool { false }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    currentIndex += 1
    return try decoder.value(type)
  }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    currentIndex += 1
    return try decoder.container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    currentIndex += 1
    return try decoder.unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { decoder }
}

private struct Single: SingleValueDecodingContainer {
  let decoder: SampleDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }
  func decodeNil() -> Bool { false }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(type) }
}
