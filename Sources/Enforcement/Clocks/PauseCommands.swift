import Basics
import EnforcementLaw

/// Drafts the ruling that suspends (中止) or the decision that stays (暂缓) enforcement (R8.2); a judge signs.
public struct DraftPause: CaseCommand {
  public static let name = "clocks.draftPause"
  public static let title = Phrase("拟制中止、暂缓执行文书", "Draft a suspension or stay")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    ClockCommands.caseField,
    Field(
      "kind", Phrase("种类", "Kind"), .choice(EnforcementPause.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "ground", Phrase("中止事由", "Ground of a suspension"),
      .choice(Pause.SuspensionGround.allCases.map { Field.Choice($0.rawValue, $0.name) }), required: false,
      hint: Phrase("中止执行须选", "Needed for a suspension")),
    Field(
      "months", Phrase("暂缓期限（月）", "Months of a stay"), .number(1...Pause.securedStayMonthsMax), required: false,
      hint: Phrase("担保暂缓不超过一年，上级法院通知的一般不超过三个月", "On security at most a year, on a notice at most three months")),
    Field(
      "consented", Phrase("申请执行人同意（担保暂缓）", "The applicant agrees (stay on security)"), .flag, required: false),
    Field(
      "number", Phrase("上级法院通知或者担保书编号", "Number of the notice or the security"), .text(max: 60), required: false),
    Field(
      "except", Phrase("无法送达的当事人（如已死亡）", "Parties who cannot be served (who died)"), .picks(.party), required: false),
    Field("text", Phrase("查明的事实和理由", "Facts and reasons"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let kind: EnforcementPause.Kind
  let ground: Pause.SuspensionGround?
  let months: Int?
  let consented: Bool
  let number: String
  let except: [ID<Person>]
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .suspension
    ground = input.list("ground").isEmpty ? nil : input.choice("ground", Pause.SuspensionGround.self)
    months = input.number("months", in: 1...Pause.securedStayMonthsMax, required: false)
    consented = input.flag("consented")
    number = input.text("number", required: false, max: 60)
    except = input.ids("except")
    text = input.text("text", max: 5000)
    if kind == .suspension && ground == nil {
      input.fault("ground", "required", Phrase("中止执行须有法定事由", "A suspension has a ground"), citations: ["《民事诉讼法》（2023）第267条"])
    }
    if kind.isStay && months == nil {
      input.fault("months", "required", Phrase("暂缓执行须有期限", "A stay has its length"))
    }
    if kind.isStay && number.isEmpty {
      input.fault("number", "required", Phrase("须写明通知或者担保书的编号", "Name the notice or the security"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if let pause = file.term.pause { throw .alreadyPaused(pause) }
    if !file.term.drafts.isEmpty { throw .pauseDrafted }
    if file.closing.performedOn != nil { throw .performed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if kind == .securedStay && !consented { throw .consentMissing }
    if kind.isStay { _ = try PauseSigning.end(kind, from: situation.today, months: months) }
    let served = file.sides.map(\.person).filter { !except.contains($0) }
    guard kind.isStay || !served.isEmpty else { throw .nobodyToServe }
    let paper = situation.ids.next(Paper.self)
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(
            paper: paper, kind: kind.isStay ? .stayDecision : .suspensionRuling, about: served.map { "\($0)" }, text: words),
          PauseDrafted(
            paper: paper, kind: kind, ground: kind.isStay ? nil : ground, months: kind.isStay ? months : nil, number: number),
        ])
    ]
  }
}

/// A suspension ruling has reached all whom it names: it takes effect on the day of the last service (民事诉讼法 269).
public struct TakePauseEffect: CaseCommand {
  public static let name = "clocks.takeEffect"
  public static let title = Phrase("中止执行裁定生效", "A suspension takes effect")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [ClockCommands.caseField, Field("paper", Phrase("裁定", "Ruling"), .text(max: 20))]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.isOpen, file.term.pause == nil, let drafted = file.term.drafts[paper], let state = file.papers.all[paper] else {
      return []
    }
    let served = state.served.map(\.on).max() ?? situation.today
    return try PauseSigning.paused(drafted, paper, from: served, caseID, in: situation)
  }
}

/// What signatures and service of pausing papers bring about.
enum PauseSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    try Refusal.unlessOpen(file)
    if paper.kind == .continuationNotice {
      guard file.term.pause != nil else { throw .notPaused }
      return try continued(.groundGone, paper: paper.id, file.id, in: situation)
    }
    guard let drafted = file.term.drafts[paper.id] else { throw .noSuchPaper }
    if let pause = file.term.pause { throw .alreadyPaused(pause) }
    return try paused(drafted, paper.id, from: situation.today, file.id, in: situation)
  }

