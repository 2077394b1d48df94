import Basics

/// A value together with the reasons for it: every figure that the law library gives explains itself.
public struct Explained<Value: Sendable>: Sendable {
  public let value: Value
  public let reasons: Reasons
  public init(_ value: Value, _ reasons: Reasons) {
    self.value = value
    self.reasons = reasons
  }
  /// Another value with the same reasons.
  public func map<Other: Sendable>(_ change: (Value) -> Other) -> Explained<Other> { Explained<Other>(change(value), reasons) }
}
extension Explained: Equatable where Value: Equatable {}
extension Explained: Codable where Value: Codable {}

/// How a figure came about: what went in, each step with its number, the law as numbered on the date in question, and the
/// settings that filled the law's discretion.
public struct Reasons: Hashable, Sendable, Codable {
  /// The rule of `law/rules.md`, for example `R6.3`.
  public var rule: String
  public var inputs: [Step]
  public var steps: [Step]
  public var citations: [Citation]
  public var settings: [SettingUsed]
  /// True where the result rests on a calendar or rate not yet issued.
  public var provisional: Bool

  public init(
    _ rule: String, inputs: [Step] = [], steps: [Step] = [], citations: [Citation] = [], settings: [SettingUsed] = [],
    provisional: Bool = false
  ) {
    self.rule = rule
    self.inputs = inputs
    self.steps = steps
    self.citations = citations
    self.settings = settings
    self.provisional = provisional
  }

  /// One input or step: what it is, and its figure as text.
  public struct Step: Hashable, Sendable, Codable {
    public var what: Phrase
    public var figure: String
    public init(_ what: Phrase, _ figure: String) {
      self.what = what
      self.figure = figure
    }
  }

  /// A setting that decided something: its name, its value, and where the value came from.
  public struct SettingUsed: Hashable, Sendable, Codable {
    public var name: String
    public var value: String
    /// `default`, or the settings file and its version.
    public var origin: String
    public init(_ name: String, _ value: String, origin: String) {
      self.name = name
      self.value = value
      self.origin = origin
    }
  }
}

/// An article of a law in one of its versions.
public struct Citation: Hashable, Sendable, Codable {
  /// Short Chinese title: `民事诉讼法`.
  public var law: String
  /// Document number where there is one: `法释〔2014〕8号`; empty for statutes.
  public var document: String
  /// Version in force: `2023`, or the year of a judicial interpretation's last amendment.
  public var version: String
  /// Article as that version numbers it: `85`, `85.3` (third paragraph), `16(2)` (second item); empty for a whole text.
  public var article: String
  public init(_ law: String, document: String = "", version: String, article: String) {
    self.law = law
    self.document = document
    self.version = version
    self.article = article
  }
  /// `《民事诉讼法》（2023）第85条第3款`; `16(2)` reads 第16条第(2)项, and a place that is no article (附录B) stands as it is.
  public var text: String {
    let title = "《\(law)》" + (document.isEmpty ? "（\(version)）" : "（\(document)）")
    guard let first = article.utf8.first, (48...57).contains(first) else { return title + article }
    var rest = article[...]
    var item = ""
    if let open = rest.firstIndex(of: "(") {
      item = "第\(rest[open...])项"
      rest = rest[..<open]
    }
    let parts = rest.split(separator: ".")
    let paragraph = parts.count == 2 ? "第\(parts[1])款" : ""
    return title + "第\(parts.first ?? "")条" + paragraph + item
  }
}

/// What the law library says no to: the input field at fault, a stable code and the sentence for a person.
public struct LawRefusal: Error, Hashable, Sendable {
  public let field: String
  /// Stable, camelCase: `beforeFirstPublication`.
  public let code: String
  public let message: Phrase
  public let citations: [Citation]
  public init(field: String, code: String, _ message: Phrase, citations: [Citation] = []) {
    self.field = field
    self.code = code
    self.message = message
    self.citations = citations
  }
}
