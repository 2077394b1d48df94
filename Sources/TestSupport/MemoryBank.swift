import Basics
import Casework
import Enforcement
import Ledger

/// The books beside a day of the bank, read from the whole log every time.
enum MemoryBank {
  static func books(
    _ account: String, _ day: Day, _ entries: [String], _ ledger: [(day: Day, ref: String, signed: Money)], _ log: [RecordedEvent]
  ) -> BankBooks {
    var digests: [String: String] = [:]
    var stated: Set<String> = []
    var settled: Set<String> = []
    var timing: Set<String> = []
    var ofDay: Set<String> = []
    var closings: [Day: Money] = [:]
    for recorded in log {
      switch recorded.event {
      case let event as BankReceiptTaken: digests["bankReceipt:\(recorded.meta.stream.key)#1"] = event.lineDigest
      case let event as ReceiptBooked where event.from == nil: digests["receipt:\(event.receipt)#1"] = event.bankLineDigest
      case let event as AidFundFilled: digests["aidFund:\(event.deposit)#1"] = event.bankLineDigest
      case let event as PayoutLineSettled:
        digests["payout:\(event.payout)/\(event.line)/settled#1"] = event.bankLineDigest
      case let event as RefundPaid: digests["refund:\(event.refund)/paid#1"] = event.lineDigest
      case let event as BankLinesStated:
        stated.formUnion(event.lines.map(\.digest))
        if event.account == account && event.day == day { ofDay.formUnion(event.lines.map(\.digest)) }
      case let event as BankDayStated where event.account == account: closings[event.day] = event.closing
      case let event as BankItemsPaired:
        settled.formUnion(event.entries)
        timing.subtract(event.entries)
      case let event as BankItemExplained:
        guard let entry = event.entry else { break }
        settled.insert(entry)
        if event.cause == .timing { timing.insert(entry) }
      default: break
      }
    }
    func entry(_ ref: String, _ signed: Money) -> BankBooks.Entry {
      let known = digests[ref].map { stated.contains($0) } ?? false
      return BankBooks.Entry(
        ref: ref, signed: signed, isSettled: known || settled.contains(ref), isTiming: !known && timing.contains(ref))
    }
    var books = BankBooks()
    books.booked = ofDay.intersection(digests.values)
    books.entries = ledger.filter { $0.day == day }.map { entry($0.ref, $0.signed) }
    for item in ledger where entries.contains(item.ref) { books.named[item.ref] = entry(item.ref, item.signed) }
    books.balance = ledger.filter { $0.day <= day }.reduce(.zero) { $0 + $1.signed }
    books.previousClosing = closings.keys.filter { $0 < day }.max().flatMap { closings[$0] }
    return books
  }
}
