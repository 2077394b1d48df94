import Basics
import Sheets

extension PayeeReading {
  /// The lines that are held back, as CSV with two more columns that say what is wrong and what to write. Corrected, it can be
  /// fed back as it is. Nil where nothing is held back.
  public func errorFile(_ language: Language = .zh) -> [UInt8]? {
    guard !held.isEmpty else { return nil }
    let byLine = Dictionary(grouping: faults, by: \.line)
    var writer = CSVWriter()
    writer.write(
      PayeeColumn.allCases.map { $0.title[language] } + [Phrase("错误", "fault")[language], Phrase("改正", "correction")[language]])
    for row in held {
      let faults = byLine[row.line] ?? []
      let messages = faults.map { fault in
        let mark = fault.severity == .error ? "" : Phrase("（提示）", "(warning) ")[language]
        let place = fault.place.isEmpty ? "" : language == .zh ? "“\(fault.place)”" : "\(fault.place): "
        return "\(mark)\(place)\(fault.message[language])［\(fault.rule.rawValue)］"
      }
      let separator = Phrase("；", "; ")[language]
      let instead = faults.map { $0.instead[language] }
      writer.write(row.values + [messages.joined(separator: separator), instead.joined(separator: separator)])
    }
    return writer.bytes
  }

  /// `共 3 行：可发放 2 行、1,234.00 元，退回 1 行；错误 1 处，提示 0 处。`
  public var summary: Phrase {
    Phrase(
      "共 \(lineCount) 行：可发放 \(payees.count) 行、\(total.grouped) 元，退回 \(heldCount) 行；错误 \(errorCount) 处，提示 \(warningCount) 处。",
      "Lines: \(lineCount). To be paid: \(payees.count), \(total.grouped) yuan; returned: \(heldCount). Errors: \(errorCount). Warnings: \(warningCount)."
    )
  }
}

extension CreditTransfer {
  /// A payee as a payment. `line` is its line in the payout.
  public init(_ payee: Payee, line: Int, remittance: String) {
    self.init(
      line: line, amount: payee.amount, name: payee.name, account: payee.account,
      bank: payee.bankCode.isEmpty ? nil : .cnaps(payee.bankCode), bankName: payee.bankName, remittance: remittance)
  }
}
