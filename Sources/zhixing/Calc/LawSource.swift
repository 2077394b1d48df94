import Foundation

/// One source file of the law library: its functions with the articles that they name, themselves or through constants and
/// helpers of the same file.
struct LawSource {
  /// An article of a text.
  struct Article: Hashable {
    /// `民事诉讼法（2023）`
    let law: String
    /// As cited: `85.3`; empty for a whole text.
    let text: String
    /// The leading number, to sort by.
    var number: Int { Int(text.prefix { $0.isNumber }) ?? 0 }
  }
  struct Function {
    /// `Periods.deadline`
    let name: String
    let rule: String
    let articles: [Article]
  }

  let functions: [Function]

  init(_ text: String, _ citations: Citations) {
    let parts = LawSource.parts(text)
    let fileRule = text.firstMatch(of: /R\d+\.\d+/).map { String($0.output) } ?? ""
    var own = parts.map { citations.named(in: $0.text) }
    // Helpers and constants call each other; a few rounds reach all of them.
    let calls = parts.indices.map { caller in parts.indices.filter { $0 != caller && parts[caller].uses(parts[$0]) } }
    for _ in 0..<4 {
      for caller in parts.indices {
        for callee in calls[caller] { own[caller].formUnion(own[callee]) }
      }
    }
    functions = parts.indices.filter { parts[$0].isAnswer }.map { index in
      let part = parts[index]
      let rule = part.text.firstMatch(of: /"(R\d+\.\d+)/).map { String($0.1) } ?? fileRule
      return Function(name: "\(part.type).\(part.name)", rule: rule, articles: Array(own[index]))
    }
  }

  /// A declaration with its text.
  private struct Part {
    let type: String
    let name: String
    let text: String
    let isPublic: Bool
    let isFunction: Bool

    /// Public functions, and public tables that are no mere citations.
    var isAnswer: Bool {
      isPublic
        && (isFunction || text.contains("static let") && !name.hasPrefix("citation") && !text.contains(/= \[?Citation[.(]/))
    }

    /// Whether this declaration uses another of its file: by `Type.name`, by the bare name inside one type, or as a property
    /// of some value. Functions must be called.
    func uses(_ other: Part) -> Bool {
      text.ranges(of: other.name).contains { range in
        let before = text[..<range.lowerBound]
        let after = text[range.upperBound...].first ?? " "
        guard !after.isLetter, !after.isNumber, after != ":", !other.isFunction || after == "(" else { return false }
        guard let last = before.last, !last.isLetter, !last.isNumber else { return false }
        guard last == "." else { return other.type == type }
        let owner = String(before.dropLast().reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
        if owner.first?.isUppercase == true { return owner == other.type }
        return !other.isFunction && other.name.hasPrefix("citation")
      }
    }
  }

  /// Declarations by their indentation, which the formatter guarantees.
  private static func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var types: [(indent: Int, name: String)] = []
    var open: (indent: Int, name: String, isPublic: Bool, isFunction: Bool, lines: [Substring])?
    func close() {
      guard let part = open else { return }
      let type = types.last { $0.indent < part.indent }?.name ?? ""
      parts.append(
        Part(
          type: type, name: part.name, text: part.lines.joined(separator: "\n"), isPublic: part.isPublic,
          isFunction: part.isFunction))
      open = nil
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent)
      guard !code.isEmpty, !code.hasPrefix("//") else { continue }
      if let part = open,
        indent > part.indent || code.hasPrefix("}") || code.hasPrefix(")") || code.hasPrefix("{") || code.hasPrefix("->")
      {
        open?.lines.append(line)
        continue
      }
      close()
      types.removeAll { $0.indent >= indent }
      if let match = code.prefixMatch(
        of: /(?:public |private |fileprivate )?(?:indirect )?(?:enum|struct|extension) ([A-Za-z.]+)/)
      {
        types.append((indent, match.1.split(separator: ".").last.map(String.init) ?? ""))
      } else if let match = code.prefixMatch(
        of: /(public )?(?:private |fileprivate )?(?:static )?(?:mutating )?(func|let|var|init\??)\s?([A-Za-z0-9_]*)/)
      {
        let name = match.3.isEmpty ? "init" : String(match.3)
        open = (indent, name, match.1 != nil, match.2 == "func", [line])
      }
    }
    close()
    return parts
  }

  /// How the sources name articles.
  struct Citations {
    private var makers: [String: (law: String, fixed: String?)] = [:]

    /// Learns the shorthands of `extension Citation`.
    init(_ texts: [String]) {
      for text in texts {
        let flat = text.replacing(/\s+/, with: " ")
        for match in flat.matches(
          of:
            /static func ([A-Za-z0-9]+)\(_ article: String\) -> Citation \{ Citation\(\s?"([^"]+)"(?:, document: "([^"]*)")?, version: "([^"]*)"/
        ) {
          makers[String(match.1)] = (Citations.law(String(match.2), match.3.map(String.init), String(match.4)), nil)
        }
        for match in flat.matches(
          of:
            /static let ([A-Za-z0-9]+) = Citation\(\s?"([^"]+)"(?:, document: "([^"]*)")?, version: "([^"]*)", article: "([^"]*)"/
        ) {
          makers[String(match.1)] = (Citations.law(String(match.2), match.3.map(String.init), String(match.4)), String(match.5))
        }
      }
    }

    private static func law(_ title: String, _ document: String?, _ version: String) -> String {
      "\(title)（\(document.flatMap { $0.isEmpty ? nil : $0 } ?? version)）"
    }

    /// The articles that a piece of source names.
    func named(in source: String) -> Set<Article> {
      let flat = source.replacing(/\s+/, with: " ")
      var found: Set<Article> = []
      for match in flat.matches(of: /Citation\(\s?"([^"]+)"(?:, document: "([^"]*)")?, version: "([^"]*)", article: "([^"]*)"/) {
        found.insert(
          Article(law: Citations.law(String(match.1), match.2.map(String.init), String(match.3)), text: String(match.4)))
      }
      for match in flat.matches(of: /\.([A-Za-z0-9]+)\("([^"\\]*)"\)/) {
        guard let maker = makers[String(match.1)], maker.fixed == nil else { continue }
        found.insert(Article(law: maker.law, text: String(match.2)))
      }
      for match in flat.matches(of: /\.([A-Za-z0-9]+)/) {
        guard let maker = makers[String(match.1)], let fixed = maker.fixed else { continue }
        found.insert(Article(law: maker.law, text: fixed))
      }
      return found
    }
  }
}

