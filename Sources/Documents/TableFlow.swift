import Wording

/// Ruled tables: rows never tear unless one alone is too tall, headers return on every page.
struct TableFlow {
  private let typesetter: Typesetter
  private let line = Geometry.tableLine
  private let padding = Geometry.tablePadding
  /// Rows with more lines than this are cut, so that every strip fits a page under its header.
  private let rowLinesMax = 24
  /// Blank cells of forms leave room to write.
  private let rowHeightMin = 26.0
  private let rule = 0.6

  init(_ typesetter: Typesetter) { self.typesetter = typesetter }

  func facts(caption: String?, _ rows: [PaperFact]) throws(PaperRenderError) -> [Box] {
    let widths = split([5, 14])
    var boxes: [Box] = []
    for row in rows {
      let cells = [Cell(row.label, .left, shaded: true), Cell(row.value, .left)]
      boxes += try strips(cells, widths, header: [])
    }
    return try framed(caption, boxes, note: nil)
  }

  func table(_ table: PaperTable) throws(PaperRenderError) -> [Box] {
    guard !table.columns.isEmpty else { return [] }
    let widths = split(table.columns.map { Double(max(1, $0.weight)) })
    var header = try strips(table.columns.map { Cell($0.title, .centre, shaded: true, bold: true) }, widths, header: [])
    for index in header.indices { header[index].keepsWithNext = true }
    var rows: [Box] = []
    for row in table.rows {
      let cells = table.columns.enumerated().map { index, column in
        Cell(index < row.count ? row[index] : "", column.alignment)
      }
      rows += try strips(cells, widths, header: header)
    }
    return try framed(table.caption, header + rows, note: table.note)
  }

  /// One cell before it is set.
  private struct Cell {
    var text: String
    var alignment: PaperTable.Alignment
    var shaded: Bool
    var bold: Bool
    init(_ text: String, _ alignment: PaperTable.Alignment, shaded: Bool = false, bold: Bool = false) {
      self.text = text
      self.alignment = alignment
      self.shaded = shaded
      self.bold = bold
    }
    var style: TextStyle {
      let alignment: TextStyle.Alignment =
        switch self.alignment {
        case .left: .left
        case .centre: .centre
        case .right: .right
        }
      return TextStyle(size: Geometry.tableSize, bold: bold, alignment: alignment)
    }
  }

  private func split(_ weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    return weights.map { Geometry.textWidth * $0 / total }
  }

  private func framed(_ caption: String?, _ rows: [Box], note: String?) throws(PaperRenderError) -> [Box] {
    var boxes: [Box] = []
    if let caption, !caption.isEmpty {
      let style = TextStyle(size: Geometry.tableSize + 1, bold: true, alignment: .left)
      for set in try typesetter.lines(caption, style, width: Geometry.textWidth) {
        let mark = Mark.text(set, x: 0, baseline: baseline(set.size, in: 24), .black)
        boxes.append(Box(height: 24, marks: [mark], keepsWithNext: true))
      }
    }
    boxes += rows
    if !boxes.isEmpty { boxes[0].spaceBefore = 6 }
    if let last = boxes.indices.last { boxes[last].height += 8 }
    if let note, !note.isEmpty {
      if let last = boxes.indices.last { boxes[last].keepsWithNext = true }
      for set in try typesetter.lines(note, TextStyle(size: Geometry.tableSize), width: Geometry.textWidth) {
        boxes.append(Box(height: line, marks: [.text(set, x: 0, baseline: baseline(set.size, in: line), .black)]))
      }
    }
    return boxes
  }

  /// A row as one strip, or as several where it is too tall for one.
  private func strips(_ cells: [Cell], _ widths: [Double], header: [Box]) throws(PaperRenderError) -> [Box] {
    var set: [[TextLine]] = []
    for (cell, width) in zip(cells, widths) {
      set.append(try typesetter.lines(cell.text, cell.style, width: width - 2 * padding))
    }
    let tallest = set.map(\.count).max() ?? 1
    return stride(from: 0, to: max(1, tallest), by: rowLinesMax).map { start in
      let part = set.map { $0.dropFirst(start).prefix(rowLinesMax) }
      return strip(cells, widths, part, header: header)
    }
  }

  private func strip(_ cells: [Cell], _ widths: [Double], _ set: [ArraySlice<TextLine>], header: [Box]) -> Box {
    let height = max(rowHeightMin, Double(set.map(\.count).max() ?? 1) * line + 2 * padding)
    var marks: [Mark] = []
    var x = 0.0
    for ((cell, width), lines) in zip(zip(cells, widths), set) {
      if cell.shaded { marks.append(.shade(x: x, y: 0, width: width, height: height)) }
      let top = (height - Double(lines.count) * line) / 2
      for (index, text) in lines.enumerated() {
        let y = top + Double(index) * line + baseline(text.size, in: line)
        marks.append(.text(text, x: x + padding, baseline: y, .black))
      }
      marks.append(.stroke(x: x, y: 0, toX: x, toY: height, width: rule))
      x += width
    }
    for y in [0, height] { marks.append(.stroke(x: -rule / 2, y: y, toX: x + rule / 2, toY: y, width: rule)) }
    marks.append(.stroke(x: x, y: 0, toX: x, toY: height, width: rule))
    return Box(height: height, marks: marks, header: header)
  }
}
