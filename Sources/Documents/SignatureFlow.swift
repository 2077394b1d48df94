import Wording

/// The foot of a paper: who signs, the date under the seal, the clerk, whom to ask.
struct SignatureFlow {
  private let typesetter: Typesetter
  /// Left edge of the column of names and date: twelve characters and a margin of two from the right.
  private let column = Geometry.textWidth - 14 * Geometry.bodySize
  private let line = Geometry.bodyLine

  init(_ typesetter: Typesetter) { self.typesetter = typesetter }

  func boxes(_ content: PaperContent) throws(PaperRenderError) -> [Box] {
    let signature = content.signature
    var rows: [Box] = []
    for signer in signature.signers { rows += try row("\(signer.title)　\(signer.name)") }
    var date = try row(ChineseNumeral.date(signature.date))
    let dateRow = rows.count
    // A free line between the names and the date keeps most of the seal off the names.
    let gap = dateRow > 0 && content.kind.bearsSeal ? 34.0 : 0
    date[0].marks = date[0].marks.map { $0.moved(x: 0, y: gap) }
    date[0].height += gap
    rows += date
    if let clerk = signature.clerk { rows += try row("书记员　\(clerk)") }
    // Room above the date for the seal, sealed or not, so that a draft breaks its pages as the sealed paper will.
    let above = content.kind.bearsSeal ? max(line, 2 * Geometry.sealRadius * 0.80 - Double(dateRow) * line - gap) : line
    rows[0].marks = rows[0].marks.map { $0.moved(x: 0, y: above) }
    rows[0].height += above
    if case .sealed(let court) = content.standing, content.kind.bearsSeal {
      // Lower arc over the date: 骑年盖月.
      let middle = (dateRow == 0 ? above : gap) + line / 2
      rows[dateRow].marks.append(
        .seal(court: court, x: column + 6 * Geometry.bodySize, y: middle - Geometry.sealRadius * 0.5))
    }
    rows += try contact(content.contact)
    for index in rows.indices.dropLast() { rows[index].keepsWithNext = true }
    return rows
  }

  private func row(_ words: String) throws(PaperRenderError) -> [Box] {
    let style = TextStyle(size: Geometry.bodySize, alignment: .left)
    return try typesetter.lines(words, style, width: Geometry.textWidth - column).map { set in
      Box(height: line, marks: [.text(set, x: column, baseline: baseline(set.size, in: line), .black)])
    }
  }

  private func contact(_ words: String?) throws(PaperRenderError) -> [Box] {
    guard let words else { return [] }
    var boxes: [Box] = []
    let style = TextStyle(size: Geometry.smallSize)
    for set in try typesetter.lines(words, style, width: Geometry.textWidth) {
      let mark = Mark.text(set, x: 0, baseline: baseline(set.size, in: Geometry.smallLine), .black)
      boxes.append(Box(height: Geometry.smallLine, marks: [mark]))
    }
    boxes[0].spaceBefore = 26
    return boxes
  }
}
