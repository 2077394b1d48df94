import Basics
import EnforcementLaw

/// What a debtor asks to keep (R3.6, R3.7): the claim, and the judge's decision on it.
public struct Exemption: Sendable, Hashable {
  public let id: ID<Exemption>
  public let by: ID<Person>
  public let property: ID<Property>
  public let ground: ExemptionGround
  public let amount: Money
  public let claimedOn: Day
  public internal(set) var decidedOn: Day?
  /// What was let go; zero where the claim was turned down.
  public internal(set) var accepted: Money?
}

/// Why something may not be taken (查扣冻规定 3–5).
public enum ExemptionGround: String, Sendable, Codable, Hashable, CaseIterable {
  case living, household, schooling, aids, home, other
  public var name: Phrase {
    switch self {
    case .living: Phrase("被执行人及所扶养家属的必需生活费用", "Living expenses of the debtor and dependants")
    case .household: Phrase("生活必需的衣服、家具、炊具、餐具等", "Necessary clothes, furniture, kitchenware")
    case .schooling: Phrase("完成义务教育所必需的物品", "Goods needed for schooling")
    case .aids: Phrase("身体缺陷所必需的辅助工具、医疗物品", "Aids and medicine")
    case .home: Phrase("生活必需的居住房屋", "The necessary home")
    case .other: Phrase("其他依法不得查封、扣押、冻结的财产", "Other property that the law exempts")
    }
  }
}

/// A debtor says that something may not be taken (查扣冻 3); it stays held until somebody decides.
public struct ExemptionClaimed: Event {
  public static let name = "seizure.exemptionClaimed.v1"
  public let exemption: ID<Exemption>
  public let by: ID<Person>
  public let property: ID<Property>
  public let ground: ExemptionGround
  public let amount: Money
  /// What the debtor says and shows: kind `text`.
  public let text: VaultRef
  public init(
    exemption: ID<Exemption>, by: ID<Person>, property: ID<Property>, ground: ExemptionGround, amount: Money, text: VaultRef
  ) {
    self.exemption = exemption
    self.by = by
    self.property = property
    self.ground = ground
    self.amount = amount
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    [Signal(ground == .living ? "exemption.claimedForLiving" : "exemption.claimed", exemption)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.exemptionOrder.append(exemption)
    file.seizure.exemptions[exemption] = Exemption(
      id: exemption, by: by, property: property, ground: ground, amount: amount, claimedOn: meta.day)
  }
}

/// A judge decided how much of the claim is exempt, in whole fen.
public struct ExemptionDecided: Event {
  public static let name = "seizure.exemptionDecided.v1"
  public let exemption: ID<Exemption>
  public let property: ID<Property>
  /// Zero where the claim is turned down.
  public let accepted: Money
  public let text: VaultRef
  public init(exemption: ID<Exemption>, property: ID<Property>, accepted: Money, text: VaultRef) {
    self.exemption = exemption
    self.property = property
    self.accepted = accepted
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal("exemption.decided", exemption)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.exemptions[exemption]?.decidedOn = meta.day
    file.seizure.exemptions[exemption]?.accepted = accepted
    if let found = file.search.found[property] { file.search.found[property] = found.keeping(accepted) }
  }
  /// What is exempt is released: drafted at once, signed by a judge.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard accepted > .zero,
      let measure = file.seizure.live.last(where: { $0.property == property && $0.status == .effective })
    else { return [] }
    let keep = measure.kind.isDivisible ? max(.zero, measure.amount - accepted) : .zero
    let fields: [String: InputValue] = [
      "case": "\(file.id)", "ground": .text(ReleaseGround.exempt.rawValue), "measures": .list(["\(measure.id)"]),
      "keep": "\(keep)",
    ]
    return [.now(CommandCall(DraftRelease.name, fields), name: "exempt")]
  }
}

extension Search.Found {
  /// The same thing, of which so much is exempt at least.
  func keeping(_ sum: Money) -> Search.Found {
    var kept = Search.Found(
      property: property, kind: kind, unit: unit, debtor: debtor, value: value, exempt: max(exempt, min(sum, max(value, exempt))),
      vault: vault, on: on, times: times)
    kept.origin = origin
    return kept
  }
}

