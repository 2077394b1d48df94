import Basics

/// Sums of money as files write them, read from bytes: exact to the fen or not at all.
enum AmountText {
  /// Why a text is no sum.
  enum Fault: Error, Hashable {
    case blank
    case notANumber
    case separators
    case decimals
    case tooLarge
    case scientific
  }

  /// Reads `130000`, `130,000.00`, `¥130000.5元`, `-3.00`, full-width digits too. `plain` refuses all but digits and a point.
  static func read(_ text: String, plain: Bool = false) -> Result<Money, Fault> {
    var copy = text
    return copy.withUTF8 { read($0, plain: plain) }
  }

  private static func read(_ text: UnsafeBufferPointer<UInt8>, plain: Bool) -> Result<Money, Fault> {
    guard text.count <= 256 else { return .failure(.notANumber) }
    if text.allSatisfy({ $0 < 0x80 }) { return parse(text[...], plain: plain) }
    guard !plain else { return .failure(.notANumber) }
    return parse(narrowed(text)[...], plain: false)
  }

  /// Full-width signs as ASCII, without currency words and wide blanks.
  private static func narrowed(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0..<0x80: bytes.append(UInt8(scalar.value))
      case 0xFFE5, 0xA5, 0x5143, 0x3000, 0xA0: continue
      case 0xFF01...0xFF5E: bytes.append(UInt8(scalar.value - 0xFEE0))
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    return bytes
  }

  private static func parse(_ text: some RandomAccessCollection<UInt8>, plain: Bool) -> Result<Money, Fault> {
    var state = Digits()
    var isNegative = false
    var hasStarted = false
    for byte in text {
      switch byte {
      case 48...57:
        hasStarted = true
        state.take(byte - 48)
      case UInt8(ascii: "."):
        guard !state.seenPoint else { return .failure(.notANumber) }
        hasStarted = true
        guard state.closeGroup(isLast: true) else { return .failure(.separators) }
        state.seenPoint = true
      case UInt8(ascii: ",") where !plain:
        guard !state.seenPoint, state.closeGroup(isLast: false) else { return .failure(.separators) }
      case UInt8(ascii: "-") where !hasStarted && !isNegative: isNegative = true
      case UInt8(ascii: "+") where !hasStarted && !isNegative && !plain: hasStarted = true
      case 0x20, 9: if plain { return .failure(.notANumber) }
      case UInt8(ascii: "E") where state.count > 0, UInt8(ascii: "e") where state.count > 0: return .failure(.scientific)
      default: return .failure(.notANumber)
      }
    }
    return state.finish(isNegative: isNegative, isBlank: !hasStarted && !isNegative)
  }

  private struct Digits {
    var count = 0
    var seenPoint = false
    private var fen: Int64 = 0
    private var places = 0
    private var group = 0
    private var isGrouped = false
    private var isTooLarge = false
    private var hasRest = false

    mutating func take(_ digit: UInt8) {
      count += 1
      guard seenPoint else {
        group += 1
        fen = fen * 10 + Int64(digit)
        if fen > 9_999_999_999_999 {
          isTooLarge = true
          fen = 0
        }
        return
      }
      places += 1
      if places <= 2 { fen = fen * 10 + Int64(digit) } else if digit != 0 { hasRest = true }
    }

    /// At a comma, or at the end of the whole part.
    mutating func closeGroup(isLast: Bool) -> Bool {
      let fits = isGrouped ? group == 3 : isLast || (1...3).contains(group)
      if !isLast { isGrouped = true }
      group = 0
      return fits
    }

    mutating func finish(isNegative: Bool, isBlank: Bool) -> Result<Money, Fault> {
      if isBlank { return .failure(.blank) }
      guard count > 0 else { return .failure(.notANumber) }
      if !seenPoint, !closeGroup(isLast: true) { return .failure(.separators) }
      if isTooLarge { return .failure(.tooLarge) }
      if hasRest { return .failure(.decimals) }
      let sum = places == 0 ? fen * 100 : places == 1 ? fen * 10 : fen
      return .success(Money(fen: isNegative ? -sum : sum))
    }
  }
}

extension AmountText.Fault {
  func message(_ text: String) -> Phrase {
    let shown = String(text.prefix(40))
    return switch self {
    case .blank: Phrase("金额为空", "The amount is blank")
    case .notANumber: Phrase("“\(shown)”不是金额", "“\(shown)” is no amount")
    case .separators: Phrase("“\(shown)”的千位分隔符位置不对", "“\(shown)” has thousands separators in the wrong place")
    case .decimals: Phrase("“\(shown)”细于一分", "“\(shown)” is finer than a fen")
    case .tooLarge:
      Phrase("“\(shown)”超过 \(Money.outsideMax.grouped) 元", "“\(shown)” is more than \(Money.outsideMax.grouped) yuan")
    case .scientific: Phrase("“\(shown)”是科学记数法", "“\(shown)” is in scientific notation")
    }
  }
  var instead: Phrase {
    switch self {
    case .tooLarge: Phrase("核对金额；确实超出的分笔", "Check the amount; split it if it is right")
    case .decimals: Phrase("最多两位小数，如 1234.56", "At most two places, like 1234.56")
    case .blank, .notANumber, .separators, .scientific: Phrase("写元，如 1234.56 或 1,234.56", "Write yuan, like 1234.56 or 1,234.56")
    }
  }
}
