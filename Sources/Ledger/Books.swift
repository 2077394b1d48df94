import Basics

/// The ledger of one court as a value: groups of entries are booked whole or not at all, and nothing booked ever changes.
///
/// A store that keeps the ledger in tables fills a small `Books` with what a group touches (``LedgerGroup/accounts``,
/// ``LedgerGroup/references``, its own key) by ``know(_:balance:)`` and ``know(_:endedBy:)``, and books on that: the rules
/// stand here once.
public struct Books: Sendable {
  /// An entry, and what ended it.
  public struct Standing: Hashable, Sendable {
    public let entry: LedgerEntry
    public internal(set) var endedBy: EntryID?
  }
  public private(set) var balances: [LedgerAccount: LedgerBalance] = [:]
  public private(set) var entries: [EntryID: Standing] = [:]
  /// Names of each group's entries, in order.
  public private(set) var groups: [String: [EntryID]] = [:]

  public init() {}

  public func balance(_ account: LedgerAccount) -> LedgerBalance { balances[account] ?? .zero }
  /// The entries of a group, in order; none for an unknown key.
  public func entries(of group: String) -> [Standing] { (groups[group] ?? []).compactMap { entries[$0] } }

  /// Whether the group was booked now or had been before; either way the books hold it once.
  public enum Outcome: Sendable, Hashable {
    case booked
    /// The same group was booked before.
    case known
  }

  /// Books a group, or refuses it and leaves everything as it was.
  @discardableResult
  public mutating func book(_ group: LedgerGroup) throws(LedgerRefusal) -> Outcome {
    if let names = groups[group.key] {
      guard names.count == group.entries.count, zip(names, group.entries).allSatisfy({ entries[$0]?.entry == $1 }) else {
        throw .keyReused(group.key)
      }
      return .known
    }
    try Books.checkShape(group)
    var draft = Draft()
    for entry in group.entries { try add(entry, to: &draft) }
    for account in draft.changed where account.kind.neverNegative {
      let available = account.available(draft.balances[account] ?? .zero)
      if available < .zero { throw .negative(account, available: available) }
    }
    balances.merge(draft.balances) { _, new in new }
    entries.merge(draft.entries) { _, new in new }
    groups[group.key] = group.entries.map(\.id)
    return .booked
  }

  // MARK: What a store knows

  /// What the account holds in the store; a group is booked on that.
  public mutating func know(_ account: LedgerAccount, balance: LedgerBalance) { balances[account] = balance }
  /// An entry of the store, with the one that settled or voided it; nil while it is pending or where it was posted at once.
  public mutating func know(_ entry: LedgerEntry, endedBy: EntryID?) {
    entries[entry.id] = Standing(entry: entry, endedBy: endedBy)
  }
  /// Every entry of the group is known, in this order; an empty list says that the key is new.
  public mutating func know(group: String, _ names: [EntryID]) { groups[group] = names.isEmpty ? nil : names }

  // MARK: Booking

  /// What a group changes, beside the books until all of it is allowed.
  private struct Draft {
    var balances: [LedgerAccount: LedgerBalance] = [:]
    var entries: [EntryID: Standing] = [:]
    /// In the order of the entries, so that the same refusal is given every time.
    var changed: [LedgerAccount] = []
  }

  private static func checkShape(_ group: LedgerGroup) throws(LedgerRefusal) {
    guard !group.entries.isEmpty else { throw .empty(key: group.key) }
    guard group.entries.count <= LedgerGroup.entriesMax else { throw .tooMany(key: group.key, entries: group.entries.count) }
    for entry in group.entries {
      guard entry.id.isReadable, entry.id.group == group.key else { throw .unreadableName(entry.id.description) }
      for account in [entry.debit, entry.credit] where !account.hasReadableKey { throw .unreadableName(account.description) }
      guard entry.amount > .zero else { throw .amountNotPositive(entry.id) }
      guard entry.debit != entry.credit else { throw .sameAccount(entry.id) }
    }
  }

  private func add(_ entry: LedgerEntry, to draft: inout Draft) throws(LedgerRefusal) {
    guard draft.entries[entry.id] == nil, entries[entry.id] == nil else { throw .nameTwice(entry.id) }
    var posted = Money.zero
    var pending = Money.zero
    switch entry.phase {
    case .posted: posted = entry.amount
    case .pending: pending = entry.amount
    case .post(let of):
      let reserved = try reservation(of, endedBy: entry, draft)
      guard entry.amount <= reserved.amount else { throw .otherAmount(entry.id, of: of, amount: reserved.amount) }
      posted = entry.amount
      pending = -reserved.amount
    case .void(let of):
      let reserved = try reservation(of, endedBy: entry, draft)
      guard entry.amount == reserved.amount else { throw .otherAmount(entry.id, of: of, amount: reserved.amount) }
      pending = -reserved.amount
    case .reversal(let of):
      let moved = try open(of, for: entry, draft)
      switch moved.phase {
      case .posted, .post: break
      case .pending, .void, .reversal: throw .notPosted(entry.id, of: of)
      }
      guard entry.debit == moved.credit, entry.credit == moved.debit else { throw .otherAccounts(entry.id, of: of) }
      guard entry.amount == moved.amount else { throw .otherAmount(entry.id, of: of, amount: moved.amount) }
      posted = entry.amount
    }
    try change(entry.debit, .change(.debit, posted: posted, pending: pending), in: &draft)
    try change(entry.credit, .change(.credit, posted: posted, pending: pending), in: &draft)
    draft.entries[entry.id] = Standing(entry: entry, endedBy: nil)
    if let of = entry.phase.of, var ended = draft.entries[of] ?? entries[of] {
      ended.endedBy = entry.id
      draft.entries[of] = ended
    }
  }

  /// An entry that nothing has ended.
  private func open(_ of: EntryID, for entry: LedgerEntry, _ draft: Draft) throws(LedgerRefusal) -> LedgerEntry {
    guard let standing = draft.entries[of] ?? entries[of] else { throw .noSuchEntry(entry.id, of: of) }
    if let by = standing.endedBy { throw .alreadyEnded(entry.id, of: of, by: by) }
    return standing.entry
  }
  private func reservation(_ of: EntryID, endedBy entry: LedgerEntry, _ draft: Draft) throws(LedgerRefusal) -> LedgerEntry {
    let reserved = try open(of, for: entry, draft)
    guard reserved.phase == .pending else { throw .notPending(entry.id, of: of) }
    guard entry.debit == reserved.debit, entry.credit == reserved.credit else { throw .otherAccounts(entry.id, of: of) }
    return reserved
  }

  private func change(_ account: LedgerAccount, _ change: LedgerBalance, in draft: inout Draft) throws(LedgerRefusal) {
    let known = draft.balances[account]
    // Differences of sums must stay within 64 bits too, so each sum keeps to a quarter of them.
    guard let sum = (known ?? balance(account)).adding(change), sum.isWithinLimit else { throw .beyondLimit(account) }
    if known == nil { draft.changed.append(account) }
    draft.balances[account] = sum
  }
}

extension LedgerBalance {
  static let sumMax = Money(fen: .max / 4)
  var isWithinLimit: Bool {
    [postedDebits, postedCredits, pendingDebits, pendingCredits].allSatisfy { $0 <= LedgerBalance.sumMax }
  }
}
