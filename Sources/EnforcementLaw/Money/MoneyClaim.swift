import Basics

/// What an instrument orders a debtor to pay, what enforcing it has cost, and what has come in.
public struct MoneyClaim: Hashable, Sendable, Codable {
  /// A sum with its own due day: an instalment, a loan, the court fee to be repaid.
  public struct Item: Hashable, Sendable, Codable {
    /// Whether the doubled part runs on it by law.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
      /// Principal, price, wages, penalty, damages: bears the doubled part.
      case debt
      /// The court fee that the debtor must repay: bears it only where the court says so (`baseIncludesCourtFee`).
      case courtFee
    }
    public var kind: Kind
    public var principal: Money
    /// General interest that the instrument states as a sum.
    public var statedInterest: Money
    /// General interest that runs on.
    public var term: InterestTerm
    /// The last day for performance, or the day of effect; nil: no doubled part (waived, or not ordered).
    public var lastPerformanceDay: Day?
    public init(
      kind: Kind = .debt, principal: Money, statedInterest: Money = .zero, term: InterestTerm = .none, lastPerformanceDay: Day?
    ) {
      self.kind = kind
      self.principal = principal
      self.statedInterest = statedInterest
      self.term = term
      self.lastPerformanceDay = lastPerformanceDay
    }
  }

  /// A cost of enforcement (执行费用) on the day it arose.
  public struct Cost: Hashable, Sendable, Codable {
    /// For what a cost arose; the enforcement fee is a line of its own in what is owed.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
      case enforcementFee, preservationFee, appraisal, auction, keeping, notice, audit, other
    }
    public var kind: Kind
    public var day: Day
    public var amount: Money
    public init(_ kind: Kind, on day: Day, _ amount: Money) {
      self.kind = kind
      self.day = day
      self.amount = amount
    }
  }

  public var items: [Item]
  public var costs: [Cost]
  /// Money that came in for this case, on the days that ``PerformanceEnd`` gives.
  public var receipts: [Payment]
  /// Money that went straight to the creditor: it pays the debt and never the costs of enforcement.
  public var direct: [Payment]
  public var excluded: [ExcludedPeriod]
  /// What the instrument or the parties say of the order; nil: the court's setting.
  public var order: RepaymentOrder?
  /// The sum applied for, where the fee is counted on it.
  public var applied: Money?

  public init(
    items: [Item], costs: [Cost] = [], receipts: [Payment] = [], direct: [Payment] = [], excluded: [ExcludedPeriod] = [],
    order: RepaymentOrder? = nil, applied: Money? = nil
  ) {
    self.items = items
    self.costs = costs
    self.receipts = receipts
    self.direct = direct
    self.excluded = excluded
    self.order = order
    self.applied = applied
  }

  /// At most 1,000 items, 10,000 costs and 10,000 receipts, each sum and all together in range.
  /// Errors: `claimTooLong`, `amountOutOfRange`, and those of the terms.
  public func check() throws(LawRefusal) {
    guard items.count <= 1000, costs.count <= 10_000, receipts.count <= 10_000 else {
      throw LawRefusal(
        field: "claim", code: "claimTooLong", Phrase("债权项目、费用或到账笔数过多", "too many items, costs or receipts"))
    }
    for (index, item) in items.enumerated() {
      try item.principal.checked("claim.items[\(index)].principal")
      try item.statedInterest.checked("claim.items[\(index)].statedInterest")
      try item.term.check()
    }
    for (index, cost) in costs.enumerated() { try cost.amount.checked("claim.costs[\(index)].amount") }
    for (index, receipt) in receipts.enumerated() { try receipt.amount.checked("claim.receipts[\(index)].amount") }
    for (index, payment) in direct.enumerated() { try payment.amount.checked("claim.direct[\(index)].amount") }
    try applied?.checked("claim.applied")
    _ = try items.map(\.principal).checkedSum("claim.items")
    _ = try items.map(\.statedInterest).checkedSum("claim.items")
    _ = try costs.map(\.amount).checkedSum("claim.costs")
    _ = try (receipts + direct).map(\.amount).checkedSum("claim.receipts")
  }
}
