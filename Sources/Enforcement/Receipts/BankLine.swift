import Basics

/// A line of a statement as the court keeps it: what is private of it stands in the vault.
public struct BankLine: Sendable, Hashable, Codable {
  public let id: ID<BankLine>
  public let side: Side
  /// More than zero.
  public let amount: Money
  /// Keyed digest of the line (``BankLineKey``).
  public let digest: String
  /// The number that the court gave the payment, where the bank passes it on.
  public let payment: String?
  /// Money that had been sent and came back, or a credit that the bank took back.
  public let isReturn: Bool
  /// The line as the bank gave it: kind `bankLine`.
  public let vault: VaultRef?
  /// Seen from the account.
  public enum Side: String, Sendable, Hashable, Codable, CaseIterable { case credit, debit }
  /// Its effect on the balance.
  public var signed: Money { side == .credit ? amount : -amount }
  public init(
    id: ID<BankLine>, side: Side, amount: Money, digest: String, payment: String?, isReturn: Bool, vault: VaultRef?
  ) {
    self.id = id
    self.side = side
    self.amount = amount
    self.digest = digest
    self.payment = payment
    self.isReturn = isReturn
    self.vault = vault
  }
}

/// What tells one line of the bank from every other, so that a line that comes twice, in a notice and in the statement, or in the same
/// file again, is one line. The bank's own number does where it is long enough to be unique for good; a short one may begin again every
/// day and counts with account and day; without one the line counts as a whole, with how often the same stood before it.
public enum BankLineKey {
  /// Numbers from so many signs on are unique for good.
  static let uniqueLength = 10
  /// Vault fields of kind `bankLine`: `bankLine` (the bank's number), `payerName`, `payerAccount`, `payerBank`, `text`, `account` (ours).
  public static let vaultKind = "bankLine"

  /// An account as it is compared: empty where the bank hides part of it or writes none.
  static func account(_ text: String) -> String {
    let plain = text.filter { !$0.isWhitespace && $0 != "-" }
    return plain.count >= 6 && plain.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) } ? plain.uppercased() : ""
  }
  /// A name as it is compared.
  static func plain(_ name: String) -> String { CaseNumberText.plain(name) }

  /// A credit that the bank told by its number alone.
  public static func credit(_ reference: String, _ amount: Money) -> IdentityKey {
    IdentityKey("bankLine", "\(reference)|\(amount.fen)")
  }
  /// A payment that the bank told by its number alone.
  public static func debit(_ reference: String, _ amount: Money) -> IdentityKey {
    IdentityKey("bankLine", "out|\(reference)|\(amount.fen)")
  }

  /// A line of a file. `other` is counterparty and text, `occurrence` counts lines alike before it.
  public static func line(
    _ side: BankLine.Side, _ reference: String, _ amount: Money, account: String, on day: Day, other: String, occurrence: Int
  ) -> IdentityKey {
    if reference.count >= uniqueLength { return side == .credit ? credit(reference, amount) : debit(reference, amount) }
    let begin = "\(side == .debit ? "out|" : "")\(account)|\(day)|\(amount.fen)"
    let rest = reference.isEmpty ? "\(other)|\(occurrence)" : reference
    return IdentityKey("bankLine", "\(begin)|\(rest)")
  }
}

extension ReceiptSource {
  /// Begins the text of money that goes on to the case that resumes its own.
  public static let fromEndedCase = "原案转入"
  /// Begins the purpose of a share that moves to another case's sub-account and is booked already.
  public static let moved = "分配调拨"
  /// As the bank's text tells it.
  public static func told(by text: String) -> ReceiptSource {
    if text.hasPrefix(fromEndedCase) { return .endedCase }
    let words: [Substring] = ["扣划", "退保"]
    let scalars = Array(text.unicodeScalars)
    let found = words.contains { word in
      let wanted = Array(word.unicodeScalars)
      guard scalars.count >= wanted.count else { return false }
      return (0...(scalars.count - wanted.count)).contains { Array(scalars[$0..<($0 + wanted.count)]) == wanted }
    }
    return found ? .transfer : .debtor
  }
}
