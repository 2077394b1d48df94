import Basics
import Sheets

/// Reads and checks a list of payees: CSV (UTF-8 or GB18030) or .xlsx with a header in Chinese or English (``PayeeColumn``).
/// A line at fault is held back and comes out again in the error file; the others may be paid.
public struct PayeeList: Sendable {
  public let limits: PayeeLimits
  public init(limits: PayeeLimits = PayeeLimits()) { self.limits = limits }

  /// Reads a list. Throws where nothing of it can be used. `sheet` names a workbook's sheet; `expected` is what the file must come to.
  public func read(
    _ bytes: [UInt8], sheet: String? = nil, expected: ControlTotals? = nil
  ) throws(BankFileFault) -> PayeeReading {
    try readingWhole {
      let table = try Table(bytes, sheet: sheet, limits: limits.files)
      var reading = PayeeListReading(limits: limits)
      try table.rows { row, fault in try reading.take(row, fault) }
      return try reading.finish(kind: table.kind, expected: expected)
    }
  }
}

/// Which column stands where in a payee list.
struct PayeeHeader {
  let titles: [String]
  private(set) var places = [Int?](repeating: nil, count: PayeeColumn.allCases.count)
  private(set) var unknown: [String] = []

  init(_ row: SheetRow) throws {
    titles = row.cells
    for (place, title) in row.cells.enumerated() {
      let name = CellText.header(title)
      guard let column = PayeeColumn.byHeader[name] else {
        if !name.isEmpty, !PayeeColumn.passed.contains(name) { unknown.append(title) }
        continue
      }
      guard places[column.rawValue] == nil else {
        throw BankFileFault(
          line: row.number, place: title, .header,
          Phrase("“\(column.title.zh)”一列有两个", "There are two columns for \(column.title.en)"),
          instead: Phrase("删去其中一列", "Remove one of them"))
      }
      places[column.rawValue] = place
    }
    for column in [PayeeColumn.reference, .name, .account, .amount] where places[column.rawValue] == nil {
      throw missing(column, row.number)
    }
    if places[PayeeColumn.bankName.rawValue] == nil, places[PayeeColumn.bankCode.rawValue] == nil {
      throw missing(.bankCode, row.number)
    }
  }

  private func missing(_ column: PayeeColumn, _ line: Int) -> BankFileFault {
    BankFileFault(
      line: line, .header, Phrase("表头缺少“\(column.title.zh)”", "The header has no \(column.title.en)"),
      instead: Phrase("第一行写表头，其中有“\(column.title.zh)”", "Begin with a header that has \(column.title.en)"))
  }

  func title(_ column: PayeeColumn) -> String { places[column.rawValue].map { titles[$0] } ?? column.title.zh }
  func value(_ column: PayeeColumn, of row: SheetRow) -> String {
    guard let place = places[column.rawValue], place < row.cells.count else { return "" }
    return row.cells[place]
  }
}

/// A list while it is read.
struct PayeeListReading {
  let limits: PayeeLimits
  private var header: PayeeHeader?
  private var reading = PayeeReading()
  private var faults: [BankFileFault] = []
  private var errorCount = 0
  private var doubles = PayeeDoubles()
  /// Places in ``PayeeReading/payees`` that are held back after all.
  private var heldLater: Set<Int> = []
  private var sum = Tally()
  private var hasBadAmount = false
  private var totalsLine: Int?
  private var lastLine = 1

  init(limits: PayeeLimits) { self.limits = limits }

  mutating func take(_ row: SheetRow, _ formFault: BankFileFault?) throws {
    lastLine = row.number
    guard let first = row.cells.first(where: { !$0.isEmpty }) else { return }
    guard let header else {
      if let formFault { throw formFault }
      return try takeHeader(row)
    }
    if PayeeListReading.beginsTotals(first) { return try takeTotals(row, header) }
    reading.lineCount += 1
    guard reading.lineCount <= limits.linesMax else {
      throw BankFileFault(
        line: row.number, .limit, Phrase("超过 \(limits.linesMax) 行", "More than \(limits.linesMax) lines"),
        instead: Phrase("分成几个文件", "Split the file"))
    }
    var check = PayeeCheck(row: row, header: header, amountMax: limits.amountMax)
    let payee = check.payee()
    if let formFault { check.add(formFault) }
    if totalsLine != nil {
      check.add(
        BankFileFault(
          line: row.number, .payeeTotals, Phrase("合计行之后还有明细", "There are lines after the totals"),
          instead: Phrase("合计放在最后一行", "Put the totals last")))
    }
    if let amount = check.amount { sum.add(amount) } else { hasBadAmount = true }
    if let payee {
      let found = doubles.take(payee, at: reading.payees.count, header: header)
      for fault in found.faults { check.add(fault) }
      if let earlier = found.alsoHeld, heldLater.insert(earlier).inserted {
        try add(PayeeDoubles.twoNames(reading.payees[earlier], other: payee, header))
      }
    }
    for fault in check.faults { try add(fault) }
    if let payee, !check.hasError {
      reading.payees.append(payee)
    } else {
      reading.held.append(PayeeReading.Held(line: row.number, values: PayeeColumn.allCases.map { header.value($0, of: row) }))
      if payee != nil { doubles.forget(at: reading.payees.count) }
    }
  }

