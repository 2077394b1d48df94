import Basics
import Enforcement

/// 限制消费令 (法释〔2015〕17号 3, 5): signed by the president.
public struct ConsumptionRestriction: PaperDraft {
  public static let kind = PaperKind.consumptionRestriction
  /// Why the order is made (法释〔2015〕17号 1).
  public enum Ground: Hashable, Sendable {
    /// The duty was not done within the notice's period.
    case notPerformed
    /// On the list of dishonest debtors: the measure must follow (1.2).
    case listed
  }
  public var debtor: PaperParty
  public var ground: Ground
  /// Of a unit: legal representative, main head, persons directly responsible, actual controller, each with the title.
  public var alsoCovered: [PaperSigner]
  /// Where violations may be reported.
  public var reportPhone: String
  public init(_ debtor: PaperParty, ground: Ground, alsoCovered: [PaperSigner], reportPhone: String) {
    self.debtor = debtor
    self.ground = ground
    self.alsoCovered = alsoCovered
    self.reportPhone = reportPhone
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let you = debtor.you
    let cause =
      switch ground {
      case .notPerformed: "因\(you)未按执行通知书指定的期间履行生效法律文书确定的给付义务"
      case .listed: "因\(you)已被纳入失信被执行人名单"
      }
    let covered = alsoCovered.map { "\($0.title)\($0.name)" }.joined(separator: "、")
    let whom =
      debtor.kind == .person
      ? "限制\(you)不得实施以下高消费及非生活和工作必需的消费行为："
      : "限制\(you)及\(covered.isEmpty ? "法定代表人、主要负责人、影响债务履行的直接责任人员、实际控制人" : covered)不得实施以下高消费及非生活和工作必需的消费行为："
    let opening =
      "本院于\(facts.filed.chinese)立案执行\(facts.matter)，\(cause)，依照\(facts.law(.creditMeasures))、\(Interpretation.consumption(1, 3))的规定，对\(you)采取限制消费措施，\(whom)"
    var after: [PaperBlock] = [
      .paragraph("限制消费的期间自本令发出之日起，至本院解除之日止。"),
      .paragraph("因生活或者经营必需而进行上述消费活动的，应当向本院提出申请，获批准后方可进行。"),
    ]
    if debtor.kind == .unit {
      after.append(.paragraph("被限制的个人因私消费，以个人财产实施上述行为的，可以向本院提出申请；本院审查属实的，予以准许。"))
    }
    after += [
      .paragraph("提供确实有效的担保或者经申请执行人同意的，本院可以解除本令；履行完毕生效法律文书确定的义务的，本院及时解除本令。"),
      .paragraph("违反本令，经查证属实的，本院将依照\(facts.law(.obstruction))的规定予以罚款、拘留；情节严重，构成犯罪的，依法追究刑事责任。"),
    ]
    if !reportPhone.isEmpty { after.append(.paragraph("举报电话：\(reportPhone)")) }
    after.append(.paragraph("此令。"))
    return facts.compose(
      Self.kind, [.addressee("\(debtor.name)："), .paragraph(opening), .items(Self.items, .bracketed)] + after)
  }

  /// The nine items of art 3.1.
  private static let items = [
    "乘坐交通工具时，选择飞机、列车软卧、轮船二等以上舱位；", "在星级以上宾馆、酒店、夜总会、高尔夫球场等场所进行高消费；", "购买不动产或者新建、扩建、高档装修房屋；",
    "租赁高档写字楼、宾馆、公寓等场所办公；", "购买非经营必需车辆；", "旅游、度假；", "子女就读高收费私立学校；", "支付高额保费购买保险理财产品；",
    "乘坐G字头动车组列车全部座位、其他动车组列车一等以上座位等其他非生活和工作必需的消费行为。",
  ]
}

/// 解除限制消费措施决定书 (法释〔2015〕17号 9).
public struct ConsumptionLift: PaperDraft {
  public static let kind = PaperKind.consumptionLift
  /// Why the restriction ends, as the decision says it.
  public enum Ground: Hashable, Sendable {
    case performed, securityGiven, applicantConsents
    /// As a clause: `本院已裁定终结执行`.
    case other(String)
  }
  /// The debtor and everybody whom the order also covered.
  public var persons: [String]
  /// Number of the order.
  public var order: String
  public var ground: Ground
  public init(persons: [String], order: String, ground: Ground) {
    self.persons = persons
    self.order = order
    self.ground = ground
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let cause =
      switch ground {
      case .performed: "被执行人已经履行完毕生效法律文书确定的义务"
      case .securityGiven: "被执行人提供了确实有效的担保"
      case .applicantConsents: "申请执行人同意解除"
      case .other(let clause): clause
      }
    let names = persons.joined(separator: "、")
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(
          "本院在执行\(facts.matter)中，以\(order)限制消费令对\(names)采取了限制消费措施。现因\(cause)，依照\(Interpretation.consumption(9))的规定，决定如下："),
        .paragraph("解除对\(names)采取的限制消费措施。"), .paragraph("本决定一经作出即生效。"),
      ])
  }
}

/// The six grounds of listing (失信规定 1), in order.
public enum ListingGround: String, Hashable, Sendable, CaseIterable {
  case ableButRefuses, obstructs, evades, breaksPropertyReport, breaksConsumptionLimit, refusesSettlement

