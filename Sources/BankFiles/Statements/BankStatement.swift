import Basics

/// Into the account or out of it, seen from the account.
public enum EntrySide: String, Sendable, Hashable, Codable { case credit, debit }

/// Whether the bank has booked an entry.
public enum EntryStatus: String, Sendable, Hashable, Codable { case booked, pending, information, future }

/// A statement or notice as the bank sent it.
public struct BankStatement: Hashable, Sendable {
  /// What sort of file it was, and so what it says: a whole day, single lines, or a table for people.
  public enum Kind: String, Sendable, Hashable {
    /// camt.053
    case statement
    /// camt.054
    case notice
    /// A table exported from the bank's pages.
    case export
  }
  /// A balance; negative where the account is overdrawn.
  public struct Balance: Hashable, Sendable {
    public let amount: Money
    public let day: Day?
    public init(amount: Money, day: Day?) {
      self.amount = amount
      self.day = day
    }
  }
  public var kind: Kind
  /// Line on which it begins.
  public var line: Int
  /// The bank's number of it; empty for exports.
  public var id = ""
  public var account = ""
  public var accountName = ""
  /// Code of the bank that keeps the account.
  public var bankCode = ""
  public var from: Day?
  public var to: Day?
  /// The bank says that it sends this again.
  public var isCopy = false
  public var opening: Balance?
  public var closing: Balance?
  /// Empty where entries were handed over one by one.
  public var entries: [BankEntry] = []
  public var entryCount = 0
  /// Sums of booked entries.
  public var credits = Money.zero
  public var debits = Money.zero

  public init(kind: Kind, line: Int) {
    self.kind = kind
    self.line = line
  }
}

/// One booking on an account.
public struct BankEntry: Hashable, Sendable {
  /// Line on which it stands.
  public var line: Int
  /// Its place in the statement, from 1.
  public var ordinal: Int
  public var side = EntrySide.credit
  /// More than zero.
  public var amount = Money.zero
  /// The booking takes an earlier one back; ``side`` is the direction of this one.
  public var isReversal = false
  public var status = EntryStatus.booked
  public var bookingDay: Day?
  public var valueDay: Day?
  /// The bank's own number of the booking (AcctSvcrRef, 流水号).
  public var bankReference = ""
  /// Number of the entry in the statement (NtryRef, 凭证号).
  public var entryReference = ""
  /// `PMNT/RCDT/RRTN`, or the bank's own code.
  public var transactionCode = ""
  /// Balance after the booking, where the export prints it.
  public var balanceAfter: Money?
  public var information = ""
  /// One a payment: several where the bank books a batch at once, at least one otherwise.
  public var details: [EntryDetail] = []

  public init(line: Int, ordinal: Int) {
    self.line = line
    self.ordinal = ordinal
  }

  /// Its effect on the balance.
  public var signed: Money { side == .credit ? amount : -amount }
  /// Money that was sent and came back: the bank says so by a reason, by the reversal mark, or by its code (`RRTN`).
  public var isReturn: Bool {
    isReversal || transactionCode.hasSuffix("/RRTN") || details.contains { !$0.returnReason.isEmpty }
  }
}

/// One payment inside an entry.
public struct EntryDetail: Hashable, Sendable {
  /// Who pays or is paid, as the bank names them.
  public struct Party: Hashable, Sendable {
    public var name = ""
    public var account = ""
    /// BIC, or the twelve-digit code of the Chinese clearing system.
    public var bankCode = ""
    public var bankName = ""
    public init() {}
  }
  public var line: Int
  public var amount = Money.zero
  public var side = EntrySide.credit
  /// Given by whoever ordered the payment; empty where the bank does not pass it on.
  public var endToEndID = ""
  public var instructionID = ""
  public var messageID = ""
  public var paymentInfoID = ""
  public var transactionID = ""
  public var bankReference = ""
  public var debtor = Party()
  public var creditor = Party()
  public var remittance = ""
  /// Why the money came back (`AC01`); empty where it did not.
  public var returnReason = ""
  public var returnText = ""
  public var information = ""

  public init(line: Int) { self.line = line }

  /// The other side: who sent the money, or whom it was sent to. Of money that comes back it is whom it was sent to first.
  public func counterparty(in entry: BankEntry) -> Party {
    (side == .credit) != (entry.isReturn || !returnReason.isEmpty) ? debtor : creditor
  }
}

/// What a file of statements holds, and what is wrong with it.
public struct StatementFile: Sendable {
  /// The bank's number of the message; empty for exports.
  public internal(set) var messageID = ""
  /// `camt.053.001.08`; for exports the encoding or kind of the file.
  public internal(set) var version = ""
  public internal(set) var statements: [BankStatement] = []
  /// By line. A file with an error must not be booked, not even in part.
  public internal(set) var faults: [BankFileFault] = []
  public var isAccepted: Bool { !faults.contains { $0.severity == .error } }
  public var errorCount: Int { faults.count { $0.severity == .error } }
}

/// A count and a sum over input, which may be too large to add up.
struct Tally: Hashable, Sendable {
  private(set) var count = 0
  private(set) var sum = Money.zero
  private(set) var isTooLarge = false

  mutating func add(_ money: Money) {
    count += 1
    if let next = sum.adding(money) { sum = next } else { isTooLarge = true }
  }
}
