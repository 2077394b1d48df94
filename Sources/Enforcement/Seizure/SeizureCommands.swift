import Basics
import EnforcementLaw

/// The seizure capability's commands.
public enum SeizureCommands {
  public static let all: [any Command.Type] = [
    DraftControlRuling.self, ControlWithinRuling.self, DraftRenewal.self, DraftRelease.self, LapseMeasure.self, TakeTurn.self,
    CheckExcess.self, ClaimExemption.self, DecideExemption.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

extension Property.Kind {
  /// The law's kind, for terms (R3.1).
  public var term: SeizureTerm.Kind {
    switch self {
    case .deposit: .deposit
    case .realEstate: .immovable
    case .vehicle, .goods: .movable
    case .policy: .right
    case .security: .securities
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
    Field(
      "goodsMonths", Phrase("动产扣押月数", "Months for goods"), .number(1...120), required: false,
      hint: Phrase("最长 24 个月", "At most 24")),
    Field(
      "securityMonths", Phrase("证券冻结月数", "Months for securities"), .number(1...120), required: false,
      hint: Phrase("最长 36 个月", "At most 36")),
  ]
  public let caseID: ID<CaseFile>
  let ceiling: Money
  let kinds: [Property.Kind]
  let months: [Property.Kind: Int]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    ceiling = input.money("ceiling", required: false, allowZero: true)
    kinds = input.choices("kinds").reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    var months: [Property.Kind: Int] = [:]
    for kind in Property.Kind.allCases { months[kind] = input.number("\(kind.rawValue)Months", in: 1...120, required: false) }
    self.months = months
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.papers.unsigned.contains(where: { $0.kind == .controlRuling }) { throw .rulingWaits }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let owed = situation.stillOwed(caseID)
    let limit = ceiling == .zero ? owed.total : ceiling
    guard limit <= owed.total else { throw .ceilingExceedsClaim(limit, owed.total) }
    guard limit > .zero else { throw .nothingOwed }
    var terms: [Int] = []
    for kind in kinds {
      let most = SeizureTerm.monthsMax(kind.term, settings: situation.settings).value
      let wanted = months[kind] ?? most
      guard wanted <= most else { throw .termTooLong(kind, wanted, most, field: "\(kind.rawValue)Months") }
      terms.append(wanted)
    }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .controlRuling),
          ControlRulingDrafted(
            paper: paper, ceiling: limit, kinds: kinds, months: terms, owed: owed.total, reasons: owed.reasons,
            uncounted: owed.uncounted.isEmpty ? nil : owed.uncounted),
        ])
    ]
  }
}

/// Inside the signed rulings the machine asks for freezes and seals, as ``ControlPlan`` has it.
public struct ControlWithinRuling: CaseCommand {
  public static let name = "seizure.controlWithinRuling"
  public static let title = Phrase("在裁定范围内控制财产", "Control property within the ruling")
  public static let roles: Set<Role> = [.machine, .searchOfficer]
  public static let fields = [SeizureCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.seizure.signedRuling == nil { throw .noSignedRuling }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let owed = situation.stillOwed(caseID).open
    var draft = Draft(situation)
    let ceilings = CaseDebt.ceilings(file, situation.account(caseID), on: situation.today, law: situation.law)
    for step in ControlPlan.make(file, owed: owed, ceilings: ceilings, settings: situation.settings) {
      try request(step, owed, file, &draft)
    }
    return draft.appended
  }

  private func request(
    _ step: ControlPlan.Step, _ owed: Money, _ file: CaseFile, _ draft: inout Draft
  ) throws(Refusal) {
    let situation = draft.situation
    let found = step.found
    let end: Explained<Day>
    do throws(LawRefusal) {
      end = try SeizureTerm.end(
        found.kind.term, start: situation.today, months: step.ruling.months[found.kind] ?? 1, settings: situation.settings,
        calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
    let way = situation.way(to: found.unit)
    let request = situation.ids.next(PartnerRequest.self)
    let measure = situation.ids.next(Measure.self)
    draft.add(
      .caseFile(caseID),
      [
        MeasureRequested(
          measure: measure, property: found.property, kind: found.kind, unit: found.unit, debtor: found.debtor,
          ruling: step.ruling.paper, amount: step.amount, from: situation.today, until: end.value, request: request,
          heldFor: step.heldFor, owed: owed, reasons: end.reasons, way: way)
      ])
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: caseID, unit: found.unit, action: found.kind.controlAction, person: found.debtor, property: found.property,
          measure: measure, amount: step.amount, from: situation.today, until: end.value, ruling: step.ruling.paper,
          vault: file.vaults(found.property, found.debtor),
          deadline: situation.controlDeadline(way), way: way)
      ])
  }
}

