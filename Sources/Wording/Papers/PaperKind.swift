import Enforcement

/// How each kind of paper is printed. Its name in the case file is its title in `Enforcement`, the one list of kinds there is.
extension PaperKind {
  /// The title on the page. Rulings are all `执行裁定书`, decisions `执行决定书` (法发〔2009〕11号: every paper of this stage
  /// carries 执行); the name in the case file tells apart those that bear the same title.
  public var printedTitle: String {
    switch self {
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .suspensionRuling,
      .usePermitRuling, .correctingRuling, .reviewRuling, .finalTerminationRuling:
      "执行裁定书"
    case .consumptionLift, .listingDecision, .listingRemoval: "执行决定书"
    case .assistReleaseNotice: "协助执行通知书"
    case .continuationNotice: "恢复执行通知书"
    case .publicNotice: "公告"
    case .acceptanceNotice, .enforcementNotice, .propertyReportOrder, .assistFreezeNotice, .assistSealNotice,
      .assistTransferNotice, .consumptionRestriction, .interviewMinutes, .closingNotice, .closingCertificate, .resumptionNotice,
      .distributionPlan, .lodgementNotice, .aidDecision, .stayDecision:
      title.zh
    }
  }

  /// True where the names of those who signed stand on the page: rulings and minutes. Notices, orders and decisions bear the
  /// court's seal and the date alone; who signed them off is in the case file.
  public var printsSigners: Bool {
    switch self {
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .distributionPlan,
      .suspensionRuling, .usePermitRuling, .correctingRuling, .reviewRuling, .finalTerminationRuling:
      true
    default: false
    }
  }

  /// False for minutes, which are signed by hand.
  public var bearsSeal: Bool { self != .interviewMinutes }
}
