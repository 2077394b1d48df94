import Basics
import Casework
import Enforcement
import Sheets

/// A batch as a table: every line with what became of it, and those in doubt first of all.
extension PayoutOffice {
  /// The file that a report is written as; raw values are the names' endings.
  public enum ReportFormat: String, Sendable, CaseIterable { case csv, xlsx }

  /// Payees as the list names them, accounts by their last four digits.
  public nonisolated func report(_ batch: ID<PayoutBatch>, _ format: ReportFormat, _ language: Language) async throws -> [UInt8] {
    let state = try await state(batch)
    guard state.exists else { throw CaseDesk.Failure.refused(.noSuchBatch) }
    let lines = try await lines(state)
    let rows = try await reads.lines(batch, statuses: nil, heldOnly: false, after: 0, limit: .max)
    let posted = Dictionary(rows.map { ($0.line, $0) }) { first, _ in first }
    let titles = PayoutReport.titles.map { $0[language] }
    let all = stride(from: 1, through: lines.count, by: 1).lazy.compactMap { number in
      lines.line(number).map { PayoutReport.row($0, posted[number], state, language) }
    }
    switch format {
    case .csv:
      var writer = CSVWriter()
      writer.write(titles)
      for row in all { writer.write(row.map(PayoutReport.text)) }
      for row in PayoutReport.totals(state, language) { writer.write(row.map(PayoutReport.text)) }
      return writer.bytes
    case .xlsx:
      return try WorkbookWriter.bytes { book in
        try book.sheet(Phrase("汇总", "Summary")[language], PayoutReport.summaryTitles.map { SheetColumn($0[language], width: 24) })
        for row in PayoutReport.totals(state, language) { try book.row(row) }
        try book.sheet(Phrase("明细", "Lines")[language], titles.map { SheetColumn($0, width: 18) })
        for row in all { try book.row(row) }
      }
    }
  }
}

enum PayoutReport {
  static let titles = [
    Phrase("行号", "line"), Phrase("编号", "reference"), Phrase("收款人", "payee"), Phrase("账号尾号", "account ends"),
    Phrase("金额", "amount"), Phrase("状态", "status"), Phrase("文件", "file"), Phrase("银行代码", "bank code"),
    Phrase("存疑", "in doubt"),
  ]
  static let summaryTitles = [Phrase("状态", "status"), Phrase("笔数", "lines"), Phrase("金额", "amount")]

  static func row(_ payee: PayeeLines.Line, _ row: BatchLineRow?, _ state: PayoutBatch, _ language: Language) -> [SheetCell] {
    [
      .number(Int64(payee.line)), .text(payee.reference), .text(payee.name), .text(String(payee.account.suffix(4))),
      .money(payee.amount), .text((state.status(of: payee.line) ?? .waiting).name[language]),
      row.map { .number(Int64($0.chunk)) } ?? .blank, .text(row?.code ?? ""),
      .text(state.held[payee.line]?.name[language] ?? ""),
    ]
  }
  static func totals(_ state: PayoutBatch, _ language: Language) -> [[SheetCell]] {
    let all = PayoutBatch.LineStatus.allCases.compactMap { status -> [SheetCell]? in
      let tally = state.tally(status)
      guard tally.count > 0 else { return nil }
      return [.text(status.name[language]), .number(Int64(tally.count)), .money(tally.sum)]
    }
    let doubtful = state.held.count
    let doubt: [[SheetCell]] =
      doubtful == 0 ? [] : [[.text(Phrase("其中存疑", "of these in doubt")[language]), .number(Int64(doubtful)), .blank]]
    return all + doubt + [[.text(Phrase("合计", "in all")[language]), .number(Int64(state.count)), .money(state.total)]]
  }
  static func text(_ cell: SheetCell) -> String {
    switch cell {
    case .text(let text): text
    case .money(let money): "\(money)"
    case .day(let day): "\(day)"
    case .number(let number): "\(number)"
    case .blank: ""
    }
  }
}
