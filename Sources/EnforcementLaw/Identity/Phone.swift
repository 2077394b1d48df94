import Basics

/// A telephone number in mainland China that has passed its checks (R10.5).
public struct Phone: Hashable, Sendable, CustomStringConvertible {
  /// `13800001234`, or `0576-88880000` for a fixed line written with its hyphen.
  public let number: String
  public let isMobile: Bool
  public var description: String { number }

  /// Reads a mobile number (`1`, then 3 to 9, then nine digits) or a fixed line (`0` and two or three digits, an optional
  /// hyphen, seven or eight digits). `+86` in front is taken off a mobile number.
  public static func check(_ text: String) throws(LawRefusal) -> Phone {
    var signs = IdentityText.plain(text)
    if signs.starts(with: "+86") { signs.removeFirst(3) }
    guard signs.first == "0" else { return try mobile(signs) }
    let parts = signs.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw IdentityText.wrongSign("-", at: (signs.lastIndex(of: "-") ?? 0) + 1, field: field)
    }
    let digits = try IdentityText.digits(signs.filter { $0 != "-" }, field: field)
    let fits =
      parts.count == 2
      ? (3...4).contains(parts[0].count) && (7...8).contains(parts[1].count) : (10...12).contains(digits.count)
    guard fits else {
      throw LawRefusal(
        field: field, code: "length",
        Phrase("固定电话应为区号3至4位加号码7至8位", "A fixed line has an area code of 3 or 4 digits and 7 or 8 more"))
    }
    return Phone(number: String(signs), isMobile: false)
  }

  private static let field = "phone"

  private static func mobile(_ signs: [Character]) throws(LawRefusal) -> Phone {
    let digits = try IdentityText.digits(signs, field: field)
    guard digits.count == 11 else { throw IdentityText.wrongLength(digits.count, Phrase("11", "11"), field: field) }
    guard digits[0] == 1 else { throw IdentityText.wrongSign(signs[0], at: 1, field: field) }
    guard digits[1] >= 3 else { throw IdentityText.wrongSign(signs[1], at: 2, field: field) }
    return Phone(number: String(signs), isMobile: true)
  }
}
