import Basics
import EnforcementLaw

/// Makes a plan of a distribution's claims by the law library, each line with why.
enum PlanDrafting {
  struct Plan {
    let lines: [PlanLine]
    let left: Money
    let reasons: Reasons
  }

  /// What a case claims as of a day: what is still owed, and the fee that recovering it will cost.
  static func claim(
    of file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks
  ) throws(Refusal) -> (amount: Money, fee: Money) {
    do throws(LawRefusal) {
      let owed = try CaseDebt.owed(file, account, on: day, law: law).value
      let debt = owed[.interest] + owed[.principal] + owed[.doubled]
      guard debt > .zero else { return (.zero, .zero) }
      let fee = try EnforcementFee.fee(recovered: debt, applied: file.filing.claimed, settings: law.settings).value
      return (debt + fee, fee)
    } catch {
      throw .law(error)
    }
  }

  static func plan(_ matter: DistributionMatter, costs: Money, in situation: Situation) throws(Refusal) -> Plan {
    var claims: [DistributionClaim] = []
    var fees: [ID<DistributionMatter.Entry>: Money] = [:]
    for entry in matter.list {
      var amount = entry.amount
      if let id = entry.caseID, !entry.isFixed {
        let counted = try claim(
          of: situation.caseFile(id), situation.account(id).without(matter.allocated[entry.id] ?? .zero), on: situation.today,
          law: situation.law)
        amount = counted.amount
        fees[entry.id] = counted.fee
      }
      claims.append(
        DistributionClaim(
          entry.label, entry.standing.standing(registeredOn: entry.registeredOn), amount, priorityMax: entry.priorityMax,
          hasInstrument: entry.hasInstrument, seizureRank: entry.seizureRank, applied: entry.applied))
    }
    let subject = Distribution.Matter(
      proceeds: matter.sum, costs: costs, debtor: matter.debtor, criminal: matter.criminal, oneInstrument: matter.oneInstrument,
      ended: matter.closedToNew)
    let planned: Explained<Distribution>
    do throws(LawRefusal) {
      planned = try Distribution.plan(subject, claims, settings: situation.settings)
    } catch {
      throw .law(error)
    }
    return Plan(lines: lines(matter, claims, planned.value, fees), left: planned.value.left, reasons: planned.reasons)
  }

  private static func lines(
    _ matter: DistributionMatter, _ claims: [DistributionClaim], _ plan: Distribution,
    _ fees: [ID<DistributionMatter.Entry>: Money]
  ) -> [PlanLine] {
    let excluded = Dictionary(plan.excluded.map { ($0.claim, $0.why) }) { first, _ in first }
    let sharing = plan.shares.filter { $0.asOrdinary > .zero || ($0.unpaid > .zero && excluded[$0.claim] == nil) }
    let pool = sharing.reduce(Money.zero) { $0 + $1.asOrdinary }
    let total = sharing.reduce(Money.zero) { $0 + ($1.amount - $1.asPriority) }
    return zip(matter.list, zip(claims, plan.shares)).map { entry, part in
      let (claim, share) = part
      let why = excluded[share.claim]
      return PlanLine(
        entry: entry.id, claim: share.amount, standing: entry.standing, asPriority: share.asPriority,
        asOrdinary: share.asOrdinary, excluded: why,
        explanation: explanation(matter, entry, claim, share, why, fee: fees[entry.id] ?? .zero, pool: pool, total: total))
    }
  }

  private static func explanation(
    _ matter: DistributionMatter, _ entry: DistributionMatter.Entry, _ claim: DistributionClaim, _ share: Distribution.Share,
    _ why: Phrase?, fee: Money, pool: Money, total: Money
  ) -> Phrase {
    var parts: [Phrase] = []
    if fee > .zero {
      parts.append(Phrase("债权含应缴执行费 \(fee.grouped) 元", "the claim includes the enforcement fee of \(fee.grouped)"))
    }
    if share.asPriority > .zero {
      parts.append(
        entry.standing.name
          + Phrase("优先受偿 \(share.asPriority.grouped) 元", ": \(share.asPriority.grouped) by priority"))
    }
    let open = share.amount - share.asPriority
    if let why {
      parts.append(Phrase("不参加分配：", "takes no part: ") + why)
    } else if open > .zero {
      parts.append(ordinary(matter, claim, share, open, pool, total))
    }
    guard let first = parts.first else { return Phrase("没有未受偿的债权", "Nothing is unpaid") }
    return parts.dropFirst().reduce(first) { $0 + Phrase("；", "; ") + $1 }
  }

  private static func ordinary(
    _ matter: DistributionMatter, _ claim: DistributionClaim, _ share: Distribution.Share, _ open: Money, _ pool: Money,
    _ total: Money
  ) -> Phrase {
    if matter.debtor == .enterprise && !matter.oneInstrument {
      let rank = claim.seizureRank.map { Phrase("第 \($0) 顺位查封", "rank \($0)") } ?? Phrase("没有查封", "no seizure")
      return rank
        + Phrase(
          "，未受偿 \(open.grouped) 元，按查封先后受偿 \(share.asOrdinary.grouped) 元",
          ": \(share.asOrdinary.grouped) of \(open.grouped), by order of seizure")
    }
    if pool >= total {
      return Phrase("普通债权 \(open.grouped) 元，足额受偿", "\(open.grouped) among the ordinary claims, in full")
    }
    return Phrase(
      "普通债权 \(open.grouped) 元，按 \(pool.grouped) ÷ \(total.grouped) 受偿 \(share.asOrdinary.grouped) 元",
      "\(share.asOrdinary.grouped) for \(open.grouped), at \(pool.grouped) ÷ \(total.grouped)")
  }
}

extension CaseAccount {
  /// The account as it was before this much of its receipts came from a distribution: a plan counts claims as if nothing of it had
  /// been paid yet.
  func without(_ share: Money) -> CaseAccount {
    var copy = self
    copy.purse.setAside += share
    return copy
  }
}
