import Basics

/// A buyer who does not pay (悔拍): what becomes of his deposit, R5.2. Online it is never returned; in a traditional auction what
/// costs and shortfall leave of it goes back to him (拍卖变卖 22). He may not bid again.
public struct BuyerDefault: Hashable, Sendable, Codable {
  /// Where the sale took place: the rules on what exceeds the deposit differ.
  public enum Sale: String, Sendable, Hashable, Codable, CaseIterable { case online, offline, equity }

  /// What the deposit paid, in this order (网拍 24).
  public let costs: Money
  public let shortfall: Money
  public let caseDebt: Money
  public let relatedDebt: Money
  /// Traditional auction only: returned to the buyer.
  public let refund: Money
  /// What no debt took up. The law is silent on it; it stays with the court until decided.
  public let undecided: Money
  /// What the buyer still owes for costs and shortfall beyond his deposit; zero where the court claims none.
  public let topUp: Money

  /// `price` is what he bid, `resale` what the thing was sold for afterwards. Errors: `amountOutOfRange`.
  public static func split(
    deposit: Money, costs: Money, price: Money, resale: Money, caseDebt: Money, relatedDebt: Money = .zero, sale: Sale = .online,
    settings: CourtSettings
  ) throws(LawRefusal) -> Explained<BuyerDefault> {
    let article = Citation.onlineAuctionRules("24")
    let sums = [
      ("deposit", deposit), ("costs", costs), ("price", price), ("resale", resale), ("caseDebt", caseDebt),
      ("relatedDebt", relatedDebt),
    ]
    for (field, sum) in sums { try sum.checked(field, [article]) }
    var left = deposit
    func take(_ wanted: Money) -> Money {
      let taken = min(left, wanted)
      left -= taken
      return taken
    }
    let gap = max(.zero, price - resale)
    let paidCosts = take(costs)
    let paidGap = take(gap)
    let offline = sale == .offline
    let refund = offline ? take(left) : .zero
    let paidDebt = take(caseDebt)
    let paidRelated = take(relatedDebt)
    let owesMore = sale != .online || settings.defaultTopUp
    let topUp = owesMore ? costs + gap - paidCosts - paidGap : .zero
    var citations = offline ? [.saleRules("22")] : [article]
    if sale == .equity { citations.append(.equityRules("15")) }
    return Explained(
      BuyerDefault(
        costs: paidCosts, shortfall: paidGap, caseDebt: paidDebt, relatedDebt: paidRelated, refund: refund, undecided: left,
        topUp: topUp),
      Reasons(
        "R5.2",
        inputs: [
          .init("保证金", "Deposit", deposit), .init("原成交价", "Price bid", price), .init("重新拍卖成交价", "Sold again for", resale),
        ],
        steps: [
          .init("① 拍卖费用损失", "① Costs of the auction", paidCosts), .init("② 重新拍卖差价", "② Shortfall of the second sale", paidGap),
          .init("③ 冲抵本案债务", "③ Debt of this case", paidDebt), .init("④ 与拍卖财产相关的债务", "④ Related debts", paidRelated),
          .init("退还原买受人", "Back to the buyer", refund), .init("保证金余额，不予退还", "Left of the deposit, not returned", left),
          .init("应补交", "Still owed by the buyer", topUp),
        ], citations: citations, settings: sale == .online ? [settings.used("defaultTopUp", settings.defaultTopUp)] : []))
  }
}
