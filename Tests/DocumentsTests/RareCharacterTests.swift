import Basics
import Documents
import Enforcement
import Foundation
import Testing
import Wording

/// Names of GB18030-2022 on paper: extension A (䶮 㐂), extension B (𠅤) and extension E (𬀩).
@Suite("Rare characters on paper", .serialized)
struct RareCharacterTests {
  private static let names = ["𬀩", "䶮", "㐂", "𠅤"]

  private static func content(_ words: String) -> PaperContent {
    PaperContent(
      kind: .enforcementNotice, court: "临江市人民法院", title: "执行通知书", caseNumber: "(2026)浙1099执1号",
      blocks: [.addressee("\(words)："), .paragraph("请于三日内履行。\(words)")],
      signature: PaperSignature(date: Day(2026, 3, 16) ?? .earliest))
  }

  @Test("Rare names are drawn from embedded fonts, extract as what they are, and no box stands for them")
  func names() throws {
    let words = Self.names.joined()
    // Refusing missing glyphs is the proof that the installed fonts have them.
    let bytes = try PaperRenderer(missingGlyphs: .refuse).render(Self.content(words), created: Instant(milliseconds: 0))
    let reader = try PDFReader(bytes)
    defer { reader.discard() }
    let text = try reader.compact()
    for name in Self.names { #expect(text.contains(name), "\(name) does not extract") }
    let fonts = try reader.fonts()
    #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes ") }, "embedded and subset: \(fonts)")
  }

  @Test("A character that no font has is refused by name, never printed as a box on a sealed paper")
  func missing() throws {
    // A private-use character stands for one that only the register has.
    #expect(throws: PaperRenderError.missingGlyphs(["\u{E123}"])) {
      try PaperRenderer(missingGlyphs: .refuse).render(Self.content("王\u{E123}"), created: Instant(milliseconds: 0))
    }
    #expect(throws: Never.self) {
      try PaperRenderer(missingGlyphs: .box).render(Self.content("王\u{E123}"), created: Instant(milliseconds: 0))
    }
  }

  @Test(
    "A signature drawn on the screen stands on its line with its minute; a line nobody signed stays blank; pages are numbered")
  func signature() throws {
    let strokes = (0..<30).map { "\(100 + $0 * 20),\(200 + ($0 % 3) * 40)" }.joined(separator: " ")
    func minutes(_ hands: [PaperHand]) -> PaperContent {
      PaperContent(
        kind: .interviewMinutes, court: "临江市人民法院", title: "约谈被执行人笔录", caseNumber: "(2026)浙1099执1号",
        blocks: (0..<40).flatMap { [.dialogue(speaker: "问", text: "第\($0)问？"), .dialogue(speaker: "答", text: "答第\($0)问。")] } + [
          .signed(hands)
        ], signature: PaperSignature(date: Day(2026, 3, 16) ?? .earliest), standing: .signed)
    }
    func size(_ hands: [PaperHand]) throws -> (bytes: Int, text: String) {
      let bytes = try PaperRenderer().render(minutes(hands), created: Instant(milliseconds: 0))
      let reader = try PDFReader(bytes)
      defer { reader.discard() }
      return (bytes.count, try reader.compact())
    }
    let signed = try size([PaperHand("被询问人", strokes: strokes, at: "2026-03-16 09:42"), PaperHand("记录人")])
    let blank = try size([PaperHand("被询问人"), PaperHand("记录人")])
    #expect(signed.text.contains("被询问人：2026-03-1609:42") && signed.text.contains("记录人："))
    let pages = try #require(signed.text.firstMatch(of: /第1页共(\d+)页/)).1
    #expect(signed.text.contains("第\(pages)页共\(pages)页") && !signed.text.contains("草稿"))
    #expect(signed.bytes > blank.bytes, "the strokes are in the file")
  }
}
