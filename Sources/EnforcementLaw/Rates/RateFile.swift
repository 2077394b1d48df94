import Basics

/// Reads the rate files of `data-law`: comma-separated, one header line, a publication day first. Bounded, and every error
/// names its line and column.
struct RateFile {
  struct Row {
    let line: Int
    let day: Day
    let rates: [Rate]
    /// The text after the last rate, where the file has such a column.
    let note: String
  }

  static let linesMax = 10_000
  static let rateMax = Rate(perMillion: 1_000_000)

  let rows: [Row]

  /// `columns` are the header's names from the second on; where `noted`, a last column of free text follows.
  init(csv: String, first: String, columns: [String], noted: Bool) throws(LawRefusal) {
    var text = csv[...]
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count <= RateFile.linesMax else {
      throw RateFile.refusal(1, "", "tooManyLines", Phrase("利率表超过\(RateFile.linesMax)行", "more than \(RateFile.linesMax) lines"))
    }
    let header = [first] + columns
    let named = lines.first.map { $0.split(separator: ",").map { String($0.trimmed) } } ?? []
    guard named.starts(with: header) else {
      let expected = header.joined(separator: ",")
      throw RateFile.refusal(1, "", "badHeader", Phrase("首行应为 \(expected)", "the first line must read \(expected)"))
    }
    var rows: [Row] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.trimmed.isEmpty {
      let row = try RateFile.row(line, index + 1, columns, first, noted: noted)
      if let before = rows.last, before.day >= row.day {
        throw RateFile.refusal(
          row.line, first, "notAscending", Phrase("日期应逐行递增", "dates must grow from line to line"))
      }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      throw RateFile.refusal(2, "", "noRates", Phrase("利率表没有数据", "the rate table has no rows"))
    }
    self.rows = rows
  }

  private static func row(
    _ line: Substring, _ number: Int, _ columns: [String], _ first: String, noted: Bool
  ) throws(LawRefusal) -> Row {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    let expected = columns.count + (noted ? 2 : 1)
    guard fields.count == expected || (noted && fields.count == expected - 1) else {
      throw refusal(
        number, "", "badColumns",
        Phrase("应有\(expected)列，实有\(fields.count)列", "\(expected) columns expected, \(fields.count) found"))
    }
    guard let day = Day(String(fields[0])) else {
      throw refusal(number, first, "badDay", Phrase("日期应为 2024-05-20 的格式", "a day is written 2024-05-20"))
    }
    var rates: [Rate] = []
    for (index, column) in columns.enumerated() {
      guard let rate = Rate(percent: String(fields[index + 1])), rate <= rateMax else {
        throw refusal(number, column, "badRate", Phrase("利率应为百分数，如 3.45", "a rate is a percentage such as 3.45"))
      }
      rates.append(rate)
    }
    return Row(
      line: number, day: day, rates: rates, note: fields.count > columns.count + 1 ? String(fields[columns.count + 1]) : "")
  }

  static func refusal(_ line: Int, _ column: String, _ code: String, _ message: Phrase) -> LawRefusal {
    LawRefusal(
      field: column.isEmpty ? "line\(line)" : "line\(line).\(column)", code: code,
      Phrase("第\(line)行：", "Line \(line): ") + message)
  }

  /// Index of the last row on or before `day`, by halving.
  static func index(on day: Day, in days: [Day]) -> Int? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}

extension Substring {
  /// Without spaces and tabs at both ends.
  fileprivate var trimmed: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
