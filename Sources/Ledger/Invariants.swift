import Basics

/// What does not agree in a ledger.
public enum LedgerFault: Hashable, Sendable {
  /// Debits and credits of all accounts differ by this sum.
  case notZero(posted: Money, pending: Money)
  /// An account's sums are not those of its entries.
  case otherSums(LedgerAccount, stands: LedgerBalance, entries: LedgerBalance)
  case negative(LedgerAccount, available: Money)
  /// An entry ends one that does not exist, or ends it a second time.
  case reference(EntryID, of: EntryID)
  case beyondLimit
}

extension Books {
  /// Counts everything again from the entries. An empty list says that the books are right: the sum of all accounts is zero, what is
  /// reserved is the sum of the open reservations, no account is below zero that may not be, and every entry that ends another names
  /// one that exists, once.
  public func faults() -> [LedgerFault] {
    var sums: [LedgerAccount: LedgerBalance] = [:]
    var ends: [EntryID: Int] = [:]
    var faults: [LedgerFault] = []
    func add(_ entry: LedgerEntry, posted: Money, pending: Money) {
      for (account, side) in [(entry.debit, LedgerAccount.Side.debit), (entry.credit, .credit)] {
        guard let sum = sums[account, default: .zero].adding(.change(side, posted: posted, pending: pending)) else {
          faults.append(.beyondLimit)
          continue
        }
        sums[account] = sum
      }
    }
    for (id, standing) in entries {
      let entry = standing.entry
      switch entry.phase {
      case .posted, .post, .reversal: add(entry, posted: entry.amount, pending: .zero)
      case .pending: if standing.endedBy == nil { add(entry, posted: .zero, pending: entry.amount) }
      case .void: break
      }
      guard let of = entry.phase.of else { continue }
      ends[of, default: 0] += 1
      if entries[of]?.endedBy != id || ends[of] != 1 { faults.append(.reference(id, of: of)) }
    }
    for account in Set(sums.keys).union(balances.keys).sorted() {
      let (stands, counted) = (balance(account), sums[account] ?? .zero)
      if stands != counted { faults.append(.otherSums(account, stands: stands, entries: counted)) }
      let available = account.available(stands)
      if account.kind.neverNegative && available < .zero { faults.append(.negative(account, available: available)) }
    }
    return faults + zeroFaults()
  }

  private func zeroFaults() -> [LedgerFault] {
    var posted = Money.zero
    var pending = Money.zero
    for balance in balances.values {
      guard let more = posted.adding(balance.postedDebits - balance.postedCredits),
        let reserved = pending.adding(balance.pendingDebits - balance.pendingCredits)
      else { return [.beyondLimit] }
      posted = more
      pending = reserved
    }
    return posted == .zero && pending == .zero ? [] : [.notZero(posted: posted, pending: pending)]
  }
}
