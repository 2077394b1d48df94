import Basics

/// Markup. A string literal whose interpolations escape: text, numbers and sums are escaped, other `HTML` goes in as it is.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
  init(raw: String) { text = raw }
  static let empty: HTML = ""

  struct Interpolation: StringInterpolationProtocol {
    var text = ""
    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 24) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
    mutating func appendInterpolation(_ value: Substring) { HTML.escape(String(value), into: &text) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible) { HTML.escape(value.description, into: &text) }
  }

  static func escape(_ value: String, into text: inout String) {
    guard value.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
      text += value
      return
    }
    for character in value.unicodeScalars {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(character)
      }
    }
  }
  static func + (left: HTML, right: HTML) -> HTML { HTML(raw: left.text + right.text) }
}

/// Markup only where the condition holds.
func when(_ condition: Bool, _ html: @autoclosure () -> HTML) -> HTML { condition ? html() : .empty }
/// Markup only where there is a value.
func when<Value>(_ value: Value?, _ html: (Value) -> HTML) -> HTML { value.map(html) ?? .empty }

/// A link's attribute. Only paths of our own: anything with a scheme, or `//host`, becomes `#`.
func href(_ path: String) -> HTML {
  let own = path.hasPrefix("/") && !path.hasPrefix("//") || path.hasPrefix("#") || path.hasPrefix("?")
  return "href=\"\(own ? path : "#")\""
}
