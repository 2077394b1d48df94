import Basics
import Sheets

/// Sums and directions of an exported row.
extension ExportReading {
  mutating func readAmount(_ row: ExportRow, into entry: inout BankEntry) throws {
    if !row[.balance].isEmpty { entry.balanceAfter = try money(row, .balance) }
    if row.header.places[.debit] != nil {
      try readTwoColumns(row, into: &entry)
    } else {
      try readOneColumn(row, into: &entry)
    }
  }

  /// 借方发生额 and 贷方发生额, seen by the bank: debit is money out. A negative sum takes a booking back (红字).
  private mutating func readTwoColumns(_ row: ExportRow, into entry: inout BankEntry) throws {
    let before = faults.errorCount
    let out = row[.debit].isEmpty ? .zero : try money(row, .debit) ?? .zero
    let into = row[.credit].isEmpty ? .zero : try money(row, .credit) ?? .zero
    guard faults.errorCount == before else { return }
    switch (out.fen != 0, into.fen != 0) {
    case (true, true):
      try fault(
        row.line, row.header.title(.debit), .side, Phrase("同一行既有支出又有收入", "The line has money out and money in"),
        instead: Phrase("分成两行", "Use two lines"))
    case (false, false):
      try fault(
        row.line, row.header.title(.debit), .side, Phrase("支出和收入都是空的", "The line has neither money out nor money in"),
        instead: Phrase("填写其中一个", "Fill in one of them"))
    case (true, false): set(&entry, .debit, out)
    case (false, true): set(&entry, .credit, into)
    }
  }

  private func set(_ entry: inout BankEntry, _ side: EntrySide, _ sum: Money) {
    entry.isReversal = sum.fen < 0
    entry.amount = sum.fen < 0 ? -sum : sum
    entry.side = entry.isReversal ? (side == .debit ? .credit : .debit) : side
  }

  /// One column of sums and one that says the direction; where sums out are negative, the sign must agree.
  private mutating func readOneColumn(_ row: ExportRow, into entry: inout BankEntry) throws {
    let before = faults.errorCount
    let sum = try money(row, .amount) ?? .zero
    let column: ExportColumn = row.header.places[.side] != nil ? .side : .type
    let word = row.code(column)
    guard faults.errorCount == before else { return }
    guard let side = ExportReading.sides[word.lowercased()] else {
      return try fault(
        row.line, row.header.title(column), .list,
        Phrase("方向“\(word.prefix(20))”无法识别", "The direction “\(word.prefix(20))” is not known"),
        instead: Phrase("写 借 或 贷、支 或 收、往账 或 来账", "Write 借 or 贷, 支 or 收, 往账 or 来账"))
    }
    guard sum.fen != 0, !(side == .credit && sum.fen < 0) else {
      return try fault(
        row.line, row.header.title(.amount), .side,
        Phrase("金额 \(sum.grouped) 与方向“\(word)”不符", "The amount \(sum.grouped) does not go with “\(word)”"),
        instead: Phrase("收入写正数；支出写负数或正数", "Money in is positive; money out negative or positive"))
    }
    entry.side = side
    entry.amount = sum.fen < 0 ? -sum : sum
  }

  static let sides: [String: EntrySide] = [
    "借": .debit, "借方": .debit, "支": .debit, "支出": .debit, "付": .debit, "d": .debit, "dr": .debit, "dbit": .debit, "往账": .debit,
    "转出": .debit, "贷": .credit, "贷方": .credit, "收": .credit, "收入": .credit, "c": .credit, "cr": .credit, "crdt": .credit,
    "来账": .credit,
    "转入": .credit,
  ]

  private mutating func money(_ row: ExportRow, _ column: ExportColumn) throws -> Money? {
    let text = row[column]
    switch AmountText.read(text) {
    case .success(let money): return money
    case .failure(let reason):
      try fault(row.line, row.header.title(column), .amount, reason.message(text), instead: reason.instead)
      return nil
    }
  }
}

