import Basics
import EnforcementLaw

/// The right sum of a receipt, as one person proposed it.
public struct ProposedReceiptSum: Sendable, Hashable {
  public let amount: Money
  public let by: Actor.Ref
  /// Why, and on what evidence: kind `text`.
  public let reason: VaultRef
  public let evidence: VaultRef
}

/// Somebody says that a receipt was booked with another sum than the bank's line has; another person decides.
public struct ReceiptCorrectionProposed: Event {
  public static let name = "correction.receiptProposed.v1"
  public let receipt: ID<Receipt>
  public let was: Money
  public let amount: Money
  public let reason: VaultRef
  public let evidence: VaultRef
  public init(receipt: ID<Receipt>, was: Money, amount: Money, reason: VaultRef, evidence: VaultRef) {
    self.receipt = receipt
    self.was = was
    self.amount = amount
    self.reason = reason
    self.evidence = evidence
  }
  public var words: [VaultRef] { [reason, evidence] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receiptSums[receipt] = ProposedReceiptSum(amount: amount, by: meta.actor, reason: reason, evidence: evidence)
  }
}

/// The other person does not agree: the booked sum stands.
public struct ReceiptCorrectionDeclined: Event {
  public static let name = "correction.receiptDeclined.v1"
  public let receipt: ID<Receipt>
  public let reason: VaultRef
  public init(receipt: ID<Receipt>, reason: VaultRef) {
    self.receipt = receipt
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.receiptSums[receipt] = nil }
}

/// Says that a receipt was booked with another sum than the bank's line has. Nothing moves before another person agrees.
public struct CorrectReceipt: CaseCommand {
  public static let name = "correction.receipt"
  public static let title = Phrase("提出更正到账金额", "Propose to correct the sum of a receipt")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields =
    [
      CorrectionCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
      Field("amount", Phrase("正确的金额（元）", "Right sum (yuan)"), .money),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  let amount: Money
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
    amount = input.money("amount")
    grounds = CorrectionGrounds(&input)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    if situation.account(file.id).receiptOrder.isEmpty { throw .nothingWrong }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let was = try CorrectReceipt.check(receipt, amount, situation.account(caseID))
    let words = { situation.depository.deposit(VaultContent("text", ["text": $0])) }
    return [
      situation.append(
        .caseAccount(caseID),
        [
          ReceiptCorrectionProposed(
            receipt: receipt, was: was, amount: amount, reason: words(grounds.reason), evidence: words(grounds.evidence))
        ])
    ]
  }

  /// What was booked, where it can be corrected to `amount`.
  static func check(_ receipt: ID<Receipt>, _ amount: Money, _ account: CaseAccount) throws(Refusal) -> Money {
    guard let known = account.receipts[receipt] else { throw .noSuchBookedReceipt }
    if known.amount == amount { throw .nothingWrong }
    if known.from != nil || known.source == .distribution || known.source == .cluster { throw .notBookedHere }
    if amount < known.amount, known.amount - amount > account.available { throw .receiptSpent(account.available) }
    guard (account.received - known.amount).adding(amount).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    return known.amount
  }
}

/// Another person agrees, within his limit: the receipt has the right sum, and what followed from the wrong one is listed.
public struct ConfirmReceiptSum: CaseCommand {
  public static let name = "correction.confirmReceipt"
  public static let title = Phrase("同意更正到账金额", "Agree to the right sum of a receipt")
  public static let roles = CorrectReceipt.roles
  public static let fields = [
    CorrectionCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
  ]
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    if situation.account(file.id).receiptSums.isEmpty { throw .noSumProposed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    guard let proposed = account.receiptSums[receipt] else { throw .noSumProposed }
    try Authority.otherThan(proposed.by, situation.actor)
    let was = try CorrectReceipt.check(receipt, proposed.amount, account)
    let moved = max(was, proposed.amount) - min(was, proposed.amount)
    try situation.settings.checkAlone(moved, situation.actor, among: Self.roles)
    var draft = Draft(situation)
    let id = situation.ids.next(Correction.self)
    draft.add(
      .caseFile(caseID),
      [
        CorrectionRecorded(
          correction: id, kind: .receipt, subject: "\(receipt)", person: nil, reason: proposed.reason,
          evidence: proposed.evidence)
      ])
    draft.add(.caseAccount(caseID), [ReceiptCorrected(receipt: receipt, was: was, amount: proposed.amount)])
    try SumChange.settle(.correction(id), &draft, of: caseID)
    return draft.appended
  }
}

/// Another person does not agree.
public struct DeclineReceiptSum: CaseCommand {
  public static let name = "correction.declineReceipt"
  public static let title = Phrase("不同意更正到账金额", "Decline the correction of a receipt")
  public static let roles = CorrectReceipt.roles
  public static let fields = [
    CorrectionCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ConfirmReceiptSum.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard situation.account(caseID).receiptSums[receipt] != nil else { throw .noSumProposed }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseAccount(caseID), [ReceiptCorrectionDeclined(receipt: receipt, reason: words)])]
  }
}

extension Refusal {
  static var noSuchBookedReceipt: Refusal {
    Refusal("noSuchBookedReceipt", field: "receipt", Phrase("本案没有这笔到账", "The case has no such receipt"))
  }
  static var notBookedHere: Refusal {
    Refusal(
      "notBookedHere", field: "receipt", Phrase("该款由待认领款项或者分配转入，不能单独更正", "It came out of suspense or a distribution"),
      remedy: Phrase("撤销认领后重新认领", "Take the match back and match it anew"))
  }
  static func receiptSpent(_ available: Money) -> Refusal {
    Refusal(
      "receiptSpent", field: "amount",
      Phrase("账户可用仅 \(available.grouped) 元，多记的部分已在发放中", "Only \(available.grouped) yuan are free; the rest is being paid out"),
      remedy: Phrase("先退回未放行的发放，或者追回已付款项", "Return what is not released, or recover what was paid"))
  }
  static var noSumProposed: Refusal {
    Refusal("noSumProposed", field: "receipt", Phrase("这笔到账没有待同意的更正", "No correction of this receipt waits"))
  }
}
