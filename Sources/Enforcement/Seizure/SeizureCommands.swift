import Basics
import EnforcementLaw

/// The seizure capability's commands.
public enum SeizureCommands {
  public static let all: [any Command.Type] = [
    DraftControlRuling.self, ControlWithinRuling.self, DraftRenewal.self, DraftRelease.self, LapseMeasure.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

extension Property.Kind {
  /// The law's kind, for terms (R3.1).
  var term: SeizureTerm.Kind {
    switch self {
    case .deposit: .deposit
    case .realEstate: .immovable
    case .vehicle: .movable
    case .policy: .right
    }
  }
}

/// Drafts the ruling (查封、扣押、冻结裁定): ceiling, kinds and terms, within which the machine then acts.
public struct DraftControlRuling: CaseCommand {
  public static let name = "seizure.draftRuling"
  public static let title = Phrase("拟制控制裁定", "Draft the control ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    SeizureCommands.caseField,
    Field(
      "ceiling", Phrase("限额（元）", "Ceiling (yuan)"), .money, required: false,
      hint: Phrase("空白为今日应执行总额", "What is owed today if empty")),
    Field("kinds", Phrase("财产种类", "Kinds"), .choices(Property.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "depositMonths", Phrase("存款冻结月数", "Months for deposits"), .number(1...120), required: false,
      hint: Phrase("最长 12 个月", "At most 12")),
    Field(
      "vehicleMonths", Phrase("车辆查封月数", "Months for vehicles"), .number(1...120), required: false,
      hint: Phrase("最长 24 个月", "At most 24")),
    Field(
      "realEstateMonths", Phrase("不动产查封月数", "Months for real estate"), .number(1...120), required: false,
      hint: Phrase("最长 36 个月", "At most 36")),
    Field(
      "policyMonths", Phrase("保险冻结月数", "Months for policies"), .number(1...120), required: false,
      hint: Phrase("最长 36 个月", "At most 36")),
  ]
  public let caseID: ID<CaseFile>
  let ceiling: Money
  let kinds: [Property.Kind]
  let months: [Property.Kind: Int]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    ceiling = input.money("ceiling", required: false, allowZero: true)
    kinds = input.choices("kinds")
    var months: [Property.Kind: Int] = [:]
    for kind in Property.Kind.allCases { months[kind] = input.number("\(kind.rawValue)Months", in: 1...120, required: false) }
    self.months = months
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.papers.unsigned.contains(where: { $0.kind == .controlRuling }) { throw .rulingWaits }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let owed = try SumOwed.now(file, situation)
    let limit = ceiling == .zero ? owed : ceiling
    guard limit <= owed else { throw .ceilingExceedsClaim(limit, owed) }
    guard limit > .zero else { throw .nothingOwed }
    var terms: [Int] = []
    for kind in kinds {
      let most = SeizureTerm.monthsMax(kind.term, settings: situation.settings).value
      let wanted = months[kind] ?? most
      guard wanted <= most else { throw .termTooLong(kind, wanted, most) }
      terms.append(wanted)
    }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .controlRuling),
          ControlRulingDrafted(paper: paper, ceiling: limit, kinds: kinds, months: terms),
        ])
    ]
  }
}

/// Inside the signed ruling the machine asks for freezes and seals: money first, never beyond what is owed, things that cannot be divided
/// only where money does not suffice and with the reason recorded (R3.4).
public struct ControlWithinRuling: CaseCommand {
  public static let name = "seizure.controlWithinRuling"
  public static let title = Phrase("在裁定范围内控制财产", "Control property within the ruling")
  public static let roles: Set<Role> = [.machine, .searchOfficer]
  public static let fields = [SeizureCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    try Refusal.unlessOpen(file)
    if file.seizure.signedRuling == nil { throw .noSignedRuling }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let ruling = file.seizure.signedRuling else { throw .noSignedRuling }
    let owed = try SumOwed.now(file, situation)
    let plan = ControlPlan.make(file, ruling, owed: owed - file.disposal.inTransit(situation.account(caseID)))
    var draft = Draft(situation)
    for step in plan { try request(step, ruling, file, &draft) }
    return draft.appended
  }

