import Basics
import Testing

@Test("Sums in capitals follow the rules for bank bills")
func moneyInWords() {
  let known: [Int64: String] = [
    0: "零元整", 1: "壹分", 5: "伍分", 10: "壹角整", 50: "伍角整", 55: "伍角伍分", 100: "壹元整", 105: "壹元零伍分", 150: "壹元伍角整",
    10_005: "壹佰元零伍分", 32_504: "叁佰贰拾伍元零肆分", 100_000: "壹仟元整", 101_000: "壹仟零壹拾元整", 140_950: "壹仟肆佰零玖元伍角整",
    600_714: "陆仟零柒元壹角肆分", 1_000_000: "壹万元整", 1_000_100: "壹万零壹元整", 1_640_902: "壹万陆仟肆佰零玖元零贰分", 10_000_000: "壹拾万元整",
    13_000_000: "壹拾叁万元整", 10_100_000: "壹拾万零壹仟元整", 100_000_100: "壹佰万零壹元整", 1_010_000_000: "壹仟零壹拾万元整",
    10_000_000_000: "壹亿元整", 10_005_000_000: "壹亿零伍万元整", 10_500_000_000: "壹亿零伍佰万元整", 100_000_000_100: "壹拾亿零壹元整",
    100_000_000_000_000: "壹万亿元整", 100_010_000_000_000: "壹万零壹亿元整", 100_000_001_000_000: "壹万亿零壹万元整",
    999_999_999_999_999: "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分", -13_000_000: "负壹拾叁万元整",
  ]
  for (fen, words) in known { #expect(Money(fen: fen).inWords == words, "\(fen)") }
}

@Test("Every sum can be read back from its capitals, without double, leading or trailing zeros")
func moneyInWordsReadsBack() {
  var seed: UInt64 = 20_240_506
  func random(_ bound: UInt64) -> UInt64 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (seed >> 16) % bound
  }
  var bound: UInt64 = 10
  for _ in 0..<18 {
    for _ in 0..<400 {
      // Half of the sums have most of their figures zero: that is where the rules are.
      var fen = random(bound)
      if random(2) == 0 {
        var place: UInt64 = 1
        while place < bound {
          if random(3) > 0 { fen -= fen / place % 10 * place }
          place *= 10
        }
      }
      let words = Money(fen: Int64(fen)).inWords
      #expect(read(words) == fen, "\(fen) \(words)")
      #expect(!words.contains("零零") && !words.contains("零万") && !words.contains("零亿") && (fen == 0 || !words.hasPrefix("零")))
      #expect(!words.contains("零元") || fen == 0)
    }
    bound *= 10
  }
}

/// Capitals back to fen, by the grammar of numerals and none of the printer's code.
private func read(_ words: String) -> UInt64? {
  let figures: [Character: UInt64] = ["零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9]
  let units: [Character: UInt64] = ["拾": 10, "佰": 100, "仟": 1000]
  var yuanOver: UInt64 = 0
  var overWan: UInt64 = 0
  var section: UInt64 = 0
  var figure: UInt64 = 0
  var fen: UInt64 = 0
  for letter in words {
    if let value = figures[letter] {
      figure = value
    } else if let unit = units[letter] {
      section += figure * unit
      figure = 0
    } else {
      switch letter {
      case "万":
        overWan += (section + figure) * 10_000
        (section, figure) = (0, 0)
      case "亿":
        yuanOver = (yuanOver + overWan + section + figure) * 100_000_000
        (overWan, section, figure) = (0, 0, 0)
      case "元":
        fen = (yuanOver + overWan + section + figure) * 100
        figure = 0
      case "角":
        fen += figure * 10
        figure = 0
      case "分":
        fen += figure
        figure = 0
      case "整": break
      default: return nil
      }
    }
  }
  return fen
}
