import Basics

/// Makes a sample of any decodable type by answering whatever it asks for: every optional filled, two elements in a list, and
/// every value different from its neighbours.
final class SampleDecoder: Decoder {
  struct NoSample: Error { let type: String }

  /// What a sample is made with, and what was met on the way.
  final class Source {
    /// Identifiers for fields of these names; any other is a number never given before.
    var ids: [String: Int64] = [:]
    /// Counts values, so that no two are the same.
    var count: Int
    /// Which case of an enum: the last, unless told.
    var choice: Int?
    /// The stored words of each enum met.
    private(set) var words: [String: Set<String>] = [:]
    /// Names of the fields that hold plain text.
    fileprivate(set) var texts: Set<String> = []
    init(count: Int = 0) { self.count = count }

    fileprivate func chosen(_ type: any CaseIterable.Type) -> Any? {
      func open<Choice: CaseIterable>(_ type: Choice.Type) -> Any? {
        let all = Array(type.allCases)
        let words = all.compactMap { ($0 as? any RawRepresentable)?.rawValue }.map { "\($0)" }
        self.words["\(String(reflecting: type))"] = Set(words)
        return choice.map { all[$0 % all.count] } ?? all.last
      }
      return open(type)
    }
  }

  static func sample<Value: Decodable>(_ type: Value.Type, _ source: Source = Source()) throws -> Value {
    try SampleDecoder(source, []).value(type)
  }
  private let source: Source
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private init(_ source: Source, _ path: [any CodingKey]) {
    self.source = source
    codingPath = path
  }
  fileprivate func inside(_ key: any CodingKey) -> SampleDecoder { SampleDecoder(source, codingPath + [key]) }

  fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    source.count += 1
    let number = source.count
    let name = codingPath.last?.stringValue ?? "text"
    if type is String.Type { source.texts.insert(codingPath.last { $0.intValue == nil }?.stringValue ?? "") }
    if let choices = type as? any CaseIterable.Type, let chosen = source.chosen(choices) as? Value { return chosen }
    let plain: [Any] = [
      true, number, Int64(number), Int32(number), "\(name)-\(number)", Day(number: Int32(20_600 + number % 9000)),
    ]
    if let value = plain.lazy.compactMap({ $0 as? Value }).first { return value }
    // Identifiers are digits in a string.
    let digits = String(source.ids[name] ?? 2_000_000_000_000 + Int64(number))
    if let written = type as? any LosslessStringConvertible.Type, let id = written.init(digits) as? Value { return id }
    if type is any Numeric.Type { throw NoSample(type: "\(type)") }
    return try type.init(from: self)
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
