import BankFiles
import Basics
import Enforcement

/// Why nothing of a file from the bank was taken: every fault with its place and rule.
public struct BankFileUnreadable: Error, Sendable {
  public let faults: [BankFileFault]
  public init(_ faults: [BankFileFault]) { self.faults = faults }

  /// What a person reads on a screen.
  public func screen(_ language: Language, faultsShown: Int = 50) -> String {
    let title = Phrase("文件未导入，没有任何流水进入系统。", "The file was not imported; nothing of it went in.")
    return ([title[language]] + faults.prefix(faultsShown).map { $0.sentence[language] }).joined(separator: "\n") + "\n"
  }
}

/// A file from the bank, read and ready to be taken: accounts, days, lines.
public struct BankFileReading: Sendable {
  /// One day of one account.
  public struct Part: Sendable {
    public let account: String
    public let day: Day
    public let paper: TakeBankLines.Paper
    public let statement: String
    public let opening: Money?
    public let closing: Money?
    /// As ``TakeBankLines`` reads them.
    public let lines: [InputValue]
  }
  public let parts: [Part]
  /// Things a person should look at; nothing stands in the way of taking the file.
  public let warnings: [BankFileFault]
  public let credits: Int
  public let creditSum: Money
  public let debits: Int
  /// Payments in a notice, which are answered elsewhere, and what the bank has not booked yet.
  public let passedOver: Int
  /// Those of them that are listed, with the reason of each.
  public let passed: [PassedBankLine]
  public var lines: Int { parts.reduce(0) { $0 + $1.lines.count } }

  /// Reads camt.053, camt.054 or a bank's exported table. A file with one error is refused whole, and so is one of another account than
  /// `own` or the sub-account of a case or cluster, where the court names its account, and one with a day after `today`.
  public static func read(
    _ bytes: [UInt8], own: String? = nil, today: Day? = nil, limits: BankFileLimits = BankFileLimits()
  ) throws(BankFileUnreadable) -> BankFileReading {
    let file: StatementFile
    do throws(BankFileFault) {
      switch BankFileKind(bytes) {
      case .statement, .notice: file = try StatementReader(limits: limits).read(bytes)
      case .table: file = try ExportReader(limits: limits).read(bytes)
      case .statusReport, .returns, .payments, nil: throw BankFileReading.otherKind
      }
    } catch {
      throw BankFileUnreadable([error])
    }
    guard file.isAccepted else { throw BankFileUnreadable(file.faults) }
    var gathering = Gathering(own: own, today: today)
    for statement in file.statements { gathering.take(statement) }
    guard gathering.faults.isEmpty else { throw BankFileUnreadable(gathering.faults) }
    return BankFileReading(
      parts: gathering.parts, warnings: file.faults, credits: gathering.credits, creditSum: gathering.creditSum,
      debits: gathering.debits, passedOver: gathering.passedOver, passed: gathering.passed)
  }

  private static var otherKind: BankFileFault {
    BankFileFault(
      line: 1, .message, Phrase("这不是对账单、到账通知或交易明细", "This is no statement, notice or table of bookings"),
      instead: Phrase("请上传 camt.053、camt.054，或银行导出的 CSV、xlsx", "Hand in camt.053, camt.054, or the bank's CSV or xlsx"))
  }
}

/// Sorts the entries of statements into days.
private struct Gathering {
  let own: String?
  let today: Day?
  var parts: [BankFileReading.Part] = []
  var faults: [BankFileFault] = []
  var credits = 0
  var creditSum = Money.zero
  var debits = 0
  var passedOver = 0
  var passed: [PassedBankLine] = []
  init(own: String?, today: Day?) {
    self.own = own
    self.today = today
  }

  /// How often a line without the bank's number stood before.
  private var seen: [String: Int] = [:]
  /// Who paid under a number and sum that stood before.
  private var payers: [String: [String]] = [:]

