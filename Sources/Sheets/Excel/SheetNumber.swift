import Basics

/// What a cell's style makes of its number.
enum NumberStyle: Hashable {
  case number, day, time, dayAndTime

  /// By the built-in number (ISO/IEC 29500-1, 18.8.30; 27…36 and 50…58 are East Asian days) or the format's own code.
  init(id: Int, code: String?) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .day
    case 18...21, 32...35, 45...47, 55, 56: self = .time
    case 22: self = .dayAndTime
    default: self = NumberStyle(code: code ?? "")
    }
  }

  /// A code that writes years or days, hours or seconds outside quotes, brackets and escapes.
  init(code: String) {
    var (hasDay, hasTime, hasMonth) = (false, false, false)
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    for byte in code.utf8.prefix(512) {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: break
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = true
      case UInt8(ascii: "["): isBracketed = true
      case UInt8(ascii: "]"): isBracketed = false
      case _ where isBracketed: break
      case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "d"), UInt8(ascii: "D"): hasDay = true
      case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "s"), UInt8(ascii: "S"): hasTime = true
      case UInt8(ascii: "m"), UInt8(ascii: "M"): hasMonth = true
      default: break
      }
    }
    switch (hasDay, hasTime) {
    case (true, true): self = .dayAndTime
    case (true, false): self = .day
    case (false, true): self = .time
    case (false, false): self = hasMonth ? .day : .number
    }
  }
}

/// A number as a workbook writes it (`1234.5599999999999`, `6.2E+18`), kept in decimal digits and rounded to the fifteen that a
/// spreadsheet shows: the rest is noise of its binary arithmetic.
struct SheetNumber {
  static let digitsMax = 15
  private let isNegative: Bool
  /// Significant digits without leading zeros; empty for zero.
  private let digits: [UInt8]
  /// Where the point stands, counted from the first digit.
  private let point: Int
  /// A whole number of more digits than are kept.
  var isLossy: Bool { point > SheetNumber.digitsMax }

  init?(_ text: String) {
    var digits: [UInt8] = []
    var point = 0
    var (seenPoint, seenDigit) = (false, false)
    var bytes = Array(text.utf8)[...]
    isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    while let byte = bytes.first, byte != UInt8(ascii: "E"), byte != UInt8(ascii: "e") {
      bytes = bytes.dropFirst()
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
        continue
      }
      guard (48...57).contains(byte), digits.count < 400 else { return nil }
      seenDigit = true
      if digits.isEmpty, byte == 48 {
        if seenPoint { point -= 1 }
        continue
      }
      digits.append(byte - 48)
      if !seenPoint { point += 1 }
    }
    guard seenDigit else { return nil }
    if !bytes.isEmpty {
      let exponent = String(decoding: bytes.dropFirst(), as: UTF8.self)
      guard let value = Int(exponent), abs(value) <= 400 else { return nil }
      point += value
    }
    (self.digits, self.point) = SheetNumber.rounded(digits, point)
  }

  private static func rounded(_ digits: [UInt8], _ point: Int) -> ([UInt8], Int) {
    var (digits, point) = (digits, point)
    if digits.count > digitsMax {
      let carries = digits[digitsMax] >= 5
      digits.removeLast(digits.count - digitsMax)
      if carries {
        var index = digitsMax - 1
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(1, at: 0)
          point += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.isEmpty ? ([], 0) : (digits, point)
  }

  /// Without an exponent: `0.001`, `1234.56`, `-3`.
  var plain: String {
    guard !digits.isEmpty else { return "0" }
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    if point <= 0 {
      bytes.append(contentsOf: [48, UInt8(ascii: ".")])
      bytes.append(contentsOf: repeatElement(48, count: -point))
    }
    for (index, digit) in digits.enumerated() {
      if index == point, index > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(48 + digit)
    }
    if point > digits.count { bytes.append(contentsOf: repeatElement(48, count: point - digits.count)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The day and time that the number stands for under a day's style; nil where the style or the number is none.
  func dayText(_ style: NumberStyle, startsIn1904: Bool) -> String? {
    guard style != .number, !isNegative, point <= 7 else { return nil }
    var whole = 0
    for index in 0..<max(0, point) { whole = whole * 10 + (index < digits.count ? Int(digits[index]) : 0) }
    // The fraction in units of 10⁻¹², as whole seconds rounded half up.
    var fraction = 0
    for place in 0..<12 {
      let index = point + place
      fraction = fraction * 10 + (digits.indices.contains(index) ? Int(digits[index]) : 0)
    }
    var seconds = (fraction / 1_000 * 86_400 + 500_000_000) / 1_000_000_000
    if seconds >= 86_400 {
      whole += 1
      seconds = 0
    }
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    if style == .time, whole == 0 { return clock }
    guard let day = SheetNumber.day(whole, startsIn1904: startsIn1904) else { return nil }
    return seconds == 0 && style != .dayAndTime ? "\(day)" : "\(day) \(clock)"
  }

  /// Day 60 is 29 February 1900, which there never was: spreadsheets count it all the same.
  static func day(_ serial: Int, startsIn1904: Bool = false) -> Day? {
    guard (startsIn1904 ? 0...2_957_003 : 1...2_958_465).contains(serial), startsIn1904 || serial != 60 else { return nil }
    if startsIn1904 { return Day(number: Int32(serial - 24_107)) }
    return Day(number: Int32(serial - (serial < 60 ? 25_568 : 25_569)))
  }

  /// The serial number of a day; nil before 1 March 1900.
  static func serial(of day: Day) -> Int? {
    let serial = Int(day.number) + 25_569
    return serial > 60 ? serial : nil
  }
}

/// Text as workbooks write it.
enum SheetText {
  /// `_x000D_` stands for U+000D (ISO/IEC 29500-1, 22.9.2.19).
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let scalar = escape(bytes, at: index) {
        result.append(contentsOf: String(scalar).utf8)
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func escape(_ bytes: [UInt8], at index: Int) -> Unicode.Scalar? {
    guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + 6] == UInt8(ascii: "_")
    else { return nil }
    let digits = bytes[(index + 2)..<(index + 6)]
    guard digits.allSatisfy({ (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0) }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { Unicode.Scalar($0) }
  }

  /// What a spreadsheet can show: control characters become U+FFFD, and `_x0041_` is written so that it stays itself.
  static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "_") && $0 != 0xEF }
    guard !isPlain else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 9, 10: scalars.append(scalar)
      case 0..<0x20, 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    let kept = String(scalars)
    guard kept.contains("_x") else { return kept }
    let bytes = Array(kept.utf8)
    var result: [UInt8] = []
    for index in bytes.indices {
      if escape(bytes, at: index) != nil { result.append(contentsOf: "_x005F".utf8) }
      result.append(bytes[index])
    }
    return String(decoding: result, as: UTF8.self)
  }
}
