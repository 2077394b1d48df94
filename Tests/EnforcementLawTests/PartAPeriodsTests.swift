import Basics
import EnforcementLaw
import Testing

@Suite("R0.1 and R0.2: periods and service") struct PartAPeriodsTests {
  @Test("The worked examples of counting come out to the day")
  func examples() throws {
    let calendar = try PartA.calendar()
    let examples: [(String, Periods.Length, String)] = [
      ("2024-04-26", .days(7), "2024-05-06"), ("2024-02-01", .days(10), "2024-02-18"), ("2024-01-25", .days(15), "2024-02-09"),
      ("2025-09-25", .days(7), "2025-10-09"), ("2026-02-06", .days(10), "2026-02-24"), ("2023-08-31", .months(6), "2024-02-29"),
      ("2024-04-05", .months(6), "2024-10-08"), ("2024-10-01", .months(24), "2026-10-08"),
      ("2024-02-08", .workdays(3), "2024-02-19"),
      ("2024-09-30", .workdays(3), "2024-10-10"), ("2026-02-13", .workdays(3), "2026-02-25"),
    ]
    for (from, length, expected) in examples {
      let result = Periods.deadline(from: try PartA.day(from), length, calendar: calendar)
      #expect(result.value.description == expected, "\(from) + \(length)")
      #expect(result.reasons.rule == "R0.1")
      #expect(result.reasons.citations.contains(Periods.countingArticle))
      #expect(result.reasons.provisional == false)
    }
  }

  @Test("The steps show the day before and after it moves, and why a Sunday did not")
  func steps() throws {
    let calendar = try PartA.calendar()
    let moved = Periods.deadline(from: try PartA.day("2024-04-26"), .days(7), calendar: calendar)
    #expect(moved.reasons.steps.map(\.figure) == ["2024-05-03", "2024-05-06"])
    let stayed = Periods.deadline(from: try PartA.day("2024-02-01"), .days(10), calendar: calendar)
    #expect(stayed.reasons.steps.map(\.figure) == ["2024-02-11", "2024-02-18"])
    let adjusted = Periods.deadline(from: try PartA.day("2024-02-08"), .days(10), calendar: calendar)
    #expect(adjusted.value.description == "2024-02-18")
    #expect(adjusted.reasons.steps.last?.what.zh.contains("调休") == true)
  }

  @Test("A day beyond the issued calendar is provisional and counts weekends only")
  func provisional() throws {
    let calendar = try PartA.calendar()
    #expect(calendar.knownFrom.description == "2018-01-01")
    #expect(calendar.knownThrough.description == "2026-12-31")
    let result = Periods.deadline(from: try PartA.day("2026-12-30"), .days(3), calendar: calendar)
    #expect(result.value.description == "2027-01-04")
    #expect(result.reasons.provisional)
    let inside = Periods.deadline(from: try PartA.day("2026-12-28"), .days(3), calendar: calendar)
    #expect(inside.value.description == "2026-12-31")
    #expect(!inside.reasons.provisional)
  }

  @Test("A deadline is a working day, never before the raw day, and grows with the length")
  func properties() throws {
    let calendar = try PartA.calendar()
    let seed: UInt64 = 20_240_115
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let first = try PartA.day("2018-01-01")
    for _ in 0..<5000 {
      let from = first + chance.number(0...3000)
      let count = chance.number(1...400)
      for length in [Periods.Length.days(count), .months(count % 60 + 1), .workdays(count % 100 + 1)] {
        let raw = Periods.rawEnd(from: from, length, calendar: calendar)
        let end = Periods.deadline(from: from, length, calendar: calendar).value
        #expect(calendar.isWorking(end))
        #expect(end >= raw && end - raw <= 10)
        #expect(!(raw.number..<end.number).contains { calendar.isWorking(Day(number: $0)) })
      }
      let later = Periods.deadline(from: from, .days(count + 1), calendar: calendar).value
      #expect(later >= Periods.deadline(from: from, .days(count), calendar: calendar).value)
      let work = calendar.workingDay(count % 100 + 1, after: from)
      #expect(calendar.workingDays(from: from + 1, through: work) == count % 100 + 1)
    }
  }

  @Test("Absurd lengths end at the edge of the calendar and trap nothing")
  func absurd() throws {
    let calendar = try PartA.calendar()
    let from = try PartA.day("2024-04-26")
    for count in [Int.max, Int.min, -1, 0, 3_000_000] {
      _ = Periods.deadline(from: from, .days(count), calendar: calendar)
      _ = Periods.deadline(from: from, .months(count), calendar: calendar)
      _ = Periods.deadline(from: from, .workdays(count), calendar: calendar)
      _ = Periods.deadline(from: Instant(from), hours: count)
    }
    #expect(Periods.deadline(from: from, .days(Int.max), calendar: calendar, rolls: false).value == Day.latest)
    #expect(Periods.deadline(from: from, .days(Int.min), calendar: calendar, rolls: false).value == Day.earliest)
  }

  @Test("Hours run from the next full hour and do not stop for days of rest")
  func hours() throws {
    let start = Instant(try PartA.day("2024-04-30"), hour: 10, minute: 20)
    let end = Periods.deadline(from: start, hours: 48)
    #expect(end.value.description == "2024-05-02T11:00:00+08:00")
    #expect(end.reasons.citations == [Periods.hoursArticle])
  }

