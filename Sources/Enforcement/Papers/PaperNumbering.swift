import Basics

extension Papers {
  /// Place among the papers that share a row of numbers, from zero. Signed ones come first in the order of signing, so that a draft
  /// taken back never changes the number of a paper that is out. Nil for a paper that this case does not have.
  public func ordinal(_ id: ID<Paper>) -> Int? {
    guard let paper = all[id] else { return nil }
    guard let row = NumberRow(paper.kind) else { return 0 }
    let mates = order.compactMap { all[$0] }.filter { $0.stage != .withdrawn && NumberRow($0.kind) == row }
    let signed = mates.filter { $0.signedAt != nil }.enumerated().sorted {
      ($0.element.signedAt ?? paper.draftedAt, $0.offset) < ($1.element.signedAt ?? paper.draftedAt, $1.offset)
    }
    return (signed.map(\.element) + mates.filter { $0.signedAt == nil }).firstIndex { $0.id == id } ?? mates.count
  }

  /// The notice by which a unit learns of an act on a measure under a ruling (R4.2); nil until the machine has filled it.
  public func notice(of measure: ID<Measure>, under ruling: ID<Paper>) -> PaperState? {
    let about = ["\(measure)", "\(ruling)"]
    let kinds: Set<PaperKind> = [.assistFreezeNotice, .assistSealNotice, .assistReleaseNotice, .assistTransferNotice]
    return order.lazy.compactMap { all[$0] }.first { kinds.contains($0.kind) && $0.about == about && $0.stage != .withdrawn }
  }

  /// Rulings count together, so do decisions; orders and notices to units count by kind. Notices to parties bear the case number.
  private enum NumberRow: Hashable {
    case rulings, decisions
    case kind(PaperKind)

    init?(_ kind: PaperKind) {
      switch kind {
      case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .suspensionRuling,
        .usePermitRuling, .correctingRuling, .finalTerminationRuling:
        self = .rulings
      case .consumptionLift, .listingDecision, .listingRemoval, .stayDecision: self = .decisions
      case .consumptionRestriction, .assistFreezeNotice, .assistSealNotice, .assistReleaseNotice, .assistTransferNotice:
        self = .kind(kind)
      case .acceptanceNotice, .enforcementNotice, .propertyReportOrder, .interviewMinutes, .closingNotice, .closingCertificate,
        .resumptionNotice, .distributionPlan, .lodgementNotice, .aidDecision, .continuationNotice, .publicNotice,
        .reviewRuling:
        return nil
      }
    }
  }
}
