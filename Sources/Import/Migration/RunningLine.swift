import Basics
import Sheets

/// The header of one table: which cell of a row is which column.
struct RunningHeader: Sendable {
  let table: RunningTable
  let source: String
  private let places: [RunningColumn: Int]
  private let texts: [RunningColumn: String]
  /// Columns of a correction file, which are read over.
  private let reported: Set<Int>
  let row: SheetRow

  init(_ part: RunningSource.Part) throws(RunningUnreadable) {
    table = part.table
    source = part.name
    guard let row = part.rows.first else {
      throw RunningUnreadable(
        source: part.name, .header, Phrase("表是空的", "The table is empty"), instead: Phrase("第一行写表头", "Begin with the header"))
    }
    self.row = row
    var places: [RunningColumn: Int] = [:]
    var texts: [RunningColumn: String] = [:]
    var reported: Set<Int> = []
    var faults: [RunningFault] = []
    func fault(_ header: String, _ message: Phrase, _ instead: Phrase) {
      faults.append(
        RunningFault(
          source: part.name, table: part.table, line: row.number, column: nil, header: header,
          rule: RunningRule.header.rawValue, severity: .error, message: message, instead: instead, ref: ""))
    }
    for (place, cell) in row.cells.enumerated() {
      let text = DocketLine.cleaned(cell)
      if text.isEmpty { continue }
      if DocketColumn.reportHeaders.contains(where: { $0.zh == text || $0.en == text.lowercased() }) {
        reported.insert(place)
        continue
      }
      guard let column = RunningHeader.column(text, of: part.table) else {
        fault(
          text, Phrase("不认识的表头“\(text)”", "Unknown header “\(text)”"),
          Phrase("删去该列，或改用格式说明中的表头", "Delete the column, or use a header from the format description"))
        continue
      }
      if places[column] != nil {
        fault(
          text, Phrase("“\(column.zh)”列重复", "The column “\(column.rawValue)” comes twice"), Phrase("只保留一列", "Keep one of them"))
      }
      places[column] = place
      texts[column] = text
    }
    for column in part.table.columns where part.table.isRequired(column) && places[column] == nil {
      fault(
        column.zh, Phrase("缺少“\(column.zh)”列", "The column “\(column.rawValue)” is missing"),
        Phrase("增加表头“\(column.zh)”或“\(column.rawValue)”", "Add a header “\(column.zh)” or “\(column.rawValue)”"))
    }
    guard faults.isEmpty else { throw RunningUnreadable(faults: faults) }
    self.places = places
    self.texts = texts
    self.reported = reported
  }

  private static func column(_ text: String, of table: RunningTable) -> RunningColumn? {
    let folded = fold(text)
    return table.columns.first { column in
      fold(column.rawValue) == folded || column.chinese.contains { fold($0) == folded }
    }
  }
  private static func fold(_ text: String) -> String {
    String(text.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }.map { $0 == "(" ? "（" : $0 == ")" ? "）" : $0 })
  }

  func text(of column: RunningColumn) -> String { texts[column] ?? column.zh }
  func place(of column: RunningColumn) -> Int? { places[column] }
  /// The header and a row's cells without the columns of a correction file.
  func cells(_ row: SheetRow) -> [String] {
    row.cells.enumerated().filter { !reported.contains($0.offset) }.map(\.element)
  }
}

/// One line of a table: its values by column.
struct RunningLine: Sendable {
  let table: RunningTable
  let row: SheetRow
  private let values: [RunningColumn: String]
  private let lossy: Set<RunningColumn>
  var line: Int { row.number }
  subscript(column: RunningColumn) -> String { values[column] ?? "" }
  var isBlank: Bool { values.isEmpty }
  func isLossy(_ column: RunningColumn) -> Bool { lossy.contains(column) }

  init(_ row: SheetRow, _ header: RunningHeader) {
    table = header.table
    self.row = row
    var values: [RunningColumn: String] = [:]
    var lossy: Set<RunningColumn> = []
    for column in header.table.columns {
      guard let place = header.place(of: column), row.cells.indices.contains(place) else { continue }
      let text = DocketLine.cleaned(row.cells[place])
      if !text.isEmpty { values[column] = text }
      if row.lossy.contains(place) { lossy.insert(column) }
    }
    self.values = values
    self.lossy = lossy
  }

  /// The line as one of a docket, numbered so that lines of different tables stay apart.
  func docket(numbered line: Int, ref: String) -> DocketLine {
    var texts = [String](repeating: "", count: DocketColumn.allCases.count)
    for (column, text) in values { if let docket = column.docket { texts[docket.index] = text } }
    texts[DocketColumn.docketRef.index] = ref
    // An application whose day nobody wrote down came in on the day of its filing.
    if table == .cases, texts[DocketColumn.receivedOn.index].isEmpty { texts[DocketColumn.receivedOn.index] = self[.filedOn] }
    switch table {
    case .parties: texts[DocketColumn.row.index] = DocketRowKind.party.written.zh
    case .claims: texts[DocketColumn.row.index] = DocketRowKind.claim.written.zh
    case .cases, .clocks, .measures, .money, .sanctions, .numbers: break
    }
    return DocketLine(line: line, start: 0, values: texts)
  }
}

