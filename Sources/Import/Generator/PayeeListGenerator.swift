import Basics
import Sheets

/// Lists of payees whom nobody is, for measurements and tests: the same seed gives the same list.
public struct PayeeListGenerator: Sendable {
  public let seed: UInt64
  public let count: Int
  /// Every line has about this much; the list comes to `count` times it, to the fen.
  public let average: Money
  public init(seed: UInt64, count: Int, average: Money = .yuan(10_000)) {
    self.seed = seed
    self.count = count
    self.average = average
  }
  public var total: Money { Money(fen: average.fen * Int64(count)) }

  /// CSV as a clerk would hand it in.
  public func csv() -> [UInt8] {
    var people = FictionalPeople(seed: seed, today: Day(number: 20_600))
    var numbers = SeededNumbers(seed: seed)
    var writer = CSVWriter()
    writer.write(["编号", "收款人", "证件号码", "账号", "开户行", "开户行行号", "金额", "联系电话"])
    var carried: Int64 = 0
    for line in stride(from: 1, through: count, by: 1) {
      // Every second line takes back what the one before had more, so that the sum is exact.
      let spread = line == count && count % 2 == 1 ? 0 : average.fen / 2
      let change = line % 2 == 1 ? Int64.random(in: -spread...spread, using: &numbers) : -carried
      carried = change
      let bank = PayeeListGenerator.banks[line % PayeeListGenerator.banks.count]
      writer.write([
        "HH\(line)", people.personName(), people.resident(), PayeeListGenerator.account(line, seed), bank.name, bank.code,
        "\(Money(fen: average.fen + change))", people.phone(),
      ])
    }
    return writer.bytes
  }

  static let banks: [(name: String, code: String)] = [
    ("临江示例银行城东支行", "990000000019"), ("海门示例银行营业部", "990000000027"), ("橘乡示例农商银行城西支行", "990000000035"),
  ]
  /// Nineteen digits that begin as no bank's cards do, with a fitting check digit (ISO/IEC 7812-1).
  static func account(_ line: Int, _ seed: UInt64) -> String {
    let digits = Array("9990\(100_000 + seed % 900_000)\(10_000_000 + line)".utf8.map { Int($0) - 48 })
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = digit * 2
      sum += place % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit
    }
    return digits.map(String.init).joined() + "\((10 - sum % 10) % 10)"
  }
}
