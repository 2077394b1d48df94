import Basics
import EnforcementLaw

/// An item of the claim was entered with a wrong sum or interest.
public struct CorrectClaim: CaseCommand {
  public static let name = "correction.claim"
  public static let title = Phrase("更正债权项目", "Correct an item of the claim")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField, Field("number", Phrase("第几项债权", "Item"), .number(1...100)),
      Field("amount", Phrase("正确的金额（元）", "Right sum (yuan)"), .money),
      Field(
        "interest", Phrase("正确的利息条款", "Right interest"), .text(max: 200), required: false,
        hint: Phrase("空白为不变；写“无”为没有利息", "Empty: unchanged; “none” for none")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let number: Int
  let amount: Money
  let interest: String
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    number = input.number("number", in: 1...100) ?? 1
    amount = input.money("amount")
    interest = input.text("interest", required: false, max: 200)
    grounds = CorrectionGrounds(&input)
    if !interest.isEmpty, !CorrectClaim.none.contains(interest) {
      do throws(LawRefusal) { _ = try InterestTerm.parse(interest, start: Day(number: 0)) } catch {
        input.fault("interest", error)
      }
    }
  }
  private static let none: Set<String> = ["无", "none"]
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.claims.indices.contains(number - 1) else { throw .noSuchClaimItem }
    let was = file.filing.claims[number - 1]
    let term = interest.isEmpty ? was.interest : CorrectClaim.none.contains(interest) ? "" : interest
    let item = ClaimItem(kind: was.kind, amount: amount, interest: term)
    if item == was { throw .nothingWrong }
    var claims = file.filing.claims
    claims[number - 1] = item
    guard ClaimItem.total(claims) != nil else { throw .sumTooLarge }
    var draft = Draft(situation)
    let cause = grounds.record(.claim, number, caseID, &draft)
    draft.add(.caseFile(caseID), [ClaimCorrected(number: number, was: was, item: item)])
    try SumChange.settle(cause, &draft, of: caseID)
    return draft.appended
  }
}

/// What a corrected sum changes: performance, excess, and payouts and papers that rest on the old one.
enum SumChange {
  static func settle(_ cause: UndoCause, _ draft: inout Draft, of caseID: ID<CaseFile>) throws(Refusal) {
    // Instalments that a receipt had paid with the wrong sum, or pays with the right one.
    SettlementBooks.reopen(caseID, &draft)
    SettlementBooks.note(caseID, &draft)
    try PerformanceReview.recheck(&draft, of: caseID)
    Excess.note(caseID, &draft)
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let account = situation.account(caseID)
    let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law)
    let isClaim = file.undoing.corrections.last?.kind == .claim
    let found = Consequences.of(sumOf: isClaim ? .claim : .receipt, division, file, account)
    Undoing.list(found, cause, &draft, of: caseID)
  }
}

/// Money went to an account that is not the payee's.
public struct CorrectPayment: CaseCommand {
  public static let name = "correction.payment"
  public static let title = Phrase("登记案款错付账户", "Record money paid to a wrong account")
  public static let roles = CorrectionCommands.money
  public static let fields =
    [CorrectionCommands.caseField, Field("line", Phrase("错付的款项", "Line"), .pick(.paidLine))] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let line: ID<PayoutLine>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    line = input.id("line")
    grounds = CorrectionGrounds(&input)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    let paid = situation.account(file.id).payouts.values.contains { $0.lineStatus.values.contains(.settled) }
    if !paid { throw .nothingPaid }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let payout = situation.account(caseID).payout(of: line), payout.lineStatus[line] == .settled,
      let paid = payout.lines.first(where: { $0.id == line }), let payee = paid.payee
    else { throw .nothingPaid }
    if payout.contradictions[line] != nil || payout.overpaid.contains(line) { throw .clarifyFirst }
    // Whoever let it go does not write off where it went.
    try Authority.otherThan(payout.gates.passed[.release], situation.actor)
    var draft = Draft(situation)
    let cause = grounds.record(.payment, line, person: payee, caseID, &draft)
    draft.add(.caseAccount(caseID), [PayoutLineMisdirected(payout: payout.id, line: line)])
    Undoing.list(
      [Consequence(.recoverPayment, line, person: payee, amount: paid.amount)], cause, &draft, of: caseID)
    return draft.appended
  }
}

extension Refusal {
  static var noSuchClaimItem: Refusal {
    Refusal("noSuchClaimItem", field: "number", Phrase("没有这一项债权", "The claim has no such item"))
  }
  static var nothingPaid: Refusal {
    Refusal("nothingPaid", field: "line", Phrase("没有这笔已付讫的款项", "No such line counts as paid"))
  }
  static var clarifyFirst: Refusal {
    Refusal(
      "clarifyFirst", field: "line", Phrase("银行答复矛盾或者重复支付，先查清", "The bank contradicts itself or paid twice: clear that up first"))
  }
  static var payeeStillWrong: Refusal {
    Refusal(
      "payeeStillWrong", field: "payout", Phrase("登记的收款账户仍是错付的账户", "The account on file is still the wrong one"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先登记正确的账户并回拨核实", "Record the right account and have it called back"))
  }
}
