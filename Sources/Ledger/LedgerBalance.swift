import Basics

/// What was booked on an account: whole fen, sums of all its entries.
public struct LedgerBalance: Hashable, Sendable {
  public var postedDebits: Money
  public var postedCredits: Money
  /// Open reservations.
  public var pendingDebits: Money
  public var pendingCredits: Money
  public init(
    postedDebits: Money = .zero, postedCredits: Money = .zero, pendingDebits: Money = .zero, pendingCredits: Money = .zero
  ) {
    self.postedDebits = postedDebits
    self.postedCredits = postedCredits
    self.pendingDebits = pendingDebits
    self.pendingCredits = pendingCredits
  }
  public static let zero = LedgerBalance()

  /// What the account holds, on its own side.
  public func posted(_ side: LedgerAccount.Side) -> Money {
    side == .debit ? postedDebits - postedCredits : postedCredits - postedDebits
  }
  /// What it holds less what is reserved on it; money that is only expected does not count.
  public func available(_ side: LedgerAccount.Side) -> Money {
    posted(side) - (side == .debit ? pendingCredits : pendingDebits)
  }

  /// Sum by sum; nil where one leaves 64 bits.
  public func adding(_ other: LedgerBalance) -> LedgerBalance? {
    guard let postedDebits = postedDebits.adding(other.postedDebits),
      let postedCredits = postedCredits.adding(other.postedCredits),
      let pendingDebits = pendingDebits.adding(other.pendingDebits),
      let pendingCredits = pendingCredits.adding(other.pendingCredits)
    else { return nil }
    return LedgerBalance(
      postedDebits: postedDebits, postedCredits: postedCredits, pendingDebits: pendingDebits, pendingCredits: pendingCredits)
  }
  /// Sum by sum; both are balances of the same account, so nothing leaves 64 bits.
  public static func - (left: LedgerBalance, right: LedgerBalance) -> LedgerBalance {
    LedgerBalance(
      postedDebits: left.postedDebits - right.postedDebits, postedCredits: left.postedCredits - right.postedCredits,
      pendingDebits: left.pendingDebits - right.pendingDebits, pendingCredits: left.pendingCredits - right.pendingCredits)
  }

  /// What an amount changes on one side, posted or reserved.
  static func change(_ side: LedgerAccount.Side, posted: Money = .zero, pending: Money = .zero) -> LedgerBalance {
    switch side {
    case .debit: LedgerBalance(postedDebits: posted, pendingDebits: pending)
    case .credit: LedgerBalance(postedCredits: posted, pendingCredits: pending)
    }
  }
}

extension LedgerAccount {
  /// The account's balance on its own side.
  public func posted(_ balance: LedgerBalance) -> Money { balance.posted(kind.normalSide) }
  /// What may go out of the account: posted, less what pending entries have reserved.
  public func available(_ balance: LedgerBalance) -> Money { balance.available(kind.normalSide) }
}
