import Basics

/// Writes down what the bank showed about a payment on which its answers contradict each other. Whoever sent it does not decide.
public struct ClarifyPayment: CaseCommand {
  public static let name = "funds.clarifyPayment"
  public static let title = Phrase("查清支付矛盾", "Clear up a contradicted payment")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [
    FundsCommands.caseField, Field("line", Phrase("款项", "Line"), .pick(.payoutLine)),
    Field(
      "finding", Phrase("查明结果", "Finding"), .choice(PaymentFinding.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "evidence", Phrase("开户行出具的依据", "What the bank showed"), .longText(max: 1000),
      hint: Phrase("写明两笔请求各自的流水", "Name the bank's lines of both requests")),
  ]
  public let caseID: ID<CaseFile>
  let line: ID<PayoutLine>
  let finding: PaymentFinding
  let evidence: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    line = input.id("line")
    finding = input.choice("finding") ?? .paidOnce
    evidence = input.text("evidence", max: 1000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let requests = situation.account(caseID).payout(of: line)?.requests[line] ?? []
    return requests.map { .partnerRequest($0) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).payouts.values.contains(where: { !$0.contradictions.isEmpty }) else {
      throw .nothingContradicted
    }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let payout = situation.account(caseID).payout(of: line), let contradiction = payout.contradictions[line] else {
      throw .nothingContradicted
    }
    try Authority.otherThan(payout.gates.passed[.release], situation.actor)
    let requests = payout.requests[line] ?? []
    if finding == .notPaid, requests.contains(where: { situation.request($0).outcome == nil }) { throw .paymentUnanswered }
    var paid = requests.filter { situation.request($0).outcome == .done }
    if contradiction.said == .done, !paid.contains(contradiction.request) { paid.append(contradiction.request) }
    if paid.isEmpty { paid = [contradiction.current] }
    var draft = Draft(situation)
    let words = situation.depository.deposit(VaultContent("text", ["text": evidence]))
    draft.add(
      .caseAccount(caseID),
      [
        PayoutLineClarified(
          payout: payout.id, line: line, finding: finding, was: contradiction.was, requests: finding == .notPaid ? [] : paid,
          evidence: words)
      ])
    PaymentWord.settleWhole(payout.id, of: caseID, &draft)
    return draft.appended
  }
}

/// What was paid a second time or to a wrong account is back: a credit of the bank that lies in suspense is this money.
public struct RecordRecovered: CaseCommand {
  public static let name = "funds.recordRecovered"
  public static let title = Phrase("登记追回错付案款", "Record a recovered payment")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [
    FundsCommands.caseField, Field("line", Phrase("款项", "Line"), .pick(.payoutLine)),
    RecoveredCredit.field,
  ]
  public let caseID: ID<CaseFile>
  let line: ID<PayoutLine>
  let credit: ID<BankReceipt>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    line = input.id("line")
    credit = input.id("credit")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.bankReceipt(credit)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).payouts.values.contains(where: { !$0.overpaid.isEmpty || !$0.misdirected.isEmpty }) else {
      throw .nothingOverpaid
    }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let payout = situation.account(caseID).payout(of: line),
      payout.overpaid.contains(line) || payout.misdirected.contains(line)
    else { throw .nothingOverpaid }
    try Authority.otherThan(payout.gates.passed[.release], situation.actor)
    let amount = payout.everyLine.first { $0.id == line }?.amount ?? .zero
    let back = try RecoveredCredit.take(credit, amount, situation)
    return [
      situation.append(
        .caseAccount(caseID), [PayoutLineRecovered(payout: payout.id, line: line, vault: back.line, from: credit)]),
      back.events,
    ]
  }
}

extension CaseAccount {
  /// The payout to which a line belongs.
  public func payout(of line: ID<PayoutLine>) -> PayoutState? { payouts.values.first { $0.lineStatus[line] != nil } }
}

extension Refusal {
  static var nothingContradicted: Refusal {
    Refusal("nothingContradicted", field: "line", Phrase("没有答复相互矛盾的支付", "No payment is contradicted"))
  }
  static var paymentUnanswered: Refusal {
    Refusal(
      "paymentUnanswered", field: "finding",
      Phrase("还有支付请求没有答复，不能认定没有付出", "A request is unanswered; nobody can say yet that nothing was paid"),
      remedy: Phrase("等开户行答复，或按查明的付款次数登记", "Wait for the bank, or record how often it paid"))
  }
  static var nothingOverpaid: Refusal {
    Refusal("nothingOverpaid", field: "line", Phrase("没有待追回的重复支付、错付款项", "No payment is to be recovered"))
  }
}
