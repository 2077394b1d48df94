import Basics
import EnforcementLaw

/// Drafts the ruling with its outcome and the panel's findings.
public struct DraftReviewRuling: CaseCommand {
  public static let name = "remedies.draftRuling"
  public static let title = Phrase("拟制审查裁定", "Draft the ruling on review")
  public static let roles = RemedyCommands.clerks
  private static let outcomes = RemedyOutcome.allCases.filter { $0 != .notAccepted }
  /// Of the review line: its judges are never the case's own.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field("outcome", Phrase("结果", "Outcome"), .choice(outcomes.map { Field.Choice($0.rawValue, $0.name) })),
    Field("text", Phrase("查明的事实和理由", "Findings and reasons"), .longText(max: 10_000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let outcome: RemedyOutcome
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    outcome = input.choice("outcome") ?? .rejected
    text = input.text("text", max: 10_000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.filed])
    try RemedyCommands.apart(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .filed)
    if matter.panel.isEmpty { throw .noPanel }
    guard matter.kind.outcomes.contains(outcome) else { throw .wrongOutcome(matter.kind) }
    return try ReviewRuling.drafted(matter, outcome, text, in: situation, file)
  }
}

/// What the panel's signature brings about.
enum ReviewSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let matter = file.remedies.matter(of: paper.id),
      let ruling = matter.rulings.first(where: { $0.paper == paper.id })
    else { return [] }
    if ruling.outcome == .notAccepted {
      guard situation.actor.has(.filingJudge) else { throw .notYourSignature(.reviewRuling) }
      guard matter.stage == .received else { throw .remedyStage(matter.stage) }
    } else {
      try RemedyCommands.onPanel(matter, situation, file)
      guard matter.stage == .filed else { throw .remedyStage(matter.stage) }
    }
    var draft = Draft(situation)
    draft.add(
      .caseFile(file.id), [RemedyRuled(remedy: matter.id, kind: matter.kind, paper: paper.id, outcome: ruling.outcome)])
    if matter.kind == .conduct, ruling.outcome.upholds { RemedyFollow.undo(matter, &draft, of: file.id) }
    if ruling.outcome == .withdrawn {
      draft.add(.caseFile(file.id), [RemedyEnded(remedy: matter.id, kind: matter.kind, outcome: .withdrawn)])
    }
    return draft.appended
  }
}

