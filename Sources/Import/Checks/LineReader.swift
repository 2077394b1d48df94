import Basics
import Sheets

/// One line of a docket: its values by column, trimmed and without the apostrophe of spreadsheet programs.
struct DocketLine: Sendable {
  let line: Int
  /// Offset of the line's record in the text, from which a correction file copies it.
  let start: Int
  let values: [String]

  subscript(column: DocketColumn) -> String { values[column.index] }
  var isBlank: Bool { values.allSatisfy(\.isEmpty) }

  init(_ record: CSVRecord, of reader: CSVReader, header: DocketHeader) {
    line = record.line
    start = record.start
    var values = [String](repeating: "", count: DocketColumn.allCases.count)
    for entry in header.entries {
      values[entry.column.index] = DocketLine.cleaned(reader.field(entry.place, of: record))
    }
    self.values = values
  }

  init(line: Int, start: Int, values: [String]) {
    self.line = line
    self.start = start
    self.values = values
  }

  /// Without surrounding white space, full-width and no-break spaces included, and without one leading apostrophe.
  static func cleaned(_ field: String) -> String {
    guard let first = field.utf8.first, let last = field.utf8.last else { return "" }
    guard !isPlain(first) || !isPlain(last) else { return field }
    let text = CSVWriter.unmarked(trimmed(field))
    return trimmed(text)
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text.unicodeScalars[...]
    while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return String(rest)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x2002, 0x2003, 0xFEFF: true
    default: false
    }
  }
}

/// Reads the values of one line into types, and collects what is wrong with them.
struct LineReader {
  let line: DocketLine
  let header: DocketHeader
  /// The day of the import: nothing dated after it has happened yet.
  let today: Day
  /// Where a column's value stands, if not on the line itself: lines of a case share its columns.
  private let lines: [DocketColumn: Int]
  private(set) var faults: [DocketFault] = []

  init(_ line: DocketLine, header: DocketHeader, today: Day, lines: [DocketColumn: Int] = [:]) {
    self.line = line
    self.lines = lines
    self.header = header
    self.today = today
  }

  mutating func fault(
    _ column: DocketColumn?, _ rule: DocketRule, as severity: DocketFault.Severity = .error, _ message: Phrase, instead: Phrase
  ) {
    let text = column.map { header.text(of: $0) } ?? ""
    let number = column.flatMap { lines[$0] } ?? line.line
    faults.append(
      DocketFault(line: number, header: text, column: column, rule: rule, severity: severity, message, instead: instead))
  }

  /// The value as text; empty where the field is blank or at fault.
  mutating func text(_ column: DocketColumn, required: Bool = false, max: Int) -> String {
    let value = line[column]
    if value.isEmpty {
      if required { missing(column) }
      return ""
    }
    if let bad = unprintable(in: value) {
      fault(
        column, .text, Phrase("含有不可见或无效的字符（U+\(bad)）", "Contains an invisible or invalid character (U+\(bad))"),
        instead: Phrase("删去该字符，写在一行内", "Delete the character and write on one line"))
      return ""
    }
    if value.utf8.contains(34) {
      fault(
        column, .text, Phrase("含有半角引号", "Contains a straight double quote"),
        instead: Phrase("改用中文引号“”，或删去", "Use “ ” or leave it out"))
      return ""
    }
    if value.utf8.count > max, value.count > max {
      fault(
        column, .text, Phrase("超过 \(max) 个字", "Longer than \(max) characters"),
        instead: Phrase("缩短到 \(max) 个字以内", "Shorten to at most \(max) characters"))
      return ""
    }
    return value
  }

  /// A value from a fixed list; nil where the field is blank or at fault.
  mutating func word<Word: DocketWord>(_ column: DocketColumn, _ type: Word.Type, required: Bool = false) -> Word? {
    let value = text(column, required: required, max: 60)
    guard !value.isEmpty else { return nil }
    if let word = Word.read(value) { return word }
    fault(
      column, .list, Phrase("“\(value)”不在可填范围", "“\(value)” is not one of the values"),
      instead: Phrase("填写：", "One of: ") + Word.list)
    return nil
  }

