import Basics
import CZip
import Glibc
import Testing

@testable import Sheets

@Suite struct WorkbookTests {
  private let columns = [
    SheetColumn("收款人"), SheetColumn("账号", width: 22), SheetColumn("金额"), SheetColumn("日期"), SheetColumn("笔数"),
  ]

  private func book(_ rows: [[SheetCell]], name: String = "明细") throws -> [UInt8] {
    try WorkbookWriter.bytes { writer in
      try writer.sheet(name, columns)
      for row in rows { try writer.row(row) }
    }
  }

  @Test func `A workbook on its way lies in the folder for such files and is gone afterwards`() throws {
    let place = "\(WorkbookWriter.temporary)/sheets-\(getpid())"
    #expect(mkdir(place, 0o700) == 0)
    defer { rmdir(place) }
    var during: [String] = []
    let bytes = try WorkbookWriter.bytes(in: place) { writer in
      try writer.sheet("明细", [SheetColumn("收款人")])
      during = entries(of: place)
    }
    #expect(bytes.starts(with: Array("PK".utf8)))
    #expect(during.count == 1 && during.allSatisfy { $0.hasPrefix("sheet-") }, "\(during)")
    #expect(entries(of: place).isEmpty)
    #expect(throws: SheetFault.self) { try WorkbookWriter.bytes(in: place + "/none") { try $0.sheet("明细", columns) } }
    if let told = getenv("TMPDIR") { #expect(WorkbookWriter.temporary == String(cString: told)) }
  }
  private func entries(of folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  @Test func `What is written comes back: text, sums to the fen, days, numbers, and blanks in between`() throws {
    let rows: [[SheetCell]] = [
      [
        .text("林青禾"), .text("6222021207000000000"), .money(Money(fen: 12_345_678_901_234)), .day(Day(number: 19_874)), .number(3),
      ],
      [.text("张 & <舟>"), .blank, .money(Money(fen: -1)), .blank, .number(-7)],
      [.blank, .text("0123"), .money(.outsideMax), .day(Day(number: 0)), .blank],
      [.text(" a\nb\t"), .text("_x0041_"), .money(Money(fen: .max)), .day(Day(number: -40_000)), .number(.max)],
      [.text("a\u{1}b"), .text("x"), .money(.zero)],
    ]
    let read = try WorkbookReader(try book(rows)).rows()
    #expect(read.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(read[0].cells == ["收款人", "账号", "金额", "日期", "笔数"])
    #expect(read[1].cells == ["林青禾", "6222021207000000000", "123456789012.34", "2024-05-31", "3"])
    #expect(read[2].cells == ["张 & <舟>", "", "-0.01", "", "-7"])
    #expect(read[3].cells == ["", "0123", "9999999999999.99", "1970-01-01"])
    #expect(read[4].cells == [" a\nb\t", "_x0041_", "92,233,720,368,547,758.07", "1860-06-26", "9223372036854775807"])
    #expect(read[5].cells == ["a\u{FFFD}b", "x", "0"])
    #expect(read.allSatisfy { $0.lossy.isEmpty })
  }

  @Test func `Text is never a formula or link, and the header stays in view`() throws {
    let bytes = try book([
      [.text("=1+1"), .text("@SUM(A1)"), .text("http://example.invalid"), .text("+1"), .text("-1")],
      [.money(.yuan(1)), .day(Day(number: 0))],
    ])
    let read = try WorkbookReader(bytes).rows()
    #expect(read[1].cells == ["=1+1", "@SUM(A1)", "http://example.invalid", "+1", "-1"])
    let sheet = String(decoding: try part("xl/worksheets/sheet1.xml", of: bytes), as: UTF8.self)
    #expect(!sheet.contains("<f>") && !sheet.contains("hyperlink"))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"1\""))
    let styles = String(decoding: try part("xl/styles.xml", of: bytes), as: UTF8.self)
    #expect(styles.contains("formatCode=\"#,##0.00\"") || styles.contains("numFmtId=\"4\""), "\(styles.prefix(900))")
    #expect(styles.contains("formatCode=\"yyyy-mm-dd\""))
  }

  @Test func `Sheets are found by name, and an unknown name is refused with those that there are`() throws {
    let bytes = try WorkbookWriter.bytes { writer in
      try writer.sheet("一", [SheetColumn("a")])
      try writer.sheet("二", [SheetColumn("b")])
      try writer.row([.number(2)])
    }
    let book = try WorkbookReader(bytes)
    #expect(book.sheetNames == ["一", "二"])
    #expect(try book.rows(of: "二").map(\.cells) == [["b"], ["2"]])
    #expect(try book.rows().map(\.cells) == [["a"]])
    let fault = #expect(throws: SheetFault.self) { try book.rows(of: "三") }
    #expect(fault?.kind == .sheet && fault?.instead.zh == "工作表有：一、二")
  }

  @Test func `A bad sheet name, a second of the same name, an overlong cell and a row without a sheet are refused`() throws {
    for name in ["", "a/b", "a*", String(repeating: "表", count: 32), "'a"] {
      #expect(throws: SheetFault.self) { try self.book([], name: name) }
    }
    #expect(throws: SheetFault.self) { try WorkbookWriter.bytes { try $0.row([.number(1)]) } }
    #expect(throws: SheetFault.self) { try WorkbookWriter.bytes { writer in for _ in 0..<2 { try writer.sheet("a", []) } } }
    let fault = #expect(throws: SheetFault.self) {
      try self.book([[.text("x")], [.text(String(repeating: "长", count: 32_768))]])
    }
    #expect(fault?.row == 3 && fault?.kind == .writing)
    #expect(throws: SheetFault.self) { try WorkbookWriter(path: "/nowhere/at/all.xlsx").close() }
  }

  /// A workbook by hand: shared and inline strings, rich text, formulas, booleans, styles, gaps.
  private func parts(_ rows: String) -> [String: String] {
    [
      "_rels/.rels": "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
      "xl/_rels/workbook.xml.rels":
        "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='/xl/strings.xml'/><Relationship Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>",
      "xl/workbook.xml": "<workbook xmlns:r='urn:r'><sheets><sheet name='甲' sheetId='1' r:id='r1'/></sheets></workbook>",
      "xl/strings.xml":
        "<sst><si><t>一</t></si><si><r><t>二</t></r><r><t xml:space='preserve'> 三</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_b</t></si></sst>",
      "xl/styles.xml":
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/><numFmt numFmtId='165' formatCode='[Red]#,##0.00&quot;d&quot;'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='22'/><xf numFmtId='20'/></cellXfs></styleSheet>",
      "xl/worksheets/s.xml": "<worksheet><sheetData>\(rows)</sheetData></worksheet>",
    ]
  }

  @Test func `Shared, rich and inline strings, formulas, truths, days by style and gaps are read`() throws {
    let rows = """
      <row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c><c r='D2' t='inlineStr'><is><t>四</t></is></c></row>
      <row><c t='str'><f>A1</f><v>五</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='s'><v>2</v></c></row>
      <row r='9'><c s='1'><v>45443</v></c><c s='2'><v>45443</v></c><c s='3'><v>45443.5</v></c><c s='4'><v>45443.25</v></c><c s='5'><v>0.5</v></c></row>
      <row r='10'><c><v>1234.5599999999999</v></c><c><v>1E3</v></c><c><v>-2.5E-2</v></c><c><v>6.2220212070000003E+18</v></c><c><v>0.30000000000000004</v></c></row>
      """
    let read = try WorkbookReader(zip(parts(rows))).rows()
    #expect(read.map(\.number) == [2, 3, 9, 10])
    #expect(read[0].cells == ["一", "", "二 三", "四"])
    #expect(read[1].cells == ["五", "TRUE", "#N/A", "a\rb"])
    #expect(read[2].cells == ["2024-05-31", "2024-05-31", "45443.5", "2024-05-31 06:00:00", "12:00:00"])
    #expect(read[3].cells == ["1234.56", "1000", "-0.025", "6222021207000000000", "0.3"])
    #expect(read[3].lossy == [3])
  }

  @Test func `Broken workbooks are refused with place and reason`() throws {
    let cases: [(String, String, String)] = [
      ("no such string", "<row r='1'><c t='s'><v>9</v></c></row>", "cell 甲!1"),
      ("negative string", "<row r='1'><c t='s'><v>-1</v></c></row>", "cell 甲!1"),
      ("number", "<row r='4'><c><v>12x</v></c></row>", "cell 甲!4"),
      ("rows descend", "<row r='4'/><row r='3'><c><v>1</v></c></row>", "cell 甲!3"),
      ("row zero", "<row r='0'/>", "cell 甲!0"),
      ("cells descend", "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>", "cell 甲!1"),
      ("no column", "<row r='1'><c r='7'><v>1</v></c></row>", "cell 甲!1"),
      ("far column", "<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>", "limit 甲!1"),
      ("far row", "<row r='9999999'/>", "limit 甲!9999999"),
      ("broken XML", "<row r='1'><c></row>", "part xl/worksheets/s.xml:1"),
      ("document type", "<!DOCTYPE x>", "part xl/worksheets/s.xml:1"),
    ]
    for (name, rows, expected) in cases {
      let fault = #expect(throws: SheetFault.self, "\(name)") { try WorkbookReader(self.zip(self.parts(rows))).rows() }
      #expect(fault.map { "\($0.kind) \($0.place)" } == expected, "\(name)")
    }
    for missing in ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/s.xml"] {
      var less = parts("")
      less[missing] = nil
      #expect(throws: SheetFault.self, "\(missing)") { try WorkbookReader(self.zip(less)).rows() }
    }
    #expect(
      kind([]) == .notWorkbook && kind(Array("a,b\n".utf8)) == .notWorkbook && kind([0xD0, 0xCF, 0x11, 0xE0, 1]) == .notWorkbook)
    #expect(kind([0x50, 0x4B, 3, 4, 0, 0]) == .part)
  }

  private func kind(_ bytes: [UInt8]) -> SheetFault.Kind? {
    do {
      _ = try WorkbookReader(bytes)
      return nil
    } catch { return (error as? SheetFault)?.kind }
  }

  @Test func `Archives that would unpack beyond all measure are refused`() throws {
    let bomb = try zip(parts(String(repeating: " ", count: 30_000_000)))
    #expect(kind(bomb) == .limit)
    let large = try zip(parts("<row r='1'><c t='inlineStr'><is><t>\(String(repeating: "x", count: 150_000))</t></is></c></row>"))
    let fault = #expect(throws: SheetFault.self) { try WorkbookReader(large).rows() }
    #expect(fault?.kind == .limit)
    let few = SheetLimits(unpackedBytesMax: 500)
    #expect(throws: SheetFault.self) { try WorkbookReader(self.zip(self.parts("")), limits: few) }
    #expect(throws: SheetFault.self) { try WorkbookReader(self.zip(self.parts("")), limits: SheetLimits(fileBytesMax: 10)) }
    #expect(throws: SheetFault.self) { try WorkbookReader(self.zip(self.parts("")), limits: SheetLimits(partsMax: 3)) }
    let shared = SheetLimits(sharedBytesMax: 20)
    #expect(throws: SheetFault.self) { try WorkbookReader(self.zip(self.parts("")), limits: shared).rows() }
  }

  @Test func `Random changes of a workbook never trap`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("workbook mutations, seed \(seed)")
    var numbers = SeededNumbers(seed: seed)
    let good = try book([[.text("林青禾"), .text("0123"), .money(.yuan(5)), .day(Day(number: 19_874)), .number(3)]])
    let rows = "<row r='2'><c r='A2' t='s' s='1'><v>0</v></c><c r='C2'><v>1E5</v></c></row>"
    var survivors = 0
    for round in 0..<600 {
      var bytes = good
      if round % 2 == 0 {
        var text = Array(rows.utf8)
        for _ in 0...2 { text[Int.random(in: 0..<text.count, using: &numbers)] = UInt8.random(in: 0...127, using: &numbers) }
        bytes = try zip(parts(String(decoding: text, as: UTF8.self)))
      } else {
        for _ in 0...4 { bytes[Int.random(in: 4..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers) }
      }
      if (try? WorkbookReader(bytes).rows()) != nil { survivors += 1 }
    }
    #expect(survivors > 0 && survivors < 600)
  }

  // MARK: Archives by hand

  private func zip(_ parts: [String: String]) throws -> [UInt8] {
    let source = try #require(zip_source_buffer_create(nil, 0, 0, nil))
    zip_source_keep(source)
    defer { zip_source_free(source) }
    let archive = try #require(zip_open_from_source(source, ZIP_TRUNCATE, nil))
    var buffers: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for (name, text) in parts {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.utf8.count), alignment: 1)
      buffer.copyBytes(from: Array(text.utf8))
      buffers.append(buffer)
      let part = try #require(zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(text.utf8.count), 0))
      #expect(zip_file_add(archive, name, part, 0) >= 0)
    }
    #expect(zip_close(archive) == 0)
    #expect(zip_source_open(source) == 0)
    zip_source_seek(source, 0, SEEK_END)
    let size = Int(zip_source_tell(source))
    zip_source_seek(source, 0, SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: size)
    #expect(zip_source_read(source, &bytes, zip_uint64_t(size)) == zip_int64_t(size))
    zip_source_close(source)
    return bytes
  }

  private func part(_ name: String, of bytes: [UInt8]) throws -> [UInt8] {
    let next = try ZipArchive(bytes, limits: SheetLimits()).pieces(of: name)
    var whole: [UInt8] = []
    while case let piece = try next(), !piece.isEmpty { whole += piece }
    return whole
  }
}
