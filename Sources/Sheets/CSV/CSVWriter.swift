/// Writes CSV (RFC 4180) that spreadsheet programs open without harm: UTF-8 with a byte order mark, CRLF, and an apostrophe
/// before whatever a spreadsheet would compute (`=`, `+`, `-`, `@`) or round (digits beyond 11). ``unmarked(_:)`` takes it off.
public struct CSVWriter: Sendable {
  public private(set) var bytes: [UInt8]

  /// `marked` puts the byte order mark by which spreadsheet programs recognise UTF-8.
  public init(marked: Bool = true) { bytes = marked ? byteOrderMark : [] }

  public mutating func write(_ fields: some Sequence<String>) {
    var isFirst = true
    for field in fields {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(field)
    }
    bytes.append(contentsOf: [13, 10])
  }

  private mutating func write(_ field: String) {
    let text = CSVWriter.needsMark(field) ? "'" + field : field
    guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(34)
    for byte in text.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }

  /// The field without one leading apostrophe.
  public static func unmarked(_ field: String) -> String { field.utf8.first == 39 ? String(field.dropFirst()) : field }

  /// A field that itself begins with an apostrophe gets one more, so that nothing is lost.
  private static func needsMark(_ field: String) -> Bool {
    guard let first = field.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 39, 9, 13: return true
    default: return field.utf8.count > 11 && field.utf8.allSatisfy { (48...57).contains($0) }
    }
  }
}

let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
