import Basics

/// A number that a text of law fixes, with the text, its version and its article: what `docs/LAW` lists and a judge checks.
public struct LegalNumber: Sendable, Hashable {
  /// The constant's name in code: `Auction.startPercentMin`.
  public let name: String
  public let what: Phrase
  /// The number with its unit: `70%`, `30日`.
  public let value: String
  public let rule: String
  public let citation: Citation

  init(_ name: String, _ zh: String, _ en: String, _ value: String, _ rule: String, _ citation: Citation) {
    self.name = name
    what = Phrase(zh, en)
    self.value = value
    self.rule = rule
    self.citation = citation
  }

  /// The numbers of chapters 5 to 9 and of the rate tables.
  public static let sanctionsSalesAndMoney = money + sale + measures + endings
}

/// Numbers with their units.
extension LegalNumber {
  static func days(_ count: Int) -> String { "\(count)日" }
  static func workdays(_ count: Int) -> String { "\(count)个工作日" }
  static func months(_ count: Int) -> String { "\(count)个月" }
  static func hours(_ count: Int) -> String { "\(count)小时" }
  static func percent(_ count: Int) -> String { "\(count)%" }
}
