import Basics
import Ledger

/// What was said to be the fund's is not: it goes back into suspense, while the fund still has it free.
public struct UndoAidFill: Command {
  public static let name = "aid.undoFill"
  public static let title = Phrase("撤回转入救助资金", "Take money back from the aid fund")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [
    ReceiptCommands.receiptField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.aidFund(situation.court)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard situation.bankReceipt(receipt).taken != nil else { throw .noSuchReceipt(receipt) }
    let fund: AidFund = situation.state(.aidFund(situation.court))
    let fills = fund.fills.filter { $0.from == receipt }
    guard !fills.isEmpty else { throw .nothingFilled }
    let sum = fills.reduce(Money.zero) { $0 + $1.amount }
    guard sum <= fund.free else { throw .aidFundShort(sum, fund.free) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(
        .aidFund(situation.court), fills.map { AidFillWithdrawn(deposit: $0.id, amount: $0.amount, reason: words) }),
      situation.append(.bankReceipt(receipt), [BankReceiptFromFund(amount: sum)]),
    ]
  }
}

/// Money in the fund was not the fund's: it is in suspense again.
public struct AidFillWithdrawn: Event {
  public static let name = "aid.fillWithdrawn.v1"
  public let deposit: ID<Receipt>
  public let amount: Money
  public let reason: VaultRef
  public init(deposit: ID<Receipt>, amount: Money, reason: VaultRef) {
    self.deposit = deposit
    self.amount = amount
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to fund: inout AidFund, _ meta: EventMeta) {
    fund.received -= amount
    fund.fills.removeAll { $0.id == deposit }
  }
}
extension AidFillWithdrawn: MoneyEvent {
  private var entry: EntryID { EntryID(AidFundFilled.key(deposit), "1") }
  public var restsOn: [LedgerReference] { [.entry(entry)] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let filled = books.entries[entry]?.entry else { return nil }
    return LedgerGroup(
      key: AidFundFilled.key(deposit) + "/withdrawn", debit: filled.credit, credit: filled.debit, amount: filled.amount,
      code: .correction, phase: .reversal(of: entry))
  }
}

/// The other side of ``AidFillWithdrawn``: the credit has no place again, and its clock runs.
public struct BankReceiptFromFund: Event {
  public static let name = "receipt.fromFund.v1"
  public let amount: Money
  public init(amount: Money) { self.amount = amount }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.funded -= amount }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

extension Refusal {
  static var nothingFilled: Refusal {
    Refusal("nothingFilled", field: "receipt", Phrase("这笔款没有转入救助资金", "Nothing of it went to the aid fund"))
  }
}
