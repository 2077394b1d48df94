import Basics

/// Money in suspense is to go to a case that has ended: a second person decides.
public struct BankReceiptMatchProposed: Event {
  public static let name = "receipt.matchProposed.v1"
  public let parts: [Part]
  public let source: ReceiptSource
  /// Why it is this case's.
  public let note: VaultRef
  /// The part of the credit that is to go to one case, in whole fen.
  public struct Part: Sendable, Hashable, Codable {
    public let caseID: ID<CaseFile>
    public let amount: Money
    public init(caseID: ID<CaseFile>, amount: Money) {
      self.caseID = caseID
      self.amount = amount
    }
  }
  public init(parts: [Part], source: ReceiptSource, note: VaultRef) {
    self.parts = parts
    self.source = source
    self.note = note
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.pendingMatch = self
    receipt.matchProposedBy = meta.actor
  }
}

/// The second person agreed; the matches follow.
public struct BankReceiptMatchAgreed: Event {
  public static let name = "receipt.matchAgreed.v1"
  public init() {}
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.pendingMatch = nil }
}

/// The second person said no: the money stays in suspense.
public struct BankReceiptMatchDeclined: Event {
  public static let name = "receipt.matchDeclined.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.pendingMatch = nil }
}

/// A second person agrees that money belongs to a case that has ended.
public struct ConfirmMatch: Command {
  public static let name = "receipts.confirmMatch"
  public static let title = Phrase("同意认领到已结案件", "Agree to match with an ended case")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [ReceiptCommands.receiptField]
  let receipt: ID<BankReceipt>
  public init(_ input: inout Input) { receipt = input.id("receipt") }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let cases = situation.bankReceipt(receipt).pendingMatch?.parts.map(\.caseID) ?? []
    return cases.flatMap { [.caseFile($0), .caseAccount($0)] + CaseReceipts.reads($0, situation) }
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard let match = state.pendingMatch else { throw .noMatchWaits }
    try Authority.otherThan(state.matchProposedBy, situation.actor)
    guard match.parts.reduce(Money.zero, { $0 + $1.amount }) <= state.open else { throw .nothingOpen }
    var draft = Draft(situation)
    draft.add(.bankReceipt(receipt), [BankReceiptMatchAgreed()])
    try MatchReceipt.book(match.parts, match.source, note: match.note, receipt, taken, &draft)
    return draft.appended
  }
}

/// A second person does not.
public struct DeclineMatch: Command {
  public static let name = "receipts.declineMatch"
  public static let title = Phrase("不同意认领到已结案件", "Decline the match with an ended case")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [ReceiptCommands.receiptField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500))]
  let receipt: ID<BankReceipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard state.pendingMatch != nil else { throw .noMatchWaits }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.bankReceipt(receipt), [BankReceiptMatchDeclined(reason: words)])]
  }
}
