import Basics
import Sheets

/// What a person gets back: sentences for the screen, and a CSV file that can be corrected and fed back.
public struct FaultReport: Sendable {
  public let reading: DocketReading
  public let language: Language

  public init(_ reading: DocketReading, language: Language = .zh) {
    self.reading = reading
    self.language = language
  }

  /// A summary, then one sentence a fault, `faultsShown` of them at most.
  public func screen(faultsShown: Int = 50) -> String {
    var lines = [summary[language]]
    lines += reading.faults.prefix(max(0, faultsShown)).map { FaultReport.sentence($0)[language] }
    let more = reading.faults.count - min(reading.faults.count, max(0, faultsShown)) + reading.unkeptWarnings
    if more > 0 { lines.append(Phrase("另有 \(more) 处，见更正文件。", "\(more) more, see the correction file.")[language]) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The screen text for a file of which nothing can be taken.
  public static func screen(_ refusal: DocketUnreadable, language: Language = .zh, faultsShown: Int = 50) -> String {
    let title = Phrase("文件未导入，没有任何案件进入系统。", "The file was not imported; nothing of it went in.")
    var lines = [title[language]]
    lines += refusal.faults.prefix(max(0, faultsShown)).map { sentence($0)[language] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `第 12 行“证件号码”错误［R10.1］：… → …`
  public static func sentence(_ fault: DocketFault) -> Phrase {
    let column = fault.header.isEmpty ? Phrase("", "") : Phrase("“\(fault.header)”", ", “\(fault.header)”")
    let severity = fault.severity == .error ? Phrase("错误", "error") : Phrase("提示", "warning")
    return Phrase("第 \(fault.line) 行", "Line \(fault.line)") + column
      + Phrase(" \(severity.zh)［\(fault.rule.rawValue)］：", " \(severity.en) [\(fault.rule.rawValue)]: ") + fault.message
      + Phrase(" → ", " → ")
      + fault.instead
  }

  /// How many lines and cases there are, how many may be filed, how many come back.
  public var summary: Phrase {
    let (filed, held) = (reading.accepted.count, reading.held.count)
    let lines = Phrase(
      "共 \(reading.lineCount) 行、\(filed + held) 案：可立案 \(filed) 案，退回 \(held) 案（\(reading.returned.count) 行）；",
      "Lines: \(reading.lineCount). Cases: \(filed + held), to be filed \(filed), returned \(held) with lines: \(reading.returned.count). "
    )
    return lines
      + Phrase(
        "错误 \(reading.errorCount) 处，提示 \(reading.warningCount) 处。",
        "Errors: \(reading.errorCount). Warnings: \(reading.warningCount).")
  }

  /// The lines of every case that is not filed, good ones too, with three columns in front that say what is wrong, by which rule
  /// and what to write. Nil where nothing is returned. Columns of an earlier report are replaced.
  public func correctionCSV() -> [UInt8]? {
    guard !reading.returned.isEmpty else { return nil }
    let faults = Dictionary(grouping: reading.faults, by: \.line)
    var writer = CSVWriter()
    writer.write(DocketColumn.reportHeaders.map { $0[language] } + reading.header.entries.map(\.text))
    var record = CSVRecord()
    // Nothing is cut off here: what was too long or too many goes back as it came.
    let whole = CSVLimits(fieldBytesMax: reading.text.count, columnsMax: reading.text.count)
    for place in reading.returned {
      var reader = CSVReader(reading.text, limits: whole, position: place.start, line: place.line)
      guard reader.next(into: &record) else { continue }
      writer.write(columns(of: faults[place.line] ?? []) + fields(of: record, reader))
    }
    return writer.bytes
  }

  private func columns(of faults: [DocketFault]) -> [String] {
    let messages = faults.map { fault in
      let column = fault.header.isEmpty ? "" : language == .zh ? "“\(fault.header)”" : "\(fault.header): "
      let mark = fault.severity == .error ? "" : Phrase("（提示）", "(warning) ")[language]
      return mark + column + fault.message[language]
    }
    var rules: [String] = []
    for fault in faults where !rules.contains(fault.rule.rawValue) { rules.append(fault.rule.rawValue) }
    let separator = Phrase("；", "; ")[language]
    return [
      messages.joined(separator: separator), rules.joined(separator: " "),
      faults.map { $0.instead[language] }.joined(separator: separator),
    ]
  }

  /// The docket's columns as they were; what stood beyond the header's last column stays behind them, for a person to move.
  private func fields(of record: CSVRecord, _ reader: CSVReader) -> [String] {
    let known = reading.header.entries.map { CSVWriter.unmarked(reader.field($0.place, of: record)) }
    let extra = (reading.header.width..<max(reading.header.width, record.count)).map { reader.field($0, of: record) }
    return known + extra
  }
}
