import Basics
import EnforcementLaw

/// Puts a draft on its way: team lead, bureau chief, and so on as the court's settings say, before it is signed.
public struct SubmitPaper: CaseCommand {
  public static let name = "papers.submit"
  public static let title = Phrase("文书报批", "Submit a paper for approval")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign)),
    Field("note", Phrase("承办人意见", "The handler's opinion"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    note = input.text("note", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.papers.unsigned.contains(where: { $0.life.approval == nil }) else { throw .nothingToSubmit }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try PaperCommands.draft(paper, file)
    // What a panel decides is not put before the bureau whose acts it reviews.
    if state.kind == .reviewRuling { throw .panelDecides }
    if state.life.approval != nil { throw .inApproval }
    if state.life.text != nil && !state.life.isChecked {
      throw .notChecked(state.life.check?.version == state.life.version ? state.life.check?.faults : nil)
    }
    let steps = situation.settings.approvers(of: state.kind) ?? situation.settings.usualApprovers
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    return [
      situation.append(.caseFile(caseID), [PaperSubmitted(paper: paper, kind: state.kind, steps: steps, note: words)])
    ]
  }
}

/// The next step of a paper's form agrees. Nobody stands in two places of one form.
public struct ApprovePaper: CaseCommand {
  public static let name = "papers.approve"
  public static let title = Phrase("审批文书", "Approve a paper")
  public static let roles: Set<Role> = [.teamLead, .bureauChief, .vicePresident, .president, .judge]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign)),
    Field("opinion", Phrase("意见", "Opinion"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let opinion: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    opinion = input.text("opinion", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let waiting = file.papers.unsigned.compactMap { $0.life.approval?.next }
    guard let first = waiting.first else { throw .nothingToApprove }
    if !waiting.contains(where: { situation.actor.has($0) }) { throw .notYourStep(first) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try PaperCommands.draft(paper, file)
    guard let approval = state.life.approval, let next = approval.next else { throw .nothingToApprove }
    guard situation.actor.has(next) else { throw .notYourStep(next) }
    try Authority.onCase(as: [next], in: situation, file)
    try Authority.otherThan(state.draftedBy, situation.actor)
    try Authority.otherThan(approval.submittedBy, situation.actor)
    if approval.passed.contains(situation.actor.ref) { throw .secondStep }
    let words = opinion.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": opinion]))
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperApproved(
            paper: paper, kind: state.kind, role: next, isLast: approval.passed.count + 1 == approval.steps.count, opinion: words)
        ])
    ]
  }
}

/// Whoever has the next word, or would sign, sends the form back with a reason.
public struct SendBackPaper: CaseCommand {
  public static let name = "papers.sendBack"
  public static let title = Phrase("退回文书", "Send a paper back")
  public static let roles: Set<Role> = [.teamLead, .bureauChief, .vicePresident, .president, .judge, .officer]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign)),
    Field("reason", Phrase("退回理由", "Reason"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    reason = input.text("reason", max: 1000)
  }
  private static func may(_ paper: Papers.PaperState, _ actor: Actor) -> Bool {
    guard let approval = paper.life.approval else { return false }
    return approval.next.map { actor.has($0) } ?? !actor.roles.isDisjoint(with: paper.kind.signers)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let submitted = file.papers.unsigned.filter { $0.life.approval != nil }
    if submitted.isEmpty { throw .nothingToApprove }
    if !submitted.contains(where: { may($0, situation.actor) }) { throw .notYourStep(submitted[0].life.approval?.next ?? .judge) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try PaperCommands.draft(paper, file)
    guard let approval = state.life.approval else { throw .nothingToApprove }
    guard SendBackPaper.may(state, situation.actor) else { throw .notYourStep(approval.next ?? .judge) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [PaperSentBack(paper: paper, kind: state.kind, reason: words)])]
  }
}

/// Records how the panel deliberated on a draft: three opinions, each as it was given; the majority decides (民事诉讼法 45).
public struct RecordPanel: CaseCommand {
  public static let name = "papers.recordPanel"
  public static let title = Phrase("登记合议庭笔录", "Record the panel's deliberation")
  public static let roles: Set<Role> = [.judge, .clerk, .assistant]
  public static let size = 3
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("评议的文书", "Paper deliberated on"), .pick(.paperToSign)),
    Field(
      "members", Phrase("合议庭成员", "Member"),
      .group(
        [
          Field("staff", Phrase("成员", "Member"), .pick(.staff)),
          Field("presides", Phrase("审判长", "Presides"), .flag, required: false),
          Field("agrees", Phrase("同意该文书", "For the paper"), .flag, required: false),
          Field("opinion", Phrase("意见", "Opinion"), .longText(max: 1000)),
        ], max: size)),
  ]
  struct Given: Sendable {
    let staff: ID<StaffMember>
    let presides: Bool
    let agrees: Bool
    let opinion: String
  }
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let given: [Given]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    given = input.group("members", max: RecordPanel.size) { part in
      Given(
        staff: part.id("staff"), presides: part.flag("presides"), agrees: part.flag("agrees"),
        opinion: part.text("opinion", max: 1000))
    }
    if given.count != RecordPanel.size || Set(given.map(\.staff)).count != given.count {
      input.fault("members", "panelSize", Phrase("合议庭由三名不同的成员组成", "A panel has three different members"))
    } else if given.filter(\.presides).count != 1 {
      input.fault("members", "presiding", Phrase("应有一名审判长", "One of them presides"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.papers.unsigned.isEmpty { throw .nothingToSign }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try PaperCommands.draft(paper, file)
    if state.life.panel != nil { throw .panelRecorded }
    let court = situation.organisation
    guard given.allSatisfy({ court.staff[$0.staff]?.active == true }) else { throw .noSuchStaff }
    let judges: Set<Role> = [.judge, .reviewJudge, .filingJudge, .bureauChief, .vicePresident, .president]
    guard given.allSatisfy({ court.staff[$0.staff]?.roles.isDisjoint(with: judges) == false }) else { throw .presidesJudge }
    let members = given.map { member in
      PanelMember(
        staff: member.staff, presides: member.presides, agrees: member.agrees,
        opinion: situation.depository.deposit(VaultContent("text", ["text": member.opinion])))
    }
    return [situation.append(.caseFile(caseID), [PanelRecorded(paper: paper, kind: state.kind, members: members)])]
  }
}

extension Refusal {
  static var panelDecides: Refusal {
    Refusal(
      "panelDecides", field: "paper", Phrase("审查裁定由合议庭决定，不报执行局审批", "A review's ruling is its panel's and goes to no approval"))
  }
}
