import Basics
import CXLSXWriter
import Glibc

/// A column of a sheet that is written.
public struct SheetColumn: Hashable, Sendable {
  public let title: String
  /// Width in characters of the default font; a Chinese character takes two.
  public let width: Int
  public init(_ title: String, width: Int = 14) {
    self.title = title
    self.width = width
  }
}

/// A value of a sheet that is written. Text stays text, whatever it begins with.
public enum SheetCell: Hashable, Sendable {
  case text(String)
  /// Shown as `#,##0.00`. Beyond fifteen digits, which a spreadsheet does not keep, it is written as text.
  case money(Money)
  /// Shown as `yyyy-mm-dd`.
  case day(Day)
  case number(Int64)
  case blank
}

/// Writes an .xlsx workbook row by row in constant memory: each row goes to disk before the next. The header is bold and stays
/// in view. Nothing is ever written as a formula or link.
public final class WorkbookWriter {
  /// Rows of a sheet, the header included.
  public static let rowsMax = 1_048_576
  public static let columnsMax = 256
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var sheetName = ""
  private var sheetNames: Set<String> = []
  private var nextRow: UInt32 = 0
  private let header: UnsafeMutablePointer<lxw_format>?
  private let money: UnsafeMutablePointer<lxw_format>?
  private let day: UnsafeMutablePointer<lxw_format>?
  private let number: UnsafeMutablePointer<lxw_format>?

  /// Begins a workbook at `path`, which is written when it is closed. `scratch` is a folder for rows on their way.
  public init(path: String, scratch: String? = nil) throws(SheetFault) {
    let opened = path.withCString { path in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.use_zip64 = 0
      guard let scratch else { return workbook_new_opt(path, &options) }
      return scratch.withCString { folder in
        options.tmpdir = UnsafeMutablePointer(mutating: folder)
        let book = workbook_new_opt(path, &options)
        return book
      }
    }
    guard let opened else { throw WorkbookWriter.unwritable(Phrase("无法创建工作簿", "The workbook cannot be created")) }
    book = opened
    header = workbook_add_format(opened)
    money = workbook_add_format(opened)
    day = workbook_add_format(opened)
    number = workbook_add_format(opened)
    format_set_bold(header)
    format_set_num_format(money, "#,##0.00")
    format_set_num_format(day, "yyyy-mm-dd")
    format_set_num_format(number, "0")
  }

  deinit { if let book { lxw_workbook_free(book) } }

