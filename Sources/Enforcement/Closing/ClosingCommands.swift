import Basics

/// The closing capability's commands.
public enum ClosingCommands {
  public static let all: [any Command.Type] = [
    SubmitClosing.self, ReviewClosing.self, ReturnClosing.self, ApproveClosing.self, ProposeEnding.self,
    RecordEndingInterview.self, RecordEndingPanel.self, AnswerEndingItems.self, WithdrawApplication.self,
    CloseLongSettlement.self,
    Research.self, ProposeResumption.self, ResumeCase.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// The handler submits the case for closing as fully enforced (报结).
public struct SubmitClosing: CaseCommand {
  public static let name = "closing.submit"
  public static let title = Phrase("报请结案", "Submit for closing")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    ClosingCommands.caseField,
    Field(
      "justification", Phrase("未清零事项的理由", "Reason for what still stands"), .longText(max: 2000), required: false,
      hint: Phrase("已全部清零的留空", "Empty when all is cleared")),
  ]
  public let caseID: ID<CaseFile>
  let justification: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    justification = input.text("justification", required: false, max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.closing.submitted != nil { throw .alreadySubmitted }
    try Refusal.unlessRunning(file)
    if file.closing.performedOn == nil { throw .notFullyPerformed }
    try Refusal.unlessUndone(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    try Remaining.unlessPaid(situation, file)
    if let held = file.heldMoney(situation.account(caseID)) { throw .payoutHeld(held.hold, held.sum) }
    let standing = Standing.of(file, situation.account(caseID))
    let left = Standing.words(standing) + Remaining.fee(situation, caseID)
    if !left.isEmpty && justification.isEmpty { throw .notCleared(left) }
    let words = left.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": justification]))
    var events: [any Event] = []
    if file.papers.latest(.closingNotice) == nil {
      events.append(
        PaperDrafted(paper: situation.ids.next(), kind: .closingNotice, about: file.sides.map { "\($0.person)" }))
    }
    events.append(
      ClosingSubmitted(way: .fullyEnforced, justification: words, standing: standing.isEmpty ? nil : standing))
    return [situation.append(.caseFile(caseID), events)]
  }
}

/// The trial-management office reviews (审管办审核).
public struct ReviewClosing: CaseCommand {
  public static let name = "closing.review"
  public static let title = Phrase("审核结案", "Review the closing")
  public static let roles: Set<Role> = [.trialManagement]
  public static let fields = [ClosingCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let submitted = file.closing.submitted, !file.isClosed else { throw .notSubmitted }
    if file.closing.reviewedBy != nil { throw .alreadyReviewed }
    try Authority.otherThan(submitted.by, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let submitted = file.closing.submitted else { throw .notSubmitted }
    return [situation.append(.caseFile(caseID), [ClosingReviewed(way: submitted.way)])]
  }
}

/// Sends the closing back with a reason.
public struct ReturnClosing: CaseCommand {
  public static let name = "closing.return"
  public static let title = Phrase("退回结案", "Return the closing")
  public static let roles: Set<Role> = [.trialManagement, .bureauChief, .vicePresident]
  public static let fields = [ClosingCommands.caseField, Field("reason", Phrase("理由", "Reason"), .longText(max: 1000))]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.closing.submitted == nil || file.isClosed { throw .notSubmitted }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [ClosingReturned(reason: words)])]
  }
}

/// Closes the case: someone else than the drafter, after review, and never over what still stands without a recorded reason.
public struct ApproveClosing: CaseCommand {
  public static let name = "closing.approve"
  public static let title = Phrase("审批结案", "Approve the closing")
  public static let roles: Set<Role> = [.bureauChief, .vicePresident, .president]
  public static let fields = [ClosingCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let submitted = file.closing.submitted, !file.isClosed else { throw .notSubmitted }
    guard let reviewer = file.closing.reviewedBy else { throw .notReviewed }
    try Refusal.unlessUndone(file)
    try Authority.otherThan(submitted.by, situation.actor)
    try Authority.otherThan(reviewer, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    if !account.openPayouts.isEmpty { throw .payoutOpen }
    if file.closing.performedOn == nil { throw .notFullyPerformed }
    try Remaining.unlessPaid(situation, file)
    if let held = file.heldMoney(situation.account(caseID)) { throw .payoutHeld(held.hold, held.sum) }
    // Units answer and money comes in between the submission and now.
    let standing = Standing.of(file, account)
    let more = Standing.beyond(standing, file.closing.submitted?.standing ?? [])
    if !more.isEmpty { throw .standingChanged(Standing.words(more)) }
    let closed = CaseClosed(
      way: .fullyEnforced, on: situation.today,
      recovered: CaseDebt.reached(file, account, on: situation.today, law: situation.law), researchOn: [],
      standing: standing.isEmpty ? nil : standing.map { $0.reason == nil ? $0.because(.justified) : $0 })
    return [situation.append(.caseFile(caseID), [closed])]
  }
}

extension Refusal {
  static var alreadySubmitted: Refusal { Refusal("alreadySubmitted", Phrase("已报请结案", "Already submitted for closing")) }
  static var notFullyPerformed: Refusal {
    Refusal(
      "notFullyPerformed", Phrase("债务尚未全部履行", "Not all that is owed was received"), citations: ["执行规定第64条"],
      remedy: Phrase("全部案款到账后可报结", "Possible once all has arrived"))
  }
  static func notCleared(_ left: [Phrase]) -> Refusal {
    Refusal(
      "notCleared", field: "justification",
      Phrase("结案前须清零：\(left.map(\.zh).joined(separator: "；"))", "Before closing: \(left.map(\.en).joined(separator: "; "))"),
      citations: ["执行规定第64条", "查扣冻规定第28条"])
  }
  static var notSubmitted: Refusal { Refusal("notSubmitted", Phrase("承办人尚未报请结案", "The handler has not submitted the case")) }
  static var alreadyReviewed: Refusal { Refusal("alreadyReviewed", Phrase("审管办已审核", "Already reviewed")) }
  static var notReviewed: Refusal { Refusal("notReviewed", Phrase("审管办尚未审核", "The trial-management office has not reviewed it")) }
}
