import Basics
import EnforcementLaw

/// A sum on the leading case's account is to be distributed.
public struct DistributionOpened: Event {
  public static let name = "distribution.opened.v1"
  public let distribution: ID<DistributionMatter>
  public let sum: Money
  public let debtor: DebtorKind
  public let criminal: Bool
  public let oneInstrument: Bool
  public init(
    distribution: ID<DistributionMatter>, sum: Money, debtor: DebtorKind, criminal: Bool, oneInstrument: Bool
  ) {
    self.distribution = distribution
    self.sum = sum
    self.debtor = debtor
    self.criminal = criminal
    self.oneInstrument = oneInstrument
  }
  public var signals: [Signal] { [Signal("distribution.opened", distribution)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.order.append(distribution)
    docket.matters[distribution] = DistributionMatter(
      id: distribution, openedOn: meta.day, sum: sum, debtor: debtor, criminal: criminal, oneInstrument: oneInstrument)
  }
}

/// A claim joined, in time or not: the plan says which part it takes.
public struct DistributionClaimJoined: Event {
  public static let name = "distribution.claimJoined.v1"
  public let distribution: ID<DistributionMatter>
  public let entry: ID<DistributionMatter.Entry>
  public let number: Int
  public let source: ClaimSource
  public let otherCase: ID<CaseFile>?
  public let creditors: [DistributionMatter.Creditor]
  public let standing: StandingWord
  public let registeredOn: Day?
  public let amount: Money
  public let priorityMax: Money?
  public let hasInstrument: Bool
  public let seizureRank: Int?
  public let applied: Day?
  public let basis: VaultRef?
  public let fixed: Bool
  public init(
    distribution: ID<DistributionMatter>, entry: ID<DistributionMatter.Entry>, number: Int, source: ClaimSource,
    otherCase: ID<CaseFile>?, creditors: [DistributionMatter.Creditor], standing: StandingWord, registeredOn: Day?,
    amount: Money, priorityMax: Money?, hasInstrument: Bool, seizureRank: Int?, applied: Day?, basis: VaultRef?, fixed: Bool
  ) {
    self.distribution = distribution
    self.entry = entry
    self.number = number
    self.source = source
    self.otherCase = otherCase
    self.creditors = creditors
    self.standing = standing
    self.registeredOn = registeredOn
    self.amount = amount
    self.priorityMax = priorityMax
    self.hasInstrument = hasInstrument
    self.seizureRank = seizureRank
    self.applied = applied
    self.basis = basis
    self.fixed = fixed
  }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    let own = source == .ownCase ? ID<CaseFile>(meta.stream.key) : otherCase
    docket.matters[distribution]?.order.append(entry)
    docket.matters[distribution]?.entries[entry] = DistributionMatter.Entry(
      id: entry, number: number, source: source, caseID: own, creditors: creditors, standing: standing,
      registeredOn: registeredOn, amount: amount, priorityMax: priorityMax, hasInstrument: hasInstrument,
      seizureRank: seizureRank, applied: applied, basis: basis, isFixed: fixed)
  }
}

/// A claim's sum or place was found to be another before the next plan.
public struct DistributionClaimRevised: Event {
  public static let name = "distribution.claimRevised.v1"
  public let distribution: ID<DistributionMatter>
  public let entry: ID<DistributionMatter.Entry>
  public let standing: StandingWord
  public let registeredOn: Day?
  public let amount: Money
  public let priorityMax: Money?
  public let seizureRank: Int?
  public let why: VaultRef
  public init(
    distribution: ID<DistributionMatter>, entry: ID<DistributionMatter.Entry>, standing: StandingWord, registeredOn: Day?,
    amount: Money, priorityMax: Money?, seizureRank: Int?, why: VaultRef
  ) {
    self.distribution = distribution
    self.entry = entry
    self.standing = standing
    self.registeredOn = registeredOn
    self.amount = amount
    self.priorityMax = priorityMax
    self.seizureRank = seizureRank
    self.why = why
  }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    guard var found = docket.matters[distribution]?.entries[entry] else { return }
    found.standing = standing
    found.registeredOn = registeredOn
    found.amount = amount
    found.priorityMax = priorityMax
    found.seizureRank = seizureRank
    found.isFixed = true
    docket.matters[distribution]?.entries[entry] = found
  }
}

/// The property's enforcement ended: who applies later comes too late (解释 507).
public struct DistributionClosedToNew: Event {
  public static let name = "distribution.closedToNew.v1"
  public let distribution: ID<DistributionMatter>
  public let on: Day
  public init(distribution: ID<DistributionMatter>, on: Day) {
    self.distribution = distribution
    self.on = on
  }
  public var signals: [Signal] { [Signal("distribution.closedToNew", distribution)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.closedToNew = on
  }
}

/// A plan was drafted, the first or one that is to take the place of another.
public struct PlanDrafted: Event {
  public static let name = "distribution.planDrafted.v1"
  public let distribution: ID<DistributionMatter>
  public let version: Int
  public let paper: ID<Paper>
  public let costs: Money
  public let lines: [PlanLine]
  public let left: Money
  public let reasons: Reasons
  public let why: VaultRef?
  public init(
    distribution: ID<DistributionMatter>, version: Int, paper: ID<Paper>, costs: Money, lines: [PlanLine], left: Money,
    reasons: Reasons, why: VaultRef?
  ) {
    self.distribution = distribution
    self.version = version
    self.paper = paper
    self.costs = costs
    self.lines = lines
    self.left = left
    self.reasons = reasons
    self.why = why
  }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.versions.append(
      DistributionMatter.Version(
        number: version, paper: paper, draftedBy: meta.actor, draftedOn: meta.day, costs: costs, lines: lines, left: left,
        reasons: reasons, why: why))
  }
}

