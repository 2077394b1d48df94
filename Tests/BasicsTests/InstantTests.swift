import Basics
import Testing

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
