import Basics
import EnforcementLaw
import Ledger

/// A line that is to be paid anew, and the account to which it goes now.
public struct LineAccount: Sendable, Hashable, Codable {
  public let line: ID<PayoutLine>
  /// Kind ``Payee/vaultKind``.
  public let vault: VaultRef
  public init(line: ID<PayoutLine>, vault: VaultRef) {
    self.line = line
    self.vault = vault
  }
}

extension CaseAccount.PayoutState {
  /// Lines that pass the gates a second time, and how the payout stood before.
  public struct Reopening: Sendable, Hashable {
    public let lines: Set<ID<PayoutLine>>
    let gates: GateBook
    let accounts: [ID<PayoutLine>: VaultRef]
    let recovered: Set<ID<PayoutLine>>
  }
  /// The account of a line that the gates looked at last; nil where it has none, as the treasury's.
  public func account(of line: PayoutLine) -> VaultRef? { accounts[line.id] ?? line.vault }
  /// Of the case's own account, what the bank has not paid.
  var unpaidOfCase: Money {
    lines.filter { $0.kind != .aid && lineStatus[$0.id] != .settled }.reduce(.zero) { $0 + $1.amount }
  }
  /// Whether a line that came back may leave again as it is: the gates saw the account that is on file.
  func mayLeaveAgain(_ line: PayoutLine, _ situation: Situation) -> Bool {
    guard let person = line.payee, let account = account(of: line) else { return true }
    return !recovered.contains(line.id) && situation.person(person).payee?.vault == account
  }
  /// Lines that came back and go to another account than the gates saw.
  public func toBeSeenAnew(_ situation: Situation) -> [PayoutLine] {
    lines.filter { lineStatus[$0.id] == .bounced && !mayLeaveAgain($0, situation) }
  }
}

/// Lines that came back, or were got back, go to other accounts: supervision, approval and release come anew, for these.
public struct PayoutReopened: Event {
  public static let name = "funds.payoutReopened.v1"
  public let payout: ID<Payout>
  public let accounts: [LineAccount]
  public init(payout: ID<Payout>, accounts: [LineAccount]) {
    self.payout = payout
    self.accounts = accounts
  }
  public var signals: [Signal] { [Signal("payout.proposed", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    guard var state = account.payouts[payout] else { return }
    let lines = Set(accounts.map(\.line))
    state.reopened = CaseAccount.PayoutState.Reopening(
      lines: lines, gates: state.gates, accounts: state.accounts, recovered: state.recovered)
    for line in accounts { state.accounts[line.line] = line.vault }
    state.recovered.subtract(lines)
    state.gates = GateBook(proposedBy: meta.actor)
    account.payouts[payout] = state
  }
}

/// A gate did not let the other accounts through: the lines wait as before.
public struct PayoutReopeningReturned: Event {
  public static let name = "funds.payoutReopeningReturned.v1"
  public let payout: ID<Payout>
  public let reason: VaultRef
  public let gate: MoneyGate
  public init(payout: ID<Payout>, reason: VaultRef, gate: MoneyGate) {
    self.payout = payout
    self.reason = reason
    self.gate = gate
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("payout.returned", payout)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    guard var state = account.payouts[payout], let before = state.reopened else { return }
    state.gates = before.gates
    state.accounts = before.accounts
    state.recovered = before.recovered
    state.reopened = nil
    account.payouts[payout] = state
  }
}

/// What the bank had paid is back on the court's account: the line is owed to its payee still.
public struct PayoutLineCameBack: Event {
  public static let name = "funds.payoutLineCameBack.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  /// The sending that came back.
  public let request: ID<PartnerRequest>
  /// Receipts whose money had gone out whole and has not any more.
  public let receipts: [ID<Receipt>]
  public init(payout: ID<Payout>, line: ID<PayoutLine>, request: ID<PartnerRequest>, receipts: [ID<Receipt>]) {
    self.payout = payout
    self.line = line
    self.request = request
    self.receipts = receipts
  }
  public var signals: [Signal] { [Signal("payout.bounced", payout)] + receipts.map { Signal("receipt.cameBack", $0) } }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.lineStatus[line] = .bounced
    account.payouts[payout]?.settledBy[line]?.remove(request)
    account.payouts[payout]?.cameBack.insert(request)
    // It has to be paid still, even where the whole counted as settled.
    if account.payouts[payout]?.end == .settled { account.payouts[payout]?.end = nil }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [Bulletin.afterMoney(meta)] }
}
/// From the bank back to the payee, once for a sending.
extension PayoutLineCameBack: MoneyEvent {
  static func key(_ payout: ID<Payout>, _ line: ID<PayoutLine>, _ request: ID<PartnerRequest>) -> String {
    PayoutKey.step(payout, line, "cameBack/\(request)")
  }
  public var restsOn: [LedgerReference] { [.entry(PayoutKey.line(payout, line))] }
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    guard let reserved = books.entries[PayoutKey.line(payout, line)]?.entry else { return nil }
    return LedgerGroup(
      key: PayoutLineCameBack.key(payout, line, request), debit: .bank, credit: reserved.credit, amount: reserved.amount,
      code: .bounced)
  }
}

