import Basics
import Enforcement

/// One thing that a ruling seizes, renews or releases.
public struct ControlledProperty: Hashable, Sendable {
  /// The four tiers of 民诉法解释 485, each with its verb.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case deposit, movable, immovable, otherRight

    /// What the court does to it: 冻结, 查封、扣押, 查封.
    public var verb: String {
      switch self {
      case .deposit, .otherRight: "冻结"
      case .movable: "查封、扣押"
      case .immovable: "查封"
      }
    }
    /// 存款, 动产, 不动产, 其他财产权.
    public var noun: String {
      switch self {
      case .deposit: "银行存款"
      case .movable: "动产"
      case .immovable: "不动产"
      case .otherRight: "其他财产权"
      }
    }
  }
  /// The term of a measure.
  public enum Term: Hashable, Sendable {
    /// Both days included.
    case days(from: Day, to: Day)
    /// Years from the day on which the measure takes effect, where that day is not known yet.
    case years(Int)
    /// The same in months, for terms shorter than the law's longest.
    case months(Int)
  }
  public var kind: Kind
  /// Whose it is.
  public var owner: String
  /// The thing: bank and account, register number and place, plate.
  public var what: String
  /// The sum to which a deposit is frozen; value of other things where it is stated.
  public var amount: Money?
  public var term: Term
  /// Place in the waiting list (轮候); nil for the first seizure.
  public var waiting: Int?

  public init(_ kind: Kind, owner: String, what: String, amount: Money? = nil, term: Term, waiting: Int? = nil) {
    self.kind = kind
    self.owner = owner
    self.what = what
    self.amount = amount
    self.term = term
    self.waiting = waiting
  }

  /// `冻结被执行人李四在某某银行的存款，以人民币…为限`.
  var orderText: String {
    "\(waiting == nil ? "" : "轮候")\(kind.verb)被执行人\(owner)\(kind == .deposit ? "在" : "的")\(what)"
      + (kind == .deposit ? "的存款" : "") + (amount.map { "，以\($0.onPaper)为限" } ?? "")
  }
  var termText: String {
    let action = kind.verb
    switch term {
    case .days(let from, let to): return "\(action)期限\(period(from, to))"
    case .years(let count): return lasting(years(count))
    case .months(let count): return lasting(count % 12 == 0 ? years(count / 12) : monthsText(count))
    }
  }
}

extension ControlledProperty {
  /// A term that begins with the measure.
  private func lasting(_ time: String) -> String {
    waiting == nil ? "\(kind.verb)期限为\(time)，自\(kind.verb)措施实施之日起计算" : "期限为\(time)，自轮候\(kind.verb)生效之日起计算"
  }
}

/// 执行裁定书: seal, impound or freeze (查扣冻规定 1; 民诉法 253, 255), never beyond the ceiling.
public struct ControlRuling: PaperDraft {
  public static let kind = PaperKind.controlRuling
  /// Claim and costs: nothing may clearly exceed it (查扣冻规定 19).
  public var ceiling: Money
  public var properties: [ControlledProperty]
  /// Adds the clause on other property of equal value, for what is found later.
  public var coversOtherProperty: Bool
  /// The kinds that the clause covers, with their terms in months; empty for every kind at the law's longest.
  public var otherTerms: [OtherTerm]
  /// A term in whole months for one kind of property.
  public struct OtherTerm: Hashable, Sendable {
    public var kind: ControlledProperty.Kind
    public var months: Int
    public init(_ kind: ControlledProperty.Kind, months: Int) {
      self.kind = kind
      self.months = months
    }
    /// `冻结银行存款的期限为一年`.
    var text: String {
      let time = months % 12 == 0 ? years(months / 12) : monthsText(months)
      return "\(kind.verb)\(kind.noun)的期限为\(time)"
    }
  }
  public init(
    ceiling: Money, properties: [ControlledProperty], coversOtherProperty: Bool, otherTerms: [OtherTerm] = []
  ) {
    self.otherTerms = otherTerms
    self.ceiling = ceiling
    self.properties = properties
    self.coversOtherProperty = coversOtherProperty
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    var orders = properties.map { "\($0.orderText)，\($0.termText)；" }
    if coversOtherProperty {
      let longest = "。冻结银行存款的期限为一年，查封、扣押动产的期限为二年，查封不动产、冻结其他财产权的期限为三年，均自措施实施之日起计算"
      let kinds = otherTerms.map(\.kind.noun).joined(separator: "、")
      let covered =
        otherTerms.isEmpty
        ? longest : "（\(kinds)）。\(otherTerms.map(\.text).joined(separator: "，"))，均自措施实施之日起计算"
      orders.append(
        "\(properties.isEmpty ? "" : "前述财产不足以清偿债务的，")查询、冻结、查封、扣押被执行人\(facts.debtorNames)相应价值的其他财产\(covered)；"
      )
    }
    orders.append("以上财产的价额以\(ceiling.onPaper)为限。")
    let reason =
      "本院在执行\(facts.matter)中，依据\(facts.instrumentName)，向被执行人发出执行通知，责令其履行义务，但被执行人至今未履行或者未全部履行。"
      + "为保障申请执行人的合法权益，依照\(facts.law(.deposits, .income, .seizure))、\(Interpretation.civilProcedure(485))、\(Interpretation.seizure(1, 19))的规定，裁定如下："
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(reason), .items(orders, .chinese),
        .paragraph("未经本院许可，任何单位和个人不得对上述财产转移、设定权利负担或者实施其他有碍执行的行为。"), .paragraph("本裁定立即执行。"),
        facts.objectionRemedy(to: "本裁定"),
      ])
  }
}

