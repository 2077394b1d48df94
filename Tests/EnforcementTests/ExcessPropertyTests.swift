import Basics
import EnforcementLaw
import TestSupport
import Testing

@testable import Enforcement

/// The weighing itself, on measures made up: for one debtor as it was before ceilings, for several exact to the fen.
@Suite("The weighing of measures (R3.4)") struct ExcessPropertyTests {
  private static let start = Day(2026, 3, 2) ?? .earliest

  private static func file(
    _ dice: inout SeededDice, debtors: Int, things: Bool, statuses: [Seizure.Status] = [.effective]
  ) -> CaseFile {
    var file = CaseFile()
    for number in 1...(1 + dice.roll(7)) {
      let kind: Property.Kind = things && dice.chance(40) ? dice.pick([.vehicle, .realEstate, .policy]) ?? .vehicle : .deposit
      let amount = dice.money(1, 30_000_000)
      let id = ID<Measure>(raw: Int64(number))
      var measure = Seizure.MeasureState(
        id: id, property: ID(raw: Int64(100 + number)), kind: kind, unit: "bankA",
        debtor: ID(raw: Int64(500 + dice.roll(debtors))), ruling: ID(raw: 9),
        requested: dice.chance(30) ? amount + dice.money(1, 5_000_000) : amount, heldFor: nil, find: 1,
        status: dice.pick(statuses) ?? .effective, amount: amount, rank: 1, from: start, until: start + 364)
      if dice.chance(10) && things { measure.pending = .release(ID(raw: 77), keep: dice.money(0, amount.fen)) }
      file.seizure.order.append(id)
      file.seizure.measures[id] = measure
    }
    return file
  }

  @Test("Where nobody has a ceiling of his own the answer is what it was when all were weighed together")
  func unchanged() {
    var dice = SeededDice(41)
    var excesses = 0
    for _ in 0..<600 {
      let file = Self.file(&dice, debtors: 1, things: true, statuses: [.effective, .effective, .requested, .queued])
      let owed = dice.money(0, 90_000_000)
      let now = Excess(file, owed: owed, settings: .standard)
      let before = Self.together(file, owed: owed, settings: .standard)
      #expect(now.total == before.total)
      #expect(now.keeps.map(\.measure) == before.keeps.map(\.measure) && now.keeps.map(\.keep) == before.keeps.map(\.keep))
      excesses += now.total > .zero ? 1 : 0
    }
    #expect(excesses > 100)
  }

  @Test(
    "Money kept is the most that both the debt and each one's part allow: never a fen more of anybody, never a fen less in all")
  func eachAndAll() {
    var dice = SeededDice(42)
    var bounded = 0
    for _ in 0..<600 {
      let file = Self.file(&dice, debtors: 3, things: false)
      let owed = dice.money(0, 90_000_000)
      var ceilings: [ID<Person>: Money] = [:]
      for debtor in 500..<503 where dice.chance(60) { ceilings[ID(raw: Int64(debtor))] = dice.money(0, 40_000_000) }
      let found = Excess(file, owed: owed, ceilings: ceilings, settings: .standard)
      let keeps = Dictionary(found.keeps.map { ($0.measure, $0.keep) }) { first, _ in first }
      #expect(keeps.count == found.keeps.count, "each measure once")
      var most = Money.zero
      var kept = Money.zero
      var held = Money.zero
      for debtor in 500..<503 {
        let person = ID<Person>(raw: Int64(debtor))
        let own = file.seizure.live.filter { $0.debtor == person }
        let stays = own.map { min($0.amount, keeps[$0.id] ?? $0.amount) }.boundedSum
        let has = own.map(\.amount).boundedSum
        if let ceiling = ceilings[person] {
          #expect(stays <= ceiling)
          bounded += has > ceiling ? 1 : 0
        }
        most += min(has, ceilings[person] ?? has)
        kept += stays
        held += has
      }
      #expect(kept == min(owed, most))
      #expect(found.total == held - kept)
    }
    #expect(bounded > 100)
  }

  /// As it was: every measure against the one sum.
  private static func together(
    _ file: CaseFile, owed: Money, settings: CourtSettings
  ) -> (total: Money, keeps: [(measure: ID<Measure>, keep: Money)]) {
    let live = file.seizure.live.filter { $0.status == .requested || $0.status == .effective }
    let money = live.filter(\.kind.isDivisible)
    let held = money.filter { $0.status == .effective }
    func standing(_ measure: Seizure.MeasureState) -> Money {
      measure.status == .requested ? measure.requested : measure.amountAfterRelease
    }
    let things = live.filter { !$0.kind.isDivisible && $0.status == .effective && !$0.isBeingReleased }
    func weigh(_ money: [Seizure.MeasureState]) -> SeizureLimit.Finding? {
      let items = money.map { SeizureLimit.Item(id: "\($0.id)", kind: .money, value: standing($0)) }
      let whole = things.map { SeizureItems.thing("\($0.id)", $0.kind, $0.requested) }
      return try? SeizureLimit.check(claim: owed, costs: .zero, items: items + whole, settings: settings).value
    }
    let excess = weigh(money)?.excess ?? .zero
    let superfluous = things.filter { weigh(held)?.releasable.contains("\($0.id)") ?? false }
    var left = excess
    var keeps: [(measure: ID<Measure>, keep: Money)] = []
    for measure in held.reversed() where excess > .zero && !measure.isBeingReleased {
      let cut = min(left, measure.amount)
      left -= cut
      if measure.amount - cut < measure.most { keeps.append((measure.id, measure.amount - cut)) }
    }
    return (excess + superfluous.map(\.requested).boundedSum, keeps + superfluous.map { ($0.id, .zero) })
  }
}