  private func request(
    _ step: ControlPlan.Step, _ ruling: Seizure.Ruling, _ file: CaseFile, _ draft: inout Draft
  ) throws(Refusal) {
    let situation = draft.situation
    let found = step.found
    let end: Explained<Day>
    do throws(LawRefusal) {
      end = try SeizureTerm.end(
        found.kind.term, start: situation.today, months: ruling.months[found.kind] ?? 1, settings: situation.settings,
        calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
    let request = situation.ids.next(PartnerRequest.self)
    let measure = situation.ids.next(Measure.self)
    let action: PartnerAction =
      switch found.kind {
      case .deposit: .freeze
      case .realEstate, .vehicle: .seal
      case .policy: .freezePolicy
      }
    let party = file.filing.party(found.debtor)
    draft.add(
      .caseFile(caseID),
      [
        MeasureRequested(
          measure: measure, property: found.property, kind: found.kind, unit: found.unit, debtor: found.debtor,
          ruling: ruling.paper,
          amount: step.amount, from: situation.today, until: end.value, request: request, indivisibleReason: step.reason)
      ])
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: caseID, unit: found.unit, action: action, person: found.debtor, property: found.property, measure: measure,
          amount: step.amount, from: situation.today, until: end.value, ruling: ruling.paper,
          vault: [found.vault] + (party.map { [$0.vault] } ?? []),
          deadline: situation.now.adding(hours: Int64(situation.settings.freezeTimeoutHours)))
      ])
  }
}

/// What to ask for next, given what is found and what already stands.
enum ControlPlan {
  struct Step {
    let found: Search.Found
    var amount: Money
    let reason: String?
  }

  static func make(_ file: CaseFile, _ ruling: Seizure.Ruling, owed: Money) -> [Step] {
    let controlled = Set(file.seizure.live.map(\.property))
    let free = file.search.foundList.filter { ruling.kinds.contains($0.kind) && !controlled.contains($0.property) }
    var room = min(ruling.ceiling, owed) - file.seizure.secured
    guard room > .zero else { return [] }
    var steps: [Step] = []
    let deposits = free.filter { $0.kind.isDivisible }.sorted { ($1.value, $0.property) < ($0.value, $1.property) }
    for found in deposits where room > .zero {
      let amount = min(room, found.value - found.exempt)
      guard amount > .zero else { continue }
      steps.append(Step(found: found, amount: amount, reason: nil))
      room -= amount
    }
    let standing = file.seizure.live.filter { !$0.kind.isDivisible }.reduce(Money.zero) { $0 + $1.requested }
    let shortfall = room - standing
    // What is still missing is caught from later credits on the largest account.
    if room > .zero, !steps.isEmpty { steps[0].amount += room }
    let answersDue = file.search.rounds.last.map { !$0.waiting.isEmpty } ?? false
    if answersDue && ruling.kinds.contains(where: \.isDivisible) { return steps }
    return steps + things(free, shortfall)
  }

  /// Policies before cars before houses, as many as the shortfall needs.
  private static func things(_ free: [Search.Found], _ shortfall: Money) -> [Step] {
    let order: [Property.Kind] = [.policy, .vehicle, .realEstate]
    var missing = shortfall
    var steps: [Step] = []
    for kind in order {
      for found in free.filter({ $0.kind == kind }) where missing > .zero {
        let reason = "可分割财产不足，尚差\(missing.grouped)元，该财产不可分割"
        steps.append(Step(found: found, amount: max(found.value, Money(fen: 1)), reason: reason))
        missing -= found.value
      }
    }
    return steps
  }
}

extension Disposal {
  /// Transferred by the units but not yet on the case account.
  func inTransit(_ account: CaseAccount) -> Money {
    let sent = transfers.values.filter { $0.status == .done }.reduce(Money.zero) { $0 + $1.done }
    let arrived = account.receipts.values.filter { $0.source == .transfer }.reduce(Money.zero) { $0 + $1.amount }
    return max(.zero, sent - arrived)
  }
}

/// Drafts the renewal of measures that near their end, in batch.
public struct DraftRenewal: CaseCommand {
  public static let name = "seizure.draftRenewal"
  public static let title = Phrase("拟制续行裁定", "Draft the renewal ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .endedTeam]
  public static let fields = [
    SeizureCommands.caseField, Field("measures", Phrase("控制措施", "Measures"), .picks(.measure), required: false),
    Field("months", Phrase("续行月数", "Months"), .number(1...120), required: false),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  let months: Int?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
    months = input.number("months", in: 1...120, required: false)
  }
  static func renewable(_ file: CaseFile, _ situation: Situation) -> [Seizure.MeasureState] {
    let window = situation.settings.expiryAlertDays.max() ?? 60
    return file.seizure.live.filter {
      $0.status == .effective && $0.until - situation.today <= window && $0.until >= situation.today
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    guard file.isFiled else { throw .notFiled }
    if renewable(file, situation).isEmpty { throw .nothingToRenew }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let open = DraftRenewal.renewable(file, situation)
    let chosen = measures.isEmpty ? open : open.filter { measures.contains($0.id) }
    guard !chosen.isEmpty else { throw .nothingToRenew }
    let most = chosen.map { SeizureTerm.monthsMax($0.kind.term, settings: situation.settings).value }.min() ?? 12
    if let months, months > most, let kind = chosen.first?.kind { throw .termTooLong(kind, months, most) }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .renewalRuling, about: chosen.map { "\($0.id)" }),
          RenewalDrafted(paper: paper, measures: chosen.map(\.id), months: months ?? most),
        ])
    ]
  }
}

