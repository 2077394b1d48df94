import Basics

/// The closing capability's commands.
public enum ClosingCommands {
  public static let all: [any Command.Type] = [
    SubmitClosing.self, ReviewClosing.self, ReturnClosing.self, ApproveClosing.self, ProposeEnding.self,
    RecordEndingInterview.self, RecordEndingPanel.self, AnswerEndingItems.self,
    Research.self, ProposeResumption.self, ResumeCase.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// What still stands in a case (结案前清零): nothing closes over it without a recorded reason.
public enum Remaining {
  public static func of(_ file: CaseFile, _ account: CaseAccount) -> [Phrase] {
    var left: [Phrase] = []
    let live = file.seizure.live.count
    if live > 0 { left.append(Phrase("\(live) 项控制措施未解除", "\(live) measures not lifted")) }
    let restricted = file.sanctions.liveRestrictions.count
    if restricted > 0 { left.append(Phrase("\(restricted) 人限制消费未解除", "\(restricted) consumption restrictions not lifted")) }
    let listed = file.sanctions.liveListings.count
    if listed > 0 { left.append(Phrase("\(listed) 人失信信息未删除", "\(listed) listings not removed")) }
    let duties = file.performance.openDuties.count
    if duties > 0 { left.append(Phrase("\(duties) 项行为、交付义务未履行", "\(duties) duties other than money are open")) }
    if account.balance > .zero {
      left.append(Phrase("案款 \(account.balance.grouped) 元未发放", "\(account.balance.grouped) yuan of case money not paid out"))
    }
    return left
  }
  /// The fee on what was paid directly, which no money here could bear.
  static func fee(_ situation: Situation, _ caseID: ID<CaseFile>) -> [Phrase] {
    let account = situation.account(caseID)
    guard !account.direct.isEmpty else { return [] }
    let owed = situation.stillOwed(caseID).total
    return owed > .zero
      ? [Phrase("直接履行部分的执行费 \(owed.grouped) 元未交", "\(owed.grouped) yuan of fee on what was paid directly are not paid")] : []
  }
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
    try Authority.check(Self.self, situation.actor)
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.closing.submitted != nil { throw .alreadySubmitted }
    try Refusal.unlessRunning(file)
    if file.closing.performedOn == nil { throw .notFullyPerformed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let left = Remaining.of(file, situation.account(caseID)) + Remaining.fee(situation, caseID)
    if !left.isEmpty && justification.isEmpty { throw .notCleared(left) }
    let words = left.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": justification]))
    var events: [any Event] = []
    if file.papers.latest(.closingNotice) == nil {
      events.append(
        PaperDrafted(paper: situation.ids.next(), kind: .closingNotice, about: file.filing.parties.map { "\($0.person)" }))
    }
    events.append(ClosingSubmitted(way: .fullyEnforced, justification: words))
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
    try Authority.check(Self.self, situation.actor)
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
    try Authority.check(Self.self, situation.actor)
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
    try Authority.check(Self.self, situation.actor)
    guard let submitted = file.closing.submitted, !file.isClosed else { throw .notSubmitted }
    guard let reviewer = file.closing.reviewedBy else { throw .notReviewed }
    try Authority.otherThan(submitted.by, situation.actor)
    try Authority.otherThan(reviewer, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    if !account.openPayouts.isEmpty { throw .payoutOpen }
    let closed = CaseClosed(way: .fullyEnforced, on: situation.today, recovered: account.reachedApplicants, researchOn: [])
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
