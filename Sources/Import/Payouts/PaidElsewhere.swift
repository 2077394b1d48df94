import BankFiles
import Basics
import Casework
import Enforcement

/// Whether a payee of a list is paid by another batch of the same account already.
extension PayoutOffice {
  /// A fault for each payee whom a line of an earlier batch pays too: the same account with the same sum, or the same reference with
  /// the same payee. Batches that were sent back pay nobody, nor do lines that were dropped.
  func paidElsewhere(
    _ payees: [BankFiles.Payee], in batches: [BatchRow], as severity: BankFileFault.Severity, alsoDropped: Bool = false
  ) async throws -> [BankFileFault] {
    guard !payees.isEmpty else { return [] }
    let byAccount = Dictionary(grouping: payees.indices) { payees[$0].account }
    let byReference = Dictionary(payees.indices.map { (payees[$0].reference, $0) }) { first, _ in first }
    var found: [Int: BankFileFault] = [:]
    for row in batches where row.status != .returned {
      let state = try await state(row.id)
      let lines = try await lines(state)
      for number in stride(from: 1, through: lines.count, by: 1) {
        guard let status = state.status(of: number), alsoDropped || status != .dropped, let line = lines.line(number) else {
          continue
        }
        var same = (byAccount[line.account] ?? []).filter { payees[$0].amount == line.amount }
        if let place = byReference[line.reference], payees[place].name == line.name || payees[place].account == line.account {
          same.append(place)
        }
        for place in same where found[place] == nil {
          found[place] = PayoutOffice.elsewhere(payees[place], row.id, line, status, severity)
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func elsewhere(
    _ payee: BankFiles.Payee, _ batch: ID<PayoutBatch>, _ line: PayeeLines.Line, _ status: PayoutBatch.LineStatus,
    _ severity: BankFileFault.Severity
  ) -> BankFileFault {
    BankFileFault(
      line: payee.line, .payeeElsewhere, severity: severity,
      Phrase(
        "批次 \(batch) 第 \(line.line) 行已列 \(line.amount.grouped) 元（\(status.name.zh)）",
        "Batch \(batch), line \(line.line) pays \(line.amount.grouped) already (\(status.name.en))"),
      instead: Phrase(
        "删去此行；确需再付一次的，提交时注明允许重复", "Remove the line; where it is to be paid once more, say so when the list is handed in"))
  }
}
