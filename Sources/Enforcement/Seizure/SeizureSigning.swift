import Basics
import EnforcementLaw

/// Effects of a judge's signature on control, renewal and release rulings.
enum SeizureSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    switch paper.kind {
    case .controlRuling: try control(paper.id, file, &draft)
    case .renewalRuling: try renew(paper.id, file, &draft)
    case .releaseRuling: try release(paper.id, file, &draft)
    default: break
    }
    return draft.appended
  }

  /// Since the draft money may have come in: the ceiling is weighed again on the day of the signature.
  private static func control(_ paper: ID<Paper>, _ file: CaseFile, _ draft: inout Draft) throws(Refusal) {
    try Refusal.unlessOpen(file)
    guard let ruling = file.seizure.rulings[paper] else { return }
    let owed = draft.situation.stillOwed(file.id).total
    guard ruling.ceiling <= owed else { throw .ceilingExceedsClaim(ruling.ceiling, owed) }
    draft.add(.caseFile(file.id), [ControlRulingSigned(paper: paper)])
  }

  private static func renew(_ paper: ID<Paper>, _ file: CaseFile, _ draft: inout Draft) throws(Refusal) {
    guard let renewal = file.seizure.renewals[paper] else { return }
    let standing = renewal.measures.compactMap { file.seizure.measures[$0] }.filter {
      $0.status == .effective && $0.pending == nil
    }
    guard !standing.isEmpty else { throw .nothingToRenew }
    for measure in standing {
      let situation = draft.situation
      let end: Explained<Day>
      do throws(LawRefusal) {
        end = try SeizureTerm.renewedEnd(
          measure.kind.term, oldEnd: measure.until, served: situation.today, months: renewal.each[measure.id] ?? renewal.months,
          settings: situation.settings, calendar: situation.law.calendar)
      } catch {
        throw .law(error)
      }
      let request = ask(measure.kind.renewalAction, measure, until: end.value, keep: nil, ruling: paper, file, &draft)
      draft.add(
        .caseFile(file.id),
        [RenewalRequested(measure: measure.id, until: end.value, request: request, ruling: paper, reasons: end.reasons)])
    }
  }

  /// An excess is weighed again on the day of the signature: no more is let go than the draft says, and no more than still exceeds
  /// what is owed.
  private static func release(_ paper: ID<Paper>, _ file: CaseFile, _ draft: inout Draft) throws(Refusal) {
    guard let release = file.seizure.releases[paper] else { return }
    let owed = draft.situation.stillOwed(file.id).open
    let plan = Excess.today(file, owed: owed, in: draft.situation)
    let exceeding = Dictionary(plan.keeps.map { ($0.measure, $0.keep) }) { first, _ in first }
    var asked = 0
    for id in release.measures {
      guard let measure = file.seizure.measures[id], measure.status == .effective || measure.status == .queued,
        !measure.isBeingReleased
      else { continue }
      var keep = release.keeps[id] ?? .zero
      if release.ground == .excess {
        guard let now = exceeding[id] else { continue }
        keep = max(keep, now)
      }
      guard keep == .zero || keep < measure.most else { continue }
      let request = ask(measure.kind.releaseAction, measure, until: nil, keep: keep, ruling: paper, file, &draft)
      draft.add(.caseFile(file.id), [ReleaseRequested(measure: id, request: request, keep: keep, ruling: paper)])
      asked += 1
    }
    guard asked > 0 else {
      throw release.ground == .excess ? .noExcess(file.seizure.secured, owed) : .nothingToRelease
    }
  }

  private static func ask(
    _ action: PartnerAction, _ measure: Seizure.MeasureState, until: Day?, keep: Money?, ruling: ID<Paper>, _ file: CaseFile,
    _ draft: inout Draft
  ) -> ID<PartnerRequest> {
    let situation = draft.situation
    let way = situation.way(to: measure.unit)
    let request = situation.ids.next(PartnerRequest.self)
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: file.id, unit: measure.unit, action: action, person: measure.debtor, property: measure.property,
          measure: measure.id, otherCase: measure.heldUnder, amount: keep, until: until, ruling: ruling,
          vault: file.vaults(measure.property, measure.debtor),
          deadline: situation.controlDeadline(way), way: way)
      ])
    return request
  }
}