  /// A day between 1980 and today; nil where the field is blank or at fault.
  mutating func day(_ column: DocketColumn, required: Bool = false, mayLieAhead: Bool = false) -> Day? {
    let value = text(column, required: required, max: 20)
    guard !value.isEmpty else { return nil }
    guard let day = DayText.read(value) else {
      fault(
        column, .day, Phrase("“\(value)”不是真实的日期", "“\(value)” is not a real day"),
        instead: Phrase("写成 2024-05-06", "Write 2024-05-06"))
      return nil
    }
    if day < LineReader.firstDay || day > today.adding(months: 1200) {
      fault(
        column, .day, Phrase("\(day)的年份不合理", "The year of \(day) cannot be right"),
        instead: Phrase("核对年份", "Check the year"))
      return nil
    }
    if day > today && !mayLieAhead {
      fault(
        column, .day, Phrase("\(day)晚于今天（\(today)）", "\(day) lies after today (\(today))"),
        instead: Phrase("填写今天或以前的日期", "Write a day that is not after today"))
      return nil
    }
    return day
  }

  /// A sum above zero of at most two places; nil where the field is blank or at fault.
  mutating func money(_ column: DocketColumn) -> Money? {
    let value = text(column, required: true, max: 40)
    guard !value.isEmpty else { return nil }
    guard let money = Money(value) else {
      fault(
        column, .money, LineReader.notMoney(value),
        instead: Phrase("以元为单位，至多两位小数，如 130000.00", "Write yuan with at most two places: 130000.00"))
      return nil
    }
    guard money > .zero else {
      fault(
        column, .money, Phrase("金额须大于零", "The sum must be above zero"),
        instead: Phrase("填写大于零的金额；没有此项请删去该行", "Write a sum above zero, or delete the line"))
      return nil
    }
    return money
  }

  /// The notation of the law library; empty for no interest or where the field is at fault.
  mutating func interest(_ column: DocketColumn) -> String {
    let value = text(column, max: 200)
    do {
      return try InterestText.canonical(value)
    } catch {
      fault(column, error.rule, error.message, instead: error.instead)
      return ""
    }
  }

  mutating func missing(_ column: DocketColumn) {
    fault(
      column, .required, Phrase("“\(column.zh)”不能为空", "“\(column.key)” must not be blank"),
      instead: Phrase("填写“\(column.zh)”", "Fill in “\(column.key)”"))
  }

  /// No rule of enforcement looks further back; an earlier year is a slip of the pen.
  static let firstDay = Day(number: 3652)

  private static func notMoney(_ value: String) -> Phrase {
    if isRounded(value) { return roundedBySpreadsheet(value) }
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].count > 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || $0 == 44 } }) {
      return Phrase("“\(value)”的小数超过两位", "“\(value)” has more than two places")
    }
    return Phrase("“\(value)”不是金额", "“\(value)” is not a sum of money")
  }
}

/// `3.31E+17`: what a spreadsheet program leaves of a long number.
func isRounded(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count >= 4, (48...57).contains(bytes[0]) else { return false }
  return text.contains("E+") || text.contains("e+")
}
func roundedBySpreadsheet(_ text: String) -> Phrase {
  Phrase("“\(text)”是表格软件改写过的数字，原来的数位已丢失", "“\(text)” was rewritten by a spreadsheet program; its digits are lost")
}

/// The code point, in hexadecimal, of the first scalar that no plain text holds: controls, direction marks, zero-width signs,
/// private use, and what a failed decoding leaves.
private func unprintable(in text: String) -> String? {
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x20...0x7E: continue
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xE000...0xF8FF, 0xFEFF,
      0xFFF0...0xFFFF, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF:
      return String(scalar.value, radix: 16, uppercase: true)
    default: continue
    }
  }
  return nil
}
