import Basics
import EnforcementLaw

/// What to ask for next, given what is found and what already stands (R3.4): money first, never beyond what is owed; things that
/// cannot be divided only where money does not suffice, no more of them than needed, and with the reason recorded.
struct ControlPlan {
  struct Step {
    let found: Search.Found
    let ruling: Seizure.Ruling
    var amount: Money
    let heldFor: Phrase?
  }

  private let file: CaseFile
  private let settings: CourtSettings
  /// What money may still secure.
  private var room: Money
  /// What may still be secured of those debtors who do not answer for the whole.
  private var rooms: [ID<Person>: Money]
  private(set) var steps: [Step] = []

  /// `owed` is what is open today; each ruling's ceiling bounds what stands under it.
  /// `ceilings` bound what is taken of a debtor who does not answer for the whole.
  static func make(
    _ file: CaseFile, owed: Money, ceilings: [ID<Person>: Money] = [:], settings: CourtSettings
  ) -> [Step] {
    var plan = ControlPlan(file, owed, ceilings, settings)
    let rulings = file.seizure.signedRulings
    for ruling in rulings { plan.addDeposits(ruling) }
    // Things make up for the money that is there now; later credits are no reason to do without.
    let missing = plan.room - plan.standingThings { _ in true }
    let shortfalls = rulings.map { ruling in
      min(missing, plan.room(under: ruling) - plan.standingThings { $0.ruling == ruling.paper })
    }
    for ruling in rulings { plan.addWatch(ruling) }
    for (ruling, shortfall) in zip(rulings, shortfalls) { plan.addThings(ruling, shortfall) }
    return plan.steps
  }

  private init(_ file: CaseFile, _ owed: Money, _ ceilings: [ID<Person>: Money], _ settings: CourtSettings) {
    self.file = file
    self.settings = settings
    rooms = ceilings.reduce(into: [:]) { rooms, ceiling in
      rooms[ceiling.key] = ceiling.value - file.seizure.secured { $0.debtor == ceiling.key }
    }
    room = owed - file.seizure.secured
  }

  /// What a ruling's ceiling leaves, with the steps planned so far.
  private func room(under ruling: Seizure.Ruling) -> Money {
    let standing = file.seizure.secured { $0.ruling == ruling.paper }
    let planned = steps.filter { $0.ruling.paper == ruling.paper && $0.found.kind.isDivisible }.map(\.amount).boundedSum
    return min(room, ruling.ceiling - standing - planned)
  }

  private mutating func addDeposits(_ ruling: Seizure.Ruling) {
    let deposits = free(ruling).filter { $0.kind.isDivisible }
      .sorted { ($1.value - $1.exempt, $0.property) < ($0.value - $0.exempt, $1.property) }
    for found in deposits {
      let amount = min(room(under: ruling), found.value - found.exempt, rooms[found.debtor] ?? room)
      guard amount > .zero else { continue }
      steps.append(Step(found: found, ruling: ruling, amount: amount, heldFor: nil))
      take(amount, of: found.debtor)
    }
  }

  /// What is still missing is caught from later credits: on the first account asked for, or on the best one there is. What standing
  /// freezes already wait for is not waited for twice.
  private mutating func addWatch(_ ruling: Seizure.Ruling) {
    let watched = file.seizure.live.map(\.watched).boundedSum
    var rest = min(room(under: ruling), room - watched)
    guard rest > .zero else { return }
    let first = steps.firstIndex { $0.ruling.paper == ruling.paper && $0.found.kind.isDivisible && hasRoom($0.found.debtor) }
    if let first {
      rest = min(rest, rooms[steps[first].found.debtor] ?? rest)
      steps[first].amount += rest
      take(rest, of: steps[first].found.debtor)
    } else {
      let accounts = free(ruling).filter {
        $0.kind.isDivisible && ($0.exempt == .zero || $0.value > $0.exempt) && hasRoom($0.debtor)
      }
      guard let best = accounts.max(by: { ($0.value, $1.property) < ($1.value, $0.property) }) else { return }
      rest = min(rest, rooms[best.debtor] ?? rest)
      steps.append(Step(found: best, ruling: ruling, amount: rest, heldFor: nil))
      take(rest, of: best.debtor)
    }
  }
  private func hasRoom(_ debtor: ID<Person>) -> Bool { rooms[debtor].map { $0 > .zero } ?? true }
  private mutating func take(_ amount: Money, of debtor: ID<Person>) {
    room -= amount
    if let left = rooms[debtor] { rooms[debtor] = left - amount }
  }

