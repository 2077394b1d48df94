import Basics
import EnforcementLaw

/// The handler proposes that money waits, on one of the grounds of R6.9.
public struct ProposeDelay: CaseCommand {
  public static let name = "funds.proposeDelay"
  public static let title = Phrase("提请延期发放", "Propose a delay of payout")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    FundsCommands.caseField,
    Field(
      "receipts", Phrase("到账", "Receipts"), .picks(.receipt), required: false,
      hint: Phrase("不选则为全部未发放的到账", "None chosen means all that is not paid out")),
    Field("ground", Phrase("事由", "Ground"), .choice(DelayGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("reason", Phrase("具体情况和依据", "What it is and what shows it"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let receipts: [ID<Receipt>]
  let ground: DelayGround
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipts = input.list("receipts").compactMap { ID<Receipt>($0) }
    ground = input.choice("ground") ?? .other
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard !undelayed(situation.account(file.id)).isEmpty else { throw .nothingToDelay }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  /// Open receipts that no delay holds or waits for.
  private static func undelayed(_ account: CaseAccount) -> [ID<Receipt>] {
    let held = Set(account.delays.values.filter { $0.stage == .approved || $0.stage == .proposed }.flatMap(\.receipts))
    return account.openReceipts.map(\.receipt.id).filter { !held.contains($0) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let free = Self.undelayed(situation.account(caseID))
    let chosen = receipts.isEmpty ? free : receipts
    guard chosen.allSatisfy({ free.contains($0) }) else { throw .receiptNotOpen }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let proposed = PayoutDelayProposed(delay: situation.ids.next(), receipts: chosen, ground: ground, reason: words)
    return [situation.append(.caseAccount(caseID), [proposed])]
  }
}

/// The chief decides on a proposed delay.
public struct DecideDelay: CaseCommand {
  /// Approved, the receipts may wait; refused, they are to be paid within the time they had.
  public enum Decision: String, Sendable, CaseIterable { case approved, refused }
  public static let name = "funds.decideDelay"
  public static let title = Phrase("审批延期发放", "Decide on a delay of payout")
  public static let roles: Set<Role> = [.bureauChief, .vicePresident, .president]
  public static let fields = [
    FundsCommands.caseField, Field("delay", Phrase("延期申请", "Delay"), .pick(.delay)),
    Field(
      "decision", Phrase("决定", "Decision"),
      .choice([
        Field.Choice("approved", Phrase("同意延期", "Approve")), Field.Choice("refused", Phrase("不同意，限期发放", "Refuse: pay in time")),
      ])),
    Field("reason", Phrase("理由（不同意时必填）", "Reason, needed where refused"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let delay: ID<PayoutDelay>
  let decision: Decision
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    delay = input.id("delay")
    decision = input.choice("decision", Decision.self) ?? .refused
    reason = input.text("reason", required: false, max: 1000)
    if decision == .refused && reason.isEmpty {
      input.fault("reason", "required", Phrase("不同意的，写明理由", "Give the reason for refusing"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let open = situation.account(file.id).delays.values.filter { $0.stage == .proposed }
    guard !open.isEmpty else { throw .noDelay }
    try Authority.otherThanAll(open.map(\.proposedBy), situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = situation.account(caseID).delays[delay], state.stage == .proposed else { throw .noDelay }
    try Authority.otherThan(state.proposedBy, situation.actor)
    switch decision {
    case .refused:
      let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
      return [situation.append(.caseAccount(caseID), [PayoutDelayRefused(delay: delay, reason: words)])]
    case .approved:
      let checked: Explained<DelayGround>
      do throws(LawRefusal) {
        checked = try EnforcementLaw.Payout.checkDelay(state.ground, approved: true)
      } catch {
        throw .law(error)
      }
      return [
        situation.append(
          .caseAccount(caseID), [PayoutDelayApproved(delay: delay, receipts: state.receipts, reasons: checked.reasons)])
      ]
    }
  }
}

/// Says that the reason of a delay is over; the money is then due within ten days.
public struct EndDelay: CaseCommand {
  public static let name = "funds.endDelay"
  public static let title = Phrase("延期事由消除", "End a delay of payout")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .bureauChief, .moneySupervisor]
  public static let fields = [FundsCommands.caseField, Field("delay", Phrase("延期", "Delay"), .pick(.delay))]
  public let caseID: ID<CaseFile>
  let delay: ID<PayoutDelay>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    delay = input.id("delay")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).delays.values.contains(where: { $0.stage == .approved }) else { throw .noDelay }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = situation.account(caseID).delays[delay], state.stage == .approved else { throw .noDelay }
    let by = EnforcementLaw.Payout.dueBy(
      delayEnded: situation.today, settings: situation.settings, calendar: situation.law.calendar)
    return [
      situation.append(
        .caseAccount(caseID),
        [PayoutDelayEnded(delay: delay, receipts: state.receipts, payBy: by.value, reasons: by.reasons)])
    ]
  }
}

extension Refusal {
  static var nothingToDelay: Refusal {
    Refusal("nothingToDelay", Phrase("没有可以延期的到账", "No receipt waits that a delay could hold"))
  }
  static var receiptNotOpen: Refusal {
    Refusal("receiptNotOpen", field: "receipts", Phrase("所选到账已发放或已在延期", "A chosen receipt is paid out or delayed already"))
  }
  static var noDelay: Refusal { Refusal("noDelay", field: "delay", Phrase("没有这样的延期", "There is no such delay")) }
}
