import Basics
import EnforcementLaw

/// What a drafted ruling or decision will do when it takes effect.
public struct PauseDrafted: Event {
  public static let name = "clock.pauseDrafted.v1"
  public let paper: ID<Paper>
  public let kind: EnforcementPause.Kind
  public let ground: Pause.SuspensionGround?
  public let months: Int?
  public let number: String
  public init(paper: ID<Paper>, kind: EnforcementPause.Kind, ground: Pause.SuspensionGround?, months: Int?, number: String) {
    self.paper = paper
    self.kind = kind
    self.ground = ground
    self.months = months
    self.number = number
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.drafts[paper] = PauseDraft(kind: kind, ground: ground, months: months, number: number)
  }
}

/// Enforcement stands still from a day on: clocks of what may not go on stop, and the time is excluded from the limit.
public struct EnforcementPaused: Event {
  public static let name = "clock.paused.v1"
  public let paper: ID<Paper>
  public let kind: EnforcementPause.Kind
  public let ground: Pause.SuspensionGround?
  public let from: Day
  public let until: Day?
  public let period: ID<CaseTerm.Excluded>
  public let number: String
  public let reasons: Reasons
  public init(
    paper: ID<Paper>, kind: EnforcementPause.Kind, ground: Pause.SuspensionGround?, from: Day, until: Day?,
    period: ID<CaseTerm.Excluded>, number: String, reasons: Reasons
  ) {
    self.paper = paper
    self.kind = kind
    self.ground = ground
    self.from = from
    self.until = until
    self.period = period
    self.number = number
    self.reasons = reasons
  }
  public var signals: [Signal] {
    kind.isStay ? [Signal("enforcement.stayed", from: until)] : [Signal("enforcement.suspended")]
  }
  public var explained: [Reasons] { [reasons] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.drafts[paper] = nil
    file.term.pause = EnforcementPause(kind: kind, ground: ground, paper: paper, from: from, until: until, period: period)
    file.term.excluded.append(
      CaseTerm.Excluded(
        id: period, kind: kind.excludes, first: from, last: nil, paper: number, approval: nil, ground: ground))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard let until else { return [] }
    return [
      .timer(
        name: "clocks.endStay", subject: meta.stream.key, due: Instant(until + 1, hour: 9),
        CommandCall("clocks.endStay", ["case": "\(meta.stream.key)"]))
    ]
  }
}

/// The ground is gone, or the stay is over: enforcement goes on (恢复执行) in the same case.
public struct EnforcementContinued: Event {
  public static let name = "clock.continued.v1"
  public let cause: Cause
  public let on: Day
  /// Nil where a stay ran out.
  public let paper: ID<Paper>?
  /// Why enforcement goes on again. Raw values are stored.
  public enum Cause: String, Sendable, Codable, Hashable, CaseIterable {
    case groundGone, stayOver, settlementBreached, settlementStruck
    public var name: Phrase {
      switch self {
      case .groundGone: Phrase("中止、暂缓的事由已经消失", "the ground is gone")
      case .stayOver: Phrase("暂缓期限届满", "the stay ran out")
      case .settlementBreached: Phrase("和解协议未履行，申请执行人申请恢复", "the settlement was not kept and the applicant asked")
      case .settlementStruck: Phrase("和解登记有误，已更正", "the settlement was recorded by mistake")
      }
    }
  }
  public init(cause: Cause, on: Day, paper: ID<Paper>?) {
    self.cause = cause
    self.on = on
    self.paper = paper
  }
  public var signals: [Signal] { [Signal("enforcement.continued")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard let pause = file.term.pause else { return }
    if let place = file.term.excluded.firstIndex(where: { $0.id == pause.period }) { file.term.excluded[place].last = on }
    file.term.pause = nil
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "clocks.endStay", subject: meta.stream.key)]
  }
}

/// A judge looked whether enforcement must still stand still.
public struct PauseReviewed: Event {
  public static let name = "clock.pauseReviewed.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var signals: [Signal] { [Signal("pause.reviewed")] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
}

/// A suspension ruling takes effect when it has reached all whom it names (民事诉讼法 269).
extension PaperServed {
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard kind == .suspensionRuling, file.term.drafts[paper] != nil, let state = file.papers.all[paper],
      Set(state.about).subtracting(state.served.map(\.to)).isEmpty
    else { return [] }
    let call = CommandCall("clocks.takeEffect", ["case": "\(file.id)", "paper": "\(paper)"])
    // A public notice counts as service on a day that is yet to come.
    guard let last = state.served.map(\.on).max(), last > meta.day else { return [.now(call, name: "takeEffect")] }
    return [.timer(name: "clocks.takeEffect", subject: "\(paper)", due: Instant(last, hour: 9), call)]
  }
}
