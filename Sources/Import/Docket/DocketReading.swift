import Basics
import Sheets

/// What a docket says: the cases that may be filed, and every fault with its line.
public struct DocketReading: Sendable {
  /// A case that may be filed, and the line on which it begins.
  public struct Accepted: Sendable, Hashable {
    public let line: Int
    public let docket: DocketCase
  }
  /// A case that is not filed: its reference and its lines.
  public struct Held: Sendable, Hashable {
    public let ref: String
    public let lines: [Int]
  }

  public let encoding: TextEncoding
  public let header: DocketHeader
  /// In the order of their first lines.
  public let accepted: [Accepted]
  public let held: [Held]
  /// Errors and warnings in the order of the lines.
  public let faults: [DocketFault]
  /// Warnings beyond ``DocketImport/faultsMax``, counted and not kept.
  public let unkeptWarnings: Int
  /// Lines with content, the header not counted.
  public let lineCount: Int
  /// Lines that could not be given to any case.
  public let unplacedLines: [Int]
  /// The lines that go back for correction, in order.
  let returned: [CaseDraft.Place]
  let text: [UInt8]

  public var errorCount: Int { faults.count { $0.severity == .error } }
  public var warningCount: Int { faults.count - errorCount + unkeptWarnings }

  /// The warning for a case whose instrument is already filed under another reference (R1.4).
  public func sameInstrument(_ accepted: Accepted, as identity: DocketCase.Identity) -> DocketFault {
    DocketReading.sameInstrument(
      accepted.docket.instrument.number, line: accepted.line, header: header.text(of: .instrumentNumber),
      known: Phrase(
        "已以收案编号“\(identity.ref)”（\(identity.court)）立案", "is already filed under “\(identity.ref)” (\(identity.court))"))
  }

  static func sameInstrument(_ number: String, line: Int, header: String, known: Phrase) -> DocketFault {
    DocketFault(
      line: line, header: header, column: .instrumentNumber, rule: .splitting, severity: .warning,
      Phrase("同一执行依据 \(number) ", "The same instrument \(number) ") + known,
      instead: Phrase(
        "一份执行依据立一案；属于分期、各自独立的债权债务等例外的照常立案",
        "One instrument is one case; instalments and independent claims or debts are exceptions"))
  }
}
