import Basics

/// A share in hundredths of a percent: 83.33 % is 8,333. Two of them differ by ``PercentagePoints``, never by a percentage.
public struct Percent: Hashable, Comparable, Sendable, Codable {
  public let hundredths: Int64

  public init(hundredths: Int64) { self.hundredths = hundredths }
  public init(from decoder: any Decoder) throws { hundredths = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(hundredths)
  }

  /// `part ÷ whole`, rounded half up once; nil where the whole is zero, or the share leaves `Int64`.
  public init?(_ part: Int128, of whole: Int128) {
    guard whole != 0 else { return nil }
    let (scaled, overflow) = part.multipliedReportingOverflow(by: 10_000)
    guard !overflow, let rounded = Money(rounding: scaled, over: whole) else { return nil }
    self.init(hundredths: rounded.fen)
  }

  public static func < (left: Percent, right: Percent) -> Bool { left.hundredths < right.hundredths }
  public static func - (left: Percent, right: Percent) -> PercentagePoints {
    PercentagePoints(hundredths: left.hundredths - right.hundredths)
  }
  /// `83.33%`.
  public var text: String { decimalText(hundredths, places: 2, atLeast: 2) + "%" }
}

/// The difference of two shares (百分点), in hundredths.
public struct PercentagePoints: Hashable, Comparable, Sendable, Codable {
  public let hundredths: Int64
  public init(hundredths: Int64) { self.hundredths = hundredths }
  public init(from decoder: any Decoder) throws { hundredths = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(hundredths)
  }
  public static func < (left: PercentagePoints, right: PercentagePoints) -> Bool { left.hundredths < right.hundredths }
  /// `+2.67个百分点`, `−0.30 percentage points`.
  public var phrase: Phrase {
    let figure = (hundredths > 0 ? "+" : "") + decimalText(hundredths, places: 2, atLeast: 2)
    return Phrase(figure + "个百分点", figure + " percentage points")
  }
}

/// A mean in hundredths: 63.48 days is 6,348.
public struct Mean: Hashable, Comparable, Sendable, Codable {
  public let hundredths: Int64
  public init(hundredths: Int64) { self.hundredths = hundredths }
  public init(from decoder: any Decoder) throws { hundredths = try decoder.singleValueContainer().decode(Int64.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(hundredths)
  }
  /// `sum ÷ count`, rounded half up once; nil where the count is zero.
  public init?(_ sum: Int128, over count: Int128) {
    guard count != 0 else { return nil }
    let (scaled, overflow) = sum.multipliedReportingOverflow(by: 100)
    guard !overflow, let rounded = Money(rounding: scaled, over: count) else { return nil }
    self.init(hundredths: rounded.fen)
  }
  public static func < (left: Mean, right: Mean) -> Bool { left.hundredths < right.hundredths }
  public var text: String { decimalText(hundredths, places: 2, atLeast: 2) }
}
