import Basics
import EnforcementLaw

/// What is owed in a case on a day, and how the money that came in divides.
public enum CaseDebt {
  /// The claim as the law library reads it. `fees` are enforcement fees already charged, on the days of their receipts.
  public static func claim(
    _ file: CaseFile, _ account: CaseAccount, fees: [MoneyClaim.Cost], paying: [Payment] = [], on day: Day, law: LawBooks
  ) throws(LawRefusal) -> MoneyClaim {
    let instrument = file.filing.instrument
    let due = instrument?.lastPerformanceDay ?? instrument?.on
    var items: [MoneyClaim.Item] = []
    for claim in file.filing.claims {
      let stated = try InterestTerm.parse(claim.interest, start: due ?? file.filing.receivedOn)
      let term = knownPart(of: stated, on: day, law: law)
      switch claim.kind {
      case .interest:
        items.append(MoneyClaim.Item(principal: .zero, statedInterest: claim.amount, lastPerformanceDay: nil))
      case .costs:
        items.append(MoneyClaim.Item(kind: .courtFee, principal: claim.amount, term: term, lastPerformanceDay: due))
      case .principal, .penalty, .damages, .wages, .support, .injury, .traffic:
        items.append(MoneyClaim.Item(principal: claim.amount, term: term, lastPerformanceDay: due))
      }
    }
    let receipts = account.allReceipts.map { Payment($0.on, $0.amount) } + paying
    return MoneyClaim(
      items: items, costs: fees, receipts: receipts, direct: account.allDirect.map { Payment($0.on, $0.amount) },
      excluded: file.term.withoutDoubledInterest(through: day),
      applied: file.filing.claimed)
  }

  /// Floating interest is counted as far as rates are published and no further: what runs later is added when the table is imported,
  /// never guessed. ``countsInterestThrough(_:on:law:)`` says so on pages.
  private static func knownPart(of term: InterestTerm, on day: Day, law: LawBooks) -> InterestTerm {
    let known = law.rates.lpr.knownThrough
    guard day > known else { return term }
    let segments = term.segments.compactMap { segment -> InterestTerm.Segment? in
      guard case .lpr(_, _, _, fixedOn: nil) = segment.rate else { return segment }
      guard segment.from <= known else { return nil }
      return InterestTerm.Segment(from: segment.from, through: min(segment.through ?? known, known), rate: segment.rate)
    }
    return InterestTerm(segments: segments, year: term.year)
  }

  /// The last day through which floating interest of this claim is counted, where rates end before `day`; nil where nothing is left out.
  public static func countsInterestThrough(_ file: CaseFile, on day: Day, law: LawBooks) -> Day? {
    let known = law.rates.lpr.knownThrough
    guard day > known else { return nil }
    return file.filing.claims.contains { $0.interest.uppercased().contains("LPR") } ? known : nil
  }

  /// Lines and reasons as of a day, after all receipts; fees of earlier payouts count as charged.
  public static func owed(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks
  ) throws(LawRefusal) -> Explained<Owed> {
    try Owed.asOf(
      day, try claim(file, account, fees: account.costCharges + chargedFees(account), on: day, law: law), rates: law.rates,
      settings: law.settings)
  }

  /// How everything received divides as of a day: to the creditor, to the treasury, and what is left over.
  public struct Division: Sendable {
    public let creditor: Money
    public let fee: Money
    /// Costs that somebody advanced and that come back first.
    public let costs: Money
    public let surplus: Money
    /// What is still owed, without the fee.
    public let remaining: Money
    public let owed: Explained<Owed>
    public let feeReasons: Reasons
    /// All that is owed and its fee are covered by what came in.
    public var isPerformed: Bool { remaining == .zero }
  }

