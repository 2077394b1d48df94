import Foundation

/// Which function of the law library rests on which article, and which tests call it: found in the sources, so that the page
/// cannot claim what the code does not do.
struct LawIndex {
  struct Entry: Hashable {
    let article: LawSource.Article
    let rule: String
    let function: String
  }

  let entries: [Entry]
  /// Names of tests by function.
  let tests: [String: [String]]

  init(root: URL) throws {
    let files = try LawIndex.swiftFiles(root.appending(path: "Sources/EnforcementLaw"))
      .filter { !$0.path.contains("/Calculators/") }
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    let citations = LawSource.Citations(texts)
    var found: Set<Entry> = []
    var functions: Set<String> = []
    for text in texts {
      let source = LawSource(text, citations)
      for function in source.functions {
        functions.insert(function.name)
        for article in function.articles {
          found.insert(Entry(article: article, rule: function.rule, function: function.name))
        }
      }
    }
    entries = found.sorted {
      ($0.article.law, $0.article.number, $0.article.text, $0.rule, $0.function)
        < ($1.article.law, $1.article.number, $1.article.text, $1.rule, $1.function)
    }
    let testFiles = try LawIndex.swiftFiles(root.appending(path: "Tests/EnforcementLawTests"))
    tests = try LawTests(testFiles.map { try String(contentsOf: $0, encoding: .utf8) }).byFunction(functions)
  }

  /// The page.
  func markdown() -> String {
    var lines = [
      "# The law and where it stands in the code", "",
      "Written by `zhixing law --markdown` from the sources of EnforcementLaw and its tests. "
        + "Rule numbers are those of the rules that the library follows. Articles carry the version in force.", "",
    ]
    for law in entries.map(\.article.law).uniqued {
      lines += ["## \(law)", "", "| Article | Rule | Function | Tests |", "|---|---|---|---|"]
      for (article, rows) in grouped(entries.filter { $0.article.law == law }) {
        for entry in rows {
          lines.append("| \(article) | \(entry.rule) | `\(entry.function)` | \(names(of: entry.function)) |")
        }
      }
      lines.append("")
    }
    let untested = entries.map(\.function).uniqued.filter { tests[$0] == nil }.sorted()
    if !untested.isEmpty {
      lines +=
        ["## Functions that tests of the library reach only through a value or another function", ""]
        + untested.map { "- `\($0)`" } + [""]
    }
    return lines.joined(separator: "\n")
  }

  /// How much there is, in one line each.
  func summary() -> String {
    let functions = entries.map(\.function).uniqued
    let tested = functions.count { tests[$0] != nil }
    return """
      \(entries.map(\.article.law).uniqued.count) texts, \(entries.map(\.article).uniqued.count) articles, \(functions.count) \
      functions, \(tested) of them called by a test

      """
  }

  private static let namesMax = 4

  private func names(of function: String) -> String {
    let all = tests[function] ?? []
    let shown = all.prefix(LawIndex.namesMax).map { $0.replacing("|", with: "\\|") }.joined(separator: "<br>")
    return all.count > LawIndex.namesMax ? shown + "<br>and \(all.count - LawIndex.namesMax) more" : shown
  }

  private func grouped(_ entries: [Entry]) -> [(String, [Entry])] {
    entries.map(\.article.text).uniqued.map { text in (text, entries.filter { $0.article.text == text }) }
  }

  private static func swiftFiles(_ folder: URL) throws -> [URL] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: folder.path])
    }
    return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first appearance.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
