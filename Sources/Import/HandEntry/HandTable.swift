import Basics
import Enforcement
import Sheets

/// A column of a table that is entered by hand. The raw value is the English header.
public enum HandColumn: String, CaseIterable, Sendable, Hashable {
  case number, debtor, unit, kind, identity, value, exempt, label, address, outcome, held, rank, from, until, reason

  /// The Chinese header, then what else courts and units call it.
  var chinese: [String] {
    switch self {
    case .number: ["案号", "执行案号"]
    case .debtor: ["被执行人", "姓名", "被查询人", "名称或姓名"]
    case .unit: ["单位", "协助单位", "开户行", "登记机构", "反馈单位"]
    case .kind: ["财产种类", "种类", "财产类型"]
    case .identity: ["标识", "账号", "权证号", "车牌", "车牌号", "保单号", "编号"]
    case .value: ["价值", "余额", "金额", "估值"]
    case .exempt: ["豁免", "豁免部分"]
    case .label: ["说明", "名称", "备注"]
    case .address: ["坐落", "地址", "存放地"]
    case .outcome: ["控制结果", "措施结果", "结果"]
    case .held: ["控制数额", "冻结金额", "已冻结"]
    case .rank: ["顺位", "轮候顺位"]
    case .from: ["控制日", "起始日", "起"]
    case .until: ["届满日", "终止日", "止"]
    case .reason: ["原因", "失败原因"]
    }
  }
  public var title: Phrase { Phrase(chinese[0], rawValue) }

  static func named(_ text: String) -> HandColumn? {
    let folded = text.lowercased().filter { !$0.isWhitespace }
    return allCases.first { column in
      column.rawValue == folded
        || column.chinese.contains { folded == $0 || folded.hasPrefix($0 + "（") || folded.hasPrefix($0 + "(") }
    }
  }
}

/// Why a table cannot be read at all.
public struct HandTableFault: Error, Sendable, Hashable {
  public let message: Phrase
  public init(_ message: Phrase) { self.message = message }
}

/// A table as it was pasted, uploaded or typed: rows with the line on which each stands.
public struct HandTable: Sendable {
  /// Rows that are read at once.
  public static let rowsMax = 2000

  /// One row: its cells by column, cleaned of what a spreadsheet program adds.
  public struct Row: Sendable, Hashable {
    /// Line of the text or row of the sheet, from 1.
    public let line: Int
    public let cells: [HandColumn: String]
    /// Columns whose number the spreadsheet program has cut.
    let cut: Set<HandColumn>
    public init(line: Int, cells: [HandColumn: String], cut: Set<HandColumn> = []) {
      self.line = line
      self.cells = cells
      self.cut = cut
    }
  }
  public let rows: [Row]

  /// Rows typed one by one.
  public init(rows: [Row]) { self.rows = rows }

  /// Cells copied from a spreadsheet (tabs), or comma-separated text. The first line names the columns.
  public init(text: String) throws(HandTableFault) {
    let bytes = Array(text.utf8)
    let header = bytes.prefix { $0 != 10 && $0 != 13 }
    let separator = header.contains(9) ? UInt8(9) : UInt8(ascii: ",")
    var reader = CSVReader(bytes, limits: CSVLimits(recordsMax: HandTable.rowsMax + 1), separator: separator)
    var record = CSVRecord()
    var rows: [SheetRow] = []
    while reader.next(into: &record) {
      if let fault = record.fault {
        throw HandTableFault(
          Phrase("第 \(record.line) 行：", "Line \(record.line): ") + fault.message(width: record.count) + Phrase("；", "; ")
            + fault.instead)
      }
      rows.append(SheetRow(number: record.line, cells: (0..<record.count).map { reader.field($0, of: record) }))
      guard rows.count <= HandTable.rowsMax + 1 else { throw HandTable.tooMany }
    }
    try self.init(rows)
  }

  /// An .xlsx workbook's first sheet, or a CSV file.
  public init(file bytes: [UInt8]) throws(HandTableFault) {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      let text: DecodedText
      do throws(DecodedText.Fault) {
        text = try DecodedText(bytes, bytesMax: 8 << 20)
      } catch {
        throw HandTableFault(error.unreadable.faults.first?.message ?? Phrase("文件读不到", "The file cannot be read"))
      }
      try self.init(text: String(decoding: text.bytes, as: UTF8.self))
      return
    }
    let rows: [SheetRow]
    do {
      rows = try WorkbookReader(bytes).rows()
    } catch let fault as SheetFault {
      throw HandTableFault(fault.message + Phrase("；", "; ") + fault.instead)
    } catch {
      throw HandTableFault(Phrase("工作簿读不到", "The workbook cannot be read"))
    }
    try self.init(rows)
  }

  private static var tooMany: HandTableFault {
    HandTableFault(Phrase("一次最多 \(rowsMax) 行，请分批录入", "At most \(rowsMax) rows at once; enter them in parts"))
  }

  private init(_ all: [SheetRow]) throws(HandTableFault) {
    let filled = all.filter { row in row.cells.contains { !DocketLine.cleaned($0).isEmpty } }
    guard let header = filled.first else { throw HandTableFault(Phrase("表是空的", "The table is empty")) }
    guard filled.count <= HandTable.rowsMax + 1 else { throw HandTable.tooMany }
    var columns: [(place: Int, column: HandColumn)] = []
    for (place, cell) in header.cells.enumerated() {
      let title = DocketLine.cleaned(cell)
      guard !title.isEmpty else { continue }
      guard let column = HandColumn.named(title) else {
        throw HandTableFault(
          Phrase(
            "第 \(header.number) 行第 \(place + 1) 列：不认识的表头“\(title)”；表头可以是：",
            "Line \(header.number), column \(place + 1): unknown header “\(title)”; headers are: ")
            + HandTable.headers)
      }
      guard !columns.contains(where: { $0.column == column }) else {
        throw HandTableFault(
          Phrase("第 \(place + 1) 列：表头“\(title)”重复", "Column \(place + 1): the header “\(title)” stands twice"))
      }
      columns.append((place, column))
    }
    guard columns.contains(where: { $0.column == .kind }), columns.contains(where: { $0.column == .unit }) else {
      throw HandTableFault(
        Phrase("首行应为表头，至少有“单位”和“财产种类”；表头可以是：", "The first line is the header, with “unit” and “kind” at least; headers are: ")
          + HandTable.headers)
    }
    rows = filled.dropFirst().map { row in
      var cells: [HandColumn: String] = [:]
      for (place, column) in columns where place < row.cells.count { cells[column] = DocketLine.cleaned(row.cells[place]) }
      let cut = Set(columns.filter { row.lossy.contains($0.place) }.map(\.column))
      return Row(line: row.number, cells: cells, cut: cut)
    }
  }

  /// All headers, for a message.
  public static var headers: Phrase {
    Phrase(
      HandColumn.allCases.map { $0.chinese[0] }.joined(separator: "、"),
      HandColumn.allCases.map(\.rawValue).joined(separator: ", "))
  }

  /// These rows as text that ``init(text:)`` reads.
  public static func text(_ rows: [Row]) -> String {
    func cell(_ text: String) -> String {
      let plain = String(text.map { $0 == "\t" || $0.isNewline ? " " : $0 })
      return plain.contains("\"") ? "\"" + plain.replacing("\"", with: "\"\"") + "\"" : plain
    }
    let lines = rows.map { row in HandColumn.allCases.map { cell(row.cells[$0] ?? "") }.joined(separator: "\t") }
    return ([HandColumn.allCases.map(\.rawValue).joined(separator: "\t")] + lines).joined(separator: "\n")
  }
}