  /// Securities before policies before goods before cars before houses until the shortfall is covered, then without those that turn out not to be needed. While
  /// units still answer, a ruling that also covers money waits for them.
  private mutating func addThings(_ ruling: Seizure.Ruling, _ shortfall: Money) {
    let answersDue = file.search.rounds.last.map { !$0.waiting.isEmpty } ?? false
    if answersDue && ruling.kinds.contains(where: \.isDivisible) { return }
    let shortfall = shortfall - steps.filter { !$0.found.kind.isDivisible }.map { counted($0.found) }.boundedSum
    var missing = shortfall
    let order: [Property.Kind] = [.security, .policy, .goods, .vehicle, .realEstate]
    let free = free(ruling).filter { hasRoom($0.debtor) }
    var chosen: [Search.Found] = []
    for kind in order {
      // Known values first, so that what is of unknown value is only taken where it has to be.
      for found in free.filter({ $0.kind == kind }).sorted(by: {
        ($0.value == .zero ? 1 : 0, $0.property) < ($1.value == .zero ? 1 : 0, $1.property)
      })
      where missing > .zero && (found.value > found.exempt || found.value == .zero) {
        chosen.append(found)
        missing -= counted(found)
      }
    }
    for found in needed(chosen, shortfall) {
      let reason = Seizure.holding(found.kind, shortfall: shortfall, valueKnown: found.value != .zero)
      steps.append(Step(found: found, ruling: ruling, amount: amount(found, shortfall), heldFor: reason))
    }
  }

  /// A thing is held whole; of securities no more than covers the shortfall after the haircut.
  private func amount(_ found: Search.Found, _ shortfall: Money) -> Money {
    let whole = max(found.value - found.exempt, Money(fen: 1))
    let counted = counted(found)
    guard found.kind == .security, counted > shortfall, shortfall > .zero else { return whole }
    let part = (Int128(whole.fen) * Int128(shortfall.fen) + Int128(counted.fen) - 1) / Int128(counted.fen)
    return min(whole, Money(fen: Int64(part)))
  }

  /// Those of the chosen without which the others would not cover the shortfall.
  private func needed(_ chosen: [Search.Found], _ shortfall: Money) -> [Search.Found] {
    let known = chosen.filter { $0.value > .zero }
    let items = known.map { SeizureItems.thing("\($0.property)", $0.kind, $0.value - $0.exempt) }
    guard let check = try? SeizureLimit.check(claim: max(.zero, shortfall), costs: .zero, items: items, settings: settings).value
    else { return chosen }
    let covered = check.counted >= shortfall
    return chosen.filter { !check.releasable.contains("\($0.property)") && !(covered && $0.value == .zero) }
  }

  /// What things asked for or held make up for; one that waits behind others makes up for nothing.
  private func standingThings(where included: (Seizure.MeasureState) -> Bool) -> Money {
    file.seizure.live.filter { !$0.kind.isDivisible && ($0.status == .requested || $0.status == .effective) && included($0) }
      .map { SeizureItems.counted($0.kind, $0.requested, settings) }.boundedSum
  }
  private func counted(_ found: Search.Found) -> Money {
    SeizureItems.counted(found.kind, max(.zero, found.value - found.exempt), settings)
  }

  /// Finds of the ruling's kinds that the machine may ask for under it.
  private func free(_ ruling: Seizure.Ruling) -> [Search.Found] {
    let planned = Set(steps.map(\.found.property))
    let debtors = Set(file.debtors.map(\.person))
    return file.search.foundList.filter { found in
      debtors.contains(found.debtor) && ruling.debtors.contains(found.debtor) && !file.search.disowned.contains(found.property)
        && !file.search.struck.contains(found.property)
        && ruling.kinds.contains(found.kind)
        && !planned.contains(found.property)
        && file.seizure.measures.values.allSatisfy { $0.property != found.property || mayAskAgain(after: $0, found, ruling) }
    }
  }

  /// A unit is asked once for each find; what was let go or ran out is not taken again on the same ruling, and what is exempt or a
  /// third party's never.
  private func mayAskAgain(after past: Seizure.MeasureState, _ found: Search.Found, _ ruling: Seizure.Ruling) -> Bool {
    switch past.status {
    case .effective: return past.isSpent && past.ruling != ruling.paper
    case .requested, .queued, .releasing, .handedOver: return false
    case .failed: return past.find < found.times
    case .lapsed: return past.ruling != ruling.paper
    case .released:
      guard let ground = past.ground else { return false }
      return ground == .excess || (!ground.isFinal && past.ruling != ruling.paper)
    }
  }
}

/// Measures and finds as the law library weighs them.
enum SeizureItems {
  static func thing(_ id: String, _ kind: Property.Kind, _ value: Money) -> SeizureLimit.Item {
    SeizureLimit.Item(id: id, kind: weighed(kind), value: max(.zero, value))
  }
  /// What a thing counts for, after the court's haircut.
  static func counted(_ kind: Property.Kind, _ value: Money, _ settings: CourtSettings) -> Money {
    let check = try? SeizureLimit.check(claim: .zero, costs: .zero, items: [thing("", kind, value)], settings: settings)
    return check?.value.counted ?? value
  }
  /// A policy is surrendered whole, so it weighs like a movable.
  private static func weighed(_ kind: Property.Kind) -> SeizureLimit.Kind {
    switch kind {
    case .deposit: .money
    case .vehicle, .policy, .security, .goods: .movable
    case .realEstate: .immovable
    }
  }
}
