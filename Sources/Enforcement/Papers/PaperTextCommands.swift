import Basics
import EnforcementLaw

/// Keeps an edited text of a draft. The page that edits it knows what came from the case; a change of that is confirmed there and counted
/// here.
public struct EditPaper: Command {
  public static let name = "papers.edit"
  public static let title = Phrase("修改文书", "Edit a paper")
  public static let roles: Set<Role> = [
    .clerk, .assistant, .officer, .judge, .filingClerk, .filingJudge, .reviewJudge, .bureauChief, .president,
  ]
  /// Characters of a text with its blocks.
  public static let sizeMax = 400_000
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("text", Phrase("正文", "Text"), .longText(max: sizeMax)),
    Field("blocks", Phrase("段落", "Blocks"), .longText(max: sizeMax)),
    Field("base", Phrase("所依据的版本", "Version it rests on"), .number(0...10_000)),
    Field("changedData", Phrase("改动的案件信息", "Changed particulars"), .number(0...1000), required: false),
    Field("confirmed", Phrase("确认改动案件信息", "The change of particulars is meant"), .flag, required: false),
  ]
  let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let text: String
  let blocks: String
  let base: Int
  let changedData: Int
  let confirmed: Bool
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    text = input.text("text", max: EditPaper.sizeMax)
    blocks = input.text("blocks", max: EditPaper.sizeMax)
    base = input.number("base", in: 0...10_000) ?? 0
    changedData = input.number("changedData", in: 0...1000, required: false) ?? 0
    confirmed = input.flag("confirmed")
  }
  public var reads: [StreamID] { [.caseFile(caseID)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    guard file.exists else { throw .noSuchCase(caseID) }
    let state = try PaperCommands.draft(paper, file)
    try EditPaper.mayWrite(state, file, situation)
    if state.life.approval != nil { throw .inApproval }
    guard base == state.life.version else { throw .textMoved }
    if changedData > 0 && !confirmed { throw .dataChanged(changedData) }
    let content = VaultContent("text", ["text": text, "blocks": blocks])
    let kept = situation.depository.deposit(content, newVersionOf: state.life.text?.content)
    return [
      situation.append(
        .caseFile(caseID), [PaperEdited(paper: paper, kind: state.kind, text: kept, changedData: changedData)])
    ]
  }
}

extension EditPaper {
  /// A review's ruling is its panel's. Any other draft is the drafter's, the handler's with those who write for him, and theirs who sign it.
  static func mayWrite(_ state: Papers.PaperState, _ file: CaseFile, _ situation: Situation) throws(Refusal) {
    let actor = situation.actor
    if state.kind == .reviewRuling, let matter = file.remedies.matter(of: state.id) {
      return matter.panel.isEmpty
        ? try Authority.handler(of: file, or: [.filingJudge], actor) : try RemedyCommands.onPanel(matter, situation, file)
    }
    if state.draftedBy == actor.ref { return }
    let writers = state.kind.signers.subtracting([.officer]).union([.assistant, .clerk])
    try Authority.handler(of: file, or: writers, actor)
    try Authority.onCase(as: writers.union([.officer, .judge]), in: situation, file)
  }
}

/// Records what the check of a draft found; the machine reads the text, people see to what it found.
public struct RecordCheck: Command {
  public static let name = "papers.recordCheck"
  public static let title = Phrase("登记文书检查", "Record a check")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("version", Phrase("版本", "Version"), .number(0...10_000)),
    Field("faults", Phrase("错误", "Faults"), .number(0...1000)),
    Field("findings", Phrase("检查结果", "Findings"), .longText(max: 20_000), required: false),
  ]
  let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let version: Int
  let faults: Int
  let findings: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    version = input.number("version", in: 0...10_000) ?? 0
    faults = input.number("faults", in: 0...1000) ?? 0
    findings = input.text("findings", required: false, max: 20_000)
  }
  public var reads: [StreamID] { [.caseFile(caseID)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    let state = try PaperCommands.draft(paper, file)
    guard version == state.life.version else { throw .textMoved }
    if let known = state.life.check, known.version == version, known.faults == faults { return [] }
    let words = findings.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": findings]))
    return [
      situation.append(
        .caseFile(caseID),
        [PaperChecked(paper: paper, kind: state.kind, version: version, faults: faults, findings: words)])
    ]
  }
}

