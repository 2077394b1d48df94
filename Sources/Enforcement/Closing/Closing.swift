import Basics
import EnforcementLaw

/// The closing slice (结案、终本): full performance, submission, review, approval, and what follows an ended round.
public struct Closing: Sendable {
  /// The day on which all that is owed was received.
  public internal(set) var performedOn: Day?
  public internal(set) var submitted: Submission?
  public internal(set) var reviewedBy: Actor.Ref?
  public internal(set) var closed: Closed?
  public internal(set) var ending: Ending?
  /// The ruling that ends the enforcement, on its way or made (终结执行).
  public internal(set) var final: FinalEnding?
  public internal(set) var researches: [Day] = []
  public internal(set) var resumptionProposed: [ID<Property>] = []
  public internal(set) var resumedBy: ID<CaseFile>?
  /// What the judge recorded of ``EndingItem``.
  public internal(set) var items: [EndingItem: ItemAnswer] = [:]

  /// What was last answered to one item of the list before an ending, and when; the note is in the event.
  public struct ItemAnswer: Sendable, Hashable {
    public let answer: EndingItem.Answer
    public let on: Day
  }
  /// A closing on its way to review and approval; sent back, there is none.
  public struct Submission: Sendable, Hashable {
    public let way: ClosingWay
    public let by: Actor.Ref
    public let on: Day
    /// What stood then and was explained; nil where nothing did.
    public let standing: [Standing]?
  }
  /// How and when the case closed, with what had reached the applicants by then.
  public struct Closed: Sendable, Hashable {
    public let way: ClosingWay
    public let on: Day
    public let recovered: Money
    /// What went on standing, each with its reason; nil where nothing did.
    public var standing: [Standing]?
  }
  /// The termination of this round on its way (R8.3).
  public struct Ending: Sendable, Hashable {
    public let proposedBy: Actor.Ref
    public let proposedOn: Day
    public let paper: ID<Paper>
    public internal(set) var interviewedOn: Day?
    /// The applicant signed; without it the panel and the president decide.
    public internal(set) var applicantSigned = false
    /// The panel's review, needed where the applicant did not sign (民诉法解释 517).
    public internal(set) var panelOn: Day?
    public internal(set) var approvedBy: Actor.Ref?
  }
}

/// Ways of closing on these paths (R8.1).
public enum ClosingWay: String, Sendable, Codable, Hashable, CaseIterable {
  case fullyEnforced, terminatedRound, finallyTerminated
  public var name: Phrase {
    switch self {
    case .fullyEnforced: Phrase("执行完毕", "Fully enforced")
    case .terminatedRound: Phrase("终结本次执行程序", "Termination of this round")
    case .finallyTerminated: Phrase("终结执行", "Final termination")
    }
  }
}

/// What came in covers all that is owed: the ground for closing is there (R8.1), and what holds or restricts the debtor must go.
public struct PerformanceCompleted: Event {
  public static let name = "closing.performanceCompleted.v1"
  public let owed: Money
  public let received: Money
  public init(owed: Money, received: Money) {
    self.owed = owed
    self.received = received
  }
  public var signals: [Signal] { [Signal("performance.full"), Signal("closingGround.met"), Signal("consumption.groundEnded")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.performedOn = meta.day }
  /// What must now be lifted is drafted at once and waits for signature.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let fields: [String: InputValue] = ["case": "\(meta.stream.key)"]
    let here: [Reaction] = [
      .now(CommandCall("seizure.draftRelease", fields.merging(["ground": "performed"]) { first, _ in first }), name: "release"),
      .now(CommandCall("sanctions.draftLift", fields), name: "lift"),
      .now(CommandCall("sanctions.draftRemoval", fields), name: "delist"),
    ]
    let file: CaseFile = after.state(meta.stream)
    guard let earlier = file.filing.resumes else { return here }
    // The restriction was ordered in the round that ended; it goes with the debt.
    let there: [String: InputValue] = ["case": "\(earlier)"]
    return here + [
      .now(CommandCall("sanctions.draftLift", there), name: "liftEarlier"),
      .now(CommandCall("sanctions.draftRemoval", there), name: "delistEarlier"),
    ]
  }
}

