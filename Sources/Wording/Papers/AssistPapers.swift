import Basics
import Enforcement

/// Sentences of every paper that asks a unit to assist.
extension PaperFacts {
  /// What may happen to a unit that refuses (民诉法 117).
  fileprivate var assistanceDuty: PaperBlock {
    .paragraph("协助执行是法定义务。无故推托、拒绝或者妨碍执行的，本院将依照\(law(.assistanceRefused))的规定予以罚款，并可以对主要负责人或者直接责任人员予以罚款；仍不履行协助义务的，可以予以拘留。")
  }

  /// The receipt that the unit returns, electronically or under its stamp.
  fileprivate func receipt(_ title: String, institution: String, rows: [PaperFact]) -> PaperAnnex {
    PaperAnnex(
      "\(title)（回执）",
      [
        .addressee("\(court)："), .paragraph("你院\(numberWithSuffix)\(title)及所附执行裁定书收悉。现将协助办理结果回复如下："),
        .facts(
          caption: nil, rows: [PaperFact("协助单位", institution)] + rows + [PaperFact("未能办理或者部分办理的原因", "")]),
        .signHere(["协助单位（盖章）", "经办人", "办理时间"]),
      ])
  }
}

/// 协助冻结存款通知书, first freeze and renewal (民诉法 253; 法释〔2013〕20号).
public struct AssistFreezeNotice: PaperDraft {
  public static let kind = PaperKind.assistFreezeNotice
  /// First freeze, or renewal of one that is in force.
  public enum Action: Hashable, Sendable { case freeze, renew }
  public var institution: String
  public var action: Action
  public var debtor: PaperParty
  /// Account number, or `名下全部账户`.
  public var account: String
  public var amount: Money
  public var from: Day
  public var to: Day
  /// Number of the ruling that goes with it.
  public var ruling: String
  /// Drawn by the debtor each month in spite of the freeze (活冻结, R3.7).
  public var monthlyAllowance: Money?
  public init(
    to institution: String, _ action: Action, debtor: PaperParty, account: String, amount: Money, from: Day, to: Day,
    ruling: String, monthlyAllowance: Money? = nil
  ) {
    self.institution = institution
    self.action = action
    self.debtor = debtor
    self.account = account
    self.amount = amount
    self.from = from
    self.to = to
    self.ruling = ruling
    self.monthlyAllowance = monthlyAllowance
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let verb = action == .freeze ? "冻结" : "续行冻结"
    let title = "协助\(verb)存款通知书"
    let opening =
      "本院在执行\(facts.matter)中，作出的\(ruling)执行裁定书已经发生法律效力。"
      + "依照\(facts.law(.deposits))、\(Interpretation.networkDeposits(4, 5))的规定，请协助\(verb)被执行人的下列存款："
    var rows = [
      PaperFact("被执行人", debtor.name), PaperFact(debtor.idLabel, debtor.idNumber), PaperFact("账户", account),
      PaperFact("\(verb)金额", amount.onPaper), PaperFact("\(verb)期限", period(from, to)),
    ]
    if let monthlyAllowance { rows.append(PaperFact("每月可支取生活费", monthlyAllowance.onPaper)) }
    var blocks: [PaperBlock] = [.addressee("\(institution)："), .paragraph(opening), .facts(caption: nil, rows: rows)]
    blocks.append(.paragraph("账户余额不足上述金额的，在金额限度内对冻结期限内进入账户的款项继续冻结，直至达到该金额。冻结期间，未经本院许可不得支付；期限届满未续行冻结的，冻结自动解除。"))
    if monthlyAllowance != nil {
      blocks.append(.paragraph("在上列每月可支取数额内，被执行人可以在任一营业网点支取，不影响冻结的效力。"))
    }
    return facts.compose(
      Self.kind, title: title,
      blocks + [facts.assistanceDuty, .paragraph("特此通知。"), .paragraph("附：\(ruling)执行裁定书")],
      annexes: [
        facts.receipt(
          title, institution: institution,
          rows: [
            PaperFact("被执行人", debtor.name), PaperFact("账户", account), PaperFact("已\(verb)金额（元）", ""), PaperFact("账户余额（元）", ""),
            PaperFact("顺位（首次/轮候）", ""), PaperFact("\(verb)起止时间", ""),
          ])
      ])
  }
}

