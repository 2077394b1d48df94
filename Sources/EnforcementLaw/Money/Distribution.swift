import Basics

/// How the price of a debtor's property is distributed among several creditors, R6.8.
public struct Distribution: Hashable, Sendable, Codable {
  /// What one claim gets of the price, in whole fen.
  public struct Share: Hashable, Sendable, Codable {
    public let claim: String
    public let amount: Money
    /// Paid ahead of ordinary claims.
    public let asPriority: Money
    /// Paid among ordinary claims.
    public let asOrdinary: Money
    public var paid: Money { asPriority + asOrdinary }
    /// What remains unpaid.
    public var unpaid: Money { amount - paid }
  }
  /// A claim that takes no part, and why.
  public struct Excluded: Hashable, Sendable, Codable {
    public let claim: String
    public let why: Phrase
  }

  /// What the costs took.
  public let costs: Money
  /// In the order of the claims given.
  public let shares: [Share]
  public let excluded: [Excluded]
  /// Left for the debtor.
  public let left: Money

  /// Days to object to the plan, to oppose an objection, and to sue, each from its own receipt (解释 509, 510).
  public static let objectionDays = 15

  /// What is shared, and under which rules.
  public struct Matter: Hashable, Sendable, Codable {
    public var proceeds: Money
    public var costs: Money
    public var debtor: DebtorKind
    /// The debtor also bears criminal liability (法释〔2014〕13号 13).
    public var criminal: Bool
    /// All claims come from one instrument: equal shares whatever the debtor is (执行规定 55.3).
    public var oneInstrument: Bool
    /// The day on which the property's enforcement ended: later applications come too late (解释 507).
    public var ended: Day?
    public init(
      proceeds: Money, costs: Money = .zero, debtor: DebtorKind, criminal: Bool = false, oneInstrument: Bool = false,
      ended: Day? = nil
    ) {
      self.proceeds = proceeds
      self.costs = costs
      self.debtor = debtor
      self.criminal = criminal
      self.oneInstrument = oneInstrument
      self.ended = ended
    }
  }

  /// Distributes the proceeds: costs, then each level of the ladder, then ordinary claims by equal shares or by order of seizure.
  /// What a priority claim does not get from its level joins the ordinary claims if its creditor holds an instrument.
  /// Errors: `amountOutOfRange`, `doubledClaim`, `tooManyClaims`.
  public static func plan(
    _ matter: Matter, _ claims: [DistributionClaim], settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Distribution> {
    try matter.proceeds.checked("proceeds")
    try matter.costs.checked("costs")
    guard claims.count <= 1_000_000 else {
      throw LawRefusal("claims", "tooManyClaims", "债权人过多", "too many claims", .procedureInterpretation("506"))
    }
    guard Set(claims.map(\.id)).count == claims.count else {
      throw LawRefusal("claims", "doubledClaim", "同一债权重复列入", "a claim stands twice", .procedureInterpretation("506"))
    }
    for (index, claim) in claims.enumerated() {
      try claim.amount.checked("claims[\(index)].amount")
      try claim.priorityMax?.checked("claims[\(index)].priorityMax")
    }
    _ = try claims.map(\.amount).checkedSum("claims")
    var work = Work(matter, claims, settings)
    work.payLadder(through: LadderLevel.ordinary)
    work.payOrdinary()
    work.payLadder(after: LadderLevel.ordinary)
    return work.explained()
  }

  /// The last day for each step against the plan: object, oppose the objection, sue. Each runs from its own receipt.
  public static func stepBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    let by = Periods.due("R6.8", from: received, .days(objectionDays), .procedureInterpretation("509"), calendar: calendar)
    return Explained(by.value, by.reasons.citing(.procedureInterpretation("510")))
  }
  /// What of a share is lodged until a suit over it is decided (解释 510.3): the part in dispute.
  public static func lodged(share: Money, contested: Money) -> Explained<Money> {
    let sum = max(.zero, min(share, contested))
    return Explained(
      sum,
      Reasons(
        "R6.8", inputs: [.init("分配额", "Share", share), .init("争议数额", "In dispute", contested)],
        steps: [.init("提存", "Lodged", sum)],
        citations: [.procedureInterpretation("510")]))
  }
}

