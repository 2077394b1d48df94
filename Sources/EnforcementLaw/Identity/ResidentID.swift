import Basics

/// A resident identity number (公民身份号码) that has passed its checks (R10.1).
public struct ResidentID: Hashable, Sendable, CustomStringConvertible {
  /// Eighteen signs, `X` in capitals.
  public let number: String
  /// Division code of first registration, six digits.
  public let area: String
  public let birth: Day
  /// The seventeenth digit is odd for a man.
  public let isMale: Bool
  /// True where fifteen digits were given.
  public let wasLegacy: Bool
  public var description: String { number }

  public static let standard = Citation("公民身份号码", document: "GB 11643-1999", version: "1999", article: "")
  static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  static let checkSigns = Array("10X98765432")
  /// The earliest year of birth that is believed.
  static let birthYearMin = 1900
  /// First two digits of division codes, with Hong Kong, Macao and Taiwan and the codes of their residents' permits.
  static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71, 81, 82, 83,
  ]

  /// Reads eighteen signs, or fifteen of the form before 1999. Refuses a wrong length, sign, division, day of birth (later
  /// than `today` too, where given) or check digit, and says which.
  public static func check(_ text: String, today: Day? = nil) throws(LawRefusal) -> ResidentID {
    let signs = IdentityText.plain(text)
    guard signs.count == 18 || signs.count == 15 else {
      throw IdentityText.wrongLength(signs.count, Phrase("18（旧号15）", "18 (15 before 1999)"), field: field)
    }
    let legacy = signs.count == 15
    let digits = try IdentityText.digits(signs.prefix(legacy ? 15 : 17), field: field)
    let body = legacy ? Array(digits[..<6]) + [1, 9] + Array(digits[6...]) : digits
    guard provinces.contains(body[0] * 10 + body[1]) else {
      throw LawRefusal(
        field: field, code: "area",
        Phrase("第1至2位“\(body[0])\(body[1])”不是行政区划代码", "Positions 1 and 2, \"\(body[0])\(body[1])\", are no division code"),
        citations: [standard])
    }
    let birth = try birthDay(body, today: today, legacy: legacy)
    let expected = checkSign(of: body)
    if !legacy, signs[17] != expected {
      guard IdentityText.digit(signs[17]) != nil || signs[17] == "X" else {
        throw IdentityText.wrongSign(signs[17], at: 18, field: field)
      }
      throw IdentityText.wrongCheck(String(signs[17]), expected: String(expected), at: 18, field: field, standard)
    }
    let first = body.map(String.init).joined()
    return ResidentID(
      number: first + String(expected), area: String(first.prefix(6)), birth: birth, isMale: body[16] % 2 == 1, wasLegacy: legacy)
  }

  /// Whole years of age on `day`; a person born on 29 February turns a year older on 1 March of a common year.
  public func age(on day: Day) -> Int {
    let now = day.parts
    let born = birth.parts
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day) ? 1 : 0)
  }

  /// The eighteenth sign for seventeen digits.
  public static func checkSign(of digits: [Int]) -> Character {
    checkSigns[zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
  }

  private static let field = "residentID"

  private static func birthDay(_ body: [Int], today: Day?, legacy: Bool) throws(LawRefusal) -> Day {
    let year = body[6] * 1000 + body[7] * 100 + body[8] * 10 + body[9]
    let month = body[10] * 10 + body[11]
    let date = body[12] * 10 + body[13]
    let place = legacy ? Phrase("第7至12位", "Positions 7 to 12") : Phrase("第7至14位", "Positions 7 to 14")
    guard year >= birthYearMin, let birth = Day(year, month, date) else {
      throw LawRefusal(
        field: field, code: "birthDate",
        place + Phrase("不是有效的出生日期：\(year)年\(month)月\(date)日", " are no day of birth: \(year)-\(month)-\(date)"),
        citations: [standard])
    }
    if let today, birth > today {
      throw LawRefusal(
        field: field, code: "birthDate", place + Phrase("：出生日期\(birth)晚于今天", ": born on \(birth), later than today"),
        citations: [standard])
    }
    return birth
  }
}
