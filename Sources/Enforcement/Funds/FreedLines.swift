import Basics
import Ledger

/// A line that came back reaches its payee no more: its money is the case's again, to be lodged or paid to another account.
public struct PayoutLineFreed: Event {
  public static let name = "funds.payoutLineFreed.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public let amount: Money
  public let reason: VaultRef
  public init(payout: ID<Payout>, line: ID<PayoutLine>, amount: Money, reason: VaultRef) {
    self.payout = payout
    self.line = line
    self.amount = amount
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    guard let freed = account.payouts[payout]?.lines.first(where: { $0.id == line }) else { return }
    account.payouts[payout]?.lines.removeAll { $0.id == line }
    account.payouts[payout]?.freed.append(freed)
  }
}
/// What was the payee's is the case's.
extension PayoutLineFreed: MoneyEvent {
  static func key(_ payout: ID<Payout>, _ line: ID<PayoutLine>) -> String { PayoutKey.step(payout, line, "freed") }
  /// Whom a payment that the bank made after all is laid to: the payee, or the court where the case has the money already.
  static func payer(of reserved: LedgerEntry, _ payout: ID<Payout>, _ line: ID<PayoutLine>, _ books: Books) -> LedgerAccount {
    books.entries(of: key(payout, line)).isEmpty ? reserved.credit : .overpaid(line)
  }
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutLineFreed.key(payout, line), debit: reserved.credit, credit: reserved.debit, amount: reserved.amount,
      code: reserved.code)
  }
}

extension CaseAccount.PayoutState {
  func isFreed(_ line: ID<PayoutLine>) -> Bool { freed.contains { $0.id == line } }
  /// Every line of it, those too that were given back to the case.
  public var everyLine: [PayoutLine] { lines + freed }
  /// Nothing of it is on its way or waits to leave: what is left came back, and keeps no other payout waiting.
  public var onlyCameBack: Bool {
    status == .released && reopened == nil && lines.allSatisfy { [.settled, .bounced].contains(lineStatus[$0.id]) }
  }
}
extension CaseAccount {
  /// Payouts that have to come to their end before another is proposed.
  public var busyPayouts: [PayoutState] { openPayouts.filter { !$0.onlyCameBack } }
}

/// Gives what came back to the case, where its payee cannot be reached on any account: it may be lodged then. Whoever proposed the payout
/// does not decide.
public struct FreeReturnedLines: CaseCommand {
  public static let name = "funds.freeReturned"
  public static let title = Phrase("退汇款项转回案款账户", "Give back to the case what came back")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  /// Kinds with a book of their own, which says where they go.
  private static let kept: Set<PayoutLine.Kind> = [.aid, .reward, .lodged, .escheat, .wrongful]
  public static let fields = [
    FundsCommands.caseField, Field("payout", Phrase("发放单", "Payout"), .pick(.payout)),
    Field(
      "reason", Phrase("不再按原单支付的理由", "Why it is not sent again"), .longText(max: 1000),
      hint: Phrase("例如收款人下落不明、账户已注销，拟提存", "The payee cannot be found, his account is closed: it is to be lodged")),
  ]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).openPayouts.contains(where: { !came(back: $0).isEmpty }) else { throw .noLineCameBack }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = situation.account(caseID).payouts[payout] else { throw .noSuchPayout }
    try Authority.otherThan(state.proposedBy, situation.actor)
    if state.reopened != nil { throw .payoutNotReleased }
    let lines = Self.came(back: state)
    guard !lines.isEmpty else { throw .noLineCameBack }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    draft.add(.caseAccount(caseID), lines.map { PayoutLineFreed(payout: payout, line: $0.id, amount: $0.amount, reason: words) })
    PaymentWord.settleWhole(payout, of: caseID, &draft)
    return draft.appended
  }
  private static func came(back state: CaseAccount.PayoutState) -> [PayoutLine] {
    guard state.status == .released, state.reopened == nil else { return [] }
    return state.lines.filter { state.lineStatus[$0.id] == .bounced && !kept.contains($0.kind) }
  }
}

extension Refusal {
  static var noLineCameBack: Refusal {
    Refusal(
      "nothingCameBack", field: "payout", Phrase("这笔发放没有退汇的款项", "No line of this payout came back"),
      remedy: Phrase("支付中的等开户行答复；专项款项按其本身的办法处理", "Wait for the bank's answer; special funds go their own way"))
  }
}
