import Basics
import EnforcementLaw

/// The publication of a notice was recorded that did not happen, or not then, or not there: the thirty days run no more, and what they
/// served counts as unserved. What really appeared is recorded anew.
public struct CorrectPublication: CaseCommand {
  public static let name = "correction.publication"
  public static let title = Phrase("更正误登的公告刊登", "Take back a publication recorded by mistake")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField,
      Field(
        "notice", Phrase("误登刊登的公告", "Notice"), .pick(.publishedNotice),
        hint: Phrase("刊登日期、方式有误的，更正后重新登记", "Where day or place are wrong, record the publication anew afterwards")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let notice: ID<Paper>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    notice = input.id("notice")
    grounds = CorrectionGrounds(&input)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    if file.service.published.isEmpty { throw .nothingPublished }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let known = file.service.notices[notice], let on = known.publishedOn, let state = file.papers.all[notice] else {
      throw .nothingPublished
    }
    let ran = known.papers.compactMap { file.papers.all[$0] }.filter { file.isByNotice($0, known.to, published: on) }
    if ran.contains(where: { $0.kind == .distributionPlan || $0.kind == .reviewRuling }) { throw .servedByItsOwnAct }
    let served = ran.filter { paper in paper.served.contains { $0.to == "\(known.to)" && $0.way == .publicNotice } }
    let others = ran.map { paper in
      NoticeUnpublished.Reached(
        paper: paper.id, kind: paper.kind, wasServed: served.contains { $0.id == paper.id },
        stillServed: file.hasReached(paper.kind, otherThan: known.to))
    }
    var draft = Draft(situation)
    let cause = grounds.record(.publication, notice, person: known.to, caseID, &draft)
    draft.add(.caseFile(caseID), [NoticeUnpublished(notice: notice, to: known.to, on: on, papers: others)])
    try NoticeExclusion.strike(state, caseID, &draft)
    let after = draft.situation.caseFile(caseID)
    Undoing.list(
      served.flatMap { Consequences.of(service: .notServed, on: nil, $0, known.to, after) }, cause, &draft, of: caseID)
    return draft.appended
  }
}

extension ServiceRegister {
  /// Notices that count as published.
  public var published: [(notice: ID<Paper>, known: Notice)] {
    notices.filter { $0.value.publishedOn != nil }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension CaseFile {
  /// Whether the last attempt to reach this party with the paper was the notice of that day.
  fileprivate func isByNotice(_ paper: Papers.PaperState, _ to: ID<Person>, published on: Day) -> Bool {
    guard let last = delivery(paper, to).tries.last else { return false }
    return last.way == .publicNotice && last.on == on
  }
  /// Whether a paper of this kind has reached somebody else.
  fileprivate func hasReached(_ kind: PaperKind, otherThan receiver: ID<Person>) -> Bool {
    papers.all.values.contains { $0.kind == kind && $0.served.contains { $0.to != "\(receiver)" } }
  }
}

/// A notice had not appeared as recorded: its days do not run, and what they served is to be served.
public struct NoticeUnpublished: Event {
  public static let name = "correction.noticeUnpublished.v1"
  public let notice: ID<Paper>
  public let to: ID<Person>
  /// The day that was recorded.
  public let on: Day
  public let papers: [Reached]
  /// One paper that the notice was to serve.
  public struct Reached: Sendable, Hashable, Codable {
    public let paper: ID<Paper>
    public let kind: PaperKind
    /// The days had run out: it counted as served.
    public let wasServed: Bool
    /// A paper of this kind has reached somebody else.
    public let stillServed: Bool
    public init(paper: ID<Paper>, kind: PaperKind, wasServed: Bool, stillServed: Bool) {
      self.paper = paper
      self.kind = kind
      self.wasServed = wasServed
      self.stillServed = stillServed
    }
  }
  public init(notice: ID<Paper>, to: ID<Person>, on: Day, papers: [Reached]) {
    self.notice = notice
    self.to = to
    self.on = on
    self.papers = papers
  }
  /// The notice's clock ends, and who has not been served is served still.
  public var signals: [Signal] {
    [Signal("publicNotice.struck", to)]
      + papers.flatMap { reached -> [Signal] in
        guard reached.kind == .enforcementNotice else { return [Signal("service.due", reached.paper)] }
        return [Signal("service.undone", to)]
          + (reached.wasServed && !reached.stillServed ? [Signal("service.undoneForAll")] : [])
      }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.notices[notice]?.publishedOn = nil
    for reached in papers {
      file.papers.all[reached.paper]?.served.removeAll { $0.to == "\(to)" && $0.way == .publicNotice }
      if file.papers.all[reached.paper]?.stage == .served, file.papers.all[reached.paper]?.served.isEmpty == true {
        file.papers.all[reached.paper]?.stage = .sealed
      }
      file.service.change(reached.paper, reached.kind, to, meta.day) { $0 = $0.withoutNotice }
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    papers.map { .cancelTimer(name: "service.deem", subject: "\($0.paper)/\(to)") }
  }
}

/// A time that was proposed, or does not count, has nothing to rest on any more.
public struct ExcludedPeriodStruck: Event {
  public static let name = "clock.periodStruck.v1"
  public let period: ID<CaseTerm.Excluded>
  public let first: Day
  /// Number of the paper that had proved it.
  public let number: String
  /// A chief had approved it: the limit is counted anew.
  public let wasApproved: Bool
  public init(period: ID<CaseTerm.Excluded>, first: Day, number: String, wasApproved: Bool) {
    self.period = period
    self.first = first
    self.number = number
    self.wasApproved = wasApproved
  }
  public var signals: [Signal] { [Signal("deduction.struck", period)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.term.proposals.removeAll { $0.id == period }
    file.term.excluded.removeAll { $0.id == period }
  }
}

extension NoticeExclusion {
  /// The notice did not appear: its time counts, whether it was only proposed or approved already.
  static func strike(_ notice: Papers.PaperState, _ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    let number = number(notice)
    let term = draft.situation.caseFile(caseID).term
    let proposed = term.proposals.filter { $0.paper == number }.map {
      ExcludedPeriodStruck(period: $0.id, first: $0.first, number: number, wasApproved: false)
    }
    let approved = term.excluded.filter { $0.paper == number }.map {
      ExcludedPeriodStruck(period: $0.id, first: $0.first, number: number, wasApproved: true)
    }
    guard !(proposed + approved).isEmpty else { return }
    draft.add(.caseFile(caseID), proposed + approved)
    if !approved.isEmpty { try Pausing.recountLimit(caseID, &draft) }
  }
}

extension Delivery {
  /// As it stood before the notice was recorded as published.
  var withoutNotice: Delivery {
    var right = self
    guard let last = tries.last, last.way == .publicNotice else { return right }
    right.tries.removeLast()
    right.servedOn = nil
    right.status = right.resting
    return right
  }
}

extension Refusal {
  static var nothingPublished: Refusal {
    Refusal("nothingPublished", field: "notice", Phrase("没有登记刊登的公告", "No publication of such a notice is recorded"))
  }
}