/// 续行查封、扣押、冻结裁定书: before the term ends, else rank and effect are lost (查扣冻规定 27).
public struct RenewalRuling: PaperDraft {
  public static let kind = PaperKind.renewalRuling
  /// Number of the ruling under which the measure runs.
  public var earlierRuling: String
  /// With the new terms.
  public var properties: [ControlledProperty]
  /// False where the court renews of its own motion.
  public var onApplication: Bool
  public init(earlierRuling: String, properties: [ControlledProperty], onApplication: Bool) {
    self.earlierRuling = earlierRuling
    self.properties = properties
    self.onApplication = onApplication
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let cause = onApplication ? "申请执行人\(facts.applicantNames)在期限届满前向本院申请续行" : "期限即将届满，本院依职权决定续行"
    let reason =
      "本院在执行\(facts.matter)中，以\(earlierRuling)执行裁定对被执行人的下列财产采取了查封、扣押、冻结措施。\(cause)。"
      + "依照\(facts.law(.deposits, .seizure))、\(Interpretation.civilProcedure(485))的规定，裁定如下："
    let orders = properties.map { property in "续行\(property.orderText)，续行\(property.termText)。" }
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(reason), .items(orders, .chinese), .paragraph("本裁定立即执行。"), facts.objectionRemedy(to: "本裁定"),
      ])
  }
}

/// Why a measure ends: the six grounds of 查扣冻规定 28.
public enum ReleaseGround: Hashable, Sendable {
  case belongsToThirdParty
  case applicationWithdrawn
  case unsoldAndUnwanted
  case debtSatisfied
  case securityAccepted
  /// Stated as a clause: `所冻结款项超出执行标的额`.
  case other(String)

  var words: String {
    switch self {
    case .belongsToThirdParty: "所查封、扣押、冻结的财产属于案外人所有"
    case .applicationWithdrawn: "申请执行人撤回执行申请或者放弃债权"
    case .unsoldAndUnwanted: "该财产流拍或者变卖不成，申请执行人和其他执行债权人不同意接受抵债，且对该财产无法采取其他执行措施"
    case .debtSatisfied: "生效法律文书确定的债务已经清偿"
    case .securityAccepted: "被执行人提供担保，且申请执行人同意解除"
    case .other(let clause): clause
    }
  }
  var item: String {
    switch self {
    case .belongsToThirdParty: "第一项"
    case .applicationWithdrawn: "第二项"
    case .unsoldAndUnwanted: "第三项"
    case .debtSatisfied: "第四项"
    case .securityAccepted: "第五项"
    case .other: "第六项"
    }
  }
}

/// 解除查封、扣押、冻结裁定书.
public struct ReleaseRuling: PaperDraft {
  public static let kind = PaperKind.releaseRuling
  public var earlierRuling: String
  public var ground: ReleaseGround
  /// What is released; of a deposit frozen beyond the claim, the amount to let go.
  public var properties: [ControlledProperty]
  public init(earlierRuling: String, ground: ReleaseGround, properties: [ControlledProperty]) {
    self.earlierRuling = earlierRuling
    self.ground = ground
    self.properties = properties
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let reason =
      "本院在执行\(facts.matter)中，以\(earlierRuling)执行裁定对被执行人的财产采取了查封、扣押、冻结措施。现因\(ground.words)，对下列财产的措施应当解除。"
      + "依照\(Interpretation.seizure(28))第一款\(ground.item)的规定，裁定如下："
    let orders = properties.map { property in
      "解除对被执行人\(property.owner)\(property.kind == .deposit ? "在" : "的")\(property.what)"
        + (property.kind == .deposit ? "的存款" : "")
        + (property.amount.map { "中\($0.onPaper)" } ?? "") + "的\(property.kind.verb)。"
    }
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(reason), .items(orders, .chinese), .paragraph("本裁定立即执行。"), facts.objectionRemedy(to: "本裁定"),
      ])
  }
}

/// 扣划裁定书 (民诉法 253): it also freezes (民诉法解释 484).
public struct TransferRuling: PaperDraft {
  public static let kind = PaperKind.transferRuling
  /// What is taken from whom, in whole fen.
  public struct Source: Hashable, Sendable {
    public var owner: String
    /// Bank and account.
    public var what: String
    public var amount: Money
    /// `存款`; of a policy that is surrendered `现金价值`.
    public var noun: String
    public init(owner: String, what: String, amount: Money, noun: String = "存款") {
      self.noun = noun
      self.owner = owner
      self.what = what
      self.amount = amount
    }
  }
  public var sources: [Source]
  public init(sources: [Source]) { self.sources = sources }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let reason =
      "本院在执行\(facts.matter)中，依据\(facts.instrumentName)，责令被执行人履行义务，但被执行人未履行或者未全部履行。"
      + "依照\(facts.law(.deposits))、\(Interpretation.civilProcedure(484))的规定，裁定如下："
    var orders = sources.map { "扣划被执行人\($0.owner)在\($0.what)的\($0.noun)\($0.amount.onPaper)至本院案款专户；" }
    if sources.count > 1 { orders.append("以上合计扣划\(sources.map(\.amount).total.onPaper)。") }
    if let last = orders.popLast() { orders.append(last.hasSuffix("；") ? String(last.dropLast()) + "。" : last) }
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [.paragraph(reason), .items(orders, .chinese)] + facts.accountBlocks + [
        .paragraph("本裁定立即执行。"), facts.objectionRemedy(to: "本裁定"),
      ])
  }
}
