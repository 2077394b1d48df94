import Basics

/// What the books say beside a day of the bank, looked up by the shell.
public struct BankBooks: Sendable, Hashable {
  /// An entry of the ledger on the bank's account.
  public struct Entry: Sendable, Hashable {
    /// `receipt:17#1`.
    public let ref: String
    /// Above zero where money came in.
    public let signed: Money
    /// It has its line, or was dealt with by hand.
    public let isSettled: Bool
    /// Explained by the bank's being late: its line may still come.
    public let isTiming: Bool
    public init(ref: String, signed: Money, isSettled: Bool, isTiming: Bool = false) {
      self.ref = ref
      self.signed = signed
      self.isSettled = isSettled
      self.isTiming = isTiming
    }
  }
  /// Which of the day's lines have their entry.
  public var booked: Set<String> = []
  /// Entries of the day.
  public var entries: [Entry] = []
  /// Entries that were asked for by name.
  public var named: [String: Entry] = [:]
  /// The books' balance at the bank at the end of the day.
  public var balance = Money.zero
  /// The closing balance of the day before that has a statement.
  public var previousClosing: Money?
  public init() {}
}

/// What the commands on a bank's day have in common.
enum BankDayFields {
  static let account = Field("account", Phrase("账号", "Account"), .text(max: 34))
  static let day = Field("day", Phrase("日期", "Day"), .day)

  static func read(_ input: inout Input) -> (account: String, day: Day) {
    (input.text("account", max: 34), input.day("day") ?? Day(number: 0))
  }
  static func state(_ account: String, _ day: Day, _ situation: Situation) throws(Refusal) -> BankDay {
    let state: BankDay = situation.state(.bankStatement(account, day))
    guard state.head != nil || !state.lines.isEmpty else { throw .noSuchBankDay }
    return state
  }
}

extension BankDay.Line {
  func isOpen(_ books: BankBooks) -> Bool { !isPaired && !isExplained && !books.booked.contains(digest) }
  /// Open, or waiting for a counterpart that was late.
  func mayPair(_ books: BankBooks) -> Bool { !isPaired && (!isExplained || isTiming) && !books.booked.contains(digest) }
}

/// Takes a credit of the statement that has no entry into the books: a payment that came back is booked as its return, once, whether
/// this line tells it first or the bank's answer; anything else goes to suspense.
public struct BookBankLine: Command {
  public static let name = "reconciliation.bookLine"
  public static let title = Phrase("将该笔流水入账", "Take the line into the books")
  public static let roles: Set<Role> = [.cashier]
  public static let fields = [BankDayFields.account, BankDayFields.day, Field("line", Phrase("流水", "Line"), .text(max: 20))]
  let account: String
  let day: Day
  let line: ID<BankLine>
  public init(_ input: inout Input) {
    (account, day) = BankDayFields.read(&input)
    line = input.id("line")
  }
  public var reads: [StreamID] { [.bankStatement(account, day)] }
  private func payment(_ situation: Situation) -> BankPayment? {
    let state: BankDay = situation.state(.bankStatement(account, day))
    return state.lines[line]?.payment.flatMap { BankPayment($0) }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    StreamID.creditRegisters(situation.court, around: day)
      + (payment(situation).map { BankReturn.reads($0, situation) } ?? [])
  }
  public var needs: Set<Need> { [.bankBooks(account: account, day: day, entries: [])] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try BankDayFields.state(account, day, situation)
    guard let line = state.lines[line], let vault = line.vault else { throw .noSuchItem }
    guard line.isOpen(situation.findings.bankBooks), line.side == .credit else { throw .itemSettled }
    var draft = Draft(situation)
    switch situation.creditRegisters(around: day).lazy.compactMap({ $0.credit(line.digest) }).first?.fate {
    case .held: throw .lineHeld
    case .collective, .known, .moved: throw .lineKnown
    case .booked, .returned, nil:
      if line.isReturn, let payment = payment(situation), let entry = try BankReturn.book(payment, line.amount, &draft) {
        draft.add(.bankStatement(account, day), [BankItemsPaired(lines: [self.line], entries: [entry])])
        return draft.appended
      }
    }
    let receipt = Suspense.take(line.amount, on: day, digest: line.digest, vault: vault, &draft)
    draft.add(.bankStatement(account, day), [BankLineBooked(line: self.line, receipt: receipt)])
    return draft.appended
  }
}

