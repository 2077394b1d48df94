import Basics
import Casework
import Enforcement

/// What a person typed into the search of the case list: a party's own number (ID, telephone, account), the id of a case, a case
/// number or part of one, or part of a name.
enum CaseSearch: Hashable {
  case everything
  /// Parties whose ID number, telephone or account it is.
  case persons([Int64])
  case id(Int64)
  case number(Number)
  /// Pairs of neighbouring characters that the name must have; the character itself where only one was typed.
  case name([String])

  struct Number: Hashable {
    var year: Int?
    var type: CaseTypeCode?
    var serial: Int?
  }
  /// Pairs looked up at most.
  static let gramsMax = 8

  /// A number that somebody has is that person's; any other text is a case number or a name.
  init(_ text: String, court: CourtCode, _ hasher: some IdentityHasher, _ db: any Database) throws {
    let persons = try LookupIndex.persons(text, hasher, db)
    if !persons.isEmpty {
      self = .persons(persons)
    } else if let known = try TakenOverTables.caseID(text, court, db) {
      self = .id(known)
    } else {
      self = CaseSearch(text, court: court)
    }
  }

  init(_ text: String, court: CourtCode) {
    let text = CaseSearch.plain(text)
    if text.isEmpty {
      self = .everything
    } else if let number = Int64(text), text.allSatisfy(\.isWholeNumber) {
      self = text.count > 12 ? .id(number) : .number(Number(serial: Int(number)))
    } else if let number = CaseSearch.number(text, court: court) {
      self = .number(number)
    } else {
      self = .name(CaseSearch.grams(text))
    }
  }

  /// Half-width brackets and digits, small letters, no spaces.
  static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xFF08, 0x3014, 0x5B: plain.append("(")
      case 0xFF09, 0x3015, 0x5D: plain.append(")")
      case 0xFF10...0xFF19: plain.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain.lowercased()
  }

  /// `(2026)浙1003执12号` or a part of it that begins at the year, the court or the type; nil for anything else.
  private static func number(_ text: String, court: CourtCode) -> Number? {
    var rest = Substring(text)
    var number = Number()
    if rest.first == "(" {
      rest = rest.dropFirst()
      let digits = rest.prefix(while: \.isWholeNumber)
      guard digits.count == 4, let year = Int(digits) else { return nil }
      number.year = year
      rest = rest.dropFirst(4)
      if rest.first == ")" { rest = rest.dropFirst() }
    }
    let code = court.text.lowercased()
    // 2026浙1003执12, as people type it.
    let bare = rest.prefix(while: \.isWholeNumber)
    if number.year == nil, bare.count == 4, rest.dropFirst(4).hasPrefix(code) {
      number.year = Int(bare)
      rest = rest.dropFirst(4)
    }
    let namesCourt = rest.hasPrefix(code)
    if namesCourt { rest = rest.dropFirst(code.count) }
    let type = CaseTypeCode.allCases.filter { rest.hasPrefix($0.rawValue) }.max { $0.rawValue.count < $1.rawValue.count }
    if let type { rest = rest.dropFirst(type.rawValue.count) }
    let digits = rest.prefix(while: \.isWholeNumber)
    rest = rest.dropFirst(digits.count)
    if rest == "号" { rest = "" }
    guard rest.isEmpty, number.year != nil || namesCourt || !digits.isEmpty else { return nil }
    number.serial = Int(digits)
    // 执 may still become 执恢 or 执保.
    number.type = type == .first && digits.isEmpty ? nil : type
    return number
  }

  private static func grams(_ text: String) -> [String] {
    guard text.count > 1 else { return [text] }
    let pairs = zip(text, text.dropFirst()).map { "\($0)\($1)" }
    var seen: Set<String> = []
    return Array(pairs.filter { seen.insert($0).inserted }.prefix(gramsMax))
  }
}
