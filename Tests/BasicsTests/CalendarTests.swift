import Basics
import Testing

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
