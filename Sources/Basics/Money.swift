/// A sum of money in whole fen (1/100 yuan). There is no floating point anywhere near it.
///
/// From outside a sum is at most 9,999,999,999,999.99 yuan (``Money/outsideMax``); inside, sums of such sums fit `Int64`
/// many times over. ``adding(_:)`` is for sums over input: it refuses where `+` would trap.
public struct Money: Hashable, Comparable, Sendable, Codable {
  /// Whole fen; may be negative (a difference).
  public let fen: Int64

  public init(fen: Int64) { self.fen = fen }
  public init(from decoder: any Decoder) throws { fen = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(fen)
  }

  public static let zero = Money(fen: 0)
  /// The largest sum accepted from outside, 9,999,999,999,999.99 yuan.
  public static let outsideMax = Money(fen: 999_999_999_999_999)
  /// Whole yuan. Traps beyond `Int64`; for constants in code.
  public static func yuan(_ yuan: Int64) -> Money { Money(fen: yuan * 100) }

  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
  public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
  public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
  public static prefix func - (money: Money) -> Money { Money(fen: -money.fen) }
  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func -= (left: inout Money, right: Money) { left = left - right }

  /// The sum, or nil when it leaves `Int64`.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = fen.addingReportingOverflow(other.fen)
    return overflow ? nil : Money(fen: sum)
  }

  /// `self × numerator ÷ denominator` in `Int128`, rounded half up to the fen (away from zero for negative sums); nil when
  /// the result leaves `Int64` or the denominator is zero.
  public func scaled(_ numerator: Int128, over denominator: Int128) -> Money? {
    guard denominator != 0 else { return nil }
    let (product, overflow) = Int128(fen).multipliedReportingOverflow(by: numerator)
    guard !overflow else { return nil }
    return Money(rounding: product, over: denominator)
  }

  /// `value ÷ denominator` fen, rounded half up once; nil when it leaves `Int64` or the denominator is zero.
  public init?(rounding value: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    let size = denominator.magnitude
    let (quotient, remainder) = value.magnitude.quotientAndRemainder(dividingBy: size)
    let rounded = remainder >= size - remainder ? quotient + 1 : quotient
    let negative = (value < 0) != (denominator < 0)
    guard let signed = Int128(exactly: rounded), let fen = Int64(exactly: negative ? -signed : signed) else { return nil }
    self.init(fen: fen)
  }

  /// Splits into whole parts; the remainder in fen is returned, never lost. In less than one part it is all remainder.
  public func divided(by parts: Int64) -> (each: Money, remainder: Money) {
    guard parts > 0 else { return (.zero, self) }
    let (quotient, remainder) = fen.quotientAndRemainder(dividingBy: parts)
    return (Money(fen: quotient), Money(fen: remainder))
  }
}

/// Text with two places, as the API and papers print it: `130000.00`.
extension Money: CustomStringConvertible, LosslessStringConvertible {
  public var description: String { text(grouped: false) }
  /// `130,000.00`.
  public var grouped: String { text(grouped: true) }

  private func text(grouped: Bool) -> String {
    let size = fen.magnitude
    let cents = size % 100
    var yuan = String(size / 100)
    if grouped {
      var parts: [Substring] = []
      var rest = yuan[...]
      while rest.count > 3 {
        parts.append(rest.suffix(3))
        rest = rest.dropLast(3)
      }
      parts.append(rest)
      yuan = parts.reversed().joined(separator: ",")
    }
    return (fen < 0 ? "-" : "") + yuan + (cents < 10 ? ".0" : ".") + String(cents)
  }

  /// Reads `130000`, `130000.5`, `130,000.00`, with or without `¥`/`元`; nil for anything else, for more than two places,
  /// for misplaced separators and for sums beyond ``outsideMax``.
  public init?(_ description: String) {
    var text = description.filter { $0 != " " }[...]
    if let first = text.first, first == "¥" || first == "￥" { text = text.dropFirst() }
    if text.last == "元" { text = text.dropLast() }
    let negative = text.first == "-"
    if negative { text = text.dropFirst() }
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, let whole = Money.digits(halves[0], grouped: true) else { return nil }
    var cents: Int64 = 0
    if halves.count == 2 {
      guard (1...2).contains(halves[1].count), let value = Money.digits(halves[1], grouped: false) else { return nil }
      cents = halves[1].count == 1 ? value * 10 : value
    }
    guard whole <= Money.outsideMax.fen / 100 else { return nil }
    let fen = whole * 100 + cents
    self.init(fen: negative ? -fen : fen)
  }

  private static func digits(_ text: Substring, grouped: Bool) -> Int64? {
    var plain = String(text)
    if text.contains(",") {
      let groups = text.split(separator: ",", omittingEmptySubsequences: false)
      guard grouped, (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
      plain = groups.joined()
    }
    guard !plain.isEmpty, plain.count <= 15, plain.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(plain)
  }
}

extension Money {
  /// The sum in Chinese capitals as papers print it: `壹拾叁万元整`, `壹佰元零伍分`.
  public var inWords: String {
    let figures = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
    let size = fen.magnitude
    let yuan = size / 100
    let jiao = Int(size / 10 % 10)
    let cent = Int(size % 10)
    var words = yuan == 0 ? "" : Money.chinese(yuan, figures) + "元"
    if jiao == 0 && cent == 0 { return (fen < 0 ? "负" : "") + (words.isEmpty ? "零元" : words) + "整" }
    if jiao > 0 { words += figures[jiao] + "角" } else if yuan > 0 { words += "零" }
    words += cent > 0 ? figures[cent] + "分" : "整"
    return (fen < 0 ? "负" : "") + words
  }

  /// Four figures at a time: 亿 stands once for all above it, so 1,2345,0000,0000 is 壹万贰仟叁佰肆拾伍亿.
  private static func chinese(_ number: UInt64, _ figures: [String]) -> String {
    let places = ["", "拾", "佰", "仟"]
    let sections = ["", "万", "亿", "万"]
    var words = ""
    var pendingZero = false
    for section in stride(from: 3, through: 0, by: -1) {
      var power: UInt64 = 1
      for _ in 0..<section { power *= 10_000 }
      let four = number / power % 10_000
      if four == 0 {
        pendingZero = pendingZero || !words.isEmpty
        if section == 2 && !words.isEmpty { words += "亿" }
        continue
      }
      var unit: UInt64 = 1000
      for place in stride(from: 3, through: 0, by: -1) {
        let figure = Int(four / unit % 10)
        unit /= 10
        if figure == 0 {
          pendingZero = pendingZero || !words.isEmpty
        } else {
          words += (pendingZero ? "零" : "") + figures[figure] + places[place]
          pendingZero = false
        }
      }
      words += sections[section]
    }
    return words
  }
}
