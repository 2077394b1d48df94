import Basics
import Foundation
import Testing

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
