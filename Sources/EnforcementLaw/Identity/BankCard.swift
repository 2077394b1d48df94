import Basics

/// A bank card number that has passed the Luhn check (R10.4).
public struct BankCard: Hashable, Sendable, CustomStringConvertible {
  /// Sixteen to nineteen digits.
  public let number: String
  /// The issuer's six leading digits.
  public var issuer: String { String(number.prefix(6)) }
  public var lastFour: String { String(number.suffix(4)) }
  public var description: String { number }

  public static let standard = Citation("识别卡 发卡者标识", document: "ISO/IEC 7812-1", version: "2017", article: "附录B")
  /// Lengths of card numbers.
  static let lengths = 16...19

  /// Reads a card number, in groups or not. Refuses a wrong length, sign or check digit, and says which. An account that is no
  /// card has no check digit: use ``BankAccount``.
  public static func check(_ text: String) throws(LawRefusal) -> BankCard {
    let signs = IdentityText.plain(text, without: ["-"])
    let digits = try IdentityText.digits(signs, field: field)
    guard lengths.contains(digits.count) else {
      throw IdentityText.wrongLength(digits.count, Phrase("16至19", "16 to 19"), field: field)
    }
    let expected = checkDigit(of: digits.dropLast())
    guard digits.last == expected else {
      throw IdentityText.wrongCheck(
        "\(digits[digits.count - 1])", expected: "\(expected)", at: digits.count, field: field, standard)
    }
    return BankCard(number: String(signs))
  }

  /// The last digit for those before it.
  public static func checkDigit(of digits: some BidirectionalCollection<Int>) -> Int {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index % 2 == 0 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return (10 - sum % 10) % 10
  }

  private static let field = "bankCard"
}

/// An account number that need not be a card's: digits only, no check digit (R10.4).
public struct BankAccount: Hashable, Sendable, CustomStringConvertible {
  /// Six to thirty-two digits.
  public let number: String
  public var description: String { number }

  /// Lengths of account numbers.
  static let lengths = 6...32

  /// Reads an account number, in groups or not.
  public static func check(_ text: String) throws(LawRefusal) -> BankAccount {
    let signs = IdentityText.plain(text, without: ["-"])
    _ = try IdentityText.digits(signs, field: "bankAccount")
    guard lengths.contains(signs.count) else {
      throw IdentityText.wrongLength(signs.count, Phrase("6至32", "6 to 32"), field: "bankAccount")
    }
    return BankAccount(number: String(signs))
  }
}
