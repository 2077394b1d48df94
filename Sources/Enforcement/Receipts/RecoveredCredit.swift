import Basics

/// A credit in suspense is money that had been paid wrongly and is back: it leaves suspense and fills the gap.
public struct BankReceiptToRecovery: Event {
  public static let name = "receipt.toRecovery.v1"
  public let amount: Money
  public init(amount: Money) { self.amount = amount }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.recovered += amount }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// What was paid wrongly is back only where a line of the bank says so: the person chooses the credit, nobody types one.
enum RecoveredCredit {
  static let field = Field(
    "credit", Phrase("追回的到账（不明款）", "The credit in suspense"), .text(max: 20),
    hint: Phrase("追回的款项先由银行文件记入不明款，金额与应追回的相同", "A bank file puts it in suspense first; its sum is what is to come back"))

  /// The credit's line, and what is written beside it.
  static func take(
    _ credit: ID<BankReceipt>, _ amount: Money, _ situation: Situation
  ) throws(Refusal) -> (line: VaultRef, events: StreamEvents) {
    let state = situation.bankReceipt(credit)
    guard let taken = state.taken else { throw .noSuchReceipt(credit) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    guard state.open == amount else { throw .otherRecovery(amount, state.open) }
    return (taken.vault, situation.append(.bankReceipt(credit), [BankReceiptToRecovery(amount: amount)]))
  }
}

extension Refusal {
  static func otherRecovery(_ amount: Money, _ open: Money) -> Refusal {
    Refusal(
      "otherRecovery", field: "credit",
      Phrase(
        "应追回 \(amount.grouped) 元，所选到账余下 \(open.grouped) 元",
        "\(amount.grouped) yuan are to come back; of the credit \(open.grouped) are left"),
      remedy: Phrase("选择金额相同的到账", "Choose the credit of that sum"))
  }
}
