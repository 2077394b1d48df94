import Basics
import Documents
import Enforcement
import Foundation
import Testing
import Wording

/// Every text of a paper in reading order.
private func texts(_ content: PaperContent) -> [String] {
  func of(_ block: PaperBlock) -> [String] {
    switch block {
    case .heading(let text), .addressee(let text), .paragraph(let text), .remedy(let text), .operative(let text): [text]
    case .party(let role, let text), .dialogue(let role, let text): ["\(role)：\(text)"]
    case .items(let items, let numbering): items.enumerated().map { numbering.mark($0) + $1 }
    case .facts(let caption, let rows): [caption ?? ""] + rows.flatMap { [$0.label, $0.value] }
    case .table(let table):
      [table.caption ?? ""] + table.columns.map(\.title) + table.rows.flatMap { $0 } + [table.note ?? ""]
    case .signHere(let labels): labels.map { "\($0)：" }
    case .signed(let hands): hands.flatMap { ["\($0.label)：", $0.at] }
    }
  }
  return [content.court, content.title, content.caseNumber] + content.blocks.flatMap(of)
    + content.signature.signers.map { $0.title + $0.name } + [ChineseNumeral.date(content.signature.date)]
    + (content.signature.clerk.map { ["书记员\($0)"] } ?? []) + [content.contact ?? ""]
    + content.annexes.flatMap { [$0.title] + $0.blocks.flatMap(of) }
}

@Test("Every kind of paper renders, and a reader finds all of its text in order")
func everyKindReads() throws {
  for kind in PaperKind.allCases {
    let content = try #require(Sample.paper(kind), "no sample of \(kind)")
    let bytes = try PaperRenderer().render(content, created: Sample.created)
    if let folder = ProcessInfo.processInfo.environment["PAPERS_KEEP"] {
      try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(kind.rawValue + ".pdf"))
    }
    let reader = try PDFReader(bytes)
    defer { reader.discard() }
    let written = try reader.written(verification: try #require(content.verification).text)
    var rest = written[...]
    for text in texts(content).map({ $0.filter { !$0.isWhitespace } }) where !text.isEmpty {
      guard let found = rest.range(of: text) else {
        Issue.record("\(kind): not found, or not in order: \(text)")
        break
      }
      rest = rest[found.upperBound...]
    }
  }
}

