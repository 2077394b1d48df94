import Basics

/// The seizure slice (查封、扣押、冻结): signed rulings, measures inside them, excess.
public struct Seizure: Sendable {
  public internal(set) var rulings: [ID<Paper>: Ruling] = [:]
  public internal(set) var measures: [ID<Measure>: MeasureState] = [:]
  public internal(set) var order: [ID<Measure>] = []
  /// Drafted releases and renewals by paper.
  public internal(set) var releases: [ID<Paper>: Release] = [:]
  public internal(set) var renewals: [ID<Paper>: Renewal] = [:]

  /// What a judge signed: within it the machine fills, sends and follows every notice.
  public struct Ruling: Sendable, Hashable {
    public let paper: ID<Paper>
    public let ceiling: Money
    public let kinds: [Property.Kind]
    /// Months by kind, within the law's maximum (R3.1).
    public let months: [Property.Kind: Int]
    public internal(set) var signedOn: Day?
  }
  public struct Release: Sendable, Hashable {
    public let paper: ID<Paper>
    public let measures: [ID<Measure>]
    public let ground: ReleaseGround
  }
  public struct Renewal: Sendable, Hashable {
    public let paper: ID<Paper>
    public let measures: [ID<Measure>]
    public let months: Int
  }
  public struct MeasureState: Sendable, Hashable {
    public let id: ID<Measure>
    public let property: ID<Property>
    public let kind: Property.Kind
    public let unit: String
    public let debtor: ID<Person>
    public let ruling: ID<Paper>
    /// The part of the claim that this measure secures; for an indivisible thing its estimated value.
    public let requested: Money
    public let indivisibleReason: String?
    public internal(set) var status: Status
    public internal(set) var amount: Money
    public internal(set) var rank: Int
    public internal(set) var from: Day
    public internal(set) var until: Day
  }
  public enum Status: String, Sendable, Hashable, Codable {
    /// Sent, no answer yet: counts with its full amount against the claim.
    case requested
    case effective
    /// Waiting behind another court's seizure.
    case queued
    case failed, releasing, released, lapsed
    public var isLive: Bool { self == .requested || self == .effective || self == .queued || self == .releasing }
  }
  public var live: [MeasureState] { order.compactMap { measures[$0] }.filter { $0.status.isLive } }
  public var signedRuling: Ruling? { rulings.values.filter { $0.signedOn != nil }.max { $0.paper < $1.paper } }

  /// Divisible property: frozen money plus requests not yet answered.
  public var secured: Money {
    live.reduce(.zero) { sum, measure in
      guard measure.kind.isDivisible else { return sum }
      switch measure.status {
      case .requested: return sum + measure.requested
      case .effective, .releasing: return sum + max(measure.amount, .zero)
      case .queued, .failed, .released, .lapsed: return sum
      }
    }
  }
}

public enum Measure {}

/// Why a measure is lifted (R3.9).
public enum ReleaseGround: String, Sendable, Codable, Hashable, CaseIterable {
  case performed, excess, withdrawn, thirdPartyOwned, security, exempt, caseClosed
  public var name: Phrase {
    switch self {
    case .performed: Phrase("债务已清偿", "The debt is paid")
    case .excess: Phrase("超出应控制数额", "Exceeds what may be controlled")
    case .withdrawn: Phrase("申请人撤回或放弃", "The applicant withdrew")
    case .thirdPartyOwned: Phrase("属案外人财产", "Belongs to a third party")
    case .security: Phrase("已提供担保并经申请人同意", "Security given with consent")
    case .exempt: Phrase("属豁免财产", "Exempt property")
    case .caseClosed: Phrase("案件终结", "The case has ended")
    }
  }
}

public struct ControlRulingDrafted: Event {
  public static let name = "seizure.rulingDrafted.v1"
  public let paper: ID<Paper>
  public let ceiling: Money
  public let kinds: [Property.Kind]
  /// In the order of `kinds`.
  public let months: [Int]
  public init(paper: ID<Paper>, ceiling: Money, kinds: [Property.Kind], months: [Int]) {
    self.paper = paper
    self.ceiling = ceiling
    self.kinds = kinds
    self.months = months
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.rulings[paper] = Seizure.Ruling(
      paper: paper, ceiling: ceiling, kinds: kinds, months: Dictionary(zip(kinds, months)) { first, _ in first })
  }
}

