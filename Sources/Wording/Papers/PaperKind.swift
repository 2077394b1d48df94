/// The papers that the system writes. Raw values are stored: they never change.
public enum PaperKind: String, Hashable, Sendable, Codable, CaseIterable {
  case acceptanceNotice, enforcementNotice, propertyReportOrder
  case controlRuling, assistFreezeNotice, assistSealNotice, renewalRuling
  case releaseRuling, assistReleaseNotice, transferRuling, assistTransferNotice
  case consumptionRestriction, consumptionLift, listingDecision, listingRemoval
  case interviewMinutes, terminationRuling, resumptionNotice
  case closingNotice, closingCertificate, payoutApproval
  case distributionPlan, lodgementNotice, aidDecision, usePermitRuling
  case suspensionRuling, stayDecision, continuationNotice
  case publicNotice, correctingRuling, reviewRuling

  /// The name in the case file, which tells apart rulings that bear the same title.
  public var name: String {
    switch self {
    case .acceptanceNotice: "受理案件通知书"
    case .enforcementNotice: "执行通知书"
    case .propertyReportOrder: "报告财产令"
    case .controlRuling: "执行裁定书（查封、扣押、冻结）"
    case .assistFreezeNotice: "协助冻结存款通知书"
    case .assistSealNotice: "协助执行通知书"
    case .renewalRuling: "执行裁定书（续行查封、扣押、冻结）"
    case .releaseRuling: "执行裁定书（解除查封、扣押、冻结）"
    case .assistReleaseNotice: "协助执行通知书（解除）"
    case .transferRuling: "执行裁定书（扣划）"
    case .assistTransferNotice: "协助扣划存款通知书"
    case .consumptionRestriction: "限制消费令"
    case .consumptionLift: "解除限制消费措施决定书"
    case .listingDecision: "纳入失信被执行人名单决定书"
    case .listingRemoval: "删除失信信息决定书"
    case .interviewMinutes: "约谈笔录"
    case .terminationRuling: "执行裁定书（终结本次执行程序）"
    case .resumptionNotice: "恢复执行通知书"
    case .closingNotice: "结案通知书"
    case .closingCertificate: "结案证明"
    case .payoutApproval: "执行案款支付审批表"
    case .distributionPlan: "执行财产分配方案"
    case .lodgementNotice: "提存通知书"
    case .aidDecision: "国家司法救助决定书"
    case .suspensionRuling: "执行裁定书（中止执行）"
    case .stayDecision: "暂缓执行决定书"
    case .continuationNotice: "恢复执行通知书（中止、暂缓后）"
    case .usePermitRuling: "执行裁定书（允许使用查封财产）"
    case .publicNotice: "公告"
    case .correctingRuling: "执行裁定书（补正）"
    case .reviewRuling: "执行裁定书（执行审查）"
    }
  }

  /// The title on the page. Rulings are all `执行裁定书`, decisions `执行决定书` (法发〔2009〕11号: every paper of this stage
  /// carries 执行).
  public var title: String {
    switch self {
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .suspensionRuling,
      .usePermitRuling, .correctingRuling, .reviewRuling:
      "执行裁定书"
    case .consumptionLift, .listingDecision, .listingRemoval: "执行决定书"
    case .assistReleaseNotice: "协助执行通知书"
    case .continuationNotice: "恢复执行通知书"
    default: name
    }
  }

  /// Who the law or the court's practice requires to sign it off.
  public var signerRole: SignerRole {
    switch self {
    case .acceptanceNotice: .filingDivision
    case .enforcementNotice, .propertyReportOrder, .assistFreezeNotice, .assistSealNotice, .assistReleaseNotice,
      .assistTransferNotice, .interviewMinutes, .resumptionNotice, .lodgementNotice, .publicNotice:
      .officer
    case .closingNotice, .closingCertificate, .stayDecision, .continuationNotice: .judge
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .distributionPlan,
      .suspensionRuling, .usePermitRuling, .correctingRuling, .reviewRuling:
      .panel
    case .consumptionRestriction, .consumptionLift, .listingDecision, .listingRemoval, .aidDecision: .president
    case .payoutApproval: .bureauChief
    }
  }

  /// True where the names of those who signed stand on the page: rulings and minutes. Notices, orders and decisions bear the
  /// court's seal and the date alone; who signed them off is in the case file.
  public var printsSigners: Bool {
    switch self {
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .distributionPlan,
      .suspensionRuling, .usePermitRuling, .correctingRuling, .reviewRuling:
      true
    default: false
    }
  }

  /// False for the court's own records: minutes are signed by hand, approval forms in the system.
  public var bearsSeal: Bool { self != .interviewMinutes && self != .payoutApproval }
}

/// Who signs a paper off (签发).
public enum SignerRole: String, Hashable, Sendable, Codable, CaseIterable {
  /// 立案庭
  case filingDivision
  /// 执行员
  case officer
  /// 员额法官
  case judge
  /// 合议庭, or a single judge where the law allows one
  case panel
  /// 执行局长, and a vice-president above the sum that the court's settings name
  case bureauChief
  /// 院长
  case president
}
