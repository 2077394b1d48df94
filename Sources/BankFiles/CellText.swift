/// Cells as people and programs leave them.
enum CellText {
  /// Without blanks around it (wide and no-break ones too), without the apostrophe or `="…"` by which spreadsheets keep text.
  static func cleaned(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return "" }
    if isPlain(first), isPlain(last) { return text }
    var rest = trimmed(text.unicodeScalars[...])
    if rest.first == "'" {
      rest = trimmed(rest.dropFirst())
    } else if rest.count >= 3, rest.first == "=", rest.dropFirst().first == "\"", rest.last == "\"" {
      rest = trimmed(rest.dropFirst(2).dropLast())
    }
    return String(rest)
  }

  /// As ``cleaned(_:)``, with full-width letters and digits as ASCII and no blanks inside: for numbers and codes.
  static func narrowed(_ text: String) -> String {
    let text = cleaned(text)
    if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x80 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isSpace(scalar) {
      if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
        scalars.append(narrow)
      } else {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Line breaks and other control characters as blanks.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// A header as it is looked up: narrow, in small letters, without blanks and without what stands in brackets.
  static func header(_ text: String) -> String {
    var name = String.UnicodeScalarView()
    var depth = 0
    for scalar in narrowed(text).lowercased().unicodeScalars.prefix(200) {
      switch scalar {
      case "(", "[", "【", "〔": depth += 1
      case ")", "]", "】", "〕": depth = max(0, depth - 1)
      case _ where depth > 0: break
      case "_", "-", "'", ".", ":", "*": break
      default: name.append(scalar)
      }
    }
    return String(name)
  }

  private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    var rest = scalars
    while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return rest
  }

  /// A byte at which nothing has to be taken off: a letter or digit, or the lead or end of a Chinese character. Wide blanks
  /// begin with E3, C2 or EF and end with 80, A0 or BF.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    case 0x81...0x9F, 0xA1...0xBE, 0xE4...0xE9: true
    default: false
    }
  }
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x2000...0x200B, 0xFEFF: true
    default: false
    }
  }
}
