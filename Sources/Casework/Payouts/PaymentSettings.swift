import Enforcement

/// How payments leave: the court's account at its bank, and how large a file may be.
public struct PaymentSettings: Sendable, Hashable {
  /// The account that pays; nil means the sub-account of the case.
  public var account: String?
  /// The account on which case money comes in: bookings of another are refused. It is the one that pays, or the general sub-account,
  /// where none is named.
  public var receives: String
  /// The code of no bank, for courts that name none.
  public static let noBank = "000000000000"
  /// How often a bank is asked before people may say that it did not answer.
  public static let askedBeforeDoubt = 3
  /// CNAPS code or BIC of the court's bank.
  public var bank: String
  public var linesMax: Int
  public var bytesMax: Int
  /// A file that the bank has not answered for good is handed to it again after this long.
  public var askAgainSeconds: Int
  public init(
    account: String? = nil, receives: String? = nil, bank: String, linesMax: Int = 1_000, bytesMax: Int = 1 << 20,
    askAgainSeconds: Int = 600
  ) {
    self.askAgainSeconds = askAgainSeconds
    self.account = account
    self.receives = receives ?? account ?? SubAccount.general
    self.bank = bank
    self.linesMax = linesMax
    self.bytesMax = bytesMax
  }
}