  private mutating func takeHeader(_ row: SheetRow) throws {
    let found = try PayeeHeader(row)
    header = found
    for title in found.unknown {
      try add(
        BankFileFault(
          line: row.number, place: title, .header, severity: .warning,
          Phrase("这一列不认识，略过", "This column is not known and passed over"),
          instead: Phrase("需要的列改用规定的表头", "Use one of the documented headers if it is needed")))
    }
  }

  private static func beginsTotals(_ cell: String) -> Bool {
    cell.hasPrefix("合计") || cell.hasPrefix("总计") || cell.lowercased() == "total" || cell.lowercased() == "totals"
  }

  private mutating func takeTotals(_ row: SheetRow, _ header: PayeeHeader) throws {
    totalsLine = row.number
    let text = header.value(.amount, of: row)
    guard !text.isEmpty, !hasBadAmount else { return }
    switch AmountText.read(text) {
    case .success(let stated) where stated == sum.sum && !sum.isTooLarge: return
    case .success(let stated):
      try add(
        BankFileFault(
          line: row.number, place: header.title(.amount), .payeeTotals,
          Phrase(
            "合计写 \(stated.grouped)，实为 \(sum.sum.grouped)", "The totals say \(stated.grouped), the lines make \(sum.sum.grouped)"),
          instead: Phrase("核对有无漏行或多行", "Look for missing or added lines")))
    case .failure(let reason):
      try add(
        BankFileFault(line: row.number, place: header.title(.amount), .payeeTotals, reason.message(text), instead: reason.instead)
      )
    }
  }

  mutating func finish(kind: String, expected: ControlTotals?) throws -> PayeeReading {
    guard let header else {
      throw BankFileFault(
        line: 1, .header, Phrase("文件是空的", "The file is empty"), instead: Phrase("第一行写表头", "Begin with the header"))
    }
    if reading.lineCount == 0 {
      try add(
        BankFileFault(
          line: lastLine, .required, Phrase("没有任何收款人", "There is no payee"),
          instead: Phrase("表头之下每行写一人", "Write one a line below the header")))
    }
    if let expected, expected.count != reading.lineCount || !hasBadAmount && expected.sum != sum.sum {
      try add(
        BankFileFault(
          line: lastLine, .payeeTotals,
          Phrase(
            "应为 \(expected.count) 笔、\(expected.sum.grouped)，实为 \(reading.lineCount) 笔、\(sum.sum.grouped)",
            "\(expected.count) lines and \(expected.sum.grouped) are expected, there are \(reading.lineCount) and \(sum.sum.grouped)"
          ),
          instead: Phrase("核对文件是否完整、是否为最新", "Check that the file is whole and the right one")))
    }
    holdBack(header)
    var total = Tally()
    for payee in reading.payees { total.add(payee.amount) }
    guard !total.isTooLarge else {
      throw BankFileFault(
        line: lastLine, .payeeTotals, Phrase("总额过大", "The sum is too large"), instead: Phrase("核对金额", "Check the amounts"))
    }
    reading.kind = kind
    reading.total = total.sum
    reading.faults = faults.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    return reading
  }

  /// Takes out again what a later line has put in doubt.
  private mutating func holdBack(_ header: PayeeHeader) {
    guard !heldLater.isEmpty else { return }
    var kept: [Payee] = []
    kept.reserveCapacity(reading.payees.count)
    for (place, payee) in reading.payees.enumerated() {
      if heldLater.contains(place) {
        reading.held.append(PayeeReading.Held(line: payee.line, values: PayeeColumn.allCases.map { payee.text($0) }))
      } else {
        kept.append(payee)
      }
    }
    reading.payees = kept
    reading.held.sort { $0.line < $1.line }
  }

  private mutating func add(_ fault: BankFileFault) throws {
    if fault.severity == .warning, faults.count - errorCount >= limits.faultsMax {
      reading.unkeptWarnings += 1
      return
    }
    faults.append(fault)
    guard fault.severity == .error else { return }
    errorCount += 1
    guard errorCount <= limits.faultsMax else {
      throw BankFileFault(
        line: fault.line, .limit,
        Phrase("错误超过 \(limits.faultsMax) 处，最近一处：", "More than \(limits.faultsMax) errors, the last: ") + fault.message,
        instead: fault.instead)
    }
  }
}

extension Payee {
  func text(_ column: PayeeColumn) -> String {
    switch column {
    case .reference: reference
    case .name: name
    case .idNumber: idNumber
    case .account: account
    case .bankName: bankName
    case .bankCode: bankCode
    case .amount: amount.description
    case .phone: phone
    }
  }
}
