import Basics

/// The twelve-digit code of a bank's branch in the clearing system (支付系统行号): category, place, branch and a check digit by
/// ISO/IEC 7064 MOD 11,10.
public struct BankCode: Hashable, Sendable, CustomStringConvertible {
  /// Twelve digits.
  public let number: String
  public var description: String { number }

  static let length = 12
  public static let standard = Citation("数据处理 校验码系统", document: "ISO/IEC 7064", version: "2003", article: "MOD 11,10")
  private static let field = "bankCode"

  /// Reads a code, in groups or not. Refuses a wrong length, sign or check digit, and says which.
  public static func check(_ text: String) throws(LawRefusal) -> BankCode {
    let signs = IdentityText.plain(text, without: ["-"])
    let digits = try IdentityText.digits(signs, field: field)
    guard digits.count == length else {
      throw IdentityText.wrongLength(digits.count, Phrase("\(length)", "\(length)"), field: field)
    }
    let expected = checkDigit(of: digits.dropLast())
    guard digits.last == expected else {
      throw IdentityText.wrongCheck(
        "\(digits[digits.count - 1])", expected: "\(expected)", at: digits.count, field: field, standard)
    }
    return BankCode(number: String(signs))
  }

  /// The last digit for those before it.
  public static func checkDigit(of digits: some Sequence<Int>) -> Int {
    let product = digits.reduce(10) { product, digit in
      let sum = (product + digit) % 10
      return (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10
  }
}
