/// A text in both languages of the system. Papers are Chinese only; pages and errors show the reader's.
public struct Phrase: Hashable, Sendable, Codable {
  public let zh: String
  public let en: String
  public init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }
  public subscript(language: Language) -> String { language == .zh ? zh : en }
  /// Joined part by part in both languages.
  public static func + (left: Phrase, right: Phrase) -> Phrase { Phrase(left.zh + right.zh, left.en + right.en) }
}

/// The two languages of pages.
public enum Language: String, Sendable, Codable, CaseIterable { case zh, en }