/// What a table says of itself before the header and after the last entry.
struct ExportTotals {
  /// The line of totals.
  private(set) var line: Int?
  private var opening: (money: Money, line: Int)?
  private var closing: (money: Money, line: Int)?
  private var debits: (money: Money, line: Int)?
  private var credits: (money: Money, line: Int)?
  private var count: (number: Int, line: Int)?

  static func begins(_ cell: String) -> Bool {
    let words = ["合计", "总计", "小计", "总笔数", "本页合计", "借方合计", "支出合计", "贷方合计", "收入合计", "借方总", "贷方总", "支出总", "收入总"]
    return words.contains { cell.hasPrefix($0) }
  }

  mutating func take(_ row: SheetRow, header: ExportHeader) {
    if line == nil { line = row.number }
    takeWords(row)
    guard let first = row.cells.first(where: { !$0.isEmpty }), ExportTotals.begins(first) else { return }
    let values = ExportRow(line: row.number, cells: row.cells, header: header)
    if case .success(let money) = AmountText.read(values[.debit]) { debits = (money, row.number) }
    if case .success(let money) = AmountText.read(values[.credit]) { credits = (money, row.number) }
  }

  mutating func takePreamble(_ row: SheetRow, into statement: inout BankStatement) {
    takeWords(row)
    for (key, value) in ExportTotals.pairs(row.cells) {
      switch key {
      case "账号", "帐号", "查询账号", "查询帐号", "本方账号", "卡号", "账户": statement.account = CellText.narrowed(value)
      case "户名", "账户名称", "账户名", "本方户名", "查询账户名称": statement.accountName = value
      case "起始日期", "开始日期", "查询起始日期", "起始日", "起日": statement.from = DayText.export(value) ?? statement.from
      case "截止日期", "结束日期", "终止日期", "查询截止日期", "截止日", "止日": statement.to = DayText.export(value) ?? statement.to
      case "查询期间", "查询时间段", "起止日期", "时间段", "查询日期": takePeriod(value, into: &statement)
      default: break
      }
    }
  }

  private func takePeriod(_ text: String, into statement: inout BankStatement) {
    for separator in ["至", "~", "—", "－", " - ", "到"] {
      let halves = text.components(by: separator)
      if halves.count == 2, let from = DayText.export(CellText.cleaned(halves[0])),
        let to = DayText.export(CellText.cleaned(halves[1]))
      {
        statement.from = from
        statement.to = to
        return
      }
    }
    let halves = text.split(separator: "-")
    if halves.count == 2, let from = DayText.export(String(halves[0])), let to = DayText.export(String(halves[1])) {
      statement.from = from
      statement.to = to
    }
  }

  /// Balances and sums that stand as `期初余额：1,000.00`.
  private mutating func takeWords(_ row: SheetRow) {
    for (key, value) in ExportTotals.pairs(row.cells) {
      if key.hasSuffix("笔数") {
        if key == "总笔数" || key == "合计笔数", let number = Int(CellText.narrowed(value).filter { $0 != "笔" }) {
          count = (number, row.number)
        }
        continue
      }
      guard case .success(let money) = AmountText.read(value) else { continue }
      switch key {
      case "期初余额", "上期余额", "承前余额": opening = (money, row.number)
      case "期末余额", "本期余额": closing = (money, row.number)
      case "借方合计", "支出合计", "借方总额", "支出总额", "借方总金额", "支出总金额", "借方合计金额", "支出合计金额": debits = (money, row.number)
      case "贷方合计", "收入合计", "贷方总额", "收入总额", "贷方总金额", "收入总金额", "贷方合计金额", "收入合计金额": credits = (money, row.number)
      default: break
      }
    }
  }