extension Property.Kind {
  var controlAction: PartnerAction {
    switch self {
    case .deposit, .security: .freeze
    case .realEstate, .vehicle, .goods: .seal
    case .policy: .freezePolicy
    }
  }
  /// Sealed in a register or taken on the spot, where others are frozen.
  private var isRegistered: Bool {
    switch self {
    case .realEstate, .vehicle, .goods: true
    case .deposit, .policy, .security: false
    }
  }
  var renewalAction: PartnerAction { !isRegistered ? .renew : .renewSeal }
  var releaseAction: PartnerAction { !isRegistered ? .release : .unseal }
}

extension CaseFile {
  /// What a message to a unit needs and the log must not hold: the property, and whose it is.
  func vaults(_ property: ID<Property>, _ debtor: ID<Person>) -> [VaultRef] {
    (search.found[property].map { [$0.vault] } ?? []) + (filing.party(debtor).map { [$0.vault] } ?? [])
  }
}

/// A measure that nobody renewed ends by itself. While a renewal asked for in time waits for the unit's answer, that answer decides.
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
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if case .renewal = file.seizure.measures[measure]?.pending { return [] }
    var draft = Draft(situation)
    LapseMeasure.lapse(measure, caseID, &draft)
    return draft.appended
  }

  /// Ends a measure whose last day has passed.
  static func lapse(_ measure: ID<Measure>, _ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let file = draft.situation.caseFile(caseID)
    guard let state = file.seizure.measures[measure], state.status == .effective || state.status == .releasing,
      !SeizureTerm.isInForce(on: draft.situation.today, end: state.until).value
    else { return }
    draft.add(.caseFile(caseID), [MeasureLapsed(measure: measure, on: state.until)])
    draft.add(.property(state.property), [RankEnded(measure: measure)])
    Excess.note(caseID, &draft)
  }
}

/// The measure before ours ended, so ours takes effect by itself, its term beginning now (查扣冻 26); where the thing was disposed
/// of whole, ours comes to nothing.
public struct TakeTurn: CaseCommand {
  public static let name = "seizure.takeTurn"
  public static let title = Phrase("轮候转正", "A waiting measure takes its turn")
  public static let roles: Set<Role> = [.machine]
  public static let fields = LapseMeasure.fields
  public let caseID: ID<CaseFile>
  let measure: ID<Measure>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measure = input.id("measure")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).seizure.measures[measure].map { [.property($0.property)] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.seizure.measures[measure], state.status.isLive else { return [] }
    let property = situation.property(state.property)
    var draft = Draft(situation)
    if property.isGone {
      draft.add(.caseFile(caseID), [MeasureFailed(measure: measure, reason: "disposed")])
      draft.add(.property(state.property), [RankEnded(measure: measure)])
    } else if state.status == .queued && property.ranks.contains(where: { $0.measure == measure && $0.rank == 1 }) {
      MeasureAnswers.promote(
        state, caseID, amount: state.kind.isDivisible ? state.amount : state.requested, from: nil, until: nil, &draft)
    }
    return draft.appended
  }
}

/// Compares what measures hold with what is owed: after money came in, or when somebody asks.
public struct CheckExcess: CaseCommand {
  public static let name = "seizure.checkExcess"
  public static let title = Phrase("核对是否超标的", "Check for excess control")
  public static let roles: Set<Role> = [.machine, .officer, .judge, .assistant, .searchOfficer]
  public static let fields = [SeizureCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if file.seizure.live.isEmpty { throw .nothingToRelease }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    Excess.note(caseID, &draft)
    return draft.appended
  }
}
