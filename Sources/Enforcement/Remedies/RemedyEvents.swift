import Basics
import EnforcementLaw

/// Somebody objects, or asks for a change of parties. The matter exists from here on; it has no number yet.
public struct RemedyReceived: Event {
  public static let name = "remedies.received.v1"
  public let remedy: ID<Remedy>
  public let kind: RemedyKind
  public let by: ID<Person>
  /// Who asks and was no party before.
  public let outsider: CaseParty?
  public let receivedOn: Day
  public let target: RemedyTarget
  public let change: PartyChangeAsked?
  public let text: VaultRef
  public let fileBy: Day
  public let ruleBy: Day
  public let reasons: Reasons
  public init(
    remedy: ID<Remedy>, kind: RemedyKind, by: ID<Person>, outsider: CaseParty?, receivedOn: Day, target: RemedyTarget,
    change: PartyChangeAsked?, text: VaultRef, fileBy: Day, ruleBy: Day, reasons: Reasons
  ) {
    self.remedy = remedy
    self.kind = kind
    self.by = by
    self.outsider = outsider
    self.receivedOn = receivedOn
    self.target = target
    self.change = change
    self.text = text
    self.fileBy = fileBy
    self.ruleBy = ruleBy
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    let objected = Signal("objection.received", remedy, from: receivedOn)
    return switch kind {
    case .conduct: [objected]
    case .jurisdiction: [objected, Signal("jurisdictionObjection.received", remedy, from: receivedOn)]
    case .thirdParty: [objected, Signal("thirdPartyObjection.received", remedy, from: receivedOn)]
    case .partyChange: [Signal("partyChange.applied", remedy, from: receivedOn)]
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for party in [outsider, change?.party].compactMap({ $0 }) where file.filing.party(party.person) == nil {
      file.filing.parties.append(party.as(.thirdParty))
    }
    file.remedies.order.append(remedy)
    file.remedies.all[remedy] = Remedy(self)
  }
}

extension CaseParty {
  /// The same person in another role.
  func `as`(_ role: CaseParty.Role) -> CaseParty {
    CaseParty(person: person, role: role, kind: kind, vault: vault, confirmedAddress: confirmedAddress)
  }
}

/// Filed under its own number, before a panel of those who had no part in the enforcement.
public struct RemedyFiled: Event {
  public static let name = "remedies.filed.v1"
  public let remedy: ID<Remedy>
  public let kind: RemedyKind
  public let number: String
  public let panel: [ID<StaffMember>]
  public let receivedOn: Day
  public init(remedy: ID<Remedy>, kind: RemedyKind, number: String, panel: [ID<StaffMember>], receivedOn: Day) {
    self.remedy = remedy
    self.kind = kind
    self.number = number
    self.panel = panel
    self.receivedOn = receivedOn
  }
  public var signals: [Signal] { [Signal("objectionCase.filed", remedy), kind.examined(remedy, from: receivedOn)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) {
      $0.number = number
      $0.filedOn = meta.day
      $0.panel = panel
      $0.stage = .filed
    }
  }
}

extension RemedyKind {
  /// The word that opens the clock of its ruling.
  func examined(_ remedy: ID<Remedy>, from: Day) -> Signal {
    switch self {
    case .conduct: Signal("conductObjection.filed", remedy, from: from)
    case .jurisdiction: Signal("jurisdictionObjection.filed", remedy, from: from)
    case .thirdParty: Signal("thirdPartyObjection.filed", remedy, from: from)
    case .partyChange: Signal("partyChange.filed", remedy, from: from)
    }
  }
  /// The word that ends it.
  func ruled(_ remedy: ID<Remedy>) -> Signal {
    switch self {
    case .conduct: Signal("objection.ruled", remedy)
    case .jurisdiction: Signal("jurisdictionObjection.ruled", remedy)
    case .thirdParty: Signal("thirdParty.ruled", remedy)
    case .partyChange: Signal("partyChange.ruled", remedy)
    }
  }
}

/// Another panel takes the matter: one of the first had a part in it, or the court above sent it back.
public struct PanelFormed: Event {
  public static let name = "remedies.panelFormed.v1"
  public let remedy: ID<Remedy>
  public let panel: [ID<StaffMember>]
  public let reason: VaultRef
  public init(remedy: ID<Remedy>, panel: [ID<StaffMember>], reason: VaultRef) {
    self.remedy = remedy
    self.panel = panel
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.remedies.change(remedy) { $0.panel = panel } }
}

/// Those concerned were told of the filing.
public struct RemedyNotified: Event {
  public static let name = "remedies.notified.v1"
  public let remedy: ID<Remedy>
  public let persons: [ID<Person>]
  public let on: Day
  public init(remedy: ID<Remedy>, persons: [ID<Person>], on: Day) {
    self.remedy = remedy
    self.persons = persons
    self.on = on
  }
  public var signals: [Signal] { [Signal("objection.notified", remedy)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { for person in persons { $0.notified[person] = on } }
  }
}

/// The panel heard those concerned.
public struct RemedyHeard: Event {
  public static let name = "remedies.heard.v1"
  public let remedy: ID<Remedy>
  public let on: Day
  public let minutes: VaultRef
  public init(remedy: ID<Remedy>, on: Day, minutes: VaultRef) {
    self.remedy = remedy
    self.on = on
    self.minutes = minutes
  }
  public var words: [VaultRef] { [minutes] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { $0.hearings.append(Remedy.Hearing(on: on, minutes: minutes)) }
  }
}

/// The panel accepted security, and what it brings about.
public struct SecurityAccepted: Event {
  public static let name = "remedies.securityAccepted.v1"
  public let remedy: ID<Remedy>
  public let by: ID<Person>
  public let effect: SecurityEffect
  public let amount: Money
  public let text: VaultRef
  public init(remedy: ID<Remedy>, by: ID<Person>, effect: SecurityEffect, amount: Money, text: VaultRef) {
    self.remedy = remedy
    self.by = by
    self.effect = effect
    self.amount = amount
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] {
    effect == .continues ? [Signal("continuation.secured", remedy)] : [Signal("disposal.held", remedy)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) {
      $0.securities.append(Remedy.Security(by: by, effect: effect, amount: amount, on: meta.day))
    }
  }
}

/// The panel's ruling is written; it is in force once signed.
public struct RemedyRulingDrafted: Event {
  public static let name = "remedies.rulingDrafted.v1"
  public let remedy: ID<Remedy>
  public let paper: ID<Paper>
  public let outcome: RemedyOutcome
  public let text: VaultRef
  public init(remedy: ID<Remedy>, paper: ID<Paper>, outcome: RemedyOutcome, text: VaultRef) {
    self.remedy = remedy
    self.paper = paper
    self.outcome = outcome
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) {
      $0.rulings.append(Remedy.Ruling(paper: paper, outcome: outcome, draftedBy: meta.actor, text: text))
    }
  }
}

/// The ruling is signed.
public struct RemedyRuled: Event {
  public static let name = "remedies.ruled.v1"
  public let remedy: ID<Remedy>
  public let kind: RemedyKind
  public let paper: ID<Paper>
  public let outcome: RemedyOutcome
  public init(remedy: ID<Remedy>, kind: RemedyKind, paper: ID<Paper>, outcome: RemedyOutcome) {
    self.remedy = remedy
    self.kind = kind
    self.paper = paper
    self.outcome = outcome
  }
  public var signals: [Signal] {
    outcome == .notAccepted ? [Signal("objection.refused", remedy)] : [kind.ruled(remedy)]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { matter in
      matter.stage = .ruled
      matter.served = [:]
      matter.over = []
      guard let place = matter.rulings.lastIndex(where: { $0.paper == paper }) else { return }
      matter.rulings[place].signedOn = meta.day
    }
  }
}

/// A person received the ruling; his own days run.
public struct RemedyServed: Event {
  public static let name = "remedies.served.v1"
  public let remedy: ID<Remedy>
  public let person: ID<Person>
  public let on: Day
  /// What he may do; nil where the ruling ends the matter.
  public let opens: PartyChange.Remedy?
  public let until: Day
  public let reasons: Reasons
  public init(
    remedy: ID<Remedy>, person: ID<Person>, on: Day, opens: PartyChange.Remedy?, until: Day, reasons: Reasons
  ) {
    self.remedy = remedy
    self.person = person
    self.on = on
    self.opens = opens
    self.until = until
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] {
    switch opens {
    case .reconsideration: [Signal("reconsideration.open", RemedyPeriod.subject(remedy, person), from: on)]
    case .suit: [Signal("suit.open", RemedyPeriod.subject(remedy, person), from: on)]
    case nil: []
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.remedies.change(remedy) { $0.served[person] = Remedy.Served(on: on, until: until) }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [RemedyPeriod.timer(remedy, meta.stream.key, after: until, word: "\(person)")]
  }
}

/// Names and timers of the periods that run for one person each.
enum RemedyPeriod {
  static func subject(_ remedy: ID<Remedy>, _ person: ID<Person>) -> String { "\(remedy)-\(person)" }
  static func timer(_ remedy: ID<Remedy>, _ caseID: String, after day: Day, word: String) -> Reaction {
    .timer(
      name: "remedies.review", subject: "\(remedy)-\(word)", due: Instant(day + 1, hour: 1),
      CommandCall("remedies.review", ["case": .text(caseID), "remedy": "\(remedy)"]))
  }
}