  /// As the article says it, without the closing mark.
  public var words: String {
    switch self {
    case .ableButRefuses: "有履行能力而拒不履行生效法律文书确定义务的"
    case .obstructs: "以伪造证据、暴力、威胁等方法妨碍、抗拒执行的"
    case .evades: "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行的"
    case .breaksPropertyReport: "违反财产报告制度的"
    case .breaksConsumptionLimit: "违反限制消费令的"
    case .refusesSettlement: "无正当理由拒不履行执行和解协议的"
    }
  }
  var item: String {
    let index = Self.allCases.firstIndex(of: self) ?? 0
    return "第\(ChineseNumeral.counting(index + 1))项"
  }
}

/// 纳入失信被执行人名单决定书 (失信规定 5): reason and, where there is one, the term; effective when made.
public struct ListingDecision: PaperDraft {
  public static let kind = PaperKind.listingDecision
  /// How long the debtor is listed (R7.1).
  public enum Term: Hashable, Sendable {
    /// Ground (1) has no fixed term.
    case untilPerformed
    case until(years: Int, last: Day)
  }
  public var debtor: PaperParty
  public var ground: ListingGround
  /// What was found, as complete sentences.
  public var findings: String
  public var term: Term
  public var onApplication: Bool
  public init(_ debtor: PaperParty, ground: ListingGround, findings: String, term: Term, onApplication: Bool) {
    self.debtor = debtor
    self.ground = ground
    self.findings = findings
    self.term = term
    self.onApplication = onApplication
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let articles: String
    let time: String
    switch term {
    case .untilPerformed:
      articles = "\(Interpretation.dishonestList(1))\(ground.item)"
      time = "。"
    case .until(let count, let last):
      articles = "\(Interpretation.dishonestList(1))\(ground.item)、\(article(2))第一款"
      time = "，期限为\(years(count))，\(period(facts.date, last))。"
    }
    let cause = onApplication ? "申请执行人\(facts.applicantNames)申请将被执行人\(debtor.name)纳入失信被执行人名单。" : ""
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph("本院在执行\(facts.matter)中，\(cause)经查，\(findings)"),
        .paragraph(
          "本院认为，被执行人\(debtor.name)的行为属于“\(ground.words)”情形。依照\(facts.law(.creditMeasures))、\(articles)的规定，决定如下："),
        .paragraph("将被执行人\(debtor.name)纳入失信被执行人名单\(time)"), .paragraph("本决定一经作出即生效。"),
        .remedy(
          "被纳入失信被执行人名单的公民、法人或者其他组织认为不应将其纳入、失信信息不准确或者应予删除的，可以向本院申请纠正，本院自收到书面纠正申请之日起十五日内审查。对驳回决定不服的，可以自决定书送达之日起十日内向上一级人民法院申请复议。复议期间不停止本决定的执行。"
        ),
      ])
  }
}

/// 删除失信信息决定书 (失信规定 2.2, 10).
public struct ListingRemoval: PaperDraft {
  public static let kind = PaperKind.listingRemoval
  /// Why the entry goes, as the decision says it.
  public enum Ground: Hashable, Sendable {
    case performed, settlementPerformed, applicantAsks, nothingFoundAfterTermination, suspended, enforcementRefused
    case enforcementEnded, termExpired, earlyForCorrection

    var clause: String {
      switch self {
      case .performed: "被执行人已经履行生效法律文书确定的义务"
      case .settlementPerformed: "当事人达成的执行和解协议已经履行完毕"
      case .applicantAsks: "申请执行人书面申请删除失信信息，本院审查同意"
      case .nothingFoundAfterTermination: "终结本次执行程序后，经网络执行查控系统查询被执行人财产两次以上未发现可供执行财产，且无人提供有效财产线索"
      case .suspended: "因审判监督或者破产程序，本院依法裁定对被执行人中止执行"
      case .enforcementRefused: "本院依法裁定不予执行"
      case .enforcementEnded: "本院依法裁定终结执行"
      case .termExpired: "纳入失信被执行人名单的期限已经届满"
      case .earlyForCorrection: "被执行人积极履行义务、主动纠正失信行为"
      }
    }
    var citation: String {
      let item =
        switch self {
        case .performed: "一"
        case .settlementPerformed: "二"
        case .applicantAsks: "三"
        case .nothingFoundAfterTermination: "四"
        case .suspended: "五"
        case .enforcementRefused: "六"
        case .enforcementEnded: "七"
        case .termExpired, .earlyForCorrection: ""
        }
      switch self {
      case .termExpired: return "\(Interpretation.dishonestList(10))第二款"
      case .earlyForCorrection: return "\(Interpretation.dishonestList(2))第二款"
      default: return "\(Interpretation.dishonestList(10))第一款第\(item)项"
      }
    }
  }
  public var debtor: PaperParty
  /// Number of the decision that listed.
  public var decision: String
  public var ground: Ground
  public init(_ debtor: PaperParty, decision: String, ground: Ground) {
    self.debtor = debtor
    self.decision = decision
    self.ground = ground
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(
          "本院在执行\(facts.matter)中，以\(decision)执行决定将被执行人\(debtor.name)纳入失信被执行人名单。现因\(ground.clause)，依照\(ground.citation)的规定，决定如下："),
        .paragraph("删除被执行人\(debtor.name)的失信信息。本院自该情形发生之日起三个工作日内在失信被执行人名单库中删除，并通知有关协助单位。"),
        .paragraph("本决定一经作出即生效。"),
      ])
  }
}