/// Takes back a signed paper that has not left yet and has brought nothing about.
public struct RecallPaper: CaseCommand {
  public static let name = "papers.recall"
  public static let title = Phrase("收回未发出的文书", "Recall a paper before it leaves")
  public static let roles: Set<Role> = [.officer, .judge, .filingJudge, .filingClerk, .bureauChief, .president]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paper)),
    Field("reason", Phrase("理由", "Reason"), .text(max: 500)),
  ]
  /// Notices whose signature changes nothing but the paper itself.
  static let kinds: Set<PaperKind> = [
    .acceptanceNotice, .enforcementNotice, .propertyReportOrder, .interviewMinutes, .closingNotice, .resumptionNotice,
    .publicNotice,
    .correctingRuling, .lodgementNotice,
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
    guard file.papers.all.values.contains(where: { $0.stage == .signed || $0.stage == .sealed }) else { throw .nothingToRecall }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.stage == .signed || state.stage == .sealed else { throw .nothingToRecall }
    guard RecallPaper.kinds.contains(state.kind) else { throw .tookEffect(state.kind) }
    let left = file.service.list.contains { $0.key.paper == paper && !$0.tries.isEmpty }
    let published = file.service.notices[paper]?.publishedOn != nil
    if left || published || !state.served.isEmpty { throw .hasLeft }
    guard !situation.actor.roles.isDisjoint(with: state.kind.signers) || state.signedBy == situation.actor.ref else {
      throw .notYourSignature(state.kind)
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let others = file.papers.all.values.contains {
      $0.id != paper && $0.kind == state.kind && $0.signedAt != nil && $0.stage != .withdrawn
    }
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperWithdrawn(
            paper: paper, reason: words, kind: state.kind, about: state.about, recalled: others ? .one : .last)
        ])
    ]
  }
}

/// Chooses the seal pressed by hand for a draft: once signed it is printed, sealed and scanned.
public struct ChooseHandSeal: CaseCommand {
  public static let name = "papers.chooseHandSeal"
  public static let title = Phrase("改为打印、手工用印", "Print and seal by hand")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paperToSign))]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.papers.unsigned.contains(where: { !$0.life.sealsByHand }) else { throw .nothingToSign }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = try PaperCommands.draft(paper, file)
    if state.life.sealsByHand { return [] }
    return [situation.append(.caseFile(caseID), [HandSealChosen(paper: paper, kind: state.kind)])]
  }
}

/// The scan of a paper that was printed, signed and sealed by hand becomes what is kept as sent. The file is in the paper store already.
public struct SealByHand: Command {
  public static let name = "papers.sealByHand"
  public static let title = Phrase("上传手工用印的扫描件", "Keep the scan of a paper sealed by hand")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("sha256", Phrase("摘要", "Digest"), .text(max: 64)), Field("pages", Phrase("页数", "Pages"), .number(1...2000)),
    Field("fileID", Phrase("存放编号", "Kept as"), .text(max: 20)),
    Field("fileDigest", Phrase("存放摘要", "Vault digest"), .text(max: 64)),
  ]
  let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let sha256: String
  let pages: Int
  let kept: VaultRef
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    sha256 = input.text("sha256", max: 64)
    pages = input.number("pages", in: 1...2000) ?? 1
    kept = VaultRef(id: input.id("fileID"), version: 1, digest: input.text("fileDigest", max: 64))
  }
  public var reads: [StreamID] { [.caseFile(caseID)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    guard file.exists else { throw .noSuchCase(caseID) }
    try Authority.check(Self.self, in: situation, file)
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.stage == .signed else { throw state.stage == .draft ? .notSigned : .notADraft(state.stage) }
    guard state.life.sealsByHand else { throw .sealedByMachine }
    return [
      situation.append(
        .caseFile(caseID),
        [PaperSealed(paper: paper, kind: state.kind, file: kept, sha256: sha256, code: "", pages: pages)])
    ]
  }
}

extension PaperCommands {
  /// The draft of this id.
  static func draft(_ paper: ID<Paper>, _ file: CaseFile) throws(Refusal) -> Papers.PaperState {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.stage == .draft else { throw .notADraft(state.stage) }
    return state
  }
}
