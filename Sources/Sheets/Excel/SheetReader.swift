import Basics
import XMLText

/// Reads the rows of one worksheet part.
struct SheetReader {
  let name: String
  let shared: [String]
  let styles: [NumberStyle]
  let startsIn1904: Bool
  let limits: SheetLimits
  private var row = SheetRow(number: 0, cells: [])

  init(name: String, shared: [String], styles: [NumberStyle], startsIn1904: Bool, limits: SheetLimits) {
    self.name = name
    self.shared = shared
    self.styles = styles
    self.startsIn1904 = startsIn1904
    self.limits = limits
  }

  mutating func read(_ xml: inout XMLReader, _ body: (SheetRow) throws -> Void) throws {
    while let element = try xml.child() {
      guard element == "sheetData" else {
        try xml.skip()
        continue
      }
      while try xml.child() != nil {
        try takeRow(&xml)
        if !row.cells.isEmpty { try body(row) }
      }
    }
  }

  private mutating func takeRow(_ xml: inout XMLReader) throws {
    let number = try xml.attribute("r").map { Int($0) ?? 0 } ?? row.number + 1
    guard number > row.number else {
      throw fault(number, Phrase("行号不是递增的", "Row numbers do not ascend"))
    }
    guard number <= limits.rowsMax else {
      throw SheetFault(
        .limit, at: "\(name)!\(number)", row: number,
        Phrase("行数超过 \(limits.rowsMax)", "There are more than \(limits.rowsMax) rows"),
        instead: Phrase("分成几个文件", "Split the file"))
    }
    row.number = number
    row.cells.removeAll(keepingCapacity: true)
    row.lossy.removeAll()
    while let element = try xml.child() {
      if element == "c" { try takeCell(&xml) } else { try xml.skip() }
    }
  }

  private mutating func takeCell(_ xml: inout XMLReader) throws {
    let column = try xml.attribute("r").map { try self.column(of: $0) } ?? row.cells.count
    guard column >= row.cells.count else { throw fault(row.number, Phrase("单元格次序颠倒", "Cells are out of order")) }
    guard column < limits.columnsMax else {
      throw SheetFault(
        .limit, at: "\(name)!\(row.number)", row: row.number,
        Phrase("列数超过 \(limits.columnsMax)", "There are more than \(limits.columnsMax) columns"),
        instead: Phrase("删去多余的列", "Remove columns that are not needed"))
    }
    let type = try xml.attribute("t") ?? "n"
    let style = try xml.attribute("s").flatMap { Int($0) } ?? 0
    var value = ""
    while let element = try xml.child() {
      switch element {
      case "v": value = try xml.wholeText()
      case "is": value = try richText(&xml)
      default: try xml.skip()
      }
    }
    let text = try text(value, type: type, style: style, column: column)
    guard !text.isEmpty else { return }
    while row.cells.count < column { row.cells.append("") }
    row.cells.append(text)
  }

  private mutating func text(_ value: String, type: String, style: Int, column: Int) throws -> String {
    switch type {
    case "s":
      guard let index = Int(value), shared.indices.contains(index) else {
        throw fault(row.number, Phrase("单元格指向不存在的文字", "A cell points to a text that is not there"))
      }
      return shared[index]
    case "inlineStr": return value
    case "str": return SheetText.unescaped(value)
    case "b": return value == "1" ? "TRUE" : "FALSE"
    case "n":
      guard !value.isEmpty else { return "" }
      guard let number = SheetNumber(value) else {
        throw fault(row.number, Phrase("单元格的数值“\(value.prefix(40))”无法识别", "A cell's number “\(value.prefix(40))” cannot be read"))
      }
      if styles.indices.contains(style), let text = number.dayText(styles[style], startsIn1904: startsIn1904) { return text }
      if number.isLossy { row.lossy.append(column) }
      return number.plain
    default: return value
    }
  }

  /// `B3` is column 1.
  private func column(of reference: String) throws -> Int {
    var column = 0
    for byte in reference.utf8 {
      guard (65...90).contains(byte) else { break }
      column = column * 26 + Int(byte - 64)
      if column > 100_000 { break }
    }
    guard column > 0 else {
      throw fault(
        row.number, Phrase("单元格位置“\(reference.prefix(20))”无法识别", "The cell reference “\(reference.prefix(20))” cannot be read"))
    }
    return column - 1
  }

  private func fault(_ number: Int, _ message: Phrase) -> SheetFault {
    SheetFault(.cell, at: "\(name)!\(number)", row: number, message, instead: SheetFault.saveAgain)
  }
}
