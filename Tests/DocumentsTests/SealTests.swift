import Basics
import Documents
import Enforcement
import Testing
import Wording

@Test("A sealed paper bears one red seal over its date, and the seal's letters are not text")
func sealed() throws {
  let content = try #require(Sample.paper(.consumptionRestriction))
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let pages = try reader.pages()
  #expect(try reader.compact().components(separatedBy: Sample.court).count == 2, "the court's name extracts once: from the head")
  for page in 1..<pages.count { #expect(try reader.pixels(page: page).seal == nil, "page \(page) bears no seal") }
  let seal = try #require(try reader.pixels(page: pages.count).seal)
  let width = seal.right - seal.left + 1
  let height = seal.bottom - seal.top + 1
  #expect((117...121).contains(width) && (117...121).contains(height), "42 mm across: \(width) × \(height)")
  // 105 pt of margin at the top, 74 at the right: the seal stays inside the text.
  #expect(seal.top > 100 && seal.right < 595 - 70 && seal.bottom < 842 - 95)
}

@Test("Date and names under the seal stay black, hence legible")
func dateLegible() throws {
  var content = try #require(Sample.paper(.controlRuling))
  content.blocks = [.paragraph("终结。")]
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let page = try reader.pixels(page: 1)
  let seal = try #require(page.seal)
  var plain = content
  plain.standing = .signed
  let unsealed = try PDFReader(try PaperRenderer().render(plain, created: Sample.created))
  defer { unsealed.discard() }
  let blackUnder = { (pixels: Pixels) in pixels.count(in: seal) { $0 < 90 && $1 < 90 && $2 < 90 } }
  let without = blackUnder(try unsealed.pixels(page: 1))
  #expect(without > 100, "there is text where the seal comes to lie")
  #expect(blackUnder(page) * 10 >= without * 9, "the seal takes less than a tenth of its ink")
}

@Test("Drafts and papers that are signed only say so on every page, bear no seal, and break their pages as the sealed one")
func standings() throws {
  for (standing, mark) in [(PaperStanding.draft, "草稿未签发未用印"), (.signed, "已签发未用印不得送达")] {
    let content = try #require(Sample.paper(.enforcementNotice) { $0.standing = standing })
    let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
    defer { reader.discard() }
    let pages = try reader.pages()
    for (index, page) in pages.enumerated() {
      #expect(page.filter { !$0.isWhitespace }.contains(mark))
      #expect(try reader.pixels(page: index + 1).seal == nil)
    }
    let sealed = try PDFReader(
      try PaperRenderer().render(
        content.with(standing: .sealed(court: Sample.court), date: content.signature.date), created: Sample.created))
    defer { sealed.discard() }
    #expect(try sealed.pages().count == pages.count)
    #expect(try !sealed.compact().contains("未用印"))
  }
}

@Test("Minutes bear no seal even when asked, and show no mark once signed")
func recordsWithoutSeal() throws {
  do {
    let kind = PaperKind.interviewMinutes
    let reader = try PDFReader(try PaperRenderer().render(try #require(Sample.paper(kind)), created: Sample.created))
    defer { reader.discard() }
    for page in 1...(try reader.pages().count) { #expect(try reader.pixels(page: page).seal == nil) }
    #expect(PaperStanding.signed.mark(for: kind) == nil)
    #expect(PaperStanding.draft.mark(for: kind) == "草稿　未签发")
  }
}

@Test("A court with a very long name still has a whole seal")
func longCourtName() throws {
  let court = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民法院"
  let content = try #require(
    Sample.paper(.consumptionLift) {
      $0.court = court
      $0.standing = .sealed(court: court)
    })
  let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
  defer { reader.discard() }
  let seal = try #require(try reader.pixels(page: try reader.pages().count).seal)
  #expect(seal.right - seal.left < 122)
  #expect(try reader.compact().contains(court))
}

@Test("No page bears a signature alone: two lines of the paper go with it")
func signatureNotAlone() throws {
  // Whatever the length of the text, the page with the date also has some of it.
  for length in stride(from: 10, through: 34, by: 2) {
    var content = try #require(Sample.paper(.closingNotice))
    content.blocks = (0..<length).map { .paragraph("正文第\(ChineseNumeral.counting($0 + 1))段。") }
    let reader = try PDFReader(try PaperRenderer().render(content, created: Sample.created))
    defer { reader.discard() }
    let last = try #require(try reader.pages().last)
    #expect(last.contains("二〇二四年五月六日") && last.contains("正文第\(ChineseNumeral.counting(length))段"))
  }
}
