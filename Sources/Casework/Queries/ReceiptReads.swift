import Basics
import Enforcement
import Ledger

/// Which money in suspense a list shows.
public struct ReceiptQuery: Sendable {
  /// `open`, `refunding`, `settled`; nil for all.
  public var status: String?
  /// Past its claim clock on this day.
  public var overdueOn: Day?
  /// The bank's day.
  public var on: Day?
  /// Continue after this one, in the order of the claim clock.
  public var after: (claimBy: Day, id: ID<BankReceipt>)?
  public var limit = 500
  public init() {}
}

/// A credit in suspense as lists show it.
public struct BankReceiptRow: Sendable, Hashable {
  public let id: ID<BankReceipt>
  public let on: Day
  public let amount: Money
  public let open: Money
  public let status: String
  public let claimBy: Day
  public let isMissed: Bool
  /// The bank's line: kind `bankLine`.
  public let vault: VaultRef
  public init(
    id: ID<BankReceipt>, on: Day, amount: Money, open: Money, status: String, claimBy: Day, isMissed: Bool, vault: VaultRef
  ) {
    self.id = id
    self.on = on
    self.amount = amount
    self.open = open
    self.status = status
    self.claimBy = claimBy
    self.isMissed = isMissed
    self.vault = vault
  }
}

/// Counts for the cashier's desk.
public struct ReceiptCounts: Sendable, Hashable {
  public var open = 0
  public var openSum = Money.zero
  public var overdue = 0
  /// The nearest claim clock.
  public var oldest: Day?
  /// Returns that wait for the second person.
  public var refundsProposed = 0
  /// Days with a statement that nobody has signed off.
  public var daysOpen = 0
  /// Lines of the bank without counterpart.
  public var differences = 0
  /// Credits that are perhaps known and wait for people.
  public var held = 0
  /// Of these, past the day by which people say what they are.
  public var heldOverdue = 0
  public init() {}
}

/// A case that clues led to.
public struct MatchCandidate: Sendable, Hashable {
  public let caseID: ID<CaseFile>
  public let clues: Set<MatchClue>
  public init(caseID: ID<CaseFile>, clues: Set<MatchClue>) {
    self.caseID = caseID
    self.clues = clues
  }
}

/// What a look-up of candidates starts from.
public struct MatchSearch: Sendable {
  public let clues: RemittanceClues
  public let payerName: String
  public let payerAccount: String
  public let amount: Money
  public init(clues: RemittanceClues, payerName: String, payerAccount: String, amount: Money) {
    self.clues = clues
    self.payerName = payerName
    self.payerAccount = payerAccount
    self.amount = amount
  }
}

/// A day of the bank as lists show it.
public struct BankDayRow: Sendable, Hashable {
  public let account: String
  public let day: Day
  public let opening: Money?
  public let closing: Money?
  public let lines: Int
  /// Lines without counterpart that nobody has explained.
  public let open: Int
  public let reconciledAt: Instant?
  public init(
    account: String, day: Day, opening: Money?, closing: Money?, lines: Int, open: Int, reconciledAt: Instant?
  ) {
    self.account = account
    self.day = day
    self.opening = opening
    self.closing = closing
    self.lines = lines
    self.open = open
    self.reconciledAt = reconciledAt
  }
}

/// A line of a statement with what became of it.
public struct BankLineRow: Sendable, Hashable {
  public let id: ID<BankLine>
  public let side: BankLine.Side
  public let amount: Money
  public let payment: String?
  public let isReturn: Bool
  public let vault: VaultRef?
  public let state: ItemState
  /// The entry that it is, by name.
  public let entry: String?
  public var signed: Money { side == .credit ? amount : -amount }
  public init(
    id: ID<BankLine>, side: BankLine.Side, amount: Money, payment: String?, isReturn: Bool, vault: VaultRef?, state: ItemState,
    entry: String?
  ) {
    self.id = id
    self.side = side
    self.amount = amount
    self.payment = payment
    self.isReturn = isReturn
    self.vault = vault
    self.state = state
    self.entry = entry
  }
}