  @Test("A notice published on 1 March counts as served on 31 March, sixty days before 2022")
  func publicNotice() throws {
    let calendar = try PartA.calendar()
    let notice = ServiceOfPaper.publicNotice(published: try PartA.day("2024-03-01"))
    let served = try Periods.served(notice, settings: .standard, calendar: calendar)
    #expect(served.value.description == "2024-03-31")
    #expect(served.reasons.citations.first?.article == "95")
    #expect(served.reasons.settings.first?.name == "noticeRoll")
    var rolling = CourtSettings()
    try rolling.set("noticeRoll", to: "true", origin: "court.yaml")
    let moved = try Periods.served(notice, settings: rolling, calendar: calendar)
    #expect(moved.value.description == "2024-04-01")
    #expect(moved.reasons.settings.first?.origin == "court.yaml")
    let old = ServiceOfPaper.publicNotice(published: try PartA.day("2021-12-31"))
    #expect(try Periods.served(old, settings: .standard, calendar: calendar).value.description == "2022-03-01")
  }

  @Test("An electronic paper counts on arrival only at a confirmed address")
  func electronic() throws {
    let calendar = try PartA.calendar()
    let arrived = Instant(try PartA.day("2024-05-02"), hour: 21, minute: 14)
    let confirmed = try Periods.served(.electronic(arrived: arrived), settings: .standard, calendar: calendar)
    #expect(confirmed.value.description == "2024-05-02")
    let silent = PartA.refusal { () throws(LawRefusal) in
      try Periods.served(.electronicUnconfirmed(repliedOrRead: nil), settings: .standard, calendar: calendar)
    }
    #expect(silent?.code == "serviceNotProven")
    let read = try Periods.served(.electronicUnconfirmed(repliedOrRead: arrived), settings: .standard, calendar: calendar)
    #expect(read.value.description == "2024-05-02")
    let unwitnessed = PartA.refusal { () throws(LawRefusal) in
      try Periods.served(.leftBehind(on: arrived.day, witnessedOrFilmed: false), settings: .standard, calendar: calendar)
    }
    #expect(unwitnessed?.code == "serviceNotProven")
  }

  @Test("A letter posted on the last day is in time; restoration is asked within ten days")
  func postingAndRestoration() throws {
    let last = try PartA.day("2024-05-06")
    #expect(Periods.isInTime(posted: last, deadline: last).value)
    #expect(!Periods.isInTime(posted: last + 1, deadline: last).value)
    let restoration = Periods.restoration(obstacleEnded: try PartA.day("2024-02-01"), calendar: try PartA.calendar())
    #expect(restoration.value.description == "2024-02-18")
    #expect(restoration.reasons.citations.contains(Periods.restorationArticle))
  }

  @Test("The calendar of each year has the State Council's number of working days")
  func calendarTotals() throws {
    let calendar = try PartA.calendar()
    let totals = [
      (2018, 18, 7, 250), (2019, 17, 6, 250), (2020, 19, 6, 249), (2021, 18, 7, 250), (2022, 18, 7, 249), (2023, 18, 7, 249),
      (2024, 19, 8, 251), (2025, 18, 5, 248), (2026, 19, 6, 248),
    ]
    for (year, weekdaysOff, weekendsWorked, total) in totals {
      let first = try #require(Day(year, 1, 1))
      let last = try #require(Day(year, 12, 31))
      #expect(calendar.workingDays(from: first, through: last) == total, "\(year)")
      let days = (first.number...last.number).map { Day(number: $0) }
      #expect(days.count { !$0.isWeekend && !calendar.isWorking($0) } == weekdaysOff, "\(year)")
      #expect(days.count { $0.isWeekend && calendar.isWorking($0) } == weekendsWorked, "\(year)")
    }
    #expect(!calendar.isWorking(try PartA.day("2020-01-31")))
    #expect(calendar.isWorking(try PartA.day("2024-02-09")))
    #expect(!calendar.isWorking(try PartA.day("2025-01-28")))
    #expect(!calendar.isWorking(try PartA.day("2025-05-02")))
  }

  @Test("A wrong line of a calendar is refused with its number")
  func calendarErrors() throws {
    let head = "date,weekday,kind\n"
    let wrong: [(String, String)] = [
      ("date,kind\n", "calendar:1"), (head, "calendar:2"), (head + "2024-02-30,Fri,off\n", "calendar:2"),
      (head + "2024-05-01,Thu,off\n", "calendar:2"), (head + "2024-05-01,Wed,off\n2024-05-02,Thu,holiday\n", "calendar:3"),
      (head + "2024-05-01,Wed,work_adjusted\n", "calendar:2"), (head + "2024-05-04,Sat,off\n", "calendar:2"),
      (head + "2024-05-01,Wed,off\n\n2024-05-01,Wed,off\n", "calendar:4"), (head + "2024-05-01,Wed\n", "calendar:2"),
    ]
    for (csv, field) in wrong {
      #expect(PartA.refusal { () throws(LawRefusal) in try CourtCalendar.parse(csv: csv) }?.field == field, "\(csv)")
    }
    let windows = "\u{FEFF}date,weekday,kind\r\n2024-05-01,Wed,off\r\n"
    #expect(try CourtCalendar.parse(csv: windows).isWorking(PartA.day("2024-05-01")) == false)
    let seed: UInt64 = 7
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let good = head + "2024-05-01,Wed,off\n2024-05-11,Sat,work_adjusted\n"
    var read = 0
    for _ in 0..<3000 where (try? CourtCalendar.parse(csv: chance.text(near: good))) != nil { read += 1 }
    #expect(read < 3000)
  }
}
