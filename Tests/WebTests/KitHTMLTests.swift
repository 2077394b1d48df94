import Basics
import Testing

@testable import Web

@Suite("Markup")
struct KitHTMLTests {
  @Test("Text from outside is escaped wherever it is interpolated, markup is not")
  func escaping() {
    let name = "<script>alert(\"1\")</script> & 'O'"
    let html: HTML = "<td title=\"\(name)\">\(name)</td>"
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;O&#39;"
    #expect(html.text == "<td title=\"\(escaped)\">\(escaped)</td>")
    let inner: HTML = "<b>\(name.prefix(1))</b>"
    #expect(("<p>\(inner)</p>" as HTML).text == "<p><b>&lt;</b></p>")
    #expect(("\(["<i>", "</i>"] as [HTML])" as HTML).text == "<i></i>")
  }

  @Test("Chinese and rare characters pass through unharmed between escaped ones")
  func unicode() {
    let html: HTML = "\("<𠮷野家>&👨‍👩‍👧é")"
    #expect(html.text == "&lt;𠮷野家&gt;&amp;👨‍👩‍👧é")
  }

  @Test("Numbers, sums, days, moments and ids print as people read them; nothing prints for nothing")
  func values() throws {
    let day = try #require(Day(2026, 3, 16))
    let none: String? = nil
    let markup: HTML? = nil
    #expect(("\(1234)|\(Int64(-5))|\(Money(fen: 13_000_000))|\(day)" as HTML).text == "1234|-5|130,000.00|2026-03-16")
    #expect(("\(Instant(day, hour: 9, minute: 5))|\(ID<Int>(raw: 77))|\(none)\(markup)" as HTML).text == "2026-03-16 09:05|77|")
  }

  @Test("Conditional markup stands only where its condition holds, and is not even made otherwise")
  func conditions() {
    var made = 0
    func costly() -> HTML {
      made += 1
      return "<b>x</b>"
    }
    #expect(when(false, costly()).isEmpty && made == 0)
    #expect(when(true, costly()).text == "<b>x</b>" && made == 1)
    #expect(when(false, "<i>", else: "<u>").text == "<u>")
    #expect(when(nil as Int?) { "<b>\($0)</b>" }.isEmpty)
    #expect(when(7) { "<b>\($0)</b>" }.text == "<b>7</b>")
    #expect((["a", "", "b"] as [HTML]).joined(separator: ", ").text == "a, b")
  }

  @Test("A link leads only to a place of our own")
  func links() {
    for own in ["/", "/cases/17?x=1#money", "#main", "?sort=due", "cases/17", "../a", "./b:c", "/a:b"] {
      #expect(href(own).text == "href=\"\(own)\"")
      #expect(action(own).text == "action=\"\(own)\"")
    }
    let foreign = [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", "https://evil.example", "//evil.example", "/\\evil.example",
      "\\\\evil.example",
      "\t//evil.example", "/\t/evil.example", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "mailto:a@b",
      "",
      "\u{1}javascript:alert(1)", "vbscript:x",
    ]
    for address in foreign {
      #expect(href(address).text == "href=\"#\"", "\(address)")
      #expect(action(address).text == "action=\"#\"")
      #expect(src(address).text == "src=\"#\"")
    }
    #expect(href("/a\"onclick=\"x").text == "href=\"/a&quot;onclick=&quot;x\"")
  }

  @Test("A link outside must say so, is http or https, and tells the place nothing")
  func outside() {
    #expect(
      href(outside: "https://court.example/a").text == "href=\"https://court.example/a\" rel=\"noopener noreferrer external\"")
    #expect(href(outside: "javascript:alert(1)").text.hasPrefix("href=\"#\""))
    #expect(href(phone: "+86 571-8800(1)").text == "href=\"tel:+86571-88001\"")
  }

  @Test("Attributes stand only where they have a value")
  func attributes() {
    #expect(attribute("title", nil).isEmpty)
    #expect(attribute("title", "a\"b").text == "title=\"a&quot;b\"")
    #expect(flag("checked", true).text == "checked" && flag("checked", false).isEmpty)
  }

  @Test("Changing one part of a page's address keeps the rest")
  func addresses() {
    let reader = Gallery(path: "/cases?q=%E6%9E%97+a&lane=express&after=1.2.3").reader
    #expect(reader.query("q") == "林 a" && reader.query("none") == nil && reader.place == "/cases")
    #expect(reader.path(["sort": "due", "after": nil]) == "/cases?q=%E6%9E%97+a&lane=express&sort=due")
    #expect(reader.path(["q": "章&某"]) == "/cases?lane=express&after=1.2.3&q=%E7%AB%A0%26%E6%9F%90")
    #expect(reader.switchPath.hasSuffix("&after=1.2.3&lang=en"))
    #expect(Gallery(path: "/").reader.path(["lang": nil]) == "/")
  }

  @Test("A list of forty rows is made at desk speed even unoptimised")
  func speed() {
    let gallery = Gallery()
    let clock = ContinuousClock()
    var size = 0
    let time = clock.measure { for _ in 0..<20 { size = gallery.page(.staff, gallery.list(rows: 40)).text.utf8.count } }
    // Ten times what an unoptimised build takes here: it fails on something quadratic, not on a busy machine.
    #expect(time < .seconds(10), "\(size) bytes, \(time / 20) a page")
  }
}
