import Basics
import EnforcementLaw
import Foundation
import Testing

@testable import Web

@Suite("Pages of the kit")
struct KitPagesTests {
  /// Every gallery page by name, in both languages.
  static func pages(_ language: Language) -> [(name: String, html: HTML)] {
    let gallery = Gallery(language)
    let form = section("apply", gallery.reader("立案申请", "Application"), form(gallery.application(refused: false), gallery.reader))
    return [
      ("pieces", gallery.page(.staff, gallery.pieces)), ("list", gallery.page(.staff, gallery.list(rows: 27))),
      ("form", gallery.page(.party, form)),
      ("refused", gallery.page(.party, Web.form(gallery.application(refused: true), gallery.reader))),
      ("wall", gallery.page(.wall, gallery.wall)), ("public", gallery.page(.publicPage, gallery.list(rows: 3))),
    ]
  }

  @Test("Every piece on every layout is well-formed, leads somewhere and holds nothing inline")
  func wellFormed() {
    for language in Language.allCases {
      for page in KitPagesTests.pages(language) {
        #expect(Markup(page.html).faults == [], "\(page.name) \(language)")
      }
    }
  }

  @Test("The markup check itself sees what is wrong")
  func checkSees() {
    let wrong: [(String, String)] = [
      ("<p><b></p></b>", "closes"), ("<p>", "left open"), ("<a href=/x></a>", "double quotes"), ("<p style=\"x\"></p>", "inline"),
      ("<a onclick=\"x\"></a>", "inline"), ("<i id=\"a\"></i><i id=\"a\"></i>", "twice"),
      ("<label for=\"b\"></label>", "nowhere"),
      ("<p title=\"<b>\"></p>", "markup"), ("a < b", "bare"),
    ]
    for (text, fault) in wrong { #expect(Markup(HTML(raw: text)).faults.contains { $0.contains(fault) }, "\(text)") }
  }

  @Test("A page in English holds no Chinese words of the kit's own")
  func english() {
    let reader = Gallery(.en).reader
    let words: [HTML] = [
      lamp(nil, reader), lamp(Instant(Gallery.today + 9), reader), lamp(Instant(Gallery.today - 9), reader),
      empty(Phrase("x", "x"), reader), waiting(for: "x", until: Instant(Gallery.today), reader),
      pager(PageState(shown: 1, total: .atLeast(9), next: "1"), export: "/x", reader),
      confirm(
        Confirmation(
          title: Phrase("x", "x"), what: Phrase("x", "x"), whom: "x", undo: nil, action: "/x", button: Phrase("x", "x")), reader),
      person(PersonName(shown: "x", unmask: "/x"), reader), banner(.error, Phrase("x", "x"), reader), count(.counting, reader),
      progress(ProgressState(id: "x", label: Phrase("x", "x"), done: 1, failed: 1, total: nil), reader), timeline([], reader),
      form(
        Form(action: "/x", [FormRow("a", Phrase("x", "x"), .money, required: false)], button: Phrase("x", "x"), draft: "d"),
        reader),
    ]
    for html in words {
      let han = html.text.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }
      #expect(han.isEmpty, "\(html.text)")
    }
  }

  @Test("Language, court, case number, time, landmarks and skip link stand on every page; the switch keeps the address")
  func shell() {
    for (language, code, other) in [(Language.zh, "zh-CN", "en"), (.en, "en", "zh")] {
      let gallery = Gallery(language, path: "/cases?lane=express&sort=due")
      let text = gallery.page(.staff, "<h1>x</h1>").text
      #expect(text.contains("<html lang=\"\(code)\">"))
      #expect(text.contains("href=\"/cases?lane=express&amp;sort=due&amp;lang=\(other)\""))
      #expect(text.contains("<main id=\"main\"") && text.contains("<a class=\"skip\" href=\"#main\">"))
      #expect(text.contains("<header") && text.contains("<nav class=\"main\" aria-label=") && text.contains("role=\"search\""))
      #expect(text.contains("href=\"/cases\" aria-current=\"page\""))
      let foot = text[(text.range(of: "<footer")?.lowerBound ?? text.startIndex)...]
      #expect(foot.contains("云溪县人民法院") && foot.contains("（2026）浙9901执118号") && foot.contains("2026-03-16 09:30"))
    }
    #expect(!Gallery().page(.party, "").text.contains("id=\"keys\""))
    #expect(Gallery().page(.wall, "").text.contains("<body class=\"wall\">"))
  }

  /// Written where `ZHIXING_GALLERY` names a folder, to be looked at.
  @Test("The gallery can be written to files with its styles beside it")
  func written() throws {
    guard let folder = ProcessInfo.processInfo.environment["ZHIXING_GALLERY"] else { return }
    let root = URL(fileURLWithPath: folder)
    try FileManager.default.createDirectory(at: root.appendingPathComponent("assets"), withIntermediateDirectories: true)
    for asset in [Assets.style, Assets.script, Assets.mark] {
      try Data(asset.content).write(to: root.appendingPathComponent(String(asset.path.dropFirst())))
    }
    for language in Language.allCases {
      for page in KitPagesTests.pages(language) {
        let local = page.html.text.replacingOccurrences(of: "\"/assets/", with: "\"assets/")
        let file = root.appendingPathComponent("\(page.name)-\(language.rawValue).html")
        try Data(local.utf8).write(to: file)
        #expect(FileManager.default.fileExists(atPath: file.path))
      }
    }
  }
}
