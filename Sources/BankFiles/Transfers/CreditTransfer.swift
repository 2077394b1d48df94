import Basics

/// A bank's code: twelve digits of the Chinese clearing system (CNAPS), or a BIC of eight or eleven signs.
public enum BankCode: Hashable, Sendable {
  case cnaps(String)
  case bic(String)

  /// Nil where it is neither.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.count == 12, bytes.allSatisfy({ (48...57).contains($0) }) {
      self = .cnaps(text)
    } else if bytes.count == 8 || bytes.count == 11, bytes.prefix(6).allSatisfy({ (65...90).contains($0) }),
      bytes.dropFirst(6).allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
    {
      self = .bic(text)
    } else {
      return nil
    }
  }
}

/// The account that pays: the court's, or a case's sub-account.
public struct DebtorAccount: Hashable, Sendable {
  /// The court, as the bank knows it; 140 signs.
  public let name: String
  /// 34 signs.
  public let account: String
  public let bank: BankCode
  public init(name: String, account: String, bank: BankCode) {
    self.name = name
    self.account = account
    self.bank = bank
  }
}

/// One payment to be sent.
public struct CreditTransfer: Hashable, Sendable {
  /// Line of the payout, from 1.
  public var line: Int
  public var amount: Money
  /// 140 signs.
  public var name: String
  /// 34 signs.
  public var account: String
  /// Nil where only the bank's name is known.
  public var bank: BankCode?
  /// 140 signs; blank where the code says enough.
  public var bankName: String
  /// What the payee reads, 140 signs; may be blank.
  public var remittance: String

  public init(
    line: Int, amount: Money, name: String, account: String, bank: BankCode?, bankName: String = "", remittance: String = ""
  ) {
    self.line = line
    self.amount = amount
    self.name = name
    self.account = account
    self.bank = bank
    self.bankName = bankName
    self.remittance = remittance
  }
}

/// What all files of a payout say alike.
public struct TransferOrder: Hashable, Sendable {
  /// Letters and digits, 1 to 19: the payout's number.
  public let payout: String
  /// When the files are made; the same for the same payout, so that a second run writes the same bytes.
  public let created: Instant
  /// The day on which the bank is to pay.
  public let executionDay: Day
  /// Who sends the files; 140 signs.
  public let initiator: String
  /// The number of the first file; larger where failed payments are sent again under new ids.
  public let firstChunk: Int
  /// Payments of one file.
  public let linesMax: Int
  /// Bytes of one file.
  public let bytesMax: Int

  public init(
    payout: String, created: Instant, executionDay: Day, initiator: String, firstChunk: Int = 1, linesMax: Int = 10_000,
    bytesMax: Int = 16 * 1024 * 1024
  ) {
    self.payout = payout
    self.created = created
    self.executionDay = executionDay
    self.initiator = initiator
    self.firstChunk = firstChunk
    self.linesMax = linesMax
    self.bytesMax = bytesMax
  }
}

/// One file as it was written.
public struct TransferFile: Hashable, Sendable {
  public let chunk: Int
  /// MsgId, also a good file name.
  public let messageID: String
  public let lineCount: Int
  public let total: Money
  /// Sub-accounts, each a PmtInf of its own.
  public let debtorCount: Int
  public let byteCount: Int
  /// First and last line of the payout in it.
  public let lines: ClosedRange<Int>
}
