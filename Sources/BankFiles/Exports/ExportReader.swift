import Basics
import Sheets
import XMLText

/// Reads the tables of bookings that Chinese banks let their customers export: CSV (UTF-8 or GB18030) or .xlsx, with lines before
/// the header and a line of totals at the end. Columns are known by their headers (``ExportColumn``).
public struct ExportReader: Sendable {
  /// The header must stand within so many lines.
  public static let preambleMax = 40
  public let limits: BankFileLimits
  public init(limits: BankFileLimits = BankFileLimits()) { self.limits = limits }

  /// Reads a table. Throws where nothing of it can be used. `sheet` names a workbook's sheet; the first one where it is nil.
  public func read(_ bytes: [UInt8], sheet: String? = nil) throws(BankFileFault) -> StatementFile {
    try readingWhole {
      let table = try Table(bytes, sheet: sheet, limits: limits)
      var reading = ExportReading(limits: limits)
      do {
        try table.rows { row, fault in try reading.take(row, fault) }
        try reading.finish()
      } catch is FaultList.TooMany {
        return reading.finished(kind: table.kind)
      }
      return reading.finished(kind: table.kind)
    }
  }
}

/// A table while it is read.
struct ExportReading {
  let limits: BankFileLimits
  var faults: FaultList
  var statement = BankStatement(kind: .export, line: 1)
  var totals = ExportTotals()
  private var header: ExportHeader?
  private var checks = StatementChecks()
  private var rowsSeen: [String: Int] = [:]
  private var rowsRead = 0
  private var lastLine = 1

  init(limits: BankFileLimits) {
    self.limits = limits
    faults = FaultList(max: limits.faultsMax)
  }

  func finished(kind: String) -> StatementFile {
    var file = StatementFile()
    file.version = kind
    file.statements = [statement]
    file.faults = faults.sorted
    return file
  }

  mutating func take(_ row: SheetRow, _ formFault: BankFileFault?) throws {
    lastLine = row.number
    guard row.cells.contains(where: { !$0.isEmpty }) else { return }
    guard let header else { return try takePreamble(row) }
    if let first = row.cells.first(where: { !$0.isEmpty }), ExportTotals.begins(first) {
      totals.take(row, header: header)
      return
    }
    if totals.line != nil, !looksLikeEntry(row, header) {
      totals.take(row, header: header)
      return
    }
    if let formFault { return try faults.add(formFault) }
    rowsRead += 1
    guard rowsRead <= limits.entriesMax else {
      throw BankFileFault(
        line: row.number, .limit, Phrase("超过 \(limits.entriesMax) 笔", "More than \(limits.entriesMax) entries"),
        instead: Phrase("分成几个文件", "Split the file"))
    }
    if totals.line != nil {
      try faults.add(
        BankFileFault(
          line: row.number, .columns, Phrase("合计行之后还有明细", "There are entries after the line of totals"),
          instead: Phrase("一个文件只放一个账户的一份明细", "One file holds one table of one account")))
    }
    try takeEntry(ExportRow(line: row.number, cells: row.cells, header: header))
  }

  private func looksLikeEntry(_ row: SheetRow, _ header: ExportHeader) -> Bool {
    let row = ExportRow(line: row.number, cells: row.cells, header: header)
    return [ExportColumn.bookingDay, .day, .time].contains { DayText.export(CellText.cleaned(row[$0])) != nil }
  }

  private mutating func takePreamble(_ row: SheetRow) throws {
    guard let found = ExportHeader(row.cells) else {
      guard row.number <= ExportReader.preambleMax else { throw noHeader(row.number) }
      return totals.takePreamble(row, into: &statement)
    }
    if let doubled = found.doubled {
      throw BankFileFault(
        line: row.number, place: doubled, .header, Phrase("“\(doubled)”一列有两个", "There are two columns “\(doubled)”"),
        instead: Phrase("删去其中一列", "Remove one of them"))
    }
    if let missing = found.missing {
      throw BankFileFault(
        line: row.number, .header, Phrase("缺少“\(missing)”列", "There is no column “\(missing)”"),
        instead: Phrase("导出时选上该列", "Choose that column when exporting"))
    }
    header = found
    statement.line = row.number
  }

  private func noHeader(_ line: Int) -> BankFileFault {
    BankFileFault(
      line: line, .header, Phrase("没有找到表头", "No header was found"),
      instead: Phrase("表头须有交易日期、借方发生额和贷方发生额（或收入和支出）等列", "The header needs 交易日期, 借方发生额 and 贷方发生额 (or 收入 and 支出)"))
  }

  private mutating func takeEntry(_ row: ExportRow) throws {
    let before = faults.errorCount
    var entry = BankEntry(line: row.line, ordinal: rowsRead)
    entry.bankReference = row.code(.reference)
    let hasReference = !entry.bankReference.utf8.allSatisfy { $0 == 48 }
    // Where the bank numbers its bookings, the number tells two alike apart.
    if !hasReference, let earlier = rowsSeen.updateValue(row.line, forKey: row.cells.joined(separator: "\u{1F}")) {
      try fault(
        row.line, "", .doubled, Phrase("与第 \(earlier) 行完全相同", "It is the same as line \(earlier)"),
        instead: Phrase("每笔只列一次", "List each entry once"))
    }
    try readDays(row, into: &entry)
    try readAmount(row, into: &entry)
    try readOwn(row)
    entry.entryReference = row.code(.voucher)
    for column in [ExportColumn.reference, .voucher] where row[column].unicodeScalars.count > 64 { try tooLong(row, column) }
    readDetail(row, into: &entry)
    guard faults.errorCount == before else { return }
    let reference = hasReference ? entry.bankReference : ""
    let place = XMLPlace(line: row.line, path: row.header.title(.reference))
    if let fault = checks.take(entry, reference: reference, at: place) { return try faults.add(fault) }
    statement.entries.append(entry)
  }

