import Basics
import EnforcementLaw
import Testing

@Suite("Chapter 2: node deadlines and the limit of the case") struct PartADeadlineTests {
  private func due(_ key: String, _ from: String) throws -> Explained<Day> {
    try NodeLimits.due(key, from: try PartA.day(from), settings: .standard, calendar: try PartA.calendar())
  }

  @Test("The worked examples of nodes come out to the day")
  func nodeExamples() throws {
    #expect(try due("N4", "2024-02-01").value.description == "2024-02-18")
    #expect(try due("N20", "2024-04-24").value.description == "2024-05-06")
    #expect(try due("N1", "2024-04-26").value.description == "2024-05-06")
    #expect(try due("N16", "2024-05-10").value.description == "2024-06-11")
    #expect(try due("N22", "2024-04-20").value.description == "2024-05-20")
    #expect(try due("N23", "2024-10-01").value.description == "2024-10-10")
    #expect(try due("N12", "2024-01-31").value.description == "2024-02-29")
    #expect(try due("N6", "2024-02-01").value == due("N4", "2024-02-01").value)
  }

  @Test("All 41 numbers of the table are there, and each statutory limit cites its article")
  func tableComplete() throws {
    let numbers = Set(NodeLimits.table.compactMap { Int($0.key.dropFirst().split(separator: ".")[0]) })
    #expect(numbers == Set(1...41))
    #expect(Set(NodeLimits.table.map(\.key)).count == NodeLimits.table.count)
    for node in NodeLimits.table {
      #expect(node.confidence == .local || !node.citations.isEmpty, "\(node.key)")
      #expect(!node.name.zh.isEmpty && !node.name.en.isEmpty && !node.from.zh.isEmpty)
      let moment = Instant(try PartA.day("2024-05-10"), hour: 9)
      let end = try NodeLimits.due(node.key, from: moment, settings: .standard, calendar: try PartA.calendar())
      #expect(end.value > moment)
      #expect(end.reasons.rule == "R2.1 \(node.key)")
    }
  }

