import Basics

extension Calculators {
  static let timeCalculators: [Calculator] = [
    period, seizureEnd, caseLimit, limitation, node, listing, researchDates, listedRate,
  ]

  private static let dayCount = 0...100_000

  private static let period = Calculator(
    "period", Phrase("期间届满日", "Last day of a period"), "R0.1",
    [
      CalcField("from", "起算日（不计入）", "from (not counted)", .day),
      CalcField("days", "日", "days", .count(dayCount), required: false),
      CalcField("months", "月", "months", .count(0...1200), required: false),
      CalcField("workdays", "工作日", "working days", .count(0...10_000), required: false),
    ]
  ) { input, books throws(LawRefusal) in
    let from = try input.day("from")
    var lengths: [Periods.Length] = []
    if let days = try input.countIfAny("days") { lengths.append(.days(days)) }
    if let months = try input.countIfAny("months") { lengths.append(.months(months)) }
    if let workdays = try input.countIfAny("workdays") { lengths.append(.workdays(workdays)) }
    guard lengths.count == 1, let length = lengths.first else {
      throw LawRefusal(
        field: "days", code: lengths.isEmpty ? "missing" : "moreThanOne",
        Phrase("日、月、工作日须且只须填写一项", "Exactly one of days, months and workdays is needed"))
    }
    return Periods.deadline(from: from, length, calendar: books.calendar).map { .text($0.description) }
  }

  private static let seizureEnd = Calculator(
    "seizure-end", Phrase("查封、扣押、冻结期限", "End of a seizure"), "R3.2",
    [
      CalcField("kind", "财产种类", "kind", .choice(SeizureTerm.Kind.allCases.map(\.rawValue))),
      CalcField("start", "生效日", "takes effect", .day), CalcField("months", "期限（月）", "months", .count(0...1200)),
    ]
  ) { input, books throws(LawRefusal) in
    try SeizureTerm.end(
      try input.choice("kind"), start: try input.day("start"), months: try input.count("months"), settings: books.settings,
      calendar: books.calendar
    ).map { .text($0.description) }
  }

  private static let caseLimit = Calculator(
    "case-limit", Phrase("执行期限与扣除", "Limit of the case"), "R2.2",
    [
      CalcField("filed", "立案日", "filed", .day), CalcField("months", "期限（月）", "months", .count(1...60), required: false),
      CalcField(
        "deductions", "扣除期间", "deductions",
        .rows([
          CalcField("kind", "事由", "kind", .choice(Deduction.Kind.allCases.map(\.rawValue))),
          CalcField("first", "起日", "first", .day), CalcField("last", "止日", "last", .day),
        ]), required: false),
      CalcField("extensions", "延长次数", "extensions", .count(0...20), required: false),
    ]
  ) { input, books throws(LawRefusal) in
    var deductions: [Deduction] = []
    for row in try input.rows("deductions") {
      deductions.append(Deduction(try row.choice("kind"), first: try row.day("first"), last: try row.day("last")))
    }
    let dates = try CaseLimit.dates(
      filed: try input.day("filed"), months: try input.countIfAny("months") ?? CaseLimit.months, deductions: deductions,
      extensions: .init(try input.countIfAny("extensions") ?? 0), settings: books.settings, calendar: books.calendar)
    return dates.map {
      .object([
        .init("caseLimit", .of($0.caseLimit)), .init("art237", .of($0.art237)),
        .init("caseLimitDeducted", .number(String($0.caseLimitDeducted))),
        .init("art237Deducted", .number(String($0.art237Deducted))),
        .init("askExtensionBy", .of($0.askExtensionBy)),
      ])
    }
  }

  private static let limitation = Calculator(
    "limitation", Phrase("申请执行时效", "Limitation of the application"), "R1.8",
    [
      CalcField("due", "履行期间最后一日", "last day for performance", .day),
      CalcField("interruptions", "中断日", "interruptions", .rows([CalcField("on", "中断日", "on", .day)]), required: false),
      CalcField("applied", "申请执行日", "applied", .day, required: false),
    ]
  ) { input, books throws(LawRefusal) in
    var interruptions: [Limitation.Interruption] = []
    for row in try input.rows("interruptions") { interruptions.append(.demand(try row.day("on"))) }
    let start = Limitation.Start.performancePeriodEnds(try input.day("due"))
    let end = try Limitation.expiry(start: start, interruptions: interruptions, calendar: books.calendar)
    guard let applied = try input.dayIfAny("applied") else { return end.map { .text($0.description) } }
    let risk = try Limitation.isAtRisk(applied: applied, start: start, interruptions: interruptions, calendar: books.calendar)
    return risk.map { .object([.init("expires", .of(end.value)), .init("limitationRisk", .flag($0))]) }
  }

  private static let node = Calculator(
    "node", Phrase("流程节点期限", "Deadline of a node"), "R2.1",
    [
      CalcField("node", "节点", "node", .choice(NodeLimits.table.map(\.key))), CalcField("from", "起算日或时刻", "from", .text(max: 40)),
    ]
  ) { input, books throws(LawRefusal) in
    let key = try input.word("node")
    let text = try input.text("from")
    if let day = Day(text) {
      return try NodeLimits.due(key, from: day, settings: books.settings, calendar: books.calendar).map { .text($0.description) }
    }
    let moment = try input.moment("from").moment
    return try NodeLimits.due(key, from: moment, settings: books.settings, calendar: books.calendar).map { .text($0.description) }
  }

  private static let researchDates = Calculator(
    "research-dates", Phrase("终本后定期查询日", "Queries after termination"), "R8.4", [CalcField("ended", "终本裁定日", "ended", .day)]
  ) { input, _ throws(LawRefusal) in
    RoundTermination.searchDays(terminated: try input.day("ended")).map { .list($0.map { .text($0.description) }) }
  }

  private static let listedRate = Calculator(
    "lpr", Phrase("贷款市场报价利率", "Loan prime rate"), "R11.2",
    [CalcField("on", "日期", "on", .day), CalcField("tenor", "期限品种", "tenor", .choice(["1Y", "5Y"]))]
  ) { input, books throws(LawRefusal) in
    let tenor: LPRTable.Tenor = try input.word("tenor") == "1Y" ? .oneYear : .fiveYears
    return try input.naming("day", as: "on") { input throws(LawRefusal) in
      try books.rates.lpr.rate(on: try input.day("on"), tenor: tenor).map { .text(percent($0)) }
    }
  }

  /// `3.70`: a percentage without its sign.
  static func percent(_ rate: Rate) -> String { String(rate.percentText.dropLast()) }
}

extension CalcInput {
  /// Runs a rule and gives a field in its refusals the name that this calculator has for it.
  func naming<Value>(
    _ inner: String, as outer: String, _ run: (CalcInput) throws(LawRefusal) -> Value
  ) throws(LawRefusal) -> Value {
    do {
      return try run(self)
    } catch {
      guard error.field == inner else { throw error }
      throw LawRefusal(field: outer, code: error.code, error.message, citations: error.citations)
    }
  }
}
