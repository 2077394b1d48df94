import Basics
import EnforcementLaw

/// The sanctions slice (限制消费、失信名单).
public struct Sanctions: Sendable {
  public internal(set) var restricted: [ID<Person>: Restriction] = [:]
  public internal(set) var listings: [ID<Person>: Listing] = [:]
  /// Drafted orders by paper: whom they concern and what they do.
  public internal(set) var drafts: [ID<Paper>: Draft] = [:]
  /// Years added to a fixed term for grave or repeated acts, by the proposing paper.
  public internal(set) var extraYears: [ID<Paper>: Int] = [:]

  /// A consumption restriction on one person: in force from its signature until lifted.
  public struct Restriction: Sendable, Hashable {
    public let paper: ID<Paper>
    public let since: Day
    public internal(set) var liftedOn: Day?
  }
  /// An entry in the list of dishonest debtors, from the proposal on; live between decision and removal.
  public struct Listing: Sendable, Hashable {
    public let paper: ID<Paper>
    public let ground: ListingGround
    public let proposedBy: Actor.Ref
    public internal(set) var decidedOn: Day?
    /// The fixed term's last day; nil for ground 1, which has none (R7.1).
    public internal(set) var ends: Day?
    public internal(set) var removeBy: Day?
    public internal(set) var removedOn: Day?
    public var isLive: Bool { decidedOn != nil && removedOn == nil }
  }
  /// A paper of this slice that waits for the president, and whom it names.
  public struct Draft: Sendable, Hashable {
    public let paper: ID<Paper>
    public let kind: PaperKind
    public let persons: [ID<Person>]
    public let ground: LiftGround?
  }
  public var liveRestrictions: [ID<Person>] { restricted.filter { $0.value.liftedOn == nil }.map(\.key).sorted() }
  public var liveListings: [ID<Person>] { listings.filter { $0.value.isLive }.map(\.key).sorted() }
}

/// Why a consumption restriction is lifted (限消规定 9): it must be once the debt is performed, and may be on security or consent.
public enum LiftGround: String, Sendable, Codable, Hashable, CaseIterable {
  case performed, security, applicantConsents, enforcementEnded
  public var name: Phrase {
    switch self {
    case .performed: Phrase("已履行完毕", "Performed")
    case .security: Phrase("提供确实有效的担保", "Good security was given")
    case .applicantConsents: Phrase("申请执行人同意", "The applicant consents")
    case .enforcementEnded: Phrase("已裁定终结执行", "A ruling ended the enforcement")
    }
  }
  /// What the case file does not say by itself has to be shown (法释〔2015〕17号 9).
  var needsEvidence: Bool { self == .security || self == .applicantConsents }
}

/// The six grounds of R7.1.
public enum ListingGround: Int, Sendable, Codable, Hashable, CaseIterable {
  case ableButRefuses = 1, obstructs, evades, breaksReporting, breaksRestriction, refusesSettlement
  public var name: Phrase {
    switch self {
    case .ableButRefuses: Phrase("有履行能力而拒不履行", "Able to perform but refuses")
    case .obstructs: Phrase("以伪造证据、暴力、威胁等方法妨碍、抗拒执行", "Obstructs by forgery, violence or threat")
    case .evades: Phrase("以虚假诉讼、虚假仲裁或者隐匿、转移财产等方法规避执行", "Evades by sham suit or hiding property")
    case .breaksReporting: Phrase("违反财产报告制度", "Breaks the duty to report property")
    case .breaksRestriction: Phrase("违反限制消费令", "Breaks the consumption restriction")
    case .refusesSettlement: Phrase("无正当理由拒不履行执行和解协议", "Refuses to perform a settlement without reason")
    }
  }
  /// The same ground as the law library names it.
  var law: DishonestList.Ground {
    switch self {
    case .ableButRefuses: .ableButRefuses
    case .obstructs: .obstructs
    case .evades: .evades
    case .breaksReporting: .breaksReport
    case .breaksRestriction: .breaksConsumption
    case .refusesSettlement: .refusesSettlement
    }
  }
}

/// An order or its lifting was drafted for these persons; the president's signature gives it effect.
public struct RestrictionDrafted: Event {
  public static let name = "sanctions.restrictionDrafted.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let persons: [ID<Person>]
  /// Why a restriction is lifted; nil for other papers and in older entries.
  public let ground: LiftGround?
  /// The attached file that shows the security or the consent; nil for other grounds and papers, and in older entries.
  public let evidence: ID<AttachedFile>?
  public init(
    paper: ID<Paper>, kind: PaperKind, persons: [ID<Person>], ground: LiftGround? = nil, evidence: ID<AttachedFile>? = nil
  ) {
    self.paper = paper
    self.kind = kind
    self.persons = persons
    self.ground = ground
    self.evidence = evidence
  }
  /// A restriction that falls with the debt is lifted within three working days, in whichever round it was ordered.
  public var signals: [Signal] {
    kind == .consumptionLift && (ground ?? .performed) == .performed ? [Signal("consumption.groundEnded")] : []
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.drafts[paper] = Sanctions.Draft(paper: paper, kind: kind, persons: persons, ground: ground)
  }
}

