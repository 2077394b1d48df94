import Basics

/// Bytes, tags and references: what XML is made of below elements.
extension XMLReader {
  /// The next byte without taking it; nil at the end of the file.
  @inline(__always)
  mutating func peek() throws -> UInt8? {
    if position < chunk.count { return chunk[position] }
    return try refill() ? chunk[position] : nil
  }

  private mutating func refill() throws -> Bool {
    guard !isSourceAtEnd else { return false }
    chunk = try source()
    position = 0
    bytesTaken += chunk.count
    isSourceAtEnd = chunk.isEmpty
    guard bytesTaken <= limits.bytesMax else {
      throw fault(
        .limit, Phrase("文件超过 \(limits.bytesMax) 字节", "The file has more than \(limits.bytesMax) bytes"),
        Phrase("分成几个文件", "Split the file"))
    }
    return !isSourceAtEnd
  }

  /// Takes the next byte, which must be there.
  mutating func take() throws -> UInt8 {
    guard let byte = try peek() else {
      throw fault(.form, Phrase("文件在标记中间中断", "The file breaks off inside a tag"), whole)
    }
    position += 1
    if byte == 10 { line += 1 }
    return byte
  }

  /// The byte order mark, and refusal of what is no UTF-8 from its first bytes on.
  mutating func takeProlog() throws {
    guard let first = try peek() else { throw fault(.form, Phrase("文件是空的", "The file is empty"), whole) }
    if first == 0xEF {
      for expected in [0xEF, 0xBB, 0xBF] as [UInt8] where try take() != expected { throw notUTF8 }
    } else if first == 0xFE || first == 0xFF || first == 0 {
      throw fault(.encoding, Phrase("这是 UTF-16 或 UTF-32 文本", "This is UTF-16 or UTF-32 text"), asUTF8)
    }
  }

  /// Goes on to the next start or end tag, or the end of the file; comments and processing instructions are passed over.
  mutating func nextTag(_ use: TextUse) throws -> Tag {
    while true {
      try scanText(use)
      guard try peek() != nil else { return .finish }
      tagLine = line
      position += 1
      switch try peek() {
      case slash:
        position += 1
        try takeEndTag()
        return .end
      case exclamation:
        position += 1
        try takeDeclaration(use)
      case question:
        try skip(past: [question, greater])
      default: return .start
      }
    }
  }

  /// Takes text up to the next `<` or the end of the file.
  private mutating func scanText(_ use: TextUse) throws {
    while try peek() != nil {
      let start = position
      var isPlain = true
      while position < chunk.count {
        let byte = chunk[position]
        if byte == less || byte == ampersand { break }
        if byte < 0x20 {
          guard isBlank(byte) else { throw illegal(UInt32(byte)) }
          if byte == 10 { line += 1 }
        } else if byte != 0x20 {
          isPlain = false
        }
        position += 1
      }
      if use == .refuse, !isPlain { throw stray }
      if use == .keep { try keep(chunk[start..<position]) }
      guard position < chunk.count else { continue }
      if chunk[position] == less { return }
      if use == .refuse { throw stray }
      position += 1
      let scalar = try takeReference()
      if use == .keep { try keep(Array(String(scalar).utf8)[...]) }
    }
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) throws {
    guard text.count + bytes.count <= limits.textBytesMax else {
      throw fault(
        .limit, Phrase("文字超过 \(limits.textBytesMax) 字节", "The text has more than \(limits.textBytesMax) bytes"),
        Phrase("缩短内容", "Shorten it"))
    }
    text.append(contentsOf: bytes)
  }

  /// `&lt;` and the like, after the ampersand.
  mutating func takeReference() throws -> Unicode.Scalar {
    nameBytes.removeAll(keepingCapacity: true)
    while try peek() != semicolon {
      guard let byte = try peek(), nameBytes.count < 12, byte > 0x20, byte != less else {
        throw fault(.form, Phrase("“&”之后没有引用", "An ampersand without a reference"), Phrase("写作 &amp;", "Write &amp;"))
      }
      nameBytes.append(byte)
      position += 1
    }
    position += 1
    switch String(decoding: nameBytes, as: UTF8.self) {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    case let text where text.hasPrefix("#"):
      let hexadecimal = text.hasPrefix("#x")
      let digits = text.dropFirst(hexadecimal ? 2 : 1)
      guard !digits.hasPrefix("+"), !digits.hasPrefix("-"), let value = UInt32(digits, radix: hexadecimal ? 16 : 10) else {
        throw fault(
          .form, Phrase("“&\(text);”不是字符引用", "&\(text); is no character reference"), Phrase("直接写该字符", "Write the character"))
      }
      guard let scalar = Unicode.Scalar(value), isXMLScalar(scalar) else { throw illegal(value) }
      return scalar
    case let text:
      throw fault(
        .entity, Phrase("实体“&\(text);”未定义，也不得自行定义", "The entity &\(text); is not defined, and none may be"),
        Phrase("直接写文字；只有 &lt; &gt; &amp; &quot; &apos; 可用", "Write the text itself; only &lt; &gt; &amp; &quot; &apos; are known")
      )
    }
  }

