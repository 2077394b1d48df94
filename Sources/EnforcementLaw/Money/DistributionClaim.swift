import Basics

/// What kind of debtor the property belongs to: it decides between order of seizure and equal shares (R6.8).
public enum DebtorKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// 企业法人: no participation for ordinary claims; without bankruptcy, by order of seizure (解释 514).
  case enterprise
  /// 自然人 or 其他组织: participation in distribution, equal shares (解释 506–508).
  case person
}

/// Where a claim stands in the ladder of R6.8.
public enum ClaimStanding: Hashable, Sendable, Codable {
  /// Medical costs of a personal injury. First of all where the debtor also bears criminal liability; else ordinary.
  case medical
  /// A consumer's claim on a home he bought (法释〔2023〕1号).
  case homeBuyer
  /// The contractor's priority for the price of construction.
  case construction
  /// A security right on the thing sold.
  case secured(by: Security)
  /// What a crime's victims lost, to be made good (法释〔2014〕13号 13).
  case victim
  /// Wages: ordinary by statute, ahead of ordinary claims where the court's setting says so.
  case wages
  case ordinary
  /// A criminal fine, and confiscation: after civil debts (法释〔2014〕13号 13).
  case fine
  case confiscation

  /// A security right and what ranks it (民法典 414–415, 456).
  public enum Security: Hashable, Sendable, Codable {
    case lien
    /// Mortgage or pledge, by the day of its registration or delivery.
    case registered(on: Day)
    case unregistered
  }
}

/// A claim in a distribution.
public struct DistributionClaim: Hashable, Sendable, Codable {
  public var id: String
  public var standing: ClaimStanding
  public var amount: Money
  /// The most that its priority covers: the price of the thing it burdens, where several were sold together; nil: all.
  public var priorityMax: Money?
  /// The creditor holds an enforceable instrument (解释 506.1).
  public var hasInstrument: Bool
  /// His place in the order of seizures of this property, 1 first; nil: none.
  public var seizureRank: Int?
  /// The day on which he asked in writing to take part (解释 507); nil for the applicant in the leading case.
  public var applied: Day?
  public init(
    _ id: String, _ standing: ClaimStanding = .ordinary, _ amount: Money, priorityMax: Money? = nil, hasInstrument: Bool = true,
    seizureRank: Int? = nil, applied: Day? = nil
  ) {
    self.id = id
    self.standing = standing
    self.amount = amount
    self.priorityMax = priorityMax
    self.hasInstrument = hasInstrument
    self.seizureRank = seizureRank
    self.applied = applied
  }
}

/// A level of the ladder: all of one level are paid before any of the next.
struct LadderLevel: Hashable, Comparable {
  let step: Int
  let within: Int32
  let name: Phrase
  let citations: [Citation]

  static func < (left: LadderLevel, right: LadderLevel) -> Bool { (left.step, left.within) < (right.step, right.within) }
  static func == (left: LadderLevel, right: LadderLevel) -> Bool { (left.step, left.within) == (right.step, right.within) }
  func hash(into hasher: inout Hasher) {
    hasher.combine(step)
    hasher.combine(within)
  }

  private init(_ step: Int, within: Int32 = 0, _ name: Phrase, _ citations: Citation...) {
    self.step = step
    self.within = within
    self.name = name
    self.citations = citations
  }

  static let ordinary = LadderLevel(7, Phrase("普通债权", "Ordinary claims"), .procedureInterpretation("508"))

  /// Nil: paid with the ordinary claims.
  static func of(_ standing: ClaimStanding, criminal: Bool, wagePriority: Bool) -> LadderLevel? {
    switch standing {
    case .medical:
      criminal ? LadderLevel(0, Phrase("人身损害医疗费", "Medical costs"), .criminalProperty("13")) : nil
    case .homeBuyer: LadderLevel(1, Phrase("商品房消费者", "Buyers of homes"), .homeBuyers)
    case .construction: LadderLevel(2, Phrase("建设工程价款优先权", "Price of construction"), .civilCode("807"))
    case .secured(let security): secured(security)
    case .victim: LadderLevel(5, Phrase("退赔被害人", "Victims of the crime"), .criminalProperty("13"))
    case .wages: wagePriority ? LadderLevel(6, Phrase("工资", "Wages")) : nil
    case .ordinary: nil
    case .fine: LadderLevel(8, Phrase("罚金", "Fine"), .criminalProperty("13"))
    case .confiscation: LadderLevel(9, Phrase("没收财产", "Confiscation"), .criminalProperty("13"))
    }
  }

  private static func secured(_ security: ClaimStanding.Security) -> LadderLevel {
    switch security {
    case .lien: LadderLevel(3, within: .min, Phrase("留置权", "Lien"), .civilCode("456"))
    case .registered(let day):
      LadderLevel(
        3, within: day.number, Phrase("担保物权（\(day)登记）", "Security registered \(day)"), .civilCode("414"), .civilCode("415"))
    case .unregistered: LadderLevel(4, Phrase("未登记的担保物权", "Security not registered"), .civilCode("414"))
    }
  }
}

extension Citation {
  static let homeBuyers = Citation("关于商品房消费者权利保护问题的批复", document: "法释〔2023〕1号", version: "2023", article: "3")
}
