import Basics
import EnforcementLaw

/// Proposes that what is left of a credit goes back to its payer.
public struct ProposeRefund: Command {
  public static let name = "receipts.proposeRefund"
  public static let title = Phrase("提出退回付款人", "Propose to send it back")
  public static let roles: Set<Role> = [.cashier]
  public static let fields = [
    ReceiptCommands.receiptField, Field("reason", Phrase("退回理由", "Reason"), .longText(max: 500)),
    Field(
      "payerName", Phrase("付款人户名", "Payer"), .text(max: 140), required: false,
      hint: Phrase("银行流水没有写明时才填", "Only where the bank's line does not say")),
    Field("payerAccount", Phrase("付款人账号", "Payer's account"), .text(max: 40), required: false),
    Field("payerBank", Phrase("付款人开户行", "Payer's bank"), .text(max: 140), required: false),
    Field(
      "evidence", Phrase("付款人身份的依据", "How the payer was found out"), .longText(max: 500), required: false,
      hint: Phrase("自行填写付款人时必填，例如银行书面答复的编号", "Needed where the payer is filled in: the bank's written answer, for example")),
  ]
  let receipt: ID<BankReceipt>
  let reason: String
  let payer: [String: String]
  let evidence: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
    evidence = input.text("evidence", required: false, max: 500)
    let account = input.text("payerAccount", required: false, max: 40).filter { $0 != " " && $0 != "-" }
    if !account.isEmpty, !account.utf8.allSatisfy({ (48...57).contains($0) }) || !(6...32).contains(account.utf8.count) {
      input.fault("payerAccount", "account", Phrase("账号为 6 至 32 位数字", "An account number has 6 to 32 digits"))
    }
    payer = [
      "payerName": input.text("payerName", required: false, max: 140), "payerAccount": account,
      "payerBank": input.text("payerBank", required: false, max: 140),
    ]
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.bankReceipt(receipt).taken.map { [$0.vault] } ?? [] }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    var line = situation.depository.content(taken.vault)?.fields ?? [:]
    let told = !(line["payerName"] ?? "").isEmpty && !(line["payerAccount"] ?? "").isEmpty
    // Money goes back to the account it came from and to no other; where the bank did not say, the cashier finds out.
    if !told { line.merge(payer) { known, given in known.isEmpty ? given : known } }
    guard !(line["payerName"] ?? "").isEmpty, !(line["payerAccount"] ?? "").isEmpty else { throw .payerUnknown }
    guard told || !evidence.isEmpty else { throw .payerUnproved }
    let vault = told ? taken.vault : situation.depository.deposit(VaultContent(BankLineKey.vaultKind, line))
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(
        .bankReceipt(receipt),
        [
          RefundProposed(
            refund: situation.ids.next(), amount: state.open, payer: vault, reason: words,
            evidence: told ? nil : situation.depository.deposit(VaultContent("text", ["text": evidence])))
        ])
    ]
  }
}

/// A second person lets it go: the order leaves for the court's bank. Where the payer was found out by people, or the money comes out of a
/// case or cluster, the supervisor checks that and a third person approves. Nobody approves more than his limit.
public struct ApproveRefund: Command {
  public static let name = "receipts.approveRefund"
  public static let title = Phrase("同意退回", "Approve the return")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .vicePresident, .president]
  public static let fields = [ReceiptCommands.receiptField]
  let receipt: ID<BankReceipt>
  public init(_ input: inout Input) { receipt = input.id("receipt") }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }

  /// Refuses where this person may not let it through the gate at which it waits.
  public static func check(_ refund: BankReceipt.RefundState, _ actor: Actor, _ settings: CourtSettings) throws(Refusal) {
    try Authority.check(Self.self, actor)
    guard !refund.byThree else { return try refund.gates.check(gate(refund), refund.amount, actor, settings) }
    try Authority.otherThan(refund.proposedBy, actor)
    try settings.checkAlone(refund.amount, actor, among: roles)
  }
  /// The gate at which a return waits.
  public static func gate(_ refund: BankReceipt.RefundState) -> MoneyGate { refund.gates.next ?? .approval }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard let refund = state.pendingRefund, refund.status == .proposed else { throw .noRefund }
    try ApproveRefund.check(refund, situation.actor, situation.settings)
    if refund.byThree, ApproveRefund.gate(refund) == .supervision {
      return [situation.append(.bankReceipt(receipt), [RefundSupervised(refund: refund.id)])]
    }
    guard let bank = situation.units.first(where: { $0.kind == .courtBank }) else { throw .noCourtBank }
    var draft = Draft(situation)
    let request = situation.ids.next(PartnerRequest.self)
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: receipt.retyped(), unit: bank.key, action: .pay, amount: refund.amount, receipt: receipt, vault: [refund.payer],
          deadline: situation.now.adding(hours: 24))
      ])
    draft.add(.bankReceipt(receipt), [RefundSent(refund: refund.id, request: request)])
    return draft.appended
  }
}

/// A second person says no: the money stays in suspense.
public struct DeclineRefund: Command {
  public static let name = "receipts.declineRefund"
  public static let title = Phrase("不同意退回", "Decline the return")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .vicePresident, .president]
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
    guard let refund = state.pendingRefund, refund.status == .proposed else { throw .noRefund }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.bankReceipt(receipt), [RefundDeclined(refund: refund.id, reason: words)])]
  }
}

/// The bank did not answer in time: it is asked again under the same number.
public struct MissRefundAnswer: Command {
  public static let name = "receipts.missRefundAnswer"
  public static let title = Phrase("退款逾期未回", "The bank is late with a return")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [Field("request", Phrase("请求", "Request"), .text(max: 20))]
  let request: ID<PartnerRequest>
  public init(_ input: inout Input) { request = input.id("request") }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.receipt != nil, !state.isSettled, !state.deadlineMissed,
      requested.deadline <= situation.now
    else { return [] }
    return [situation.append(.partnerRequest(request), [PartnerDeadlineMissed(caseID: requested.caseID)])]
  }
}

enum RefundAnswers {
  /// What the bank's answer to a return means.
  static func paid(_ answer: RecordAnswer, _ receipt: ID<BankReceipt>, _ request: ID<PartnerRequest>, _ draft: inout Draft) {
    let state = draft.situation.bankReceipt(receipt)
    guard let refund = state.refunds.first(where: { $0.request == request && $0.status == .sent }) else { return }
    let stream = StreamID.bankReceipt(receipt)
    if answer.outcome == .done {
      draft.add(stream, [RefundPaid(refund: refund.id, lineDigest: answer.lineDigest(refund.amount, draft.situation))])
    } else {
      draft.add(stream, [RefundBounced(refund: refund.id, reason: answer.reasonCode)])
    }
  }
}
