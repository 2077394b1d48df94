import Basics
import EnforcementLaw
import Foundation
import Testing

/// Facts that these tests read from the repository, and a source of chance that can be repeated.
enum PartA {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
  static func calendar() throws -> CourtCalendar { try CourtCalendar.parse(csv: text("data-law/calendar_2018_2026.csv")) }

  /// The day of a text in a test.
  static func day(_ text: String) throws -> Day { try #require(Day(text)) }
  static func money(_ text: String) throws -> Money { try #require(Money(text)) }

  /// The refusal that a call throws; the test fails where it throws none.
  static func refusal<Value>(_ call: () throws(LawRefusal) -> Value, _ location: SourceLocation = #_sourceLocation) -> LawRefusal?
  {
    do {
      let value = try call()
      Issue.record("not refused: \(value)", sourceLocation: location)
      return nil
    } catch {
      #expect(!error.message.zh.isEmpty && !error.message.en.isEmpty, sourceLocation: location)
      return error
    }
  }
}

/// SplitMix64: the same seed gives the same text.
struct Chance: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
  mutating func pick<Element>(_ from: [Element]) -> Element { from[Int(next() % UInt64(from.count))] }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  /// Text of up to `most` signs, from an alphabet of traps and from a good text with one sign changed.
  mutating func text(near good: String, most: Int = 40) -> String {
    let traps = Array("0123456789 ()（）号之一十执恢浙J知字Xx-·/.,、:；\u{0}\u{301}\u{FEFF}\n🏛９ＡİIOß9999999999999999999")
    var signs = number(0...2) == 0 ? [] : Array(good)
    for _ in 0..<number(0...6) {
      let place = number(0...signs.count)
      switch number(0...2) {
      case 0: signs.insert(pick(traps), at: place)
      case 1 where place < signs.count: signs.remove(at: place)
      case _ where place < signs.count: signs[place] = pick(traps)
      default: signs += (0..<number(0...most)).map { _ in pick(traps) }
      }
    }
    return String(signs)
  }
}
