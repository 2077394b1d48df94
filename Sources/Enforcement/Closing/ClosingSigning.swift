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
    try Refusal.unlessUndone(file)
    let account = situation.account(file.id)
    if !account.openPayouts.isEmpty { throw .payoutOpen }
    let delayed = account.delays.values.contains { $0.stage == .approved }
    let standing = Standing.of(file, account).map { item -> Standing in
      if item.reason != nil { return item }
      return item.kind == .money ? (delayed ? item.because(.payoutDelayed) : item) : item.because(.roundEnded)
    }
    let held = standing.filter { $0.reason == nil }.compactMap(\.amount).boundedSum
    if held > .zero { throw .endingMoneyHeld(held) }
    let dates = RoundTermination.searchDays(terminated: situation.today)
    return [
      situation.append(
        .caseFile(file.id),
        [
          EndingApproved(paper: paper.id),
          CaseClosed(
            way: .terminatedRound, on: situation.today, recovered: account.reachedApplicants, researchOn: dates.value,
            reasons: dates.reasons, standing: standing.isEmpty ? nil : standing),
        ])
    ]
  }
}
