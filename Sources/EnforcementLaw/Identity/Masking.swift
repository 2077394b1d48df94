import Basics

/// What of a person's data is hidden where it is shown or published (R10.6).
public enum Masking {
  /// What a text is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case name, residentID, phone, bankCard, creditCode, plate, address
    /// The number as the public list of dishonest debtors shows it: ten digits, four stars, four digits.
    case residentIDOnList
  }

  /// Names are kept to the surname (法释〔2016〕19号 9).
  public static let nameArticle = Citation("人民法院在互联网公布裁判文书的规定", document: "法释〔2016〕19号", version: "2016", article: "9")
  /// Addresses, numbers and plates are left out (法释〔2016〕19号 10).
  public static let dataArticle = Citation("人民法院在互联网公布裁判文书的规定", document: "法释〔2016〕19号", version: "2016", article: "10")
  /// Surnames of two characters, kept whole.
  static let doubleSurnames: Set<String> = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文", "司徒", "夏侯", "长孙", "端木", "南宫", "独孤", "轩辕", "钟离", "闻人", "澹台",
    "太史", "申屠",
    "赫连", "呼延", "万俟", "百里", "东郭", "西门", "公羊", "宗政", "濮阳", "淳于", "单于",
  ]

  /// The text with what must not be seen taken out. Never traps: text too short to keep anything of becomes stars.
  public static func mask(_ kind: Kind, _ text: String, settings: CourtSettings) -> Explained<String> {
    let (masked, used) = masked(kind, text, settings)
    return Explained(
      masked, Reasons("R10.6", citations: [kind == .name ? nameArticle : dataArticle], settings: used))
  }

  /// Names of one paper: alike after masking, they are told apart by figures (王某1, 王某2).
  public static func names(_ names: [String], settings: CourtSettings) -> Explained<[String]> {
    let masked = names.map { name($0, settings.nameMask) }
    var people: [String: [String]] = [:]
    for (text, person) in zip(masked, names) where people[text]?.contains(person) != true {
      people[text, default: []].append(person)
    }
    let told = zip(masked, names).map { text, person in
      guard let alike = people[text], alike.count > 1, let index = alike.firstIndex(of: person) else { return text }
      return text + String(index + 1)
    }
    return Explained(
      told, Reasons("R10.6", citations: [nameArticle], settings: [settings.used("nameMask", settings.nameMask)]))
  }

  private static func masked(_ kind: Kind, _ text: String, _ settings: CourtSettings) -> (String, [Reasons.SettingUsed]) {
    switch kind {
    case .name: return (name(text, settings.nameMask), [settings.used("nameMask", settings.nameMask)])
    case .residentID:
      return (
        kept(text, first: settings.residentIDShownFirst, last: settings.residentIDShownLast),
        [
          settings.used("residentIDShownFirst", settings.residentIDShownFirst),
          settings.used("residentIDShownLast", settings.residentIDShownLast),
        ]
      )
    case .residentIDOnList: return (text.count == 18 ? text.prefix(10) + "****" + text.suffix(4) : stars(text.count), [])
    case .phone: return (phone(text), [])
    case .bankCard: return ("**** **** **** " + (text.count >= 8 ? String(text.suffix(4)) : "****"), [])
    case .creditCode: return (kept(text, first: 2, last: 4), [])
    case .plate: return (kept(text, first: 2, last: 1), [])
    case .address: return (address(text), [])
    }
  }

  private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }

  /// The first and last signs with stars between; stars alone where fewer than three would be hidden.
  private static func kept(_ text: String, first: Int, last: Int) -> String {
    let hidden = text.count - first - last
    return hidden >= 3 ? text.prefix(first) + stars(hidden) + text.suffix(last) : stars(text.count)
  }

  private static func phone(_ text: String) -> String {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    if text.first == "0", halves.count == 2, halves[1].count >= 7 { return halves[0] + "-****" + halves[1].suffix(3) }
    return text.count == 11 ? text.prefix(3) + "****" + text.suffix(4) : kept(text, first: 2, last: 2)
  }

  /// A person's name: the surname and 某 (or stars); of names with a dot the first character; of names in Latin letters the
  /// first letter.
  private static func name(_ text: String, _ style: CourtSettings.NameMask) -> String {
    let signs = text.filter { !$0.isWhitespace }
    guard let first = signs.first else { return "" }
    if first.isASCII { return String(first) + (style == .star ? "**" : "某") }
    let surname = signs.count > 2 && doubleSurnames.contains(String(signs.prefix(2))) ? signs.prefix(2) : signs.prefix(1)
    let isForeign = signs.contains("·") || signs.contains("•")
    let shown = isForeign ? String(first) : String(surname)
    switch style {
    case .mou: return shown + "某"
    case .star: return shown + stars(max(1, min(signs.count - shown.count, 3)))
    }
  }

  /// An address down to the county (or the city or province where there is none).
  private static func address(_ text: String) -> String {
    for level in ["县", "区", "旗", "市", "省"] as [Character] {
      guard let end = text.prefix(16).lastIndex(of: level), end > text.startIndex else { continue }
      return text[...end] + "××"
    }
    return text.isEmpty ? "" : "××"
  }
}
