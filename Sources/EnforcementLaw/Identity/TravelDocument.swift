import Basics

/// Documents of people without a mainland resident number: permits of residents of Hong Kong, Macao and Taiwan, and passports. They
/// have no check digit, so only their form is checked.
public struct TravelDocument: Hashable, Sendable, CustomStringConvertible {
  /// Which document it is; its form follows from that.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// 港澳居民来往内地通行证: `H` or `M` and eight digits, on older cards two more.
    case hongKongMacao
    /// 台湾居民来往大陆通行证: eight digits, a `T` before them or not; in older booklets ten and a sign in brackets.
    case taiwan
    /// 港澳台居民居住证: eighteen signs with the division 810000, 820000 or 830000, checked like a resident number.
    case residence
    case passport
  }
  public let kind: Kind
  /// Capitals and digits only.
  public let number: String
  /// Known for a residence permit only.
  public let birth: Day?
  public var description: String { number }

  /// Reads a permit. Refuses a text that has none of its forms.
  public static func permit(_ text: String) throws(LawRefusal) -> TravelDocument {
    let signs = IdentityText.plain(text, without: ["(", ")", "-"])
    if signs.count == 18 {
      let resident = try ResidentID.check(text)
      guard ["810000", "820000", "830000"].contains(resident.area) else {
        throw refusal(
          "permit", Phrase("居住证号码应以810000、820000或830000开头", "A residence permit begins with 810000, 820000 or 830000"))
      }
      return TravelDocument(kind: .residence, number: resident.number, birth: resident.birth)
    }
    let digits = signs.count { IdentityText.digit($0) != nil }
    if signs.first == "H" || signs.first == "M", digits == signs.count - 1, digits == 8 || digits == 10 {
      return TravelDocument(kind: .hongKongMacao, number: String(signs), birth: nil)
    }
    let isCard = digits == 8 && (signs.count == 8 || signs.count == 9 && signs[0] == "T")
    let isBooklet = digits >= 10 && signs.count == 11 && signs[..<10].allSatisfy { IdentityText.digit($0) != nil }
    if isCard || isBooklet { return TravelDocument(kind: .taiwan, number: String(signs), birth: nil) }
    throw refusal(
      "permit",
      Phrase(
        "不是港澳台居民证件号码：应为H或M加8位或10位数字、8位数字，或18位居住证号",
        "No permit number: H or M and 8 or 10 digits, 8 digits, or the 18 signs of a residence permit"))
  }

  /// Reads a passport number of any country: five to twenty letters and digits, at least three of them digits.
  public static func passport(_ text: String) throws(LawRefusal) -> TravelDocument {
    let signs = IdentityText.plain(text, without: ["-"])
    guard (5...20).contains(signs.count), signs.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
      signs.count(where: { IdentityText.digit($0) != nil }) >= 3
    else {
      throw refusal("passport", Phrase("护照号码应为5至20位字母和数字", "A passport number has 5 to 20 letters and digits"))
    }
    return TravelDocument(kind: .passport, number: String(signs), birth: nil)
  }

  private static func refusal(_ code: String, _ message: Phrase) -> LawRefusal {
    LawRefusal(field: "idNumber", code: code, message)
  }
}
