import Basics
import EnforcementLaw
import Ledger

/// What the bank took back of a receipt that a case had.
public struct ReversalState: Sendable, Hashable {
  public let amount: Money
  public let on: Day
  /// What was out already: the court stands in for it until it is recovered.
  public let claim: Money
  public internal(set) var recovered = Money.zero
  public var open: Money { claim - recovered }
}

extension CaseAccount {
  /// What the court stands in for, since the bank took back money that had been paid out.
  public var covered: Money { reversals.values.reduce(.zero) { $0 + $1.open } }
  /// Reversals with something still to recover, by receipt.
  public var openReversals: [(receipt: ID<Receipt>, state: ReversalState)] {
    reversals.filter { $0.value.open > .zero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension LedgerAccount {
  /// What the bank took back after it was paid out: below zero until it is recovered.
  static func reversed(_ receipt: ID<Receipt>) -> LedgerAccount { LedgerAccount(.costs, "reversed-\(receipt)") }
}

extension ReceiptKey {
  static func reversed(_ receipt: ID<Receipt>) -> String { booked(receipt) + "/reversed" }
  static func reversed(_ receipt: ID<BankReceipt>) -> String { taken("\(receipt)") + "/reversed" }
}

/// The bank took back a credit that a case had. What of it is still here leaves the case; what was paid out is claimed.
public struct ReceiptReversed: Event {
  public static let name = "funds.receiptReversed.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  /// Taken from the case.
  public let taken: Money
  /// Paid out before: to be recovered.
  public let claim: Money
  public let reason: VaultRef
  public init(receipt: ID<Receipt>, amount: Money, taken: Money, claim: Money, reason: VaultRef) {
    self.receipt = receipt
    self.amount = amount
    self.taken = taken
    self.claim = claim
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] {
    [Signal("receipt.withdrawn", receipt)] + (claim > .zero ? [Signal("reversal.claimed", receipt)] : [])
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receipts[receipt] = nil
    account.receiptOrder.removeAll { $0 == receipt }
    account.receiptSums[receipt] = nil
    account.reversals[receipt] = ReversalState(amount: amount, on: meta.day, claim: claim)
  }
}
extension ReceiptReversed: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let key = ReceiptKey.reversed(receipt)
    let parts: [(LedgerAccount, Money)] = [(.case(meta), taken), (.reversed(receipt), claim)].filter { $0.1 > .zero }
    guard !parts.isEmpty else { return nil }
    return LedgerGroup(
      key: key,
      entries: parts.enumerated().map { index, part in
        LedgerEntry(EntryID(key, "\(index + 1)"), debit: part.0, credit: .bank, amount: part.1, code: .correction)
      })
  }
}

/// The bank took back a credit that lay in suspense.
public struct BankReceiptReversed: Event {
  public static let name = "receipt.reversed.v1"
  public let receipt: ID<BankReceipt>
  public let amount: Money
  public let reason: VaultRef
  public init(receipt: ID<BankReceipt>, amount: Money, reason: VaultRef) {
    self.receipt = receipt
    self.amount = amount
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.reversed += amount }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}
extension BankReceiptReversed: MoneyEvent {
  private var entry: EntryID { EntryID(ReceiptKey.taken("\(receipt)"), "1") }
  public var restsOn: [LedgerReference] { [.entry(entry)] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let taken = books.entries[entry]?.entry else { return nil }
    // What had come out of a case goes to the bank all the same.
    return LedgerGroup(
      key: ReceiptKey.reversed(receipt), debit: taken.credit, credit: .bank, amount: amount, code: .correction,
      phase: amount == taken.amount && taken.debit == .bank ? .reversal(of: entry) : .posted)
  }
}

/// The bank took back a credit after it was matched: what was the case's is the bank's again, and can be matched no more.
public struct BankMatchReversed: Event {
  public static let name = "receipt.matchReversed.v1"
  /// The receipt of the case.
  public let receipt: ID<Receipt>
  public let amount: Money
  public init(receipt: ID<Receipt>, amount: Money) {
    self.receipt = receipt
    self.amount = amount
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    for index in receipt.matches.indices where receipt.matches[index].receipt == self.receipt {
      receipt.matches[index].isReversed = true
    }
  }
}

/// Money of the case made good what the court had stood in for.
public struct ReversalRecovered: Event {
  public static let name = "funds.reversalRecovered.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  /// Nothing is left to recover of it.
  public let isWhole: Bool
  public init(receipt: ID<Receipt>, amount: Money, isWhole: Bool) {
    self.receipt = receipt
    self.amount = amount
    self.isWhole = isWhole
  }
  public var signals: [Signal] { isWhole ? [Signal("reversal.recovered", receipt)] : [] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.reversals[receipt]?.recovered += amount }
}
extension ReversalRecovered: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: ReceiptKey.reversed(receipt) + "/recovered-\(meta.version)", debit: .case(meta), credit: .reversed(receipt),
      amount: amount, code: .correction)
  }
}

