import Basics
import Foundation
import Synchronization
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

@Suite("Days") struct DayTests {
  @Test("Every day of five centuries has its date, and its date gives it back")
  func everyDay() throws {
    var previous = try #require(Day(1599, 12, 31))
    let end = try #require(Day(2100, 1, 1))
    var wrong = 0
    while previous < end {
      let day = previous + 1
      let (year, month, date) = day.parts
      if Day(year, month, date) != day || Day(day.description) != day || day.weekday != previous.weekday % 7 + 1 { wrong += 1 }
      previous = day
    }
    #expect(wrong == 0)
    #expect(Day(1970, 1, 1)?.number == 0)
    #expect(Day(2024, 5, 1)?.weekday == 3)
    #expect(Day(9999, 12, 31) == .latest && Day(1, 1, 1) == .earliest)
  }

  @Test("Days agree with Foundation's Gregorian calendar")
  func agreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var chance = Dice(1970)
    var wrong: [Day] = []
    for _ in 0..<2000 {
      let day = Day(number: Int32(chance.roll(80_000)) - 20_000)
      let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      if day.parts.year != parts.year || day.parts.month != parts.month || day.parts.day != parts.day { wrong.append(day) }
      // Foundation moves 2064-04-29 by −26 months to 2062-03-01, so months are checked by what they must be.
      let months = chance.roll(100) - 50
      let moved = day.adding(months: months).parts
      let index = day.parts.year * 12 + day.parts.month - 1 + months
      if moved.year * 12 + moved.month - 1 != index { wrong.append(day) }
      if moved.day != min(day.parts.day, Day.length(moved.year, moved.month)) { wrong.append(day) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("Months end on their last day where the day does not exist")
  func months() throws {
    let day = try #require(Day(2023, 8, 31))
    #expect(day.adding(months: 6).description == "2024-02-29")
    #expect(day.adding(months: -6).description == "2023-02-28")
    #expect(day.adding(months: 18).description == "2025-02-28")
    #expect(Day(2024, 2, 29)?.adding(months: 12).description == "2025-02-28")
  }

  @Test("No arithmetic leaves the years 1 to 9999, and none traps")
  func held() {
    let day = Day(number: 0)
    for count in [Int.max, Int.min, 4_000_000, -4_000_000] {
      #expect([Day.latest, .earliest].contains(day + count))
      #expect([Day.latest, .earliest].contains(day - count))
      #expect([Day.latest, .earliest].contains(day.adding(months: count)))
    }
    #expect(Day.latest + 1 == .latest && Day.earliest - 1 == .earliest)
    #expect((1...7).contains(Day(number: .max).weekday) && (1...7).contains(Day(number: .min).weekday))
    #expect(!Day(number: .max).description.isEmpty && !Day(number: .min).description.isEmpty)
  }

  @Test("Only ISO dates that exist are read")
  func reads() {
    #expect(Day("2024-02-29")?.chinese == "2024年2月29日")
    for text in [
      "2023-02-29", "2024-2-29", "2024/02/29", "20240229", "2024-13-01", "2024-00-10", "0000-01-01", "", "2024-02-29 ",
      "２０２４-02-29",
    ] {
      #expect(Day(text) == nil, "\(text)")
    }
  }

  @Test("Days are stored as text")
  func coding() throws {
    let day = try #require(Day(2024, 5, 6))
    let text = String(decoding: try JSONEncoder().encode([day]), as: UTF8.self)
    #expect(text == "[\"2024-05-06\"]")
    #expect(try JSONDecoder().decode([Day].self, from: Data(text.utf8)) == [day])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Day].self, from: Data("[\"2024-05-32\"]".utf8)) }
  }
}

@Suite("Instants") struct InstantTests {
  @Test("A moment reads back what it prints; an offset is heeded")
  func roundTrip() throws {
    let day = try #require(Day(2024, 5, 2))
    let moment = Instant(day, hour: 21, minute: 14)
    #expect(moment.description == "2024-05-02T21:14:00+08:00")
    #expect(Instant("2024-05-02T21:14") == moment)
    #expect(Instant("2024-05-02 21:14:00") == moment)
    #expect(Instant("2024-05-02T13:14:00Z") == moment)
    #expect(Instant("2024-05-02T21:14:00.250+08:00")?.milliseconds == moment.milliseconds + 250)
    #expect(moment.minuteText == "2024-05-02 21:14")
    var chance = Dice(8)
    for _ in 0..<2000 {
      let moment = Instant(milliseconds: Int64(chance.roll(4_000_000_000)) * 1000 - 1_000_000_000_000 + Int64(chance.roll(1000)))
      #expect(Instant(moment.description) == moment)
    }
  }

  @Test("What is no moment is not read")
  func refused() {
    let wrong = [
      "2024-05-02", "2024-05-02T24:00", "2024-05-02T10:60", "2024-05-02T10", "2024-05-02T1:00", "2024-05-02T10:00:00.+12", "T",
      "",
      "2024-05-02T10:00:00.12", "2024-05-02T10:00+09:00", "2024-05-02T10:00T", "2024-05-02T10:00:00:00", "2024-05-02T-1:00",
    ]
    for text in wrong { #expect(Instant(text) == nil, "\(text)") }
  }

  @Test("The civil day in China changes at sixteen hours UTC")
  func civilDay() throws {
    let day = try #require(Day(2024, 5, 2))
    #expect(Instant(day).day == day && Instant.end(of: day).day == day)
    #expect(Instant(milliseconds: Instant.end(of: day).milliseconds + 1).day == day + 1)
    #expect(Instant("2024-05-01T16:00:00Z")?.day == day)
    #expect(Instant(milliseconds: -1).day.description == "1970-01-01")
    #expect(Instant(milliseconds: -8 * 3_600_000 - 1).day.description == "1969-12-31")
  }

  @Test("No moment traps, however far")
  func far() {
    for milliseconds in [Int64.max, .min, .max / 1000, .min / 1000] {
      let moment = Instant(milliseconds: milliseconds)
      #expect(!moment.description.isEmpty)
      #expect((0..<86_400).contains(moment.secondOfDay))
      #expect(moment.adding(seconds: .max) >= moment && moment.adding(hours: .min) <= moment)
      #expect(moment.milliseconds(since: moment) == 0)
    }
    #expect(Instant(milliseconds: .max).milliseconds(since: Instant(milliseconds: .min)) == .max)
  }
}

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

@Suite("Calendars and phrases") struct CalendarTests {
  @Test("A calendar of weekends works Monday to Friday and knows nothing for certain")
  func weekends() throws {
    let calendar = CourtCalendar.weekendsOnly
    let friday = try #require(Day(2024, 5, 10))
    #expect(calendar.isWorking(friday) && !calendar.isWorking(friday + 1))
    #expect(calendar.rolled(friday + 1) == friday + 3)
    #expect(calendar.workingDay(0, after: friday + 1) == friday + 1)
    #expect(calendar.workingDay(5, after: friday) == friday + 7)
    #expect(calendar.workingDays(from: friday, through: friday + 6) == 5)
    #expect(calendar.workingDays(from: friday, through: friday - 1) == 0)
    #expect(calendar.isProvisional(friday))
  }

  @Test("An exception of either kind overrides the week")
  func exceptions() throws {
    let friday = try #require(Day(2024, 5, 10))
    let calendar = CourtCalendar(
      exceptions: [friday: .off, friday + 1: .workAdjusted], knownFrom: friday - 30, knownThrough: friday + 30)
    #expect(calendar.rolled(friday) == friday + 1)
    #expect(!calendar.isProvisional(friday) && calendar.isProvisional(friday + 31) && calendar.isProvisional(friday - 31))
  }

  @Test("A phrase is joined in both languages")
  func phrases() {
    let phrase = Phrase("甲", "a") + Phrase("乙", "b")
    #expect(phrase[.zh] == "甲乙" && phrase[.en] == "ab")
  }
}

/// A die that falls alike for the same seed.
struct Dice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  /// 0 ..< `sides`.
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }
}