/// The tests of the law library: which functions each calls, itself or through helpers of its file.
struct LawTests {
  private var bodies: [(name: String, text: String)] = []

  init(_ files: [String]) {
    for file in files {
      let helpers = LawTests.helpers(file)
      for piece in file.split(separator: "@Test(").dropFirst() {
        guard let match = piece.prefixMatch(of: /\s*"((?:[^"\\]|\\.)*)"/) else { continue }
        // A helper that stands after a test is in its piece, but not of it.
        let body = helpers.reduce(String(piece)) { $0.replacing($1.body, with: "") }
        let called = helpers.filter { LawTests.calls(body, $0.name) }.map(\.body)
        bodies.append((String(match.1), ([body] + called).joined()))
      }
    }
  }

  private static func calls(_ text: String, _ name: String) -> Bool {
    text.ranges(of: name + "(").contains { range in
      guard let before = text[..<range.lowerBound].last else { return true }
      return !before.isLetter && !before.isNumber && before != "."
    }
  }

  private static func helpers(_ file: String) -> [(name: String, body: String)] {
    file.matches(of: /\n  private func ([A-Za-z]+)[(<](?:.|\n)*?\n  }/).map { (String($0.1), String($0.0)) }
  }

  func byFunction(_ functions: Set<String>) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for function in functions {
      let names = bodies.filter { body in
        body.text.ranges(of: function).contains { range in
          range.upperBound == body.text.endIndex
            || !(body.text[range.upperBound].isLetter || body.text[range.upperBound].isNumber)
        }
      }.map(\.name)
      if !names.isEmpty { found[function] = names.uniqued }
    }
    return found
  }
}