/// Serves the ruling; each person's own days run from his receipt. A change of parties takes effect when it reaches who is to come in.
public struct ServeReviewRuling: CaseCommand {
  public static let name = "remedies.serve"
  public static let title = Phrase("送达审查裁定", "Serve the ruling on review")
  public static let roles: Set<Role> = [.clerk, .assistant, .judge, .reviewJudge, .bailiff]
  /// Of the review line: its judges are never the case's own.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field(
      "to", Phrase("受送达人", "Served on"), .picks(.party), required: false,
      hint: Phrase("不选为全部尚未送达的人", "None means all who do not have it yet")),
    Field("way", Phrase("送达方式", "Way"), .choice(ServiceWay.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("送达（公告）日期", "Served (published) on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let to: [ID<Person>]
  let way: ServiceWay
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    to = input.ids("to")
    way = input.choice("way") ?? .direct
    on = input.day("on") ?? Day(number: 0)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.ruled, .ended])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .ruled, .ended)
    guard let ruling = matter.ruling, let sealed = file.papers.all[ruling.paper]?.sealed else { throw .rulingNotSealed }
    guard on <= situation.today else { throw .servedInFuture(on) }
    guard on >= sealed.at.day else { throw .servedBeforeSealed(sealed.at.day) }
    let all = matter.receivers(file)
    let waiting = all.filter { matter.served[$0] == nil }
    guard !waiting.isEmpty else { throw .rulingServedToAll }
    guard to.allSatisfy({ waiting.contains($0) }) else { throw .notAReceiver(.reviewRuling) }
    let counted = way == .publicNotice ? try published(situation) : nil
    let day = counted?.value ?? on
    let receivers = to.isEmpty ? waiting : to
    var draft = Draft(situation)
    let papers = receivers.map {
      PaperServed(paper: ruling.paper, kind: .reviewRuling, to: "\($0)", way: way, on: day, note: nil, reasons: counted?.reasons)
    }
    draft.add(.caseFile(caseID), papers)
    let until = RemedyFollow.until(matter, served: day, situation)
    draft.add(
      .caseFile(caseID),
      receivers.map {
        RemedyServed(remedy: remedy, person: $0, on: day, opens: matter.opens, until: until.value, reasons: until.reasons)
      })
    if let change = matter.change, ruling.outcome == .granted, matter.partiesBefore == nil,
      receivers.contains(change.party.person)
    {
      RemedyFollow.change(matter, change, &draft, of: caseID)
    }
    return draft.appended
  }
  private func published(_ situation: Situation) throws(Refusal) -> Explained<Day> {
    do throws(LawRefusal) {
      return try Periods.served(.publicNotice(published: on), settings: situation.settings, calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
  }
}

/// What follows as matters go on and end.
enum RemedyFollow {
  /// The last day of what the ruling opens.
  static func until(_ matter: Remedy, served: Day, _ situation: Situation) -> Explained<Day> {
    let (settings, calendar) = (situation.settings, situation.law.calendar)
    switch matter.opens {
    case .reconsideration: return ReviewTerms.reconsiderBy(served: served, by: matter.openedBy, settings, calendar)
    case .suit: return ReviewTerms.sueBy(served: served, by: matter.openedBy, settings, calendar)
    case nil: return Explained(served, Reasons("R8.1", citations: [ReviewTerms.rulingTells]))
    }
  }

  static func change(_ matter: Remedy, _ change: PartyChangeAsked, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    draft.add(
      .caseFile(caseID),
      [PartiesChanged(remedy: matter.id, ground: change.ground, party: change.party, replaces: change.replaces)])
  }

  /// Lists what of the case has to be undone since the matter was well founded.
  static func undo(_ matter: Remedy, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    let situation = draft.situation
    let found = Consequences.of(
      matter.target, owner: matter.kind == .thirdParty ? matter.by : nil, situation.caseFile(caseID), situation.account(caseID))
    Undoing.list(found, .remedy(matter.id), &draft, of: caseID)
  }

  /// Ends the matter, and what follows from how it ended.
  static func end(_ matter: Remedy, _ outcome: RemedyOutcome, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    let before = matter.ruling?.outcome
    draft.add(.caseFile(caseID), [RemedyEnded(remedy: matter.id, kind: matter.kind, outcome: outcome)])
    switch matter.kind {
    case .thirdParty:
      if outcome == .stopped { undo(matter, &draft, of: caseID) }
    case .conduct, .jurisdiction:
      if outcome.upholds, before?.upholds != true, matter.kind == .conduct { undo(matter, &draft, of: caseID) }
      if !outcome.upholds, before?.upholds == true { Undoing.drop(.remedy(matter.id), &draft, of: caseID) }
    case .partyChange:
      guard let change = matter.change else { return }
      if outcome == .granted, matter.partiesBefore == nil { self.change(matter, change, &draft, of: caseID) }
      if outcome != .granted, let parties = matter.partiesBefore {
        restore(matter, change, parties, &draft, of: caseID)
      }
    }
  }

  /// The court above sent it back: what the first ruling brought about falls.
  static func takeBack(_ matter: Remedy, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    Undoing.drop(.remedy(matter.id), &draft, of: caseID)
    if let change = matter.change, let parties = matter.partiesBefore { restore(matter, change, parties, &draft, of: caseID) }
  }

  private static func restore(
    _ matter: Remedy, _ change: PartyChangeAsked, _ parties: [CaseParty], _ draft: inout Draft, of caseID: ID<CaseFile>
  ) {
    let returns = change.replaces.flatMap { replaced in parties.first { $0.person == replaced } }
    let situation = draft.situation
    let found = Consequences.of(person: change.party.person, situation.caseFile(caseID), situation.account(caseID))
    draft.add(
      .caseFile(caseID), [PartiesRestored(remedy: matter.id, leaves: change.party.person, returns: returns)])
    Undoing.list(found, .remedy(matter.id), &draft, of: caseID)
  }
}
