import Basics
import EnforcementLaw

/// What is still to come in for a case as of a day: the most that measures may hold and transfers may take.
public struct StillOwed: Sendable, Hashable {
  /// Costs, interest, principal, doubled part and the fee still to be charged, after all receipts.
  public let total: Money
  /// Taken by the units, not yet booked on the case account.
  public let inTransit: Money
  public let reasons: Reasons
  /// Parts that could not be counted, such as interest by a rate that was not published; each counts as zero.
  public let uncounted: [Phrase]
  /// What is neither here nor on its way.
  public var open: Money { max(.zero, total - inTransit) }
}

extension CaseDebt {
  /// The sum still owed. A part whose rate is unknown counts as zero and is named, so that nothing is secured or taken for it and
  /// no answer of a unit is lost over it.
  public static func stillOwed(_ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks) -> StillOwed {
    let inTransit = file.disposal.inTransit(account)
    func counted(_ file: CaseFile, _ uncounted: [Phrase]) -> StillOwed? {
      guard let division = try? division(file, account, on: day, law: law) else { return nil }
      let owed = division.owed
      if file.performance.isSettledInFull {
        return StillOwed(
          total: settled(file, account, division, law), inTransit: inTransit, reasons: division.feeReasons, uncounted: uncounted)
      }
      return StillOwed(total: owed.value.total, inTransit: inTransit, reasons: owed.reasons, uncounted: uncounted)
    }
    if let whole = counted(file, []) { return whole }
    var (countable, notes) = withoutUnknownInterest(file, on: day, law)
    if let part = counted(countable, notes) { return part }
    countable.filing.instrument = nil
    notes.append(Phrase("加倍部分债务利息无法计算，暂按零计", "The doubled part of the delay interest cannot be counted; it counts as zero"))
    if let part = counted(countable, notes) { return part }
    let left = max(
      .zero,
      file.filing.claims.map(\.amount).boundedSum
        - (account.allReceipts.map(\.amount) + account.allDirect.map(\.amount)).boundedSum)
    return StillOwed(total: left, inTransit: inTransit, reasons: Reasons("R6.7"), uncounted: notes)
  }

  /// What was agreed away is not enforced; the fee on what was paid, and costs that were advanced, are.
  private static func settled(_ file: CaseFile, _ account: CaseAccount, _ division: Division, _ law: LawBooks) -> Money {
    let fee = feeUnpaid(division, file, law)
    return (fee.byDebtor ? fee.sum : .zero) + max(.zero, account.costsAdvanced - division.costs)
  }

  /// The same claim without the interest terms that cannot be counted on this day.
  private static func withoutUnknownInterest(_ file: CaseFile, on day: Day, _ law: LawBooks) -> (CaseFile, [Phrase]) {
    var countable = file
    var notes: [Phrase] = []
    for (index, item) in file.filing.claims.enumerated() {
      var alone = file
      alone.filing.claims = [item]
      do throws(LawRefusal) {
        _ = try owed(alone, CaseAccount(), on: day, law: law)
      } catch {
        countable.filing.claims[index] = ClaimItem(kind: item.kind, amount: item.amount, interest: "")
        notes.append(Phrase("第\(index + 1)项利息暂按零计：", "Interest of item \(index + 1) counts as zero: ") + error.message)
      }
    }
    return (countable, notes)
  }
}

extension Situation {
  /// What is still owed in a case today.
  func stillOwed(_ id: ID<CaseFile>) -> StillOwed {
    CaseDebt.stillOwed(caseFile(id), account(id), on: today, law: law)
  }
}

extension Sequence where Element == Money {
  /// The sum of figures from outside, held far inside what `Int64` carries, so that no answer can make a sum trap.
  public var boundedSum: Money {
    let most = Money(fen: Int64.max / 4)
    return reduce(.zero) { Swift.min($0.adding($1) ?? most, most) }
  }
}
