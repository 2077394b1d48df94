import Basics
import EnforcementLaw

/// Every applicant withdraws the whole application (撤回执行申请): the ruling that ends the enforcement is drafted, and a judge signs it.
public struct WithdrawApplication: CaseCommand {
  public static let name = "closing.withdrawApplication"
  public static let title = Phrase("登记撤回执行申请，拟制终结执行裁定", "Record the withdrawal of the application and draft its ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    ClosingCommands.caseField,
    Field(
      "by", Phrase("撤回的申请执行人", "Applicants who withdraw"), .picks(.applicant), required: false,
      hint: Phrase("不选为全部；只有部分申请执行人撤回的，登记部分撤回", "None means all; where only some withdraw, record what they withdraw")),
    Field("appliedOn", Phrase("申请撤回日", "Applied for on"), .day),
    Field("signed", Phrase("申请执行人已签名", "The applicant signed"), .flag, required: false),
    Field("byAgent", Phrase("由代理人提出", "Made by an agent"), .flag, required: false),
    Field("specialAuthority", Phrase("代理人有特别授权", "The agent has special authority"), .flag, required: false),
    Field("text", Phrase("撤回的理由和审查情况", "Why, and what was found"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let by: [ID<Person>]
  let appliedOn: Day
  let signed: Bool
  let byAgent: Bool
  let specialAuthority: Bool
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    by = input.ids("by")
    appliedOn = input.day("appliedOn") ?? Day(number: 0)
    signed = input.flag("signed")
    byAgent = input.flag("byAgent")
    specialAuthority = input.flag("specialAuthority")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try FinalEndings.offered(.withdrawn, situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let all = file.applicants.map(\.person)
    let who = by.isEmpty ? all : by
    guard Set(who).isSubset(of: all) else { throw .payeeIsNoApplicant }
    guard Set(who) == Set(all) else { throw .notAllWithdraw }
    guard signed else { throw .withdrawalUnsigned }
    if byAgent && !specialAuthority { throw .agentMayNotWithdraw }
    guard appliedOn <= situation.today else { throw .withdrawnInFuture(appliedOn) }
    guard appliedOn >= file.filing.receivedOn else { throw .withdrawnBeforeApplied(file.filing.receivedOn) }
    return try FinalEndings.propose(.withdrawn, on: appliedOn, by: who, text, file, situation)
  }
}

/// The parties settled on terms that take long to perform (和解长期履行): the case may be closed by a ruling while they are performed (R8.5).
public struct CloseLongSettlement: CaseCommand {
  public static let name = "closing.closeLongSettlement"
  public static let title = Phrase("和解长期履行：拟制终结执行裁定", "Draft the ruling that closes on a settlement of long performance")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    ClosingCommands.caseField, Field("text", Phrase("和解和履行情况", "The settlement, and how it is performed"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try FinalEndings.offered(.longSettlement, situation, file)
    guard let agreement = file.performance.settlement, agreement.status == .running else { throw .noSettlement }
    if agreement.isBreached { throw .settlementBreached }
    try Refusal.unlessFeeKnown(file)
    let long = long(agreement, situation)
    if !long.value { throw .notLong(situation.settings.longPerformanceMonths) }
  }
  private static func long(_ agreement: SettlementAgreement, _ situation: Situation) -> Explained<Bool> {
    Settlement.isLongPerformance(agreed: agreement.on, lastAgreedDay: agreement.lastDue, settings: situation.settings)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let agreement = file.performance.settlement else { throw .noSettlement }
    return try FinalEndings.propose(
      .longSettlement, on: situation.today, by: [], text, file, situation,
      more: CloseLongSettlement.long(agreement, situation).reasons)
  }
}

/// What both ways to a final ending share.
enum FinalEndings {
  static func offered(_ cause: FinalEnding.Cause, _ situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.closing.final != nil { throw .finalProposed }
    if file.closing.ending != nil { throw .endingProposed }
    if file.closing.submitted != nil { throw .alreadySubmitted }
    try FinalSigning.check(cause, file, situation)
  }

  static func propose(
    _ cause: FinalEnding.Cause, on: Day, by: [ID<Person>], _ text: String, _ file: CaseFile, _ situation: Situation,
    more: Reasons? = nil
  ) throws(Refusal) -> [StreamEvents] {
    var reasons = try FinalSigning.check(cause, file, situation)
    reasons.steps += more?.steps ?? []
    reasons.settings += more?.settings ?? []
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(file.id),
        [
          PaperDrafted(
            paper: paper, kind: .finalTerminationRuling, about: file.sides.map { "\($0.person)" }, text: words),
          FinalEndingProposed(paper: paper, cause: cause, appliedOn: on, by: by, text: words, reasons: reasons),
        ])
    ]
  }
}

extension Refusal {
  static var notAllWithdraw: Refusal {
    Refusal(
      "notAllWithdraw", field: "by",
      Phrase("还有申请执行人没有撤回，本案继续执行", "Other applicants do not withdraw: the enforcement goes on"),
      remedy: Phrase("登记其部分撤回", "Record what these withdraw as a part"))
  }
  static var agentMayNotWithdraw: Refusal {
    Refusal(
      "noSpecialAuthority", field: "specialAuthority",
      Phrase("代理人放弃、变更权利须有特别授权", "An agent who gives up rights needs special authority"), citations: ["执行规定第20条"])
  }
  static func withdrawnInFuture(_ day: Day) -> Refusal {
    Refusal("withdrawnInFuture", field: "appliedOn", Phrase("申请撤回日 \(day) 晚于今天", "\(day) is after today"))
  }
  static func withdrawnBeforeApplied(_ day: Day) -> Refusal {
    Refusal(
      "withdrawnBeforeApplied", field: "appliedOn", Phrase("早于收到执行申请之日 \(day)", "Before the application of \(day) came in"))
  }
  static var settlementBreached: Refusal {
    Refusal(
      "settlementBreached", Phrase("和解协议已有违约，不能以长期履行报结", "The settlement is broken"), citations: ["和解规定第9条"],
      remedy: Phrase("恢复执行原生效法律文书，或者等待补足", "Enforce the instrument again, or wait until it is made good"))
  }
  static func notLong(_ months: Int) -> Refusal {
    Refusal(
      "notLong", Phrase("约定的最后履行日不满 \(months) 个月，不属于长期履行", "It is performed within \(months) months: that is not long"),
      citations: ["法〔2018〕141号"])
  }
}
