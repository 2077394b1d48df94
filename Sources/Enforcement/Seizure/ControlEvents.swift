import Basics
import EnforcementLaw

/// A ruling is to allow measures up to a ceiling (whole fen) on kinds of property; it is not in force before its signature.
public struct ControlRulingDrafted: Event {
  public static let name = "seizure.rulingDrafted.v1"
  public let paper: ID<Paper>
  public let ceiling: Money
  public let kinds: [Property.Kind]
  /// In the order of `kinds`.
  public let months: [Int]
  /// What was owed on the day of the draft, how it was counted, and what could not be counted.
  public let owed: Money?
  public let reasons: Reasons?
  public let uncounted: [Phrase]?
  public init(
    paper: ID<Paper>, ceiling: Money, kinds: [Property.Kind], months: [Int], owed: Money? = nil, reasons: Reasons? = nil,
    uncounted: [Phrase]? = nil
  ) {
    self.paper = paper
    self.ceiling = ceiling
    self.kinds = kinds
    self.months = months
    self.owed = owed
    self.reasons = reasons
    self.uncounted = uncounted
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.rulings[paper] = Seizure.Ruling(
      paper: paper, ceiling: ceiling, kinds: kinds, months: Dictionary(zip(kinds, months)) { first, _ in first })
  }
}

/// A judge signed the ruling: what was found is asked for at once, up to the ceiling and against the debtors of that day.
public struct ControlRulingSigned: Event {
  public static let name = "seizure.rulingSigned.v1"
  public let paper: ID<Paper>
  public init(paper: ID<Paper>) { self.paper = paper }
  public var signals: [Signal] { [Signal("controlRuling.signed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let debtors = Set(file.debtors.map(\.person))
    file.seizure.rulings[paper]?.signedOn = meta.day
    file.seizure.rulings[paper]?.debtors = debtors
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { SeizureReactions.control(after, meta) }
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
  /// As ``heldFor``, in Chinese only: older entries.
  public let indivisibleReason: String?
  /// Why an indivisible thing worth more than the claim may be seized; nil for divisible property and in older entries.
  public let heldFor: Phrase?
  /// What was still open on the day of the request: what this and all other freezes together may not exceed.
  public let owed: Money?
  /// How the last day was counted.
  public let reasons: Reasons?
  /// Nil in older entries: by message.
  public let way: RequestWay?
  public init(
    measure: ID<Measure>, property: ID<Property>, kind: Property.Kind, unit: String, debtor: ID<Person>, ruling: ID<Paper>,
    amount: Money, from: Day, until: Day, request: ID<PartnerRequest>, heldFor: Phrase?, owed: Money? = nil,
    reasons: Reasons? = nil, way: RequestWay? = nil
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
    self.heldFor = heldFor
    indivisibleReason = nil
    self.owed = owed
    self.reasons = reasons
    self.way = way
  }
  /// Why a thing that cannot be divided is held, in both languages whenever it was entered.
  public var holding: Phrase? { heldFor ?? indivisibleReason.map { Seizure.holding(kind, older: $0) } }
  public var signals: [Signal] {
    switch way ?? .message {
    case .message: [Signal("measure.requested", measure)]
    case .paper: [Signal("measure.requestedOnPaper", measure)]
    case .entered: []
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.order.append(measure)
    file.seizure.measures[measure] = Seizure.MeasureState(
      id: measure, property: property, kind: kind, unit: unit, debtor: debtor, ruling: ruling, requested: amount,
      heldFor: holding, find: file.search.found[property]?.times ?? 0, status: .requested, amount: .zero,
      rank: 0, from: from, until: until)
    file.seizure.measures[measure]?.request = request
  }
  /// What was done before it was entered had its notice on paper.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard way != .entered else { return [] }
    return [SeizureReactions.notice(SeizureReactions.controlNotice(kind), measure, ruling, meta)]
  }
}

/// The unit holds what it was asked to, or has put the measure in line behind others (轮候).
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
    if rank == 1, let ruling = file.seizure.measures[measure]?.ruling, file.seizure.firstEffect[ruling] == nil {
      file.seizure.firstEffect[ruling] = measure
    }
  }
  /// The term of one that waits has not begun (R3.5), so nothing lapses yet; what it does not hold is looked for elsewhere.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let clocks = rank == 1 ? SeizureReactions.clocks(measure, from, until, after, meta) : []
    return clocks + (full && rank == 1 ? [] : SeizureReactions.control(after, meta)) + SeizureReactions.letGo(after, meta)
  }
}

/// The unit took nothing, the thing was gone, or a person gave the request up.
public struct MeasureFailed: Event {
  public static let name = "seizure.failed.v1"
  public let measure: ID<Measure>
  /// The unit's reason code or outcome; `disposed` where the thing is gone; why a person gave it up.
  public let reason: String
  public init(measure: ID<Measure>, reason: String) {
    self.measure = measure
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("measure.failed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.status = .failed }
  /// What it did not secure is looked for elsewhere within the ruling.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { SeizureReactions.control(after, meta) }
}

/// A limited freeze caught a later credit.
public struct InflowFrozen: Event {
  public static let name = "seizure.inflowFrozen.v1"
  public let measure: ID<Measure>
  public let amount: Money
  public let total: Money
  /// The unit and its notice's id; nil for notices without one.
  public let notice: String?
  public init(measure: ID<Measure>, amount: Money, total: Money, notice: String? = nil) {
    self.measure = measure
    self.amount = amount
    self.total = total
    self.notice = notice
  }
  public var signals: [Signal] { [Signal("inflow.frozen", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.amount = total
    if let notice { file.seizure.notices.insert(notice) }
  }
  /// Money caught after an ended round is property found: put to the ended-case team (R8.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard file.closing.closed?.way == .terminatedRound, let property = file.seizure.measures[measure]?.property else { return [] }
    let call = CommandCall("closing.proposeResumption", ["case": "\(file.id)", "property": "\(property)"])
    return [.now(call, name: "resume")]
  }
}

/// Measures hold more than is owed: the excess is to be released in time, and a person is warned (R3.4).
public struct ExcessFound: Event {
  public static let name = "seizure.excessFound.v1"
  public let excess: Money
  public let owed: Money
  /// Measures to release from: money first, latest first, then whole things without which the rest covers the claim.
  public let measures: [ID<Measure>]
  public let reasons: Reasons?
  public init(excess: Money, owed: Money, measures: [ID<Measure>], reasons: Reasons? = nil) {
    self.excess = excess
    self.owed = owed
    self.measures = measures
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("excess.found")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.excess = excess }
  /// The release is drafted at once and waits for a judge; the node's clock warns.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard !measures.isEmpty else { return [] }
    let fields: [String: InputValue] = [
      "case": "\(meta.stream.key)", "ground": "\(ReleaseGround.excess.rawValue)", "measures": .list(measures.map { "\($0)" }),
    ]
    return [.now(CommandCall("seizure.draftRelease", fields), name: "release")]
  }
}

/// Nothing held exceeds what is owed any more.
public struct ExcessEnded: Event {
  public static let name = "seizure.excessEnded.v1"
  public let owed: Money
  public init(owed: Money) { self.owed = owed }
  public var signals: [Signal] { [Signal("excess.released")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.excess = .zero }
}
