import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import NIOCore
import Sheets

/// A list as a file: every row that the filters leave, marked with who took it and when, and recorded. The page's address says which kind
/// of file: `format=csv`, or `format=xlsx` with sums as numbers and days as days.
struct ExportFile: Sendable {
  enum Format: String, Sendable, CaseIterable {
    case csv, xlsx
    var type: String {
      switch self {
      case .csv: "text/csv; charset=utf-8"
      case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      }
    }
    /// As the address asks; nil where it asks for the page.
    init?(_ query: FormData) { self.init(rawValue: query["format"]) }
  }
  let services: CourtServices
  let reader: Reader
  /// What the record calls the list: `cases`.
  let list: String
  let titles: [String]
  var format: Format { reader.query("format").flatMap(Format.init) ?? .csv }

  /// Rows held in memory. `isCut`: the list was longer than what was read, which the file says.
  func response(_ rows: [[String]], isCut: Bool = false) async throws -> Response {
    try await record(rows.count)
    let lines = rows + (isCut ? [[cut]] : []) + [mark(rows.count)]
    let bytes =
      switch format {
      case .csv: CSV.bytes(titles, lines)
      case .xlsx: try WorkbookWriter.bytes { book in try SheetRows(book, list, titles).write(lines) }
      }
    return Response.bytes(bytes, type: format.type, name: name, inline: false)
  }

  /// Rows part by part until there is none, however many there are.
  func stream(_ next: @escaping @Sendable (_ part: Int) async throws -> [[String]]?) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: format.type, .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: ResponseBody { writer in
        switch format {
        case .csv: try await writeCSV(&writer, next)
        case .xlsx: try await writeWorkbook(&writer, next)
        }
        try await writer.finish(nil)
      })
  }

  private var name: String { "\(list).\(format.rawValue)" }

  private func writeCSV(
    _ writer: inout any ResponseBodyWriter, _ next: @Sendable (_ part: Int) async throws -> [[String]]?
  ) async throws {
    var rows = 0
    var part = 0
    try await writer.write(ByteBuffer(bytes: CSV.bytes(titles, [])))
    do {
      while let lines = try await next(part) {
        try await writer.write(ByteBuffer(bytes: CSV.lines(lines)))
        rows += lines.count
        part += 1
      }
    } catch {
      // What went out before the reader left or the store failed is recorded all the same.
      try await record(rows)
      throw error
    }
    try await record(rows)
    try await writer.write(ByteBuffer(bytes: CSV.lines([mark(rows)])))
  }

  /// A workbook goes to disk row by row and out when it is whole.
  private func writeWorkbook(
    _ writer: inout any ResponseBodyWriter, _ next: @Sendable (_ part: Int) async throws -> [[String]]?
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { _ = try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "list.xlsx").path
    let book = try WorkbookWriter(path: path, scratch: folder.path)
    let sheet = try SheetRows(book, list, titles)
    var rows = 0
    var part = 0
    while rows < ExportFile.workbookRowsMax, let lines = try await next(part) {
      let fitting = lines.prefix(ExportFile.workbookRowsMax - rows)
      try sheet.write(fitting)
      rows += fitting.count
      part += 1
    }
    try await record(rows)
    try sheet.write((rows < ExportFile.workbookRowsMax ? [] : [[cut]]) + [mark(rows)])
    try book.close()
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? file.close() }
    while let data = try file.read(upToCount: 256 << 10), !data.isEmpty {
      try await writer.write(ByteBuffer(bytes: data))
    }
  }

  /// A sheet holds so many, with its header and the lines at its end.
  private static let workbookRowsMax = WorkbookWriter.rowsMax - 3

  private func record(_ rows: Int) async throws {
    let query = reader.path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    try await services.signIns.record(
      Export(actor: reader.actor.ref, list: list, query: String(query.prefix(500)), rows: rows, at: reader.now))
  }

  private var cut: String { reader("还有更多行未列入，请缩小筛选范围", "There are more rows; narrow the filters") }
  private func mark(_ rows: Int) -> [String] {
    [
      reader(
        "导出：\(reader.name)，\(reader.now.minuteText)，共 \(rows) 行；导出已记录",
        "Exported by \(reader.name), \(reader.now.minuteText), \(rows) rows; recorded")
    ]
  }
}

/// Where an export that reads part by part is.
actor PartPlace<Query: Sendable> {
  /// Asks for the next part; nil where all is out.
  private(set) var query: Query?
  init(_ query: Query) { self.query = query }
  func goOn(_ next: Query?) { query = next }
}

/// Rows of text as cells of a sheet: a column whose title says 元 or CNY holds sums; days are days wherever they stand.
struct SheetRows {
  private let book: WorkbookWriter
  private let sums: Set<Int>

  init(_ book: WorkbookWriter, _ name: String, _ titles: [String]) throws {
    self.book = book
    sums = Set(titles.indices.filter { titles[$0].contains("元") || titles[$0].contains("CNY") || titles[$0] == "Amount" })
    try book.sheet(
      name, titles.map { SheetColumn($0, width: max(14, min(40, $0.unicodeScalars.reduce(2) { $0 + ($1.value > 255 ? 2 : 1) }))) }
    )
  }

  func write(_ rows: some Sequence<[String]>) throws {
    for row in rows { try book.row(row.enumerated().map(cell)) }
  }

  private func cell(_ column: Int, _ text: String) -> SheetCell {
    if text.isEmpty { return .blank }
    if sums.contains(column), let sum = Money(text) { return .money(sum) }
    if text.utf8.count == 10, let day = Day(text) { return .day(day) }
    return .text(text)
  }
}
