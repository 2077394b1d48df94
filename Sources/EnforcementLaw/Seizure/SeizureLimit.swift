import Basics

/// No seizure beyond the claim (超标的, R3.4).
public enum SeizureLimit {
  public static let article = Citation.seizureRules("19")
  /// A freeze of deposits names its amount (财产保全 15).
  public static let depositArticle = Citation.preservation("15.3")
  /// Excess shares are released within this many days of the effective ruling on the objection (股权规定 5).
  public static let equityReleaseDays = 7
  /// The most items that one question may name.
  static let itemsMax = 5000

  /// Something seized in this case's rank.
  public struct Item: Sendable, Hashable {
    public let id: String
    public let kind: Kind
    public let value: Money
    public init(id: String, kind: Kind, value: Money) {
      self.id = id
      self.kind = kind
      self.value = value
    }
  }
  /// How a thing's value counts.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Counts to the fen and can be split: deposits, network funds.
    case money
    /// Can be split, has no fixed value (setting `listedShareBand`).
    case listedShares
    /// Goods and rights that can be split (settings `rightHaircut`, `overLimitRatio`).
    case divisibleRight
    /// A movable that cannot be split (setting `movableHaircut`).
    case movable
    /// A house or land that cannot be split (setting `immovableHaircut`).
    case immovable

    public var isDivisible: Bool {
      switch self {
      case .money, .listedShares, .divisibleRight: true
      case .movable, .immovable: false
      }
    }
  }

  /// What the comparison found.
  public struct Finding: Sendable, Hashable {
    public let standing: Standing
    /// The claim and the costs of enforcement.
    public let limit: Money
    /// Value that counts, after haircuts.
    public let counted: Money
    /// What of divisible things goes back.
    public let excess: Money
    /// Whole things that could be released, the claim still being covered by the rest.
    public let releasable: [String]
  }
  /// How what is seized stands to the claim and the costs.
  public enum Standing: String, Sendable, Hashable, Codable {
    case within
    /// Above the claim, but not clearly.
    case tolerated
    /// Above the claim because a thing cannot be divided and nothing else suffices.
    case indivisible
    case excessive
  }

  /// Compares what is seized with the claim and the costs. Money must not exceed them by a fen; listed shares by the band,
  /// other divisible things by `overLimitRatio`; whole things may, while each is needed. Refuses negative sums.
  public static func check(
    claim: Money, costs: Money, items: [Item], settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Finding> {
    try claim.checked("claim", [article])
    try costs.checked("costs", [article])
    guard items.count <= itemsMax else {
      throw LawRefusal(field: "items", code: "tooMany", Phrase("最多\(itemsMax)项", "at most \(itemsMax) items"))
    }
    for item in items { try item.value.checked("items.\(item.id)", [article]) }
    let limit = claim + costs
    let divisible = divisible(items, limit, settings)
    let whole = items.filter { !$0.kind.isDivisible }.map { (id: $0.id, value: counted($0, settings)) }
    let wholeSum = whole.reduce(Money.zero) { $0 + $1.value }
    let releasable = superfluous(whole, covered: divisible.kept, limit)
    let total = divisible.counted + wholeSum
    let standing: Standing =
      if total <= limit { .within } else if divisible.excess > .zero || !releasable.isEmpty { .excessive } else {
        divisible.kept < limit && !whole.isEmpty ? .indivisible : .tolerated
      }
    let finding = Finding(
      standing: standing, limit: limit, counted: total, excess: divisible.excess, releasable: releasable)
    return Explained(finding, reasons(finding, claim, costs, settings))
  }

  /// The last day to release excess shares (股权规定 5).
  public static func equityRelease(rulingEffective: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: rulingEffective, .days(equityReleaseDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R3.4", citations: [.equityRules("5")]))
  }

  private static func counted(_ item: Item, _ settings: CourtSettings) -> Money {
    let percent =
      switch item.kind {
      case .money, .listedShares: 100
      case .divisibleRight: settings.rightHaircut
      case .movable: settings.movableHaircut
      case .immovable: settings.immovableHaircut
      }
    return item.value.scaled(Int128(percent), over: 100) ?? item.value
  }

  /// Money first, then shares, then other divisible things: what counts, what is kept, what goes back.
  private static func divisible(
    _ items: [Item], _ limit: Money, _ settings: CourtSettings
  ) -> (counted: Money, kept: Money, excess: Money) {
    var counted = Money.zero
    var kept = Money.zero
    var excess = Money.zero
    let bands: [(Kind, Int)] = [
      (.money, 100), (.listedShares, 100 + settings.listedShareBand), (.divisibleRight, settings.overLimitRatio),
    ]
    for (kind, percent) in bands {
      let value = items.filter { $0.kind == kind }.reduce(Money.zero) { $0 + SeizureLimit.counted($1, settings) }
      let needed = max(limit - kept, .zero)
      let allowed = needed.scaled(Int128(percent), over: 100) ?? needed
      let back = value > allowed ? value - needed : .zero
      counted += value
      excess += back
      kept += value - back
    }
    return (counted, kept, excess)
  }

  /// Whole things without which the rest still covers the limit; the least valuable are given back first.
  private static func superfluous(_ whole: [(id: String, value: Money)], covered: Money, _ limit: Money) -> [String] {
    var rest = whole.reduce(covered) { $0 + $1.value }
    var released: [String] = []
    for item in whole.sorted(by: { ($0.value, $0.id) < ($1.value, $1.id) }) where rest - item.value >= limit {
      rest -= item.value
      released.append(item.id)
    }
    return released
  }

  private static func reasons(_ finding: Finding, _ claim: Money, _ costs: Money, _ settings: CourtSettings) -> Reasons {
    var steps: [Reasons.Step] = [
      .init(Phrase("债权额与执行费用", "claim and costs"), finding.limit.grouped),
      .init(Phrase("已查控价值", "value seized"), finding.counted.grouped),
    ]
    if finding.excess > .zero { steps.append(.init(Phrase("应解除的超额部分", "excess to release"), finding.excess.grouped)) }
    if !finding.releasable.isEmpty {
      steps.append(.init(Phrase("可整体解除的财产", "things to release"), finding.releasable.prefix(50).joined(separator: "、")))
    }
    if finding.standing == .indivisible {
      steps.append(.init(Phrase("不可分物且无其他足额财产，允许", "indivisible, and nothing else suffices: allowed"), finding.counted.grouped))
    }
    return Reasons(
      "R3.4",
      inputs: [.init(Phrase("债权额", "claim"), claim.grouped), .init(Phrase("执行费用", "costs"), costs.grouped)], steps: steps,
      citations: [article, .procedure2023("253"), depositArticle],
      settings: [
        settings.used("overLimitRatio", settings.overLimitRatio), settings.used("listedShareBand", settings.listedShareBand),
        settings.used("movableHaircut", settings.movableHaircut), settings.used("immovableHaircut", settings.immovableHaircut),
        settings.used("rightHaircut", settings.rightHaircut),
      ])
  }
}
