/// The identification of one payment, written as EndToEndId (`8123456-2-1755`) and found again in every answer: payout, file
/// (chunk) and line. The same payment has the same id whenever it is written.
public struct PaymentID: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
  /// Letters and digits, 1 to 19.
  public let payout: String
  /// From 1.
  public let chunk: Int
  /// Line of the payout, from 1.
  public let line: Int

  static let payoutMax = 19
  static let chunkMax = 99_999
  static let lineMax = 99_999_999

  /// Nil where a part is out of bounds; together they fit the 35 signs of ISO 20022.
  public init?(payout: String, chunk: Int, line: Int) {
    guard PaymentID.isPayout(payout), (1...PaymentID.chunkMax).contains(chunk), (1...PaymentID.lineMax).contains(line) else {
      return nil
    }
    self.payout = payout
    self.chunk = chunk
    self.line = line
  }

  /// Reads what ``description`` writes, and nothing else.
  public init?(_ description: String) {
    let parts = description.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, let chunk = PaymentID.number(parts[1]), let line = PaymentID.number(parts[2]) else { return nil }
    self.init(payout: String(Substring(parts[0])), chunk: chunk, line: line)
  }

  public var description: String { "\(payout)-\(chunk)-\(line)" }
  /// MsgId of the file in which it is sent.
  public var messageID: String { "\(payout)-\(chunk)" }

  static func isPayout(_ text: String) -> Bool {
    (1...payoutMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
  }

  private static func number(_ text: Substring.UTF8View) -> Int? {
    guard let first = text.first, (49...57).contains(first), text.count <= 8 else { return nil }
    var value = 0
    for byte in text {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }
}