  mutating func take(_ statement: BankStatement) {
    let account = statement.account.filter { $0 != " " && $0 != "-" }.uppercased()
    guard !account.isEmpty, account.utf8.count <= 34,
      account.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
    else {
      faults.append(
        BankFileFault(
          line: statement.line, .account, Phrase("文件没有写明是哪个账户的明细", "The file does not say whose bookings these are"),
          instead: Phrase("在表头上方写“账号：……”", "Write “账号：…” above the header")))
      return
    }
    if let own, account != own, !SubAccount.isOwn(account), account != SubAccount.general {
      faults.append(
        BankFileFault(
          line: statement.line, .account,
          Phrase("这是 \(account) 的明细，不是案款账户 \(own)", "These are bookings of \(account), not of the case-money account \(own)"),
          instead: Phrase("导出案款账户的明细", "Export those of the case-money account")))
      return
    }
    let paper: TakeBankLines.Paper = statement.kind == .notice ? .notice : .statement
    var days: [(day: Day, lines: [InputValue], moved: Money)] = []
    for entry in statement.entries {
      guard entry.status == .booked, paper == .statement || entry.side == .credit else {
        passOver(entry, paper)
        continue
      }
      guard let day = entry.bookingDay ?? entry.valueDay ?? statement.to else {
        faults.append(
          BankFileFault(
            line: entry.line, .day, Phrase("这一笔没有日期", "This entry has no day"), instead: Phrase("写明记账日", "State its booking day"))
        )
        continue
      }
      if !hasCome(day, entry.line) { continue }
      let place: Int
      if let known = days.firstIndex(where: { $0.day == day }) {
        place = known
      } else {
        days.append((day, [], .zero))
        place = days.count - 1
      }
      days[place].lines += lines(of: entry, in: statement, account, day)
      days[place].moved = days[place].moved.adding(entry.signed) ?? days[place].moved
    }
    days.sort { $0.day < $1.day }
    if days.isEmpty, paper == .statement, let day = statement.to ?? statement.closing?.day ?? statement.from,
      hasCome(day, statement.line)
    {
      days.append((day, [], .zero))
    }
    add(days, statement, account, paper)
  }

  /// What the bank has not booked yet is no booking; a fault says so, and the file is refused whole.
  private mutating func hasCome(_ day: Day, _ line: Int) -> Bool {
    guard let today, day > today else { return true }
    faults.append(
      BankFileFault(
        line: line, .day, Phrase("\(day) 尚未到来", "\(day) has not come yet"),
        instead: Phrase("核对日期；预约的款项记账后再导入", "Check the day; what is only announced comes in once it is booked")))
    return false
  }

  private mutating func passOver(_ entry: BankEntry, _ paper: TakeBankLines.Paper) {
    passedOver += 1
    guard passed.count < PassedBankLine.listedMax else { return }
    passed.append(
      PassedBankLine(
        place: entry.line, day: entry.bookingDay ?? entry.valueDay, amount: entry.signed,
        why: entry.status == .booked ? .paymentInNotice : .notBooked))
  }

  /// Which of several alike: the bank lists each booking once, so that what stands again in one file is another.
  private mutating func occurrence(_ alike: String, payer: String, isNumbered: Bool) -> Int {
    guard isNumbered else {
      seen[alike, default: 0] += 1
      return seen[alike, default: 1] - 1
    }
    let before = payers[alike, default: []].count { $0 == payer || $0.isEmpty || payer.isEmpty }
    payers[alike, default: []].append(payer)
    return before
  }

  /// Each day opens where the one before closed.
  private mutating func add(
    _ days: [(day: Day, lines: [InputValue], moved: Money)], _ statement: BankStatement, _ account: String,
    _ paper: TakeBankLines.Paper
  ) {
    let all = days.reduce(Money.zero) { $0.adding($1.moved) ?? $0 }
    var balance = statement.opening?.amount ?? statement.closing.flatMap { $0.amount.adding(-all) }
    for day in days {
      let closing = balance.flatMap { $0.adding(day.moved) }
      parts.append(
        BankFileReading.Part(
          account: account, day: day.day, paper: paper, statement: String(statement.id.prefix(64)), opening: balance,
          closing: closing, lines: day.lines))
      balance = closing
    }
  }

