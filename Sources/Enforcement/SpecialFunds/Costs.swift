import Basics
import EnforcementLaw

/// Costs of enforcement that somebody advanced (垫付), and that come first out of what is recovered (R6.7 ①).
public struct AdvancedCost: Sendable, Hashable {
  public let id: ID<AdvancedCost>
  public let kind: MoneyClaim.Cost.Kind
  public let amount: Money
  public let on: Day
  /// The party who bore it; nil for the court.
  public let borneBy: ID<Person>?
  /// What it was for, with the receipt: kind `text`.
  public let text: VaultRef
  /// Who recorded it: another takes it back.
  public let recordedBy: Actor.Ref
}

extension CaseAccount {
  public var costList: [AdvancedCost] { costOrder.compactMap { costs[$0] } }
  public var costsAdvanced: Money { costList.reduce(.zero) { $0 + $1.amount } }
  /// Not yet in a payout.
  public var costsToRecover: Money { costsAdvanced - committed(.cost) }
  /// How much of each advance is in a payout already, where the oldest comes back first.
  func recovered(of cost: ID<AdvancedCost>) -> Money {
    var settled = committed(.cost)
    for item in costList {
      let part = min(settled, item.amount)
      if item.id == cost { return part }
      settled -= part
    }
    return .zero
  }
  /// As the law library counts them.
  var costCharges: [MoneyClaim.Cost] { costList.map { MoneyClaim.Cost($0.kind, on: $0.on, $0.amount) } }
  /// How much of a sum goes back to each who advanced, in the order of the advances; nil is the court.
  func costShares(_ sum: Money) -> [(person: ID<Person>?, amount: Money)] {
    var left = sum
    var settled = committed(.cost)
    var shares: [(person: ID<Person>?, amount: Money)] = []
    for cost in costList {
      let before = min(settled, cost.amount)
      settled -= before
      let part = min(left, cost.amount - before)
      guard part > .zero else { continue }
      left -= part
      if let index = shares.firstIndex(where: { $0.person == cost.borneBy }) {
        shares[index].amount += part
      } else {
        shares.append((cost.borneBy, part))
      }
    }
    return shares
  }
}

/// Somebody paid a cost of enforcement in advance: from outside this account, so that the ledger takes it up when it comes back.
public struct CostAdvanced: Event {
  public static let name = "funds.costAdvanced.v1"
  public let cost: ID<AdvancedCost>
  public let kind: MoneyClaim.Cost.Kind
  public let amount: Money
  public let on: Day
  public let borneBy: ID<Person>?
  public let text: VaultRef
  public init(
    cost: ID<AdvancedCost>, kind: MoneyClaim.Cost.Kind, amount: Money, on: Day, borneBy: ID<Person>?, text: VaultRef
  ) {
    self.cost = cost
    self.kind = kind
    self.amount = amount
    self.on = on
    self.borneBy = borneBy
    self.text = text
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.costOrder.append(cost)
    account.costs[cost] = AdvancedCost(
      id: cost, kind: kind, amount: amount, on: on, borneBy: borneBy, text: text,
      recordedBy: meta.actor)
  }
}

