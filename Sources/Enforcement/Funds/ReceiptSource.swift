import Basics

/// How money came in on a case's account.
public enum ReceiptSource: String, Sendable, Codable, Hashable, CaseIterable {
  /// Transferred under a ruling, or surrendered.
  case transfer
  /// The debtor paid.
  case debtor
  /// Came in on the account of the case that this one resumes.
  case endedCase
  /// A share in a distribution that another case leads.
  case distribution
  /// The case's part of what came in for a cluster of cases.
  case cluster
  public var name: Phrase {
    switch self {
    case .transfer: Phrase("扣划", "Compulsory transfer")
    case .debtor: Phrase("被执行人交款", "Paid by the debtor")
    case .endedCase: Phrase("原案转入", "From the ended case")
    case .distribution: Phrase("参与分配", "Share in a distribution")
    case .cluster: Phrase("集中案款分配", "Part of a cluster's money")
    }
  }
}