  /// What came in by `day`, and what `paying` supposes to come in besides.
  ///
  /// The fee comes out of what is recovered (R6.1) and ahead of the debt (R6.7), and is itself counted on what the creditor gets, so
  /// the two are found together: the fee changes by at most 1.5 % of the creditor's part, so the search ends in a few steps with the
  /// fee on what the creditor gets, to the fen.
  public static func division(
    _ file: CaseFile, _ account: CaseAccount, paying: [Payment] = [], on day: Day, law: LawBooks
  ) throws(LawRefusal) -> Division {
    var past = chargedFees(account).filter { $0.day <= day }
    // The fee on what did come in comes out of that, whatever is supposed besides; where it is on top of a settlement it comes last.
    if !paying.isEmpty, onTop(file) == nil { past += try divided(file, account, fees: past, paying: [], on: day, law: law).more }
    let whole = try divided(file, account, fees: past, paying: paying, on: day, law: law).division
    guard file.performance.isSettledInFull, let agreement = file.performance.settlement else { return whole }
    return try settled(whole, agreement, file, account, law)
  }

  private static func divided(
    _ file: CaseFile, _ account: CaseAccount, fees past: [MoneyClaim.Cost], paying: [Payment], on day: Day, law: LawBooks
  ) throws(LawRefusal) -> (division: Division, more: [MoneyClaim.Cost]) {
    let pastTotal = past.reduce(Money.zero) { $0 + $1.amount }
    let lastDay = (paying.isEmpty ? account.allReceipts.map(\.on).filter { $0 <= day } : paying.map(\.day)).max() ?? day
    var (fee, before): (Money, Money?) = (pastTotal, nil)
    var best: (division: Division, more: [MoneyClaim.Cost])?
    for _ in 0..<40 {
      let more = fee > pastTotal ? feeCosts(fee - pastTotal, on: lastDay, paying, file, account, law) : []
      let claim = try claim(file, account, fees: account.costCharges + past + more, paying: paying, on: day, law: law)
      let owed = try Owed.asOf(day, claim, rates: law.rates, settings: law.settings)
      let parts = owed.value.applications.reduce(DebtParts.zero) { $0 + $1.applied.paid }
      let creditor = parts.interest + parts.principal + parts.doubled
      let counted = try EnforcementFee.fee(recovered: creditor, applied: file.filing.claimed, settings: law.settings)
      let due = creditor == .zero ? Money.zero : counted.value
      let costs = min(parts.costs, account.costsAdvanced)
      let division = Division(
        creditor: creditor, fee: parts.costs - costs, costs: costs, surplus: owed.value.surplus,
        remaining: owed.value[.interest] + owed.value[.principal] + owed.value[.doubled], owed: owed, feeReasons: counted.reasons)
      best = (division, more)
      let next = max(due, pastTotal)
      // Where money is short a fen of fee can decide itself away and back: the lower of the two stands.
      if next == fee || next == before && fee < next { break }
      (before, fee) = (fee, next)
    }
    guard let best else { throw LawRefusal(field: "case", code: "noClaim", Phrase("没有债权项目", "There is no claim")) }
    return best
  }

  /// The fee comes out of money that is still here. What went straight to the creditor bears a fee too, and leaves none to take it
  /// from: that part stays owed.
  private static func feeCosts(
    _ fee: Money, on lastDay: Day, _ paying: [Payment], _ file: CaseFile, _ account: CaseAccount, _ law: LawBooks
  ) -> [MoneyClaim.Cost] {
    guard let here = feeHere(fee, paying: paying, file, account, law) else {
      return [MoneyClaim.Cost(.enforcementFee, on: lastDay, fee)]
    }
    return [(here, lastDay), (fee - here, lastDay + 1)].filter { $0.0 > .zero }.map {
      MoneyClaim.Cost(.enforcementFee, on: $0.1, $0.0)
    }
  }

  private static func chargedFees(_ account: CaseAccount) -> [MoneyClaim.Cost] {
    account.allFees.map { MoneyClaim.Cost(.enforcementFee, on: $0.on, $0.amount) }
  }
}
