import Basics

/// A case number as courts print it since 2016 (R1.1): `(2024)浙1004执123号之一`.
public struct CaseNumber: Hashable, Sendable, Codable {
  /// Year of filing.
  public let year: Int
  /// Code of the court: `浙1004`, `浙10`, `浙`, `最高法`.
  public let court: String
  /// 知 for intellectual property, else empty.
  public let special: String
  /// Code of the type: `执`, `执恢`, `民初`.
  public let typeCode: String
  /// Order of receipt in the year, the court and the type, from 1.
  public let serial: Int
  /// 1 for 之一; nil without.
  public let suffix: Int?

  /// The type, where it is one of the eight of enforcement.
  public var type: CaseType? { CaseType(rawValue: typeCode) }

  /// 法〔2015〕137号, as amended by 法〔2018〕335号.
  public static let article = Citation("人民法院案件案号的若干规定", document: "法〔2015〕137号", version: "2018", article: "2")
  static let serialMax = 9_999_999
  static let suffixMax = 99

  /// A number from its parts; refuses a year, court, type or serial that no number has.
  public init(
    year: Int, court: String, special: String = "", type: CaseType, serial: Int, suffix: Int? = nil
  ) throws(LawRefusal) {
    try self.init(year: year, court: court, special: special, typeCode: type.rawValue, serial: serial, suffix: suffix)
  }

  init(year: Int, court: String, special: String, typeCode: String, serial: Int, suffix: Int?) throws(LawRefusal) {
    guard (1000...9999).contains(year) else {
      throw CaseNumberReader.refusal("year", Phrase("年度应为四位", "The year has four digits"))
    }
    guard CourtCodes.isCode(court) else {
      throw CaseNumberReader.refusal("court", Phrase("“\(court)”不是法院代字", "\"\(court)\" is no court's code"))
    }
    guard (1...CaseNumber.serialMax).contains(serial) else {
      throw CaseNumberReader.refusal(
        "serial", Phrase("案件编号应为1至\(CaseNumber.serialMax)", "The serial is 1 to \(CaseNumber.serialMax)"))
    }
    if let suffix, !(1...CaseNumber.suffixMax).contains(suffix) {
      throw CaseNumberReader.refusal("suffix", Phrase("之几应为一至九十九", "The suffix is 1 to 99"))
    }
    self.year = year
    self.court = court
    self.special = special
    self.typeCode = typeCode
    self.serial = serial
    self.suffix = suffix
  }

  /// Reads a number of enforcement in half- or full-width parentheses. Refuses anything else and says where it fails; an
  /// invented type, leading zeros and the form before 2016 each have their own reason.
  public static func parse(_ text: String) throws(LawRefusal) -> CaseNumber {
    try CaseNumberReader(text).read(types: CaseNumberReader.enforcementTypes)
  }
  /// Reads a number of enforcement or of a related case (民初, 刑初, 破申 …), as instruments carry it.
  public static func parseAny(_ text: String) throws(LawRefusal) -> CaseNumber {
    try CaseNumberReader(text).read(types: CaseNumberReader.allTypes)
  }

  /// The same case without 之几.
  public var main: CaseNumber { withSuffix(nil) }
  /// The number of the `ordinal`-th further paper in this case; held to 99.
  public func paper(_ ordinal: Int) -> CaseNumber { withSuffix(min(max(ordinal, 1), CaseNumber.suffixMax)) }

  private func withSuffix(_ suffix: Int?) -> CaseNumber { CaseNumber(copying: self, suffix: suffix) }
  private init(copying other: CaseNumber, suffix: Int?) {
    year = other.year
    court = other.court
    special = other.special
    typeCode = other.typeCode
    serial = other.serial
    self.suffix = suffix
  }
}

extension CaseNumber: CustomStringConvertible, Comparable {
  /// The one stored form: half-width parentheses, no leading zeros.
  public var description: String {
    "(\(year))\(court)\(special)\(typeCode)\(serial)号" + (suffix.map { "之" + ChineseNumber.text($0) } ?? "")
  }
  /// By court, type, year and serial.
  public static func < (left: CaseNumber, right: CaseNumber) -> Bool {
    (left.court, left.typeCode, left.year, left.serial, left.suffix ?? 0)
      < (right.court, right.typeCode, right.year, right.serial, right.suffix ?? 0)
  }
}

/// A reference to a case as a paper gives it: a number that can be read, or one of the form before 2016, kept as text.
public enum CaseReference: Hashable, Sendable, CustomStringConvertible {
  case number(CaseNumber)
  case legacy(String)

  /// Reads either; refuses what is neither.
  public static func read(_ text: String) throws(LawRefusal) -> CaseReference {
    do {
      return .number(try CaseNumber.parseAny(text))
    } catch  where error.code == "legacyForm" {
      return .legacy(String(CaseNumberReader(text).signs))
    }
  }
  public var description: String {
    switch self {
    case .number(let number): number.description
    case .legacy(let text): text
    }
  }
}

/// Numerals 一 … 九十九.
enum ChineseNumber {
  private static let figures = Array("零一二三四五六七八九")

  static func text(_ number: Int) -> String {
    let tens = number / 10
    let ones = number % 10
    return (tens > 1 ? String(figures[tens % 10]) : "") + (tens > 0 ? "十" : "") + (ones > 0 ? String(figures[ones]) : "")
  }
  /// nil where the signs are not the usual writing of a number from 1 to 99.
  static func value(_ signs: some Collection<Character>) -> Int? {
    var tens = 0
    var ones = 0
    for sign in signs {
      if sign == "十" {
        guard tens == 0 else { return nil }
        tens = max(ones, 1)
        ones = 0
      } else {
        guard let figure = figures.firstIndex(of: sign), figure > 0, ones == 0 else { return nil }
        ones = figure
      }
    }
    let value = tens * 10 + ones
    return String(signs) == text(value) && value > 0 ? value : nil
  }
}
