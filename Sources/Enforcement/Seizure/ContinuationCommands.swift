import Basics
import EnforcementLaw

/// Drafts the renewal of measures that near their end, in batch; the machine drafts it by itself when the first alert is due.
public struct DraftRenewal: CaseCommand {
  public static let name = "seizure.draftRenewal"
  public static let title = Phrase("拟制续行裁定", "Draft the renewal ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .endedTeam, .machine]
  public static let fields = [
    SeizureCommands.caseField,
    Field(
      "measures", Phrase("控制措施", "Measures"), .picks(.measure), required: false,
      hint: Phrase("不选为全部临近届满的", "None means all that near their end")),
    Field(
      "months", Phrase("续行月数", "Months"), .number(1...120), required: false,
      hint: Phrase("空白为各类财产的最长期限", "The longest term of each kind if empty")),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  let months: Int?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
    months = input.number("months", in: 1...120, required: false)
  }
  /// In effect, inside the alert window, and not already in a draft or at the unit.
  static func renewable(_ file: CaseFile, _ situation: Situation) -> [Seizure.MeasureState] {
    let window = situation.settings.expiryAlertDays.max() ?? 60
    let drafted = Set(file.papers.unsigned.flatMap { file.seizure.renewals[$0.id]?.measures ?? [] })
    return file.seizure.live.filter {
      $0.status == .effective && $0.pending == nil && !drafted.contains($0.id) && $0.until - situation.today <= window
        && $0.until >= situation.today
    }
  }
  /// Why a measure cannot be put into a renewal now; nil where it can.
  public static func obstacle(_ id: ID<Measure>, _ file: CaseFile, _ situation: Situation) -> Refusal? {
    guard let measure = file.seizure.measures[id] else { return .noSuchMeasure }
    if renewable(file, situation).contains(where: { $0.id == id }) { return nil }
    switch measure.status {
    case .queued: return .termNotBegun
    case .lapsed: return .lapsedAlready(measure.until)
    case .failed, .released, .releasing, .handedOver, .requested: return .notInEffect
    case .effective: break
    }
    if measure.until < situation.today { return .lapsedAlready(measure.until) }
    if measure.pending != nil { return .actUnderWay }
    let window = situation.settings.expiryAlertDays.max() ?? 60
    if measure.until - situation.today > window { return .renewalTooEarly(measure.until - window) }
    return .renewalDrafted
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    // Seizures are renewed after an ended round without resuming the case (R8.4), not after any other closing.
    if let closed = file.closing.closed, closed.way != .terminatedRound { throw .caseClosed }
    if file.closing.performedOn != nil { throw .nothingOwed }
    try Authority.handler(of: file, or: [.assistant, .endedTeam], situation.actor)
    if renewable(file, situation).isEmpty { throw .nothingToRenew }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    for id in measures { if let obstacle = DraftRenewal.obstacle(id, file, situation) { throw obstacle } }
    let open = DraftRenewal.renewable(file, situation)
    let chosen = measures.isEmpty ? open : open.filter { measures.contains($0.id) }
    guard !chosen.isEmpty else { throw .nothingToRenew }
    var terms: [Int] = []
    for measure in chosen {
      let most = SeizureTerm.monthsMax(measure.kind.term, settings: situation.settings).value
      if let months, months > most { throw .termTooLong(measure.kind, months, most, field: "months") }
      terms.append(months ?? most)
    }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .renewalRuling, about: chosen.map { "\($0.id)" }),
          RenewalDrafted(paper: paper, measures: chosen.map(\.id), months: terms.max() ?? 0, each: terms),
        ])
    ]
  }
}

