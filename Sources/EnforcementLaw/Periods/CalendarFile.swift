import Basics

extension CourtCalendar {
  /// The most lines that a calendar file may have.
  static let linesMax = 20_000

  /// Reads a calendar: a heading `date,weekday,kind`, then a line for each day that breaks the rule of the week, `off` for a
  /// weekday of rest and `work_adjusted` for a weekend day worked. It covers all years that it names, from 1 January of the
  /// first to 31 December of the last. A line that is wrong is refused with its number.
  public static func parse(csv: String) throws(LawRefusal) -> CourtCalendar {
    var exceptions: [Day: Exception] = [:]
    var years: (first: Int, last: Int)?
    var number = 0
    for line in csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      guard number <= linesMax else { throw refusal(number, Phrase("行数过多", "too many lines")) }
      if number == 1 {
        guard line.filter({ $0 != "\u{FEFF}" }) == "date,weekday,kind" else {
          throw refusal(1, Phrase("表头应为 date,weekday,kind", "the heading must be date,weekday,kind"))
        }
        continue
      }
      guard !line.isEmpty else { continue }
      let (day, kind) = try exception(String(line), number)
      guard exceptions.updateValue(kind, forKey: day) == nil else {
        throw refusal(number, Phrase("\(day) 重复", "\(day) appears twice"))
      }
      let year = day.year
      years = (min(years?.first ?? year, year), max(years?.last ?? year, year))
    }
    guard let years, let first = Day(years.first, 1, 1), let last = Day(years.last, 12, 31) else {
      throw refusal(max(number, 1), Phrase("没有任何日期", "there are no days in it"))
    }
    return CourtCalendar(exceptions: exceptions, knownFrom: first, knownThrough: last)
  }

  private static func exception(_ line: String, _ number: Int) throws(LawRefusal) -> (Day, Exception) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3 else { throw refusal(number, Phrase("应有三列", "three columns expected")) }
    guard let day = Day(fields[0]) else {
      throw refusal(number, Phrase("“\(fields[0])”不是日期", "\"\(fields[0])\" is not a day"))
    }
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    guard fields[1] == weekday else {
      throw refusal(number, Phrase("\(day) 是 \(weekday)，不是 \(fields[1])", "\(day) is \(weekday), not \(fields[1])"))
    }
    guard let kind = Exception(rawValue: fields[2]) else {
      throw refusal(
        number, Phrase("“\(fields[2])”应为 off 或 work_adjusted", "\"\(fields[2])\" should be off or work_adjusted"))
    }
    guard (kind == .workAdjusted) == day.isWeekend else {
      throw refusal(
        number,
        day.isWeekend
          ? Phrase("\(day) 本是周末，只能为 work_adjusted", "\(day) is a weekend day: only work_adjusted says something")
          : Phrase("\(day) 本是工作日，只能为 off", "\(day) is a weekday: only off says something"))
    }
    return (day, kind)
  }

  private static func refusal(_ line: Int, _ message: Phrase) -> LawRefusal {
    LawRefusal(field: "calendar:\(line)", code: "calendarLine", Phrase("日历第\(line)行：", "Calendar line \(line): ") + message)
  }
}
