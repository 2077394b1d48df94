import Basics
import EnforcementLaw
import Ledger

/// Marks ids of deposits.
public enum KeptDeposit {}

/// For what money was deposited: it is the payer's until it is released, or counts in the case.
public enum DepositKind: String, Sendable, Codable, Hashable, CaseIterable {
  case bid, security, other
  public var name: Phrase {
    switch self {
    case .bid: Phrase("竞买保证金", "A bidder's deposit")
    case .security: Phrase("异议、暂缓等的担保金", "Security for an objection or a stay")
    case .other: Phrase("其他保证金", "Another deposit")
    }
  }
}

extension BankReceipt {
  /// What of it is kept as a deposit.
  public struct DepositState: Sendable, Hashable {
    public let id: ID<KeptDeposit>
    public let caseID: ID<CaseFile>
    public let amount: Money
    public let kind: DepositKind
    public let by: Actor.Ref
    public let on: Day
    public internal(set) var releasedOn: Day?
    public internal(set) var isApplied = false
  }
  public var deposited: Money { deposits.filter { $0.releasedOn == nil }.reduce(.zero) { $0 + $1.amount } }
}

extension LedgerAccount {
  static func deposit(_ id: ID<KeptDeposit>) -> LedgerAccount { LedgerAccount(.deposit, "\(id)") }
}

/// Money in suspense is a deposit (保证金) in a case: kept apart, neither the case's nor without a place.
public struct DepositKept: Event {
  public static let name = "receipt.depositKept.v1"
  public let deposit: ID<KeptDeposit>
  public let caseID: ID<CaseFile>
  public let amount: Money
  public let kind: DepositKind
  public let note: VaultRef
  public init(deposit: ID<KeptDeposit>, caseID: ID<CaseFile>, amount: Money, kind: DepositKind, note: VaultRef) {
    self.deposit = deposit
    self.caseID = caseID
    self.amount = amount
    self.kind = kind
    self.note = note
  }
  public var words: [VaultRef] { [note] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.deposits.append(.init(id: deposit, caseID: caseID, amount: amount, kind: kind, by: meta.actor, on: meta.day))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}
extension DepositKept: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "deposit:\(deposit)", debit: .suspense(meta), credit: .deposit(deposit), amount: amount, code: .allocation)
  }
}

/// It is free again: to go back to who paid it, or into the case.
public struct DepositReleased: Event {
  public static let name = "receipt.depositReleased.v1"
  public let deposit: ID<KeptDeposit>
  public let amount: Money
  /// It counts in the case from now on.
  public let isApplied: Bool
  public let reason: VaultRef
  public init(deposit: ID<KeptDeposit>, amount: Money, isApplied: Bool, reason: VaultRef) {
    self.deposit = deposit
    self.amount = amount
    self.isApplied = isApplied
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    for index in receipt.deposits.indices where receipt.deposits[index].id == deposit {
      receipt.deposits[index].releasedOn = meta.day
      receipt.deposits[index].isApplied = isApplied
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}
extension DepositReleased: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(EntryID("deposit:\(deposit)", "1"))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let kept = books.entries[EntryID("deposit:\(deposit)", "1")]?.entry else { return nil }
    return LedgerGroup(
      key: "deposit:\(deposit)/released", debit: kept.credit, credit: kept.debit, amount: kept.amount, code: .allocation)
  }
}

