import Basics
import Glibc

/// How the bytes of a text file were written.
public enum TextEncoding: String, Sendable, Hashable { case utf8 = "UTF-8", gb18030 = "GB18030" }

/// A text file as UTF-8 bytes without a byte order mark, and the encoding it came in.
public struct DecodedText: Sendable {
  public let bytes: [UInt8]
  public let encoding: TextEncoding

  /// Why bytes are not text that can be read. Lines count from 1.
  public enum Fault: Error, Hashable, Sendable {
    case tooLarge(bytes: Int, max: Int)
    /// A spreadsheet or other archive, not text.
    case spreadsheet
    /// Two-byte text ("Unicode text" of spreadsheet programs).
    case utf16
    case nul(line: Int)
    /// Clearly UTF-8, with a broken character on this line.
    case brokenUTF8(line: Int)
    /// Neither UTF-8 nor GB18030; the line is that of the first byte that GB18030 does not know.
    case unknownEncoding(line: Int)
    /// The system's C library has no GB18030 table.
    case noGB18030
  }

  /// Decides by the byte order mark; else UTF-8 where the whole text is valid, or where most lines that are not plain ASCII are
  /// (then the first broken line is a fault); else GB18030.
  public init(_ raw: [UInt8], bytesMax: Int) throws(Fault) {
    guard raw.count <= bytesMax else { throw .tooLarge(bytes: raw.count, max: bytesMax) }
    if raw.starts(with: [0x50, 0x4B, 3, 4]) || raw.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .spreadsheet }
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    if let nul = raw.firstIndex(of: 0) { throw .nul(line: lineNumber(of: nul, in: raw)) }
    let isMarked = raw.starts(with: byteOrderMark)
    guard let broken = firstInvalidUTF8(in: raw[...]) else {
      self.init(bytes: isMarked ? Array(raw.dropFirst(3)) : raw, encoding: .utf8)
      return
    }
    if isMarked || isMostlyUTF8(raw) { throw .brokenUTF8(line: lineNumber(of: broken, in: raw)) }
    self.init(bytes: try decodedGB18030(raw), encoding: .gb18030)
  }

  private init(bytes: [UInt8], encoding: TextEncoding) {
    self.bytes = bytes
    self.encoding = encoding
  }
}

/// Decodes GB18030 with the C library's own table.
private func decodedGB18030(_ raw: [UInt8]) throws(DecodedText.Fault) -> [UInt8] {
  guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else { throw .noGB18030 }
  defer { iconv_close(converter) }
  var source = raw.map { CChar(bitPattern: $0) }
  // Two bytes become at most three, one stays one, four stay at most four.
  let room = raw.count + raw.count / 2 + 16
  var left = source.count
  let decoded = [UInt8](unsafeUninitializedCapacity: room) { target, count in
    source.withUnsafeMutableBufferPointer { input in
      target.withMemoryRebound(to: CChar.self) { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var free = room
        _ = iconv(converter, &from, &left, &to, &free)
        count = room - free
      }
    }
  }
  guard left == 0 else { throw .unknownEncoding(line: lineNumber(of: raw.count - left, in: raw)) }
  if let nul = decoded.firstIndex(of: 0) { throw .nul(line: lineNumber(of: nul, in: decoded)) }
  return decoded
}

/// True where most lines that hold anything beyond ASCII are valid UTF-8. A line of GB18030 is so by rare accident only.
private func isMostlyUTF8(_ raw: [UInt8]) -> Bool {
  var valid = 0
  var invalid = 0
  for line in raw.split(separator: 10) where line.contains(where: { $0 >= 0x80 }) {
    if firstInvalidUTF8(in: line) == nil { valid += 1 } else { invalid += 1 }
  }
  return valid > invalid
}

private func lineNumber(of index: Int, in bytes: [UInt8]) -> Int {
  var line = 1
  var previous: UInt8 = 0
  for byte in bytes[..<min(index, bytes.count)] {
    if byte == 10 && previous != 13 || byte == 13 { line += 1 }
    previous = byte
  }
  return line
}

/// The index of the first byte that does not belong to well-formed UTF-8 (Unicode 16, table 3-7), or nil.
func firstInvalidUTF8(in bytes: ArraySlice<UInt8>) -> Int? {
  var index = bytes.startIndex
  while index < bytes.endIndex {
    let lead = bytes[index]
    if lead < 0x80 {
      index += 1
      continue
    }
    let (length, second) = sequence(lead)
    guard length > 0, index + length <= bytes.endIndex, second.contains(bytes[index + 1]) else { return index }
    for offset in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + offset]) { return index }
    index += length
  }
  return nil
}

/// Length of the sequence a lead byte opens, and what its second byte may be; zero for a byte that opens none.
private func sequence(_ lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
  switch lead {
  case 0xC2...0xDF: (2, 0x80...0xBF)
  case 0xE0: (3, 0xA0...0xBF)
  case 0xED: (3, 0x80...0x9F)
  case 0xE1...0xEF: (3, 0x80...0xBF)
  case 0xF0: (4, 0x90...0xBF)
  case 0xF1...0xF3: (4, 0x80...0xBF)
  case 0xF4: (4, 0x80...0x8F)
  default: (0, 0x80...0xBF)
  }
}
