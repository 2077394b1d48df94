import Basics
import EnforcementLaw

/// Somebody holds that a time does not count, and says by which paper; a chief decides.
public struct ExclusionProposed: Event {
  public static let name = "clock.exclusionProposed.v1"
  public let period: ID<CaseTerm.Excluded>
  public let kind: Deduction.Kind
  public let first: Day
  public let last: Day?
  /// Number of the paper that proves it.
  public let number: String
  public let reason: VaultRef
  public init(period: ID<CaseTerm.Excluded>, kind: Deduction.Kind, first: Day, last: Day?, number: String, reason: VaultRef) {
    self.period = period
    self.kind = kind
    self.first = first
    self.last = last
    self.number = number
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("deduction.groundArose", period)] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.proposals.append(
      CaseTerm.Proposal(id: period, kind: kind, first: first, last: last, paper: number, by: meta.actor, on: meta.day))
  }
}

/// A proposed time goes on counting against the limit; the proposal is gone, its reason is kept as words.
public struct ExclusionRefused: Event {
  public static let name = "clock.exclusionRefused.v1"
  public let period: ID<CaseTerm.Excluded>
  public let reason: VaultRef
  public init(period: ID<CaseTerm.Excluded>, reason: VaultRef) {
    self.period = period
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("deduction.refused", period)] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.term.proposals.removeAll { $0.id == period } }
}

/// A time that does not count against the limit of the case (R2.3).
public struct PeriodExcluded: Event {
  public static let name = "clock.periodExcluded.v1"
  public let kind: Deduction.Kind
  public let first: Day
  /// Nil while it goes on.
  public let last: Day?
  /// Number of the paper that proves it.
  public let number: String
  /// Who approved it, or on what view: kind `text`.
  public let approval: VaultRef?
  /// The proposal that was approved; nil for what an earlier system had approved.
  public let period: ID<CaseTerm.Excluded>?
  public init(
    kind: Deduction.Kind, first: Day, last: Day?, number: String, approval: VaultRef?, period: ID<CaseTerm.Excluded>? = nil
  ) {
    self.kind = kind
    self.first = first
    self.last = last
    self.number = number
    self.approval = approval
    self.period = period
  }
  public var words: [VaultRef] { [approval].compactMap { $0 } }
  public var signals: [Signal] {
    guard let period else { return [] }
    return [Signal("deduction.approved", period)] + (last == nil ? [Signal("deduction.started", period)] : [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let id = period ?? ID(raw: Int64(file.term.excluded.count + 1))
    file.term.proposals.removeAll { $0.id == id }
    file.term.excluded.append(
      CaseTerm.Excluded(id: id, kind: kind, first: first, last: last, paper: number, approval: approval, ground: nil))
  }
}

/// A time that went on is over.
public struct ExcludedPeriodEnded: Event {
  public static let name = "clock.periodEnded.v1"
  public let period: ID<CaseTerm.Excluded>
  public let last: Day
  /// Number of the paper that shows the end.
  public let number: String
  public init(period: ID<CaseTerm.Excluded>, last: Day, number: String) {
    self.period = period
    self.last = last
    self.number = number
  }
  public var signals: [Signal] { [Signal("deduction.ended", period)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if let place = file.term.excluded.firstIndex(where: { $0.id == period }) { file.term.excluded[place].last = last }
  }
}

/// Somebody looked whether a time must still go on: none is extended in silence.
public struct ExcludedPeriodReviewed: Event {
  public static let name = "clock.periodReviewed.v1"
  public let period: ID<CaseTerm.Excluded>
  public let reason: VaultRef
  public init(period: ID<CaseTerm.Excluded>, reason: VaultRef) {
    self.period = period
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("deduction.reviewed", period)] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if let place = file.term.excluded.firstIndex(where: { $0.id == period }) { file.term.excluded[place].reviewedOn = meta.day }
  }
}

/// The handler asked for more months; only the decision of president or vice president moves the limit.
public struct ExtensionAsked: Event {
  public static let name = "clock.extensionAsked.v1"
  public let reason: VaultRef
  /// The limit as it was counted then.
  public let limit: Day
  public let reasons: Reasons
  public init(reason: VaultRef, limit: Day, reasons: Reasons) {
    self.reason = reason
    self.limit = limit
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("extension.asked")] }
  public var words: [VaultRef] { [reason] }
  public var explained: [Reasons] { [reasons] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.asked = CaseTerm.Asked(by: meta.actor, on: meta.day)
  }
}

/// President or vice president said no: the limit stays, and the handler may ask again.
public struct ExtensionRefused: Event {
  public static let name = "clock.extensionRefused.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var signals: [Signal] { [Signal("extension.refused")] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.term.asked = nil }
}

/// The limit of the case was extended (R2.2).
public struct LimitExtended: Event {
  public static let name = "clock.extended.v1"
  public let months: Int
  public let on: Day
  public let number: String
  /// Who approved it, or on what view: kind `text`.
  public let approval: VaultRef?
  public let filedWithHighCourt: Bool
  public init(months: Int, on: Day, number: String, approval: VaultRef?, filedWithHighCourt: Bool) {
    self.months = months
    self.on = on
    self.number = number
    self.approval = approval
    self.filedWithHighCourt = filedWithHighCourt
  }
  public var signals: [Signal] { [Signal("extension.approved")] }
  public var words: [VaultRef] { [approval].compactMap { $0 } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.asked = nil
    file.term.extensions.append(
      CaseTerm.Extension(months: months, on: on, paper: number, approval: approval, filedWithHighCourt: filedWithHighCourt))
  }
}
