import Basics
import EnforcementLaw

/// The review line of a case (执行审查): objections, changes of parties, and what courts above decide on them. Each matter has its own
/// number and clocks and stands in the case's own stream, so that no disposal can slip in between an objection and what it holds.
public struct Remedies: Sendable {
  public internal(set) var all: [ID<Remedy>: Remedy] = [:]
  public internal(set) var order: [ID<Remedy>] = []
  public var list: [Remedy] { order.compactMap { all[$0] } }
  /// The matter that a ruling is about.
  public func matter(of paper: ID<Paper>) -> Remedy? { list.first { $0.rulings.contains { $0.paper == paper } } }
  mutating func change(_ id: ID<Remedy>, _ change: (inout Remedy) -> Void) {
    guard var found = all[id] else { return }
    change(&found)
    all[id] = found
  }
}

/// One matter of the review line.
public struct Remedy: Sendable, Hashable {
  public let id: ID<Remedy>
  public let kind: RemedyKind
  /// Who asks.
  public let by: ID<Person>
  public let receivedOn: Day
  public let fileBy: Day
  public let target: RemedyTarget
  /// What change of parties is asked for; nil for objections.
  public let change: PartyChangeAsked?
  /// What was asked and why: kind `text`.
  public let text: VaultRef
  public internal(set) var stage = RemedyStage.received
  public internal(set) var ruleBy: Day
  public internal(set) var number: String?
  public internal(set) var filedOn: Day?
  /// The presiding judge first.
  public internal(set) var panel: [ID<StaffMember>] = []
  /// Members of panels before: a new review has a new panel.
  public internal(set) var panelsBefore: Set<ID<StaffMember>> = []
  public internal(set) var notified: [ID<Person>: Day] = [:]
  public internal(set) var hearings: [Hearing] = []
  public internal(set) var securities: [Security] = []
  public internal(set) var rulings: [Ruling] = []
  /// Who has the ruling, since when, and until when he may go on.
  public internal(set) var served: [ID<Person>: Served] = [:]
  /// Those whose period ended without a step.
  public internal(set) var over: Set<ID<Person>> = []
  public internal(set) var appeals: [Appeal] = []
  public internal(set) var suit: Suit?
  /// How it ended, once nothing more can come.
  public internal(set) var outcome: RemedyOutcome?
  public internal(set) var endedOn: Day?
  /// The last day to ask for supervision; nil where no court above decided.
  public internal(set) var superviseBy: Day?
  /// The parties were changed by it, and how to go back.
  public internal(set) var partiesBefore: [CaseParty]?

  /// A hearing of the parties (听证), with its minutes in the vault: kind `text`.
  public struct Hearing: Sendable, Hashable {
    public let on: Day
    public let minutes: VaultRef
  }
  /// Security that was accepted in the matter, and what it brings about.
  public struct Security: Sendable, Hashable {
    public let by: ID<Person>
    public let effect: SecurityEffect
    public let amount: Money
    public let on: Day
  }
  /// A ruling of the panel; a draft until it is signed. After remittal there may be another.
  public struct Ruling: Sendable, Hashable {
    public let paper: ID<Paper>
    public let outcome: RemedyOutcome
    public let draftedBy: Actor.Ref
    /// The findings: kind `text`.
    public let text: VaultRef
    public internal(set) var signedOn: Day?
  }
  /// When somebody got the ruling, and the last day on which he may go further.
  public struct Served: Sendable, Hashable {
    public let on: Day
    public let until: Day
  }
  /// Somebody went to the court above against the ruling; open until its decision is recorded.
  public struct Appeal: Sendable, Hashable {
    public let id: ID<Appeal>
    public let level: AppealLevel
    public let by: ID<Person>
    public let on: Day
    public internal(set) var sentUpOn: Day?
    public internal(set) var decideBy: Day?
    /// The number at the court above.
    public internal(set) var number: String?
    public internal(set) var decision: AppealDecision?
  }
  /// A suit that followed the ruling (执行异议之诉); nil in `stands` while it runs, then whether the ruling stands.
  public struct Suit: Sendable, Hashable {
    public let by: ID<Person>
    public let on: Day
    public internal(set) var stands: Bool?
  }

