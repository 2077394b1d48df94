import Basics
import EnforcementLaw

/// What units' answers do to measures and transfers.
enum MeasureAnswers {
  static func controlled(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) throws(Refusal) {
    let stream = StreamID.caseFile(requested.caseID)
    guard let measure = requested.measure, let state = draft.situation.caseFile(requested.caseID).seizure.measures[measure] else {
      return
    }
    guard answer.outcome == .done || answer.outcome == .partial else {
      draft.add(stream, [MeasureFailed(measure: measure, reason: answer.outcome.rawValue)])
      return
    }
    let amount = state.kind.isDivisible ? answer.amount : state.requested
    draft.add(
      stream,
      [
        MeasureTookEffect(
          measure: measure, amount: amount, rank: answer.rank, from: answer.from ?? state.from,
          until: answer.until ?? state.until,
          full: amount >= state.requested)
      ])
    draft.add(.property(state.property), [RankTaken(measure: measure, caseID: requested.caseID, rank: answer.rank)])
    try Excess.note(requested.caseID, &draft)
  }

  static func renewed(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) {
    guard let measure = requested.measure, answer.outcome == .done, let until = answer.until ?? requested.until else { return }
    draft.add(.caseFile(requested.caseID), [MeasureRenewed(measure: measure, until: until)])
  }

  static func released(_ answer: RecordAnswer, _ requested: PartnerRequested, _ draft: inout Draft) {
    guard let measure = requested.measure, answer.outcome == .done || answer.outcome == .partial else { return }
    let kept = requested.amount ?? .zero
    draft.add(.caseFile(requested.caseID), [MeasureReleased(measure: measure, on: draft.situation.today, kept: kept)])
    if kept == .zero, let property = requested.property { draft.add(.property(property), [RankEnded(measure: measure)]) }
  }

  static func transferred(
    _ answer: RecordAnswer, _ requested: PartnerRequested, _ request: ID<PartnerRequest>, _ draft: inout Draft
  ) {
    let file = draft.situation.caseFile(requested.caseID)
    guard let measure = requested.measure,
      let transfer = file.disposal.order.first(where: { file.disposal.transfers[$0]?.request == request })
    else { return }
    if answer.outcome == .done || answer.outcome == .partial {
      draft.add(.caseFile(requested.caseID), [TransferDone(transfer: transfer, measure: measure, amount: answer.amount)])
      if requested.action == .surrender, let property = requested.property {
        draft.add(.property(property), [RankEnded(measure: measure)])
      }
    } else {
      draft.add(.caseFile(requested.caseID), [TransferFailed(transfer: transfer, reason: answer.outcome.rawValue)])
    }
  }
}

/// Control beyond what is owed (R3.4): noted at once, to be released in time.
enum Excess {
  static func note(_ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let owed = try SumOwed.now(file, situation)
    let secured = file.seizure.secured
    guard secured > owed else { return }
    let latest = file.seizure.order.reversed().filter {
      file.seizure.measures[$0].map { $0.status == .effective && $0.kind.isDivisible } ?? false
    }
    draft.add(.caseFile(caseID), [ExcessFound(excess: secured - owed, owed: owed, measures: Array(latest))])
  }
}

/// The sum that measures may secure on a day: principal, interest, fee and costs, less what is already on the case account.
enum SumOwed {
  static func now(_ file: CaseFile, _ situation: Situation) throws(Refusal) -> Money {
    do throws(LawRefusal) {
      let owed = try CaseDebt.owed(file, situation.account(file.id), on: situation.today, law: situation.law).value
      let debt = owed[.interest] + owed[.principal] + owed[.doubled] + owed[.costs]
      let fee = try EnforcementFee.fee(recovered: debt, applied: file.filing.claimed, settings: situation.settings)
      return debt == .zero ? .zero : debt + fee.value
    } catch {
      throw .law(error)
    }
  }
}