/// How far an item of either side is settled.
public enum ItemState: String, Sendable, Hashable, CaseIterable {
  case open
  /// The same line on both sides, by the bank's number.
  case same
  /// Paired by hand.
  case paired
  case explained
  /// Explained by the other side's being late, and it has not come yet.
  case timing
}

/// A difference whose counterpart was late and has not come yet.
public struct TimingItem: Sendable, Hashable {
  public let day: Day
  /// The bank's line, with its account; nil for an entry of the books.
  public let line: (id: ID<BankLine>, account: String)?
  /// The entry of the books, by name; nil for a line of the bank.
  public let entry: String?
  public let signed: Money
  /// What may be its counterpart: open, of the same sum, the earliest.
  public var counterpart: Counterpart?
  /// The line of the bank, or the entry of the books by its id, that may have been late.
  public enum Counterpart: Sendable, Hashable {
    case line(ID<BankLine>, account: String, day: Day)
    case entry(String)
  }
  public init(day: Day, line: (id: ID<BankLine>, account: String)?, entry: String?, signed: Money, counterpart: Counterpart?) {
    self.day = day
    self.line = line
    self.entry = entry
    self.signed = signed
    self.counterpart = counterpart
  }
  public static func == (left: TimingItem, right: TimingItem) -> Bool {
    left.day == right.day && left.line?.id == right.line?.id && left.entry == right.entry && left.signed == right.signed
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(line?.id)
    hasher.combine(entry)
  }
}

/// An entry of the books on the bank's account with what became of it.
public struct BankEntryRow: Sendable, Hashable {
  public let line: LedgerLine
  public let state: ItemState
  /// Above zero where money came in.
  public var signed: Money { line.entry.debit == .bank ? line.entry.amount : -line.entry.amount }
  public init(line: LedgerLine, state: ItemState) {
    self.line = line
    self.state = state
  }
}

/// A day of the bank beside the books.
public struct BankDaySides: Sendable {
  public let row: BankDayRow
  public let lines: [BankLineRow]
  public let entries: [BankEntryRow]
  /// The books' balance at the bank at the day's end.
  public let balance: Money
  public let previousClosing: Money?
  /// What people explained through this day and has no counterpart: by so much the bank has more than the books.
  public let explained: Money
  /// The day had more than was read.
  public let isCut: Bool
  /// What neither agrees nor is explained: bank's closing, less books, less what is explained.
  public var rest: Money? { row.closing.map { $0 - balance - explained } }
  public init(
    row: BankDayRow, lines: [BankLineRow], entries: [BankEntryRow], balance: Money, previousClosing: Money?,
    explained: Money, isCut: Bool
  ) {
    self.explained = explained
    self.row = row
    self.lines = lines
    self.entries = entries
    self.balance = balance
    self.previousClosing = previousClosing
    self.isCut = isCut
  }
}

/// Reads of money that came in. Rights are the caller's to check.
public protocol ReceiptReads: Sendable {
  /// In the order of the claim clock.
  func receipts(_ query: ReceiptQuery, court: CourtCode) async throws -> [BankReceiptRow]
  func receiptCounts(court: CourtCode, today: Day) async throws -> ReceiptCounts
  /// Cases that the clues lead to, at most some dozens.
  func candidates(_ search: MatchSearch, court: CourtCode) async throws -> [MatchCandidate]
  /// Days with a statement, the newest first.
  func bankDays(onlyOpen: Bool, court: CourtCode, limit: Int) async throws -> [BankDayRow]
  /// Which line of the bank each of these entries is, by the bank's number.
  func bankLines(of entries: [String], court: CourtCode) async throws -> [String: (account: String, day: Day)]
  /// Differences explained by timing whose counterpart has not come, the oldest first.
  func timing(court: CourtCode, limit: Int) async throws -> [TimingItem]
  /// Nil where there is no statement.
  func bankDay(_ account: String, _ day: Day, court: CourtCode, limit: Int) async throws -> BankDaySides?
}
