import Basics
import Enforcement

/// Who looks at a page: language, role, what may be shown.
struct Reader: Sendable {
  let language: Language
  let actor: Actor
  let name: String
  let csrf: String
  let courtName: String
  let now: Instant
  /// The path and query being shown, for the language switch and for coming back.
  let path: String

  func callAsFunction(_ phrase: Phrase) -> String { phrase[language] }
  func callAsFunction(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  var isStaff: Bool { actor.staff != nil }

  /// The same page in the other language.
  var switchPath: String {
    let other = language == .zh ? "en" : "zh"
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let query = (parts.count == 2 ? parts[1] : "").split(separator: "&").filter { !$0.hasPrefix("lang=") }
    return parts[0] + "?" + (query.map(String.init) + ["lang=\(other)"]).joined(separator: "&")
  }
}