  /// The last day of a stay.
  static func end(_ kind: EnforcementPause.Kind, from: Day, months: Int?) throws(Refusal) -> Explained<Day>? {
    do throws(LawRefusal) {
      switch kind {
      case .suspension: return nil
      case .securedStay: return try Pause.securedStay(from: from, months: months ?? Pause.securedStayMonthsMax)
      case .superiorStay: return try Pause.superiorStay(from: from, months: months ?? Pause.superiorStayMonths)
      }
    } catch {
      throw .law(error)
    }
  }

  static func paused(
    _ drafted: PauseDraft, _ paper: ID<Paper>, from: Day, _ caseID: ID<CaseFile>, in situation: Situation
  ) throws(Refusal) -> [StreamEvents] {
    let until = try end(drafted.kind, from: from, months: drafted.months)
    let reasons =
      until?.reasons
      ?? Reasons(
        "R8.2", inputs: [.init(Phrase("事由", "Ground"), drafted.ground?.rawValue ?? "")],
        steps: [.init(Phrase("送达生效", "Takes effect with service"), from.description)],
        citations: (drafted.ground?.citations ?? []) + [.procedure2023("269")])
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        EnforcementPaused(
          paper: paper, kind: drafted.kind, ground: drafted.ground, from: from, until: until?.value,
          period: situation.ids.next(), number: drafted.number, reasons: reasons)
      ])
    Pausing.stop(caseID, &draft)
    try Pausing.recountLimit(caseID, &draft)
    return draft.appended
  }

  /// Enforcement goes on: each clock has the days left that it had.
  static func continued(
    _ cause: EnforcementContinued.Cause, paper: ID<Paper>?, _ caseID: ID<CaseFile>, in situation: Situation
  ) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    try resume(cause, paper: paper, caseID, &draft)
    return draft.appended
  }
  static func resume(
    _ cause: EnforcementContinued.Cause, paper: ID<Paper>?, _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) throws(Refusal) {
    draft.add(.caseFile(caseID), [EnforcementContinued(cause: cause, on: draft.situation.today, paper: paper)])
    Pausing.resume(caseID, &draft)
    try Pausing.recountLimit(caseID, &draft)
  }
}

/// A judge says why enforcement must still stand still.
public struct ReviewPause: CaseCommand {
  public static let name = "clocks.reviewPause"
  public static let title = Phrase("复核中止事由", "Review the suspension")
  public static let roles: Set<Role> = [.judge]
  public static let fields = [
    ClockCommands.caseField, Field("reason", Phrase("事由是否仍然存在", "Whether the ground still stands"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    guard file.term.pause?.kind == .suspension else { throw .notPaused }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [PauseReviewed(reason: words)])]
  }
}

/// Drafts the notice that enforcement goes on because the ground is gone; with a judge's signature it does.
public struct DraftContinuation: CaseCommand {
  public static let name = "clocks.draftContinuation"
  public static let title = Phrase("拟制恢复执行通知书（中止、暂缓后）", "Draft the notice that enforcement goes on")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    ClockCommands.caseField, Field("text", Phrase("恢复的理由", "Why it goes on"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    guard file.term.pause != nil else { throw .notPaused }
    if file.papers.unsigned.contains(where: { $0.kind == .continuationNotice }) { throw .continuationDrafted }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let drafted = PaperDrafted(
      paper: situation.ids.next(), kind: .continuationNotice, about: file.sides.map { "\($0.person)" }, text: words)
    return [situation.append(.caseFile(caseID), [drafted])]
  }
}

/// A stay ran out: enforcement goes on at once.
public struct EndStay: CaseCommand {
  public static let name = "clocks.endStay"
  public static let title = Phrase("暂缓期满恢复执行", "A stay runs out")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [ClockCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.isOpen, let until = file.term.pause?.until, until < situation.today else { return [] }
    return try PauseSigning.continued(.stayOver, paper: nil, caseID, in: situation)
  }
}
