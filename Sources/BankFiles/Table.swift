import Basics
import Sheets

/// Rows of a CSV file or of a workbook's sheet, alike.
struct Table {
  /// `UTF-8`, `GB18030` or `XLSX`.
  let kind: String
  private let content: Content

  private enum Content {
    case text([UInt8], CSVLimits)
    case book(WorkbookReader, sheet: String?)
  }

  /// Decides by the first bytes. `sheet` names the workbook's sheet; the first one where it is nil.
  init(_ bytes: [UInt8], sheet: String? = nil, limits: BankFileLimits) throws {
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      content = .book(try WorkbookReader(bytes, limits: limits.sheet), sheet: sheet)
      kind = "XLSX"
      return
    }
    do {
      let text = try DecodedText(bytes, bytesMax: limits.csv.fileBytesMax)
      content = .text(text.bytes, limits.csv)
      kind = text.encoding.rawValue
    } catch {
      throw BankFileFault(error)
    }
  }

  /// Gives each row; a fault of its form beside it. A quote that is never closed, or that swallows lines, ends the reading.
  func rows(_ body: (SheetRow, BankFileFault?) throws -> Void) throws {
    switch content {
    case .book(let book, let sheet): try book.rows(of: sheet) { try body($0, nil) }
    case .text(let bytes, let limits): try textRows(bytes, limits, body)
    }
  }

  private func textRows(_ bytes: [UInt8], _ limits: CSVLimits, _ body: (SheetRow, BankFileFault?) throws -> Void) throws {
    var reader = CSVReader(bytes, limits: limits)
    var record = CSVRecord()
    var row = SheetRow(number: 0, cells: [])
    var records = 0
    while reader.next(into: &record) {
      records += 1
      guard records <= limits.recordsMax else {
        throw BankFileFault(
          line: record.line, .limit, Phrase("超过 \(limits.recordsMax) 行", "More than \(limits.recordsMax) lines"),
          instead: Phrase("分成几个文件", "Split the file"))
      }
      row.number = record.line
      row.cells.removeAll(keepingCapacity: true)
      for index in 0..<record.count { row.cells.append(CellText.cleaned(reader.field(index, of: record))) }
      guard let found = record.fault, !isTextFormula(found, row) else {
        try body(row, nil)
        continue
      }
      let fault = Table.fault(found, line: record.line)
      var isFatal = record.lastLine > record.line
      if case .unterminatedQuote = found { isFatal = true }
      if isFatal { throw fault }
      try body(row, fault)
    }
  }

  /// `="0123"` is how some exports keep text; its quotes are no fault.
  private func isTextFormula(_ fault: CSVFault, _ row: SheetRow) -> Bool {
    guard case .quoteInside = fault else { return false }
    return row.cells.allSatisfy { !$0.utf8.contains(UInt8(ascii: "\"")) }
  }

  private static func fault(_ fault: CSVFault, line: Int) -> BankFileFault {
    let quotes = Phrase("含引号、逗号的内容整体用半角引号括起，其中的引号写两个", "Enclose the field in quotes and double each quote within")
    switch fault {
    case .unterminatedQuote(let opened, let column):
      return BankFileFault(
        line: opened, .form, Phrase("第 \(column) 列的引号没有闭合", "The quote in column \(column) is never closed"), instead: quotes)
    case .textAfterQuote(let column):
      return BankFileFault(
        line: line, .form, Phrase("第 \(column) 列的引号之后还有文字", "Column \(column) has text after its closing quote"), instead: quotes)
    case .quoteInside(let column):
      return BankFileFault(
        line: line, .form, Phrase("第 \(column) 列的文字中间有引号", "Column \(column) has a quote inside its text"), instead: quotes)
    case .fieldTooLong(let column):
      return BankFileFault(
        line: line, .limit, Phrase("第 \(column) 列过长", "Column \(column) is too long"),
        instead: Phrase("缩短内容，并检查是否漏了引号", "Shorten it, and look for a missing quote"))
    case .tooManyColumns:
      return BankFileFault(
        line: line, .columns, Phrase("列数过多", "Too many columns"), instead: Phrase("删去多余的列", "Remove columns that are not needed"))
    }
  }
}
