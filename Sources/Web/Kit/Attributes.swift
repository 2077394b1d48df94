/// A link's attribute. Only places of our own: anything with a scheme, or `//host`, becomes `#`.
func href(_ path: String) -> HTML { "href=\"\(Address.own(path))\"" }

/// A link to a place outside, `https` or `http` only; the place learns nothing of the page it was opened from.
func href(outside address: String) -> HTML {
  "href=\"\(Address.isWeb(address) ? address : "#")\" rel=\"noopener noreferrer external\""
}

/// A link that dials: digits, `+` and `-` only.
func href(phone number: String) -> HTML {
  let dialled = number.filter { ("0"..."9").contains($0) || $0 == "+" || $0 == "-" }
  return "href=\"tel:\(dialled)\""
}

/// Where a form goes; the same places as ``href(_:)``.
func action(_ path: String) -> HTML { "action=\"\(Address.own(path))\"" }

/// Where one button of a form sends it instead; the same places.
func formAction(_ path: String) -> HTML { "formaction=\"\(Address.own(path))\"" }

/// Where a script or a picture comes from; the same places as ``href(_:)``.
func src(_ path: String) -> HTML { "src=\"\(Address.own(path))\"" }

/// An attribute that stands only where there is a value.
func attribute(_ name: StaticString, _ value: String?) -> HTML {
  guard let value else { return .empty }
  return "\(name.description)=\"\(value)\""
}

/// An attribute without a value (`checked`, `hidden`), only where the condition holds.
func flag(_ name: StaticString, _ on: Bool) -> HTML { on ? HTML(raw: name.description) : .empty }

/// Which addresses a page may point at, and how their queries are written.
enum Address {
  /// The path if it is one of ours, else `#`.
  static func own(_ path: String) -> String { isOwn(path) ? path : "#" }

  /// A path from the root, a relative one, a query or an anchor. Browsers drop control characters and read `\` as `/`, so a path
  /// with either is not trusted.
  static func isOwn(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.allSatisfy({ $0 > 32 && $0 != UInt8(ascii: "\\") && $0 != 127 }) else { return false }
    if path.hasPrefix("//") { return false }
    let firstStep = path.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return !firstStep.contains(":")
  }

  static func isWeb(_ address: String) -> Bool {
    let lower = address.lowercased()
    return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && address.utf8.allSatisfy { $0 > 32 && $0 != 127 }
  }

  /// A query's value, percent-encoded.
  static func encoded(_ text: String) -> String {
    let figures = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), figures[Int(byte >> 4)], figures[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A query's value as it was before it was encoded; what is not valid stays as it is.
  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
