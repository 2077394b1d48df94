import Basics

/// The rule that a line breaks: of the file format (D…), or of the law as numbered in the project's rules (R…).
public enum DocketRule: String, Sendable, Hashable, CaseIterable {
  /// The file's size, encoding and kind.
  case file = "D1"
  /// CSV form: quotes, number of columns, length of a field (RFC 4180).
  case form = "D2"
  /// Headers.
  case header = "D3"
  /// One line is one party or one claim item.
  case line = "D4"
  /// The reference that binds lines to a case.
  case reference = "D5"
  /// Lines of one case say the same of the case.
  case agreement = "D6"
  /// A value that must not be blank.
  case required = "D7"
  /// A value from a fixed list.
  case list = "D8"
  /// Plain text without control characters.
  case text = "D9"
  /// A sum of money.
  case money = "D10"
  /// A real day, in a sensible place in time.
  case day = "D11"
  /// The notation of interest terms.
  case interest = "D12"
  /// The same thing twice within a case.
  case doubled = "D13"
  /// A person without full capacity acts through a statutory agent (民事诉讼法 60).
  case guardian = "D14"
  /// Account numbers.
  case account = "D15"
  /// Court codes and case numbers.
  case caseNumber = "R1.1"
  /// Case types.
  case caseType = "R1.2"
  /// A resumption names the case it resumes.
  case resumption = "R1.3"
  /// One instrument is one case.
  case splitting = "R1.4"
  /// Conditions of acceptance.
  case acceptance = "R1.6"
  /// Limitation of the application.
  case limitation = "R1.8"
  case residentID = "R10.1"
  case creditCode = "R10.2"
  case phone = "R10.5"
  /// Published rates and when they begin.
  case publishedRate = "R11.2"
}

/// One thing wrong with one line: where, by which rule, what, and what to write instead.
public struct DocketFault: Error, Hashable, Sendable {
  /// Whether the line's case is filed all the same.
  public enum Severity: String, Sendable, Hashable {
    /// The case is not filed.
    case error
    /// The case is filed; a person should look.
    case warning
  }
  /// Physical line in the file, from 1.
  public let line: Int
  /// The column's header as the file writes it; empty where the fault is of the whole line.
  public let header: String
  /// The column, where it is one of the docket's.
  public let column: DocketColumn?
  public let rule: DocketRule
  public let severity: Severity
  /// What is wrong, as a statement of fact.
  public let message: Phrase
  /// What to write instead.
  public let instead: Phrase

  public init(
    line: Int, header: String, column: DocketColumn? = nil, rule: DocketRule, severity: Severity = .error, _ message: Phrase,
    instead: Phrase
  ) {
    self.line = line
    self.header = header
    self.column = column
    self.rule = rule
    self.severity = severity
    self.message = message
    self.instead = instead
  }
}

/// The file as a whole cannot be read: nothing of it goes in.
public struct DocketUnreadable: Error, Hashable, Sendable {
  public let faults: [DocketFault]
  public init(faults: [DocketFault]) { self.faults = faults }
  init(line: Int, _ rule: DocketRule, _ message: Phrase, instead: Phrase) {
    self.init(faults: [DocketFault(line: line, header: "", rule: rule, message, instead: instead)])
  }
}