  @Test("Limits of hours need a moment and run through days of rest; unknown nodes are refused")
  func hours() throws {
    let calendar = try PartA.calendar()
    #expect(
      PartA.refusal { () throws(LawRefusal) in
        try NodeLimits.due("N14", from: Day.latest, settings: .standard, calendar: calendar)
      }?.code == "momentNeeded")
    #expect(
      PartA.refusal { () throws(LawRefusal) in
        try NodeLimits.due("N99", from: Day.latest, settings: .standard, calendar: calendar)
      }?.code == "unknownNode")
    let found = Instant(try PartA.day("2024-05-01"), hour: 8, minute: 30)
    let end = try NodeLimits.due("N14", from: found, settings: .standard, calendar: calendar)
    #expect(end.value.description == "2024-05-03T09:00:00+08:00")
    #expect(end.reasons.settings == [.init("networkControlHours", "48", origin: "default")])
    #expect(end.reasons.citations.contains { $0.law == "民事诉讼法" } == false)
  }

  @Test("A local limit follows the court's setting and says that it is no law")
  func localLimits() throws {
    var settings = CourtSettings()
    try settings.set("reportDays", to: "15", origin: "court.yaml")
    let report = try NodeLimits.due("N7", from: try PartA.day("2024-05-10"), settings: settings, calendar: try PartA.calendar())
    #expect(report.value.description == "2024-05-27")
    #expect(report.reasons.settings.first?.origin == "court.yaml")
    #expect(report.reasons.steps.contains { $0.what.zh.contains("非法律规定") })
  }

  private func limit(_ deductions: [Deduction], months: Int = 6, settings: CourtSettings = .standard) throws -> CaseLimit.Dates {
    try CaseLimit.dates(
      filed: try PartA.day("2024-01-15"), months: months, deductions: deductions, settings: settings,
      calendar: try PartA.calendar()
    ).value
  }
  private func deduction(_ kind: Deduction.Kind, _ first: String, _ last: String) throws -> Deduction {
    Deduction(kind, first: try PartA.day(first), last: try PartA.day(last))
  }

  @Test("The worked examples of the two clocks come out to the day")
  func caseLimitExamples() throws {
    #expect(try limit([]).caseLimit.description == "2024-07-15")
    let valuation = try deduction(.valuation, "2024-03-01", "2024-04-10")
    let auction = try deduction(.auction, "2024-05-01", "2024-06-15")
    let both = try limit([valuation, auction])
    #expect(both.caseLimit.description == "2024-10-08")
    #expect(both.caseLimitDeducted == 85 && both.art237Deducted == 40)
    #expect(both.art237.description == "2024-08-26")
    let overlap = try limit([valuation, try deduction(.suspension, "2024-03-20", "2024-05-01")])
    #expect(overlap.caseLimitDeducted == 61)
    #expect(overlap.caseLimit.description == "2024-09-14")
  }

  @Test("The limit of three months and the flat limit")
  func otherLimits() throws {
    let short = try limit([], months: 3)
    #expect(short.caseLimit.description == "2024-04-15")
    #expect(short.art237.description == "2024-07-15")
    #expect(short.askExtensionBy.description == "2024-04-10")
    var flat = CourtSettings()
    try flat.set("caseLimitMode", to: "flatDays", origin: "x")
    #expect(try limit([], settings: flat).caseLimit.description == "2024-07-15")
    try flat.set("rollCaseLimit", to: "false", origin: "x")
    #expect(try limit([], settings: flat).caseLimit.description == "2024-07-13")
    #expect(try limit([], months: 3, settings: flat).caseLimit.description == "2024-04-14")
  }

  @Test("One extension of three months; more need the high court")
  func extensions() throws {
    let calendar = try PartA.calendar()
    let filed = try PartA.day("2024-01-15")
    func dates(_ extensions: CaseLimit.Extensions) throws(LawRefusal) -> Day {
      try CaseLimit.dates(filed: filed, extensions: extensions, settings: .standard, calendar: calendar).value.caseLimit
    }
    #expect(try dates(.init(1)).description == "2024-10-15")
    #expect(PartA.refusal { () throws(LawRefusal) in try dates(.init(2)) }?.code == "extensionsExceeded")
    #expect(try dates(.init(2, filedWithHighCourt: true)).description == "2025-01-15")
    #expect(PartA.refusal { () throws(LawRefusal) in try dates(.init(-1)) }?.code == "extensionsExceeded")
  }

  @Test("A deduction without an end is counted to today and raises a flag, never more")
  func openDeduction() throws {
    let calendar = try PartA.calendar()
    let open = Deduction(.suspension, first: try PartA.day("2024-03-01"), last: nil)
    let today = try PartA.day("2024-03-11")
    let result = try CaseLimit.dates(
      filed: try PartA.day("2024-01-15"), deductions: [open], today: today, settings: .standard, calendar: calendar)
    #expect(result.value.caseLimitDeducted == 10)
    #expect(result.value.openDeductions == [.suspension])
    #expect(result.reasons.provisional)
    let refusals: [(Deduction, String)] = [
      (open, "endMissing"), (try deduction(.auction, "2024-05-02", "2024-05-01"), "rangeReversed"),
      (try deduction(.auction, "2024-01-14", "2024-05-01"), "beforeFiling"),
    ]
    for (deduction, code) in refusals {
      let refusal = PartA.refusal { () throws(LawRefusal) in
        try CaseLimit.dates(filed: Day(number: 19_737), deductions: [deduction], settings: .standard, calendar: calendar)
      }
      #expect(refusal?.code == code)
      #expect(refusal?.field == "deductions[0]")
    }
  }

  @Test("The union of deductions is what counting day by day gives, whatever their order")
  func unionProperty() throws {
    let seed: UInt64 = 23
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let filed = try PartA.day("2024-01-15")
    let calendar = CourtCalendar.weekendsOnly
    var settings = CourtSettings()
    try settings.set("rollCaseLimit", to: "false", origin: "x")
    var wrong: [String] = []
    for _ in 0..<1000 {
      let deductions = (0..<chance.number(0...8)).map { _ in
        let first = filed + chance.number(0...200)
        return Deduction(chance.pick(Deduction.Kind.allCases), first: first, last: first + chance.number(0...60))
      }
      var days: Set<Int32> = []
      var idle: Set<Int32> = []
      for deduction in deductions {
        let last = try #require(deduction.last)
        let range = deduction.first.number..<last.number
        days.formUnion(range)
        if deduction.kind.stopsArt237 { idle.formUnion(range) }
      }
      let dates = try CaseLimit.dates(
        filed: filed, deductions: deductions.shuffled(using: &chance), settings: settings, calendar: calendar
      ).value
      if dates.caseLimitDeducted != days.count || dates.art237Deducted != idle.count { wrong.append("\(deductions)") }
      if dates.caseLimit != filed.adding(months: 6) + days.count { wrong.append("\(deductions)") }
    }
    #expect(wrong.isEmpty)
  }
}
