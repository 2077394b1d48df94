import Basics
import EnforcementLaw

/// Numbers of papers and cases as people give them.
public enum PaperNumber {
  /// One spelling for one number: half-width brackets and digits, no spaces.
  public static func canonical(_ text: String) -> String {
    var canonical = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xFF08, 0x3010, 0x5B: canonical.append("(")
      case 0xFF09, 0x3011, 0x5D: canonical.append(")")
      case 0xFF10...0xFF19: canonical.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: canonical.unicodeScalars.append(scalar)
      }
    }
    return canonical
  }

  /// Equal for the same instrument: a number of the present form names its court itself, any other counts with its maker.
  public static func key(_ number: String, maker: String) -> String {
    (try? CaseNumber.parseAny(number))?.description ?? maker + "|" + number
  }
}

extension Instrument.Kind {
  /// A paper of a court: it has a case number, and itself fixes the performance period.
  public var isOfCourt: Bool {
    switch self {
    case .judgment, .mediation, .order: true
    case .award, .notarial: false
    }
  }
}

extension ApplicationRules {
  /// An instrument's number as it is kept, and what does not hold of it.
  public struct NumberReading: Sendable, Hashable {
    /// In one spelling; nil where it is no number.
    public let text: String?
    public let number: Finding?
    /// The paper is older than the year of its number.
    public let date: Finding?
  }

  /// A court's paper has a case number (R1.1); awards and notarised instruments have numbers of their own kind, kept as text. `kind` nil
  /// where it is not known; `day` is the paper's.
  public static func number(_ typed: String, of kind: Instrument.Kind?, on day: Day?) -> NumberReading {
    let text = PaperNumber.canonical(typed)
    let example = Phrase("按文书填写，如 (2024)浙1004民初123号；编号前不加零", "As on the paper: (2024)浙1004民初123号, no leading zeros")
    guard text.unicodeScalars.contains(where: { (48...57).contains($0.value) }) else {
      let finding = Finding(
        "notANumber", Phrase("“\(typed)”不是完整的文号", "“\(typed)” is not a complete number"), instead: example)
      return NumberReading(text: nil, number: finding, date: nil)
    }
    guard kind?.isOfCourt ?? false else { return NumberReading(text: text, number: nil, date: nil) }
    do throws(LawRefusal) {
      guard case .number(let number) = try CaseReference.read(text) else {
        return NumberReading(text: text, number: nil, date: nil)
      }
      return NumberReading(text: number.description, number: nil, date: day.flatMap { older($0, than: number) })
    } catch {
      // Types are many and grow; a number that is good but for its type is kept, and a person looks.
      let isKept = error.code == "type"
      let finding = Finding(
        error.code, error.message, instead: example, error.citations, severity: isKept ? .warning : .error)
      return NumberReading(text: isKept ? text : nil, number: finding, date: nil)
    }
  }

  private static func older(_ day: Day, than number: CaseNumber) -> Finding? {
    guard number.year > day.year else { return nil }
    return Finding(
      "beforeItsNumber",
      Phrase("文书日期 \(day) 早于案号年度 \(number.year)", "The paper of \(day) is older than its number's year, \(number.year)"),
      instead: Phrase("核对文书日期与文号", "Check date and number"))
  }

  /// The number of the case that a resumption names (R1.3), in the form in which numbers are stored: a first enforcement or a resumption,
  /// whichever court has it; nil for a case of another kind.
  public static func resumed(_ text: String) throws(LawRefusal) -> String? {
    switch try CaseReference.read(text) {
    case .number(let number): number.type == .first || number.type == .resumed ? number.description : nil
    case .legacy(let text): text.contains("执") ? text : nil
    }
  }
}
