import Basics

/// The asset in satisfaction of the debt (以物抵债), R5.4. Ownership passes with service of the ruling.
public enum AssetForDebt {
  /// On what a ruling would rest.
  public enum Ground: Hashable, Sendable, Codable {
    /// A round failed; the thing is taken at that round's reserve price (拍卖变卖 16, 解释 490).
    case failedRound(reserve: Money)
    /// Without auction: the parties agree and nobody is harmed (解释 489).
    case agreed(price: Money, bothAgree: Bool, harmsOthers: Bool)
    /// A settlement outside the court's sale: no ruling (和解规定 6).
    case privateSettlement
  }

  /// What follows when a creditor takes the thing, in whole fen; `toPay` and `claimLeft` are never both above zero.
  public struct Settled: Hashable, Sendable, Codable {
    /// The price at which the thing is taken.
    public let price: Money
    /// What the creditor pays in on top.
    public let toPay: Money
    /// What remains of his claim.
    public let claimLeft: Money
  }

  /// At what price a creditor takes the thing, what he pays in, and what remains of his claim.
  /// Errors: `privateSettlement`, `notAgreed`, `harmsOthers`, `amountOutOfRange`.
  public static func settle(claim: Money, _ ground: Ground) throws(LawRefusal) -> Explained<Settled> {
    let price: Money
    let citation: Citation
    switch ground {
    case .failedRound(let reserve):
      price = reserve
      citation = .procedureInterpretation("490")
    case .agreed(let agreed, let bothAgree, let harmsOthers):
      citation = .procedureInterpretation("489")
      guard bothAgree else { throw LawRefusal("bothAgree", "notAgreed", "须经双方当事人同意", "both parties must agree", citation) }
      guard !harmsOthers else {
        throw LawRefusal(
          "harmsOthers", "harmsOthers", "损害其他债权人合法权益或者社会公共利益", "other creditors or the public would be harmed", citation)
      }
      price = agreed
    case .privateSettlement:
      throw LawRefusal(
        "ground", "privateSettlement", "依执行和解协议以物抵债的，法院不得作出抵债裁定", "on a private settlement the court may not issue such a ruling",
        .settlementRules("6"))
    }
    try price.checked("price", [citation])
    try claim.checked("claim", [citation])
    let settled = Settled(price: price, toPay: max(.zero, price - claim), claimLeft: max(.zero, claim - price))
    return Explained(
      settled,
      Reasons(
        "R5.4", inputs: [.init("抵债价格", "Price", price), .init("债权额", "Claim", claim)],
        steps: [.init("应补交差额", "To pay in", settled.toPay), .init("剩余债权", "Claim left", settled.claimLeft)],
        citations: [citation, .saleRules("16")]))
  }

  /// A house goes only to a creditor who is entitled to buy one there (房产竞买人资格 5). Error: `notEntitledToHouse`.
  public static func checkHouse(entitled: Bool) throws(LawRefusal) -> Explained<Bool> {
    guard entitled else {
      throw LawRefusal(
        "entitled", "notEntitledToHouse", "不具备购房资格的，不得以该房抵债", "who may not buy a house there cannot take it", .houseBidders("5"))
    }
    return Explained(true, Reasons("R5.4", steps: [.init("具备购房资格", "Entitled", true)], citations: [.houseBidders("5")]))
  }

  /// A creditor who asks to take the thing, by his rank in law: 1 before 2.
  public struct Taker: Hashable, Sendable, Codable {
    public var creditor: String
    public var rank: Int
    public init(_ creditor: String, rank: Int) {
      self.creditor = creditor
      self.rank = rank
    }
  }
  /// Those of the best rank; where they are more than one, a lot decides (拍卖变卖 16). Error: `nobodyAsks`.
  public static func takers(_ asking: [Taker]) throws(LawRefusal) -> Explained<[Taker]> {
    guard let best = asking.map(\.rank).min() else {
      throw LawRefusal("takers", "nobodyAsks", "没有债权人申请抵债", "no creditor asks for it", .saleRules("16"))
    }
    let first = asking.filter { $0.rank == best }
    return Explained(
      first,
      Reasons(
        "R5.4", steps: [.init("顺位最先者", "First in rank", first.count), .init("须抽签决定", "A lot decides", first.count > 1)],
        citations: [.saleRules("16")]))
  }
}

/// A sale that would bring the applicant nothing (无益拍卖), R5.5.
public enum NoSurplus {
  /// Days for the applicant to ask that the sale go on (拍卖变卖 6).
  public static let answerDays = 5

