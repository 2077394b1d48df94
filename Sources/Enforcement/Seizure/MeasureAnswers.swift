import Basics
import EnforcementLaw

/// What units' answers do to measures and transfers.
enum MeasureAnswers {
  /// A freeze or seal was carried out, or not. One given up or failed before still counts when the unit did act.
  static func controlled(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) {
    let caseID = requested.caseID
    guard let measure = requested.measure, let state = draft.situation.caseFile(caseID).seizure.measures[measure],
      state.status == .requested || state.status == .failed
    else { return }
    guard answer.succeeded else {
      if state.status == .requested {
        draft.add(.caseFile(caseID), [MeasureFailed(measure: measure, reason: answer.reasonCode)])
        Excess.note(caseID, &draft)
      }
      return
    }
    // Credits that were reported before the answer come on top of it.
    let held = state.kind.isDivisible ? [answer.amount, state.amount].boundedSum : value(answer, state)
    let from = min(max(answer.from ?? state.from, state.from), draft.situation.today)
    let effect = MeasureTookEffect(
      measure: measure, amount: held, rank: answer.rank, from: from,
      until: min(answer.until ?? state.until, legalEnd(state, caseID, from, draft.situation)),
      full: answer.rank == 1 && held >= state.requested)
    draft.add(.caseFile(caseID), [effect])
    draft.add(.property(state.property), [RankTaken(measure: measure, caseID: caseID, rank: answer.rank)])
    Excess.note(caseID, &draft)
  }

  /// An insurer tells the surrender value of the day, a depository what the frozen shares are worth; a house or car keeps its estimate.
  private static func value(_ answer: RecordAnswer, _ state: Seizure.MeasureState) -> Money {
    (state.kind == .policy || state.kind == .security) && answer.amount > .zero ? answer.amount : state.requested
  }

  /// The last day that law and ruling allow for a measure in effect from a day on; no unit's answer makes it longer.
  private static func legalEnd(
    _ state: Seizure.MeasureState, _ caseID: ID<CaseFile>, _ from: Day, _ situation: Situation
  ) -> Day {
    let most = SeizureTerm.monthsMax(state.kind.term, settings: situation.settings).value
    let seizure = situation.caseFile(caseID).seizure
    let ordered = seizure.rulings[state.ruling]?.months[state.kind] ?? seizure.orderedBefore[state.id] ?? most
    let end = try? WaitingList.endOnRelease(
      state.kind.term, released: Instant(from), months: min(ordered, most), settings: situation.settings,
      calendar: situation.law.calendar)
    return end?.value ?? state.until
  }

  /// One that waited took effect; its term begins then (R3.5). Without the unit's own days it begins today, for the ruling's months.
  static func promote(
    _ state: Seizure.MeasureState, _ caseID: ID<CaseFile>, amount: Money, from: Day?, until: Day?, _ draft: inout Draft
  ) {
    let today = draft.situation.today
    let from = min(from ?? today, today)
    let end = legalEnd(state, caseID, from, draft.situation)
    draft.add(
      .caseFile(caseID),
      [
        MeasureTookEffect(
          measure: state.id, amount: amount, rank: 1, from: from, until: min(until ?? end, end), full: amount >= state.requested)
      ])
    draft.add(.property(state.property), [RankTaken(measure: state.id, caseID: caseID, rank: 1)])
    Excess.note(caseID, &draft)
  }

  static func renewed(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) {
    let caseID = UnitWord.standing(requested, draft.situation)
    guard let measure = requested.measure, let state = draft.situation.caseFile(caseID).seizure.measures[measure],
      state.status.isLive, let asked = requested.until
    else { return }
    guard answer.succeeded else {
      draft.add(
        .caseFile(caseID), [MeasureActFailed(measure: measure, act: requested.action, reason: answer.reasonCode)])
      LapseMeasure.lapse(measure, caseID, &draft)
      return
    }
    // Never beyond what was ordered, never back.
    draft.add(.caseFile(caseID), [MeasureRenewed(measure: measure, until: max(state.until, min(answer.until ?? asked, asked)))])
  }

  static func released(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) {
    let caseID = UnitWord.standing(requested, draft.situation)
    guard let measure = requested.measure, let state = draft.situation.caseFile(caseID).seizure.measures[measure],
      state.status.isLive
    else { return }
    guard answer.succeeded || goneAtUnit.contains(answer.reasonCode) else {
      draft.add(
        .caseFile(caseID), [MeasureActFailed(measure: measure, act: requested.action, reason: answer.reasonCode)])
      LapseMeasure.lapse(measure, caseID, &draft)
      Excess.note(caseID, &draft)
      return
    }
    let asked = requested.amount ?? .zero
    let kept = answer.succeeded && asked > .zero ? (answer.outcome == .done ? asked : max(asked, answer.amount)) : .zero
    draft.add(.caseFile(caseID), [MeasureReleased(measure: measure, on: draft.situation.today, kept: kept)])
    if kept == .zero { draft.add(.property(state.property), [RankEnded(measure: measure)]) }
    Excess.note(caseID, &draft)
  }
  /// Reasons by which a unit says that there is nothing left to release.
  private static let goneAtUnit: Set<String> = ["notFrozen", "notSealed", "lapsed", "policyEnded"]

  static func transferred(
    _ answer: RecordAnswer, _ requested: PartnerRequested, _ request: ID<PartnerRequest>, _ draft: inout Draft
  ) {
    let caseID = requested.caseID
    let file = draft.situation.caseFile(caseID)
    guard let measure = requested.measure,
      let transfer = file.disposal.order.first(where: { file.disposal.transfers[$0]?.request == request }),
      let state = file.disposal.transfers[transfer], state.status != .done
    else { return }
    guard answer.succeeded else {
      if state.status == .requested {
        draft.add(.caseFile(caseID), [TransferFailed(transfer: transfer, reason: answer.reasonCode)])
      }
      return
    }
    draft.add(.caseFile(caseID), [TransferDone(transfer: transfer, measure: measure, amount: answer.amount)])
    if requested.action == .surrender, let held = file.seizure.measures[measure] {
      // The policy is gone, for every case that waited for it.
      draft.add(.caseFile(caseID), [MeasureReleased(measure: measure, on: draft.situation.today, kept: .zero)])
      draft.add(.property(held.property), [RankEnded(measure: measure, disposed: true)])
    }
    Excess.note(caseID, &draft)
  }
}
