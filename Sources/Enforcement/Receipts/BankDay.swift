import Basics

/// One day of one account at the court's bank, as its statement tells it, and how far it agrees with the books.
public struct BankDay: StreamState {
  public static let kind = StreamKind.bankStatement
  public init() {}
  public internal(set) var head: BankDayStated?
  public internal(set) var lines: [ID<BankLine>: Line] = [:]
  public internal(set) var digests: [String: ID<BankLine>] = [:]
  /// Entries of the books that were dealt with here by hand.
  public internal(set) var entries: Set<String> = []
  public internal(set) var reconciledBy: Actor.Ref?
  /// Who said why something has no counterpart: another signs the day off.
  public internal(set) var explainedBy: Set<Actor.Ref> = []
  /// Credits of a day by all its papers, on the stream that keeps them.
  public internal(set) var register = CreditRegister()

  /// One line of the statement and whether the books have its counterpart.
  public struct Line: Sendable, Hashable {
    public let side: BankLine.Side
    public let amount: Money
    public let digest: String
    public let vault: VaultRef?
    /// The number that the court gave the payment, where the bank passes it on.
    public let payment: String?
    public let isReturn: Bool
    public internal(set) var isPaired = false
    public internal(set) var isExplained = false
    /// Explained by the other side's being late: its counterpart may still come.
    public internal(set) var isTiming = false
    public var signed: Money { side == .credit ? amount : -amount }
  }
}

/// What the bank says of a day as a whole. A later statement that covers more of the day takes its place.
public struct BankDayStated: Event {
  public static let name = "bankDay.stated.v1"
  public let account: String
  public let day: Day
  /// The bank's number of the statement.
  public let statement: String?
  /// SHA-256 of the file it came in, hexadecimal.
  public let file: String?
  public let opening: Money?
  public let closing: Money?
  public let lines: Int
  public init(account: String, day: Day, statement: String?, file: String?, opening: Money?, closing: Money?, lines: Int) {
    self.account = account
    self.day = day
    self.statement = statement
    self.file = file
    self.opening = opening
    self.closing = closing
    self.lines = lines
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) { day.head = self }
}

/// Lines that were not known before. What was reconciled is open again.
public struct BankLinesStated: Event {
  public static let name = "bankDay.linesStated.v1"
  public let account: String
  public let day: Day
  public let lines: [BankLine]
  public init(account: String, day: Day, lines: [BankLine]) {
    self.account = account
    self.day = day
    self.lines = lines
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) {
    for line in lines {
      day.lines[line.id] = BankDay.Line(
        side: line.side, amount: line.amount, digest: line.digest, vault: line.vault, payment: line.payment,
        isReturn: line.isReturn)
      day.digests[line.digest] = line.id
    }
    day.reconciledBy = nil
  }
}

/// A credit of the statement that had no entry was taken into the books.
public struct BankLineBooked: Event {
  public static let name = "bankDay.lineBooked.v1"
  public let line: ID<BankLine>
  public let receipt: ID<BankReceipt>
  public init(line: ID<BankLine>, receipt: ID<BankReceipt>) {
    self.line = line
    self.receipt = receipt
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) { day.lines[line]?.isPaired = true }
}

/// Lines of the bank and entries of the books that are the same money: their sums are equal.
public struct BankItemsPaired: Event {
  public static let name = "bankDay.itemsPaired.v1"
  public let lines: [ID<BankLine>]
  /// Names of entries, `payout:17/18/settled#1`.
  public let entries: [String]
  public init(lines: [ID<BankLine>], entries: [String]) {
    self.lines = lines
    self.entries = entries
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) {
    for line in lines { day.lines[line]?.isPaired = true }
    day.entries.formUnion(entries)
  }
}

/// Why a line has no entry, or an entry no line.
public enum DifferenceCause: String, Sendable, Hashable, Codable, CaseIterable {
  /// The other side follows on a later day.
  case timing
  /// Interest or a charge of the bank.
  case bankOwn
  /// The bank booked it by mistake and takes it back.
  case bankError
  /// Our entry is wrong and is put right by another.
  case ownError
  case other
  public var name: Phrase {
    switch self {
    case .timing: Phrase("时间差，对方次日入账", "Timing: the other side follows")
    case .bankOwn: Phrase("银行利息或手续费", "The bank's interest or charge")
    case .bankError: Phrase("银行错账，已通知更正", "The bank's mistake")
    case .ownError: Phrase("本院记账有误，另行更正", "Our mistake, put right by another entry")
    case .other: Phrase("其他", "Other")
    }
  }
}

/// A person says why an item has no counterpart.
public struct BankItemExplained: Event {
  public static let name = "bankDay.itemExplained.v1"
  public let line: ID<BankLine>?
  public let entry: String?
  public let cause: DifferenceCause
  public let reason: VaultRef
  public init(line: ID<BankLine>?, entry: String?, cause: DifferenceCause, reason: VaultRef) {
    self.line = line
    self.entry = entry
    self.cause = cause
    self.reason = reason
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) {
    if let line {
      day.lines[line]?.isExplained = true
      day.lines[line]?.isTiming = cause == .timing
    }
    day.explainedBy.insert(meta.actor)
    if let entry { day.entries.insert(entry) }
  }
}

/// Bank and books agree on this day, or every difference is explained.
public struct BankDayReconciled: Event {
  public static let name = "bankDay.reconciled.v1"
  public let account: String
  public let day: Day
  public let closing: Money?
  /// The books' balance at the bank at the end of the day.
  public let books: Money
  public let paired: Int
  public let explained: Int
  public init(account: String, day: Day, closing: Money?, books: Money, paired: Int, explained: Int) {
    self.account = account
    self.day = day
    self.closing = closing
    self.books = books
    self.paired = paired
    self.explained = explained
  }
  public func apply(to day: inout BankDay, _ meta: EventMeta) { day.reconciledBy = meta.actor }
}
