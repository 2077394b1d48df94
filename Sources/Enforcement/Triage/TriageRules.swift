import Basics

/// How cases are sorted (繁简分流, 002): a court's rules, from `config/triage.yaml`.
public struct TriageRules: Sendable, Hashable {
  /// Up to this sum a case is simple (article 002 reports 100,000 yuan).
  public var simpleMax: Money
  /// From this sum a case is special.
  public var specialMin: Money
  /// With more debtors than this a case is special.
  public var debtorsMax: Int
  public init(simpleMax: Money = .yuan(100_000), specialMin: Money = .yuan(10_000_000), debtorsMax: Int = 5) {
    self.simpleMax = simpleMax
    self.specialMin = specialMin
    self.debtorsMax = debtorsMax
  }

  /// The lane and why.
  public func lane(for file: CaseFile) -> (lane: Lane, reasons: [Phrase]) {
    let claimed = file.filing.claimed
    if file.debtors.count > debtorsMax {
      return (
        .special,
        [Phrase("被执行人 \(file.debtors.count) 名，超过 \(debtorsMax) 名", "\(file.debtors.count) debtors, more than \(debtorsMax)")]
      )
    }
    if claimed >= specialMin {
      return (
        .special,
        [Phrase("标的额 \(claimed.grouped) 元，达到 \(specialMin.grouped) 元", "\(claimed.grouped) yuan, at least \(specialMin.grouped)")]
      )
    }
    if covered(file) {
      return (.express, [Phrase("已冻结存款足以清偿", "Frozen deposits cover the claim")])
    }
    if claimed <= simpleMax {
      return (
        .simple,
        [Phrase("标的额 \(claimed.grouped) 元，不超过 \(simpleMax.grouped) 元", "\(claimed.grouped) yuan, at most \(simpleMax.grouped)")]
      )
    }
    return (
      .ordinary,
      [Phrase("标的额 \(claimed.grouped) 元，超过 \(simpleMax.grouped) 元", "\(claimed.grouped) yuan, above \(simpleMax.grouped)")]
    )
  }

  private func covered(_ file: CaseFile) -> Bool {
    let held = file.seizure.live.filter { $0.kind.isDivisible && $0.status == .effective }.reduce(Money.zero) { $0 + $1.amount }
    return held > .zero && held >= file.filing.claimed
  }
}
