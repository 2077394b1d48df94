import Basics
import EnforcementLaw

extension CaseFile {
  /// Whether a release is drafted or at a unit, or is due because the debt is paid or too much is held.
  var owesRelease: Bool {
    papers.unsigned.contains { seizure.releases[$0.id] != nil } || seizure.live.contains(where: \.isBeingReleased)
      || seizure.excess > .zero || (closing.performedOn != nil && !seizure.live.isEmpty)
  }
}

/// Control beyond what is owed (R3.4): noted at once, drafted for release, gone when a judge has signed.
struct Excess {
  /// All that should go back: money, and whole things without which the rest covers the claim.
  let total: Money
  /// What each measure may keep; zero ends it. Latest money first, then things.
  let keeps: [(measure: ID<Measure>, keep: Money)]
  let reasons: Reasons

  /// What exceeds `owed`. Requests not yet answered count with their full amount; nothing can be released from them.
  init(_ file: CaseFile, owed: Money, settings: CourtSettings) {
    let live = file.seizure.live.filter { $0.status == .requested || $0.status == .effective }
    let money = live.filter(\.kind.isDivisible)
    let held = money.filter { $0.status == .effective }
    // Money on its way to the court is not held beside what is owed after it: the court's bank may report it before the unit answers.
    let leaving = Dictionary(grouping: file.disposal.transfers.values.filter { $0.status == .requested }, by: \.measure)
      .mapValues { $0.map(\.amount).boundedSum }
    func standing(_ measure: Seizure.MeasureState) -> Money {
      max(.zero, Excess.standing(measure) - (leaving[measure.id] ?? .zero))
    }
    // Of unknown value there is nothing to weigh; a person judges it.
    let things = live.filter {
      !$0.kind.isDivisible && $0.status == .effective && !$0.isBeingReleased && $0.requested > Money(fen: 1)
    }
    func weigh(_ money: [Seizure.MeasureState]) -> Explained<SeizureLimit.Finding>? {
      let items = money.map { SeizureLimit.Item(id: "\($0.id)", kind: .money, value: standing($0)) }
      let whole = things.map { SeizureItems.thing("\($0.id)", $0.kind, $0.requested) }
      return try? SeizureLimit.check(claim: owed, costs: .zero, items: items + whole, settings: settings)
    }
    let all = weigh(money)
    let excess = all?.value.excess ?? max(.zero, money.map(standing).boundedSum - owed)
    let superfluous = things.filter { thing in weigh(held)?.value.releasable.contains("\(thing.id)") ?? false }
    var left = excess
    var keeps: [(measure: ID<Measure>, keep: Money)] = []
    for measure in held.reversed() where excess > .zero && !measure.isBeingReleased {
      let cut = min(left, measure.amount)
      left -= cut
      // Also what waits for later credits: nothing more is to be caught.
      if measure.amount - cut < measure.most { keeps.append((measure.id, measure.amount - cut)) }
    }
    self.keeps = keeps + superfluous.map { ($0.id, .zero) }
    total = excess + superfluous.map(\.requested).boundedSum
    reasons = all?.reasons ?? Reasons("R3.4", citations: [SeizureLimit.article])
  }

  private static func standing(_ measure: Seizure.MeasureState) -> Money {
    min(measure.status == .requested ? measure.requested : measure.amountAfterRelease, .outsideMax)
  }

  /// Adds what follows from how measures and debt now stand: an excess found, or one that is gone.
  static func note(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let owed = situation.stillOwed(caseID).open
    let found = Excess(file, owed: owed, settings: situation.settings)
    let known = file.seizure.excess
    if found.total == .zero {
      // Until units have let go, it is still held.
      if known > .zero && !file.seizure.live.contains(where: \.isBeingReleased) {
        draft.add(.caseFile(caseID), [ExcessEnded(owed: owed)])
      }
      return
    }
    // Interest makes a known excess smaller every day; that is no news while its release is on the way.
    if known > .zero && found.total <= known && onTheWay(file) { return }
    draft.add(
      .caseFile(caseID),
      [ExcessFound(excess: found.total, owed: owed, measures: found.keeps.map(\.measure), reasons: found.reasons)])
  }

  private static func onTheWay(_ file: CaseFile) -> Bool {
    file.papers.unsigned.contains { file.seizure.releases[$0.id]?.ground == .excess }
      || file.seizure.live.contains(where: \.isBeingReleased)
  }
}
