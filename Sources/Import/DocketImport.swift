import Basics
import Enforcement
import Sheets

/// Reads and checks a docket (收案清单): CSV in UTF-8 or GB18030, one line a party or a claim item, the lines of one `docket_ref` a
/// case. A case with any bad line is held back whole; the others may be filed. The format stands in `docs/docket-format.md`.
public struct DocketImport: Sendable {
  /// Errors beyond this number refuse the file: something is wrong with all of it. Warnings beyond it are counted only.
  public static let faultsMax = 200_000

  /// The day of the import: nothing dated after it has happened yet.
  public let today: Day
  public let calendar: CourtCalendar
  /// The court that takes the docket: of lines that name none, and no other; nil takes cases of any court.
  public let defaultCourt: CourtCode?
  public let limits: CSVLimits

  public init(
    today: Day, calendar: CourtCalendar = .weekendsOnly, defaultCourt: CourtCode? = nil, limits: CSVLimits = CSVLimits()
  ) {
    self.today = today
    self.calendar = calendar
    self.defaultCourt = defaultCourt
    self.limits = limits
  }

  /// Reads a whole file. Throws where nothing of it can be trusted: encoding, header, a quote that is never closed.
  public func read(_ raw: [UInt8]) throws(DocketUnreadable) -> DocketReading {
    let text: DecodedText
    do {
      text = try DecodedText(raw, bytesMax: limits.fileBytesMax)
    } catch {
      throw error.unreadable
    }
    var reader = CSVReader(text.bytes, limits: limits)
    var record = CSVRecord()
    let header = try header(&reader, &record)
    var sheet = DocketSheet(header: header, today: today, defaultCourt: defaultCourt)
    var records = 1
    while reader.next(into: &record) {
      records += 1
      guard records <= limits.recordsMax else { throw tooManyRecords(record.line) }
      try refuseSwallowing(record, of: header)
      try refuseCutOff(record, of: header)
      sheet.take(record, of: reader)
      guard sheet.errorCount <= DocketImport.faultsMax else { throw sheet.tooManyErrors }
    }
    return try sheet.finish(text, check: CaseCheck(header: header, today: today, calendar: calendar))
  }

  /// The header is the first line with content.
  private func header(_ reader: inout CSVReader, _ record: inout CSVRecord) throws(DocketUnreadable) -> DocketHeader {
    while reader.next(into: &record) {
      try refuseSwallowing(record, of: nil)
      let fields = (0..<record.count).map { DocketLine.cleaned(reader.field($0, of: record)) }
      guard fields.contains(where: { !$0.isEmpty }) else { continue }
      if let fault = record.fault {
        throw DocketUnreadable(line: record.line, .form, fault.message(width: record.count), instead: fault.instead)
      }
      return try DocketHeader(fields, hasDefaultCourt: defaultCourt != nil, line: record.line)
    }
    throw DocketUnreadable(
      line: 1, .header, Phrase("文件是空的", "The file is empty"), instead: Phrase("第一行写表头", "Begin with the header"))
  }

  /// A stray quote swallows the lines up to the next one; where that shows, nothing after it can be trusted.
  private func refuseSwallowing(_ record: CSVRecord, of header: DocketHeader?) throws(DocketUnreadable) {
    guard let fault = record.fault else { return }
    var isFatal = record.lastLine > record.line
    if case .unterminatedQuote = fault { isFatal = true }
    guard isFatal else { return }
    let span = Phrase("第 \(record.line) 至 \(record.lastLine) 行：", "Lines \(record.line) to \(record.lastLine): ")
    throw DocketUnreadable(line: record.line, .form, span + fault.message(width: header?.width ?? 0), instead: fault.instead)
  }

