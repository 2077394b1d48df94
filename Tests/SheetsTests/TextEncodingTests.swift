import Testing

@testable import Sheets

@Suite struct TextEncodingTests {
  private func decode(_ bytes: [UInt8], max: Int = 1 << 20) throws(DecodedText.Fault) -> DecodedText {
    try DecodedText(bytes, bytesMax: max)
  }

  @Test func `UTF-8 is read with and without a byte order mark`() throws {
    let text = Array("收案编号,a\n".utf8)
    #expect(try decode(text).bytes == text)
    #expect(try decode([0xEF, 0xBB, 0xBF] + text).bytes == text)
    #expect(try decode(text).encoding == .utf8)
  }

  @Test func `GB18030 is recognised and read, four-byte characters included`() throws {
    let text = Array("姓名\n林㐀𠀀禾\n€\n".utf8)
    let decoded = try decode(gb18030(text))
    #expect(decoded.encoding == .gb18030)
    #expect(decoded.bytes == text)
  }

  @Test func `A broken character in a UTF-8 file is reported by its line, not read as GB18030`() {
    let text = Array("收案编号\n林青禾\n".utf8) + [0xE6, 0x9E, 0x0A] + Array("张云舟\n".utf8)
    #expect(throws: DecodedText.Fault.brokenUTF8(line: 3)) { try self.decode(text) }
    #expect(throws: DecodedText.Fault.brokenUTF8(line: 2)) { try self.decode([0xEF, 0xBB, 0xBF, 0x0A, 0xC1, 0xF7]) }
  }

  @Test func `Bytes that are neither are reported by the line of the first`() {
    let text = gb18030(Array("姓名\n林青禾\n张云舟\n".utf8)) + [0x81, 0x20, 0x0A, 0xFF, 0xFF]
    #expect(throws: DecodedText.Fault.unknownEncoding(line: 4)) { try self.decode(text) }
  }

  @Test func `Spreadsheets, UTF-16, NUL bytes and oversized files are named as such`() {
    #expect(throws: DecodedText.Fault.spreadsheet) { try self.decode([0x50, 0x4B, 3, 4, 20, 0]) }
    #expect(throws: DecodedText.Fault.spreadsheet) { try self.decode([0xD0, 0xCF, 0x11, 0xE0]) }
    #expect(throws: DecodedText.Fault.utf16) { try self.decode([0xFF, 0xFE, 0x36, 0x65]) }
    #expect(throws: DecodedText.Fault.nul(line: 3)) { try self.decode(Array("a\r\nb\n".utf8) + [0]) }
    #expect(throws: DecodedText.Fault.tooLarge(bytes: 5, max: 4)) { try self.decode(Array("abcde".utf8), max: 4) }
  }

  @Test func `Only well-formed UTF-8 counts as UTF-8`() {
    let bad: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xE6, 0x9E], [0xC2],
    ]
    for bytes in bad { #expect(firstInvalidUTF8(in: ([0x41] + bytes)[...]) == 1, "\(bytes)") }
    #expect(firstInvalidUTF8(in: Array("aé禾😀\u{7FF}\u{FFFF}".utf8)[...]) == nil)
  }
}
