import Basics
import Sheets
import XMLText

/// The rule that a place in a file breaks: of bank files (B…), of payee lists (P…), or of the law as numbered in the project's
/// rules (R…). docs/bank-files.md lists them.
public enum BankFileRule: String, Sendable, Hashable, CaseIterable {
  /// The file's size, encoding and kind.
  case file = "B1"
  /// XML or CSV form.
  case form = "B2"
  /// No document type and no entities of one's own.
  case documentType = "B3"
  /// Bounds of depth, length and number.
  case limit = "B4"
  /// The message is of the kind that is read.
  case message = "B5"
  /// What must not be missing.
  case required = "B6"
  /// A value from a fixed list.
  case list = "B7"
  /// A sum of money in whole fen.
  case amount = "B8"
  /// Renminbi only.
  case currency = "B9"
  /// A real day or moment.
  case day = "B10"
  /// Plain text of a bounded length.
  case text = "B11"
  /// The same thing twice in one file.
  case doubled = "B12"
  /// Entries belong to the period of their statement.
  case period = "B13"
  /// Opening balance, entries and closing balance agree.
  case balance = "B14"
  /// Counts and sums that the file states of itself.
  case summary = "B15"
  /// The parts of a collective entry make up the whole.
  case batch = "B16"
  /// Account numbers.
  case account = "B17"
  /// The header of a table.
  case header = "B18"
  /// The columns of a line.
  case columns = "B19"
  /// In or out, and not both.
  case side = "B20"
  /// Parts of an answer contradict each other.
  case contradiction = "B21"
  /// What is answered must be named.
  case original = "B22"
  case payeeName = "P1"
  case payeeAccount = "P2"
  case payeeBank = "P3"
  case payeeAmount = "P4"
  case payeeReference = "P5"
  /// The same line twice.
  case payeeDoubled = "P6"
  /// The same account and name on several lines.
  case payeeRepeated = "P7"
  /// One account under two names.
  case payeeNames = "P8"
  /// Number and sum of all lines.
  case payeeTotals = "P9"
  /// Another list pays the same payee already.
  case payeeElsewhere = "P10"
  case residentID = "R10.1"
  case bankCard = "R10.4"
  case phone = "R10.5"
}

/// One thing wrong with a file: where, by which rule, what, and what to write instead.
public struct BankFileFault: Error, Hashable, Sendable {
  /// Whether what the line says may be used.
  public enum Severity: String, Sendable, Hashable {
    /// What the line says is not used; of statements and answers nothing is.
    case error
    /// It is used; a person should look.
    case warning
  }
  /// Physical line of the file (of a sheet: the row), from 1.
  public let line: Int
  /// The element's path, or the column's header as the file writes it; empty where the whole line or file is meant.
  public let place: String
  public let rule: BankFileRule
  public let severity: Severity
  /// What is wrong, as a statement of fact.
  public let message: Phrase
  /// What to write instead.
  public let instead: Phrase

  public init(
    line: Int, place: String = "", _ rule: BankFileRule, severity: Severity = .error, _ message: Phrase, instead: Phrase
  ) {
    self.line = line
    self.place = place
    self.rule = rule
    self.severity = severity
    self.message = message
    self.instead = instead
  }

  /// `第 12 行 Document/…/Amt 错误［B8］：… → …`
  public var sentence: Phrase {
    let spot = place.isEmpty ? Phrase("", "") : Phrase("“\(place)”", ", \(place)")
    let kind = severity == .error ? Phrase("错误", "error") : Phrase("提示", "warning")
    return Phrase("第 \(line) 行", "Line \(line)") + spot
      + Phrase(" \(kind.zh)［\(rule.rawValue)］：", " \(kind.en) [\(rule.rawValue)]: ") + message + Phrase(" → ", " → ") + instead
  }

  init(_ fault: XMLFault) {
    let rule: BankFileRule =
      switch fault.kind {
      case .form: .form
      case .encoding: .file
      case .documentType, .entity: .documentType
      case .limit: .limit
      }
    self.init(line: fault.place.line, place: fault.place.path, rule, fault.message, instead: fault.instead)
  }

  init(_ fault: SheetFault) {
    let rule: BankFileRule =
      switch fault.kind {
      case .limit: .limit
      case .cell: .columns
      case .notWorkbook, .part, .sheet, .writing: .file
      }
    self.init(line: fault.row ?? 1, place: fault.place, rule, fault.message, instead: fault.instead)
  }

  init(_ fault: DecodedText.Fault) {
    let asCSV = Phrase("在表格软件中另存为“CSV UTF-8（逗号分隔）”", "Save it as “CSV UTF-8 (comma delimited)”")
    let (line, message): (Int, Phrase) =
      switch fault {
      case .tooLarge(let bytes, let max):
        (1, Phrase("文件 \(bytes) 字节，超过 \(max) 字节", "The file has \(bytes) bytes, more than \(max)"))
      case .spreadsheet: (1, Phrase("这是表格文件，不是文本", "This is a spreadsheet, not text"))
      case .utf16: (1, Phrase("这是 UTF-16 文本", "This is UTF-16 text"))
      case .nul(let line): (line, Phrase("含有空字节，不是文本", "Holds a NUL byte and is not text"))
      case .brokenUTF8(let line): (line, Phrase("这一行有损坏的 UTF-8 字符", "This line has a broken UTF-8 character"))
      case .unknownEncoding(let line): (line, Phrase("既不是 UTF-8 也不是 GB18030", "Neither UTF-8 nor GB18030"))
      case .noGB18030: (1, Phrase("不是 UTF-8，而本系统缺少 GB18030 码表", "Not UTF-8, and this machine has no GB18030 table"))
      }
    self.init(line: line, .file, message, instead: asCSV)
  }
}

/// Faults of one file, as they are found. Beyond ``faultsMax`` reading stops: something is wrong with all of it.
struct FaultList: Sendable {
  let faultsMax: Int
  private(set) var faults: [BankFileFault] = []
  private(set) var errorCount = 0

  /// Thrown when there are too many; the faults found so far stand in the list.
  struct TooMany: Error {}

  init(max: Int = 10_000) { faultsMax = max }

  mutating func add(_ fault: BankFileFault) throws {
    faults.append(fault)
    if fault.severity == .error { errorCount += 1 }
    if faults.count > faultsMax { throw TooMany() }
  }

  /// By line; of one line in the order found.
  var sorted: [BankFileFault] {
    faults.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }
}

/// Bounds of bank files.
public struct BankFileLimits: Sendable, Hashable {
  public var xml: XMLLimits
  public var csv: CSVLimits
  public var sheet: SheetLimits
  /// Faults of one file; one more ends the reading.
  public var faultsMax: Int
  /// Entries or transactions of one file.
  public var entriesMax: Int

  public init(
    xml: XMLLimits = XMLLimits(), csv: CSVLimits = CSVLimits(), sheet: SheetLimits = SheetLimits(), faultsMax: Int = 10_000,
    entriesMax: Int = 1_000_000
  ) {
    self.xml = xml
    self.csv = csv
    self.sheet = sheet
    self.faultsMax = faultsMax
    self.entriesMax = entriesMax
  }
}
