import Basics

/// Numbers of people and things come from paper, chat and forms: full-width signs and blanks are put right before a check.
enum IdentityText {
  /// The most signs that a check looks at; longer text is refused by its length.
  static let signsMax = 64

  /// Half-width capitals without blanks, and without `separators`.
  static func plain(_ text: String, without separators: Set<Character> = []) -> [Character] {
    var signs: [Character] = []
    for scalar in text.unicodeScalars.prefix(signsMax * 4) {
      var value = scalar
      if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { value = narrow }
      if value.properties.isWhitespace { continue }
      if (97...122).contains(value.value), let capital = Unicode.Scalar(value.value - 32) { value = capital }
      let sign = Character(value)
      if !separators.contains(sign) { signs.append(sign) }
    }
    return signs
  }

  /// The value of an ASCII digit.
  static func digit(_ sign: Character) -> Int? {
    guard let byte = sign.asciiValue, (48...57).contains(byte) else { return nil }
    return Int(byte) - 48
  }

  /// All signs as digits, or a refusal that names the first that is none.
  static func digits(_ signs: some Collection<Character>, field: String, from position: Int = 1) throws(LawRefusal) -> [Int] {
    var digits: [Int] = []
    for (index, sign) in signs.enumerated() {
      guard let value = digit(sign) else { throw wrongSign(sign, at: position + index, field: field) }
      digits.append(value)
    }
    return digits
  }

  static func wrongSign(_ sign: Character, at position: Int, field: String) -> LawRefusal {
    LawRefusal(
      field: field, code: "character",
      Phrase("第\(position)位“\(sign)”不允许出现", "\"\(sign)\" may not stand at position \(position)"))
  }
  static func wrongLength(_ count: Int, _ expected: Phrase, field: String) -> LawRefusal {
    LawRefusal(
      field: field, code: "length",
      Phrase("应为\(expected.zh)位，实为\(count)位", "\(expected.en) signs expected, not \(count)"))
  }
  static func wrongCheck(_ found: String, expected: String, at position: Int, field: String, _ citation: Citation) -> LawRefusal {
    LawRefusal(
      field: field, code: "checkDigit",
      Phrase(
        "校验码不符：按前\(position - 1)位计算，第\(position)位应为\(expected)，实为\(found)；请核对各位数字",
        "The check digit does not match: by the first \(position - 1) signs position \(position) should be \(expected), not \(found); "
          + "one of the signs is wrong"), citations: [citation])
  }
}
