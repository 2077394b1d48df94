import Basics

/// The search slice (网络查控之查询): rounds, who answered, what was found.
public struct Search: Sendable {
  public internal(set) var rounds: [Round] = []
  public internal(set) var found: [ID<Property>: Found] = [:]
  public internal(set) var foundOrder: [ID<Property>] = []
  /// Found for a debtor by mistake: another person's.
  public internal(set) var disowned: Set<ID<Property>> = []
  /// Named by nothing but an entry by hand that was taken back.
  public internal(set) var struck: Set<ID<Property>> = []
  /// Debtors whose property report came in, with the day, and those who failed to report.
  public internal(set) var reports: [ID<Person>: Day] = [:]
  public internal(set) var defaulted: Set<ID<Person>> = []
  /// What the check of a report found.
  public internal(set) var verified: [ID<Person>: ReportFinding] = [:]
  public internal(set) var investigationReportedOn: Day?

  /// One round of queries to all units; over once each has answered, failed or been given up.
  public struct Round: Sendable, Hashable {
    public let number: Int
    public let reason: Reason
    public let startedAt: Instant
    public var startedOn: Day { startedAt.day }
    /// Who was asked.
    public let units: [String]
    /// Who was asked about.
    public let debtors: [ID<Person>]
    /// Requests still without a final answer.
    public internal(set) var waiting: Set<ID<PartnerRequest>>
    public internal(set) var failed: [ID<PartnerRequest>] = []
    public internal(set) var answered: Int = 0
    /// Answers that came on paper and were entered by hand.
    public internal(set) var byHand: Int = 0
    /// The queries that they answered.
    var settledByHand: Set<ID<PartnerRequest>> = []
    public internal(set) var completedOn: Day?
  }
  /// Why a round was started. Raw values are stored.
  public enum Reason: String, Sendable, Codable, Hashable, CaseIterable { case initial, manual, research, repeated }
  /// A thing that was found, with what it is worth to this case; a later find takes the place of an earlier one.
  public struct Found: Sendable, Hashable {
    public let property: ID<Property>
    public let kind: Property.Kind
    public let unit: String
    public let debtor: ID<Person>
    /// What can be taken now: a balance, an estimate.
    public let value: Money
    /// The part the law exempts (R3.6, R3.7).
    public let exempt: Money
    public let vault: VaultRef
    public let on: Day
    /// How often it was found: each find may be asked for once.
    public let times: Int
    /// Who said so last.
    public var origin = Origin.known
  }
  /// Where what is known of a thing comes from.
  public enum Origin: Sendable, Hashable {
    /// A unit's answer to a query.
    case unit
    /// Entered by hand, with its source.
    case hand(ID<HandEntry>)
    /// Entered by hand as a plain fact, or carried over from another case or system.
    case known
  }
  /// Rounds whose answers are all in.
  public var completedRounds: Int { rounds.count { $0.completedOn != nil } }
  public var foundList: [Found] { foundOrder.compactMap { found[$0] } }
  /// Worth something beyond what the law exempts: an empty account is nothing found.
  public var foundWorth: [Found] {
    foundList.filter { $0.value > $0.exempt && !disowned.contains($0.property) && !struck.contains($0.property) }
  }
}

/// Units were asked about debtors; what they answer belongs to this round.
public struct SearchStarted: Event {
  public static let name = "search.started.v1"
  public let round: Int
  public let reason: Search.Reason
  public let debtors: [ID<Person>]
  public let units: [String]
  public let requests: [ID<PartnerRequest>]
  public init(round: Int, reason: Search.Reason, debtors: [ID<Person>], units: [String], requests: [ID<PartnerRequest>]) {
    self.round = round
    self.reason = reason
    self.debtors = debtors
    self.units = units
    self.requests = requests
  }
  public var signals: [Signal] { [Signal("search.sent", "round\(round)")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.search.rounds.append(
      Search.Round(number: round, reason: reason, startedAt: meta.at, units: units, debtors: debtors, waiting: Set(requests)))
  }
}

/// A unit answered a query, with the number of things it named; zero says that it has nothing.
public struct QueryAnswered: Event {
  public static let name = "search.queryAnswered.v1"
  public let request: ID<PartnerRequest>
  public let unit: String
  public let debtor: ID<Person>
  public let count: Int
  public init(request: ID<PartnerRequest>, unit: String, debtor: ID<Person>, count: Int) {
    self.request = request
    self.unit = unit
    self.debtor = debtor
    self.count = count
  }
  public var signals: [Signal] { [Signal("query.answered", Search.pair(debtor, unit))] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.search.settle(request, failed: false)
  }
}

/// A query has no answer: the unit could not, would not, or did not in time. Such a pair must be asked again or by hand.
public struct QueryFailed: Event {
  public static let name = "search.queryFailed.v1"
  public let request: ID<PartnerRequest>
  public let unit: String
  public let debtor: ID<Person>
  /// The unit's reason code, or `deadline`.
  public let reason: String
  public init(request: ID<PartnerRequest>, unit: String, debtor: ID<Person>, reason: String) {
    self.request = request
    self.unit = unit
    self.debtor = debtor
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("query.failed", Search.pair(debtor, unit))] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.search.settle(request, failed: true) }
}

