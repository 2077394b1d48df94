import Basics
import Casework
import Enforcement

/// The money of one made-up case as events, for the rules of a store and of the ledger.
public struct MoneySamples: Sendable {
  public let samples: StoreSamples
  public let caseID: ID<CaseFile>
  public var stream: StreamID { .caseAccount(caseID) }

  public init(_ samples: StoreSamples) {
    self.samples = samples
    caseID = samples.ids.next()
  }

  public func receipt(_ fen: Int64) -> ReceiptBooked {
    let id = samples.ids.next(Receipt.self)
    return ReceiptBooked(
      receipt: id, amount: Money(fen: fen), source: .debtor, bankLineDigest: "line-\(id)", vault: samples.ref(),
      payBy: samples.day + 30, reasons: .init("R6.9"))
  }
  public func line(_ fen: Int64, _ kind: PayoutLine.Kind = .applicant, payee: ID<Person>? = nil) -> PayoutLine {
    PayoutLine(
      id: samples.ids.next(), kind: kind, payee: kind == .fee ? nil : payee ?? samples.ids.next(), amount: Money(fen: fen),
      vault: nil)
  }
  public func proposed(_ lines: [PayoutLine]) -> PayoutProposed {
    PayoutProposed(payout: samples.ids.next(), lines: lines, reasons: [])
  }
  public func sent(_ payout: PayoutProposed, _ line: Int) -> PayoutLineSent {
    PayoutLineSent(payout: payout.payout, line: payout.lines[line].id, request: samples.ids.next())
  }
  public func transaction(_ events: [any Event], after version: Int = 0, work: [WorkItem] = []) -> Transaction {
    samples.transaction([StreamEvents(stream: stream, expected: version, events: events)], work: work)
  }
}