  private mutating func lines(of entry: BankEntry, in statement: BankStatement, _ account: String, _ day: Day) -> [InputValue] {
    let isBatch = entry.details.count > 1
    // Payments of a collective booking stand one by one where they make up its sum.
    let sum = entry.details.reduce(Money.zero) { $0.adding($1.side == entry.side ? $1.amount : -$1.amount) ?? .zero }
    let apart = isBatch && sum == entry.amount && entry.details.allSatisfy { $0.side == entry.side && $0.amount > .zero }
    guard apart else { return [line(entry, entry.details.first, entry.amount, entry.bankReference, statement, account, day)] }
    return entry.details.enumerated().map { index, detail in
      let own =
        detail.bankReference.isEmpty || detail.bankReference == entry.bankReference ? detail.transactionID : detail.bankReference
      let reference = own.isEmpty ? (entry.bankReference.isEmpty ? "" : "\(entry.bankReference)/\(index + 1)") : own
      return line(entry, detail, detail.amount, reference, statement, account, day)
    }
  }

  private mutating func line(
    _ entry: BankEntry, _ detail: EntryDetail?, _ amount: Money, _ reference: String, _ statement: BankStatement,
    _ account: String,
    _ day: Day
  ) -> InputValue {
    let reference = Gathering.isPlaceOnly(reference) ? "" : reference
    let whole = Gathering.isPlaceOnly(entry.bankReference) ? "" : entry.bankReference
    let other = detail?.counterparty(in: entry) ?? .init()
    let words = [detail?.remittance, detail?.information, entry.information].compactMap { $0 }.filter { !$0.isEmpty }
    let text = Gathering.plain(
      words.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: " "), max: 400)
    let name = Gathering.plain(other.name, max: 140)
    let number = Gathering.plain(other.account, max: 40)
    if entry.side == .credit {
      credits += 1
      creditSum = creditSum.adding(amount) ?? creditSum
    } else {
      debits += 1
    }
    let whose = reference.isEmpty ? "\(name)|\(number)|\(text)" : reference
    let occurrence = occurrence(
      "\(account)|\(day)|\(entry.side)|\(amount.fen)|\(whose)", payer: number.isEmpty ? name : number,
      isNumbered: !reference.isEmpty)
    // A number that stands twice with the same sum and payer is no number of a booking.
    let unique = occurrence == 0 ? reference : reference.isEmpty ? "" : "\(reference)/\(occurrence + 1)"
    return .object([
      "side": .text(entry.side == .credit ? "credit" : "debit"), "amount": .text("\(amount)"),
      "reference": .text(Gathering.plain(unique, max: 120)), "occurrence": .text("\(occurrence)"),
      "entry": .text(Gathering.plain(whole.isEmpty ? unique : whole, max: 120)),
      "whole": .text("\(max(entry.amount, amount))"),
      "subAccount": .text(Gathering.subAccount(detail, text, account)), "name": .text(name), "number": .text(number),
      "bank": .text(Gathering.plain(other.bankCode.isEmpty ? other.bankName : other.bankCode, max: 140)), "text": .text(text),
      "payment": .text(Gathering.payment(detail)),
      "isReturn": .text(entry.isReturn || !(detail?.returnReason ?? "").isEmpty ? "true" : "false"),
    ])
  }

  /// What banks write where they give no number.
  private static func isPlaceOnly(_ reference: String) -> Bool {
    ["NOTPROVIDED", "NONREF", "NONE", "UNKNOWN"].contains(reference.uppercased())
  }

  /// The account that was paid, where it is a case's or a cluster's; else one that the text names; else the statement's own.
  private static func subAccount(_ detail: EntryDetail?, _ text: String, _ account: String) -> String {
    if let paid = detail?.creditor.account, SubAccount.isOwn(paid) { return paid }
    if SubAccount.isOwn(account) { return account }
    let named = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).first {
      $0.count >= 12 && SubAccount.isOwn(String($0))
    }
    return named.map(String.init) ?? ""
  }

  /// The number of a payment of ours; what others write there is not.
  private static func payment(_ detail: EntryDetail?) -> String {
    guard let id = detail?.endToEndID, id.utf8.count <= 40 else { return "" }
    let isRequest = id.utf8.count >= 15 && id.utf8.count <= 19 && id.utf8.allSatisfy { (48...57).contains($0) }
    return isRequest || PaymentID(id) != nil ? id : ""
  }

  private static func plain(_ text: String, max: Int) -> String {
    String(text.map { $0.unicodeScalars.allSatisfy { $0.value >= 32 } ? $0 : " " }.prefix(max))
  }
}