  /// `<!--…-->` or `<![CDATA[…]]>`, after the `<!`. A document type is refused here, whatever it says.
  private mutating func takeDeclaration(_ use: TextUse) throws {
    let byte = try take()
    if byte == hyphen, try peek() == hyphen {
      position += 1
      return try skip(past: [hyphen, hyphen, greater])
    }
    guard byte == UInt8(ascii: "[") else {
      throw fault(
        .documentType, Phrase("含有文档类型声明（DTD）", "The file holds a document type declaration (DTD)"),
        Phrase("删去 <!DOCTYPE …>", "Remove <!DOCTYPE …>"))
    }
    for expected in Array("CDATA[".utf8) where try take() != expected {
      throw fault(.form, Phrase("“<![”之后不是 CDATA", "<![ is not followed by CDATA"), balanced)
    }
    if use == .refuse { throw stray }
    var brackets = 0
    while true {
      let byte = try take()
      if byte == greater, brackets >= 2 { break }
      if byte < 0x20, !isBlank(byte) { throw illegal(UInt32(byte)) }
      if byte == UInt8(ascii: "]") {
        brackets += 1
        continue
      }
      if use == .keep { try keep([UInt8](repeating: UInt8(ascii: "]"), count: brackets)[...] + [byte]) }
      brackets = 0
    }
    if use == .keep, brackets > 2 { try keep([UInt8](repeating: UInt8(ascii: "]"), count: brackets - 2)[...]) }
  }

  private mutating func skip(past ending: [UInt8]) throws {
    var matched = 0
    while matched < ending.count {
      let byte = try take()
      if byte == ending[matched] {
        matched += 1
      } else if !(matched == 2 && byte == ending[0]) {
        matched = byte == ending[0] ? 1 : 0
      }
    }
  }

  func string(_ bytes: ArraySlice<UInt8>) throws -> String {
    try bytes.withUnsafeBufferPointer { buffer in
      // Codes, numbers and ids need no look at their characters.
      if buffer.allSatisfy({ $0 < 0x80 }) { return String(decoding: buffer, as: UTF8.self) }
      guard let string = String(validating: buffer, as: UTF8.self) else { throw notUTF8 }
      return string
    }
  }
}

/// Faults that several places know.
extension XMLReader {
  func fault(_ kind: XMLFault.Kind, _ message: Phrase, _ instead: Phrase) -> XMLFault {
    XMLFault(kind, at: XMLPlace(line: line, path: here.path), message, instead: instead)
  }
  var balanced: Phrase { Phrase("逐一闭合标签：<a>…</a>", "Close every tag: <a>…</a>") }
  var whole: Phrase { Phrase("重新取得完整的文件", "Get the whole file again") }
  var asUTF8: Phrase { Phrase("另存为 UTF-8", "Save it as UTF-8") }
  var notUTF8: XMLFault { fault(.encoding, Phrase("含有损坏的 UTF-8 字符", "Holds a broken UTF-8 character"), asUTF8) }
  var stray: XMLFault {
    fault(.form, Phrase("应是元素的地方有文字", "There is text where elements belong"), Phrase("删去这段文字", "Remove that text"))
  }
  func illegal(_ value: UInt32) -> XMLFault {
    fault(
      .form,
      Phrase(
        "含有 XML 不允许的字符 U+\(String(value, radix: 16, uppercase: true))",
        "Holds U+\(String(value, radix: 16, uppercase: true)), which XML does not allow here"),
      Phrase("删去该字符", "Remove the character"))
  }
}

/// What XML 1.0 allows in text.
public func isXMLScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
  default: false
  }
}

@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 10 || byte == 13 || byte == 9 }

let less = UInt8(ascii: "<")
let greater = UInt8(ascii: ">")
let slash = UInt8(ascii: "/")
let ampersand = UInt8(ascii: "&")
let semicolon = UInt8(ascii: ";")
let exclamation = UInt8(ascii: "!")
let question = UInt8(ascii: "?")
let hyphen = UInt8(ascii: "-")