public struct ControlRulingSigned: Event {
  public static let name = "seizure.rulingSigned.v1"
  public let paper: ID<Paper>
  public init(paper: ID<Paper>) { self.paper = paper }
  public var signals: [Signal] { [Signal("controlRuling.signed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.rulings[paper]?.signedOn = meta.day }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.now(CommandCall("seizure.controlWithinRuling", ["case": "\(meta.stream.key)"]), name: "control")]
  }
}

/// A freeze or seal was asked of a unit, within the signed ruling.
public struct MeasureRequested: Event {
  public static let name = "seizure.measureRequested.v1"
  public let measure: ID<Measure>
  public let property: ID<Property>
  public let kind: Property.Kind
  public let unit: String
  public let debtor: ID<Person>
  public let ruling: ID<Paper>
  public let amount: Money
  public let from: Day
  public let until: Day
  public let request: ID<PartnerRequest>
  /// Why an indivisible thing worth more than the claim may be seized; nil for divisible property.
  public let indivisibleReason: String?
  public init(
    measure: ID<Measure>, property: ID<Property>, kind: Property.Kind, unit: String, debtor: ID<Person>, ruling: ID<Paper>,
    amount: Money, from: Day, until: Day, request: ID<PartnerRequest>, indivisibleReason: String?
  ) {
    self.measure = measure
    self.property = property
    self.kind = kind
    self.unit = unit
    self.debtor = debtor
    self.ruling = ruling
    self.amount = amount
    self.from = from
    self.until = until
    self.request = request
    self.indivisibleReason = indivisibleReason
  }
  public var signals: [Signal] { [Signal("measure.requested", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.order.append(measure)
    file.seizure.measures[measure] = Seizure.MeasureState(
      id: measure, property: property, kind: kind, unit: unit, debtor: debtor, ruling: ruling, requested: amount,
      indivisibleReason: indivisibleReason, status: .requested, amount: .zero, rank: 0, from: from, until: until)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let notice: PaperKind = kind == .deposit ? .assistFreezeNotice : .assistSealNotice
    return [AssistNotice.fill(notice, measure, ruling, meta)]
  }
}

/// The machine's notice to a unit inside a signed ruling.
enum AssistNotice {
  static func fill(_ kind: PaperKind, _ measure: ID<Measure>, _ ruling: ID<Paper>, _ meta: EventMeta) -> Reaction {
    let fields: [String: InputValue] = [
      "case": "\(meta.stream.key)", "kind": "\(kind.rawValue)", "about": "\(measure)", "ruling": "\(ruling)",
    ]
    return .now(CommandCall("papers.fillAssistNotice", fields), name: "notice")
  }
}

public struct MeasureTookEffect: Event {
  public static let name = "seizure.tookEffect.v1"
  public let measure: ID<Measure>
  /// What is held now; may be less than asked (then later credits are caught) or the thing's value.
  public let amount: Money
  public let rank: Int
  public let from: Day
  public let until: Day
  /// True where all that was asked is held.
  public let full: Bool
  public init(measure: ID<Measure>, amount: Money, rank: Int, from: Day, until: Day, full: Bool) {
    self.measure = measure
    self.amount = amount
    self.rank = rank
    self.from = from
    self.until = until
    self.full = full
  }
  public var signals: [Signal] {
    let first = rank == 1 ? Signal("measure.effective", measure) : Signal("queuedMeasure.registered", measure)
    return [first, Signal(full ? "freeze.full" : "freeze.partial", measure)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.status = rank == 1 ? .effective : .queued
    file.seizure.measures[measure]?.amount = amount
    file.seizure.measures[measure]?.rank = rank
    file.seizure.measures[measure]?.from = from
    file.seizure.measures[measure]?.until = until
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [MeasureLapsed.timer(measure, until, meta)] }
}

public struct MeasureFailed: Event {
  public static let name = "seizure.failed.v1"
  public let measure: ID<Measure>
  public let reason: String
  public init(measure: ID<Measure>, reason: String) {
    self.measure = measure
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("measure.failed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.status = .failed }
}

/// A limited freeze caught a later credit.
public struct InflowFrozen: Event {
  public static let name = "seizure.inflowFrozen.v1"
  public let measure: ID<Measure>
  public let amount: Money
  public let total: Money
  public init(measure: ID<Measure>, amount: Money, total: Money) {
    self.measure = measure
    self.amount = amount
    self.total = total
  }
  public var signals: [Signal] { [Signal("inflow.frozen", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.amount = total }
}

/// Confirmed measures hold more than is owed: the excess is to be released in time, and a person is warned (R3.4).
public struct ExcessFound: Event {
  public static let name = "seizure.excessFound.v1"
  public let excess: Money
  public let owed: Money
  /// Measures to release from, latest first.
  public let measures: [ID<Measure>]
  public init(excess: Money, owed: Money, measures: [ID<Measure>]) {
    self.excess = excess
    self.owed = owed
    self.measures = measures
  }
  public var signals: [Signal] { [Signal("excess.found")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
}

public struct RenewalDrafted: Event {
  public static let name = "seizure.renewalDrafted.v1"
  public let paper: ID<Paper>
  public let measures: [ID<Measure>]
  public let months: Int
  public init(paper: ID<Paper>, measures: [ID<Measure>], months: Int) {
    self.paper = paper
    self.measures = measures
    self.months = months
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.renewals[paper] = Seizure.Renewal(paper: paper, measures: measures, months: months)
  }
}

public struct RenewalRequested: Event {
  public static let name = "seizure.renewalRequested.v1"
  public let measure: ID<Measure>
  public let until: Day
  public let request: ID<PartnerRequest>
  public init(measure: ID<Measure>, until: Day, request: ID<PartnerRequest>) {
    self.measure = measure
    self.until = until
    self.request = request
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
}

public struct MeasureRenewed: Event {
  public static let name = "seizure.renewed.v1"
  public let measure: ID<Measure>
  public let until: Day
  public init(measure: ID<Measure>, until: Day) {
    self.measure = measure
    self.until = until
  }
  public var signals: [Signal] { [Signal("measure.renewed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.until = until }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [MeasureLapsed.timer(measure, until, meta)] }
}

public struct ReleaseDrafted: Event {
  public static let name = "seizure.releaseDrafted.v1"
  public let paper: ID<Paper>
  public let measures: [ID<Measure>]
  public let ground: ReleaseGround
  public init(paper: ID<Paper>, measures: [ID<Measure>], ground: ReleaseGround) {
    self.paper = paper
    self.measures = measures
    self.ground = ground
  }
  public var signals: [Signal] { [Signal("releaseGround.arose")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.releases[paper] = Seizure.Release(paper: paper, measures: measures, ground: ground)
  }
}

public struct ReleaseRequested: Event {
  public static let name = "seizure.releaseRequested.v1"
  public let measure: ID<Measure>
  public let request: ID<PartnerRequest>
  /// What stays frozen; zero for a whole release.
  public let keep: Money
  public init(measure: ID<Measure>, request: ID<PartnerRequest>, keep: Money) {
    self.measure = measure
    self.request = request
    self.keep = keep
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if keep == .zero { file.seizure.measures[measure]?.status = .releasing }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard
      let ruling = file.seizure.releases.values.first(where: {
        $0.measures.contains(measure) && file.papers.all[$0.paper]?.signedAt != nil
      })
    else { return [] }
    return [AssistNotice.fill(.assistReleaseNotice, measure, ruling.paper, meta)]
  }
}

public struct MeasureReleased: Event {
  public static let name = "seizure.released.v1"
  public let measure: ID<Measure>
  public let on: Day
  /// What is still held after a partial release; zero when the measure is gone.
  public let kept: Money
  public init(measure: ID<Measure>, on: Day, kept: Money) {
    self.measure = measure
    self.on = on
    self.kept = kept
  }
  public var signals: [Signal] { kept == .zero ? [Signal("measure.released", measure)] : [Signal("excess.released")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.amount = kept
    if kept == .zero { file.seizure.measures[measure]?.status = .released }
  }
}

public struct MeasureLapsed: Event {
  public static let name = "seizure.lapsed.v1"
  public let measure: ID<Measure>
  public let on: Day
  public init(measure: ID<Measure>, on: Day) {
    self.measure = measure
    self.on = on
  }
  public var signals: [Signal] { [Signal("measure.lapsed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.status = .lapsed }

  /// Effect ends at 24:00 of the last day (R3.2).
  static func timer(_ measure: ID<Measure>, _ until: Day, _ meta: EventMeta) -> Reaction {
    let call = CommandCall("seizure.lapse", ["case": "\(meta.stream.key)", "measure": "\(measure)"])
    return .timer(name: "seizure.lapse", subject: "\(measure)", due: Instant(until + 1), call)
  }
}