/// A registered thing for a registry, an insurer or a company.
public struct AssistObject: Hashable, Sendable {
  /// What sort of thing it is; what the unit may not do meanwhile follows from it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case immovable, vehicle, insurance, equity, securities, other

    var noun: String {
      switch self {
      case .immovable: "不动产"
      case .vehicle: "车辆"
      case .insurance: "人身保险产品"
      case .equity: "股权"
      case .securities: "证券"
      case .other: "财产"
      }
    }
    var verb: String {
      switch self {
      case .immovable, .vehicle: "查封"
      case .insurance, .equity, .securities, .other: "冻结"
      }
    }
    /// What must not happen to it meanwhile.
    var forbidden: String {
      switch self {
      case .immovable: "不得办理转移、抵押、变更、注销等登记"
      case .vehicle: "不得办理转移、抵押、变更、注销等登记；发现该车辆的，请及时告知本院"
      case .insurance: "不得办理退保、减保、保单质押借款、变更投保人或者受益人，不得向被执行人支付现金价值、红利和其他保险利益"
      case .equity: "不得办理转让、出质、变更等登记，不得向被执行人支付股息、红利；请在国家企业信用信息公示系统公示"
      case .securities: "不得办理转让、质押、非交易过户；冻结效力及于冻结期间产生的红利、送股、转增股"
      case .other: "不得转移、设定权利负担，不得向被执行人支付"
      }
    }
  }
  public var kind: Kind
  public var owner: String
  /// Place, make or product.
  public var what: String
  /// Register, plate or policy number.
  public var number: String
  /// Its own: a vehicle may be sealed for two years, a house for three (民诉法解释 485).
  public var term: ControlledProperty.Term
  public init(_ kind: Kind, owner: String, what: String, number: String, term: ControlledProperty.Term) {
    self.kind = kind
    self.owner = owner
    self.what = what
    self.number = number
    self.term = term
  }

  fileprivate var termText: String {
    switch term {
    case .days(let from, let to): period(from, to)
    case .years(let count): "\(years(count))，自生效之日起计算"
    case .months(let count): "\(monthsText(count))，自生效之日起计算"
    }
  }
}

/// 协助执行通知书: seal or freeze registered things (查扣冻规定 1, 7).
public struct AssistSealNotice: PaperDraft {
  public static let kind = PaperKind.assistSealNotice
  /// What the registry is asked to do.
  public enum Action: Hashable, Sendable {
    case seal, renew
    /// 轮候: effective by itself once the measures before it are gone.
    case wait
  }
  public var institution: String
  public var action: Action
  public var objects: [AssistObject]
  public var ruling: String
  public init(to institution: String, _ action: Action, objects: [AssistObject], ruling: String) {
    self.institution = institution
    self.action = action
    self.objects = objects
    self.ruling = ruling
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let prefix =
      switch action {
      case .seal: ""
      case .renew: "续行"
      case .wait: "轮候"
      }
    var kinds: [AssistObject.Kind] = []
    for object in objects where !kinds.contains(object.kind) { kinds.append(object.kind) }
    let opening =
      "本院在执行\(facts.matter)中，作出的\(ruling)执行裁定书已经发生法律效力。"
      + "依照\(facts.law(.seizure))、\(Interpretation.seizure(1, 7))的规定，请协助执行下列事项："
    var requests = kinds.map { kind in
      "\(prefix)\(kind.verb)被执行人的下列\(kind.noun)，期限见财产清单。\(kind.verb)期间，\(kind.forbidden)。"
    }
    if action == .wait { requests.append("请办理轮候登记并回复轮候顺位及在先措施的法院、案号和期限。") }
    let rows = objects.enumerated().map { index, object in
      ["\(index + 1)", object.owner, object.what, object.number, object.termText]
    }
    return facts.compose(
      Self.kind,
      [
        .addressee("\(institution)："), .paragraph(opening), .items(requests, .chinese),
        .table(
          PaperTable(
            caption: "财产清单",
            columns: [
              .init("序号", weight: 2, .centre), .init("权利人", weight: 4), .init("财产", weight: 6), .init("权证、号牌、保单号", weight: 6),
              .init("期限", weight: 5),
            ], rows: rows)), facts.assistanceDuty, .paragraph("特此通知。"), .paragraph("附：\(ruling)执行裁定书"),
      ],
      annexes: [
        facts.receipt(
          Self.kind.printedTitle, institution: institution,
          rows: [
            PaperFact("已办理财产（序号）", ""), PaperFact("顺位（首次/轮候）", ""), PaperFact("抵押、质押等权利负担", ""),
            PaperFact("在先查封、冻结", ""), PaperFact("登记起止时间", ""),
          ])
      ])
  }
}

