import Basics
import EnforcementLaw

/// What the three gates have in common: a payout that waits there, and a person who may let it through.
enum GateStep {
  static let payoutField = Field("payout", Phrase("发放单", "Payout"), .pick(.payout))

  /// Refuses where no payout of the case waits at this gate for this person.
  static func offered(_ gate: MoneyGate, _ situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let open = situation.account(file.id).openPayouts.first(where: { $0.status.gate == gate }) else {
      throw .nothingAtGate(gate)
    }
    try open.gates.check(gate, open.total, situation.actor, situation.settings)
  }
  static func check(
    _ gate: MoneyGate, _ payout: ID<Payout>, of caseID: ID<CaseFile>, _ situation: Situation
  ) throws(Refusal) -> CaseAccount.PayoutState {
    guard let state = situation.account(caseID).payouts[payout] else { throw .noSuchPayout }
    guard state.isOpen else { throw .payoutEnded }
    try state.gates.check(gate, state.total, situation.actor, situation.settings)
    try accountsStand(state, situation)
    return state
  }

  /// The people whom a payout pays: their accounts are looked at wherever it passes.
  static func payees(_ payout: ID<Payout>, of caseID: ID<CaseFile>, _ situation: Situation) -> [StreamID] {
    (situation.account(caseID).payouts[payout]?.lines ?? []).compactMap(\.payee).map { .person($0) }
  }
  /// Every line goes to the account that was on file when it was proposed, and that is still the one on file: what the gates look at
  /// is what is paid.
  static func accountsStand(_ state: CaseAccount.PayoutState, _ situation: Situation) throws(Refusal) {
    let open = state.reopened?.lines ?? []
    for line in state.lines where state.lineStatus[line.id] == .waiting || open.contains(line.id) {
      guard let person = line.payee, let account = state.account(of: line) else { continue }
      guard situation.person(person).payee?.vault == account else { throw .payeeChanged }
    }
  }
}

/// First gate (监管): the supervisor checks payees, sums, fee and clock.
public struct SupervisePayout: CaseCommand {
  public static let name = "funds.supervisePayout"
  public static let title = Phrase("监管案款发放", "Pass the payout at supervision")
  public static let roles: Set<Role> = MoneyGate.supervision.roles
  public static let fields = [FundsCommands.caseField, GateStep.payoutField]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { GateStep.payees(payout, of: caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try GateStep.offered(.supervision, situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    _ = try GateStep.check(.supervision, payout, of: caseID, situation)
    return [situation.append(.caseAccount(caseID), [PayoutSupervised(payout: payout)])]
  }
}

/// Second gate (审批): whoever's limit covers the sum.
public struct ApprovePayout: CaseCommand {
  public static let name = "funds.approvePayout"
  public static let title = Phrase("审批案款发放", "Approve the payout")
  public static let roles: Set<Role> = MoneyGate.approval.roles
  public static let fields = [FundsCommands.caseField, GateStep.payoutField]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { GateStep.payees(payout, of: caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try GateStep.offered(.approval, situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    _ = try GateStep.check(.approval, payout, of: caseID, situation)
    return [situation.append(.caseAccount(caseID), [PayoutApproved(payout: payout)])]
  }
}

/// Third gate (发放): the cashier lets it go, and the machine pays each line once.
public struct ReleasePayout: CaseCommand {
  public static let name = "funds.releasePayout"
  public static let title = Phrase("放行案款发放", "Release the payout")
  public static let roles: Set<Role> = MoneyGate.release.roles
  public static let fields = [FundsCommands.caseField, GateStep.payoutField]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { GateStep.payees(payout, of: caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try GateStep.offered(.release, situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try GateStep.check(.release, payout, of: caseID, situation)
    let account = situation.account(caseID)
    try file.keepHeld(account, state.unpaidOfCase, of: account.balance - account.onTheWayInBatches)
    try AidBooks.check(state, file, situation)
    return [situation.append(.caseAccount(caseID), [PayoutReleased(payout: payout)])]
  }
}

/// Sends a payout back to the handler from the gate at which it waits.
public struct ReturnPayout: CaseCommand {
  public static let name = "funds.returnPayout"
  public static let title = Phrase("退回案款发放", "Return the payout")
  public static let roles: Set<Role> = MoneyGate.allCases.reduce(into: []) { $0.formUnion($1.roles) }
  public static let fields = [
    FundsCommands.caseField, GateStep.payoutField, Field("reason", Phrase("理由", "Reason"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let payout: ID<Payout>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payout = input.id("payout")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let gates = situation.account(file.id).openPayouts.compactMap(gate)
    guard let gate = gates.first else { throw .nothingAtGate(nil) }
    guard gates.contains(where: { !situation.actor.roles.isDisjoint(with: $0.roles) }) else { throw .notAtGate(gate) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = situation.account(caseID).payouts[payout] else { throw .noSuchPayout }
    guard let gate = Self.gate(state) else { throw .payoutEnded }
    guard !situation.actor.roles.isDisjoint(with: gate.roles) else { throw .notAtGate(gate) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    // What came back and goes to another account is the payee's still: only the other account is sent back.
    let returned: any Event =
      state.reopened == nil
      ? PayoutReturned(payout: payout, reason: words, gate: gate)
      : PayoutReopeningReturned(payout: payout, reason: words, gate: gate)
    return [situation.append(.caseAccount(caseID), [returned])]
  }
  /// What was released and of which nothing has gone out yet goes back from the last gate.
  private static func gate(_ state: CaseAccount.PayoutState) -> MoneyGate? {
    let isWhole = state.status == .released && state.lines.allSatisfy { state.lineStatus[$0.id] == .waiting }
    return isWhole ? .release : state.status.gate
  }
}

extension Refusal {
  static func nothingAtGate(_ gate: MoneyGate?) -> Refusal {
    Refusal(
      "nothingAtGate",
      Phrase(
        "没有等待\(gate?.name.zh ?? "办理")的发放",
        "No payout waits at \(gate.map { "the gate of \($0.name.en.lowercased())" } ?? "a gate")"))
  }
  static var payeeChanged: Refusal {
    Refusal(
      "payeeChanged", field: "payout",
      Phrase("收款账户在提请发放后有变更", "An account of this payout was changed after it was proposed"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("退回后按现在的账户重新提请", "Return it; it is proposed anew with the account now on file"))
  }
  static var payoutEnded: Refusal {
    Refusal("payoutEnded", field: "payout", Phrase("这笔发放已放行、退回或付讫", "This payout is released, returned or paid already"))
  }
}
