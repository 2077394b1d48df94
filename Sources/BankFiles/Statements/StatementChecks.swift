import Basics
import XMLText

/// What a statement says of itself, to be compared with its entries.
struct StatementChecks {
  /// A count or sum with its place.
  struct Stated {
    var count: Int?
    var countPlace: XMLPlace?
    var sum: Money?
    var sumPlace: XMLPlace?
  }
  var statedAll = Stated()
  var statedCredits = Stated()
  var statedDebits = Stated()
  private var closingPlace: XMLPlace?
  private var hasOpening = false
  private var credits = Tally()
  private var debits = Tally()
  private var bookedCredits = Tally()
  private var bookedDebits = Tally()
  private var seen: [String: Int] = [:]

  var entryCount: Int { credits.count + debits.count }

  /// Keeps opening and closing balances; other kinds are passed over. The closing balance of the day before opens this one.
  mutating func take(
    _ balance: BankStatement.Balance, code: String, at place: XMLPlace, of statement: inout BankStatement
  ) -> BankFileFault? {
    switch code {
    case "OPBD":
      defer { statement.opening = balance }
      defer { hasOpening = true }
      return hasOpening ? doubled(code, place) : nil
    case "PRCD":
      if statement.opening == nil { statement.opening = balance }
      return nil
    case "CLBD":
      defer { statement.closing = balance }
      defer { closingPlace = place }
      return statement.closing == nil ? nil : doubled(code, place)
    default: return nil
    }
  }

  private func doubled(_ code: String, _ place: XMLPlace) -> BankFileFault {
    BankFileFault(
      line: place.line, place: place.path, .doubled, Phrase("余额 \(code) 写了两次", "The balance \(code) stands twice"),
      instead: Phrase("每种余额只写一次", "Write each balance once"))
  }

  /// Counts an entry and looks for its double.
  mutating func take(_ entry: BankEntry, reference: String, at place: XMLPlace) -> BankFileFault? {
    if entry.side == .credit { credits.add(entry.amount) } else { debits.add(entry.amount) }
    if entry.status == .booked {
      if entry.side == .credit { bookedCredits.add(entry.amount) } else { bookedDebits.add(entry.amount) }
    }
    guard !reference.isEmpty else { return nil }
    let key = "\(reference) \(entry.side.rawValue) \(entry.amount.fen) \(entry.status.rawValue) \(entry.isReversal)"
    guard let earlier = seen.updateValue(entry.line, forKey: key) else { return nil }
    return BankFileFault(
      line: place.line, place: place.path, .doubled,
      Phrase(
        "流水号“\(reference)”、方向和金额与第 \(earlier) 行的一笔相同",
        "The reference \(reference), direction and amount are those of the entry on line \(earlier)"),
      instead: Phrase("每笔只列一次；确有两笔的，流水号应不同", "List each entry once; two payments have two references"))
  }

  /// Sums the statement up and compares.
  func finish(_ statement: inout BankStatement, at place: XMLPlace) -> [BankFileFault] {
    statement.entryCount = entryCount
    statement.credits = bookedCredits.sum
    statement.debits = bookedDebits.sum
    guard !credits.isTooLarge, !debits.isTooLarge, let all = credits.sum.adding(debits.sum) else {
      return [
        BankFileFault(
          line: place.line, place: place.path, .summary, Phrase("各笔之和过大", "The entries add up to too much"),
          instead: Phrase("核对金额", "Check the amounts"))
      ]
    }
    var faults = compare(statedAll, statement.entryCount, all)
    faults += compare(statedCredits, credits.count, credits.sum)
    faults += compare(statedDebits, debits.count, debits.sum)
    if let fault = balance(statement) { faults.append(fault) }
    return faults
  }

  private func compare(_ stated: Stated, _ count: Int, _ sum: Money) -> [BankFileFault] {
    var faults: [BankFileFault] = []
    if let number = stated.count, number != count, let place = stated.countPlace {
      faults.append(
        BankFileFault(
          line: place.line, place: place.path, .summary,
          Phrase("写明 \(number) 笔，实有 \(count) 笔", "\(number) entries are stated, there are \(count)"),
          instead: Phrase("重新取得完整的文件", "Get the whole file again")))
    }
    if let money = stated.sum, money != sum, let place = stated.sumPlace {
      faults.append(
        BankFileFault(
          line: place.line, place: place.path, .summary,
          Phrase(
            "写明合计 \(money.grouped)，实为 \(sum.grouped)", "The stated sum is \(money.grouped), the entries make \(sum.grouped)"),
          instead: Phrase("重新取得完整的文件", "Get the whole file again")))
    }
    return faults
  }

  private func balance(_ statement: BankStatement) -> BankFileFault? {
    guard let opening = statement.opening, let closing = statement.closing, let place = closingPlace,
      let sum = opening.amount.adding(statement.credits)?.adding(-statement.debits), sum != closing.amount
    else { return nil }
    let gap = closing.amount.adding(-sum) ?? .zero
    return BankFileFault(
      line: place.line, place: place.path, .balance,
      Phrase(
        "期初 \(opening.amount.grouped) 加收入 \(statement.credits.grouped) 减支出 \(statement.debits.grouped) 应为 \(sum.grouped)，期末写 \(closing.amount.grouped)，相差 \(gap.grouped)",
        "Opening \(opening.amount.grouped) with \(statement.credits.grouped) in and \(statement.debits.grouped) out makes \(sum.grouped), the closing balance says \(closing.amount.grouped), a difference of \(gap.grouped)"
      ), instead: Phrase("请银行重发完整的对账单", "Ask the bank for the whole statement"))
  }
}
