import Basics

/// The rule that a line of the tables breaks: of the tables (M…, D… as in dockets), or of the law (R…).
public enum RunningRule: String, Sendable, Hashable, CaseIterable {
  case file = "D1"
  case form = "D2"
  case header = "D3"
  case required = "D7"
  case list = "D8"
  case text = "D9"
  case money = "D10"
  case day = "D11"
  /// A table that must be there, or one that nobody knows.
  case table = "M1"
  /// A line names a case that the table of cases has; a case has one line there.
  case reference = "M2"
  /// The case's own number: form, court, type, year; nobody else's.
  case number = "M3"
  /// Handler and judge are staff of this court.
  case staff = "M4"
  /// Unit and object of a measure.
  case object = "M5"
  /// One thing has each rank once.
  case rank = "M6"
  /// What came in less what was paid is what is held.
  case balance = "M7"
  /// A measure or sanction names a debtor of its case.
  case person = "M8"
  /// A bank line is one receipt.
  case bankLine = "M9"
  /// State and the day of the ending.
  case state = "M10"
  /// Files of the papers' folder.
  case paper = "M11"
  /// The last numbers of types and years.
  case lastNumber = "M12"
  /// A number of identity has one name.
  case identity = "M13"
  case caseLimit = "R2.2"
  case excluded = "R2.3"
  case term = "R3.1"
  case lapse = "R3.2"
  case ending = "R8.3"
  case payout = "R6.9"
  case listing = "R7.1"
}

/// One thing wrong with one line of one table: where, by which rule, what, and what to write instead.
public struct RunningFault: Error, Hashable, Sendable {
  /// File or sheet as the court named it.
  public let source: String
  public let table: RunningTable?
  /// Line of the file or row of the sheet, from 1.
  public let line: Int
  public let column: RunningColumn?
  /// The header as the file writes it.
  public let header: String
  public let rule: String
  public let severity: DocketFault.Severity
  public let message: Phrase
  public let instead: Phrase
  /// The case concerned; empty where the line names none.
  public let ref: String

  /// `parties.csv 第 12 行“证件号码”错误［R10.1］：… → …`
  public var sentence: Phrase {
    let column = header.isEmpty ? Phrase("", "") : Phrase("“\(header)”", ", “\(header)”")
    let severity = severity == .error ? Phrase("错误", "error") : Phrase("提示", "warning")
    let place = line > 0 ? Phrase("第 \(line) 行", ", line \(line)") : Phrase("", "")
    return Phrase("\(source) ", source) + place + column
      + Phrase(" \(severity.zh)［\(rule)］：", " \(severity.en) [\(rule)]: ") + message + Phrase(" → ", " → ") + instead
  }
}

/// Nothing of the tables can be taken.
public struct RunningUnreadable: Error, Hashable, Sendable {
  public let faults: [RunningFault]
  public init(faults: [RunningFault]) { self.faults = faults }
  init(source: String, line: Int = 0, _ rule: RunningRule, _ message: Phrase, instead: Phrase) {
    faults = [
      RunningFault(
        source: source, table: RunningTable.named(source), line: line, column: nil, header: "", rule: rule.rawValue,
        severity: .error, message: message, instead: instead, ref: "")
    ]
  }
}
