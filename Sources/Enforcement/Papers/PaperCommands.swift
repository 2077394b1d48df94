import Basics
import EnforcementLaw

/// The papers capability's commands: draft → signed → sealed → served.
public enum PaperCommands {
  public static let all: [any Command.Type] = [
    DraftOpeningPapers.self, DraftPaper.self, SignPaper.self, SealPaper.self, ServeElectronically.self,
    WithdrawPaper.self, FillAssistNotice.self, DraftCorrection.self,
    EditPaper.self, RecordCheck.self, RecallPaper.self, ChooseHandSeal.self, SealByHand.self, SubmitPaper.self, ApprovePaper.self,
    SendBackPaper.self, RecordPanel.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// The papers that open every case: acceptance, enforcement notice and property-report order (N4, N6). Drafted once.
public struct DraftOpeningPapers: CaseCommand {
  public static let name = "papers.draftOpening"
  public static let title = Phrase("拟制启动文书", "Draft the opening papers")
  public static let roles: Set<Role> = [.machine, .clerk, .assistant, .officer, .judge]
  public static let fields = [PaperCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if missing(file).isEmpty { throw .alreadyDrafted }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let drafts = DraftOpeningPapers.missing(file).map { kind, about in
      PaperDrafted(paper: situation.ids.next(), kind: kind, about: about)
    }
    return [situation.append(.caseFile(caseID), drafts)]
  }
  private static func missing(_ file: CaseFile) -> [(PaperKind, [String])] {
    var wanted: [(PaperKind, [String])] = []
    let papers = file.papers
    if file.filing.type == .first && papers.latest(.acceptanceNotice) == nil {
      wanted.append((.acceptanceNotice, file.applicants.map { "\($0.person)" }))
    }
    if file.filing.type == .resumed && papers.latest(.resumptionNotice) == nil {
      wanted.append((.resumptionNotice, file.sides.map { "\($0.person)" }))
    }
    for debtor in file.debtors where file.filing.type == .first {
      let about = "\(debtor.person)"
      if papers.first(.enforcementNotice, about: about) == nil { wanted.append((.enforcementNotice, [about])) }
      if papers.first(.propertyReportOrder, about: about) == nil { wanted.append((.propertyReportOrder, [about])) }
    }
    return wanted
  }
}

/// Drafts a paper that takes its content from the case and, where it has one, a text of its own.
public struct DraftPaper: CaseCommand {
  public static let name = "papers.draft"
  public static let title = Phrase("拟制文书", "Draft a paper")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk]
  /// Papers with no effect beyond themselves; rulings and orders are drafted by their own commands.
  static let kinds: [PaperKind] = [
    .acceptanceNotice, .enforcementNotice, .propertyReportOrder,
  ]
  public static let fields = [
    PaperCommands.caseField,
    Field("kind", Phrase("文书", "Paper"), .choice(kinds.map { Field.Choice($0.rawValue, $0.title) })),
    Field("about", Phrase("对象", "About"), .pick(.party), required: false),
    Field("text", Phrase("正文补充", "Text"), .longText(max: 10_000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let kind: PaperKind
  let about: ID<Person>?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .acceptanceNotice
    about = input.optionalID("about")
    text = input.text("text", required: false, max: 10_000)
    if !DraftPaper.kinds.contains(kind) {
      input.fault("kind", "ownCommand", Phrase("“\(kind.title.zh)”须由相应的办案操作拟制", "“\(kind.title.en)” is drafted by its own act"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if let about, file.filing.party(about) == nil { throw .notAParty }
    let words = text.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": text]))
    let whom = about.map { ["\($0)"] } ?? file.sides.map { "\($0.person)" }
    return [
      situation.append(.caseFile(caseID), [PaperDrafted(paper: situation.ids.next(), kind: kind, about: whom, text: words)])
    ]
  }
}

/// Signs a draft (签发). What the paper orders takes effect with the signature, in the same transaction.
///
/// Its reach is that of each paper: see ``mayBeSigned(_:in:_:)``.
public struct SignPaper: CaseCommand {
  public static let reach: CaseReach = .anyCase
  public static let name = "papers.sign"
  public static let title = Phrase("签发文书", "Sign a paper")
  public static let roles: Set<Role> = [
    .president, .vicePresident, .bureauChief, .judge, .reviewJudge, .officer, .filingJudge, .filingClerk, .reception, .clerk,
  ]
  public static let fields = [PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign))]
  /// Papers that coerce or move money: signed by someone other than the drafter (two-person rule).
  static let coercive: Set<PaperKind> = [
    .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .consumptionRestriction, .consumptionLift, .listingDecision,
    .listingRemoval, .terminationRuling, .distributionPlan, .suspensionRuling, .stayDecision, .reviewRuling,
    .finalTerminationRuling,
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { PaperEffects.reads(paper, situation.caseFile(caseID)) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let drafts = file.papers.unsigned
    if drafts.isEmpty { throw .nothingToSign }
    var refusals: [Refusal] = []
    for draft in drafts {
      do throws(Refusal) { try mayBeSigned(draft, in: situation, file) } catch { refusals.append(error) }
    }
    guard refusals.count == drafts.count else { return }
    throw refusals.first(where: \.isForOthers) ?? (drafts.count == 1 ? refusals[0] : .nothingForYou)
  }
  /// Refuses whose role does not sign the paper, and in another's case whoever is not one of its people. A review's ruling is its panel's,
  /// whoever handles the case; where the case's judge drafted what a second person signs, another judge does.
  static func mayBeSigned(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let (actor, signers) = (situation.actor, paper.kind.signers)
    guard !actor.roles.isDisjoint(with: signers) else { throw .notYourSignature(paper.kind) }
    if paper.kind == .reviewRuling { return }
    let isJudges = actor.has(.judge) && signers.contains(.judge)
    if isJudges, coercive.contains(paper.kind), let judge = file.triage.judge, paper.draftedBy == .staff(judge) { return }
    try Authority.onCase(as: signers, in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.stage == .draft else { throw .notADraft(state.stage) }
    try SignPaper.mayBeSigned(state, in: situation, file)
    try state.mayBeSigned(situation.settings)
    // What it says is true once another person approved the closing, and not before.
    if state.kind == .closingNotice, file.closing.closed == nil { throw .closingNotApproved }
    if SignPaper.coercive.contains(state.kind) { try Authority.otherThan(state.draftedBy, situation.actor) }
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [PaperSigned(paper: paper, kind: state.kind)])
    draft.add(try PaperEffects.signed(state, in: draft.situation, draft.situation.caseFile(caseID)))
    return draft.appended
  }
}

/// The machine's part after signing: the PDF was rendered, sealed and kept.
public struct SealPaper: CaseCommand {
  public static let name = "papers.seal"
  public static let title = Phrase("用印", "Seal a paper")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("sha256", Phrase("摘要", "Digest"), .text(max: 64)), Field("code", Phrase("校验码", "Code"), .text(max: 40)),
    Field("pages", Phrase("页数", "Pages"), .number(1...2000)), Field("fileID", Phrase("存放编号", "Kept as"), .text(max: 20)),
    Field("fileDigest", Phrase("存放摘要", "Vault digest"), .text(max: 64)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let sha256: String
  let code: String
  let pages: Int
  let kept: VaultRef
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    sha256 = input.text("sha256", max: 64)
    code = input.text("code", max: 40)
    pages = input.number("pages", in: 1...2000) ?? 1
    kept = VaultRef(id: input.id("fileID"), version: 1, digest: input.text("fileDigest", max: 64))
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    if state.stage == .sealed || state.stage == .served { return [] }
    guard state.stage == .signed else { throw .notSigned }
    let sealed = PaperSealed(paper: paper, kind: state.kind, file: kept, sha256: sha256, code: code, pages: pages)
    return [situation.append(.caseFile(caseID), [sealed])]
  }
}

/// Serves a sealed paper on every receiver who confirmed an electronic address; assistance notices go to their unit with the request.
public struct ServeElectronically: CaseCommand {
  public static let name = "papers.serveElectronically"
  public static let title = Phrase("电子送达", "Serve electronically")
  public static let roles: Set<Role> = [.machine, .clerk, .assistant, .officer, .judge]
  public static let fields = [PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paper))]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.papers.all.values.contains(where: { $0.stage == .sealed }) else { throw .nothingToServe }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.sealed != nil else { throw .notSealed }
    let done = Set(state.served.map(\.to))
    let receivers = Receivers.of(state, file).filter { receiver in
      !done.contains(receiver)
        && (Receivers.isUnit(state.kind) && situation.way(to: receiver) == nil
          || file.filing.parties.contains { "\($0.person)" == receiver && $0.confirmedAddress })
    }
    if receivers.isEmpty && !situation.actor.has(.machine) { throw .noElectronicAddress }
    let served = receivers.enumerated().map { place, receiver in
      PaperServed(
        paper: paper, kind: state.kind, to: receiver, way: .electronic, on: situation.today,
        isLast: file.completes(state, Array(receivers[...place])))
    }
    return [situation.append(.caseFile(caseID), served + left(state, file, served.map(\.to), situation))]
  }
  /// Parties whom the machine could not reach: their papers wait in the register.
  private func left(
    _ state: Papers.PaperState, _ file: CaseFile, _ reached: [String], _ situation: Situation
  ) -> [any Event] {
    guard situation.actor.has(.machine), !Receivers.isUnit(state.kind) else { return [] }
    let done = Set(state.served.map(\.to) + reached)
    let left = Receivers.of(state, file).filter { !done.contains($0) }.compactMap { ID<Person>($0) }.filter {
      file.filing.party($0) != nil && file.service.deliveries[Delivery.Key(paper: paper, to: $0)] == nil
    }
    return left.isEmpty ? [] : [ServiceDue(paper: paper, kind: state.kind, to: left)]
  }
}

/// Takes back a paper before it is sealed: whoever drafted it, handles the case or would sign, in whosever case that is.
public struct WithdrawPaper: CaseCommand {
  public static let reach: CaseReach = .anyCase
  public static let name = "papers.withdraw"
  public static let title = Phrase("撤回文书草稿", "Withdraw a draft")
  public static let roles: Set<Role> = [
    .officer, .judge, .assistant, .clerk, .president, .vicePresident, .reviewJudge, .filingJudge,
  ]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign)),
    Field("reason", Phrase("理由", "Reason"), .text(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let drafts = file.papers.unsigned
    if drafts.isEmpty { throw .nothingToSign }
    if !drafts.contains(where: { mayWithdraw($0, file, situation) }) { throw .notYoursToWithdraw }
  }
  /// Who drafted it, who handles the case, and who would have signed.
  private static func mayWithdraw(_ draft: Papers.PaperState, _ file: CaseFile, _ situation: Situation) -> Bool {
    let actor = situation.actor
    if draft.draftedBy == actor.ref || file.triage.handler.map(actor.inCharge.contains) == true { return true }
    do throws(Refusal) { try SignPaper.mayBeSigned(draft, in: situation, file) } catch { return false }
    return true
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.stage == .draft else { throw .notADraft(state.stage) }
    guard WithdrawPaper.mayWithdraw(state, file, situation) else { throw .notYoursToWithdraw }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(
        .caseFile(caseID), [PaperWithdrawn(paper: paper, reason: words, kind: state.kind, about: state.about)])
    ]
  }
}

/// Inside a signed ruling the machine fills the notice that a unit needs (协助执行通知书). Once for each act.
public struct FillAssistNotice: CaseCommand {
  public static let name = "papers.fillAssistNotice"
  public static let title = Phrase("填发协助执行通知书", "Fill a notice to assist")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    PaperCommands.caseField, Field("kind", Phrase("文书", "Paper"), .text(max: 40)),
    Field("about", Phrase("措施", "Measure"), .text(max: 20)),
    Field("ruling", Phrase("依据裁定", "Ruling"), .text(max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let kind: PaperKind
  let about: String
  let ruling: ID<Paper>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .assistFreezeNotice
    about = input.text("about", max: 20)
    ruling = input.id("ruling")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let basis = file.papers.all[ruling], basis.signedAt != nil else { throw .notSigned }
    if file.papers.all.values.contains(where: { $0.kind == kind && $0.about == [about, "\(ruling)"] }) { return [] }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [PaperDrafted(paper: paper, kind: kind, about: [about, "\(ruling)"]), PaperSigned(paper: paper, kind: kind)])
    ]
  }
}
