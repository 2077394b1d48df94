import Basics

/// What stands more than once in a payee list.
struct PayeeDoubles {
  private struct First {
    let payee: Payee
    /// Its place among the good payees.
    let place: Int
  }
  private var byAccount: [String: First] = [:]
  private var byReference: [String: Payee] = [:]
  private var latest: (account: String?, reference: String?)

  /// Compares a payee with those before. `alsoHeld` is the place of an earlier payee that is now in doubt.
  mutating func take(_ payee: Payee, at place: Int, header: PayeeHeader) -> (faults: [BankFileFault], alsoHeld: Int?) {
    latest = (nil, nil)
    var faults: [BankFileFault] = []
    if let earlier = byReference[payee.reference] {
      if earlier.account == payee.account, earlier.name == payee.name, earlier.amount == payee.amount {
        let message = Phrase("与第 \(earlier.line) 行完全相同", "It is the same as line \(earlier.line)")
        return ([fault(payee, header, .payeeDoubled, message, Phrase("删去其中一行", "Remove one of them"))], nil)
      }
      faults.append(
        fault(
          payee, header, .payeeReference, Phrase("编号与第 \(earlier.line) 行相同", "The reference is that of line \(earlier.line)"),
          Phrase("每行一个不重复的编号", "Give each line a reference of its own")))
    } else {
      byReference[payee.reference] = payee
      latest.reference = payee.reference
    }
    guard let first = byAccount[payee.account] else {
      byAccount[payee.account] = First(payee: payee, place: place)
      latest.account = payee.account
      return (faults, nil)
    }
    guard first.payee.name == payee.name else {
      faults.append(PayeeDoubles.twoNames(payee, other: first.payee, header))
      return (faults, first.place)
    }
    faults.append(
      BankFileFault(
        line: payee.line, place: header.title(.account), .payeeRepeated, severity: .warning,
        Phrase("账号和户名与第 \(first.payee.line) 行相同", "Account and name are those of line \(first.payee.line)"),
        instead: Phrase("确为两笔的不必改；否则删去一行", "Leave both if there are two payments; otherwise remove one")))
    return (faults, nil)
  }

  /// The payee taken last is held back after all: later lines are not compared with it, so that its place stays right.
  mutating func forget(at place: Int) {
    if let account = latest.account, byAccount[account]?.place == place { byAccount[account] = nil }
    if let reference = latest.reference { byReference[reference] = nil }
    latest = (nil, nil)
  }

  /// The fault of a payee whose account another line gives another name.
  static func twoNames(_ payee: Payee, other: Payee, _ header: PayeeHeader) -> BankFileFault {
    BankFileFault(
      line: payee.line, place: header.title(.account), .payeeNames,
      Phrase(
        "同一账号在第 \(other.line) 行户名是“\(other.name)”", "On line \(other.line) the same account belongs to “\(other.name)”"),
      instead: Phrase("一个账号只有一个户名，核对两行", "An account has one name; check both lines"))
  }

  private func fault(
    _ payee: Payee, _ header: PayeeHeader, _ rule: BankFileRule, _ message: Phrase, _ instead: Phrase
  ) -> BankFileFault {
    BankFileFault(line: payee.line, place: header.title(.reference), rule, message, instead: instead)
  }
}
