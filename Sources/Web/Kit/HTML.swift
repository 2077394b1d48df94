import Basics

/// Markup. A string literal whose interpolations escape: text, numbers, sums and days are escaped, other `HTML` goes in as it is.
///
/// `"<td>\(row.name)</td>"` is safe whatever the name holds. What has no one way to be printed (an array of strings, an optional
/// number) does not compile.
struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
  var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
  /// Markup that was made elsewhere and is known to be safe. For the kit only.
  init(raw: String) { text = raw }
  static let empty: HTML = ""
  var isEmpty: Bool { text.isEmpty }

  struct Interpolation: StringInterpolationProtocol {
    var text = ""
    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 24) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ html: HTML?) { if let html { text += html.text } }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
    mutating func appendInterpolation(_ value: String?) { if let value { HTML.escape(value, into: &text) } }
    mutating func appendInterpolation(_ value: Substring) { HTML.escape(String(value), into: &text) }
    mutating func appendInterpolation(_ value: Int) { text += value.description }
    mutating func appendInterpolation(_ value: some LosslessStringConvertible) { HTML.escape(value.description, into: &text) }
    /// With thousands separators: `130,000.00`.
    mutating func appendInterpolation(_ value: Money) { text += value.grouped }
    /// To the minute, in China's time: `2024-05-02 21:14`.
    mutating func appendInterpolation(_ value: Instant) { text += value.minuteText }
  }

  /// Appends `value` with `& < > " '` as entities; a text with none of them is appended whole.
  static func escape(_ value: String, into text: inout String) {
    guard value.utf8.contains(where: { entity($0) != nil }) else {
      text += value
      return
    }
    var start = value.utf8.startIndex
    for index in value.utf8.indices {
      guard let entity = entity(value.utf8[index]) else { continue }
      text += value[start..<index]
      text += entity
      start = value.utf8.index(after: index)
    }
    text += value[start...]
  }
  private static func entity(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML(raw: left.text + right.text) }
  static func += (left: inout HTML, right: HTML) { left.text += right.text }
}

extension [HTML] {
  /// One after another, with `separator` between those that hold anything.
  func joined(separator: HTML = .empty) -> HTML {
    HTML(raw: lazy.filter { !$0.isEmpty }.map(\.text).joined(separator: separator.text))
  }
}

/// Markup only where the condition holds.
func when(_ condition: Bool, _ html: @autoclosure () -> HTML) -> HTML { condition ? html() : .empty }
/// One markup where the condition holds, the other where it does not.
func when(_ condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML) -> HTML {
  condition ? html() : other()
}
/// Markup only where there is a value.
func when<Value>(_ value: Value?, _ html: (Value) -> HTML) -> HTML { value.map(html) ?? .empty }