/// The supervisor or a chief says that money in suspense, or part of it, is a deposit: whoever takes money in does not take it off the
/// lists.
public struct KeepDeposit: Command {
  public static let name = "receipts.keepDeposit"
  public static let title = Phrase("登记为保证金", "Keep as a deposit")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .vicePresident, .president]
  public static let fields = [
    ReceiptCommands.receiptField, Field("case", Phrase("案号", "Case"), .text(max: 40)),
    Field("kind", Phrase("种类", "Kind"), .choice(DepositKind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("可不填，即未处理的全部", "May be left out: all that is open")),
    Field("note", Phrase("依据", "Why"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let number: String
  let kind: DepositKind
  let amount: Money
  let note: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    number = CaseNumberText.plain(input.text("case", max: 40))
    kind = input.choice("kind") ?? .other
    amount = input.money("amount", required: false)
    note = input.text("note", max: 500)
  }
  private var given: ID<CaseFile>? { number.utf8.allSatisfy { (48...57).contains($0) } ? ID(number) : nil }
  public var reads: [StreamID] { [.bankReceipt(receipt)] + [given].compactMap { $0 }.map { .caseFile($0) } }
  public var needs: Set<Need> { given == nil && !number.isEmpty ? [.caseNumbers([number])] : [] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.findings.caseNumbers[number].map { [.caseFile($0)] } ?? []
  }
  /// Open, ended or resumed: the case file decides beside the account.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    guard let caseID = given ?? situation.findings.caseNumbers[number], situation.caseFile(caseID).isOpen else {
      throw .depositCase(number)
    }
    let share = amount == .zero ? state.open : amount
    guard share <= state.open else { throw .beyondFund(share, left: state.open) }
    let kept = DepositKept(
      deposit: situation.ids.next(), caseID: caseID, amount: share, kind: kind,
      note: situation.depository.deposit(VaultContent("text", ["text": note])))
    return [situation.append(.bankReceipt(receipt), [kept])]
  }
}

/// The judge releases a deposit: it lies in suspense again, to go back to who paid it by two people; or, where it is forfeited or counts
/// towards the price or the debt, it comes into the case.
public struct ReleaseDeposit: Command {
  public static let name = "receipts.releaseDeposit"
  public static let title = Phrase("处理保证金", "Decide on a deposit")
  public static let roles: Set<Role> = [.judge, .bureauChief]
  public static let fields = [
    ReceiptCommands.receiptField, Field("deposit", Phrase("保证金", "Deposit"), .text(max: 20)),
    Field(
      "way", Phrase("处理", "How"),
      .choice([.init("back", Phrase("退还交款人", "Back to who paid it")), .init("applied", Phrase("转入本案案款", "Into the case"))])),
    Field("reason", Phrase("理由和依据", "Reason and ground"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let deposit: ID<KeptDeposit>
  let isApplied: Bool
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    deposit = input.id("deposit")
    isApplied = input.text("way", max: 10) == "applied"
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.bankReceipt(receipt).deposits.filter { $0.id == deposit }.flatMap {
      [.caseFile($0.caseID), .caseAccount($0.caseID)] + CaseReceipts.reads($0.caseID, situation)
    }
  }
  /// Open, ended or resumed: the case file decides beside the account.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard let kept = state.deposits.first(where: { $0.id == deposit && $0.releasedOn == nil }) else { throw .noSuchDeposit }
    try Authority.handler(of: situation.caseFile(kept.caseID), or: [.bureauChief], situation.actor)
    if isApplied, !situation.caseFile(kept.caseID).isOpen { throw .depositCase(situation.caseFile(kept.caseID).number) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    draft.add(
      .bankReceipt(receipt), [DepositReleased(deposit: deposit, amount: kept.amount, isApplied: isApplied, reason: words)])
    if isApplied {
      let part = BankReceiptMatchProposed.Part(caseID: kept.caseID, amount: kept.amount)
      try MatchReceipt.book([part], .debtor, note: words, receipt, taken, &draft)
    }
    return draft.appended
  }
}

extension Refusal {
  static func depositCase(_ number: String) -> Refusal {
    Refusal("noSuchCase", field: "case", Phrase("本院没有正在执行的案件“\(number)”", "This court enforces no case “\(number)”"))
  }
  static var noSuchDeposit: Refusal {
    Refusal("noSuchDeposit", field: "deposit", Phrase("没有这笔保证金，或已处理", "There is no such deposit, or it was decided on"))
  }
}
