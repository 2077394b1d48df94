import Basics

/// The sums of all accounts of each kind.
public struct LedgerTotals: Hashable, Sendable {
  public var kinds: [LedgerAccount.Kind: LedgerBalance] = [:]
  public init(_ kinds: [LedgerAccount.Kind: LedgerBalance] = [:]) { self.kinds = kinds }

  /// Of all accounts of this kind together.
  public func of(_ kind: LedgerAccount.Kind) -> LedgerBalance { kinds[kind] ?? .zero }
  /// Adds what an account has or gained; false where a sum would leave 64 bits.
  public mutating func add(_ change: LedgerBalance, of kind: LedgerAccount.Kind) -> Bool {
    guard let sum = of(kind).adding(change) else { return false }
    kinds[kind] = sum
    return true
  }
  /// Debits less credits over all kinds, posted and reserved: zero, or the books are wrong. Nil where a sum leaves 64 bits.
  public var difference: (posted: Money, pending: Money)? {
    var posted = Money.zero
    var pending = Money.zero
    for balance in kinds.values {
      guard let more = posted.adding(balance.postedDebits - balance.postedCredits),
        let reserved = pending.adding(balance.pendingDebits - balance.pendingCredits)
      else { return nil }
      posted = more
      pending = reserved
    }
    return (posted, pending)
  }
}

extension Books {
  public var totals: LedgerTotals {
    var totals = LedgerTotals()
    for (account, balance) in balances { _ = totals.add(balance, of: account.kind) }
    return totals
  }
}

extension LedgerEntry {
  /// One line that says all of the entry, for digests: `id⇥debit⇥credit⇥fen⇥code⇥phase⇥of`.
  public var canonical: String {
    "\(id)\t\(debit)\t\(credit)\t\(amount.fen)\t\(code.rawValue)\t\(phase.word)\t\(phase.of.map(\.description) ?? "")\n"
  }
}
