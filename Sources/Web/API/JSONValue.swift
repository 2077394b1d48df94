/// A value of the API's answers and of its description, with the types of JSON. Ids and sums of money are text: readers that take
/// every number for a binary fraction would round them.
indirect enum JSONValue: Sendable, Hashable {
  case text(String)
  case number(Int64)
  case flag(Bool)
  case list([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: Encodable {
  func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch self {
    case .text(let text): try box.encode(text)
    case .number(let number): try box.encode(number)
    case .flag(let flag): try box.encode(flag)
    case .list(let list): try box.encode(list)
    case .object(let object): try box.encode(object)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(integerLiteral value: Int64) { self = .number(value) }
  init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(Dictionary(elements) { first, _ in first }) }
}
