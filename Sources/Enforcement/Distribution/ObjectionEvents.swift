import Basics
import EnforcementLaw

/// A creditor or the debtor objects to the plan, naming whose share he contests and how much of it.
public struct PlanObjected: Event {
  public static let name = "distribution.planObjected.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let version: Int
  public let by: ID<Person>
  public let on: Day
  public let entry: ID<DistributionMatter.Entry>
  public let amount: Money
  public let text: VaultRef
  public init(
    distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, version: Int, by: ID<Person>, on: Day,
    entry: ID<DistributionMatter.Entry>, amount: Money, text: VaultRef
  ) {
    self.distribution = distribution
    self.objection = objection
    self.version = version
    self.by = by
    self.on = on
    self.entry = entry
    self.amount = amount
    self.text = text
  }
  public var signals: [Signal] { [Signal("plan.objectedBy", by), Signal("plan.objected", objection)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.matters[distribution]?.objectionOrder.append(objection)
    docket.matters[distribution]?.objections[objection] = PlanObjection(
      id: objection, version: version, by: by, on: on, entry: entry, amount: amount, text: text)
  }
}

/// The others know of the objection: from this day each has fifteen days to oppose it (解释 509.2).
public struct ObjectionTold: Event {
  public static let name = "distribution.objectionTold.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let to: [ID<Person>]
  public let on: Day
  public let opposeBy: Day
  public let reasons: Reasons
  public init(
    distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, to: [ID<Person>], on: Day, opposeBy: Day, reasons: Reasons
  ) {
    self.distribution = distribution
    self.objection = objection
    self.to = to
    self.on = on
    self.opposeBy = opposeBy
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("objection.told", objection, from: on)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, objection) { found in
      for person in to { found.told[person] = PlanObjection.Told(on: on, until: opposeBy) }
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [PlanClocks.timer("oppose-\(objection)", opposeBy, meta)]
  }
}

/// Somebody opposes the objection.
public struct ObjectionOpposed: Event {
  public static let name = "distribution.objectionOpposed.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let by: ID<Person>
  public let on: Day
  public let text: VaultRef
  public init(distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, by: ID<Person>, on: Day, text: VaultRef) {
    self.distribution = distribution
    self.objection = objection
    self.by = by
    self.on = on
    self.text = text
  }
  public var signals: [Signal] { [Signal("objection.opposed", objection)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, objection) { $0.opposed[by] = on }
  }
}

/// The objector knows of the opposition: from this day he has fifteen days to sue (解释 510.1).
public struct ObjectorTold: Event {
  public static let name = "distribution.objectorTold.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let on: Day
  public let sueBy: Day
  public let reasons: Reasons
  public init(distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, on: Day, sueBy: Day, reasons: Reasons) {
    self.distribution = distribution
    self.objection = objection
    self.on = on
    self.sueBy = sueBy
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("objector.told", objection, from: on)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, objection) { $0.objectorTold = PlanObjection.Told(on: on, until: sueBy) }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [PlanClocks.timer("sue-\(objection)", sueBy, meta)]
  }
}

/// The objector sued: the contested part is kept until the suit ends (解释 510.3).
public struct PlanSuitFiled: Event {
  public static let name = "distribution.suitFiled.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let on: Day
  /// Court and number of the suit.
  public let text: VaultRef
  public init(distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, on: Day, text: VaultRef) {
    self.distribution = distribution
    self.objection = objection
    self.on = on
    self.text = text
  }
  public var signals: [Signal] { [Signal("planSuit.filed", objection)] }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, objection) { $0.suitOn = on }
  }
}

/// The dispute is over, by time, by word or by judgment.
public struct ObjectionEnded: Event {
  public static let name = "distribution.objectionEnded.v1"
  public let distribution: ID<DistributionMatter>
  public let objection: ID<PlanObjection>
  public let outcome: PlanObjection.Outcome
  /// The judgment or the statement; nil where time alone ended it.
  public let text: VaultRef?
  public init(
    distribution: ID<DistributionMatter>, objection: ID<PlanObjection>, outcome: PlanObjection.Outcome, text: VaultRef?
  ) {
    self.distribution = distribution
    self.objection = objection
    self.outcome = outcome
    self.text = text
  }
  public var signals: [Signal] {
    [Signal("objection.ended", objection)] + (outcome.corrects ? [Signal("plan.correctionDue", objection)] : [])
  }
  public func apply(to docket: inout DistributionDocket, _ meta: EventMeta) {
    docket.change(distribution, objection) { $0.outcome = outcome }
  }
}

extension DistributionDocket {
  mutating func change(
    _ id: ID<DistributionMatter>, _ objection: ID<PlanObjection>, _ change: (inout PlanObjection) -> Void
  ) {
    guard var found = matters[id]?.objections[objection] else { return }
    change(&found)
    matters[id]?.objections[objection] = found
  }
}
