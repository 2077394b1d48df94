import Basics

/// What the file holds when termination of a round (终本) is proposed, R8.3. Papers are ids as text with their days.
public struct TerminationEvidence: Hashable, Sendable, Codable {
  /// What was found of the debtor's duty to report (法〔2016〕373号 2).
  public enum ReportFault: String, Sendable, Hashable, Codable, CaseIterable { case none, late, refused, untrue }
  /// What the network is asked for (法〔2016〕373号 3).
  public enum NetworkKind: String, Sendable, Hashable, Codable, CaseIterable {
    case deposits, vehicles, realEstate, securities
    var name: Phrase {
      switch self {
      case .deposits: Phrase("存款", "deposits")
      case .vehicles: Phrase("车辆、船舶", "vehicles and ships")
      case .realEstate: Phrase("不动产", "real estate")
      case .securities: Phrase("证券", "securities")
      }
    }
  }
  /// Property that was found, and what became of it (法〔2016〕373号 4).
  public struct Property: Hashable, Sendable, Codable {
    /// What became of the property: all but ``disposable`` let the round end, once proved.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
      /// Not sold by auction and direct sale, nobody takes it, no other means.
      case failedWithoutTaker
      /// A vehicle or ship seized on the register and not found.
      case registeredNotFound
      /// Exempt from enforcement by law.
      case exempt
      /// Can still be turned into money: the round may not end.
      case disposable
      var name: Phrase {
        switch self {
        case .failedWithoutTaker: Phrase("拍卖、变卖不成且无人抵债", "unsold and nobody takes it")
        case .registeredNotFound: Phrase("登记查封但未实际扣押", "seized on the register, not found")
        case .exempt: Phrase("依法不得执行", "exempt")
        case .disposable: Phrase("尚可处置", "can still be disposed of")
        }
      }
    }
    public var what: String
    public var state: State
    public var proof: Proof?
    public init(_ what: String, _ state: State, proof: Proof?) {
      self.what = what
      self.state = state
      self.proof = proof
    }
  }
  /// What the ruling must say (法〔2016〕373号 6).
  public enum RulingPart: String, Sendable, Hashable, Codable, CaseIterable {
    case claim, stepsAndMeasures, propertyFound, realised, rightsToContinue
  }

  public var filed: Day
  /// 1. Notice and report.
  public var enforcementNotice: Proof?
  public var reportOrder: Proof?
  public var reportVerified: Proof?
  public var reportFault: ReportFault = .none
  public var reportSanction: Proof?
  /// 2. Restriction and list.
  public var consumptionOrder: Proof?
  public var listingGroundHolds = false
  public var listing: Proof?
  /// 3. Investigation.
  public var clues = 0
  public var cluesChecked = 0
  public var networkSearches: [NetworkKind: Proof] = [:]
  public var localSearchNeeded = false
  public var localSearch: Proof?
  public var hidingSuspected = false
  public var search: Proof?
  public var auditAsked = false
  public var audit: Proof?
  public var rewardAsked = false
  public var reward: Proof?
  /// 4. Property.
  public var properties: [Property] = []
  /// 6. People.
  public var debtorMissing = false
  public var lookedFor: Proof?
  public var obstructed = false
  public var obstructionSanction: Proof?
  public var crimeSuspected = false
  public var crimeReport: Proof?
  /// 7. The applicant.
  public var applicantHeard: Proof?
  public var applicantSigned: Proof?
  public var panelDecision: Proof?
  public var presidentApproval: Proof?
  public var applicantConsentsEarly = false
  /// 8. The ruling.
  public var rulingParts: Set<RulingPart> = []

  public init(filed: Day) { self.filed = filed }
}
