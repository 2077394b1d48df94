import Basics

/// A number plate of a vehicle that has passed its checks (R10.3).
public struct Plate: Hashable, Sendable, CustomStringConvertible {
  /// Signs without separators: `浙J12345`.
  public let number: String
  /// `浙`; empty for plates of the forces and embassies.
  public let province: String
  /// The letter of the issuing office: `J`.
  public let office: String
  public let kind: Kind
  public var description: String { number }

  /// What kind of plate it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case ordinary
    /// Small new-energy plate with a letter A to E: driven by electricity alone.
    case pureElectricSmall
    /// Small new-energy plate with a letter F to K.
    case otherNewEnergySmall
    case newEnergyLarge
    /// 挂
    case trailer
    /// 学
    case learner
    /// 警
    case police
    /// 港, 澳
    case crossBorder
    /// 领, with special forms only.
    case consulate
    /// 使, with special forms only.
    case embassy
    /// WJ, with special forms only.
    case armedPolice
    /// Two letters and five digits, with special forms only.
    case military
  }

  public static let standard = Citation("中华人民共和国机动车号牌", document: "GA 36-2018", version: "2018", article: "")
  static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
  /// A to Z without I and O, which look like digits.
  static let letters = Set("ABCDEFGHJKLMNPQRSTUVWXYZ")
  static let newEnergyLetters = Set("ABCDEFGHJK")
  static let pureElectricLetters = Set("ABCDE")
  static let separators: Set<Character> = ["·", "•", "-", "."]

  /// Reads a plate with or without separators. Refuses a wrong province, sign or length, and says where. Plates of the forces,
  /// the armed police and embassies only where `specialForms` (setting `plateSpecialForms`).
  public static func check(_ text: String, specialForms: Bool = false) throws(LawRefusal) -> Plate {
    let signs = IdentityText.plain(text, without: separators)
    if specialForms, let special = special(signs) { return special }
    guard let province = signs.first, provinces.contains(province) else {
      throw LawRefusal(
        field: field, code: "province",
        Phrase("第1位应为省级行政区简称，实为“\(signs.first.map(String.init) ?? "空")”", "Position 1 should be a province's short name"),
        citations: [standard])
    }
    guard signs.count >= 2, letters.contains(signs[1]) else {
      throw LawRefusal(
        field: field, code: "office",
        Phrase("第2位应为发牌机关字母（不用I、O）", "Position 2 should be the issuing office's letter (no I, no O)"), citations: [standard])
    }
    let rest = Array(signs[2...])
    switch rest.count {
    case 5: return try ordinary(signs, rest, specialForms)
    case 6: return try newEnergy(signs, rest)
    default: throw IdentityText.wrongLength(signs.count, Phrase("7（新能源8）", "7 (8 for new energy)"), field: field)
    }
  }

  private static let field = "plate"
  private static let suffixes: [Character: Kind] = [
    "挂": .trailer, "学": .learner, "警": .police, "港": .crossBorder, "澳": .crossBorder,
  ]

  private static func ordinary(_ signs: [Character], _ rest: [Character], _ special: Bool) throws(LawRefusal) -> Plate {
    for (index, sign) in rest.dropLast().enumerated() where !isSerial(sign) {
      throw IdentityText.wrongSign(sign, at: index + 3, field: field)
    }
    let last = rest[4]
    let kind = isSerial(last) ? .ordinary : suffixes[last] ?? (special && last == "领" ? .consulate : nil)
    guard let kind else { throw IdentityText.wrongSign(last, at: 7, field: field) }
    return plate(signs, kind)
  }

  private static func newEnergy(_ signs: [Character], _ rest: [Character]) throws(LawRefusal) -> Plate {
    if newEnergyLetters.contains(rest[0]) {
      guard isSerial(rest[1]) else { throw IdentityText.wrongSign(rest[1], at: 4, field: field) }
      _ = try IdentityText.digits(rest[2...], field: field, from: 5)
      return plate(signs, pureElectricLetters.contains(rest[0]) ? .pureElectricSmall : .otherNewEnergySmall)
    }
    _ = try IdentityText.digits(rest[..<5], field: field, from: 3)
    guard newEnergyLetters.contains(rest[5]) else { throw IdentityText.wrongSign(rest[5], at: 8, field: field) }
    return plate(signs, .newEnergyLarge)
  }

  private static func plate(_ signs: [Character], _ kind: Kind) -> Plate {
    Plate(number: String(signs), province: String(signs[0]), office: String(signs[1]), kind: kind)
  }

  private static func isSerial(_ sign: Character) -> Bool { letters.contains(sign) || IdentityText.digit(sign) != nil }

  private static func special(_ signs: [Character]) -> Plate? {
    func digits(_ range: some Collection<Character>) -> Bool { range.allSatisfy { IdentityText.digit($0) != nil } }
    let kind: Kind
    if signs.count == 7, signs[0] == "使", digits(signs[1...]) {
      kind = .embassy
    } else if signs.count == 8, signs[0] == "W", signs[1] == "J", provinces.contains(signs[2]), digits(signs[3..<7]),
      isSerial(signs[7])
    {
      kind = .armedPolice
    } else if signs.count == 7, letters.contains(signs[0]), letters.contains(signs[1]), digits(signs[2...]) {
      kind = .military
    } else {
      return nil
    }
    return Plate(number: String(signs), province: "", office: "", kind: kind)
  }
}