  /// Whether a sale at the reserve would leave the applicant anything.
  public enum Verdict: Hashable, Sendable, Codable {
    /// Something is left for the applicant.
    case surplus(Money)
    /// Nothing is: he is told, and may ask by that day to go on with a reserve above this sum; if it fails the costs are his.
    case none(reserveAbove: Money, askBy: Day)
  }
  /// Whether the reserve exceeds priority claims and costs (拍卖变卖 6). Refuses sums out of range.
  public static func check(
    reserve: Money, priorityClaims: Money, costs: Money, told: Day, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Verdict> {
    let article = Citation.saleRules("6")
    for (field, sum) in [("reserve", reserve), ("priorityClaims", priorityClaims), ("costs", costs)] {
      try sum.checked(field, [article])
    }
    let before = priorityClaims + costs
    let inputs: [Reasons.Step] = [
      .init("保留价", "Reserve", reserve), .init("优先债权", "Priority claims", priorityClaims), .init("执行费用", "Costs", costs),
    ]
    guard reserve <= before else {
      return Explained(
        .surplus(reserve - before),
        Reasons("R5.5", inputs: inputs, steps: [.init("预计剩余", "Expected surplus", reserve - before)], citations: [article]))
    }
    let by = Periods.due("R5.5", from: told, .days(answerDays), article, calendar: calendar)
    return Explained(
      .none(reserveAbove: before, askBy: by.value),
      Reasons(
        "R5.5", inputs: inputs,
        steps: [.init("无剩余可能，重新确定的保留价应高于", "No surplus: a new reserve must be above", before)] + by.reasons.steps,
        citations: by.reasons.citations, provisional: by.reasons.provisional))
  }
}

/// Several things, rights that burden them, and the traditional auctioneer's commission, R5.6.
public enum SaleOfSeveral {
  /// Highest commission of a traditional auction by parts of the price (拍卖变卖 29).
  public static let commissionTiers: [FeeTier] = [
    FeeTier(upTo: .yuan(2_000_000), rate: Rate(perMillion: 50_000)),
    FeeTier(upTo: .yuan(10_000_000), rate: Rate(perMillion: 30_000)),
    FeeTier(upTo: .yuan(50_000_000), rate: Rate(perMillion: 20_000)),
    FeeTier(upTo: .yuan(100_000_000), rate: Rate(perMillion: 10_000)),
    FeeTier(upTo: nil, rate: Rate(perMillion: 5_000)),
  ]

  /// Whether the sale stops because what was sold suffices, unless the things belong together or the debtor agrees to sell all
  /// (拍卖变卖 14, 15).
  public static func stops(proceeds: Money, needed: Money, inseparable: Bool, debtorWantsAllSold: Bool = false) -> Explained<Bool>
  {
    let stops = proceeds >= needed && !inseparable && !debtorWantsAllSold
    return Explained(
      stops,
      Reasons(
        "R5.6",
        inputs: [
          .init("已成交价款", "Proceeds", proceeds), .init("应清偿及费用", "Needed", needed),
          .init("不可分或分别拍卖严重减价", "Inseparable", inseparable),
        ],
        steps: [.init("停止拍卖其余财产", "Stop selling the rest", stops)], citations: [.saleRules(inseparable ? "15" : "14")]))
  }

  /// The highest commission of a traditional auction.
  public static func commissionMax(price: Money) throws(LawRefusal) -> Explained<Money> {
    try price.checked("price", [.saleRules("29")])
    let (commission, steps) = FeeTier.sum(on: price, flat: .zero, upTo: .zero, commissionTiers)
    return Explained(
      commission,
      Reasons("R5.6", inputs: [.init("成交价", "Price", price)], steps: Array(steps.dropFirst()), citations: [.saleRules("29")])
    )
  }

  /// Whether a lease stays on the thing sold: written and in possession before the seizure, and not harming an earlier
  /// security right (拍卖变卖 28, 异议复议 31).
  public static func leaseStays(writtenBeforeSeizure: Bool, inPossessionBeforeSeizure: Bool, harmsEarlierSecurity: Bool)
    -> Explained<Bool>
  {
    let stays = writtenBeforeSeizure && inPossessionBeforeSeizure && !harmsEarlierSecurity
    return Explained(
      stays,
      Reasons(
        "R5.6",
        inputs: [
          .init("查封前书面租赁", "Written before seizure", writtenBeforeSeizure),
          .init("查封前占有使用", "In possession before seizure", inPossessionBeforeSeizure),
          .init("影响在先担保物权", "Harms an earlier security right", harmsEarlierSecurity),
        ], steps: [.init("带租拍卖", "The lease stays", stays)], citations: [.saleRules("28"), .objectionRules("31")]))
  }
}
