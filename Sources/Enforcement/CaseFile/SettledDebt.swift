import Basics
import EnforcementLaw

/// How money divides where the parties settled: who bears the fee decides what the creditor gets (诉讼费用交纳办法 38, R6.1, R8.5).
extension CaseDebt {
  /// The settlement whose fee the debtor bears besides what he promised, while it counts.
  static func onTop(_ file: CaseFile) -> SettlementAgreement? {
    file.performance.settlement.flatMap { $0.feeBorne == .debtor ? $0 : nil }
  }

  /// What of a fee the money that is here bears; nil for the whole. What went straight to the creditor leaves nothing to take it from,
  /// and of a settlement with the fee on top only what comes in beyond the sum agreed.
  static func feeHere(_ fee: Money, paying: [Payment], _ file: CaseFile, _ account: CaseAccount, _ law: LawBooks) -> Money? {
    let supposed = paying.map(\.amount).boundedSum
    if let agreement = onTop(file) {
      let sums = SettlementBooks.sums(account)
      let since = sums.filter { $0.on >= agreement.on }.map(\.amount).boundedSum + supposed
      let before = sums.filter { $0.on < agreement.on }.map(\.amount).boundedSum
      let charged = account.allFees.filter { $0.on < agreement.on }.map(\.amount).boundedSum
      let own = max(.zero, within(before, file, law) - charged)
      return min(fee, max(.zero, since - agreement.total) + own)
    }
    let paidWithoutFee = file.performance.settlements.contains { $0.feeBorne == .debtor }
    guard !account.direct.isEmpty || paidWithoutFee, paying.isEmpty else { return nil }
    return min(fee, max(.zero, account.available))
  }

  /// After a settlement that was performed the creditor gets no more than was agreed, and with the fee within the sum so much less; what
  /// came in beyond is the debtor's again (R8.5).
  static func settled(
    _ whole: Division, _ agreement: SettlementAgreement, _ file: CaseFile, _ account: CaseAccount, _ law: LawBooks
  ) throws(LawRefusal) -> Division {
    let earlier = whole.owed.value.applications.filter { $0.receipt.day < agreement.on }
      .reduce(DebtParts.zero) { $0 + $1.applied.paid }
    let had = earlier.interest + earlier.principal + earlier.doubled
    let most: Money
    let fee: Explained<Money>
    if agreement.feeBorne == .debtor || agreement.fee == nil {
      most = had + agreement.total
      fee = try EnforcementFee.fee(recovered: most, applied: file.filing.claimed, settings: law.settings)
    } else {
      let split = max(.zero, had + earlier.costs + agreement.total - whole.costs)
      let direct = account.allDirect.map(\.amount).boundedSum
      most = max(split - within(split, file, law), direct)
      fee = try EnforcementFee.fee(recovered: most, applied: file.filing.claimed, settings: law.settings)
    }
    guard whole.creditor > most else { return whole }
    let surplus = whole.surplus + whole.creditor - most + max(.zero, whole.fee - fee.value)
    return Division(
      creditor: most, fee: min(whole.fee, fee.value), costs: whole.costs, surplus: surplus, remaining: .zero, owed: whole.owed,
      feeReasons: fee.reasons)
  }

  /// The fee that comes out of a sum where creditor and treasury share it: the fee on what the creditor then gets.
  static func within(_ sum: Money, _ file: CaseFile, _ law: LawBooks) -> Money {
    var (fee, before): (Money, Money?) = (.zero, nil)
    for _ in 0..<40 {
      let creditor = sum - fee
      let counted = try? EnforcementFee.fee(recovered: creditor, applied: file.filing.claimed, settings: law.settings).value
      let next = creditor > .zero ? min(counted ?? .zero, sum) : .zero
      if next == fee || next == before && fee < next { break }
      (before, fee) = (fee, next)
    }
    return fee
  }

  /// The fee on what was paid under a settlement that the money here has not borne, and whether it is the debtor's to pay.
  static func feeUnpaid(
    _ division: Division, _ file: CaseFile, _ law: LawBooks
  ) -> (sum: Money, byDebtor: Bool) {
    let agreement = file.performance.settlement
    if agreement?.fee == nil || agreement?.feeBorne == .debtor {
      let fee = try? EnforcementFee.fee(recovered: division.creditor, applied: file.filing.claimed, settings: law.settings).value
      return (max(.zero, (fee ?? .zero) - division.fee), true)
    }
    return (max(.zero, within(division.creditor + division.fee, file, law) - division.fee), false)
  }

  /// What the applicants have, with what lies here for them and is not paid out yet.
  static func reached(_ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks) -> Money {
    guard let division = try? division(file, account, on: day, law: law) else { return account.reachedApplicants }
    return account.reachedApplicants + PayoutBooks.open(division.creditor, account, file).map(\.1).boundedSum
  }
}
