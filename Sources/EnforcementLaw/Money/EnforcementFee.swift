import Basics

/// The fee for applying for enforcement (执行申请费), R6.1. It is not prepaid; it is taken after enforcement and borne by the
/// debtor.
public enum EnforcementFee {
  /// Up to this sum the fee is flat: 10,000 yuan (诉讼费用交纳办法 14.1).
  public static let flatUpTo = Money.yuan(10_000)
  /// The flat fee: 50 yuan.
  public static let flat = Money.yuan(50)
  /// Each rate and the sum up to which it applies; the last has no upper end.
  public static let tiers: [FeeTier] = [
    FeeTier(upTo: .yuan(500_000), rate: Rate(perMillion: 15_000)),
    FeeTier(upTo: .yuan(5_000_000), rate: Rate(perMillion: 10_000)),
    FeeTier(upTo: .yuan(10_000_000), rate: Rate(perMillion: 5_000)),
    FeeTier(upTo: nil, rate: Rate(perMillion: 1_000)),
  ]
  /// Without a sum: 50 to 500 yuan in each case.
  public static let withoutSum = Money.yuan(50)...Money.yuan(500)
  /// 14(1): the scale; 20: not prepaid; 38: borne by the debtor.
  public static let citations = [Citation.litigationFees("14(1)"), .litigationFees("20"), .litigationFees("38")]

  /// The fee on a sum. Zero for zero: nothing recovered, nothing due. Error: `amountOutOfRange`.
  public static func fee(on amount: Money) throws(LawRefusal) -> Explained<Money> {
    try amount.checked("amount", citations)
    guard amount > .zero else {
      return Explained(
        .zero, Reasons("R6.1", inputs: [.init(Phrase("执行金额", "Sum enforced"), amount.grouped)], citations: citations))
    }
    let (fee, steps) = FeeTier.sum(on: amount, flat: flat, upTo: flatUpTo, tiers)
    return Explained(
      fee,
      Reasons("R6.1", inputs: [.init(Phrase("执行金额", "Sum enforced"), amount.grouped)], steps: steps, citations: citations))
  }

  /// The fee of a case by the court's choice of base.
  public static func fee(recovered: Money, applied: Money, settings: CourtSettings) throws(LawRefusal) -> Explained<Money> {
    let base = settings.feeBase
    var fee = try fee(on: base == .recovered ? recovered : applied)
    fee = Explained(fee.value, fee.reasons.using(settings.used("feeBase", base)))
    return fee
  }

  /// The fee of a case without a sum, as the court has set it within 50 to 500 yuan. Error: `flatFeeOutOfRange`.
  public static func feeWithoutSum(settings: CourtSettings) throws(LawRefusal) -> Explained<Money> {
    let fee = settings.flatFee
    guard withoutSum.contains(fee) else {
      throw LawRefusal(
        field: "flatFee", code: "flatFeeOutOfRange",
        Phrase("没有执行金额的，每件交纳50元至500元", "without a sum the fee is 50 to 500 yuan"), citations: citations)
    }
    return Explained(
      fee,
      Reasons(
        "R6.1", steps: [.init(Phrase("没有执行金额", "No sum"), fee.grouped)], citations: citations,
        settings: [settings.used("flatFee", fee)]))
  }
}

/// The fee for applying for preservation (财产保全申请费), R6.2.
public enum PreservationFee {
  /// Up to this sum the fee is flat: 1,000 yuan (诉讼费用交纳办法 14.2).
  public static let flatUpTo = Money.yuan(1_000)
  /// The flat fee: 30 yuan; also where no sum is involved.
  public static let flat = Money.yuan(30)
  public static let tiers: [FeeTier] = [
    FeeTier(upTo: .yuan(100_000), rate: Rate(perMillion: 10_000)), FeeTier(upTo: nil, rate: Rate(perMillion: 5_000)),
  ]
  /// Never more than 5,000 yuan.
  public static let max = Money.yuan(5_000)
  public static let citations = [Citation.litigationFees("14(2)")]

  /// The fee on the value preserved; nil where no sum is involved. Error: `amountOutOfRange`.
  public static func fee(on amount: Money?) throws(LawRefusal) -> Explained<Money> {
    guard let amount else {
      return Explained(flat, Reasons("R6.2", steps: [.init(Phrase("不涉及财产数额", "No sum"), flat.grouped)], citations: citations))
    }
    try amount.checked("amount", citations)
    var (fee, steps) = FeeTier.sum(on: amount, flat: flat, upTo: flatUpTo, tiers)
    if fee > max {
      fee = max
      steps.append(.init(Phrase("最多不超过", "At most"), max.grouped))
    }
    return Explained(
      fee,
      Reasons("R6.2", inputs: [.init(Phrase("保全数额", "Sum preserved"), amount.grouped)], steps: steps, citations: citations))
  }
}

/// One step of a fee scale: the rate on the part of a sum up to `upTo`.
public struct FeeTier: Sendable, Hashable {
  /// Nil: without upper end.
  public let upTo: Money?
  public let rate: Rate
  public init(upTo: Money?, rate: Rate) {
    self.upTo = upTo
    self.rate = rate
  }

  /// The flat fee plus each tier's part, rounded half up once.
  static func sum(on amount: Money, flat: Money, upTo: Money, _ tiers: [FeeTier]) -> (fee: Money, steps: [Reasons.Step]) {
    var steps = [Reasons.Step(Phrase("不超过\(upTo.grouped)元的部分", "Up to \(upTo.grouped)"), flat.grouped)]
    var millionths = Int128(flat.fen) * 1_000_000
    var from = upTo
    for tier in tiers where amount > from {
      let end = tier.upTo.map { min($0, amount) } ?? amount
      millionths += Int128((end - from).fen) * Int128(tier.rate.perMillion)
      steps.append(
        Reasons.Step(
          Phrase("超过\(from.grouped)元的部分", "Above \(from.grouped)"), "\((end - from).grouped) × \(tier.rate.percentText)"))
      from = end
    }
    let fee = Money(rounding: millionths, over: 1_000_000) ?? .outsideMax
    steps.append(Reasons.Step(Phrase("合计", "Sum"), fee.grouped))
    return (fee, steps)
  }
}
