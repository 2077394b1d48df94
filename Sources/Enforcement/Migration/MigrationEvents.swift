import Basics
import EnforcementLaw

/// A running or ended case of the court's earlier system is carried on here: application, number, lane, handler and what was done, each
/// with its own day. It says no signals: what is open is opened beside it, with clocks counted from the original days.
public struct CaseTakenOver: Event {
  public static let name = "migration.caseTakenOver.v1"
  public let caseID: ID<CaseFile>
  public let court: CourtCode
  /// The case's reference in the tables.
  public let docketRef: String
  /// As printed, older forms kept as they are.
  public let number: String
  /// Further numbers of the case.
  public let related: [String]
  public let type: CaseTypeCode
  public let receivedOn: Day
  public let filedOn: Day
  public let instrument: Instrument
  public let parties: [CaseParty]
  public let claims: [ClaimItem]
  public let livelihood: Bool
  public let cause: String?
  public let earlierCase: String?
  public let resumes: ID<CaseFile>?
  public let lane: Lane
  public let handler: ID<StaffMember>
  public let judge: ID<StaffMember>
  public let assignedOn: Day
  public let done: StepsDone
  /// The day on which the round was terminated (终本); nil for a running case.
  public let endedOn: Day?
  /// What the applicants had been paid by then.
  public let recovered: Money
  /// Days of re-search that are still to come (R8.4).
  public let researchOn: [Day]
  /// How those days were counted; nil where there are none.
  public let reasons: Reasons?

  public var explained: [Reasons] { [reasons].compactMap { $0 } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.id = caseID
    file.court = court
    file.filing = filing(by: meta.actor)
    file.triage.lane = lane
    file.triage.handler = handler
    file.triage.judge = judge
    file.triage.hands.formUnion([handler, judge])
    file.triage.assignedOn = assignedOn
    file.process.closed += done.nodes
    file.search.investigationReportedOn = done.investigation
    file.takenOver = TakenOver(ref: docketRef, on: meta.day, numbers: related, done: done)
    if let endedOn { file.closing.closed = Closing.Closed(way: .terminatedRound, on: endedOn, recovered: recovered) }
  }
  private func filing(by actor: Actor.Ref) -> Filing {
    var filing = Filing()
    filing.type = type
    filing.receivedOn = receivedOn
    filing.docketRef = docketRef
    filing.instrument = instrument
    filing.parties = parties
    filing.claims = claims
    filing.livelihood = livelihood
    filing.livelihoodGrounds = LivelihoodGround.of(claims, stated: livelihood)
    filing.via = "takeover"
    filing.number = number
    filing.filedOn = filedOn
    filing.cause = cause ?? ""
    filing.earlierCase = earlierCase
    filing.resumes = resumes
    filing.enteredBy = actor
    return filing
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let first = RoundTermination.searches - researchOn.count
    return researchOn.enumerated().map { index, day in
      .timer(
        name: "closing.research", subject: "\(caseID)/\(first + index + 1)", due: Instant(day, hour: 9),
        CommandCall("closing.research", ["case": "\(caseID)", "number": "\(first + index + 1)"]))
    }
  }
}

/// Papers of the earlier system, as files.
public struct PapersAttached: Event {
  public static let name = "migration.papersAttached.v1"
  public let papers: [Attachment]
  public init(papers: [Attachment]) { self.papers = papers }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.attachments += papers }
}

/// A serial number that the earlier system gave: numbers go on after the highest.
public struct SerialTakenOver: Event {
  public static let name = "caseNumbers.serialTakenOver.v1"
  public let serial: Int
  public let caseID: ID<CaseFile>
  public init(serial: Int, caseID: ID<CaseFile>) {
    self.serial = serial
    self.caseID = caseID
  }
  public func apply(to numbers: inout CaseNumbers, _ meta: EventMeta) {
    numbers.last = max(numbers.last, serial)
    numbers.takenOver += 1
  }
}

/// The earlier system's last number of one type and year, and how many of its numbers no case here has: closed there, or never given.
public struct NumbersContinued: Event {
  public static let name = "caseNumbers.continued.v1"
  public let last: Int
  public let missing: Int
  public init(last: Int, missing: Int) {
    self.last = last
    self.missing = missing
  }
  public func apply(to numbers: inout CaseNumbers, _ meta: EventMeta) {
    numbers.last = max(numbers.last, last)
    numbers.missing = missing
  }
}

/// A bureau chief or president signed the report on tables that are to be taken over.
public struct TakeoverSigned: Event {
  public static let name = "migration.signed.v1"
  /// SHA-256 of the tables, hexadecimal.
  public let digest: String
  public let staff: ID<StaffMember>
  public let cases: Int
  public let claimed: Money
  public let balance: Money
  public init(digest: String, staff: ID<StaffMember>, cases: Int, claimed: Money, balance: Money) {
    self.digest = digest
    self.staff = staff
    self.cases = cases
    self.claimed = claimed
    self.balance = balance
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) {
    court.takeovers[digest] = Organisation.Takeover(signedBy: staff, signedOn: meta.day, cases: cases)
  }
}

/// Everything that could be taken over is here, compared with the tables.
public struct TakeoverFinished: Event {
  public static let name = "migration.finished.v1"
  public let digest: String
  public let cases: Int
  /// Values that differ from the tables.
  public let differences: Int
  public init(digest: String, cases: Int, differences: Int) {
    self.digest = digest
    self.cases = cases
    self.differences = differences
  }
  public func apply(to court: inout Organisation, _ meta: EventMeta) {
    court.takeovers[digest]?.finishedOn = meta.day
    court.takeovers[digest]?.differences = differences
  }
}
