import Basics
import XMLText

/// Texts of payments as XML, checked as they are written.
enum TransferText {
  static func escaped(_ text: String, field: String, line: Int, max: Int) throws(BankFileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    try append(text, to: &bytes, field: field, line: line, max: max)
    return bytes
  }

  /// Appends `text` with `&`, `<` and `>` escaped. Refuses blanks, more than `max` signs, and what a bank's systems do not carry:
  /// control characters and non-characters.
  static func append(_ text: String, to bytes: inout [UInt8], field: String, line: Int, max: Int) throws(BankFileFault) {
    var signs = 0
    var isBlank = true
    var bad: UInt8?
    // Plain text is copied in one go; what has marks of XML, sign by sign.
    var hasMarks = false
    var copy = text
    copy.withUTF8 { buffer in
      for byte in buffer {
        if byte & 0xC0 != 0x80 { signs += 1 }
        if byte > 0x20 { isBlank = false }
        if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xEF { bad = byte }
        if byte == 0x26 || byte == 0x3C || byte == 0x3E { hasMarks = true }
      }
    }
    if bad != nil { try refuseIllegal(text, field: field, line: line) }
    guard !isBlank else {
      throw BankFileFault(
        line: line, place: field, .required, Phrase("“\(field)”为空", "\(field) is blank"), instead: Phrase("填写", "Fill it in"))
    }
    guard signs <= max else {
      throw BankFileFault(
        line: line, place: field, .text,
        Phrase("“\(field)”\(signs) 字，超过 \(max) 字", "\(field) has \(signs) signs, more than \(max)"),
        instead: Phrase("缩短到 \(max) 字以内", "Shorten it to \(max) signs"))
    }
    guard hasMarks else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes.append("&amp;")
      case 0x3C: bytes.append("&lt;")
      case 0x3E: bytes.append("&gt;")
      default: bytes.append(byte)
      }
    }
  }

  private static func refuseIllegal(_ text: String, field: String, line: Int) throws(BankFileFault) {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let value = scalar.value
      guard value < 0x20 || (0x7F...0x9F).contains(value) || !isXMLScalar(scalar) else { continue }
      let code = "U+" + String(value, radix: 16, uppercase: true)
      throw BankFileFault(
        line: line, place: field, .text,
        Phrase(
          "“\(field)”第 \(index + 1) 字是 \(code)，不能发给银行", "Sign \(index + 1) of \(field) is \(code), which cannot be sent to a bank"
        ),
        instead: Phrase("删去该字符", "Remove the character"))
    }
  }

  /// Account numbers: 1 to 34 letters, digits and dashes.
  static func appendAccount(_ text: String, to bytes: inout [UInt8], field: String, line: Int) throws(BankFileFault) {
    let isAccount =
      (1...34).contains(text.utf8.count)
      && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 0x2D }
    guard isAccount else {
      throw BankFileFault(
        line: line, place: field, .account, Phrase("“\(field)”不是账号", "\(field) is no account number"),
        instead: Phrase("1 至 34 个字母、数字或“-”", "1 to 34 letters, digits or dashes"))
    }
    bytes.append(contentsOf: text.utf8)
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) { text.withUTF8Buffer { append(contentsOf: $0) } }

  mutating func append(decimal value: Int) {
    var value = value.magnitude
    if value < 10 { return append(48 + UInt8(value)) }
    let start = count
    while value > 0 {
      append(48 + UInt8(value % 10))
      value /= 10
    }
    self[start...].reverse()
  }

  /// `1234.05`.
  mutating func append(amount: Money) {
    let size = Int(amount.fen)
    append(decimal: size / 100)
    append(UInt8(ascii: "."))
    append(48 + UInt8(size.magnitude % 100 / 10))
    append(48 + UInt8(size.magnitude % 10))
  }

  mutating func append(count: Int, sum: Money) {
    append("<NbOfTxs>")
    append(decimal: count)
    append("</NbOfTxs><CtrlSum>")
    append(amount: sum)
    append("</CtrlSum>")
  }

  mutating func append(_ bank: BankCode) {
    switch bank {
    case .cnaps(let code):
      append("<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>")
      append(contentsOf: code.utf8)
      append("</MmbId></ClrSysMmbId>")
    case .bic(let code):
      append("<BICFI>")
      append(contentsOf: code.utf8)
      append("</BICFI>")
    }
  }
}
