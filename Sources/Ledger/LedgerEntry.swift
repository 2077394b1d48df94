import Basics

/// A transfer between two accounts. An entry stands for good: what was wrong is reversed by another.
public struct LedgerEntry: Hashable, Sendable {
  public let id: EntryID
  public let debit: LedgerAccount
  public let credit: LedgerAccount
  /// Above zero.
  public let amount: Money
  public let code: LedgerCode
  public let phase: Phase
  public init(
    _ id: EntryID, debit: LedgerAccount, credit: LedgerAccount, amount: Money, code: LedgerCode, phase: Phase = .posted
  ) {
    self.id = id
    self.debit = debit
    self.credit = credit
    self.amount = amount
    self.code = code
    self.phase = phase
  }

  /// Whether money moves at once, is only reserved, or what becomes of an earlier entry.
  public enum Phase: Hashable, Sendable {
    case posted
    /// Reserved: counted against the account that gives, not yet for the one that gets.
    case pending
    /// Moves all or part of what is reserved; the rest is free again.
    case post(of: EntryID)
    /// Frees what is reserved.
    case void(of: EntryID)
    /// Takes back a whole entry that moved money: the same sum, the accounts exchanged.
    case reversal(of: EntryID)
  }
}

extension LedgerEntry.Phase {
  /// The word that is stored.
  public var word: String {
    switch self {
    case .posted: "posted"
    case .pending: "pending"
    case .post: "post"
    case .void: "void"
    case .reversal: "reversal"
    }
  }
  /// The entry that this one ends.
  public var of: EntryID? {
    switch self {
    case .posted, .pending: nil
    case .post(let id), .void(let id), .reversal(let id): id
    }
  }
  /// Reads the stored word and reference.
  public init?(_ word: String, of id: EntryID?) {
    switch (word, id) {
    case ("posted", nil): self = .posted
    case ("pending", nil): self = .pending
    case ("post", let id?): self = .post(of: id)
    case ("void", let id?): self = .void(of: id)
    case ("reversal", let id?): self = .reversal(of: id)
    default: return nil
    }
  }
}

/// The name of an entry: its group's key and a word within it, `payout:17#18`.
public struct EntryID: Hashable, Comparable, Sendable, LosslessStringConvertible {
  public let group: String
  public let name: String
  public init(_ group: String, _ name: String) {
    self.group = group
    self.name = name
  }
  public var description: String { group + "#" + name }
  /// Reads `group#name`, the last `#` being the mark; nil where one of them cannot be read.
  public init?(_ description: String) {
    guard let mark = description.utf8.lastIndex(of: UInt8(ascii: "#")) else { return nil }
    self.init(String(description[..<mark]), String(description[description.utf8.index(after: mark)...]))
    guard isReadable else { return nil }
  }
  public static func < (left: EntryID, right: EntryID) -> Bool { left.description < right.description }

  /// Printable ASCII without a blank, a comma, a semicolon or a second mark, so that it stands in every file as it is.
  var isReadable: Bool {
    func plain(_ text: String, max: Int) -> Bool {
      (1...max).contains(text.utf8.count)
        && text.utf8.allSatisfy { (33...126).contains($0) && $0 != 35 && $0 != 44 && $0 != 59 && $0 != 34 }
    }
    return plain(group, max: 120) && plain(name, max: 40)
  }
}

/// Why money moved. The words are stored.
public enum LedgerCode: String, Sendable, Hashable, Codable, CaseIterable {
  case receipt, allocation, payout, fee, surplus, cost, hold, lodging, aid, reward, sent, settled, bounced, refund, correction

  public var name: Phrase {
    switch self {
    case .receipt: Phrase("到账", "Received")
    case .allocation: Phrase("认领分配", "Allocated")
    case .payout: Phrase("发放申请执行人", "To the applicant")
    case .fee: Phrase("执行费上缴", "Fee to the treasury")
    case .surplus: Phrase("余款退还", "Surplus returned")
    case .cost: Phrase("支付执行费用", "Costs paid")
    case .hold: Phrase("争议留存", "Held")
    case .lodging: Phrase("提存", "Lodged")
    case .aid: Phrase("司法救助", "Judicial aid")
    case .reward: Phrase("支付悬赏金", "Reward paid")
    case .sent: Phrase("送银行支付", "Sent to the bank")
    case .settled: Phrase("银行付讫", "Paid by the bank")
    case .bounced: Phrase("银行退回", "Returned by the bank")
    case .refund: Phrase("错款退回", "Wrong receipt returned")
    case .correction: Phrase("更正", "Correction")
    }
  }
}

/// Entries that stand or fall together, under a key: the same key with the same entries is the same act, however often it comes.
public struct LedgerGroup: Hashable, Sendable {
  /// Entries in one group at most.
  public static let entriesMax = 10_000
  public let key: String
  public let entries: [LedgerEntry]

  public init(key: String, entries: [LedgerEntry]) {
    self.key = key
    self.entries = entries
  }
  /// A group of one.
  public init(
    key: String, debit: LedgerAccount, credit: LedgerAccount, amount: Money, code: LedgerCode, phase: LedgerEntry.Phase = .posted
  ) {
    self.init(
      key: key,
      entries: [LedgerEntry(EntryID(key, "1"), debit: debit, credit: credit, amount: amount, code: code, phase: phase)])
  }

  /// The accounts it touches.
  public var accounts: Set<LedgerAccount> {
    entries.reduce(into: []) { accounts, entry in
      accounts.insert(entry.debit)
      accounts.insert(entry.credit)
    }
  }
  /// Earlier entries that it ends.
  public var references: [EntryID] { entries.compactMap(\.phase.of).filter { $0.group != key } }
}
