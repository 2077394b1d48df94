import Basics
import Ledger

/// The difference moves between the bank and the case.
extension ReceiptCorrected: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard amount != was else { return nil }
    let more = amount > was
    return LedgerGroup(
      key: ReceiptKey.booked(receipt) + "/corrected/\(meta.version)", debit: more ? .bank : .case(meta),
      credit: more ? .case(meta) : .bank, amount: more ? amount - was : was - amount, code: .correction)
  }
}

/// The payee's again; what left the bank is the court's to recover.
extension PayoutLineMisdirected: MoneyEvent {
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutKey.step(payout, line, "misdirected/\(meta.version)"), debit: .overpaid(line), credit: reserved.credit,
      amount: reserved.amount, code: .correction)
  }
}