/// Equal shares to the fen: each part is rounded down, and the fen left over go one by one to the first in line.
public enum ProRata {
  /// Shares of `pool` over `claims`, never above a claim. `first` names the order in which left-over fen are given.
  public static func shares(of pool: Money, over claims: [Money], first order: [Int]) -> [Money] {
    let total = claims.reduce(Int128(0)) { $0 + Int128($1.fen) }
    guard total > Int128(pool.fen) else { return claims }
    guard pool > .zero else { return claims.map { _ in .zero } }
    var shares = claims.map { Money(fen: Int64(clamping: Int128(pool.fen) * Int128($0.fen) / total)) }
    var left = pool.fen - shares.reduce(0) { $0 + $1.fen }
    for index in order where left > 0 && shares[index] < claims[index] {
      shares[index] += Money(fen: 1)
      left -= 1
    }
    return shares
  }
}

/// The running sums behind a plan.
private struct Work {
  let matter: Distribution.Matter
  let claims: [DistributionClaim]
  let settings: CourtSettings
  let levels: [LadderLevel?]
  var priority: [Money]
  var ordinary: [Money]
  var excluded: [Distribution.Excluded] = []
  var steps: [Reasons.Step] = []
  var citations: [Citation] = []
  var used: [Reasons.SettingUsed] = []
  let costs: Money
  var left: Money

  init(_ matter: Distribution.Matter, _ claims: [DistributionClaim], _ settings: CourtSettings) {
    self.matter = matter
    self.claims = claims
    self.settings = settings
    levels = claims.map { LadderLevel.of($0.standing, criminal: matter.criminal, wagePriority: settings.wagePriority) }
    priority = claims.map { _ in .zero }
    ordinary = claims.map { _ in .zero }
    costs = min(matter.costs, matter.proceeds)
    left = matter.proceeds - costs
    if claims.contains(where: { $0.standing == .wages }) { used.append(settings.used("wagePriority", settings.wagePriority)) }
    steps.append(.init("扣除执行费用", "Less costs", costs))
    cite([.enforcementRules("55")])
  }

  /// Levels up to `through`, or those after `after`.
  mutating func payLadder(through: LadderLevel? = nil, after: LadderLevel? = nil) {
    let chosen = Set(levels.compactMap { $0 }).filter { level in
      (through.map { level <= $0 } ?? true) && (after.map { level > $0 } ?? true)
    }
    for level in chosen.sorted() {
      let members = claims.indices.filter { levels[$0] == level }
      let paid = share(left, members, members.map { min(claims[$0].amount, claims[$0].priorityMax ?? claims[$0].amount) })
      for (index, sum) in zip(members, paid) { priority[index] += sum }
      let sum = paid.reduce(.zero, +)
      left -= sum
      steps.append(.init(level.name, sum.grouped))
      cite(level.citations)
    }
  }

  mutating func payOrdinary() {
    var members: [Int] = []
    for index in claims.indices where levels[index].map({ $0 < .ordinary }) ?? true {
      let open = claims[index].amount - priority[index]
      guard open > .zero else { continue }
      if let why = bar(claims[index]) {
        // A priority that was paid in part took part: only its rest stays out.
        if levels[index] == nil { excluded.append(.init(claim: claims[index].id, why: why)) }
        continue
      }
      members.append(index)
    }
    if matter.debtor == .enterprise && !matter.oneInstrument { payInOrder(members) } else { payEqually(members) }
  }

  private func bar(_ claim: DistributionClaim) -> Phrase? {
    if !claim.hasInstrument { return Phrase("未取得执行依据", "No enforceable instrument") }
    guard let ended = matter.ended, let applied = claim.applied, applied > ended else { return nil }
    return Phrase("财产执行终结后才申请参与分配（\(applied)）", "Applied after the enforcement ended (\(applied))")
  }