/// Reads the values of one line into types, and collects what is wrong with them.
struct RunningReader {
  let line: RunningLine
  let header: RunningHeader
  let ref: String
  let today: Day
  private(set) var faults: [RunningFault] = []

  init(_ line: RunningLine, _ header: RunningHeader, ref: String, today: Day) {
    self.line = line
    self.header = header
    self.ref = ref
    self.today = today
  }
  var hasError: Bool { faults.contains { $0.severity == .error } }

  mutating func fault(
    _ column: RunningColumn?, _ rule: RunningRule, as severity: DocketFault.Severity = .error, _ message: Phrase,
    _ instead: Phrase
  ) {
    faults.append(
      RunningFault(
        source: header.source, table: header.table, line: line.line, column: column,
        header: column.map { header.text(of: $0) } ?? "",
        rule: rule.rawValue, severity: severity, message: message, instead: instead, ref: ref))
  }

  /// Text without control characters; empty where the cell is blank or at fault.
  mutating func text(_ column: RunningColumn, max: Int, required: Bool = false) -> String {
    let value = line[column]
    guard !value.isEmpty else {
      if required {
        fault(
          column, .required, Phrase("“\(column.zh)”不能为空", "“\(column.rawValue)” must not be blank"),
          Phrase("填写“\(column.zh)”", "Fill in “\(column.rawValue)”"))
      }
      return ""
    }
    if line.isLossy(column) || isRounded(value) {
      fault(column, .text, roundedBySpreadsheet(value), Phrase("单元格设为文本后重新填写", "Format the cell as text and type it again"))
      return ""
    }
    if value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x200B...0x200F).contains($0.value) || $0.value == 0xFEFF }) {
      fault(
        column, .text, Phrase("含有不可见的字符", "Contains an invisible character"),
        Phrase("删去该字符，写在一行内", "Delete it and write on one line"))
      return ""
    }
    if value.count > max {
      fault(
        column, .text, Phrase("超过 \(max) 个字", "Longer than \(max) characters"), Phrase("缩短到 \(max) 个字以内", "Shorten it to \(max)"))
      return ""
    }
    return value
  }

  mutating func word<Word: DocketWord>(_ column: RunningColumn, _ type: Word.Type, required: Bool = false) -> Word? {
    let value = text(column, max: 60, required: required)
    guard !value.isEmpty else { return nil }
    if let word = Word.read(value) { return word }
    fault(column, .list, Phrase("“\(value)”不在可填范围", "“\(value)” is not one of the values"), Phrase("填写：", "One of: ") + Word.list)
    return nil
  }

  mutating func day(_ column: RunningColumn, required: Bool = false, mayLieAhead: Bool = false) -> Day? {
    let value = text(column, max: 20, required: required)
    guard !value.isEmpty else { return nil }
    guard let day = DayText.read(value), day >= LineReader.firstDay, day <= today.adding(months: 1200) else {
      fault(
        column, .day, Phrase("“\(value)”不是真实的日期", "“\(value)” is not a real day"), Phrase("写成 2024-05-06", "Write 2024-05-06"))
      return nil
    }
    if day > today && !mayLieAhead {
      fault(
        column, .day, Phrase("\(day)晚于接收日（\(today)）", "\(day) lies after the day of the move (\(today))"),
        Phrase("填写今天或以前的日期", "Write a day that is not after today"))
      return nil
    }
    return day
  }

  mutating func money(_ column: RunningColumn, allowZero: Bool = false) -> Money? {
    let value = text(column, max: 40, required: true)
    guard !value.isEmpty else { return nil }
    guard let money = Money(value), money > .zero || allowZero && money == .zero else {
      fault(
        column, .money,
        Phrase("“\(value)”不是\(allowZero ? "" : "大于零的")金额", "“\(value)” is not a sum\(allowZero ? "" : " above zero")"),
        Phrase("以元为单位，至多两位小数，如 130000.00", "Yuan with at most two places: 130000.00"))
      return nil
    }
    return money
  }

  mutating func number(_ column: RunningColumn, _ range: ClosedRange<Int>, required: Bool = true) -> Int? {
    let value = text(column, max: 12, required: required)
    guard !value.isEmpty else { return nil }
    guard let number = Int(value), range.contains(number) else {
      let bounds = "\(range.lowerBound)–\(range.upperBound)"
      fault(
        column, .list, Phrase("“\(value)”不是 \(bounds) 的整数", "“\(value)” is not a whole number of \(bounds)"),
        Phrase("填写整数", "Write a whole number"))
      return nil
    }
    return number
  }
}
