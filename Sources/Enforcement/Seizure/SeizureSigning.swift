import Basics
import EnforcementLaw

/// Effects of a judge's signature on a control, renewal or release ruling.
enum SeizureSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    switch paper.kind {
    case .controlRuling:
      if try file.seizure.rulings[paper.id]?.ceiling ?? .zero > SumOwed.now(file, situation) {
        throw .ceilingExceedsClaim(file.seizure.rulings[paper.id]?.ceiling ?? .zero, try SumOwed.now(file, situation))
      }
      draft.add(.caseFile(file.id), [ControlRulingSigned(paper: paper.id)])
    case .renewalRuling: try renew(paper.id, file, &draft)
    case .releaseRuling: try release(paper.id, file, &draft)
    default: break
    }
    return draft.appended
  }

  private static func renew(_ paper: ID<Paper>, _ file: CaseFile, _ draft: inout Draft) throws(Refusal) {
    guard let renewal = file.seizure.renewals[paper] else { return }
    for measure in renewal.measures.compactMap({ file.seizure.measures[$0] }) where measure.status == .effective {
      let situation = draft.situation
      let end: Explained<Day>
      do throws(LawRefusal) {
        end = try SeizureTerm.renewedEnd(
          measure.kind.term, oldEnd: measure.until, served: situation.today, months: renewal.months, settings: situation.settings,
          calendar: situation.law.calendar)
      } catch {
        throw .law(error)
      }
      let action: PartnerAction = measure.kind == .deposit || measure.kind == .policy ? .renew : .renewSeal
      let request = ask(action, measure, until: end.value, keep: nil, ruling: paper, file, &draft)
      draft.add(.caseFile(file.id), [RenewalRequested(measure: measure.id, until: end.value, request: request)])
    }
  }

  private static func release(_ paper: ID<Paper>, _ file: CaseFile, _ draft: inout Draft) throws(Refusal) {
    guard let release = file.seizure.releases[paper] else { return }
    var excess = Money.zero
    if release.ground == .excess { excess = file.seizure.secured - (try SumOwed.now(file, draft.situation)) }
    for id in release.measures.reversed() {
      guard let measure = file.seizure.measures[id], measure.status == .effective || measure.status == .queued else { continue }
      var keep = Money.zero
      if release.ground == .excess {
        guard excess > .zero else { continue }
        keep = max(.zero, measure.amount - excess)
        excess -= measure.amount - keep
      }
      let action: PartnerAction = measure.kind == .deposit || measure.kind == .policy ? .release : .unseal
      let request = ask(action, measure, until: nil, keep: keep, ruling: paper, file, &draft)
      draft.add(.caseFile(file.id), [ReleaseRequested(measure: id, request: request, keep: keep)])
    }
  }

  private static func ask(
    _ action: PartnerAction, _ measure: Seizure.MeasureState, until: Day?, keep: Money?, ruling: ID<Paper>, _ file: CaseFile,
    _ draft: inout Draft
  ) -> ID<PartnerRequest> {
    let situation = draft.situation
    let request = situation.ids.next(PartnerRequest.self)
    let vault = file.search.found[measure.property].map { [$0.vault] } ?? []
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: file.id, unit: measure.unit, action: action, person: measure.debtor, property: measure.property,
          measure: measure.id, amount: keep, until: until, ruling: ruling,
          vault: vault + (file.filing.party(measure.debtor).map { [$0.vault] } ?? []),
          deadline: situation.now.adding(hours: Int64(situation.settings.freezeTimeoutHours)))
      ])
    return request
  }
}