/// 协助执行通知书（解除）(查扣冻规定 28.2).
public struct AssistReleaseNotice: PaperDraft {
  public static let kind = PaperKind.assistReleaseNotice
  public var institution: String
  /// As one item each: `李四在你行账户6222…存款人民币…元的冻结`.
  public var measures: [String]
  public var ruling: String
  public init(to institution: String, measures: [String], ruling: String) {
    self.institution = institution
    self.measures = measures
    self.ruling = ruling
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let opening =
      "本院在执行\(facts.matter)中，作出的\(ruling)执行裁定书已经发生法律效力。"
      + "依照\(Interpretation.seizure(28))的规定，请协助解除下列措施："
    return facts.compose(
      Self.kind,
      [
        .addressee("\(institution)："), .paragraph(opening), .items(measures.map { "解除对\($0)。" }, .chinese),
        .paragraph("在后登记的轮候查封、扣押、冻结自解除之时起依次生效。请在办理后将回执退回本院。"), facts.assistanceDuty, .paragraph("特此通知。"),
        .paragraph("附：\(ruling)执行裁定书"),
      ],
      annexes: [
        facts.receipt(
          Self.kind.printedTitle, institution: institution, rows: [PaperFact("已解除的措施（序号）", ""), PaperFact("解除时间", "")])
      ])
  }
}

/// 协助扣划存款通知书: into the account of the case and no other.
public struct AssistTransferNotice: PaperDraft {
  public static let kind = PaperKind.assistTransferNotice
  public var institution: String
  public var debtor: PaperParty
  public var account: String
  public var amount: Money
  public var ruling: String
  /// `存款`; for an insurer who surrenders a policy `保险单现金价值`.
  public var noun: String
  public init(
    to institution: String, debtor: PaperParty, account: String, amount: Money, ruling: String, noun: String = "存款"
  ) {
    self.noun = noun
    self.institution = institution
    self.debtor = debtor
    self.account = account
    self.amount = amount
    self.ruling = ruling
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let opening =
      "本院在执行\(facts.matter)中，作出的\(ruling)执行裁定书已经发生法律效力。依照\(facts.law(.deposits))的规定，请将被执行人的下列\(noun)扣划至本院案款专户："
    return facts.compose(
      Self.kind,
      [
        .addressee("\(institution)："), .paragraph(opening),
        .facts(
          caption: nil,
          rows: [
            PaperFact("被执行人", debtor.name), PaperFact(debtor.idLabel, debtor.idNumber), PaperFact("账户", account),
            PaperFact("扣划金额", amount.onPaper),
          ]),
      ] + facts.accountBlocks + [
        .paragraph("\(noun)已被本院冻结的，扣划后冻结金额相应减少。"), facts.assistanceDuty, .paragraph("特此通知。"),
        .paragraph("附：\(ruling)执行裁定书"),
      ],
      annexes: [
        facts.receipt(
          Self.kind.printedTitle, institution: institution,
          rows: [PaperFact("账户", account), PaperFact("已扣划金额（元）", ""), PaperFact("扣划时间、流水号", "")])
      ])
  }
}
