import Basics
import EnforcementLaw
import Foundation
import Testing

/// The rate tables of `data-law`, read once.
enum LawData {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "data-law")
  static func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
  static func calendar() throws -> CourtCalendar { try .parse(csv: text("calendar_2018_2026.csv")) }
  static func rates() throws -> RateTables {
    RateTables(lpr: try .parse(csv: text("lpr.csv")), benchmark: try .parse(csv: text("pboc_benchmark.csv")))
  }
}

/// A day written `2024-05-06`; the test fails where it is none.
func day(_ text: String) throws -> Day { try #require(Day(text)) }
/// A sum written `1850.00`.
func yuan(_ text: String) throws -> Money { try #require(Money(text)) }

/// The refusal that a call throws.
func refusal<Value>(_ call: () throws -> Value) -> LawRefusal? {
  do {
    _ = try call()
    return nil
  } catch { return error as? LawRefusal }
}

/// A small generator with a printed seed, so that a failing case can be run again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func money(upTo fen: Int64) -> Money { Money(fen: Int64.random(in: 0...fen, using: &self)) }
}
