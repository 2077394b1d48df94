import Basics

/// An account of a court's ledger. Its text form is kind and key, `case:412`, and is stored: neither part ever changes.
public struct LedgerAccount: Hashable, Comparable, Sendable {
  public let kind: Kind
  /// The id of the case, person or payout, or ``single`` where a court has one such account.
  public let key: String
  public init(_ kind: Kind, _ key: String) {
    self.kind = kind
    self.key = key
  }

  /// The key of an account of which a court has one.
  public static let single = "main"
  /// The court's money at its bank.
  public static let bank = LedgerAccount(.bank, single)
  /// What is owed to the treasury.
  public static let treasury = LedgerAccount(.treasury, single)

  /// What an account stands for. The words are stored.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The court's case money at the bank: its only asset.
    case bank
    /// One case, one account (一案一账户).
    case `case`
    /// Cases settled together out of one fund.
    case cluster
    /// Money that came in and belongs to no case yet.
    case suspense
    /// Costs of enforcement; below zero where the court advanced them.
    case costs
    /// Kept for who paid it until it is released or counts in a case (保证金).
    case deposit
    /// A part in dispute, kept until the dispute ends.
    case held
    /// Approved for a person and not yet sent.
    case payee
    /// Approved for the treasury and not yet sent.
    case treasury
    /// Sent to the bank and neither confirmed nor returned; one account a payout.
    case transit
    /// Lodged (提存) for someone who cannot be paid.
    case lodged
    /// Judicial aid (司法救助).
    case fund
  }
  /// On which side of an account a sum is booked; each kind of account grows on one of them.
  public enum Side: String, Sendable, Hashable { case debit, credit }

  public static func < (left: LedgerAccount, right: LedgerAccount) -> Bool { left.description < right.description }
}

extension LedgerAccount: LosslessStringConvertible {
  public var description: String { kind.rawValue + ":" + key }
  /// Reads the text form; nil for an unknown kind and for a key that is empty or has other characters than `A–Z a–z 0–9 - _ .`.
  public init?(_ description: String) {
    guard let colon = description.utf8.firstIndex(of: UInt8(ascii: ":")), let kind = Kind(rawValue: String(description[..<colon]))
    else { return nil }
    self.init(kind, String(description[description.utf8.index(after: colon)...]))
    guard hasReadableKey else { return nil }
  }
  var hasReadableKey: Bool {
    (1...64).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
          || byte == 95
      }
  }
}

extension LedgerAccount.Kind {
  /// The side on which the account grows.
  public var normalSide: LedgerAccount.Side { self == .bank ? .debit : .credit }

  /// Costs may be advanced. Everything else is other people's money: what is not there cannot be reserved, sent or paid
  /// (R6.9, Σ paid ≤ Σ received per case), so the account never goes below zero, counting what is reserved on it.
  public var neverNegative: Bool { self != .costs }

  public var name: Phrase {
    switch self {
    case .bank: Phrase("银行存款", "Bank")
    case .case: Phrase("案款", "Case money")
    case .cluster: Phrase("集中案款", "Cluster")
    case .suspense: Phrase("不明款", "Unidentified money")
    case .costs: Phrase("执行费用", "Costs")
    case .deposit: Phrase("保证金", "Deposits")
    case .held: Phrase("争议留存款", "Held in dispute")
    case .payee: Phrase("应付收款人", "Payees")
    case .treasury: Phrase("应缴国库", "Treasury")
    case .transit: Phrase("在途款", "In transit")
    case .lodged: Phrase("提存款", "Lodged")
    case .fund: Phrase("救助金", "Judicial aid")
    }
  }
}
