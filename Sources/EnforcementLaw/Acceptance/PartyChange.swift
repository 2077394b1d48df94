import Basics

/// Change and addition of parties (变更、追加当事人, R1.5). The list of grounds is closed: who is not on it is not added.
public enum PartyChange {
  /// Days for the ruling from the written application (变更追加 28); the president may extend them.
  public static let rulingDays = 60
  /// Days to ask the court above to reconsider (变更追加 30).
  public static let reconsiderationDays = 10
  /// Days to sue where the ground opens a suit (变更追加 32).
  public static let suitDays = 15

  /// Grounds by their article.
  public enum Ground: String, Sendable, Hashable, CaseIterable, Codable {
    case applicantHeir = "2"
    case applicantMissing = "3"
    case applicantDivorced = "4"
    case applicantDissolved = "5"
    case applicantMerged = "6"
    case applicantSplit = "7"
    case applicantOfficeAbolished = "8"
    case claimAssigned = "9"
    case debtorHeir = "10"
    case debtorMerged = "11"
    case debtorSplit = "12"
    case soleProprietor = "13"
    case generalPartner = "14.1"
    case limitedPartner = "14.2"
    case branch = "15"
    case shareholderUnpaid = "17"
    case shareholderWithdrew = "18"
    case shareTransferorUnpaid = "19"
    case onePersonCompany = "20"
    case dissolvedWithoutLiquidation = "21"
    case assetsTakenOnDissolution = "22"
    case promiseOnDeregistration = "23"
    case promiseInEnforcement = "24"
    case assetsAllocatedAway = "25"

    /// The claim side or the debtor's side.
    public var isApplicantSide: Bool {
      switch self {
      case .applicantHeir, .applicantMissing, .applicantDivorced, .applicantDissolved, .applicantMerged, .applicantSplit,
        .applicantOfficeAbolished, .claimAssigned:
        true
      case .debtorHeir, .debtorMerged, .debtorSplit, .soleProprietor, .generalPartner, .limitedPartner, .branch,
        .shareholderUnpaid, .shareholderWithdrew, .shareTransferorUnpaid, .onePersonCompany, .dissolvedWithoutLiquidation,
        .assetsTakenOnDissolution, .promiseOnDeregistration, .promiseInEnforcement, .assetsAllocatedAway:
        false
      }
    }
    public var citation: Citation { .partyChange(rawValue) }
  }

  /// Against the ruling.
  public enum Remedy: String, Sendable, Hashable, Codable, CaseIterable { case reconsideration, suit }

  /// Articles 14.2 and 17 to 21 open a suit, the others reconsideration.
  public static func remedy(_ ground: Ground) -> Explained<Remedy> {
    switch ground {
    case .limitedPartner, .shareholderUnpaid, .shareholderWithdrew, .shareTransferorUnpaid, .onePersonCompany,
      .dissolvedWithoutLiquidation:
      return Explained(.suit, Reasons("R1.5", citations: [ground.citation, .partyChange("32")]))
    case .applicantHeir, .applicantMissing, .applicantDivorced, .applicantDissolved, .applicantMerged, .applicantSplit,
      .applicantOfficeAbolished, .claimAssigned, .debtorHeir, .debtorMerged, .debtorSplit, .soleProprietor, .generalPartner,
      .branch, .assetsTakenOnDissolution, .promiseOnDeregistration, .promiseInEnforcement, .assetsAllocatedAway:
      return Explained(.reconsideration, Reasons("R1.5", citations: [ground.citation, .partyChange("30")]))
    }
  }

  /// The last day for the remedy.
  public static func remedyDeadline(_ ground: Ground, rulingServed: Day, calendar: CourtCalendar) -> Explained<Day> {
    let remedy = remedy(ground)
    let days = remedy.value == .suit ? suitDays : reconsiderationDays
    let end = Periods.deadline(from: rulingServed, .days(days), calendar: calendar)
    return Explained(end.value, end.reasons.under("R1.5", citations: remedy.reasons.citations))
  }

  /// An assignee takes the applicant's place only with the assignment and the first applicant's written acknowledgement.
  public static func checkAssignment(assigned: Bool, acknowledgedInWriting: Bool) throws(LawRefusal) -> Explained<Ground> {
    guard assigned, acknowledgedInWriting else {
      throw LawRefusal(
        field: assigned ? "acknowledgedInWriting" : "assigned", code: "assignmentNotProven",
        Phrase(
          "债权转让须有转让事实，且原申请执行人书面认可受让人取得该债权", "An assignment needs the transfer and the first applicant's written acknowledgement"),
        citations: [Ground.claimAssigned.citation])
    }
    return Explained(.claimAssigned, Reasons("R1.5", citations: [Ground.claimAssigned.citation]))
  }
}
