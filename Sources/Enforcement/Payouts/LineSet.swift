import Basics

/// Lines of a batch in ascending order, stored as ranges: `1-240,242`. Text that is none holds no line.
public struct LineSet: Sendable, Hashable, Codable {
  public let text: String
  /// Every line of the range, both ends included.
  public init(_ range: ClosedRange<Int>) { text = LineSet.write(range) }
  /// `lines` ascend.
  public init(_ lines: some Sequence<Int>) {
    var parts: [String] = []
    var open: ClosedRange<Int>?
    for line in lines {
      if let range = open, line == range.upperBound + 1 {
        open = range.lowerBound...line
      } else {
        if let range = open { parts.append(LineSet.write(range)) }
        open = line...line
      }
    }
    if let range = open { parts.append(LineSet.write(range)) }
    text = parts.joined(separator: ",")
  }
  /// As it is stored.
  init(text: String) { self.text = text }
  public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(text)
  }

  public static let none = LineSet([])
  public var isEmpty: Bool { text.isEmpty }
  public var ranges: [ClosedRange<Int>] {
    text.utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
      let ends = part.split(separator: UInt8(ascii: "-")).map { Int(String(Substring($0))) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first > 0, first <= last else {
        return nil
      }
      return first...last
    }
  }
  public var lines: [Int] { ranges.flatMap(Array.init) }
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  private static func write(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}

/// Sums in fen, one a line in the order of the lines: `120000,98050`. What cannot be read counts as zero.
public struct FenList: Sendable, Hashable, Codable {
  public let text: String
  /// In the order of the lines.
  public init(_ amounts: [Money]) { text = amounts.map { "\($0.fen)" }.joined(separator: ",") }
  public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(text)
  }
  public var amounts: [Money] {
    text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
      Money(fen: Int64(String(Substring(part))) ?? 0)
    }
  }
}

/// Lines that failed or came back for one reason.
public struct CodedLines: Sendable, Hashable, Codable {
  /// The bank's code: `AC01` (ISO 20022 external status reason).
  public let code: String
  public let lines: LineSet
  public init(code: String, lines: LineSet) {
    self.code = code
    self.lines = lines
  }
}
