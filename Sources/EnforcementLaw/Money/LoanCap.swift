import Basics

/// The highest interest that a court protects in a private loan (民间借贷), R6.5. It binds the trial; enforcement follows the
/// instrument. The calculator shows it, and a notarised debt is checked against it.
public enum LoanCap {
  /// Suits accepted from this day follow the new standard: 2020-08-20 (民间借贷规定 31).
  public static let newRuleFrom = Day(number: 18_494)
  /// Four times the one-year loan prime rate (民间借贷规定 25).
  public static let timesLPR = Multiple.times(4)
  /// Up to 24 % a year was enforceable under the rule of 2015 (26.1).
  public static let oldEnforceable = Rate(perMillion: 240_000)
  /// Above 36 % a year was void under the rule of 2015 (26.2).
  public static let oldVoidAbove = Rate(perMillion: 360_000)

  /// Who lends: the seven kinds of licensed local financial bodies stand outside the rule (法释〔2020〕27号).
  public enum Lender: String, Sendable, Hashable, Codable, CaseIterable { case privateLender, licensedFinancialBody }

  /// The cap on a stretch of days; open ends are nil.
  public struct Stretch: Hashable, Sendable, Codable {
    public let from: Day?
    public let through: Day?
    /// The highest annual rate that is enforced.
    public let enforceable: Rate
    /// Above this rate what was paid may be claimed back; the same as `enforceable` under the new rule.
    public let voidAbove: Rate
  }

  /// The caps by stretch of days; empty where the rule does not apply. Errors: `suitBeforeContract`, and those of the rate table.
  public static func cap(
    contractFormed: Day, suitAccepted: Day, lender: Lender = .privateLender, lpr: LPRTable
  ) throws(LawRefusal) -> Explained<[Stretch]> {
    let inputs = [
      Reasons.Step(Phrase("合同成立日", "Contract formed"), contractFormed.description),
      Reasons.Step(Phrase("法院受理日", "Suit accepted"), suitAccepted.description),
    ]
    guard contractFormed <= suitAccepted else {
      throw LawRefusal(
        field: "suitAccepted", code: "suitBeforeContract", Phrase("受理日早于合同成立日", "the suit is older than the contract"),
        citations: [.privateLending("31")])
    }
    guard lender == .privateLender else {
      return Explained(
        [],
        Reasons(
          "R6.5", inputs: inputs,
          steps: [.init(Phrase("地方金融组织，不适用民间借贷规定", "Licensed financial body: the rule does not apply"), "–")],
          citations: [.privateLendingScopeReply]))
    }
    guard suitAccepted >= newRuleFrom else {
      let old = Stretch(from: nil, through: nil, enforceable: oldEnforceable, voidAbove: oldVoidAbove)
      return Explained(
        [old],
        Reasons(
          "R6.5", inputs: inputs,
          steps: [.init(Phrase("2020年8月20日前受理，适用24%、36%", "Accepted before 2020-08-20: 24 % and 36 %"), "24% / 36%")],
          citations: [.privateLending2015("26")]))
    }
    // A contract older than the new rule takes the rate of the day of suit for the time from the rule on.
    let older = contractFormed < newRuleFrom
    let published = try lpr.rate(on: older ? suitAccepted : contractFormed, tenor: .oneYear)
    let cap = Rate(perMillion: published.value.perMillion * timesLPR.thousandths / 1000)
    var stretches = [Stretch(from: older ? newRuleFrom : nil, through: nil, enforceable: cap, voidAbove: cap)]
    if older {
      stretches.insert(Stretch(from: nil, through: newRuleFrom - 1, enforceable: oldEnforceable, voidAbove: oldVoidAbove), at: 0)
    }
    let step = Reasons.Step(
      older
        ? Phrase("起诉时一年期LPR的四倍", "Four times the one-year rate at suit")
        : Phrase("合同成立时一年期LPR的四倍", "Four times the one-year rate at contract"),
      "\(published.value.percentText) × 4 = \(cap.percentText)")
    return Explained(
      stretches,
      Reasons(
        "R6.5", inputs: inputs, steps: published.reasons.steps + [step],
        citations: [.privateLending("25"), .privateLending("31")] + published.reasons.citations,
        provisional: published.reasons.provisional))
  }
}