/// Says that lines of the bank and entries of the books are the same money.
public struct PairBankItems: Command {
  public static let name = "reconciliation.pair"
  public static let title = Phrase("勾对", "Pair")
  public static let roles: Set<Role> = [.cashier, .moneySupervisor]
  public static let itemsMax = 1000
  public static let fields = [
    BankDayFields.account, BankDayFields.day,
    Field("lines", Phrase("银行流水", "Lines"), .text(max: 20), required: false),
    Field("entries", Phrase("账上分录", "Entries"), .text(max: 160), required: false),
  ]
  let account: String
  let day: Day
  let lines: [ID<BankLine>]
  let entries: [String]
  public init(_ input: inout Input) {
    (account, day) = BankDayFields.read(&input)
    var seen: Set<String> = []
    lines = input.ids("lines").filter { seen.insert("\($0)").inserted }
    entries = input.list("entries").filter { seen.insert($0).inserted }
    if lines.count + entries.count < 2 || lines.count + entries.count > PairBankItems.itemsMax {
      input.fault("lines", "tooFew", Phrase("至少选两项", "Choose two at least"))
    }
  }
  public var reads: [StreamID] { [.bankStatement(account, day)] }
  public var needs: Set<Need> { [.bankBooks(account: account, day: day, entries: entries)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try BankDayFields.state(account, day, situation)
    let books = situation.findings.bankBooks
    var sum = Money.zero
    for id in lines {
      guard let line = state.lines[id] else { throw .noSuchItem }
      guard line.mayPair(books) else { throw .itemSettled }
      sum += line.signed
    }
    for ref in entries {
      guard let entry = books.named[ref] else { throw .noSuchItem }
      guard !entry.isSettled || entry.isTiming else { throw .itemSettled }
      sum -= entry.signed
    }
    guard sum == .zero else { throw .sumsDiffer(sum) }
    return [situation.append(.bankStatement(account, day), [BankItemsPaired(lines: lines, entries: entries)])]
  }
}

/// Says why an item has no counterpart on this day.
public struct ExplainBankItem: Command {
  public static let name = "reconciliation.explain"
  public static let title = Phrase("说明差异", "Explain a difference")
  public static let roles: Set<Role> = [.cashier, .moneySupervisor]
  public static let fields = [
    BankDayFields.account, BankDayFields.day, Field("line", Phrase("流水", "Line"), .text(max: 20), required: false),
    Field("entry", Phrase("分录", "Entry"), .text(max: 160), required: false),
    Field("cause", Phrase("原因", "Cause"), .choice(DifferenceCause.allCases.map { .init($0.rawValue, $0.name) })),
    Field("reason", Phrase("说明", "Reason"), .longText(max: 500)),
  ]
  let account: String
  let day: Day
  let line: ID<BankLine>?
  let entry: String?
  let cause: DifferenceCause
  let reason: String
  public init(_ input: inout Input) {
    (account, day) = BankDayFields.read(&input)
    line = input.optionalID("line")
    let entry = input.text("entry", required: false, max: 160)
    self.entry = entry.isEmpty ? nil : entry
    cause = input.choice("cause") ?? .other
    reason = input.text("reason", max: 500)
    if (line == nil) == (self.entry == nil) { input.fault("line", "oneItem", Phrase("选一笔流水或一条分录", "Choose a line or an entry")) }
  }
  public var reads: [StreamID] { [.bankStatement(account, day)] }
  public var needs: Set<Need> { [.bankBooks(account: account, day: day, entries: entry.map { [$0] } ?? [])] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try BankDayFields.state(account, day, situation)
    let books = situation.findings.bankBooks
    if let line {
      guard let found = state.lines[line] else { throw .noSuchItem }
      guard found.isOpen(books) else { throw .itemSettled }
    }
    if let entry {
      guard let found = books.named[entry] else { throw .noSuchItem }
      guard !found.isSettled else { throw .itemSettled }
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(
        .bankStatement(account, day), [BankItemExplained(line: line, entry: entry, cause: cause, reason: words)])
    ]
  }
}

/// Signs a day off: every line has its entry and every entry its line, or somebody else said why not.
public struct ReconcileBankDay: Command {
  public static let name = "reconciliation.close"
  public static let title = Phrase("确认对账", "Sign the day off")
  public static let roles: Set<Role> = [.cashier, .moneySupervisor]
  public static let fields = [BankDayFields.account, BankDayFields.day]
  let account: String
  let day: Day
  public init(_ input: inout Input) { (account, day) = BankDayFields.read(&input) }
  public var reads: [StreamID] { [.bankStatement(account, day)] }
  public var needs: Set<Need> { [.bankBooks(account: account, day: day, entries: [])] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try BankDayFields.state(account, day, situation)
    guard state.reconciledBy == nil else { throw .dayReconciled }
    guard let head = state.head, state.lines.count >= head.lines else { throw .statementIncomplete }
    guard !state.explainedBy.contains(situation.actor.ref) else { throw .explainedYourself }
    let books = situation.findings.bankBooks
    let openLines = state.lines.values.count { $0.isOpen(books) }
    let openEntries = books.entries.count { !$0.isSettled }
    guard openLines == 0, openEntries == 0 else { throw .differencesOpen(lines: openLines, entries: openEntries) }
    if let opening = head.opening, let closing = head.closing {
      let moved = state.lines.values.reduce(Money.zero) { $0 + $1.signed }
      guard opening + moved == closing else { throw .balanceBroken(opening + moved, closing) }
    }
    if let opening = head.opening, let previous = books.previousClosing, opening != previous {
      throw .openingDiffers(opening, previous)
    }
    let explained = state.lines.values.count { $0.isExplained }
    return [
      situation.append(
        .bankStatement(account, day),
        [
          BankDayReconciled(
            account: account, day: day, closing: head.closing, books: books.balance, paired: state.lines.count - explained,
            explained: explained)
        ])
    ]
  }
}
