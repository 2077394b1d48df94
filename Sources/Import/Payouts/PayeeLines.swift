import BankFiles
import Basics
import Crypto

/// The checked lines of a batch as one text: a line each, fields parted by tabs. Its SHA-256 stands in the batch's first event; the
/// text itself is kept encrypted. Lines are read where they are asked for, so 170,000 of them take little more room than their text.
public struct PayeeLines: Sendable {
  /// One payee as it will be paid.
  public struct Line: Sendable, Hashable {
    /// From 1.
    public let line: Int
    public let reference: String
    public var name: String
    public var account: String
    public var bankName: String
    public var bankCode: String
    public let amount: Money
    public let idNumber: String
    public var phone: String
  }
  public let bytes: [UInt8]
  /// Where each line begins, and the end.
  private let starts: [Int32]
  public var count: Int { starts.count - 1 }

  /// Nil where the text is cut off.
  public init?(_ bytes: [UInt8]) {
    guard bytes.last == 10, bytes.count < Int(Int32.max) else { return nil }
    var starts: [Int32] = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == 10 { starts.append(Int32(index + 1)) }
    }
    self.bytes = bytes
    self.starts = starts
  }

  /// The payees of a list in its order.
  public init(_ payees: [Payee]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payees.count * 110)
    var starts: [Int32] = [0]
    starts.reserveCapacity(payees.count + 1)
    for payee in payees {
      for text in [payee.reference, payee.name, payee.account, payee.bankName, payee.bankCode] {
        PayeeLines.append(text, to: &bytes)
      }
      bytes.append(contentsOf: String(payee.amount.fen).utf8)
      bytes.append(9)
      PayeeLines.append(payee.idNumber, to: &bytes)
      PayeeLines.append(payee.phone, to: &bytes)
      bytes[bytes.count - 1] = 10
      starts.append(Int32(bytes.count))
    }
    self.bytes = bytes
    self.starts = starts
  }
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 { bytes.append(byte < 32 ? 32 : byte) }
    bytes.append(9)
  }

  public var sha256: String { PayeeLines.digest(bytes) }
  public static func digest(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A line by its number, from 1.
  public func line(_ number: Int) -> Line? {
    guard (1...max(1, count)).contains(number), count > 0 else { return nil }
    let range = Int(starts[number - 1])..<(Int(starts[number]) - 1)
    let fields = bytes[range].split(separator: 9, omittingEmptySubsequences: false)
    guard fields.count == 8, let fen = Int64(String(decoding: fields[5], as: UTF8.self)) else { return nil }
    func text(_ place: Int) -> String { String(decoding: fields[place], as: UTF8.self) }
    return Line(
      line: number, reference: text(0), name: text(1), account: text(2), bankName: text(3), bankCode: text(4),
      amount: Money(fen: fen), idNumber: text(6), phone: text(7))
  }

  /// Numbers of the lines that hold a text, at most `limit`, after a line.
  public func search(_ text: String, after: Int = 0, limit: Int) -> [Int] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, wanted.count <= 200, !wanted.contains(where: { $0 < 32 }) else { return [] }
    var found: [Int] = []
    var number = after + 1
    while number <= count, found.count < limit {
      let range = Int(starts[number - 1])..<(Int(starts[number]) - 1)
      if PayeeLines.holds(bytes, range, wanted) { found.append(number) }
      number += 1
    }
    return found
  }
  private static func holds(_ bytes: [UInt8], _ range: Range<Int>, _ wanted: [UInt8]) -> Bool {
    guard range.count >= wanted.count else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      for start in range.lowerBound...(range.upperBound - wanted.count) where buffer[start] == wanted[0] {
        var place = 1
        while place < wanted.count, buffer[start + place] == wanted[place] { place += 1 }
        if place == wanted.count { return true }
      }
      return false
    }
  }
}
