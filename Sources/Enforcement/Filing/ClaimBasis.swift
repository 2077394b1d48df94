import Basics
import EnforcementLaw

/// What the sums of a resumption's application are (R1.3): the instrument's, or what is left of them after the rounds before it.
public enum ClaimBasis: String, Sendable, Codable, Hashable, CaseIterable {
  case whole, remaining
  public var name: Phrase {
    switch self {
    case .whole: Phrase("执行依据确定的全额", "The instrument's whole sums")
    case .remaining: Phrase("扣除已执行部分后的余额", "What is left after earlier rounds")
    }
  }

  /// As the application says; where it does not, as its sum compares with the ended round's. What was recovered is then counted on, or
  /// has been left out by the applicant already: never both.
  static func of(_ file: CaseFile, after ended: CaseFile, _ account: CaseAccount) -> Explained<ClaimBasis> {
    let (before, now) = (ended.filing.claimed, file.filing.claimed)
    let paid = account.allPaid(.applicant) + account.allDirect.map(\.amount).boundedSum
    let basis: ClaimBasis
    let why: Phrase
    if let stated = file.filing.claimBasis {
      basis = stated
      why = Phrase("申请人说明：", "As the applicant says: ") + stated.name
    } else if now < before, now + paid <= before {
      basis = .remaining
      why = Phrase("未作说明，标的不超过原案未付部分，按余额计", "Nothing is said and the sum is no more than what was left: the balance")
    } else {
      basis = .whole
      why =
        now == before
        ? Phrase("标的与原案相同，按全额计", "The sum is that of the ended round: the whole")
        : Phrase("未作说明，按执行依据全额计", "Nothing is said: the instrument's whole")
    }
    let counted =
      basis == .whole
      ? Phrase("原案已执行部分在本案中扣除", "What was recovered is counted on here")
      : Phrase("标的已扣除原案已执行部分，不再扣除", "The sums leave out what was recovered; it is not taken off again")
    return Explained(
      basis,
      Reasons(
        "R1.3",
        inputs: [
          .init(Phrase("原案申请标的", "Claimed in the ended round"), before.grouped),
          .init(Phrase("原案已付申请执行人", "Paid to the applicants there"), paid.grouped),
          .init(Phrase("本案申请标的", "Claimed now"), now.grouped),
        ], steps: [.init(why, basis.rawValue), .init(counted, account.allReceived.grouped)],
        citations: [RoundTermination.resumption]))
  }
}