/// The bank itself took a credit back: the books follow by a new entry. Nothing goes below zero: what was paid out already is a claim.
public struct ReverseCredit: Command {
  public static let name = "receipts.reverse"
  public static let title = Phrase("银行冲回到账", "The bank took a credit back")
  public static let roles: Set<Role> = [.cashier]
  public static let fields = [
    Field("account", Phrase("账号", "Account"), .text(max: 34)),
    Field("day", Phrase("冲回日", "Day"), .day),
    Field("line", Phrase("冲回流水", "Line"), .text(max: 20)),
    Field("case", Phrase("案件", "Case"), .text(max: 20), required: false),
    Field(
      "receipt", Phrase("原到账", "The credit"), .text(max: 20),
      hint: Phrase("案件的到账，或不明款的编号", "A case's receipt, or money in suspense")),
    Field("reason", Phrase("冲回理由", "Why the bank took it back"), .longText(max: 500)),
  ]
  let account: String
  let day: Day
  let line: ID<BankLine>
  let caseID: ID<CaseFile>?
  let receipt: Int64
  let reason: String
  public init(_ input: inout Input) {
    account = input.text("account", max: 34)
    day = input.day("day") ?? Day(number: 0)
    line = input.id("line")
    caseID = input.optionalID("case")
    receipt = input.id("receipt", Receipt.self).raw
    reason = input.text("reason", max: 500)
  }
  private var stream: StreamID { .bankStatement(account, day) }
  public var reads: [StreamID] {
    [stream] + (caseID.map { [.caseFile($0), .caseAccount($0)] } ?? [.bankReceipt(ID(raw: receipt))])
  }
  /// The credit in suspense that the case's receipt was matched with.
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    guard let caseID, let from = situation.account(caseID).receipts[ID(raw: receipt)]?.from else { return [] }
    return [.bankReceipt(from)]
  }
  public var needs: Set<Need> { [.bankBooks(account: account, day: day, entries: [])] }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try BankDayFields.state(account, day, situation)
    guard let found = state.lines[line] else { throw .noSuchItem }
    guard found.side == .debit, found.isOpen(situation.findings.bankBooks) else { throw .itemSettled }
    guard found.isReturn else { throw .notAReversal }
    var draft = Draft(situation)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let entries =
      if let caseID {
        try ofCase(caseID, found.amount, words, &draft)
      } else {
        try ofSuspense(found.amount, words, &draft)
      }
    draft.add(stream, [BankItemsPaired(lines: [line], entries: entries)])
    return draft.appended
  }

  /// The names of the entries that it books.
  private func ofCase(
    _ caseID: ID<CaseFile>, _ stated: Money, _ words: VaultRef, _ draft: inout Draft
  ) throws(Refusal) -> [String] {
    let id = ID<Receipt>(raw: receipt)
    let account = draft.situation.account(caseID)
    guard let known = account.receipts[id] else { throw .noReceiptToReverse }
    // A share of a sum that came in elsewhere is no credit of the bank: what the bank takes back is that sum.
    if known.source == .distribution || known.source == .cluster { throw .noCreditOfBank }
    guard stated == known.amount else { throw .otherSum(known.amount) }
    let taken = min(known.amount, max(.zero, account.available))
    // What waits at a gate is still here: it is sent back first, and nothing has to be claimed.
    if taken < known.amount, account.openPayouts.contains(where: { $0.status.gate != nil }) { throw .payoutToReturn }
    let claim = known.amount - taken
    draft.add(
      .caseAccount(caseID),
      [ReceiptReversed(receipt: id, amount: known.amount, taken: taken, claim: claim, reason: words)])
    if let from = known.from { draft.add(.bankReceipt(from), [BankMatchReversed(receipt: id, amount: known.amount)]) }
    CaseReceipts.revokePerformance(id, caseID, &draft)
    let key = ReceiptKey.reversed(id)
    return (1...([taken, claim].count { $0 > .zero })).map { EntryID(key, "\($0)").description }
  }

  private func ofSuspense(_ stated: Money, _ words: VaultRef, _ draft: inout Draft) throws(Refusal) -> [String] {
    let id = ID<BankReceipt>(raw: receipt)
    let state = draft.situation.bankReceipt(id)
    guard let taken = state.taken, state.reversed == .zero else { throw .noReceiptToReverse }
    guard stated == taken.amount else { throw .otherSum(taken.amount) }
    guard state.open == taken.amount else { throw .matchedStill }
    draft.add(.bankReceipt(id), [BankReceiptReversed(receipt: id, amount: taken.amount, reason: words)])
    return [EntryID(ReceiptKey.reversed(id), "1").description]
  }
}

