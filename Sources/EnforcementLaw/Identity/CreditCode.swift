import Basics

/// A unified social credit code (统一社会信用代码) that has passed its checks (R10.2).
public struct CreditCode: Hashable, Sendable, CustomStringConvertible {
  /// Eighteen signs.
  public let code: String
  /// Who registers: `1` bodies of state, `5` civil affairs, `9` market supervision, `Y` others …
  public let department: Character
  /// Kind of organisation within the department.
  public let kind: Character
  /// Division code, six digits.
  public let area: String
  /// Organisation code (GB 11714), nine signs.
  public let organisation: String
  /// Whether the organisation code's own check sign holds. Codes in use exist where it does not, so it is no reason to refuse.
  public let organisationCheckHolds: Bool
  public var description: String { code }

  public static let standard = Citation("法人和其他组织统一社会信用代码编码规则", document: "GB 32100-2015", version: "2015", article: "")
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  static let values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
  static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// Reads eighteen signs. Refuses a wrong length, sign (I, O, S, V and Z are not used), division or check sign, and says which.
  public static func check(_ text: String) throws(LawRefusal) -> CreditCode {
    let signs = IdentityText.plain(text)
    guard signs.count == 18 else { throw IdentityText.wrongLength(signs.count, Phrase("18", "18"), field: field) }
    for (index, sign) in signs.enumerated() where values[sign] == nil {
      throw IdentityText.wrongSign(sign, at: index + 1, field: field)
    }
    _ = try IdentityText.digits(signs[2..<8], field: field, from: 3)
    let expected = checkSign(of: signs)
    guard signs[17] == expected else {
      throw IdentityText.wrongCheck(String(signs[17]), expected: String(expected), at: 18, field: field, standard)
    }
    let organisation = signs[8..<17]
    return CreditCode(
      code: String(signs), department: signs[0], kind: signs[1], area: String(signs[2..<8]), organisation: String(organisation),
      organisationCheckHolds: organisationCheckSign(of: organisation) == signs[16])
  }

  /// The eighteenth sign for the seventeen before it.
  public static func checkSign(of signs: some Collection<Character>) -> Character {
    let sum = zip(signs, weights).reduce(0) { $0 + (values[$1.0] ?? 0) * $1.1 }
    return alphabet[(31 - sum % 31) % 31]
  }

  /// The ninth sign of an organisation code (GB 11714) for the eight before it.
  public static func organisationCheckSign(of signs: some Collection<Character>) -> Character {
    let sum = zip(signs, organisationWeights).reduce(0) { $0 + ($1.0.hexDigitBeyond ?? 0) * $1.1 }
    switch 11 - sum % 11 {
    case 10: return "X"
    case 11: return "0"
    case let rest: return Character(String(rest))
    }
  }

  private static let field = "creditCode"
}

extension Character {
  /// 0…9, then A is 10 … Z is 35.
  fileprivate var hexDigitBeyond: Int? {
    guard let byte = asciiValue else { return nil }
    if (48...57).contains(byte) { return Int(byte) - 48 }
    return (65...90).contains(byte) ? Int(byte) - 55 : nil
  }
}
