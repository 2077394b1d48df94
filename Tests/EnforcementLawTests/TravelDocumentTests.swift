import EnforcementLaw
import Testing

@Suite("Documents of people without a mainland number") struct TravelDocumentTests {
  @Test("Permits of Hong Kong, Macao and Taiwan have their forms, whatever spaces and brackets they are written with")
  func permits() throws {
    for (text, number, kind) in [
      ("h12345678", "H12345678", TravelDocument.Kind.hongKongMacao), ("M 1234567801", "M1234567801", .hongKongMacao),
      ("12345678", "12345678", .taiwan), ("t123 45678", "T12345678", .taiwan), ("0123456789(B)", "0123456789B", .taiwan),
    ] {
      let document = try TravelDocument.permit(text)
      #expect(document.number == number && document.kind == kind, "\(text)")
    }
    for text in ["", "X1234567", "H1234567", "1234567", "123456789012", "H123456789", "通行证一号"] {
      #expect(throws: (any Error).self, "\(text)") { try TravelDocument.permit(text) }
    }
  }

  @Test("A residence permit is checked like a resident number and tells the day of birth")
  func residence() throws {
    let body = "81000019900307001"
    let number = body + String(ResidentID.checkSign(of: body.compactMap(\.wholeNumberValue)))
    let document = try TravelDocument.permit(number)
    #expect(document.kind == .residence && document.birth?.description == "1990-03-07")
    #expect(throws: (any Error).self) { try TravelDocument.permit(body + "?") }
    let mainland = "33000019900307001"
    let other = mainland + String(ResidentID.checkSign(of: mainland.compactMap(\.wholeNumberValue)))
    #expect(throws: (any Error).self, "a mainland number is no permit") { try TravelDocument.permit(other) }
  }

  @Test("Fifteen digits of an old resident number and its eighteen signs are one person")
  func oldNumber() throws {
    let old = try ResidentID.check("330000900307001")
    #expect(old.wasLegacy && old.number.count == 18)
    #expect(try ResidentID.check(old.number).number == old.number)
  }

  @Test("A passport has five to twenty letters and digits")
  func passports() throws {
    #expect(try TravelDocument.passport("e1234 5678").number == "E12345678")
    for text in ["AB1", "ABCDEFG", "护照12345", "123456789012345678901"] {
      #expect(throws: (any Error).self, "\(text)") { try TravelDocument.passport(text) }
    }
  }
}