/// The president signed the order (限制消费令): the restriction holds from this day (R7.2).
public struct ConsumptionRestricted: Event {
  public static let name = "sanctions.restricted.v1"
  public let person: ID<Person>
  public let paper: ID<Paper>
  public init(person: ID<Person>, paper: ID<Paper>) {
    self.person = person
    self.paper = paper
  }
  public var signals: [Signal] { [Signal("consumption.ordered", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.restricted[person] = Sanctions.Restriction(paper: paper, since: meta.day)
  }
}

/// The decision that lifts the restriction was signed.
public struct ConsumptionLifted: Event {
  public static let name = "sanctions.lifted.v1"
  public let person: ID<Person>
  public let paper: ID<Paper>
  public init(person: ID<Person>, paper: ID<Paper>) {
    self.person = person
    self.paper = paper
  }
  public var signals: [Signal] { [Signal("consumption.lifted", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.restricted[person]?.liftedOn = meta.day
  }
}

/// The handler proposed to list the debtor, with evidence; only the president's decision lists him (R7.1).
public struct ListingProposed: Event {
  public static let name = "sanctions.listingProposed.v1"
  public let paper: ID<Paper>
  public let person: ID<Person>
  public let ground: ListingGround
  /// The evidence, in words: kind `text`.
  public let evidence: VaultRef
  public let extraYears: Int
  /// Why the law allows it; nil in older entries.
  public let reasons: Reasons?
  public init(
    paper: ID<Paper>, person: ID<Person>, ground: ListingGround, evidence: VaultRef, extraYears: Int, reasons: Reasons? = nil
  ) {
    self.paper = paper
    self.person = person
    self.ground = ground
    self.evidence = evidence
    self.extraYears = extraYears
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("listing.applied", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.listings[person] = Sanctions.Listing(paper: paper, ground: ground, proposedBy: meta.actor)
    file.sanctions.extraYears[paper] = extraYears
  }
}

/// The president decided: the debtor is on the list, for a fixed term or until he performs.
public struct DebtorListed: Event {
  public static let name = "sanctions.listed.v1"
  public let person: ID<Person>
  public let paper: ID<Paper>
  public let decidedOn: Day
  public let ends: Day?
  /// How the term was counted; nil in older entries.
  public let reasons: Reasons?
  public init(person: ID<Person>, paper: ID<Paper>, decidedOn: Day, ends: Day?, reasons: Reasons? = nil) {
    self.person = person
    self.paper = paper
    self.decidedOn = decidedOn
    self.ends = ends
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("listing.decided", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.sanctions.listings[person]?.decidedOn = decidedOn
    file.sanctions.listings[person]?.ends = ends
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard let ends else { return [] }
    let call = CommandCall("sanctions.endListingTerm", ["case": "\(meta.stream.key)", "debtor": "\(person)"])
    return [.timer(name: "sanctions.term", subject: "\(meta.stream.key)/\(person)", due: Instant(ends, hour: 9), call)]
  }
}

/// A ground for removal arose; three working days run (N23).
public struct ListingGroundEnded: Event {
  public static let name = "sanctions.listingGroundEnded.v1"
  public let person: ID<Person>
  /// `performed`, `termOver`, `applicantRequest`, `settled`, `enforcementEnded`.
  public let ground: String
  public let removeBy: Day
  /// How the last day was counted; nil in older entries.
  public let reasons: Reasons?
  public init(person: ID<Person>, ground: String, removeBy: Day, reasons: Reasons? = nil) {
    self.person = person
    self.ground = ground
    self.removeBy = removeBy
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("listing.groundEnded", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.sanctions.listings[person]?.removeBy = removeBy }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.now(CommandCall("sanctions.draftRemoval", ["case": "\(meta.stream.key)"]), name: "removal")]
  }
}

/// The decision that takes the entry off the list was signed (失信规定 10).
public struct ListingRemoved: Event {
  public static let name = "sanctions.listingRemoved.v1"
  public let person: ID<Person>
  public let paper: ID<Paper>
  public init(person: ID<Person>, paper: ID<Paper>) {
    self.person = person
    self.paper = paper
  }
  public var signals: [Signal] { [Signal("listing.removed", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.sanctions.listings[person]?.removedOn = meta.day }
}
