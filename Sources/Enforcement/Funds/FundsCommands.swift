import Basics
import EnforcementLaw

/// The case-money capability's commands.
public enum FundsCommands {
  public static let all: [any Command.Type] = [
    BookReceipt.self, RecordPayee.self, ProposePayout.self, SupervisePayout.self, ApprovePayout.self, ReleasePayout.self,
    ReturnPayout.self, SendPayout.self, ProposeAgain.self, FreeReturnedLines.self, CloseLedgerDay.self,
    ClarifyPayment.self, RecordRecovered.self, ConfirmPayee.self, ConsentPayee.self,
    ProposeDelay.self, DecideDelay.self, EndDelay.self, ChasePayout.self, TakeOverPayout.self,
    DraftBulletin.self, ApproveBulletin.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// Money arrived on the case's sub-account, as the court's bank says by a message of its own. The same bank line twice changes nothing.
/// Nobody types it: what people see on a slip is payable once a line of a bank file says it.
public struct BookReceipt: CaseCommand {
  public static let name = "funds.bookReceipt"
  public static let title = Phrase("登记到账", "Book a receipt")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    FundsCommands.caseField, Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money),
    Field("bankLine", Phrase("银行流水号", "Bank line"), .text(max: 80)),
    Field("source", Phrase("来源", "Source"), .choice(ReceiptSource.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("payerName", Phrase("付款人", "Payer"), .text(max: 80), required: false),
    Field("payerAccount", Phrase("付款账号", "Payer's account"), .text(max: 40), required: false),
    Field("text", Phrase("附言", "Text"), .text(max: 200), required: false),
  ]
  public let caseID: ID<CaseFile>
  let amount: Money
  let bankLine: String
  let source: ReceiptSource
  let payer: [String: String]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    amount = input.money("amount")
    bankLine = input.text("bankLine", max: 80)
    source = input.choice("source") ?? .debtor
    payer = [
      "bankLine": bankLine, "payerName": input.text("payerName", required: false, max: 80),
      "payerAccount": input.text("payerAccount", required: false, max: 40), "text": input.text("text", required: false),
    ]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  private var identity: IdentityKey { BankLineKey.credit(bankLine, amount) }
  /// By the bank's number alone: how lines were known before sums counted too.
  private var older: IdentityKey { IdentityKey("bankLine", bankLine) }
  public var identities: [IdentityKey] { [identity, older] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let known = situation.identities[identity] else { throw .noSuchCase(caseID) }
    if known.id != nil || situation.identities[older]?.id != nil { return [] }
    var draft = Draft(situation)
    let line = situation.depository.deposit(VaultContent(BankLineKey.vaultKind, payer))
    try CaseReceipts.book(
      .init(amount: amount, on: situation.today, source: source, digest: known.digest, vault: line, from: nil), caseID, &draft)
    return draft.appended
  }
}

/// Proposes how what has arrived is paid: creditor, treasury, and the surplus back to who paid it. All sums are computed and explained.
public struct ProposePayout: CaseCommand {
  public static let name = "funds.proposePayout"
  public static let title = Phrase("提出案款发放", "Propose a payout")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .teamLead, .bureauChief, .machine]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.parties.map { .person($0.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(situation.caseFile(caseID).filing.parties.map(\.person)) + Surplus.lines(situation.account(caseID))
  }

  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    let account = situation.account(file.id)
    if account.available <= .zero { throw .nothingToPay }
    if let held = file.heldMoney(account), account.available <= held.sum { throw .payoutHeld(held.hold, held.sum) }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    // A lead who took the payout over does as the handler would.
    if let staff = situation.actor.staff, account.takenOverBy == staff { return }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    if file.closing.resumedBy != nil {
      // The debt is counted in the new case; what still comes in here belongs there.
      let line = PayoutLine(id: situation.ids.next(), kind: .resumedCase, payee: nil, amount: account.available, vault: nil)
      return [situation.append(.caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: [line], reasons: [])])]
    }
    try Refusal.unlessFeeKnown(file)
    let division: CaseDebt.Division
    do throws(LawRefusal) {
      division = try CaseDebt.division(file, account, on: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
    var lines: [PayoutLine] = account.costShares(division.costs - account.committed(.cost)).map { person, share in
      PayoutLine(
        id: situation.ids.next(), kind: .cost, payee: person, amount: share,
        vault: person.flatMap { situation.person($0).payee?.vault })
    }
    for (applicant, share) in PayoutBooks.open(division.creditor, account, file) where share > .zero {
      lines.append(
        PayoutLine(
          id: situation.ids.next(), kind: .applicant, payee: applicant.person, amount: share,
          vault: situation.person(applicant.person).payee?.vault))
    }
    let fee = division.fee - account.allCommitted(.fee)
    if fee > .zero { lines.append(PayoutLine(id: situation.ids.next(), kind: .fee, payee: nil, amount: fee, vault: nil)) }
    let surplus = division.surplus - account.allCommitted(.surplus)
    if surplus > .zero, division.isPerformed {
      let owners = Surplus.owners(of: surplus, file, account, situation)
      // What is the creditors' does not wait for it.
      if owners == nil, lines.isEmpty { throw .surplusOwnerUnknown(surplus) }
      for owner in owners ?? [] {
        lines.append(
          PayoutLine(
            id: situation.ids.next(), kind: .surplus, payee: owner.person, amount: owner.amount,
            vault: situation.person(owner.person).payee?.vault))
      }
    }
    // Lists of payees may have taken more than was the creditors', and a credit that is found after a payout lowers the debt that was
    // paid from: what is left goes as far as it does, in the order of the lines.
    lines = PayoutBooks.within(account.available, lines)
    // Who has no account on file waits; the others do not wait for him. The treasury alone is not paid before the creditor.
    let leftOut = lines.filter { $0.payee != nil && $0.vault == nil }.compactMap(\.payee)
    if !leftOut.isEmpty {
      lines.removeAll { $0.payee != nil && $0.vault == nil }
      if !lines.contains(where: { $0.payee != nil }) { throw .noPayee(leftOut, file, situation) }
    }
    let total = lines.reduce(Money.zero) { $0 + $1.amount }
    guard total > .zero else { throw .nothingToPay }
    try file.keepHeld(account, total, of: account.available)
    let findings = situation.payeeFindings(lines.compactMap(\.payee), file, account)
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    let proposed = PayoutProposed(
      payout: situation.ids.next(), lines: lines, reasons: [division.owed.reasons, division.feeReasons],
      leftOut: leftOut.isEmpty ? nil : leftOut)
    return [situation.append(.caseAccount(caseID), [proposed])]
  }
}

/// Sums over an account's payouts.
public enum PayoutBooks {
  /// What each creditor still has to get of all that is theirs: less what is in a payout to him or lodged for him.
  static func open(_ creditors: Money, _ account: CaseAccount, _ file: CaseFile) -> [(CaseParty, Money)] {
    let here = creditors - (account.allCommitted(.applicant) - account.committed(.applicant))
    return shares(here, file.applicants, file.performance.creditorParts).map { party, share in
      let had =
        account.committed(.applicant, to: party.person) + account.lodged(for: party.person) + account.rewarded(by: party.person)
        + account.allDirect.filter { $0.payee == party.person }.map(\.amount).boundedSum
      return (party, max(.zero, share - had))
    }
  }
  /// The lines as far as a sum covers them, the first first.
  static func within(_ sum: Money, _ lines: [PayoutLine]) -> [PayoutLine] {
    var left = max(sum, .zero)
    return lines.compactMap { line in
      let part = min(left, line.amount)
      left -= part
      return part > .zero
        ? PayoutLine(id: line.id, kind: line.kind, payee: line.payee, amount: part, vault: line.vault) : nil
    }
  }
  /// Joint creditors share equally, others by their parts; the fen that cannot be divided go to the earlier ones (R6.8).
  public static func shares(_ sum: Money, _ applicants: [CaseParty], _ parts: [ID<Person>: Int] = [:]) -> [(CaseParty, Money)] {
    guard sum > .zero, !applicants.isEmpty else { return [] }
    if !parts.isEmpty { return byParts(sum, applicants, parts) }
    let (each, remainder) = sum.divided(by: Int64(applicants.count))
    return applicants.enumerated().map { index, party in (party, each + Money(fen: Int64(index) < remainder.fen ? 1 : 0)) }
  }
}

extension PayoutBooks {
  private static func byParts(_ sum: Money, _ applicants: [CaseParty], _ parts: [ID<Person>: Int]) -> [(CaseParty, Money)] {
    let all = applicants.reduce(Int128(0)) { $0 + Int128(parts[$1.person] ?? 0) }
    guard all > 0 else { return shares(sum, applicants) }
    var shared = applicants.map { party in
      (party, Money(fen: Int64(Int128(sum.fen) * Int128(parts[party.person] ?? 0) / all)))
    }
    var left = sum - shared.map(\.1).boundedSum
    for place in shared.indices where left > .zero && (parts[shared[place].0.person] ?? 0) > 0 {
      shared[place].1 += Money(fen: 1)
      left -= Money(fen: 1)
    }
    return shared
  }
}

/// Sends every waiting or bounced line of a released payout to the court's bank, and only to the account that the gates saw. A line's
/// request id is its idempotency key, so a line is paid once however often it is sent.
public struct SendPayout: CaseCommand {
  public static let name = "funds.sendPayout"
  public static let title = Phrase("支付案款", "Pay the lines")
  public static let roles: Set<Role> = [.machine, .cashier]
  public static let fields = [FundsCommands.caseField, Field("payout", Phrase("发放单", "Payout"), .pick(.payout))]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
  }
  private func payees(_ situation: Situation) -> [ID<Person>] {
    situation.account(caseID).payouts[payout]?.lines.compactMap(\.payee) ?? []
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { payees(situation).map { .person($0) } }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.payeeEntries(payees(situation)) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).openPayouts.contains(where: { $0.status == .released }) else { throw .nothingToSend }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = situation.account(caseID).payouts[payout] else { throw .noSuchPayout }
    guard state.status == .released else { throw .payoutNotReleased }
    guard let bank = situation.units.first(where: { $0.kind == .courtBank }) else { throw .noCourtBank }
    try GateStep.accountsStand(state, situation)
    let back = state.lines.filter { state.lineStatus[$0.id] == .bounced }
    let due = state.lines.filter { line in
      state.lineStatus[line.id] == .waiting || (state.lineStatus[line.id] == .bounced && state.mayLeaveAgain(line, situation))
    }
    if due.isEmpty, !back.isEmpty { throw .gatesAnew }
    let findings = situation.payeeFindings(due.compactMap(\.payee), file, situation.account(caseID))
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    var draft = Draft(situation)
    for line in due {
      let request = situation.ids.next(PartnerRequest.self)
      draft.add(
        .partnerRequest(request),
        [
          PartnerRequested(
            caseID: caseID, unit: bank.key, action: .pay, person: line.payee,
            otherCase: line.kind == .resumedCase ? file.closing.resumedBy : nil, amount: line.amount, payoutLine: line.id,
            vault: state.account(of: line).map { [$0] } ?? [], deadline: situation.now.adding(hours: 24))
        ])
      draft.add(.caseAccount(caseID), [PayoutLineSent(payout: payout, line: line.id, request: request)])
    }
    return draft.appended
  }
}