/// Drafts the release of measures on a ground of R3.9; the machine drafts it by itself when the debt is performed or too much is held.
public struct DraftRelease: CaseCommand {
  public static let name = "seizure.draftRelease"
  public static let title = Phrase("拟制解除裁定", "Draft the release ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .machine, .endedTeam]
  public static let fields = [
    SeizureCommands.caseField,
    Field("measures", Phrase("控制措施", "Measures"), .picks(.measure), required: false, hint: Phrase("不选为全部", "None means all")),
    Field("ground", Phrase("解除事由", "Ground"), .choice(ReleaseGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "keep", Phrase("保留冻结金额（元）", "Sum that stays frozen (yuan)"), .money, required: false,
      hint: Phrase("仅部分解除一项存款冻结时填写；超标的的数额由系统计算", "For one freeze released in part; an excess is computed")),
    Field(
      "parts",
      Phrase("分别解除", "Several in part"),
      .group(
        [
          Field("measure", Phrase("控制措施", "Measure"), .pick(.measure)),
          Field("keep", Phrase("保留冻结金额（元），全部解除填 0", "Sum that stays frozen (yuan), 0 for all"), .money),
        ], max: 20), required: false, hint: Phrase("对几项措施分别全部或部分解除", "Each of several measures, whole or in part")),
    Field(
      "reason", Phrase("事实和理由", "Facts and reasons"), .longText(max: 2000), required: false,
      hint: Phrase("已清偿、超标的的可不填", "Not needed where the debt is paid or too much is held")),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  let ground: ReleaseGround
  let keep: Money
  let parts: [Part]
  let reason: String
  struct Part: Sendable {
    let measure: ID<Measure>
    let keep: Money
  }
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
    ground = input.choice("ground") ?? .performed
    keep = input.money("keep", required: false, allowZero: true)
    parts = input.group("parts", max: 20, required: false) {
      Part(measure: $0.id("measure"), keep: $0.money("keep", allowZero: true))
    }
    reason = input.text("reason", required: false, max: 2000)
  }
  /// In effect or waiting, and not already in a draft or at the unit.
  static func releasable(_ file: CaseFile) -> [Seizure.MeasureState] {
    let drafted = Set(file.papers.unsigned.flatMap { file.seizure.releases[$0.id]?.measures ?? [] })
    return file.seizure.live.filter {
      ($0.status == .effective || $0.status == .queued) && !$0.isBeingReleased && !drafted.contains($0.id)
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    try Authority.handler(of: file, or: [.assistant, .endedTeam], situation.actor)
    if releasable(file).isEmpty { throw .nothingToRelease }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let wanted = measures + parts.map(\.measure)
    let chosen = DraftRelease.releasable(file).filter { wanted.isEmpty || wanted.contains($0.id) }
    guard !chosen.isEmpty else { throw .nothingToRelease }
    if ground == .performed && file.closing.performedOn == nil {
      throw .notPerformed(situation.stillOwed(caseID).total)
    }
    // Who lets go of what secures a debt says why; a debt that is paid, and an excess, speak for themselves.
    if reason.isEmpty, !situation.actor.has(.machine), ground != .performed, ground != .excess { throw .releaseNeedsReason }
    let parts = try parts(chosen, in: situation, file)
    let words = reason.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": reason]))
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .releaseRuling, about: parts.map { "\($0.measure)" }, text: words),
          ReleaseDrafted(paper: paper, measures: parts.map(\.measure), ground: ground, keeps: parts.map(\.keep)),
        ])
    ]
  }

  /// What each measure keeps: computed for an excess, given for one freeze, else nothing.
  private func parts(
    _ chosen: [Seizure.MeasureState], in situation: Situation, _ file: CaseFile
  ) throws(Refusal) -> [(measure: ID<Measure>, keep: Money)] {
    if ground == .excess {
      let owed = situation.stillOwed(caseID).open
      let ids = Set(chosen.map(\.id))
      let parts = Excess.today(file, owed: owed, in: situation).keeps.filter { ids.contains($0.measure) }
      guard !parts.isEmpty else { throw .noExcess(file.seizure.secured, owed) }
      return parts
    }
    if !self.parts.isEmpty {
      var each: [(measure: ID<Measure>, keep: Money)] = []
      for measure in chosen {
        let kept = self.parts.last { $0.measure == measure.id }?.keep ?? .zero
        if kept > .zero, !measure.kind.isDivisible || kept >= measure.most { throw .keepOutOfRange(kept) }
        each.append((measure.id, kept))
      }
      return each
    }
    guard keep > .zero else { return chosen.map { ($0.id, .zero) } }
    guard chosen.count == 1, let only = chosen.first, only.kind.isDivisible, keep < only.most else {
      throw .keepOutOfRange(keep)
    }
    return [(only.id, keep)]
  }
}
