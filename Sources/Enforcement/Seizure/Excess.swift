import Basics
import EnforcementLaw

extension CaseFile {
  /// Whether a release is drafted or at a unit, or is due because the debt is paid or too much is held.
  var owesRelease: Bool {
    papers.unsigned.contains { seizure.releases[$0.id] != nil } || seizure.live.contains(where: \.isBeingReleased)
      || seizure.excess > .zero || (closing.performedOn != nil && !seizure.live.isEmpty)
  }
}

/// Control beyond what is owed (R3.4): noted at once, drafted for release, gone when a judge has signed. A debtor who does not answer for
/// the whole is weighed by himself first, against what he answers for; then all together, against what is owed.
struct Excess {
  /// All that should go back: money, and whole things without which the rest covers the claim.
  let total: Money
  /// What each measure may keep; zero ends it. Latest money first, then things.
  let keeps: [(measure: ID<Measure>, keep: Money)]
  let reasons: Reasons

  /// What exceeds `owed`, and of each debtor in `ceilings` what exceeds his. Requests not yet answered count with their full amount;
  /// nothing can be released from them.
  init(_ file: CaseFile, owed: Money, ceilings: [ID<Person>: Money] = [:], settings: CourtSettings) {
    var scales = ExcessScales(file, settings)
    var parts: [(ceiling: Money, back: Money)] = []
    for (debtor, ceiling) in ceilings.sorted(by: { $0.key < $1.key }) {
      let back = scales.weigh(against: ceiling) { $0.debtor == debtor }.back
      if back > .zero { parts.append((ceiling, back)) }
    }
    let whole = scales.weigh(against: owed) { _ in true }
    total = parts.map(\.back).boundedSum + whole.back
    keeps = scales.keeps
    var reasons = whole.reasons ?? Reasons("R3.4", citations: [SeizureLimit.article])
    for part in parts {
      reasons.inputs.append(.init(Phrase("一名被执行人应承担的部分", "What one debtor answers for"), part.ceiling.grouped))
      reasons.steps.append(.init(Phrase("该被执行人名下应解除的部分", "To be released of what is his"), part.back.grouped))
    }
    self.reasons = reasons
  }

  /// What exceeds as things stand today.
  static func today(_ file: CaseFile, owed: Money, in situation: Situation) -> Excess {
    let ceilings = CaseDebt.answered(file, situation.account(file.id), on: situation.today, law: situation.law)
    return Excess(file, owed: owed, ceilings: ceilings, settings: situation.settings)
  }

  /// Adds what follows from how measures and debt now stand: an excess found, or one that is gone.
  static func note(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let owed = situation.stillOwed(caseID).open
    let found = Excess.today(file, owed: owed, in: situation)
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

extension Situation {
  /// What an event asks for after which less may be held than before.
  func excessCheck(_ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = state(meta.stream)
    guard !file.seizure.live.isEmpty else { return [] }
    return [.now(CommandCall("seizure.checkExcess", ["case": "\(file.id)"]), name: "excess")]
  }
}