  /// `账号：1234` in one cell or in two, several in a row.
  static func pairs(_ cells: [String]) -> [(key: String, value: String)] {
    var pairs: [(String, String)] = []
    for (index, cell) in cells.prefix(64).enumerated() where !cell.isEmpty {
      let halves = cell.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "：" }
      let key = CellText.header(String(halves[0]))
      if halves.count == 2, !halves[1].isEmpty {
        // Several pairs may share a cell: `起始日期：20240501 截止日期：20240531`.
        let words = cell.split { $0 == " " || $0 == "\u{3000}" }
        let several = words.filter { $0.contains(":") || $0.contains("：") }
        if several.count > 1 {
          for word in several {
            let parts = word.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "：" }
            pairs.append((CellText.header(String(parts[0])), CellText.cleaned(String(parts[1]))))
          }
        } else {
          pairs.append((key, CellText.cleaned(String(halves[1]))))
        }
      } else if index + 1 < cells.count, !cells[index + 1].isEmpty {
        pairs.append((key, cells[index + 1]))
      }
    }
    return pairs
  }

  /// Compares sums and balances with the entries, and takes opening and closing balance from them.
  func compare(_ statement: inout BankStatement) -> [BankFileFault] {
    var faults: [BankFileFault] = []
    func differs(_ line: Int, _ rule: BankFileRule, _ zh: String, _ en: String, _ stated: Money, _ found: Money) {
      guard stated != found else { return }
      faults.append(
        BankFileFault(
          line: line, rule,
          Phrase(
            "\(zh)写 \(stated.grouped)，实为 \(found.grouped)",
            "\(en) is stated as \(stated.grouped), the entries make \(found.grouped)"),
          instead: Phrase("重新导出完整的文件", "Export the whole file again")))
    }
    if let count, count.number != statement.entryCount {
      faults.append(
        BankFileFault(
          line: count.line, .summary,
          Phrase(
            "写明 \(count.number) 笔，实有 \(statement.entryCount) 笔",
            "\(count.number) entries are stated, there are \(statement.entryCount)"),
          instead: Phrase("重新导出完整的文件", "Export the whole file again")))
    }
    if let debits { differs(debits.line, .summary, "支出合计", "The sum out", debits.money, statement.debits) }
    if let credits { differs(credits.line, .summary, "收入合计", "The sum in", credits.money, statement.credits) }
    if let fault = chain(&statement) {
      faults.append(fault)
    } else {
      if let opening, let found = statement.opening {
        differs(opening.line, .balance, "期初余额", "The opening balance", opening.money, found.amount)
      }
      if let closing, let found = statement.closing {
        differs(closing.line, .balance, "期末余额", "The closing balance", closing.money, found.amount)
      }
    }
    return faults
  }

  /// Each balance follows from the one before; the table may run backwards in time.
  private func chain(_ statement: inout BankStatement) -> BankFileFault? {
    let entries = statement.entries
    guard let first = entries.first, let last = entries.last, entries.allSatisfy({ $0.balanceAfter != nil }) else { return nil }
    func follows(_ earlier: BankEntry, _ later: BankEntry) -> Bool { balance(earlier).adding(later.signed) == balance(later) }
    let pairs = zip(entries, entries.dropFirst())
    let forwards = pairs.count { follows($0, $1) }
    let backwards = pairs.count { follows($1, $0) }
    let isBackwards = backwards > forwards
    for (above, below) in pairs where !(isBackwards ? follows(below, above) : follows(above, below)) {
      let (earlier, later) = isBackwards ? (below, above) : (above, below)
      let expected = balance(earlier).adding(later.signed) ?? .zero
      return BankFileFault(
        line: later.line, .balance,
        Phrase(
          "余额写 \(balance(later).grouped)，按第 \(earlier.line) 行推算应为 \(expected.grouped)",
          "The balance is \(balance(later).grouped); after line \(earlier.line) it should be \(expected.grouped)"),
        instead: Phrase("有漏行或改动，重新导出", "A line is missing or was changed; export it again"))
    }
    let (start, end) = isBackwards ? (last, first) : (first, last)
    if let opening = balance(start).adding(-start.signed) { statement.opening = .init(amount: opening, day: start.bookingDay) }
    statement.closing = .init(amount: balance(end), day: end.bookingDay)
    return nil
  }

  private func balance(_ entry: BankEntry) -> Money { entry.balanceAfter ?? .zero }
}

extension String {
  /// The parts around `separator`.
  fileprivate func components(by separator: String) -> [String] {
    guard let range = firstRange(of: separator) else { return [self] }
    return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
  }
}
