import Wording

/// A strip of the page that is never torn: a line, a table row, the foot of the paper.
struct Box {
  var height: Double
  /// Relative to the left edge of the text and to the top of the box.
  var marks: [Mark]
  /// White above, dropped at the top of a page.
  var spaceBefore = 0.0
  /// Never the last thing on a page.
  var keepsWithNext = false
  var startsPage = false
  /// Printed again above the box when it is the first on a page: a table's header.
  var header: [Box] = []
}

/// Cuts a paper into pages.
struct PageFlow {
  /// A bound, not a wish: beyond it the content is refused.
  static let pagesMax = 1000

  private let typesetter: Typesetter
  private let content: PaperContent

  init(_ typesetter: Typesetter, _ content: PaperContent) {
    self.typesetter = typesetter
    self.content = content
  }

  /// What stands between the margins of each page.
  func pages() throws(PaperRenderError) -> [[Mark]] {
    let blocks = BlockFlow(typesetter)
    var boxes = try blocks.title(content)
    try blocks.append(content.blocks, to: &boxes)
    // The signature takes the end of the text with it: no page bears a signature alone.
    for index in boxes.indices.suffix(2) { boxes[index].keepsWithNext = true }
    boxes += try SignatureFlow(typesetter).boxes(content)
    for annex in content.annexes {
      var pages = try blocks.annexTitle(annex.title)
      try blocks.append(annex.blocks, to: &pages)
      if !pages.isEmpty { pages[0].startsPage = true }
      boxes += pages
    }
    return try place(boxes)
  }

  private func place(_ boxes: [Box]) throws(PaperRenderError) -> [[Mark]] {
    var pages: [[Mark]] = [[]]
    var y = 0.0
    var index = 0
    while index < boxes.count {
      var end = index
      while end < boxes.count - 1, boxes[end].keepsWithNext, !boxes[end + 1].startsPage { end += 1 }
      let chain = boxes[index...end]
      let height = chain.reduce(0) { $0 + $1.height + $1.spaceBefore }
      let breaks = boxes[index].startsPage || y + height > Geometry.textHeight
      if breaks && y > 0 {
        // A chain taller than a page is broken where the page ends.
        let fitsOnNext = height <= Geometry.textHeight
        if boxes[index].startsPage || fitsOnNext || y + boxes[index].height > Geometry.textHeight { newPage(&pages, &y) }
      }
      for box in chain {
        if y > 0, y + box.spaceBefore + box.height > Geometry.textHeight { newPage(&pages, &y) }
        if y == 0 { for header in box.header { put(header, &pages, &y) } }
        put(box, &pages, &y)
      }
      guard pages.count <= Self.pagesMax else { throw .tooLong(pages: pages.count) }
      index = end + 1
    }
    return pages
  }

  private func newPage(_ pages: inout [[Mark]], _ y: inout Double) {
    pages.append([])
    y = 0
  }

  private func put(_ box: Box, _ pages: inout [[Mark]], _ y: inout Double) {
    if y > 0 { y += box.spaceBefore }
    let top = Geometry.top + y
    pages[pages.count - 1] += box.marks.map { $0.moved(x: Geometry.left, y: top) }
    y += box.height
  }
}

/// Head and foot of every page, outside the text: what is missing, page number, verification.
struct PageFrame {
  private let content: PaperContent
  private let number: Int
  private let total: Int

  init(_ content: PaperContent, number: Int, of total: Int) {
    self.content = content
    self.number = number
    self.total = total
  }

  func head(_ typesetter: Typesetter) throws(PaperRenderError) -> [Mark] {
    guard let mark = content.standing.mark(for: content.kind) else { return [] }
    let style = TextStyle(size: 10.5, alignment: .centre)
    return try line(mark, style, baseline: Geometry.mm(22), .warning, typesetter)
  }

  func foot(_ typesetter: Typesetter) throws(PaperRenderError) -> [Mark] {
    var y = Geometry.pageHeight - Geometry.bottom + Geometry.mm(11)
    let style = TextStyle(size: Geometry.footSize + 1, alignment: .centre)
    var marks = try line("第 \(number) 页 共 \(total) 页", style, baseline: y, .black, typesetter)
    if let verification = content.verification {
      y += Geometry.footLine + 3
      let small = TextStyle(size: Geometry.footSize, alignment: .centre)
      marks += try line(verification.text, small, baseline: y, .pale, typesetter)
    }
    return marks
  }

  private func line(
    _ text: String, _ style: TextStyle, baseline: Double, _ ink: Mark.Ink, _ typesetter: Typesetter
  ) throws(PaperRenderError) -> [Mark] {
    // Three lines are all that the margin holds.
    let lines = try typesetter.lines(text, style, width: Geometry.textWidth).prefix(3)
    return lines.enumerated().map { index, line in
      .text(line, x: Geometry.left, baseline: baseline + Double(index) * Geometry.footLine, ink)
    }
  }
}
