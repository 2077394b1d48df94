import Basics

/// An entry with what a reader of a journal wants to know of it.
public struct JournalEntry: Hashable, Sendable {
  public let entry: LedgerEntry
  /// What the reservation that this entry posts or voids had reserved; nil for all others.
  public let reserved: Money?
  public let day: Day
  /// The event that it comes from, `caseAccount/17@4`.
  public let source: String
  /// The case that it concerns.
  public let caseKey: String?
  public init(entry: LedgerEntry, reserved: Money?, day: Day, source: String, caseKey: String?) {
    self.entry = entry
    self.reserved = reserved
    self.day = day
    self.source = source
    self.caseKey = caseKey
  }
}

/// Writes the ledger as a journal that hledger reads, entry by entry, so that it may be longer than memory.
///
/// What moved money is a cleared transaction (`*`), a reservation a pending one (`!`), and posting or voiding it takes the pending
/// sum back: `hledger balance --cleared` gives the posted balances, `--pending` what is reserved. Debits are above zero.
/// Source: hledger's manual, "Transactions", "Status", "account directive", "commodity directive".
public struct Journal: Sendable {
  private let language: Language
  private var declared: Set<LedgerAccount> = []

  /// In English everything is ASCII, which hledger reads under any locale.
  public init(language: Language = .en) { self.language = language }

  /// What stands before the first entry. Text of the caller (`title`) loses its line breaks.
  public func head(title: String) -> String {
    "; \(String(title.map { $0.isNewline ? " " : $0 }))\ncommodity 1000.00 CNY\n\n"
  }

  /// The entry's transactions, before them the accounts that had not been declared.
  public mutating func text(_ line: JournalEntry) -> String {
    let entry = line.entry
    var text = ""
    for account in [entry.debit, entry.credit] where declared.insert(account).inserted {
      text += "account \(name(account))\n"
    }
    switch entry.phase {
    case .posted, .reversal: text += transaction(line, "*", entry.amount)
    case .pending: text += transaction(line, "!", entry.amount)
    case .void: text += transaction(line, "!", -(line.reserved ?? entry.amount))
    case .post:
      text += transaction(line, "!", -(line.reserved ?? entry.amount))
      text += transaction(line, "*", entry.amount)
    }
    return text
  }

  /// `liabilities:case:17`.
  public func name(_ account: LedgerAccount) -> String {
    let top = account.kind.normalSide == .debit ? Phrase("资产", "assets") : Phrase("负债", "liabilities")
    let kind = language == .zh ? account.kind.name.zh : account.kind.rawValue
    return "\(top[language]):\(kind):\(account.key)"
  }

  private func transaction(_ line: JournalEntry, _ status: String, _ amount: Money) -> String {
    let entry = line.entry
    var tags = "entry:\(entry.id), phase:\(entry.phase.word), event:\(line.source)"
    if let caseKey = line.caseKey { tags += ", case:\(caseKey)" }
    return """
      \(line.day) \(status) (\(entry.code.rawValue)) \(entry.code.name[language])  ; \(tags)
          \(name(entry.debit))  \(amount) CNY
          \(name(entry.credit))  \(-amount) CNY


      """
  }
}
