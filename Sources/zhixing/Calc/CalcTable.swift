import Basics
import EnforcementLaw

/// The answer of a calculator as a table for a terminal: inputs, steps, result, law, settings.
struct CalcTable {
  private let language: Language
  init(_ language: Language) { self.language = language }

  func text(_ calculator: Calculator, _ answer: Explained<CalcValue>) -> String {
    let reasons = answer.reasons
    var rows = (reasons.inputs + reasons.steps).map { ($0.what[language], $0.figure) }
    rows += result(answer.value)
    let width = rows.map { CalcTable.width($0.0) }.max() ?? 0
    var lines = ["\(calculator.title[language])  \(reasons.rule)"]
    lines += rows.map { "  " + CalcTable.padded($0.0, to: width) + "  " + $0.1 }
    if !reasons.citations.isEmpty {
      lines.append(Phrase("依据", "Law")[language])
      lines += reasons.citations.map { "  " + $0.text }
    }
    if !reasons.settings.isEmpty {
      lines.append(Phrase("配置", "Settings")[language])
      lines += reasons.settings.map { "  \($0.name) = \($0.value)  (\($0.origin))" }
    }
    if reasons.provisional {
      lines.append(Phrase("结果依据尚未公布或核对的数据，暂定", "Provisional: rests on data not yet issued or checked")[language])
    }
    return lines.joined(separator: "\n")
  }

  private func result(_ value: CalcValue) -> [(String, String)] {
    let title = Phrase("结果", "Result")[language]
    switch value {
    case .object(let members):
      return members.map { ("\(title) \($0.name)", plain($0.value)) }
    case .list(let values): return values.enumerated().map { ("\(title) \($0.offset + 1)", plain($0.element)) }
    case .null, .flag, .text, .number: return [(title, plain(value))]
    }
  }

  private func plain(_ value: CalcValue) -> String {
    switch value {
    case .null: "–"
    case .flag(let flag): flag ? "✓" : "✗"
    case .text(let text), .number(let text): text
    case .list(let values): values.map(plain).joined(separator: ", ")
    case .object(let members):
      switch value[language.rawValue] {
      case .text(let text)?: text
      default: members.map { "\($0.name): \(plain($0.value))" }.joined(separator: ", ")
      }
    }
  }

  /// Columns on a terminal: Chinese signs take two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - CalcTable.width(text)))
  }
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
      || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
      || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
      || (0xFFE0...0xFFE6).contains(scalar.value) || (0x20000...0x3FFFD).contains(scalar.value)
  }
}

/// Lists of rules and fields.
enum CalcHelp {
  static func rules(_ language: Language) -> String {
    let width = Calculators.all.map(\.name.count).max() ?? 0
    return Calculators.all.map {
      "  " + CalcTable.padded($0.name, to: width) + "  " + $0.title[language] + "  \($0.rule)"
    }.joined(separator: "\n")
  }

  static func fields(of calculator: Calculator, _ language: Language) -> String {
    let rows = calculator.fields.map { ("--\($0.name)", form($0.kind) + ($0.isRequired ? "" : "?"), $0.phrase[language]) }
    let names = rows.map(\.0.count).max() ?? 0
    let forms = rows.map { CalcTable.width($0.1) }.max() ?? 0
    return
      (["\(calculator.title[language])  \(calculator.rule)"]
      + rows.map { "  " + CalcTable.padded($0.0, to: names) + "  " + CalcTable.padded($0.1, to: forms) + "  " + $0.2 })
      .joined(separator: "\n")
  }

  private static func form(_ kind: CalcField.Kind) -> String {
    switch kind {
    case .day: "2024-05-06"
    case .moment: "2024-05-06T10:00:00"
    case .money: "130000.00"
    case .count(let range): "\(range.lowerBound)…\(range.upperBound)"
    case .choice(let words): words.count <= 8 ? words.joined(separator: "|") : words.prefix(3).joined(separator: "|") + "|…"
    case .text: "text"
    case .rows(let columns): "\"" + columns.map(\.name).joined(separator: " ") + "; …\""
    }
  }
}
