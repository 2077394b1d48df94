import Basics
import Casework
import Enforcement
import TestSupport

/// The case money of a small court as a die falls: receipts, payouts at every stage, and now and then one of money that is not there.
struct MoneyLives {
  let samples: StoreSamples
  private var dice: Dice
  private var matters: [Matter]
  private let payees: [ID<Person>]

  struct Matter {
    let money: MoneySamples
    var account = CaseAccount()
    var version = 0
  }

  init(seed: UInt64, cases: Int = 5) {
    samples = StoreSamples()
    dice = Dice(seed)
    let samples = samples
    matters = (0..<cases).map { _ in Matter(money: MoneySamples(samples)) }
    payees = (0..<3).map { _ in samples.ids.next() }
  }

  var accounts: [(ID<CaseFile>, CaseAccount)] { matters.map { ($0.money.caseID, $0.account) } }

  /// The next transaction; `take(_:)` tells whether it was stored.
  mutating func next(_ step: Int) -> Transaction {
    let matter = matters[dice.roll(matters.count)]
    return samples.transaction(
      [StreamEvents(stream: matter.money.stream, expected: matter.version, events: events(matter))],
      at: samples.moment(Int64(step) * 3_000), causation: "command:\(step)")
  }
  mutating func take(_ transaction: Transaction) {
    for part in transaction.streams {
      guard let place = matters.firstIndex(where: { $0.money.stream == part.stream }) else { continue }
      for event in part.events {
        matters[place].version += 1
        let meta = EventMeta(
          stream: part.stream, version: matters[place].version, court: transaction.court, at: transaction.at,
          actor: transaction.actor, causation: transaction.causation)
        var state: any StreamState = matters[place].account
        event.fold(into: &state, meta)
        if let account = state as? CaseAccount { matters[place].account = account }
      }
    }
  }

  private mutating func events(_ matter: Matter) -> [any Event] {
    let account = matter.account
    let open = account.openPayouts
    if let payout = dice.pick(open), dice.roll(4) > 0 {
      // What was stored before there were three gates left with its approval.
      let isOld = payout.id.raw % 5 == 0
      if let gate = payout.status.gate, !(isOld && gate == .release) {
        if dice.roll(4) == 0 { return [PayoutReturned(payout: payout.id, reason: samples.ref(), gate: gate)] }
        switch gate {
        case .supervision where isOld: return [PayoutApproved(payout: payout.id)]
        case .supervision: return [PayoutSupervised(payout: payout.id)]
        case .approval: return [PayoutApproved(payout: payout.id)]
        case .release: return [PayoutReleased(payout: payout.id)]
        }
      }
      return step(of: payout, matter)
    }
    if account.available > .zero, dice.roll(2) == 0 { return [propose(matter, beyond: dice.roll(6) == 0)] }
    return (0...dice.roll(2)).map { _ in matter.money.receipt(Int64(1 + dice.roll(5_000_000))) }
  }

  private mutating func step(of payout: CaseAccount.PayoutState, _ matter: Matter) -> [any Event] {
    let sent = payout.lines.filter { payout.lineStatus[$0.id] == .sent }
    guard let line = dice.pick(sent) else {
      return payout.lines.filter { payout.lineStatus[$0.id] == .waiting || payout.lineStatus[$0.id] == .bounced }.map {
        PayoutLineSent(payout: payout.id, line: $0.id, request: samples.ids.next())
      }
    }
    if dice.roll(3) == 0 { return [PayoutLineBounced(payout: payout.id, line: line.id, reason: "rejected")] }
    let settled = PayoutLineSettled(payout: payout.id, line: line.id)
    let others = payout.lines.filter { $0.id != line.id && payout.lineStatus[$0.id] != .settled }
    return others.isEmpty ? [settled, PayoutSettled(payout: payout.id)] : [settled]
  }

  private mutating func propose(_ matter: Matter, beyond: Bool) -> PayoutProposed {
    let available = matter.account.available.fen
    let total = beyond ? available + 1 : 1 + Int64(dice.roll(Int(available)))
    let fee = total > 10 ? total / 10 : 0
    var lines = [matter.money.line(total - fee, dice.roll(5) == 0 ? .surplus : .applicant, payee: dice.pick(payees))]
    if fee > 0 { lines.append(matter.money.line(fee, .fee)) }
    return matter.money.proposed(lines)
  }
}