  /// The folder for files on their way: what TMPDIR names, else the system's.
  public static var temporary: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? P_tmpdir
  }

  /// The bytes of a workbook that `build` writes, through a file of its own in `place` that is removed again: a list
  /// may hold names, so the file lies where whoever runs the program wants such files.
  public static func bytes(in place: String = temporary, _ build: (WorkbookWriter) throws -> Void) throws -> [UInt8] {
    var template = Array("\(place)/sheet-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw unwritable(Phrase("无法创建临时文件夹", "No temporary folder can be made")) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/book.xlsx"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let writer = try WorkbookWriter(path: path, scratch: folder)
    try build(writer)
    try writer.close()
    return try read(path)
  }

  /// Begins a sheet with its header. A name has up to 31 signs and none of `[ ] : * ? / \`.
  public func sheet(_ name: String, _ columns: [SheetColumn]) throws(SheetFault) {
    let isName =
      !name.isEmpty && name.unicodeScalars.count <= 31 && !name.contains(where: { "[]:*?/\\".contains($0) })
      && !name.hasPrefix("'") && !name.hasSuffix("'") && name == SheetText.escaped(name)
    guard isName, sheetNames.insert(name.lowercased()).inserted, let added = workbook_add_worksheet(book, name) else {
      throw SheetFault(
        .writing, Phrase("“\(name)”不能作工作表名，或已用过", "“\(name)” cannot name a sheet, or is in use"),
        instead: Phrase("31 字以内，不含 [ ] : * ? / \\", "At most 31 signs, without [ ] : * ? / \\"))
    }
    sheet = added
    sheetName = name
    nextRow = 0
    for (index, column) in columns.prefix(WorkbookWriter.columnsMax).enumerated() {
      let place = UInt16(index)
      worksheet_set_column(added, place, place, columnWidth(column.width), nil)
    }
    try row(columns.map { .text($0.title) }, format: header)
    worksheet_freeze_panes(added, 1, 0)
  }

  /// Writes the next row.
  public func row(_ cells: [SheetCell]) throws(SheetFault) { try row(cells, format: nil) }

  private func row(_ cells: [SheetCell], format: UnsafeMutablePointer<lxw_format>?) throws(SheetFault) {
    guard sheet != nil else { throw WorkbookWriter.unwritable(Phrase("还没有工作表", "There is no sheet yet")) }
    guard nextRow < WorkbookWriter.rowsMax, cells.count <= WorkbookWriter.columnsMax else {
      throw SheetFault(
        .limit, at: sheetName, row: Int(nextRow) + 1,
        Phrase(
          "超过 \(WorkbookWriter.rowsMax) 行或 \(WorkbookWriter.columnsMax) 列",
          "More than \(WorkbookWriter.rowsMax) rows or \(WorkbookWriter.columnsMax) columns"),
        instead: Phrase("分成几个工作表", "Use several sheets"))
    }
    for (index, cell) in cells.enumerated() { try write(cell, column: UInt16(index), format: format) }
    nextRow += 1
  }

  private func write(_ cell: SheetCell, column: UInt16, format: UnsafeMutablePointer<lxw_format>?) throws(SheetFault) {
    let error: lxw_error
    switch cell {
    case .blank: return
    case .text(let text): error = worksheet_write_string(sheet, nextRow, column, SheetText.escaped(text), format)
    case .money(let sum) where sum.fen.magnitude <= Money.outsideMax.fen.magnitude:
      // A spreadsheet knows only binary numbers; fifteen digits survive them.
      error = worksheet_write_number(sheet, nextRow, column, binary(sum.fen) / 100, money)
    case .money(let sum): error = worksheet_write_string(sheet, nextRow, column, sum.grouped, format)
    case .day(let date):
      guard let serial = SheetNumber.serial(of: date) else {
        error = worksheet_write_string(sheet, nextRow, column, date.description, format)
        break
      }
      error = worksheet_write_number(sheet, nextRow, column, binary(Int64(serial)), day)
    case .number(let value) where value.magnitude < 1_000_000_000_000_000:
      error = worksheet_write_number(sheet, nextRow, column, binary(value), number)
    case .number(let value): error = worksheet_write_string(sheet, nextRow, column, String(value), format)
    }
    guard error == LXW_NO_ERROR else {
      throw SheetFault(
        .writing, at: "\(sheetName)!\(nextRow + 1)", row: Int(nextRow) + 1,
        Phrase("第 \(column + 1) 列无法写入：\(describe(error))", "Column \(column + 1) cannot be written: \(describe(error))"),
        instead: Phrase("缩短内容（每格至多 32767 字）", "Shorten it (32,767 signs a cell at most)"))
    }
  }

  /// Writes the file. Nothing may be added afterwards.
  public func close() throws(SheetFault) {
    guard let open = book else { return }
    book = nil
    sheet = nil
    let error = workbook_close(open)
    guard error == LXW_NO_ERROR else {
      throw WorkbookWriter.unwritable(Phrase("工作簿无法写入：\(describe(error))", "The workbook cannot be written: \(describe(error))"))
    }
  }

  private func binary(_ value: Int64) -> Double { Double(value) }
  private func columnWidth(_ width: Int) -> Double { Double(min(max(width, 1), 255)) }
  private func describe(_ error: lxw_error) -> String { lxw_strerror(error).map { String(cString: $0) } ?? "\(error.rawValue)" }

  private static func unwritable(_ message: Phrase) -> SheetFault {
    SheetFault(.writing, message, instead: Phrase("检查磁盘空间和文件夹权限", "Check disk space and the folder's permissions"))
  }

  private static func read(_ path: String) throws(SheetFault) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw unwritable(Phrase("工作簿无法读回", "The workbook cannot be read back")) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
    }
  }
}
