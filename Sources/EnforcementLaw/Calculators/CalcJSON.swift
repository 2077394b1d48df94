import Basics

/// Reads one JSON text (RFC 8259) into a ``CalcValue``. Written by hand: a batch asks for tens of thousands of lines a second,
/// and numbers must stay as they were written.
struct CalcJSONReader {
  /// Nesting beyond this is refused.
  static let depthMax = 16

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  /// Reads `range` of `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = min(range.upperBound, bytes.count)
  }

  /// Why a text is no JSON: what was expected, and at which byte.
  struct Failure: Error {
    let what: Phrase
    let at: Int
  }

  /// The whole text as one value; blanks around it are allowed.
  mutating func read() throws(Failure) -> CalcValue {
    let value = try value(depth: 0)
    blanks()
    guard position == end else { throw failure(Phrase("多余内容", "nothing more expected")) }
    return value
  }

  private mutating func value(depth: Int) throws(Failure) -> CalcValue {
    guard depth < CalcJSONReader.depthMax else { throw failure(Phrase("嵌套过深", "nested too deeply")) }
    blanks()
    guard position < end else { throw failure(Phrase("缺少值", "a value expected")) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(_ depth: Int) throws(Failure) -> CalcValue {
    position += 1
    var members: [CalcValue.Member] = []
    members.reserveCapacity(8)
    blanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      blanks()
      guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw failure(Phrase("缺少字段名", "a name expected")) }
      let start = position
      let name = try string()
      guard !members.contains(where: { $0.name == name }) else {
        throw Failure(what: Phrase("字段“\(name)”重复", "\"\(name)\" stands twice"), at: start)
      }
      blanks()
      guard take(UInt8(ascii: ":")) else { throw failure(Phrase("缺少冒号", "a colon expected")) }
      members.append(CalcValue.Member(name, try value(depth: depth + 1)))
      blanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure(Phrase("缺少右花括号", "a closing brace expected")) }
    return .object(members)
  }

  private mutating func list(_ depth: Int) throws(Failure) -> CalcValue {
    position += 1
    var values: [CalcValue] = []
    blanks()
    if take(UInt8(ascii: "]")) { return .list(values) }
    repeat {
      values.append(try value(depth: depth + 1))
      blanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure(Phrase("缺少右方括号", "a closing bracket expected")) }
    return .list(values)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < end, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\"), bytes[position] >= 32 {
      position += 1
    }
    guard position < end, bytes[position] == UInt8(ascii: "\"") else { return try escaped(from: start) }
    let text = try utf8(bytes[start..<position])
    position += 1
    return text
  }

  /// A string with escapes; `position` stands on the first, or where the text goes wrong.
  private mutating func escaped(from start: Int) throws(Failure) -> String {
    var plain = Array(bytes[start..<position])
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try utf8(plain[...])
      case UInt8(ascii: "\\"): plain += try escape()
      case 0..<32: throw failure(Phrase("字符串含控制字符", "a control character in a string"))
      default: plain.append(byte)
      }
    }
    throw failure(Phrase("字符串未结束", "the string does not end"))
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    guard position < end else { throw failure(Phrase("转义未结束", "the escape does not end")) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return try unicode()
    default: throw failure(Phrase("未知转义", "an unknown escape"))
    }
  }

  private mutating func unicode() throws(Failure) -> [UInt8] {
    var code = try hex()
    if (0xD800..<0xDC00).contains(code), position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let low = try hex()
      guard (0xDC00..<0xE000).contains(low) else { throw failure(Phrase("代理对不成对", "half of a surrogate pair")) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw failure(Phrase("代理对不成对", "half of a surrogate pair")) }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hex() throws(Failure) -> UInt32 {
    guard position + 4 <= end else { throw failure(Phrase("转义未结束", "the escape does not end")) }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      switch byte {
      case 48...57: code = code << 4 | UInt32(byte - 48)
      case 65...70: code = code << 4 | UInt32(byte - 55)
      case 97...102: code = code << 4 | UInt32(byte - 87)
      default: throw failure(Phrase("转义应为四位十六进制", "four hexadecimal digits expected"))
      }
    }
    position += 4
    return code
  }

  private mutating func number() throws(Failure) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != 48 else { throw failure(Phrase("缺少值", "a value expected")) }
    if take(UInt8(ascii: ".")), digits() == 0 { throw failure(Phrase("小数点后缺少数字", "digits expected after the point")) }
    if position < end, bytes[position] | 32 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      if digits() == 0 { throw failure(Phrase("指数缺少数字", "digits expected in the exponent")) }
    }
    guard position - start <= 100 else { throw failure(Phrase("数字过长", "the number is too long")) }
    return try utf8(bytes[start..<position])
  }

  private mutating func digits() -> Int {
    let start = position
    while position < end, (48...57).contains(bytes[position]) { position += 1 }
    return position - start
  }
  private mutating func word(_ word: StaticString, _ value: CalcValue) throws(Failure) -> CalcValue {
    let length = word.utf8CodeUnitCount
    guard position + length <= end, word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<position + length]) }) else {
      throw failure(Phrase("缺少值", "a value expected"))
    }
    position += length
    return value
  }
  private mutating func blanks() {
    while position < end,
      bytes[position] == 32 || (9...13).contains(bytes[position]) && bytes[position] != 11 && bytes[position] != 12
    {
      position += 1
    }
  }
  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }
  private func utf8(_ slice: ArraySlice<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw failure(Phrase("不是UTF-8文字", "not UTF-8")) }
    return text
  }
  private func failure(_ what: Phrase) -> Failure { Failure(what: what, at: position) }
}

/// Writes JSON into a buffer of bytes.
struct CalcJSONWriter {
  var bytes: [UInt8]

  mutating func value(_ value: CalcValue) {
    switch value {
    case .null: raw("null")
    case .flag(let flag): raw(flag ? "true" : "false")
    case .text(let text): string(text)
    case .number(let number): plain(number)
    case .list(let values): list(values) { $0.value($1) }
    case .object(let members):
      raw("{")
      for (index, member) in members.enumerated() {
        if index > 0 { raw(",") }
        string(member.name)
        raw(":")
        self.value(member.value)
      }
      raw("}")
    }
  }

  mutating func list<Element>(_ elements: [Element], _ write: (inout CalcJSONWriter, Element) -> Void) {
    raw("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
    raw("]")
  }

  mutating func phrase(_ phrase: Phrase) {
    raw("{\"zh\":")
    string(phrase.zh)
    raw(",\"en\":")
    string(phrase.en)
    raw("}")
  }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ $0 >= 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      plain(text)
    } else {
      for byte in text.utf8 { escaped(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Text of our own that needs no escape.
  mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
  private mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 10: raw("\\n")
    case 13: raw("\\r")
    case 9: raw("\\t")
    case 0..<32:
      raw("\\u00")
      for half in [byte >> 4, byte & 15] { bytes.append(half < 10 ? 48 + half : 87 + half) }
    default: bytes.append(byte)
    }
  }
}
