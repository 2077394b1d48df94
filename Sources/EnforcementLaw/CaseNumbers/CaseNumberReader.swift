import Basics

/// Codes of courts in case numbers (R1.1).
public enum CourtCodes {
  /// Short names of provinces, with 军 and 兵.
  static let provinces = Set("京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新兵军")

  /// Whether a text has the form of a court's code: 最高法, or a province with no, two or four digits.
  public static func isCode(_ text: String) -> Bool {
    if text == "最高法" { return true }
    guard let first = text.first, provinces.contains(first) else { return false }
    let digits = text.dropFirst()
    return [0, 2, 4].contains(digits.count) && digits.allSatisfy { IdentityText.digit($0) != nil }
  }

  /// Level of a court by its code.
  public enum Level: String, Sendable, Hashable, CaseIterable { case supreme, high, intermediate, basic }

  /// nil where the text is no code.
  public static func level(_ code: String) -> Level? {
    guard isCode(code) else { return nil }
    if code == "最高法" { return .supreme }
    switch code.count {
    case 1: return .high
    case 3: return .intermediate
    default: return .basic
    }
  }
  /// The court above; nil for the supreme court and for what is no code. Courts across divisions (codes 71 to 99) may answer
  /// to another court than their code says.
  public static func superior(of code: String) -> String? {
    switch level(code) {
    case .basic: String(code.prefix(3))
    case .intermediate: String(code.prefix(1))
    case .high: "最高法"
    case .supreme, nil: nil
    }
  }
}

/// Reads a case number sign by sign, so that a refusal can say where it stopped.
struct CaseNumberReader {
  static let enforcementTypes = longestFirst(CaseType.allCases.map(\.rawValue))
  static let allTypes = longestFirst(CaseType.allCases.map(\.rawValue) + CaseType.relatedCodes)
  /// Longer text is no case number.
  static let signsMax = 48

  let signs: [Character]
  private var position = 0

  init(_ text: String) {
    signs = text.prefix(CaseNumberReader.signsMax * 4).compactMap { sign in
      switch sign {
      case "（": "("
      case "）": ")"
      default: sign.isWhitespace ? nil : CaseNumberReader.narrow(sign)
      }
    }
  }

  private static func longestFirst(_ codes: [String]) -> [[Character]] {
    codes.map { Array($0) }.sorted { $0.count != $1.count ? $0.count > $1.count : String($0) < String($1) }
  }
  /// Full-width digits become half-width.
  private static func narrow(_ sign: Character) -> Character {
    guard let scalar = sign.unicodeScalars.first, (0xFF10...0xFF19).contains(scalar.value),
      let digit = Unicode.Scalar(scalar.value - 0xFEE0)
    else { return sign }
    return Character(digit)
  }

  static func refusal(_ code: String, _ message: Phrase) -> LawRefusal {
    LawRefusal(field: "caseNumber", code: code, message, citations: [CaseNumber.article])
  }

  consuming func read(types: [[Character]]) throws(LawRefusal) -> CaseNumber {
    var reader = self
    guard reader.signs.count <= CaseNumberReader.signsMax else {
      throw CaseNumberReader.refusal("length", Phrase("案号过长", "Too long for a case number"))
    }
    let year = try reader.year()
    try reader.refuseLegacy()
    let court = try reader.court()
    let special = reader.take("知") ? "知" : ""
    let type = try reader.type(types)
    let serial = try reader.serial()
    let suffix = try reader.suffix()
    return try CaseNumber(year: year, court: court, special: special, typeCode: type, serial: serial, suffix: suffix)
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard position < signs.count, signs[position] == sign else { return false }
    position += 1
    return true
  }
  private mutating func digits(_ most: Int) -> [Int] {
    var digits: [Int] = []
    while position < signs.count, digits.count < most, let digit = IdentityText.digit(signs[position]) {
      digits.append(digit)
      position += 1
    }
    return digits
  }
  private var found: String { position < signs.count ? String(signs[position]) : "" }

  private mutating func year() throws(LawRefusal) -> Int {
    let opened = take("(")
    let year = digits(4)
    guard opened, year.count == 4, take(")"), year[0] > 0 else {
      throw CaseNumberReader.refusal(
        "year", Phrase("应以“(四位年度)”开头，如 (2024)", "It begins with the year of filing in parentheses: (2024)"))
    }
    return year.reduce(0) { $0 * 10 + $1 }
  }

  /// `(2015)路执民字第12号`: the form before 2016 says 字 and has no court code.
  private func refuseLegacy() throws(LawRefusal) {
    guard signs.contains("字"), signs.last == "号" || signs.contains("号") else { return }
    throw CaseNumberReader.refusal(
      "legacyForm",
      Phrase("这是2016年以前的案号，只能按原文保存，不能拆解", "This is a number of the form before 2016: it can be kept as text but not read"))
  }

  private mutating func court() throws(LawRefusal) -> String {
    if signs[position...].starts(with: Array("最高法")) {
      position += 3
      return "最高法"
    }
    guard position < signs.count, CourtCodes.provinces.contains(signs[position]) else {
      throw CaseNumberReader.refusal(
        "court", Phrase("年度之后应为法院代字，实为“\(found)”", "A court's code should follow the year, not \"\(found)\""))
    }
    let province = signs[position]
    position += 1
    let code = digits(5)
    guard [0, 2, 4].contains(code.count) else {
      throw CaseNumberReader.refusal(
        "court",
        Phrase(
          "法院代字“\(province)”后应为0、2或4位数字，实为\(code.count)位",
          "A court's code has 0, 2 or 4 digits after \(province), not \(code.count)"))
    }
    return String(province) + code.map(String.init).joined()
  }

  private mutating func type(_ types: [[Character]]) throws(LawRefusal) -> String {
    // The whole run up to the serial must be one type: 执罚 is no type though it begins like one.
    let run = signs[position...].prefix { IdentityText.digit($0) == nil && $0 != "号" }
    guard let type = types.first(where: { $0.elementsEqual(run) }) else {
      let known = types.count == CaseType.allCases.count
      throw LawRefusal(
        field: "caseNumber", code: "type",
        Phrase(
          "“\(String(run))”不是\(known ? "执行案件" : "")类型代字，不得自编",
          "\"\(String(run))\" is no type of \(known ? "enforcement " : "")case; types are not invented"),
        citations: [CaseNumber.article, CaseType.typesArticle])
    }
    position += type.count
    return String(type)
  }

  private mutating func serial() throws(LawRefusal) -> Int {
    let serial = digits(8)
    guard let first = serial.first else {
      throw CaseNumberReader.refusal("serial", Phrase("缺少案件编号", "The serial is missing"))
    }
    guard first > 0 else {
      throw CaseNumberReader.refusal("serial", Phrase("案件编号为自然数，不得以0开头", "The serial is a natural number without leading zeros"))
    }
    guard serial.count <= 7 else { throw CaseNumberReader.refusal("serial", Phrase("案件编号过长", "The serial is too long")) }
    guard take("号") else {
      throw CaseNumberReader.refusal("ending", Phrase("编号之后应为“号”，实为“\(found)”", "号 should follow the serial, not \"\(found)\""))
    }
    return serial.reduce(0) { $0 * 10 + $1 }
  }

  private mutating func suffix() throws(LawRefusal) -> Int? {
    guard position < signs.count else { return nil }
    guard take("之"), let ordinal = ChineseNumber.value(signs[position...]) else {
      throw CaseNumberReader.refusal(
        "suffix", Phrase("“号”之后只能为“之一”“之二”等", "Only 之一, 之二 and so on may follow 号"))
    }
    position = signs.count
    return ordinal
  }
}
