import Basics
import Enforcement
import Sheets

/// What a bureau chief signs: counts and sums of each handler, what cannot be taken over and why, what is already overdue.
public struct RunningReport: Sendable {
  /// One handler's cases.
  public struct Line: Sendable {
    public let handler: ID<StaffMember>
    public let name: String
    public let totals: RunningTotals
    /// Cases with at least one clock that has run out.
    public let overdue: Int
  }
  public let reading: RunningReading
  public let lines: [Line]
  public let totals: RunningTotals
  public let overdue: [RunningOverdue]

  /// Adds up what may be taken over; cases with faults are in no sum.
  public init(_ reading: RunningReading) {
    self.reading = reading
    totals = RunningTotals(reading.accepted)
    overdue = reading.accepted.flatMap { $0.overdue(reading.court) }
    let late = Dictionary(grouping: overdue, by: \.handler).mapValues { Set($0.map(\.ref)).count }
    lines = Dictionary(grouping: reading.accepted, by: \.handler).map { handler, cases in
      Line(
        handler: handler, name: reading.court.name(of: handler), totals: RunningTotals(cases), overdue: late[handler] ?? 0)
    }.sorted { ($0.name, $0.handler) < ($1.name, $1.handler) }
  }

  /// Cases, sums and faults in one sentence each.
  public var summary: Phrase {
    let (taken, held) = (reading.accepted.count, reading.held.count)
    let here = reading.here > 0 ? Phrase("，已在本系统 \(reading.here) 案", ", \(reading.here) here already") : Phrase("", "")
    return Phrase(
      "共 \(taken + held) 案：可接收 \(taken) 案（终本 \(totals.ended) 案\(here.zh)），不能接收 \(held) 案；错误 \(reading.errorCount) 处，提示 \(reading.warningCount) 处。"
        + "标的额 \(totals.claimed.grouped) 元，在账 \(totals.balance.grouped) 元，控制措施 \(totals.measures) 项；已超期 \(overdue.count) 项。",
      "Cases: \(taken + held), to be taken over \(taken) (\(totals.ended) ended\(here.en)), waiting \(held). Errors: \(reading.errorCount). "
        + "Warnings: \(reading.warningCount). Claims \(totals.claimed.grouped), held \(totals.balance.grouped), "
        + "measures \(totals.measures); already overdue \(overdue.count).")
  }

  /// The report as text for a terminal, with at most `faultsShown` faults.
  public func screen(language: Language, faultsShown: Int = 50) -> String {
    var text = [summary[language]]
    for line in lines {
      text.append(
        Phrase(
          "\(line.name)：\(line.totals.cases) 案，标的额 \(line.totals.claimed.grouped)，在账 \(line.totals.balance.grouped)，超期 \(line.overdue) 案",
          "\(line.name): \(line.totals.cases) cases, claims \(line.totals.claimed.grouped), held \(line.totals.balance.grouped), "
            + "\(line.overdue) overdue")[language])
    }
    text += reading.faults.prefix(max(0, faultsShown)).map { $0.sentence[language] }
    if reading.faults.count > faultsShown {
      text.append(
        Phrase("另有 \(reading.faults.count - faultsShown) 处，见报告。", "\(reading.faults.count - faultsShown) more in the report.")[
          language])
    }
    return text.joined(separator: "\n") + "\n"
  }

  // MARK: Files

  private static let handlerColumns = [
    Phrase("承办人", "Handler"), Phrase("案件", "Cases"), Phrase("终本", "Ended"), Phrase("标的额", "Claimed"),
    Phrase("到账", "Received"), Phrase("已付", "Paid"), Phrase("在账", "Held"), Phrase("控制措施", "Measures"),
    Phrase("已冻结", "Frozen"), Phrase("限制消费", "Restrictions"), Phrase("失信", "Listings"), Phrase("文书", "Papers"),
    Phrase("有超期的案件", "Cases overdue"),
  ]
  private static let faultColumns = [
    Phrase("来源", "Source"), Phrase("行", "Line"), Phrase("列", "Column"), Phrase("案件编号", "Case"), Phrase("规则", "Rule"),
    Phrase("程度", "Severity"), Phrase("错误", "What is wrong"), Phrase("应填", "Instead"),
  ]
  private static let overdueColumns = [
    Phrase("案号", "Number"), Phrase("承办人", "Handler"), Phrase("事项", "What"), Phrase("应于", "Due"),
  ]

