import Basics

/// The triage slice (繁简分流、分案).
public struct Triage: Sendable {
  public internal(set) var lane: Lane?
  public internal(set) var laneReasons: [Phrase] = []
  public internal(set) var handler: ID<StaffMember>?
  /// The judge who signs this case's rulings; the handler himself where he is one.
  public internal(set) var judge: ID<StaffMember>?
  public internal(set) var assignedOn: Day?
  /// Everyone who ever handled the case or signed for it.
  public internal(set) var hands: Set<ID<StaffMember>> = []
}

/// How a case is worked (002): express, simple, ordinary, special.
public enum Lane: String, Sendable, Codable, Hashable, CaseIterable {
  case express, simple, ordinary, special
  public var name: Phrase {
    switch self {
    case .express: Phrase("速执", "Express")
    case .simple: Phrase("简执", "Simple")
    case .ordinary: Phrase("普执", "Ordinary")
    case .special: Phrase("特执", "Special")
    }
  }
}

/// How the case is worked is settled, by the rules or by a person's choice; the last one holds.
public struct LaneAssigned: Event {
  public static let name = "triage.laneAssigned.v1"
  public let lane: Lane
  public let reasons: [Phrase]
  /// A person's own choice, with the reason in the vault; nil when the rules decided.
  public let overridden: VaultRef?
  public init(lane: Lane, reasons: [Phrase], overridden: VaultRef? = nil) {
    self.lane = lane
    self.reasons = reasons
    self.overridden = overridden
  }
  public var signals: [Signal] { [Signal("lane.assigned")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.triage.lane = lane
    file.triage.laneReasons = reasons
  }
}

/// The case has a handler and a judge who signs for it; everybody who had it before stays known.
public struct HandlerAssigned: Event {
  public static let name = "triage.handlerAssigned.v1"
  public let handler: ID<StaffMember>
  public let judge: ID<StaffMember>
  public let reasons: [Phrase]
  /// A lead's own reason: kind `text`; nil when the load decided.
  public let note: VaultRef?
  /// False where the case changes hands; nil in older entries.
  public let first: Bool?
  public init(handler: ID<StaffMember>, judge: ID<StaffMember>, reasons: [Phrase], note: VaultRef? = nil, first: Bool? = nil) {
    self.handler = handler
    self.judge = judge
    self.reasons = reasons
    self.note = note
    self.first = first
  }
  /// A change of hands opens nothing anew: what is done stays done.
  public var signals: [Signal] { [Signal(first == false ? "handler.changed" : "handler.assigned")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.triage.handler = handler
    file.triage.judge = judge
    file.triage.assignedOn = meta.day
    file.triage.hands.formUnion([handler, judge])
  }
  /// Opening papers and the first search follow by themselves, at the court's pace for cases from a docket.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard file.search.rounds.isEmpty else { return [] }
    let pace: Reaction.Pace = file.filing.docketRef == nil ? .urgent : .paced
    return [
      .command(CommandCall("papers.draftOpening", ["case": "\(file.id)"]), name: "opening", pace: pace),
      .command(CommandCall("search.start", ["case": "\(file.id)", "reason": "initial"]), name: "search", pace: pace),
    ]
  }
}