extension Refusal {
  /// The law library's "no" as a refusal.
  public static func law(_ refusal: LawRefusal) -> Refusal {
    Refusal(refusal.code, field: refusal.field, refusal.message, citations: refusal.citations.map(\.text))
  }
  static var sumTooLarge: Refusal { Refusal("sumTooLarge", field: "amount", Phrase("金额超出上限", "The sum is beyond the limit")) }
  static var nothingToPay: Refusal {
    Refusal(
      "nothingToPay", Phrase("案款账户没有可发放的款项", "Nothing on the case account can be paid out"),
      remedy: Phrase("等待到账", "Money has to arrive first"))
  }
  static var payoutOpen: Refusal { Refusal("payoutOpen", Phrase("已有一笔发放在审批或支付中", "A payout is already being approved or paid")) }
  static func payoutExceeds(_ total: Money, _ available: Money) -> Refusal {
    Refusal(
      "payoutExceeds",
      Phrase(
        "发放 \(total.grouped) 元超过可用 \(available.grouped) 元", "\(total.grouped) yuan exceeds the available \(available.grouped)"),
      citations: ["法发〔2017〕6号"])
  }
  static var nothingToSend: Refusal { Refusal("nothingToSend", Phrase("没有已放行待支付的发放", "No released payout waits for payment")) }
  static var noSuchPayout: Refusal {
    Refusal("noSuchPayout", field: "payout", Phrase("本案没有这笔发放", "This case has no such payout"))
  }
  static var payoutNotReleased: Refusal {
    Refusal("payoutNotReleased", field: "payout", Phrase("这笔发放尚未放行", "This payout is not released"))
  }
  static var noCourtBank: Refusal { Refusal("noCourtBank", Phrase("未配置案款专户开户行", "The court's bank is not configured")) }
}
