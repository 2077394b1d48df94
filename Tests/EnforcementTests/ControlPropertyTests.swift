import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

/// Control inside a signed ruling (R3.1, R3.3, R3.4), whatever is found and in whatever order units answer.
struct ControlPropertyTests {
  @Test func noFreezeEverExceedsWhatIsOwedOnItsDayAndEveryExcessHasAReleaseWithAClock() async throws {
    var requests = 0
    var things = 0
    var excesses = 0
    for seed in UInt64(1)...30 {
      var walk = try await ControlWalk(seed: seed)
      for _ in 0..<100 {
        let news = try await walk.step()
        for case let asked as MeasureRequested in news.map(\.event) {
          requests += 1
          things += asked.kind.isDivisible ? 0 : 1
        }
        excesses += news.count { $0.event is ExcessFound }
        try await checkRequests(news, walk)
        try await checkExcess(walk)
      }
    }
    // The walks did come to what they are about.
    #expect(requests > 100)
    #expect(things > 20)
    #expect(excesses > 20)
  }

  /// Confirmed plus requested-and-unanswered is at most what is owed on the day, and under each ruling at most its ceiling.
  private func checkRequests(_ news: [RecordedEvent], _ walk: ControlWalk) async throws {
    guard news.contains(where: { $0.event is MeasureRequested }) else { return }
    let situation = try await walk.situation
    let law = situation.law
    let owed = walk.owed(situation).open
    let stored = try await walk.court.store.load([.caseFile(walk.caseID)])[.caseFile(walk.caseID)] ?? []
    let fresh = Set(news.map(\.position))
    var file = CaseFile()
    for recorded in stored {
      var state: any StreamState = file
      recorded.event.fold(into: &state, recorded.meta)
      file = state as? CaseFile ?? file
      guard fresh.contains(recorded.position), let asked = recorded.event as? MeasureRequested else { continue }
      let at: Comment = "seed \(walk.seed), position \(recorded.position)"
      let ruling = try #require(file.seizure.rulings[asked.ruling], at)
      #expect(ruling.signedOn != nil, at)
      #expect(ruling.kinds.contains(asked.kind), at)
      // A long step may pass several days; the log tells what was owed on each.
      let bound = try #require(asked.owed, at)
      if recorded.meta.day == situation.today { #expect(bound == owed, at) }
      let longest = try SeizureTerm.end(
        asked.kind.longest, start: asked.from, months: ruling.months[asked.kind] ?? 0, settings: law.settings,
        calendar: law.calendar)
      #expect(asked.until <= longest.value, at)
      if asked.kind.isDivisible {
        #expect(asked.holding == nil, at)
        #expect(file.seizure.secured <= bound, "\(file.seizure.secured) secured, \(bound) owed: \(at) \(walk.trail.suffix(8))")
        let under = file.seizure.live.filter { $0.ruling == asked.ruling && $0.kind.isDivisible }
          .reduce(Money.zero) { $0 + ($1.status == .requested ? $1.requested : $1.status == .queued ? .zero : $1.amount) }
        #expect(under <= ruling.ceiling, at)
      } else {
        #expect(asked.heldFor?.en.contains("does not suffice") == true, at)
      }
    }
  }

  /// Where more is held or asked for than is owed, the file says so, a node's clock runs, and what can be released is in a draft
  /// or at the unit.
  private func checkExcess(_ walk: ControlWalk) async throws {
    let situation = try await walk.situation
    let file = situation.caseFile(walk.caseID)
    let owed = walk.owed(situation).open
    let at: Comment = "seed \(walk.seed), \(walk.court.clock.now): \(walk.trail.suffix(6))"
    let standing = file.seizure.live.filter { $0.kind.isDivisible && ($0.status == .requested || $0.status == .effective) }
    // Money that a unit was asked to transfer is on its way to the court: it is not held beside what is owed after it.
    let leaving = Dictionary(grouping: file.disposal.transfers.values.filter { $0.status == .requested }, by: \.measure)
      .mapValues { $0.map(\.amount).boundedSum }
    func staying(_ measure: Seizure.MeasureState, _ amount: Money) -> Money {
      max(.zero, amount - (leaving[measure.id] ?? .zero))
    }
    let held = standing.reduce(Money.zero) {
      $0 + staying($1, $1.status == .requested ? $1.requested : $1.amountAfterRelease)
    }
    let secured = file.seizure.live.filter { $0.kind.isDivisible && $0.status != .queued }.reduce(Money.zero) {
      $0 + staying($1, $1.status == .requested ? $1.requested : $1.amount)
    }
    if held > owed { #expect(file.seizure.excess > .zero, at) }
    if secured > owed {
      #expect(file.seizure.excess > .zero || file.seizure.live.contains { $0.isBeingReleased }, at)
    }
    guard file.seizure.excess > .zero else { return }
    let clock = file.process.open.values.first { $0.key == "checkOverLimit" }
    #expect(clock?.due != nil, at)
    // A clock that ran out has warned somebody.
    if let clock, let due = clock.due, due < situation.now { #expect(clock.warnings > 0, at) }
    guard held > owed, standing.contains(where: { $0.status == .effective && !$0.isBeingReleased && $0.amount > .zero }) else {
      return
    }
    let drafted = file.papers.unsigned.contains { file.seizure.releases[$0.id] != nil }
    #expect(drafted || file.seizure.live.contains(where: \.isBeingReleased), at)
  }
}

extension Property.Kind {
  var longest: SeizureTerm.Kind {
    switch self {
    case .deposit: .deposit
    case .realEstate: .immovable
    case .vehicle, .goods: .movable
    case .policy, .security: .right
    }
  }
}
