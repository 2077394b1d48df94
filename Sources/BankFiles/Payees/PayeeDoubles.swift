import Basics

/// What stands more than once in a payee list.
struct PayeeDoubles {
  private struct First {
    let line: Int
    let name: String
    /// Its place among the good payees.
    let place: Int
  }
  private var byAccount: [String: First] = [:]
  private var byReference: [String: Int] = [:]
  private var rows: [String: Int] = [:]
  private var latest: (account: String?, reference: String?, row: String?)

  /// Compares a payee with those before. `alsoHeld` is the place of an earlier payee that is now in doubt.
  mutating func take(_ payee: Payee, at place: Int, header: PayeeHeader) -> (faults: [BankFileFault], alsoHeld: Int?) {
    latest = (nil, nil, nil)
    let row = "\(payee.account) \(payee.amount.fen) \(payee.reference) \(payee.name)"
    if let earlier = rows[row] {
      return (
        [
          fault(
            payee, .reference, header, .payeeDoubled, Phrase("与第 \(earlier) 行完全相同", "It is the same as line \(earlier)"),
            Phrase("删去其中一行", "Remove one of them"))
        ], nil
      )
    }
    rows[row] = payee.line
    latest.row = row
    var faults: [BankFileFault] = []
    if let earlier = byReference[payee.reference] {
      faults.append(
        fault(
          payee, .reference, header, .payeeReference, Phrase("编号与第 \(earlier) 行相同", "The reference is that of line \(earlier)"),
          Phrase("每行一个不重复的编号", "Give each line a reference of its own")))
    } else {
      byReference[payee.reference] = payee.line
      latest.reference = payee.reference
    }
    guard let first = byAccount[payee.account] else {
      byAccount[payee.account] = First(line: payee.line, name: payee.name, place: place)
      latest.account = payee.account
      return (faults, nil)
    }
    guard first.name == payee.name else {
      faults.append(PayeeDoubles.twoNames(payee, line: first.line, name: first.name, header))
      return (faults, first.place)
    }
    faults.append(
      BankFileFault(
        line: payee.line, place: header.title(.account), .payeeRepeated, severity: .warning,
        Phrase("账号和户名与第 \(first.line) 行相同", "Account and name are those of line \(first.line)"),
        instead: Phrase("确为两笔的不必改；否则删去一行", "Leave both if there are two payments; otherwise remove one")))
    return (faults, nil)
  }

  /// The payee taken last is held back after all: later lines are not compared with it, so that its place stays right.
  mutating func forget(at place: Int) {
    if let account = latest.account, byAccount[account]?.place == place { byAccount[account] = nil }
    if let reference = latest.reference { byReference[reference] = nil }
    if let row = latest.row { rows[row] = nil }
    latest = (nil, nil, nil)
  }

  /// The fault of an earlier payee whose account a later one gives another name.
  static func twoNames(_ payee: Payee, other: Payee, _ header: PayeeHeader) -> BankFileFault {
    twoNames(payee, line: other.line, name: other.name, header)
  }

  private static func twoNames(_ payee: Payee, line: Int, name: String, _ header: PayeeHeader) -> BankFileFault {
    BankFileFault(
      line: payee.line, place: header.title(.account), .payeeNames,
      Phrase("同一账号在第 \(line) 行户名是“\(name)”", "On line \(line) the same account belongs to “\(name)”"),
      instead: Phrase("一个账号只有一个户名，核对两行", "An account has one name; check both lines"))
  }

  private func fault(
    _ payee: Payee, _ column: PayeeColumn, _ header: PayeeHeader, _ rule: BankFileRule, _ message: Phrase, _ instead: Phrase
  ) -> BankFileFault {
    BankFileFault(line: payee.line, place: header.title(column), rule, message, instead: instead)
  }
}
