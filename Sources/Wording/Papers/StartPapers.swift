import Basics
import Enforcement

/// 受理案件通知书: tells the applicant that the case is filed, who handles it and what to do now.
public struct AcceptanceNotice: PaperDraft {
  public static let kind = PaperKind.acceptanceNotice
  /// Who handles the case; nil before it is assigned.
  public var handler: PaperSigner?
  /// Last day of the case limit (R2.2).
  public var limit: Day
  public init(handler: PaperSigner?, limit: Day) {
    self.handler = handler
    self.limit = limit
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let you = facts.applicants.first?.you ?? "你"
    var duties = [
      "本案由\(handler.map { "\($0.title)\($0.name)" } ?? "本院执行局")负责办理。执行期限自立案之日起计算，至\(limit.chinese)届满；依法扣除的期间另行顺延。",
      "\(you)应当填写财产调查表，向本院提供被执行人的财产线索。线索明确、具体的，本院在七日内核实；情况紧急的，在三日内核实。确因客观原因无法自行查明的，可以申请本院调查。",
      "\(you)可以委托代理人。代理人代为放弃、变更民事权利，代为进行执行和解或者代为收取执行款项的，应当有特别授权。",
      "\(you)应当向本院提供准确的送达地址和本人名下的收款账户；地址、电话、账户变更的，应当及时书面告知。",
      "申请延长财产查封、扣押、冻结期限的，应当在期限届满前七日提出。",
      "本院自收到申请执行书之日起超过六个月未执行的，\(you)可以依照\(facts.law(.noEnforcementInSixMonths))的规定，向上一级人民法院申请执行。",
      "被执行人确无财产可供执行的，本院依法裁定终结本次执行程序；此后发现被执行人有可供执行财产的，\(you)可以再次申请执行，不受申请执行时效期间的限制。",
    ]
    if facts.account != nil { duties.append("执行款项一律通过本案案款专户收取和发放，本院在收到款项的财务通知之日起三十日内办理发放。") }
    let opening =
      "\(you)与被执行人\(facts.debtorNames)\(facts.cause)一案，\(facts.instrumentName)已经发生法律效力。"
      + "\(you)向本院申请执行，经审查符合法定受理条件，本院已于\(facts.filed.chinese)立案执行，案号为\(facts.caseNumber)。现将有关事项通知如下："
    return facts.compose(
      Self.kind,
      [.addressee("\(facts.applicantNames)："), .paragraph(opening), .items(duties, .chinese)]
        + facts.accountBlocks + [.paragraph("特此通知。")])
  }
}

/// 执行通知书 to one debtor (执行规定 22; 民诉法解释 480): the duty, the period, the price of delay and the warning of 失信规定 5.
public struct EnforcementNotice: PaperDraft {
  public static let kind = PaperKind.enforcementNotice
  /// When the duty is to be done.
  public enum Within: Hashable, Sendable {
    /// 立即
    case atOnce
    /// Days after receipt.
    case days(Int)
  }
  /// The price of delay (R6.3, R6.6).
  public enum Delay: Hashable, Sendable {
    /// The doubled part of delay interest on `base`, from the day after the period for performance ended.
    case interest(base: Money, from: Day)
    /// A penalty for a duty other than money.
    case penalty
    case none
  }
  public var debtor: PaperParty
  public var within: Within
  public var delay: Delay
  /// 执行申请费, nil where it is taken from what is recovered.
  public var fee: Money?
  public init(to debtor: PaperParty, within: Within, delay: Delay, fee: Money?) {
    self.debtor = debtor
    self.within = within
    self.delay = delay
    self.fee = fee
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let you = debtor.you
    let time =
      switch within {
      case .atOnce: "在收到本通知书后立即"
      case .days(let count): "在收到本通知书之日起\(days(count))内"
      }
    let opening =
      "\(facts.matter)，\(facts.instrumentName)已经发生法律效力。申请执行人\(facts.applicantNames)向本院申请执行，本院于\(facts.filed.chinese)立案。"
      + "依照\(facts.law(.notice))、\(Interpretation.civilProcedure(480))、\(Interpretation.enforcementWork(22))的规定，责令\(you)\(time)履行下列义务："
    return facts.compose(
      Self.kind,
      [.addressee("\(debtor.name)："), .paragraph(opening), .items(duties(facts), .chinese)]
        + (facts.claim.isEmpty ? [] : [facts.claimTable(caption: "申请执行的项目")])
        + [
          .paragraph("逾期不履行的，本院将依法采取查询、冻结、扣划、查封、扣押、拍卖、变卖等强制执行措施。"),
          .paragraph("请\(you)如实申报财产（见随本通知书发出的报告财产令），并提供准确的送达地址和联系方式。"),
        ]
        + facts.accountBlocks
        + [
          .remedy(
            "\(you)对本院执行管辖有异议的，应当自收到本通知书之日起十日内提出（\(Interpretation.enforcementProcedure(3))）；认为执行行为违反法律规定的，可以依照\(facts.law(.objection))的规定提出书面异议。异议审查期间不停止执行。"
          )
        ] + riskNotice + [.paragraph("特此通知。")])
  }

  private func duties(_ facts: PaperFacts) -> [String] {
    var duties = ["履行\(facts.instrument.number)\(facts.instrument.kind)确定的义务：\(facts.instrument.content)"]
    switch delay {
    case .interest(let base, let from):
      duties.append(
        "支付迟延履行期间的加倍部分债务利息：以尚未清偿的\(base.onPaper)为基数，按日万分之一点七五，自\(from.chinese)起计算至义务履行完毕之日止（\(facts.law(.delayInterest))、\(Interpretation.delayInterest(1))）。"
      )
    case .penalty: duties.append("支付迟延履行金（\(facts.law(.delayInterest))、\(Interpretation.civilProcedure(505))）。")
    case .none: break
    }
    duties.append(fee.map { "负担申请执行费\($0.onPaper)。" } ?? "负担执行中产生的申请执行费和实际支出的费用。")
    return duties
  }

  private var riskNotice: [PaperBlock] {
    [
      .heading("失信风险提示"),
      .paragraph(
        "根据\(Interpretation.dishonestList(1))的规定，被执行人未履行生效法律文书确定的义务，并具有下列情形之一的，人民法院应当将其纳入失信被执行人名单，依法对其进行信用惩戒："),
      .items(ListingGround.allCases.map { $0.words + "。" }, .bracketed),
      .paragraph("未按本通知书指定的期间履行给付义务的，本院可以依法限制\(debtor.you)高消费及非生活和工作必需的消费行为。"),
    ]
  }
}