  init(_ event: RemedyReceived) {
    id = event.remedy
    kind = event.kind
    by = event.by
    receivedOn = event.receivedOn
    fileBy = event.fileBy
    ruleBy = event.ruleBy
    target = event.target
    change = event.change
    text = event.text
  }

  /// The ruling in force: the last that is signed.
  public var ruling: Ruling? { rulings.last { $0.signedOn != nil } }
  public var isOver: Bool { stage == .ended }
  public var openAppeals: [Appeal] { appeals.filter { $0.decision == nil } }
  public var isInSuit: Bool { suit.map { $0.stands == nil } ?? false }
  /// How it stands now: as it ended, else as the ruling says.
  public var result: RemedyOutcome? { outcome ?? ruling?.outcome }
  /// What may follow this ruling.
  public var opens: PartyChange.Remedy? {
    guard let outcome = ruling?.outcome else { return nil }
    switch outcome {
    case .withdrawn: return nil
    case .notAccepted, .dismissed: return .reconsideration
    case .rejected, .revoked, .changed, .founded, .stopped, .granted:
      switch kind {
      case .conduct, .jurisdiction: return .reconsideration
      case .thirdParty: return .suit
      case .partyChange: return change.map { PartyChange.remedy($0.ground).value } ?? .reconsideration
      }
    }
  }
  /// The article that opens it.
  public var openedBy: Citation {
    switch (opens, ruling?.outcome) {
    case (.suit, _): kind == .partyChange ? ReviewTerms.changeSuit : ReviewTerms.thirdParty
    case (_, .notAccepted), (_, .dismissed): ReviewTerms.acceptanceReconsideration
    default:
      switch kind {
      case .partyChange: ReviewTerms.changeReconsideration
      case .jurisdiction: ReviewTerms.jurisdictionReconsideration
      case .conduct, .thirdParty: ReviewTerms.conduct
      }
    }
  }
  /// The clock that runs now: of the filing, the ruling, the last period, or the court above.
  public var due: Day? {
    switch stage {
    case .received: return fileBy
    case .filed: return ruleBy
    case .ruled:
      if let above = openAppeals.compactMap(\.decideBy).max() { return above }
      return isInSuit ? nil : served.filter { !over.contains($0.key) }.map(\.value.until).max()
    case .ended: return nil
    }
  }
}

/// What it is against, or about.
public struct RemedyTarget: Sendable, Hashable, Codable {
  /// The act complained of.
  public let paper: ID<Paper>?
  public let measures: [ID<Measure>]
  public let receipts: [ID<Receipt>]
  public init(paper: ID<Paper>? = nil, measures: [ID<Measure>] = [], receipts: [ID<Receipt>] = []) {
    self.paper = paper
    self.measures = measures
    self.receipts = receipts
  }
  /// The measures meant, with those under the paper.
  public func measures(_ file: CaseFile) -> [ID<Measure>] {
    guard let paper else { return measures }
    let under = file.seizure.order.filter { file.seizure.measures[$0]?.ruling == paper }
    let transferred = file.disposal.rulings[paper]?.map(\.measure) ?? []
    return measures + (under + transferred).filter { !measures.contains($0) }
  }
}

/// A party who is to come in, and whom he replaces.
public struct PartyChangeAsked: Sendable, Hashable, Codable {
  public let ground: PartyChange.Ground
  public let party: CaseParty
  /// Nil where he is added.
  public let replaces: ID<Person>?
  public init(ground: PartyChange.Ground, party: CaseParty, replaces: ID<Person>?) {
    self.ground = ground
    self.party = party
    self.replaces = replaces
  }
}

extension CaseFile {
  /// Applicants and debtors: those whom papers of the case address.
  public var sides: [CaseParty] { filing.parties.filter { $0.role != .thirdParty } }

  /// Whether a member of staff carried out this enforcement: handles or signs for it, or did before, or drafted or signed what it
  /// orders (异议复议规定 11).
  public func wasWorkedBy(_ staff: ID<StaffMember>) -> Bool {
    if triage.hands.contains(staff) { return true }
    return papers.all.values.contains { paper in
      !paper.kind.isOfReview && paper.kind != .acceptanceNotice && paper.stage != .withdrawn
        && (paper.draftedBy == .staff(staff) || paper.signedBy == .staff(staff))
    }
  }
}

extension PaperKind {
  /// Papers of the review line, which those who enforce do not write.
  var isOfReview: Bool { self == .reviewRuling }
}