/// Uses money that came in on the case to make good what the bank took back after it was paid out.
public struct RecoverReversed: CaseCommand {
  public static let name = "receipts.recoverReversed"
  public static let title = Phrase("弥补已冲回的款项", "Make good what the bank took back")
  public static let roles: Set<Role> = [.cashier, .moneySupervisor]
  public static let fields = [
    FundsCommands.caseField,
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("空白为账户可用的全部，至多为尚缺的数额", "All that the account has available, at most what is missing, if empty")),
  ]
  public let caseID: ID<CaseFile>
  let amount: Money
  public init(_ input: inout Input) {
    caseID = input.id("case")
    amount = input.money("amount", required: false)
  }
  /// What came in, is not spoken for, and may fill the gap: what the court stands in for is no money.
  private static func free(_ account: CaseAccount) -> Money { max(.zero, min(account.available, account.received)) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if account.openReversals.isEmpty { throw .nothingReversed }
    if free(account) <= .zero { throw .nothingToPay }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    var left = RecoverReversed.free(account)
    if amount > .zero {
      guard amount <= min(left, account.covered) else { throw .payoutExceeds(amount, min(left, account.covered)) }
      left = amount
    }
    var events: [any Event] = []
    for (receipt, state) in account.openReversals where left > .zero {
      let part = min(left, state.open)
      left -= part
      events.append(ReversalRecovered(receipt: receipt, amount: part, isWhole: part == state.open))
    }
    return [situation.append(.caseAccount(caseID), events)]
  }
}

extension Refusal {
  static var noReceiptToReverse: Refusal {
    Refusal(
      "noReceiptToReverse", field: "receipt", Phrase("没有这笔到账，或者已经冲回", "There is no such credit, or it was taken back already"))
  }
  static var noCreditOfBank: Refusal {
    Refusal(
      "noCreditOfBank", field: "receipt",
      Phrase("该款由分配或者专案账户转入，不是银行的一笔到账", "It is a share of a sum that came in elsewhere, no credit of the bank"),
      remedy: Phrase("选择该笔款项原来的到账", "Name the credit that it came from"))
  }
  static func otherSum(_ amount: Money) -> Refusal {
    Refusal(
      "otherSum", field: "receipt",
      Phrase("原到账 \(amount.grouped) 元，与冲回金额不同", "The credit was \(amount.grouped), another sum than the bank took back"))
  }
  static var matchedStill: Refusal {
    Refusal(
      "matchedStill", field: "receipt", Phrase("这笔款已认领或在退回中", "It is matched with a case, or on its way back"),
      remedy: Phrase("选择案件的到账冲回，或者先撤回认领", "Name the case's receipt, or take the match back first"))
  }
  static var payoutToReturn: Refusal {
    Refusal(
      "payoutToReturn", Phrase("本案有发放在审批中，款项尚未付出", "A payout of the case waits at a gate: the money is still here"),
      remedy: Phrase("先退回该笔发放", "Return that payout first"))
  }
  static var nothingReversed: Refusal {
    Refusal("nothingReversed", Phrase("本案没有待弥补的冲回款", "Nothing that the bank took back is missing"))
  }
}
