import Basics
import Foundation
import Synchronization
import Testing

@Suite("Identifiers") struct IDTests {
  private final class Clock: CourtClock {
    let time = Mutex<Int64>(1_714_000_000_000)
    var now: Instant { Instant(milliseconds: time.withLock { $0 }) }
    func move(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
  }

  @Test("Numbers always grow, also when a millisecond is used up and when the clock goes back")
  func grow() {
    let clock = Clock()
    let source = IDSource(clock: clock, node: 7)
    var last = source.next(Day.self)
    var wrong = 0
    for count in 0..<20_000 {
      if count == 10_000 { clock.move(-60_000) }
      let next = source.next(Day.self)
      if next <= last || (next.raw >> 12) & 1023 != 7 { wrong += 1 }
      last = next
    }
    #expect(wrong == 0)
    clock.move(600_000)
    #expect(source.next(Day.self) > last)
  }

  @Test("A source started after a number never repeats it, even under an older clock")
  func restart() {
    let clock = Clock()
    let first = IDSource(clock: clock)
    var given: Set<Int64> = []
    var last: Int64 = 0
    for _ in 0..<5000 {
      last = first.next(Day.self).raw
      given.insert(last)
    }
    clock.move(-1_000_000)
    let second = IDSource(clock: clock, after: last)
    for _ in 0..<5000 { #expect(given.insert(second.next(Day.self).raw).inserted) }
  }

  @Test("Eight tasks at once never get the same number")
  func concurrent() async {
    let source = IDSource(clock: Clock())
    let all = await withTaskGroup(of: [Int64].self) { group in
      for _ in 0..<8 { group.addTask { (0..<2000).map { _ in source.next(Day.self).raw } } }
      return await group.reduce(into: [Int64]()) { $0 += $1 }
    }
    #expect(Set(all).count == 16_000)
  }

  @Test("Only positive decimal text is a number")
  func reads() throws {
    #expect(ID<Day>("42")?.raw == 42)
    for text in ["0", "-1", "+5", "042", "", "x", "99999999999999999999"] { #expect(ID<Day>(text) == nil, "\(text)") }
    let id = ID<Day>(raw: 9_007_199_254_740_993)
    let text = String(decoding: try JSONEncoder().encode([id]), as: UTF8.self)
    #expect(text == "[\"9007199254740993\"]")
    #expect(try JSONDecoder().decode([ID<Day>].self, from: Data(text.utf8)) == [id])
    #expect(id.retyped(as: Money.self).raw == id.raw)
  }
}
