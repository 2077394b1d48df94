import Basics
import EnforcementLaw

/// Weighs measures against a limit, once for each debtor with a ceiling of his own and once for all: what went back before is not
/// weighed again.
struct ExcessScales {
  private let settings: CourtSettings
  private let money: [Seizure.MeasureState]
  private var things: [Seizure.MeasureState]
  /// What still counts of each measure of money.
  private var standing: [ID<Measure>: Money] = [:]
  /// Money in the order in which it is let go.
  private let order: [Seizure.MeasureState]
  private(set) var keeps: [(measure: ID<Measure>, keep: Money)] = []

  init(_ file: CaseFile, _ settings: CourtSettings) {
    self.settings = settings
    let live = file.seizure.live.filter { $0.status == .requested || $0.status == .effective }
    money = live.filter(\.kind.isDivisible)
    // Of unknown value there is nothing to weigh; a person judges it.
    things = live.filter {
      !$0.kind.isDivisible && $0.status == .effective && !$0.isBeingReleased && $0.requested > Money(fen: 1)
    }
    // Money on its way to the court is not held beside what is owed after it: the court's bank may report it before the unit answers.
    let leaving = Dictionary(grouping: file.disposal.transfers.values.filter { $0.status == .requested }, by: \.measure)
      .mapValues { $0.map(\.amount).boundedSum }
    for measure in money {
      let counted = min(measure.status == .requested ? measure.requested : measure.amountAfterRelease, .outsideMax)
      standing[measure.id] = max(.zero, counted - (leaving[measure.id] ?? .zero))
    }
    // Latest first, and first of those who answer only after others (民法典 687).
    let held = money.filter { $0.status == .effective && !$0.isBeingReleased }.reversed()
    func isLast(_ measure: Seizure.MeasureState) -> Bool { file.performance.liability(of: measure.debtor).kind.comesAfterOthers }
    order = held.filter(isLast) + held.filter { !isLast($0) }
  }

  /// What goes back of the measures meant, with the reasons of the law library where it could weigh them.
  mutating func weigh(
    against limit: Money, _ meant: (Seizure.MeasureState) -> Bool
  ) -> (back: Money, reasons: Reasons?) {
    let counted = money.filter(meant)
    let all = check(limit, counted, things.filter(meant))
    let excess = all?.value.excess ?? max(.zero, counted.map { standing[$0.id] ?? .zero }.boundedSum - limit)
    // What was only asked for may still fail: no thing is let go for it.
    let sure = check(limit, counted.filter { $0.status == .effective }, things.filter(meant))?.value.releasable ?? []
    let superfluous = things.filter { meant($0) && sure.contains("\($0.id)") }
    cut(excess, counted, order.filter(meant))
    for thing in superfluous { keeps.append((thing.id, .zero)) }
    things.removeAll { thing in superfluous.contains { $0.id == thing.id } }
    return (excess + superfluous.map(\.requested).boundedSum, all?.reasons)
  }

  private func check(
    _ limit: Money, _ money: [Seizure.MeasureState], _ things: [Seizure.MeasureState]
  ) -> Explained<SeizureLimit.Finding>? {
    let items = money.map { SeizureLimit.Item(id: "\($0.id)", kind: .money, value: standing[$0.id] ?? .zero) }
    let whole = things.map { SeizureItems.thing("\($0.id)", $0.kind, $0.requested) }
    return try? SeizureLimit.check(claim: limit, costs: .zero, items: items + whole, settings: settings)
  }

  /// Lets go of `excess`, latest money first; what units have not answered yet counts no more than it may.
  private mutating func cut(_ excess: Money, _ counted: [Seizure.MeasureState], _ order: [Seizure.MeasureState]) {
    guard excess > .zero else { return }
    var left = excess
    for measure in order {
      let known = keeps.firstIndex { $0.measure == measure.id }
      let kept = known.map { keeps[$0].keep } ?? measure.amount
      let cut = min(left, kept)
      left -= cut
      standing[measure.id] = max(.zero, (standing[measure.id] ?? .zero) - cut)
      if let known {
        keeps[known].keep = kept - cut
      } else if kept - cut < measure.most {
        // Also what waits for later credits: nothing more is to be caught.
        keeps.append((measure.id, kept - cut))
      }
    }
    for measure in counted.reversed() where left > .zero {
      let part = min(left, standing[measure.id] ?? .zero)
      standing[measure.id] = (standing[measure.id] ?? .zero) - part
      left -= part
    }
  }
}