  private func cells(_ name: String, _ totals: RunningTotals, _ late: Int) -> [SheetCell] {
    [
      .text(name), .number(Int64(totals.cases)), .number(Int64(totals.ended)), .money(totals.claimed), .money(totals.received),
      .money(totals.paid), .money(totals.balance), .number(Int64(totals.measures)), .money(totals.frozen),
      .number(Int64(totals.restrictions)), .number(Int64(totals.listings)), .number(Int64(totals.papers)), .number(Int64(late)),
    ]
  }

  /// Handlers, faults and overdue clocks as one workbook.
  public func workbook(language: Language) throws -> [UInt8] {
    func columns(_ names: [Phrase], wide: Set<Int> = []) -> [SheetColumn] {
      names.enumerated().map { SheetColumn($1[language], width: wide.contains($0) ? 48 : 14) }
    }
    return try WorkbookWriter.bytes { book in
      try book.sheet(Phrase("承办人", "Handlers")[language], columns(RunningReport.handlerColumns))
      for line in lines { try book.row(cells(line.name, line.totals, line.overdue)) }
      try book.row(cells(Phrase("合计", "Total")[language], totals, Set(overdue.map(\.ref)).count))
      try book.sheet(Phrase("错误", "Faults")[language], columns(RunningReport.faultColumns, wide: [6, 7]))
      for fault in reading.faults {
        try book.row([
          .text(fault.source), .number(Int64(fault.line)), .text(fault.header), .text(fault.ref), .text(fault.rule),
          .text(fault.severity == .error ? Phrase("错误", "error")[language] : Phrase("提示", "warning")[language]),
          .text(fault.message[language]), .text(fault.instead[language]),
        ])
      }
      try book.sheet(Phrase("已超期", "Overdue")[language], columns(RunningReport.overdueColumns, wide: [2]))
      for late in overdue {
        try book.row([
          .text(late.number), .text(reading.court.name(of: late.handler)), .text(late.what[language]), .day(late.due),
        ])
      }
    }
  }

  /// The handlers' lines as CSV.
  public func csv(language: Language) -> [UInt8] {
    var writer = CSVWriter()
    writer.write(RunningReport.handlerColumns.map { $0[language] })
    for line in lines { writer.write(texts(line.name, line.totals, line.overdue)) }
    writer.write(texts(Phrase("合计", "Total")[language], totals, Set(overdue.map(\.ref)).count))
    return writer.bytes
  }
  private func texts(_ name: String, _ totals: RunningTotals, _ late: Int) -> [String] {
    [
      name, "\(totals.cases)", "\(totals.ended)", "\(totals.claimed)", "\(totals.received)", "\(totals.paid)",
      "\(totals.balance)", "\(totals.measures)", "\(totals.frozen)", "\(totals.restrictions)", "\(totals.listings)",
      "\(totals.papers)", "\(late)",
    ]
  }

  /// The tables again with the rows of every case that waits, what is wrong with each in front: corrected and handed in again, it is a
  /// takeover of its own. Nil where nothing waits.
  public func corrections(language: Language) throws -> [UInt8]? {
    guard !reading.returned.isEmpty else { return nil }
    var faults: [String: [RunningFault]] = [:]
    for fault in reading.faults { faults["\(fault.source)#\(fault.line)", default: []].append(fault) }
    let separator = Phrase("；", "; ")[language]
    return try WorkbookWriter.bytes { book in
      for (header, rows) in reading.returned {
        let columns = DocketColumn.reportHeaders.map { $0[language] } + header.cells(header.row)
        try book.sheet(header.table.name[language], columns.map { SheetColumn($0) })
        for row in rows {
          let own = faults["\(header.source)#\(row.line)"] ?? []
          let front = [
            own.map { ($0.header.isEmpty ? "" : "“\($0.header)”") + $0.message[language] }.joined(separator: separator),
            own.map(\.rule).joined(separator: " "), own.map { $0.instead[language] }.joined(separator: separator),
          ]
          try book.row((front + row.cells).map { $0.isEmpty ? .blank : .text($0) })
        }
      }
    }
  }

  /// Each value that differs from the tables, as CSV.
  public static func csv(_ differences: [RunningDifference], language: Language) -> [UInt8] {
    var writer = CSVWriter()
    writer.write(
      [
        Phrase("案件编号", "case_ref"), Phrase("案号", "number"), Phrase("表", "table"), Phrase("行", "row"), Phrase("列", "column"),
        Phrase("原数据", "source"), Phrase("本系统", "stored"),
      ].map { $0[language] })
    for one in differences {
      writer.write([one.ref, one.number, one.table.name[language], one.row, one.column.name[language], one.source, one.stored])
    }
    return writer.bytes
  }
}
