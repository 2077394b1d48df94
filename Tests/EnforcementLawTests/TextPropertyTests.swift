import Basics
import EnforcementLaw
import Testing

@Suite("Check digits and fuzzed text")
struct TextPropertyTests {
  @Test("A card number with one wrong digit is always caught")
  func cards() {
    var chance = Chance(seed: 525)
    for _ in 0..<200 {
      let body = (0..<chance.number(15...18)).map { _ in String(chance.number(0...9)) }.joined()
      guard let good = (0...9).map({ body + String($0) }).first(where: { (try? BankCard.check($0)) != nil }) else {
        Issue.record("no check digit fits \(body)")
        continue
      }
      for place in good.indices {
        for digit in "0123456789" where digit != good[place] {
          let wrong = String(good[..<place]) + String(digit) + good[good.index(after: place)...]
          #expect((try? BankCard.check(wrong)) == nil, "\(wrong)")
        }
      }
    }
  }

  @Test("Fuzzed interest terms never trap; what is read says its rate")
  func interestTerms() throws {
    var chance = Chance(seed: 605)
    let start = try day("2024-01-01")
    let good = [
      "6%", "LPR*4", "1.3LPR", "24%/2020-08-19;LPR4", "0.05%/日", "月2%", "none", "无", "4xLPR", "2024-01-01..2024-06-30 6%",
    ]
    for _ in 0..<20_000 {
      let text = chance.text(near: chance.pick(good))
      do throws(LawRefusal) {
        _ = try InterestTerm.parse(text, start: start)
      } catch {
        #expect(!error.code.isEmpty && !error.message.zh.isEmpty && !error.message.en.isEmpty, "\(text)")
      }
    }
  }
}