/// The handler handed the closing in for review; nothing is closed yet.
public struct ClosingSubmitted: Event {
  public static let name = "closing.submitted.v1"
  public let way: ClosingWay
  /// What still stands with its recorded reason: kind `text`; nil when all is cleared.
  public let justification: VaultRef?
  /// What it explains; nil where nothing stands, and in older entries.
  public let standing: [Standing]?
  public init(way: ClosingWay, justification: VaultRef?, standing: [Standing]? = nil) {
    self.way = way
    self.justification = justification
    self.standing = standing
  }
  public var signals: [Signal] {
    [Signal("closing.submitted"), Signal(justification == nil ? "remaining.cleared" : "remaining.justified")]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.submitted = Closing.Submission(way: way, by: meta.actor, on: meta.day, standing: standing)
    file.closing.reviewedBy = nil
  }
}

/// The trial-management office found nothing against the closing; it goes on to approval.
public struct ClosingReviewed: Event {
  public static let name = "closing.reviewed.v1"
  public let way: ClosingWay
  public init(way: ClosingWay) { self.way = way }
  public var signals: [Signal] { [Signal("closing.reviewed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.reviewedBy = meta.actor }
}

/// Somebody on the way to approval sent the closing back: it must be handed in and reviewed anew.
public struct ClosingReturned: Event {
  public static let name = "closing.returned.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var signals: [Signal] { [Signal("closing.returned")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.submitted = nil
    file.closing.reviewedBy = nil
  }
}

/// The case is closed. After a terminated round (终本) the debt remains, and the case is searched again and may be resumed.
public struct CaseClosed: Event {
  public static let name = "closing.closed.v1"
  public let way: ClosingWay
  public let on: Day
  public let recovered: Money
  /// After a terminated round: the ten days of re-search (R8.4), counted when the case closed.
  public let researchOn: [Day]
  /// How those days were counted; nil where there are none, and in older entries.
  public let reasons: Reasons?
  /// What goes on standing, each with its reason; nil where nothing does, and in older entries.
  public let standing: [Standing]?
  public init(
    way: ClosingWay, on: Day, recovered: Money, researchOn: [Day], reasons: Reasons? = nil, standing: [Standing]? = nil
  ) {
    self.standing = standing
    self.way = way
    self.on = on
    self.recovered = recovered
    self.researchOn = researchOn
    self.reasons = reasons
  }
  public var signals: [Signal] {
    way == .terminatedRound ? [Signal("case.closed"), Signal("ending.published")] : [Signal("case.closed")]
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.closed = Closing.Closed(way: way, on: on, recovered: recovered, standing: standing)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    researchOn.enumerated().map { index, day in
      .timer(
        name: "closing.research", subject: "\(meta.stream.key)/\(index + 1)", due: Instant(day, hour: 9),
        CommandCall("closing.research", ["case": "\(meta.stream.key)", "number": "\(index + 1)"]))
    }
  }
}

/// The checklist of R8.3 was passed and the ruling drafted; interview, panel where needed and signature are still to come.
public struct EndingProposed: Event {
  public static let name = "closing.endingProposed.v1"
  public let paper: ID<Paper>
  public let checks: [Check]
  /// One line of the checklist with the evidence it rests on.
  public struct Check: Sendable, Hashable, Codable {
    public let key: String
    public let passed: Bool
    public let evidence: Phrase
    public init(key: String, passed: Bool, evidence: Phrase) {
      self.key = key
      self.passed = passed
      self.evidence = evidence
    }
  }
  /// The earliest day that the law allows, and how it was counted; nil in older entries.
  public let reasons: Reasons?
  public init(paper: ID<Paper>, checks: [Check], reasons: Reasons? = nil) {
    self.paper = paper
    self.checks = checks
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("ending.proposed"), Signal("endingCheck.passed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.ending = Closing.Ending(proposedBy: meta.actor, proposedOn: meta.day, paper: paper)
  }
}

/// What the applicant may ask for and no network shows (法〔2016〕373号 3).
public enum EndingItem: String, Sendable, Codable, Hashable, CaseIterable {
  case clues, audit, reward
  public var name: Phrase {
    switch self {
    case .clues: Phrase("申请执行人提供的线索", "Clues from the applicant")
    case .audit: Phrase("审计", "Audit")
    case .reward: Phrase("悬赏", "Reward notice")
    }
  }
  /// Done, or nothing that this case has; either needs a note that says how or why.
  public enum Answer: String, Sendable, Codable, Hashable, CaseIterable {
    case done, notApplicable
    public var name: Phrase {
      switch self {
      case .done: Phrase("已办理", "Done")
      case .notApplicable: Phrase("不涉及", "Does not arise")
      }
    }
  }
}

/// The handler answered items that no network shows; an item that is answered again keeps the later answer.
public struct EndingItemsAnswered: Event {
  public static let name = "closing.endingItemsAnswered.v1"
  public let answers: [Answered]
  /// One answer of the round, with its note.
  public struct Answered: Sendable, Hashable, Codable {
    public let item: EndingItem
    public let answer: EndingItem.Answer
    /// What was done, or why it does not arise: kind `text`.
    public let note: VaultRef
    public init(item: EndingItem, answer: EndingItem.Answer, note: VaultRef) {
      self.item = item
      self.answer = answer
      self.note = note
    }
  }
  public init(answers: [Answered]) { self.answers = answers }
  public var signals: [Signal] { [Signal("endingItems.answered")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for each in answers { file.closing.items[each.item] = Closing.ItemAnswer(answer: each.answer, on: meta.day) }
  }
}

/// The applicant was heard on ending the round (终本约谈). Where he did not sign, the panel must review it.
public struct EndingInterviewRecorded: Event {
  public static let name = "closing.endingInterview.v1"
  public let minutes: VaultRef
  public let applicantSigned: Bool
  public init(minutes: VaultRef, applicantSigned: Bool) {
    self.minutes = minutes
    self.applicantSigned = applicantSigned
  }
  public var signals: [Signal] { [Signal("endingInterview.recorded")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.ending?.interviewedOn = meta.day
    file.closing.ending?.applicantSigned = applicantSigned
  }
}

/// The panel reviewed the ending (合议庭审查核实).
public struct EndingPanelRecorded: Event {
  public static let name = "closing.endingPanel.v1"
  /// The panel's record: kind `text`.
  public let minutes: VaultRef
  public init(minutes: VaultRef) { self.minutes = minutes }
  public var signals: [Signal] { [Signal("endingPanel.recorded")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.ending?.panelOn = meta.day }
}

/// The president signed the ruling that ends the round; the case closes in the same transaction.
public struct EndingApproved: Event {
  public static let name = "closing.endingApproved.v1"
  public let paper: ID<Paper>
  public init(paper: ID<Paper>) { self.paper = paper }
  public var signals: [Signal] { [Signal("ending.approved")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.ending?.approvedBy = meta.actor }
}

/// One of the ten queries after an ended round was made.
public struct ResearchDone: Event {
  public static let name = "closing.researchDone.v1"
  public let number: Int
  public let round: Int
  public init(number: Int, round: Int) {
    self.number = number
    self.round = round
  }
  public var signals: [Signal] { [Signal("research.done")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.researches.append(meta.day) }
}

/// A find after the ended round was put to the ended-case team, once for each thing; the new case is a decision of its own.
public struct ResumptionProposed: Event {
  public static let name = "closing.resumptionProposed.v1"
  public let property: ID<Property>
  public init(property: ID<Property>) { self.property = property }
  public var signals: [Signal] { [Signal("resumption.applied")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.resumptionProposed.append(property) }
}

/// A new case (执恢) carries the matter on.
public struct CaseResumed: Event {
  public static let name = "closing.resumed.v1"
  public let by: ID<CaseFile>
  public let number: String
  public init(by: ID<CaseFile>, number: String) {
    self.by = by
    self.number = number
  }
  public var signals: [Signal] { [Signal("case.resumed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.resumedBy = by }
}