@Test("Chinese text extracts without stray spaces, so that names and numbers can be searched")
func noStraySpaces() throws {
  for kind in PaperKind.allCases {
    let reader = try PDFReader(try PaperRenderer().render(try #require(Sample.paper(kind)), created: Sample.created))
    defer { reader.discard() }
    let text = try reader.text()
    // Tables put cells beside each other; there, and at the foot, spaces are meant.
    let torn = text.split(separator: "\n").filter { line in
      line.count > 20 && line.contains(/\p{Han} \p{Han} \p{Han}/) && !line.contains("页")
    }
    #expect(torn.isEmpty, "\(kind): \(torn)")
  }
  let reader = try PDFReader(try PaperRenderer().render(try #require(Sample.paper(.controlRuling)), created: Sample.created))
  defer { reader.discard() }
  let text = try reader.text()
  for number in ["331002198510152036", "11330000002482072W", "6222020000000000000", "欧阳青禾", "二〇二四年五月六日", "壹拾伍万元整"] {
    #expect(text.contains(number), "\(number)")
  }
}

@Test("Pages are A4 and numbered, fonts are embedded subsets with Unicode, and the metadata names the paper")
func fileFacts() throws {
  let content = try #require(Sample.paper(.terminationRuling) { $0.suffix = 2 })
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let info = try reader.info()
  let pages = try reader.pages()
  #expect(info["Title"] == "(2024)浙1004执123号之二 执行裁定书")
  #expect(info["Author"] == Sample.court)
  #expect(info["Page size"]?.contains("A4") == true)
  #expect(info["CreationDate"]?.hasPrefix("2024-05-06T") == true)
  #expect(info["Pages"] == String(pages.count) && pages.count > 1)
  for (index, page) in pages.enumerated() {
    #expect(page.filter { !$0.isWhitespace }.contains("第\(index + 1)页共\(pages.count)页"))
    #expect(page.contains("7K2M-QX4T-9HWD") && page.contains("https://court.example/check"))
  }
  for font in try reader.fonts() { #expect(font.contains(/yes\s+yes\s+yes/), "embedded, subset, Unicode: \(font)") }
}

@Test("The same content and instant give the same bytes; another instant does not")
func deterministic() throws {
  let content = try #require(Sample.paper(.enforcementNotice))
  let first = try PaperRenderer().render(content, created: Sample.created)
  for _ in 0..<5 { #expect(try PaperRenderer().render(content, created: Sample.created) == first) }
  let milliseconds = Instant(milliseconds: Sample.created.milliseconds + 7)
  #expect(try PaperRenderer().render(content, created: milliseconds) == first, "the metadata know whole seconds")
  #expect(try PaperRenderer().render(content, created: Sample.created.adding(seconds: 1)) != first)
}

@Test("Many threads render at once, each the same bytes as alone")
func concurrent() async throws {
  let kinds: [PaperKind] = [.enforcementNotice, .controlRuling, .propertyReportOrder, .closingCertificate]
  var alone: [PaperKind: [UInt8]] = [:]
  for kind in kinds { alone[kind] = try PaperRenderer().render(try #require(Sample.paper(kind)), created: Sample.created) }
  let rounds = ProcessInfo.processInfo.environment["PAPERS_ROUNDS"].flatMap(Int.init) ?? 10
  let failures = await withTaskGroup(of: Int.self) { group in
    for worker in 0..<8 {
      group.addTask { [alone] in
        await onThread {
          (0..<rounds).count { round in
            let kind = kinds[(worker + round) % kinds.count]
            guard let paper = Sample.paper(kind) else { return true }
            return (try? PaperRenderer().render(paper, created: Sample.created)) != alone[kind]
          }
        }
      }
    }
    return await group.reduce(0, +)
  }
  #expect(failures == 0)
}

/// Runs on a thread of its own: the pool for tasks may have fewer than the test wants.
private func onThread(_ work: @escaping @Sendable () -> Int) async -> Int {
  await withCheckedContinuation { done in Thread.detachNewThread { done.resume(returning: work()) } }
}

@Test("A table of 60 rows breaks between rows and repeats its header on every page")
func longTable() throws {
  var content = try #require(Sample.paper(.closingNotice))
  let rows = (1...60).map { ["第\(ChineseNumeral.counting($0))笔", "虚构银行\($0)号账户", Money(fen: Int64($0) * 12_345).grouped] }
  let table = PaperTable(
    caption: "扣划明细", columns: [.init("序次", weight: 2), .init("账户所在机构", weight: 4), .init("扣划金额", weight: 3, .right)],
    rows: rows, note: "注：以上金额单位为元。")
  content.blocks.insert(.table(table), at: 2)
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let pages = try reader.pages().map { $0.filter { !$0.isWhitespace } }
  let bearing = pages.filter { $0.contains("号账户") }
  #expect(bearing.count >= 3)
  for page in bearing { #expect(page.contains("账户所在机构"), "each page has the header") }
  for row in rows {
    let line = row.joined()
    #expect(pages.count { $0.contains(line) } == 1, "the row stands whole, once: \(line)")
  }
}

@Test("A cell longer than a page, and a paragraph of 50,000 characters, lose nothing")
func longText() throws {
  let word = "民事执行"
  let cell = String(repeating: word, count: 1_500)
  let paragraph = String(repeating: word, count: 12_500)
  var content = try #require(Sample.paper(.closingNotice))
  content.blocks = [
    .table(PaperTable(columns: [.init("栏", weight: 1), .init("内容", weight: 2)], rows: [["长", cell]])), .paragraph(paragraph),
  ]
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let text = try reader.compact()
  #expect(text.count { $0 == "民" } >= 14_000)
  #expect(text.components(separatedBy: "事").count >= 14_001)
  #expect(try reader.pages().count > 80)
}

@Test("A paper that would run beyond a thousand pages is refused")
func tooLong() throws {
  var content = try #require(Sample.paper(.closingNotice))
  content.blocks = Array(repeating: .paragraph("一"), count: 23_000)
  #expect { try PaperRenderer().render(content, created: Sample.created) } throws: { error in
    if case PaperRenderError.tooLong(let pages) = error { pages > 1000 } else { false }
  }
}

@Test("Rare characters of names print; one that no font has is refused by name, or printed as a box on request")
func rareCharacters() throws {
  var content = try #require(Sample.paper(.closingNotice))
  content.blocks = [.paragraph("当事人䶮㛃、𬭎𠅤、喆堃、阿依努尔·买买提、Müller")]
  let bytes = try PaperRenderer().render(content, created: Sample.created)
  let reader = try PDFReader(bytes)
  defer { reader.discard() }
  #expect(try reader.compact().contains("当事人䶮㛃、𬭎𠅤、喆堃、阿依努尔·买买提、Müller"))

  content.blocks = [.paragraph("当事人\u{323A0}某")]
  #expect(throws: PaperRenderError.missingGlyphs(["\u{323A0}"])) {
    try PaperRenderer().render(content, created: Sample.created)
  }
  let boxed = try PDFReader(try PaperRenderer(missingGlyphs: .box).render(content, created: Sample.created))
  defer { boxed.discard() }
  #expect(try boxed.compact().contains("当事人"))
}

@Test("Characters that hide or reorder text are dropped")
func hiddenCharacters() throws {
  var content = try #require(Sample.paper(.closingNotice))
  content.blocks = [.paragraph("归还\u{202E}1000\u{202C}元\u{200B}整\u{0007}。")]
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  #expect(try reader.compact().contains("归还1000元整。"))
}
