import Basics
import Casework
import Enforcement
import EnforcementLaw

/// What a case brought along from the court's earlier system, as its page shows it.
extension CaseView {
  /// Papers that came as files.
  func attachments(_ reader: Reader) -> HTML {
    guard !file.attachments.isEmpty else { return .empty }
    let rows = Array(file.attachments.enumerated())
    return table(
      Table(
        file.takenOver == nil
          ? Phrase("附件", "Attachments") : Phrase("原系统文书和附件", "Papers of the earlier system, attachments"),
        [
          Column(Phrase("文书", "Paper"), heads: true) { row in
            let title = particulars[row.element.title]?.fields["text"] ?? reader("附件", "Attachment")
            return "<a class=\"paper\" \(href("\(path)/attachments/\(row.offset)"))>\(title)</a>"
          },
          Column(Phrase("字节", "Bytes"), align: .number) { "\(grouped($0.element.bytes))" },
        ] as [Column<(offset: Int, element: Attachment)>], rows: rows, empty: Phrase("没有。", "None.")), reader)
  }

  /// When it came over, and its other numbers.
  func takenOverFacts(_ reader: Reader) -> [Fact] {
    var facts: [Fact] = []
    if let takenOver = file.takenOver {
      facts.append(
        Fact(Phrase("自原系统接收", "Taken over"), opening("\(takenOver.on)（\(takenOver.ref)）", CaseTakenOver.self)))
      if !takenOver.numbers.isEmpty {
        facts.append(Fact(Phrase("其他案号", "Other numbers"), "\(takenOver.numbers.joined(separator: "；"))", wide: true))
      }
    }
    return facts
  }
}