extension Search {
  /// What a query is about, so that whoever answers it at last closes the node that its failure opened.
  static func pair(_ debtor: ID<Person>, _ unit: String) -> String { "\(debtor)/\(unit)" }

  /// A query that failed, or still waits, was answered on paper.
  mutating func settleByHand(_ request: ID<PartnerRequest>) {
    guard let index = rounds.lastIndex(where: { $0.waiting.contains(request) || $0.failed.contains(request) }) else { return }
    rounds[index].waiting.remove(request)
    rounds[index].failed.removeAll { $0 == request }
    rounds[index].byHand += 1
    rounds[index].settledByHand.insert(request)
  }

  mutating func settle(_ request: ID<PartnerRequest>, failed: Bool) {
    guard let index = rounds.lastIndex(where: { $0.waiting.contains(request) }) else { return }
    rounds[index].waiting.remove(request)
    if failed { rounds[index].failed.append(request) } else { rounds[index].answered += 1 }
  }
}

/// A thing of a debtor is known to this case: value and the exempt part in whole fen; a later find replaces the earlier.
public struct PropertyFound: Event {
  public static let name = "search.propertyFound.v1"
  public let property: ID<Property>
  public let kind: Property.Kind
  public let unit: String
  public let debtor: ID<Person>
  public let value: Money
  public let exempt: Money
  /// Account, certificate, plate, address as answered: kind `property`.
  public let vault: VaultRef
  /// The query that found it; nil for a clue or a debtor's report.
  public let request: ID<PartnerRequest>?
  /// The entry by hand that named it; nil where a unit, another case or system did.
  public let entry: ID<HandEntry>?
  public init(
    property: ID<Property>, kind: Property.Kind, unit: String, debtor: ID<Person>, value: Money, exempt: Money, vault: VaultRef,
    request: ID<PartnerRequest>?, entry: ID<HandEntry>? = nil
  ) {
    self.property = property
    self.kind = kind
    self.unit = unit
    self.debtor = debtor
    self.value = value
    self.exempt = exempt
    self.vault = vault
    self.request = request
    self.entry = entry
  }
  public var signals: [Signal] { [Signal("property.found", property)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if file.search.found[property] == nil { file.search.foundOrder.append(property) }
    file.search.struck.remove(property)
    file.search.found[property] = Search.Found(
      property: property, kind: kind, unit: unit, debtor: debtor, value: value, exempt: exempt, vault: vault, on: meta.day,
      times: (file.search.found[property]?.times ?? 0) + 1,
      origin: request != nil ? .unit : entry.map(Search.Origin.hand) ?? .known)
  }
  /// A signed ruling covers what is found later; after an ended round a find is put to the judge.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    if file.closing.closed?.way == .terminatedRound && value > exempt {
      let call = CommandCall("closing.proposeResumption", ["case": "\(file.id)", "property": "\(property)"])
      return [.now(call, name: "resume")]
    }
    return SeizureReactions.control(after, meta)
  }
}

/// The last answer of a round is in; what may be taken under a signed ruling is now asked for.
public struct SearchCompleted: Event {
  public static let name = "search.completed.v1"
  public let round: Int
  public let answered: Int
  public let failed: Int
  public let found: Int
  public init(round: Int, answered: Int, failed: Int, found: Int) {
    self.round = round
    self.answered = answered
    self.failed = failed
    self.found = found
  }
  public var signals: [Signal] { [Signal("search.complete", "round\(round)")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard let index = file.search.rounds.firstIndex(where: { $0.number == round }) else { return }
    file.search.rounds[index].completedOn = meta.day
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { SeizureReactions.control(after, meta) }
}

/// A debtor reported his property as ordered (民事诉讼法 252); he is in default no longer.
public struct PropertyReportReceived: Event {
  public static let name = "search.reportReceived.v1"
  public let debtor: ID<Person>
  /// The report as given: kind `text`.
  public let vault: VaultRef
  /// How many contradictions with search results were noted.
  public let contradictions: Int
  public init(debtor: ID<Person>, vault: VaultRef, contradictions: Int) {
    self.debtor = debtor
    self.vault = vault
    self.contradictions = contradictions
  }
  public var signals: [Signal] { [Signal("propertyReport.received", debtor)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.search.reports[debtor] = meta.day
    file.search.defaulted.remove(debtor)
  }
}

/// An officer found that no report came within the ordered time: a ground for sanctions (民事诉讼法 252).
public struct PropertyReportDefaulted: Event {
  public static let name = "search.reportDefaulted.v1"
  public let debtor: ID<Person>
  public init(debtor: ID<Person>) { self.debtor = debtor }
  public var signals: [Signal] { [Signal("propertyReport.defaulted", debtor)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.search.defaulted.insert(debtor) }
}

/// The month's investigation is done and the applicant told (N12).
public struct InvestigationReported: Event {
  public static let name = "search.investigationReported.v1"
  public let text: VaultRef
  public init(text: VaultRef) { self.text = text }
  public var signals: [Signal] { [Signal("investigation.reported")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.search.investigationReportedOn = meta.day }
}