/// Drafts the release of measures on a ground of R3.9; the machine drafts it by itself when the debt is performed.
public struct DraftRelease: CaseCommand {
  public static let name = "seizure.draftRelease"
  public static let title = Phrase("拟制解除裁定", "Draft the release ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .machine, .endedTeam]
  public static let fields = [
    SeizureCommands.caseField,
    Field("measures", Phrase("控制措施", "Measures"), .picks(.measure), required: false, hint: Phrase("不选为全部", "None means all")),
    Field("ground", Phrase("解除事由", "Ground"), .choice(ReleaseGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  let ground: ReleaseGround
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
    ground = input.choice("ground") ?? .performed
  }
  static func releasable(_ file: CaseFile) -> [Seizure.MeasureState] {
    let drafted = Set(file.papers.unsigned.flatMap { file.seizure.releases[$0.id]?.measures ?? [] })
    return file.seizure.live.filter { ($0.status == .effective || $0.status == .queued) && !drafted.contains($0.id) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    guard file.isFiled else { throw .notFiled }
    if releasable(file).isEmpty { throw .nothingToRelease }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var chosen = DraftRelease.releasable(file).filter { measures.isEmpty || measures.contains($0.id) }
    if ground == .performed && file.closing.performedOn == nil { throw .notPerformed }
    if ground == .excess { chosen = chosen.filter { $0.kind.isDivisible } }
    guard !chosen.isEmpty else { throw .nothingToRelease }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .releaseRuling, about: chosen.map { "\($0.id)" }),
          ReleaseDrafted(paper: paper, measures: chosen.map(\.id), ground: ground),
        ])
    ]
  }
}

/// A measure that nobody renewed ends by itself.
public struct LapseMeasure: CaseCommand {
  public static let name = "seizure.lapse"
  public static let title = Phrase("控制措施届满失效", "A measure lapses")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [SeizureCommands.caseField, Field("measure", Phrase("措施", "Measure"), .pick(.measure))]
  public let caseID: ID<CaseFile>
  let measure: ID<Measure>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measure = input.id("measure")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).seizure.measures[measure].map { [.property($0.property)] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.seizure.measures[measure], state.status.isLive, state.until < situation.today else { return [] }
    return [
      situation.append(.caseFile(caseID), [MeasureLapsed(measure: measure, on: state.until)]),
      situation.append(.property(state.property), [RankEnded(measure: measure)]),
    ]
  }
}

extension Refusal {
  static var rulingWaits: Refusal {
    Refusal("rulingWaits", Phrase("已有一份控制裁定待签发", "A control ruling already waits for signature"))
  }
  static func ceilingExceedsClaim(_ ceiling: Money, _ owed: Money) -> Refusal {
    Refusal(
      "ceilingExceedsClaim", field: "ceiling",
      Phrase(
        "限额 \(ceiling.grouped) 元超过今日应执行总额 \(owed.grouped) 元",
        "The ceiling \(ceiling.grouped) exceeds the \(owed.grouped) owed today"),
      citations: [SeizureLimit.article.text])
  }
  static var nothingOwed: Refusal { Refusal("nothingOwed", Phrase("本案今日没有应执行的款项", "Nothing is owed in this case today")) }
  static func termTooLong(_ kind: Property.Kind, _ months: Int, _ most: Int) -> Refusal {
    Refusal(
      "termTooLong", field: "\(kind.rawValue)Months",
      Phrase("\(kind.name.zh)控制期限最长 \(most) 个月，不能为 \(months) 个月", "\(kind.name.en): at most \(most) months, not \(months)"),
      citations: [SeizureTerm.article.text])
  }
  static var noSignedRuling: Refusal {
    Refusal(
      "noSignedRuling", Phrase("没有签发的控制裁定；未经裁定不得采取强制措施", "No control ruling is signed; no compulsory act without one"),
      citations: ["R3.3"], remedy: Phrase("由法官签发控制裁定", "A judge signs the control ruling"))
  }
  static var nothingToRenew: Refusal { Refusal("nothingToRenew", Phrase("没有临近届满的控制措施", "No measure nears its end")) }
  static var nothingToRelease: Refusal { Refusal("nothingToRelease", Phrase("没有可解除的控制措施", "There is no measure to release")) }
  static var notPerformed: Refusal {
    Refusal("notPerformed", field: "ground", Phrase("债务尚未清偿", "The debt is not paid"), citations: ["R3.9"])
  }
}
