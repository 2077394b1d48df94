@testable import Web

/// Reads a page as a strict reader would and tells what is wrong with it: tags that do not close in order, attributes without
/// double quotes, ids used twice, labels and anchors that lead nowhere, inline styles and scripts (the policy refuses them).
struct Markup {
  private(set) var faults: [String] = []
  private(set) var ids: Set<String> = []
  private var open: [String] = []
  private var wanted: [(kind: String, id: String)] = []
  private static let empty: Set<String> = ["meta", "link", "input", "img", "br", "hr", "line", "rect", "source", "col"]

  init(_ page: HTML) {
    var rest = page.text[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("!") {
        rest = rest.drop { $0 != ">" }.dropFirst()
        continue
      }
      rest = read(rest)
    }
    if !open.isEmpty { faults.append("left open: \(open.joined(separator: " "))") }
    for (kind, id) in wanted where !ids.contains(id) { faults.append("\(kind) leads nowhere: \(id)") }
  }

  /// Reads one tag from after its `<`; returns what follows its `>`.
  private mutating func read(_ text: Substring) -> Substring {
    var rest = text
    let closing = rest.first == "/"
    if closing { rest = rest.dropFirst() }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber })
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty else {
      faults.append("a bare < before \(text.prefix(20))")
      return rest
    }
    var itself = false
    while true {
      rest = rest.drop(while: \.isWhitespace)
      if rest.isEmpty {
        faults.append("<\(name) does not end")
        return rest
      }
      if rest.first == ">" { break }
      if rest.first == "/" {
        itself = true
        rest = rest.dropFirst()
        continue
      }
      rest = attribute(of: name, rest)
    }
    if closing {
      if open.last == name { open.removeLast() } else { faults.append("</\(name)> closes \(open.last ?? "nothing")") }
    } else if !itself && !Markup.empty.contains(name) {
      open.append(name)
    }
    return rest.dropFirst()
  }

  private mutating func attribute(of tag: String, _ text: Substring) -> Substring {
    let name = String(text.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" })
    var rest = text.dropFirst(name.count)
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-:".contains($0)) }) else {
      faults.append("<\(tag) has an attribute \(text.prefix(20))")
      return rest.isEmpty || !name.isEmpty ? rest : rest.dropFirst()
    }
    if name == "style" || name.hasPrefix("on") { faults.append("<\(tag) \(name)= is inline") }
    guard rest.first == "=" else { return rest }
    rest = rest.dropFirst()
    guard rest.first == "\"" else {
      faults.append("<\(tag) \(name)= is not in double quotes")
      return rest.drop { !$0.isWhitespace && $0 != ">" }
    }
    rest = rest.dropFirst()
    let value = String(rest.prefix { $0 != "\"" })
    if value.contains("<") { faults.append("<\(tag) \(name)= holds markup: \(value.prefix(40))") }
    note(tag, name, value)
    return rest.dropFirst(value.count + 1)
  }

  private mutating func note(_ tag: String, _ name: String, _ value: String) {
    switch name {
    case "id": if !ids.insert(value).inserted { faults.append("id used twice: \(value)") }
    case "for", "form": wanted.append(("<\(tag) \(name)", value))
    case "aria-labelledby", "aria-describedby":
      for id in value.split(separator: " ") { wanted.append((name, String(id))) }
    case "href": if value.hasPrefix("#"), value.count > 1 { wanted.append(("link", String(value.dropFirst()))) }
    default: break
    }
  }
}