  private mutating func tooLong(_ row: ExportRow, _ column: ExportColumn) throws {
    try fault(
      row.line, row.header.title(column), .text, Phrase("超过 64 字", "More than 64 signs"),
      instead: Phrase("核对该列", "Check the column"))
  }

  private mutating func readDays(_ row: ExportRow, into entry: inout BankEntry) throws {
    let columns = [ExportColumn.bookingDay, .day, .time]
    guard let column = columns.first(where: { !row[$0].isEmpty && row[$0].utf8.count >= 8 }) else {
      let title = columns.map { row.header.title($0) }.first { !$0.isEmpty } ?? ""
      return try fault(
        row.line, title, .day, Phrase("没有日期", "There is no day"), instead: Phrase("写 2024-05-06", "Write 2024-05-06"))
    }
    entry.bookingDay = DayText.export(row.cleaned(column))
    if entry.bookingDay == nil {
      try fault(
        row.line, row.header.title(column), .day,
        Phrase("“\(row[column].prefix(40))”不是日期", "“\(row[column].prefix(40))” is no day"),
        instead: Phrase("写 2024-05-06、2024/5/6 或 20240506", "Write 2024-05-06, 2024/5/6 or 20240506"))
    }
    if !row[.valueDay].isEmpty { entry.valueDay = DayText.export(row.cleaned(.valueDay)) }
    guard let day = entry.bookingDay else { return }
    if statement.from.map({ day < $0 }) ?? false || statement.to.map({ day > $0 }) ?? false {
      let period = "\(statement.from?.description ?? "…") – \(statement.to?.description ?? "…")"
      try fault(
        row.line, row.header.title(column), .period,
        Phrase("\(day) 不在查询期间 \(period)", "\(day) lies outside the period \(period)"),
        instead: Phrase("按期间重新导出", "Export it again for its period"))
    }
  }

  private mutating func readOwn(_ row: ExportRow) throws {
    let currency = row.code(.currency).uppercased()
    if !currency.isEmpty, !["CNY", "RMB", "人民币", "人民币元", "156"].contains(currency) {
      try fault(
        row.line, row.header.title(.currency), .currency,
        Phrase("币种是“\(currency.prefix(20))”，不是人民币", "The currency is “\(currency.prefix(20))”, not renminbi"),
        instead: Phrase("外币账户另行处理", "Accounts in other currencies are handled apart"))
    }
    let own = row.code(.ownAccount)
    if statement.account.isEmpty { statement.account = own }
    if !own.isEmpty, own != statement.account {
      try fault(
        row.line, row.header.title(.ownAccount), .account,
        Phrase(
          "账号 \(own.prefix(40)) 与前面的 \(statement.account) 不同",
          "The account \(own.prefix(40)) is not \(statement.account) as before"),
        instead: Phrase("每个账户一个文件", "One file an account"))
    }
    if statement.accountName.isEmpty { statement.accountName = row[.ownName] }
  }

  private func readDetail(_ row: ExportRow, into entry: inout BankEntry) {
    var detail = EntryDetail(line: row.line)
    detail.amount = entry.amount
    detail.side = entry.side
    detail.bankReference = entry.bankReference
    var party = EntryDetail.Party()
    party.name = row[.counterpartyName]
    party.account = row.code(.counterpartyAccount)
    party.bankName = row[.counterpartyBank]
    party.bankCode = row.code(.counterpartyBankCode)
    if row.header.places[.payerAccount] != nil || row.header.places[.payeeAccount] != nil {
      let isPayer = entry.side == .credit
      party.name = row[isPayer ? .payerName : .payeeName]
      party.account = row.code(isPayer ? .payerAccount : .payeeAccount)
      party.bankName = row[isPayer ? .payerBank : .payeeBank]
      party.bankCode = row.code(isPayer ? .payerBankCode : .payeeBankCode)
    }
    // Of money that comes back the other side is whom it was sent to first.
    if (entry.side == .credit) != entry.isReversal { detail.debtor = party } else { detail.creditor = party }
    var texts: [String] = []
    for place in row.header.texts where place < row.cells.count {
      let text = row.cells[place]
      if !text.isEmpty, !texts.contains(text) { texts.append(text) }
    }
    detail.remittance = CellText.oneLine(texts.joined(separator: " "))
    entry.details = [detail]
  }

  mutating func finish() throws {
    guard header != nil else { throw noHeader(lastLine) }
    let place = XMLPlace(line: totals.line ?? lastLine, path: "")
    let before = faults.errorCount
    let found = checks.finish(&statement, at: place)
    guard before == 0 else { return }
    for fault in found { try faults.add(fault) }
    for fault in totals.compare(&statement) { try faults.add(fault) }
  }

  mutating func fault(_ line: Int, _ place: String, _ rule: BankFileRule, _ message: Phrase, instead: Phrase) throws {
    try faults.add(BankFileFault(line: line, place: place, rule, message, instead: instead))
  }
}

extension ExportRow {
  func cleaned(_ column: ExportColumn) -> String {
    var text = CellText.cleaned(self[column])
    if text.utf8.contains(where: { $0 == 0xEF }) { text = CellText.narrowed(text) }
    return text
  }
}
