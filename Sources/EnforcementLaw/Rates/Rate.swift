import Basics

/// A rate in whole millionths: 3.45 % is 34,500, the daily 0.0175 % of delay interest is 175.
public struct Rate: Hashable, Comparable, Sendable, Codable {
  public let perMillion: Int64

  public init(perMillion: Int64) { self.perMillion = perMillion }
  public init(from decoder: any Decoder) throws { perMillion = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(perMillion)
  }

  public static let zero = Rate(perMillion: 0)
  /// The largest rate accepted from outside: 10,000 %.
  public static let outsideMax = Rate(perMillion: 100_000_000)

  public static func < (left: Rate, right: Rate) -> Bool { left.perMillion < right.perMillion }

  /// Reads `3.45`, `0.0175` or `24%`: a percentage of at most four places, not negative, at most ``outsideMax``.
  public init?(percent text: String) {
    let plain = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let value = scaledDecimal(plain, places: 4), value <= Rate.outsideMax.perMillion else { return nil }
    self.init(perMillion: value)
  }
  /// `3.45%`: at least two places, at most four.
  public var percentText: String { decimalText(perMillion, places: 4, atLeast: 2) + "%" }
}

/// How many times a published rate an instrument orders, in thousandths: 1.5 times is 1,500.
public struct Multiple: Hashable, Sendable, Codable {
  public let thousandths: Int64

  public init(thousandths: Int64) { self.thousandths = thousandths }
  public init(from decoder: any Decoder) throws { thousandths = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(thousandths)
  }

  /// The published rate itself.
  public static let once = Multiple(thousandths: 1000)
  /// The largest multiple accepted from outside: 100 times.
  public static let outsideMax = Multiple(thousandths: 100_000)
  /// A whole multiple: `times(4)` of a rate.
  public static func times(_ whole: Int64) -> Multiple { Multiple(thousandths: whole * 1000) }

  /// Reads `1.5` or `4`: at most three places, not negative, at most ``outsideMax``.
  public init?(_ text: String) {
    guard let value = scaledDecimal(text, places: 3), value <= Multiple.outsideMax.thousandths else { return nil }
    self.init(thousandths: value)
  }
  /// `1.5`, `4`.
  public var text: String { decimalText(thousandths, places: 3, atLeast: 0) }
}

/// A non-negative decimal as a whole number of its smallest places; nil for anything else.
func scaledDecimal(_ text: String, places: Int) -> Int64? {
  let halves = text.split(separator: ".", omittingEmptySubsequences: false)
  guard (1...2).contains(halves.count), !halves[0].isEmpty, halves[0].utf8.count <= 9 else { return nil }
  let fraction = halves.count == 2 ? halves[1] : ""
  guard halves.count == 1 || (1...places).contains(fraction.utf8.count) else { return nil }
  let digits = halves[0] + fraction + String(repeating: "0", count: places - fraction.utf8.count)
  guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
  return Int64(digits)
}

/// A whole number of smallest places as decimal text, without needless zeros beyond `atLeast` places.
func decimalText(_ value: Int64, places: Int, atLeast: Int) -> String {
  var digits = String(value.magnitude)
  while digits.utf8.count <= places { digits = "0" + digits }
  let whole = digits.dropLast(places)
  var fraction = digits.suffix(places)
  while fraction.count > atLeast, fraction.last == "0" { fraction = fraction.dropLast() }
  return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
}