  /// A company: by order of seizure; those without one come last and share equally.
  private mutating func payInOrder(_ members: [Int]) {
    cite([.procedureInterpretation("514")])
    for rank in Set(members.map { claims[$0].seizureRank ?? Int.max }).sorted() {
      let group = members.filter { (claims[$0].seizureRank ?? Int.max) == rank }
      for (index, sum) in zip(group, share(left, group, group.map { claims[$0].amount - priority[$0] })) {
        ordinary[index] += sum
        left -= sum
        let place = rank == Int.max ? Phrase("无查封", "no seizure") : Phrase("第\(rank)顺位", "rank \(rank)")
        steps.append(.init(Phrase("\(claims[index].id)（\(place.zh)）", "\(claims[index].id) (\(place.en))"), sum.grouped))
      }
    }
  }

  /// A person: equal shares; a local extra share of the first seizer comes off the top.
  private mutating func payEqually(_ members: [Int]) {
    cite([.procedureInterpretation("506"), .procedureInterpretation("508")])
    if settings.firstSeizeBonus > 0,
      let first = members.filter({ claims[$0].seizureRank != nil }).min(by: { rank($0) < rank($1) })
    {
      let extra = min(left.most(settings.firstSeizeBonus), claims[first].amount - priority[first])
      ordinary[first] += extra
      left -= extra
      used.append(settings.used("firstSeizeBonus", settings.firstSeizeBonus))
      steps.append(
        .init(Phrase("首封债权人多分：\(claims[first].id)", "Extra share of the first seizer: \(claims[first].id)"), extra.grouped))
    }
    let open = members.map { claims[$0].amount - priority[$0] - ordinary[$0] }
    let pool = left
    let total = open.reduce(.zero, +)
    if !members.isEmpty { steps.append(.init("按比例受偿", "Equal shares", "\(min(pool, total).grouped) / \(total.grouped)")) }
    for (index, sum) in zip(members, share(pool, members, open)) {
      ordinary[index] += sum
      left -= sum
      if claims.count <= 200 { steps.append(.init(Phrase(claims[index].id, claims[index].id), ordinary[index].grouped)) }
    }
  }

  private func rank(_ index: Int) -> (Int, Int) { (claims[index].seizureRank ?? Int.max, index) }

  private mutating func share(_ pool: Money, _ members: [Int], _ open: [Money]) -> [Money] {
    let order =
      switch settings.remainderOwner {
      case .earlierRank: members.indices.sorted { rank(members[$0]) < rank(members[$1]) }
      case .largestClaim: members.indices.sorted { (-open[$0], rank(members[$0]).1) < (-open[$1], rank(members[$1]).1) }
      }
    if members.count > 1, !used.contains(where: { $0.name == "remainderOwner" }) {
      used.append(settings.used("remainderOwner", settings.remainderOwner))
    }
    return ProRata.shares(of: pool, over: open, first: order)
  }

  private mutating func cite(_ more: [Citation]) { citations += more.filter { !citations.contains($0) } }

  func explained() -> Explained<Distribution> {
    let shares = claims.indices.map {
      Distribution.Share(claim: claims[$0].id, amount: claims[$0].amount, asPriority: priority[$0], asOrdinary: ordinary[$0])
    }
    let plan = Distribution(costs: costs, shares: shares, excluded: excluded, left: left)
    let out = excluded.map { Reasons.Step(Phrase("\($0.claim)：\($0.why.zh)", "\($0.claim): \($0.why.en)"), "0.00") }
    return Explained(
      plan,
      Reasons(
        "R6.8", inputs: [.init("变价款", "Proceeds", matter.proceeds)], steps: steps + out + [.init("剩余", "Left over", left)],
        citations: citations,
        settings: used))
  }
}