/// Registers that a debtor claims something as exempt.
public struct ClaimExemption: CaseCommand {
  public static let name = "seizure.claimExemption"
  public static let title = Phrase("登记豁免主张", "Register a claim of exemption")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .reception]
  public static let fields = [
    SeizureCommands.caseField, Field("by", Phrase("主张人", "Who claims"), .pick(.debtor)),
    Field("property", Phrase("财产", "Property"), .pick(.property)),
    Field("ground", Phrase("理由", "Ground"), .choice(ExemptionGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("amount", Phrase("主张保留的金额或价值（元）", "Sum or value to be kept (yuan)"), .money),
    Field("text", Phrase("事实和证据", "Facts and evidence"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let by: ID<Person>
  let property: ID<Property>
  let ground: ExemptionGround
  let amount: Money
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    by = input.id("by")
    property = input.id("property")
    ground = input.choice("ground") ?? .other
    amount = input.money("amount")
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if let closed = file.closing.closed, closed.way != .terminatedRound { throw .caseClosed }
    if file.search.found.isEmpty { throw .nothingToExempt }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(by)?.role == .debtor else { throw .notADebtor }
    guard file.search.found[property] != nil else { throw .noSuchProperty }
    if file.seizure.exemptions.values.contains(where: { $0.property == property && $0.decidedOn == nil }) {
      throw .exemptionOpen
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let claimed = ExemptionClaimed(
      exemption: situation.ids.next(), by: by, property: property, ground: ground, amount: amount, text: words)
    return [situation.append(.caseFile(caseID), [claimed])]
  }
}

/// The judge decides on a claim of exemption; what is exempt is released at once.
public struct DecideExemption: CaseCommand {
  public static let name = "seizure.decideExemption"
  public static let title = Phrase("审查豁免主张", "Decide on a claim of exemption")
  public static let roles: Set<Role> = [.judge]
  public static let fields = [
    SeizureCommands.caseField, Field("exemption", Phrase("主张", "Claim"), .pick(.exemption)),
    Field(
      "accepted", Phrase("准予保留（元）", "To be kept (yuan)"), .money, required: false, hint: Phrase("不予支持的填 0", "0 turns it down")),
    Field("text", Phrase("理由", "Reasons"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let exemption: ID<Exemption>
  let accepted: Money
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    exemption = input.id("exemption")
    accepted = input.money("accepted", required: false, allowZero: true)
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if !file.seizure.exemptions.values.contains(where: { $0.decidedOn == nil }) { throw .noOpenExemption }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let claim = file.seizure.exemptions[exemption], claim.decidedOn == nil else { throw .noOpenExemption }
    if accepted > claim.amount { throw .moreThanClaimed(claim.amount) }
    // The home may be sealed; what the law forbids is to sell it.
    if accepted > .zero && claim.ground == .home { throw .homeMayBeSealed }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let decided = ExemptionDecided(exemption: exemption, property: claim.property, accepted: accepted, text: words)
    return [situation.append(.caseFile(caseID), [decided])]
  }
}

extension Refusal {
  static var nothingToExempt: Refusal {
    Refusal("nothingToExempt", Phrase("本案没有查到财产", "Nothing was found in this case"))
  }
  static var exemptionOpen: Refusal {
    Refusal("exemptionOpen", field: "property", Phrase("对该财产已有待审查的主张", "A claim on this thing waits to be decided"))
  }
  static var noOpenExemption: Refusal {
    Refusal("noOpenExemption", Phrase("没有待审查的豁免主张", "No claim of exemption waits"), citations: [Citation.seizureRules("3").text])
  }
  static func moreThanClaimed(_ claimed: Money) -> Refusal {
    Refusal(
      "moreThanClaimed", field: "accepted", Phrase("主张的是 \(claimed.grouped) 元", "\(claimed.grouped) yuan were claimed"))
  }
  static var homeMayBeSealed: Refusal {
    Refusal(
      "homeMayBeSealed", field: "accepted",
      Phrase(
        "生活必需的居住房屋可以查封，但不得拍卖、变卖或者抵债，不因此解除查封", "The necessary home may be sealed, only not sold; the seal is not lifted for it"),
      citations: [Citation.seizureRules("4").text])
  }
}