/// The judge signed it: from now on it is the plan.
public struct PlanSigned: Event {
  public static let name = "distribution.planSigned.v1"
  public let distribution: ID<DistributionMatter>
  public let version: Int
  public init(distribution: ID<DistributionMatter>, version: Int) {
    self.distribution = distribution
    self.version = version
  }
  public var signals: [Signal] { (version > 1 ? [Signal("plan.replaced")] : []) + [Signal("plan.signed", distribution)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, version) { $0.signedOn = meta.day }
    docket.matters[distribution]?.periodsOver = []
  }
}

/// One of the receivers has the plan: from this day his fifteen days run (解释 509.1).
public struct PlanServed: Event {
  public static let name = "distribution.planServed.v1"
  public let distribution: ID<DistributionMatter>
  public let version: Int
  public let to: ID<Person>
  public let on: Day
  public let objectBy: Day
  public let reasons: Reasons
  public init(
    distribution: ID<DistributionMatter>, version: Int, to: ID<Person>, on: Day, objectBy: Day, reasons: Reasons
  ) {
    self.distribution = distribution
    self.version = version
    self.to = to
    self.on = on
    self.objectBy = objectBy
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("plan.served", to, from: on)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, version) { $0.served[to] = DistributionMatter.Served(on: on, objectBy: objectBy) }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [PlanClocks.timer("object-\(to)", objectBy, meta)]
  }
}

/// A receiver said that he has no objection: his period ends early.
public struct PlanAccepted: Event {
  public static let name = "distribution.planAccepted.v1"
  public let distribution: ID<DistributionMatter>
  public let version: Int
  public let by: ID<Person>
  /// By what: kind `text`. Older ones have none.
  public let evidence: VaultRef?
  public init(distribution: ID<DistributionMatter>, version: Int, by: ID<Person>, evidence: VaultRef? = nil) {
    self.distribution = distribution
    self.version = version
    self.by = by
    self.evidence = evidence
  }
  public var words: [VaultRef] { [evidence].compactMap { $0 } }
  public var signals: [Signal] { [Signal("plan.accepted", by)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, version) { $0.consented.insert(by) }
  }
}

/// A receiver's fifteen days are over without an objection.
public struct PlanPeriodOver: Event {
  public static let name = "distribution.planPeriodOver.v1"
  public let distribution: ID<DistributionMatter>
  public let of: [ID<Person>]
  public init(distribution: ID<DistributionMatter>, of: [ID<Person>]) {
    self.distribution = distribution
    self.of = of
  }
  public var signals: [Signal] { of.map { Signal("plan.periodOver", $0) } }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.periodsOver.formUnion(of)
  }
}

/// Everything distributed, or what was left given back to the account.
public struct DistributionConcluded: Event {
  public static let name = "distribution.concluded.v1"
  public let distribution: ID<DistributionMatter>
  public init(distribution: ID<DistributionMatter>) { self.distribution = distribution }
  public var signals: [Signal] { [Signal("distribution.concluded", distribution)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.isConcluded = true
  }
}

/// What of the plan was carried out: the share of each claim that nobody contests, the costs first.
public struct SharesAllocated: Event {
  public static let name = "distribution.sharesAllocated.v1"
  public let distribution: ID<DistributionMatter>
  public let version: Int
  public let costs: Money
  public let shares: [Share]
  /// Kept from now on because of objections, in all.
  public let held: Money
  /// What one claim got in this step, in whole fen; steps add up.
  public struct Share: Sendable, Hashable, Codable {
    public let entry: ID<DistributionMatter.Entry>
    public let amount: Money
    public init(entry: ID<DistributionMatter.Entry>, amount: Money) {
      self.entry = entry
      self.amount = amount
    }
  }
  public init(distribution: ID<DistributionMatter>, version: Int, costs: Money, shares: [Share], held: Money) {
    self.distribution = distribution
    self.version = version
    self.costs = costs
    self.shares = shares
    self.held = held
  }
  public var signals: [Signal] { [Signal("plan.allocated", distribution)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.payments += 1
    docket.matters[distribution]?.costsTaken += costs
    docket.matters[distribution]?.held = held
    for share in shares { docket.matters[distribution]?.allocated[share.entry, default: .zero] += share.amount }
  }
}

extension DistributionDocket {
  mutating func change(_ id: ID<DistributionMatter>, _ version: Int, _ change: (inout DistributionMatter.Version) -> Void) {
    guard let index = matters[id]?.versions.lastIndex(where: { $0.number == version }), var found = matters[id]?.versions[index]
    else { return }
    change(&found)
    matters[id]?.versions[index] = found
  }
}

/// The clocks of a plan are checked by the machine on the day after they end.
enum PlanClocks {
  static func timer(_ subject: String, _ until: Day, _ meta: EventMeta) -> Reaction {
    .timer(
      name: "distribution.review", subject: "\(meta.stream.key)-\(subject)", due: Instant(until + 1, hour: 0, minute: 5),
      CommandCall("distribution.review", ["case": "\(meta.stream.key)"]))
  }
}
