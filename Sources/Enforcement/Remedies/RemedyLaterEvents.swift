import Basics
import EnforcementLaw

/// A person let his days pass.
public struct RemedyPeriodOver: Event {
  public static let name = "remedies.periodOver.v1"
  public let remedy: ID<Remedy>
  public let persons: [ID<Person>]
  public init(remedy: ID<Remedy>, persons: [ID<Person>]) {
    self.remedy = remedy
    self.persons = persons
  }
  public var signals: [Signal] {
    persons.flatMap {
      [
        Signal("reconsideration.over", RemedyPeriod.subject(remedy, $0)), Signal("suit.over", RemedyPeriod.subject(remedy, $0)),
      ]
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.remedies.change(remedy) { $0.over.formUnion(persons) } }
}

/// Somebody asks the court above.
public struct RemedyAppealed: Event {
  public static let name = "remedies.appealed.v1"
  public let remedy: ID<Remedy>
  public let appeal: ID<Remedy.Appeal>
  public let level: AppealLevel
  public let by: ID<Person>
  public let on: Day
  public let text: VaultRef
  public init(remedy: ID<Remedy>, appeal: ID<Remedy.Appeal>, level: AppealLevel, by: ID<Person>, on: Day, text: VaultRef) {
    self.remedy = remedy
    self.appeal = appeal
    self.level = level
    self.by = by
    self.on = on
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    level == .supervision
      ? [Signal("supervision.applied", remedy)]
      : [Signal("reconsideration.applied", RemedyPeriod.subject(remedy, by)), Signal("appeal.received", remedy, from: on)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) {
      $0.appeals.append(Remedy.Appeal(id: appeal, level: level, by: by, on: on))
    }
  }
}

/// The papers went to the court above; its days run.
public struct RemedySentUp: Event {
  public static let name = "remedies.sentUp.v1"
  public let remedy: ID<Remedy>
  public let kind: RemedyKind
  public let level: AppealLevel
  public let on: Day
  /// Nil for supervision, which has no term of its own.
  public let decideBy: Day?
  public let reasons: Reasons?
  public init(remedy: ID<Remedy>, kind: RemedyKind, level: AppealLevel, on: Day, decideBy: Day?, reasons: Reasons?) {
    self.remedy = remedy
    self.kind = kind
    self.level = level
    self.on = on
    self.decideBy = decideBy
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
  public var signals: [Signal] {
    guard level == .reconsideration else { return [] }
    let word = kind == .partyChange ? "changeReconsideration.sentUp" : "reconsideration.sentUp"
    return [Signal("appeal.sentUp", remedy), Signal(word, remedy, from: on)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { matter in
      for place in matter.appeals.indices where matter.appeals[place].decision == nil && matter.appeals[place].level == level {
        matter.appeals[place].sentUpOn = on
        matter.appeals[place].decideBy = decideBy
      }
    }
  }
}

/// What the court above decided under its own number.
public struct RemedyAppealDecided: Event {
  public static let name = "remedies.appealDecided.v1"
  public let remedy: ID<Remedy>
  public let level: AppealLevel
  public let number: String
  public let decision: AppealDecision
  /// How the matter ends by it; nil where it was sent back.
  public let result: RemedyOutcome?
  public let on: Day
  /// The last day to ask for supervision.
  public let superviseBy: Day?
  /// The new day for the ruling where it was sent back.
  public let ruleBy: Day?
  public let kind: RemedyKind
  public let text: VaultRef
  public let reasons: Reasons
  public init(
    remedy: ID<Remedy>, level: AppealLevel, number: String, decision: AppealDecision, result: RemedyOutcome?, on: Day,
    superviseBy: Day?, ruleBy: Day?, kind: RemedyKind, text: VaultRef, reasons: Reasons
  ) {
    self.remedy = remedy
    self.level = level
    self.number = number
    self.decision = decision
    self.result = result
    self.on = on
    self.superviseBy = superviseBy
    self.ruleBy = ruleBy
    self.kind = kind
    self.text = text
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    let decided = level == .reconsideration ? [Signal("reconsideration.ruled", remedy, from: on)] : []
    return decision == .remanded ? decided + [kind.examined(remedy, from: on)] : decided
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { matter in
      for place in matter.appeals.indices where matter.appeals[place].decision == nil && matter.appeals[place].level == level {
        matter.appeals[place].number = number
        matter.appeals[place].decision = decision
      }
      if let superviseBy { matter.superviseBy = superviseBy }
      guard decision == .remanded else { return }
      matter.stage = .filed
      matter.outcome = nil
      matter.endedOn = nil
      matter.panelsBefore.formUnion(matter.panel)
      matter.panel = []
      matter.served = [:]
      matter.over = []
      if let ruleBy { matter.ruleBy = ruleBy }
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    superviseBy.map { [RemedyPeriod.timer(remedy, meta.stream.key, after: $0, word: "supervision")] } ?? []
  }
}

/// Six months passed and nobody asked for supervision.
public struct SupervisionExpired: Event {
  public static let name = "remedies.supervisionExpired.v1"
  public let remedy: ID<Remedy>
  public init(remedy: ID<Remedy>) { self.remedy = remedy }
  public var signals: [Signal] { [Signal("supervision.expired", remedy)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.remedies.change(remedy) { $0.superviseBy = nil } }
}

/// Somebody sued over the ruling (执行异议之诉).
public struct RemedySuitFiled: Event {
  public static let name = "remedies.suitFiled.v1"
  public let remedy: ID<Remedy>
  public let by: ID<Person>
  public let on: Day
  /// Court and number: kind `text`.
  public let text: VaultRef
  public init(remedy: ID<Remedy>, by: ID<Person>, on: Day, text: VaultRef) {
    self.remedy = remedy
    self.by = by
    self.on = on
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal("objectionSuit.filed", RemedyPeriod.subject(remedy, by))] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { $0.suit = Remedy.Suit(by: by, on: on) }
  }
}

/// The judgment in the suit, or its withdrawal.
public struct RemedySuitEnded: Event {
  public static let name = "remedies.suitEnded.v1"
  public let remedy: ID<Remedy>
  /// The ruling stands.
  public let stands: Bool
  public let on: Day
  public let text: VaultRef
  public init(remedy: ID<Remedy>, stands: Bool, on: Day, text: VaultRef) {
    self.remedy = remedy
    self.stands = stands
    self.on = on
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.remedies.change(remedy) { $0.suit?.stands = stands } }
}

/// Nothing more can come; how it ended.
public struct RemedyEnded: Event {
  public static let name = "remedies.ended.v1"
  public let remedy: ID<Remedy>
  public let kind: RemedyKind
  public let outcome: RemedyOutcome
  public init(remedy: ID<Remedy>, kind: RemedyKind, outcome: RemedyOutcome) {
    self.remedy = remedy
    self.kind = kind
    self.outcome = outcome
  }
  public var signals: [Signal] {
    [Signal("remedy.ended", remedy)] + (kind == .thirdParty ? [Signal("thirdPartyRuling.effective", remedy)] : [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) {
      $0.stage = .ended
      $0.outcome = outcome
      $0.endedOn = meta.day
    }
  }
}

/// A ruling changed who the parties are. What was done before stands; what comes is with or against the new ones.
public struct PartiesChanged: Event {
  public static let name = "remedies.partiesChanged.v1"
  public let remedy: ID<Remedy>
  public let ground: PartyChange.Ground
  public let party: CaseParty
  public let replaces: ID<Person>?
  public init(remedy: ID<Remedy>, ground: PartyChange.Ground, party: CaseParty, replaces: ID<Person>?) {
    self.remedy = remedy
    self.ground = ground
    self.party = party
    self.replaces = replaces
  }
  public var signals: [Signal] { [Signal("parties.changed", party.person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let before = file.filing.parties
    file.remedies.change(remedy) { $0.partiesBefore = before }
    if let place = file.filing.parties.firstIndex(where: { $0.person == party.person }) {
      file.filing.parties[place] = party
    } else {
      file.filing.parties.append(party)
    }
    guard let replaces, let place = file.filing.parties.firstIndex(where: { $0.person == replaces }) else { return }
    file.filing.parties[place] = file.filing.parties[place].as(.thirdParty)
  }
  /// A new debtor gets notice and order, and is searched for like the first ones.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard party.role == .debtor else { return [] }
    return [
      .now(CommandCall("papers.draftOpening", ["case": "\(meta.stream.key)"]), name: "opening"),
      .now(CommandCall("search.start", ["case": "\(meta.stream.key)"]), name: "search"),
    ]
  }
}

/// The court above, or a judgment, took the change back.
public struct PartiesRestored: Event {
  public static let name = "remedies.partiesRestored.v1"
  public let remedy: ID<Remedy>
  /// Who leaves, and who stands again where he stood.
  public let leaves: ID<Person>
  public let returns: CaseParty?
  public init(remedy: ID<Remedy>, leaves: ID<Person>, returns: CaseParty?) {
    self.remedy = remedy
    self.leaves = leaves
    self.returns = returns
  }
  public var signals: [Signal] { [Signal("parties.changed", leaves)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if let place = file.filing.parties.firstIndex(where: { $0.person == leaves }) {
      file.filing.parties[place] = file.filing.parties[place].as(.thirdParty)
    }
    if let returns, let place = file.filing.parties.firstIndex(where: { $0.person == returns.person }) {
      file.filing.parties[place] = returns
    }
    file.remedies.change(remedy) { $0.partiesBefore = nil }
  }
}
