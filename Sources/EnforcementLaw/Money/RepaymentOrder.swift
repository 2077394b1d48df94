import Basics

/// The four kinds of debt in one case, as R6.7 lists them.
public enum DebtPart: String, Sendable, Hashable, Codable, CaseIterable {
  /// Costs of enforcement: fee, appraisal, auction, keeping.
  case costs
  /// General interest.
  case interest
  /// The debt that the instrument fixes, other than general interest.
  case principal
  /// The doubled part of delay interest.
  case doubled

  public var name: Phrase {
    switch self {
    case .costs: Phrase("执行费用", "Costs of enforcement")
    case .interest: Phrase("一般债务利息", "General interest")
    case .principal: Phrase("本金等金钱债务", "Principal and other fixed debt")
    case .doubled: Phrase("加倍部分债务利息", "Doubled part of delay interest")
    }
  }
}

/// A sum for each kind of debt.
public struct DebtParts: Hashable, Sendable, Codable {
  public var costs: Money
  public var interest: Money
  public var principal: Money
  public var doubled: Money
  public init(costs: Money = .zero, interest: Money = .zero, principal: Money = .zero, doubled: Money = .zero) {
    self.costs = costs
    self.interest = interest
    self.principal = principal
    self.doubled = doubled
  }
  public static let zero = DebtParts()
  public var total: Money { costs + interest + principal + doubled }

  public subscript(part: DebtPart) -> Money {
    get {
      switch part {
      case .costs: costs
      case .interest: interest
      case .principal: principal
      case .doubled: doubled
      }
    }
    set {
      switch part {
      case .costs: costs = newValue
      case .interest: interest = newValue
      case .principal: principal = newValue
      case .doubled: doubled = newValue
      }
    }
  }

  public static func + (left: DebtParts, right: DebtParts) -> DebtParts {
    DebtParts(
      costs: left.costs + right.costs, interest: left.interest + right.interest, principal: left.principal + right.principal,
      doubled: left.doubled + right.doubled)
  }
  public static func - (left: DebtParts, right: DebtParts) -> DebtParts {
    DebtParts(
      costs: left.costs - right.costs, interest: left.interest - right.interest, principal: left.principal - right.principal,
      doubled: left.doubled - right.doubled)
  }
}

/// In which order money received pays the debts of one case (R6.7).
public struct RepaymentOrder: Hashable, Sendable, Codable {
  public let parts: [DebtPart]
  private init(_ parts: [DebtPart]) { self.parts = parts }

  /// Costs, interest, principal (民法典 561), and the doubled part last (法释〔2014〕8号 4).
  public static let statutory = RepaymentOrder([.costs, .interest, .principal, .doubled])
  /// Costs, principal, interest, and the doubled part last: where the instrument or the parties say so.
  public static let principalFirst = RepaymentOrder([.costs, .principal, .interest, .doubled])
  public static let citations = [Citation.civilCode("561"), .delayInterest("4")]

  /// The order of a court for cases in which neither the instrument nor the parties say one.
  public static func ofCourt(_ settings: CourtSettings) -> Explained<RepaymentOrder> {
    let order: RepaymentOrder =
      switch settings.repaymentOrder {
      case .interestFirst: .statutory
      case .principalFirst: .principalFirst
      }
    return Explained(
      order, Reasons("R6.7", citations: citations, settings: [settings.used("repaymentOrder", settings.repaymentOrder)]))
  }

  /// An order by the instrument or the parties' agreement. Errors: `orderIncomplete` unless each kind stands once,
  /// `costsNotFirst`.
  public init(agreed parts: [DebtPart]) throws(LawRefusal) {
    guard parts.count == DebtPart.allCases.count, Set(parts).count == parts.count else {
      throw LawRefusal(
        field: "order", code: "orderIncomplete", Phrase("清偿顺序应列明四类债务各一次", "the order must name each of the four kinds once"),
        citations: RepaymentOrder.citations)
    }
    guard parts.first == .costs else {
      throw LawRefusal(
        field: "order", code: "costsNotFirst", Phrase("执行费用应先行扣除", "the costs of enforcement come first"),
        citations: RepaymentOrder.citations)
    }
    self.parts = parts
  }

  public init(from decoder: any Decoder) throws { try self.init(agreed: [DebtPart](from: decoder)) }
  public func encode(to encoder: any Encoder) throws { try parts.encode(to: encoder) }

  /// What a sum received paid, what remains, and what is left over.
  public struct Applied: Hashable, Sendable, Codable {
    public let paid: DebtParts
    public let remaining: DebtParts
    /// More than was owed: to be refunded.
    public let surplus: Money
  }

  /// Applies a sum to what is owed, kind by kind. Error: `amountOutOfRange`.
  public func apply(received: Money, to owed: DebtParts) throws(LawRefusal) -> Explained<Applied> {
    try received.checked("received", RepaymentOrder.citations)
    var left = received
    var paid = DebtParts.zero
    var steps: [Reasons.Step] = []
    for part in parts {
      try owed[part].checked("owed.\(part.rawValue)", RepaymentOrder.citations)
      let sum = min(left, owed[part])
      paid[part] = sum
      left -= sum
      steps.append(.init(part.name, "\(sum.grouped) / \(owed[part].grouped)"))
    }
    if left > .zero { steps.append(.init(Phrase("余款，应予退还", "Left over, to be refunded"), left.grouped)) }
    return Explained(
      Applied(paid: paid, remaining: owed - paid, surplus: left),
      Reasons(
        "R6.7",
        inputs: [
          .init(Phrase("收到执行款", "Received"), received.grouped), .init(Phrase("应清偿合计", "Owed in all"), owed.total.grouped),
        ],
        steps: steps, citations: RepaymentOrder.citations))
  }

  /// The statutory order, or the one given. See ``apply(received:to:)``.
  public static func apply(
    received: Money, to owed: DebtParts, order: RepaymentOrder = .statutory
  ) throws(LawRefusal) -> Explained<Applied> {
    try order.apply(received: received, to: owed)
  }
}
