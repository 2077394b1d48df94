import Basics
import Enforcement

/// Who looks at a page: language, role, what may be shown, and the page's own address.
struct Reader: Sendable {
  let language: Language
  let actor: Actor
  let name: String
  let csrf: String
  let courtName: String
  let now: Instant
  /// The path and query being shown, for the language switch, sorting, paging and for coming back.
  let path: String

  func callAsFunction(_ phrase: Phrase) -> String { phrase[language] }
  func callAsFunction(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  var isStaff: Bool { actor.staff != nil }

  /// The same page in the other language.
  var switchPath: String { path(["lang": language == .zh ? "en" : "zh"]) }

  /// The path without its query.
  var place: String { String(path.prefix { $0 != "?" }) }

  /// What the page's query says of `name`; nil where it says nothing.
  func query(_ name: String) -> String? {
    queryPairs.last { $0.name == name }.map { Address.decoded($0.value[...]) }
  }

  /// The same page with some of its query changed (nil removes), the rest kept: sort links keep filters, filters keep the sort.
  func path(_ changes: KeyValuePairs<String, String?>) -> String {
    var pairs = queryPairs.filter { pair in !changes.contains { $0.key == pair.name } }
    for (name, value) in changes { if let value { pairs.append((name, Address.encoded(value))) } }
    let query = pairs.map { Address.encoded($0.name) + "=" + $0.value }.joined(separator: "&")
    return query.isEmpty ? place : place + "?" + query
  }

  /// Pairs of the query, values still encoded.
  var queryPairs: [(name: String, value: String)] {
    guard let mark = path.firstIndex(of: "?") else { return [] }
    return path[path.index(after: mark)...].prefix { $0 != "#" }.split(separator: "&").map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Address.decoded(halves[0]), halves.count == 2 ? String(halves[1]) : "")
    }
  }
}