/// Proposes again what came back and goes to another account: the accounts now on file pass the three gates before anything leaves.
public struct ProposeAgain: CaseCommand {
  public static let name = "funds.proposeAgain"
  public static let title = Phrase("按新账户重新提请发放", "Propose a payment to another account")
  public static let roles: Set<Role> = ProposePayout.roles.subtracting([.machine])
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
    let account = situation.account(file.id)
    guard account.openPayouts.contains(where: { $0.status == .released && $0.lineStatus.values.contains(.bounced) }) else {
      throw .nothingCameBack
    }
    if let staff = situation.actor.staff, account.takenOverBy == staff { return }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    guard let state = account.payouts[payout] else { throw .noSuchPayout }
    guard state.status == .released else { throw .payoutNotReleased }
    let lines = state.toBeSeenAnew(situation)
    guard !lines.isEmpty else { throw .nothingCameBack }
    var accounts: [LineAccount] = []
    for line in lines {
      guard let person = line.payee, let known = situation.person(person).payee?.vault else { continue }
      // What had gone to a wrong account never goes there again.
      if known == state.account(of: line) { throw .payeeStillWrong }
      accounts.append(LineAccount(line: line.id, vault: known))
    }
    guard !accounts.isEmpty else { throw .noPayee(lines.compactMap(\.payee), file, situation) }
    let seen = Set(accounts.map(\.line))
    let findings = situation.payeeFindings(lines.filter { seen.contains($0.id) }.compactMap(\.payee), file, account)
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    return [situation.append(.caseAccount(caseID), [PayoutReopened(payout: payout, accounts: accounts)])]
  }
}

extension Refusal {
  static var nothingCameBack: Refusal {
    Refusal(
      "nothingCameBack", Phrase("没有须按新账户重新提请的退汇", "Nothing that came back goes to another account"),
      remedy: Phrase("账户没有变更的，由出纳直接重新支付", "Where the account is the same, the cashier sends it again"))
  }
  static var gatesAnew: Refusal {
    Refusal(
      "gatesAnew", field: "payout",
      Phrase(
        "退回的款项应付往另一账户，该账户没有经过监管、审批、发放",
        "What came back goes to another account, and no gate has seen that account"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("由承办人按新账户重新提请", "The handler proposes it again with the account now on file"))
  }
  /// Names who has no account on file: by role, and by name for staff.
  static func noPayee(_ persons: [ID<Person>], _ file: CaseFile, _ situation: Situation) -> Refusal {
    var seen: Set<ID<Person>> = []
    let told = persons.filter { seen.insert($0).inserted }.map { person -> Phrase in
      let role = file.filing.party(person)?.role.name ?? Phrase("收款人", "payee")
      guard situation.actor.staff != nil,
        let name = situation.person(person).vault.flatMap({ situation.depository.content($0) })?.fields["name"]
      else { return role }
      return Phrase("\(role.zh)\(name)", "\(role.en) \(name)")
    }
    return Refusal(
      "noPayee",
      Phrase(
        "\(told.map(\.zh).joined(separator: "、"))没有登记收款账户",
        "No account is recorded for: \(told.map(\.en).joined(separator: ", "))"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先登记收款账户", "Record the account first"))
  }
}
