import Testing
import XMLText

@Suite struct XMLReaderTests {
  /// All leaves as `path=text`, walked without knowing names.
  private func leaves(_ text: String, limits: XMLLimits = XMLLimits(), piece: Int = 1 << 20) throws -> [String] {
    let bytes = Array(text.utf8)
    var start = 0
    var xml = XMLReader(limits: limits) {
      defer { start = min(bytes.count, start + piece) }
      return Array(bytes[start..<min(bytes.count, start + piece)])
    }
    var found: [String] = []
    func walk(_ xml: inout XMLReader) throws {
      if let text = try xml.leafText() {
        found.append("\(xml.closed.line) \(xml.closed.path)=\(text)")
        return
      }
      while try xml.child() != nil { try walk(&xml) }
    }
    _ = try xml.root()
    try walk(&xml)
    try xml.finish()
    return found
  }

  private func fault(_ text: String, limits: XMLLimits = XMLLimits()) -> String {
    do {
      return try leaves(text, limits: limits).joined(separator: " ")
    } catch let fault as XMLFault {
      return "\(fault.kind) \(fault.place.line) \(fault.place.path)"
    } catch {
      return "\(error)"
    }
  }

  @Test func `Elements, references, CDATA, comments and prefixes are read, whatever the size of the pieces`() throws {
    let text = """
      \u{FEFF}<?xml version="1.0"?>
      <!-- a <b> -- c -->
      <p:a xmlns:p="urn:x" k='1 &lt; 2'>
        <b> x &amp; &#x4E2D;&#25991; </b><b/>
        <b><![CDATA[<x>]]]]><![CDATA[>]]></b>
        <p:c><d>1</d><?pi x?><d>2</d></p:c>
      </p:a>
      <!-- end -->

      """
    let expected = ["4 a/b=x & 中文", "4 a/b[2]=", "5 a/b[3]=<x>]]>", "6 a/c/d=1", "6 a/c/d[2]=2"]
    for piece in [1, 2, 3, 5, 17, 1000] { #expect(try leaves(text, piece: piece) == expected, "\(piece)") }
  }

  @Test func `Attributes are found by their local name, and the namespace that is declared`() throws {
    var xml = XMLReader(Array("<p:a xmlns:p=\"urn:x\" p:id=\"7\" k='1 &lt; \"2\"'/>".utf8))
    #expect(try xml.root() == "a")
    #expect(try xml.attribute("id") == "7")
    #expect(try xml.attribute("k") == "1 < \"2\"")
    #expect(try xml.attribute("none") == nil)
    #expect(try xml.declaredNamespace() == "urn:x")
    try xml.finish()
  }

  @Test func `What is not well-formed is refused at its line`() {
    let broken: [(String, String)] = [
      ("", "form 1 "), ("  \n ", "form 2 "), ("x", "form 1 "), ("<a>\n<b>\n</a>", "form 3 a/b"), ("<a>\n<b></b>", "form 2 a"),
      ("<a></a></b>", "form 1 "), ("<a/><b/>", "form 1 "), ("<a>\nx<b/></a>", "form 2 a"), ("<a b></a>", "form 1 "),
      ("<a b=c></a>", "form 1 "), ("<a b='1' b='2'/>", "form 1 "), ("<a b='<'/>", "form 1 "), ("<a>&</a>", "form 1 a"),
      ("<a>&x;</a>", "entity 1 a"), ("<a>&#0;</a>", "form 1 a"), ("<a>&#xD800;</a>", "form 1 a"),
      ("<a>&#99999999;</a>", "form 1 a"),
      ("<a>\u{1}</a>", "form 1 a"), ("<1/>", "form 1 "), ("<a", "form 1 "), ("<a>\n<!-- x", "form 2 a"),
      ("<a><![CDATA[x</a>", "form 1 a"),
      ("<!DOCTYPE a><a/>", "documentType 1 "), ("<a>\n<!ELEMENT b></a>", "documentType 2 a"), ("</a>", "form 1 "),
      ("< a/>", "form 1 "),
      ("<a / >", "form 1 "),
    ]
    for (text, expected) in broken { #expect(fault(text) == expected, "\(text)") }
    #expect(throws: XMLFault.self) {
      var xml = XMLReader([0xFE, 0xFF, 0, 0x3C]); _ = try xml.root()
    }
    #expect(throws: XMLFault.self) {
      var xml = XMLReader(Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8))
      _ = try xml.root()
      _ = try xml.trimmedText()
    }
  }

  @Test func `Limits hold for depth, number, text, names, attributes and the whole file`() {
    let limits = XMLLimits(bytesMax: 300, depthMax: 3, elementsMax: 6, textBytesMax: 10, nameBytesMax: 8, attributesMax: 2)
    #expect(fault("<a><b><c/></b></a>", limits: limits) == "1 a/b/c=")
    #expect(fault("<a><b><c>\n<d/></c></b></a>", limits: limits) == "limit 2 a/b/c")
    #expect(fault("<a><b/><b/><b/><b/><b/>\n<b/></a>", limits: limits) == "limit 2 a")
    #expect(fault("<a>01234567890</a>", limits: limits) == "limit 1 a")
    #expect(fault("<a b='01234567890'/>", limits: limits) == "limit 1 ")
    #expect(fault("<abcdefghi/>", limits: limits) == "limit 1 ")
    #expect(fault("<a b='' c='' d=''/>", limits: limits) == "limit 1 ")
    #expect(fault("<a>" + String(repeating: " ", count: 300) + "</a>", limits: limits).hasPrefix("limit"))
  }

  @Test func `Random changes never trap`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("xml mutations, seed \(seed)")
    var numbers = SeededNumbers(seed: seed)
    let good = Array("<?xml version='1.0'?><a x='1'><b>y &amp; &#65;</b><!-- c --><c><![CDATA[d]]></c><d/></a>".utf8)
    let signs = Array("<>&\"'/=!?-];#x[ a".utf8)
    var whole = 0
    for _ in 0..<4_000 {
      var bytes = good
      for _ in 0...Int.random(in: 0...3, using: &numbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0...2, using: &numbers) {
        case 0: bytes[place] = signs.randomElement(using: &numbers) ?? 0
        case 1: bytes.remove(at: place)
        default: bytes.insert(signs.randomElement(using: &numbers) ?? 0, at: place)
        }
      }
      if (try? leaves(String(decoding: bytes, as: UTF8.self), piece: 3)) != nil { whole += 1 }
    }
    #expect(whole > 0 && whole < 4_000)
  }
}
