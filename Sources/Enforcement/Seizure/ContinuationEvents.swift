import Basics
import EnforcementLaw

/// A ruling is to renew measures before they end; units are asked once it is signed.
public struct RenewalDrafted: Event {
  public static let name = "seizure.renewalDrafted.v1"
  public let paper: ID<Paper>
  public let measures: [ID<Measure>]
  /// The longest term among them.
  public let months: Int
  /// Months in the order of `measures`; nil where all have `months`.
  public let each: [Int]?
  public init(paper: ID<Paper>, measures: [ID<Measure>], months: Int, each: [Int]? = nil) {
    self.paper = paper
    self.measures = measures
    self.months = months
    self.each = each
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let terms = each ?? measures.map { _ in months }
    file.seizure.renewals[paper] = Seizure.Renewal(
      paper: paper, measures: measures, months: months, each: Dictionary(zip(measures, terms)) { first, _ in first })
  }
}

/// A unit was asked to renew a measure; until it answers the old last day holds.
public struct RenewalRequested: Event {
  public static let name = "seizure.renewalRequested.v1"
  public let measure: ID<Measure>
  public let until: Day
  public let request: ID<PartnerRequest>
  public let ruling: ID<Paper>?
  /// How the new last day was counted.
  public let reasons: Reasons?
  public init(
    measure: ID<Measure>, until: Day, request: ID<PartnerRequest>, ruling: ID<Paper>? = nil, reasons: Reasons? = nil
  ) {
    self.measure = measure
    self.until = until
    self.request = request
    self.ruling = ruling
    self.reasons = reasons
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.pending = .renewal(request, until: until)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard let ruling, let kind = file.seizure.measures[measure]?.kind else { return [] }
    return [SeizureReactions.notice(SeizureReactions.controlNotice(kind), measure, ruling, meta)]
  }
}

/// The unit renewed the measure: its clocks run to the new last day.
public struct MeasureRenewed: Event {
  public static let name = "seizure.renewed.v1"
  public let measure: ID<Measure>
  public let until: Day
  public init(measure: ID<Measure>, until: Day) {
    self.measure = measure
    self.until = until
  }
  public var signals: [Signal] { [Signal("measure.renewed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.until = until
    if case .renewal = file.seizure.measures[measure]?.pending { file.seizure.measures[measure]?.pending = nil }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    SeizureReactions.clocks(measure, meta.day, until, after, meta)
  }
}

/// A unit did not carry out a renewal or a release: the measure stands as it stood.
public struct MeasureActFailed: Event {
  public static let name = "seizure.actFailed.v1"
  public let measure: ID<Measure>
  public let act: PartnerAction
  /// The unit's reason code or outcome, or why a person gave it up.
  public let reason: String
  public init(measure: ID<Measure>, act: PartnerAction, reason: String) {
    self.measure = measure
    self.act = act
    self.reason = reason
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard let state = file.seizure.measures[measure] else { return }
    switch (act, state.pending) {
    case (.renew, .renewal), (.renewSeal, .renewal): file.seizure.measures[measure]?.pending = nil
    case (.release, .release), (.unseal, .release):
      file.seizure.measures[measure]?.pending = nil
      if state.status == .releasing { file.seizure.measures[measure]?.status = state.rank > 1 ? .queued : .effective }
    default: break
    }
  }
}

/// A ruling is to release measures, whole or in part; the clock of releasing runs (R3.9).
public struct ReleaseDrafted: Event {
  public static let name = "seizure.releaseDrafted.v1"
  public let paper: ID<Paper>
  public let measures: [ID<Measure>]
  public let ground: ReleaseGround
  /// What each measure keeps, in the order of `measures`; zero ends it. Nil: all end.
  public let keeps: [Money]?
  public init(paper: ID<Paper>, measures: [ID<Measure>], ground: ReleaseGround, keeps: [Money]? = nil) {
    self.paper = paper
    self.measures = measures
    self.ground = ground
    self.keeps = keeps
  }
  public var signals: [Signal] { [Signal("releaseGround.arose")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let kept = Dictionary(zip(measures, keeps ?? [])) { first, _ in first }
    file.seizure.releases[paper] = Seizure.Release(
      paper: paper, measures: measures, ground: ground, keeps: kept.filter { $0.value > .zero })
  }
}

/// A unit was asked to let go, after the ruling's signature; a whole release counts as on its way.
public struct ReleaseRequested: Event {
  public static let name = "seizure.releaseRequested.v1"
  public let measure: ID<Measure>
  public let request: ID<PartnerRequest>
  /// What stays frozen; zero for a whole release.
  public let keep: Money
  public let ruling: ID<Paper>?
  public init(measure: ID<Measure>, request: ID<PartnerRequest>, keep: Money, ruling: ID<Paper>? = nil) {
    self.measure = measure
    self.request = request
    self.keep = keep
    self.ruling = ruling
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.pending = .release(request, keep: keep)
    if keep == .zero { file.seizure.measures[measure]?.status = .releasing }
    if let ruling {
      file.seizure.measures[measure]?.ground = file.seizure.releases[ruling]?.ground
      if keep > .zero { file.seizure.releases[ruling]?.keeps[measure] = keep }
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    ruling.map { [SeizureReactions.notice(.assistReleaseNotice, measure, $0, meta)] } ?? []
  }
}

/// The unit let go: all of it, or what goes beyond the sum that stays.
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
  public var signals: [Signal] { [Signal(kept == .zero ? "measure.released" : "measure.reduced", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard var state = file.seizure.measures[measure] else { return }
    state.amount = min(kept, state.amount)
    state.pending = nil
    if kept == .zero { state.status = .released } else { state.requested = kept }
    file.seizure.measures[measure] = state
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    kept == .zero ? SeizureReactions.noClocks(measure) : []
  }
}

/// The last day went by without renewal: the measure has no effect any more (R3.2).
public struct MeasureLapsed: Event {
  public static let name = "seizure.lapsed.v1"
  public let measure: ID<Measure>
  public let on: Day
  public init(measure: ID<Measure>, on: Day) {
    self.measure = measure
    self.on = on
  }
  public var signals: [Signal] { [Signal("measure.lapsed", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.measures[measure]?.status = .lapsed
    file.seizure.measures[measure]?.pending = nil
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { SeizureReactions.noClocks(measure) }
}
