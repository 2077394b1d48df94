import Basics
import Testing

@Suite("Money") struct MoneyTests {
  @Test("A sum reads back what it prints, plain and grouped")
  func roundTrip() throws {
    let seed: UInt64 = 100
    print("seed \(seed)")
    var chance = Dice(seed)
    var broken: [Int64] = []
    for _ in 0..<5000 {
      let money = Money(
        fen: Int64(chance.roll(2_000_000_000)) * Int64(chance.roll(1_000_000)) % Money.outsideMax.fen - Int64(chance.roll(1000)))
      if Money(money.description) != money || Money(money.grouped) != money { broken.append(money.fen) }
    }
    #expect(broken.isEmpty)
  }

  @Test("Sums are read as people write them")
  func reads() {
    let good: [(String, Int64)] = [
      ("130000", 13_000_000), ("130000.5", 13_000_050), ("130,000.00", 13_000_000), ("¥1,234.56", 123_456), ("￥5", 500),
      ("12元", 1200),
      ("-0.01", -1), (" 1 000 ", 100_000), ("0", 0), ("9999999999999.99", 999_999_999_999_999), ("0.00", 0), ("007", 700),
    ]
    for (text, fen) in good { #expect(Money(text)?.fen == fen, "\(text)") }
    let wrong = [
      "", ".", "1.", ".5", "1.234", "1,23", "12,34.00", "1,2345", ",123", "1,,000", "--1", "1-", "一万", "1e5", "10000000000000",
      "NaN", "1.2.3",
      "+5", "１２", "5\u{301}", "元", "¥", "1.-5", "99999999999999999999999",
    ]
    for text in wrong { #expect(Money(text) == nil, "\(text)") }
  }

  @Test("Text of any kind never traps the reader")
  func fuzz() {
    let seed: UInt64 = 101
    print("seed \(seed)")
    var chance = Dice(seed)
    let signs = Array("0123456789,.-+¥元 e\u{301}９一")
    var read = 0
    for _ in 0..<20_000 {
      let text = String((0..<chance.roll(24)).map { _ in signs[chance.roll(signs.count)] })
      guard let money = Money(text) else { continue }
      read += 1
      #expect(Money(money.description) == money, "seed \(seed): \(text)")
      #expect(abs(money.fen) <= Money.outsideMax.fen)
    }
    #expect(read > 0)
  }

  @Test("Products are rounded half up once, away from zero below it")
  func scaling() {
    #expect(Money(fen: 100).scaled(1, over: 8)?.fen == 13)
    #expect(Money(fen: -100).scaled(1, over: 8)?.fen == -13)
    #expect(Money(fen: 100).scaled(1, over: -8)?.fen == -13)
    #expect(Money(fen: 1).scaled(1, over: 2)?.fen == 1)
    #expect(Money(fen: 1).scaled(499, over: 1000)?.fen == 0)
    #expect(Money(fen: 1).scaled(1, over: 0) == nil)
    #expect(Money(rounding: 5, over: 0) == nil)
    #expect(Money(fen: .max).scaled(2, over: 1) == nil)
    #expect(Money(fen: .max).scaled(.max, over: 1) == nil)
    #expect(Money.yuan(100_000).scaled(175 * 180, over: 1_000_000) == .yuan(3150))
  }

  @Test("A division loses no fen")
  func division() {
    let (each, remainder) = Money(fen: 10_000).divided(by: 3)
    #expect(each.fen == 3333 && remainder.fen == 1)
    #expect(Money(fen: 5).divided(by: 0) == (.zero, Money(fen: 5)))
    var chance = Dice(3)
    for _ in 0..<1000 {
      let money = Money(fen: Int64(chance.roll(1_000_000)) - 500_000)
      let parts = Int64(chance.roll(20)) + 1
      let (each, remainder) = money.divided(by: parts)
      #expect(each.fen * parts + remainder.fen == money.fen)
    }
  }

  @Test("A sum over input refuses where it would leave its range")
  func adding() {
    #expect(Money(fen: .max).adding(Money(fen: 1)) == nil)
    #expect(Money(fen: 1).adding(Money(fen: 2))?.fen == 3)
  }

  @Test("Sums in capitals are as papers print them")
  func words() throws {
    let examples: [(String, String)] = [
      ("0", "零元整"), ("0.05", "伍分"), ("0.50", "伍角整"), ("0.55", "伍角伍分"), ("1", "壹元整"), ("1.50", "壹元伍角整"), ("10", "壹拾元整"),
      ("100.05", "壹佰元零伍分"), ("105", "壹佰零伍元整"), ("110", "壹佰壹拾元整"), ("1001.10", "壹仟零壹元壹角整"), ("1409.50", "壹仟肆佰零玖元伍角整"),
      ("6007.14", "陆仟零柒元壹角肆分"), ("16409.02", "壹万陆仟肆佰零玖元零贰分"), ("130000", "壹拾叁万元整"), ("100010000", "壹亿零壹万元整"),
      ("10000000", "壹仟万元整"), ("20000005", "贰仟万零伍元整"), ("100000000", "壹亿元整"), ("1000000000000", "壹万亿元整"),
      ("1234500000000", "壹万贰仟叁佰肆拾伍亿元整"), ("1000100000000", "壹万零壹亿元整"), ("-12.30", "负壹拾贰元叁角整"),
      ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ]
    for (text, words) in examples { #expect(try #require(Money(text)).inWords == words, "\(text)") }
  }

  @Test("Different sums never read the same in capitals")
  func wordsDistinct() {
    var seen: [String: Int64] = [:]
    for fen in stride(from: Int64(0), to: 30_000_000, by: 997) {
      #expect(seen.updateValue(fen, forKey: Money(fen: fen).inWords) == nil, "\(fen)")
    }
  }
}
