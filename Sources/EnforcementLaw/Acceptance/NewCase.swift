import Basics

/// Under which type a new case is filed (R1.2, R1.3), and when one instrument may become several cases (R1.4).
public enum NewCase {
  /// What leads to a new case.
  public enum Ground: String, Sendable, Hashable, CaseIterable, Codable {
    case firstApplication
    /// A preservation ruling handed over for enforcement.
    case preservationHandedOver
    /// The applicant was cheated or forced into a settlement.
    case settlementUnderDuress
    case settlementBroken
    /// Property found after this round of enforcement was terminated.
    case propertyFoundAfterTermination
    /// Closed as entrusted to another court, and returned.
    case entrustedReturned
    /// Finally terminated, and the conditions revived (withdrawn and applied for again within the limitation).
    case revivedAfterFinalTermination
    /// The instrument was set aside: what was taken goes back (执行回转).
    case reversal
    case conductObjection, thirdPartyObjection, partyChangeRequested, nonEnforcementReview
    case reconsiderationApplied
    case supervisionApplied
    case disputeBetweenCourts
    case instructionAsked, escalationAsked
    case errandEntrusted

    public var phrase: Phrase {
      switch self {
      case .firstApplication: Phrase("首次申请执行", "first application")
      case .preservationHandedOver: Phrase("保全裁定移送执行", "preservation handed over")
      case .settlementUnderDuress: Phrase("因受欺诈、胁迫达成和解", "settled under fraud or threat")
      case .settlementBroken: Phrase("不履行和解协议", "settlement broken")
      case .propertyFoundAfterTermination: Phrase("终本后发现可供执行财产", "property found after termination of the round")
      case .entrustedReturned: Phrase("委托执行结案后退回", "entrusted case returned")
      case .revivedAfterFinalTermination: Phrase("终结执行后条件恢复", "conditions revived after final termination")
      case .reversal: Phrase("执行回转", "reversal of enforcement")
      case .conductObjection: Phrase("执行行为异议", "objection to conduct")
      case .thirdPartyObjection: Phrase("案外人异议", "third-party objection")
      case .partyChangeRequested: Phrase("申请变更、追加当事人", "change of parties")
      case .nonEnforcementReview: Phrase("申请不予执行", "application not to enforce")
      case .reconsiderationApplied: Phrase("申请复议", "reconsideration")
      case .supervisionApplied: Phrase("申请执行监督", "supervision")
      case .disputeBetweenCourts: Phrase("法院间执行争议", "dispute between courts")
      case .instructionAsked: Phrase("请示", "instruction asked")
      case .escalationAsked: Phrase("报请提级、指定执行", "escalation or designation asked")
      case .errandEntrusted: Phrase("事项委托", "entrusted errand")
      }
    }
  }

  /// After a withdrawal the application may be made again within this time (民诉法解释 518): the limitation of two years.
  public static let withdrawnAgainMonths = Limitation.months

  /// The type of the new case; always a new number linked to the old case, never a reopening. Nil where the court files no
  /// case for it (setting `errandFiledAsOther`).
  public static func type(for ground: Ground, settings: CourtSettings) -> Explained<CaseType?> {
    var reasons = Reasons("R1.2", inputs: [.init(Phrase("立案事由", "ground"), ground.phrase.zh)])
    let type: CaseType?
    switch ground {
    case .firstApplication: type = .first
    case .preservationHandedOver: type = .preservation
    case .settlementUnderDuress, .settlementBroken, .propertyFoundAfterTermination, .entrustedReturned:
      type = .resumed
      reasons = reasons.under("R1.3", citations: [.docketOpinion("6")])
    case .revivedAfterFinalTermination:
      type = .resumed
      reasons = reasons.under("R1.3", citations: [.docketOpinion("6"), .procedureInterpretation("518")])
    case .reversal:
      type = .first
      reasons = reasons.under("R1.3", citations: [.enforcementRules("65")])
    case .conductObjection, .thirdPartyObjection, .partyChangeRequested, .nonEnforcementReview: type = .objection
    case .reconsiderationApplied: type = .reconsideration
    case .supervisionApplied: type = .supervision
    case .disputeBetweenCourts: type = .coordination
    case .instructionAsked, .escalationAsked: type = .other
    case .errandEntrusted:
      type = settings.errandFiledAsOther ? .other : nil
      reasons.settings = [settings.used("errandFiledAsOther", settings.errandFiledAsOther)]
    }
    if reasons.citations.isEmpty { reasons.citations = [CaseNumber.article, CaseType.typesArticle] }
    reasons.steps = [.init(Phrase("案件类型", "type of case"), type?.rawValue ?? "—")]
    return Explained(type, reasons)
  }

  /// Why one instrument may become several cases.
  public enum SplitGround: String, Sendable, Hashable, CaseIterable, Codable {
    case instalmentsEachDue, debtorsLiableSeparately, creditorsEntitledSeparately
    /// Maintenance: only what has accrued; what accrues later is a new application.
    case maintenanceAccrued
    public var phrase: Phrase {
      switch self {
      case .instalmentsEachDue: Phrase("分期履行，各期已届期", "instalments, each due")
      case .debtorsLiableSeparately: Phrase("数个被执行人分别承担责任", "several debtors, each separately liable")
      case .creditorsEntitledSeparately: Phrase("数个权利人分别享有权利", "several creditors, each with a right")
      case .maintenanceAccrued: Phrase("赡养费、扶养费、抚养费已到期部分", "maintenance that has accrued")
      }
    }
  }

  /// One instrument is one case unless a ground allows several (法发〔2014〕26号 7). Refuses a split without a ground.
  public static func split(into cases: Int, ground: SplitGround?) throws(LawRefusal) -> Explained<Int> {
    let article = Citation.docketOpinion("7")
    guard cases >= 1, cases == 1 || ground != nil else {
      throw LawRefusal(
        field: "ground", code: "splitForbidden",
        Phrase("同一执行依据应立一个案件，不得人为拆分", "One instrument is one case; it may not be split at will"), citations: [article])
    }
    return Explained(
      cases,
      Reasons(
        "R1.4", inputs: [.init(Phrase("案件数", "cases"), String(cases))],
        steps: ground.map { [.init($0.phrase, $0.rawValue)] } ?? [], citations: [article]))
  }
}
