import Basics

/// Why a group is not booked. None of it is.
public enum LedgerRefusal: Error, Hashable, Sendable {
  /// The key, an entry's name or an account's key has characters that do not go into files.
  case unreadableName(String)
  case empty(key: String)
  case tooMany(key: String, entries: Int)
  case amountNotPositive(EntryID)
  case sameAccount(EntryID)
  /// Two entries of one name.
  case nameTwice(EntryID)
  /// The key was used before for something else.
  case keyReused(String)
  case noSuchEntry(EntryID, of: EntryID)
  /// The entry was posted, voided or reversed before.
  case alreadyEnded(EntryID, of: EntryID, by: EntryID)
  /// Only a reservation can be posted or voided.
  case notPending(EntryID, of: EntryID)
  /// Only an entry that moved money can be reversed.
  case notPosted(EntryID, of: EntryID)
  /// More, or for a void or reversal other, than the entry it ends.
  case otherAmount(EntryID, of: EntryID, amount: Money)
  case otherAccounts(EntryID, of: EntryID)
  case beyondLimit(LedgerAccount)
  /// The account would stand below zero, counting what is reserved on it.
  case negative(LedgerAccount, available: Money)
}

extension LedgerRefusal: CustomStringConvertible {
  /// Stable, for callers.
  public var code: String {
    switch self {
    case .unreadableName: "ledger.unreadableName"
    case .empty: "ledger.empty"
    case .tooMany: "ledger.tooMany"
    case .amountNotPositive: "ledger.amountNotPositive"
    case .sameAccount: "ledger.sameAccount"
    case .nameTwice: "ledger.nameTwice"
    case .keyReused: "ledger.keyReused"
    case .noSuchEntry: "ledger.noSuchEntry"
    case .alreadyEnded: "ledger.alreadyEnded"
    case .notPending: "ledger.notPending"
    case .notPosted: "ledger.notPosted"
    case .otherAmount: "ledger.otherAmount"
    case .otherAccounts: "ledger.otherAccounts"
    case .beyondLimit: "ledger.beyondLimit"
    case .negative: "ledger.negative"
    }
  }
  public var description: String { message.en }

  public var message: Phrase {
    switch self {
    case .unreadableName(let name): Phrase("“\(name)”不能用作账目名称", "“\(name)” cannot name an account or entry")
    case .empty(let key): Phrase("\(key) 没有分录", "\(key) has no entries")
    case .tooMany(let key, let entries):
      Phrase(
        "\(key) 有 \(entries) 笔分录，一组至多 \(LedgerGroup.entriesMax) 笔",
        "\(key) has \(entries) entries; a group has \(LedgerGroup.entriesMax) at most")
    case .amountNotPositive(let id): Phrase("分录 \(id) 的金额须大于零", "The amount of entry \(id) must be above zero")
    case .sameAccount(let id): Phrase("分录 \(id) 的借贷账户相同", "Entry \(id) debits and credits the same account")
    case .nameTwice(let id): Phrase("分录 \(id) 出现两次", "Entry \(id) comes twice")
    case .keyReused(let key): Phrase("\(key) 已记过不同的账目", "\(key) was booked before with other entries")
    case .noSuchEntry(let id, let of): Phrase("分录 \(id) 所指的 \(of) 不存在", "Entry \(id) names \(of), which does not exist")
    case .alreadyEnded(let id, let of, let by):
      Phrase("分录 \(id) 所指的 \(of) 已由 \(by) 了结", "Entry \(id) names \(of), which \(by) has ended already")
    case .notPending(let id, let of): Phrase("分录 \(id) 所指的 \(of) 不是预留", "Entry \(id) names \(of), which reserves nothing")
    case .notPosted(let id, let of): Phrase("分录 \(id) 所指的 \(of) 未曾入账", "Entry \(id) names \(of), which moved no money")
    case .otherAmount(let id, let of, let amount):
      Phrase(
        "分录 \(id) 的金额与 \(of) 的 \(amount.grouped) 元不符", "The amount of entry \(id) does not fit \(of), \(amount.grouped) yuan")
    case .otherAccounts(let id, let of): Phrase("分录 \(id) 的账户与 \(of) 不符", "The accounts of entry \(id) are not those of \(of)")
    case .beyondLimit(let account): Phrase("账户 \(account) 的合计超出上限", "The sums of account \(account) would be beyond the limit")
    case .negative(let account, let available):
      Phrase(
        "\(account.kind.name.zh)账户 \(account.key) 可用余额将为 \(available.grouped) 元，不得透支",
        "Account \(account) would have \(available.grouped) yuan available; it may not go below zero")
    }
  }
}
