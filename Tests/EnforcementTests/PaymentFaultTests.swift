import Basics
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@testable import Enforcement

/// A bank that takes back its word never makes the court pay twice unseen.
struct PaymentFaultTests {
  private let payout = ID<Enforcement.Payout>(raw: 7)
  private let line = ID<PayoutLine>(raw: 8)

  private struct Book {
    var state: any StreamState = CaseAccount()
    var version = 0
    var account: CaseAccount { state as? CaseAccount ?? CaseAccount() }
    mutating func take(_ events: [any Event]) {
      for event in events {
        version += 1
        let meta = EventMeta(
          stream: StreamID(.caseAccount, "1"), version: version, court: CourtCode("浙1099"), at: Instant(milliseconds: 0),
          actor: .machine, causation: "c")
        event.fold(into: &state, meta)
      }
    }
  }
  private func released() -> Book {
    var book = Book()
    let lines = [PayoutLine(id: line, kind: .applicant, payee: ID(raw: 9), amount: .yuan(100), vault: nil)]
    book.take([
      PayoutProposed(payout: payout, lines: lines, reasons: []), PayoutSupervised(payout: payout),
      PayoutApproved(payout: payout), PayoutReleased(payout: payout),
    ])
    return book
  }
  private func send(_ request: Int64, _ book: inout Book) {
    book.take([PayoutLineSent(payout: payout, line: line, request: ID(raw: request))])
  }
  @discardableResult
  private func say(_ outcome: PartnerOutcome, of request: Int64, _ book: inout Book) -> [String] {
    guard let state = book.account.payouts[payout] else { return [] }
    let events = PaymentWord.events(state, line, ID(raw: request), outcome, reason: "r")
    book.take(events)
    return events.map { type(of: $0).name }
  }
  private func status(_ book: Book) -> CaseAccount.PayoutState.LineStatus? { book.account.payouts[payout]?.lineStatus[line] }

  @Test("What was called failed and is called done before it is sent again counts as paid")
  func foundPaid() {
    var book = released()
    send(1, &book)
    #expect(say(.failed, of: 1, &book) == [PayoutLineBounced.name])
    #expect(say(.done, of: 1, &book) == [PayoutLineFoundPaid.name])
    #expect(status(book) == .settled)
    #expect(say(.done, of: 1, &book) == [])
  }

  @Test("What was called failed and is called done after it was sent again is held, and later answers decide nothing")
  func held() throws {
    var book = released()
    send(1, &book)
    say(.failed, of: 1, &book)
    send(2, &book)
    #expect(say(.done, of: 1, &book) == [PayoutLineContradicted.name])
    #expect(status(book) == .held)
    let contradiction = try #require(book.account.payouts[payout]?.contradictions[line])
    #expect(contradiction.request == ID(raw: 1) && contradiction.current == ID(raw: 2))
    #expect(say(.failed, of: 2, &book) == [] && say(.done, of: 2, &book) == [])
    #expect(status(book) == .held)
  }

  @Test("A second payment that was made already, a payment called failed afterwards, and one made in part are held too")
  func other() {
    var twice = released()
    send(1, &twice)
    say(.failed, of: 1, &twice)
    send(2, &twice)
    say(.done, of: 2, &twice)
    #expect(say(.done, of: 1, &twice) == [PayoutLineContradicted.name])
    #expect(status(twice) == .settled)

    var back = released()
    send(1, &back)
    say(.done, of: 1, &back)
    #expect(say(.failed, of: 1, &back) == [PayoutLineContradicted.name])

    var part = released()
    send(1, &part)
    #expect(say(.partial, of: 1, &part) == [PayoutLineContradicted.name])
    #expect(status(part) == .held)
  }

  @Test("However the bank's words come, a line is sent again only while no word says that it was paid")
  func anyOrder() {
    for seed in UInt64(1)...400 {
      var dice = SeededDice(seed)
      var book = released()
      var sent: Int64 = 0
      var saidDone: Set<Int64> = []
      for _ in 0..<14 {
        switch status(book) {
        case .waiting,
          .bounced where dice.chance(60):
          #expect(saidDone.isEmpty, "seed \(seed): sent again after the bank had called it done")
          sent += 1
          send(sent, &book)
        default: break
        }
        guard sent > 0 else { continue }
        let request = Int64(dice.roll(Int(sent)) + 1)
        let word: PartnerOutcome = dice.chance(40) ? .done : .failed
        say(word, of: request, &book)
        if word == .done { saidDone.insert(request) }
        let state = book.account.payouts[payout]
        if saidDone.count > 1 { #expect(state?.contradictions[line] != nil, "seed \(seed): two payments and nobody warned") }
      }
    }
  }
}
