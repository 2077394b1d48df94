import Basics
import EnforcementLaw

/// The president's signature on the ruling ends this round: approved and closed in one transaction, the ten re-searches planned (R8.4).
enum ClosingSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let ending = file.closing.ending, ending.paper == paper.id else { throw .endingNotProposed }
    guard ending.interviewedOn != nil else { throw .notInterviewed }
    guard ending.applicantSigned || ending.panelOn != nil else { throw .endingNotConfirmed }
    let failed = EndingChecklist.checks(file, situation).filter { !$0.passed }
    if !failed.isEmpty { throw .endingChecksFail(failed) }
    let account = situation.account(file.id)
    let dates = RoundTermination.searchDays(terminated: situation.today)
    return [
      situation.append(
        .caseFile(file.id),
        [
          EndingApproved(paper: paper.id),
          CaseClosed(
            way: .terminatedRound, on: situation.today, recovered: account.reachedApplicants, researchOn: dates.value,
            reasons: dates.reasons),
        ])
    ]
  }
}
