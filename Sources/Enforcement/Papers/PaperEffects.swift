import Basics

/// What a signature brings about: each capability answers for its own papers.
enum PaperEffects {
  /// Streams beside the case that the effects append to.
  static func reads(_ paper: ID<Paper>, _ file: CaseFile) -> [StreamID] {
    guard let state = file.papers.all[paper] else { return [] }
    switch state.kind {
    case .releaseRuling:
      let measures = file.seizure.releases[paper]?.measures ?? []
      return measures.compactMap { file.seizure.measures[$0] }.map { .property($0.property) }
    case .distributionPlan: return [.distribution(file.id)]
    default: return []
    }
  }

  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    switch paper.kind {
    case .controlRuling, .renewalRuling, .releaseRuling: try SeizureSigning.signed(paper, in: situation, file)
    case .transferRuling: try DisposalSigning.signed(paper, in: situation, file)
    case .consumptionRestriction, .consumptionLift, .listingDecision, .listingRemoval:
      try SanctionSigning.signed(paper, in: situation, file)
    case .terminationRuling: try ClosingSigning.signed(paper, in: situation, file)
    case .finalTerminationRuling: try FinalSigning.signed(paper, in: situation, file)
    case .distributionPlan: try PlanSigning.signed(paper, in: situation, file)
    case .stayDecision, .continuationNotice: try PauseSigning.signed(paper, in: situation, file)
    case .usePermitRuling: try UsePermitSigning.signed(paper, in: situation, file)
    case .reviewRuling: try ReviewSigning.signed(paper, in: situation, file)
    case .acceptanceNotice, .enforcementNotice, .propertyReportOrder, .assistFreezeNotice, .assistSealNotice,
      .assistReleaseNotice,
      .assistTransferNotice, .interviewMinutes, .closingNotice, .closingCertificate, .resumptionNotice, .lodgementNotice,
      .aidDecision, .suspensionRuling, .publicNotice, .correctingRuling:
      []
    }
  }
}

/// On whom a paper is served.
public enum Receivers {
  static func isUnit(_ kind: PaperKind) -> Bool {
    [.assistFreezeNotice, .assistSealNotice, .assistReleaseNotice, .assistTransferNotice].contains(kind)
  }

  /// Person ids as text, for assist notices the unit's key. Empty where the paper is not served on anybody this way.
  public static func of(_ paper: Papers.PaperState, _ file: CaseFile) -> [String] {
    switch paper.kind {
    case .assistFreezeNotice, .assistSealNotice, .assistReleaseNotice, .assistTransferNotice:
      return paper.about.first.flatMap { ID<Measure>($0) }.flatMap { file.seizure.measures[$0]?.unit }.map { [$0] } ?? []
    case .acceptanceNotice: return file.applicants.map { "\($0.person)" }
    case .enforcementNotice, .propertyReportOrder, .consumptionRestriction, .consumptionLift, .listingDecision, .listingRemoval,
      .aidDecision, .suspensionRuling:
      return paper.about
    case .lodgementNotice: return paper.about.prefix(1).map { $0 }
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .closingNotice, .resumptionNotice,
      .stayDecision, .continuationNotice, .usePermitRuling, .finalTerminationRuling:
      return file.sides.map { "\($0.person)" }
    case .correctingRuling:
      // A correction goes to whoever the corrected paper went to.
      guard let corrected = paper.about.first.flatMap({ ID<Paper>($0) }).flatMap({ file.papers.all[$0] }),
        corrected.kind != .correctingRuling
      else { return file.sides.map { "\($0.person)" } }
      return of(corrected, file)
    // Minutes are signed, not served.
    case .closingCertificate, .distributionPlan, .publicNotice, .reviewRuling, .interviewMinutes: return []
    }
  }
}

extension Refusal {
  static var alreadyDrafted: Refusal { Refusal("alreadyDrafted", Phrase("启动文书均已拟制", "The opening papers are all drafted")) }
  static var notAParty: Refusal { Refusal("notAParty", Phrase("不是本案当事人", "Not a party to this case")) }
  static func notAReceiver(_ kind: PaperKind) -> Refusal {
    Refusal(
      "notAReceiver", field: "to",
      Phrase(
        "“\(kind.title.zh)”不是发给这名当事人的，向其送达不发生送达效力",
        "“\(kind.title.en)” is not addressed to this party; it is not served by reaching them"),
      citations: ["《民事诉讼法》（2023）第87条"])
  }
  static var notYoursToWithdraw: Refusal {
    Refusal(
      "notYoursToWithdraw", field: "paper",
      Phrase("草稿由拟稿人、承办人或者签发人撤回", "A draft is withdrawn by whoever drafted it, the handler or a signer"))
  }
  static var noSuchPaper: Refusal { Refusal("noSuchPaper", field: "paper", Phrase("本案没有这份文书", "This case has no such paper")) }
  static var nothingToSign: Refusal { Refusal("nothingToSign", Phrase("没有待签发的文书", "There is no draft to sign")) }
  static var notSigned: Refusal { Refusal("notSigned", field: "paper", Phrase("文书尚未签发", "The paper is not signed yet")) }
  static var notSealed: Refusal {
    Refusal("notSealed", field: "paper", Phrase("文书尚未用印，不能送达", "The paper is not sealed; it cannot be served"))
  }
  static var nothingToServe: Refusal { Refusal("nothingToServe", Phrase("没有已用印待送达的文书", "There is no sealed paper to serve")) }
  static var noElectronicAddress: Refusal {
    Refusal(
      "noElectronicAddress", field: "paper", Phrase("受送达人未确认电子送达地址", "The receiver has not confirmed an electronic address"),
      citations: ["《民事诉讼法》（2023）第90条"])
  }
  static func notADraft(_ stage: Papers.Stage) -> Refusal {
    let zh =
      switch stage {
      case .draft: "草稿"
      case .signed: "已签发"
      case .sealed: "已用印"
      case .served: "已送达"
      case .withdrawn: "已撤回"
      }
    return Refusal("notADraft", field: "paper", Phrase("文书\(zh)，不是待签发的草稿", "The paper is \(stage.rawValue), not a draft"))
  }
  static var nothingForYou: Refusal {
    Refusal("notYourSignature", field: "paper", Phrase("待签的文书都不由您的岗位签发", "None of the papers that wait is yours to sign"))
  }
  static var closingNotApproved: Refusal {
    Refusal(
      "closingNotApproved", field: "paper", Phrase("结案尚未批准，结案通知书不能签发", "The closing is not approved: its notice waits"),
      remedy: Phrase("审核、审批结案后再签发", "Sign it once the closing is reviewed and approved"))
  }
  static func notYourSignature(_ kind: PaperKind) -> Refusal {
    let who = kind.signers.subtracting([.machine]).sorted { $0.rawValue < $1.rawValue }
    return Refusal(
      "notYourSignature", field: "paper",
      Phrase(
        "“\(kind.title.zh)”由\(who.map(\.title.zh).joined(separator: "、"))签发",
        "“\(kind.title.en)” is signed by: \(who.map(\.title.en).joined(separator: ", "))"))
  }
  static func servedInFuture(_ day: Day) -> Refusal {
    Refusal("servedInFuture", field: "on", Phrase("送达日 \(day) 晚于今天", "\(day) is after today"))
  }
  static func servedBeforeSealed(_ day: Day) -> Refusal {
    Refusal("servedBeforeSealed", field: "on", Phrase("送达日早于用印日 \(day)", "Earlier than the seal of \(day)"))
  }
}