  /// A last line that breaks off shows that the file is not whole: lines after it may be missing too.
  private func refuseCutOff(_ record: CSVRecord, of header: DocketHeader) throws(DocketUnreadable) {
    guard !record.isTerminated, record.count < header.width else { return }
    throw DocketUnreadable(
      line: record.line, .form,
      Phrase(
        "文件在这一行中断（\(record.count) 列，应为 \(header.width) 列）",
        "The file breaks off on this line (\(record.count) of \(header.width) columns)"),
      instead: Phrase("重新导出文件；手工编写的在最后一行后换行", "Export it again; if written by hand, end the last line with a line break"))
  }

  private func tooManyRecords(_ line: Int) -> DocketUnreadable {
    DocketUnreadable(
      line: line, .file, Phrase("超过 \(limits.recordsMax - 1) 行", "More than \(limits.recordsMax - 1) lines"),
      instead: Phrase("分成几个文件，同一案件的各行放在一个文件里", "Split the file, keeping the lines of a case together"))
  }
}

extension CSVFault {
  /// `width` is the number of columns of the header.
  func message(width: Int) -> Phrase {
    switch self {
    case .unterminatedQuote(let line, let column):
      Phrase("第 \(line) 行第 \(column) 列的引号没有闭合", "The quote on line \(line), column \(column) is never closed")
    case .textAfterQuote(let column):
      Phrase("第 \(column) 列的引号之后还有文字", "Column \(column) has text after its closing quote")
    case .quoteInside(let column):
      Phrase("第 \(column) 列的文字中间有引号", "Column \(column) has a quote inside its text")
    case .fieldTooLong(let column):
      Phrase("第 \(column) 列过长", "Column \(column) is too long")
    case .tooManyColumns:
      Phrase("列数多于表头（\(width) 列）", "More columns than the header (\(width))")
    }
  }
  var instead: Phrase {
    switch self {
    case .unterminatedQuote, .textAfterQuote, .quoteInside:
      Phrase("含引号、逗号的内容整体用半角引号括起，其中的引号写两个", "Enclose the field in quotes and double each quote within")
    case .fieldTooLong: Phrase("缩短内容，并检查是否漏了引号", "Shorten it, and look for a missing quote")
    case .tooManyColumns: Phrase("内容中的半角逗号用引号括起", "Enclose fields that hold a comma in quotes")
    }
  }
}

extension DecodedText.Fault {
  var unreadable: DocketUnreadable {
    let asCSV = Phrase("在表格软件中另存为“CSV UTF-8（逗号分隔）”", "Save it as “CSV UTF-8 (comma delimited)”")
    switch self {
    case .tooLarge(let bytes, let max):
      return DocketUnreadable(
        line: 1, .file, Phrase("文件 \(bytes) 字节，超过 \(max) 字节", "The file has \(bytes) bytes, more than \(max)"),
        instead: Phrase("分成几个文件", "Split the file"))
    case .spreadsheet:
      return DocketUnreadable(line: 1, .file, Phrase("这是表格文件，不是 CSV", "This is a spreadsheet, not CSV"), instead: asCSV)
    case .utf16:
      return DocketUnreadable(line: 1, .file, Phrase("这是 UTF-16 文本", "This is UTF-16 text"), instead: asCSV)
    case .nul(let line):
      return DocketUnreadable(line: line, .file, Phrase("含有空字节，不是文本", "Holds a NUL byte and is not text"), instead: asCSV)
    case .brokenUTF8(let line):
      return DocketUnreadable(
        line: line, .file, Phrase("这一行有损坏的 UTF-8 字符", "This line has a broken UTF-8 character"),
        instead: Phrase("改正该字符后另存为 UTF-8", "Correct the character and save as UTF-8"))
    case .unknownEncoding(let line):
      return DocketUnreadable(
        line: line, .file, Phrase("既不是 UTF-8 也不是 GB18030", "Neither UTF-8 nor GB18030"), instead: asCSV)
    case .noGB18030:
      return DocketUnreadable(
        line: 1, .file, Phrase("文件不是 UTF-8，而本系统缺少 GB18030 码表", "The file is not UTF-8, and this machine has no GB18030 table"),
        instead: asCSV)
    }
  }
}
