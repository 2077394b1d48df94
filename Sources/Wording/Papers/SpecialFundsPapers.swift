import Basics
import Enforcement

/// 提存通知书: what is lodged for a creditor who cannot be paid, and until when he may claim it.
public struct LodgementNotice: PaperDraft {
  public static let kind = PaperKind.lodgementNotice
  public var to: PaperParty
  public var amount: Money
  /// As a clause: `债权人下落不明`.
  public var ground: String
  public var until: Day
  public init(to: PaperParty, amount: Money, ground: String, until: Day) {
    self.to = to
    self.amount = amount
    self.ground = ground
    self.until = until
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    facts.compose(
      Self.kind,
      [
        .addressee("\(to.name)："),
        .paragraph("\(facts.matter)，应发放给\(to.you)的执行款\(amount.onPaper)，因\(ground)，本院已予提存。"),
        .paragraph(
          "\(to.you)可凭身份证明和权利证明向本院申领。依照《中华人民共和国民法典》第五百七十四条的规定，自提存之日起五年内（至\(until.chinese)止）不行使领取权利的，扣除提存费用后归国家所有。"
        ), .paragraph("特此通知。"),
      ])
  }
}

/// 国家司法救助决定书: aid to an applicant who cannot be paid.
public struct AidDecision: PaperDraft {
  public static let kind = PaperKind.aidDecision
  public var to: PaperParty
  public var asked: Money
  public var granted: Money
  /// Criteria that were found, as clauses.
  public var criteria: [String]
  public init(to: PaperParty, asked: Money, granted: Money, criteria: [String]) {
    self.to = to
    self.asked = asked
    self.granted = granted
    self.criteria = criteria
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    facts.compose(
      Self.kind,
      [
        .party(role: "救助申请人", text: to.name), .paragraph("救助申请人\(to.name)因\(facts.matter)未能受偿，申请国家司法救助\(asked.onPaper)。"),
        .paragraph("经审查，救助申请人符合下列条件："), .items(criteria, .bracketed),
        .paragraph(
          "依照《最高人民法院关于加强和规范人民法院国家司法救助工作的意见》的规定，决定给予救助申请人\(to.name)国家司法救助金\(granted.onPaper)。救助为一次性救助，不免除被执行人的义务。"),
      ])
  }
}

/// 允许使用查封财产的裁定 (查封规定 10): the seal stays, the debtor goes on using, letting or selling, and what it earns comes to the
/// court's account.
public struct UsePermitRuling: PaperDraft {
  public static let kind = PaperKind.usePermitRuling
  public var earlierRuling: String
  public var properties: [ControlledProperty]
  /// As a clause: `自行变卖，价款交付案款账户`.
  public var use: String
  /// The account that takes what it earns; nil where nothing is earned.
  public var account: String?
  /// The last day of the debtor's own sale.
  public var until: Day?
  public init(earlierRuling: String, properties: [ControlledProperty], use: String, account: String?, until: Day?) {
    self.earlierRuling = earlierRuling
    self.properties = properties
    self.use = use
    self.account = account
    self.until = until
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    // Its own sale rests on another article than its use.
    let basis =
      until == nil ? "上述财产由被执行人保管，继续使用对其价值无重大影响。依照\(Interpretation.seizure(10))" : "依照\(Interpretation.enforcementWork(33))"
    let reason = "本院在执行\(facts.matter)中，以\(earlierRuling)执行裁定查封了被执行人的财产。\(basis)的规定，裁定如下："
    var orders = properties.map { "被执行人\($0.owner)的\($0.what)继续\($0.kind.verb)，查封期间允许被执行人\(use)；" }
    if let account { orders.append("所得款项全部交付本院账户\(account)，不得另行收取、转移；") }
    if let until { orders.append("自行变卖应于\(until.chinese)前完成，价格由本院监督；") }
    orders.append("被执行人应妥善保管，不得毁损、隐匿，并按月向本院报告使用和收益情况。")
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(reason), .items(orders, .chinese), .paragraph("本裁定立即执行。"), facts.objectionRemedy(to: "本裁定"),
      ])
  }
}
