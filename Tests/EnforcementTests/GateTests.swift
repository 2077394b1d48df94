import Basics
import Enforcement
import EnforcementLaw
import Testing

/// The three gates of case money as rules.
struct GateTests {
  private func staff(_ number: Int64, _ roles: Role...) -> Actor { Actor(.staff(ID(raw: number)), roles: Set(roles)) }
  private func refusal(_ book: GateBook, _ gate: MoneyGate, _ sum: Money, _ actor: Actor) -> String? {
    do throws(Refusal) {
      try book.check(gate, sum, actor, CourtSettings())
      return nil
    } catch {
      return error.code
    }
  }
  private func account(_ events: [(any Event, Actor)]) -> CaseAccount {
    var state: any StreamState = CaseAccount()
    for (offset, (event, actor)) in events.enumerated() {
      let meta = EventMeta(
        stream: StreamID(.caseAccount, "1"), version: offset + 1, court: CourtCode("浙1099"), at: Instant(milliseconds: 0),
        actor: actor.ref, causation: "c")
      event.fold(into: &state, meta)
    }
    return state as? CaseAccount ?? CaseAccount()
  }
  private let payout = ID<Enforcement.Payout>(raw: 7)
  private var proposed: PayoutProposed {
    PayoutProposed(
      payout: payout,
      lines: [PayoutLine(id: ID(raw: 8), kind: .applicant, payee: ID(raw: 9), amount: .yuan(100), vault: nil)], reasons: [])
  }

  @Test("A chief approves up to the limit of the chief, a vice-president up to his own, the president any sum")
  func limits() {
    let settings = CourtSettings()
    let book = GateBook(proposedBy: .staff(ID(raw: 1)), passed: [.supervision: .staff(ID(raw: 2))], next: .approval)
    #expect(refusal(book, .approval, .yuan(1_000_000), staff(3, .bureauChief)) == nil)
    #expect(refusal(book, .approval, .yuan(1_000_001), staff(3, .bureauChief)) == "beyondLimit")
    #expect(refusal(book, .approval, .yuan(50_000_000), staff(3, .vicePresident)) == nil)
    #expect(refusal(book, .approval, .yuan(50_000_001), staff(3, .vicePresident)) == "beyondLimit")
    #expect(refusal(book, .approval, .yuan(1_700_000_000), staff(3, .president)) == nil)
    #expect(settings.approver(of: .yuan(1_000_000)) == .bureauChief)
    #expect(settings.approver(of: .yuan(1_000_001)) == .vicePresident)
    #expect(settings.approver(of: .yuan(50_000_001)) == .president)
  }

  @Test("Whoever proposed, and whoever passed a gate, passes no other; a gate is for its own people and comes in turn")
  func hands() {
    let book = GateBook(proposedBy: .staff(ID(raw: 1)), passed: [.supervision: .staff(ID(raw: 2))], next: .approval)
    #expect(refusal(book, .approval, .yuan(1), staff(1, .bureauChief)) == "secondPerson")
    #expect(refusal(book, .approval, .yuan(1), staff(2, .moneySupervisor, .bureauChief)) == "sameHand")
    #expect(refusal(book, .approval, .yuan(1), staff(3, .cashier)) == "notAtGate")
    #expect(refusal(book, .release, .yuan(1), staff(3, .cashier)) == "otherGate")
    #expect(refusal(book, .supervision, .yuan(1), staff(3, .moneySupervisor)) == "otherGate")
  }

  @Test("A log from before the gates reads as it was: what was approved left with the approval")
  func oldLog() {
    let (officer, chief) = (staff(1, .officer), staff(2, .bureauChief))
    let approved = account([(proposed, officer), (PayoutApproved(payout: payout), chief)])
    #expect(approved.payouts[payout]?.status == .approved)
    #expect(approved.payouts[payout]?.gates.next == .release)
    let sent = account([
      (proposed, officer), (PayoutApproved(payout: payout), chief),
      (PayoutLineSent(payout: payout, line: ID(raw: 8), request: ID(raw: 10)), .machine),
    ])
    #expect(sent.payouts[payout]?.status == .released)
    #expect(sent.payouts[payout]?.approvedBy == chief.ref)
    let returned = account([(proposed, officer), (PayoutReturned(payout: payout, reason: reason), chief)])
    #expect(returned.payouts[payout]?.status == .returned)
    #expect(returned.openPayouts.isEmpty)
  }
  private var reason: VaultRef { VaultRef(id: ID(raw: 11), version: 1, digest: "00") }
}
