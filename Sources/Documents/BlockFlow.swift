import Enforcement
import Wording

/// Turns the blocks of a paper into boxes.
struct BlockFlow {
  private let typesetter: Typesetter

  init(_ typesetter: Typesetter) { self.typesetter = typesetter }

  /// Court, name of the paper and case number.
  func title(_ content: PaperContent) throws(PaperRenderError) -> [Box] {
    let large = TextStyle(size: Geometry.titleSize, bold: true, alignment: .centre)
    var boxes = try text(content.court, large, line: Geometry.titleLine)
    boxes += try text(content.title, large, line: Geometry.titleLine)
    var number = try text(content.caseNumber, TextStyle(size: Geometry.bodySize, alignment: .right))
    number[0].spaceBefore = 6
    if let last = number.indices.last { number[last].height += 8 }
    boxes += number
    return boxes.map { box in
      var kept = box
      kept.keepsWithNext = true
      return kept
    }
  }

  func annexTitle(_ title: String) throws(PaperRenderError) -> [Box] {
    var boxes = try text(title, TextStyle(size: Geometry.annexTitleSize, bold: true, alignment: .centre), line: 32)
    for index in boxes.indices { boxes[index].keepsWithNext = true }
    return boxes
  }

  /// Adds blocks to what stands already. Blanks to be signed take the text before them along, so that nobody signs a page
  /// without knowing what for.
  func append(_ blocks: [PaperBlock], to boxes: inout [Box]) throws(PaperRenderError) {
    for block in blocks {
      if block.isToBeSigned {
        for index in boxes.indices.suffix(2) { boxes[index].keepsWithNext = true }
      }
      boxes += try self.boxes(block)
    }
  }

  private func boxes(_ block: PaperBlock) throws(PaperRenderError) -> [Box] {
    switch block {
    case .heading(let words):
      var boxes = try text(words, TextStyle(size: Geometry.bodySize, bold: true, indent: 2))
      for index in boxes.indices { boxes[index].keepsWithNext = true }
      return boxes
    case .addressee(let words): return try text(words, TextStyle(size: Geometry.bodySize))
    case .paragraph(let words), .remedy(let words), .operative(let words): return try text(words, .body)
    case .party(let role, let words): return try text("\(role)：\(words)", .body)
    case .items(let items, let numbering):
      var boxes: [Box] = []
      for (index, item) in items.enumerated() { boxes += try text(numbering.mark(index) + item, .body) }
      return boxes
    case .facts(let caption, let rows): return try TableFlow(typesetter).facts(caption: caption, rows)
    case .table(let table): return try TableFlow(typesetter).table(table)
    case .dialogue(let speaker, let words): return try dialogue(speaker, words)
    case .signHere(let labels): return try signHere(labels)
    case .signed(let hands): return try signed(hands)
    }
  }

  /// Running text. The first two and the last two lines of a paragraph stay together.
  private func text(_ words: String, _ style: TextStyle, line height: Double = Geometry.bodyLine) throws(PaperRenderError)
    -> [Box]
  {
    let lines = try typesetter.lines(words, style, width: Geometry.textWidth)
    return lines.enumerated().map { index, line in
      var box = Box(height: height, marks: [.text(line, x: 0, baseline: baseline(line.size, in: height), .black)])
      box.keepsWithNext = lines.count > 1 && (index == 0 || index == lines.count - 2)
      return box
    }
  }

  private func dialogue(_ speaker: String, _ words: String) throws(PaperRenderError) -> [Box] {
    let style = TextStyle(size: Geometry.bodySize)
    let label = try typesetter.lines("\(speaker)：", style, width: Geometry.textWidth)
    let margin = 2 * style.size
    let lines = try typesetter.lines(words, style, width: Geometry.textWidth - margin)
    return lines.enumerated().map { index, line in
      let y = baseline(line.size, in: Geometry.bodyLine)
      let speaks = index == 0 ? label.prefix(1).map { Mark.text($0, x: 0, baseline: y, .black) } : []
      return Box(height: Geometry.bodyLine, marks: speaks + [.text(line, x: margin, baseline: y, .black)])
    }
  }

  private func signHere(_ labels: [String]) throws(PaperRenderError) -> [Box] {
    let height = 36.0
    var boxes: [Box] = []
    for label in labels {
      let style = TextStyle(size: Geometry.bodySize, alignment: .left)
      let lines = try typesetter.lines("\(label)：", style, width: Geometry.textWidth - 120)
      for (index, line) in lines.enumerated() {
        let y = baseline(line.size, in: height)
        var marks: [Mark] = [.text(line, x: 0, baseline: y, .black)]
        if index == lines.count - 1 {
          let from = line.width + 2
          marks.append(.stroke(x: from, y: y + 3, toX: max(from + 60, 300), toY: y + 3, width: 0.6))
        }
        boxes.append(Box(height: height, marks: marks, keepsWithNext: true))
      }
    }
    if let last = boxes.indices.last { boxes[last].keepsWithNext = false }
    return boxes
  }

  /// Each signature stands on its line, 120 by 48 points, with the minute in which it was given.
  private func signed(_ hands: [PaperHand]) throws(PaperRenderError) -> [Box] {
    var boxes: [Box] = []
    for hand in hands {
      guard let strokes = try? PenStrokes(hand.strokes) else {
        boxes += try signHere([hand.label])
        continue
      }
      let height = 54.0
      let style = TextStyle(size: Geometry.bodySize, alignment: .left)
      let y = baseline(style.size, in: height)
      var marks: [Mark] = []
      var x = 0.0
      for line in try typesetter.lines("\(hand.label)：", style, width: 200).prefix(1) {
        marks.append(.text(line, x: 0, baseline: y, .black))
        x = line.width + 4
      }
      marks.append(.pen(strokes, x: x, y: 3, width: 120))
      for line in try typesetter.lines(hand.at, TextStyle(size: Geometry.smallSize, alignment: .left), width: 200).prefix(1) {
        marks.append(.text(line, x: x + 130, baseline: y, .pale))
      }
      boxes.append(Box(height: height, marks: marks, keepsWithNext: true))
    }
    if let last = boxes.indices.last { boxes[last].keepsWithNext = false }
    return boxes
  }
}

/// The baseline that centres Chinese characters of `size` in a strip: they reach from 0.88 above to 0.12 below it.
func baseline(_ size: Double, in height: Double) -> Double { height / 2 + size * 0.38 }
