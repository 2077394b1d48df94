import Basics

/// One line of a payout.
public struct PayoutLine: Sendable, Hashable, Codable {
  public let id: ID<PayoutLine>
  public let kind: Kind
  /// Nil for the treasury.
  public let payee: ID<Person>?
  public let amount: Money
  /// Payee name, account, bank: the vault entry in force when proposed; nil for the treasury, whose account is configured.
  public let vault: VaultRef?
  /// To whom and out of what a line pays; the ledger's accounts follow from it. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case applicant, fee, surplus
    /// To the sub-account of the case that resumes this one.
    case resumedCase
    /// To a creditor from outside who takes part in a distribution.
    case creditor
    /// Back to who advanced a cost; without a payee to the court.
    case cost
    /// Lodged money to its creditor, or after five years to the state.
    case lodged, escheat
    /// Judicial aid, out of the fund.
    case aid
    /// For information on property, out of the applicant's money.
    case reward
    /// Back to whom it was taken from by mistake.
    case wrongful
    public var name: Phrase {
      switch self {
      case .applicant: Phrase("发放申请执行人", "To the applicant")
      case .fee: Phrase("执行费上缴国库", "Enforcement fee to the treasury")
      case .surplus: Phrase("余款退还", "Surplus back to who paid it")
      case .resumedCase: Phrase("转入恢复执行案件", "To the case that resumes this one")
      case .creditor: Phrase("发放参与分配债权人", "To a creditor who takes part")
      case .cost: Phrase("归还垫付费用", "Advanced costs back")
      case .lodged: Phrase("发放提存款", "Lodged money to its creditor")
      case .escheat: Phrase("提存款归国家", "Lodged money to the state")
      case .aid: Phrase("司法救助金", "Judicial aid")
      case .reward: Phrase("悬赏金", "Reward")
      case .wrongful: Phrase("退还误扣款", "Money taken by mistake, back")
      }
    }
  }
  public init(id: ID<PayoutLine>, kind: Kind, payee: ID<Person>?, amount: Money, vault: VaultRef?) {
    self.id = id
    self.kind = kind
    self.payee = payee
    self.amount = amount
    self.vault = vault
  }
}