/// Records an advance with its receipt.
public struct AdvanceCost: CaseCommand {
  public static let name = "funds.advanceCost"
  public static let title = Phrase("登记垫付费用", "Record an advanced cost")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  private static let kinds: [MoneyClaim.Cost.Kind] = [.appraisal, .auction, .keeping, .notice, .audit, .preservationFee, .other]
  public static let fields = [
    FundsCommands.caseField,
    Field("kind", Phrase("费用种类", "Kind"), .choice(kinds.map { Field.Choice($0.rawValue, name(of: $0)) })),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money), Field("on", Phrase("发生日", "On"), .day),
    Field(
      "borneBy", Phrase("垫付的当事人", "Advanced by the party"), .pick(.party), required: false,
      hint: Phrase("空白为法院垫付", "The court if empty")),
    Field("text", Phrase("事由与票据", "What for, with the receipt"), .text(max: 200)),
    Field(
      "another", Phrase("与已登记的相同，但确是另一笔", "The same as one recorded, and yet another"), .flag, required: false),
  ]
  /// 评估费, 拍卖费, …
  public static func name(of kind: MoneyClaim.Cost.Kind) -> Phrase {
    switch kind {
    case .enforcementFee: Phrase("申请执行费", "Enforcement fee")
    case .preservationFee: Phrase("保全费", "Preservation fee")
    case .appraisal: Phrase("评估费", "Appraisal")
    case .auction: Phrase("拍卖辅助费", "Auction")
    case .keeping: Phrase("保管费", "Keeping")
    case .notice: Phrase("公告费", "Public notice")
    case .audit: Phrase("审计费", "Audit")
    case .other: Phrase("其他费用", "Other")
    }
  }
  public let caseID: ID<CaseFile>
  let kind: MoneyClaim.Cost.Kind
  let amount: Money
  let on: Day
  let borneBy: ID<Person>?
  let text: String
  let isAnother: Bool
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .other
    amount = input.money("amount")
    on = input.day("on") ?? Day(number: 0)
    borneBy = input.optionalID("borneBy")
    text = input.text("text")
    isAnother = input.flag("another")
    if kind == .enforcementFee {
      input.fault("kind", "feeIsCounted", Phrase("执行费由系统计算，不作垫付", "The enforcement fee is counted, not advanced"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.closing.performedOn != nil { throw .costsTooLate }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard on <= situation.today else { throw .appliedInFuture }
    if let borneBy, file.filing.party(borneBy) == nil { throw .notAParty }
    let known = situation.account(caseID).costList.first {
      $0.kind == kind && $0.borneBy == borneBy && $0.amount == amount && $0.on == on
    }
    if known != nil, !isAnother { throw .costKnown(amount, on) }
    guard situation.account(caseID).costsAdvanced.adding(amount).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    let advanced = CostAdvanced(
      cost: situation.ids.next(), kind: kind, amount: amount, on: on, borneBy: borneBy,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    return [situation.append(.caseAccount(caseID), [advanced])]
  }
}

/// Another person takes a wrong advance off the books, while nothing of it is in a payout.
public struct WithdrawCost: CaseCommand {
  public static let name = "funds.withdrawCost"
  public static let title = Phrase("撤回垫付费用登记", "Take a recorded advance back")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .moneySupervisor, .bureauChief]
  public static let fields = [
    FundsCommands.caseField, Field("cost", Phrase("垫付费用", "Advance"), .pick(.cost)),
    Field("reason", Phrase("撤回理由", "Why it was wrong"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let cost: ID<AdvancedCost>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    cost = input.id("cost")
    reason = input.text("reason", max: 500)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if !account.costList.contains(where: { account.recovered(of: $0.id) == .zero }) { throw .noSuchCost }
    try Authority.handler(of: file, or: [.assistant, .moneySupervisor, .bureauChief], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    guard let found = account.costs[cost] else { throw .noSuchCost }
    try Authority.otherThan(found.recordedBy, situation.actor)
    let gone = account.recovered(of: cost)
    guard gone == .zero else { throw .costRecovered(gone) }
    var draft = Draft(situation)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    draft.add(.caseAccount(caseID), [CostWithdrawn(cost: cost, amount: found.amount, reason: words)])
    try CaseReceipts.performance(caseID, &draft)
    return draft.appended
  }
}

/// An advance was recorded by mistake: it counts no more.
public struct CostWithdrawn: Event {
  public static let name = "funds.costWithdrawn.v1"
  public let cost: ID<AdvancedCost>
  public let amount: Money
  public let reason: VaultRef
  public init(cost: ID<AdvancedCost>, amount: Money, reason: VaultRef) {
    self.cost = cost
    self.amount = amount
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.costs[cost] = nil
    account.costOrder.removeAll { $0 == cost }
  }
}

extension Refusal {
  static func costKnown(_ amount: Money, _ on: Day) -> Refusal {
    Refusal(
      "costKnown", field: "amount",
      Phrase(
        "已登记过 \(on) 同种类、同垫付人的 \(amount.grouped) 元",
        "\(amount.grouped) of \(on), of the same kind and payer, is recorded already"),
      remedy: Phrase("确是另一笔的，勾选“另一笔”", "Say that it is another, if it is"))
  }
  static var noSuchCost: Refusal {
    Refusal("noSuchCost", field: "cost", Phrase("没有可以撤回的垫付费用", "There is no advance that can be taken back"))
  }
  static func costRecovered(_ sum: Money) -> Refusal {
    Refusal(
      "costRecovered", field: "cost",
      Phrase("其中 \(sum.grouped) 元已提出发放或者已经归还", "\(sum.grouped) of it is in a payout, or was returned"),
      remedy: Phrase("尚在审批的，先退回该笔发放", "Return that payout first, where it still waits at a gate"))
  }
  static var costsTooLate: Refusal {
    Refusal("costsTooLate", Phrase("债务已履行完毕，费用应在此前登记", "The debt is performed; costs are recorded before"))
  }
}
